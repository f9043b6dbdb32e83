"""Where a paragraph is broken into lines: all of its lines at once, so that none of them has to pay for the others.

After D. E. Knuth and M. F. Plass, Breaking Paragraphs into Lines (1981). Distances are in pixels.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

# How much narrower a word space may become, and by how much it may become wider at the same price, as parts of itself.
SHRINK, STRETCH = 0.22, 0.5
# What a divided word costs beside what its line does; a second one below it, and each after that; half a word that is
# all of the last line; and a last line that is shorter than the indent of the next.
HYPHEN, SECOND, THIRD, LAST_HALF, STUMP = 3_600.0, 12_000.0, 200_000.0, 100_000.0, 60_000.0
# A line without this part of its measure is looked at only where there is no other.
LEAST = 0.6


@dataclass(frozen=True, slots=True)
class Point:
    """A place where a line may end.

    *end* is how far words reach that end here, with their hyphen; *start* where those begin that come next. *before*
    and *after* count the word spaces up to there. *price* is what a hyphen here costs; 0: there is none.
    """

    place: int
    end: float
    start: float
    before: int
    after: int
    price: float = 0.0


@dataclass(slots=True)
class _Way:
    """The best way to a point: what it costs, from which point, and how many of its last lines end with a hyphen."""

    cost: float
    back: int
    hyphens: int


def breaks(points: Sequence[Point], first: float, width: float, space: float, stump: float) -> list[int]:
    """The points where lines end, as indexes; empty if a word is longer than a line.

    The first of *points* is the beginning, the last the end. Lines are as wide as *width*, the first as *first*;
    *space* is the width of a word space; a last line should be longer than *stump*.
    """
    starts = [point.start for point in points]
    ways: list[_Way | None] = [_Way(0.0, -1, 0)]
    last, narrowest = len(points) - 1, min(first, width)
    for number in range(1, last + 1):
        point = points[number]
        best: _Way | None = None
        widest = max(first, width) + SHRINK * space * (point.before + 1)
        for back in range(bisect_left(starts, point.end - widest, hi=number - 1), number):
            way = ways[back]
            if way is None:
                continue
            before = points[back]
            room = (width if back else first) - (point.end - before.start)
            if best is not None and number < last and room > narrowest * (1 - LEAST):
                break
            gaps = point.before - before.after
            if room < 0 and -room > SHRINK * space * gaps:
                continue
            cost = way.cost + _line(room, gaps * space, number == last)
            hyphens = 0
            if point.price:
                hyphens = way.hyphens + 1
                cost += point.price + (0.0, 0.0, SECOND, THIRD)[min(hyphens, 3)]
            elif number == last:
                cost += LAST_HALF if before.price and not gaps else HYPHEN if before.price else 0.0
                cost += STUMP if back and point.end - before.start < stump else 0.0
            if best is None or cost < best.cost:
                best = _Way(cost, back, hyphens)
        ways.append(best)
    if ways[last] is None:
        return []
    made, at = list[int](), last
    for _ in count():
        if at <= 0:
            break
        made.append(at)
        way = ways[at]
        assert way is not None
        at = way.back
    return made[::-1]


def _line(room: float, spaces: float, is_last: bool) -> float:
    """What a line costs that lacks *room*, or has too little, and whose word *spaces* are so wide together."""
    if room >= 0 and is_last:
        return 100.0
    give = spaces * (SHRINK if room < 0 else STRETCH)
    ratio = abs(room) / give if give else 10.0 if room > 1 else 0.0
    return float((10.0 + 100.0 * min(ratio, 30.0) ** 3) ** 2)

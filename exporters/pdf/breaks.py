"""Where a paragraph is broken into lines: all of its lines at once, so that none of them has to pay for the others.

After D. E. Knuth and M. F. Plass, Breaking Paragraphs into Lines (1981). Distances are in pixels.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

# How much narrower a word space may become, and by how much it may become wider at the same price, as parts of itself.
SHRINK, STRETCH = 0.2, 0.5
# How wide a line's word spaces may become, in such steps, where the number of lines is given.
LOOSEST = 1.8
# What a divided word costs beside what its line does; a second one below it, and each after that; half a word that is
# all of the last line; and a last line that is shorter than the indent of the next.
HYPHEN, SECOND, THIRD, LAST_HALF, STUMP = 3_600.0, 12_000.0, 1e6, 1e6, 500_000.0
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


@dataclass(frozen=True, slots=True)
class Measure:
    """How wide lines are, and the *first*; how wide a word *space* is; what a last line should be longer than."""

    first: float
    width: float
    space: float
    stump: float


# A way to a point is kept if it is the best with so many lines, if that matters, and so many hyphens, up to three, that
# end its last lines in a row.
State = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Way:
    """A way to a point: its *cost*, the last line's beginning, and the way there, by its state in *before*."""

    cost: float
    back: int
    before: State


def breaks(points: Sequence[Point], measure: Measure, lines: int = 0) -> tuple[float, list[int]]:
    """What it costs to break a paragraph, and the points where its lines end, as indexes.

    The first of *points* is the beginning, the last the end. There are as many *lines* as asked for, or, if that is 0,
    as are best. No points: it cannot be done, because a word is longer than a line, or lines would become too loose.
    """
    starts = [point.start for point in points]
    ways: list[dict[State, Way]] = [{(0, 0): Way(0.0, -1, (0, 0))}]
    last = len(points) - 1
    for number in range(1, last + 1):
        point, best = points[number], dict[State, Way]()
        widest = max(measure.first, measure.width) + SHRINK * measure.space * (point.before + 1)
        for back in range(bisect_left(starts, point.end - widest, hi=number - 1), number):
            room = (measure.width if back else measure.first) - (point.end - points[back].start)
            if best and number < last and room > measure.width * (1 - LEAST):
                break
            if ways[back]:
                _extend(best, ways[back], points, (back, number), room, measure, lines)
        ways.append(best)
    ends = {state: way for state, way in ways[last].items() if state[0] == lines}
    if not ends:
        return inf, []
    state = min(ends, key=lambda state: (ends[state].cost, state))
    cost, made, at = ends[state].cost, list[int](), last
    while at > 0:
        made.append(at)
        way = ways[at][state]
        at, state = way.back, way.before
    return cost, made[::-1]


def _extend(
    best: dict[State, Way],
    ways: dict[State, Way],
    points: Sequence[Point],
    line: tuple[int, int],
    room: float,
    measure: Measure,
    lines: int,
) -> None:
    """Add to the *best* ways to a point those that end with a *line* from one with other *ways*."""
    back, number = line
    before, point = points[back], points[number]
    is_last = number == len(points) - 1
    gaps = point.before - before.after
    ratio = _ratio(room, gaps * measure.space)
    if ratio < -1 or (lines and ratio > LOOSEST and not is_last):
        return
    line_cost = 100.0 if is_last and room >= 0 else (10.0 + 100.0 * min(abs(ratio), 30.0) ** 3) ** 2
    if is_last:
        line_cost += (LAST_HALF if not gaps else HYPHEN) if before.price else 0.0
        line_cost += STUMP if back and point.end - before.start < measure.stump else 0.0
    for state, way in ways.items():
        count, hyphens = state
        if lines and count == lines:
            continue
        hyphens = min(hyphens + 1, 3) if point.price else 0
        cost = way.cost + line_cost + point.price + (0.0, 0.0, SECOND, THIRD)[hyphens]
        reached = min(count + 1, lines), hyphens
        known = best.get(reached)
        if known is None or cost < known.cost:
            best[reached] = Way(cost, back, state)


def _ratio(room: float, spaces: float) -> float:
    """How far word *spaces*, so wide together, have to give for *room*; they cannot give more than -1."""
    give = spaces * (SHRINK if room < 0 else STRETCH)
    if give:
        return room / give
    return 0.0 if abs(room) < 1 else 10.0 if room > 0 else -inf

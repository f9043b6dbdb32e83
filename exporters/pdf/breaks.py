"""Where a paragraph is broken into lines: all of its lines at once, so that none of them has to pay for the others.

After D. E. Knuth and M. F. Plass, Breaking Paragraphs into Lines (1981). Distances are in pixels.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import copysign, inf
from typing import NamedTuple

# How much narrower a word space may become, and by how much it may become wider at the same price, as parts of itself.
SHRINK, STRETCH = 0.2, 0.5
# By how much of the size of the font letters may stand apart, or closer, where word spaces cannot give more.
WIDER, CLOSER = 0.02, 0.01
# How wide a line's word spaces may become, in such steps; wider ones are looked at only where lines would cost more
# without them, unless the number of lines is given.
LOOSEST = 1.8
# What it costs to move letters, more than the loosest line; and beside that, to move them as far as may be.
MOVED, FARTHEST = 400_000.0, 400_000.0
# What a divided word costs beside what its line does; a second one below it, and each after that.
HYPHEN, SECOND, THIRD = 3_600.0, 12_000.0, 1e6
# What a last line costs that is half a word, or what comes after a hyphen in one, which it may not be where the number
# of lines is given; one that is shorter than the indent of the next; and one that is hardly longer.
LAST_HALF, LAST_PART, STUMP, SHORT = 4e6, 500_000.0, 500_000.0, 30_000.0
IN_A_ROW = (0.0, 0.0, SECOND, THIRD)
# How loose a line counts that has no space; how little is nothing.
ALONE, CLOSE = 10.0, 1.0


class Point(NamedTuple):
    """A place where a line may end.

    *end* is how far words reach that end here, with their hyphen; *start* where those begin that come next. *before*
    and *after* count the word spaces up to there. *price* is what a hyphen here costs; 0: there is none. *letters*
    counts those up to there that may be moved.
    """

    place: int
    end: float
    start: float
    before: int
    after: int
    price: float = 0.0
    letters: int = 0


@dataclass(frozen=True, slots=True)
class Measure:
    """How wide lines are, and the *first*; how wide a word *space* is; what a last line should be longer than.

    *full*: that is to be as long as others. *size* is that of letters which may be moved; 0: none may.
    """

    first: float
    width: float
    space: float
    stump: float
    full: bool = False
    size: float = 0.0


# A way to a point is kept if it is the best with so many lines, if that matters, and so many hyphens, up to three, that
# end its last lines in a row. That is its state: 4 * lines + hyphens.
State = int
# What a way costs, where its last line begins, and the state of the way there.
Way = tuple[float, int, State]
BEGUN: Way = (0.0, 0, 0)


def breaks(
    points: Sequence[Point], measure: Measure, lines: int = 0, loosest: float = LOOSEST
) -> tuple[float, list[int]]:
    """What it costs to break a paragraph, and the points where its lines end, as indexes.

    The first of *points* is the beginning, the last the end. There are as many *lines* as asked for, none looser than
    *loosest*, or, if that is 0, as are best: looser ones, and letters moved, where it would cost much without. No
    points: it cannot be done, because a word is longer than a line, or lines would become too loose, which a last line
    that is to be full may never be.
    """
    cost, made = _cheapest(points, replace(measure, size=0.0), lines, loosest)
    if lines or cost <= _line_cost(loosest):
        return cost, made
    return _cheapest(points, measure, lines, loosest if measure.full else inf)


def _cheapest(points: Sequence[Point], measure: Measure, lines: int, loosest: float) -> tuple[float, list[int]]:
    """As `breaks`, with no line looser than *loosest*."""
    ways = _ways(points, measure, lines, loosest)
    ends = [(way[0], state) for state, way in ways.get(len(points) - 1, {}).items() if state // 4 == lines]
    cost, state = min(ends, default=(inf, 0))
    made, at = list[int](), len(points) - 1 if ends else 0
    while at > 0:
        made.append(at)
        _, at, state = ways[at][state]
    return cost, made[::-1]


def _line_cost(ratio: float) -> float:
    """What a line costs whose word spaces give so far."""
    return (10.0 + 100.0 * min(abs(ratio), 30.0) ** 3) ** 2


def _moved(ratio: float, give: float, letters: float) -> tuple[float, float]:
    """How far the word spaces of a line give if its *letters*, which are so long, are moved; and what that costs.

    Without them they would give by *ratio*; *give* is what they give at the ratio of 1.
    """
    limit, by = (LOOSEST, WIDER) if ratio > 0 else (-1.0, CLOSER)
    wanted, most = abs(ratio - limit) * give, by * letters
    if wanted <= most:
        return limit, MOVED + FARTHEST * wanted / most
    return limit + copysign(wanted - most, ratio) / give, MOVED + FARTHEST


def _ways(points: Sequence[Point], measure: Measure, lines: int, loosest: float) -> dict[int, dict[State, Way]]:
    """The best ways to each of *points* that lines can end at, no line of them looser than *loosest*."""
    ways: dict[int, dict[State, Way]] = {0: {0: BEGUN}}
    less, closer = SHRINK * measure.space, CLOSER * measure.size
    widest = max(measure.first, measure.width) + CLOSE
    # The points that there are ways to, where lines from them begin if they are as narrow as can be, and the costs.
    known, starts, costs = [0], [points[0].start - less * points[0].after - closer * points[0].letters], [0.0]
    last = len(points) - 1
    for number in range(1, last + 1):
        point = points[number]
        # A line that begins before that has no room.
        begin = bisect_left(starts, point.end - less * point.before - closer * point.letters - widest)
        if begin == len(known):
            continue
        best = _best(points, number, known[begin:], ways, min(costs[begin:]), measure, lines, loosest)
        if best:
            ways[number] = best
            known.append(number)
            starts.append(point.start - less * point.after - closer * point.letters)
            costs.append(min(way[0] for way in best.values()))
    return ways


def _best(
    points: Sequence[Point],
    number: int,
    backs: Sequence[int],
    ways: Mapping[int, Mapping[State, Way]],
    least: float,
    measure: Measure,
    lines: int,
    loosest: float,
) -> dict[State, Way]:
    """The best ways to the point *number* with a last line from one of *backs*, which cost the *least* at best."""
    best: dict[State, Way] = {}
    _, end, _, before, _, price, letters = points[number]
    is_last, enough = number == len(points) - 1, inf
    # Behind the last place that divides no word, a last line has only the end of one.
    free = next(n for n in range(number - 1, -1, -1) if not (n and points[n].price)) if is_last else 0
    for back in backs:
        _, _, start, _, after, price_before, letters_before = points[back]
        room = (measure.width if back else measure.first) - end + start
        gaps = before - after
        give = gaps * measure.space * (SHRINK if room < 0 else STRETCH)
        ratio = room / give if give else 0.0 if abs(room) < CLOSE else ALONE if room > 0 else -inf
        moved = 0.0
        if measure.size and gaps and not -1 <= ratio <= LOOSEST:
            ratio, moved = _moved(ratio, give, (letters - letters_before) * measure.size)
        if ratio < -1:
            continue
        if is_last:
            cost = 100.0 if room >= 0 and not measure.full else _line_cost(ratio) + moved
            if measure.full and ratio > loosest:
                break
            if price_before and lines and back > free:
                continue
            if price_before:
                cost += HYPHEN if back < free else LAST_HALF if price_before >= HYPHEN else LAST_PART
            if back and end - start < 2 * measure.stump:
                cost += STUMP if end - start < measure.stump else SHORT
        else:
            cost = _line_cost(ratio) + price + moved
            # The lines that are still to come are looser yet, or have one word alone.
            if ratio > loosest or (room > 0 and min(cost, _line_cost(ALONE)) + least >= enough):
                break
        for state, (known, _, _) in ways[back].items():
            hyphens = min(state % 4 + 1, 3) if price else 0
            reached = hyphens
            if lines:
                if state // 4 == lines:
                    continue
                reached += state - state % 4 + 4
            total = known + cost + IN_A_ROW[hyphens]
            if reached not in best or total < best[reached][0]:
                best[reached] = total, back, state
                # No way that costs more is better than this one; if this ends with several hyphens, that has its price.
                enough = inf if lines else min(enough, total if hyphens < 2 else total + THIRD)
    return best

"""Plans: a paragraph as words and places where its lines may end, and which of these are chosen.

The paragraph is measured once, as a whole; from that its lines can be planned again, longer or shorter by one, without
asking WeasyPrint. Imported only where WeasyPrint is at hand.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate
from operator import attrgetter
from typing import Any

from weasyprint.formatting_structure.boxes import InlineBox, TextBox
from weasyprint.layout.percent import resolve_percentages
from weasyprint.text.line_break import get_log_attrs

from exporters.pdf.breaks import LOOSEST, Measure, Point, breaks
from exporters.pdf.hanging import SHARES, hangs, overhang
from exporters.pdf.rulers import Ruler, advance, ruler
from exporters.pdf.syllables import HYPHENS, OWN, divided
from exporters.pdf.tracking import letters

SPACES = " \u00a0"
# Signs that end or divide lines by themselves.
FORCED = re.compile("[\n\t\f\u00ad\u0085\u2028\u2029]")
# Of the size of the font: what the last line of a paragraph is to be longer than.
STUMP = 1.6
# From what its lines cost on, a paragraph is broken more freely: also within a row of dots.
BAD = 7e5
DOTS = re.compile(r"(?<=\.{3})(?=\.{3})|(?<=…)(?=…)")


@dataclass(frozen=True, slots=True)
class Run:
    """A text in a line: *start* is where in the paragraph it begins, *edge* the space that boxes keep before it."""

    box: Any
    path: tuple[int, ...]
    start: int
    edge: float


@dataclass(frozen=True, slots=True)
class End:
    """Where a line ends: in which box, behind how many of its letters, and whether with a hyphen."""

    box: Any
    letters: int
    hyphen: bool


@dataclass(slots=True, eq=False)
class Plan:
    """The lines of a paragraph: where each begins and ends. The last of them has no end of its own.

    *rulers* measure its texts. *hangs*: its punctuation stands out; *fills*: its last line is to be as long as others.
    *points* are the places where lines may end, *made* the numbers of those where they do.
    """

    element: Any
    runs: list[Run]
    text: str
    rulers: dict[Any, Ruler]
    hangs: bool
    fills: bool
    ends: dict[int, End | None] = field(default_factory=dict)
    measure: Measure | None = None
    points: list[Point] = field(default_factory=list)
    made: list[int] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        """Whether its last line is as long as others."""
        return self.measure is not None and self.measure.full

    def run_at(self, place: int) -> Run:
        """The run with the letter at this *place*."""
        return self.runs[bisect_right(self.runs, place, key=attrgetter("start")) - 1]

    def run_from(self, path: tuple[int, ...]) -> Run | None:
        """The run at this *path*, or the next."""
        number = bisect_left(self.runs, path, key=attrgetter("path"))
        return self.runs[number] if number < len(self.runs) else None


def plan_of(line: Any, block: Any) -> Plan | None:
    """The paragraph in *line*, with no line planned yet; None if it is to be left to WeasyPrint."""
    if line.style["text_align_all"] != "justify" or line.style["direction"] != "ltr":
        return None
    runs, edge = list[Run](), [0.0, 0.0]
    if not _gather(line, block, (), runs, edge):
        return None
    text = "".join(run.box.text for run in runs)
    if not text.strip():
        return None
    rulers = {run.box: found for run in runs if (found := ruler(run.box)) is not None}
    if len(rulers) < len(runs):
        return None
    return Plan(line.element, runs, text, rulers, hangs(line.style, block.width), _fills(line.style))


def _fills(style: Any) -> bool:
    return bool(style["text_align_last"] == "justify")


def _gather(box: Any, block: Any, path: tuple[int, ...], runs: list[Run], edge: list[float]) -> bool:
    """Gather the *runs* in *box*; whether they are all that is in it. *edge*: space and letters before the next."""
    for number, child in enumerate(box.children):
        if child.is_absolutely_positioned():
            continue
        if isinstance(child, TextBox):
            if child.style["white_space"] != "normal" or FORCED.search(child.text) or not child.style["font_size"]:
                return False
            if child.text:
                runs.append(Run(child, (*path, number), int(edge[1]), edge[0]))
                edge[:] = 0.0, edge[1] + len(child.text)
        elif isinstance(child, InlineBox) and child.is_in_normal_flow() and not child.is_leader:
            resolve_percentages(child, block)
            edge[0] += _spacing(child, "left")
            if not _gather(child, block, (*path, number), runs, edge):
                return False
            edge[0] += _spacing(child, "right")
        else:
            return False
    return True


def _spacing(box: Any, side: str) -> float:
    values = [getattr(box, f"{kind}_{side}") for kind in ("margin", "padding")]
    return float(sum(value for value in values if value != "auto") + getattr(box, f"border_{side}_width"))


def otherwise(
    plan: Plan, start: int, more: int, without: Collection[int] = (), loosest: float = LOOSEST
) -> tuple[float, list[int]]:
    """What a line costs if *plan* has so many *more* from *start* on, and where they end: nowhere if it cannot be.

    None ends at the points *without*, which are told by their numbers, and none is looser than *loosest*.
    """
    first = next((number for number, point in enumerate(plan.points) if point.place == start), None)
    lines = sum(number > (first or 0) for number in plan.made) + more
    if first is None or plan.measure is None or lines < 2:
        return 0.0, []
    measure = plan.measure if not first else replace(plan.measure, first=plan.measure.width)
    kept = [number for number in range(first, len(plan.points)) if number not in without]
    cost, made = breaks([plan.points[number] for number in kept], measure, lines, loosest)
    if not made:
        return cost, []
    return cost / lines, [*(number for number in plan.made if number <= first), *(kept[number] for number in made)]


def settle(plan: Plan, made: list[int]) -> None:
    """Let the lines of *plan* end where *made* says, by the numbers of its points."""
    plan.made = made
    for number, before in zip(made, [0, *made], strict=False):
        point = plan.points[number]
        run = plan.run_at(point.place - 1)
        end = None if number == len(plan.points) - 1 else End(run.box, point.place - run.start, point.price > OWN)
        plan.ends[plan.points[before].place] = end


def add_lines(plan: Plan, start: int, first: float, width: float) -> None:
    """Plan the lines from *start* on, the first of which is so wide."""
    style = plan.runs[0].box.style
    size = style["font_size"]
    plan.measure = Measure(
        first, width, advance(" ", style), max(size * STUMP, width - first + size / 3), plan.fills, size
    )
    plan.points = list(_points(plan, start, first < width))
    cost, made = breaks(plan.points, plan.measure)
    if cost > BAD:
        plan.points = list(_points(plan, start, first < width, freely=True))
        _, made = breaks(plan.points, plan.measure)
    if plan.fills and not made:
        plan.measure = replace(plan.measure, full=False)
        _, made = breaks(plan.points, plan.measure)
    settle(plan, made)


def _points(plan: Plan, start: int, indented: bool, freely: bool = False) -> Iterator[Point]:
    """Where lines may end, from *start* on, where one begins that may be *indented*.

    *freely*: also where they had better not.
    """
    text, length = plan.text, len(plan.text)
    spaces = [0, *accumulate(sign in SPACES for sign in text)]
    attributes = get_log_attrs(text, plan.runs[0].box.style["lang"])
    x, begun, moved = 0.0, False, 0
    for run in plan.runs:
        words = run.box.text
        stop = run.start + len(words)
        if stop <= start:
            continue
        measured = plan.rulers[run.box]
        reach, first = measured.reach, max(start - run.start, 0)
        if begun:
            x += run.edge
        else:
            begin = 0.0 if indented else _overhang(plan, start, False)
            yield Point(start, 0.0, begin, spaces[start], spaces[start])
            begun = True
        x -= reach[first]
        cuts, hyphen = divided(run.box, freely), measured.hyphen
        movable = letters(words, run.box.style) > 0
        moved -= first * movable
        if cuts and plan.hangs:
            hyphen -= overhang(run.box.style["hyphenate_character"][-1:], run.box.style, True)
        free = [
            place - run.start for place in range(run.start + first + 1, stop + 1) if attributes[place].is_line_break
        ]
        dots = [found.start() for found in DOTS.finditer(words)] if freely else ()
        for index in sorted({*free, *(cut for cut in (*cuts, *dots) if cut > first)}):
            place, count = run.start + index, moved + index * movable
            if place == length:
                break
            if index in cuts:
                end = x + reach[index]
                yield Point(place, end + hyphen, end, spaces[place], spaces[place], cuts[index], count)
                continue
            before = len(words[:index].rstrip(" "))
            sign = before == index and words[before - 1] in HYPHENS
            counted = spaces[run.start + before]
            end = x + reach[before] - _overhang(plan, run.start + before - 1, True)
            begin = x + reach[index] + _overhang(plan, place, False)
            yield Point(place, end, begin, counted, spaces[place], OWN if sign or index in dots else 0.0, count)
        if stop == length:
            before = len(words.rstrip(" "))
            end = x + reach[before] - _overhang(plan, run.start + before - 1, True)
            yield Point(stop, end, x + reach[-1], spaces[stop], spaces[stop], 0.0, moved + len(words) * movable)
        x += reach[-1]
        moved += len(words) * movable


def _overhang(plan: Plan, index: int, at_end: bool) -> float:
    """How far the sign with this *index* stands out of a line that it ends, or else starts."""
    if not plan.hangs or plan.text[index] not in SHARES:
        return 0.0
    return overhang(plan.text[index], plan.run_at(index).box.style, at_end)

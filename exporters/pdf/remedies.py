"""Remedies: what may be changed on a page that ends too early, and on the pages before it.

Paragraphs become longer or shorter by a line, headings get more room, a page ends early for the sake of the next.
Imported only where WeasyPrint is at hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from weasyprint.formatting_structure.boxes import BlockBox, LineBox
from weasyprint.text.line_break import strut

from exporters.pdf.breaks import LOOSEST, SHRINK, STRETCH
from exporters.pdf.plans import Plan, otherwise, settle

# How many lines a page may lack and still be filled.
LINES = 4
# With fewer lines a section must not end on a page of its own.
FEW = 5
# How loose lines may become where nothing else helps: not so that it is seen.
LOOSER = 2.5
# How many lines a page may end early for the sake of the next; how many may be white above notes.
EARLY, WHITE = 2, 1
# Above which headings, and figures, a page may have a line more, wherever it does not begin with them.
HEADINGS = ("h2", "h3", "h4", "h5", "h6", "figure")
CLOSE = 1.0
# Paragraphs on a page, and where in them it begins.
Paragraphs = Sequence[tuple[Plan, int]]
# Paragraphs to change, and where their lines are to end.
Change = list[tuple[Plan, list[int]]]
# A paragraph with more or fewer lines: what each of them costs, where they end, and which it is.
Other = tuple[float, list[int], Plan]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page that was made.

    *start* is where it begins, *before* and *after* are what was known then, *follows* is how the next page begins.
    *is_second*: in its spread; *free*: it need not end level with the one before; *noted*: there are notes on it. It
    ends so many lines *short*, so many are *white* above its notes or headings, by so many it is *uneven*. It has so
    many *lines*, which are those of *paragraphs* and others.
    """

    page: Any
    start: Any
    is_second: bool
    free: bool
    noted: bool
    before: Any
    after: Any
    follows: Any
    short: int
    white: int
    uneven: int
    lines: int
    paragraphs: Paragraphs

    @property
    def ends(self) -> bool:
        """Whether a section, or the text, ends on it."""
        rest, following, *_ = self.follows
        return rest is None or following["break"] != "any"

    @property
    def mild(self) -> bool:
        """Whether the next page, which faces it, may be as *short*."""
        return not self.is_second and self.short <= EARLY and (not self.noted or self.white <= WHITE)

    @property
    def flaw(self) -> int:
        """How many lines are lacking: on it, or where a section that began before ends with few."""
        return self.uneven or (max(FEW - self.lines, 0) if self.ends else 0)


# --- paragraphs -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """A paragraph whose lines were changed *now*, from what was *then*; the changes *before* it, and how many."""

    before: Settled | None
    number: int
    plan: Plan
    then: list[int]
    now: list[int]

    @staticmethod
    def after(before: Settled | None, plan: Plan, lines: list[int]) -> Settled:
        """A paragraph that gets such *lines* after others were changed."""
        return Settled(before, before.number + 1 if before else 1, plan, plan.made, lines)


def moved(here: Settled | None, there: Settled | None) -> Settled | None:
    """Take back and make changes, so that those up to *there* stand, and not those up to *here*."""
    again, end = list[Settled](), there
    while here is not there:
        if there is not None and (here is None or there.number > here.number):
            again.append(there)
            there = there.before
        elif here is not None:
            settle(here.plan, here.then)
            here = here.before
    for each in reversed(again):
        settle(each.plan, each.now)
    return end


def paragraphs_on(begun: Mapping[Plan, int], root: Any) -> Paragraphs:
    """Those of the paragraphs *begun* of which there are lines on the page of *root*."""
    lines = {box.element for box in root.descendants() if isinstance(box, LineBox)}
    return [(plan, start) for plan, start in begun.items() if plan.element in lines]


def ways(here: Paragraphs, root: Any, lack: int) -> Iterator[Change]:
    """Ways to fill a page that lacks so many lines, the best first."""
    if 0 < lack <= LINES:
        lines = [box.element for box in root.descendants() if isinstance(box, LineBox)]
        # What goes on on the next page cannot fill this one by being longer.
        ended = [each for each in here if not _goes_on(*each, lines.count(each[0].element))]
        yield from _changed(ended, 1, lack)
        yield from _changed(here, -1, 1)
        yield from _changed(ended, 1, lack, LOOSER)


def _goes_on(plan: Plan, start: int, lines: int) -> bool:
    """Whether *plan* has more than so many lines from *start* on."""
    return sum(plan.points[number].place > start for number in plan.made) > lines


def _changed(paragraphs: Paragraphs, more: int, number: int, loosest: float = LOOSEST) -> Iterator[Change]:
    """So many of *paragraphs* with so many *more* lines each, those that suffer least; nothing if that cannot be."""
    best = others(paragraphs, more, loosest)
    if len(best) >= number:
        yield [(plan, made) for _, made, plan in best[:number]]


def others(paragraphs: Paragraphs, more: int, loosest: float) -> list[Other]:
    """Those of *paragraphs* that can have so many *more* lines, the best first: what that costs, and the lines."""
    found = [
        (*otherwise(plan, start, more, (), loosest), plan)
        for plan, start in paragraphs
        if _may_have(plan, start, more, loosest)
    ]
    return sorted((other for other in found if other[0] < inf and _ends_well(*other[1:])), key=_cost)


def _cost(other: Other) -> float:
    return other[0]


def _may_have(plan: Plan, start: int, more: int, loosest: float) -> bool:
    """Whether *plan* can have so many *more* lines from *start* on at all, if all its word spaces give as they can."""
    points, measure = plan.points, plan.measure
    first = next((point for point in points if point.place == start), None)
    if first is None or measure is None:
        return False
    lines = sum(points[number].place > start for number in plan.made) + more
    length, spaces = points[-1].end - first.start, (points[-1].before - first.after) * measure.space
    if more < 0:
        return lines > 0 and length - spaces * SHRINK <= lines * measure.width + CLOSE
    return length + spaces * STRETCH * loosest >= (lines - 2) * measure.width + measure.first


def _ends_well(made: list[int], plan: Plan) -> bool:
    """Whether a paragraph with such lines ends neither with half a word nor with next to nothing."""
    if plan.measure is None or len(made) < 2:
        return bool(made)
    last = plan.points[made[-2]]
    return not last.price and plan.points[-1].end - last.start >= plan.measure.stump


# --- pages ------------------------------------------------------------------------------------------------------------


def headings(box: Any, line: float, top: float, level: bool) -> int:
    """How many headings and figures in *box* can be `opened`."""
    return sum(
        1
        if child.element_tag in HEADINGS and strut(child.style)[0] == line and child.position_y > top + CLOSE
        else headings(child, line, top, level)
        for child in (box.children if isinstance(box, BlockBox) else ())
        if not level or child.element_tag != "header" or child.position_y > top + CLOSE
    )


def opened(box: Any, lines: int, line: float, top: float, level: bool) -> int:
    """Give headings and figures in *box* a *line* more each, as far as there are *lines* left; how many were given.

    What stands at the *top* of its page gets none, nor do headings that open it if it is to be *level* with one that
    opens the page that faces it.
    """
    given = 0
    for child in box.children if isinstance(box, BlockBox) else ():
        if given:
            child.translate(dy=given * line)
        is_heading = child.element_tag in HEADINGS and strut(child.style)[0] == line
        if is_heading and given < lines and child.position_y > top + CLOSE:
            child.translate(dy=line)
            given += 1
        elif not level or child.element_tag != "header" or child.position_y > top + CLOSE:
            given += opened(child, lines - given, line, top, level)
    if given:
        box.height += given * line
    return given

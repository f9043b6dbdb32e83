"""Remedies: what may be changed on a page that ends too early, and on the page before it.

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

from exporters.pdf.breaks import LOOSEST
from exporters.pdf.plans import Plan, otherwise, settle

# How many lines a page may lack and still be filled.
LINES = 4
# With fewer lines a section must not end on a page of its own; so many may go to the page before.
FEW, PULLED = 5, 2
# How loose lines may become where nothing else helps: not so that it is seen.
LOOSER = 2.5
# How many lines a page may end early for the sake of the next.
EARLY = 2
# Above which headings, and figures, a page may have a line more, wherever it does not begin with them.
HEADINGS = ("h2", "h3", "h4", "h5", "h6", "figure")
CLOSE = 1.0
# Paragraphs on a page, and where in them it begins.
Paragraphs = Sequence[tuple[Plan, int]]
# Paragraphs to change, and where their lines are to end.
Change = list[tuple[Plan, list[int]]]
# What to change on a page, and how many lines earlier it is to end.
Remedy = tuple[Change, int]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page that was made.

    *before* and *after* are what was known then, *follows* is how the next page begins. It ends *short* by so many
    lines; *uneven*: that can be seen. It has so many *lines*, which are those of *paragraphs* and others.
    """

    page: Any
    is_right: bool
    before: Any
    after: Any
    follows: Any
    short: int
    uneven: int
    lines: int
    paragraphs: Paragraphs

    @property
    def ends(self) -> bool:
        """Whether a section, or the text, ends on it."""
        rest, following, *_ = self.follows
        return rest is None or following["break"] != "any"

    @property
    def flaw(self) -> int:
        """How many lines are lacking: on it, or where a section that began before ends with few."""
        return self.uneven or (max(FEW - self.lines, 0) if self.ends else 0)


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
    others = [(*otherwise(plan, start, more, (), loosest), plan) for plan, start in paragraphs]
    best = sorted((other for other in others if other[0] < inf and _ends_well(*other[1:])), key=lambda other: other[0])
    if len(best) >= number:
        yield [(plan, made) for _, made, plan in best[:number]]


def _ends_well(made: list[int], plan: Plan) -> bool:
    """Whether a paragraph with such lines ends neither with half a word nor with next to nothing."""
    if plan.measure is None or len(made) < 2:
        return bool(made)
    last = plan.points[made[-2]]
    return not last.price and plan.points[-1].end - last.start >= plan.measure.stump


def settled(change: Change) -> Change:
    """Make a *change*; the one that takes it back."""
    before = [(plan, plan.made) for plan, _ in change]
    for plan, lines in change:
        settle(plan, lines)
    return before


def remedies(one: Leaf, other: Leaf, free: bool) -> Iterator[Remedy]:
    """What may be done on page *one* about a flaw of the *other*, which follows it.

    It may end early if it is *free*, or if the other can as well.
    """
    wanted, early = list[tuple[int, int]](), range(0)
    if 0 < other.uneven <= LINES and other.short:
        wanted, early = [(1, other.uneven), (-1, 1), (1, other.uneven + 1)], range(one.short + 1, one.short + EARLY + 1)
    elif 0 < other.lines < FEW and other.ends:
        lacking = FEW - other.lines
        wanted, early = [(-1, other.lines)] if other.lines <= PULLED else [], range(lacking, EARLY + 1)[:1]
        wanted.append((1, lacking))
    # Where a paragraph ends with the page, one line more would begin the next.
    goes_on = {plan for plan, _ in other.paragraphs}
    here = [(plan, start) for plan, start in one.paragraphs if plan is not one.paragraphs[-1][0] or plan in goes_on]
    for loosest in (LOOSEST, LOOSER):
        for more, number in wanted:
            yield from ((change, 0) for change in _changed(here, more, number, loosest))
    if free if one.is_right else other.is_right:
        yield from (([], lines) for lines in early)


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

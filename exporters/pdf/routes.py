"""Routes: how the lines of some pages can be dealt out anew, so that the last of them loses a flaw.

To lay out pages takes long, to count lines doesn't. So a way is looked for on paper first: by how many lines each page
is to end sooner or later, which paragraphs become longer or shorter for that, and which pages end early. Then it is
tried. Imported only where WeasyPrint is at hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import Any

from weasyprint.formatting_structure.boxes import LineBox

from exporters.pdf.breaks import LOOSEST
from exporters.pdf.remedies import CLOSE, EARLY, FEW, LINES, LOOSER, WHITE, Change, Leaf, Other, headings, others

# By how many lines a page may end later or sooner than it did.
MOST = 5
# What it costs to change a paragraph, and one so that its lines become loose; a line that a spread ends early, or that
# is white above notes, or that one page still ends early; what nobody knows yet; to make a page anew.
CHANGE, LOOSE, SHORT, HIDDEN, UNEVEN, UNKNOWN, PAGE = 1.0, 4.0, 3.0, 1.0, 6.0, 1.0, 0.3


@dataclass(frozen=True, slots=True)
class Step:
    """What is done on a page: a *change* of paragraphs, an *early* end by so many lines, so many that are *white*.

    It then ends *sooner* in the text.
    """

    change: Change
    early: int
    white: int
    sooner: int


# How loose lines may become, how many lines a page may end early, and whether a flaw may stay in part; the best first.
STAGES = (
    (LOOSEST, 1, False), (LOOSER, 1, False), (LOOSER, EARLY, False), (LOOSER, LINES, False), (LOOSER, EARLY, True),
)  # fmt: skip
# What it costs to get to the end of a page, and the steps there.
Way = tuple[float, tuple[Step, ...]]
NOTHING = Step([], 0, 0, 0)


class Routes:
    """The ways in which *pages*, which follow each other, can be dealt out anew.

    *wrong* are those that were tried: a page, how much sooner it ended, and how many lines early.
    """

    def __init__(self, pages: Sequence[Leaf], line: float) -> None:
        self.pages = [_Page(leaf, line) for leaf in pages]
        self.wrong: set[tuple[int, int, int]] = set()
        self.loosest, self.early, self.partly = STAGES[0]

    def ways(self) -> Iterator[tuple[Step, ...]]:
        """The steps of each way, page by page, the best first; those that are *wrong* now are left out."""
        for self.loosest, self.early, self.partly in STAGES:
            while steps := self._best():
                yield steps

    def _best(self) -> tuple[Step, ...]:
        """The steps of the best way, page by page; none: there is no way."""
        ways: dict[tuple[int, int], Way] = {(0, 0): (0.0, ())}
        *_, last = self.pages
        for number in range(len(self.pages) - 1):
            found: dict[tuple[int, int], Way] = {}
            for (sooner, facing), (cost, steps) in ways.items():
                for price, step in self._steps(number, sooner, facing):
                    at = step.sooner, step.early
                    if cost + price < found.get(at, (inf,))[0]:
                        found[at] = cost + price, (*steps, step)
            ways = found
        number = len(self.pages) - 1
        ended = [
            (cost + last.mended(sooner, early, self.partly), steps)
            for (sooner, early), (cost, steps) in ways.items()
            if (sooner or early != self.pages[-2].leaf.short) and (number - 1, sooner, early) not in self.wrong
        ]
        cost, steps = min(ended, default=(inf, ()), key=lambda way: way[0])
        return steps if cost < inf else ()

    def _steps(self, number: int, before: int, facing: int) -> Iterator[tuple[float, Step]]:
        """What can be done on the page with this *number*, if the one *before* ended so much sooner; what it costs."""
        page, following = self.pages[number : number + 2]
        leaf = page.leaf
        for lines, price, change in page.changes(self.loosest, {plan for plan, _ in following.leaf.paragraphs}):
            for sooner in range(-MOST, MOST + 1):
                lack = leaf.short + leaf.white + sooner - before - lines
                if lack < 0 or (sooner and page.breaks(sooner, following) == inf):
                    continue
                for early in page.ends(lack, facing, self.early):
                    white = lack - early
                    if (number, sooner, early) in self.wrong or not 0 <= white <= page.hides:
                        continue
                    cost = price + page.breaks(sooner, following)
                    cost += SHORT * max(0, early - leaf.short) + HIDDEN * max(0, white - leaf.white)
                    yield cost + (PAGE if sooner or before or change else 0), Step(change, early, white, sooner)


@dataclass(slots=True)
class _Row:
    element: Any
    top: float
    bottom: float
    widows: int
    noted: bool


class _Page:
    """A page, as rows of text."""

    def __init__(self, leaf: Leaf, line: float) -> None:
        self.leaf, self.line = leaf, line
        self.known: dict[float, list[tuple[int, float, Change]]] = {}

    @cached_property
    def rows(self) -> list[_Row]:
        root = self.leaf.page.children[0]
        return [
            _Row(
                box.element, box.position_y, box.position_y + box.height, box.style["widows"],
                any(inner.footnote is not None for inner in box.descendants()),
            )
            for box in root.descendants()
            if isinstance(box, LineBox)
        ]  # fmt: skip

    @cached_property
    def hides(self) -> int:
        """How many lines may be white above its notes and headings."""
        root = self.leaf.page.children[0]
        free = headings(root, self.line, root.content_box_y(), self.leaf.is_second)
        return max(self.leaf.white, free + (WHITE if self.leaf.noted else 0))

    @property
    def follows(self) -> bool:
        """Whether it ends where the page before does, which faces it."""
        return not self.leaf.free

    def ends(self, lack: int, facing: int, most: int) -> Sequence[int]:
        """How many lines early the page may end, of those it lacks; the one *facing* it does by so many."""
        if self.follows:
            return (facing,)
        return range(min(lack, max(most, self.leaf.short)) + 1)

    def changes(self, loosest: float, going_on: set[Any]) -> list[tuple[int, float, Change]]:
        """By how many lines paragraphs can become longer: what that costs, and which they are."""
        if loosest not in self.known:
            here = self.leaf.paragraphs
            # Where a paragraph ends with the page, one line more would begin the next.
            kept = [each for each in here if each is not here[-1] or each[0] in going_on]
            made: list[tuple[int, float, Change]] = [(0, 0.0, [])]
            for more, paragraphs in ((1, kept), (-1, here)):
                best = others(paragraphs, more, loosest)
                price = CHANGE if loosest == LOOSEST else LOOSE
                for number in range(1, len(best[:3]) + 1):
                    made.append((more * number, price * number, [_changed(other) for other in best[:number]]))
            self.known[loosest] = made
        return self.known[loosest]

    def breaks(self, sooner: int, following: _Page) -> float:
        """What it costs to end the page so many lines *sooner*, or later; that cannot be: inf."""
        if not sooner:
            return 0.0
        here, there = (self.rows, sooner) if sooner > 0 else (following.rows, len(following.rows) + sooner)
        if not 0 < there < len(here):
            return UNKNOWN if sooner < 0 else inf
        return self._between(here, len(here) - there)

    def _between(self, rows: list[_Row], at: int) -> float:
        """What it costs to end a page before the row *at*."""
        above, below = rows[at - 1 : at + 1]
        moved = rows[at:] if rows is self.rows else rows[:at]
        if above.element is below.element:
            element = above.element
            begun = {plan.element: start for plan, start in self.leaf.paragraphs} if rows is self.rows else {}
            before = sum(row.element is element for row in rows[:at])
            after = sum(row.element is element for row in rows[at:])
            goes_on = rows[-1].element is element
            if (before < 2 and not begun.get(element)) and rows is self.rows:
                return inf
            if rows is not self.rows and before < 2 and rows[0].element is not element:
                return inf
            if after < below.widows and not goes_on:
                return inf
        elif abs(below.top - above.bottom) > CLOSE:
            return UNKNOWN
        return UNKNOWN if any(row.noted for row in moved) else 0.0

    def mended(self, sooner: int, facing: int, partly: bool) -> float:
        """What it costs if the page begins so many lines *sooner*; it still has its flaw: inf."""
        leaf = self.leaf
        if not leaf.uneven:
            return 0.0 if sooner == -leaf.lines or sooner >= FEW - leaf.lines else inf
        lack = leaf.short + leaf.white
        over = sooner - lack + (facing if self.follows else 0)
        if -lack <= over < 0:
            # What did not go on the page goes on it still less.
            hidden = leaf.noted and -over <= self.hides - leaf.white
            return 0.0 if hidden else -over * UNEVEN if partly else inf
        if over < 0:
            return UNKNOWN * (-over - lack)
        return self._between(self.rows, len(self.rows) - over) if 0 < over < len(self.rows) else 0.0


def _changed(other: Other) -> tuple[Any, list[int]]:
    _, made, plan = other
    return plan, made

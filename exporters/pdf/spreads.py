"""Spreads: facing pages that end at the same height.

A page ends early where lines that belong together begin the next one. It is filled by making paragraphs on it longer by
a line, those that suffer least: their word spaces become a little wider, and the next page begins as it would have. Or
one becomes shorter. If neither can be, the page to the right ends early too.
Imported only where WeasyPrint is at hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from pydyf import PDF, Array, Dictionary
from weasyprint.formatting_structure.boxes import LineBox
from weasyprint.text.line_break import strut

from exporters.pdf.foot import bottoms
from exporters.pdf.lines import Plan, desk_of, otherwise, settle
from exporters.pdf.noted import NotedDocument, NotedPages

# Points in a CSS pixel; how far what runs off the page is printed beyond the trim: 3 mm.
POINTS, BLEED = 0.75, 8.504
# How many lines a page may lack and still be filled.
LINES = 3
# What lines may differ in height from those of the text, as a part of these.
SLACK = 0.1


class EvenDocument(NotedDocument):
    """A document whose facing pages end at the same height, as far as may be, and which is magnified when written."""

    scale = 1.0

    @classmethod
    def _build_layout_context(cls, *arguments: Any) -> Any:
        context = super()._build_layout_context(*arguments)
        context.__class__ = EvenPages
        context.short = {}
        return context

    def copy(self, pages: Any = "all") -> EvenDocument:
        """A document with some of the pages."""
        made = cast(EvenDocument, super().copy(pages))
        made.scale = self.scale
        return made

    def write_pdf(self, target: Any = None, finisher: Any = None, **options: Any) -> Any:
        """The document as a PDF, in its own size; what is cut off, if anything is, told as that size wants it."""

        def finish(document: Any, pdf: Any) -> None:
            for page, made in zip(self.pages, _pages(pdf), strict=False):
                if any(page.bleed.values()):
                    cut = page.bleed["left"] * POINTS * self.scale
                    made["TrimBox"] = _inset(made["MediaBox"], cut)
                    made["BleedBox"] = _inset(made["MediaBox"], cut - BLEED)
            if finisher is not None:
                finisher(document, pdf)

        return super().write_pdf(target, zoom=self.scale, finisher=finish, **options)


def _pages(pdf: PDF) -> list[Any]:
    return [made for made in pdf.objects if isinstance(made, Dictionary) and made.get("Type") == "/Page"]


def _inset(box: Sequence[float], by: float) -> Array:
    left, bottom, right, top = box
    return Array((left + by, bottom + by, right - by, top - by))


class EvenPages(NotedPages):
    """What WeasyPrint knows while it lays out pages; *short* tells how many lines each lacks."""

    short: dict[int, int]

    def text(self, root: Any, space: float, skip: Any, sheet: Any, positioned: list[Any]) -> Any:
        """The text of a page, above its notes; as `block_level_layout` gives it."""
        if self.current_page % 2:
            # A right page, which ends where the left one does.
            self.page_bottom -= self.short.get(self.current_page - 1, 0) * strut(root.style)[0]
        desk, before, found = desk_of(self), self._state(), list[Any]()
        desk.begun = {}
        made = super().text(root, space, skip, sheet, found)
        after, short = self._state(), self._lack(made)
        for chosen in _ways(desk.begun, made[0], short):
            settled, again = [(plan, plan.made) for plan, _ in chosen], list[Any]()
            for plan, lines in chosen:
                settle(plan, lines)
            self._return(before)
            other = super().text(root, space, skip, sheet, again)
            if not self._lack(other):
                made, found, short = other, again, 0
                break
            for plan, lines in settled:
                settle(plan, lines)
            self._return(after)
        # Notes reach down to where a full page ends.
        self.short[self.current_page] = 0 if self.pieces else short
        positioned.extend(found)
        return made

    def _lack(self, made: Any) -> int:
        """How many lines the page *made* lacks, unless it is right that it ends where it does."""
        if made[1] is None or made[2]["break"] != "any" or self.waiting:
            return 0
        line, _ = strut(made[0].style)
        return int((self.page_bottom - max(bottoms(made[0]), default=self.page_bottom)) / line + SLACK)


def _ways(begun: Mapping[Plan, int], root: Any, lack: int) -> Iterator[list[tuple[Plan, list[int]]]]:
    """Ways to fill a page that lacks so many lines, the best first: the paragraphs to change, and where lines end."""
    if not 0 < lack <= LINES:
        return
    lines = [box.element for box in root.descendants() if isinstance(box, LineBox)]
    here = [(plan, start) for plan, start in begun.items() if plan.element in lines]
    # What goes on on the next page cannot fill this one by being longer.
    whole = [(plan, start) for plan, start in here if plan.element is not lines[-1]]
    for paragraphs, more, number in ((whole, 1, lack), (here, -1, 1)):
        ways = [(*otherwise(plan, start, more), plan) for plan, start in paragraphs]
        best = sorted((way for way in ways if way[1]), key=lambda way: way[0])
        if len(best) >= number:
            yield [(plan, made) for _, made, plan in best[:number]]

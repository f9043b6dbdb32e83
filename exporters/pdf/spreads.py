"""Spreads: facing pages that end at the same height.

A page ends early where lines that belong together begin the next one. It is filled by making paragraphs on it longer by
a line, those that suffer least: their word spaces become a little wider, and the next page begins as it would have.
Imported only where WeasyPrint is at hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from weasyprint.formatting_structure.boxes import LineBox
from weasyprint.text.line_break import strut

from exporters.pdf.foot import bottoms
from exporters.pdf.lines import Plan, desk_of, otherwise, settle
from exporters.pdf.noted import NotedDocument, NotedPages

# How many lines a page may lack and still be filled.
LINES = 3
# What lines may differ in height from those of the text, as a part of these.
SLACK = 0.1


class EvenDocument(NotedDocument):
    """A document whose facing pages end at the same height, as far as may be, and which is magnified when written."""

    scale = 1.0

    def copy(self, pages: Any = "all") -> EvenDocument:
        """A document with some of the pages."""
        made = cast(EvenDocument, super().copy(pages))
        made.scale = self.scale
        return made

    def write_pdf(self, *arguments: Any, **options: Any) -> Any:
        """The document as a PDF, in its own size; with a bleed of 3 mm if it has marks."""
        return super().write_pdf(*arguments, zoom=self.scale, **options)

    @classmethod
    def _build_layout_context(cls, *arguments: Any) -> Any:
        context = super()._build_layout_context(*arguments)
        context.__class__ = EvenPages
        return context


class EvenPages(NotedPages):
    """What WeasyPrint knows while it lays out pages."""

    def text(self, root: Any, space: float, skip: Any, sheet: Any, positioned: list[Any]) -> Any:
        """The text of a page, above its notes; as `block_level_layout` gives it."""
        desk, before, found = desk_of(self), self._state(), list[Any]()
        desk.begun = {}
        made = super().text(root, space, skip, sheet, found)
        after = self._state()
        for chosen in _ways(desk.begun, made[0], self._lack(made)):
            settled, again = [(plan, plan.made) for plan, _ in chosen], list[Any]()
            for plan, lines in chosen:
                settle(plan, lines)
            self._return(before)
            other = super().text(root, space, skip, sheet, again)
            if not self._lack(other):
                made, found = other, again
                break
            for plan, lines in settled:
                settle(plan, lines)
            self._return(after)
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

"""Spreads: facing pages that end at the same height.

A page ends early where lines that belong together begin the next one. It is filled by making paragraphs on it longer by
a line, those that suffer least: their word spaces become a little wider, and the next page begins as it would have. Or
one becomes shorter, or headings get more room. If nothing of that can be, the same is tried on the page before, and the
lines that it then has too many or too few fill this one. If that is in vain, the page to the right ends early too. So
is a section kept from ending with few lines on a page.
Imported only where WeasyPrint is at hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

from pydyf import PDF, Array, Dictionary
from weasyprint import layout
from weasyprint.formatting_structure.boxes import LineBox
from weasyprint.layout.page import remake_page
from weasyprint.text.line_break import strut

from exporters.pdf.foot import bottoms
from exporters.pdf.lines import desk_of
from exporters.pdf.noted import NotedDocument, NotedPages
from exporters.pdf.remedies import (
    EARLY,
    Change,
    Leaf,
    Paragraphs,
    Remedy,
    opened,
    paragraphs_on,
    remedies,
    settled,
    ways,
)

# Points in a CSS pixel; how far what runs off the page is printed beyond the trim: 3 mm.
POINTS, BLEED = 0.75, 8.504
# What lines may differ in height from those of the text, as a part of these.
SLACK = 0.1


class EvenDocument(NotedDocument):
    """A document whose facing pages end at the same height, as far as may be, and which is magnified when written."""

    scale = 1.0

    @classmethod
    def _build_layout_context(cls, *arguments: Any) -> Any:
        context = super()._build_layout_context(*arguments)
        context.__class__ = EvenPages
        context.short, context.early = {}, {}
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
    """What WeasyPrint knows while it lays out pages.

    *short* tells how many lines each lacks; *early* how many a page is to lack. *uneven*, *lines* and *paragraphs*
    are those of the page at hand, see `Leaf`.
    """

    short: dict[int, int]
    early: dict[int, int]
    uneven: int
    lines: int
    paragraphs: Paragraphs
    page_maker: list[Any]

    # --- one page -----------------------------------------------------------------------------------------------------

    def text(self, root: Any, space: float, skip: Any, sheet: Any, positioned: list[Any]) -> Any:
        """The text of a page, above its notes; as `block_level_layout` gives it."""
        number, bottom, before = self.current_page, self.page_bottom, self._state()
        is_right = self.page_maker[number - 1][2]
        # A right page ends where the left one does.
        less = self.early.get(number, self.short.get(number - 1, 0) if is_right else 0)
        self.page_bottom -= less * strut(root.style)[0]
        made, found, short = self._filled(root, space, skip, sheet)
        uneven = short
        if less and is_right and self.pieces:
            # But notes reach down to where a full page ends.
            self._return(before)
            self.page_bottom, uneven = bottom, less
            made, found, short = self._filled(root, space, skip, sheet)
        self.short[number] = 0 if self.pieces else short + less
        self.uneven = uneven if (less and is_right) or not self.pieces else 0
        self.lines = len([*bottoms(made[0])])
        self.paragraphs = paragraphs_on(desk_of(self).begun, made[0])
        positioned.extend(found)
        return made

    def _filled(self, root: Any, space: float, skip: Any, sheet: Any) -> tuple[Any, list[Any], int]:
        """The text of a page, filled if that can be; what is positioned on it, and how many lines it lacks."""
        desk, before, found = desk_of(self), self._state(), list[Any]()
        desk.begun = {}
        made = super().text(root, space, skip, sheet, found)
        after, short = self._state(), self._lack(made)
        for change in ways(paragraphs_on(desk.begun, made[0]), made[0], short):
            undone, again = settled(change), list[Any]()
            self._return(before)
            other = super().text(root, space, skip, sheet, again)
            if not self._lack(other):
                return other, again, 0
            settled(undone)
            self._return(after)
        line, _ = strut(root.style)
        # A left page goes on beyond its heading; what opens a right one faces the end of a section.
        is_right = self.page_maker[self.current_page - 1][2]
        return made, found, short - opened(made[0], short, line, made[0].content_box_y(), is_right)

    def _lack(self, made: Any) -> int:
        """How many lines the page *made* lacks, unless it is right that it ends where it does."""
        lines = [box for box in made[0].descendants() if isinstance(box, LineBox)]
        line, _ = strut(made[0].style)
        # Small print is not on the grid.
        if (
            made[1] is None
            or made[2]["break"] != "any"
            or self.waiting
            or not lines
            or strut(lines[-1].style)[0] < line
        ):
            return 0
        return int((self.page_bottom - max(bottoms(made[0]), default=self.page_bottom)) / line + SLACK)

    # --- all pages ----------------------------------------------------------------------------------------------------

    def all_pages(self, root: Any, html: Any) -> list[Any]:
        """All pages of the text, as `make_all_pages` gives them."""
        made: list[Leaf] = []
        while not made or made[-1].follows[0] is not None or self.reported_footnotes:
            made.append(self._leaf(len(made), root, html))
            if len(made) > 1 and not made[-2].ends:
                # Beside the end of a section, a page may end where it likes.
                free = len(made) < 3 or made[-3].ends
                made[-2:] = self._mended(len(made) - 2, made[-2], made[-1], free, root, html)
        self.page_maker = self.page_maker[: len(made) + 1]
        self.broken_out_of_flow.clear()
        self.reported_footnotes.clear()
        return [leaf.page for leaf in made]

    def _leaf(self, index: int, root: Any, html: Any) -> Leaf:
        """The page with this *index*, made of what is known now."""
        before, number = self._state(), index + 1
        self.page_maker[index][-1].update(content_changed=False, pages_wanted=False, anchors=[], content_lookups=[])
        page, _ = remake_page(index, self, root, html)
        is_right, short = self.page_maker[index][2], self.short.get(number, 0)
        return Leaf(
            page, is_right, before, self._state(), self.page_maker[number], short, self.uneven, self.lines,
            self.paragraphs,
        )  # fmt: skip

    def _mended(self, index: int, one: Leaf, other: Leaf, free: bool, root: Any, html: Any) -> list[Leaf]:
        """Two pages that follow each other, the first of which has this *index*; made anew if the second has a flaw.

        *free*: no page faces the first that ends where it does.
        """
        best, chosen = other.flaw, None
        for remedy in remedies(one, other, free):
            made, undone = self._tried(index, one, remedy, root, html)
            if made and (flaw := made[1].flaw if len(made) > 1 else 0) < best:
                best, chosen = flaw, remedy
                if not flaw:
                    return made
            settled(undone)
        if chosen is not None:
            return self._tried(index, one, chosen, root, html)[0]
        self.page_maker[index + 1 : index + 3] = one.follows, other.follows
        self.short |= {index + 1: one.short, index + 2: other.short}
        self._return(other.after)
        return [one, other]

    def _tried(self, index: int, one: Leaf, remedy: Remedy, root: Any, html: Any) -> tuple[list[Leaf], Change]:
        """Two pages, or the one that needs no other, with a *remedy* tried on the first; and what takes it back.

        There are none if the first would suffer.
        """
        change, early = remedy
        undone = settled(change)
        self._return(one.before)
        self.early = {index + 1: early} if early else {}
        first = self._leaf(index, root, html)
        least, most = (one.short + 1, one.short + EARLY) if early else (0, one.short)
        if first.uneven > one.uneven or not least <= first.short <= most:
            return [], undone
        return [first] if first.ends else [first, self._leaf(index + 1, root, html)], undone


def _all_pages(context: Any, root: Any, html: Any, pages: list[Any]) -> Iterator[Any]:
    """All pages: WeasyPrint's `make_all_pages`, which is asked again for pages whose numbers have changed."""
    if isinstance(context, EvenPages) and not pages:
        context.rendered_notes = []
        return iter(context.all_pages(root, html))
    return _make_all_pages(context, root, html, pages)  # type: ignore[no-any-return]


_make_all_pages = layout.make_all_pages
layout.make_all_pages = _all_pages

"""Spreads: facing pages that end at the same height.

A page ends early where lines that belong together begin the next one. It is filled by making paragraphs on it longer by
a line, those that suffer least: their word spaces become a little wider, and the next page begins as it would have. Or
one becomes shorter, or headings get more room. If nothing of that can be, the pages before are dealt out anew (see
`routes`), so that it has a few lines more or fewer; or both pages of a spread end early. So is a section kept from
ending with few lines on a page, and text from ending far above the notes.
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
from exporters.pdf.remedies import EARLY, WHITE, Leaf, Paragraphs, opened, paragraphs_on, ways
from exporters.pdf.routes import NOTHING, Routes, Step

# Points in a CSS pixel; how far what runs off the page is printed beyond the trim: 3 mm.
POINTS, BLEED = 0.75, 8.504
# What lines may differ in height from those of the text, as a part of these.
SLACK = 0.1
# How many pages before a flaw may be made anew to mend it; and if the page that faces it can be short as well.
BACK, NEAR = 7, 1
# How many pages may be made anew for one flaw; and in all, as a part of those there are.
ONCE, SPENT = 16, 0.35


class EvenDocument(NotedDocument):
    """A document whose facing pages end at the same height, as far as may be, and which is magnified when written."""

    scale = 1.0

    @classmethod
    def _build_layout_context(cls, *arguments: Any) -> Any:
        context = super()._build_layout_context(*arguments)
        context.__class__ = EvenPages
        context.short = context.early = context.white = context.spent = 0
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

    *short* tells how many lines the page made last lacks, *early* how many the next is to lack, and *white* how
    many in it are to be white: then how many are. *uneven*, *lines* and
    *paragraphs* are those of the page at hand, see `Leaf`. *spent* counts the pages made anew.
    """

    short: int
    early: int
    white: int
    uneven: int
    lines: int
    spent: int
    paragraphs: Paragraphs
    page_maker: list[Any]

    # --- one page -----------------------------------------------------------------------------------------------------

    def text(self, root: Any, space: float, skip: Any, sheet: Any, positioned: list[Any]) -> Any:
        """The text of a page, above its notes; as `block_level_layout` gives it."""
        before, (line, _) = self._state(), strut(root.style)
        is_second, free = self.is_second(root, self.current_page - 1), self._is_free(root, self.current_page - 1)
        # The second page of a spread ends where the first does, and so do its notes.
        facing = less = self.early if free else self.short
        self.page_bottom -= (less + self.white) * line
        self.raised = less * line
        made, found, lack = self._filled(root, space, skip, sheet)
        if less > EARLY and self.pieces:
            # But notes reach down to where a full page ends, or nearly.
            self._return(before)
            less, self.raised = 0, 0.0
            made, found, lack = self._filled(root, space, skip, sheet)
        # A first page goes on beyond its heading; what opens a second one faces the end of a section.
        given = opened(made[0], lack + self.white, line, made[0].content_box_y(), is_second)
        rest = lack + self.white - given
        if self.pieces:
            self.short, self.uneven, self.white = less, max(facing - less, rest - WHITE), rest + given
        else:
            self.short, self.uneven, self.white = less + rest, rest, given
        self.lines = len([*bottoms(made[0])])
        self.paragraphs = paragraphs_on(desk_of(self).begun, made[0])
        positioned.extend(found)
        return made

    def _is_free(self, root: Any, index: int) -> bool:
        """Whether a page has to end level with none before it: it is the first of a spread, or of a section."""
        return index == 0 or not self.is_second(root, index) or self.page_maker[index][1]["break"] != "any"

    def _filled(self, root: Any, space: float, skip: Any, sheet: Any) -> tuple[Any, list[Any], int]:
        """The text of a page, filled if that can be; what is positioned on it, and how many lines it lacks."""
        desk, before, found = desk_of(self), self._state(), list[Any]()
        desk.begun = {}
        made = super().text(root, space, skip, sheet, found)
        after, short = self._state(), self._lack(made)
        for change in ways(paragraphs_on(desk.begun, made[0]), made[0], short):
            again = list[Any]()
            self._return(before)
            self._change(change)
            other = super().text(root, space, skip, sheet, again)
            if not self._lack(other):
                return other, again, 0
            self._return(after)
        return made, found, short

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

    def _state(self) -> tuple[Any, ...]:
        return *super()._state(), self.short

    def _return(self, state: tuple[Any, ...]) -> None:
        *others, self.short = state
        super()._return(tuple(others))

    # --- all pages ----------------------------------------------------------------------------------------------------

    def all_pages(self, root: Any, html: Any) -> list[Any]:
        """All pages of the text, as `make_all_pages` gives them."""
        made: list[Leaf] = []
        while not made or made[-1].follows[0] is not None or self.reported_footnotes:
            made.append(self._leaf(len(made), root, html))
            while made[-1].flaw and (better := self._mended(made, root, html)):
                made = better
        self.page_maker = self.page_maker[: len(made) + 1]
        self.broken_out_of_flow.clear()
        self.reported_footnotes.clear()
        return [leaf.page for leaf in made]

    def _leaf(self, index: int, root: Any, html: Any, step: Step = NOTHING) -> Leaf:
        """The page with this *index*, made of what is known now; a *step* tells where it is to end."""
        before, self.early, self.white = self._state(), step.early, step.white
        self.page_maker[index][-1].update(content_changed=False, pages_wanted=False, anchors=[], content_lookups=[])
        page, _ = remake_page(index, self, root, html)
        return Leaf(
            page, self.page_maker[index][0], self.is_second(root, index), self._is_free(root, index), bool(self.pieces),
            before, self._state(), self.page_maker[index + 1], self.short, self.white, self.uneven, self.lines,
            self.paragraphs,
        )  # fmt: skip

    def _mended(self, made: list[Leaf], root: Any, html: Any) -> list[Leaf]:
        """The pages *made*, and the last of them with less of its flaw; none if nothing helps."""
        ends = [index for index, leaf in enumerate(made[:-1]) if leaf.ends or (leaf.flaw and not leaf.mild)]
        first = max(len(made) - 1 - (NEAR if made[-1].mild else BACK), ends[-1] + 1 if ends else 0)
        most = min(self.spent + ONCE, ONCE + int(len(made) * SPENT))
        if first == len(made) - 1:
            return []
        routes, best, flaw = Routes(made[first:], strut(root.style)[0]), list[Leaf](), made[-1].flaw
        for steps in routes.ways():
            if self.spent >= most:
                break
            other = self._tried(made[first:], first, steps, routes, root, html)
            if other and other[-1].flaw < flaw:
                best, flaw = [*made[:first], *other], other[-1].flaw
                if not flaw:
                    break
        for index, leaf in enumerate((best or made)[first:], first + 1):
            self.page_maker[index] = leaf.follows
        self._return((best or made)[-1].after)
        return best

    def _tried(
        self, pages: list[Leaf], index: int, steps: Sequence[Step], routes: Routes, root: Any, html: Any
    ) -> list[Leaf]:
        """*pages*, the first of which has this *index*, made anew with *steps*; none if another has a flaw then."""
        same = next(n for n, step in enumerate(steps) if step.sooner or step.change or step.early != pages[n].short)
        made = pages[:same]
        for number, leaf in enumerate(made, index + 1):
            self.page_maker[number] = leaf.follows
        self._return(pages[same].before)
        for number, old in enumerate(pages[same:], same):
            step = steps[number] if number < len(steps) else NOTHING
            self._change(step.change)
            made.append(self._leaf(index + number, root, html, step))
            self.spent += 1
            if made[-1].ends or number == len(steps):
                routes.wrong.add((len(steps) - 1, steps[-1].sooner, steps[-1].early))
                return made
            stays = step.sooner and made[-1].follows[0] == pages[number + 1].start
            if stays or (made[-1].flaw > old.flaw and not made[-1].mild):
                routes.wrong.add((number, step.sooner, step.early))
                return []
        return made


def _all_pages(context: Any, root: Any, html: Any, pages: list[Any]) -> Iterator[Any]:
    """All pages: WeasyPrint's `make_all_pages`, which is asked again for pages whose numbers have changed."""
    if isinstance(context, EvenPages) and not pages:
        context.rendered_notes = []
        return iter(context.all_pages(root, html))
    return _make_all_pages(context, root, html, pages)  # type: ignore[no-any-return]


_make_all_pages = layout.make_all_pages
layout.make_all_pages = _all_pages

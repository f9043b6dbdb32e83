"""The foot of the page: notes that run on over the page, which WeasyPrint's own never do.

Left to itself, WeasyPrint keeps each note whole: one longer than the room left tears a hole into its page, one longer
than a page loses its end. Here the notes of a page are a text of their own: it ends where the room ends, goes on at the
foot of the next page, and keeps its lines together as any other text does. These are the rules:

- A note begins on the page of its mark. If not even its first lines find room there, the line of the mark moves on.
- While a note still runs on, no other begins: a page on which it does not end bears no new mark.
- A note is divided only if it has to be. It then leaves some room for the text, on this page and the next.
- A page that the text cannot fill, because its next line bears a mark, is filled with the note that runs on. If that
  leaves no room for text, or if a chapter is to begin, the page has only notes.

The text is laid out by WeasyPrint, which asks a `LayoutContext` about the notes: ours answers. Imported only where
WeasyPrint is at hand.
"""

from __future__ import annotations

from typing import Any, cast

from weasyprint import CSS, DEFAULT_OPTIONS, HTML, Document
from weasyprint.formatting_structure.boxes import FootnoteAreaBox
from weasyprint.layout import page
from weasyprint.layout.block import block_level_layout
from weasyprint.text.fonts import FontConfiguration

from exporters.pdf.foot import Entry, Foot, bottoms
from exporters.pdf.lines import desk_of
from exporters.pdf.remedies import Change, Settled, moved
from exporters.pdf.turns import whole_words

# How much of a page the notes may take: where one has to be divided, and where all of them end.
SHARE, MOST = 2 / 3, 5 / 6
# A page that lacks more than this is set anew, with so much room kept for the text below a mark (in pixels): for lines
# that belong together, and would otherwise all move on because the note leaves no room for the second.
HOLE = 90.0
# How little is nothing (in pixels).
CLOSE = 0.5
ROOM = (0.0, 36.5, 90.5)


class NotedDocument(Document):  # type: ignore[misc]
    """A document with notes that run on."""

    @classmethod
    def _build_layout_context(cls, *arguments: Any) -> Any:
        context = super()._build_layout_context(*arguments)
        context.__class__ = NotedPages
        context.start()
        return context

    @classmethod
    def of(cls, html: HTML, fonts: FontConfiguration, style: CSS) -> NotedDocument:
        """The pages of *html*."""
        return cast(NotedDocument, cls._render(html, fonts, None, None, {**DEFAULT_OPTIONS, "stylesheets": [style]}))


class NotedPages(Foot):
    """What WeasyPrint knows while it lays out pages, and what it asks about their notes.

    *asked* is the note whose mark has just been met; *room* how much is kept for the text below marks. *refused*: a
    note could not begin on this page. *settled* is the last paragraph whose lines were changed.
    """

    def start(self) -> None:
        """Begin before the first page."""
        super().start()
        self.room = self.height = 0.0
        self.asked: Any = None
        self.refused = False
        self.settled: Settled | None = None

    @property
    def in_column(self) -> bool:
        """WeasyPrint takes notes off a page to make room for lines that belong together; in columns it does not."""
        return True

    @in_column.setter
    def in_column(self, value: bool) -> None:
        pass

    # --- what WeasyPrint asks while it lays out the text --------------------------------------------------------------

    def layout_footnote(self, footnote: Any) -> bool:
        """Take *footnote* on this page. Whether it can begin there is told by `overflows_page`, which is asked next."""
        self.footnotes.remove(footnote)
        self.asked = footnote
        return False

    def overflows_page(self, bottom_space: float, position_y: float) -> bool:
        """Whether *position_y* is too low; or, if it is that of a line with a mark, whether its note cannot begin."""
        note, self.asked = self.asked, None
        if note is None:
            if self.rough and super().overflows_page(bottom_space, position_y):
                self.make_sure()
            return bool(super().overflows_page(bottom_space, position_y))
        below = self.bottom - bottom_space - position_y
        rooms = {below - self.room, below}
        return not any(self._begins(note, position_y, room) for room in sorted(rooms))

    def report_footnote(self, footnote: Any) -> None:
        """Put off *footnote*, which cannot begin; WeasyPrint has still to find out whether its line can move on."""
        self.refused, self.asked = True, None
        self.reported_footnotes.append(footnote)

    def unlayout_footnote(self, footnote: Any) -> None:
        """Take *footnote* back: the line of its mark moves to the next page."""
        if footnote in self.footnotes or self.setting:
            return
        self.footnotes.append(footnote)
        self.refused = True
        if footnote in self.reported_footnotes:
            self.reported_footnotes.remove(footnote)
        elif any(entry.note is footnote for entry in self.entries):
            self.hold([entry for entry in self.entries if entry.note is not footnote], self.height)

    def _begins(self, note: Any, line: float, limit: float) -> bool:
        """Take *note*, whose mark is in the line that ends at *line*, into a foot up to *limit*, if it can begin."""
        if self.waiting and not (self.entries and self.entries[-1].line == line):
            return False
        if self.take(Entry(note, None, line), limit):
            return True
        before = self.held
        entries = [*self.entries, Entry(note, None, line)]
        share, begun = self.height * SHARE, False
        for height in (limit, share) if limit > share else (limit,):
            self.hold(entries, height)
            ended = {entry.note for entry in entries if entry.line != line}
            if self.lacking() or any(note in ended for entry in self.waiting for note in entry.parts or (entry.note,)):
                break
            begun = True
            before = self.held
            if not self.waiting:
                break
        self.held = before
        return begun

    # --- the page -----------------------------------------------------------------------------------------------------

    def text(self, root: Any, space: float, skip: Any, sheet: Any, positioned: list[Any]) -> Any:
        """The text of a page, above its notes, as `block_level_layout` gives it. No word is divided by a turn."""
        before, found = self._state(), list[Any]()
        made = self._page(root, space, skip, sheet, found)
        turns = self.is_second(root, self.current_page - 1) and made[1] is not None
        for plan, ends in whole_words(desk_of(self).begun, made[0]) if turns else ():
            after, again, low = self._state(), list[Any](), max(bottoms(made[0]), default=0)
            self._return(before)
            self._change([(plan, ends)])
            other = self._page(root, space, skip, sheet, again)
            if other[1] is not None and abs(max(bottoms(other[0]), default=0) - low) < CLOSE:
                made, found = other, again
            else:
                self._return(after)
        positioned.extend(found)
        return made

    def is_second(self, root: Any, index: int) -> bool:
        """Whether a page is the second of its spread: a right one; in books that open to the right, a left one."""
        return bool(self.page_maker[index][2] == (root.style["direction"] == "ltr"))

    def _page(self, root: Any, space: float, skip: Any, sheet: Any, positioned: list[Any]) -> Any:
        """The text of a page, above its notes."""
        self.height, self.bottom, self.frame = sheet.height, self.page_bottom, None
        self.asked = None
        self.clear()
        entries = [Entry(entry.note, entry.skip, 0) for entry in self.waiting]
        next_page = self.page_maker[self.current_page - 1][1]
        opens = bool(root.children) and next_page["break"] != "any"
        full = not (self.hold(entries, self.height * MOST, True) or self.hold(entries, self.height * SHARE, True))
        made = None
        if not (opens and entries):
            made = self._text(root, space, skip, sheet, positioned, full)
        if made is None:
            root = root.copy_with_children([])
            made = (block_level_layout(self, root, space, None, sheet)[0], skip, dict(next_page), [], False, None)
        if self.waiting or self.reported_footnotes:
            late = [Entry(note, None, 0) for note in self.reported_footnotes]
            end = max(bottoms(made[0]), default=sheet.content_box_y())
            self.hold([*self.entries, *late], self.bottom - end, bool(self.pieces))
        # So that WeasyPrint makes another page.
        self.reported_footnotes = [entry.note for entry in self.waiting]
        return made

    def _text(self, root: Any, space: float, skip: Any, sheet: Any, positioned: list[Any], full: bool) -> Any:
        """The best of several ways to set the text of a page; None if the page is *full* and has no room for it."""
        before = self._state()
        tries: list[tuple[float, Any, list[Any], Any]] = []
        for self.room in ROOM:
            made, found = self._try(before, root, space, skip, sheet, True)
            if full and self.reported_footnotes:
                # It had to bear the mark of a note that cannot begin: the page had no other line.
                made, found = self._try(before, root, space, skip, sheet, False)
            if made[0] is None:
                self._return(before)
                return None
            ends = made[1] is None or made[2]["break"] != "any" or self.waiting
            hole = 0 if ends else self.page_bottom - max(bottoms(made[0]), default=0)
            tries.append((hole, made, found, self._state()))
            if hole <= HOLE or not self.refused:
                break
        _, made, found, after = min(tries, key=lambda tried: tried[0])
        self._return(after)
        positioned.extend(found)
        return made

    def _try(self, before: Any, root: Any, space: float, skip: Any, sheet: Any, some: bool) -> tuple[Any, list[Any]]:
        """The text of a page as WeasyPrint sets it; there must be *some*, or there may be none."""
        self._return(before)
        found: list[Any] = []
        self.refused, self.asked = False, None
        made = block_level_layout(self, root, space, skip, sheet, some, found, found)
        if self.rough:
            self.make_sure()
            end = max(bottoms(made[0]), default=0) if made[0] is not None else 0
            if self.waiting or self.page_bottom < end - CLOSE:
                self.careful = True
                made, found = self._try(before, root, space, skip, sheet, some)
                self.careful = False
        return made, found

    def _change(self, change: Change) -> None:
        """Let the lines of paragraphs end elsewhere."""
        for plan, lines in change:
            self.settled = moved(self.settled, Settled.after(self.settled, plan, lines))

    def _state(self) -> tuple[Any, ...]:
        return [*self.footnotes], [*self.reported_footnotes], {**self.broken_out_of_flow}, self.held, self.settled

    def _return(self, state: tuple[Any, ...]) -> None:
        notes, refused, broken, foot, settled = state
        self.settled = moved(self.settled, settled)
        self.footnotes, self.reported_footnotes = [*notes], [*refused]
        self.broken_out_of_flow.clear()
        self.broken_out_of_flow.update(broken)
        self.held = foot


def _laid_out(context: Any, box: Any, *arguments: Any, **named: Any) -> Any:
    """What WeasyPrint calls for each page, three times: for the text, for its notes, and for what else it holds."""
    if isinstance(context, NotedPages):
        if isinstance(box, FootnoteAreaBox) and context.pieces:
            return (context.foot(),)
        if box.is_for_root_element:
            space, skip, sheet, _, positioned, *_ = arguments
            return context.text(box, space, skip, sheet, positioned)
    return block_level_layout(context, box, *arguments, **named)


page.block_level_layout = _laid_out

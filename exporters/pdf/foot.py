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

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import Any, cast

from weasyprint import CSS, DEFAULT_OPTIONS, HTML, Document
from weasyprint.formatting_structure.boxes import FootnoteAreaBox, LineBox, ReplacedBox, TextBox
from weasyprint.formatting_structure.build import create_anonymous_boxes
from weasyprint.layout import LayoutContext, page
from weasyprint.layout.block import block_level_layout
from weasyprint.text.fonts import FontConfiguration

# How much of a page the notes may take: where one has to be divided, and where all of them end.
SHARE, MOST = 2 / 3, 5 / 6
# A page that lacks more than this is set anew, with so much room kept for the text below a mark (in pixels): for lines
# that belong together, and would otherwise all move on because the note leaves no room for the second.
HOLE = 90.0
ROOM = (0.0, 36.5, 90.5)
# Two lines of a note.
LINES = 30.5


class NotedDocument(Document):  # type: ignore[misc]
    """A document with notes that run on."""

    @classmethod
    def _build_layout_context(cls, *arguments: Any) -> Any:
        context = super()._build_layout_context(*arguments)
        context.__class__ = Foot
        context.start()
        return context

    @classmethod
    def of(cls, html: HTML, fonts: FontConfiguration, style: CSS) -> NotedDocument:
        """The pages of *html*."""
        return cast(NotedDocument, cls._render(html, fonts, None, None, {**DEFAULT_OPTIONS, "stylesheets": [style]}))


@dataclass(frozen=True, slots=True)
class Entry:
    """A note, and what of it is left: all that comes after *skip*, or the whole.

    *line* tells which line of this page bears its mark, by where it ends; 0: none does.
    """

    note: Any
    skip: Any
    line: float


@dataclass(frozen=True, slots=True)
class Piece:
    """As much of a note as this page holds, laid out; it goes on from *rest*, if that is not None."""

    box: Any
    height: float
    rest: Any


class Foot(LayoutContext):  # type: ignore[misc]
    """What WeasyPrint knows while it lays out pages; and the foot of the page at hand.

    *entries* are the notes that it has to hold, as far as it can; *pieces* what it holds, laid out; *waiting* what goes
    on, or begins, on the next page. *bottom* is where the page ends, *frame* the foot with nothing in it.
    """

    footnotes: list[Any]
    reported_footnotes: list[Any]
    page_bottom: float

    def start(self) -> None:
        """Begin before the first page."""
        self.entries: list[Entry] = []
        self.pieces: list[Piece] = []
        self.waiting: list[Entry] = []
        self.frame: Any = None
        self.room = self.height = self.bottom = 0.0
        self.asked: Any = None
        self.refused = self.setting = False
        self.ready: dict[Any, Any] = {}
        self.whole: dict[tuple[Any, str], Piece] = {}

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
        self.asked = None if self.setting else footnote
        return False

    def overflows_page(self, bottom_space: float, position_y: float) -> bool:
        """Whether *position_y* is too low; or, if it is that of a line with a mark, whether its note cannot begin."""
        note, self.asked = self.asked, None
        if note is None:
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
            self._hold([entry for entry in self.entries if entry.note is not footnote], self.height)

    # --- the foot -----------------------------------------------------------------------------------------------------

    def _begins(self, note: Any, line: float, limit: float) -> bool:
        """Take *note*, whose mark is in the line that ends at *line*, into a foot up to *limit*, if it can begin."""
        if self.waiting and not (self.entries and self.entries[-1].line == line):
            return False
        before = self.entries, self.pieces, self.waiting, self.page_bottom
        entries = [*self.entries, Entry(note, None, line)]
        share, begun = self.height * SHARE, False
        for height in (limit, share) if limit > share else (limit,):
            self._hold(entries, height)
            ended = {entry.note for entry in entries if entry.line != line}
            if self._lacking() or any(entry.note in ended for entry in self.waiting):
                break
            begun = True
            before = self.entries, self.pieces, self.waiting, self.page_bottom
            if not self.waiting:
                break
        self.entries, self.pieces, self.waiting, self.page_bottom = before
        return begun

    def _hold(self, entries: list[Entry], limit: float, some: bool = False) -> bool:
        """Let the foot hold *entries*, as far as they go into *limit*; whether they all do.

        There must be *some* in it, or there may be nothing.
        """
        self.entries = entries
        room = limit - (self._frame_height() if entries else 0)
        self.pieces, self.waiting = self._shared(entries, room, some, [0.0] * len(entries))
        if self._lacking():
            # One that goes on must leave room for those that are to begin below it.
            least = [self._least(entry) for entry in entries]
            kept = [sum(least[number:]) for number in range(1, len(least) + 1)]
            self.pieces, self.waiting = self._shared(entries, room, some, kept)
        used = self._frame_height() + sum(piece.height for piece in self.pieces) if self.pieces else 0
        self.page_bottom = self.bottom - used
        return not self.waiting

    def _lacking(self) -> bool:
        """Whether a note that is to begin on this page does not."""
        return any(entry.line and entry.skip is None for entry in self.waiting)

    def _least(self, entry: Entry) -> float:
        """How much room *entry* needs, if it has to begin on this page."""
        piece = self._piece(entry, LINES, False) if entry.line else None
        return piece.height if piece is not None else LINES if entry.line else 0

    def _shared(
        self, entries: list[Entry], room: float, some: bool, kept: list[float]
    ) -> tuple[list[Piece], list[Entry]]:
        """*room* given to each of *entries*, so much of it *kept* for those after it; and what is left of them."""
        pieces, waiting = list[Piece](), list[Entry]()
        for entry, others in zip(entries, kept, strict=True):
            if waiting and not entry.line:
                waiting.append(entry)
                continue
            more, later = self._divided(entry, room - others, some and not pieces)
            room -= sum(piece.height for piece in more)
            pieces += more
            waiting += later
        return pieces, waiting

    def _divided(self, entry: Entry, limit: float, some: bool) -> tuple[list[Piece], list[Entry]]:
        """What goes into *limit* of a note and of the notes that are marked in that; and what is left of them."""
        first: tuple[list[Piece], list[Entry]] | None = None
        height = limit
        while (piece := self._piece(entry, height, some)) is not None:
            pieces, left = [piece], [Entry(entry.note, piece.rest, entry.line)] if piece.rest else []
            for inner in _marked(piece.box):
                more, later = self._divided(Entry(inner, None, 0), limit - sum(p.height for p in pieces), False)
                pieces += more
                left += later
            if all(later.skip is not None for later in left):
                return pieces, left
            # A note within it cannot begin: its mark is to move on.
            first = first or (pieces, left)
            height = piece.height - 1
            some = False
        return first or ([], [entry])

    def _piece(self, entry: Entry, limit: float, some: bool) -> Piece | None:
        """As much of a note as goes into *limit*, up to a whole word; None if nothing does."""
        piece = whole = self._set(entry, limit, some)
        while whole is not None and whole.rest is not None and _divided_word(whole.box):
            whole = self._set(entry, whole.height - 1, False)
        return whole or piece

    def _set(self, entry: Entry, limit: float, some: bool) -> Piece | None:
        """As many lines of a note as go into *limit*; None if none does."""
        key = entry.note, repr(entry.skip)
        if (known := self.whole.get(key)) and known.height <= limit:
            return known
        if limit <= 0 and not some:
            return None
        if entry.note not in self.ready:
            self.ready[entry.note] = create_anonymous_boxes(entry.note.deepcopy())
        note = self.ready[entry.note]
        note.position_x, note.position_y = self.frame.content_box_x(), self.bottom
        space = self.page_bottom - self.bottom - limit
        self.setting = True
        box, rest, *_ = block_level_layout(self, note, space, entry.skip, self.frame, some)
        self.setting = False
        if box is None:
            return None
        height = max(_bottoms(box), default=self.bottom) - self.bottom
        made = Piece(box, height, rest)
        if rest is None:
            self.whole[key] = made
        return made

    def _frame_height(self) -> float:
        if self.frame is None:
            area = self.current_footnote_area.deepcopy()
            self.frame = block_level_layout(self, area, -inf, None, area.page)[0]
        return float(self.frame.margin_height())

    def foot(self) -> Any:
        """The foot of the page, with the pieces in it; WeasyPrint moves it up from the end of the page."""
        area = self.frame.copy_with_children([piece.box for piece in self.pieces])
        if self.entries[0].skip is not None:
            # A rule across the page says that a note goes on.
            area.style = area.style.copy()
            area.style["border_image_source"] = ("none", None)
        top = area.content_box_y()
        for piece in self.pieces:
            piece.box.translate(dy=top - piece.box.position_y)
            top += piece.height
        area.height = top - area.content_box_y()
        return area

    # --- the page -----------------------------------------------------------------------------------------------------

    def text(self, root: Any, space: float, skip: Any, sheet: Any, positioned: list[Any]) -> Any:
        """The text of a page, above its notes; as `block_level_layout` gives it."""
        self.height, self.bottom, self.frame = sheet.height, self.page_bottom, None
        self.asked = None
        self.whole.clear()
        entries = [Entry(entry.note, entry.skip, 0) for entry in self.waiting]
        next_page = self.page_maker[self.current_page - 1][1]
        opens = bool(root.children) and next_page["break"] != "any"
        full = not (self._hold(entries, self.height * MOST, True) or self._hold(entries, self.height * SHARE, True))
        made = None
        if not (opens and entries):
            made = self._text(root, space, skip, sheet, positioned, full)
        if made is None:
            root = root.copy_with_children([])
            made = (block_level_layout(self, root, space, None, sheet)[0], skip, dict(next_page), [], False, None)
        if self.waiting or self.reported_footnotes:
            late = [Entry(note, None, 0) for note in self.reported_footnotes]
            end = max(_bottoms(made[0]), default=sheet.content_box_y())
            self._hold([*self.entries, *late], self.bottom - end, bool(self.pieces))
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
            hole = 0 if ends else self.page_bottom - max(_bottoms(made[0]), default=0)
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
        return block_level_layout(self, root, space, skip, sheet, some, found, found), found

    def _state(self) -> tuple[Any, ...]:
        foot = self.entries, self.pieces, self.waiting, self.page_bottom
        return [*self.footnotes], [*self.reported_footnotes], {**self.broken_out_of_flow}, foot

    def _return(self, state: tuple[Any, ...]) -> None:
        notes, refused, broken, foot = state
        self.footnotes, self.reported_footnotes = [*notes], [*refused]
        self.broken_out_of_flow.clear()
        self.broken_out_of_flow.update(broken)
        self.entries, self.pieces, self.waiting, self.page_bottom = foot


def _bottoms(box: Any) -> Iterator[float]:
    """Where the lines and pictures in *box* end."""
    for inner in box.descendants():
        if isinstance(inner, LineBox | ReplacedBox):
            yield inner.position_y + inner.margin_height()


def _divided_word(box: Any) -> bool:
    """Whether *box* ends with half a word."""
    texts = [inner for inner in box.descendants() if isinstance(inner, TextBox)]
    return bool(texts) and texts[-1].text.endswith(texts[-1].style["hyphenate_character"])


def _marked(box: Any) -> list[Any]:
    """The notes whose marks are in *box*."""
    return [inner.footnote for inner in box.descendants() if inner.footnote is not None]


def _laid_out(context: Any, box: Any, *arguments: Any, **named: Any) -> Any:
    """What WeasyPrint calls for each page, three times: for the text, for its notes, and for what else it holds."""
    if isinstance(context, Foot):
        if isinstance(box, FootnoteAreaBox) and context.pieces:
            return (context.foot(),)
        if box.is_for_root_element:
            space, skip, sheet, _, positioned, *_ = arguments
            return context.text(box, space, skip, sheet, positioned)
    return block_level_layout(context, box, *arguments, **named)


page.block_level_layout = _laid_out

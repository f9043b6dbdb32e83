"""The foot of a page: as much of its notes as there is room for, each from where it was left.

See `noted` for the rules. Imported only where WeasyPrint is at hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil, inf
from typing import Any

from weasyprint.formatting_structure.boxes import InlineBox, LineBox, ReplacedBox, TextBox
from weasyprint.formatting_structure.build import create_anonymous_boxes
from weasyprint.layout import LayoutContext
from weasyprint.layout.block import block_level_layout

from exporters.pdf.apparatus import ENTRY, JOINED
from exporters.xhtml import element

# Two lines of a note.
LINES = 30.5
# How wide letters are, at most, as parts of the size of the font: small ones of an alphabet on average, and others.
NARROW, WIDE = 0.5, 1.0
# What parts the apparatus from the notes below it.
GAP = 7.5


@dataclass(frozen=True, slots=True)
class Entry:
    """A note, and what of it is left: all that comes after *skip*, or the whole.

    *line* tells which line of this page bears its mark, by where it ends; 0: none does. *parts* are the notes that it
    was joined of, if it was.
    """

    note: Any
    skip: Any
    line: float
    parts: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """As much of a note as this page holds, laid out; it goes on from *rest*, if that is not None."""

    box: Any
    height: float
    rest: Any


class Foot(LayoutContext):  # type: ignore[misc]
    """The foot of the page at hand.

    *entries* are the notes that it has to hold, as far as it can; *pieces* what it holds, laid out; *waiting* what goes
    on, or begins, on the next page. *bottom* is where the page ends, *raised* by so much above where it could, *frame*
    the foot with nothing in it; *setting* tells that a note is being laid out. Notes laid out whole on this page are
    kept in *whole*, entries of the apparatus that run on as one text in *joined*. *rough* is how long those of the
    entries are, about, that were added since the foot was laid out, which then took *sure* pixels; *careful*: nothing
    is to be guessed.
    """

    height: float
    footnotes: list[Any]
    reported_footnotes: list[Any]
    page_bottom: float

    def start(self) -> None:
        """Begin before the first page."""
        self.entries: list[Entry] = []
        self.pieces: list[Piece] = []
        self.waiting: list[Entry] = []
        self.frame: Any = None
        self.bottom = self.raised = 0.0
        self.setting = self.careful = False
        self.rough = self.sure = 0.0
        self.ready: dict[Any, Any] = {}
        self.whole: dict[tuple[Any, str], Piece] = {}
        self.joined: dict[tuple[Any, ...], Any] = {}

    def hold(self, entries: list[Entry], limit: float, some: bool = False) -> bool:
        """Let the foot hold *entries*, as far as they go into *limit*; whether they all do.

        There must be *some* in it, or there may be nothing.
        """
        self.entries, self.rough = entries, 0.0
        entries = self._in_tiers(entries)
        tiers = len({_is_variant(entry.note) for entry in entries})
        room = limit - (self._frame().margin_height() if entries else 0) - (GAP if tiers > 1 else 0)
        self.pieces, self.waiting = self._shared(entries, room, some, [0.0] * len(entries))
        if self.lacking():
            # One that goes on must leave room for those that are to begin below it.
            least = [self._least(entry) for entry in entries]
            kept = [sum(least[number:]) for number in range(1, len(least) + 1)]
            self.pieces, self.waiting = self._shared(entries, room, some, kept)
        last = sum(_is_variant(piece.box) for piece in self.pieces)
        if 0 < last < len(self.pieces):
            self.pieces[last - 1] = replace(self.pieces[last - 1], height=self.pieces[last - 1].height + GAP)
        used = self._frame().margin_height() + sum(piece.height for piece in self.pieces) if self.pieces else 0
        self.page_bottom = self.bottom - used
        return not self.waiting

    @property
    def held(self) -> tuple[Any, ...]:
        """What the foot holds, and how much room that takes."""
        return self.entries, self.pieces, self.waiting, self.page_bottom, self.rough, self.sure

    @held.setter
    def held(self, held: tuple[Any, ...]) -> None:
        self.entries, self.pieces, self.waiting, self.page_bottom, self.rough, self.sure = held

    def take(self, entry: Entry, limit: float) -> bool:
        """Add *entry*, if it is of the apparatus and surely finds room in a foot up to *limit*; whether it was added.

        To lay out the apparatus for each of its entries would take most of the time. How much room it takes is guessed
        by its letters, and made sure of where that counts.
        """
        if not _is_variant(entry.note) or self.waiting or self.careful:
            return False
        frame = self._frame()
        used = self.bottom - self.page_bottom if self.entries else frame.margin_height()
        sure, ink = self.sure if self.rough else used, self.rough + _ink(entry.note)
        used = sure + GAP + (1 + ceil(ink / frame.width)) * LINES / 2
        if used > limit:
            return False
        self.entries, self.rough, self.sure, self.page_bottom = [*self.entries, entry], ink, sure, self.bottom - used
        return True

    def make_sure(self) -> None:
        """Lay out what was only guessed."""
        if self.rough and not self.setting:
            self.hold(self.entries, self.height)

    def _in_tiers(self, entries: list[Entry]) -> list[Entry]:
        """The apparatus before the notes, and those of its entries that begin on this page as one text."""
        going = [entry for entry in entries if _is_variant(entry.note) and entry.skip is not None]
        fresh = [entry for entry in entries if _is_variant(entry.note) and entry.skip is None]
        notes = [entry for entry in entries if not _is_variant(entry.note)]
        if len(fresh) > 1:
            parts = tuple(entry.note for entry in fresh)
            if parts not in self.joined:
                content = [InlineBox.anonymous_from(part, part.children) for part in parts]
                self.joined[parts] = parts[0].copy_with_children(content)
                self.joined[parts].element = element("span", JOINED)
            fresh = [Entry(self.joined[parts], None, max(entry.line for entry in fresh), parts)]
        return [*going, *fresh, *notes]

    def clear(self) -> None:
        """Forget what was laid out for another page, but for the notes that go on."""
        going = {entry.note for entry in self.waiting}
        self.whole.clear()
        self.joined.clear()
        self.ready = {key: note for key, note in self.ready.items() if key[0] in going}

    def lacking(self) -> bool:
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
            pieces, left = [piece], [replace(entry, skip=piece.rest)] if piece.rest else []
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
        piece = self._set(entry, limit, some)
        if piece is None or not _divides_a_word(piece):
            return piece
        less = self._set(entry, piece.height - 1, False)
        if less is not None and not _divides_a_word(less):
            return less
        return self._set(entry, limit, some, hyphens=False) or piece

    def _set(self, entry: Entry, limit: float, some: bool, hyphens: bool = True) -> Piece | None:
        """As many lines of a note as go into *limit*; None if none does."""
        key = entry.note, repr(entry.skip)
        if (known := self.whole.get(key)) and known.height <= limit:
            return known
        if limit <= 0 and not some:
            return None
        if (entry.note, hyphens) not in self.ready:
            self.ready[entry.note, hyphens] = _ready(entry.note, hyphens)
        note = self.ready[entry.note, hyphens]
        frame = self._frame()
        note.position_x, note.position_y = frame.content_box_x(), self.bottom
        space = self.page_bottom - self.bottom - limit
        # The marks in it are nobody's business but ours.
        self.setting, marked, self.footnotes = True, self.footnotes, []
        box, rest, *_ = block_level_layout(self, note, space, entry.skip, frame, some)
        self.setting, self.footnotes = False, marked
        if box is None:
            return None
        made = Piece(box, max(bottoms(box), default=self.bottom) - self.bottom, rest)
        if rest is None:
            self.whole[key] = made
        return made

    def _frame(self) -> Any:
        """The foot with nothing in it."""
        if self.frame is None:
            area = self.current_footnote_area.deepcopy()
            self.frame = block_level_layout(self, area, -inf, None, area.page)[0]
        return self.frame

    def foot(self) -> Any:
        """The foot of the page, with the pieces in it; WeasyPrint moves it up from the end of the page."""
        area = self._frame().copy_with_children([piece.box for piece in self.pieces])
        if self.entries[0].skip is not None:
            # A rule across the page says that a note goes on.
            area.style = area.style.copy()
            area.style["border_image_source"] = ("none", None)
        top = area.content_box_y()
        for piece in self.pieces:
            piece.box.translate(dy=top - piece.box.position_y)
            top += piece.height
        area.height = top - area.content_box_y() + self.raised
        return area


def _is_variant(note: Any) -> bool:
    """Whether a note is of the apparatus."""
    return note.element.get("class") in (ENTRY, JOINED)


def _ink(note: Any) -> float:
    """How long the words of *note* are in one line, at most, if they are set as words of its kind are."""
    text = "".join(box.text for box in note.descendants() if isinstance(box, TextBox))
    return float(sum(NARROW if c.islower() or not c.isalnum() else WIDE for c in text) * note.style["font_size"])


def bottoms(box: Any) -> Iterator[float]:
    """Where the lines and pictures in *box* end."""
    for inner in box.descendants():
        if isinstance(inner, LineBox | ReplacedBox):
            yield inner.position_y + inner.margin_height()


def _ready(note: Any, hyphens: bool) -> Any:
    """*note* ready to be laid out; with *hyphens* or without."""
    made = create_anonymous_boxes(note.deepcopy())
    for box in () if hyphens else (made, *made.descendants()):
        box.style = box.style.copy()
        box.style["hyphens"] = "manual"
    return made


def _divides_a_word(piece: Piece) -> bool:
    """Whether a word is divided where *piece* goes on."""
    texts = [box for box in piece.box.descendants() if isinstance(box, TextBox)] if piece.rest is not None else []
    return bool(texts) and str(texts[-1].text).endswith(texts[-1].style["hyphenate_character"])


def _marked(box: Any) -> list[Any]:
    """The notes whose marks are in *box*."""
    return [inner.footnote for inner in box.descendants() if inner.footnote is not None]

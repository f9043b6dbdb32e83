"""Layout: from pieces to lines. A piece is a block's words with their measure; lines are what the file holds.

Nesting ends here: whatever a block stands in has become a number of columns, so lines can be made one after another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from exporters.text.signs import Signs, Word, width

COLUMNS = 72
NARROWEST = 32


@dataclass(frozen=True, slots=True)
class Frame:
    """Where blocks stand: between the columns *left* and *right*, in sections *level* deep.

    *flush*: what stands around is set in already, so verse and stage directions stand no further in.
    """

    signs: Signs
    left: int = 0
    right: int = COLUMNS
    level: int = 0
    flush: bool = False

    def inset(self, left: int, right: int = 0) -> Frame:
        """The frame set in on either side; where too little would be left to read, the frame as it is."""
        inner = replace(self, left=self.left + left, right=self.right - right)
        return inner if inner.right - inner.left >= NARROWEST else self

    def below(self) -> Frame:
        """The frame one section deeper."""
        return replace(self, level=self.level + 1)

    def apart(self) -> Frame:
        """The frame of verse and stage directions, which stand apart from the prose."""
        return self if self.flush else self.inset(4)

    def flushed(self) -> Frame:
        """The same frame, in which nothing else need stand apart."""
        return replace(self, flush=True)


@dataclass(frozen=True, slots=True)
class Prose:
    """Words to fill lines with, between *left* (*first* for the first line) and *right*.

    *space*: blank lines before; *rule*: a character to underline with; *aside*: what stands at the right end of the
    last line. *takes*: whether words may run in before it (labels, page signs).
    """

    words: tuple[Word, ...]
    first: int
    left: int
    right: int
    space: int = 1
    align: Literal["left", "centre", "right"] = "left"
    rule: str = ""
    aside: str = ""
    takes: bool = False


@dataclass(frozen=True, slots=True)
class RunIn:
    """Words that begin the prose that follows, if it takes them, or else stand on a line of their own.

    A label (of an item, a speech, a note) runs in only where the prose stands at *left*; a page sign (*left* is None)
    anywhere. *pad*: the least room from the first column of a label to the prose.
    """

    words: tuple[Word, ...]
    first: int
    left: int | None = None
    space: int = 1
    pad: int = 0


@dataclass(frozen=True, slots=True)
class Fixed:
    """Lines that are ready."""

    lines: tuple[str, ...]
    space: int = 1


Piece = Prose | RunIn | Fixed


def lines(pieces: Iterable[Piece]) -> list[str]:
    """The lines of *pieces*, with blank lines between, none at the top."""
    made: list[str] = []
    for piece in _run_in(pieces):
        block = piece.lines if isinstance(piece, Fixed) else _lines(piece)
        if made:
            made.extend([""] * piece.space)
        made.extend(block)
    return made


def _run_in(pieces: Iterable[Piece]) -> Iterator[Prose | Fixed]:
    waiting: list[RunIn] = []
    for piece in pieces:
        if isinstance(piece, RunIn):
            waiting.append(piece)
        elif not isinstance(piece, Prose) or piece.words:
            taken = _taken(waiting, piece)
            alone, waiting = waiting[: len(waiting) - taken], waiting[len(waiting) - taken :]
            for label in alone:
                yield from _alone(label, piece.space)
                close = 1 if label.left is None else 0
                piece = replace(piece, space=min(piece.space, close))
                waiting = [replace(each, space=min(each.space, close)) for each in waiting]
            yield _joined(waiting, piece) if isinstance(piece, Prose) else piece
            waiting = []
    for label in waiting:
        yield from _alone(label, 1)


def _taken(waiting: list[RunIn], piece: Prose | Fixed) -> int:
    """How many of the last words that wait may run into *piece*."""
    if not isinstance(piece, Prose) or not piece.takes:
        return 0
    refused = [n for n, label in enumerate(waiting) if label.left not in (None, piece.left)]
    return len(waiting) - (refused[-1] + 1 if refused else 0)


def _alone(label: RunIn, space: int) -> Iterator[Prose]:
    if label.words:
        page = label.left is None
        left = label.first if page else label.first + 4
        yield Prose(label.words, label.first, left, COLUMNS, max(space, label.space) if page else label.space)


def _joined(labels: list[RunIn], piece: Prose) -> Prose:
    words: list[Word] = []
    first, space = piece.first, None
    gap = ""
    for label in labels:
        if label.left is not None and space is None:
            first, space = label.first, label.space
        if label.words:
            words += (Word(gap, label.words[0].text), *label.words[1:])
            used = sum(width(word.gap) + width(word.text) for word in label.words)
            gap = " " * max(1, label.pad - used)
    words += (Word(gap, piece.words[0].text), *piece.words[1:])
    return replace(piece, words=tuple(words), first=first, space=piece.space if space is None else space)


def _lines(prose: Prose) -> Iterator[str]:
    filled = fill(prose.words, prose.first, prose.left, prose.right)
    if prose.align != "left":
        filled = [_aligned(line.strip(" "), prose) for line in filled]
    if prose.aside:
        room = prose.right - width(filled[-1]) - width(prose.aside)
        if room >= 2:
            filled[-1] += " " * room + prose.aside
        else:
            filled.append(" " * max(0, prose.right - width(prose.aside)) + prose.aside)
    yield from filled
    if prose.rule:
        longest = min(max(width(line.strip(" ")) for line in filled), prose.right - prose.left)
        yield _aligned(prose.rule * longest, prose)


def _aligned(line: str, prose: Prose) -> str:
    room = max(0, prose.right - prose.left - width(line))
    before = {"left": 0, "centre": room // 2, "right": room}[prose.align]
    return " " * (prose.left + before) + line if line else ""


def fill(words: Iterable[Word], first: int, left: int, right: int) -> list[str]:
    """Lines of at most *right* columns, filled one after the other; a word too long for a line stands alone on it.

    A word that would fit without its indent loses as much of the indent as it needs.
    """
    made: list[str] = []
    line, used = "", first  # what the line holds so far, and the columns it takes with its indent
    indent = first
    for gap, text in words:
        columns = width(text)
        forced = gap.count("\n") if line else 0
        if forced or (line and used + width(gap) + columns > right):
            made += [" " * indent + line, *[""] * (forced - 1)]
            spaces = len(gap) - gap.rfind("\n") - 1 if forced else 0
            # One space after a line's end is a typist's; more are an indent, as in a program's text.
            line, indent = "", min(left + (spaces if spaces > 1 else 0), max(left, right - NARROWEST))
        if not line:
            indent = max(0, min(indent, right - columns))
            line, used = text, indent + columns
        else:
            line, used = line + gap + text, used + width(gap) + columns
    return [*made, " " * indent + line] if line else made

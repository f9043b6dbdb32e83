"""Lines: what the TEI says was printed, line by line and page by page."""

from __future__ import annotations

from dataclasses import dataclass, field

from teipress.xml import Element


@dataclass(slots=True)
class Line:
    """A printed line: pieces of text, each with its line in the TEI file and the element it stands in.

    *soft*: it begins with a block, not with a break; *free*: the TEI does not say where its lines end in the source.
    """

    soft: bool = False
    free: bool = False
    page: int = 0
    pieces: list[tuple[str, int, Element]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All of it, with its white space and signs."""
        return "".join([piece[0] for piece in self.pieces])

    def at(self, offset: int) -> tuple[int, Element]:
        """The line of the TEI file at an offset of the text, and the element there."""
        for text, line, element in self.pieces:
            if offset < len(text):
                return line + text.count("\n", 0, offset), element
            offset -= len(text)
        text, line, element = self.pieces[-1]
        return line + text.rstrip().count("\n"), element


@dataclass(slots=True)
class Page:
    """A page: what its @n calls it, its pb and where that stands, and the lines of its head, text, notes and foot."""

    label: str = ""
    element: Element | None = None
    line: int = 0
    after_gap: bool = False
    head: list[Line] = field(default_factory=list)
    text: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    foot: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Printed:
    """A TEI text as printed: its lines in the order of print, and its pages. The first is what stands before any pb."""

    lines: list[Line]
    pages: list[Page]

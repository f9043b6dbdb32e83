"""What an OCR text is seen as on its way to TEI: lines, pages and notes, then a tree of what stands on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from teipress.diagnostics import Diagnostic, Place, Severity


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the file as it came: its number from 1, and whether a page was fed before it."""

    number: int
    text: str
    feed: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing is printed on it."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its place in the file, its page (counted from 0), how far it is set in, blank lines before it."""

    number: int
    page: int
    text: str
    indent: int = 0
    gap: int = 0
    first: bool = False

    @property
    def place(self) -> tuple[int, int]:
        """What tells a line from all others: a form feed within a line of the file makes two of one number."""
        return self.number, self.page


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its number as it is written, its lines, and what stands in its margins."""

    label: str
    lines: tuple[Line, ...]
    top: tuple[Line, ...] = ()
    bottom: tuple[Line, ...] = ()
    plate: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its mark, its paragraphs (the mark cut off at *start* of the first line), the page it begins on."""

    mark: str
    printed: str
    start: int
    paragraphs: tuple[tuple[Line, ...], ...]
    page: int
    name: str = ""

    @property
    def lines(self) -> tuple[Line, ...]:
        """All its lines."""
        return tuple(line for paragraph in self.paragraphs for line in paragraph)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a note is called: the signs from *start* to *end* of a line stand for its mark."""

    line: Line
    start: int
    end: int
    note: Note

    @property
    def printed(self) -> str:
        """The signs that stand there."""
        return self.line.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a printed line."""

    line: Line
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its characters."""
        return self.line.text[self.start : self.end]


Spans = tuple[Span, ...]


def whole(lines: tuple[Line, ...] | list[Line]) -> Spans:
    """Printed lines from end to end."""
    return tuple(Span(line, 0, len(line.text)) for line in lines)


class Size(Enum):
    """How a paragraph is set, as far as its lines tell: as the body, or apart (in smaller type, or set in)."""

    BODY = "body"
    APART = "apart"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running prose. *plates* are the captions of plates bound in the middle of it, by the line they follow."""

    spans: Spans
    size: Size = Size.BODY
    plates: tuple[tuple[Line, tuple[Line, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; *kind* says of what (`chapter`, `act`, `capitals` …), *label* that it is no more than a number."""

    lines: tuple[Line, ...]
    kind: str
    label: bool = False


@dataclass(frozen=True, slots=True)
class Verse:
    """Lines of verse, by stanza."""

    stanzas: tuple[Spans, ...]
    size: Size = Size.BODY


@dataclass(frozen=True, slots=True)
class Plain:
    """Lines that are none of the others: an ornament, a stage direction, the caption of a plate, a closing word."""

    kind: str
    spans: Spans


@dataclass(frozen=True, slots=True)
class Speech:
    """What one speaker says; a speech without a label has no speaker."""

    speaker: Spans
    content: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Items with their labels (empty where there is none)."""

    items: tuple[tuple[Spans, Spans], ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter: the lines of its opening, its text, the lines of its close; each line with its part's name."""

    opener: tuple[tuple[str, Span], ...]
    content: tuple[Node, ...]
    closer: tuple[tuple[str, Span], ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A displayed quotation, and the line that says where it is from."""

    content: tuple[Node, ...]
    source: Spans = ()


@dataclass(frozen=True, slots=True)
class TitlePage:
    """The title page; each line with its part's name."""

    lines: tuple[tuple[str, Span], ...]


@dataclass(frozen=True, slots=True)
class Division:
    """A division and those within it."""

    heading: tuple[Heading, ...]
    kind: str
    content: tuple[Node, ...] = ()
    divisions: tuple[Division, ...] = ()


Node = Paragraph | Heading | Verse | Plain | Speech | Listing | Letter | Quotation | TitlePage


@dataclass(frozen=True, slots=True)
class Tree:
    """The whole text: what stands before the body, the body, what stands after it."""

    front: tuple[Division, ...]
    body: Division
    back: tuple[Division, ...]
    title_page: tuple[Node, ...] = ()


@dataclass(slots=True)
class Findings:
    """What is to be said of a text, gathered as it is read."""

    name: str
    found: list[Diagnostic] = field(default_factory=list)

    def say(self, line: int, code: str, message: str, hint: str = "", severity: Severity = Severity.WARNING) -> None:
        """Add a finding at a line of the source."""
        self.found.append(Diagnostic(Place(self.name, line), code, message, hint, severity))

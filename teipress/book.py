"""The Book: what is read. A small closed tree that every exporter renders and none has to interpret.

`compose` makes it from TEI; exporters see nothing else. White space is final: a `Text` holds what is printed, and no
exporter collapses or strips it. Notes are numbered, alternatives decided, pointers resolved. All nodes are frozen;
tuples hold children. The names follow the TEI Processing Model's behaviours (TEI P5, chapter 22.5.4) where it has one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from itertools import groupby
from typing import Any

from teipress.diagnostics import Diagnostic
from teipress.values import dataclass

# --- inline -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Characters as printed."""

    content: str


@dataclass(frozen=True, slots=True)
class Span:
    """Words set or marked apart.

    *kind* is one of `SPAN_KINDS`: what the words are; *style* names of `STYLES`: how the source prints them. A format
    that knows neither prints the words. *id*, if there is one, is what an index or the chronology leads to.
    """

    kind: str
    content: tuple[Inline, ...]
    style: tuple[str, ...] = ()
    lang: str = ""
    id: str = ""


SPAN_KINDS = (
    "emphasis", "foreign", "title", "article-title", "quoted", "said", "term", "mention", "name", "date", "measure",
    "stage", "label", "citation", "code", "supplied", "unclear", "deleted", "added", "gap", "plain",
)  # fmt: skip
STYLES = ("italic", "roman", "bold", "small-caps", "superscript", "subscript", "underline", "strikethrough", "spaced")


@dataclass(frozen=True, slots=True)
class Alternate:
    """Two ways to read one place: *shown* is what the view prints, *other* what it does not.

    *kind*: correction, regularization, expansion, variant.
    """

    kind: str
    shown: tuple[Inline, ...]
    other: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead elsewhere: *target* is `#id` of this book, or a URL (http, https, mailto)."""

    target: str
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that a pointer leads to."""

    id: str


@dataclass(frozen=True, slots=True)
class Note:
    """A note, standing at its anchor.

    *number* counts from 1 through the book; *mark* is what the source prints (`*`, `a`; may be empty); *by* tells
    whose note it is (a name such as `Translator`, empty for the author's own).
    """

    id: str
    number: int
    mark: str
    by: str
    content: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """An entry of the critical apparatus, standing behind its lemma.

    *content* is what it says (`lemma] reading A B; other C`), *number* counts entries from 1 through the book. *place*
    is what the edition keys it to, where that is not the line it stands in; *reach* how many letters and figures the
    lemma has, which end where the entry stands.
    """

    id: str
    number: int
    content: tuple[Inline, ...]
    place: str = ""
    reach: int = 0


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Where a page of the source begins; *label* is its number as printed. Stands among inlines and among blocks."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line ends here, on paper and on the screen."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: *asset* is a key of `Book.assets`, empty where the edition has no image; *alt* may be empty."""

    asset: str
    alt: str


@dataclass(frozen=True, slots=True)
class Markup:
    """An element of a foreign vocabulary, for a format that can carry it."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    content: tuple[Markup | str, ...]


@dataclass(frozen=True, slots=True)
class Opaque:
    """A foreign vocabulary (MathML, SVG): its serialised form, and its words as text.

    *shown* is the root of what is safe to show as it is: a formula in presentation MathML. None: the words alone.
    """

    vocabulary: str
    markup: str
    alt: str
    shown: Markup | None = None


# --- blocks -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """*continued*: the rest of a paragraph that a quotation, list or table interrupted; set without indent."""

    content: tuple[Inline, ...]
    continued: bool = False
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """*kind*: `main`, `super` (a line above the heading proper) or `sub` (a line below it)."""

    content: tuple[Inline, ...]
    kind: str = "main"


@dataclass(frozen=True, slots=True)
class Section:
    """A division of the text, with its headings and everything below them.

    *role* is what it is to the book (`preface`, `chapter`, `section`, `text` …), as the edition calls it.
    """

    id: str
    role: str
    headings: tuple[Heading, ...]
    content: tuple[Block, ...]
    lang: str = ""

    @property
    def title(self) -> str:
        """All headings in one line, for contents and bookmarks; empty without headings."""
        main = [plain(h.content) for h in self.headings if h.kind == "main"]
        above = [plain(h.content) for h in self.headings if h.kind == "super"]
        below = [plain(h.content) for h in self.headings if h.kind == "sub"]
        return ": ".join(filter(None, (" ".join(above), " ".join(main), " ".join(below))))


@dataclass(frozen=True, slots=True)
class Quotation:
    """A displayed quotation; *source* is the line that names where it comes from. *kind*: as the edition calls it."""

    content: tuple[Block, ...]
    source: tuple[Inline, ...] = ()
    kind: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Verse:
    """A poem or a stanza: lines, and stanzas within stanzas."""

    content: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of verse; *number* as the source counts it (may be empty); *indent* in steps from 0."""

    content: tuple[Inline, ...]
    number: str = ""
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list; *label* is the printed number, sign or term before it."""

    label: tuple[Inline, ...]
    content: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list. *kind*: `ordered` (the format numbers it), `bulleted`, `labelled` (items bring their label), `plain`.

    *start* is the first number of an ordered one.
    """

    kind: str
    headings: tuple[Heading, ...]
    items: tuple[Item, ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; *rows* and *columns* are what it spans."""

    content: tuple[Block, ...]
    heading: bool = False
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its heading, and its rows from top to bottom."""

    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Speech:
    """What one speaker says; *speaker* as printed, empty where the source names nobody."""

    speaker: tuple[Inline, ...]
    content: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage direction that stands alone."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """Pictures with their caption. Without an image at hand, the caption alone."""

    id: str
    images: tuple[Image, ...]
    caption: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that belong together. *kind*: opener, closer, epigraph, dateline, signed, salute, byline, trailer, …"""

    kind: str
    content: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Separator:
    """A blank, rule or ornament between paragraphs."""


Inline = Text | Span | Alternate | Link | Anchor | Note | Variant | PageBreak | LineBreak | Image | Opaque
Block = (
    Paragraph | Heading | Section | Quotation | Verse | Line | Listing | Table | Speech | Stage | Figure | Group
    | Separator | PageBreak | Anchor | Opaque
)  # fmt: skip
Node = Inline | Block


# --- indexes and chronology -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mention:
    """Where the text speaks of something: the `Span` with the id *target*.

    *page* is the label of the source page it stands on, *note* the id of the note it stands in, *section* the title of
    the section, for texts whose pages have no numbers; each may be empty.
    """

    target: str
    page: str
    note: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Authority:
    """The number somebody else's catalogue gives to what an entry is about; *url* leads there, or is empty."""

    name: str
    number: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A person, place, organisation or work, and where the text speaks of it.

    *letter* is what it is filed under. After the *heading* come *detail* (`1883–1936`, a country, author and year),
    *about* (who or what it is, in a line), *forms* (other names), *remarks* (what else the register says, a paragraph
    each) and *facts*, all of which may be empty. A link in them to `#id` may lead to another entry. *related* are
    entries that the register relates to this one, for who wants to look further.
    """

    id: str
    letter: str
    heading: tuple[Inline, ...]
    detail: str = ""
    about: tuple[Inline, ...] = ()
    forms: tuple[str, ...] = ()
    remarks: tuple[tuple[Inline, ...], ...] = ()
    authorities: tuple[Authority, ...] = ()
    mentions: tuple[Mention, ...] = ()
    related: tuple[Related, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """What a register tells of an entry: the *kind* is the TEI element it stands in (`occupation`; `birth`: where)."""

    kind: str
    said: str


@dataclass(frozen=True, slots=True)
class Related:
    """Another entry, for an entry to refer to: its id, and what it is called."""

    entry: str
    name: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class See:
    """A name that is filed elsewhere: *heading* is the name, *entry* the id of the entry and *name* what it is called.

    Several entries may go by one name, and each has its `See`.
    """

    letter: str
    heading: tuple[Inline, ...]
    entry: str
    name: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """An index: *kind* is `person`, `place`, `organisation` or `work`; *entries* are in their order."""

    id: str
    kind: str
    title: str
    entries: tuple[IndexEntry | See, ...]

    def groups(self) -> tuple[tuple[str, tuple[IndexEntry | See, ...]], ...]:
        """The entries by letter; one group without a letter where there are few."""
        if len(self.entries) < FEW_ENTRIES:
            return (("", self.entries),)
        grouped = groupby(self.entries, key=lambda entry: entry.letter)
        return tuple((letter, tuple(entries)) for letter, entries in grouped)


FEW_ENTRIES = 16  # fewer than that are seen at a glance


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A sentence that names a date: *excerpt* is it, or a part of it, with the date as a `Span` of the kind `date`."""

    excerpt: tuple[Inline, ...]
    mention: Mention


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, and where the text names it.

    *wording* is how it is written out (`12 March 1917 (27 February, old style)`), *iso* the same as ISO 8601 knows it
    (a day, month or year, else empty), *year* the heading it stands under (`1917`).
    """

    wording: str
    iso: str
    year: str
    occurrences: tuple[Occurrence, ...]


# --- the whole --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody responsible. *name* as read, *sort* as filed (`Serge, Victor`), *role* a MARC relator code (`aut`)."""

    name: str
    sort: str
    role: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the header says of the book, as plain text; empty where it is silent. Dates are ISO 8601."""

    title: str
    identifier: str
    language: str
    date: str
    subtitle: str = ""
    people: tuple[Person, ...] = ()
    publisher: str = ""
    place: str = ""
    licence: str = ""
    licence_url: str = ""
    rights: tuple[str, ...] = ()
    source: str = ""
    source_date: str = ""
    source_publisher: str = ""
    extent: str = ""
    edition: str = ""
    subjects: tuple[str, ...] = ()
    description: str = ""
    principles: tuple[str, ...] = ()
    series: str = ""
    series_number: str = ""

    def by(self, role: str) -> tuple[Person, ...]:
        """The people of one role."""
        return tuple(person for person in self.people if person.role == role)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file the book carries."""

    data: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Book:
    """An edition as read: metadata, front matter, text and back matter, and the files it carries.

    *slug* names the files made of it. *assets* holds images by name, and the edition's own TEI as `source`.
    *timestamp* is in seconds since 1970 (UTC): the edition's own date, or SOURCE_DATE_EPOCH. *indexes* and *chronology*
    (the moments in their order) are made from the encoding, and empty where it has nothing to say.
    """

    slug: str
    metadata: Metadata
    front: tuple[Block, ...]
    body: tuple[Block, ...]
    back: tuple[Block, ...]
    timestamp: int
    assets: Mapping[str, Asset] = field(default_factory=dict)
    indexes: tuple[Index, ...] = ()
    chronology: tuple[Moment, ...] = ()

    @property
    def content(self) -> tuple[Block, ...]:
        """Front, body and back in order."""
        return self.front + self.body + self.back


@dataclass(frozen=True, slots=True)
class Output:
    """What an exporter returns: files by name, and what the format could not show."""

    files: Mapping[str, bytes]
    findings: tuple[Diagnostic, ...] = ()


def children(node: Node | Item | Cell) -> tuple[Node, ...]:
    """What stands directly inside *node* and is shown, in reading order; what notes and variants hold is not."""
    shown = _SHOWN.get(type(node))
    return node.content if shown is None else shown(node)  # type: ignore[union-attr, return-value]


# Books are gone through many times: so what a node shows, where that is not just its content, is looked up by type.
_LEAVES = frozenset((Text, Anchor, PageBreak, LineBreak, Image, Opaque, Separator, Note, Variant))
_SHOWN: Mapping[type, Callable[[Any], tuple[Node, ...]]] = {
    **dict.fromkeys(_LEAVES, lambda node: ()),
    Alternate: lambda node: node.shown,
    Section: lambda node: node.headings + node.content,
    Quotation: lambda node: node.content + node.source,
    Item: lambda node: node.label + node.content,
    Listing: lambda node: node.headings + tuple([child for item in node.items for child in item.label + item.content]),
    Table: lambda node: node.headings + tuple([child for row in node.rows for cell in row for child in cell.content]),
    Speech: lambda node: node.speaker + node.content,
    Figure: lambda node: node.images + node.caption,
}


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Every node below and including *nodes*, in reading order; notes are met, what they hold is not."""
    waiting = [*reversed(nodes)]
    while waiting:
        node = waiting.pop()
        yield node
        if type(node) not in _LEAVES:
            waiting += reversed(children(node))


def notes(nodes: tuple[Node, ...]) -> Iterator[Note]:
    """The notes anchored in *nodes*, in order; a note within a note follows its host."""
    for node in walk(nodes):
        if isinstance(node, Note):
            yield node
            yield from notes(node.content)


def variants(nodes: tuple[Node, ...], line: str = "") -> Iterator[tuple[str, Variant]]:
    """The entries of the apparatus in *nodes*, each with what it is keyed to: a place, a line's number, or nothing."""
    for node in nodes:
        if isinstance(node, Variant):
            yield node.place or line, node
        else:
            yield from variants(children(node), node.number if isinstance(node, Line) else line)


def plain(nodes: tuple[Node, ...]) -> str:
    """The words of *nodes* in one line, without notes."""
    parts: list[str] = []
    for node in walk(nodes):
        match node:
            case Text():
                parts.append(node.content)
            case LineBreak():
                parts.append(" ")
            case Opaque():
                parts.append(node.alt)
            case _:
                pass
    return " ".join("".join(parts).split())

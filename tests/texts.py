"""Short hands for the nodes of a Book, and books as plain text."""

from exporters.text import RULE, export
from teipress.book import (
    Block,
    Book,
    Inline,
    Metadata,
    Note,
    PageBreak,
    Paragraph,
    Span,
    Text,
)
from teipress.settings import Settings


def t(text: str) -> tuple[Inline, ...]:
    return (Text(text),)


def p(*content: Inline | str) -> Paragraph:
    return Paragraph(inlines(*content))


def inlines(*content: Inline | str) -> tuple[Inline, ...]:
    return tuple(Text(node) if isinstance(node, str) else node for node in content)


def i(text: str, kind: str = "title") -> Span:
    return Span(kind, t(text))


def page(label: str) -> PageBreak:
    return PageBreak(f"p{label}", label)


def note(number: int, *content: Block, by: str = "") -> Note:
    return Note(f"n{number}", number, "*", by, content)


def book(*body: Block, front: tuple[Block, ...] = (), back: tuple[Block, ...] = ()) -> Book:
    return Book("sample", Metadata("Sample", "sample", "en", "2026"), front, body, back, 0)


def read(source: Book) -> str:
    """The whole file."""
    return export(source, Settings()).files[f"{source.slug}.txt"].decode("utf-8")


def text(*body: Block) -> str:
    """What stands between the two rules, without the blank lines around it."""
    return read(book(*body)).split(RULE)[1].strip("\n")

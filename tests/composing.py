"""Short hands for what a composed Book holds."""

from teipress.book import (
    Alternate,
    Block,
    Heading,
    Inline,
    Note,
    Span,
)  # fmt: skip
from tests.editions import inlines

HARD = '<encodingDesc><editorialDecl><hyphenation eol="hard"><p/></hyphenation></editorialDecl></encodingDesc>'
MARKED = '<encodingDesc><editorialDecl><quotation marks="all"><p/></quotation></editorialDecl></encodingDesc>'
PEOPLE = (
    '<author xml:id="au">A</author><editor role="translator" xml:id="tr">T</editor>'
    '<respStmt xml:id="ed"><resp>edited</resp><name>E</name></respStmt>'
)
PNG = b"\x89PNG\r\n\x1a\n and so on"


def span(kind: str, *content: Inline | str, style: tuple[str, ...] = (), lang: str = "") -> Span:
    return Span(kind, inlines(*content), style, lang)


def head(text: str, kind: str = "main") -> Heading:
    return Heading(inlines(text), kind)


def note(number: int, mark: str, by: str, *content: Block, id: str = "") -> Note:
    return Note(id or f"note-{number}", number, mark, by, content)


def alternate(kind: str, shown: str, other: str) -> Alternate:
    return Alternate(kind, inlines(shown) if shown else (), inlines(other))

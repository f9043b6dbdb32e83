"""Short hands for books to be printed, and what is read of their pages."""

import re
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
from hypothesis import HealthCheck, settings

from exporters.pdf import export
from exporters.pdf.listed import Entry
from exporters.pdf.names import names
from exporters.pdf.text import Setter
from exporters.xhtml import Element
from teipress.book import (
    Alternate,
    Anchor,
    Asset,
    Block,
    Book,
    Heading,
    Image,
    Inline,
    Link,
    Metadata,
    Note,
    Opaque,
    PageBreak,
    Paragraph,
    Section,
    Span,
    Text,
    children,
    notes,
)  # fmt: skip
from teipress.settings import Settings
from tests.everything import EVERYTHING

FONTS = {
    path.name: path.read_bytes()
    for path in files("fontpkg_eb_garamond").joinpath("files").iterdir()
    if path.name.endswith(".ttf")
}


SETTINGS = Settings(fonts=FONTS)


ANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def p(*content: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(node) if isinstance(node, str) else node for node in content))


def note(number: int, *content: Inline | str) -> Note:
    return Note(f"note{number}", number, "*", "", (p(*content),))


def chapter(title: str, *content: Block) -> Section:
    return Section(title.lower(), "chapter", (Heading((Text(title),)),), content)


def book(*body: Block, front: tuple[Block, ...] = (), assets: dict[str, Asset] | None = None) -> Book:
    people = EVERYTHING.metadata.people
    return Book("sample", Metadata("Sample", "sample", "en", "2026", people=people), front, body, (), 0, assets or {})


def numbers(tag: str, count: int) -> str:
    """So many words, no two alike."""
    return " ".join(f"{tag}{n}" for n in range(count))


def pdf(source: Book) -> bytes:
    (data,) = export(source, SETTINGS).files.values()
    return data


def pages(data: bytes) -> list[str]:
    """The text of each page but the last, the colophon; words whole, marks of notes apart from the words before them."""
    with pypdfium2.PdfDocument(data) as document:
        return [_page(document[number]) for number in range(len(document) - 1)]


def _page(page: Any) -> str:
    textpage = page.get_textpage()
    # A number in the margin may come between the halves of a word.
    text = re.sub(r"[\u00ad\u2010\ufffe](?: \d+)?(\r\n)?", "", textpage.get_text_range())
    return _apart(text)


def _apart(text: str) -> str:
    return re.sub("[⁰¹²³⁴-⁹]+", " ", text).replace("\u2060", "")


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text))


def shown(content: tuple[Block, ...]) -> Counter[str]:
    """The words of *content* and of its notes."""
    parts = (content, *(note.content for note in notes(content)))
    return words(_apart(" ".join("".join(_runs(part)) for part in parts)))


def _runs(nodes: tuple[Any, ...]) -> Iterator[str]:
    """Words with a space around every block."""
    for node in nodes:
        match node:
            case Text() | Opaque():
                yield node.content if isinstance(node, Text) else node.alt
            case Span() | Link() | Alternate():
                yield from _runs(children(node))
            case PageBreak() | Note() | Anchor() | Image():
                pass
            case _:
                yield " "
                yield from _runs(children(node))
                yield " "


def links(data: bytes) -> list[tuple[int, str, int]]:
    """The links within the book: page from 1, name of the place they lead to, its page."""
    with pikepdf.open(BytesIO(data)) as document:
        where = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
        tree = document.Root.Names.Dests.Names
        places = {str(tree[i]): where[tree[i + 1][0].objgen] for i in range(0, len(tree), 2)}
        return [
            (number, str(link.A.D if "/A" in link else link.Dest), places[str(link.A.D if "/A" in link else link.Dest)])
            for number, page in enumerate(document.pages, 1)
            for link in page.get("/Annots", [])
            if "/Dest" in link or link.A.S == "/GoTo"
        ]


def outline(data: bytes) -> list[tuple[int, str]]:
    with pypdfium2.PdfDocument(data) as document:
        return [(mark.level, mark.get_title()) for mark in document.get_toc()]


MEASURE = 384.0


def text_of(*body: Block) -> Element:
    """The HTML of a text."""
    source = book(*body)
    return Setter("Sample", {}, names(source)).part("text", source.body)[0]


def entries_of(*body: Block) -> list[Entry]:
    source = book(*body)
    return Setter("Sample", {}, names(source)).part("text", source.body)[1]

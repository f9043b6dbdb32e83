"""Tagged PDFs for the tests: a book with one of everything, the memoir's beginning, and what others made."""

from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image as Picture

from exporters.pdf import export
from teipress import publish
from teipress.book import (
    Asset,
    Block,
    Book,
    Cell,
    Figure,
    Heading,
    Image,
    Inline,
    Item,
    Link,
    Listing,
    Note,
    Paragraph,
    Section,
    Span,
    Table,
    Text,
)  # fmt: skip
from teipress.compose import compose
from teipress.edition import Edition, load
from teipress.settings import PDF_VARIANTS, Settings
from tests import editions
from tests.everything import EVERYTHING
from tests.reading import Reading

SETTINGS = Settings(fonts=publish.fonts())


def p(*content: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(node) if isinstance(node, str) else node for node in content))


def cell(words: str, heading: bool = False, rows: int = 1, columns: int = 1) -> Cell:
    return Cell((p(words),) if words else (), heading, rows, columns)


def picture(mode: str, form: str) -> bytes:
    made = BytesIO()
    Picture.new(mode, (8, 8)).save(made, form)
    return made.getvalue()


INNER = Note("inner", 91, "", "", (p("A note to a note."),))
LONG = Note("long", 90, "", "", (p("Long ", INNER, " words. " * 900), p("The end of it.")))
SAMPLE = Section(
    "sample", "chapter",
    (Heading((Text("Numbers"), Note("head", 92, "", "", (p("Of the heading."),)), Text(" and signs"))),),
    (
        p("Words ", Span("foreign", (Text("tout à fait"),), lang="fr"), " and a mark", LONG, " in them."),
        Section("deep", "section", (), (
            Section("deeper", "section", (Heading((Text("Two levels down"),)),), (p("Under it."),)),
        )),
        p("\u2060"),
        Listing("ordered", (), (Item((), (p("one"),)), Item((), (p("two"), Listing("bulleted", (), (Item((), (p("dot"),)),)))))),
        Listing("labelled", (), (Item((Text("(a)"),), (p("its words"),)),)),
        Table((), (
            (cell("Year", True), cell("Grain", True, columns=2)),
            (cell("1919", True, rows=9), cell("3"), cell("4")),
            (cell("5"),),
            (cell(""),),
        )),
        Figure("fig", (Image("cmyk.jpg", ""), Image("clear.png", "A clear day")), (p("What is to be seen"),)),
        p("Wherever ", Link("#one", (Text("the first part"),)), " leads."),
    ),
)  # fmt: skip
PICTURES = {
    "plate.jpg": Asset(picture("RGB", "JPEG"), "image/jpeg"), "cmyk.jpg": Asset(picture("CMYK", "JPEG"), "image/jpeg"),
    "clear.png": Asset(picture("RGBA", "PNG"), "image/png"),
    "source": Asset(b"<TEI/>", "application/tei+xml"),
}  # fmt: skip


def pdf(book: Book, variant: str = PDF_VARIANTS[0]) -> bytes:
    (data,) = export(book, SETTINGS._replace(pdf_variant=variant)).files.values()
    return data


@cache
def sample() -> bytes:
    return pdf(replace(EVERYTHING, body=(*EVERYTHING.body, SAMPLE), assets=PICTURES))


def beginning(blocks: tuple[Block, ...], room: int) -> tuple[Block, ...]:
    """The first so many paragraphs or so of *blocks*."""
    left = [room]

    def taken(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        made: list[Block] = []
        for block in blocks:
            if left[0] > 0:
                left[0] -= 1
                made.append(replace(block, content=taken(block.content)) if isinstance(block, Section) else block)
        return tuple(made)

    return taken(blocks)


@cache
def opening_of_memoir() -> bytes:
    book = editions.memoir_composed().book
    indexes = tuple(replace(index, entries=index.entries[:30]) for index in book.indexes)
    return pdf(replace(book, body=beginning(book.body, 50), indexes=indexes, chronology=book.chronology[:20]))


@cache
def edition(path: Path) -> Edition:
    loaded = load(path, Settings()).edition
    assert loaded is not None
    return loaded


@cache
def from_corpus(path: Path) -> bytes:
    book = compose(edition(path), Settings()).book
    return pdf(replace(book, body=beginning(book.body, 60), back=()))


@cache
def reading(data: bytes) -> Reading:
    return Reading(data)

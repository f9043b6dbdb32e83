"""Layout: the parts of the book block, each laid out by itself, and joined.

The text comes first; where its sections landed is read from the pages' anchors, and the front matter is laid out with
the page numbers as plain words. WeasyPrint's own way (`target-counter`) lays out everything twice and may print a note
twice or lose it. Imported only where WeasyPrint is at hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files

from lxml import etree
from weasyprint import CSS, HTML, Document, Page
from weasyprint.text.fonts import FontConfiguration

from exporters.pdf.fetcher import BASE, BookFetcher
from exporters.pdf.matter import matter
from exporters.pdf.measure import line_ends, long_notes
from exporters.pdf.names import names
from exporters.pdf.text import Ends, Setter
from exporters.xhtml import Element, add_text, element
from teipress.book import Book
from teipress.settings import Settings

# Half-title, its back, title page, imprint; then, most often, two pages of contents.
BEFORE_TEXT = 6
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BookBlock:
    """All pages, from the half-title on; the first *roman* of them are numbered in roman numerals."""

    document: Document
    roman: int


@dataclass(frozen=True, slots=True)
class Press:
    """What every part of a book is set with."""

    language: str
    fetcher: BookFetcher
    fonts: FontConfiguration
    style: CSS

    def lay(self, body: Element, first_page: int = 1) -> Document:
        """The pages of one part, the first of which bears the number *first_page*."""
        root, head = element("html", lang=self.language), element("head")
        if first_page != 1:
            style = element("style")
            add_text(style, f"@page :first {{ counter-reset: page {first_page} }}")
            head.append(style)
        root.extend((head, body))
        html = etree.tostring(root, encoding="unicode", method="html", doctype="<!DOCTYPE html>")
        page = HTML(string=html, base_url=BASE, url_fetcher=self.fetcher)
        return page.render(font_config=self.fonts, stylesheets=[self.style])


def press(book: Book, settings: Settings) -> Press:
    """The press for *book*."""
    fetcher, fonts = BookFetcher(book.assets, settings.fonts), FontConfiguration()
    css = files("exporters.pdf").joinpath("style.css").read_text("utf-8")
    style = CSS(string=css, base_url=BASE, url_fetcher=fetcher, font_config=fonts)
    return Press(book.metadata.language, fetcher, fonts, style)


def book_block(book: Book, press: Press) -> BookBlock:
    """Lay out *book*: the text, what comes before it, and last the pages that tell where everything is."""
    setter = Setter(book.metadata.title, book.assets, names(book), _cuts(book, press))
    early, early_entries = setter.part("preliminaries", book.front)
    text, entries = setter.part("text", book.body, book.back)
    text_pages = press.lay(text).pages if len(text) else []
    numbers = {name: str(page) for name, page in _places(text_pages)}
    start = BEFORE_TEXT
    while True:
        early_pages = press.lay(early, start + 1).pages if len(early) else []
        numbers |= {name: roman(start + page) for name, page in _places(early_pages)}
        front = press.lay(matter(book, early_entries + entries, numbers))
        before = len(front.pages) + len(front.pages) % 2
        if before == start or not early_pages:
            break
        start = before
    # The page after the half-title is empty; it serves wherever the next part is to begin on the right.
    blank = front.pages[1]
    first = _paired(front.pages, blank) + _paired(early_pages, blank)
    return BookBlock(front.copy(first + text_pages), len(first))


def roman(number: int) -> str:
    """*number* in small roman numerals."""
    made = ""
    for value, sign in ROMAN:
        made += sign * (number // value)
        number %= value
    return made


def _cuts(book: Book, press: Press) -> Ends:
    """Where long notes are to be cut, so that they can run on over the page."""
    found = long_notes(book.content)
    if not found:
        return {}
    setter = Setter("", book.assets, names(book), {})
    return line_ends(press.lay(setter.measured(found)), found)


def _places(pages: Iterable[Page]) -> Iterator[tuple[str, int]]:
    """The anchors of *pages*, each with the number of the page it first stands on, from 1."""
    seen: set[str] = set()
    for number, page in enumerate(pages, 1):
        for name in page.anchors:
            if name not in seen:
                seen.add(name)
                yield name, number


def _paired(pages: list[Page], blank: Page) -> list[Page]:
    return pages + [blank] * (len(pages) % 2)

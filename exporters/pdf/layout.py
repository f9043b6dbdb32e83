"""Layout: the parts of the book block, each laid out by itself, and joined.

The text comes first; where everything landed is read from its pages, and the indexes and the front matter are laid out
with the page numbers as plain words. WeasyPrint's own way (`target-counter`) lays out everything twice and may print a
note twice or lose it. Imported only where WeasyPrint is at hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from itertools import chain
from typing import Any

from weasyprint import CSS, Document, Page
from weasyprint.text.fonts import FontConfiguration

import exporters.pdf.leftward  # noqa: F401  # puts itself in the place of a function of WeasyPrint
from exporters.pdf.closing import about, colophon
from exporters.pdf.columns import boxes, height, put, rooms, sheets
from exporters.pdf.faces import chosen, families, letters, rules
from exporters.pdf.faces import files as cuts
from exporters.pdf.fetcher import BASE, BookFetcher
from exporters.pdf.indexes import Folio, chronology, heading, leveled, locators, unbroken
from exporters.pdf.indexes import index as index_entries
from exporters.pdf.listed import Entry
from exporters.pdf.margins import number
from exporters.pdf.matter import matter
from exporters.pdf.mirrors import against, directed, mirrored, opening
from exporters.pdf.names import mentions, name_of, names
from exporters.pdf.numbering import lined
from exporters.pdf.places import anchor, places
from exporters.pdf.references import referring, told
from exporters.pdf.restart import restarted
from exporters.pdf.sections import cased_titles
from exporters.pdf.spreads import EvenDocument
from exporters.pdf.syllables import undivided
from exporters.pdf.text import Setter
from exporters.pdf.together import add_class
from exporters.pdf.trees import Tree
from exporters.pdf.variants import TRIMS, Trim, page_style
from exporters.xhtml import Element, add_text, element
from teipress.book import Book
from teipress.numerals import roman
from teipress.settings import Settings
from teipress.typefaces import FACES

# What style.css says where all faces of the book are to stand.
FAMILIES = '"the faces of the book"'
# Half-title, its back, title page, imprint; then, most often, two pages of contents.
BEFORE_TEXT = 6
# An index of at most this height is short.
SHORT = 216
# Running heads in letters that there are no small capitals of: numerals among them would be smaller than the words.
CASED_HEADS = "@page { @top-center { font-variant-caps: normal; letter-spacing: .02em } }"


@dataclass(frozen=True, slots=True)
class BookBlock:
    """All pages, from the half-title on; the first *roman* of them are numbered in roman numerals.

    *leftward*: the book opens to the right.
    """

    document: Document
    roman: int
    leftward: bool = False


@dataclass(frozen=True, slots=True)
class Press:
    """What every part of a book is set with."""

    language: str
    fetcher: BookFetcher
    fonts: FontConfiguration
    style: CSS
    trim: Trim
    restart: bool
    source_pages: bool
    family: str
    # Whether the book opens to the right; None: nothing in it runs from right to left.
    leftward: bool | None = None

    def lay(self, body: Element, first_page: int = 1) -> Document:
        """The pages of one part, the first of which bears the number *first_page*."""
        root, head = element("html", lang=self.language), element("head")
        for node in (root, *body.iter("section")):
            if undivided(node.get("lang", "")):
                add_class(node, "ragged")
        if self.leftward is not None:
            directed(body, self.leftward)
        if self.leftward:
            root.set("dir", "rtl")
        if first_page != 1:
            style = element("style")
            # Odd pages are right ones, or left ones where a book opens to the right.
            side = "" if first_page % 2 else f"html {{ break-before: {'right' if self.leftward else 'left'} }}"
            add_text(style, f"@page :first {{ counter-reset: page {first_page} }} {side}".strip())
            head.append(style)
        root.extend((head, body))
        made = EvenDocument.of(Tree(root, BASE, self.fetcher), self.fonts, self.style)
        if self.source_pages:
            number(made.pages, first_page + bool(self.leftward))
        return made

    def numbered(self, pages: list[Page]) -> tuple[list[Page], dict[str, int]]:
        """*pages* with notes and lines numbered as the edition wants; and, if pages count anew, those of notes."""
        pages, numbers = restarted(pages) if self.restart else (pages, {})
        return lined(pages), numbers


def press(book: Book, settings: Settings) -> Press:
    """The press for *book*."""
    written = letters(book)
    faces = chosen(FACES[settings.face], written, settings.fonts)
    fetcher, fonts = BookFetcher(book.assets, cuts(faces, settings.fonts)), FontConfiguration()
    trim = TRIMS[settings.trim]
    css = files("exporters.pdf").joinpath("style.css").read_text("utf-8").replace(FAMILIES, families(faces))
    leftward = opening(book, written)
    if leftward is not None:
        css = against(mirrored(css) if leftward else css, leftward)
    css = rules(faces, settings.fonts) + css + page_style(trim, settings.crop_marks)
    css += CASED_HEADS if cased_titles(book) else ""
    style = CSS(string=css, base_url=BASE, url_fetcher=fetcher, font_config=fonts)
    restart, source_pages = settings.notes == "page", settings.source_pages
    family = FACES[settings.face].family
    return Press(book.metadata.language, fetcher, fonts, style, trim, restart, source_pages, family, leftward)


def book_block(book: Book, press: Press) -> BookBlock:
    """Lay out *book*: the text, what comes before and after it, and last the pages that tell where everything is."""
    whole, book = book, referring(book)
    measure = press.trim.measure
    setter = Setter(book.metadata.title, book.assets, names(book), press.restart, press.source_pages, measure)
    early, early_entries = setter.part("preliminaries", book.front)
    text, entries = setter.part("text", book.body, book.back)
    text_pages, noted = press.numbered(press.lay(text).pages if len(text) else [])
    anchor(text_pages)
    folios = {name: Folio(True, page) for name, page in places(text_pages)}
    mentioned = {name_of(mention.target) for mention in mentions(book)}
    indexes: Part | None = None
    start = BEFORE_TEXT
    while True:
        early_pages, early_noted = press.numbered(press.lay(early, start + 1).pages if len(early) else [])
        anchor(early_pages)
        before = {name: Folio(False, start + page, roman(start + page)) for name, page in places(early_pages)}
        folios |= before
        if indexes is None or not mentioned.isdisjoint(before):
            indexes = _indexes(book, setter, press, folios, noted | early_noted, len(text_pages))
        numbers = {name: str(folio) for name, folio in (folios | indexes.folios).items()}
        front = press.lay(matter(book, early_entries + entries + indexes.entries, numbers, measure))
        length = len(front.pages) + len(front.pages) % 2
        if length == start or not early_pages:
            break
        start = length
    if book is not whole:
        early_pages, text_pages = told(early_pages, folios), told(text_pages, folios)
    # The page after the half-title is empty; it serves wherever the next part is to begin on the right.
    blank = front.pages[1]
    first = _paired(front.pages, blank) + _paired(early_pages, blank)
    document = front.copy(first + text_pages + indexes.pages)
    document.scale = press.trim.scale
    return BookBlock(document, len(first), bool(press.leftward))


@dataclass(frozen=True, slots=True)
class Part:
    """Pages of the book, its sections, and where its names are."""

    pages: list[Page]
    entries: list[Entry]
    folios: dict[str, Folio]


def _indexes(
    book: Book, setter: Setter, press: Press, folios: Mapping[str, Folio], noted: Mapping[str, int], before: int
) -> Part:
    """Chronology, indexes and the last pages, which follow *before* pages of text; *noted*: new numbers of notes."""
    own = setter.names
    setter = replace(setter, names=replace(own, taken=set(own.taken), placed=set(own.placed)))
    at = locators(book, folios)
    at = replace(at, notes={id: noted.get(name_of(id), number) for id, number in at.notes.items()})
    indexes = [index for index in book.indexes if index.entries]
    chronicle, dates = setter.part("chronicle", (chronology(book.chronology, at),) if book.chronology else ())
    body, entries = setter.part("indexes", tuple(heading(index, at) for index in indexes))
    chronicle = leveled(unbroken(chronicle), setter.measure)
    pages = press.lay(chronicle, before + 1).pages if len(chronicle) else []
    if indexes:
        strips = press.lay(unbroken(setter.strips([index_entries(index, at) for index in indexes]))).pages
        pages += _columned(press, body, strips, before + len(pages) + 1)
    last, listed = setter.part("closing", about(book))
    last.append(colophon(book.metadata, press.family))
    pages += press.lay(last, before + len(pages) + 1).pages
    anchor(pages)
    return Part(pages, dates + entries + listed, {name: Folio(True, before + page) for name, page in places(pages)})


def _columned(press: Press, body: Element, strips: list[Page], first_page: int) -> list[Page]:
    """The pages of the indexes, whose headings are in *body* and whose entries on *strips*."""
    homes = [section for section in body.iter("section") if "index" in (section.get("class") or "").split()]
    for home in homes:
        home.append(element("div", "sheet"))
    # With their headings alone, to see how much room these leave.
    room = rooms(press.lay(body).pages)
    filled = [sheets(strip, *fits) for (_, strip), fits in zip(boxes(strips, "strip"), room, strict=True)]
    for home, of_index in zip(homes, filled, strict=True):
        home[-1:] = [element("div", "sheet") for _ in of_index]
    _together(homes, filled)
    pages: list[Page] = press.lay(body, first_page).pages
    for (at, sheet), columns in zip(boxes(pages, "sheet"), chain.from_iterable(filled), strict=True):
        put(columns, sheet)
        pages[at] = Page(pages[at]._page_box)  # gathers links and anchors anew
    return pages


def _together(homes: Sequence[Element], filled: Sequence[Sequence[Any]]) -> None:
    """Let a short index that follows another run on behind it."""
    before = False
    for home, of_index in zip(homes, filled, strict=True):
        short = len(of_index) == 1 and height(of_index[0]) <= SHORT
        if short:
            home[-1].set("style", f"height: {height(of_index[0]):.1f}px")
        if short and before:
            home.set("class", "index short")
        before = short


def _paired(pages: list[Page], blank: Page) -> list[Page]:
    return pages + [blank] * (len(pages) % 2)

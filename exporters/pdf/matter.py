"""The pages before the text: half-title, title page, imprint, contents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from exporters.pdf.text import OUTWARD, Entry
from exporters.pdf.words import people, words
from exporters.xhtml import Element, add_text, element
from teipress.book import Book, Metadata

# Who stands on the title page, and who in the imprint.
TITLE_ROLES = ("trl", "edt", "ill", "win", "ann")
IMPRINT_ROLES = ("ctb",)
# A title page or an imprint of more letters cannot be sure to fit its page.
TITLE_LENGTH, IMPRINT_LENGTH = 400, 2500
# How close the lines of the contents stand, by how many they may be, so that they fill one page where they can; a
# title of more letters than these takes a line more.
CLOSE = ((18, ""), (22, "close"), (28, "closest"))
# A title of more lines than these is not set in capitals.
LENGTHY = 2
LINE_LENGTH = 41
# Levels that the contents list below the sections that open a page.
CONTENTS_DEPTH = 1


def matter(book: Book, entries: Sequence[Entry], pages: Mapping[str, str]) -> Element:
    """The `body` of the front matter; *pages* holds the printed page number of each entry by its id."""
    made = element("body", "matter")
    made.extend((_half_title(book.metadata), _title_page(book.metadata), _imprint(book)))
    if entries:
        made.append(_contents(book, entries, pages))
    return made


def _said(tag: str, cls: str, text: str) -> Element:
    made = element(tag, cls)
    add_text(made, text)
    return made


def _half_title(metadata: Metadata) -> Element:
    made = element("section", "half-title")
    made.append(_said("p", "", metadata.title))
    return made


def _title_page(metadata: Metadata) -> Element:
    made = element("section", "title-page", **{"data-title": metadata.title})
    label = words(metadata.language)
    lines = [("author", people(metadata, "aut")), ("title", metadata.title), ("subtitle", metadata.subtitle)]
    lines += [("role", f"{label[role]} {names}") for role in TITLE_ROLES if (names := people(metadata, role))]
    made.extend(_said("p", cls, text) for cls, text in lines if text)
    place = " · ".join(filter(None, (metadata.place, metadata.publisher, metadata.date[:4])))
    made.append(_said("p", "publisher", place))
    return _fitted(made, TITLE_LENGTH)


def _imprint(book: Book) -> Element:
    made = element("section", "imprint")
    inner = element("div")
    made.append(inner)
    known, label = book.metadata, words(book.metadata.language)
    edition = ", ".join(filter(None, (known.edition.rstrip("."), known.date[:4])))
    inner.append(_said("p", "", f"{edition}." if edition else ""))
    inner.extend(_said("p", "", f"{label[r]} {names}.") for r in IMPRINT_ROLES if (names := people(known, r)))
    inner.append(_said("p", "", f"{label['source']}: {known.source}" if known.source else ""))
    inner.extend(_said("p", "", text) for text in known.rights)
    licence = _said("p", "", known.licence)
    if OUTWARD.fullmatch(known.licence_url):
        add_text(licence, " ")
        link = _said("a", "", known.licence_url)
        link.set("href", known.licence_url)
        licence.append(link)
    inner.append(licence)
    inner.append(_said("p", "", f"{label['identifier']}: {known.identifier}" if known.identifier else ""))
    inner.append(_said("p", "", label["colophon"]))
    for empty in [p for p in inner if not p.text and not len(p)]:
        inner.remove(empty)
    return _fitted(made, IMPRINT_LENGTH)


def _fitted(page: Element, length: int) -> Element:
    """*page*, marked if it holds more than so many letters."""
    if sum(map(len, page.itertext())) > length:
        page.set("class", f"{page.get('class')} long")
    return page


def _contents(book: Book, entries: Sequence[Entry], pages: Mapping[str, str]) -> Element:
    title = words(book.metadata.language)["contents"]
    made = element("section", "contents", **{"data-title": title})
    header = element("header")
    header.append(_said("h1", "", title))
    made.append(header)
    # The title over the whole text is the book's own.
    own = (entry for entry in entries if entry.depth >= 0 or entry.title != book.metadata.title)
    listed = [entry for entry in own if entry.depth <= CONTENTS_DEPTH]
    lengthy = any(len(entry.title) > LENGTHY * LINE_LENGTH for entry in listed)
    lines = sum(1 + len(entry.title) // LINE_LENGTH for entry in listed)
    close = next((cls for most, cls in CLOSE if lines <= most), "")
    table = element("table", f"{close} lengthy".strip() if lengthy else close)
    for entry in listed:
        row = element("tr", "" if entry.depth < 1 else "below")
        for text in (entry.title, pages.get(entry.id, "")):
            cell = element("td")
            link = _said("a", "", text)
            link.set("href", f"#{quote(entry.id, safe='')}")
            cell.append(link)
            row.append(cell)
        table.append(row)
    made.append(table)
    return made

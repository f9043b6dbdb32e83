"""The pages before the text: half-title, title page, imprint, contents, lists of illustrations and of tables."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from exporters.labels import labels
from exporters.pdf.display import Type, cased, evened
from exporters.pdf.listed import FIGURE, TABLE, Entry
from exporters.pdf.text import OUTWARD
from exporters.xhtml import Element, add_text, element
from teipress.book import Book, Metadata

# Who stands on the title page, and who in the imprint.
TITLE_ROLES = ("trl", "edt", "com", "ann", "win", "aft", "ill")
IMPRINT_ROLES = ("ctb",)
# A title page or an imprint of more letters cannot be sure to fit its page.
TITLE_LENGTH, IMPRINT_LENGTH = 400, 2500
# How close the lines of the contents stand, by how many they may be, so that they fill one page where they can; a
# title of more letters than these takes a line more.
CLOSE = ((18, ""), (22, "close"), (23, "closer"), (27, "closest"))
# A title of more lines than these is not set in capitals.
LENGTHY = 2
LINE_LENGTH, LOWER_LENGTH = 41, 60
# Addresses of the network, which no title page bears.
NETWORK = re.compile(r"\b(?:https?://|www\.|mailto:)\S+|\S+@\S+\.\w+", re.IGNORECASE)
# Levels that the contents list below the sections that open a page.
CONTENTS_DEPTH = 1
# How the lines of the title page are set, by the classes that style.css names; a title of more lines than three becomes
# smaller, and so does one with a word that is too wide.
TYPES = {
    "half-title": Type(18, small_caps=True, spaced=0.08), "author": Type(18, small_caps=True, spaced=0.08),
    "title": Type(39), "large": Type(30), "middling": Type(24), "small": Type(19), "subtitle": Type(17),
    "role": Type(15), "publisher": Type(15, small_caps=True, spaced=0.06),
}  # fmt: skip
TITLES, TITLE_LINES = ("title", "large", "middling", "small"), 3
# What the lists of things are called, by the kind of these; a list of fewer follows what is before it on its page, if
# that has room for its heading and its lines.
LISTS = ((FIGURE, "illustrations"), (TABLE, "tables"))
FEW, ROOM, HEADED = 10, 28, 6
NO_BREAK = "\u00a0"
# A short last word, which no line of the contents is to hold alone, has this before it.
STUMP = re.compile(r"(?<=\w) (?=\S{1,6}$)")
# Contents of one entry would tell nothing, nor would a page with one illustration.
LEAST = 2


def matter(book: Book, entries: Sequence[Entry], pages: Mapping[str, str], measure: float) -> Element:
    """The `body` of the front matter, with lines of *measure* pixels.

    *pages* holds the printed page number of each entry by its id.
    """
    made = element("body", "matter")
    made.extend((_half_title(book.metadata, measure), _title_page(book.metadata, measure), _imprint(book)))
    if len(listed := _listed(book, [entry for entry in entries if not entry.kind])) >= LEAST:
        made.append(_contents(book, listed, pages))
    filled = _height(listed, LINE_LENGTH) if len(listed) >= LEAST else ROOM
    say = labels(book.metadata.language)
    for kind, name in LISTS:
        if things := [entry for entry in entries if entry.kind == kind]:
            more = _height(things, LOWER_LENGTH)
            follows = len(things) < FEW and filled + HEADED + more <= ROOM
            if len(things) < LEAST and not follows:
                continue
            filled = follows * (filled + HEADED) + more
            cls = "contents list after" if follows else "contents list"
            made.append(_list(cls, say(name), things, pages, "lengthy"))
    return made


def _said(tag: str, cls: str, text: str) -> Element:
    made = element(tag, cls)
    add_text(made, text)
    return made


def _display(cls: str, text: str, measure: float) -> Element:
    """A line of the title page, or several of like length."""
    made = _said("p", cls, text)
    evened(made, text, TYPES[cls.partition(" ")[0]], measure)
    if cased(text):
        made.set("class", f"{cls} cased")
    return made


def _half_title(metadata: Metadata, measure: float) -> Element:
    made = element("section", "half-title")
    line = _said("p", "cased" if cased(metadata.title) else "", metadata.title)
    evened(line, metadata.title, TYPES["half-title"], measure)
    made.append(line)
    return made


def _title_page(metadata: Metadata, measure: float) -> Element:
    made, title = element("section", "title-page", **{"data-title": metadata.title}), _titled(metadata, measure)
    say = labels(metadata.language)
    lines = [("author", say.people(metadata, "aut")), ("title", title), ("subtitle", metadata.subtitle)]
    for role in TITLE_ROLES:
        if named := say.people(metadata, role):
            lines.append(("role", _whole(say(role, named), [person.name for person in metadata.by(role)], measure)))
    made.extend(_display(cls, text, measure) for cls, text in lines if text)
    for line in made.iterchildren("p"):
        if (line.get("class") or "").startswith("title"):
            _sized(line, title, measure)
    made.append(_publisher(metadata, measure))
    return _fitted(made, TITLE_LENGTH)


def _titled(metadata: Metadata, measure: float) -> str:
    """The title, in which no name of an author is divided that a line has room for."""
    title = metadata.title
    for name in (person.name for person in metadata.by("aut")):
        if name and TYPES["title"].width(name) <= measure:
            title = title.replace(name, name.replace(" ", NO_BREAK))
    return title


def _whole(text: str, names: Sequence[str], measure: float) -> str:
    """*text*, in which none of *names* is divided that need not be."""
    for name in filter(None, names):
        whole = text.replace(name, name.replace(" ", NO_BREAK))
        if TYPES["role"].lines(whole, measure) == TYPES["role"].lines(text, measure):
            text = whole
    return text


def _sized(title: Element, text: str, measure: float) -> None:
    """Set a long title smaller."""
    longest = max(text.split(), key=len, default="")

    def fits(size: str) -> bool:
        type = TYPES[size]
        return type.lines(text, measure) <= TITLE_LINES and type.width(longest) <= measure

    size = next(filter(fits, TITLES), TITLES[-1])
    if size != TITLES[0]:
        title.set("class", f"{title.get('class')} {size}")
        title.attrib.pop("style", None)
        evened(title, text, TYPES[size], measure)


def _publisher(metadata: Metadata, measure: float) -> Element:
    """Place, publisher and year, in a line; if that is too long, the publisher has lines of its own."""
    place, publisher = _unaddressed(metadata.place), _unaddressed(metadata.publisher)
    whole = " · ".join(filter(None, (place, publisher, metadata.date[:4])))
    if TYPES["publisher"].lines(whole, measure) < 2:
        return _said("p", "publisher", whole)
    made = element("p", "publisher")
    for text in (publisher, " · ".join(filter(None, (place, metadata.date[:4])))):
        line = _said("span", "", text)
        if text:
            evened(line, text, TYPES["publisher"], measure)
            made.append(line)
    return made


def _unaddressed(text: str) -> str:
    """*text* without addresses, which stand in the imprint."""
    return " ".join(NETWORK.sub("", text).split())


def _imprint(book: Book) -> Element:
    made = element("section", "imprint")
    inner = element("div")
    made.append(inner)
    known, say = book.metadata, labels(book.metadata.language)
    edition = ", ".join(filter(None, (known.edition.rstrip("."), known.date[:4])))
    inner.append(_said("p", "", f"{edition}." if edition else ""))
    published = (known.publisher, known.place)
    inner.append(_said("p", "", ", ".join(filter(None, published)) if any(map(NETWORK.search, published)) else ""))
    inner.extend(_said("p", "", f"{say(r, names)}.") for r in IMPRINT_ROLES if (names := say.people(known, r)))
    inner.append(_said("p", "", say.told(say("source"), known.source) if known.source else ""))
    inner.extend(_said("p", "", text) for text in known.rights)
    inner.append(_licence(known.licence, known.licence_url))
    inner.append(_said("p", "", say.told(say("identifier"), known.identifier) if known.identifier else ""))
    for empty in [p for p in inner if not p.text and not len(p)]:
        inner.remove(empty)
    return _fitted(made, IMPRINT_LENGTH)


def _licence(words: str, address: str) -> Element:
    """The licence and its address, which the *words* may tell already."""
    if not OUTWARD.fullmatch(address):
        return _said("p", "", words)
    before, told, after = words.partition(address)
    made, link = _said("p", "", before if told else f"{words} ".lstrip()), _said("a", "", address)
    link.set("href", address)
    made.append(link)
    add_text(made, after)
    return made


def _fitted(page: Element, length: int) -> Element:
    """*page*, marked if it holds more than so many letters."""
    if sum(map(len, page.itertext())) > length:
        page.set("class", f"{page.get('class')} long")
    return page


def _listed(book: Book, entries: Sequence[Entry]) -> list[Entry]:
    """Those sections of the book that the contents list; the title over the whole text is the book's own."""
    own = (entry for entry in entries if entry.depth >= 0 or not _same(entry.title, book.metadata.title))
    return [entry for entry in own if entry.depth <= CONTENTS_DEPTH]


def _contents(book: Book, listed: Sequence[Entry], pages: Mapping[str, str]) -> Element:
    lengthy = any(len(entry.title) > LENGTHY * LINE_LENGTH for entry in listed)
    lines = _lines(listed, LOWER_LENGTH if lengthy else LINE_LENGTH)
    close = next((cls for most, cls in CLOSE if lines <= most), "")
    style = f"{close} lengthy".strip() if lengthy else close
    return _list("contents", labels(book.metadata.language)("contents"), listed, pages, style)


def _lines(listed: Sequence[Entry], length: int = LINE_LENGTH) -> int:
    return sum(1 + len(entry.title) // length for entry in listed)


def _height(listed: Sequence[Entry], length: int) -> float:
    """How many lines a list takes with half a line between one title and the next."""
    return _lines(listed, length) + (len(listed) - 1) / 2


def _same(one: str, other: str) -> bool:
    """Whether two titles begin with the same words, as far as the shorter one goes."""
    letters = ["".join(filter(str.isalnum, title.casefold())) for title in (one, other)]
    return letters[0].startswith(letters[1]) or letters[1].startswith(letters[0])


def _list(cls: str, title: str, entries: Sequence[Entry], pages: Mapping[str, str], style: str) -> Element:
    """A list of *entries*, each with its page, and linked to its place."""
    made = element("section", cls, **{"data-title": title})
    header = element("header")
    header.append(_said("h1", "cased" if cased(title) else "", title))
    made.append(header)
    table = element("table", style)
    for entry in entries:
        row = element("tr", "" if entry.depth < 1 else "below")
        title = STUMP.sub(NO_BREAK, entry.title) if len(entry.title) > LINE_LENGTH else entry.title
        for text in (title, pages.get(entry.id, "")):
            cell = element("td", "cased" if cased(text) else "")
            link = _said("a", "", text)
            link.set("href", f"#{quote(entry.id, safe='')}")
            cell.append(link)
            row.append(cell)
        table.append(row)
    made.append(table)
    return made

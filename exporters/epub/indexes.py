"""Indexes and chronology: what the encoding knows, as pages of links into the text (EPUB Indexes 1.0, EPUB 3.3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from exporters import xhtml
from exporters.epub.addresses import web_address
from exporters.epub.pages import Site, on_lines, our_language, typed, words
from exporters.xhtml import Element, add_text, element, fill
from teipress.book import Book, Index, IndexEntry, Inline, Mention, Moment, See, plain

LARGE = 300_000  # bytes of a page, about: beyond them, old reading systems stumble
LINK = 150  # bytes that a link takes, about
STOPS = (".", "!", "?", "…", ":", ";", ".”", ".’", ".)", "。", "？", "！")

Letter = tuple[str, IndexEntry | See]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Share:
    """What one file holds of an index (*entries*, each with its letter) or of the chronology (*moments*)."""

    file: str
    title: str
    index: Index | None = None
    entries: tuple[Letter, ...] = ()
    moments: tuple[Moment, ...] = ()
    first: bool = True

    @property
    def heading(self) -> str:
        """What stands above it."""
        return self.title if self.first else f"{self.title}, continued"

    @property
    def ids(self) -> Iterator[str]:
        """The ids that stand in the file."""
        if self.index is not None and self.first:
            yield self.index.id
        yield from (entry.id for _, entry in self.entries if isinstance(entry, IndexEntry))


def shares(book: Book) -> Iterator[Share]:
    """The files to make, the chronology first."""
    for number, moments in enumerate(_shared(book.chronology, _size_of_moment)):
        yield Share(_file("chronology", number), "Chronology", None, (), moments, not number)
    for index in book.indexes:
        entries = [(letter, entry) for letter, group in index.groups() for entry in group]
        for number, some in enumerate(_shared(entries, lambda item: _size_of_entry(item[1]))):
            yield Share(_file(index.id, number), index.title, index, some, (), not number)


def _file(name: str, number: int) -> str:
    return f"{name[:60]}{f'-{number + 1}' if number else ''}.xhtml"


def _shared(items: Sequence[T], size: Callable[[T], int]) -> Iterator[tuple[T, ...]]:
    """The items in runs, each as long as a page may be."""
    run: list[T] = []
    used = 0
    for item in items:
        if run and used + size(item) > LARGE:
            yield tuple(run)
            run, used = [], 0
        run.append(item)
        used += size(item)
    if run:
        yield tuple(run)


def _size_of_moment(moment: Moment) -> int:
    return LINK + sum(LINK + len(plain(occurrence.excerpt).encode()) for occurrence in moment.occurrences)


def _size_of_entry(entry: IndexEntry | See) -> int:
    if isinstance(entry, See):
        return 2 * LINK
    told = (entry.heading, entry.about, *entry.remarks)
    links = len(entry.mentions) + len(entry.authorities) + 2
    return LINK * links + sum(len(plain(part).encode()) for part in told) + sum(map(len, entry.forms))


# --- pages ------------------------------------------------------------------------------------------------------------


def page(share: Share, site: Site, lang: str) -> list[Element]:
    """The content of a share's file; *lang* is the language of the book."""
    links = _Links(share.file, site)
    ours = our_language(lang)
    heading = words("h1", share.heading, lang=ours)
    if share.index is None:
        made = element("section", "chronology")
        made.extend((heading, _chronology(share.moments, links, ours)))
        return [made]
    # The epub:type of an index stands on the body, as that holds nothing else.
    made = element("section", "index", role="doc-index", id=share.index.id if share.first else "")
    made.append(heading)
    for letter, group in groupby(share.entries, key=lambda item: item[0]):
        home = typed("section", "index-group") if letter else made
        if letter:
            home.append(words("h2", letter))
            made.append(home)
        entries = typed("ul", "index-entry-list")
        entries.extend(_entry(entry, links) for _, entry in group)
        home.append(on_lines(entries))
    return [made]


@dataclass(frozen=True, slots=True)
class _Links:
    """Makes links that stand in the file *here*."""

    here: str
    site: Site

    @property
    def medium(self) -> xhtml.Medium:
        """What words beside the text need of one: there are no notes, pages or pictures among them."""
        return xhtml.Medium(lambda note: None, lambda page: None, lambda image: None, self.href)

    def href(self, target: str) -> str:
        """The address of a link's target."""
        return self.site.href(target, self.here)

    def to(self, target: str, label: str, kind: str = "", cls: str = "", **attributes: str) -> Element:
        """A link to an id; without one, its words."""
        known = self.site.names.get(target) in self.site.files
        if not known:
            return typed("span", kind, cls) if not label else words("span", label, cls)
        href = self.href(f"#{target}")
        made = typed("a", kind, cls, href=href, **attributes) if kind else element("a", cls, href=href, **attributes)
        add_text(made, label)
        return made

    def place(self, mention: Mention) -> Element:
        """A link to a mention, called by its source page."""
        return self.to(mention.target, f"p.\u00a0{_label(mention)}" if mention.page else "↑")


def _label(mention: Mention) -> str:
    """What a source page is called: `12`, or `12 n.` for a note on it."""
    return mention.page + ("\u00a0n." if mention.note else "")


def _chronology(moments: tuple[Moment, ...], links: _Links, ours: str) -> Element:
    made = element("dl")
    for moment in moments:
        # A date is worded in English, which runs from left to right in any book.
        term = element("dt", lang=ours, dir="ltr" if ours else "")
        term.append(words("time", moment.wording, datetime=moment.iso) if moment.iso else words("span", moment.wording))
        made.append(term)
        for occurrence in moment.occurrences:
            told = fill(element("dd"), occurrence.excerpt, links.medium)
            add_text(told, " ")
            told.append(links.place(occurrence.mention))
            made.append(told)
    return on_lines(made)


def _entry(entry: IndexEntry | See, links: _Links) -> Element:
    if isinstance(entry, See):
        made = typed("li", "index-entry")
        made.append(fill(typed("span", "index-term"), entry.heading, links.medium))
        add_text(made, ", ")
        see = typed("span", "index-xref-preferred")
        see.append(words("i", "see"))
        add_text(see, " ")
        see.append(fill(links.to(entry.entry, "", "index-term"), entry.name, links.medium))
        made.append(see)
        return made
    made = typed("li", "index-entry", id=entry.id)
    made.append(fill(typed("span", "index-term"), entry.heading, links.medium))
    if entry.detail:
        add_text(made, f", {entry.detail}" if plain(entry.heading).endswith(")") else f" ({entry.detail})")
    add_text(made, ". ")
    _sentence(made, entry.about, links)
    if entry.forms:
        add_text(made, f"Also: {', '.join(entry.forms)}. ")
    for remark in entry.remarks:
        _sentence(made, remark, links)
    _authorities(made, entry)
    made.append(_locators(entry.mentions, links))
    return made


def _sentence(parent: Element, sentence: tuple[Inline, ...], links: _Links) -> None:
    """Append a sentence, with its full stop and a space, if it says anything."""
    if said := plain(sentence):
        fill(parent, sentence, links.medium)
        add_text(parent, " " if said.endswith(STOPS) else ". ")


def _authorities(parent: Element, entry: IndexEntry) -> None:
    """Numbers in catalogues, with links where they have an address."""
    for number, authority in enumerate(entry.authorities, 1):
        label = f"{authority.name} {authority.number}".strip()
        address = web_address(authority.url)
        parent.append(words("a", label, "authority", href=address) if address else words("span", label, "authority"))
        add_text(parent, ", " if number < len(entry.authorities) else ". ")


def _locators(mentions: tuple[Mention, ...], links: _Links) -> Element:
    """A link to each mention, called by its source page; further ones on the same page, and all where pages have no
    numbers, are counted.
    """
    made = element("span", "locators")
    places = [_label(mention) if mention.page else "" for mention in mentions]
    if any(places):
        add_text(made, "p.\u00a0" if len(set(places)) == 1 else "pp.\u00a0")
    elif places:
        add_text(made, "Mentions: ")
    counted = Counter[str]()
    for number, (mention, place) in enumerate(zip(mentions, places, strict=True)):
        counted[place] += 1
        count = str(counted[place])
        again = bool(place) and count != "1"
        if number:
            add_text(made, "\u00a0" if again and places[number - 1] == place else ", ")
        if again:
            name = f"{place}, {count}"
            made.append(links.to(mention.target, count, "index-locator", "again", **{"aria-label": name}))
        else:
            made.append(links.to(mention.target, place or count, "index-locator"))
    return made

"""Indexes and chronology: what the encoding knows, as pages of links into the text (EPUB Indexes 1.0, EPUB 3.3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TypeVar

from exporters import xhtml
from exporters.epub.addresses import web_address
from exporters.epub.document import on_lines, typed, words
from exporters.epub.pages import Site
from exporters.epub.pieces import HEAVY
from exporters.labels import STOPS, Labels
from exporters.xhtml import Element, add_text, element, fill
from teipress.book import Book, Index, IndexEntry, Inline, Mention, Moment, Related, See, Span, Text, plain
from teipress.values import dataclass

LINK = 150  # bytes that a link takes, about
MANY = HEAVY // LINK // 2  # links that an entry has in one place; with more it goes on in another

Letter = tuple[str, IndexEntry | See]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Share:
    """What one file holds of an index (*entries*, each with its letter) or of the chronology (*moments*).

    *whole* is the title of all of it, *title* of this file.
    """

    file: str
    whole: str
    title: str
    index: Index | None = None
    entries: tuple[Letter, ...] = ()
    moments: tuple[Moment, ...] = ()
    first: bool = True

    @property
    def ids(self) -> Iterator[str]:
        """The ids that stand in the file."""
        if self.index is not None and self.first:
            yield self.index.id
        yield from (entry.id for _, entry in self.entries if isinstance(entry, IndexEntry) and entry.id)


def shares(book: Book, say: Labels) -> Iterator[Share]:
    """The files to make, the chronology first."""
    whole = say("chronology")
    for number, moments in enumerate(_shared(book.chronology, _size_of_moment)):
        title = say("continued", whole) if number else whole
        yield Share(_file("chronology", number), whole, title, None, (), moments, not number)
    for index in book.indexes:
        whole = say.index(index)
        entries = [(letter, part) for letter, group in index.groups() for entry in group for part in _parts(entry, say)]
        for number, some in enumerate(_shared(entries, lambda item: _size_of_entry(item[1]))):
            title = say("continued", whole) if number else whole
            yield Share(_file(index.id, number), whole, title, index, some, (), not number)


def _parts(entry: IndexEntry | See, say: Labels) -> Iterator[IndexEntry | See]:
    """An entry as one or several: whom all of a long book is about goes on in the next file."""
    mentions = () if isinstance(entry, See) else entry.mentions
    if isinstance(entry, See) or len(mentions) <= MANY:
        yield entry
        return
    yield replace(entry, mentions=mentions[:MANY])
    heading = (Text(say("continued", plain(entry.heading))),)
    for start in range(MANY, len(mentions), MANY):
        yield IndexEntry("", entry.letter, heading, mentions=mentions[start : start + MANY])


def _file(name: str, number: int) -> str:
    return f"{name[:60]}{f'-{number + 1}' if number else ''}.xhtml"


def _shared(items: Sequence[T], size: Callable[[T], int]) -> Iterator[tuple[T, ...]]:
    """The items in runs, each as long as a page may be."""
    run: list[T] = []
    used = 0
    for item in items:
        if run and used + size(item) > HEAVY:
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


def page(share: Share, site: Site) -> list[Element]:
    """The content of a share's file."""
    links = _Links(share.file, site)
    heading = words("h1", share.title, lang=site.say.lang)
    if share.index is None:
        made = element("section", "chronology")
        made.extend((heading, _chronology(share.moments, links)))
        return [made]
    # An index that is all of its page would have to be the `body`, which takes no role: so the heading stands outside.
    heading.set("id", f"{share.index.id}_heading")
    about = {"aria-labelledby": f"{share.index.id}_heading", "id": share.index.id if share.first else ""}
    made = typed("section", "index", "index", "doc-index", **about)
    for letter, group in groupby(share.entries, key=lambda item: item[0]):
        home = typed("section", "index-group") if letter else made
        if letter:
            home.append(words("h2", letter))
            made.append(home)
        entries = typed("ul", "index-entry-list")
        entries.extend(_entry(entry, links) for _, entry in group)
        home.append(on_lines(entries))
    return [heading, made]


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
        say = self.site.say
        return self.to(mention.target, f"{say('p.')}\u00a0{self.label(mention)}" if mention.page else "↑")

    def label(self, mention: Mention) -> str:
        """What a source page is called: `12`, or `12 n.` for a note on it."""
        return mention.page + (f"\u00a0{self.site.say('n.')}" if mention.note else "")


def _chronology(moments: tuple[Moment, ...], links: _Links) -> Element:
    made = element("dl")
    for moment in moments:
        # A date is worded in the language that the labels are in.
        term = element("dt", lang=links.site.say.lang)
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
        see.append(_reference("see", entry.name, links))
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
    say = links.site.say
    if entry.forms:
        add_text(made, f"{say.told(say('also'), ', '.join(entry.forms))}. ")
    for remark in (*entry.remarks, *say.facts(entry)):
        _sentence(made, remark, links)
    if entry.related:
        made.append(_related(entry.related, links))
        add_text(made, ". ")
    _authorities(made, entry, say)
    made.append(_locators(entry.mentions, links))
    return made


def _related(entries: tuple[Related, ...], links: _Links) -> Element:
    """Where to look further."""
    made = typed("span", "index-xref-related")
    made.append(_reference("see also", entries[0].name, links))
    for number, other in enumerate(entries):
        add_text(made, "; " if number else " ")
        made.append(fill(links.to(other.entry, "", "index-term"), other.name, links.medium))
    return made


def _reference(label: str, name: tuple[Inline, ...], links: _Links) -> Element:
    """`see` in italics, or in roman where what follows is a title and in italics itself."""
    titled = any(isinstance(node, Span) and node.kind == "title" for node in name)
    return words("span" if titled else "i", links.site.say(label), lang=links.site.say.lang)


def _sentence(parent: Element, sentence: tuple[Inline, ...], links: _Links) -> None:
    """Append a sentence, with its full stop and a space, if it says anything."""
    if said := plain(sentence):
        fill(parent, sentence, links.medium)
        add_text(parent, " " if said.endswith(STOPS) else ". ")


def _authorities(parent: Element, entry: IndexEntry, say: Labels) -> None:
    """Numbers in catalogues, with links where they have an address."""
    for number, authority in enumerate(entry.authorities, 1):
        label = say.number(authority)
        address = web_address(authority.url)
        parent.append(words("a", label, "authority", href=address) if address else words("span", label, "authority"))
        add_text(parent, ", " if number < len(entry.authorities) else ". ")


def _locators(mentions: tuple[Mention, ...], links: _Links) -> Element:
    """A link to each mention, called by its source page; further ones on the same page, and all where pages have no
    numbers, are counted.
    """
    made, say = element("span", "locators"), links.site.say
    places = [links.label(mention) if mention.page else "" for mention in mentions]
    if any(places):
        add_text(made, f"{say('p.' if len(set(places)) == 1 else 'pp.')}\u00a0")
    elif places:
        add_text(made, f"{say('mentions')} ")
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

"""Indexes and chronology as sections of the book, with the numbers of its own pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from exporters.pdf.names import name_of
from exporters.pdf.words import words
from teipress.book import (
    Block,
    Book,
    Cell,
    Heading,
    Index,
    IndexEntry,
    Inline,
    Item,
    LineBreak,
    Link,
    Listing,
    Mention,
    Moment,
    Paragraph,
    Section,
    See,
    Span,
    Table,
    Text,
    notes,
    plain,
)  # fmt: skip

STOPS = (".", "!", "?", "…", ":", ";", ".”", ".’", ".)")
NO_BREAK = "\u00a0"
INITIAL = re.compile(r"(?<=\b\w\.) ")


@dataclass(frozen=True, slots=True, order=True)
class Folio:
    """The number of a page: the text's are *arabic*, those of the pages before it are not, and printed in *roman*."""

    arabic: bool
    number: int
    roman: str = ""

    def __str__(self) -> str:
        return self.roman or str(self.number)


def locators(book: Book, folios: Mapping[str, Folio]) -> Locators:
    """What writes where the mentions of *book* stand; *folios* holds the page of each name."""
    return Locators(folios, {note.id: note.number for note in notes(book.content)}, words(book.metadata.language))


@dataclass(frozen=True, slots=True)
class Locators:
    """Writes where mentions stand: *folios* by name, *notes* by id, *label* the words of the book's language."""

    folios: Mapping[str, Folio]
    notes: Mapping[str, int]
    label: Mapping[str, str]

    def of(self, mentions: Sequence[Mention]) -> tuple[Inline, ...]:
        """`12, 15–18, 23 n. 4`: pages that follow each other are joined; each number leads to the first mention."""
        text, noted = dict[Folio, str](), dict[Folio, dict[int, str]]()
        for mention in mentions:
            folio = self.folio(mention)
            if folio is None:
                continue
            if number := self.notes.get(mention.note, 0):
                noted.setdefault(folio, {}).setdefault(number, mention.target)
            else:
                text.setdefault(folio, mention.target)
        found = [(run[0], 0, self._pages(run, text)) for run in _runs(sorted(text))]
        found += [(folio, 1, self._notes(folio, targets)) for folio, targets in noted.items()]
        return tuple(_listed(made for _, _, made in sorted(found, key=lambda item: item[:2])))

    def folio(self, mention: Mention) -> Folio | None:
        """The page of a mention; if nobody knows, that of the note it stands in."""
        return self.folios.get(name_of(mention.target)) or self.folios.get(name_of(mention.note))

    def _pages(self, run: Sequence[Folio], targets: Mapping[Folio, str]) -> tuple[Inline, ...]:
        first, last = _link(str(run[0]), targets[run[0]]), _link(str(run[-1]), targets[run[-1]])
        # In upright type, which the style sheet does not break.
        return (first, Span("plain", (Text("–"), last), ("roman",))) if len(run) > 1 else (first,)

    def _notes(self, folio: Folio, targets: Mapping[int, str]) -> tuple[Inline, ...]:
        many = [_link(str(number), target) for number, target in sorted(targets.items())]
        word = self.label["note" if len(many) == 1 else "notes"]
        before = Text(f"{folio}{NO_BREAK}{word}{NO_BREAK}")
        first = Link(many[0].target, (before, *many[0].content))
        return tuple(_listed([(link,) for link in (first, *many[1:])]))


def _runs(folios: Sequence[Folio]) -> Iterator[list[Folio]]:
    """*folios* in runs of pages that follow each other."""
    for _, run in groupby(enumerate(folios), key=lambda item: (item[1].arabic, item[1].number - item[0])):
        yield [folio for _, folio in run]


def _link(words: str, target: str) -> Link:
    return Link(f"#{target}", (Text(words),))


def _listed(items: Iterable[tuple[Inline, ...]], between: str = ", ") -> Iterator[Inline]:
    for number, item in enumerate(items):
        if number:
            yield Text(between)
        yield from item


# --- indexes ----------------------------------------------------------------------------------------------------------


def index(source: Index, locators: Locators) -> tuple[Block, ...]:
    """The entries of an index, by letter."""
    made: list[Block] = []
    for letter, entries in source.groups():
        if letter:
            made.append(Heading((Text(letter),)))
        made.append(Listing("plain", (), tuple(Item((), _entry(entry, locators)) for entry in entries)))
    return tuple(made)


def heading(source: Index, locators: Locators) -> Section:
    """The section that an index is, with nothing in it yet."""
    return Section(source.id, "index", (Heading((Text(locators.label.get(source.kind, source.title)),)),), ())


def _entry(entry: IndexEntry | See, locators: Locators) -> tuple[Block, ...]:
    if isinstance(entry, See):
        see = Span("emphasis", (Text(locators.label["see"]),))
        return (Paragraph((*entry.heading, Text(", "), see, Text(" "), Link(f"#{entry.entry}", entry.name))),)
    where = locators.of(entry.mentions)
    first = (Span("name", entry.heading, id=entry.id), *((Text(", "), *where) if where else ()))
    forms = INITIAL.sub(NO_BREAK, ", ".join(entry.forms))
    also = (Text(f"{locators.label['also']} {forms}"),) if forms else ()
    detail = f"{entry.detail[:1].upper()}{entry.detail[1:]}"
    told = ((Text(detail),), entry.about, also, *entry.remarks)
    said = [(*sentence, Text(_stop(words))) for sentence in told if (words := plain(sentence))]
    return (Paragraph(first), *((Paragraph(tuple(_listed(said, " "))),) if said else ()))


def _stop(words: str) -> str:
    return "" if words.endswith(STOPS) else "."


# --- chronology -------------------------------------------------------------------------------------------------------


def chronology(moments: Sequence[Moment], locators: Locators) -> Section:
    """The dates of the text, by year; a year heads its dates, or is the first of them."""
    content: list[Block] = []
    for year, group in groupby(moments, key=lambda moment: moment.year):
        first, *others = group
        is_year = first.wording == year
        if year and not is_year:
            content.append(Heading((Text(year),)))
        rows = list(_moment(first, locators, ("roman",) if is_year else ()))
        rows += [row for moment in others for row in _moment(moment, locators)]
        content.append(Table((), tuple(rows)))
    return Section("", "chronology", (Heading((Text(locators.label["chronology"]),)),), tuple(content))


def _moment(moment: Moment, locators: Locators, style: tuple[str, ...] = ()) -> Iterator[tuple[Cell, ...]]:
    """The date, once, what the text says, and its page."""
    date, bracket, other = moment.wording.partition(" (")
    doubt = f" ({other}" if other == "?)" else ""
    # What is said in brackets is the same day in another calendar.
    twin = (LineBreak(), Text(f"({other}")) if bracket and not doubt else ()
    dated: tuple[Inline, ...] = (Span("plain", (Text(date + doubt), *twin), style),)
    for occurrence in moment.occurrences:
        told = (dated, occurrence.excerpt, locators.of((occurrence.mention,)))
        yield tuple(Cell((Paragraph(words),), heading=not number) for number, words in enumerate(told))
        dated = ()

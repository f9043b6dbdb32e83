"""Indexes and chronology as sections of the book, with the numbers of its own pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from exporters.labels import STOPS, Labels, labels
from exporters.pdf.display import Type, add_style
from exporters.pdf.listed import words_of
from exporters.pdf.names import name_of
from exporters.xhtml import Element
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
    Related,
    Section,
    See,
    Span,
    Table,
    Text,
    notes,
    plain,
    walk,
)  # fmt: skip

NO_BREAK = "\u00a0"
# Years and pages from one to another are not divided.
RANGE = re.compile(r"(?<=\d)[–-](?=\d)")
# A run of so many pages is about what they all name.
SEVERAL = 3
INITIAL = re.compile(r"(?<=\b\w\.) ")
# How the chronology is set, see style.css: its type and leading, how wide dates are, and what stands beside the text.
SMALL, LEADING, DATED, BESIDE = Type(12), 15, 82, 176
# Between a day and its month.
DAY = re.compile(r"(?<=\d\.) (?=[^\W\d])|(?<=\d) (?=[^\W\d])|(?<=[^\W\d]) (?=\d{1,2}\b)")


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
    numbers = {note.id: note.number for note in notes(book.content)}
    return Locators(folios, numbers, labels(book.metadata.language), dict(_headed(book.content)))


def _headed(content: tuple[Block, ...], whole: bool = True) -> Iterator[tuple[str, str]]:
    """What the headings of sections name, as ids of mentions and in plain words, and the id of each such section.

    The heading over the *whole* text is the book's own title, and says nothing of the pages that follow.
    """
    sections = [block for block in content if isinstance(block, Section)]
    for section in sections:
        if not (whole and len(sections) == 1 and any(isinstance(block, Section) for block in section.content)):
            for heading in section.headings:
                yield plain(heading.content).casefold(), section.id
                yield from (
                    (node.id, section.id) for node in walk(heading.content) if isinstance(node, Span) and node.id
                )
        yield from _headed(section.content, whole and len(sections) == 1)


@dataclass(frozen=True, slots=True)
class Locators:
    """Writes where mentions stand: *folios* by name, *notes* by id, *say* the words of the book's language.

    *headed* holds what headings name, and the section of each.
    """

    folios: Mapping[str, Folio]
    notes: Mapping[str, int]
    say: Labels
    headed: Mapping[str, str] = field(default_factory=dict)

    def of(self, mentions: Sequence[Mention], called: Iterable[str] = ()) -> tuple[Inline, ...]:
        """`12, 15–18, 23 n. 4`: pages that follow each other are joined; each number leads to the first mention.

        What all these are mentions of is *called* by such names. If there are several numbers, the main entry is bold.
        """
        text, noted = dict[Folio, str](), dict[Folio, dict[int, str]]()
        for mention in mentions:
            folio = self.folio(mention)
            if folio is None:
                continue
            if number := self.notes.get(mention.note, 0):
                noted.setdefault(folio, {}).setdefault(number, mention.target)
            else:
                text.setdefault(folio, mention.target)
        runs = list(_runs(sorted(text)))
        main = self._main(runs, mentions, called) if len(runs) + len(noted) > 1 else []
        found = [(run[0], 0, _strong(self._pages(run, text), run in main)) for run in runs]
        found += [(folio, 1, self._notes(folio, targets)) for folio, targets in noted.items()]
        return tuple(_listed(made for _, _, made in sorted(found, key=lambda item: item[:2])))

    def _main(self, runs: list[list[Folio]], mentions: Sequence[Mention], called: Iterable[str]) -> list[list[Folio]]:
        """The main entries: where a heading names it, or else where it is on several pages, more than anywhere else."""
        named = (self.headed.get(name) for name in (*(m.target for m in mentions), *map(str.casefold, called)) if name)
        opened = {self.folios.get(name_of(section)) for section in named if section}
        if headed := [run for run in runs if not opened.isdisjoint(run)]:
            return headed
        longest = max(map(len, runs), default=0)
        long = [run for run in runs if len(run) == longest >= SEVERAL]
        return long if len(long) == 1 else []

    def folio(self, mention: Mention) -> Folio | None:
        """The page of a mention; if nobody knows, that of the note it stands in."""
        return self.folios.get(name_of(mention.target)) or self.folios.get(name_of(mention.note))

    def _pages(self, run: Sequence[Folio], targets: Mapping[Folio, str]) -> tuple[Inline, ...]:
        first, last = _link(str(run[0]), targets[run[0]]), _link(str(run[-1]), targets[run[-1]])
        # In upright type, which the style sheet does not break.
        return (first, Span("plain", (Text("–"), last), ("roman",))) if len(run) > 1 else (first,)

    def _notes(self, folio: Folio, targets: Mapping[int, str]) -> tuple[Inline, ...]:
        many = [_link(str(number), target) for number, target in sorted(targets.items())]
        word = self.say("n." if len(many) == 1 else "nn.")
        before = Text(f"{folio}{NO_BREAK}{word}{NO_BREAK}")
        first = Link(many[0].target, (before, *many[0].content))
        return tuple(_listed([(link,) for link in (first, *many[1:])]))


def _runs(folios: Sequence[Folio]) -> Iterator[list[Folio]]:
    """*folios* in runs of pages that follow each other."""
    for _, run in groupby(enumerate(folios), key=lambda item: (item[1].arabic, item[1].number - item[0])):
        yield [folio for _, folio in run]


def _strong(made: tuple[Inline, ...], is_main: bool) -> tuple[Inline, ...]:
    return (Span("plain", made, ("bold",)),) if is_main else made


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
    return Section(source.id, "index", (Heading((Text(locators.say.index(source)),)),), ())


def unbroken(root: Element) -> Element:
    """*root* with `1883–1936` kept on one line."""
    for node in root.iter():
        node.text = RANGE.sub("\u2060\\g<0>\u2060", node.text) if node.text else node.text
        node.tail = RANGE.sub("\u2060\\g<0>\u2060", node.tail) if node.tail else node.tail
    return root


def _entry(entry: IndexEntry | See, locators: Locators) -> tuple[Block, ...]:
    if isinstance(entry, See):
        see = _leads(locators.say("see"), (*entry.heading, *entry.name))
        return (Paragraph((*entry.heading, Text(", "), see, Text(" "), Link(f"#{entry.entry}", entry.name))),)
    name = plain(entry.heading)
    before, comma, behind = name.rpartition(", ")
    # As it is read, if it is turned round: `Serge, Victor`, `Anarchie, L’`.
    read = (f"{behind} {before}", f"{behind}{before}") if comma else ()
    where = locators.of(entry.mentions, (name, name.partition(",")[0], *read, *entry.forms))
    first = (Span("name", entry.heading, id=entry.id), *((Text(", "), *where) if where else ()))
    forms = INITIAL.sub(NO_BREAK, ", ".join(entry.forms))
    also = (Text(f"{locators.say('also')} {forms}"),) if forms else ()
    detail = f"{entry.detail[:1].upper()}{entry.detail[1:]}"
    others = (_see_also(entry.related, locators),) if entry.related else ()
    told = ((Text(detail),), entry.about, also, *entry.remarks, *locators.say.facts(entry), *others)
    said = [(*sentence, Text(_stop(words))) for sentence in told if (words := plain(sentence))]
    return (Paragraph(first), *((Paragraph(tuple(_listed(said, " "))),) if said else ()))


def _see_also(entries: Sequence[Related], locators: Locators) -> tuple[Inline, ...]:
    links = [(Link(f"#{other.entry}", other.name),) for other in entries]
    names = tuple(node for other in entries for node in other.name)
    return (_leads(locators.say("see also"), names), Text(" "), *_listed(links, "; "))


def _leads(words: str, names: tuple[Inline, ...]) -> Inline:
    """The *words* that lead to *names*: in italics, or, if these are, in roman type."""
    italic = any(isinstance(node, Span) and (node.kind == "title" or "italic" in node.style) for node in walk(names))
    return Text(words) if italic else Span("emphasis", (Text(words),))


def _stop(words: str) -> str:
    return "" if words.endswith(STOPS) else "."


# --- chronology -------------------------------------------------------------------------------------------------------


def leveled(root: Element, measure: float) -> Element:
    """The chronology *root*: page numbers stand beside the last line of what is told, if the date takes more lines."""
    for row in root.iter("tr"):
        date, told, page = row
        lines = SMALL.lines(words_of(told), measure - BESIDE)
        if SMALL.lines(words_of(date), DATED) > lines:
            add_style(page, f"vertical-align: top; padding-top: {LEADING * (lines - 1)}px")
    return root


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
    return Section("", "chronology", (Heading((Text(locators.say("chronology")),)),), tuple(content))


def _moment(moment: Moment, locators: Locators, style: tuple[str, ...] = ()) -> Iterator[tuple[Cell, ...]]:
    """The date, once, what the text says, and its page."""
    date, bracket, other = DAY.sub(NO_BREAK, moment.wording).partition(" (")
    doubt = f" ({other}" if other == "?)" else ""
    # What is said in brackets is the same day in another calendar, whose name is not divided.
    day, *calendar = other.split(", ")
    other = ", ".join((day, *(name.replace(" ", NO_BREAK) for name in calendar)))
    twin = (LineBreak(), Text(f"({other}")) if bracket and not doubt else ()
    dated: tuple[Inline, ...] = (Span("plain", (Text(date + doubt), *twin), style),)
    for occurrence in moment.occurrences:
        told = (dated, occurrence.excerpt, locators.of((occurrence.mention,)))
        yield tuple(Cell((Paragraph(words),), heading=not number) for number, words in enumerate(told))
        dated = ()

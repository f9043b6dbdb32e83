"""Books with indexes for the tests of the PDF, and what is read of their pages."""

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache
from io import BytesIO

import pikepdf

from teipress.book import (
    Book,
    Heading,
    Index,
    IndexEntry,
    Inline,
    Link,
    Mention,
    Moment,
    Note,
    Occurrence,
    Section,
    See,
    Span,
    Text,
    notes,
)  # fmt: skip
from tests.paper import book, chapter, numbers, p, pages, pdf

NO_BREAK = "\u00a0"


def t(text: str) -> tuple[Inline, ...]:
    return (Text(text),)


def name(id: str, *content: Inline | str) -> Span:
    """A mention, whose words are its id unless told otherwise."""
    return Span("name", tuple(Text(c) if isinstance(c, str) else c for c in content or (id,)), id=id)


def entry(id: str, heading: str, *targets: str, about: str = "", detail: str = "") -> IndexEntry:
    return IndexEntry(id, heading[:1], t(heading), detail, t(about), mentions=tuple(Mention(m, "") for m in targets))


def index(*entries: IndexEntry | See, id: str = "index-of-persons") -> Index:
    return Index(id, "person", "Index of persons", entries)


PEOPLE = 20


def _mentioned() -> Book:
    """Names in running text, in other mark-up, in headings, in notes short and long, before the text; some 20 pages."""
    count = iter(range(10_000))
    entries: dict[int, list[Mention]] = defaultdict(list)

    def mention(person: int, note: str = "") -> Span:
        id = f"m{next(count)}p{person}m"
        entries[person].append(Mention(id, "", note))
        return name(id)

    def note(number: int, length: int, *people: int) -> Note:
        id = f"n{number}"
        parts = [part for who in people for part in (f"{numbers(f'n{number}w{who}w', length)} ", mention(who, id), " ")]
        return Note(id, number, "", "", (p(*parts, "end."),))

    preface = chapter("Preface", p("Before ", mention(3), " and ", mention(5), "."))
    chapters = []
    for c in range(1, 6):
        heading = Section(f"c{c}", "chapter", (Heading((Text(f"Of {c} "), mention(c))),), ())
        paragraphs = []
        for k in range(12):
            person = (c * 5 + k) % PEOPLE
            parts: list[Inline | str] = [f"{numbers(f'c{c}k{k}w', 40)} ", mention(person), ", then "]
            parts.append(Span("title", (Text("Title "), mention((person * 3 + 1) % PEOPLE))))
            parts.append(f" {numbers(f'c{c}k{k}x', 30)} ")
            if k % 4 == 1:
                parts.append(note(c * 3 + k // 4 - 2, 120 if k == 5 else 8, person, (person + 7) % PEOPLE))
            parts += [" and ", mention((person + k) % PEOPLE)]
            paragraphs.append(p(*parts))
        chapters.append(replace(heading, content=tuple(paragraphs)))
    made = book(*chapters, front=(preface,))
    known = tuple(
        IndexEntry(f"person{n}", "P", t(f"Person{n}"), mentions=tuple(found)) for n, found in sorted(entries.items())
    )
    metadata = replace(made.metadata, language="und")
    return replace(made, metadata=metadata, indexes=(index(*known),))


MENTIONED = _mentioned()


@cache
def mentioned() -> bytes:
    return pdf(MENTIONED)


def places(data: bytes) -> dict[str, int]:
    """The page, from 0, of each place that a link can lead to."""
    with pikepdf.open(BytesIO(data)) as document:
        where = {page.obj.objgen: number for number, page in enumerate(document.pages)}
        tree = document.Root.Names.Dests.Names
        return {str(tree[i]): where[tree[i + 1][0].objgen] for i in range(0, len(tree), 2)}


def labels(data: bytes) -> list[str]:
    with pikepdf.open(BytesIO(data)) as document:
        return [str(page.label) for page in document.pages]


def text_pages(data: bytes) -> list[str]:
    """The pages before the indexes, each in one line."""
    first = places(data)["index-of-persons"]
    return [" ".join(page.split()) for page in pages(data)[:first]]


def expected_locators(found: IndexEntry, data: bytes) -> str:
    """What stands after an entry's name, read off the pages: each mention has words that stand nowhere else."""
    printed, label = text_pages(data), labels(data)
    numbers = {note.id: note.number for note in notes(MENTIONED.content)}
    text: set[int] = set()
    noted: dict[int, set[int]] = defaultdict(set)
    for mention in found.mentions:
        # Behind the contents; a heading stands in the running heads of the pages that follow as well.
        page = next(n for n, words in enumerate(printed) if n > 5 and re.search(rf"\b{mention.target}\b", words))
        if mention.note:
            noted[page].add(numbers[mention.note])
        else:
            text.add(page)
    items: list[tuple[int, int, str]] = []
    for page in sorted(text):
        if page - 1 in text and label[page].isdigit() == label[page - 1].isdigit():
            continue
        last = page
        while last + 1 in text and label[last + 1].isdigit() == label[page].isdigit():
            last += 1
        items.append((page, 0, label[page] if last == page else f"{label[page]}–{label[last]}"))
    for page, found_notes in noted.items():
        word = "n." if len(found_notes) == 1 else "nn."
        items.append((page, 1, f"{label[page]} {word} {', '.join(map(str, sorted(found_notes)))}"))
    return ", ".join(words for *_, words in sorted(items))


def printed_index(data: bytes) -> str:
    """The index in one line, without running heads and folios."""
    found = pages(data)[places(data)["index-of-persons"] :]
    return " ".join(" ".join(page.replace(NO_BREAK, " ").split()) for page in found)


SMALL = replace(
    book(
        chapter("One", p("Then ", name("a1", "Lenin"), " came.", Note("n1", 1, "", "", (p("So ", name("a2", "he"), "."),)))),
        chapter("Two", p("And ", name("a3", "Lenin"), " to ", name("b1", "Petrograd"), " in ", Span("date", t("1917"), id="d1"), ".")),
    ),
    indexes=(
        index(
            IndexEntry("lenin", "L", t("Lenin, Vladimir Ilyich"), "1870–1924", t("Bolshevik"), ("Ilyich", "Ulyanov"),
                       ((Text("Not "), Link("#nobody", t("Nobody")), Text(".")),),
                       mentions=(Mention("a1", "9"), Mention("a2", "9", "n1"), Mention("a3", "10"))),
            IndexEntry("nobody", "N", t("Nobody"), "died 1900"),
            See("U", t("Ulyanov"), "lenin", t("Lenin, Vladimir Ilyich")),
        ),
        Index("index-of-works", "work", "Index of works", (
            IndexEntry("pravda", "P", (Span("title", t("Pravda")),), about=t("Daily"), mentions=(Mention("b1", ""),)),)),
    ),
    chronology=(
        Moment("1917", "1917", "1917", (
            Occurrence((Text("And Lenin to Petrograd in "), Span("date", t("1917")), Text(".")), Mention("d1", "10")),
            Occurrence(t("So he."), Mention("a2", "9", "n1")),)),
        Moment("12 March 1918 (27 February, old style)", "1918-03-12", "1918", (
            Occurrence(t("Then Lenin came."), Mention("a1", "9")),)),
    ),
)  # fmt: skip


@cache
def small() -> bytes:
    return pdf(SMALL)

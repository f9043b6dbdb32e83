"""The PDF's indexes and chronology: every number leads to its page, every entry is printed once."""

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import pikepdf
import pypdfium2
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import longbook
from exporters.labels import Labels
from exporters.pdf import export
from exporters.pdf.indexes import Folio, Locators, locators
from exporters.pdf.marks import AT, letters, marks
from exporters.pdf.names import Names, names
from exporters.pdf.text import Setter
from exporters.xhtml import Element
from teipress.book import (
    Book,
    Heading,
    Index,
    IndexEntry,
    Inline,
    Link,
    Mention,
    Metadata,
    Moment,
    Note,
    Occurrence,
    PageBreak,
    Paragraph,
    Related,
    Section,
    See,
    Span,
    Text,
    notes,
    plain,
    walk,
)  # fmt: skip
from teipress.compose import compose
from teipress.edition import load
from teipress.settings import Settings
from tests.paper import ANY, SETTINGS, book, chapter, numbers, outline, p, pages, pdf

NO_BREAK = "\u00a0"
B = TypeVar("B", Heading, Paragraph)


def t(text: str) -> tuple[Inline, ...]:
    return (Text(text),)


def name(id: str, *content: Inline | str) -> Span:
    """A mention, whose words are its id unless told otherwise."""
    return Span("name", tuple(Text(c) if isinstance(c, str) else c for c in content or (id,)), id=id)


def entry(id: str, heading: str, *targets: str, about: str = "", detail: str = "") -> IndexEntry:
    return IndexEntry(id, heading[:1], t(heading), detail, t(about), mentions=tuple(Mention(m, "") for m in targets))


def index(*entries: IndexEntry | See, id: str = "index-of-persons") -> Index:
    return Index(id, "person", "Index of persons", entries)


# --- a book with mentions everywhere ----------------------------------------------------------------------------------

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


def test_every_mention_is_found_on_the_page_that_the_index_tells() -> None:
    data = mentioned()
    printed, where = pages(data), places(data)
    every = [mention for e in MENTIONED.indexes[0].entries if isinstance(e, IndexEntry) for mention in e.mentions]
    assert len(every) == 2 + 5 + 5 * 12 * 3 + 5 * 3 * 2
    assert [m.target for m in every if not re.search(rf"\b{m.target}\b", printed[where[m.target]])] == []


def test_the_index_prints_the_pages_ranges_and_notes_of_every_entry() -> None:
    data = mentioned()
    printed = printed_index(data)
    for found in MENTIONED.indexes[0].entries:
        assert isinstance(found, IndexEntry)
        after = re.search(rf"{plain(found.heading)}, (.*?)(?= Person\d| \d+$|$)", printed)
        assert after is not None
        assert after[1] == expected_locators(found, data)


def test_every_number_of_the_index_leads_to_a_mention_on_that_page() -> None:
    data = mentioned()
    where, label = places(data), labels(data)
    targets = {m.target for e in MENTIONED.indexes[0].entries if isinstance(e, IndexEntry) for m in e.mentions}
    checked = 0
    with pikepdf.open(BytesIO(data)) as document, pypdfium2.PdfDocument(data) as text:
        for number in range(where["index-of-persons"], len(document.pages)):
            words = text[number].get_textpage()
            for link in document.pages[number].get("/Annots", []):
                left, bottom, right, top = (float(x) for x in link.Rect)
                said = words.get_text_bounded(left, bottom, right, top).strip()
                target = str(link.A.D if "/A" in link else link.Dest)
                assert target in targets
                if re.fullmatch(r"[ivx]+|\d+", said) and not re.search(r"nn?\.[^–]*$", said):
                    checked += said == label[where[target]]
    assert checked > 60


def test_names_leave_no_trace_in_the_text() -> None:
    plainly = replace(MENTIONED, indexes=())
    bare = replace(plainly, body=tuple(_nameless(block) for block in plainly.body if isinstance(block, Section)))
    ours, theirs = text_pages(mentioned()), [" ".join(page.split()) for page in pages(pdf(bare))]
    # The contents list the index; everything after them is the same.
    assert ours[6:] == theirs[6:]


def _nameless(section: Section) -> Section:
    content = tuple(_without(block) for block in section.content if isinstance(block, Paragraph))
    return replace(section, headings=tuple(map(_without, section.headings)), content=content)


def _without(block: B) -> B:
    def inline(node: Inline) -> Inline:
        match node:
            case Span(kind="name"):
                return Text(plain((node,)))
            case Span():
                return replace(node, content=tuple(map(inline, node.content)))
            case Note():
                return replace(node, content=tuple(_without(b) for b in node.content if isinstance(b, Paragraph)))
            case _:
                return node

    return replace(block, content=tuple(map(inline, block.content)))


# --- a small book, whole ----------------------------------------------------------------------------------------------

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


def test_chronology_and_indexes_follow_the_text() -> None:
    last = [[" ".join(line.split()) for line in page.splitlines()] for page in pages(small())[8:]]
    # The years stand beside their dates, and a page is read in the order in which it is drawn.
    assert sorted(" ".join(last[0]).split()) == sorted(
        "Chronology 1917 And Lenin to Petrograd in 1917. 2 So he. 1 n. 1 1918 12 March 1918 (27 February, old style) Then "
        "Lenin came. 1 3".split()
    )
    assert last[1:] == [
        ["Index of persons", "Lenin, Vladimir Ilyich, 1–2, 1 n. 1", "1870–1924. Bolshevik. Also Ilyich,", "Ulyanov. Not Nobody.",
         "Nobody", "Died 1900.", "Ulyanov, see Lenin, Vladimir Ilyich", "Index of works", "Pravda, 2", "Daily.", "4"],
    ]  # fmt: skip


def test_they_stand_in_the_contents_and_the_outline() -> None:
    assert outline(small())[1:] == [
        (0, "Contents"), (0, "One"), (0, "Two"), (0, "Chronology"), (0, "Index of persons"), (0, "Index of works"),
    ]  # fmt: skip
    contents = pages(small())[4].split("\r\n")
    assert [line.strip() for line in contents if line.strip()][1:] == [
        "One 1", "Two 2", "Chronology 3", "Index of persons 4", "Index of works 4", "v",
    ]  # fmt: skip


def test_references_and_remarks_lead_to_entries() -> None:
    where = places(small())
    assert where["lenin"] == where["nobody"] == where["index-of-persons"] == 9
    assert "pravda" not in where, "nothing leads there"


def test_an_index_that_begins_on_a_left_page_has_its_heads_right() -> None:
    entries = tuple(entry(f"e{n}", f"Name{n:03}", "x0", about=numbers(f"a{n}w", 12)) for n in range(150))
    text = chapter("One", p(name("x0"), numbers("w", 900)))
    for source in (book(text), book(text, chapter("Two", p("End.")))):
        data = pdf(replace(source, indexes=(index(*entries),)))
        label, first = labels(data), places(data)["index-of-persons"]
        heads = [(int(label[n]) % 2, page.split("\r\n")) for n, page in enumerate(pages(data)) if n > first]
        assert len(heads) > 2
        for odd, lines in heads:
            assert {"Index of persons"} & {line.strip() for line in lines} == ({"Index of persons"} if odd else set())
            assert ("Sample" in {line.strip() for line in lines}) is not bool(odd)


def test_german_words_for_a_german_book() -> None:
    german = replace(SMALL, metadata=Metadata("Titel", "t", "de-AT", "2026"))
    printed = " ".join(" ".join(pages(pdf(german))).replace(NO_BREAK, " ").split())
    assert "Zeittafel" in printed and "Personenregister" in printed and "Ulyanov, siehe Lenin" in printed
    assert "1–2, 1 Anm. 1" in printed and "Auch Ilyich" in printed


# --- locators ---------------------------------------------------------------------------------------------------------


def located(*where: tuple[str, int]) -> str:
    """The locators of mentions on pages, each in the text (0) or in a note of that number."""
    folios = {}
    for number, (page, _) in enumerate(where):
        roman = not page.isdigit()
        folios[f"m{number}"] = Folio(not roman, "i ii iii iv v vi vii viii".split().index(page) + 1 if roman else int(page), page if roman else "")  # fmt: skip
    numbered = {f"n{note}": note for _, note in where if note}
    found = Locators(folios, numbered, Labels(""))
    return plain(found.of([Mention(f"m{k}", "", f"n{note}" if note else "") for k, (_, note) in enumerate(where)]))


def test_pages_that_follow_each_other_are_joined() -> None:
    assert located(("12", 0), ("15", 0), ("16", 0), ("16", 0), ("18", 0), ("17", 0), ("23", 4)) == "12, 15–18, 23 n. 4"
    assert located(("viii", 0), ("1", 0), ("2", 0), ("vii", 0)) == "vii–viii, 1–2"
    assert located(("3", 7), ("3", 0), ("3", 5), ("3", 5), ("4", 9)) == "3, 3 nn. 5, 7, 4 n. 9"
    assert located() == ""


def test_a_mention_that_nobody_has_found_is_where_its_note_begins_or_nowhere() -> None:
    found = Locators({"n1": Folio(True, 5)}, {"n1": 3}, Labels(""))
    assert plain(found.of([Mention("lost", "", "n1"), Mention("lost too", "")])) == "5 n. 3"


# --- the main entry, see and see also ---------------------------------------------------------------------------------


def strong(
    *pages: int, sections: tuple[Section, ...] = (), headed: int = 0, called: tuple[str, ...] = (), notes: int = 0
) -> str:
    """The locators of mentions on *pages*, the main entry between asterisks; *headed*: the page of the section `s`."""
    folios = {f"m{n}": Folio(True, page) for n, page in enumerate(pages)} | {"s": Folio(True, headed)}
    source = replace(book(*sections), metadata=Metadata("T", "t", "en", ""))
    mentions = [Mention(f"m{n}", "", "n1" if n < notes else "") for n in range(len(pages))]
    found = replace(locators(source, folios), notes={"n1": 1}).of(mentions, called)
    said = (n.content if isinstance(n, Text) else plain((n,)) for n in found)
    return "".join(
        f"*{s}*" if isinstance(n, Span) and "bold" in n.style else s for n, s in zip(found, said, strict=True)
    )


def section(*heading: Inline, id: str = "s", content: tuple[Section, ...] = ()) -> Section:
    return Section(id, "chapter", (Heading(heading),), content)


def test_the_main_entry_is_the_longest_run_of_three_pages_or_more() -> None:
    assert strong(3, 7, 8, 9, 12, 13) == "3, *7–9*, 12–13"
    assert strong(3, 7, 8, 12, 13) == "3, 7–8, 12–13"
    assert strong(1, 2, 3, 7, 8, 9) == "1–3, 7–9", "none is more than the other"
    assert strong(7, 8, 9) == "7–9", "nothing to tell it from"
    assert strong(3, 7, 8, 9, notes=1) == "3 n. 1, *7–9*"


def test_the_main_entry_is_where_a_heading_names_it() -> None:
    named = section(Text("The Trial of "), name("m1", "Radek"))
    assert strong(2, 5, 6, 10, 11, 12, sections=(named, section(id="t")), headed=5) == "2, *5–6*, 10–12"
    told = (section(*t("RADEK")), section(id="t"))
    assert strong(2, 5, 10, 11, 12, sections=told, headed=5, called=("Radek, Karl", "Radek")) == "2, *5*, 10–12"
    assert strong(2, 5, 10, 11, 12, sections=told, headed=5, called=("Trotsky",)) == "2, 5, *10–12*"


def test_the_title_over_the_whole_text_is_no_heading_of_its_pages() -> None:
    whole = section(name("m0", "Lenin"), content=(section(id="a"), section(id="b")))
    assert strong(1, 4, sections=(whole,), headed=1) == "1, 4"
    assert strong(1, 4, sections=(whole, section(id="c")), headed=1) == "*1*, 4"


def test_the_main_entry_is_printed_in_bold() -> None:
    text = chapter("One", *(p(numbers(f"w{n}x", 260), " ", name(f"m{n}")) for n in range(5)))
    data = pdf(replace(book(text, chapter("Two", p(numbers("z", 900)), p(name("m9")))), indexes=(index(entry("e", "Radek", *(f"m{n}" for n in (0, 1, 2, 3, 4, 9))),),)))  # fmt: skip
    with pikepdf.open(BytesIO(data)) as document:
        page = document.pages[places(data)["index-of-persons"]]
        assert any("Semi" in str(font.BaseFont) for font in page.Resources.Font.values())


def test_related_entries_are_referred_to() -> None:
    kin = Related("b", (Text("Bukharin, Nikolai"),)), Related("w", (Span("title", t("Pravda")),))
    entries = (
        replace(entry("a", "Alpha", about="x"), related=kin),
        entry("b", "Bukharin, Nikolai"),
        entry("w", "Pravda"),
    )
    printed = " ".join(" ".join(pages(pdf(replace(book(p("x")), indexes=(index(*entries),))))[-1].split()).split())
    assert "Alpha x. See also Bukharin, Nikolai; Pravda. Bukharin, Nikolai Pravda" in printed


def test_relations_of_the_register_relate_entries(tmp_path: Path) -> None:
    source = (
        "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>"
        "<publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader><standOff>"
        "<listPerson><person xml:id='a'><persName>Alpha</persName></person><person xml:id='b'><persName>Beta</persName>"
        "</person><person xml:id='c'><persName>Gamma</persName></person><listRelation><relation name='x' active='#a' "
        "passive='#b #c #nobody'/><relation name='y' mutual='#b #a #b'/><relation name='z' active='#a' "
        "passive='https://example.org/a'/></listRelation></listPerson></standOff><text><body><p>"
        "<persName ref='#a'>A</persName> and <persName ref='#b'>B</persName></p></body></text></TEI>"
    )
    path = tmp_path / "x.xml"
    path.write_text(source, "utf-8")
    edition = load(path, Settings(), None).edition
    assert edition is not None
    (found,) = compose(edition, Settings()).book.indexes
    told = {e.id: [other.entry for other in e.related] for e in found.entries if isinstance(e, IndexEntry)}
    a, b = told
    assert told == {a: [b], b: [a]}, "nobody mentions Gamma"


def test_years_are_not_divided() -> None:
    entries = tuple(entry(f"e{n}", f"Name{n}", about="x" * n + " 1883–1936") for n in range(1, 40))
    printed = " ".join(pages(pdf(replace(book(p("x")), indexes=(index(*entries),))))).replace("\u2060", "")
    assert printed.count("1883–1936") == len(entries)


# --- references in the text -------------------------------------------------------------------------------------------


def test_references_tell_pages_where_the_words_do_not() -> None:
    def ref(target: str, words: str) -> Link:
        return Link(f"#{target}", t(words))

    two = Section(
        "c2", "chapter", (Heading(t("Two")),), (p("x", PageBreak("pb9", "9"), "y", Note("n1", 1, "", "", (p("So."),))),)
    )
    first = chapter(
        "One",
        p("See ", ref("c2", "chapter II"), ", ", ref("n1", "the note"), " and ", ref("pb9", "p. 9"), ", ", ref("pb9", "9"), "."),
        p("In ", ref("c2", "Two"), " more (", ref("c2", "below"), "), in ", ref("nobody", "none"), "."),
        p(numbers("w", 900)),
    )  # fmt: skip
    source = book(first, two)
    data = pdf(source)
    label, where = labels(data), places(data)
    there = label[where["c2"]]
    printed = " ".join(" ".join(pages(data)[6].replace("\u2060", "").replace(NO_BREAK, " ").split()).split())
    assert int(there) > 2
    assert f"See chapter II, p. {there}, the note (p. {there}) and p. 9, 9." in printed
    assert f"In Two (p. {there}) more (below, p. {there}), in none." in printed


# --- a long book ------------------------------------------------------------------------------------------------------


def test_every_number_in_a_longer_book_is_right(tmp_path: Path) -> None:
    made = longbook.made(30)
    path = tmp_path / "long.xml"
    path.write_text(made.tei, "utf-8")
    edition = load(path, Settings(), None).edition
    assert edition is not None
    data = pdf(compose(edition, Settings()).book)
    assert list(longbook.wrong(made, data)) == []
    count = longbook.numbers(made, data)
    assert count["pages"] in range(25, 41) and count["references"] > 5
    assert longbook.set_well(data) == (1.0, 0)
    # It would tell.
    other = replace(made, noted={name: number + 1 for name, number in made.noted.items()})
    assert len(list(longbook.wrong(other, data))) > 30


# --- marks ------------------------------------------------------------------------------------------------------------

TEXTS = st.sampled_from(["", " ", "a", "Leviné", "— ", "“x", "two words ", "reconnaissance.", "1917"]).map(Text)
KINDS = st.sampled_from(["name", "name", "date", "title", "emphasis", "plain"])
NODES: st.SearchStrategy[Inline] = st.recursive(
    TEXTS,
    lambda inner: st.builds(
        lambda kind, content, id: Span(kind, tuple(content), id=f"i{id}" if id < 9 else ""),
        KINDS, st.lists(inner, max_size=3), st.integers(0, 12),
    ),
    max_leaves=12,
)  # fmt: skip


def _owners(node: Element) -> Iterator[Element]:
    """For each letter in *node*, the element that holds it."""
    yield from [node] * letters(node.text)
    for child in node:
        yield from _owners(child)
        yield from [node] * letters(child.tail)


def _starts(nodes: tuple[Inline, ...], before: int = 0) -> Iterator[tuple[str, int]]:
    """How many letters stand before each span that has an id, and letters in it."""
    for node in nodes:
        if isinstance(node, Span):
            if node.id and letters(plain((node,))):
                yield node.id, before
            yield from _starts(node.content, before)
        before += letters(plain((node,)))


@ANY
@given(st.lists(NODES, max_size=6))
def test_marks_stand_where_the_names_begin(content: list[Inline]) -> None:
    ids = Counter(node.id for node in walk(tuple(content)) if isinstance(node, Span))
    source = replace(book(p(*content)), indexes=(index(entry("e", "E", *sorted(filter(None, ids)))),))
    body, _ = Setter("T", {}, names(source)).part("text", source.body)
    paragraph = next(body.iter("p"))
    assert "".join("".join(paragraph.itertext()).replace("\u2060", "").split()) == "".join(plain(source.body).split())
    owners = list(_owners(paragraph))
    found: dict[str, int] = {}
    for home in paragraph.iter():
        mine = [number for number, owner in enumerate(owners) if owner is home]
        found |= {id: mine[before] for before, id in marks(home.get(AT, "")) if before < len(mine)}
        inside = [number for number, owner in enumerate(owners) if home in (owner, *owner.iterancestors())]
        if home.get("id") and inside:
            found[home.get("id", "")] = inside[0]
    expected = {id: before for id, before in _starts(tuple(content)) if ids[id] == 1}
    assert {id: found[id] for id in expected} == expected


def test_a_name_costs_no_element() -> None:
    title = Span("title", t("Pravda"))
    content = (p("Then ", name("a", "Lenin"), " and ", name("b", title), " and ", name("c", "Trotsky"), " came."),)
    source = replace(book(*content), indexes=(index(entry("e", "E", "a", "b")),))
    body, _ = Setter("T", {}, names(source)).part("text", content)
    (paragraph,) = body.iter("p")
    assert [(node.tag, dict(node.attrib)) for node in paragraph.iter()] == [
        ("p", {AT: "4:a"}),
        ("cite", {"id": "b"}),
    ]


def test_nothing_is_marked_that_nothing_leads_to() -> None:
    body, _ = Setter("T", {}, Names(frozenset("a"), frozenset())).part("text", (p(name("a", "Lenin")),))
    assert not body.xpath("//@id | //@data-at")


# --- columns ----------------------------------------------------------------------------------------------------------


def test_every_entry_is_printed_once_however_long_the_index() -> None:
    about = [numbers(f"a{n}w", n % 40) for n in range(200)]
    entries = tuple(
        replace(entry(f"e{n}", f"Head{n:03}", about=about[n]), letter=chr(65 + n // 16)) for n in range(200)
    )
    data = pdf(replace(book(p("x")), metadata=Metadata("Sample", "s", "und", ""), indexes=(index(*entries),)))
    printed = pages(data)[places(data)["index-of-persons"] :]
    told = re.findall(r"Head\d+|a\d+w\d+", " ".join(printed))
    assert told == [
        word for e in entries for word in re.findall(r"Head\d+|a\d+w\d+", f"{plain(e.heading)} {plain(e.about)}")
    ]
    for page in printed:
        # No letter stands at the foot of a column.
        assert not re.search(r"(?m)^[A-M]\s*$\s*(\d+\s*)?\Z", page)


def test_columns_hold_what_they_can_and_the_last_are_level() -> None:
    entries = tuple(entry(f"e{n}", f"Head{n:03}") for n in range(200))
    data = pdf(replace(book(p("x")), indexes=(index(*entries),)))
    first = places(data)["index-of-persons"]
    counts = []
    with pypdfium2.PdfDocument(data) as document:
        for page in list(document)[first:]:
            text = page.get_textpage()
            middle = (73 + 433) / 2 * 0.75
            halves = (text.get_text_bounded(right=middle), text.get_text_bounded(left=middle))
            counts.append([len(re.findall(r"Head\d+", half)) for half in halves])
    # 200 entries under one letter.
    assert counts == [[36, 37], [48, 48], [16, 15]]


def test_short_indexes_share_a_page_and_long_ones_do_not() -> None:
    few = tuple(entry(f"few{n}", f"Few{n}") for n in range(6))
    many = tuple(entry(f"many{n}", f"Many{n}") for n in range(60))
    indexes = [Index(f"i{n}", "x", f"Title{n}", found) for n, found in enumerate((few, few, many, few, few, few))]
    data = pdf(replace(book(p("x")), indexes=tuple(indexes)))
    assert [places(data)[f"i{n}"] - 6 for n in range(6)] == [1, 1, 2, 3, 3, 3]


def test_odd_indexes_are_set() -> None:
    odd = (
        index(entry("a", "")),
        index(entry("b", numbers("long", 900)), id="i2"),
        index(entry("c", "x" * 300, about="y" * 2500), id="i3"),
        index(entry("d", "Everywhere", *(f"m{n}" for n in range(150))), id="i4"),
        index(See("S", (), "nowhere", ()), id="i5"),
        index(id="i6"),
        replace(index(entry("f", "F"), id=""), title=""),
    )
    text = tuple(p(name(f"m{n}", "word")) for n in range(150))
    output = export(replace(book(*text), indexes=odd), SETTINGS)
    assert [str(finding) for finding in output.findings] == []
    (data,) = output.files.values()
    printed = " ".join(pages(data))
    assert all(f"long{n}" in printed for n in range(900))
    assert printed.count("x" * 10) >= 20 and "Everywhere, 1–5" in printed


BUILD = """
import hashlib
from tests.paper import pdf
from tests.test_pdf_index import SMALL
print(hashlib.sha256(pdf(SMALL)).hexdigest())
"""


def test_same_indexes_same_bytes() -> None:
    made = {hashlib.sha256(small()).hexdigest()}
    for seed in ("0", "1"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        made.add(subprocess.check_output([sys.executable, "-c", BUILD], env=environment, text=True).strip())
    assert len(made) == 1


def test_a_book_that_is_nothing_but_indexes_is_set() -> None:
    data = pdf(Book("s", SMALL.metadata, (), (), (), 0, {}, SMALL.indexes, SMALL.chronology))
    assert [page.split()[0] for page in pages(data)[6:]] == ["Chronology", "Index"]
    assert labels(data)[6:] == ["1", "2"]


def test_places_are_found_where_a_language_spells_a_divided_word_otherwise() -> None:
    from exporters.pdf.places import _Home

    hungarian = _Home("egyasszonyment", [(3, "asszony"), (10, "ment")])
    assert [list(hungarian.passed(line)) for line in ("egyasz", "szony", "ment")] == [["asszony"], [], ["ment"]]
    dutch = _Home("eenomaatjeging", [(3, "omaatje"), (10, "ging")])
    assert [list(dutch.passed(line)) for line in ("eenoma", "tje", "ging")] == [["omaatje"], [], ["ging"]]

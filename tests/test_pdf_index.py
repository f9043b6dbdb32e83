"""The PDF's indexes and chronology: every number leads to its page."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import pikepdf
import pypdfium2

from benchmarks import longbook
from teipress.book import (
    Heading,
    IndexEntry,
    Inline,
    Link,
    Metadata,
    Note,
    PageBreak,
    Paragraph,
    Section,
    Span,
    Text,
    plain,
)  # fmt: skip
from teipress.compose import compose
from teipress.edition import load
from teipress.settings import Settings
from tests.mentions import (
    MENTIONED,
    NO_BREAK,
    SMALL,
    entry,
    expected_locators,
    index,
    labels,
    mentioned,
    name,
    places,
    printed_index,
    small,
    t,
    text_pages,
)
from tests.paper import book, chapter, numbers, outline, p, pages, pdf

B = TypeVar("B", Heading, Paragraph)

# --- a book with mentions everywhere ----------------------------------------------------------------------------------


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

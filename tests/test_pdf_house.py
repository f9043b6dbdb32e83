"""The house style of the PDF: titles, headings, poems, lists, addresses, whatever the encoding looks like."""

import re
from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.labels import LANGUAGES, labels
from exporters.pdf.display import Type
from exporters.pdf.house import housed
from exporters.pdf.listed import Entry
from exporters.pdf.matter import matter
from exporters.pdf.names import names
from exporters.pdf.sections import long_levels, opening_level
from exporters.pdf.text import Setter
from exporters.poems import with_poems
from exporters.xhtml import add_text, element
from teipress.book import (
    Cell,
    Figure,
    Group,
    Heading,
    Line,
    Link,
    PageBreak,
    Person,
    Quotation,
    Section,
    Span,
    Table,
    Text,
    Verse,
)  # fmt: skip
from tests.paper import (
    MEASURE,
    book,
    chapter,
    entries_of,
    links,
    note,
    numbers,
    outline,
    p,
    pages,
    pdf,
    text_of,
)


def poem(title: str, lines: int) -> Verse:
    heading = (Group("verse-heading", (Heading((Text(title),)),)),) if title else ()
    return Verse((*heading, Verse(tuple(Line((Text(f"line {n}"),)) for n in range(lines)))))


# --- lists of illustrations and of tables -----------------------------------------------------------------------------


def test_lists_say_where_illustrations_and_tables_are_and_lead_there() -> None:
    def table(title: str) -> Table:
        return Table((Heading((Text(title),)),), ((Cell((p("x"),)), Cell((p("y"),))),))

    parts = [
        chapter(
            f"Part{n}", p(numbers(f"t{n}w", 400)), Figure(f"fig{n}", (), (p(f"Picture {n}"),)), table(f"Figures {n}")
        )
        for n in range(1, 4)
    ]
    # Without a caption or a heading there is nothing to list.
    data = pdf(book(*parts, Figure("bare", (), ()), Table((), ((Cell((p("z"),)),),))))
    printed = pages(data)
    listed = " ".join(printed[4].split()).partition("Illustrations ")[2]
    assert listed.startswith("Picture 1") and " Tables Figures 1" in listed
    told = re.findall(r"(Picture \d|Figures \d) (\d+)", listed)
    assert [title for title, _ in told] == [f"Picture {n}" for n in (1, 2, 3)] + [f"Figures {n}" for n in (1, 2, 3)]
    led = [(name, place) for page, name, place in links(data) if page == 5][::2][3:]
    for (title, page), (name, place) in zip(told, led, strict=True):
        assert place == 6 + int(page), name
        assert title in " ".join(printed[place - 1].split())
    assert [title for _, title in outline(data)][1:4] == ["Contents", "Illustrations", "Tables"]
    with pikepdf.open(BytesIO(data)) as document:
        kinds = [str(item.S) for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item]
    assert kinds.count("/TOC") == 3 and kinds.count("/TOCI") == 3 + 3 + 3


def test_nothing_to_list_is_no_list() -> None:
    entries = entries_of(chapter("One", p("x"), Figure("f", (), ()), Table((), ((Cell((p("z"),)),),))))
    assert [entry.kind for entry in entries] == [""]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lists_are_named_in_the_language_of_the_book(language: str) -> None:
    source = book(p("x"))
    source = replace(source, metadata=replace(source.metadata, language=language))
    made = matter(source, [Entry(0, "A", "a", kind) for kind in ("figure", "table") * 2], {"a": "1"}, MEASURE)
    titles = [section.get("data-title") for section in made.iter("section") if "list" in (section.get("class") or "")]
    assert titles == [labels(language)("illustrations"), labels(language)("tables")]


# --- titles and headings ----------------------------------------------------------------------------------------------


@given(st.lists(st.text("abcdefgm WMI", min_size=1, max_size=12), min_size=1, max_size=20), st.floats(50, 500))
def test_evened_lines_are_as_many_and_no_wider(words: list[str], room: float) -> None:
    type, text = Type(20), " ".join(words)
    narrow = type.even(text, room)
    assert narrow <= room
    assert type.lines(text, narrow) == type.lines(text, room)


@pytest.mark.parametrize(
    ("title", "author", "lines"),
    [
        ("The Siege of Petrograd and Its Heroes", "", ["The Siege of Petrograd", "and Its Heroes"]),
        # No line ends with a small word; nor is the name of the author divided.
        ("Sonetos de Julián del Casal", "", ["Sonetos de Julián", "del Casal"]),
        ("Sonetos de Julián del Casal", "Julián del Casal", ["Sonetos", "de Julián del Casal"]),
    ],
)
def test_a_title_falls_into_lines_that_make_sense(title: str, author: str, lines: list[str]) -> None:
    people = (Person(author, author, "aut"),) if author else ()
    known = replace(book(p("x")).metadata, title=title, people=people)
    printed = pages(pdf(replace(book(p("x")), metadata=known)))[2].replace("\u00a0", " ").splitlines()
    assert [line.strip() for line in printed if line.strip() != author][:2] == lines


def test_a_heading_in_capitals_is_not_divided_behind_a_small_word() -> None:
    made = text_of(chapter("INDUSTRIALIZATION AND COLLECTIVIZATION", p("x")), chapter("One and Two", p("y")))
    assert [node.text for node in made.iter("h1")] == ["INDUSTRIALIZATION AND\u00a0COLLECTIVIZATION", "One and Two"]


def test_a_title_without_a_space_stays_on_its_page() -> None:
    known = replace(book(p("x")).metadata, title="FHL_007548733_TAOS_BAPTISMS_BATCH_2_AND_ALL_THE_OTHERS_OF_THEM")
    with pypdfium2.PdfDocument(pdf(replace(book(p("x")), metadata=known))) as document:
        for page in document:
            text = page.get_textpage()
            rights = [text.get_charbox(n)[2] for n in range(text.count_chars())]
            assert max(rights, default=0) < page.get_width() - 20


def test_headings_of_one_level_are_set_alike() -> None:
    long = Heading((Text(" ".join(["A heading that needs more than two lines in capitals"] * 3)),))
    body = (chapter("Short", p("x")), Section("l", "chapter", (long,), (p("y"),)))
    assert long_levels(body, 1, MEASURE) == {1}
    assert ["long" in (header.get("class") or "") for header in text_of(*body).iter("header")] == [True, True]
    assert long_levels(body[:1], 1, MEASURE) == frozenset()


def test_a_long_title_is_cut_in_running_heads() -> None:
    title = " ".join(["A very long title indeed"] * 6)
    made = Setter(title, {}, names(book(p("x")))).part("text", (p("x"),))[0]
    (start,) = (node for node in made if node.get("class") == "start")
    assert all(len(start.get(f"data-{side}", "")) <= 58 for side in ("left", "right"))


def test_letters_without_small_capitals_are_not_mixed_with_such() -> None:
    made = text_of(chapter("I ПИСМО", p("x")), chapter("Letter I", p("y")))
    assert [heading.get("class") for heading in made.iter("h1")] == ["cased", None]


def test_small_capitals_are_never_set_with_the_german_f() -> None:
    from importlib.resources import files

    css = files("exporters.pdf").joinpath("style.css").read_text("utf-8")
    rules = [
        rule for rule in re.findall(r"{([^{}]*)}", css) if re.search(r"font-variant-caps: (all-)?small-caps", rule)
    ]
    assert len(rules) > 5 and all('"locl" 0' in rule for rule in rules)


def test_the_title_over_the_whole_text_is_listed_only_if_it_is_not_the_books() -> None:
    inner = (chapter("One", p("a")), chapter("Two", p("b")))
    same, other = (
        pages(pdf(book(Section("w", "body", (Heading((Text(title),)),), inner))))[4] for title in ("SAMPLE.", "Other")
    )
    assert "SAMPLE" not in same and "Other" in other


# --- sections ---------------------------------------------------------------------------------------------------------


def test_poems_with_titles_are_sections_where_only_poems_stand() -> None:
    poems = (poem("To my mother", 14), PageBreak("p", "2"), poem("", 14), poem("IV", 14))
    made = with_poems(poems, numbered=False)
    assert [isinstance(block, Section) for block in made] == [True, False, False, False]
    assert [entry.title for entry in entries_of(*poems)] == ["To my mother"]
    # Not those that are quoted in a text.
    assert with_poems((p("x"), *poems)) == (p("x"), *poems)


def test_short_poems_share_a_page() -> None:
    assert opening_level(with_poems(tuple(poem(f"Song {n}x", 14) for n in range(3)))) == 1
    assert opening_level(with_poems(tuple(poem(f"Song {n}x", 2) for n in range(3)))) == 0


def test_a_short_section_without_a_title_follows_the_one_before() -> None:
    short, long = Section("a", "entry", (), (p("few"),)), Section("b", "entry", (), (p(numbers("w", 600)),))
    made = text_of(chapter("One", p(numbers("v", 200))), short, long)
    assert [section.get("class") for section in made.iter("section")] == ["opening", "untitled", "opening"]


def test_what_an_edition_calls_its_parts_is_no_matter_of_style() -> None:
    called = ("imprint", "contents", "speech", "note", "title-page", "sheet")
    body = [Section(f"s{n}", role, (Heading((Text("Head"),)),), (p("x"),)) for n, role in enumerate(called)]
    body += [Section(f"q{n}", "", (), (Quotation((p("x"),), (), role),)) for n, role in enumerate(called)]
    made = text_of(*body)
    classes = {word for node in made.iter("section", "blockquote") for word in (node.get("class") or "").split()}
    assert classes <= {"opening", "untitled", "display", "last"}


# --- lines ------------------------------------------------------------------------------------------------------------


def test_addresses_are_not_hyphenated_and_do_not_stretch_lines() -> None:
    address = "https://example.org/entity/some/very-long/path?numtable=B360446201_THIA63_1&nomfichier=pdfxyzmode=ecran"
    made = text_of(p("See ", Link(address, (Text(address),)), " and ", address, " there."), p("plain"))
    first, second = made.iter("p")
    found = [(span.text or "").strip() for span in first.iter("span") if span.get("class") == "address"]
    assert found == [address, address]
    assert "left" in first.get("style", "") and second.get("style") is None
    assert "".join(first.itertext()) == f"See {address} and {address} there."


def test_an_address_in_a_note_is_the_notes_affair() -> None:

    made = text_of(p("Words ", note(1, "https://example.org/" + "x" * 60), " go on."))
    (line,) = made.iter("p")
    (foot,) = (span for span in made.iter("span") if span.get("class") == "note")
    assert line.get("style") is None and "left" in foot.get("style", "")


@given(st.lists(st.sampled_from(["word", " ", "https://a.org/b", "www.b.org", ", "]), max_size=8))
def test_no_letter_is_lost_around_addresses(parts: list[str]) -> None:
    root, line = element("body"), element("p")
    root.append(line)
    for number, part in enumerate(parts):
        if number % 3 == 2:
            line.append(element("i"))
            add_text(line[-1], part)
        else:
            add_text(line, part)
    before = "".join(root.itertext())
    assert "".join(housed(root, MEASURE).itertext()) == before


def test_a_space_does_not_break_before_a_sign_beyond_mark_up() -> None:
    made = text_of(p("« ", Span("emphasis", (Text("Midi"),)), " » dit-il ; ", Span("emphasis", (Text("Oui"),)), " !"))
    printed = "".join(made.itertext()).replace("\u2060", "")
    assert printed == "«\u2009Midi\u2009» dit-il\u2009; Oui\u2009!"


def test_a_short_table_is_not_divided() -> None:
    def rows(count: int) -> Table:
        return Table((), tuple((Cell((p(f"r{n}"),)), Cell((p("y"),))) for n in range(count)))

    short, long = text_of(rows(8), rows(40)).iter("table")
    assert short.get("class") == "together"
    assert [number for number, row in enumerate(long.iter("tr")) if row.get("class") == "kept"] == [0, 38]


def test_a_section_does_not_end_with_a_line_on_a_page_of_its_own() -> None:
    for more in range(0, 72, 9):  # words, so that the end of a page falls somewhere in the short paragraphs
        body = (p(numbers("v", 200 + more)), p(numbers("w", 180)), p("Short one."), p("Short two."))
        last = [line for line in pages(pdf(book(chapter("One", *body))))[-1].splitlines() if line.strip()]
        assert len(last) >= 5  # three lines, the two short ones, and most often the folio

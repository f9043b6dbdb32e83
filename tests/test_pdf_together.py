"""What the PDF keeps together: quotation marks and their words, numbers and what they count, names of people."""

from dataclasses import replace
from typing import Any

import pytest

from exporters.pdf import _libraries
from exporters.pdf.matter import matter
from exporters.pdf.sections import cased_titles
from teipress.book import Block, Group, Inline, Note, Person, Quotation, Span, Text
from tests.paper import MEASURE, book, chapter, p, pages, pdf, text_of

with _libraries():
    from weasyprint import HTML
    from weasyprint.formatting_structure.boxes import BlockBox

    from exporters.pdf.remedies import opened
    from exporters.pdf.syllables import undivided

THIN = "\u2060\u2009\u2060"
ITALICS = Span("emphasis", (Text("Wort"),))
CITED = Quotation((p("One."), p("Two.")))


def paragraphs(*content: Block) -> list[str]:
    """The words of each paragraph."""
    return ["".join(node.itertext()) for node in text_of(chapter("One", *content)).iter("p")]


# --- quotation marks --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "set_as"),
    [
        ("Er schrieb: »", "«", ["Er schrieb:", "»One.", "Two.«"]),
        ("Il écrivit : «", "».", [f"Il écrivit{THIN}:", "«One.", "Two.»."]),
        ("He wrote: “", "” And so on.", ["He wrote:", "“One.", "Two.”", "And so on."]),
        # Not theirs: marks of words before or behind.
        ("He wrote “so”:", "“And so on.”", ["He wrote “so”:", "One.", "Two.", "“And so on.”"]),
        ("He wrote: “", "and so on.", ["He wrote: “", "One.", "Two.", "and so on."]),
    ],
)
def test_marks_around_a_displayed_quotation_stand_at_its_words(before: str, after: str, set_as: list[str]) -> None:
    assert paragraphs(p(before), CITED, p(after)) == set_as


def test_marks_around_a_quotation_in_a_note_stand_at_its_words() -> None:
    note = Note("a", 1, "*", "", (p("S. 2: »"), CITED, p("«")))
    (made,) = (node for node in text_of(chapter("One", p("x", note))).iter("span") if node.get("class") == "note")
    assert ["".join(node.itertext()) for node in made] == ["1", "»One.Two.«"]


@pytest.mark.parametrize(
    ("content", "set_as"),
    [
        (("« Mot » dit",), f"«{THIN}Mot{THIN}» dit"),
        (("dit «\u00a0 ", ITALICS, " \u00a0» et",), f"dit «{THIN}Wort{THIN}» et"),
        (("dit ", ITALICS, " \u00a0!", " Et"), f"dit Wort{THIN}! Et"),
        (("le ( ", ITALICS, " ) , et",), "le (\u00a0Wort\u00a0)\u00a0, et"),
        (("“ Devil! ” he",), f"“{THIN}Devil!{THIN}” he"),
        (("‘Why? ’ he",), f"‘Why?{THIN}’ he"),
        (("’tis the boys ’ own",), "’tis the boys ’ own"),
        # German marks point the other way.
        (("sagte »", ITALICS, "« und",), "sagte »Wort« und"),
        (("sagte „", ITALICS, "“ und",), "sagte „Wort“ und"),
        (("dit « ", ITALICS, " » et",), f"dit «{THIN}Wort{THIN}» et"),
    ],
)  # fmt: skip
def test_spaces_within_quotation_marks_do_not_break(content: tuple[Inline | str, ...], set_as: str) -> None:
    assert paragraphs(p(*content)) == [set_as]


# --- numbers, daṇḍas, names -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "set_as"),
    [
        ("in No. 36, pp. 3 f., § 5", "in No.\u00a036, pp.\u00a03 f., §\u00a05"),
        ("He said no. 36 went.", "He said no. 36 went."),
        ("iti | tathā || ca", "iti\u00a0| tathā\u00a0|| ca"),
        ("इति । तथा ॥", "इति\u00a0। तथा\u00a0॥"),
    ],
)
def test_no_line_begins_with_what_belongs_to_the_line_above(text: str, set_as: str) -> None:
    assert paragraphs(p(text)) == [set_as]


def titles(title: str, *editors: str) -> list[str]:
    """The lines of the title page."""
    source = book(p("x"))
    people = tuple(Person(name, name, "edt") for name in editors)
    source = replace(source, metadata=replace(source.metadata, title=title, people=people))
    page = matter(source, [], {}, MEASURE)[1]
    return ["".join(node.itertext()).replace("\u00a0", "_") for node in page.iter("p")]


def test_titles_keep_dates_together_and_names_of_editors() -> None:
    long = "Maciej do Mikołaja Serafina, Nieszawa, 22 września 1455"
    assert titles(long, "Anna Skolimowska", "Waldemar Bukowski", "Tomasz Płóciennik")[:2] == [
        "Maciej do_Mikołaja Serafina, Nieszawa, 22_września 1455",
        "Edited by_Anna_Skolimowska, Waldemar_Bukowski and_Tomasz_Płóciennik",
    ]


# --- languages --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fi", "tr", "grc", "gez", "sa-Latn", "ru-Latn", "cy"])
def test_lines_of_words_that_nobody_divides_are_ragged(language: str) -> None:
    assert undivided(language)


@pytest.mark.parametrize("language", ["", "und", "en", "de-Latf", "la", "sr", "sr-Latn", "ru", "zh", "ar"])
def test_lines_of_other_languages_are_filled(language: str) -> None:
    assert not undivided(language)


def test_running_heads_are_small_capitals_where_most_titles_have_such() -> None:
    cyrillic, latin = (chapter(title, p("x")) for title in ("Глава I", "Chapter I"))
    assert not cased_titles(book(latin, latin, cyrillic))
    assert cased_titles(book(cyrillic, cyrillic, cyrillic, latin))


# --- pages ------------------------------------------------------------------------------------------------------------


def test_headings_that_open_facing_pages_stand_level() -> None:
    style = "<style>body, h2 { margin: 0 } * { line-height: 18px } header { padding-top: 54px }</style>"
    html = f"{style}<header><h2>One</h2></header><p>x</p><h2>Two</h2><p>y</p>"
    box = HTML(string=html).render().pages[0]._page_box.children[0]
    before = heights(box)
    assert opened(box, 2, 18, box.content_box_y(), True) == 1
    assert heights(box) == [before[0], before[1] + 18]
    # It may go down where no heading faces it.
    assert opened(box, 1, 18, box.content_box_y(), False) == 1
    assert heights(box) == [before[0] + 18, before[1] + 36]


def heights(box: Any) -> list[float]:
    """How far down its page each heading stands."""
    return [
        inner.position_y for inner in box.descendants() if inner.element_tag == "h2" and isinstance(inner, BlockBox)
    ]


def test_a_signature_is_not_divided() -> None:
    signed = Group("signed", (p("Przez Waszej Wielmożności pokornego sługę a pokornego sługę Wielmożności Macieja"),))
    assert "Macieja" in pages(pdf(book(chapter("One", p("x"), signed))))[-1]

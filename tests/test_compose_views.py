"""Compose: places that the reading and the diplomatic view show each in its own way."""

import pytest

from teipress.book import (
    Alternate,
    Group,
    Inline,
    LineBreak,
    PageBreak,
    Span,
    Text,
    Variant,
    plain,
)  # fmt: skip
from tests.composing import HARD, alternate, note, span
from tests.editions import body, inlines, p

SIGLUM_A, SIGLUM_B = (Span("citation", (Text(witness),)) for witness in "AB")
RED = Variant("variant-1", 1, (Text("red] "), SIGLUM_A, Text("; green "), SIGLUM_B), reach=3)
EX = Variant("variant-2", 2, (Text("x] y"),), reach=1)

VIEWS: dict[str, tuple[str, tuple[Inline | str, ...], tuple[Inline | str, ...]]] = {
    "choice": (
        "It <choice><sic>occured</sic><corr>occurred</corr></choice>, <choice><orig>vp</orig><reg>up</reg></choice>, "
        "<choice><abbr>Dr</abbr><expan>Doctor</expan></choice>.",
        (
            "It ", alternate("correction", "occurred", "occured"), ", ", alternate("regularization", "up", "vp"), ", ",
            alternate("expansion", "Doctor", "Dr"), ".",
        ),
        (
            "It ", alternate("correction", "occured", "occurred"), ", ", alternate("regularization", "vp", "up"), ", ",
            alternate("expansion", "Dr", "Doctor"), ".",
        ),
    ),
    "apparatus, its lemma or its first reading": (
        'A <app><lem wit="#A">red</lem><rdg wit="#B">green</rdg></app> <app><rdg>x</rdg><rdg>y</rdg></app>',
        ("A red", RED, " x", EX),
        ("A red", RED, " x", EX),
    ),
    "substitution": (
        "He <subst><del>went</del><add>ran</add></subst> home.",
        ("He ", alternate("variant", "", "went"), "ran home."),
        ("He ", span("deleted", "went"), span("added", "ran"), " home."),
    ),
    "lines and pages": (
        'One photog-<lb/>rapher and\n<lb/>two <pb n="2" xml:id="p2"/><lb/>three.',
        ("One photog- rapher and two ", PageBreak("p2", "2"), "three."),
        (
            "One photog-", LineBreak(), "rapher and", LineBreak(), "two", PageBreak("p2", "2"), LineBreak(), "three.",
        ),
    ),
    "a note in what is deleted": (
        'x <del>y<note place="foot">gone</note></del> z<note place="foot">kept</note>',
        (
            "x ", Alternate("variant", (), inlines("y", note(1, "", "", p("gone")))), "z",
            note(1, "", "", p("kept"), id="note-2"),
        ),
        ("x ", span("deleted", "y", note(1, "", "", p("gone"))), " z", note(2, "", "", p("kept"))),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("snippet", "reading", "diplomatic"), VIEWS.values(), ids=VIEWS)
def test_two_views_of(snippet: str, reading: tuple[Inline | str, ...], diplomatic: tuple[Inline | str, ...]) -> None:
    assert body(f"<p>{snippet}</p>") == (p(*reading),)
    assert body(f"<p>{snippet}</p>", "diplomatic") == (p(*diplomatic),)


DIVIDED = (
    '<p>photog<lb break="no"/>rapher, Rus-<lb break="no"/>sian, two— <lb break="no"/>three, '
    '<hi>fi</hi><lb break="no"/>ve</p>'
)


def test_word_divided_by_a_line_is_one_word_to_the_reader() -> None:
    assert body(DIVIDED) == (p("photographer, Rus-sian, two—three, ", span("emphasis", "fi"), "ve"),)


def test_older_encodings_say_by_the_type_of_a_break_that_it_divides_a_word() -> None:
    assert body(
        '<p>whe<lb rend="hidden" type="hyphenInWord"/>ther to<lb type="inWord"/>\nmorrow, <lb type="x"/>no</p>'
    ) == (p("whether tomorrow, no"),)


def test_hyphens_that_the_header_says_were_removed_come_back_in_the_diplomatic_view() -> None:
    assert body(DIVIDED, "diplomatic", HARD) == (
        p(
            "photog-", LineBreak(), "rapher, Rus-", LineBreak(), "sian, two—", LineBreak(), "three, ",
            span("emphasis", "fi"), "-", LineBreak(), "ve",
        ),
    )  # fmt: skip


def test_no_hyphens_are_added_where_the_header_is_silent() -> None:
    assert plain(body(DIVIDED, "diplomatic")) == "photog rapher, Rus- sian, two— three, fi ve"


PAGED = '<p><lb/>domi<pb n="8" xml:id="p8" break="no"/><lb break="no"/>nated</p>'


def test_word_divided_by_a_page_is_one_word_around_the_break() -> None:
    assert body(PAGED) == (p("domi", PageBreak("p8", "8"), "nated"),)


def test_hyphen_at_the_foot_of_a_page_stays_on_it_in_the_diplomatic_view() -> None:
    assert body(PAGED, "diplomatic", HARD) == (p("domi-", PageBreak("p8", "8"), LineBreak(), "nated"),)
    assert body(PAGED, "diplomatic") == (p("domi", PageBreak("p8", "8"), LineBreak(), "nated"),)


def test_running_heads_are_shown_in_the_diplomatic_view_only() -> None:
    assert body("<fw>FROM LENIN TO STALIN</fw><p>x</p>") == (p("x"),)
    assert body("<fw>FROM LENIN TO STALIN</fw><p>x</p>", "diplomatic") == (
        Group("fw", (p("FROM LENIN TO STALIN"),)),
        p("x"),
    )

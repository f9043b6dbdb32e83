"""The plain-text exporter: what a reader sees, sign for sign."""

from pathlib import Path
from typing import get_args

import pytest

from exporters.text import export
from exporters.text.layout import fill
from exporters.text.matter import day
from exporters.text.signs import Signs, width
from exporters.text.words import words
from teipress.book import (
    Alternate,
    Block,
    Book,
    Cell,
    Figure,
    Heading,
    Image,
    Inline,
    Item,
    LineBreak,
    Link,
    Listing,
    Metadata,
    Opaque,
    PageBreak,
    Paragraph,
    Section,
    Span,
    Speech,
    Stage,
    Table,
    Text,
    notes,
    walk,
)
from teipress.diagnostics import Severity
from teipress.settings import Settings
from tests.everything import EVERYTHING
from tests.texts import book, i, inlines, note, p, page, read, t, text

GOLDEN = Path(__file__).parent / "golden"


def test_a_book_with_every_node_reads_as_in_the_golden_file() -> None:
    assert read(EVERYTHING) == (GOLDEN / "everything.txt").read_text("utf-8")


def test_everything_holds_every_kind_of_node() -> None:
    nodes = [
        node for part in (EVERYTHING.content, *(n.content for n in notes(EVERYTHING.content))) for node in walk(part)
    ]
    assert {type(node) for node in nodes} == set(get_args(Inline)) | set(get_args(Block))


# --- words and lines --------------------------------------------------------------------------------------------------


def spelled(*content: Inline | str) -> str:
    """The words on one line; `|` where a line may break without a space."""
    made = words(inlines(*content), Signs())
    return "".join(("|" if n and not word.gap else word.gap if n else "") + word.text for n, word in enumerate(made))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (("com", page("8"), "missar of archives"), "commissar [p. 8] of archives"),
        (("expressing ", page("10"), "unflinchingly"), "expressing [p. 10] unflinchingly"),
        ((page("10"), "unflinchingly"), "[p. 10] unflinchingly"),
        (("end.", page("11")), "end. [p. 11]"),
        (("end.", PageBreak("p", " ")), "end. [p. –]"),
        (("a", page("1[2]")), "a [p. 1(2)]"),
        (("我读", page("卷 5"), "红楼"), "我|读|[p. 卷 5]|红|楼"),
        (("あった。「い」と",), "あっ|た。|「い」|と"),
        (("word", note(1), ", more"), "word[1], more"),
        (("infa", note(1), "mous rabble"), "infamous[1] rabble"),
        (("rank", note(1), "-and-file"), "rank[1]-and-file"),
        ((i("Pravda"), "’s leaders"), "_Pravda_’s leaders"),
        ((i(" a b "), "c"), " _a b_ c".lstrip()),
        (("un", i("believ", "emphasis"), "able"), "_unbelievable_"),
        ((i("A"), " ", i("B")), "_A_ _B_"),
        ((i("A"), i("B")), "_AB_"),
        ((i("Iskra"), "—", i("Spark")), "_Iskra_—|_Spark_"),
        ((i("Notes"), note(2), " by"), "_Notes_[2] by"),
        ((Span("title", (Text("Les "), page("3"), Text("Hommes"))), "."), "_Les [p. 3] Hommes_."),
        ((Span("emphasis", (Text("so "), i("Pravda"))), " says"), "_so Pravda_ says"),
        ((Span("emphasis", t("er"), ("superscript",)), " und"), "er und"),
        ((Span("name", t("Lenin"), ("spaced",)), " und"), "_Lenin_ und"),
        ((Span("title", t("Pravda"), ("roman",)),), "Pravda"),
        ((i("  "), "a"), "a"),
        (("servants—nor", " do"), "servants—|nor do"),
        (("servants —nor",), "servants —nor"),
        (("inferences—", note(3), " Russia"), "inferences—[3] Russia"),
        (("so. . . . Land",), "so. . . . Land"),
        (("a\u00a0b c",), "a\u00a0b c"),
        ((Link("https://example.org/", t("there")), "."), "there. <https://example.org/>"),
        ((Link("https://example.org/", t("example.org")),), "example.org"),
        ((Link("#x", t("above")),), "above"),
        (("pic", Image("x", "a [red] star"), "ture"), "picture [Image: a (red) star]"),
        ((Image("x", ""),), "[Image]"),
        ((Opaque("MathML", "<m/>", ""),), "[MathML]"),
        ((Alternate("correction", t("occurred"), t("occured")),), "occurred"),
        (("one", LineBreak(), "two"), "one\ntwo"),
    ],
)
def test_words_and_signs(content: tuple[Inline | str, ...], expected: str) -> None:
    assert spelled(*content) == expected


def test_points_of_suspension_stay_together_and_leaders_do_not() -> None:
    assert [word.text for word in words(t("so. . . . Land . . . and"), Signs())] == [
        "so. . . .",
        "Land",
        ". . .",
        "and",
    ]
    assert len(words(t(". " * 40), Signs())) == 40


def test_width_counts_columns() -> None:
    assert [width(s) for s in ("abc", "é", "e\u0301", "红楼", "\u200b", "ab\u202e")] == [3, 1, 1, 4, 0, 2]


def test_a_word_too_long_stands_alone_and_loses_its_indent() -> None:
    long = "x" * 80
    assert fill(words(t(f"a {long} b"), Signs()), 4, 4, 72) == ["    a", long, "    b"]
    assert fill(words(t("y" * 70), Signs()), 4, 4, 72) == ["  " + "y" * 70]


def test_lines_of_a_programme_keep_their_indent() -> None:
    code = Span("code", t("if x:\n    y\n\nz"))
    assert text(Paragraph((code,))) == "if x:\n    y\n\nz"


def test_han_text_fills_its_lines() -> None:
    assert [width(line) for line in text(p("红" * 100)).split("\n")] == [72, 72, 56]


# --- blocks -----------------------------------------------------------------------------------------------------------


def test_a_page_between_blocks_stands_before_the_next_paragraph() -> None:
    assert text(p("one"), page("2"), p("two")) == "one\n\n[p. 2] two"


def test_a_page_before_a_heading_or_a_table_has_a_line_of_its_own() -> None:
    cell = Cell((p("cell"),))
    assert text(page("2"), Table((), ((cell,),))) == "[p. 2]\n\ncell"
    section = Section("s", "chapter", (Heading((page("9"), Text("March"))),), (p("one"),))
    assert [line.strip() for line in text(section).split("\n")] == ["[p. 9]", "", "March", "=====", "", "one"]


def test_contents_name_the_page_on_which_a_section_begins() -> None:
    one = Section("s1", "chapter", (Heading((page("9"), Text("March"))),), (p("one"), page("10")))
    two = Section("s2", "chapter", (Heading(t("April")),), ())
    found = [line for line in read(book(one, two)).split("\n") if "..." in line]
    assert found == ["March " + "." * 59 + " [p. 9]", "April " + "." * 58 + " [p. 10]"]


def test_notes_stand_at_the_end_of_their_chapter_and_a_page_at_its_end_after_them() -> None:
    chapter = Section("s", "chapter", (), (p("one", note(1, p("first"))), page("2")))
    assert text(Section("part", "part", (), (chapter, Section("t", "chapter", (), (p("two"),))))) == (
        "one[1]\n\n\n----------\n\n[1] first\n\n[p. 2] two"
    )


def test_numbers_of_notes_are_aligned_and_tell_whose_they_are() -> None:
    shown = text(p("a", note(9, p("nine"), by="Tr. [sic]"), note(10, p("ten"), p("more"))))
    assert shown.split("-" * 10)[1] == "\n\n [9, Tr. (sic)] nine\n\n[10] ten\n\n     more"


def test_signs_are_doubled_where_the_text_has_them_itself() -> None:
    shown = text(page("5"), p("as in [1] and foo_bar", note(1, p("n")), " ", i("x")))
    assert shown.startswith("[[p. 5]] as in [1] and foo_bar[[1]] __x__\n")
    assert text(p("in [1917]", note(1, p("n")))).startswith("in [1917][1]\n")


def test_a_speaker_without_punctuation_gets_a_colon() -> None:
    assert text(Speech(t("Trotsky"), (p("No."),)), Speech(t("Lenin."), (p("Yes."),))) == "Trotsky: No.\n\nLenin. Yes."


def test_a_stage_direction_runs_in_after_the_speaker() -> None:
    assert text(Speech(t("Soreta"), (Stage(t("(aside).")), p("No.")))) == "Soreta: (aside).\n\n    No."


def test_ordered_items_are_numbered_under_each_other() -> None:
    listed = text(Listing("ordered", (), tuple(Item((), (p("x"),)) for _ in range(10)))).split("\n")
    assert (listed[0], listed[-1]) == (" 1. x", "10. x")


def test_a_nested_list_stands_right_below_its_label() -> None:
    inner = Listing("ordered", (), (Item((), (p("x"),)),))
    assert text(Listing("labelled", (), (Item(t("a."), (inner,)),))) == "a.\n   1. x"


def test_figures_are_right_aligned_and_spans_respected() -> None:
    def row(*cells: str) -> tuple[Cell, ...]:
        return tuple(Cell((p(cell),)) for cell in cells)

    year = Cell((p("1917"),), rows=2)
    table = Table(
        (), ((year, *row("bread", "400")), row("sugar", "1,200"), (Cell((p("and that was all"),), columns=3),))
    )
    assert text(table) == "1917  bread    400\n      sugar  1,200\nand that was all"


def test_spans_beyond_reason_cost_nothing() -> None:
    cell = Cell((p("x"),), rows=10**9, columns=10**9)
    assert text(Table((), ((cell,), (cell,)))) == "| x\n\n| x"


def test_what_words_cannot_show_is_reported() -> None:
    lost = (
        Figure("fig-1", (Image("a.png", ""), Image("b.png", "")), ()),
        p(Image("c.png", ""), Opaque("MathML", "<m/>", " "), Span("deleted", t("not"))),
        Figure("fig-2", (Image("d.png", ""),), (p("told"),)),
    )
    findings = export(book(p("x", note(1, *lost))), Settings()).findings
    assert [str(finding).split("\n")[0] for finding in findings] == [
        "sample  warning OUT-001  fig-1 has neither a caption nor a description",
        "sample  warning OUT-001  c.png has no description",
        "sample  warning OUT-001  a passage of MathML has no words to stand for it",
        "sample  warning OUT-001  1 deleted passages look like any other words",
    ]
    assert {finding.severity for finding in findings} == {Severity.WARNING}


@pytest.mark.parametrize(
    ("iso", "language", "read_as"),
    [("2026-11-23", "en", "23 November 2026"), ("2026-11", "", "November 2026"), ("1937", "en", "1937"), ("", "en", ""),
     ("-0044", "en", "44 BCE"), ("in May", "en", "in May"), ("2026-11-01", "fr", "1er novembre 2026")],
)  # fmt: skip
def test_dates_are_written_out(iso: str, language: str, read_as: str) -> None:
    assert day(iso, language) == read_as


def test_what_is_no_character_becomes_a_question_mark() -> None:
    assert text(p("a\ud800b")) == "a?b"


def test_an_empty_book_is_a_file() -> None:
    empty = Book("empty", Metadata("", "", "", ""), (), (), (), 0)
    assert read(empty).endswith("\n") and not read(empty).endswith("\n\n")

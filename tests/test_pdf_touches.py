"""The last touches to the PDF's text: dashes, lines under words, marks of notes, numbers of lists, words that lead on."""

import pytest
from lxml import etree

from exporters.labels import labels
from exporters.pdf.indexes import Locators, index, leveled
from exporters.xhtml import Element
from teipress.book import Index, IndexEntry, Inline, Item, Listing, Note, Related, See, Span, Stage, Text, plain, walk
from tests.paper import book, chapter, outline, p, pages, pdf, text_of

FIRST, SECOND = Note("a", 1, "*", "", (p("one"),)), Note("b", 2, "*", "", (p("two"),))
TITLE, NAME = (Span("title", (Text("Iskra"),)),), (Text("Lenin"),)


def paragraph(*content: Inline | str) -> Element:
    """The HTML of a paragraph."""
    (made,) = text_of(chapter("One", p(*content))).iter("p")
    return made


def words(node: Element) -> str:
    return "".join(node.itertext())


@pytest.mark.parametrize(
    ("content", "set_as"),
    [
        (("a word—and",), "a word\u2060—and"),
        (("a word", Span("emphasis", (Text("x"),)), "—and"), "a wordx\u2060—and"),
        (("здесь. — Охота",), "здесь.\u00a0— Охота"),
        ((Span("emphasis", (Text("x"),)), " – and"), "x\u00a0– and"),
        # Speech begins with a dash, and signs between figures are none.
        (("— Охота",), "— Охота"),
        (("1863 - 1893",), "1863 - 1893"),
    ],
)
def test_no_line_begins_with_a_dash(content: tuple[Inline | str, ...], set_as: str) -> None:
    assert words(paragraph(*content)) == set_as


def test_no_line_begins_with_a_dash_behind_the_mark_of_a_note() -> None:
    (made,) = text_of(chapter("One", p("tongue", FIRST, "—Zinoviev"))).iterdescendants("p")
    assert made[0].tail == "\u2060—Zinoviev"


@pytest.mark.parametrize(("style", "tag"), [("underline", "span"), ("strikethrough", "s")])
def test_what_is_underlined_or_struck_out_begins_with_its_first_word(style: str, tag: str) -> None:
    made = paragraph("a ", Span("plain", (Text("word"),), (style,)), " and")
    (ruled,) = [node for node in made.iter(tag) if node.text == "word"]
    assert words(made) == "a word and" and made.text == "a"
    around = ruled.getparent()
    assert around is not None and around is not made and around.text == " "


def test_marks_of_notes_that_follow_each_other_at_once_do_not_run_together() -> None:
    (made,) = text_of(chapter("One", p("word", FIRST, SECOND, " and", FIRST, " so", SECOND))).iterdescendants("p")
    assert [anchor[0].get("style") for anchor in made] == [None, "padding-left: .17em", None, None]


def test_numbers_of_a_list_are_no_small_capitals() -> None:
    items = [Item((Text(label),), (p("x"),)) for label in ("(1)", "Aims:")]
    made = text_of(chapter("One", Listing("labelled", (), tuple(items))))
    assert [(node.text, bool(node.get("style"))) for node in made.iter("span")] == [("(1)", True), ("Aims:", False)]


def test_see_is_told_from_the_titles_beside_it() -> None:
    entries = (
        IndexEntry("lenin", "L", NAME, related=(Related("i", TITLE),)),
        See("S", (Text("Ulianov"),), "lenin", NAME),
        See("S", TITLE, "lenin", NAME),
    )
    made = index(Index("works", "work", "Works", entries), Locators({}, {}, labels("en")))
    leads = [node for node in walk(made) if isinstance(node, Span) and node.kind == "emphasis"]
    assert plain(made).count("see") == 2 and plain(made).count("See also") == 1
    assert [plain(node.content) for node in leads] == ["see"]


def test_contents_of_one_entry_are_none() -> None:
    assert [title for _, title in outline(pdf(book(chapter("One", p("x")))))] == ["Sample", "One"]
    assert "Contents" not in " ".join(pages(pdf(book(chapter("One", p("x"))))))
    assert [title for _, title in outline(pdf(book(chapter("One", p("x")), chapter("Two", p("y")))))][1] == "Contents"


@pytest.mark.parametrize(
    "words", ["She goes.", "Zimara, Azem in chains, Elvira comes in behind them with all of the soldiers."]
)
def test_a_stage_direction_of_several_lines_falls_into_lines_of_like_length(words: str) -> None:
    (made,) = [
        node for node in text_of(chapter("One", Stage((Text(words),)))).iter("p") if node.get("class") == "stage"
    ]
    assert bool(made.get("style")) is (len(words) > 60)


def test_the_page_of_a_date_that_takes_more_lines_stands_beside_what_is_told() -> None:
    rows = "".join(
        f"<tr><th>{date}</th><td>{told}</td><td>{page}</td></tr>"
        for date, told, page in (
            ("24 September to 3 October 1917, by the old style", "This was in the middle.", 22),
            ("1917", "This was in the middle.", 23),
        )
    )
    made = leveled(etree.fromstring(f"<table>{rows}</table>"), 384)
    assert [cell.get("style") for cell in made.iter("td")][1::2] == ["vertical-align: top; padding-top: 0px", None]


def test_a_return_is_a_space() -> None:
    assert words(paragraph("one\r\ntwo\rthree")) == "one\ntwo\nthree"

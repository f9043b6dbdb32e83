"""What the PDF keeps on one page, what begins none, and what a page that goes on says again."""

from dataclasses import replace

import pypdfium2
import pytest

from exporters.labels import labels
from exporters.pdf.listed import Entry
from exporters.pdf.matter import matter
from exporters.pdf.text import HEAD_LENGTH
from exporters.xhtml import Element
from teipress.book import (
    Group,
    Item,
    Line,
    Listing,
    Mention,
    Moment,
    Note,
    Occurrence,
    Quotation,
    Section,
    Speech,
    Text,
)  # fmt: skip
from tests.paper import MEASURE, book, chapter, note, numbers, p, pages, pdf, text_of

NOTE = Note("n1", 1, "*", "", (p("a note"),))


def words(node: Element) -> str:
    return " ".join("".join(node.itertext()).split())


def classes(root: Element, tag: str) -> list[str | None]:
    return [node.get("class") for node in root.iter(tag)]


# --- ends of pages ----------------------------------------------------------------------------------------------------


def test_a_signature_never_stands_on_a_page_of_its_own() -> None:
    for more in range(0, 60, 12):  # words, so that the end of a page falls somewhere about the signature
        signed = Group("signed", (p("Antonio José Martínez"),))
        printed = pages(pdf(book(chapter("One", p(numbers("v", 330 + more)), signed))))
        (signing,) = (page for page in printed if "Martínez" in page)
        assert sum("v" in line for line in signing.splitlines()) >= 3


def test_who_is_to_speak_stands_beside_the_speech() -> None:
    announced, other = (Group("note", (p(words),)) for words in ("THE CHAIRMAN:", numbers("w", 40)))
    speech = Speech((Text("Chairman"),), (p("Thank you."),))
    made = text_of(chapter("One", announced, speech, other, speech))
    assert [cls for cls in classes(made, "div") if cls and "note" in cls] == ["note lead", "note"]


@pytest.mark.parametrize(("count", "set_as"), [(20, "untitled"), (300, "opening")])
def test_a_section_without_a_title_goes_on_behind_a_few_lines(count: int, set_as: str) -> None:
    long = Section("b", "", (), (p(numbers("w", 600)),))
    made = text_of(chapter("One", p(numbers("v", count))), long)
    assert classes(made, "section") == ["opening", set_as]
    assert len(list(made.iter("header"))) + classes(made, "div").count("start") == (1 if count == 20 else 2)


# --- lists, verse, marks of notes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("items", "set_as"),
    [
        (("1. There is a God.", "2. All things were created.", "And more."), "plain"),
        (("(a) one", "(b) two"), "plain"),
        (("Defin. I. By God", "I. Second", "3 oz. of tea"), "bulleted"),
        (("one", "two"), "bulleted"),
    ],
)
def test_items_with_numbers_of_their_own_have_no_other_sign(items: tuple[str, ...], set_as: str) -> None:
    listing = Listing("bulleted", (), tuple(Item((), (p(item),)) for item in items))
    assert classes(text_of(chapter("One", listing)), "ul") == [set_as]


def test_the_mark_of_a_note_has_no_line_of_its_own() -> None:
    quoted = Quotation((Line((Text("Had I it written,"),)), p(NOTE)))
    made = text_of(chapter("One", quoted, p("Text.")))
    assert [words(line) for line in made.iter("p")] == ["Had I it written,¹1 a note", "Text."]
    # One that has nothing before it stays where it is.
    made = text_of(chapter("One", p(note(1, "x")), p("Text.")))
    assert len(list(made.iter("p"))) == 2


def test_lines_of_verse_in_a_quotation_begin_below_each_other() -> None:
    data = pdf(book(chapter("One", p("x"), Quotation((Line((Text("Zeal first,"),)), Line((Text("Zeal next."),)))))))
    with pypdfium2.PdfDocument(data) as document:
        read = [page.get_textpage() for page in document]
        page, text = next((page, text) for page in read if "Zeal" in (text := page.get_text_range()))
        found = [at for at in range(len(text)) if text.startswith("Zeal", at)]
        left = [page.get_charbox(at)[0] for at in found]
    assert len(left) == 2 and abs(left[0] - left[1]) < 0.1


# --- running heads, contents, imprint ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("A short title, which is printed whole", "A short title, which is printed whole"),
        ("Chapitre VII – Où le Captain Cap donne une magistrale leçon de choses", "Chapitre VII"),
        ("An account of the travels of Mr. George Psalmanaazaar, a native of it", "An account of the travels of Mr. George Psalmanaazaar"),
        ("To the right honourable and right reverend father in God and others", "To the right honourable and right reverend father in God …"),
    ],
)  # fmt: skip
def test_a_long_running_head_ends_where_the_title_pauses(title: str, head: str) -> None:
    (start,) = text_of(chapter(title, p("x"))).iter("header")
    assert start.get("data-right") == head and len(head) <= HEAD_LENGTH


def test_no_line_of_the_contents_is_a_short_last_word() -> None:
    title = "Avant-propos imposé par la plus élémentaire bonne foi"
    made = matter(book(p("x")), [Entry(0, title, "a"), Entry(0, "B", "b")], {}, MEASURE)
    assert any("bonne\u00a0foi" in "".join(link.itertext()) for link in made.iter("a"))


@pytest.mark.parametrize(
    "licence", ["Free under CC BY 4.0", "Free: https://example.org/by/4.0/", "See https://example.org/by/4.0/ for it."]
)
def test_the_address_of_the_licence_is_told_once(licence: str) -> None:
    source, address = book(p("x")), "https://example.org/by/4.0/"
    source = replace(source, metadata=replace(source.metadata, licence=licence, licence_url=address))
    told = [words(line) for line in matter(source, [], {}, MEASURE).iter("p") if address in words(line)]
    assert told == [licence if address in licence else f"{licence} {address}"]


def test_addresses_stand_in_the_imprint_not_on_the_title_page() -> None:
    source = book(p("x"))
    known = replace(source.metadata, publisher="The Press post@example.org", place="https://example.org/", date="2026")
    _, title_page, imprint = matter(replace(source, metadata=known), [], {}, MEASURE)
    assert words(title_page).endswith("The Press · 2026")
    assert "The Press post@example.org, https://example.org/" in words(imprint)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Text prepared by the teipress editors"), ("fr", "Texte préparé par The teipress editors")],
)
def test_an_article_within_a_sentence_is_no_capital(language: str, said: str) -> None:
    say = labels(language)
    assert say("ctb", "The teipress editors") == said
    assert say("by", "The Trial", "The Poet").startswith("The Trial")


# --- chronology -------------------------------------------------------------------------------------------------------


def test_a_year_that_runs_on_over_a_page_stands_at_its_head_again() -> None:
    def moment(year: str, number: int) -> Moment:
        told = (Text(numbers(f"told{number}w", 30)),)
        return Moment(f"{number} March {year}", f"{year}-03-{number:02}", year, (Occurrence(told, Mention("a", "")),))

    moments = tuple(moment(year, number) for year in ("1917", "1918") for number in range(1, 21))
    printed = pages(pdf(replace(book(chapter("One", p("x"))), chronology=moments)))
    dated = [page for page in printed if "told" in page]
    assert len(dated) > 2
    for page in dated:
        lines = [line.split() for line in page.splitlines() if line.split()]
        years = [line[0] for line in lines if line[0] in ("1917", "1918")]
        days = {line[line.index("March") + 1] for line in lines if "March" in line}
        assert set(years) == days and len(years) == len(days)

"""Tags: what a program for the blind reads of a PDF, and what a PDF is made to be."""

import hashlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from exporters.pdf import export
from exporters.pdf.nodes import Node, Words
from exporters.pdf.syntax import mend
from teipress import wording
from teipress.book import (
    Cell,
    Table,
)  # fmt: skip
from tests import clauses_a, clauses_ua, editions
from tests.everything import EVERYTHING
from tests.reading import Element, Reading
from tests.tagged import (
    PICTURES,
    SAMPLE,
    SETTINGS,
    cell,
    edition,
    from_corpus,
    opening_of_memoir,
    p,
    pdf,
    reading,
    sample,
)

# --- what the tags say ------------------------------------------------------------------------------------------------


def outline(element: Element, pdf: Reading) -> list[Any]:
    """An element as nested lists: its type, and what is in it."""
    made: list[Any] = []
    for kid in element.kids:
        if isinstance(kid, Element):
            made.append(outline(kid, pdf))
        elif isinstance(kid, tuple) and made and isinstance(made[-1], str):
            made[-1] += pdf.texts[kid]
        elif isinstance(kid, tuple):
            made.append(pdf.texts[kid])
    return [element.type, *(" ".join(part.split()) if isinstance(part, str) else part for part in made)]


def chapter() -> list[Any]:
    """The sample's own chapter."""
    pdf = reading(sample())
    (found,) = [e for e in pdf.of("Sect") if any(k.type == "H1" and "Numbers" in pdf.text(k) for k in e.elements)]
    return outline(found, pdf)


def test_a_note_stands_behind_its_mark_and_one_of_a_heading_behind_the_heading() -> None:
    _, heading, after, words, *_ = chapter()
    assert heading == ["H1", "Numbers", ["Reference", ["Link", "⁹²"]], "and signs"]
    assert after == ["P", ["Note", ["Lbl", ["Link", "92"]], ["P", "Of the heading."]]]
    kind, before, foreign, mark, reference, note, rest = words
    assert (kind, before, foreign, mark) == ("P", "Words", ["Span", "tout à fait"], "and a mark")
    assert (reference, rest) == (["Reference", ["Link", "⁹⁰"]], "in them.")
    label, long, last = note[1:]
    assert label == ["Lbl", ["Link", "90"]]
    assert long[:4] == [
        "P",
        "Long",
        ["Reference", ["Link", "⁹¹"]],
        ["Note", ["Lbl", ["Link", "91"]], ["P", "A note to a note."]],
    ]
    assert long[4].split() == ["words."] * 900
    assert last == ["P", "The end of it."]


def test_lists_tables_and_pictures_are_what_they_are() -> None:
    *_, numbers, labels, table, figure, link = chapter()
    dot = ["L", ["LI", ["Lbl", "–"], ["LBody", ["P", "dot"]]]]
    assert [kid[0] for kid in numbers[1:]] == ["LI", "LI"]
    assert numbers[1][1][0] == "Lbl" and numbers[1][1][1].strip() == "1."
    assert numbers[2][2] == ["LBody", ["P", "two"], dot]
    assert labels == ["L", ["LI", ["Lbl", "(a)"], ["LBody", ["P", "its words"]]]]
    assert table == [
        "Table",
        ["TBody",
         ["TR", ["TH", "Year"], ["TH", "Grain"]],
         ["TR", ["TH", "1919"], ["TD", "3"], ["TD", "4"]],
         ["TR", ["TD", "5"], ["TD"]],
         ["TR", ["TD"], ["TD"]]],
    ]  # fmt: skip
    assert figure == ["Div", ["Figure", ""], ["Figure", ""], ["Caption", ["P", "What is to be seen"]]]
    assert link[2][0] == "Link"
    alts = [str(f.object.Alt) for f in reading(sample()).of("Figure")]
    assert alts[-2:] == ["What is to be seen", "A clear day"]


def test_a_table_without_headings_is_read_row_by_row() -> None:
    two = Cell((p("one"), p("two")))
    rows = ((cell("sugar"), cell("macaroni")), (two, cell("")), (cell(""),))
    made = Reading(pdf(replace(EVERYTHING, front=(), body=(Table((), rows),), back=(), assets={})))
    (grid,) = (element for element in made.elements if element.type == "Grid")
    first, second = (
        ["Row", ["Div", ["P", "sugar"]], ["Div", ["P", "macaroni"]]],
        ["Row", ["Div", ["P", "one"], ["P", "two"]]],
    )
    assert outline(grid, made) == ["Grid", ["Div", first, second]]
    assert clauses_ua.broken(made.data) == []


def test_the_language_of_foreign_words_is_told() -> None:
    pdf = reading(sample())
    assert [(e.lang, pdf.text(e).strip()) for e in pdf.of("Span") if "/Lang" in e.object] == [("fr", "tout à fait")]
    assert str(pdf.root.Lang) == "en"


def test_words_are_spelled_out_where_their_signs_stand_otherwise() -> None:
    words = "A שלום עליכם and kr\u0325ta, ".rstrip()
    made = Reading(pdf(replace(EVERYTHING, front=(), body=(p(f"{words} " * 30),), back=(), assets={})))
    (said,) = {made.text(part) for part in made.of("P") if "עליכם" in made.text(part)}
    assert " ".join(said.replace("\u00ad", "").split()) == " ".join([words] * 30)
    assert [fault for fault in clauses_ua.broken(made.data) if "means" in fault] == []


def test_links_say_where_they_lead_to() -> None:
    pdf = reading(sample())
    said: dict[str, list[str]] = {}
    for page in pdf.pages:
        for spot in page.obj.get("/Annots", []):
            said.setdefault(str(spot.get("/Dest", "")), []).append(str(spot.Contents))
    assert (said["long"], said["call-90"]) == (["Note 90"], ["Back to note 90"])
    assert said["one"][-2:] == ["the first part", "1"]  # and the page that it is on


def test_a_table_that_runs_on_repeats_its_head_for_the_eye_only() -> None:
    head = ((cell("Year", True), cell("Grain", True)),)
    rows = tuple((cell(str(n)), cell("words")) for n in range(80))
    made = Reading(pdf(replace(EVERYTHING, front=(), body=(Table((), head + rows),), back=(), assets={})))
    (table,) = made.of("Table")
    assert len({page for e in table.walk() for page, _ in (k for k in e.kids if isinstance(k, tuple))}) > 1
    assert made.text(table).split().count("Year") == 1
    assert [e.type for e in made.of("TH")] == ["TH", "TH"]


@pytest.mark.parametrize("name", ["verse/disco068n.xml", "drama/krylov-amerikantsy.xml"])
def test_the_words_stand_once_in_the_order_of_the_tei(name: str, corpus: Path) -> None:
    read = read_aloud(from_corpus(corpus / name))
    assert len(read) > 400
    assert read == wording.of_tei(edition(corpus / name).tree).text[: len(read)]


def test_so_do_its_letters_where_signs_part_words(corpus: Path) -> None:
    read = read_aloud(from_corpus(corpus / "letter/L01477.xml"))
    words = wording.of_tei(edition(corpus / "letter/L01477.xml").tree).text
    assert len(read) > 400
    assert "".join(words).startswith("".join(read))


def test_the_words_of_the_memoir_stand_once_in_order_and_its_notes_whole() -> None:
    pdf, words = reading(opening_of_memoir()), wording.of_tei(editions.memoir().tree)
    read = read_aloud(pdf.data)
    assert len(read) > 2000
    assert read == words.text[: len(read)]
    notes = ["".join(pdf.text(kid, ("Note",)) for kid in note.elements if kid.type != "Lbl") for note in pdf.of("Note")]
    assert len(notes) > 3
    assert [wording.WORD.findall(note.replace("\u00ad", "")) for note in notes] == words.notes[: len(notes)]


def read_aloud(data: bytes) -> list[str]:
    """The words of the text as the tags have them, without notes, title pages, indexes and the colophon."""
    made = Reading(data)
    _, *parts, _ = [e for e in made.elements if e.type == "Part"]
    texts = [part for part in parts if not any(kid.type == "Index" for kid in part.elements)]
    return wording.WORD.findall("".join(made.text(part, ("Note",)) for part in texts).replace("\u00ad", ""))


# --- what a PDF is made to be -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("variant", "part", "ua", "files"), [
    ("pdf/a-3a+ua-1", ["3"], ["1"], ["everything.xml"]), ("pdf/a-3a", ["3"], [], ["everything.xml"]),
    ("pdf/ua-1", [], ["1"], []),
])  # fmt: skip
def test_variants(variant: str, part: list[str], ua: list[str], files: list[str]) -> None:
    made = Reading(pdf(replace(EVERYTHING, front=(), body=EVERYTHING.body[:3], assets=PICTURES), variant))
    assert (made.said("pdfaid:part"), made.said("pdfuaid:part"), list(made.pdf.attachments)) == (part, ua, files)
    checks = (clauses_a if part else clauses_ua).CHECKS
    assert clauses_ua.broken(made.data, checks) == []
    assert b"".join(f.get_file().read_bytes() for f in made.pdf.attachments.values()) == (b"<TEI/>" if files else b"")


def test_each_page_tells_its_type_area_unless_it_is_to_be_cut() -> None:
    with pikepdf.open(BytesIO(sample())) as made:
        areas = [[float(edge) for edge in page.obj.ArtBox] for page in made.pages]
    sizes = {(round(right - left, 1), round(top - bottom, 1)) for left, bottom, right, top in areas}
    assert sizes == {(288.0, 486.3)}  # 384 px, and 36 lines of 18 px
    assert {round(left, 1) for left, *_ in areas} == {49.5, 59.3}
    book = replace(EVERYTHING, front=(), body=EVERYTHING.body[:3], assets=PICTURES)
    (data,) = export(book, SETTINGS._replace(crop_marks=True)).files.values()
    with pikepdf.open(BytesIO(data)) as made:
        assert all("/TrimBox" in page.obj and "/ArtBox" not in page.obj for page in made.pages)


def test_a_plain_variant_has_no_tags() -> None:
    made = Reading(pdf(replace(EVERYTHING, front=(), body=EVERYTHING.body[:3], assets=PICTURES), "plain"))
    assert "/StructTreeRoot" not in made.root and "/Metadata" not in made.root
    assert list(made.pdf.attachments) == []


def test_a_sign_that_the_font_has_not_makes_the_claim_untrue() -> None:
    made = Reading(pdf(replace(EVERYTHING, front=(), body=(p("𓀀"),), back=(), assets={})))
    assert (made.said("pdfaid:part"), made.said("pdfuaid:part")) == ([], [])


def test_a_book_of_which_nothing_is_known_has_a_title_and_a_language() -> None:
    known = replace(EVERYTHING.metadata, title=" ", subtitle="", language="no such language")
    made = Reading(pdf(replace(EVERYTHING, metadata=known, front=(), body=(p("Words."),), back=(), assets={})))
    assert (made.said("dc:title"), str(made.root.Lang)) == (["everything"], "und")
    assert clauses_ua.broken(made.data) == []


def test_same_book_same_bytes() -> None:
    book = replace(EVERYTHING, body=(*EVERYTHING.body, SAMPLE), assets=PICTURES)
    assert hashlib.sha256(pdf(book)).digest() == hashlib.sha256(sample()).digest()


# --- syntax -----------------------------------------------------------------------------------------------------------


def test_no_level_of_headings_is_skipped() -> None:
    root = Node("Document", None)
    for role in ("H3", "H5", "H5", "H3", "H2", "H6", "H1", "H4"):
        root.new(role).add(Words(0, len(root.kids), "x"))
    mend(root, "")
    assert [node.role for node in root.nodes()] == ["H1", "H2", "H2", "H1", "H1", "H2", "H1", "H2"]


def test_what_nothing_is_in_is_taken_out() -> None:
    root = Node("Document", None)
    root.new("L").new("LI").new("LBody")
    root.new("P").add(Words(0, 0, "x"))
    mend(root, "")
    assert [node.role for node in root.walk()] == ["Document", "P"]


def test_an_item_of_a_list_that_is_empty_but_for_its_dot_has_a_body() -> None:
    root = Node("Document", None, "en")
    item = root.new("L").new("LI")
    item.new("Lbl").add(Words(0, 0, "•"))
    item.new("LBody")
    mend(root, "picture")
    assert [kid.role for kid in item.nodes()] == ["Lbl", "LBody"]

"""The last pages of a printed book: how the text was edited, and who and what it was made by."""

from dataclasses import replace

import pypdfium2

from exporters.labels import LANGUAGES, labels
from teipress.book import Book, Note, Person, Text, Variant
from tests.paper import book, outline, p, pages, pdf

PEOPLE = (
    Person("Ann Ode", "Ode, Ann", "mrk"),
    Person("Bo Read", "Read, Bo", "pfr"),
    Person("Cy Pay", "Pay, Cy", "fnd"),
)


def edited(source: Book, *principles: str) -> Book:
    return replace(source, metadata=replace(source.metadata, principles=principles, people=PEOPLE))


def last(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as document:
        lines = document[len(document) - 1].get_textpage().get_text_range().splitlines()
    return [line.strip() for line in lines]


def test_the_colophon_tells_who_made_the_text_and_its_face_and_has_no_folio() -> None:
    assert last(pdf(edited(book(p("x"))))) == [
        "Encoded by Ann Ode.", "Proof-read by Bo Read.", "Contributors: Cy Pay.", "Set in EB Garamond.",
        "Made with teipress from a text encoded in TEI.",
    ]  # fmt: skip


def test_what_is_said_of_the_edition_stands_before_the_colophon_and_in_the_outline() -> None:
    noted = book(p("x", Note("n", 1, "1", "Translator", (p("y"),))))
    data = pdf(edited(noted, "Spelling is as printed.", "So are names."))
    assert [line.strip() for line in pages(data)[-1].splitlines()][:4] == [
        "About this edition", "Spelling is as printed.", "So are names.",
        "Notes by others than the author say so: Translator.",
    ]  # fmt: skip
    assert outline(data)[-1] == (0, "About this edition")


def test_how_an_apparatus_is_read_is_told() -> None:
    data = pdf(book(p("arma", Variant("v", 1, (Text("arma] armis A"),)))))
    assert " ".join(pages(data)[-1].split()).startswith("About this edition The notes with letters are the critical")


def test_a_book_of_which_nothing_is_said_has_no_such_section() -> None:
    data = pdf(book(p("x", Note("n", 1, "1", "Translator", (p("y"),)))))
    assert "About this edition" not in [title for _, title in outline(data)]
    assert "x" in pages(data)[-1]


def test_every_language_names_the_face() -> None:
    assert all("Literata" in labels(language)("colophon", "Literata") for language in LANGUAGES)

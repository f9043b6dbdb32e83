"""Indexes and chronology as text and EPUB print them."""

import io
import re
import zipfile
from dataclasses import replace

import pytest

from exporters.epub import export as epub_export
from exporters.labels import labels
from exporters.text import export as text_export
from exporters.text.indexes import pages
from teipress import epubcheck
from teipress.book import (
    Book,
    Index,
    IndexEntry,
    Mention,
    Related,
    Span,
)
from teipress.settings import Settings
from tests.editions import composed, memoir_composed
from tests.registered import BODY, DATES, document, t


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ("12", "p. 12"), ("12 12", "p. 12"), ("12 13", "pp. 12–13"), ("9 10 11 14", "pp. 9–11, 14"), ("12n", "p. 12 n."),
        ("12 13n 13 14", "pp. 12–14, 13 n."), ("viii ix x 1 2", "pp. viii–x, 1–2"), ("3v 4r 4v", "pp. 3v, 4r, 4v"),
        ("14 12", "pp. 14, 12"), ("", ""),
    ],
)  # fmt: skip
def test_source_pages_are_joined(places: str, said: str) -> None:
    mentions = [Mention("x", place.removesuffix("n"), "n" * place.endswith("n")) for place in places.split()]
    assert pages(mentions, labels("en")).replace("\u00a0", " ") == said


def printed(book: Book) -> str:
    """What stands between the text and the colophon."""
    (data,) = text_export(book, Settings()).files.values()
    return re.split(r"\n\n\n={72}\n\n\n", data.decode())[2]


def test_the_text_edition_ends_with_chronology_and_indexes() -> None:
    book = composed(document(BODY)).book
    moments = composed(document(DATES)).book.chronology
    assert (
        printed(replace(book, chronology=moments[1:3])).replace("\u00a0", " ")
        == """\
                               Chronology
                               ==========

16 April 1917 (3 April, old style)
    Mr. V. I. Lenin came back, as all agree, with the train of April 3rd
    from Zürich. (p. 5)

7–8 November 1917
    It ended in _Pravda_ of November 7 and 8; the 7th was its height.
    (p. 5)



                            Index of persons
                            ================

Lenin, Vladimir Ilyich (1870–1924). Leader of the _Pravda_ group. Also:
    V. I. Ulianov. Wikidata Q1394. Pp. 1–2, 3 n.
Smirnov, Ivan (1880/1881?–1936). Metal worker. Not Vladimir Smirnov.
    P. 2 n.
Smirnov, Vladimir. economist. Residence: Moscow; Ural.
Ulianov, V. I., see Lenin, Vladimir Ilyich
Vladimir Ilyich, see Lenin, Vladimir Ilyich



                            Index of places
                            ===============

Petersburg, see Saint Petersburg
Petrograd, see Saint Petersburg
Riga. P. 1.
Saint Petersburg (Russia). Also: Petrograd. coordinates 59.94° N, 30.31°
    E. P. 1.



                             Index of works
                             ==============

_Cement, The_ (Gladkov, 1925). P. 2."""
    )


def test_indexes_of_a_french_book_speak_french() -> None:
    book = composed(document(BODY)).book
    moments = composed(document(DATES)).book.chronology
    french = replace(book, chronology=moments[1:2], metadata=replace(book.metadata, language="fre"))
    text = " ".join(printed(french).replace("\u00a0", " ").split())
    for said in (
        "Chronologie =====", "Index des personnes =====", "Aussi : V. I. Ulianov. Wikidata",
        "economist. Résidence : Moscow; Ural.", "Ulianov, V. I., voir Lenin", "coordonnées 59.94° N",
    ):  # fmt: skip
        assert said in text


def test_no_line_of_the_memoirs_indexes_is_too_long() -> None:
    lines = printed(memoir_composed().book).splitlines()
    assert len(lines) > 500
    assert [line for line in lines if len(line) > 72] == []


def test_without_pages_the_text_names_sections() -> None:
    body = '<div><head>One</head><p><persName ref="#lenin">He</persName></p></div><p><placeName ref="#riga">R.</placeName></p>'
    said = printed(composed(document(body)).book)
    assert "Wikidata Q1394. In “One”." in said
    assert "Riga. Mentioned once." in said


def test_many_entries_stand_under_their_letters() -> None:
    entries = tuple(IndexEntry(f"e{n}", "AB"[n > 9], t(f"{'AB'[n > 9]}{n}")) for n in range(20))
    said = printed(
        Book("b", composed(document()).book.metadata, (), (), (), 0, {}, (Index("i", "person", "Index", entries),))
    )
    assert re.findall(r"^[A-Z]$", said, re.MULTILINE) == ["A", "B"]


def test_related_entries_are_referred_to_in_the_text_and_linked_in_the_epub() -> None:
    kin = Related("b", t("Bukharin")), Related("w", (Span("title", t("Pravda")),))
    entries = (
        IndexEntry("a", "A", t("Alpha"), related=kin), IndexEntry("b", "B", t("Bukharin")), IndexEntry("w", "P", t("Pravda")),
    )  # fmt: skip
    book = Book("b", composed(document()).book.metadata, (), (), (), 0, {}, (Index("i", "person", "Index", entries),))
    assert "Alpha. See also Bukharin; _Pravda_." in printed(book)
    output = epub_export(book, Settings())
    with zipfile.ZipFile(io.BytesIO(next(iter(output.files.values())))) as archive:
        pages = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xhtml")]
    (page,) = (page for page in pages if "index-xref-related" in page)
    assert re.search(r'See also</i> <a [^>]*href="#b"[^>]*>Bukharin</a>; <a [^>]*href="#w"', page)
    assert list(epubcheck.check("b.epub", next(iter(output.files.values())))) == []

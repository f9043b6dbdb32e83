"""The header: what it says of the people of a book, and of its source."""

import pytest

from teipress.book import Person
from teipress.header import metadata
from teipress.people import as_read
from tests.editions import NAMESPACE, document, edition


@pytest.mark.parametrize(
    ("filed", "read"),
    [
        ("Serge, Victor", "Victor Serge"),
        ("Clive, Caroline Wigley (1801-1873)", "Caroline Wigley Clive"),
        ("Лазаревић, Лаза К. (1851-1891)", "Лаза К. Лазаревић"),
        ("Psalmanazar, George, 1679?-1763.", "George Psalmanazar"),
        ("Beauvoir, Simone de", "Simone de Beauvoir"),
        ("La Fontaine, Jean de", "Jean de La Fontaine"),
        ("García Lorca, Federico", "Federico García Lorca"),
        ("Bunk, Michael <m@example.org>", "Michael Bunk"),
        ("King, Jr.", "King, Jr."),
        ("Oxford University, Bodleian Library", "Oxford University, Bodleian Library"),
        ("Homer", "Homer"),
    ],
)
def test_who_is_filed_by_surname_is_named_as_a_title_page_does(filed: str, read: str) -> None:
    assert as_read(filed, filed) == read


def test_a_name_that_is_filed_otherwise_is_read_as_it_stands() -> None:
    assert as_read("Serge, Victor", "Kibalchich, Victor") == "Serge, Victor"


def test_people_are_named_as_read_and_filed_as_the_header_has_them() -> None:
    people = "<author>Allais, Alphonse (1854-1905)</author><editor role='translator'><name>A. Reader</name></editor>"
    assert metadata(edition(document("<p/>", people=people))).people == (
        Person("Alphonse Allais", "Allais, Alphonse (1854-1905)", "aut"),
        Person("A. Reader", "A. Reader", "trl"),
    )


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("<listWit><witness>Oxford 1</witness><witness>Paris 2</witness></listWit>", "Oxford 1; Paris 2"),
        ("<bibl><title>A <hi>B</hi>ook</title><date>1900</date></bibl>", "A Book, 1900"),
        ("<bibl><title><hi>B</hi><seg>ook</seg></title>, <date>1900</date><!-- or so --></bibl>", "Book, 1900"),
        ("<bibl><title>T</title> / <editor/>, <date>2006</date>, <publisher/>, <pubPlace/>.</bibl>", "T / 2006"),
        (
            "<biblStruct><monogr><author><forename>P.</forename><surname>B</surname></author><title>H</title>"
            "<imprint><date>1905</date></imprint></monogr></biblStruct>",
            "P. B, H, 1905",
        ),
    ],
)
def test_what_stands_side_by_side_in_a_source_is_told_apart(source: str, told: str) -> None:
    header = f"<fileDesc><titleStmt><title>T</title></titleStmt><sourceDesc>{source}</sourceDesc></fileDesc>"
    tei = f"<TEI {NAMESPACE}><teiHeader>{header}</teiHeader><text><body><p/></body></text></TEI>"
    assert metadata(edition(tei)).source == told

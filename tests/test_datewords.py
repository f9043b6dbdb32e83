"""Dates in words, in each of the languages that books are labelled in."""

import pytest

from exporters.labels import LANGUAGES
from teipress import dates
from teipress.calendars import Interval, day_number
from teipress.datewords import ENGLISH, WORDS, words_of
from teipress.settings import Settings
from tests.editions import composed, document
from tests.epubs import one_cover as one_cover
from tests.epubs import pages_of

Date = tuple[int, int, int]
# A day, the first of a month, a month, a year, days of a month, of a year, months, years, and open ends.
INTERVALS: list[tuple[Date | None, Date | None]] = [
    ((1917, 3, 12), (1917, 3, 12)), ((1917, 5, 1), (1917, 5, 1)), ((1917, 3, 1), (1917, 3, 31)),
    ((1917, 1, 1), (1917, 12, 31)), ((1917, 3, 3), (1917, 3, 7)), ((1917, 3, 3), (1917, 4, 7)),
    ((1917, 3, 1), (1917, 5, 31)), ((1903, 1, 1), (1917, 12, 31)), ((-43, 3, 14), (-43, 3, 14)),
    ((14, 1, 1), (14, 12, 31)), (None, (1917, 3, 11)), (None, (1917, 2, 28)), (None, (1899, 12, 31)),
    ((1917, 3, 13), None), ((1917, 4, 1), None),
]  # fmt: skip
EXPECTED = {
    "en": "12 March 1917|1 May 1917|March 1917|1917|3–7 March 1917|3 March – 7 April 1917|March–May 1917|1903–1917|"
          "14 March 44 BCE|14 CE|before 12 March 1917|before March 1917|before 1900|after 12 March 1917|after March 1917",
    "fr": "12 mars 1917|1er mai 1917|mars 1917|1917|3–7 mars 1917|3 mars – 7 avril 1917|mars–mai 1917|1903–1917|"
          "14 mars 44 av. J.-C.|14 apr. J.-C.|avant le 12 mars 1917|avant mars 1917|avant 1900|après le 12 mars 1917|"
          "après mars 1917",
    "de": "12. März 1917|1. Mai 1917|März 1917|1917|3.–7. März 1917|3. März – 7. April 1917|März–Mai 1917|1903–1917|"
          "14. März 44 v. Chr.|14 n. Chr.|vor dem 12. März 1917|vor März 1917|vor 1900|nach dem 12. März 1917|"
          "nach März 1917",
    "es": "12 de marzo de 1917|1 de mayo de 1917|marzo de 1917|1917|3–7 de marzo de 1917|"
          "3 de marzo – 7 de abril de 1917|marzo–mayo de 1917|1903–1917|14 de marzo de 44 a. C.|14 d. C.|"
          "antes del 12 de marzo de 1917|antes de marzo de 1917|antes de 1900|después del 12 de marzo de 1917|"
          "después de marzo de 1917",
    "it": "12 marzo 1917|1º maggio 1917|marzo 1917|1917|3–7 marzo 1917|3 marzo – 7 aprile 1917|marzo–maggio 1917|"
          "1903–1917|14 marzo 44 a.C.|14 d.C.|prima del 12 marzo 1917|prima di marzo 1917|prima del 1900|"
          "dopo il 12 marzo 1917|dopo marzo 1917",
    "ru": "12 марта 1917|1 мая 1917|март 1917|1917|3–7 марта 1917|3 марта – 7 апреля 1917|март–май 1917|1903–1917|"
          "14 марта 44 до н. э.|14 н. э.|до 12 марта 1917|до марта 1917|до 1900|после 12 марта 1917|после марта 1917",
    "pt": "12 de março de 1917|1º de maio de 1917|março de 1917|1917|3–7 de março de 1917|"
          "3 de março – 7 de abril de 1917|março–maio de 1917|1903–1917|14 de março de 44 a.C.|14 d.C.|"
          "antes de 12 de março de 1917|antes de março de 1917|antes de 1900|depois de 12 de março de 1917|"
          "depois de março de 1917",
    "nl": "12 maart 1917|1 mei 1917|maart 1917|1917|3–7 maart 1917|3 maart – 7 april 1917|maart–mei 1917|1903–1917|"
          "14 maart 44 v.Chr.|14 n.Chr.|vóór 12 maart 1917|vóór maart 1917|vóór 1900|na 12 maart 1917|na maart 1917",
    "la": "12 Martii 1917|1 Maii 1917|Martius 1917|1917|3–7 Martii 1917|3 Martii – 7 Aprilis 1917|Martius–Maius 1917|"
          "1903–1917|14 Martii 44 a.C.n.|14 p.C.n.|ante diem 12 Martii 1917|ante mensem Martium 1917|ante annum 1900|"
          "post diem 12 Martii 1917|post mensem Martium 1917",
    "pl": "12 marca 1917|1 maja 1917|marzec 1917|1917|3–7 marca 1917|3 marca – 7 kwietnia 1917|marzec–maj 1917|"
          "1903–1917|14 marca 44 p.n.e.|14 n.e.|przed 12 marca 1917|przed początkiem marca 1917|przed 1900|"
          "po 12 marca 1917|po upływie marca 1917",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_is_worded_as_its_language_does(language: str) -> None:
    intervals = [Interval(first and day_number(*first), last and day_number(*last)) for first, last in INTERVALS]
    assert [dates.wording(i, say=WORDS[language]) for i in intervals] == EXPECTED[language].split("|")


def test_each_language_names_twelve_months_and_others_are_english() -> None:
    assert tuple(WORDS) == LANGUAGES
    for said in WORDS.values():
        assert {len(set(names)) for names in (said.months, said.of_day, said.of_end) if names} == {12}
    assert words_of("deu-Latn") is words_of("de_AT") is WORDS["de"]
    assert words_of("cs") is words_of("und") is words_of("") is ENGLISH


DATED = (
    '<p><date when="1917-03-12" calendar="#j" when-custom="1917-02-27">So</date>. <date when="1918">Da</date>. '
    '<date when="1919-05-01">Und</date>. <date notAfter="1899-12-31">Je</date>. <date when="1920-03">So</date>.</p>'
)
HEADER = (
    '<profileDesc><langUsage><language ident="{}"/></langUsage><calendarDesc><calendar xml:id="j"><p>Julian</p>'
    "</calendar></calendarDesc></profileDesc>"
)


@pytest.mark.parametrize(
    ("language", "expected", "lang"),
    [
        ("ger", ["vor 1900", "12. März 1917 (27. Februar alten Stils)", "1918", "1. Mai 1919", "März 1920"], ""),
        ("es", ["antes de 1900", "12 de marzo de 1917 (27 de febrero, estilo antiguo)", "1918", "1 de mayo de 1919",
                "marzo de 1920"], ""),
        ("cs", ["before 1900", "12 March 1917 (27 February, old style)", "1918", "1 May 1919", "March 1920"],
         ' lang="en" xml:lang="en"'),
    ],
)  # fmt: skip
def test_a_chronology_speaks_the_language_of_its_book(language: str, expected: list[str], lang: str) -> None:
    book = composed(document(DATED, HEADER.format(language))).book
    assert [moment.wording for moment in book.chronology] == expected
    page = pages_of(book, Settings())["chronology.xhtml"]
    assert f'<dt{lang}><time datetime="1918">1918</time></dt>' in page

"""Words for dates: how the languages that books are labelled in write days, months, years and eras."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from teipress.iso639 import LONG
from teipress.isodates import MONTHS

Months = tuple[str, ...]
Ends = tuple[str, str, str]


class DateWords(NamedTuple):
    """How a language words dates.

    A *day* stands before its month (`3 `, `3. `, `3 de `), and the *year* behind it. *of_day* are the names of months
    after a day, *of_end* after *before* and *after*, where they are others; these two word a year, a month and a day.
    *first* is the first day of a month. *era* words years before and after the turn of the era. *born*, *died*, *since*
    and *until* word a year that is known alone.
    """

    months: Months
    era: tuple[str, str]
    before: Ends
    after: Ends
    old_style: str
    born: str
    died: str
    since: str
    until: str
    day: str = "{} "
    year: str = " {}"
    of_day: Months = ()
    of_end: Months = ()
    first: str = "1"


def _end(word: str) -> Ends:
    return (f"{word} {{}}",) * 3


def _names(text: str) -> Months:
    return tuple(text.split())


ENGLISH = DateWords(
    MONTHS,
    ("{} BCE", "{} CE"),
    _end("before"),
    _end("after"),
    "{}, old style",
    "born {}",
    "died {}",
    "from {}",
    "until {}",
)
_FRENCH = _names("janvier février mars avril mai juin juillet août septembre octobre novembre décembre")
_GERMAN = _names("Januar Februar März April Mai Juni Juli August September Oktober November Dezember")
_SPANISH = _names("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")
_ITALIAN = _names("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre")
_RUSSIAN = _names("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь")
_OF_RUSSIAN = _names("января февраля марта апреля мая июня июля августа сентября октября ноября декабря")
_PORTUGUESE = _names("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro")
_DUTCH = _names("januari februari maart april mei juni juli augustus september oktober november december")
_LATIN = _names("Ianuarius Februarius Martius Aprilis Maius Iunius Iulius Augustus September October November December")
_OF_LATIN = _names("Ianuarii Februarii Martii Aprilis Maii Iunii Iulii Augusti Septembris Octobris Novembris Decembris")
_TO_LATIN = _names(
    "Ianuarium Februarium Martium Aprilem Maium Iunium Iulium Augustum Septembrem Octobrem Novembrem Decembrem"
)
_POLISH = _names("styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień")
_OF_POLISH = _names(
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"
)

WORDS: Mapping[str, DateWords] = {
    "en": ENGLISH,
    "fr": DateWords(
        _FRENCH, ("{} av. J.-C.", "{} apr. J.-C."), ("avant {}", "avant {}", "avant le {}"),
        ("après {}", "après {}", "après le {}"), "{}, ancien style", "n. {}", "m. {}", "depuis {}", "jusqu’à {}",
        first="1er",
    ),
    "de": DateWords(
        _GERMAN, ("{} v. Chr.", "{} n. Chr."), ("vor {}", "vor {}", "vor dem {}"),
        ("nach {}", "nach {}", "nach dem {}"), "{} alten Stils", "geb. {}", "gest. {}", "seit {}", "bis {}",
        day="{}. ",
    ),
    "es": DateWords(
        _SPANISH, ("{} a. C.", "{} d. C."), ("antes de {}", "antes de {}", "antes del {}"),
        ("después de {}", "después de {}", "después del {}"), "{}, estilo antiguo", "n. {}", "m. {}", "desde {}",
        "hasta {}", day="{} de ", year=" de {}",
    ),
    "it": DateWords(
        _ITALIAN, ("{} a.C.", "{} d.C."), ("prima del {}", "prima di {}", "prima del {}"),
        ("dopo il {}", "dopo {}", "dopo il {}"), "{}, vecchio stile", "n. {}", "m. {}", "dal {}", "fino al {}",
        first="1º",
    ),
    "ru": DateWords(
        _RUSSIAN, ("{} до н. э.", "{} н. э."), _end("до"), _end("после"), "{} старого стиля", "род. {}", "ум. {}",
        "с {}", "до {}", of_day=_OF_RUSSIAN, of_end=_OF_RUSSIAN,
    ),
    "pt": DateWords(
        _PORTUGUESE, ("{} a.C.", "{} d.C."), _end("antes de"), _end("depois de"), "{}, estilo antigo", "n. {}",
        "m. {}", "desde {}", "até {}", day="{} de ", year=" de {}", first="1º",
    ),
    "nl": DateWords(
        _DUTCH, ("{} v.Chr.", "{} n.Chr."), _end("vóór"), _end("na"), "{}, oude stijl", "geb. {}", "overl. {}",
        "sinds {}", "tot {}",
    ),
    "la": DateWords(
        _LATIN, ("{} a.C.n.", "{} p.C.n."), ("ante annum {}", "ante mensem {}", "ante diem {}"),
        ("post annum {}", "post mensem {}", "post diem {}"), "{} stilo vetere", "n. {}", "ob. {}", "ab a. {}",
        "usque ad a. {}", of_day=_OF_LATIN, of_end=_TO_LATIN,
    ),
    "pl": DateWords(
        _POLISH, ("{} p.n.e.", "{} n.e."), ("przed {}", "przed początkiem {}", "przed {}"),
        ("po {}", "po upływie {}", "po {}"), "{} starego stylu", "ur. {}", "zm. {}", "od {}", "do {}",
        of_day=_OF_POLISH, of_end=_OF_POLISH,
    ),
}  # fmt: skip


def words_of(language: str) -> DateWords:
    """The words of a language (BCP 47, or a code of three letters), or English ones."""
    first = language.replace("_", "-").partition("-")[0].strip().lower()
    return WORDS.get(LONG.get(first, first), ENGLISH)

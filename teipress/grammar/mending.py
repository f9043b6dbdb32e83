"""Mending: what a value was probably meant to be. It proposes; the schema says which of the proposals would do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from teipress.diagnostics import FAR, unlikeness
from teipress.numerals import VALUES

LONGEST = 200  # characters of a value that is worth mending
MONTHS = {
    name: number
    for number, names in enumerate(
        """jan january janvier januar enero gennaio, feb february fevrier février februar febrero febbraio,
        mar march mars märz marz marzo, apr april avril abril aprile, may mai mayo maggio,
        jun june juin juni junio giugno,
        jul july juillet juli julio luglio, aug august août aout agosto,
        sep sept september septembre septiembre settembre,
        oct october octobre oktober okt octubre ottobre, nov november novembre noviembre,
        dec december décembre decembre dezember dez diciembre dicembre""".split(","),
        1,
    )
    for name in names.split()
}
NUMBERS = dict(
    zip("zero one two three four five six seven eight nine ten eleven twelve".split(), range(13), strict=True)
)
TRUTH = {"yes": "true", "y": "true", "1": "true", "no": "false", "n": "false", "0": "false"}
SAID = {"true": "yes", "false": "no", "1": "yes", "0": "no", "none": "no", "never": "no"}
# What is typed for a digit.
_DIGITS = str.maketrans("lIOo|", "11001")
_UNITS = {
    "year": "Y",
    "month": "M",
    "week": "W",
    "day": "D",
    "hour": "H",
    "minute": "M",
    "min": "M",
    "second": "S",
    "sec": "S",
}
LANGUAGES = {
    "english": "en", "french": "fr", "german": "de", "latin": "la", "greek": "grc", "italian": "it", "spanish": "es",
    "russian": "ru", "dutch": "nl", "hebrew": "he", "arabic": "ar", "polish": "pl", "czech": "cs", "portuguese": "pt",
    "swedish": "sv", "danish": "da", "norwegian": "no", "finnish": "fi", "hungarian": "hu", "turkish": "tr",
    "chinese": "zh", "japanese": "ja", "sanskrit": "sa", "yiddish": "yi", "ukrainian": "uk", "serbian": "sr",
}  # fmt: skip


def proposals(value: str, listed: Sequence[str], types: Sequence[str]) -> Iterator[str]:
    """What might be written for *value*, where *listed* values or texts of these datatypes are asked for."""
    if len(value) > LONGEST:
        return
    types = [each.partition(" ")[0] for each in types]
    text = " ".join(value.split())
    if text != value:
        yield text
    yield from _listed(text, listed)
    if {"date", "gYear", "gYearMonth", "dateTime"} & set(types):
        yield from dates(text)
    if any("nteger" in each or each in ("decimal", "float", "double", "int") for each in types):
        yield from _numbers(text)
    if "boolean" in types:
        yield from filter(None, (TRUTH.get(text.lower()), text.lower()))
    if "language" in types:
        yield from _languages(text)
    if "duration" in types or "token" in types:
        yield from _durations(text)
    if {"ID", "NCName", "Name", "NMTOKEN"} & set(types):
        yield from names(text)
    for joint in "-_":
        yield text.replace(" ", joint)
    yield text.replace(" ", "%20")
    yield from (text.lower(), text.upper(), text.strip(".,;:?!"))


def _listed(text: str, listed: Sequence[str]) -> Iterator[str]:
    """Of listed values the nearest, word by word where there are several; then what yes and no may be called."""
    folded = text.lower()
    for meant in (SAID.get(folded), TRUTH.get(folded)):
        if meant in listed:
            yield str(meant)
    words = [_nearest(word, listed) for word in text.split()]
    whole = _nearest(text, listed)
    if whole:
        yield whole
    if words and all(words):
        yield " ".join(words)


def _nearest(word: str, listed: Sequence[str]) -> str:
    """The listed value that is nearest in spelling, or that one of the two begins with."""
    found = min(((unlikeness(word, each), place) for place, each in enumerate(listed)), default=(FAR, 0))
    if found[0] < FAR:
        return listed[found[1]]
    small = word.lower()
    return next(
        (
            each
            for each in listed
            if len(small) > 2
            and each
            and (each.lower().startswith(small) or (small.startswith(each.lower()) and len(each) > 2))
        ),
        "",
    )


def names(text: str) -> Iterator[str]:
    """XML names that a text may become."""
    joined = re.sub(r"[^\w.\-]+", "-" if "_" not in text else "_", text).strip("-")
    if joined:
        yield joined
        yield f"p{joined}" if joined[0].isdigit() else f"_{joined}"


def dates(text: str) -> Iterator[str]:
    """Days, months and years in W3C notation, as a text may mean them."""
    text = re.sub(r"^(?:c\.|ca\.?|circa|about|around|um|vers)\s*|[\[\]()?]|[.,;]$", "", text.strip().lower()).strip()
    if re.fullmatch(r"[\dlo|]{4}(?:-[\dlo|]{2}){0,2}", text) and not text.replace("-", "").isdigit():
        yield text.translate(_DIGITS)
    for pattern, order in _DATES:
        if match := pattern.fullmatch(text):
            year, month, day = (match[name] if name in order else "" for name in "ymd")
            number = MONTHS.get(month.rstrip("."), 0) if month and not month.isdigit() else int(month or 0)
            if month and not number:
                continue
            ways = [(number, int(day or 0))]
            if number > 12 >= int(day or 0):  # turned round
                ways = [(int(day or 0), number)]
            for one, other in ways:
                yield "-".join((year.zfill(4), *(f"{part:02}" for part in (one, other) if part)))


_DAY, _MONTH, _YEAR, _NAME = r"(?P<d>\d\d?)", r"(?P<m>\d\d?)", r"(?P<y>\d{3,4})", r"(?P<m>[^\W\d]+\.?)"
_DATES = tuple(
    (re.compile(pattern), order)
    for pattern, order in (
        (rf"{_YEAR}\s*[-./ –]\s*{_MONTH}\s*[-./ –]\s*{_DAY}", "ymd"),
        (r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)", "ymd"),
        (rf"{_DAY}\s*[-./ ]\s*{_MONTH}\s*[-./ ]\s*{_YEAR}", "ymd"),
        (rf"{_DAY}(?:st|nd|rd|th|\.|er|º)?\s*(?:of |de |-)?\s*{_NAME}[\s,-]+(?:de )?{_YEAR}", "ymd"),
        (rf"{_NAME}\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}", "ymd"),
        (rf"{_NAME},?\s+{_YEAR}", "ym"),
        (rf"{_YEAR}\s*[-./ –]\s*{_MONTH}", "ym"),
        (rf"{_MONTH}[./-]{_YEAR}", "ym"),
        (rf"{_YEAR}", "y"),
    )
)


def _numbers(text: str) -> Iterator[str]:
    small = text.lower()
    if small in NUMBERS:
        yield str(NUMBERS[small])
    if re.fullmatch(r"[\dlIOo|]+", text):
        yield text.translate(_DIGITS)
    yield re.sub(r"(?<=\d)[, '](?=\d{3})", "", text)
    yield text.replace(",", ".")
    if small and set(small) <= set(VALUES):
        figures = [VALUES[letter] for letter in small]
        yield str(sum(-one if one < max(figures[at:]) else one for at, one in enumerate(figures)))
    if digits := re.match(r"\D*?(\d+)", text):
        yield digits[1]


def _languages(text: str) -> Iterator[str]:
    yield LANGUAGES.get(text.lower(), "")
    yield text.replace("_", "-").replace(" ", "-")


def _durations(text: str) -> Iterator[str]:
    match = re.fullmatch(r"(\d+)\s*([a-z]+?)s?", text.lower())
    if match and match[2] in _UNITS:
        time = "T" if match[2] in ("hour", "minute", "min", "second", "sec") else ""
        yield f"P{time}{match[1]}{_UNITS[match[2]]}"

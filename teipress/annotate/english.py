"""Dates in English words: what they look like, and what they say as TEI dating attributes. See TEI P5, 13.4.

Each shape is a pattern over the letters of `tokens`; the groups named `y`, `m` and `d` are the year, month and day of
the first date in it, `y2`, `m2` and `d2` those of a second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from teipress.annotate.tokens import PARTS, Token
from teipress.calendars import Calendar, Interval, day_number, days_in_month
from teipress.dates import STARTS, attributes
from teipress.isodates import parse

_DAY, _LATER = "(?P<d>[DO])", "(?P<d2>[DO])"
_YEAR = "(?:C?F?(?P<y>Y)|B(?P<y_>Y)E)"

# Kind, and pattern. The longest that fits at a place is taken; of two equally long ones the first.
SHAPES = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("dual", rf"(?P<m>M)L?{_DAY}(?:B(?P<m2>M)L?{_LATER}E|V(?P<m2_>M)L?(?P<d2_>[DO])){_YEAR}"),
        ("dual", rf"{_DAY}F?(?P<m>M)(?:B{_LATER}F?(?P<m2>M)E|V(?P<d2_>[DO])F?(?P<m2_>M)){_YEAR}"),
        ("span", rf"(?P<m>M)L?{_DAY}C?(?P<y>Y)C?[HT]L?(?P<m2>M)L?{_LATER}C?(?P<y2>Y)"),
        ("span", rf"{_DAY}F?(?P<m>M)C?(?P<y>Y)C?[HT]L?{_LATER}F?(?P<m2>M)C?(?P<y2>Y)"),
        ("span", rf"(?P<m>M)L?{_DAY}C?[HT]L?(?P<m2>M)L?{_LATER}{_YEAR}?"),
        ("span", rf"{_DAY}F?(?P<m>M)C?[HT]L?{_LATER}F?(?P<m2>M){_YEAR}?"),
        ("span", rf"(?P<m>M)L?{_DAY}(?:[HT]|A)L?{_LATER}{_YEAR}?"),
        ("span", rf"{_DAY}(?:[HT]|A)L?{_LATER}F?(?P<m>M){_YEAR}?"),
        ("one", rf"(?P<m>M)L?{_DAY}{_YEAR}?"),
        ("one", rf"{_DAY}F?(?P<m>M){_YEAR}?"),
        ("one", rf"(?P<y>Y)C?(?P<m>M){_DAY}"),
        ("span", r"(?P<m>M)C?F?(?P<y>Y)[HT](?P<m2>M)C?F?(?P<y2>Y)"),
        ("span", r"(?P<m>M)[HTV](?P<m2>M)C?F?(?P<y>Y)"),
        ("part", r"(?:(?P<p>P)FL?|(?P<p_>Q)[HI]?L?)(?P<m>M)(?:C?F?(?P<y>Y))?"),
        ("part", r"(?:(?P<p>P)FL?R?|(?P<p_>Q)[HI]?)(?P<y>Y)"),
        ("season", r"(?P<s>S)[CFI]?L?R?(?P<y>Y)(?:[HV](?P<y2>Y|N|D))?"),
        ("one", r"(?P<m>M)C?F?(?P<y>Y)"),
        ("span", r"(?P<y>Y)(?:[HT](?P<y2>Y)|[HV](?P<y2_>N|D))"),
        ("decade", r"(?P<k>K)"),
        ("one", r"(?P<y>Y)"),
        ("one", r"(?P<m>M)"),
    )
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in the words from *start* to *end*: its *kind*, and year, month and day of its one or two ends.

    What the words leave out is None. *tokens* are the letters it is made of.
    """

    start: int
    end: int
    kind: str
    tokens: str
    first: Mapping[str, int | None]
    second: Mapping[str, int | None]
    part: int = 0

    @property
    def year(self) -> int | None:
        """The year that the words name."""
        return self.first["y"] or self.second["y"]

    @property
    def bare(self) -> bool:
        """Whether it is made of years alone, which may be numbers of anything."""
        return set(self.tokens) <= set("YHTVND")


def dates(row: list[Token]) -> Iterator[Dated]:
    """The dates in a row of tokens, from left to right."""
    letters = "".join(token.letter for token in row)
    at = 0
    while at < len(row):
        if letters[at] in "MDOPQSKY":
            fitting = [(match, kind) for kind, shape in SHAPES if (match := shape.match(letters, at))]
            if fitting:
                match, kind = max(fitting, key=lambda found: found[0].end())
                yield _dated(kind, match, row)
                at = match.end()
                continue
        at += 1


def _dated(kind: str, match: re.Match[str], row: list[Token]) -> Dated:
    numbers: dict[str, int] = {}
    for name, letter in match.groupdict().items():
        if letter is not None:
            numbers[name.rstrip("_")] = row[match.start(name)].number
    first = {unit: numbers.get(unit) for unit in "ymd"}
    second = {unit: numbers.get(f"{unit}2") for unit in "ymd"}
    year, later = first["y"], second["y"]
    if year is not None and later is not None and later < 100:  # 1914–18, 1927–8
        in_century = year - year % 100 + later
        second["y"] = in_century if in_century > year else year - year % 10 + later % 10
    part = numbers.get("p", numbers.get("s", numbers.get("k", 0)))
    start, end = row[match.start()].start, row[match.end() - 1].end
    return Dated(start, end, kind, match.group(), first, second, part)


def said(dated: Dated, calendar: Calendar = Calendar.GREGORIAN) -> dict[str, str]:
    """The dating attributes of a date that names its year; none where there is no such day or its ends are reversed."""
    if dated.year is None and dated.kind != "decade":
        return {}
    if dated.kind == "decade":
        return {"from": f"{dated.part:04}", "to": f"{dated.part + 9:04}"}
    if dated.kind == "dual":
        return both_styles(dated)
    if dated.kind in ("part", "season"):
        interval = _part(dated) if dated.kind == "part" else _season(dated)
        return attributes(interval) if interval is not None else {}
    year = dated.year
    month, day = dated.first["m"] or dated.second["m"], dated.first["d"]
    start = _value(dated.first["y"] or year, month, day, calendar)
    if dated.kind == "one":
        return _when(start)
    last = dated.second
    finish = _value(last["y"] or year, last["m"] or dated.first["m"], last["d"], calendar)
    if start is None or finish is None or not (start.first or 0) < (finish.first or 0):
        return {}
    return {"from": _iso(start), "to": _iso(finish)}


def _value(year: int | None, month: int | None, day: int | None, calendar: Calendar) -> Interval | None:
    parts = [f"{year:04}", *(f"{part:02}" for part in (month, day) if part)]
    value = parse("-".join(parts), calendar=calendar)
    return value if isinstance(value, Interval) else None


def _when(interval: Interval | None) -> dict[str, str]:
    return attributes(interval) if interval is not None else {}


def _iso(interval: Interval) -> str:
    return next(iter(attributes(interval).values()))


def _part(dated: Dated) -> Interval | None:
    """The end of October, the beginning of 1921, the middle of May: a third of a month, some months of a year."""
    months, thirds = list(PARTS.values())[dated.part]
    year, month = dated.year, dated.first["m"]
    assert year is not None
    if month is None:
        return Interval(day_number(year, months[0], 1), day_number(year, months[1], days_in_month(year, months[1])))
    if thirds == (0, 0):
        return None
    last = days_in_month(year, month) if thirds[1] == 3 else 10 * thirds[1]
    if thirds in ((1, 2), (2, 3)):  # the halves of a month
        return Interval(*(day_number(year, month, day) for day in ((1, 15) if thirds == (1, 2) else (16, last))))
    return Interval(day_number(year, month, 10 * thirds[0] - 9), day_number(year, month, last))


def _season(dated: Dated) -> Interval | None:
    """The three months of a season; a winter between two years. A winter of one year may be either of two."""
    year, later, month = dated.year, dated.second["y"], dated.part
    assert year is not None
    if (later is not None) != (month == 12) or (later is not None and later != year + 1):
        return None
    end_year, end = (year + 1, 2) if month == 12 else (year, month + 2)
    return Interval(day_number(year, month, 1), day_number(end_year, end, days_in_month(end_year, end)))


def winters(year: int) -> list[dict[str, str]]:
    """The two winters that belong to a year."""
    return [
        attributes(Interval(day_number(first, 12, 1), day_number(first + 1, 2, days_in_month(first + 1, 2))))
        for first in (year - 1, year)
    ]


def old_style(dated: Dated) -> dict[str, str]:
    """The attributes of a date that is stated in the Julian calendar: Gregorian, and as stated in @when-custom."""
    found: dict[str, str] = {}
    for name, value in said(dated).items():
        interval = parse(value, calendar=Calendar.JULIAN)
        if not isinstance(interval, Interval):
            return {}
        new = attributes(interval)
        if name != "when":
            new = {name: new.get("when") or new["notBefore" if name in STARTS else "notAfter"]}
        found |= {**new, f"{name}-custom": value}
    return found


def both_styles(dated: Dated) -> dict[str, str]:
    """The attributes of a day given in both calendars, October 26 (November 8), 1917; none if the two are two days."""
    year = dated.year
    days = [(dated.first["m"], dated.first["d"]), (dated.second["m"], dated.second["d"])]
    for (month, day), (new_month, new_day) in (days, days[::-1]):
        for old_year in (year or 0, (year or 0) - 1):
            old = _value(old_year, month, day, Calendar.JULIAN)
            new = _value(year, new_month, new_day, Calendar.GREGORIAN)
            if old is not None and old == new:
                return {"when": _iso(old), "when-custom": f"{old_year:04}-{month:02}-{day:02}"}
    return {}

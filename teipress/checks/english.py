"""Dates in English words: what the text of a date states, where that is plain; the rest is left alone."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from teipress.calendars import Calendar, Interval, day_of
from teipress.isodates import MONTHS, parse

LAST_YEAR_FROM_MARCH = 1752  # in England the year began on 25 March until then, and elsewhere until somewhat earlier
FURTHEST = 800  # years: a date without its own is looked for in no longer time

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:r(?:uary)?)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>[0-9]{1,2})\s?(?:st|nd|rd|th|d)?"
_YEAR = r"(?P<year>[0-9]{4})(?:\s?/\s?(?P<other>[0-9]{1,4}))?"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_BEFORE = rf"(?:on\s|dated\s)?(?:{_WEEKDAY}[.,]*\s)?(?:the\s)?"
_AFTER = rf"(?:,?\s{_WEEKDAY})?(?:,?\s?[(\[]?(?:[on]\.?\s?s|(?:old|new) style)[)\]]?)?"
_FORMS = (
    rf"{_BEFORE}{_DAY}\s(?:day\s)?(?:of\s)?{_MONTH}(?:,?\s(?:of\s)?{_YEAR})?{_AFTER}",
    rf"{_BEFORE}{_MONTH}\s(?:the\s)?{_DAY}(?:,?\s{_YEAR})?{_AFTER}",
    rf"(?:in\s)?{_MONTH},?\s(?:of\s)?{_YEAR}",
    r"(?P<year>[0-9]{4})-(?P<number>[0-9]{2})-(?P<day>[0-9]{2})",
)
# Words that may stand about a year and leave it the year that is meant; no `before`, `after` or `since`.
_ABOUT = frozenset(
    """in on of the year years c ca circa about around early late mid middle end beginning start spring summer autumn
    fall first second last half part months month and to from between a d ad ce""".split()
)
_MONTHS = tuple(month.lower() for month in MONTHS)


class Stated(NamedTuple):
    """What words state: one of *years* (none if they name none), and as far as they go the month and the day."""

    years: tuple[int, ...]
    month: int | None = None
    day: int | None = None

    def intervals(self, calendar: Calendar, near: Interval) -> list[Interval]:
        """The days that may be meant; where the words name no year, in the years of *near*."""
        found = []
        for year in self.years or _years(near):
            value = "-".join((f"{year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)))
            interval = parse(value, calendar=calendar)
            if isinstance(interval, Interval):
                found.append(interval)
        return found


def _years(near: Interval) -> list[int]:
    if near.first is None or near.last is None or near.last - near.first > FURTHEST * 366:
        return []
    # The Julian year ends in the Gregorian January.
    return [year for year in range(day_of(near.first).year - 1, day_of(near.last).year + 2) if year > 0]


@lru_cache(maxsize=1024)
def read(text: str) -> Stated | None:
    """What the words of a date state; None if they are more, or other, than a plain English date or a year."""
    text = " ".join(text.lower().split()).strip(" .,;:[]()?")
    if not any(sign in "0123456789" for sign in text):
        return None
    for form in _FORMS if not text.isdecimal() else ():
        if match := re.fullmatch(form, text):
            parts = match.groupdict()
            month = int(parts["number"]) if parts.get("number") else _month(parts["month"])
            day = int(parts["day"]) if parts.get("day") else None
            return Stated(_both(parts.get("year"), parts.get("other"), month), month, day)
    years = _named(text)
    return Stated(years) if years else None


def _month(name: str) -> int:
    return next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(name[:3]))


def _both(year: str | None, other: str | None, month: int) -> tuple[int, ...]:
    """The years of one date: two where it says so (1648/9), or where the year may have begun in March."""
    if year is None:
        return ()
    years = [int(year)]
    if other is not None:
        years.append(int(year[: -len(other)] + other))
    elif may_count_from_march(int(year), month):
        years.append(int(year) + 1)
    return tuple(year for year in years if year)


def may_count_from_march(year: int, month: int) -> bool:
    """Whether the month may belong to the year after the one that is written."""
    return month <= 3 and year <= LAST_YEAR_FROM_MARCH


def _named(text: str) -> tuple[int, ...]:
    """The years that the words name, if they are about years alone; 1917–18 names two."""
    words = re.findall(r"[^\W\d_]+", text)
    if not all(word in _ABOUT or word in _MONTHS or word == "winter" for word in words):
        return ()
    numbers = re.findall(r"[0-9]+", text)
    years = {int(number) for number in numbers if len(number) == 4 and int(number)}
    for year, other in re.findall(r"(?<![0-9])([0-9]{4})\s?[/–-]\s?([0-9]{1,2})(?![0-9])", text):
        years.add(int(year[: -len(other)] + other))
    if any(len(number) == 3 or len(number) > 4 for number in numbers) or re.search(r"[0-9]{4}[^\W\d_]", text):
        return ()
    if "winter" in words or any(year <= LAST_YEAR_FROM_MARCH for year in years):
        years |= {year + 1 for year in years}
    return tuple(sorted(years))

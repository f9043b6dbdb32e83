"""Calendars: days as numbers, so that dates of the Gregorian and the Julian calendar can be compared.

A day is its Julian day number (the one that begins at its noon): 2440588 is 1 January 1970, Gregorian. Both calendars
run without end in both directions. Years are astronomical: 0 is 1 BCE, -1 is 2 BCE. See E. G. Richards, "Calendars", in
the Explanatory Supplement to the Astronomical Almanac (3rd edition, 2013), chapter 15.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Calendar(StrEnum):
    """How days are counted in years and months."""

    GREGORIAN = "Gregorian"
    JULIAN = "Julian"


class Day(NamedTuple):
    """A day as its calendar calls it; *year* is astronomical, *month* and *day* count from 1."""

    year: int
    month: int
    day: int


_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MARCH_1_OF_YEAR_0 = {Calendar.GREGORIAN: 1721120, Calendar.JULIAN: 1721118}


def year_named(year: int) -> str:
    """The year in words: `1917`, `14 CE`, `44 BCE`."""
    return str(year) if year > 99 else f"{year} CE" if year > 0 else f"{1 - year} BCE"


def is_leap(year: int, calendar: Calendar = Calendar.GREGORIAN) -> bool:
    """Whether February has 29 days in *year*."""
    return year % 4 == 0 and (calendar is Calendar.JULIAN or year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int, calendar: Calendar = Calendar.GREGORIAN) -> int:
    """How many days *month* (1 to 12) has."""
    return 29 if month == 2 and is_leap(year, calendar) else _LENGTHS[month - 1]


def day_number(year: int, month: int, day: int, calendar: Calendar = Calendar.GREGORIAN) -> int:
    """The number of a day. Raises ValueError for a day that the calendar does not have."""
    if not (1 <= month <= 12 and 1 <= day <= days_in_month(year, month, calendar)):
        raise ValueError(f"the {calendar} calendar has no day {day} in month {month} of year {year}")
    # Years that begin in March have the leap day as their last.
    years = year - (month < 3)
    leaps = years // 4 if calendar is Calendar.JULIAN else years // 4 - years // 100 + years // 400
    return _MARCH_1_OF_YEAR_0[calendar] + 365 * years + leaps + (153 * ((month + 9) % 12) + 2) // 5 + day - 1


def day_of(number: int, calendar: Calendar = Calendar.GREGORIAN) -> Day:
    """What *calendar* calls the day of that number."""
    rest = number - _MARCH_1_OF_YEAR_0[calendar]
    centuries = 0
    if calendar is Calendar.GREGORIAN:
        eras, rest = divmod(rest, 146097)
        # The last century of an era has one day more, its 29 February.
        century = min(rest // 36524, 3)
        rest -= century * 36524
        centuries = 400 * eras + 100 * century
    cycles, rest = divmod(rest, 1461)
    years = min(rest // 365, 3)
    rest -= years * 365
    month = (5 * rest + 2) // 153
    day = rest - (153 * month + 2) // 5 + 1
    return Day(centuries + 4 * cycles + years + (month > 9), (month + 2) % 12 + 1, day)


class _Ends(NamedTuple):
    first: int | None
    last: int | None


class Interval(_Ends):
    """The days from *first* to *last*, both included, as Julian day numbers; None where that end is open."""

    __slots__ = ()

    def __new__(cls, first: int | None, last: int | None) -> Interval:
        """Raises ValueError if it would end before it begins."""
        if first is not None and last is not None and first > last:
            raise ValueError("an interval ends before it begins")
        return super().__new__(cls, first, last)

    def before(self, other: Interval) -> bool:
        """Whether all of it certainly lies before all of *other*."""
        return self.last is not None and other.first is not None and self.last < other.first

    def overlaps(self, other: Interval) -> bool:
        """Whether a day may be in both."""
        return not self.before(other) and not other.before(self)

    def contains(self, other: Interval) -> bool:
        """Whether every day of *other* is in it."""
        starts = self.first is None or (other.first is not None and self.first <= other.first)
        return starts and (self.last is None or (other.last is not None and other.last <= self.last))

    @property
    def sort_key(self) -> tuple[float, float]:
        """For a chronology: by the first day, the longer first. What has no first day stands at its last."""
        first = self.first if self.first is not None else self.last
        last = self.last if self.last is not None else float("inf")
        return (first if first is not None else float("inf"), -last)

    def shared(self, other: Interval) -> Interval | None:
        """The days that are in both."""
        if not self.overlaps(other):
            return None
        starts = [day for day in (self.first, other.first) if day is not None]
        ends = [day for day in (self.last, other.last) if day is not None]
        return Interval(max(starts, default=None), min(ends, default=None))

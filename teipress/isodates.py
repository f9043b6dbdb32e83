"""Values of dates: what W3C and ISO 8601 notation means, as intervals. See TEI P5, teidata.temporal.w3c and .iso.

Hours and time zones are checked and left aside: no edition compares by the hour.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from teipress.calendars import Calendar, Day, Interval, day_number, day_of, days_in_month, year_named

MONTHS = tuple("January February March April May June July August September October November December".split())


class Fault(NamedTuple):
    """Why a value is no date, in words that follow it ("… has 28 days"), and what to write instead."""

    reason: str
    remedy: str = "write the year, the month or the day as 1917, 1917-03 or 1917-03-12"


_TIME = r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})(?:\.[0-9]+)?"
_ZONE = r"(?:Z|[+-][0-9]{2}:[0-9]{2})?"
_YEAR = r"(?P<year>-?(?:[1-9][0-9]{4,8}|[0-9]{4}))"
_W3C = (
    rf"{_YEAR}(?:-(?P<month>[0-9]{{2}})(?:-(?P<day>[0-9]{{2}})(?:T{_TIME})?)?)?{_ZONE}",
    rf"--(?P<month>[0-9]{{2}})(?:-(?P<day>[0-9]{{2}}))?{_ZONE}",
    rf"---(?P<day>[0-9]{{2}}){_ZONE}",
    rf"{_TIME}{_ZONE}",
)
_SHORT_TIME = r"(?:T(?P<hour>[0-9]{2})(?::?(?P<minute>[0-9]{2})(?::?(?P<second>[0-9]{2})(?:[.,][0-9]+)?)?)?)"
_SHORT_ZONE = r"(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
_RUN_TOGETHER = rf"(?P<year>[0-9]{{4}})(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}}){_SHORT_TIME}?{_SHORT_ZONE}"
_ISO = (
    rf"{_YEAR}-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}}){_SHORT_TIME}{_SHORT_ZONE}",
    rf"(?P<year>-?[0-9]{{4}})-?(?P<ordinal>[0-9]{{3}}){_SHORT_TIME}?{_SHORT_ZONE}",
    r"(?P<year>[+-][0-9]{5,9})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?",
    r"(?P<century>[0-9]{2})",
    rf"{_SHORT_TIME}{_SHORT_ZONE}",
    rf"(?P<hour>[0-9]{{2}}):(?P<minute>[0-9]{{2}})(?:[.,][0-9]+)?{_SHORT_ZONE}",
    rf"(?P<hour>[0-9]{{2}})[.,][0-9]+{_SHORT_ZONE}",
)
# 1917-03-12/15 is short for 1917-03-12/1917-03-15, and 1917/18 is written for 1917/1918.
_SHORTENED = ((r"-?[0-9]{4}(-[0-9]{2}){0,2}", "[0-9]{2}"), (r"-?[0-9]{4}(-[0-9]{2}){2}", "[0-9]{2}-[0-9]{2}"))
# ISO 8601 has more: weeks, durations, repetitions. They are dates, and are not compared.
_OTHER_ISO = r"(?=.*[0-9])[+-]?(?:[0-9]{4}-?W|P|R[0-9]*/)[0-9.,DHMPRSTWYZ/:+-]*|.+/P[0-9.,DHMSTWY]+"

_YEAR_OF_A_DATE = r"[0-9]{6}|[0-9]{8}"
# What is written where 1917-03-12 is meant: 19170312, 1917-3-12, 1917.03.12, 1917/03/12; 1917-3; 917.
_SLIPS = (
    r"([0-9]{4})([0-9]{2})([0-9]{2})?",
    r"([0-9]{4})[-./ ]([0-9]{1,2})[-./ ]([0-9]{1,2})",
    r"([0-9]{4})[-./ ]([0-9]{1,2})",
    r"([0-9]{3})",
)


@lru_cache(maxsize=8192)  # registers give one year many times
def parse(value: str, *, iso: bool = False, calendar: Calendar = Calendar.GREGORIAN) -> Interval | Fault | None:
    """What the value of a dating attribute means; None if it is right and names no year (`--12-25`, `10:00:00`).

    *iso* allows the forms of ISO 8601 that the attributes named `…-iso` take: `19170312`, `1917-071`, `19`,
    `1917-03/1917-05`, `1917/..`; weeks and durations give None. The two standards count years before 1 differently:
    1 BCE is -0001 for W3C and 0000 for ISO. *calendar* is the one in which the days are counted.
    """
    value = value.strip()
    if re.fullmatch(_YEAR_OF_A_DATE, value) and not (iso and len(value) == 8) and (likely := _likely(value)):
        return Fault("has no hyphens, and so is a year", f"write {likely}")
    if iso and "/" in value and not re.fullmatch(_OTHER_ISO, value):
        return _span(value, calendar)
    for form in (_RUN_TOGETHER, *_ISO, *_W3C) if iso else _W3C:
        if match := re.fullmatch(form, value):  # compiled when the first value needs it
            return _interval({name: int(part) for name, part in match.groupdict().items() if part}, iso, calendar)
    if iso and re.fullmatch(_OTHER_ISO, value):
        return None
    return _no_date(value, iso)


def _span(value: str, calendar: Calendar) -> Interval | Fault | None:
    start, end, *more = value.split("/")
    if more:
        return Fault("has more than one stroke")
    if any(re.fullmatch(whole, start) and re.fullmatch(short, end) for whole, short in _SHORTENED):
        end = start[: -len(end)] + end
    parts = [None if part in ("", "..") else parse(part, iso=True, calendar=calendar) for part in (start, end)]
    for part in parts:
        if isinstance(part, Fault):
            return part
    first, last = (part if isinstance(part, Interval) else None for part in parts)
    if first and last and last.before(first):
        return Fault("ends before it begins", "turn the two round")
    return Interval(first.first if first else None, last.last if last else None) if first or last else None


def _interval(parts: Mapping[str, int], iso: bool, calendar: Calendar) -> Interval | Fault | None:
    """What the numbers of a value mean."""
    hour, minute, second = (parts.get(name, 0) for name in ("hour", "minute", "second"))
    if not (hour < 24 and minute < 60 and second < 60) and (hour, minute, second) != (24, 0, 0):
        return Fault("names an hour that no day has", "hours go from 00:00:00 to 23:59:59")
    if "century" in parts:
        first = 100 * parts["century"]
        return Interval(day_number(first, 1, 1, calendar), day_number(first + 99, 12, 31, calendar))
    year, month, day = parts.get("year"), parts.get("month"), parts.get("day")
    if month is not None and not 1 <= month <= 12:
        return Fault(f"names a month {month:02}", "months go from 01 to 12; the month stands before the day")
    if year == 0 and not iso:
        return Fault("names a year 0, which W3C dates do not have", "write -0001 for 1 BCE")
    if year is None:
        longest = days_in_month(4, month, calendar) if month else 31
        if day is not None and not 1 <= day <= longest:
            name = MONTHS[month - 1] if month else "a month"
            return Fault(f"names a day {day:02}, and {name} has {longest} days at most", "correct the day or the month")
        return None
    if year < 0 and not iso:
        year += 1
    if "ordinal" in parts:
        first, last = day_number(year, 1, 1, calendar), day_number(year, 12, 31, calendar)
        number = first + parts["ordinal"] - 1
        if not first <= number <= last:
            return Fault(f"counts {parts['ordinal']} days in a year of {last - first + 1}", "correct the day")
        return Interval(number, number)
    return _days(year, month, day, calendar)


def _days(year: int, month: int | None, day: int | None, calendar: Calendar) -> Interval | Fault:
    if month is None:
        return Interval(day_number(year, 1, 1, calendar), day_number(year, 12, 31, calendar))
    length = days_in_month(year, month, calendar)
    if day is None:
        return Interval(day_number(year, month, 1, calendar), day_number(year, month, length, calendar))
    if 1 <= day <= length:
        number = day_number(year, month, day, calendar)
        return Interval(number, number)
    named = f"names a day {day:02}, and {MONTHS[month - 1]} {year_named(year)} has {length} days"
    if calendar is Calendar.GREGORIAN and 1 <= day <= days_in_month(year, month, Calendar.JULIAN):
        twin = w3c(day_of(day_number(year, month, day, Calendar.JULIAN)))
        return Fault(f"{named} in the Gregorian calendar", f"if the Julian one is meant, write {twin}")
    where = "" if calendar is Calendar.GREGORIAN else f" in the {calendar} calendar"
    return Fault(named + where, "correct the day or the month")


def _no_date(value: str, iso: bool) -> Fault:
    """The fault of a value of no known form, with the date that was likely meant."""
    if not value:
        return Fault("is empty", "give a date, or leave the attribute out")
    if "/" in value and not iso and isinstance(parse(value, iso=True), Interval):
        return Fault("is an interval", "give its ends in @from and @to, or in @notBefore and @notAfter")
    return Fault("is no date", f"write {likely}") if (likely := _likely(value)) else Fault("is no date")


def _likely(value: str) -> str:
    """The date that was meant, where that is plain; else empty."""
    for form in _SLIPS:
        if match := re.fullmatch(form, value):
            year, *parts = (part for part in match.groups() if part)
            likely = "-".join((year.zfill(4), *(part.zfill(2) for part in parts)))
            if isinstance(parse(likely), Interval):
                return likely
    return ""


def w3c(day: Day, parts: int = 3) -> str:
    """The day in W3C notation; or of it the year alone (*parts* 1), or the year and the month (2)."""
    year = day.year if day.year > 0 else day.year - 1  # there is no year 0: 1 BCE is -0001
    sign = "-" if year < 0 else ""
    return sign + "-".join((f"{abs(year):04}", f"{day.month:02}", f"{day.day:02}")[:parts])

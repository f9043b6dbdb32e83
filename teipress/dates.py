"""Dates: the TEI dating attributes as intervals, and intervals in words. See TEI P5, chapter ND, and att.datable.

Normalised values are Gregorian. An interval says in which days something lies: @from and @to, which it filled, and
@notBefore and @notAfter, between which it happened, give the same one.
"""

from __future__ import annotations

from collections.abc import Mapping

from teipress.calendars import Calendar, Day, Interval, day_of, days_in_month
from teipress.datewords import ENGLISH, DateWords
from teipress.isodates import MONTHS, Fault, parse, w3c

__all__ = [
    "ENDS", "MONTHS", "NAMES", "STARTS",
    "Calendar", "Fault", "Interval", "attributes", "parse", "read", "stated", "wording",
]  # fmt: skip

STARTS, ENDS = ("from", "notBefore"), ("to", "notAfter")
NAMES = ("when", *STARTS, *ENDS)
_NORMALISED = tuple((name, f"{name}{kind}", bool(kind)) for name in NAMES for kind in ("", "-iso"))


# --- attributes -------------------------------------------------------------------------------------------------------


def read(attributes: Mapping[str, str]) -> Interval | None:
    """When something was, by its dating attributes; None where they do not say, or contradict each other.

    @when goes before the others, which narrow each other; each may be given as W3C (`when`) or ISO (`when-iso`), and
    W3C goes first. A value that is no date counts as if it were not there; `checks.dates` tells of it.
    """
    values: dict[str, Interval] = {}
    for name, attribute, iso in _NORMALISED:
        if attribute in attributes and name not in values:
            value = parse(attributes[attribute], iso=iso)
            if isinstance(value, Interval):
                values[name] = value
    return _combined(values)


def stated(attributes: Mapping[str, str], calendar: Calendar) -> Interval | None:
    """When something was, by the attributes `when-custom` and its like, read as days of *calendar*.

    They may hold anything; what is no date in W3C notation counts as if it were not there.
    """
    values: dict[str, Interval] = {}
    for name in NAMES:
        if f"{name}-custom" in attributes:
            value = parse(attributes[f"{name}-custom"], calendar=calendar)
            if isinstance(value, Interval):
                values[name] = value
    return _combined(values)


def _combined(values: Mapping[str, Interval]) -> Interval | None:
    if "when" in values:
        return values["when"]
    firsts = [values[name].first for name in STARTS if name in values]
    lasts = [values[name].last for name in ENDS if name in values]
    first = max((day for day in firsts if day is not None), default=None)
    last = min((day for day in lasts if day is not None), default=None)
    if (first is None and last is None) or (first is not None and last is not None and first > last):
        return None
    return Interval(first, last)


def attributes(interval: Interval, calendar: Calendar = Calendar.GREGORIAN) -> dict[str, str]:
    """The attributes that state *interval* in W3C notation, as *calendar* counts: @when where it is a day, a month or a
    year, else @notBefore and @notAfter, as far as it has ends. `read` makes the same interval of them.
    """
    first = day_of(interval.first, calendar) if interval.first is not None else None
    last = day_of(interval.last, calendar) if interval.last is not None else None
    if first and last and (unit := _unit(first, last, calendar)):
        return {"when": w3c(Day(*first), unit)}
    years = (first is None or first[1:] == (1, 1)) and (last is None or last[1:] == (12, 31))
    ends = {"notBefore": first, "notAfter": last}
    return {name: w3c(day, 1 if years else 3) for name, day in ends.items() if day}


def _unit(first: Day, last: Day, calendar: Calendar) -> int:
    """What the days from *first* to *last* fill: 1 a year, 2 a month, 3 a day, 0 none of these."""
    if first == last:
        return 3
    if first.year != last.year or first.day != 1 or last.day != days_in_month(last.year, last.month, calendar):
        return 0
    return 2 if first.month == last.month else 1 if (first.month, last.month) == (1, 12) else 0


# --- words ------------------------------------------------------------------------------------------------------------


def wording(interval: Interval, calendar: Calendar = Calendar.GREGORIAN, say: DateWords = ENGLISH) -> str:
    """*interval* in words, as a chronology has it; empty where both ends are open.

    `12 March 1917`, `March 1917`, `1917`, `3–7 March 1917`, `March–May 1917`, `1903–1917`, `14 March 44 BCE`. With one
    end open, the nearest time beyond the end: `before 1900`, `after 12 March 1917`.
    """
    if interval.first is None and interval.last is None:
        return ""
    if interval.first is None:
        assert interval.last is not None
        end = day_of(interval.last + 1, calendar)
        return _end(end, 1 if end[1:] == (1, 1) else 2 if end.day == 1 else 3, say.before, say)
    if interval.last is None:
        end = day_of(interval.first - 1, calendar)
        whole_month = end.day == days_in_month(end.year, end.month, calendar)
        return _end(end, 1 if end[1:] == (12, 31) else 2 if whole_month else 3, say.after, say)
    first, last = day_of(interval.first, calendar), day_of(interval.last, calendar)
    if unit := _unit(first, last, calendar):
        return _named(first, unit, say)
    if first[1:] == (1, 1) and last[1:] == (12, 31):
        if first.year > 0:
            return f"{first.year}–{_named(last, 1, say)}"
        if last.year <= 0:
            return f"{1 - first.year}–{_named(last, 1, say)}"
        return f"{_named(first, 1, say)} – {_named(last, 1, say)}"
    whole_months = first.day == 1 and last.day == days_in_month(last.year, last.month, calendar)
    unit = 2 if whole_months else 3
    if first.year != last.year:
        return f"{_named(first, unit, say)} – {_named(last, unit, say)}"
    if whole_months:
        return f"{say.months[first.month - 1]}–{_named(last, 2, say)}"
    if first.month == last.month:
        return f"{say.day.partition(' ')[0].format(_number(first, say))}–{_named(last, 3, say)}"
    return f"{_day(first, say)} – {_named(last, 3, say)}"


def _named(day: Day, unit: int, say: DateWords) -> str:
    """The day, its month or its year in words."""
    year = year_in_words(day.year, say)
    if unit == 1:
        return year
    return (say.months[day.month - 1] if unit == 2 else _day(day, say)) + say.year.format(year)


def _day(day: Day, say: DateWords) -> str:
    return say.day.format(_number(day, say)) + (say.of_day or say.months)[day.month - 1]


def _number(day: Day, say: DateWords) -> str:
    return say.first if day.day == 1 else str(day.day)


def year_in_words(year: int, say: DateWords) -> str:
    """A year (astronomical), with its era where its number alone would not tell: `1917`, `14 CE`, `44 BCE`."""
    return str(year) if year > 99 else say.era[1].format(year) if year > 0 else say.era[0].format(1 - year)


def _end(day: Day, unit: int, words: tuple[str, str, str], say: DateWords) -> str:
    """What lies before or after a year, a month or a day."""
    names = say._replace(months=say.of_end) if unit == 2 and say.of_end else say
    return words[unit - 1].format(_named(day, unit, names))

"""Dates: the TEI dating attributes as intervals, and intervals in words. See TEI P5, chapter ND, and att.datable.

Normalised values are Gregorian. An interval says in which days something lies: @from and @to, which it filled, and
@notBefore and @notAfter, between which it happened, give the same one.
"""

from __future__ import annotations

from collections.abc import Mapping

from teipress.calendars import Calendar, Day, Interval, day_of, days_in_month, year_named
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


def wording(interval: Interval, calendar: Calendar = Calendar.GREGORIAN) -> str:
    """*interval* in English, as a chronology has it; empty where both ends are open.

    `12 March 1917`, `March 1917`, `1917`, `3–7 March 1917`, `March–May 1917`, `1903–1917`, `14 March 44 BCE`. With one
    end open, the nearest time beyond the end: `before 1900`, `after 12 March 1917`.
    """
    if interval.first is None and interval.last is None:
        return ""
    if interval.first is None:
        assert interval.last is not None
        return f"before {_before(day_of(interval.last + 1, calendar))}"
    if interval.last is None:
        return f"after {_after(day_of(interval.first - 1, calendar), calendar)}"
    first, last = day_of(interval.first, calendar), day_of(interval.last, calendar)
    if unit := _unit(first, last, calendar):
        return _named(first, unit)
    if first[1:] == (1, 1) and last[1:] == (12, 31):
        if first.year > 0:
            return f"{first.year}–{_named(last, 1)}"
        if last.year <= 0:
            return f"{1 - first.year}–{_named(last, 1)}"
        return f"{_named(first, 1)} – {_named(last, 1)}"
    whole_months = first.day == 1 and last.day == days_in_month(last.year, last.month, calendar)
    unit = 2 if whole_months else 3
    if first.year != last.year:
        return f"{_named(first, unit)} – {_named(last, unit)}"
    if whole_months:
        return f"{MONTHS[first.month - 1]}–{_named(last, 2)}"
    if first.month == last.month:
        return f"{first.day}–{_named(last, 3)}"
    return f"{first.day} {MONTHS[first.month - 1]} – {_named(last, 3)}"


def _named(day: Day, unit: int) -> str:
    """The day, its month or its year in words."""
    return " ".join((str(day.day), MONTHS[day.month - 1], year_named(day.year))[3 - unit :])


def _before(day: Day) -> str:
    """The longest time that begins with *day*."""
    return _named(day, 1 if day[1:] == (1, 1) else 2 if day.day == 1 else 3)


def _after(day: Day, calendar: Calendar) -> str:
    """The longest time that ends with *day*."""
    whole_month = day.day == days_in_month(day.year, day.month, calendar)
    return _named(day, 1 if day[1:] == (12, 31) else 2 if whole_month else 3)

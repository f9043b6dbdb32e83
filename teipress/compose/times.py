"""Times: dates as editions print them, in words. The reckoning is that of `teipress.dates`."""

from __future__ import annotations

from teipress import dates, oldstyle
from teipress.calendars import Calendar, Interval, day_of
from teipress.datewords import DateWords
from teipress.edition import Edition
from teipress.xml import Element

UNCERTAIN = ("low", "medium")


def attributes(element: Element) -> dict[str, str]:
    """The attributes of an element."""
    return {str(name): str(value) for name, value in element.attrib.items()}


def is_doubtful(element: Element) -> bool:
    """Whether the edition is not sure."""
    return element.get("cert") in UNCERTAIN


def year_of(day: int, say: DateWords) -> str:
    """The year that a day is in: `1917`, `44 BCE`."""
    return dates.year_in_words(day_of(day).year, say)


def year(interval: Interval, say: DateWords) -> str:
    """The year of a birth, for example: `1883`, `1880/1883` for one of several, `before 1900`."""
    if interval.first is None or interval.last is None:
        return dates.wording(interval, say=say)
    return "/".join(dict.fromkeys((year_of(interval.first, say), year_of(interval.last, say))))


def iso(interval: Interval) -> str:
    """A day, a month or a year as HTML knows it (`1917-03-12`); empty for anything else, and before the year 1."""
    value = dates.attributes(interval).get("when", "")
    return "" if value.startswith("-") or len(value.partition("-")[0]) > 4 else value


def wording(element: Element, edition: Edition, say: DateWords) -> str:
    """The date of an element in words, with the old style if it is stated: `12 March 1917 (27 February, old style)`."""
    interval = dates.read(attributes(element))
    if interval is None:
        return ""
    words = dates.wording(interval, say=say)
    old = dates.stated(attributes(element), Calendar.JULIAN) if _is_old_style(element, edition) else None
    if old is None or not (stated := dates.wording(old, Calendar.JULIAN, say)):
        return words
    if stated == words:
        return words
    year = words.rpartition(" ")[2]
    if year.isdecimal():
        stated = stated.removesuffix(say.year.format(year))  # which is not said twice
    return f"{words} ({say.old_style.format(stated)})"


def _is_old_style(element: Element, edition: Edition) -> bool:
    """Whether the calendar that an element names is the Julian."""
    return oldstyle.custom_calendar_of(attributes(element), edition) is Calendar.JULIAN

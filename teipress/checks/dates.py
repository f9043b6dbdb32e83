"""Dates: values that are dates, and attributes that agree. See TEI P5, chapter ND, and att.datable."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from teipress import oldstyle
from teipress.calendars import Calendar, Interval
from teipress.checks import calendars, dated, english, lives
from teipress.checks.dated import Dated, Dates
from teipress.dates import ENDS, STARTS, Fault, attributes, parse
from teipress.diagnostics import Diagnostic
from teipress.edition import Edition

MOST = 40  # characters of a value that are shown
_LIKE_A_DATE = re.compile(r"-?[0-9]{4,}(-[0-9]{2}){0,2}")


def findings(edition: Edition) -> Iterator[Diagnostic]:
    """Everything wrong with the dates of an edition."""
    found = dated.find(edition)
    if found.all:
        for rule in RULES.values():
            yield from rule(found)


def not_told_yet(found: Iterable[Diagnostic], violations: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The schema's *violations* but those of values that *found* tells to be no dates, and says what they should be."""
    told = {(d.place.file, d.place.xpath, d.message.partition("=")[0]) for d in found if d.code == "DAT-001"}
    for violation in violations:
        attribute, _, rest = violation.message.partition(" ")
        if not rest.startswith("of <") or (violation.place.file, violation.place.xpath, attribute) not in told:
            yield violation


def values_that_are_no_dates(found: Dates) -> Iterator[Diagnostic]:
    """A value that is no date, or a day that never was.

    Chronologies, indexes and searches go by these values; a wrong one puts its event nowhere, or in the wrong place.
    Normalised dates are Gregorian; in `when-custom` and its like, a day must be one of the calendar named there.

    Example: `<date when="1917-02-30">`.
    Remedy: correct the day, or write the value as 1917-03-12, 1917-03 or 1917.
    """
    for item in found.all:
        for attribute, value in item.attributes.items():
            if attribute in dated.CALENDARS:
                continue
            reading = _read(attribute, value, item, found.edition)
            if isinstance(reading, Fault):
                yield Diagnostic(
                    dated.place(found, item, attribute),
                    "DAT-001",
                    f"{_shown(attribute, value)} {reading.reason}",
                    _meant(value) or reading.remedy,
                )


def _meant(value: str) -> str:
    """What to write for a date in words, or in another notation, as a value."""
    words = english.read(value)
    meant = words.intervals(Calendar.GREGORIAN, Interval(None, None)) if words and words.month else []
    if len(meant) == 1:
        return f"write {attributes(meant[0])['when']}"
    from teipress.grammar import mending  # brings in all of the grammar

    likely = next((each for each in mending.dates(value) if isinstance(parse(each), Interval)), "")
    return f"write {likely}" if likely and likely != value else ""


def dates_that_contradict(found: Dates) -> Iterator[Diagnostic]:
    """Dating attributes of one element that cannot all be true.

    A time that ends before it begins is no time, and a day cannot lie outside the bounds given beside it.

    Example: `<date from="1918" to="1917">`; `<date when="1917-03-12" notAfter="1917-03-01">`.
    Remedy: turn the two round, or correct the one that is wrong.
    """
    for item in found.all:
        readings = {
            attribute: reading
            for attribute, value in item.attributes.items()
            if attribute not in dated.CALENDARS
            and isinstance(reading := _read(attribute, value, item, found.edition), Interval)
        }
        for one, other, hint in _contradictions(readings):
            first, second = (_shown(attribute, item.attributes[attribute]) for attribute in (one, other))
            verb = f"{first} is later than {second}" if _kind(one) in STARTS else f"{first} contradicts {second}"
            yield Diagnostic(dated.place(found, item, one), "DAT-002", verb, hint)


def _contradictions(readings: dict[str, Interval]) -> Iterator[tuple[str, str, str]]:
    """The attributes that contradict each other, each pair once, and what to do."""
    for one, first in readings.items():
        for other, second in readings.items():
            kinds = (_kind(one), _kind(other))
            if ("-custom" in one) != ("-custom" in other):
                continue  # whether these agree is for the calendars to say
            if kinds[0] in STARTS and kinds[1] in ENDS and second.before(first):
                yield one, other, "turn the two round, or correct one of them"
            elif kinds[0] == "when" and (
                (kinds[1] in STARTS and first.before(second)) or (kinds[1] in ENDS and second.before(first))
            ):
                yield one, other, "correct one of them; @when alone is enough for a day that is known"
            elif kinds[0] == kinds[1] and one < other and not first.overlaps(second):
                yield one, other, "both say the same thing in two notations: correct one of them"


def _kind(attribute: str) -> str:
    return attribute.partition("-")[0]


def _read(attribute: str, value: str, item: Dated, edition: Edition) -> Interval | Fault | None:
    """What an attribute says; None if it need not be a date."""
    if not attribute.endswith("-custom"):
        return parse(value, iso=attribute.endswith("-iso"))
    calendar = oldstyle.custom_calendar_of(item.attributes, edition)
    if calendar is not Calendar.JULIAN or not _LIKE_A_DATE.fullmatch(value):
        return None
    return parse(value, calendar=calendar)


def _shown(attribute: str, value: str) -> str:
    value = " ".join(value.split())
    return f'@{attribute}="{value if len(value) <= MOST else value[:MOST] + "…"}"'


RULES = {
    "DAT-001": values_that_are_no_dates,
    "DAT-002": dates_that_contradict,
    "DAT-003": lives.deaths_before_births,
    "DAT-004": lives.acts_outside_lives,
    "DAT-005": calendars.twins_that_are_off,
    "DAT-006": calendars.old_style_not_stated,
    "DAT-007": calendars.words_that_disagree,
}

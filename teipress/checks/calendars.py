"""Calendars: both styles of a date agree, and the words of a date agree with its value. See TEI P5, chapter ND."""

from __future__ import annotations

from collections.abc import Iterator

from teipress import names, oldstyle
from teipress.calendars import Calendar, Interval, day_of
from teipress.checks import english
from teipress.checks.dated import CALENDARS, Dated, Dates, place
from teipress.dates import NAMES, attributes, parse, read, stated, wording
from teipress.diagnostics import Diagnostic, Severity
from teipress.edition import Edition
from teipress.xml import local

CUSTOM = tuple(f"{name}-custom" for name in NAMES)
IN_WORDS = ("date", "docDate", "origDate", "birth", "death")
# Where other eras stand against ours: Vikrama, Śaka, Buddhist, Hebrew, Byzantine, Coptic, Hijri (by the moon).
ERAS = (
    range(56, 58), range(-79, -77), range(543, 545), range(3760, 3762), range(5508, 5510), range(-284, -282),
    range(-622, -578),
)  # fmt: skip
MOST = 60  # characters of words that are shown


def twins_that_are_off(found: Dates) -> Iterator[Diagnostic]:
    """A Julian date whose Gregorian twin is another day.

    Old-style dates are behind: 10 days from 1582, 11 from March 1700, 12 from March 1800, 13 from March 1900, Julian.

    Example: `<date when="1917-03-11" when-custom="1917-02-27" calendar="#julian">`; 27 February 1917 was 12 March.
    Remedy: correct the one that is wrong; the hint gives the twin of the old-style date.
    """
    for item in found.all:
        if oldstyle.custom_calendar_of(item.attributes, found.edition) is not Calendar.JULIAN:
            continue
        for custom, normal in _twins(item):
            old = parse(item.attributes[custom], calendar=Calendar.JULIAN)
            new = read({n: v for n, v in item.attributes.items() if n in normal})
            if isinstance(old, Interval) and new is not None and not _is_twin(old, new, item.attributes[custom]):
                said = " ".join(f'@{name}="{item.attributes[name]}"' for name in normal)
                yield Diagnostic(
                    place(found, item, normal[0]),
                    "DAT-005",
                    f'{said} is not what @{custom}="{item.attributes[custom]}" is in the Gregorian calendar',
                    f"{wording(old, Calendar.JULIAN)} (Julian) is {_value(old)}",
                )


def _twins(item: Dated) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each old-style attribute, and the attributes that should say the same: its own twin, else all."""
    for custom in CUSTOM:
        if custom in item.attributes:
            name = custom.removesuffix("-custom")
            own = tuple(n for n in (name, f"{name}-iso") if n in item.attributes)
            others = tuple(n for n in item.attributes if n.removesuffix("-iso") in NAMES)
            normal = own or (others if name == "when" else ())
            if normal:
                yield custom, normal


def _is_twin(old: Interval, new: Interval, value: str) -> bool:
    """Whether *new* may be *old*, which is *value* in the Julian calendar.

    A day must be the day. Months and years are rarely given to the day, so some of their days are enough, by either
    calendar. Where the year began in March, January 1648 is the Gregorian one of 1649.
    """
    if old.first is None or old.first != old.last:
        as_written = parse(value)
        return new.overlaps(old) or (isinstance(as_written, Interval) and new.overlaps(as_written))
    year, month, day = day_of(old.first, Calendar.JULIAN)
    years = (year, year + 1) if english.may_count_from_march(year, month) else (year,)
    return any(new.contains(twin) for twin in (old, *english.Stated(years, month, day).intervals(Calendar.JULIAN, old)))


def _written(interval: Interval, calendar: Calendar = Calendar.GREGORIAN, kind: str = "") -> str:
    """The attributes for an interval."""
    return " ".join(f'{name}{kind}="{value}"' for name, value in attributes(interval, calendar).items())


def _value(interval: Interval) -> str:
    """The value of a day, a month or a year, or the two of a longer time."""
    return " to ".join(attributes(interval).values())


def old_style_not_stated(found: Dates) -> Iterator[Diagnostic]:
    """A date in the Julian calendar, and its value in the Gregorian only.

    `when` is always Gregorian. What the source states in the old style is kept beside it in `when-custom`, so that
    readers and programs need not convert it back. An edition that never does so is told once, as advice.

    Example: `<date when="1917-03-12" calendar="#julian">February 27th</date>`.
    Remedy: add `when-custom="1917-02-27"`; the hint gives the value.
    """
    bare = [item for item in found.all if _is_bare(item, found.edition)]
    used = any(name in item.attributes for item in found.all for name in CUSTOM)
    severity = Severity.WARNING if used else Severity.NOTE
    for item in bare if used else bare[:1]:
        message = "the date is Julian by its @calendar, and no @when-custom keeps it as stated"
        if not used and len(bare) > 1:
            message = f"{len(bare):,} dates are Julian by their @calendar, and no @when-custom keeps them as stated"
        yield Diagnostic(place(found, item, "calendar"), "DAT-006", message, _proposed(item), severity)


def _is_bare(item: Dated, edition: Edition) -> bool:
    return (
        "calendar" in item.attributes
        and not any(name in item.attributes for name in CUSTOM)
        and oldstyle.calendar_of(item.attributes, edition) is Calendar.JULIAN
    )


def _proposed(item: Dated) -> str:
    """What to add to a date, as far as its words or its value tell."""
    new, words = read(item.attributes), english.read(names.words(item.element))
    told = words.intervals(Calendar.JULIAN, new or Interval(None, None)) if words else []
    agreeing = [interval for interval in told if new is None or interval.overlaps(new)]
    if len(told) == 1 or len(agreeing) == 1:
        old = (agreeing or told)[0]
    elif new is not None and new.first is not None and new.first == new.last:
        old = new
    else:
        return "add the date as the source states it, as when-custom"
    also = f"{_written(old)} and " if new is None else ""
    return f"add {also}{_written(old, Calendar.JULIAN, '-custom')}"


def words_that_disagree(found: Dates) -> Iterator[Diagnostic]:
    """The words of a date say another day, month or year than its value.

    Plain dates in English and bare years are compared, in the calendar that @calendar names; where it names none,
    either style will do. Most often a year was inferred wrongly, or copied from the date before.

    Example: `<date when="1918-11-07">November 7, 1917</date>`.
    Remedy: correct the value, or the words if they are a misprint (`choice` keeps both).
    """
    for item in found.all:
        if local(item.element) not in IN_WORDS or not (item.element.text or len(item.element)):
            continue
        new, calendar = read(item.attributes), oldstyle.calendar_of(item.attributes, found.edition)
        text = names.words(item.element)
        words = english.read(text)
        if new is None or calendar is None or words is None or _agree(words, new, item, calendar):
            continue
        text = text if len(text) <= MOST else text[:MOST] + "…"
        yield Diagnostic(
            place(found, item, next(name for name in item.attributes if name not in CALENDARS)),
            "DAT-007",
            f"the words say “{text}”, and the value says {_said(new, calendar)}",
            _corrected(words, new, calendar),
            Severity.WARNING,
        )


def _agree(words: english.Stated, new: Interval, item: Dated, calendar: Calendar) -> bool:
    """Whether the words may mean the value, or the date as stated."""
    told = {style: words.intervals(style, new) for style in Calendar}
    custom = {style: stated(item.attributes, style) for style in Calendar}
    # Where a day's calendar is named, the day is of that calendar, unless it is there as stated too.
    decided = "calendar" in item.attributes and words.day is not None and custom[calendar] is None
    for style in (calendar,) if decided else Calendar:
        by_name = custom[style]
        # The Julian year reaches into the next: that is reason enough for a day, and not for a year.
        fits = Interval.overlaps if words.day or style is Calendar.GREGORIAN else Interval.contains
        if any(fits(interval, new) or (by_name and interval.overlaps(by_name)) for interval in told[style]):
            return True
    if words.month is None and "calendar" not in item.attributes and _is_of_another_era(words, new):
        return True
    return not any(told.values())


def _said(new: Interval, calendar: Calendar) -> str:
    """The value in words, in both calendars where the words are in the Julian."""
    said = wording(new)
    if calendar is Calendar.JULIAN and new.first is not None and new.first == new.last:
        return f"{said}, Gregorian ({wording(new, calendar)}, Julian)"
    return said


def _is_of_another_era(words: english.Stated, new: Interval) -> bool:
    """Whether a year that seems wrong is likely that of another era, which the edition does not name."""
    years = {day_of(day).year for day in (new.first, new.last) if day is not None}
    return any(written - year in era for written in words.years for year in years for era in ERAS)


def _corrected(words: english.Stated, new: Interval, calendar: Calendar) -> str:
    """What the words would be as a value."""
    meant = words.intervals(calendar, new) if words.years else []
    if len(meant) != 1 or words.month is None:
        return "correct one of the two"
    if calendar is Calendar.JULIAN:
        return f"{wording(meant[0], calendar)} (Julian) is {_value(meant[0])}; correct one of the two"
    return f"{wording(meant[0])} is {_value(meant[0])}; correct one of the two"

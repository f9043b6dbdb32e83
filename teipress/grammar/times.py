"""Times: the values of XML Schema's dates, times and durations, and which comes first. See XSD part 2, 3.2.6 to 3.2.14.

As jing has them, which are those of Java's calendar: the Gregorian calendar for all years, no year 0, no hour 24, a
second 60 at any minute, milliseconds and no less, and time zones from -13:00 to +14:00.
"""

from __future__ import annotations

# Milliseconds since 1970 in UTC, milliseconds of a leap second, and whether a time zone is given.
Instant = tuple[int, int, bool]
# Years, months, days, hours, minutes, seconds without their decimal point, and how many of their digits are decimals.
Duration = tuple[int, int, int, int, int, int, int]

# What stands before and between the parts of a date, by what a type gives of year, month and day.
_BEFORE = {"MD": "--", "M": "--", "D": "---"}
_MINUTE, _HOUR, _DAY = 60_000, 3_600_000, 86_400_000
_FARTHEST_ZONE = 14 * _HOUR
_DIGITS_OF_A_YEAR = 9


def instant(date: str, timed: bool, text: str) -> Instant | None:
    """The value of a text that gives the parts *date* (of `YMD`), and a time if *timed*; None if it is no such text."""
    text, zone, zoned = _apart_from_zone(text)
    days, mark, hours = text.partition("T") if date else ("", "T", text)
    day = _day(date, days) if date else 0
    time, leap = _time(hours) if timed else (0, 0)
    if day is None or time is None or zone is None or (mark == "T") != timed:
        return None
    at = day * _DAY + time - zone
    return (at, leap, zoned) if -(2**63) <= at < 2**63 else None


def _two(text: str) -> int:
    """The number of two digits; 100 if it is none, which is too many of anything."""
    return int(text) if len(text) == 2 and text.isascii() and text.isdigit() else 100


def _apart_from_zone(text: str) -> tuple[str, int | None, bool]:
    """A date or time without its time zone; the time zone in milliseconds, and whether there is one."""
    if text[-1:] == "Z":
        return text[:-1], 0, True
    if text[-3:-2] != ":" or text[-6:-5] not in ("+", "-"):
        return text, 0, False
    hours, minutes = _two(text[-5:-3]), _two(text[-2:])
    zone = hours * _HOUR + minutes * _MINUTE
    zone = -zone if text[-6] == "-" else zone
    return text[:-6], zone if minutes < 60 and -13 * _HOUR <= zone <= _FARTHEST_ZONE else None, True


def _day(parts: str, text: str) -> int | None:
    """The first of the days that a date gives, counted from 1970-01-01."""
    before = _BEFORE.get(parts, "")
    year, month, day = 2000, 1, 1
    if before:
        if text[: len(before)] != before:
            return None
        numbers = text[len(before) :].split("-")
    else:
        negative = text[:1] == "-"
        first, *numbers = text[negative:].split("-")
        if not (4 <= len(first) <= _DIGITS_OF_A_YEAR and first.isascii() and first.isdigit()):
            return None
        year = int(first)
        if year == 0 or (first[0] == "0" and len(first) > 4):
            return None
        year = 1 - year if negative else year
    if len(numbers) != len(parts.lstrip("Y")):
        return None
    if "M" in parts:
        month = _two(numbers[0])
    if "D" in parts:
        day = _two(numbers[-1])
    if not (1 <= month <= 12 and 1 <= day <= _days_in_month(year, month)):
        return None
    return _days(year, month, day)


def _time(text: str) -> tuple[int | None, int]:
    """Milliseconds since midnight, and milliseconds of a leap second."""
    hour, minute, second = _two(text[:2]), _two(text[3:5]), _two(text[6:8])
    decimals = text[9:] or "0"
    right = text[2:3] == text[5:6] == ":" and text[8:9] in ("", ".") and decimals.isascii() and decimals.isdigit()
    if not right or hour > 23 or minute > 59 or second > 60:
        return None, 0
    thousandths = int(f"{decimals}00"[:3])
    time = hour * _HOUR + minute * _MINUTE + second * 1000
    return (time - 1, thousandths + 1) if second == 60 else (time + thousandths, 0)


def _days_in_month(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _days(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01. The year begins in March here, so that a leap day is its last."""
    year, month = (year - 1, month + 9) if month < 3 else (year, month - 3)
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + day - 719_469


def earlier(one: Instant, other: Instant) -> bool:
    """Whether *one* is certainly before *other*, wherever that was if only one of them gives a time zone."""
    shift = (one[2] - other[2]) * _FARTHEST_ZONE
    return (one[0] + max(-shift, 0), one[1]) < (other[0] - max(shift, 0), other[1])


# --- durations --------------------------------------------------------------------------------------------------------

_SECONDS = r"([0-9]+(\.[0-9]*)?|\.[0-9]+)S"
# One that ends in P or T fits as well, and is none.
DURATION = rf"-?P([0-9]+Y)?([0-9]+M)?([0-9]+D)?(T([0-9]+H)?([0-9]+M)?({_SECONDS})?)?"
# The months after which two durations are compared, as months are not equally long.
_COMPARED_AFTER = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))
# Python reads longer ones only if asked to.
_MOST_DIGITS = 4_000


def duration(text: str) -> Duration | None:
    """The value of what has the shape of `DURATION`; None if a number is of more digits than can be meant."""
    sign = -1 if text[0] == "-" else 1
    date, _, time = text.partition("T")
    found = [_number(date, letter) for letter in "YMD"] + [_number(time, letter) for letter in "HMS"]
    if any(len(number) > _MOST_DIGITS for number in found):
        return None
    whole, _, decimals = found.pop().partition(".")
    decimals = decimals.rstrip("0")
    years, months, days, hours, minutes = (sign * int(number) for number in found)
    return years, months, days, hours, minutes, sign * int(f"{whole}{decimals}"), len(decimals)


def _number(text: str, letter: str) -> str:
    """The number before *letter*, or 0 if there is none."""
    before, given, _ = text.partition(letter)
    return "0" + before[len(before.rstrip("0123456789.")) :] if given else "0"


def shorter(one: Duration, other: Duration) -> bool:
    """Whether *one* is certainly shorter than *other*, from whatever day they are counted."""
    months, others = one[0] * 12 + one[1], other[0] * 12 + other[1]
    scale = max(one[6], other[6])
    rest, others_rest = _rest(one, scale), _rest(other, scale)
    if months == others:
        return rest < others_rest
    if months < others and rest <= others_rest:
        return True
    second = 10**scale
    return all(
        _days_of(months, *after) * 86_400 * second + rest < _days_of(others, *after) * 86_400 * second + others_rest
        for after in _COMPARED_AFTER
    )


def _rest(value: Duration, scale: int) -> int:
    """Days, hours, minutes and seconds in seconds, with *scale* decimals."""
    _, _, days, hours, minutes, seconds, decimals = value
    second, decimal = int(10**scale), int(10 ** (scale - decimals))
    return ((days * 24 + hours) * 60 + minutes) * 60 * second + seconds * decimal


def _days_of(months: int, year: int, month: int) -> int:
    """The days of as many months from the first of *month*; for months back those of as many forth, as in jing."""
    if months < 0:
        return -_days_of(-months, year, month)
    years, later = divmod(month - 1 + months, 12)
    return _days(year + years, later + 1, 1) - _days(year, month, 1)

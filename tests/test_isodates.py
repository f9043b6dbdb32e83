"""Values of dates: what the notations of W3C and ISO 8601 mean, and what is no date."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teipress.calendars import Calendar, Interval, day_of
from teipress.dates import Fault, parse
from teipress.isodates import w3c
from tests.days import CALENDARS, JULIAN, fault, interval

VALUES = {
    "1917": ("1917-01-01", "1917-12-31"),
    "1917-02": ("1917-02-01", "1917-02-28"),
    "1916-02": ("1916-02-01", "1916-02-29"),
    " 1917-03-12\n": ("1917-03-12", "1917-03-12"),
    "1917-03-12Z": ("1917-03-12", "1917-03-12"),
    "1917-03-12T24:00:00": ("1917-03-12", "1917-03-12"),
    "1917-03-12T10:00:00.5-05:00": ("1917-03-12", "1917-03-12"),
    "1917-05:00": ("1917-01-01", "1917-12-31"),
    "-0043": ("-0043-01-01", "-0043-12-31"),
    "12000": ("12000-01-01", "12000-12-31"),
    "-65000000": ("-65000000-01-01", "-65000000-12-31"),
}
ISO_VALUES = VALUES | {
    "19170312": ("1917-03-12", "1917-03-12"),
    "19170312T1000+02": ("1917-03-12", "1917-03-12"),
    "1917-03-12T10:00Z": ("1917-03-12", "1917-03-12"),
    "1917-071": ("1917-03-12", "1917-03-12"),
    "1917071": ("1917-03-12", "1917-03-12"),
    "19": ("1900-01-01", "1999-12-31"),
    "+01917-03": ("1917-03-01", "1917-03-31"),
    "1917-03/1917-05": ("1917-03-01", "1917-05-31"),
    "1917-03/05": ("1917-03-01", "1917-05-31"),
    "1917-03-12/15": ("1917-03-12", "1917-03-15"),
    "1917-03-12/04-02": ("1917-03-12", "1917-04-02"),
    "1917/18": ("1917-01-01", "1918-12-31"),
    "1917/..": ("1917-01-01", None),
    "../1917": (None, "1917-12-31"),
    "/1917": (None, "1917-12-31"),
    "0000": ("-0001-01-01", "-0001-12-31"),
    "-0043": ("-0044-01-01", "-0044-12-31"),
    "-65000000": ("-65000001-01-01", "-65000001-12-31"),
}


def ends(found: Interval) -> tuple[str | None, str | None]:
    first, last = (None if day is None else w3c(day_of(day)) for day in (found.first, found.last))
    return first, last


@pytest.mark.parametrize(("value", "expected"), VALUES.items())
def test_w3c_value(value: str, expected: tuple[str, str]) -> None:
    assert ends(interval(value)) == expected


@pytest.mark.parametrize(("value", "expected"), ISO_VALUES.items())
def test_iso_value(value: str, expected: tuple[str | None, str | None]) -> None:
    assert ends(interval(value, iso=True)) == expected


@pytest.mark.parametrize("value", ["--12-25", "--02-29", "--12", "---31", "10:00:00", "23:59:59.9Z", "--12-25+01:00"])
def test_value_without_a_year_is_right_and_says_no_days(value: str) -> None:
    assert parse(value) is None
    assert parse(value, iso=True) is None


@pytest.mark.parametrize("value", ["1917-W10-3", "1917W10", "P3D", "1917-03-12/P3D", "R5/1917", "T10:00", "../.."])
def test_iso_value_that_is_not_compared(value: str) -> None:
    assert parse(value, iso=True) is None


FORM = "write the year, the month or the day as 1917, 1917-03 or 1917-03-12"
FAULTS = {
    "1917-02-30": "names a day 30, and February 1917 has 28 days; correct the day or the month",
    "1900-02-29": "names a day 29, and February 1900 has 28 days in the Gregorian calendar; "
    "if the Julian one is meant, write 1900-03-13",
    "-0044-02-30": "names a day 30, and February 44 BCE has 28 days; correct the day or the month",
    "1917-04-00": "names a day 00, and April 1917 has 30 days; correct the day or the month",
    "1917-13": "names a month 13; months go from 01 to 12; the month stands before the day",
    "1917-00": "names a month 00; months go from 01 to 12; the month stands before the day",
    "--02-30": "names a day 30, and February has 29 days at most; correct the day or the month",
    "---32": "names a day 32, and a month has 31 days at most; correct the day or the month",
    "0000": "names a year 0, which W3C dates do not have; write -0001 for 1 BCE",
    "24:00:01": "names an hour that no day has; hours go from 00:00:00 to 23:59:59",
    "20200722": "has no hyphens, and so is a year; write 2020-07-22",
    "191703": "has no hyphens, and so is a year; write 1917-03",
    "1917-3-12": "is no date; write 1917-03-12",
    "1917.03.12": "is no date; write 1917-03-12",
    "1917-3": "is no date; write 1917-03",
    "917": "is no date; write 0917",
    "1917/1918": "is an interval; give its ends in @from and @to, or in @notBefore and @notAfter",
    "": "is empty; give a date, or leave the attribute out",
    "12.3.1917": f"is no date; {FORM}",
    "1917-31-12T": f"is no date; {FORM}",
    "١٩١٧": f"is no date; {FORM}",
    "1" * 5000: f"is no date; {FORM}",
    "1917-03-12T10:00": f"is no date; {FORM}",
}
ISO_FAULTS = {
    "1917-366": "counts 366 days in a year of 365; correct the day",
    "1917-000": "counts 0 days in a year of 365; correct the day",
    "1918/1917": "ends before it begins; turn the two round",
    "1917-02-30/1918": "names a day 30, and February 1917 has 28 days; correct the day or the month",
    "1917/1918/1919": f"has more than one stroke; {FORM}",
    "191703": "has no hyphens, and so is a year; write 1917-03",
}


@pytest.mark.parametrize(("value", "expected"), FAULTS.items(), ids=lambda value: str(value)[:20])
def test_fault_of_a_w3c_value(value: str, expected: str) -> None:
    assert fault(value) == expected


@pytest.mark.parametrize(("value", "expected"), ISO_FAULTS.items())
def test_fault_of_an_iso_value(value: str, expected: str) -> None:
    assert fault(value, iso=True) == expected


def test_day_of_the_julian_calendar_only_where_it_is_meant() -> None:
    assert interval("1900-02-29", JULIAN) == interval("1900-03-13")
    expected = "names a day 29, and February 1917 has 28 days in the Julian calendar; correct the day or the month"
    assert fault("1917-02-29", calendar=JULIAN) == expected


@given(st.text(max_size=30) | st.text("0123456789-:/TZPW+. ", max_size=20), st.booleans(), CALENDARS)
def test_any_text_has_a_meaning_or_a_fault(value: str, iso: bool, calendar: Calendar) -> None:
    found = parse(value, iso=iso, calendar=calendar)
    assert found is None or isinstance(found, Interval | Fault)

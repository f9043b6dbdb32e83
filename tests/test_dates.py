"""Dates: days, intervals, attributes, and English words for them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teipress.calendars import Calendar, Interval, day_number, day_of, days_in_month
from teipress.checks import english
from teipress.dates import attributes, parse, read, stated, wording
from tests.days import CALENDARS, GREGORIAN, INTERVALS, JULIAN, NUMBERS, interval

# --- days -------------------------------------------------------------------------------------------------------------

# Days that history has in both calendars, the Julian first.
TWINS = {
    "1917-02-27": "1917-03-12",
    "1917-10-25": "1917-11-07",
    "1918-01-31": "1918-02-13",
    "1900-02-28": "1900-03-12",
    "1900-02-29": "1900-03-13",
    "1900-03-01": "1900-03-14",
    "1825-12-14": "1825-12-26",
    "1799-05-26": "1799-06-06",
    "1752-09-02": "1752-09-13",  # the last in England
    "1753-02-17": "1753-02-28",  # the last in Sweden
    "1700-02-18": "1700-02-28",
    "1582-10-04": "1582-10-14",  # the last in Rome
    "1066-10-14": "1066-10-20",
    "0300-02-29": "0300-03-01",
    "0200-03-01": "0200-03-01",
    "0001-01-01": "-0001-12-30",
    "-0001-02-29": "-0001-02-27",
    "-0044-03-15": "-0044-03-13",
    "-4713-01-01": "-4714-11-24",  # day 0
}


@pytest.mark.parametrize(("julian", "gregorian"), TWINS.items())
def test_day_in_both_calendars(julian: str, gregorian: str) -> None:
    assert interval(julian, JULIAN) == interval(gregorian)
    assert attributes(interval(julian, JULIAN)) == {"when": gregorian}
    assert attributes(interval(gregorian), JULIAN) == {"when": julian}


def test_numbers_are_julian_day_numbers() -> None:
    assert day_number(1970, 1, 1) == 2440588
    assert day_number(-4712, 1, 1, JULIAN) == 0


def test_months_and_years_of_the_old_style_are_intervals_of_the_new() -> None:
    assert attributes(interval("1917-02", JULIAN)) == {"notBefore": "1917-02-14", "notAfter": "1917-03-13"}
    assert attributes(interval("1917", JULIAN)) == {"notBefore": "1917-01-14", "notAfter": "1918-01-13"}
    assert attributes(interval("1917-02", JULIAN), JULIAN) == {"when": "1917-02"}
    assert attributes(interval("1917", JULIAN), JULIAN) == {"when": "1917"}


@pytest.mark.parametrize(
    "day", [(1917, 2, 29), (1900, 2, 29), (1917, 13, 1), (1917, 0, 1), (1917, 1, 0), (1917, 4, 31)]
)
def test_impossible_day_has_no_number(day: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="calendar has no day"):
        day_number(*day)


@given(st.dates())
def test_gregorian_days_are_those_of_python(day: datetime.date) -> None:
    number = day_number(day.year, day.month, day.day)
    assert number == day.toordinal() + 1721425
    assert day_of(number) == (day.year, day.month, day.day)


@given(NUMBERS, CALENDARS)
def test_every_number_is_a_day_and_back(number: int, calendar: Calendar) -> None:
    assert day_number(*day_of(number, calendar), calendar) == number


@given(NUMBERS, CALENDARS)
def test_days_follow_each_other(number: int, calendar: Calendar) -> None:
    day, following = day_of(number, calendar), day_of(number + 1, calendar)
    assert day < following
    last = day.day == days_in_month(day.year, day.month, calendar)
    assert following.day == (1 if last else day.day + 1)


# --- intervals --------------------------------------------------------------------------------------------------------


def test_an_interval_never_ends_before_it_begins() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        Interval(2, 1)


def test_comparisons() -> None:
    year, month, day = interval("1917"), interval("1917-03"), interval("1917-03-12")
    assert year.contains(month) and month.contains(day) and not day.contains(month)
    assert day.before(interval("1917-04")) and not day.before(month) and not year.before(interval("1917-12-31"))
    assert year.overlaps(day) and not day.overlaps(interval("1917-03-13"))
    assert Interval(None, 5).contains(Interval(None, 4)) and not Interval(1, 5).contains(Interval(None, 4))
    assert Interval(None, 5).overlaps(Interval(5, None)) and Interval(None, 5).before(Interval(6, None))


def test_chronology_has_the_longer_first_and_what_has_no_beginning_at_its_end() -> None:
    values = ("1917-03-12", "1917-03", "1918", "1917", "1917-01-01", "1917/..", "../1916-12-31", "../..")
    found = [(i, v) for v in values if isinstance(i := parse(v, iso=True) or Interval(None, None), Interval)]
    assert [value for _, value in sorted(found, key=lambda pair: pair[0].sort_key)] == [
        "../1916-12-31", "1917/..", "1917", "1917-01-01", "1917-03", "1917-03-12", "1918", "../..",
    ]  # fmt: skip


@given(INTERVALS, INTERVALS)
def test_two_intervals_are_apart_or_overlap(one: Interval, other: Interval) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    assert one.overlaps(other) != (one.before(other) or other.before(one))
    assert not one.contains(other) or one.overlaps(other)
    shared = one.shared(other)
    assert (shared is not None) == one.overlaps(other)
    assert shared is None or (one.contains(shared) and other.contains(shared))


@given(INTERVALS, CALENDARS)
def test_attributes_are_read_as_they_were(found: Interval, calendar: Calendar) -> None:
    written = attributes(found, calendar)
    if calendar is GREGORIAN:
        assert read(written) == found
    assert stated({f"{name}-custom": value for name, value in written.items()}, calendar) == found
    assert wording(found, calendar)


@given(INTERVALS, INTERVALS)
def test_words_differ_where_intervals_do(one: Interval, other: Interval) -> None:
    assert (wording(one) == wording(other)) == (one == other)


# --- attributes -------------------------------------------------------------------------------------------------------

READ = [
    ({"when": "1917-03-12"}, "1917-03-12"),
    ({"when-iso": "19170312"}, "1917-03-12"),
    ({"when": "1917", "when-iso": "1918"}, "1917"),
    ({"when": "x", "when-iso": "1918"}, "1918"),
    ({"from": "1917", "to": "1918-03"}, "1917/1918-03"),
    ({"notBefore": "1917", "notAfter": "1918-03"}, "1917/1918-03"),
    ({"from": "1917", "notAfter": "1918-03"}, "1917/1918-03"),
    ({"from": "1917", "notBefore": "1917-05", "to": "1918"}, "1917-05/1918"),
    ({"when": "1917", "notBefore": "1900", "notAfter": "1930"}, "1917"),
    ({"from": "1917"}, "1917/.."),
    ({"notAfter-iso": "1917-W10", "notAfter": "1918"}, "../1918"),
    ({"from-iso": "1917-03/1917-05", "to-iso": "1918/1919"}, "1917-03/1919"),
]


@pytest.mark.parametrize(("given", "expected"), READ, ids=str)
def test_attributes_make_an_interval(given: dict[str, str], expected: str) -> None:
    assert read(given) == parse(expected, iso=True)


@pytest.mark.parametrize(
    "given", [{}, {"when": "--12-25"}, {"when": "x"}, {"from": "1918", "to": "1917"}, {"when-custom": "1917"}], ids=str
)
def test_attributes_that_do_not_say_when(given: dict[str, str]) -> None:
    assert read(given) is None


def test_what_is_stated_is_read_in_its_calendar() -> None:
    assert stated({"when-custom": "1917-02-27"}, JULIAN) == interval("1917-03-12")
    assert stated({"from-custom": "1917-02", "to-custom": "12 IX"}, JULIAN) == Interval(
        interval("1917-02-14").first, None
    )
    assert stated({"when-custom": "Ides of March"}, JULIAN) is None


# --- words ------------------------------------------------------------------------------------------------------------

WORDS = {
    "1917-03-12": "12 March 1917",
    "1917-03": "March 1917",
    "1793": "1793",
    "1903/1917": "1903–1917",
    "1917-03-03/1917-03-07": "3–7 March 1917",
    "1917-02-14/1917-03-13": "14 February – 13 March 1917",
    "1916-12-31/1917-01-02": "31 December 1916 – 2 January 1917",
    "1917-03/1917-05": "March–May 1917",
    "1917-11/1918-02": "November 1917 – February 1918",
    "1916-02-01/1916-02-28": "1–28 February 1916",
    "../1899": "before 1900",
    "../1917-10": "before November 1917",
    "../1917-03-12": "before 13 March 1917",
    "1918/..": "after 1917",
    "1917-11/..": "after October 1917",
    "1917-03-12/..": "after 11 March 1917",
    "-0043-03-15": "15 March 44 BCE",
    "0000": "1 BCE",
    "0014-08-19": "19 August 14 CE",
    "-0299/-0200": "300–201 BCE",
    "-0026/0014": "27 BCE – 14 CE",
    "../-0043": "before 43 BCE",
    "12000": "12000",
}


@pytest.mark.parametrize(("value", "expected"), WORDS.items())
def test_wording(value: str, expected: str) -> None:
    assert wording(interval(value, iso=True)) == expected


def test_wording_in_the_old_style() -> None:
    assert wording(interval("1917-02-27", JULIAN), JULIAN) == "27 February 1917"
    assert wording(interval("1917-03-12"), JULIAN) == "27 February 1917"
    assert wording(interval("1917-02", JULIAN)) == "14 February – 13 March 1917"
    assert wording(Interval(None, None)) == ""


READINGS = {
    "November 7, 1917": ((1917,), 11, 7),
    "7 November 1917": ((1917,), 11, 7),
    "on the 7th of November, 1917": ((1917,), 11, 7),
    "Nov. 7th": ((), 11, 7),
    "Wednesday, 7 Nov 1917": ((1917,), 11, 7),
    "5 Mar 1908, Thursday": ((1908,), 3, 5),
    "[March 1917]": ((1917,), 3, None),
    "1917-11-07": ((1917,), 11, 7),
    "27 February 1917 (O.S.)": ((1917,), 2, 27),
    "30 January 1648/9": ((1648, 1649), 1, 30),
    "30 January 1648": ((1648, 1649), 1, 30),
    "30 January 1848": ((1848,), 1, 30),
    "in the year 1917": ((1917,), None, None),
    "c. 1917": ((1917,), None, None),
    "1917–18": ((1917, 1918), None, None),
    "between 1917 and 1919": ((1917, 1919), None, None),
    "the winter of 1917": ((1917, 1918), None, None),
    "the 3rd and 7th of May, 1917": None,
    "before 1917": None,
    "the 1920s": None,
    "1335 A.H.": None,
    "7 novembre 1917": None,
    "Lenin": None,
    "0000": None,
    "": None,
}


@pytest.mark.parametrize(("text", "expected"), READINGS.items())
def test_english_words(text: str, expected: tuple[tuple[int, ...], int | None, int | None] | None) -> None:
    assert english.read(text) == (None if expected is None else english.Stated(*expected))


@given(st.integers(1000, 2999), st.integers(1, 12), st.integers(1, 28))
def test_what_is_worded_can_be_read(year: int, month: int, day: int) -> None:
    found = interval(f"{year}-{month:02}-{day:02}")
    words = english.read(wording(found))
    assert words is not None and found in words.intervals(GREGORIAN, found)


@given(st.text(max_size=40))
def test_any_text_can_be_read(text: str) -> None:
    words = english.read(text)
    assert words is None or words.intervals(JULIAN, interval("1917")) is not None

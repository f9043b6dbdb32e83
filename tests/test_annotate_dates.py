"""Annotate: the dates that are found, and those that are to be decided."""

import pytest

from teipress.annotate.dating import Dater
from tests.annotated import proposed

DATES: dict[str, str] = {
    "on March 12, 1917, he": "when=1917-03-12",
    "on 12 March 1917": "when=1917-03-12",
    "the 12th of March, 1917.": "when=1917-03-12",
    "March the 12th, 1917": "when=1917-03-12",
    "the first of March 1917": "when=1917-03-01",
    "the twenty-first of January 1793": "when=1793-01-21",
    "Sept. 7, 1917": "when=1917-09-07",
    "1789, July 14": "when=1789-07-14",
    "the 21st and 22nd of May (1927)": "from=1927-05-21 to=1927-05-22",
    "April 24-29, 1917": "from=1917-04-24 to=1917-04-29",
    "24 April – 3 May 1917": "from=1917-04-24 to=1917-05-03",
    "October 26, 1795, to November 9, 1799": "from=1795-10-26 to=1799-11-09",
    "from April to August 1927": "from=1927-04 to=1927-08",
    "In November, 1929": "when=1929-11",
    "the summer of 1918": "notBefore=1918-06-01 notAfter=1918-08-31",
    "the winter of 1918-19": "notBefore=1918-12-01 notAfter=1919-02-28",
    "the end of October 1927": "notBefore=1927-10-21 notAfter=1927-10-31",
    "the beginning of 1921": "notBefore=1921-01-01 notAfter=1921-03-31",
    "early in 1917": "notBefore=1917-01-01 notAfter=1917-03-31",
    "mid-1927": "notBefore=1927-05-01 notAfter=1927-08-31",
    "the first months of 1936": "notBefore=1936-01-01 notAfter=1936-04-30",
    "Beginning in 1923, the": "when=1923",
    "the 1920s": "from=1920 to=1929",
    "in 1927-1928": "from=1927 to=1928",
    "in 1914–18": "from=1914 to=1918",
    "in 1927-8": "from=1927 to=1928",
    "from 1904 until 1915": "from=1904 to=1915",
    "(1921)": "when=1921",
    "the 1923 uprising": "when=1923",
    "in 1917, 1918": "when=1917 | when=1918",
    "25.12.1917": "when=1917-12-25",
    "1917-11-07": "when=1917-11-07",
    "October 26 (November 8), 1917": "when=1917-11-08 when-custom=1917-10-26",
    "1700 troops, in 1700 men": "",
    "$1700, 1,700, 1700 rubles, 1700%": "",
    "p. 1917, pp. 1920-1925, No. 1917, MS 1700, § 1850": "",
    "1600 B.C., 1499, 2101, 1917a, 3.1917": "",
    "the October Revolution, May I go? March on!": "",
}
OPEN_DATES = {
    "on February 27th": "the year is not said",
    "in July we": "the year is not said",
    "the middle of September": "the year is not said",
    "the winter of 1918": "the winter before or after may be meant",
    "February 30, 1917": "there is no such day, or it ends too early",
    "26 October (9 November) 1917": "the two are not one day",
    "the 3rd and 17th of May 1920": "two days, each a date of its own",
    "on 7/11/1917": "which is the month?",
    "some 1700 of them": "a year, or how many?",
    "about 1917 he": "a year, or how many?",
    "see Harley 1825": "a year, or a number?",
    "pre-1917": "it is joined to something else",
    "1917": "a number alone",
    "May 3, 1640": "old style or new style?",
}


@pytest.mark.parametrize(("text", "expected"), DATES.items(), ids=list(DATES))
def test_dates(text: str, expected: str) -> None:
    found = [f for f in Dater().dates(text) if not f.doubt]
    assert " | ".join(" ".join(f"{k}={v}" for k, v in f.attributes.items()) for f in found) == expected


@pytest.mark.parametrize(("text", "reason"), OPEN_DATES.items(), ids=list(OPEN_DATES))
def test_dates_that_are_to_be_decided(text: str, reason: str) -> None:
    assert [found.doubt for found in Dater().dates(text)] == [reason]


JULIAN = (
    '<profileDesc><calendarDesc><calendar xml:id="os"><p>Julian calendar</p></calendar></calendarDesc></profileDesc>'
)


def test_a_russian_date_has_both_readings_until_1918() -> None:
    found = proposed("<p>On October 26, 1917, in October 1905, in 1905, on March 1, 1918</p>", JULIAN)
    assert [(p.text, p.certain, [dict(c.attributes) for c in p.candidates]) for p in found] == [
        ("October 26, 1917", False, [
            {"when": "1917-10-26"}, {"when": "1917-11-08", "when-custom": "1917-10-26", "calendar": "#os"}]),
        ("October 1905", False, [
            {"when": "1905-10"},
            {"notBefore": "1905-10-14", "notAfter": "1905-11-13", "when-custom": "1905-10", "calendar": "#os"}]),
        ("1905", True, []), ("March 1, 1918", True, []),
    ]  # fmt: skip


def test_a_day_without_year_is_offered_the_year_before_it() -> None:
    (_, day) = proposed("<p>In 1896, on 13 August, they met.</p>")
    assert [(c.label, dict(c.attributes)) for c in day.candidates] == [("1896, as before it", {"when": "1896-08-13"})]


@pytest.mark.parametrize(
    "body", ["<measure>1897</measure>", "<date>1897</date>", "<idno>1897</idno>", "<biblScope>1897</biblScope>"]
)
def test_numbers_in_these_are_no_dates(body: str) -> None:
    assert not proposed(f"<p>{body}</p>")


def test_the_grammar_is_english() -> None:
    assert not proposed("<p>am 12. April 1917</p>", lang="de")

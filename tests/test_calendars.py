"""Calendars: which one the pointers of a date name, and what the checks tell of its values."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teipress import dates, oldstyle
from teipress.calendars import Calendar
from teipress.checks import check
from teipress.settings import Settings
from tests.days import GREGORIAN, JULIAN
from tests.editions import document, edition

CALENDAR_DESC = """<profileDesc><calendarDesc>
  <calendar xml:id="os"><!-- Russia --><p>Old Style (Julian Calendar)</p></calendar>
  <calendar xml:id="ns"><p>Nepal Samwat Era</p></calendar>
  <calendar xml:id="alt"><desc>Julianischer Kalender</desc><p>Vor dem gregorianischen.</p></calendar>
  <calendar xml:id="cal_ottomanfiscal"><p>Ottoman fiscal calendar: based on the Old Julian calendar.</p></calendar>
  <calendar xml:id="bare">Old <hi>style</hi></calendar>
  <calendar xml:id="mali"><p>A solar calendar based on the Julian.</p></calendar>
</calendarDesc></profileDesc>"""
NAMED = {
    "#os": JULIAN,
    "#ns": None,
    "#alt": JULIAN,
    "#cal_ottomanfiscal": None,
    "#mali": None,
    "#bare": JULIAN,
    "#julian": JULIAN,
    "#Julian": JULIAN,
    "#gregorian": GREGORIAN,
    "Gregorian": GREGORIAN,
    "calendars.xml#old-style": JULIAN,
    "#julian #gregorian": None,
    "#julian #os": JULIAN,
    "http://www.wikidata.org/entity/Q11184": JULIAN,
    "http://www.wikidata.org/entity/Q111842": None,
    "#islamic": None,
    "#%": None,
    "": None,
}


@pytest.mark.parametrize(("pointers", "expected"), NAMED.items())
def test_calendar_by_its_words(pointers: str, expected: Calendar | None) -> None:
    assert oldstyle.named(pointers, edition(document("<p/>", CALENDAR_DESC))) is expected


def test_calendar_of_words_and_of_custom_attributes() -> None:
    here = edition(document("<p/>"))
    assert oldstyle.calendar_of({}, here) is GREGORIAN
    assert oldstyle.custom_calendar_of({}, here) is None
    both = {"calendar": "#gregorian", "datingMethod": "#julian"}
    assert (oldstyle.calendar_of(both, here), oldstyle.custom_calendar_of(both, here)) == (GREGORIAN, JULIAN)


# --- checks -----------------------------------------------------------------------------------------------------------


def said(body: str, header: str = "") -> list[str]:
    found = check(edition(document(body, header)), Settings())
    return [f"{d.code} {d.message}" for d in found if d.code.startswith("DAT")]


def test_edition_that_never_states_the_old_style_is_told_once() -> None:
    dated = '<date when="1917-03-12" calendar="#julian">February 27th</date>'
    message = "3 dates are Julian by their @calendar, and no @when-custom keeps them as stated"
    assert said(dated * 3) == [f"DAT-006 {message}"]
    also = '<date when="1917-11-07" when-custom="1917-10-25" calendar="#julian"/>'
    assert len(said(dated * 3 + also)) == 3


def test_elements_of_other_vocabularies_are_left_alone() -> None:
    assert said('<egXML xmlns="http://www.tei-c.org/ns/Examples"><date when="1917-02-30"/></egXML>') == []


@settings(deadline=None)
@given(st.sampled_from(dates.NAMES), st.sampled_from(["", "-iso", "-custom"]), st.text("0123456789-/.:TZ", max_size=12))
def test_any_value_is_told_or_accepted(name: str, kind: str, value: str) -> None:
    for calendar in ("#julian", "#gregorian", "#x"):
        found = said(f'<date {name}{kind}="{value}" when="1917-03-12" calendar="{calendar}">1917</date>' if name != "when"
                     or kind else f'<date when="{value}" calendar="{calendar}">1917</date>')  # fmt: skip
        assert all(line[:4] == "DAT-" for line in found)


def test_prefixed_and_bare_pointers_lead_to_a_life() -> None:
    prefixes = '<encodingDesc><listPrefixDef><prefixDef ident="psn" matchPattern="(.+)" replacementPattern="#$1"/></listPrefixDef></encodingDesc>'
    people = '<particDesc><listPerson><person xml:id="a"><persName>Ann</persName><death when="1900"/></person></listPerson></particDesc>'
    header = f"{prefixes}<profileDesc>{people}</profileDesc>"
    message = "DAT-004 this speech is dated 1901, and Ann died in 1900"
    for pointer in ("#a", "psn:a"):
        assert said(f'<said who="{pointer}" when="1901">x</said>', header) == [message]
    assert said('<said who="#b psn:c" when="1901">x</said>', header) == []

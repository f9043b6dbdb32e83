"""Days, intervals and faults, as dating attributes state them."""

from hypothesis import strategies as st

from teipress.calendars import Calendar, Interval
from teipress.dates import Fault, parse

GREGORIAN, JULIAN = Calendar.GREGORIAN, Calendar.JULIAN


def interval(value: str, calendar: Calendar = GREGORIAN, *, iso: bool = False) -> Interval:
    found = parse(value, iso=iso, calendar=calendar)
    assert isinstance(found, Interval), found
    return found


def fault(value: str, *, iso: bool = False, calendar: Calendar = GREGORIAN) -> str:
    found = parse(value, iso=iso, calendar=calendar)
    assert isinstance(found, Fault), found
    return f"{found.reason}; {found.remedy}"


NUMBERS = st.integers(-400_000_000, 400_000_000)
CALENDARS = st.sampled_from(Calendar)


INTERVALS = st.builds(
    lambda first, length: Interval(first, None if length is None else first + length),
    st.integers(1_000_000, 2_600_000),
    st.none() | st.integers(0, 2000),
) | st.builds(lambda last: Interval(None, last), st.integers(1_000_000, 2_600_000))

"""Old style: which calendar a date is stated in, by what @calendar and @datingMethod point to. See TEI P5, chapter ND.

There is no list of calendar names, so the words decide: those of the pointer, else those that the `calendar` it leads
to begins with. What is derived from the Julian calendar (the Ottoman fiscal year, say) is not the Julian calendar.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote

from teipress import names
from teipress.calendars import Calendar
from teipress.edition import Edition
from teipress.xml import local

# Names of the two in the languages of Europe, and their numbers in Wikidata. No `OS` or `NS`: those are letters, and
# name other eras too.
_WORDS = {
    Calendar.JULIAN: r"juli[aeá]|giulian|юлиан|old[\s_-]?style|ancien style|alter stil|q11184$|q1985786$",
    Calendar.GREGORIAN: (
        r"gr[eé]gor|григор|new[\s_-]?style|nouveau style|iso.?8601|(common|christian) era|anno domini|q12138$|q1985727$"
    ),
}
_DECLARING = ("calendar", "category", "item")
_DERIVED = r"fiscal|ottoman|rumi|coptic|ethiop|armenian|byzant|berber|syriac|based on|derived|revised"


def calendar_of(attributes: Mapping[str, str], edition: Edition) -> Calendar | None:
    """The calendar of what an element states in its words (@calendar).

    The Gregorian where it names none, as TEI has it; None for another calendar, and where it names several.
    """
    return named(attributes["calendar"], edition) if "calendar" in attributes else Calendar.GREGORIAN


def custom_calendar_of(attributes: Mapping[str, str], edition: Edition) -> Calendar | None:
    """The calendar of `when-custom` and its like: that of @datingMethod, else of @calendar; None if neither tells."""
    return named(attributes.get("datingMethod") or attributes.get("calendar") or "", edition)


def named(pointers: str, edition: Edition) -> Calendar | None:
    """The calendar that all of the pointers lead to; None if it is another, or if they differ."""
    found = {_calendar(pointer, edition) for pointer in pointers.split()}
    return found.pop() if len(found) == 1 else None


def _calendar(pointer: str, edition: Edition) -> Calendar | None:
    fragment = unquote(pointer.rpartition("#")[2])
    calendar = _told(fragment)
    declared = edition.ids.get(fragment)
    if (
        calendar is not None
        or declared is None
        or local(declared) not in _DECLARING
        or re.search(_DERIVED, fragment.lower())
    ):
        return calendar
    described = (*declared.iterchildren("{*}p", "{*}ab", "{*}desc", "{*}catDesc"), declared)
    words = next((words for part in described if (words := names.words(part))), "")
    return _told(re.split(r"[.:;,](?:\s|$)", words, maxsplit=1)[0])


def _told(words: str) -> Calendar | None:
    """The one calendar that the words name."""
    words = words.lower()
    found = [] if re.search(_DERIVED, words) else [c for c, pattern in _WORDS.items() if re.search(pattern, words)]
    return found[0] if len(found) == 1 else None

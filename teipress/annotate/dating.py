"""Dating: which numbers and words of a text are dates, what they say, and whether that is sure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from teipress.annotate import words
from teipress.annotate.english import Dated, dates, old_style, said, winters
from teipress.annotate.model import Candidate
from teipress.annotate.stretches import BARRIER, BROKEN
from teipress.annotate.tokens import tokens
from teipress.calendars import day_number
from teipress.dates import read

FIRST_NEW_STYLE_DAY_IN_RUSSIA = day_number(1918, 2, 14)
FIRST_NEW_STYLE_DAY_IN_ENGLAND = day_number(1752, 9, 14)
_BEFORE = re.compile(rf"([^\s{BARRIER}(]+)[ (]*\Z")
_AFTER = re.compile(r" ?([^\s,.;:!?)\]]+)")
_NUMERIC = re.compile(r"(?<![\w./-])(?:(\d{4})-(\d\d)-(\d\d)|(\d{1,2})([./])(\d{1,2})\5(\d{4}))(?![\w/-])")
_LEADS_TO_MONTH = frozenset(
    "in of since until till by during last this next from to through before after early late mid and between as".split()
)


_LEADS_TO_YEAR = frozenset(
    "c. ca. circa in since until till by during from year of before after anno a.d. ad to".split()
)
_WORDS_TOO = ("march", "may")


@dataclass(frozen=True, slots=True)
class Found:
    """A date from *start* to *end* of a stretch: what it says, or may say, and why that is not certain."""

    start: int
    end: int
    attributes: Mapping[str, str]
    doubt: str = ""
    candidates: tuple[Candidate, ...] = ()


@dataclass(slots=True)
class Dater:
    """Finds the dates of a document, stretch after stretch.

    *julian* points to the Julian calendar of the document, empty if it declares none; *year* is the last year named.
    """

    julian: str = ""
    year: int | None = None

    def dates(self, text: str) -> Iterator[Found]:
        """The dates in a stretch, from left to right."""
        taken: list[tuple[int, int]] = []
        for match in _NUMERIC.finditer(text):
            if found := _numeric(match):
                taken.append(match.span())
                yield found
        for dated in dates(tokens(text)):
            inside = any(start < dated.end and dated.start < end for start, end in taken)
            if not inside and (found := self._found(text, dated)) is not None:
                if dated.year is not None and not found.doubt:
                    self.year = dated.second["y"] or dated.year
                yield found

    def _found(self, text: str, dated: Dated) -> Found | None:
        """What to make of a date; None if it is none after all."""
        if dated.year is None and dated.kind != "decade":
            return self._without_year(text, dated)
        attributes = said(dated)
        found = Found(dated.start, dated.end, attributes)
        if dated.kind == "season" and not attributes and dated.second["y"] is None:
            options = tuple(Candidate("winter", winter) for winter in winters(dated.year or 0))
            return replace(found, doubt="the winter before or after may be meant", candidates=options)
        if not attributes:
            faulty = "the two are not one day" if dated.kind == "dual" else "there is no such day, or it ends too early"
            return None if dated.bare else replace(found, doubt=faulty)
        if dated.bare and (doubt := number_doubt(text, dated.start, dated.end)):
            return None if doubt == NO_DATE else replace(found, attributes={}, doubt=doubt)
        if dated.kind == "dual":
            return replace(found, attributes=self._custom(attributes))
        if "A" in dated.tokens and (dated.second["d"] or 0) != (dated.first["d"] or 0) + 1:
            return replace(found, attributes={}, doubt="two days, each a date of its own")
        return self._style(dated, found)

    def _style(self, dated: Dated, found: Found) -> Found:
        """The date with a doubt if the old style may be meant: it matters for months and days only."""
        interval = read(found.attributes)
        if interval is None or interval.first is None or not {"M"} & set(dated.tokens):
            return found
        days = bool({"D", "O"} & set(dated.tokens))
        russian = bool(self.julian) and interval.first < FIRST_NEW_STYLE_DAY_IN_RUSSIA
        if not russian and not (days and interval.first < FIRST_NEW_STYLE_DAY_IN_ENGLAND):
            return found
        old = self._custom(old_style(dated))
        options = (Candidate("new style", found.attributes), *((Candidate("old style", old),) if old else ()))
        return replace(found, attributes={}, doubt="old style or new style?", candidates=options)

    def _custom(self, attributes: Mapping[str, str]) -> dict[str, str]:
        calendar = {"calendar": self.julian} if self.julian else {}
        return {**attributes, **calendar}

    def _without_year(self, text: str, dated: Dated) -> Found | None:
        """A day or a month whose year is to be told from elsewhere."""
        if dated.tokens == "M":
            before, after = _BEFORE.search(text[: dated.start]), _AFTER.match(text, dated.end)
            if len(text[dated.start : dated.end].rstrip(".")) < 4 and text[dated.start : dated.end] not in (
                "May",
                "MAY",
            ):
                return None  # an abbreviation alone: half a word, as likely
            led = before is not None and before[1].casefold() in _LEADS_TO_MONTH
            if not led and text[dated.start : dated.end].casefold() in _WORDS_TOO:
                return None
            if after is not None and after[1][:1].isupper() and text[dated.end : dated.end + 1] == " ":
                return None  # the October Revolution
        options: tuple[Candidate, ...] = ()
        if self.year is not None:
            likely = replace(dated, first={**dated.first, "y": self.year})
            if attributes := said(likely):
                options = (Candidate(f"{self.year}, as before it", attributes),)
                if self.julian and (old := old_style(likely)):
                    options = (*options, Candidate(f"{self.year}, old style", self._custom(old)))
        return Found(dated.start, dated.end, {}, "the year is not said", options)


def _numeric(match: re.Match[str]) -> Found | None:
    """A date in numbers: 1917-11-07, 25.12.1917; of 7/11/1917 nobody knows which is the month."""
    if match[1]:
        attributes = {"when": match.group()}
        return Found(*match.span(), attributes) if read(attributes) is not None else None
    year, one, other = match[7], int(match[4]), int(match[6])
    readings = [{"when": f"{year}-{month:02}-{day:02}"} for day, month in dict.fromkeys(((one, other), (other, one)))]
    readings = [attributes for attributes in readings if read(attributes) is not None]
    if not readings:
        return None
    # Who writes points puts the day first.
    if len(readings) == 1 or match[5] == ".":
        return Found(*match.span(), readings[0])
    options = tuple(Candidate("day and month", attributes) for attributes in readings)
    return Found(*match.span(), {}, "which is the month?", options)


NO_DATE = "no date"


def number_doubt(text: str, start: int, end: int) -> str:
    """Why a number like a year may be none; `NO_DATE` if it is surely none: a page, a price, so many troops."""
    before = _BEFORE.search(text[:start])
    word = before[1].casefold().strip("“‘\"'([") if before else ""
    near = before is not None and text[:start].endswith(" ")
    if word.rstrip(".") in words.NUMBERED and (near or word == "§"):
        return NO_DATE
    after = _AFTER.match(text, end)
    counted = after[1].casefold().strip("”’") if after and text[end : end + 1] == " " else ""
    if counted in words.COUNTED:
        return NO_DATE
    if re.match(r" ?(?:B\.? ?C|BCE)", text[end:]):
        return NO_DATE
    if text[start - 1 : start] in ("-", "‐", "–", BROKEN, "/") or text[end : end + 1] in ("-", "‐", "–", BROKEN, "/"):
        return "it is joined to something else"
    if before and near and word in _LEADS_TO_YEAR:
        return "" if not _plural(counted) else "a year, or how many?"
    hundreds = text[start:end].endswith("00") and word not in _LEADS_TO_YEAR and not _enclosed(text, start, end)
    if _plural(counted) or hundreds or word in words.COUNTING:
        return "a year, or how many?"
    if before and near and re.fullmatch(r"[A-Z][A-Za-z.]*", before[1]) and not begins(text, before.start(1)):
        return "a year, or a number?"
    if re.fullmatch(rf"[\s{BARRIER}]*", text[:start] + text[end:]):
        return "a number alone"
    return ""


def begins(text: str, start: int) -> bool:
    """Whether a sentence begins here."""
    before = text[:start].rstrip(" “‘\"'(" + BARRIER)
    return not before or before[-1] in ".!?:"


def _enclosed(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start] == "(" and text[end : end + 1] == ")"


def _plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "as")) and word[0].islower()

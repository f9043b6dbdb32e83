"""Numerals: the page numbers a printer sets and a scan misreads (`4s` for 45, `l2` for 12), arabic and roman."""

from __future__ import annotations

import re
from dataclasses import dataclass

from teipress import numerals

# Letters that a scan reads for digits.
LOOKS = str.maketrans("lI|!iOoQDSsZzBgqGbTt", "11111000055228996677")
NOTHING_ELSE = set("lI|!Oo")  # letters that may all be figures: `ll` for 11
_BARE = re.compile(
    r"[\s\[({<~.,:•·*—–_-]*(?:(?:page|pag|p|seite|s)\b\.?\s*)?([0-9A-Za-z|!]{1,7})[\s\])}>~.,:•·*—–_-]*", re.IGNORECASE
)
_WITH_TEXT = (
    re.compile(r"[\[(]?(?P<number>[0-9A-Za-z|!]{1,6})[\])]?[.,:]?(?P<between>\s+)(?P<text>.*\S)"),
    re.compile(r"(?P<text>.*\S)(?P<between>\s+)[\[(]?(?P<number>[0-9A-Za-z|!]{1,6})[\])]?[.,:]?"),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A number that a sign may stand for; *weight* says how sure it is, from 0 to 1."""

    value: int
    roman: bool
    weight: float


def readings(token: str) -> tuple[Reading, ...]:
    """What a sign may be as a page number, the likeliest first; nothing if it is a word."""
    if token.isascii() and token.isdigit():
        return (Reading(int(token), False, 1.0),) if len(token) <= 4 and int(token) else ()
    found = []
    value = numerals.value(token)
    if value and (token.islower() or token.isupper()):
        found.append(Reading(value, True, 0.9 if token.islower() else 0.6))
    digits = sum(sign.isdigit() for sign in token)
    changed = token.translate(LOOKS)
    if digits and len(token) <= 4 and changed.isascii() and changed.isdigit() and int(changed):
        found.append(Reading(int(changed), False, 0.8 if digits * 2 >= len(token) else 0.6))
    if not digits and 1 < len(token) < 4 and set(token) <= NOTHING_ELSE and int(changed):
        found.append(Reading(int(changed), False, 0.5))
    return tuple(found)


def bare(text: str) -> tuple[Reading, ...]:
    """The readings of a line that holds a page number alone, within brackets or dashes perhaps."""
    match = _BARE.fullmatch(text.strip())
    return readings(match.group(1)) if match else ()


def with_text(text: str) -> tuple[tuple[Reading, ...], str]:
    """The readings of a running head's number, and its words; nothing if it has none."""
    for pattern in _WITH_TEXT:
        match = pattern.fullmatch(text.strip())
        if not match or sum(map(str.isalpha, match["text"])) < 3:
            continue
        number, words = match["number"], match["text"]
        small = number.islower() and bool(numerals.value(number)) and words.upper() == words
        if (small or any(sign.isdigit() for sign in number)) and (found := readings(number)):
            return found, words
    return (), ""

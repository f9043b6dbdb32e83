"""Signs: what the characters at the ends of a line tell of it. Plain questions, asked all over this package."""

from __future__ import annotations

import re

HYPHENS = "-‐‑\u00ad¬⸗="
DASHES = "—–―"
# What may follow the last word of a sentence, and what may stand before its first.
CLOSING = "”’\"'»«)]*†‡°™ "
OPENING = "“‘„\"'«»([*—–-… "
_END = re.compile(r"[.!?…]$")
_CALL = re.compile(r"(?<=[.!?…”’\"')\]»])(?<!\d[.])(?:[0-9]{1,2}|\s?[\[(][0-9a-z]{1,2}[\])])$")
_WORDS = re.compile(r"[^\W\d_]+")


def bare_end(text: str) -> str:
    """The text without what closes around it: quotation marks, brackets, marks of notes."""
    return _CALL.sub("", text).rstrip(CLOSING + "¹²³⁴⁵⁶⁷⁸⁹⁰")


def ends_sentence(text: str) -> bool:
    """Whether a sentence is over at the end of this text."""
    return bool(_END.search(bare_end(text)))


def ends_open(text: str) -> bool:
    """Whether the text clearly goes on: with a hyphen, a comma, a dash, or no sign at all."""
    end = bare_end(text)
    return bool(end) and not _END.search(end) and end[-1] not in ":;"


def first_letter(text: str) -> str:
    """The first letter or digit, past quotation marks and points."""
    stripped = text.lstrip(OPENING + ". ")
    return stripped[:1]


def starts_lower(text: str) -> bool:
    """Whether the text begins in the middle of a sentence."""
    return first_letter(text).islower()


def hyphenated(text: str) -> bool:
    """Whether the line ends in a divided word: a letter or digit, then a hyphen."""
    return len(text) > 1 and text[-1] in HYPHENS and (text[-2].isalnum() or text[-2] in "’'")


def capitals(text: str) -> float:
    """The share of capitals among the letters, 0 if there are fewer than two."""
    upper, lower = sum(map(str.isupper, text)), sum(map(str.islower, text))
    return upper / (upper + lower) if upper + lower > 1 else 0.0


def words(text: str) -> list[str]:
    """The words of a text, letters only."""
    return _WORDS.findall(text)


def first_word(text: str) -> str:
    """What stands before the first space."""
    return text.split(None, 1)[0] if text.split() else ""


def ornament(text: str) -> bool:
    """Whether a line holds signs only, such as an asterism or a rule, and no letter or digit."""
    return bool(text) and not any(sign.isalnum() for sign in text)

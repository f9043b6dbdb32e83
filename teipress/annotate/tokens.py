"""Tokens: the words and numbers that English dates are made of.

A text becomes a row of letters, one for each token, so that the shapes of dates are short patterns: `MDCY` is `March
12, 1917`. What belongs to no date is a full stop.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from teipress.annotate.stretches import BROKEN
from teipress.isodates import MONTHS

FIRST_YEAR, LAST_YEAR = 1500, 2100
ORDINALS = tuple(
    """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
    sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth
    twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first""".split()
)
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
# The parts of a year, of a month: from which month to which, from which third of it to which.
PARTS = {
    r"first (?:few )?days|(?:very )?beginning|start|opening|early part|early days": ((1, 3), (1, 1)),
    r"first (?:few )?months": ((1, 4), (1, 1)),
    r"first half": ((1, 6), (1, 2)),
    r"first quarter": ((1, 3), (1, 1)),
    r"second quarter": ((4, 6), (0, 0)),
    r"third quarter": ((7, 9), (0, 0)),
    r"(?:last|fourth) quarter": ((10, 12), (0, 0)),
    r"second half|latter half": ((7, 12), (2, 3)),
    r"middle|midst": ((5, 8), (2, 2)),
    r"last (?:few )?months": ((9, 12), (3, 3)),
    r"last (?:few )?days|(?:very )?end|close|latter part": ((10, 12), (3, 3)),
    r"early": ((1, 3), (1, 1)),
    r"mid": ((5, 8), (2, 2)),
    r"late": ((10, 12), (3, 3)),
}
ADVERBS = ("early", "mid", "late")
SPELT = {
    "to": "T",
    "until": "T",
    "till": "T",
    "through": "T",
    "and": "A",
    "of": "F",
    "in": "I",
    "the": "L",
    "year": "R",
}
SIGNS = {",": "C", "(": "B", ")": "E", "-": "H", "–": "H", BROKEN: "H", "/": "V"}


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its letter, where it stands, and its number: the year, the month, the day, the row in `PARTS`."""

    letter: str
    start: int
    end: int
    number: int = 0


def _broken(word: str) -> str:
    """A word that a hyphen at the end of a line may divide."""
    return f"{BROKEN}?".join(re.escape(c) if c != "-" else rf"[-‐{BROKEN}]" for c in word)


def _months() -> str:
    short = [name[:3] + r"\.?" for name in MONTHS if len(name) > 4] + [r"Sept\.?", r"Febr\.?"]
    names = [_broken(name) for name in MONTHS]
    capitals = [_broken(name.upper()) for name in MONTHS] + [part.upper() for part in short]
    return "|".join((*names, *capitals, *short))


_TOKEN = re.compile(
    rf"""(?P<month>(?:{_months()})(?![^\W_]))
    |(?P<decade>(?<![\d.,])[12]\d\d0['’]?s(?![^\W_]))
    |(?P<number>(?<![\d.$£€¥§#])\d{{1,4}}(?!\s?[%°½¼¾$£€¥]|[.,]\d{{1,3}}(?!\d)))(?:(?P<suffix>st|nd|rd|th|d)(?![^\W_])|(?![^\W_]))
    |(?i:(?P<part>(?:{"|".join(PARTS).replace(" ", "[ ]")})(?![^\W_]))
    |(?P<season>(?:{"|".join(SEASONS)})(?![^\W_]))
    |(?P<ordinal>(?:{"|".join(_broken(o) for o in reversed(ORDINALS))})(?![^\W_]))
    |(?P<spelt>(?:{"|".join(SPELT)})(?![^\W_])))
    |(?P<other>[^\W_]+|[^\w\s]|_)""",
    re.VERBOSE,
)
_PARTS = [re.compile(part, re.IGNORECASE) for part in PARTS]


def tokens(text: str) -> list[Token]:
    """The tokens of a text."""
    return [_token(match) for match in _TOKEN.finditer(text)]


def _token(match: re.Match[str]) -> Token:
    start, end = match.span()
    text = match.group().replace(BROKEN, "").casefold()
    if match["month"]:
        number = next(n for n, name in enumerate(MONTHS, 1) if name.casefold().startswith(text[:3]))
        return Token("M", start, end, number)
    if match["number"]:
        return Token(_letter(match["number"], bool(match["suffix"])), start, end, int(match["number"]))
    if match["part"]:
        number = next(n for n, part in enumerate(_PARTS) if part.fullmatch(text))
        return Token("Q" if text in ADVERBS else "P", start, end, number)
    if match["decade"]:
        return Token("K", start, end, int(text[:4]))
    if match["season"]:
        return Token("S", start, end, SEASONS[text])
    if match["ordinal"]:
        return Token(
            "O", start, end, ORDINALS.index(match.group().casefold().replace(BROKEN, "-").replace("‐", "-")) + 1
        )
    if match["spelt"]:
        return Token(SPELT[text], start, end)
    return Token(SIGNS.get(match.group(), "."), start, end)


def _letter(digits: str, ordinal: bool) -> str:
    """A day (D), a year (Y), the end of a span of years (N: the 34 of 1933–34), or a number that is none (.)."""
    number = int(digits)
    if len(digits) <= 2 and 1 <= number <= 31:
        return "D"
    if ordinal:
        return "."
    if len(digits) == 4 and FIRST_YEAR <= number <= LAST_YEAR:
        return "Y"
    return "N" if len(digits) == 2 else "."

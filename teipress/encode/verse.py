"""Verse: lines that end although there is room, each with a capital, and no word divided."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from teipress.encode import signs
from teipress.encode.measure import Measure
from teipress.encode.model import Line

LEAST_LETTERS = 10  # of a line, on average


def verse(lines: Sequence[Line], measure: Measure, beside: bool = False) -> bool:
    """Whether a group of lines is verse. *beside*: more verse stands next to it, so that two lines are enough."""
    if measure.reflowed:
        return False
    set_in = all(line.indent >= 2 for line in lines)
    if len(lines) < (2 if set_in or beside else 3):
        return False
    if any(signs.hyphenated(line.text) for line in lines):
        return False
    text = " ".join(line.text for line in lines)
    letters = sum(sign.isalpha() for sign in text)
    if letters < LEAST_LETTERS * len(lines) or signs.capitals(text) > 0.8:
        return False
    capital = [signs.first_letter(line.text).isupper() for line in lines]
    if sum(capital) < len(lines) - (len(lines) // 8) or not capital[0]:
        return False
    if any(signs.first_letter(line.text).isdigit() for line in lines):
        return False
    pairs = list(pairwise(lines))
    ended = sum(measure.ended(a, b) for a, b in pairs)
    if ended < 0.8 * len(pairs):
        return False
    # A list of sentences, or an exchange of short speeches, is none.
    closed = sum(signs.ends_sentence(line.text) for line in lines)
    return closed < 0.8 * len(lines) or (set_in and closed < len(lines))

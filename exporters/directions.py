"""Directions: whether a text runs from right to left, by its language, or by the letters that it is written in."""

from __future__ import annotations

import unicodedata

# Languages and scripts that run from right to left; a script, where a tag names one, decides.
RIGHT_TO_LEFT = frozenset(
    "ar ara arc dv fa fas he heb nqo ps pus sd snd syr syc ug uig ur urd yi yid arab hebr nkoo syrc thaa adlm".split()
)
# The classes of letters that have a direction (Unicode, annex 9), and whether that is from right to left.
STRONG = {"R": True, "AL": True, "L": False}


def right_to_left(lang: str) -> bool:
    """Whether a text in a language (BCP 47) runs from right to left."""
    language, *more = lang.lower().split("-")
    return next((part for part in more if len(part) == 4 and part.isalpha()), language) in RIGHT_TO_LEFT


def runs_left(text: str) -> bool | None:
    """Whether *text* runs from right to left, as most of its letters do; None if it has none."""
    found = [side for letter in text if (side := STRONG.get(unicodedata.bidirectional(letter))) is not None]
    return 2 * sum(found) > len(found) if found else None

"""Syllables: where words may be divided, by the patterns of their language and the limits of the style sheet."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pyphen

from exporters.pdf.breaks import HYPHEN

WORD = re.compile(r"[^\W\d_]+")
HYPHENS = "-\u2010"
# What it costs to divide a word that has a hyphen of its own elsewhere, and there.
COMPOUND, OWN = 4 * HYPHEN, 1.0
# Languages without patterns that are divided as another is.
ALIKE = {"la": "it", "lat": "it", "no": "nb", "sh": "sr_Latn", "hbs": "sr_Latn", "bs": "hr"}


def divided(box: Any) -> dict[int, float]:
    """Where the words of *box* may be divided, and what that costs."""
    style = box.style
    language = style["lang"] and _patterns(style["lang"])
    if style["hyphens"] != "auto" or not language:
        return {}
    least, left, right = style["hyphenate_limit_chars"]
    made, text = dict[int, float](), box.text
    for word in WORD.finditer(text):
        if word.end() - word.start() >= least:
            compound = text[word.end() : word.end() + 1] in HYPHENS or text[word.start() - 1 : word.start()] in HYPHENS
            for place in _syllables(language, left, right, word[0]):
                made[word.start() + place] = COMPOUND if compound else HYPHEN
    return made


@cache
def _patterns(language: str) -> str:
    """Which of Pyphen's languages *language* is divided as; empty if nobody knows how."""
    main = language.replace("_", "-").partition("-")[0].lower()
    return pyphen.language_fallback(language) or pyphen.language_fallback(ALIKE.get(main, "")) or ""


@cache
def _dictionary(language: str, left: int, right: int) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=language, left=left, right=right)


@cache
def _syllables(language: str, left: int, right: int, word: str) -> tuple[int, ...]:
    """Where *word* may be divided, but for places where it would be spelled otherwise."""
    return tuple(int(place) for place in _dictionary(language, left, right).positions(word) if not place.data)

"""Syllables: where words may be divided, by the patterns of their language and the limits of the style sheet.

Pyphen takes every pattern of a language apart before it divides a first word: 98,000 for three words of German. Here
each is taken apart when a word first meets it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyphen

from exporters.pdf.breaks import HYPHEN

WORD = re.compile(r"[^\W\d_]+")
HYPHENS = "-\u2010"
# What it costs to divide a word that has a hyphen of its own elsewhere, and there.
COMPOUND, OWN = 4 * HYPHEN, 1.0
# Words of fewer letters are never divided.
SHORT = 5
# Languages without patterns that are divided as another is.
ALIKE = {"en": "en_US", "la": "it", "lat": "it", "no": "nb", "sh": "sr_Latn", "hbs": "sr_Latn", "bs": "hr"}
# Languages whose lines are filled without divided words, or of which nothing is known.
UNSPACED = frozenset(("", "und", "mul", "zxx", "zh", "lzh", "ja", "ko", "th", "ar", "fa", "he", "syr", "ur", "yi"))
# Patterns of other letters than Latin ones, in which a language may be written, too.
NOT_LATIN = frozenset(("as", "be", "bg", "el", "kn", "mn", "mr", "or", "pa", "ru", "sa", "sr", "te", "uk"))
# English divides foreign names by the letters: Ch-kheidze.
VOWEL = re.compile("[aeiouy\u00c0-\u024f]", re.IGNORECASE)
FIGURES = {"": 0, **{str(number): number for number in range(10)}}
NO_FIGURES = str.maketrans("", "", "0123456789")


class Patterns(pyphen.HyphDict):  # type: ignore[misc]
    """The patterns of a language by their letters: *lines* of its file (see hunspell(5)), and those *read* so far."""

    def __init__(self, path: Path) -> None:
        encoding, _, data = files("pyphen.dictionaries").joinpath(path.name).read_bytes().partition(b"\n")
        name = encoding.decode().strip()
        text = data.decode("cp1251" if name.lower() == "microsoft-cp1251" else name)
        text = pyphen.parse_hex(lambda sign: chr(int(sign[1], 16)), text) if "^^" in text else text
        lines = [line for line in map(str.strip, text.split("\n")) if not line.startswith(pyphen.ignored)]
        letters = "\n".join(lines).translate(NO_FIGURES).split("\n")
        self.lines = {_own(key): line for key, line in zip(letters, lines, strict=True) if key != line}
        self.maxlen = max(map(len, self.lines))
        self.read: dict[str, tuple[int, Sequence[int]]] = {}
        self.cache: dict[str, Any] = {}

    def positions(self, word: str) -> list[Any]:
        """Where *word* may be divided, as Pyphen tells it."""
        whole, lines = f".{word.lower()}.", self.lines
        points: list[Any] | None = self.cache.get(whole)
        if points is None:
            found, length = [0] * (len(whole) + 1), len(whole)
            for begin in range(length - 1):
                for end in range(begin + 1, min(begin + self.maxlen, length) + 1):
                    if (letters := whole[begin:end]) in lines:
                        first, values = self._pattern(letters)
                        part = slice(begin + first, begin + first + len(values))
                        found[part] = map(max, values, found[part])
            points = [pyphen.DataInt(n - 1, reference=value) for n, value in enumerate(found) if value % 2]
            self.cache[whole] = points
        return points

    def _pattern(self, letters: str) -> tuple[int, Sequence[int]]:
        """Where the first figure of a pattern stands, and all from there on. One of another spelling knows that."""
        if letters not in self.read:
            line = self.lines[letters]
            pattern, _, other = line.partition("/") if "=" in line else (line, "", "")
            values = [FIGURES[figure] for figure, _ in pyphen.parse(pattern)]
            values = list(map(pyphen.AlternativeParser(pattern, other), values)) if other else values
            first = next((number for number, value in enumerate(values) if value), len(values))
            self.read[letters] = first, values[first:]
        return self.read[letters]


def _own(letters: str) -> str:
    """*letters* without those of another spelling."""
    return letters.partition("/")[0] if "=" in letters else letters


pyphen.HyphDict = Patterns


def divided(box: Any, freely: bool = False) -> dict[int, float]:
    """Where the words of *box* may be divided, and what that costs; *freely*: short words, too."""
    style = box.style
    language = style["lang"] and _patterns(style["lang"])
    if style["hyphens"] != "auto" or not language:
        return {}
    least, left, right = style["hyphenate_limit_chars"]
    made, text = dict[int, float](), box.text
    for word in WORD.finditer(text):
        length = word.end() - word.start()
        if length >= least or (freely and length >= SHORT):
            compound = text[word.end() : word.end() + 1] in HYPHENS or text[word.start() - 1 : word.start()] in HYPHENS
            for place in _syllables(language, left, right, word[0]):
                made[word.start() + place] = COMPOUND if compound or length < least else HYPHEN
    return made


@cache
def _patterns(language: str) -> str:
    """Which of Pyphen's languages *language* is divided as; empty if nobody knows how."""
    main = language.replace("_", "-").partition("-")[0].lower()
    if language.lower() == main == "en":  # Pyphen would take it for that of Britain
        language = ALIKE[main]
    return pyphen.language_fallback(language) or pyphen.language_fallback(ALIKE.get(main, "")) or ""


def undivided(language: str) -> bool:
    """Whether words of *language*, which is known and has spaces between them, cannot be divided."""
    main, *rest = language.replace("_", "-").lower().split("-")
    if main in UNSPACED:
        return False
    known = _patterns(language)
    return not known or ("latn" in rest and "Latn" not in known and known.partition("_")[0] in NOT_LATIN)


@cache
def _dictionary(language: str, left: int, right: int) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=language, left=left, right=right)


@cache
def _syllables(language: str, left: int, right: int, word: str) -> tuple[int, ...]:
    """Where *word* may be divided, but for places where it would be spelled otherwise, or a part has no vowel."""
    places = (int(place) for place in _dictionary(language, left, right).positions(word) if not place.data)
    if language.partition("_")[0] != "en":
        return tuple(places)
    return tuple(place for place in places if VOWEL.search(word[:place]) and VOWEL.search(word[place:]))

"""Hyphens at the ends of lines: which only divide a word, and which belong to it.

The book's own spelling decides where it has the word elsewhere; then the word list; then how such words are made.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from teipress.encode import signs
from teipress.encode.vocabulary import Vocabulary

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_COMPOUND = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)+")
_LAST = re.compile(r"[\w’'-]*$")
_FIRST = re.compile(r"[^\W_]+")
PREFIXES = frozenset("self ex non anti quasi vice half well ill re-".split())


class Break(Enum):
    """How two printed lines meet."""

    SPACE = "between words"
    SOFT = "within a word; the hyphen goes"
    HARD = "within a word; the hyphen stays"
    CLOSED = "at a dash set without spaces"


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a text spells: its words and compounds, counted, and whether dashes stand between spaces."""

    words: Counter[str]
    compounds: Counter[str]
    prefixes: Counter[str]
    closed_dashes: bool
    listed: Vocabulary

    def between(self, before: str, after: str) -> Break:
        """How a line meets the next."""
        if not before or not after:
            return Break.SPACE
        if signs.hyphenated(before) and (after[0].isalnum() or after[0] in "’'"):
            return self._hyphen(before, after)
        if self.closed_dashes and (before[-1] in signs.DASHES or after[0] in signs.DASHES):
            return Break.CLOSED if not before[-1].isspace() else Break.SPACE
        return Break.SPACE

    def _hyphen(self, before: str, after: str) -> Break:
        if before[-1] in "\u00ad¬⸗":
            return Break.SOFT
        stem = _LAST.search(before[:-1])
        left = (stem[0] if stem else "").strip("’'-")
        following = _FIRST.match(after)
        right = following[0] if following else ""
        if not right or left[-1:].isdigit() or right[0].isdigit():
            return Break.HARD
        joined, compound = (left + right).casefold(), f"{left}-{right}".casefold()
        last = joined.rpartition("-")[2]
        together, apart = self.words[last], self.compounds[compound]
        if together or apart:
            return Break.HARD if apart > together else Break.SOFT
        if right[0].isupper() and not left.isupper():
            return Break.HARD
        if before[-1] == "=":
            return Break.SOFT
        first = left.rpartition("-")[2].casefold()
        if last in self.listed:
            return Break.SOFT
        if first in PREFIXES or (self.prefixes[first] and right.casefold() in self.listed):
            return Break.HARD
        common = left[:1].islower() and self.listed.common(first) and self.listed.common(right)
        return Break.HARD if common else Break.SOFT


def spelling(lines: Iterable[str], listed: Vocabulary) -> Spelling:
    """How a text spells, from its lines."""
    words: Counter[str] = Counter()
    compounds: Counter[str] = Counter()
    closed = spaced = 0
    for line in lines:
        text = line
        if signs.hyphenated(text):
            text = text[: -len(_LAST.search(text[:-1])[0]) - 1]  # type: ignore[index]
        words.update(word.casefold() for word in _WORD.findall(text))
        compounds.update(word.casefold().replace("‐", "-").replace("‑", "-") for word in _COMPOUND.findall(text))
        for match in re.finditer(r"(\s?)[—–](\s?)", text):
            inside = match.start() and match.end() < len(text)
            closed += bool(inside and not match[1] and not match[2])
            spaced += bool(inside and match[1] and match[2])
    prefixes = Counter(compound.partition("-")[0] for compound in compounds.elements())
    return Spelling(words, compounds, prefixes, closed > spaced, listed)

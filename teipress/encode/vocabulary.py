"""Vocabulary: the word lists that readings are held against, and the language a text is in.

Lists come with the package `pyspellchecker` (extra `encode`), or from a file with a word on each line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

PACKAGED = ("ar", "de", "en", "es", "eu", "fa", "fr", "it", "lv", "nl", "pt", "ru")
# A few of the commonest words of each language, to tell which one a text is in.
COMMON = {
    "en": "the of and to in that was his it with he for as had you not be on at by which have or from this but all",
    "de": "der die und das den von zu dem mit sich nicht ist des auf im eine ein es für als auch dass wie aber ich er",
    "fr": "de la le et les des en un du une que est pour qui dans par plus ne pas au sur se il ce sont avec je vous",
    "es": "de la que el en los del se las por un para con no una su al lo como más pero sus le ya este",
    "it": "di e il la che in un per non una del con della si da gli sono le come più lo nel alla ma anche i",
    "nl": "de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij uit naar zij hij",
    "pt": "de que e do da em um para com não uma os no se na por mais as dos como mas ao ele das foi",
    "la": "et in est non ad ut cum quod qui sed si quae ex de ab per atque nec enim etiam",
}
_WORD = re.compile(r"[^\W\d_]+")
_TOGETHER = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ſ": "s"}
)


COMMON_SHARE = 3e-6  # of all words, to be a common one


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a language with how often they come, of *total* words in all; empty if there is no list."""

    language: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    total: int = 0

    def __bool__(self) -> bool:
        return bool(self.counts)

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and self.count(word) > 0

    def count(self, word: str) -> int:
        """How often a word comes, whatever its case; ligatures count as their letters."""
        lower = word.lower().replace("’", "'")
        found = self.counts.get(lower, 0)
        return found or (0 if lower.isascii() else self.counts.get(lower.translate(_TOGETHER), 0))

    def common(self, word: str) -> bool:
        """Whether a word comes often enough to be a part of new compounds."""
        return len(word) > 2 and self.count(word) > COMMON_SHARE * self.total


def language_of(lines: Iterable[str]) -> str:
    """The language of a text by its commonest words; empty if none is clear."""
    counted = Counter(word for line in lines for word in _WORD.findall(line.lower()))
    scores = {language: sum(counted[word] for word in words.split()) for language, words in COMMON.items()}
    best = max(scores, key=lambda language: (scores[language], language))
    total = counted.total()
    return best if total and scores[best] > 0.12 * total else ""


@cache
def packaged(language: str) -> Vocabulary | None:
    """The word list of a language from the package; None if the package, or a list for the language, is not there."""
    try:
        from spellchecker import SpellChecker
    except ImportError:
        return None
    if language not in PACKAGED:
        return None
    counts = SpellChecker(language=language).word_frequency.dictionary
    return Vocabulary(language, counts, sum(counts.values()))


def listed(text: str, language: str = "") -> Vocabulary:
    """A word list with a word, and perhaps how often it comes, on each line."""
    counts: dict[str, int] = {}
    for line in text.splitlines():
        parts = line.split()
        if parts and not line.startswith("#"):
            number = parts[1] if len(parts) > 1 else ""
            counts[parts[0].casefold()] = int(number) if number.isascii() and number.isdigit() else 1
    return Vocabulary(language, counts, sum(counts.values()))

"""Habits: what a text usually does, against which its slips are seen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from teipress.encode.suspects import Stretch
from teipress.encode.vocabulary import Vocabulary

# What follows each line within its paragraph; nothing after the last.
Flow = Mapping[tuple[int, int], str]
MANY_STARS = 20


@dataclass(frozen=True, slots=True)
class Habits:
    """The habits of a text.

    *curly*: its quotation marks are “curly”; *single*: it quotes with single ones; *low*: it quotes „so“ or «so»;
    *stars*: stars stand before many of its words. *initials* and *capitals* count its abbreviations (`C.I.`) and its
    words with a capital.
    """

    language: str
    curly: bool
    single: bool
    low: bool
    stars: bool
    vocabulary: Vocabulary
    initials: Counter[str]
    capitals: Counter[str]
    flow: Flow

    def ends(self, place: tuple[int, int]) -> bool:
        """Whether a line ends its paragraph."""
        return self.flow.get(place) == ""


def habits(stretches: Sequence[Stretch], vocabulary: Vocabulary, flow: Flow) -> Habits:
    """The habits of a text."""
    text = "\n".join(line.text for stretch in stretches for line in stretch.lines)
    curly = sum(text.count(sign) for sign in "“”‘’")
    straight = text.count("'") + text.count('"')
    return Habits(
        vocabulary.language,
        curly > 8 * straight and curly > 10,
        text.count("‘") > text.count("“"),
        any(sign in text for sign in "„«»"),
        len(re.findall(r"(?<= )\*(?=\w)", text)) > MANY_STARS,
        vocabulary,
        Counter(re.findall(r"(?<!\w)(?:[A-Z]\.){2,}", text)),
        Counter(word for word in re.findall(r"[^\W\d_]+", text) if word[0].isupper()),
        flow,
    )

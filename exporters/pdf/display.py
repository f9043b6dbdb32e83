"""Display lines: titles and headings fall into lines of like length, not into a full one and a stump.

How wide words are is estimated, since they are laid out only once: well enough to see how many lines they need and how
narrow the room may be that still holds as many.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate, pairwise

from exporters.xhtml import Element

# Widths in the size of the type, of EB Garamond: of single letters, and of all others of their kind.
LETTERS = dict.fromkeys("ijl.,:;'’‘!|-", 0.25) | {" ": 0.2, "\u00a0": 0.2, "I": 0.34, "J": 0.34}
LETTERS |= dict.fromkeys("mwæœMW", 0.78) | dict.fromkeys("жмфшщыю", 0.64)
SMALL_CAPS = {" ": 0.2, "\u00a0": 0.2, "i": 0.32, "j": 0.31, "l": 0.47, "m": 0.72, "w": 0.79}
SMALL_CAPS |= dict.fromkeys(".,:;'’‘!|-", 0.25)
LOWER, CAPITAL, SMALL_CAPITAL, FIGURE, WIDE = 0.45, 0.68, 0.56, 0.48, 1.0
# What the estimate may be off by.
SLACK = 1.05
# Articles, prepositions, conjunctions: a line does not end with them where it need not.
SHORT = re.compile(r"(?<!\S)([^\W\d_]{1,3}) (?=\S)")
# Numbers and what they count, as in dates; and abbreviations before numbers.
COUNTED = re.compile(r"(?<!\S)(?:\d{1,2}\.? (?=[^\W\d_])|[^\W\d_]{1,3}\. (?=\d))")
# What lines may end at.
GAP = re.compile(r"[^\S\u00a0]+")
# Letters that the font has no small capitals for: beside Latin and Greek ones they would stand as tall as capitals.
CASED = re.compile("[\u0180-\u036f\u0400-\u1eff]")


@dataclass(frozen=True, slots=True)
class Type:
    """How a line is set: *size* in pixels, *spaced* by a part of it."""

    size: float
    small_caps: bool = False
    spaced: float = 0.0

    def width(self, text: str) -> float:
        """How wide *text* is, in pixels, as far as can be told."""
        return self.size * sum(map(self._letter, text))

    def _letter(self, letter: str) -> float:
        if unicodedata.east_asian_width(letter) in "WF":
            return WIDE
        known = SMALL_CAPS.get(letter.lower()) if self.small_caps else LETTERS.get(letter)
        if known is not None:
            return known + self.spaced
        if letter.isdecimal():
            return FIGURE + self.spaced
        capital = SMALL_CAPITAL if self.small_caps else CAPITAL
        return (capital if self.small_caps or letter.isupper() else LOWER) + self.spaced

    def lines(self, text: str, room: float) -> int:
        """How many lines *text* takes where they may be so wide."""
        return _count(_ends(self, text), room)

    def even(self, text: str, room: float) -> float:
        """How wide the lines need to be so that there are no more of them than in all of the *room*."""
        ends = _ends(self, text)
        most = _count(ends, room)
        widths = sorted({end - start for at, (start, _) in enumerate(ends) for _, end in ends[at:]})
        at = bisect_left(widths, True, key=lambda width: _count(ends, width) <= most)
        # Nor narrower than a word.
        longest = max((end - start for start, end in ends), default=0.0)
        return min(max(widths[at], longest), room) if at < len(widths) else room


def _ends(type: Type, text: str) -> list[tuple[float, float]]:
    """Where each word of *text* begins and ends, were they all in one line."""
    words = filter(None, GAP.split(text))
    space = type.width(" ")
    edges = [0.0, *accumulate(type.width(word) + space for word in words)]
    return [(start, end - space) for start, end in pairwise(edges)]


def _count(ends: list[tuple[float, float]], room: float) -> int:
    count, start = 0, float("-inf")
    for begin, end in ends:
        if count == 0 or end - start > room + 1e-6:
            count, start = count + 1, begin
    return count


def evened(node: Element, text: str, type: Type, measure: float) -> int:
    """Let the words of *node* fall into lines of like length, where they need several; how many they are."""
    most = type.lines(text, measure)
    if type.width(text) * SLACK > measure and type.lines(bound := _bound(text, text.isupper()), measure) == most:
        _bind(node, text.isupper())
        text = bound
    if most > 1:
        beside = (measure - type.even(text, measure) * SLACK) / 2 / measure * 100
        if beside > 0:
            add_style(node, f"padding-left: {beside:.2f}%; padding-right: {beside:.2f}%")
    return most


def _bound(text: str, capitals: bool) -> str:
    """*text* with short words kept beside the next; those with *capitals* are names, if not all words have them."""
    text = COUNTED.sub(lambda found: f"{found[0][:-1]}\u00a0", text)
    return SHORT.sub(lambda found: f"{found[1]}\u00a0" if capitals or found[1].islower() else found[0], text)


def _bind(node: Element, capitals: bool) -> None:
    """Bind the words of *node*, but not those of its notes."""
    if node.get("class") != "anchor":
        node.text = node.text and _bound(node.text, capitals)
        for child in node:
            _bind(child, capitals)
            child.tail = child.tail and _bound(child.tail, capitals)


def add_style(node: Element, style: str) -> None:
    """Give *node* one more declaration of style."""
    node.set("style", "; ".join(filter(None, (node.get("style"), style))))


def cased(text: str) -> bool:
    """Whether *text* has letters that there are no small capitals of."""
    return CASED.search(text) is not None

"""Confusions: what a scan reads for what, and the words that a misread one may have been."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator

# What is read, and what stands in print: pairs that are as likely the other way round, and pairs that are not.
_BOTH = """
    rn m, h b, c e, t f, i l, a o, u n, m in, m ni, cl d, vv w, s a, g q, r t, y v, li h, ri n, li n, tt ff, s f, ii u,
    k h, e o, p d, v y, ll H, ti n"""
_ONE_WAY = """
    ii ü, ii n, it ü, ro m, ce œ, oe œ, ae æ, z æ, é è, é ê, é ô, i û, i î, a â, a à, d ö, b ö, 6 ö, o ö, a ä, u ü, n ñ,
    ia ña, c ç, ſ s, 1 l, 1 i, 1 I, 0 o, 5 s, 8 B, 6 b, 2 z, 9 g, 3 e, 4 a, ! l, ! i, | l, | I, ] l, [ l, ; i, : i, { f,
    $ s, € e, ¢ c, T I, l I, I l, J I, B ß, ß B, L I, O Q, G C, Q O, D P"""
# The pairs of one letter each that turn one true word into another: only the surest.
REAL = {
    "r": "t",
    "c": "e",
    "a": "o",
    "b": "h",
    "l": "ll",
    "h": "b",
    "e": "c",
    "u": "n",
    "n": "u",
    "v": "y",
    "i": "l",
    "f": "t",
}


def _pairs() -> tuple[tuple[str, str], ...]:
    both, one_way = ([(a, b) for a, b in map(str.split, text.split(","))] for text in (_BOTH, _ONE_WAY))
    return tuple(dict.fromkeys([*both, *((b, a) for a, b in both), *one_way]))


PAIRS = _pairs()
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def variants(word: str) -> Iterator[str]:
    """The words that a scan may have read as this one: one confusion undone, wherever it fits; capitals begin words."""
    for read, printed in PAIRS:
        at = word.find(read)
        while at >= 0:
            if not at or printed.islower() or read.isupper():
                yield word[:at] + printed + word[at + len(read) :]
            at = word.find(read, at + 1)


def everywhere(word: str) -> Iterator[str]:
    """The words with one confusion undone at all places at once (`kolkbozbau`)."""
    for read, printed in PAIRS:
        if word.count(read) > 1:
            yield word.replace(read, printed)


def edits(word: str) -> Iterator[str]:
    """All words one letter away."""
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
            for letter in _LETTERS:
                yield head + letter + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in _LETTERS:
            yield head + letter + tail


def plain(word: str) -> str:
    """A word without its accents."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign))


def best(word: str, weight: Callable[[str], float]) -> list[str]:
    """The likeliest words for a misread one, at most three, by how often they come; *weight* tells, 0 for no word.

    One confusion is likelier than any other letter, and that than two confusions.
    """
    near: dict[str, float] = {}
    for made in (*variants(word), *everywhere(word)):
        if (found := weight(made)) > 0:
            near[made] = max(near.get(made, 0.0), found)
    if len(word) > 2 and not near:
        for made in edits(word):
            if (found := weight(made)) > 0:
                near[made] = found
    if len(word) > 5 and not near:
        for once in dict.fromkeys(variants(word)):
            for made in variants(once):
                if made != word and (found := weight(made)) > 0:
                    near[made] = max(near.get(made, 0.0), found)
    return sorted(near, key=lambda made: (-near[made], made))[:3]

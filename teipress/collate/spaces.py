"""Spaces: words that the TEI joins or splits against its witness.

The white space of a scan is not to be trusted, so most of it is out of account. What is told: a division between
letters that differs, unless the TEI's words occur elsewhere in the text and one of the witness's does not (“soit is” in
the scan, “so it is” in the TEI); and a missing space after a comma, a full stop and their like.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from teipress.collate.differences import Comparison, Difference, Token
from teipress.collate.ledger import Corrected
from teipress.collate.lines import Line
from teipress.collate.signs import FLOAT, HYPHEN, HYPHENS, SIGNS, shown

STOPS = ",;:!?."
SHORTEST_SENTENCE_END = 3  # letters before a full stop: fewer may be an abbreviation


@dataclass(frozen=True, slots=True)
class _Word:
    """A word between white space, and where it begins and ends in the text without any."""

    token: int
    text: str
    start: int
    end: int


def divisions(comparison: Comparison, witness: Sequence[Corrected], lines: Sequence[Line]) -> Iterator[Difference]:
    """The places where words are divided otherwise, and the witness is likely to be right."""
    known: tuple[Counter[str], Counter[str]] | None = None
    for pair in comparison.respaced:
        for found in _differing(pair):
            if known is None:
                known = _words(line.text for line in witness), _words(line.text for line in lines)
            if not _mended(found, *known):
                yield found


def _differing(pair: Difference) -> Iterator[Difference]:
    """Each run of words of a pair that has other spaces within it on the other side."""
    read, encoded = _spread(pair.read, pair.w1), _spread(pair.encoded, pair.t1)
    letters = "".join(word.text for word in read)
    if not read or not encoded or letters != "".join(word.text for word in encoded):
        return
    ends = {word.end for word in read} & {word.end for word in encoded}
    floating = _floating(pair.encoded)
    start = 0
    for end in sorted(ends):
        left, right = ([w for w in side if start <= w.start and w.end <= end] for side in (read, encoded))
        if len(left) != len(right) and _matters(
            letters, {w.end for w in left} ^ {w.end for w in right}, {w.end for w in left}, {start, end} | floating
        ):
            yield replace(pair, w1=left[0].token, w2=left[-1].token + 1, t1=right[0].token, t2=right[-1].token + 1)
        start = end


def _spread(tokens: Sequence[Token], first: int) -> list[_Word]:
    """Words without signs and without the hyphen of a line's end."""
    made: list[_Word] = []
    at = 0
    for number, token in enumerate(tokens, first):
        text = "".join(c for c in token.text if c not in SIGNS and not c.isspace())
        if token.text[-1:] in HYPHENS + HYPHEN and number == first + len(tokens) - 1:
            text = text.rstrip(HYPHENS)
        if text:
            made.append(_Word(number, text, at, at + len(text)))
            at += len(text)
    return made


def _floating(tokens: Sequence[Token]) -> set[int]:
    """Where a space may stand or not: about the mark of a note."""
    text = "".join(token.text for token in tokens)
    return {sum(c not in SIGNS for c in text[: sign.start()]) for sign in re.finditer(FLOAT, text)}


def _matters(letters: str, differing: set[int], read: set[int], excepted: set[int]) -> bool:
    """Whether a space that only one side has tells words apart."""
    for at in differing - excepted:
        left, right = letters[at - 1], letters[at]
        if left.isalnum() and right.isalnum():
            return True
        stops = at in read and left in STOPS and right.isalpha()
        if stops and (left != "." or letters[max(0, at - 1 - SHORTEST_SENTENCE_END) : at - 1].isalpha()):
            return True
    return False


def _mended(found: Difference, read: Counter[str], encoded: Counter[str]) -> bool:
    """Whether the TEI has words that occur elsewhere where the witness has one that does not."""
    here, there = (_words(token.text for token in side) for side in (found.read, found.encoded))

    def elsewhere(word: str) -> bool:
        return read[word] - here[word] + encoded[word] - there[word] > 0

    return all(elsewhere(word) for word in there) and not all(elsewhere(word) for word in here)


def _words(texts: Iterator[str]) -> Counter[str]:
    """How often each word occurs, without the punctuation about it."""
    return Counter(
        word.casefold().strip("".join(SIGNS) + "“”‘’'\"()[]*.,;:!?-—") for text in texts for word in shown(text).split()
    )

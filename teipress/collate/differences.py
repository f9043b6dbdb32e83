"""Differences: where the corrected witness and the rebuilt lines of the TEI are not the same, word by word.

Lines that are equal but for white space are found first; only what lies between them is compared by words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from teipress.collate import signs
from teipress.collate.align import Region, stretches
from teipress.collate.ledger import Corrected
from teipress.collate.lines import Line
from teipress.collate.signs import END, HYPHEN, HYPHENS, LEAP, MAYBE, SOFT, agree, squeezed

NEWLINE = "\n"
CLOSE = 2  # changes with so few equal words between them are told as one
MOST_JOINED = 6  # words of changes that are told as one
MOST_WHOLE = 4000  # characters of a stretch with gaps that is compared as a whole


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or the end of a line: its text without white space, its line (an index), start and end in that.

    A word that was put together over a line's end has the start and end of its first half.
    """

    text: str
    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Tokens *w1* to *w2* of the witness, where the TEI has its tokens *t1* to *t2*.

    The tokens are those of whole lines, which begin with the lines *w_line* and *t_line*. *stream*: the TEI does not
    mark these lines.
    """

    witness: Sequence[Token]
    tei: Sequence[Token]
    w1: int
    w2: int
    t1: int
    t2: int
    w_line: int = 0
    t_line: int = 0
    stream: bool = False

    @property
    def read(self) -> Sequence[Token]:
        """What the witness has."""
        return self.witness[self.w1 : self.w2]

    @property
    def encoded(self) -> Sequence[Token]:
        """What the TEI has."""
        return self.tei[self.t1 : self.t2]

    def explained(self) -> bool:
        """Whether the two are the same but for white space and what the TEI leaves open."""
        read, encoded = ("".join(token.text for token in side) for side in (self.read, self.encoded))
        return agree(read, encoded, self.stream)


@dataclass(slots=True)
class Comparison:
    """What came of it: differences, and stretches with the same letters but other white space.

    *equal*: for each line of the TEI that has words of the witness, the first and the last line these are in.
    *matched*: how many characters are the same.
    """

    differences: list[Difference] = field(default_factory=list)
    respaced: list[Difference] = field(default_factory=list)
    equal: dict[int, tuple[int, int]] = field(default_factory=dict)
    matched: int = 0


def compare(witness: Sequence[Corrected], lines: Sequence[Line]) -> Comparison:
    """Compare the lines of a corrected witness with those of a TEI."""
    comparer = _Comparer(witness, lines)
    comparer.compare()
    return comparer.found


class _Comparer:
    def __init__(self, witness: Sequence[Corrected], lines: Sequence[Line]) -> None:
        self.read = [line.text for line in witness]
        self.encoded = [line.text for line in lines]
        self.lines = lines
        self.found = Comparison()

    def compare(self) -> None:
        """Compare line by line, and by words what is left."""
        read, encoded = [squeezed(text) for text in self.read], [squeezed(text) for text in self.encoded]
        keys = [signs.key(text) for text in read], [signs.key(text) for text in encoded]
        for equal, region in stretches(*keys):
            if not equal:
                self._words(region)
                continue
            for w, t in zip(range(*region[:2]), range(*region[2:]), strict=True):
                if read[w] != encoded[t] and not agree(read[w], encoded[t]):
                    self._words((w, w + 1, t, t + 1))
                    continue
                self._match(w, t, len(read[w]))
                if _spaced(self.read[w]) != _spaced(self.encoded[t]):
                    left, right = list(_tokens(self.read[w], w)), list(_tokens(self.encoded[t], t))
                    self.found.respaced.append(Difference(left, right, 0, len(left), 0, len(right), w, t))

    def _match(self, w: int, t: int, size: int) -> None:
        first, last = self.found.equal.get(t, (w, w))
        self.found.equal[t] = min(first, w), max(last, w)
        self.found.matched += size

    def _words(self, region: Region) -> None:
        """Compare some lines by words."""
        w1, w2, t1, t2 = region
        near = self.lines[max(0, t1 - 1) : t2 + 1] if t1 == t2 else self.lines[t1:t2]
        stream = any(line.free for line in near)
        read = self._read_in_stream(w1, w2) if stream else self._read(w1, w2)
        encoded = self._encoded(t1, t2, stream)
        whole = Difference(read, encoded, 0, len(read), 0, len(encoded), w1, t1, stream)
        leaps = any(LEAP in token.text for token in encoded)
        if leaps and sum(len(token.text) for token in read) <= MOST_WHOLE and whole.explained():
            return
        differences: list[Difference] = []
        for found in self._changes(whole):
            if found.explained():
                if found.read and found.encoded:
                    self.found.respaced.append(found)
                continue
            if differences and _close(differences[-1], found):
                found = replace(found, w1=differences[-1].w1, t1=differences[-1].t1)
                differences.pop()
                if found.explained():
                    continue
            differences.append(found)
        self.found.differences.extend(differences)

    def _changes(self, whole: Difference) -> Iterator[Difference]:
        """The stretches of two lists of words that are not equal word for word."""
        key = signs.stream_key if whole.stream else signs.key
        # The end of a line that may end there is nobody's equal: it is left to `agree`.
        keys = [
            [t.text if t.text in (NEWLINE, SOFT) else key(t.text) for t in side] for side in (whole.witness, whole.tei)
        ]
        for equal, (w1, w2, t1, t2) in stretches(*keys):
            if not equal:
                yield replace(whole, w1=w1, w2=w2, t1=t1, t2=t2)
                continue
            for w, t in zip(range(w1, w2), range(t1, t2), strict=True):
                read, encoded = whole.witness[w], whole.tei[t]
                if read.text == encoded.text or agree(read.text, encoded.text, whole.stream):
                    if read.text != NEWLINE:
                        self._match(read.line, encoded.line, len(read.text))
                else:
                    yield replace(whole, w1=w, w2=w + 1, t1=t, t2=t + 1)

    def _read(self, start: int, end: int) -> list[Token]:
        made: list[Token] = []
        for line in range(start, end):
            made.extend(_tokens(self.read[line], line))
            made.append(Token(NEWLINE, line, len(self.read[line]), len(self.read[line])))
        return made

    def _read_in_stream(self, start: int, end: int) -> list[Token]:
        """The words of the witness, divided ones put together."""
        made: list[Token] = []
        divided = False
        for line in range(start, end):
            words = list(_tokens(self.read[line], line))
            if divided and words:
                half = made.pop()
                made.append(replace(half, text=half.text[:-1] + HYPHEN + words.pop(0).text))
            divided = (
                bool(made or words) and (words or made)[-1].text[-1] in HYPHENS and (words or made)[-1].text[:-1] != ""
            )
            made.extend(words)
        return made

    def _encoded(self, start: int, end: int, stream: bool) -> list[Token]:
        made: list[Token] = []
        for line in range(start, end):
            words = list(_tokens(self.encoded[line], line))
            made.extend(words)
            if not stream:
                soft = line + 1 < len(self.lines) and self.lines[line + 1].soft
                soft = soft or all(word.text[0] == MAYBE and word.text[-1] == END for word in words)
                made.append(Token(SOFT if soft else NEWLINE, line, len(self.encoded[line]), len(self.encoded[line])))
        return made


def _tokens(text: str, line: int) -> Iterator[Token]:
    return (Token(word.group(), line, word.start(), word.end()) for word in re.finditer(r"\S+", text))


def _spaced(line: str) -> list[str]:
    """The words of a line, without the hyphen at its end."""
    return line.rstrip().rstrip(HYPHENS + HYPHEN).split()


def _close(before: Difference, after: Difference) -> bool:
    """Whether two differences are so near each other, and so small, that they are told as one."""
    between = before.witness[before.w2 : after.w1]
    sizes = [len(side) for change in (before, after) for side in (change.read, change.encoded)]
    tokens = (*before.read, *before.encoded, *between, *after.read, *after.encoded)
    return (
        len(between) <= CLOSE
        and sum(sizes) <= MOST_JOINED
        and all(token.text not in (NEWLINE, SOFT) for token in tokens)
    )

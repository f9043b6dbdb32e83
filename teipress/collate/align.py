"""Alignment: which lines, or words, of two texts are the same. Rare ones are anchors; difflib does what lies between.

Patience diff (B. Cohen) on runs of items that occur once on either side keeps a text of any length fast.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

SMALL = 250_000  # so many pairs of items are compared directly
RUNS = (3, 1)  # how many items in a row make an anchor

Block = tuple[int, int, int]
Region = tuple[int, int, int, int]


def stretches(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[bool, Region]]:
    """The stretches of *a* and *b* in order: whether they are equal, start and end in *a*, start and end in *b*."""
    i = j = 0
    for at, to, size in (*_joined(_matches(a, b)), (len(a), len(b), 0)):
        if i < at or j < to:
            yield False, (i, at, j, to)
        if size:
            yield True, (at, at + size, to, to + size)
        i, j = at + size, to + size


def _joined(blocks: Iterable[Block]) -> list[Block]:
    """Neighbouring blocks as one."""
    made: list[Block] = []
    for at, to, size in sorted(blocks):
        if made and made[-1][0] + made[-1][2] == at and made[-1][1] + made[-1][2] == to:
            made[-1] = (made[-1][0], made[-1][1], made[-1][2] + size)
        else:
            made.append((at, to, size))
    return made


def _matches(a: Sequence[str], b: Sequence[str]) -> Iterator[Block]:
    regions = [(0, len(a), 0, len(b))]
    while regions:
        alo, ahi, blo, bhi = regions.pop()
        start = alo
        while alo < ahi and blo < bhi and a[alo] == b[blo]:
            alo, blo = alo + 1, blo + 1
        if alo > start:
            yield start, blo - (alo - start), alo - start
        end = ahi
        while alo < ahi and blo < bhi and a[ahi - 1] == b[bhi - 1]:
            ahi, bhi = ahi - 1, bhi - 1
        if ahi < end:
            yield ahi, bhi, end - ahi
        if alo == ahi or blo == bhi:
            continue
        small = (ahi - alo) * (bhi - blo) <= SMALL
        anchors = [] if small else _anchors(a[alo:ahi], b[blo:bhi])
        if not anchors:
            matcher = SequenceMatcher(None, a[alo:ahi], b[blo:bhi], autojunk=not small)
            yield from ((alo + i, blo + j, size) for i, j, size in matcher.get_matching_blocks() if size)
            continue
        i, j = alo, blo
        for at, to, size in _joined((at, to, 1) for at, to in anchors):
            regions.append((i, alo + at, j, blo + to))
            yield alo + at, blo + to, size
            i, j = alo + at + size, blo + to + size
        regions.append((i, ahi, j, bhi))


def _anchors(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Where items that occur once on either side stand on both, as many as keep their order."""
    for length in RUNS:
        in_a, in_b = _once(a, length), _once(b, length)
        pairs = [(at, in_b[run]) for run, at in in_a.items() if run in in_b]
        if pairs:
            return _rising(pairs)
    return []


def _once(items: Sequence[str], length: int) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    for at, run in enumerate(zip(*(items[start:] for start in range(length)), strict=False)):
        found[run] = -1 if run in found else at
    return {run: at for run, at in found.items() if at >= 0}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest series of pairs that rises on both sides; the pairs rise on the first already."""
    ends: list[int] = []  # the lowest last value of a series of each length, and which pair that is
    last: list[int] = []
    before: list[int] = []
    for index, (_, value) in enumerate(pairs):
        length = bisect_left(ends, value)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [value]
        last[length : length + 1] = [index]
    made = []
    index = last[-1] if last else -1
    while index >= 0:
        made.append(pairs[index])
        index = before[index]
    return made[::-1]

"""Sequences: numbers of pages, lines, notes and chapters, and where they go wrong.

A run may begin again at any place (a new volume, the next poem): only what stands between two neighbours that fit each
other is told to be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from teipress import numerals

_LABEL = re.compile(r"([^\d]*?)([0-9]{1,6})([^\W\d_]{0,2})((?:[-–/.,][0-9]+)?)[^\w]*")
LEAVES = {"r": 0, "v": 1, "recto": 0, "verso": 1}


class Label(NamedTuple):
    """A number as written: its *style* (what stands before it, and whether it is roman), and its place in its run.

    *last* is the place of what it ends with, where it stands for more than one (12-13).
    """

    text: str
    style: str
    value: float
    last: float


def label(text: str) -> Label | None:
    """A page's, line's or note's number; None if there is none that could be put in order."""
    text = text.strip()
    bare = text.strip("[]().: ")
    if len(bare) < 12 and (roman := numerals.value(bare)):
        return Label(text, "roman", roman, roman)
    match = _LABEL.fullmatch(text)
    if not match:
        return None
    before, number, behind, to = match.groups()
    value = float(number)
    if behind.casefold() in LEAVES:
        side = LEAVES[behind.casefold()]
        return Label(text, f"{before}leaf", 2 * value + side, 2 * value + side)
    last = float(to[1:]) if to and to[0] in "-–/" else value
    if to and not value < last < value + 10:
        return None
    at = value + sum((ord(c) % 32) / 100 ** (n + 1) for n, c in enumerate(behind.casefold())) if behind.isascii() else 0
    return Label(text, before.strip(), at, last if to else at)


def runs(labels: Sequence[Label | None]) -> Iterator[list[int]]:
    """Where neighbours have numbers of one style: their places in *labels*."""
    run: list[int] = []
    for place, found in enumerate(labels):
        before = labels[run[-1]] if run else None
        if run and (found is None or before is None or found.style != before.style):
            yield run
            run = []
        if found is not None:
            run.append(place)
    if run:
        yield run


class Slips(NamedTuple):
    """What is wrong with a sequence, by places: *twice* (same as before), *astray*, and (place, numbers) *missing*."""

    twice: tuple[int, ...]
    astray: tuple[int, ...]
    missing: tuple[tuple[int, int], ...]


def slips(labels: Sequence[Label | None]) -> Slips:
    """What is wrong with a sequence of numbers."""
    twice: list[int] = []
    astray: list[int] = []
    gaps: list[tuple[int, int]] = []
    steps = 0
    for run in runs(labels):
        known = [(place, found) for place in run if (found := labels[place]) is not None]
        before: Label | None = None
        strays = 0  # since the last number that was in its place
        for number, (place, found) in enumerate(known):
            after = known[number + 1][1] if number + 1 < len(known) else None
            if before is None:
                before = found
                continue
            if found.text == before.text:
                twice.append(place)
                strays += 1
                continue
            within = after is None or before.last < found.value < after.value
            if after is not None and not within and before.last < after.value and after.text != found.text:
                astray.append(place)
                strays += 1
                continue
            steps += 1
            if found.value >= before.last + 2 + strays:
                gaps.append((place, int(found.value - before.last) - 1 - strays))
            before, strays = found, 0
    return Slips(tuple(twice), tuple(astray), tuple(gaps) if len(gaps) <= max(steps // 20, 1) and steps > 4 else ())

"""Lines: what a page is made of, and how the signs of a page become lines of words.

All distances are points, across from the left and down from the top of the page as it is shown.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

# The spaces that a justified line stretches; others (thin, fixed) are part of their word.
SPACES = " \u00a0"
HYPHENS = "-\u2010\u00ad\u0002\ufffe"
BESIDE, OTHER = 0.6, 0.15  # ems to a number in the margin, and by how much its size is another
WIDEST_GAP = 3.0  # ems between parts of one line that no space joins: cells of a table stand farther apart

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Gap:
    """The space between two words of a line."""

    left: float
    right: float

    @property
    def width(self) -> float:
        """In points."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or the part of one in its column or cell: *y* is its baseline, *space* the font's own word space or 0."""

    left: float
    right: float
    y: float
    size: float
    text: str
    gaps: tuple[Gap, ...]
    space: float
    edges: tuple[float, float]  # the widths of its first and its last sign

    @property
    def box(self) -> Box:
        """What it covers, by the usual height of letters."""
        return (self.left, self.y - 0.75 * self.size, self.right, self.y + 0.25 * self.size)

    @property
    def hyphenated(self) -> bool:
        """Whether it ends with a hyphen."""
        return self.text[-1:] in tuple(HYPHENS) and self.text[-2:-1].isalpha()


@dataclass(frozen=True, slots=True)
class Page:
    """A page: *label* is its folio, *trim* what is left of it when it is cut, *missing* the signs without a glyph.

    *area* is its type area, if the PDF tells.
    """

    number: int
    label: str
    width: float
    height: float
    trim: Box
    area: Box | None
    lines: tuple[Line, ...]
    turned: tuple[Box, ...]  # signs that do not stand upright
    images: tuple[Box, ...]
    missing: tuple[tuple[str, Box], ...]
    unembedded: tuple[str, ...]
    drawable: bool

    @property
    def recto(self) -> bool:
        """Whether it is a right-hand page."""
        return self.number % 2 == 1


class Sign(NamedTuple):  # a book has hundreds of thousands; dataclasses take twice the time
    """A sign of a page; *y* is its baseline."""

    left: float
    right: float
    y: float
    size: float
    text: str
    run: int  # the text object it belongs to; 0: PDFium has put it in


def lines(signs: Sequence[Sign]) -> Iterator[Line]:
    """The lines of a page, from the top down and from the left to the right."""
    gathered: list[list[Sign]] = []
    for sign in signs:
        if gathered and _goes_on(gathered[-1], sign):
            gathered[-1].append(sign)
        elif not sign.text.isspace():
            gathered.append([sign])
    made = [line for group in gathered if (line := _line(group)) is not None]
    yield from sorted(made, key=lambda line: (round(line.y, 1), line.left))


def _goes_on(group: list[Sign], sign: Sign) -> bool:
    last = group[-1]
    size = max(last.size, sign.size)
    if abs(sign.y - last.y) > 0.45 * size or (sign.run == 0 and not sign.text.isspace()):
        return False
    gap, number = sign.left - last.right, abs(sign.size - last.size) > OTHER * size
    return sign.run == last.run or -0.5 * size <= gap <= (BESIDE if number else WIDEST_GAP) * size


def _line(group: list[Sign]) -> Line | None:
    group = sorted(group, key=lambda sign: sign.left)
    while group and group[-1].text.isspace():
        group.pop()
    words = [sign for sign in group if not sign.text.isspace()]
    if not words:
        return None
    (y, size), _ = Counter((sign.y, sign.size) for sign in words).most_common(1)[0]
    gaps, nominal = [], []
    for before, sign, after in zip(group, group[1:], group[2:], strict=False):
        if sign.text in SPACES and not before.text.isspace() and not after.text.isspace():
            gaps.append(Gap(before.right, after.left))
            nominal.extend([sign.right - sign.left] if sign.run and sign.size == size else [])
    return Line(
        min(sign.left for sign in words), max(sign.right for sign in words), y, size,
        "".join(sign.text for sign in group), tuple(gaps), median(nominal) if nominal else 0.0,
        (words[0].right - words[0].left, words[-1].right - words[-1].left),
    )  # fmt: skip


def may_hang(sign: str) -> bool:
    """Whether a sign is punctuation: it may stand out of the type area, and does not tell where that ends."""
    return sign in HYPHENS or unicodedata.category(sign)[0] == "P"


def blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that stand below one another in one size: a column, or what headings and gaps leave of it."""
    found: list[list[Line]] = []
    for line in lines:
        near = (block for block in reversed(found[-8:]) if _below(block[-1], line))
        block = next(near, None)
        if block is None:
            found.append([line])
        else:
            block.append(line)
    return found


def _below(above: Line, line: Line) -> bool:
    shared = min(above.right, line.right) - max(above.left, line.left)
    narrow = min(above.right - above.left, line.right - line.left)
    step = line.y - above.y
    near = shared >= 0.5 * narrow or abs(above.left - line.left) <= 3 * line.size
    return near and 0.5 * line.size < step <= 1.9 * line.size and abs(above.size - line.size) < 0.2

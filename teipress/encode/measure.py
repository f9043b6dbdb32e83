"""Measure: how long the lines of a book are, and what a line of another length tells.

Smaller type puts more characters into a line. A line that ends although the next word would have fitted was ended on
purpose. All figures are robust: peaks and medians, not means.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from teipress.encode import signs
from teipress.encode.model import Line, Page, Size

LEAST = 20  # characters; shorter lines say nothing of the measure
LONGER = 1.09  # of the body's measure, if there is no peak beyond it
NARROWER = 0.93
REFLOWED = 160  # lines this long are whole paragraphs
WINDOW = 3  # pages on either side


@dataclass(frozen=True, slots=True)
class Measure:
    """The measure of the body by page, of smaller type, and how much lines of one measure differ."""

    body: tuple[float, ...]
    small: float
    spread: float
    reflowed: bool = False
    indented: bool = False
    ragged: bool = False
    right: float = 0.0

    def at(self, line: Line) -> float:
        """The length of a full line of the body on a line's page."""
        return self.body[line.page] if line.page < len(self.body) else self.body[-1]

    def beyond(self, line: Line) -> float:
        """The length from which a full line belongs to smaller type."""
        body = self.at(line)
        return (body + self.small) / 2 if self.small > LONGER * body else LONGER * body

    def slack(self, line: Line, following: Line, width: float = 0.0) -> float:
        """How much room is left on a line when the first word of the next is put on it; negative if it did not fit."""
        width = width or self.at(line)
        return width - line.indent - len(line.text) - 1 - len(signs.first_word(following.text))

    def centred(self, line: Line) -> bool:
        """Whether a line stands in the middle of the page."""
        width = max(self.right, self.at(line))
        return (
            self.indented
            and line.indent >= 4
            and abs(line.indent - (width - len(line.text)) / 2) <= max(4, 0.1 * width)
        )

    def ended(self, line: Line, following: Line, width: float = 0.0) -> bool:
        """Whether a line was ended on purpose."""
        return not self.reflowed and self.slack(line, following, width) > max(3.0, 2 * self.spread)

    def short(self, line: Line, width: float = 0.0) -> bool:
        """Whether a line is clearly shorter than a full one."""
        return line.indent + len(line.text) < 0.85 * (width or self.at(line))

    def width(self, lines: Sequence[Line]) -> float:
        """The measure that a stretch of lines is set to."""
        body = self.at(lines[0])
        full = sorted(len(line.text) + line.indent for line in lines)[-max(1, len(lines) // 2) :]
        return max(body, median(full)) if median(full) > self.beyond(lines[0]) else body

    def size(self, lines: Sequence[Line]) -> tuple[Size, bool]:
        """How a paragraph is set, and whether that is in doubt."""
        if self.reflowed:
            return Size.BODY, False
        first = lines[0]
        body, edge = self.at(first), self.beyond(first)
        # The last line of a paragraph is as long as it happens to be; and so is one that was ended on purpose.
        full = [len(a.text) for a, b in pairwise(lines) if not self.ended(a, b) or len(a.text) > edge]
        longest = max(len(line.text) for line in lines)
        if self.indented and len(lines) > 1 and all(line.indent >= 2 for line in lines):
            return Size.APART, False
        if self.ragged:
            return Size.BODY, False
        if len(full) < 2:
            if longest >= max(edge, body + 2.5 * self.spread):
                return Size.APART, longest < body + 3.5 * self.spread
            sure = full and full[0] <= edge - 1.5 * self.spread
            return (Size.BODY if sure else Size.UNSURE), False
        middle = median(full)
        doubt = abs(middle - edge) < 1.2 * self.spread / len(full) ** 0.5
        return (Size.APART if middle > edge else Size.BODY), doubt

    def narrow(self, lines: Sequence[Line]) -> bool:
        """Whether a paragraph is set to a narrower measure than the body: even lines, all of them shorter."""
        full = [len(line.text) for line in lines[:-1]]
        body = self.at(lines[0])
        return (
            not self.reflowed
            and len(full) >= 3
            and max(full) < NARROWER * body
            and min(full) > 0.8 * max(full)
            and any(signs.hyphenated(a.text) or signs.starts_lower(b.text) for a, b in pairwise(lines))
        )


def settled(pages: Sequence[Page]) -> list[Page]:
    """The pages with indents counted from the left edge of the text, and blank lines beyond those between all lines."""
    lines = [line for page in pages for line in page.lines]
    edge = _edge(lines)
    gaps = Counter(line.gap for line in lines if not line.first)
    usual = next((gap for gap, count in gaps.items() if gap and count >= 0.7 * gaps.total()), 0)
    made = []
    right = sorted(line.indent + len(line.text) for line in lines)[int(0.95 * len(lines)) :]
    for page in pages:
        left = _left(page, edge, right[0] if right else 0)
        made.append(
            replace(
                page,
                lines=tuple(
                    replace(line, indent=max(0, line.indent - left), gap=max(0, line.gap - usual))
                    for line in page.lines
                ),
            )
        )
    return made


def _edge(lines: Sequence[Line]) -> int:
    """The left edge of lines: the least indent that more than a few of them have."""
    counted = Counter(line.indent for line in lines)
    usual = [indent for indent, count in counted.items() if count >= max(2, 0.15 * len(lines))]
    return min(usual) if usual else min(counted, default=0)


def _left(page: Page, edge: int, right: int) -> int:
    """The left edge of a page: its own if all of the page is shifted, else the book's."""
    if len(page.lines) < 6:
        return edge
    own = _edge(page.lines)
    shift = own - edge
    shifted = max(line.indent + len(line.text) for line in page.lines) > right + shift / 2
    return own if shift < 0 or (shift > 0 and shifted) else edge


def measure(pages: Sequence[Page]) -> Measure:
    """The measure of a book."""
    running: list[list[int]] = []
    for page in pages:
        pairs = zip(page.lines, page.lines[1:], strict=False)
        running.append([len(a.text) + a.indent for a, b in pairs if not b.gap and len(a.text) >= LEAST])
    everything = [length for of_page in running for length in of_page]
    if not everything:
        lengths = [len(line.text) for page in pages for line in page.lines]
        everything = [max(lengths, default=60)]
    whole = _peak(everything)
    near = [abs(length - whole) for length in everything if abs(length - whole) < 0.12 * whole]
    spread = max(1.0, 1.4826 * median(near)) if near else 1.0
    body = [_local(running, index, whole) for index in range(max(1, len(pages)))]
    longer = [length for length in everything if LONGER * whole < length < 2 * whole]
    small = _peak(longer) if len(longer) > 3 else 0.0
    lines = [line for page in pages for line in page.lines]
    indented = sum(line.indent >= 2 for line in lines) >= max(2, 0.02 * len(lines))
    typical = median(everything)
    # Where lines are of any length, as in verse, their lengths say nothing of the type.
    near_peaks = sum(abs(length - peak) < 0.12 * peak for length in everything for peak in {whole, small or whole})
    ragged = near_peaks < 0.6 * len(everything)
    edges = sorted(line.indent + len(line.text) for line in lines)
    right = edges[int(0.9 * len(edges))] if edges else whole
    return Measure(tuple(body), small, spread, typical > REFLOWED, indented, ragged, float(right))


def _local(running: Sequence[Sequence[int]], page: int, whole: float) -> float:
    """The measure about a page: the book's, unless most lines there have another."""
    lengths = [length for of_page in running[max(0, page - WINDOW) : page + WINDOW + 1] for length in of_page]
    usual = sum(abs(length - whole) <= 0.06 * whole for length in lengths)
    if len(lengths) < 60 or usual >= 0.2 * len(lengths):
        return whole
    other = _peak(lengths)
    share = sum(abs(length - other) <= 0.06 * other for length in lengths) / len(lengths)
    return other if share > 0.5 else whole


def _peak(lengths: Sequence[int]) -> float:
    """The commonest length, neighbours counting in part."""
    counted = Counter(lengths)
    scores = {at: sum(counted[at + step] * (4 - abs(step)) for step in range(-3, 4)) for at in counted}
    top = max(scores, key=lambda at: (scores[at], -at))
    near = [length for length in lengths if abs(length - top) <= max(3, 0.05 * top)]
    return float(median(near)) if near else float(top)

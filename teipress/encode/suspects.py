"""Suspects: a place in a line that was perhaps misread, and the stretches of text in which they are sought."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from teipress.encode.model import Line

_TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Suspect:
    """The signs from *start* to *end* of a line, what they may have been, and why they are suspected."""

    line: Line
    start: int
    end: int
    suggestions: tuple[str, ...]
    reason: str
    sure: bool = False

    def joined(self, other: Suspect) -> Suspect:
        """Two suspects of overlapping places as one; the wider place is kept, and suggestions that replace it."""
        if self.start <= other.start and other.end <= self.end:
            return self if self.suggestions else replace(self, suggestions=_within(self, other))
        text = self.line.text
        end = max(self.end, other.end)
        ours = tuple(made + text[self.end : end] for made in self.suggestions)
        return replace(self, end=end, suggestions=ours)


def _within(wide: Suspect, narrow: Suspect) -> tuple[str, ...]:
    text = wide.line.text
    return tuple(text[wide.start : narrow.start] + made + text[narrow.end : wide.end] for made in narrow.suggestions)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines that are read one after the other: the text of a book, or a note (which begins at *start*)."""

    lines: tuple[Line, ...]
    start: int = 0

    @property
    def note(self) -> bool:
        """Whether it is a note."""
        return self.start > 0

    def tokens(self) -> Iterator[tuple[Line, int, int]]:
        """What stands between spaces, line by line."""
        for index, line in enumerate(self.lines):
            for match in _TOKEN.finditer(line.text, 0 if index else self.start):
                yield line, match.start(), match.end()

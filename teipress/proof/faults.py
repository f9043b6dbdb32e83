"""Faults: what a designer would mark, told of one page and place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from teipress.diagnostics import Severity
from teipress.proof.habits import Book
from teipress.proof.lines import Box, Line, Page

SHOWN = 32  # letters of a line that are quoted


@dataclass(frozen=True, slots=True)
class Fault:
    """What is off on a page; *boxes* are the places to be marked on the sheet."""

    page: Page
    message: str
    hint: str
    boxes: tuple[Box, ...] = ()
    severity: Severity = Severity.WARNING


Rule = Callable[[Book], Iterator[Fault]]


def quoted(line: Line) -> str:
    """How a line begins."""
    text = " ".join(line.text.split())
    return f"“{text}”" if len(text) <= SHOWN else f"“{text[:SHOWN].rstrip()} …”"


def where(book: Book, page: Page, line: Line) -> str:
    """`line 12, “how it begins …”`: lines are counted from the head of the text."""
    heights = sorted({round(other.y) for other in book.body[page.number]})
    count = sum(height <= round(line.y) for height in heights)
    return f"line {count}, {quoted(line)}" if line in book.body[page.number] else quoted(line)

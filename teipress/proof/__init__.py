"""Proof: the pages of a finished PDF looked at as a designer does, with what is off told page by page.

It works on any PDF and knows nothing of what it was made from: `reading` gives the lines of each page, `habits` what
most of them do, `spacing` and `leaves` what falls out of it, `sheet` draws it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from teipress.diagnostics import Diagnostic, Exit, Place, Trouble
from teipress.proof import leaves, reading, spacing
from teipress.proof.faults import Fault, Rule
from teipress.proof.habits import ON_GRID, Book, learn
from teipress.proof.lines import Box

RULES: dict[str, Rule] = {**spacing.RULES, **leaves.RULES}
LEGEND = {
    "OUT-020": "off the page", "OUT-021": "out of the type area", "OUT-022": "loose line", "OUT-023": "river",
    "OUT-024": "stacked hyphens", "OUT-025": "short last line", "OUT-026": "off the grid", "OUT-027": "uneven spread",
    "OUT-028": "widow", "OUT-029": "orphan", "OUT-030": "nearly empty", "OUT-031": "no glyph", "OUT-032": "font",
}  # fmt: skip
MOST = 100  # findings of one rule that are told one by one


@dataclass(frozen=True, slots=True)
class Proof:
    """What was read of a PDF, and what is off in it."""

    book: Book
    faults: tuple[tuple[str, Fault], ...]

    def findings(self, name: str) -> Iterator[Diagnostic]:
        """The faults as diagnostics of the file *name*: their line is the number of the page, from 1."""
        for code in RULES:
            told = [fault for other, fault in self.faults if other == code]
            for fault in islice(told, MOST):
                page = fault.page
                folio = "" if page.label in ("", str(page.number)) else f" ({page.label[:12]})"
                message = f"page {page.number}{folio}: {fault.message}"
                yield Diagnostic(Place(name, page.number), code, message, fault.hint, fault.severity)
            if rest := told[MOST:]:
                numbers = sorted({fault.page.number for fault in rest})
                message = f"{len(rest)} more of these on pages {numbers[0]} to {numbers[-1]}"
                yield Diagnostic(Place(name, numbers[0]), code, message, rest[0].hint, rest[0].severity)

    def marks(self) -> dict[int, list[tuple[str, Box]]]:
        """What is to be marked on each page."""
        found: dict[int, list[tuple[str, Box]]] = {}
        for code, fault in self.faults:
            found.setdefault(fault.page.number, []).extend((code, box) for box in fault.boxes)
        return found

    def on_grid(self) -> tuple[int, int]:
        """How many lines of justified text stand on the baseline grid, and how many there are."""
        book = self.book
        lines = [line for page in book.pages if page.number in book.prose for line in book.text(page)]
        return sum(abs(book.off_grid(line)) <= ON_GRID for line in lines), len(lines)


def proof(document: Any, name: str, numbers: Sequence[int]) -> Proof:
    """Read the pages with these *numbers* of an opened PDF, and say what is off. Raises `Trouble` past the limits."""
    book = learn(list(reading.pages(document, name, numbers)))
    return Proof(book, tuple((code, fault) for code, rule in RULES.items() for fault in rule(book)))


def chosen(wanted: str, count: int) -> list[int]:
    """The numbers of pages that `1-20` or `3,7-9,80-` means, of *count* pages. Raises `Trouble` if it means none."""
    numbers: set[int] = set()
    for part in wanted.split(",") if wanted else ["1-"]:
        first, dash, last = (piece.strip() for piece in part.partition("-"))
        ends = [first or "1", (last or str(count)) if dash else first]
        if not all(end.isascii() and end.isdigit() and len(end) < 10 for end in ends) or not (first or last):
            raise Trouble(f"“{wanted}” names no pages; write them as 1-20 or 3,7-9", Exit.USAGE)
        numbers.update(range(max(1, int(ends[0])), min(int(ends[1]), count) + 1))
    if not numbers:
        raise Trouble(f"pages {wanted} are not there: the PDF has {count:,}" if wanted else "the PDF has no pages")
    return sorted(numbers)

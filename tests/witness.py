"""The witness: the memoir's TEI taken back to the printed lines of the scan it was made from.

The witness runs page by page; the notes of a page follow its text. The TEI has each note at its anchor, hyphens at line
ends taken out and misreadings corrected. Here notes go back to the foot of their page and hyphens to their lines, and
the ledger is held against what remains. White space and lines with a page number alone are left out of account.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from teipress.xml import Element, local

PAGE_NUMBERS = ("7", "21", "4s", "62")
# What the encoder gave and the scan does not have. Of a choice, sic is what the book prints.
NOT_PRINTED = frozenset(("teiHeader", "corr", "reg", "expan", "figDesc", "supplied"))
FOOT = True


@dataclass(frozen=True, slots=True)
class Change:
    """A row of the ledger: on *line* of the witness (from 1), which is on *page*, *read* became *corrected*."""

    page: int
    line: int
    read: str
    corrected: str


@dataclass(slots=True)
class Page:
    """The printed lines of a page: of its text, and of the notes at its foot."""

    text: list[str] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)


def changes(ledger: str) -> list[Change]:
    rows = csv.DictReader(ledger.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [Change(int(r["page"]), int(r["line"]), r["ocr"], r["corrected"]) for r in rows]


def squeezed(line: str) -> str:
    return "".join(line.split())


def lines_of_witness(path: Path) -> list[tuple[int, str]]:
    """The printed lines of the witness, each with its number."""
    numbered = enumerate(path.read_text("utf-8").split("\n"), 1)
    return [(number, line) for number, line in numbered if line.strip() and line.strip() not in PAGE_NUMBERS]


def lines_of_tei(text: Element) -> list[tuple[int, str]]:
    """The printed lines of a TEI text, each with its page, in the order of the print."""
    reader = _Reader()
    reader.read(text, not FOOT)
    pages = reader.pages.items()
    return [(page, line) for page, found in pages for line in (*found.text, *found.foot) if line.strip()]


def corrected(witness: Sequence[tuple[int, str]], ledger: Sequence[Change]) -> Iterator[str]:
    """The witness with every row of the ledger carried out, squeezed; a row that fits nowhere is an AssertionError.

    Since each row replaces one place by another, lines that are equal to these, and the ledger, are the witness.
    """
    by_line = defaultdict(list)
    for change in ledger:
        by_line[change.line].append(change)
    for number, line in witness:
        made, rest = "", line
        for change in by_line.pop(number, []):
            before, found, rest = rest.partition(change.read)
            assert found, f"{change} is not in {line!r}"
            made += before + change.corrected
        yield squeezed(made + rest)
    assert not by_line, f"rows for lines that are not there: {list(by_line.values())}"


class _Reader:
    """Reads a TEI text as the printer set it."""

    def __init__(self) -> None:
        self.pages: dict[int, Page] = {}
        self.page = Page()
        # Where a word was divided, until its second half shows whether a hyphen stood there: (lines, index).
        self.divided: dict[bool, tuple[list[str], int] | None] = {FOOT: None, not FOOT: None}
        self.mark = ""

    def read(self, element: Element, foot: bool) -> None:
        name = local(element)
        if not name or name in NOT_PRINTED:
            return
        if name == "pb":
            before = self._lines(foot)
            self.page = self.pages.setdefault(int(element.get("n", "0")), Page())
            self._divide(element, before, foot)
        elif name == "lb":
            if self.divided[foot] is None or element.get("break") != "no":
                self._divide(element, self._lines(foot), foot)
            # The mark of a note stands before its first line.
            self._lines(foot).append(self.mark if foot else "")
            self.mark = "" if foot else self.mark
        elif name == "note" and element.get("place") == "bottom":
            self._print(element.get("n", ""), foot)
            self.mark, self.divided[FOOT] = element.get("n", ""), None
            foot = FOOT
        self._print(element.text or "", foot)
        for child in element:
            self.read(child, foot)
            self._print(child.tail or "", foot)

    def _lines(self, foot: bool) -> list[str]:
        return self.page.foot if foot else self.page.text

    def _divide(self, element: Element, before: list[str], foot: bool) -> None:
        self.divided[foot] = (before, len(before) - 1) if element.get("break") == "no" and before else None

    def _print(self, text: str, foot: bool) -> None:
        stripped, divided = text.strip(), self.divided[foot]
        if divided is not None and stripped:
            lines, index = divided
            if lines[index].rstrip()[-1:].isalnum() and stripped[0].isalnum():
                lines[index] = lines[index].rstrip() + "-"
            self.divided[foot] = None
        lines = self._lines(foot)
        if stripped and not lines:
            lines.append("")
        if lines:
            lines[-1] += text

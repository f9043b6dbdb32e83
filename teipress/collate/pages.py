"""Pages: where the witness shows that a page begins, and whether the TEI has its page breaks there.

A witness shows it in its own way: by a form feed, a line set in, blank lines, a page number, a file of its own.
Which of these ways it uses is learnt from where the TEI has its page breaks: what nearly always falls on them is
trusted.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from teipress.collate.differences import Comparison
from teipress.collate.ledger import Corrected
from teipress.collate.lines import Printed
from teipress.collate.signs import key, squeezed
from teipress.collate.witness import WitnessLine

TRUSTED = 0.8  # of the places where a witness shows a page in one way, so many are page breaks of the TEI
FEWEST = 3  # places are needed to learn from
MOST_ODD = 0.05  # of the pages may have a number that does not follow, else the numbers tell nothing
LONGEST_NUMBER = 6
WAYS: tuple[Callable[[WitnessLine], bool], ...] = (
    lambda line: line.feed,
    lambda line: line.first,
    lambda line: line.text[:1].isspace(),
    lambda line: line.blank >= 3,
)
# What a scan makes of a figure.
_MISREAD = {
    "0": "oOQDC",
    "1": "lIi|!Jj][t/",
    "2": "zZ",
    "3": "E",
    "4": "Ah",
    "5": "sS$",
    "6": "bG",
    "7": "T?",
    "8": "B&",
    "9": "gq",
}
_FIGURES = {ord(letter): figure for figure, letters in _MISREAD.items() for letter in letters}
_ORNAMENT = "()[]{}<>«»-–—_~=.·•*°'’‘,:; "


@dataclass(frozen=True, slots=True)
class Border:
    """Something wrong with a page break: *page* of the TEI, and the line of the witness (an index), where it has them.

    *kind* is `lost`, `added`, `moved` or `numbered`; *before* the page that comes before it in the TEI.
    """

    kind: str
    page: int | None
    line: int | None
    before: int = 0


def figures(text: str) -> str:
    """A page number as its figures, whatever a scan made of them, without what is printed about it."""
    return squeezed(text).strip(_ORNAMENT).translate(_FIGURES).casefold()


def number_lines(witness: Sequence[Corrected], printed: Printed) -> list[int]:
    """The lines of the witness (indexes) that look like nothing but the number of a page."""
    labels = {figures(page.label) for page in printed.pages if page.label}
    texts = {key(squeezed(line.text)) for line in printed.lines}
    found = []
    for index, line in enumerate(witness):
        text = squeezed(line.text)
        if len(text) > LONGEST_NUMBER + 4 or key(text) in texts:
            continue
        following = witness[index + 1].line if index + 1 < len(witness) else None
        alone = (line.line.blank or not index) and (
            following is None or following.blank or following.first or following.feed
        )
        certain = any(c.isdecimal() for c in text) if labels else text.strip(_ORNAMENT).isdecimal() and alone
        if (certain or alone) and (figures(text) in labels if labels else certain):
            found.append(index)
    return found


class Borders:
    """The borders of pages: the TEI's, and the lines of the witness that they lie between.

    *witness* are the lines that were compared; *numbers* the page numbers among them that were not, as (line, the index
    of the line after it).
    """

    def __init__(
        self,
        witness: Sequence[Corrected],
        printed: Printed,
        comparison: Comparison,
        numbers: Sequence[tuple[Corrected, int]],
    ) -> None:
        self.lines = [line.line for line in witness]
        self.printed = printed
        self.equal = sorted((t, *lines) for t, lines in comparison.equal.items())
        self.spans = list(self._spans())
        self.numbers: list[int] = []  # the lines after page numbers
        self.strays: list[Corrected] = []  # what are no page numbers, after all
        for line, after in numbers:
            if self._is_number(line, after):
                self.numbers.append(after)
            else:
                self.strays.append(line)
        self.found = list(self._findings())

    def page_of(self, line: int) -> tuple[int, int]:
        """The pages of the TEI that a line of the witness may be on: those of the nearest lines that it has."""
        at = bisect_left(self.equal, line, key=lambda found: found[2])
        after = self.equal[min(at, len(self.equal) - 1)][0] if self.equal else 0
        if at < len(self.equal) and self.equal[at][1] <= line:
            return self._page(after), self._page(after)
        before = self.equal[max(at - 1, 0)][0] if self.equal else 0
        return self._page(before), self._page(after)

    def _page(self, line: int) -> int:
        return self.printed.lines[line].page if self.printed.lines else 0

    def _spans(self) -> Iterator[tuple[int, int, int]]:
        """For each page of the TEI: (page, first and last line of the witness that it may begin with).

        The first is greater than the last where the page begins within a line.
        """
        starts = [line.page for line in self.printed.lines]
        order = [t for t, _, _ in self.equal]
        for page in range(1, len(self.printed.pages)):
            at = bisect_left(order, bisect_left(starts, page))
            first = self.equal[at - 1][2] + 1 if at else 0
            last = self.equal[at][1] if at < len(self.equal) else len(self.lines)
            yield page, first, last

    def _is_number(self, line: Corrected, after: int) -> bool:
        """Whether a line between two others is the number of a page that ends or begins there."""
        pages = self.printed.pages
        if len(pages) == 1:
            return True
        before = self.page_of(after - 1)[0] if after else 0
        following = self.page_of(after)[1] if after < len(self.lines) else len(pages) - 1
        if before == following and 0 < after < len(self.lines):
            return False
        return figures(line.text) in {figures(page.label) for page in pages[before : following + 1] if page.label}

    def _findings(self) -> Iterator[Border]:
        """What is wrong with the page breaks."""
        begins = [span for span in self.spans if span[2] < len(self.lines)]
        shown = self._shown()
        seen = {page for page, first, last in begins if _any(shown, first, last) or _any(self.numbers, first, last)}
        learnt = bool(shown) and len(seen) >= max(FEWEST, TRUSTED * len(begins))
        lost = [line for line in shown if not self._begins(line)]
        odd = set(self._out_of_order())
        for page, first, last in begins if learnt else ():
            if page in seen:
                continue
            near = [line for line in lost if self._between(page, line)][:1]
            # Blank lines show a paragraph, or a page: no more is to be seen where a plate ends, say.
            blank = first == 0 or any(self.lines[line].blank for line in range(first, last + 1))
            if near or page in odd or not blank:
                yield Border("moved" if near else "added", page, near[0] if near else None)
                lost = [line for line in lost if line not in near]
                odd -= {page, page + 1}
        yield from (Border("lost", None, line) for line in lost)
        told = {self.page_of(line)[0] + 1 for line in lost}
        pages = self.printed.pages
        for page in sorted(odd - told):
            if pages[page].label and pages[page - 1].label:
                yield Border("numbered", page, None, page - 1)

    def pages_about(self, border: Border) -> tuple[int, ...]:
        """The pages that lines may seem to be on because of a wrong page break."""
        if border.kind == "numbered":
            return ()
        page = self.page_of(border.line or 0)[0] if border.page is None else border.page
        return page - 1, page

    def _begins(self, line: int) -> bool:
        """Whether a page of the TEI begins with a line of the witness."""
        at = bisect_left(self.spans, line, key=lambda span: span[2])
        return any(first <= line for _, first, _ in self.spans[at : at + 1])

    def _shown(self) -> list[int]:
        """The lines at which the witness shows, in a way that can be trusted, that a page begins."""
        found: set[int] = set()
        for way in WAYS:
            lines = [number for number, line in enumerate(self.lines) if number and way(line)]
            right = sum(map(self._begins, lines))
            if len(lines) >= FEWEST and right >= TRUSTED * len(lines):
                found.update(lines)
        return sorted(found)

    def _between(self, page: int, line: int) -> bool:
        """Whether a line of the witness lies between the pages before and after one."""
        before = self.spans[page - 2][1] if page > 1 else 0
        after = self.spans[page][2] if page < len(self.spans) else len(self.lines)
        return before <= line <= after

    def _out_of_order(self) -> Iterator[int]:
        """The pages whose number does not follow that of the page before, if nearly all others do."""
        pages = self.printed.pages
        numbers = [int(page.label) if re.fullmatch(r"[0-9]{1,6}", page.label) else None for page in pages]
        odd = []
        for page in range(2, len(pages)):
            before, own = numbers[page - 1], numbers[page]
            follows = before is None or own is None or own == before + 1
            if not (follows and pages[page].label) and not pages[page].after_gap:
                odd.append(page)
        if len(odd) <= max(2, MOST_ODD * len(pages)) and len(pages) > FEWEST:
            yield from odd


def _any(lines: Sequence[int], first: int, last: int) -> bool:
    return bisect_left(lines, first) < bisect_right(lines, last)

"""Where everything is: the pages of each name, read from the finished layout.

Imported only where WeasyPrint is at hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from weasyprint import Page
from weasyprint.formatting_structure.boxes import TextBox

from exporters.pdf.marks import AT, marks, own

# Letters that tell where a line goes on after a word that is spelled otherwise where it is divided.
ENOUGH, NEAR = 8, 3


def places(pages: Iterable[Page]) -> Iterator[tuple[str, int]]:
    """The anchors of *pages*, each with the number of the page it first stands on, from 1."""
    seen: set[str] = set()
    for number, page in enumerate(pages, 1):
        for name in page.anchors:
            if name not in seen:
                seen.add(name)
                yield name, number


def anchor(pages: Sequence[Page]) -> None:
    """Make anchors of the marks in the text of *pages*."""
    homes: dict[Any, _Home] = {}
    for page in pages:
        for box in page._page_box.descendants():  # the words are nowhere else
            element = box.element
            if not isinstance(box, TextBox) or element is None or AT not in element.attrib or "::" in box.element_tag:
                continue
            if element not in homes:
                homes[element] = _Home(_letters("".join(own(element))), list(marks(element.get(AT))))
            home, (x, y, width, height) = homes[element], box.hit_area()
            home.last = page, (x, y, x + width, y + height)
            for name in home.passed(_letters(box.text)):
                page.anchors.setdefault(name, home.last[1])
    for home in homes.values():
        page, area = home.last
        for _, name in home.marks:  # no letter follows them
            page.anchors.setdefault(name, area)


@dataclass(slots=True)
class _Home:
    """An element that bears marks: its own *letters*, its *marks* in their order, and how many letters are *done*.

    *last* is the page and the area of the words that were found last.
    """

    letters: str
    marks: list[tuple[int, str]]
    done: int = 0
    last: Any = None

    def passed(self, text: str) -> Iterator[str]:
        """The names whose places are in the letters *text*, which come next."""
        if not self.letters.startswith(text, self.done):
            self._find(text)
        while self.marks and self.marks[0][0] < self.done + len(text):
            yield self.marks.pop(0)[1]
        same = zip(text, self.letters[self.done : self.done + len(text)], strict=False)
        self.done += len(list(takewhile(lambda pair: pair[0] == pair[1], same)))

    def _find(self, text: str) -> None:
        """Some languages divide `asszony` into `asz-szony`, and `omaatje` into `oma-tje`."""
        for done in range(self.done, self.done + NEAR):
            if self.letters.startswith(text[:ENOUGH], done):
                self.done = done
                break


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))

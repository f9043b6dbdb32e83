"""Columns: an index is laid out as one long strip, cut into columns, and these are put on its pages.

WeasyPrint's own columns take it half as long again, and leave holes. Imported only where WeasyPrint is at hand.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from weasyprint import Page
from weasyprint.formatting_structure.boxes import LineBox

# Of an entry that is divided, so many lines stay together; it is divided to save so much of a column.
TOGETHER, WORTH = 2, 30.0
NEVER = float("inf")
SLACK = 1.0
# A last page of fewer rows than these looks lost; then all columns may end so many rows earlier.
FEW = 16
SHORTER = range(5)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a strip, between *top* and *bottom*; *end* tells how good it is to end a column with it, 0 at best."""

    top: float
    bottom: float
    end: float


# Where each column begins, and behind which row it ends.
Columns = list[tuple[int, int]]


def sheets(strip: Any, first: float, full: float) -> list[list[Any]]:
    """The pages of a strip, each its columns, as boxes. The *first* page has less room for them than a *full* one."""
    rows = list(_rows(strip))
    if not rows:
        return []
    row = rows[0].bottom - rows[0].top
    tries = (_pages(rows, first - less * row, full - less * row) for less in SHORTER)
    good = (pages for pages in tries if len(pages) <= 1 or _length(pages[-1]) >= FEW)
    pages = next(good, None) or _pages(rows, first, full)
    return [[_part(strip, rows[begin].top, rows[end - 1].bottom) for begin, end in page] for page in pages]


def _pages(rows: Sequence[Row], first: float, full: float) -> list[Columns]:
    """The columns of each page: those of the *first* are lower than those of *full* ones."""
    made, begin = list[Columns](), 0
    while begin < len(rows):
        middle, last = _ends(rows, begin, full if made else first)
        made.append([(a, b) for a, b in ((begin, middle), (middle, last)) if a < b])
        begin = last
    return made


def rooms(pages: Sequence[Page]) -> list[tuple[float, float]]:
    """How high each sheet on *pages* can be, the last on its page, and how high one on a page of its own."""
    found = []
    for number, sheet in boxes(pages, "sheet"):
        page = pages[number]._page_box
        below = page.content_box_y() + page.height - sheet.position_y
        found.append((float(round(below)), float(round(page.height))))  # whole lines have room in millimetres too
    return found


def height(columns: Sequence[Any]) -> float:
    """How high the highest of *columns* is."""
    rows = [[(line.position_y, line.position_y + line.height) for line in _lines(column)] for column in columns]
    return float(max(lines[-1][1] - lines[0][0] for lines in rows))


def put(columns: Sequence[Any], sheet: Any) -> None:
    """Set *columns* into the empty box *sheet* of a page, the second at its right edge."""
    for number, column in enumerate(columns):
        top = min(line.position_y for line in _lines(column))
        side = number * (sheet.width - column.width)
        column.translate(sheet.position_x + side - column.position_x, sheet.position_y - top)
        sheet.children = [*sheet.children, column]


def boxes(pages: Sequence[Page], cls: str) -> Iterator[tuple[int, Any]]:
    """The boxes of the elements of a class, and the index of their pages."""
    for number, page in enumerate(pages):
        for box in page._page_box.descendants():  # boxes are nowhere else
            if box.element is not None and box.element.get("class") == cls and not isinstance(box, LineBox):
                yield number, box


def _rows(strip: Any) -> Iterator[Row]:
    for block in strip.children:
        if block.element_tag != "ul":
            yield from (Row(line.position_y, line.position_y + line.height, NEVER) for line in _lines(block))
            continue
        for entry in block.children:
            lines = list(_lines(entry))
            for number, line in enumerate(lines, 1):
                whole = number == len(lines)
                fair = TOGETHER <= number <= len(lines) - TOGETHER
                yield Row(line.position_y, line.position_y + line.height, 0 if whole else WORTH if fair else NEVER)


def _lines(box: Any) -> Iterator[Any]:
    return (line for line in box.descendants() if isinstance(line, LineBox))


def _length(columns: Columns) -> int:
    return sum(end - first for first, end in columns)


def _ends(rows: Sequence[Row], first: int, height: float) -> tuple[int, int]:
    """Behind which rows the columns end on a page that begins with row *first*."""
    middle = _end(rows, first, height)
    last = _end(rows, middle, height)
    if last < len(rows):
        return middle, last
    # The columns of a last page are equally long, as far as may be, or the left is longer.
    top, bottom = rows[first].top, rows[-1].bottom
    costs = {
        number: max(rows[number - 1].bottom - top, bottom - rows[number].top) + rows[number - 1].end
        for number in range(first + 1, last)
    }
    best = min(costs, key=lambda number: (costs[number], -number), default=middle)
    return best if costs.get(best, NEVER) <= height else middle, last


def _end(rows: Sequence[Row], first: int, height: float) -> int:
    """Behind which row a column of at most *height* is best ended, if it begins with row *first*."""
    if first == len(rows):
        return first
    full = bisect_right(rows, rows[first].top + height, lo=first, key=lambda row: row.bottom)
    if full == len(rows):
        return full
    return max(range(first, full), key=lambda n: (rows[n].bottom - rows[n].end, n), default=first) + 1


def _part(box: Any, top: float, bottom: float) -> Any:
    """*box* with only its lines between *top* and *bottom*, or None if it has none there."""
    if isinstance(box, LineBox):
        return box if top < box.position_y + box.height / 2 < bottom else None
    if box.position_y > bottom + SLACK or box.position_y + box.margin_height() < top - SLACK:
        return None
    parts = [part for child in box.children if (part := _part(child, top, bottom)) is not None]
    return box.copy_with_children(parts) if parts else None

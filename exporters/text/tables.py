"""Tables: cells in columns where they fit the page, or else row by row, each cell after a bar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, zip_longest

from exporters.text.layout import Fixed, Frame, Piece, Prose, RunIn, fill
from exporters.text.signs import Signs, Word, width
from exporters.text.words import words
from teipress.book import Anchor, Block, Cell, PageBreak, Paragraph, Table

MOST_COLUMNS = 12
BETWEEN = 2
BAR = Word("", "|")
NUMERIC = frozenset("0123456789.,:%+−-–½¼¾£$€ ")


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell in the grid: its first column, the columns it spans, its words."""

    column: int
    span: int
    words: tuple[Word, ...]
    heading: bool

    def needs(self) -> tuple[int, int]:
        """The columns of its longest word, and of its longest line."""
        longest = max((width(word.text) for word in self.words), default=0)
        return longest, max(map(width, fill(self.words, 0, 0, 10**9)), default=0)


def table(node: Table, frame: Frame, blocks: Callable[[Iterable[Block], Frame], Iterator[Piece]]) -> Iterator[Piece]:
    """The rows of a table. *blocks* sets what a cell holds beyond plain paragraphs."""
    held = chain.from_iterable(cell.content for row in node.rows for cell in row)
    if not all(isinstance(block, Paragraph | PageBreak | Anchor) for block in held):
        inner = frame.inset(2)
        for row in node.rows:
            for n, cell in enumerate(row):
                yield RunIn((BAR,), frame.left, inner.left, space=0 if n else 1, pad=2)
                yield from blocks(cell.content, inner)
        return
    rows = [tuple(_placed(row, frame.signs)) for row in _grid(node.rows)]
    widths = _widths(rows, frame.right - frame.left)
    if widths is None:
        yield from (_in_words(row, frame) for row in rows)
    elif any(widths):
        yield Fixed(tuple(" " * frame.left + line if line else "" for line in _set(rows, widths)))


# --- the grid ---------------------------------------------------------------------------------------------------------


def _grid(rows: tuple[tuple[Cell, ...], ...]) -> Iterator[list[tuple[int, int, Cell]]]:
    """Each row's cells with their first column and span, past the cells that reach down from rows above."""
    reach: dict[int, int] = {}  # by column: rows still taken
    for row in rows:
        placed, column = [], 0
        for cell in row:
            while reach.get(column, 0) > 0:
                column += 1
            # More columns than can be set are as good as one too many, and cost no time.
            span = min(max(1, cell.columns), MOST_COLUMNS + 1)
            placed.append((column, span, cell))
            reach |= dict.fromkeys(range(column, column + span), cell.rows)
            column += span
        reach = {column: left - 1 for column, left in reach.items() if left > 1}
        yield placed


def _placed(row: list[tuple[int, int, Cell]], signs: Signs) -> Iterator[_Placed]:
    for column, span, cell in row:
        text: list[Word] = []
        for block in cell.content:
            if isinstance(block, PageBreak):
                text.append(Word(" ", signs.page(block.label)))
            elif isinstance(block, Paragraph) and (part := words(block.content, signs)):
                text += (Word("\n", part[0].text), *part[1:])
        yield _Placed(column, span, tuple(text), cell.heading)


def _widths(rows: list[tuple[_Placed, ...]], room: int) -> list[int] | None:
    """The width of each column, or None where they do not fit *room* without tearing a word."""
    count = max((cell.column + cell.span for row in rows for cell in row), default=0)
    if count > MOST_COLUMNS:
        return None
    least, widest = [0] * count, [0] * count
    for cell in sorted(chain.from_iterable(rows), key=lambda cell: cell.span):
        end = cell.column + cell.span
        for columns, need in zip((least, widest), cell.needs(), strict=True):
            more = min(need, room + 1) - sum(columns[cell.column : end]) - BETWEEN * (cell.span - 1)
            for n in range(cell.span):  # what a spanning cell lacks, each of its columns gives a share of
                columns[cell.column + n] += max(0, more + n) // cell.span
    room -= BETWEEN * (count - 1)
    if sum(least) > room:
        return None
    while sum(widest) > room:
        spare = [wide - narrow for wide, narrow in zip(widest, least, strict=True)]
        fat = max(range(count), key=lambda column: (spare[column] > 0, widest[column]))
        widest[fat] -= 1
    return widest


# --- the rows ---------------------------------------------------------------------------------------------------------


def _set(rows: list[tuple[_Placed, ...]], widths: list[int]) -> Iterator[str]:
    numeric = [_is_numeric(rows, column) for column in range(len(widths))]
    starts = [sum(widths[:column]) + BETWEEN * column for column in range(len(widths))]
    laid = [[_cell_lines(cell, widths, numeric) for cell in row] for row in rows]
    airy = any(len(cell) > 1 for row in laid for cell in row)
    for n, (row, cells) in enumerate(zip(rows, laid, strict=True)):
        if n and airy:
            yield ""
        for parts in zip_longest(*cells, fillvalue=""):
            line = ""
            for cell, part in zip(row, parts, strict=True):
                line += " " * (starts[cell.column] - width(line)) + part if part else ""
            yield line
        if row and all(cell.heading for cell in row) and n + 1 < len(rows):
            yield (" " * BETWEEN).join("-" * columns for columns in widths)


def _cell_lines(cell: _Placed, widths: list[int], numeric: list[bool]) -> list[str]:
    room = sum(widths[cell.column : cell.column + cell.span]) + BETWEEN * (cell.span - 1)
    filled = fill(cell.words, 0, 0, room)
    right = cell.span == 1 and numeric[cell.column]
    return [" " * (room - width(line)) + line if right else line for line in filled]


def _is_numeric(rows: list[tuple[_Placed, ...]], column: int) -> bool:
    """Whether all cells of a column but its headings are figures."""
    cells = [cell for row in rows for cell in row if cell.column == column and not cell.heading]
    texts = ["".join(word.text for word in cell.words) for cell in cells]
    return any(texts) and all(NUMERIC.issuperset(text) for text in texts)


def _in_words(row: tuple[_Placed, ...], frame: Frame) -> Prose:
    text: list[Word] = []
    for cell in row:
        text.append(Word(" ", BAR.text))
        text += (Word(" ", cell.words[0].text), *cell.words[1:]) if cell.words else ()
    return Prose(tuple(text), frame.left, frame.inset(4).left, frame.right, takes=True)

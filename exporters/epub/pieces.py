"""Pieces: what is too long for a file, cut where it hurts least: between blocks, items, rows, or else between words.

Every piece goes on as what it was cut from: a list with its next number, a table with its columns, a paragraph without
an indent. Ids stay with the first piece, so links still lead there; a note stays whole, and with its mark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain, zip_longest
from typing import TypeVar

from teipress.book import (
    Alternate,
    Anchor,
    Block,
    Cell,
    Figure,
    Group,
    Heading,
    Image,
    Inline,
    Item,
    Line,
    LineBreak,
    Link,
    Listing,
    Node,
    Note,
    Opaque,
    PageBreak,
    Paragraph,
    Quotation,
    Section,
    Span,
    Speech,
    Stage,
    Table,
    Text,
    Variant,
    Verse,
    walk,
)  # fmt: skip

HEAVY = 200_000  # bytes of a file, estimated; old reading systems hold 300,000
# Bytes that the mark-up of a node takes, about; where its id stands in it several times, these are counted apart.
MARKUP = 40
MARKUPS: dict[type, int] = {
    Note: 260, Variant: 300, Alternate: 110, Link: 90, Image: 90, PageBreak: 110, Section: 80, Figure: 80, Speech: 110,
    Line: 60, Opaque: 40, Text: 0,
}  # fmt: skip
CELL = 30
STRETCH = 10_000  # characters of a text that are not looked into for a place to cut
SPACE = re.compile(r"\s(?!\s)")
SIGN = re.compile(
    r"[,.;:!?…)\]»”’。，、；：！？」』་།।॥](?![,.;:!?…)\]»”’。，、；：！？」』་།।॥])"
)  # what ends a word without a space

Row = tuple[Cell, ...]
T = TypeVar("T")


def pieces(content: tuple[Block, ...], most: int = HEAVY) -> list[tuple[Block, ...]]:
    """The blocks in as many pieces as they must come in, each no heavier than *most*, as far as that goes."""
    made: list[tuple[Block, ...]] = []
    run: tuple[Block, ...] = ()
    used = 0
    for block in content:
        heavy = weight((block,))
        parts = _parts(block, most) if heavy > most else [block]
        for part in parts:
            size = heavy if len(parts) == 1 else weight((part,))
            if has_text(run) and used + size > most:
                made.append(run)
                run, used = (), 0
            run += (part,)
            used += size
    return [*made, run] if run or not made else made


def has_text(content: tuple[Node, ...]) -> bool:
    """Whether anything but headings, page breaks and anchors is among the blocks, or in sections among them."""
    return any(
        has_text(node.content) if isinstance(node, Section) else not isinstance(node, Heading | PageBreak | Anchor)
        for node in content
    )


def weight(content: Iterable[Node]) -> int:
    """How many bytes the content takes in a file, about, with its notes and its apparatus."""
    total = 0
    for node in walk(tuple(content)):
        total += MARKUPS.get(type(node), MARKUP)
        match node:
            case Text():
                total += len(node.content.encode("utf-8", "replace")) + 4 * sum(map(node.content.count, "&<>"))
            case Note() | Variant():
                total += 4 * len(node.id) + weight(node.content)
            case Opaque():
                total += len(node.alt.encode()) + (len(node.markup.encode()) if node.shown else 0)
            case Table():
                total += CELL * sum(map(len, node.rows))
            case Listing():
                total += CELL * len(node.items)
            case _:
                pass
    return total


def _parts(block: Block, most: int) -> list[Block]:
    """A block in parts that follow each other; what only makes sense as a whole stays whole."""
    match block:
        case Section():
            first, *rest = pieces(block.content, most)
            return [replace(block, content=first), *(replace(block, id="", headings=(), content=r) for r in rest)]
        case Quotation():
            *before, last = pieces(block.content, most)
            return [*(replace(block, content=part, source=()) for part in before), replace(block, content=last)]
        case Speech():
            first, *rest = pieces(block.content, most)
            return [replace(block, content=first), *(replace(block, speaker=(), content=part) for part in rest)]
        case Figure():
            first, *rest = pieces(block.caption, most)
            return [replace(block, caption=first), *(Figure("", (), part) for part in rest)]
        case Verse() | Group():
            return [replace(block, content=part) for part in pieces(block.content, most)]
        case Paragraph():
            first_words, *more = _phrases(block.content, most)
            return [replace(block, content=first_words), *(replace(block, content=w, continued=True) for w in more)]
        case Line():
            first_words, *more = _phrases(block.content, most)
            return [replace(block, content=first_words), *(replace(block, content=words, number="") for words in more)]
        case Stage():
            return [Stage(words) for words in _phrases(block.content, most)]
        case Opaque():
            return [replace(block, markup="", shown=None, alt=part) for part in _stretches(block.alt)]
        case Listing():
            return list(_lists(block, most))
        case Table():
            runs = [tuple(chain(*run)) for run in _runs(_bundles(block.rows, most), _size_of_rows, most)]
            return [replace(block, headings=() if n else block.headings, rows=rows) for n, rows in enumerate(runs)]
        case _:
            return [block]


def _runs(items: Iterable[T], size: Callable[[T], int], most: int) -> list[tuple[T, ...]]:
    """Items in runs, each no heavier than *most* unless it is a single one."""
    made: list[tuple[T, ...]] = [()]
    used = 0
    for item in items:
        heavy = size(item)
        if made[-1] and used + heavy > most:
            made.append(())
            used = 0
        made[-1] += (item,)
        used += heavy
    return made


# --- lists and tables -------------------------------------------------------------------------------------------------


def _lists(block: Listing, most: int) -> Iterator[Listing]:
    """A list as several: what goes on with an item from before has no number and no sign."""
    number, headings = block.start, block.headings
    for items in _runs(block.items, _size_of_item, most):
        rest: list[tuple[Block, ...]] = []
        if len(items) == 1:
            first, *rest = pieces(items[0].content, most)
            items = (replace(items[0], content=first),)
        yield replace(block, headings=headings, items=items, start=number)
        yield from (Listing("plain", (), (Item((), piece),)) for piece in rest)
        number, headings = number + len(items), ()


def _size_of_item(item: Item) -> int:
    return CELL + weight(item.label) + weight(item.content)


def _size_of_rows(rows: tuple[Row, ...]) -> int:
    return sum(CELL + weight(cell.content) for row in rows for cell in row)


def _bundles(rows: tuple[Row, ...], most: int) -> Iterator[tuple[Row, ...]]:
    """Rows that must stay together because a cell spans them; such as are too heavy come apart."""
    bundle: tuple[Row, ...] = ()
    tied = 0
    for row in rows:
        bundle += (row,)
        tied = max(tied - 1, 0, *(cell.rows - 1 for cell in row))
        if not tied or row is rows[-1]:
            yield from _apart(bundle, most) if _size_of_rows(bundle) > most else (bundle,)
            bundle = ()


def _apart(bundle: tuple[Row, ...], most: int) -> Iterator[tuple[Row, ...]]:
    """The rows of a bundle, each on its own: a cell stands in its first row, and leaves its place empty in others."""
    spanning: dict[int, Cell] = {}  # by column: what is left of cells that began above
    for row in bundle:
        cells: list[Cell] = []
        column, left, below = 0, list(row), dict[int, Cell]()
        while left or any(place >= column for place in spanning):
            cell = spanning.pop(column, None) or (left.pop(0) if left else Cell(()))
            cells.append(replace(cell, rows=1))
            if cell.rows > 1:
                below[column] = Cell((), rows=cell.rows - 1, columns=cell.columns)
            column += max(cell.columns, 1)
        spanning = below
        yield from ((part,) for part in _rows(tuple(cells), most))


def _rows(row: Row, most: int) -> Iterator[Row]:
    """A row as several, where its cells hold too much for one."""
    if _size_of_rows((row,)) <= most:
        yield row
        return
    columns = [pieces(cell.content, most // len(row)) for cell in row]
    for parts in zip_longest(*columns, fillvalue=()):
        yield tuple(replace(cell, content=part) for cell, part in zip(row, parts, strict=True))


# --- words ------------------------------------------------------------------------------------------------------------


def _phrases(content: tuple[Inline, ...], most: int) -> list[tuple[Inline, ...]]:
    """Words in pieces, cut only where one ends."""
    small = [part for node in content for part in (_shreds(node, most) if weight((node,)) > most else [node])]
    return [tuple(chain(*run)) for run in _runs(_unbroken(small), weight, most)]


def _shreds(node: Inline, most: int) -> list[Inline]:
    """A node that is too long, as several of its kind."""
    match node:
        case Text():
            return [Text(stretch) for stretch in _stretches(node.content)]
        case Span():
            inner = _phrases(node.content, most)
            return [replace(node, content=part, id="" if number else node.id) for number, part in enumerate(inner)]
        case Link():
            return [replace(node, content=part) for part in _phrases(node.content, most)]
        case Alternate():
            first, *rest = _phrases(node.shown, most)
            return [replace(node, shown=first), *(Span("plain", part) for part in rest)]
        case Opaque():
            return [replace(node, markup="", shown=None, alt=part) for part in _stretches(node.alt)]
        case _:
            return [node]


def _stretches(text: str) -> list[str]:
    """A text in stretches that end with a space, or else with a sign; what has neither is one."""
    made: list[str] = []
    start = 0
    while len(text) - start > 2 * STRETCH:
        near = (sign.search(text, start + STRETCH, start + 2 * STRETCH) for sign in (SPACE, SIGN))
        far = (found for sign in (SPACE, SIGN) if (found := sign.search(text, start + 2 * STRETCH)))
        cut = next(filter(None, near), None) or min(far, key=re.Match.end, default=None)
        if cut is None:
            break
        made.append(text[start : cut.end()])
        start = cut.end()
    return [*made, text[start:]] if start < len(text) else made


def _unbroken(nodes: Iterable[Inline]) -> Iterator[tuple[Inline, ...]]:
    """Nodes in bundles, between which words end. The mark of a note goes with what stands before it."""
    bundle: list[Inline] = []
    last, used = "", 0
    for node in nodes:
        said = _said(node)
        ends = last.isspace() or said[:1].isspace() or (used > STRETCH and SIGN.fullmatch(last))
        if bundle and ends and not isinstance(node, Note | Variant):
            yield tuple(bundle)
            bundle, used = [], 0
        bundle.append(node)
        last, used = said[-1:] or last, used + len(said)
    if bundle:
        yield tuple(bundle)


def _said(node: Inline) -> str:
    """What a node shows; of a picture, anything at all."""
    signs = {LineBreak: " ", Image: "x"}
    return "".join(
        inner.content if isinstance(inner, Text) else inner.alt if isinstance(inner, Opaque) else
        signs.get(type(inner), "")
        for inner in walk((node,))
    )  # fmt: skip

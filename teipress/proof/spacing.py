"""Spacing: faults within lines and from one line to the next."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import mean

from teipress.diagnostics import Severity
from teipress.proof.faults import Fault, quoted, where
from teipress.proof.habits import NEAR, Book
from teipress.proof.lines import Box, Gap, Line, Page, blocks, may_hang

LOOSE = 1.9  # times the font's own word space, and
LOOSE_EMS = 0.5
RIVER_LINES = 5
RIVER_WIDTH = 1.5  # times the font's own word space: narrower ones are not seen as white
RIVER_SHARE = 0.5  # of a gap that must stand above the next one
STACK = 4  # hyphens in a row
OVERHANG = 0.2  # ems: italics and round letters may stand out so far


def off_the_page(book: Book) -> Iterator[Fault]:
    """Text stands off the page, or where it will be cut off.

    Remedy: make it shorter, let it break, or set it smaller.
    """
    for page in book.pages:
        lines = [(line.box, f"{quoted(line)} stands") for line in page.lines]
        for box, words in [*lines, *((box, "turned text stands") for box in page.turned)]:
            if (out := _cut(page, box)) > 0:
                yield Fault(page, f"{words} {out:.1f} pt off the page", "it will be cut off", (box,), Severity.ERROR)


def _cut(page: Page, box: Box) -> float:
    """How far something stands off the page; 0 for what may be the blank side of a sign."""
    left, top, right, bottom = page.trim
    out = max(left - box[0], box[2] - right, top - box[1], box[3] - bottom)
    return out if out > 0.5 else 0.0


def overhanging(book: Book) -> Iterator[Fault]:
    """Lines stand out of the type area, whose edges are those that most lines of left and of right pages have.

    Hanging punctuation may stand out by its own width. What stands wholly in the margin is a marginal note.

    Remedy: let a long word or address break; set a table smaller.
    """
    for page in book.pages if book.leading else ():
        out: dict[str, list[tuple[float, Line]]] = {}
        for line in (line for line in book.body[page.number] if not _cut(page, line.box)):
            for side, amount in _out(book, page, line):
                out.setdefault(side, []).append((amount, line))
        for side, found in out.items():
            most, first = max(amount for amount, _ in found), found[0][1]
            many = f"{len(found)} lines from {where(book, page, first)}, stand up to"
            one = f"{where(book, page, first)}, stands"
            yield Fault(
                page, f"{many if len(found) > 1 else one} {most:.1f} pt out of the type area {side}",
                "let words break, or make them shorter", tuple(line.box for _, line in found),
            )  # fmt: skip


def _out(book: Book, page: Page, line: Line) -> Iterator[tuple[str, float]]:
    """On which sides a line stands out of the type area, and how far."""
    area, free = book.area(page), OVERHANG * line.size
    left, right = area.left - line.left, line.right - (line.right if area.right is None else area.right)
    if line.right > area.left and left > free + _hanging(line.text[0], line.edges[0]):
        yield "on the left", left
    if line.left < line.right - right and right > free + _hanging(line.text[-1], line.edges[1]):
        yield "on the right", right
    if line.y - area.last > book.leading / 2:
        yield "below", line.y - area.last
    if area.first - line.y > book.leading / 2:
        yield "above", area.first - line.y


def _hanging(sign: str, width: float) -> float:
    return width if may_hang(sign) else 0.0


def loose_lines(book: Book) -> Iterator[Fault]:
    """A line is loose: its word spaces are far wider than the font's own, to fill the measure.

    Remedy: let a word be divided here, or in the lines about it; as a last means change a word.
    """
    for page, block in _blocks(book):
        for line in block:
            ratio = _ratio(book, line)
            if ratio > max(LOOSE, LOOSE_EMS * line.size / _normal(book, line)) and _justified(block, line):
                yield Fault(
                    page, f"{where(book, page, line)}, is loose: its word spaces are {ratio:.1f} times the font's",
                    "let a word be divided here or nearby", (line.box,),
                )  # fmt: skip


def _blocks(book: Book) -> Iterator[tuple[Page, list[Line]]]:
    for page in book.pages:
        for block in blocks(book.body[page.number]):
            yield page, block


def _normal(book: Book, line: Line) -> float:
    return max(line.space, book.space * line.size)


def _ratio(book: Book, line: Line) -> float:
    """How many times the font's own its word spaces are; 0 where they are not even, as in tables."""
    widths = [gap.width for gap in line.gaps]
    if not widths or max(widths) > 1.5 * mean(widths) + 1:
        return 0.0
    return mean(widths) / _normal(book, line)


def _justified(block: list[Line], line: Line) -> bool:
    """Whether a line ends where other lines of its block do."""
    edge = max(other.right - _hanging(other.text[-1], other.edges[1]) for other in block)
    return sum(other.right >= edge - 2 * NEAR for other in block) >= 2 and line.right >= edge - 2 * NEAR


def rivers(book: Book) -> Iterator[Fault]:
    """A river: wide word spaces stand above one another over many lines, and the eye runs down them.

    Remedy: let another word be divided in one of its first lines.
    """
    for page, block in _blocks(book):
        if 2 * sum(_justified(block, line) for line in block) < len(block):
            continue  # even spaces stand above one another in lists and verse, and nobody minds
        for river in _rivers(book, block):
            lines = [line for line, _ in river]
            boxes: tuple[Box, ...] = tuple(
                (gap.left, line.y - 0.75 * line.size, gap.right, line.y + 0.25 * line.size) for line, gap in river
            )
            yield Fault(
                page, f"a river runs down {len(river)} lines from {where(book, page, lines[0])}",
                "let another word be divided in its first lines", boxes,
            )  # fmt: skip


def _rivers(book: Book, block: list[Line]) -> list[list[tuple[Line, Gap]]]:
    """The longest ways down from gap to gap, each gap in one of them."""
    ways: list[list[tuple[Line, Gap]]] = []
    ended: list[list[tuple[Line, Gap]]] = []
    for line in block:
        wide = [gap for gap in line.gaps if gap.width >= RIVER_WIDTH * _normal(book, line)]
        longer = []
        for gap in wide:
            above = [way for way in ways if _meet(way[-1][1], gap)]
            longer.append([*max(above, key=len, default=[]), (line, gap)])
        ended += [way for way in ways if not any(way == other[:-1] for other in longer)]
        ways = longer
    found: list[list[tuple[Line, Gap]]] = []
    for way in sorted(ended + ways, key=len, reverse=True):
        if len(way) >= RIVER_LINES and not any(step in other for other in found for step in way):
            found.append(way)
    return found


def _meet(above: Gap, below: Gap) -> bool:
    shared = min(above.right, below.right) - max(above.left, below.left)
    return shared >= RIVER_SHARE * min(above.width, below.width)


def stacked_hyphens(book: Book) -> Iterator[Fault]:
    """More than three lines in a row end with a hyphen.

    Remedy: keep one of the words whole.
    """
    for page, block in _blocks(book):
        run: list[Line] = []
        for line in [*block, None]:
            if line is not None and line.hyphenated:
                run.append(line)
                continue
            if len(run) >= STACK:
                yield Fault(
                    page, f"{len(run)} lines in a row end with a hyphen, from {where(book, page, run[0])}",
                    "keep one of the words whole",
                    tuple((r.right - r.size, r.y - 0.75 * r.size, r.right, r.y + 0.25 * r.size) for r in run),
                )  # fmt: skip
            run = []


def short_last_lines(book: Book) -> Iterator[Fault]:
    """The last line of a paragraph is shorter than the indent of the next, so that a blank line seems to stand there.

    Remedy: bring a word down to it, or take it up into the line above.
    """
    for page in book.pages if book.indent else ():
        if page.number not in book.prose:
            continue
        left = book.area(page).left
        for block in blocks(book.text(page)):
            for above, line, below in zip(block, block[1:], block[2:], strict=False):
                ends = book.is_full(page, above) and below.left - left >= 0.6 * book.indent
                if ends and abs(line.left - left) <= NEAR and line.right - line.left < book.indent:
                    yield Fault(
                        page, f"{where(book, page, line)}, ends a paragraph and is shorter than the indent",
                        "bring a word down to it, or take it up", (line.box,),
                    )  # fmt: skip


RULES = {
    "OUT-020": off_the_page,
    "OUT-021": overhanging,
    "OUT-022": loose_lines,
    "OUT-023": rivers,
    "OUT-024": stacked_hyphens,
    "OUT-025": short_last_lines,
}

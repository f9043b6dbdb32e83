"""Leaves: faults of a page as a whole, and of the two pages that are seen together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from teipress.diagnostics import Severity
from teipress.proof.faults import Fault, quoted, where
from teipress.proof.habits import NEAR, ON_GRID, Book
from teipress.proof.lines import Line, Page

LEVEL = 0.75  # points by which first lines of facing pages may differ
FEWEST = 5  # lines on a page


def missing_glyphs(book: Book) -> Iterator[Fault]:
    """A sign has no glyph: a box, a question mark or nothing is printed in its place.

    Remedy: use a face that has the sign, or write it otherwise.
    """
    for page in book.pages:
        if page.missing:
            signs = dict.fromkeys(sign for sign, _ in page.missing)
            named = ", ".join(f"{sign if sign.isprintable() else '□'} (U+{ord(sign):04X})" for sign in list(signs)[:8])
            yield Fault(
                page, f"there is no glyph for {named}{' …' if len(signs) > 8 else ''}", "use a face that has them",
                tuple(box for _, box in page.missing), Severity.ERROR,
            )  # fmt: skip


def foreign_fonts(book: Book) -> Iterator[Fault]:
    """A font is not embedded: each machine prints the page with another.

    Remedy: embed all fonts when the PDF is made.
    """
    first = {name: page for page in reversed(book.pages) for name in page.unembedded}
    for name, page in sorted(first.items()):
        yield Fault(page, f"the font {name} is not embedded", "embed all fonts", (), Severity.ERROR)


def off_the_grid(book: Book) -> Iterator[Fault]:
    """Lines of the text stand off the baseline grid, so that facing lines and those seen through the paper don't meet.

    The grid is the commonest leading of the text, and the place that most lines have.

    Remedy: give what stands above them a height of whole lines.
    """
    for page in book.pages:
        if page.number not in book.prose:
            continue
        run: list[Line] = []
        for line in [*book.text(page), None]:
            away = book.off_grid(line) if line is not None else 0.0
            if line is not None and abs(away) > ON_GRID and (not run or abs(away - book.off_grid(run[0])) <= ON_GRID):
                run.append(line)
                continue
            if run:
                yield _run_off(book, page, run)
            run = [line] if line is not None and abs(away) > ON_GRID else []


def _run_off(book: Book, page: Page, run: list[Line]) -> Fault:
    count, away = len({round(line.y) for line in run}), book.off_grid(run[0])
    many = (
        f"{count} lines from {where(book, page, run[0])}, stand"
        if count > 1
        else f"{where(book, page, run[0])}, stands"
    )
    side = "below" if away > 0 else "above"
    return Fault(
        page, f"{many} {abs(away):.1f} pt {side} the grid", "give what stands above a height of whole lines",
        tuple(line.box for line in run),
    )  # fmt: skip


def uneven_spreads(book: Book) -> Iterator[Fault]:
    """Facing pages don't begin or end level, and no section begins or ends there.

    Remedy: gain or lose a line in one of them, or let both be a line short.
    """
    if not book.leading:
        return
    for left in book.pages:
        right = book.bound.get(left.number + 1)
        if left.recto or right is None or not book.text(left) or not book.text(right):
            continue
        if min(len(book.body[page.number]) for page in (left, right)) < FEWEST:
            continue
        after = book.bound.get(right.number + 1)
        if not book.opens(left) and not book.opens(right):
            heads = [book.body[page.number][0] for page in (left, right)]
            away = heads[1].y - heads[0].y
            if abs(away) > LEVEL:
                lower, upper = (right, left) if away > 0 else (left, right)
                head = book.body[lower.number][0]
                yield Fault(
                    lower, f"{quoted(head)} stands {abs(away):.1f} pt lower than the head of page {upper.number}, "
                    "which faces it", "let both begin level", (head.box,),
                )  # fmt: skip
        if not book.opens(right) and after is not None and not book.opens(after):
            ends = [book.reaches(page) for page in (left, right)]
            away = book.lines_down(ends[1] - ends[0])
            if abs(away) > 0.5:
                short, other = (left, right) if away > 0 else (right, left)
                last = book.body[short.number][-1]
                lines = (
                    f"{abs(away):.0f} line{'s' if round(abs(away)) != 1 else ''}"
                    if abs(away) >= 0.95
                    else "half a line"
                )
                yield Fault(
                    short, f"it ends {lines} above page {other.number}, which faces it",
                    "gain or lose a line on one of them", ((last.left, last.y, last.right, last.y + 2),),
                )  # fmt: skip


def widows(book: Book) -> Iterator[Fault]:
    """A widow: the last line of a paragraph stands alone at the head of a page.

    Remedy: gain or lose a line on the pages before.
    """
    for page in book.pages:
        before = book.bound.get(page.number - 1)
        if before is None or not book.text(before) or book.opens(page):
            continue
        head, *rest = book.body[page.number]
        left, below = book.area(page).left, rest[0] if rest else None
        ends = (
            below is None
            or below.y - head.y > 1.3 * book.leading
            or (book.is_text(below) and book.indent > 0 and _indented(book, page, below) and not _hangs(book, page))
        )
        at_left = book.is_text(head) and abs(head.left - left) <= NEAR
        if ends and at_left and not head.text[-1].isalnum() and (book.indent or not _closed(book, before)):
            yield Fault(
                page, f"{quoted(head)} is a widow: it ends a paragraph", "gain or lose a line before", (head.box,)
            )


def _indented(book: Book, page: Page, line: Line) -> bool:
    return abs(line.left - book.area(page).left - book.indent) <= NEAR


def _hangs(book: Book, page: Page) -> bool:
    """Whether paragraphs of a page, or speeches, are indented but for their first lines, which are full ones."""
    pairs = [(above, line) for above, line in pairwise(book.text(page)) if _indented(book, page, line)]
    return 2 * sum(book.is_full(page, above) for above, _ in pairs) > len(pairs)


def _closed(book: Book, page: Page) -> bool:
    """Whether the text of a page may end with a paragraph's end."""
    lines = book.text(page)
    return not lines or not book.is_full(page, lines[-1]) or lines[-1].text[-1] in ".!?:”’»"


def orphans(book: Book) -> Iterator[Fault]:
    """An orphan: the first line of a paragraph stands alone at the foot of a page.

    Remedy: gain or lose a line on this page or before it.
    """
    for page in book.pages:
        after, text = book.bound.get(page.number + 1), book.text(page)
        if after is None or not book.body[after.number] or book.opens(after) or len(text) < 2 or not book.indent:
            continue
        above, foot = text[-2:]
        begins = abs(foot.left - book.area(page).left - book.indent) <= NEAR and foot.left > above.left + NEAR
        head = book.body[after.number][0]
        goes_on = book.is_text(head) and abs(head.left - book.area(after).left) <= NEAR
        if page.number in book.prose and begins and goes_on and book.is_full(page, foot) and foot.text[-1] != ":":
            yield Fault(page, f"{quoted(foot)} is an orphan: it begins a paragraph", "gain or lose a line", (foot.box,))


def nearly_empty(book: Book) -> Iterator[Fault]:
    """A page is nearly empty. Where a section ends, that is lawful, and only noted.

    Remedy: where the text goes on, see what was too large for the page (a long note, a table); where a section ends,
    gain or lose a few lines before.
    """
    full = [page.number for page in book.pages if len(book.text(page)) > FEWEST]
    for page in book.pages:
        lines = book.body[page.number]
        heights = {round(line.y) for line in lines}
        if not full or not full[0] < page.number or page.images or len(heights) >= FEWEST:
            continue
        after = book.bound.get(page.number + 1)
        if not lines:
            if after is not None and (page.recto or not book.opens(after)):
                yield Fault(page, "it is empty", "see why; only a left page before a section may be")
            continue
        if book.opens(page) and (after is None or book.opens(after)):
            continue
        count = f"{len(heights)} line{'s' if len(heights) > 1 else ''}"
        if after is not None and not book.opens(after):
            yield Fault(page, f"it holds {count} and the text goes on", "see what was too large for it")
        else:
            yield Fault(page, f"it holds {count}; a section ends there", "gain a few lines before", (), Severity.NOTE)


RULES = {
    "OUT-026": off_the_grid,
    "OUT-027": uneven_spreads,
    "OUT-028": widows,
    "OUT-029": orphans,
    "OUT-030": nearly_empty,
    "OUT-031": missing_glyphs,
    "OUT-032": foreign_fonts,
}

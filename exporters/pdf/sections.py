"""Sections as a book opens them, and how their headings are set, level by level."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from exporters.pdf.display import Type, cased
from teipress.book import Anchor, Block, Book, Line, PageBreak, Section, Verse, plain, walk

# Sections that begin a page wherever they stand; those of the first level always do.
OPENINGS = ("part", "chapter")
# Poems of fewer lines than these share a page, and an untitled section of fewer letters follows the one before.
POEM, RUN_ON = 9, 1500
# How headings are set that open a page; one of more lines than two is set otherwise, and then all of its level are.
HEADING, LINES = Type(19, small_caps=True, spaced=0.08), 2


def is_poem(section: Section) -> bool:
    """Whether *section* is nothing but verse."""
    inner = [block for block in section.content if not isinstance(block, PageBreak | Anchor)]
    return bool(inner) and all(isinstance(block, Verse) for block in inner)


def opening_level(content: tuple[Block, ...]) -> int:
    """Down to which level sections open a page: the first, or, where one section holds all the others, theirs.

    Short poems open none.
    """
    level = 1
    while True:
        inner = [block for block in content if not isinstance(block, PageBreak | Anchor)]
        if len(inner) != 1 or not isinstance(whole := inner[0], Section):
            break
        if sum(isinstance(block, Section) for block in whole.content) < 2:
            break
        content, level = whole.content, level + 1
    sections = [block for block in content if isinstance(block, Section)]
    if len(sections) > 1 and all(map(is_poem, sections)):
        lengths = [sum(isinstance(node, Line) for node in walk(section.content)) for section in sections]
        return level if median(lengths) >= POEM else level - 1
    return level


def opens(section: Section, depth: int, level: int) -> bool:
    """Whether *section*, at *depth*, begins a page, where all that have a title do so down to *level*."""
    if section.role in OPENINGS and section.headings:
        return True
    return depth <= level and (bool(section.headings) or _letters(section) > RUN_ON)


def _letters(section: Section) -> int:
    return len(plain(section.content))


def cased_titles(book: Book) -> bool:
    """Whether most titles that run above the pages have letters that there are no small capitals of."""
    sections = (node for node in walk((*book.front, *book.body, *book.back)) if isinstance(node, Section))
    titles = [book.metadata.title, *filter(None, (section.title for section in sections))]
    return 2 * sum(map(cased, titles)) > len(titles)


def long_levels(content: tuple[Block, ...], level: int, measure: float) -> frozenset[int]:
    """The depths at which some heading that opens a page is too long to be set large."""
    return frozenset(depth for depth, section in _opening(content, level, 1) if _is_long(section, measure))


def _opening(content: tuple[Block, ...], level: int, depth: int) -> Iterator[tuple[int, Section]]:
    for block in content:
        if isinstance(block, Section):
            if opens(block, depth, level):
                yield depth, block
            yield from _opening(block.content, level, depth + 1)


def _is_long(section: Section, measure: float) -> bool:
    lines = (HEADING.lines(plain(h.content), measure) for h in section.headings if h.kind == "main")
    return max(lines, default=0) > LINES

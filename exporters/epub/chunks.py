"""Chunks: the text cut into files, one for each section, as reading systems open and turn them.

A heading never stands alone: a section that only opens others shares its file with the first of them. A section that
has its own words keeps its subsections, unless it is so long that old reading systems would stumble over it. What is
too long and has no sections is cut in pieces.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from exporters.epub.pieces import has_text, pieces
from teipress.book import (
    Block,
    Book,
    Group,
    Heading,
    Line,
    Node,
    Paragraph,
    Section,
    Stage,
    Text,
    children,
    plain,
    walk,
)  # fmt: skip
from teipress.values import dataclass

LARGE = 60_000  # characters: some 25 printed pages
SCREEN, MANY = 500, 50  # characters of a section, and sections side by side: beyond them, scraps share files
OPENING = 6  # words that stand for a title
WHOLES = ("front", "body", "back", "text", "group")
DIVISIONS = ("front", "body", "back")


@dataclass(frozen=True, slots=True)
class Chunk:
    """What one file holds. *division* is the part of the book, *depth* the level of its outermost headings.

    *continues* is what the section is called that goes on here from the file before.
    """

    division: str
    depth: int
    lang: str
    content: tuple[Block, ...]
    continues: str = ""

    @property
    def section(self) -> Section | None:
        """The section it begins with, if it does."""
        return next((node for node in self.content if isinstance(node, Section)), None)


def chunks(book: Book) -> Iterator[Chunk]:
    """The chunks of a book in reading order; parts of the book never share a file."""
    for division in DIVISIONS:
        content: tuple[Block, ...] = getattr(book, division)
        for chunk in _cut(content, Chunk(division, 1, "", ())):
            first, *rest = pieces(chunk.content)
            yield replace(chunk, content=first)
            title = label(chunk.section) if chunk.section and rest else ""
            yield from (replace(chunk, content=piece, continues=title) for piece in rest)


def _cut(content: tuple[Block, ...], like: Chunk) -> Iterator[Chunk]:
    """Loose blocks between sections have files of their own, unless they have no text."""
    loose: tuple[Block, ...] = ()
    made: list[Chunk] = []
    for block in content:
        if not isinstance(block, Section) or not has_text((block,)):
            loose += (block,)
            continue
        if has_text(loose):
            made.append(replace(like, content=loose))
            loose = ()
        first, *rest = _divided(block, like)
        made += [replace(first, content=loose + first.content), *rest]
        loose = ()
    if made and not has_text(loose):
        made[-1] = replace(made[-1], content=made[-1].content + loose)
    elif loose:
        made.append(replace(like, content=loose))
    yield from _gathered(made)


def _gathered(siblings: list[Chunk]) -> list[Chunk]:
    """Scraps in few files: verses or aphorisms by the thousand, each shorter than a screen, are no chapters."""
    sizes = [length(chunk.content) for chunk in siblings] if len(siblings) > MANY else []
    if sum(sizes) >= SCREEN * len(sizes):
        return siblings
    made: list[Chunk] = []
    room = 0
    for chunk, size in zip(siblings, sizes, strict=True):
        if made and size <= room and made[-1].depth == chunk.depth:
            made[-1] = replace(made[-1], content=made[-1].content + chunk.content)
        else:
            made.append(chunk)
            room = LARGE
        room -= size
    return made


def _divided(section: Section, like: Chunk) -> list[Chunk]:
    """A section in one chunk or several; the first always opens with the section itself."""
    own = next((i for i, node in enumerate(section.content) if isinstance(node, Section)), len(section.content))
    opens_others = own < len(section.content) and not has_text(section.content[:own])
    too_long = own < len(section.content) and length(section.content) > LARGE
    if not (opens_others or too_long):
        return [replace(like, content=(section,))]
    inner = replace(like, depth=like.depth + 1, lang=section.lang or like.lang)
    first, *rest = _cut(section.content, inner)
    return [replace(like, content=(replace(section, content=first.content),)), *rest]


def length(content: tuple[Node, ...]) -> int:
    """How many characters the text has, notes not counted."""
    return sum(len(node.content) for node in walk(content) if isinstance(node, Text))


def label(section: Section) -> str:
    """What contents call a section: its title, or else its first words; empty if it has none."""
    if section.title:
        return section.title
    for node in walk(section.content):
        if isinstance(node, Paragraph | Line | Stage | Heading) and (words := plain(node.content).split()):
            return " ".join(words[:OPENING]) + (" …" if len(words) > OPENING else "")
    return ""


def outermost(content: tuple[Block, ...]) -> Iterator[Section]:
    """The divisions a text itself is made of: sections that are the whole text are looked into."""
    for section in sections(content):
        if section.role in WHOLES:
            yield from outermost(section.content)
        else:
            yield section


def sections(nodes: tuple[Node, ...]) -> Iterator[Section]:
    """The outermost sections among nodes; groups are looked into, quotations are not."""
    for node in nodes:
        if isinstance(node, Section):
            yield node
        elif isinstance(node, Group):
            yield from sections(children(node))

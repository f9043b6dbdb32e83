"""Poems: one that has a title is a section: it stands in the contents, and where it is long, in a file of its own."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from teipress.book import Anchor, Block, Book, Group, Heading, Line, PageBreak, Section, Separator, Verse

HEADING = "verse-heading"  # the kind of group that holds a poem's title
AMONG_VERSE = (Verse, Line, Section, Group, Heading, PageBreak, Anchor, Separator)


def sectioned(book: Book) -> Book:
    """The book with a section for each poem that has a title and stands among others; a song in a tale is none."""
    return replace(book, front=_blocks(book.front), body=_blocks(book.body), back=_blocks(book.back))


def _blocks(content: tuple[Block, ...]) -> tuple[Block, ...]:
    among_verse = all(isinstance(block, AMONG_VERSE) for block in content)
    made = tuple(_block(block, among_verse) for block in content)
    return made if any(new is not old for new, old in zip(made, content, strict=True)) else content


def _block(block: Block, among_verse: bool) -> Block:
    if isinstance(block, Section):
        content = _blocks(block.content)
        return block if content is block.content else replace(block, content=content)
    if isinstance(block, Verse) and among_verse:
        opening = [group for group in takewhile(_is_title, block.content) if isinstance(group, Group)]
        headings = tuple(node for group in opening for node in group.content if isinstance(node, Heading))
        if any(heading.kind == "main" for heading in headings):
            return Section("", "poem", headings, (replace(block, content=block.content[len(opening) :]),))
    return block


def _is_title(block: Block) -> bool:
    return isinstance(block, Group) and block.kind == HEADING and all(isinstance(n, Heading) for n in block.content)

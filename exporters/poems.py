"""Poems: one that has a title is a section: it stands in the contents, and where it is long, in a file of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile

from teipress.book import Anchor, Block, Book, Group, Heading, Line, PageBreak, Section, Separator, Verse

HEADING = "verse-heading"  # the kind of group that holds a poem's title
AMONG_VERSE = (Verse, Line, Section, Group, Heading, PageBreak, Anchor, Separator)
# A title that only counts: `IV`, `12.`
NUMBER = re.compile(r"[\W\d_]*(?:[IVXLCDM]+|[ivxlcdm]+)?[\W\d_]*")


def sectioned(book: Book) -> Book:
    """The book with a section for each poem that has a title and stands among others; a song in a tale is none."""
    return replace(book, front=with_poems(book.front), body=with_poems(book.body), back=with_poems(book.back))


def with_poems(content: tuple[Block, ...], numbered: bool = True) -> tuple[Block, ...]:
    """The same for a part of a book; poems whose titles only count stay as they are if *numbered* ones are not asked
    for.
    """
    among_verse = all(isinstance(block, AMONG_VERSE) for block in content)
    made = tuple(_block(block, among_verse, numbered) for block in content)
    return made if any(new is not old for new, old in zip(made, content, strict=True)) else content


def _block(block: Block, among_verse: bool, numbered: bool) -> Block:
    if isinstance(block, Section):
        content = with_poems(block.content, numbered)
        return block if content is block.content else replace(block, content=content)
    if isinstance(block, Verse) and among_verse:
        opening = [group for group in takewhile(_is_title, block.content) if isinstance(group, Group)]
        headings = tuple(node for group in opening for node in group.content if isinstance(node, Heading))
        made = Section("", "poem", headings, (replace(block, content=block.content[len(opening) :]),))
        if any(heading.kind == "main" for heading in headings) and (numbered or not NUMBER.fullmatch(made.title)):
            return made
    return block


def _is_title(block: Block) -> bool:
    return isinstance(block, Group) and block.kind == HEADING and all(isinstance(n, Heading) for n in block.content)

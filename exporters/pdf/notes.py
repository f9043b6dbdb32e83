"""Long notes in pieces: WeasyPrint never divides a note between pages, so we do.

A note that is longer than the page loses its end, and one longer than the room left tears a hole into its page. Cut
into pieces that follow each other at the foot of the page, it flows on like any other text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from teipress.book import (
    Alternate,
    Block,
    Figure,
    Group,
    Heading,
    Item,
    Line,
    Link,
    Listing,
    Node,
    Opaque,
    Paragraph,
    Quotation,
    Section,
    Span,
    Speech,
    Stage,
    Table,
    Text,
    Verse,
    children,
)  # fmt: skip

# Where the words of a node are, and how its second half differs from its first. A node that is not here stays whole.
CONTENT = {
    Span: "content", Alternate: "shown", Link: "content", Paragraph: "content", Heading: "content", Section: "content",
    Quotation: "content", Verse: "content", Line: "content", Listing: "items", Item: "content", Speech: "content",
    Stage: "content", Figure: "caption", Group: "content", Table: "rows",
}  # fmt: skip
SECOND_HALF: dict[type, dict[str, Any]] = {
    Span: {"id": ""}, Paragraph: {"continued": True}, Section: {"headings": (), "id": ""}, Listing: {"headings": ()},
    Item: {"label": ()}, Speech: {"speaker": ()}, Figure: {"images": (), "id": ""}, Table: {"headings": ()},
}  # fmt: skip
FIRST_HALF: dict[type, dict[str, Any]] = {Quotation: {"source": ()}}
BLOCKS = (
    Paragraph, Heading, Section, Quotation, Verse, Line, Listing, Item, Speech, Stage, Figure, Group, Table, tuple,
)  # fmt: skip


def letters(nodes: Sequence[Node | Item]) -> int:
    """How many characters of *nodes* show: all but white space and notes."""
    return sum(len(part) for part in _words(nodes))


def _words(nodes: Sequence[Node | Item]) -> Iterator[str]:
    for node in nodes:
        match node:
            case Text():
                yield "".join(node.content.split())
            case Opaque():
                yield "".join(node.alt.split())
            case _:
                yield from _words(children(node))


def cut(content: tuple[Block, ...], ends: Sequence[int]) -> list[tuple[Block, ...]]:
    """*content* in pieces, none empty: one ends after each of *ends*, counted in letters and ascending.

    An end within a word moves to the end of the word.
    """
    made: list[tuple[Block, ...]] = []
    done = 0
    for end in ends:
        head, content, _ = _take(content, end - done)
        done += letters(head)
        if head:
            made.append(head)
        if not content:
            return made
    return [*made, content]


def _take(nodes: tuple[Any, ...], room: int) -> tuple[tuple[Any, ...], tuple[Any, ...], int]:
    """*nodes* divided where *room* letters are full, and the room left; a row of cells counts as a node."""
    for index, node in enumerate(nodes):
        if room <= 0 and isinstance(node, BLOCKS):
            return nodes[:index], nodes[index:], 0
        first, second, room = _halves(node, room)
        if second is not None:
            return (*nodes[:index], first), (second, *nodes[index + 1 :]), 0
    return nodes, (), room


def _halves(node: Any, room: int) -> tuple[Any, Any, int]:
    """*node* divided where *room* letters are full (the second half is None if it is not), and the room left."""
    if isinstance(node, Text):
        return _text_halves(node, room)
    kind = type(node)
    if kind not in CONTENT:
        inside = tuple(block for cell in node for block in cell.content) if isinstance(node, tuple) else (node,)
        return node, None, room - letters(inside)
    name = CONTENT[kind]
    content = getattr(node, name)
    before = replace(node, **{name: ()}, **FIRST_HALF.get(kind, {}))
    head, tail, _ = _take(content, room - letters((before,)))
    if not tail:
        return node, None, room - letters((node,))
    return (
        replace(node, **{name: head}, **FIRST_HALF.get(kind, {})),
        replace(node, **{name: tail}, **SECOND_HALF.get(kind, {})),
        0,
    )


def _text_halves(node: Text, room: int) -> tuple[Text, Text | None, int]:
    for index, character in enumerate(node.content):
        if not character.isspace():
            room -= 1
        elif room <= 0:
            return Text(node.content[:index]), Text(node.content[index + 1 :]), 0
    return node, None, room


def numbered(content: tuple[Block, ...]) -> tuple[Block, ...]:
    """*content* with numbers written before the items of ordered lists, so that a list can be cut."""
    return tuple(_numbered(block) for block in content)


def _numbered(node: Any) -> Any:
    match node:
        case Listing():
            items = tuple(
                replace(
                    item,
                    content=numbered(item.content),
                    label=item.label or ((Text(f"{n}."),) if node.kind == "ordered" else ()),
                )
                for n, item in enumerate(node.items, 1)
            )
            return replace(node, items=items, kind="labelled" if node.kind == "ordered" else node.kind)
        case Quotation() | Group() | Section():
            return replace(node, content=numbered(node.content))
        case _:
            return node


def goes_on(piece: tuple[Block, ...]) -> bool:
    """Whether *piece* begins in the middle of a paragraph."""
    first: Any = piece[0] if piece else None
    while first is not None and not isinstance(first, Paragraph):
        inner = children(first)
        first = inner[0] if inner else None
    return first is not None and first.continued

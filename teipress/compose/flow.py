"""Flow: from the mixed content of XML to the paragraphs and words of a Book.

TEI lets a list stand inside a paragraph and a paragraph inside a quotation inside emphasis; a Book keeps blocks and
inlines apart. A *flow* is what lies between: inline nodes and blocks as they come. Here runs of inlines become
paragraphs, wrappers are laid around the inline parts only, and white space gets its final form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeGuard

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
    Separator,
    Span,
    Speech,
    Stage,
    Table,
    Text,
    Variant,
    Verse,
    children,
)
from teipress.values import dataclass


@dataclass(frozen=True, slots=True)
class Glue:
    """No white space here: what stands before and after is one word."""


FlowNode = Node | Glue
Flow = list[FlowNode]

_BLOCKS = (
    Paragraph, Heading, Section, Quotation, Verse, Line, Listing, Table, Speech, Stage, Figure, Group, Separator,
)  # fmt: skip
_MARKS = (PageBreak, Anchor)  # They take no room among words: white space sees through them.


def is_block(node: FlowNode) -> TypeGuard[Block]:
    """Whether a node can only stand among blocks (page breaks and anchors stand anywhere)."""
    return isinstance(node, _BLOCKS)


def has_blocks(flow: Flow) -> bool:
    """Whether anything in the flow is a block."""
    return any(is_block(node) for node in flow)


def runs(flow: Flow) -> list[Flow | Block]:
    """The flow as an alternation of inline runs (lists) and blocks."""
    parts: list[Flow | Block] = []
    for node in flow:
        if is_block(node):
            parts.append(node)
        elif parts and isinstance(parts[-1], list):
            parts[-1].append(node)
        else:
            parts.append([node])
    return parts


def wrap(flow: Flow, wrapper: Callable[[tuple[Inline, ...]], Inline]) -> Flow:
    """Lay *wrapper* around the inline runs of a flow, and leave blocks outside it."""
    made: Flow = []
    for part in runs(flow):
        if not isinstance(part, list):
            made.append(part)
        elif all(isinstance(node, (*_MARKS, Variant, Glue)) or _blank(node) for node in part):
            made.extend(part)
        else:
            # Glue at the edges works outward, so it has to stay outside.
            start = next(i for i, node in enumerate(part) if not isinstance(node, Glue))
            end = len(part) - next(i for i, node in enumerate(reversed(part)) if not isinstance(node, Glue))
            made.extend([*part[:start], wrapper(tuple(part[start:end])), *part[end:]])  # type: ignore[arg-type]
    return made


def _blank(node: FlowNode) -> bool:
    return isinstance(node, Text) and not node.content.strip(WHITE)


def as_blocks(flow: Flow, lang: str = "", paragraph: bool = False) -> tuple[Block, ...]:
    """A flow as blocks: each inline run becomes a paragraph, white space between blocks goes.

    *paragraph*: the flow is that of one TEI paragraph, so that runs after the first continue it.
    """
    made: list[Block] = []
    opened = False
    for part in runs(flow):
        if not isinstance(part, list):
            made.append(part)
            continue
        content = settle(part)
        if all(isinstance(node, _MARKS) for node in content):
            made.extend(node for node in content if isinstance(node, _MARKS))
        elif all(isinstance(node, (*_MARKS, Opaque)) for node in content) and not paragraph:
            made.extend(node for node in content if isinstance(node, (*_MARKS, Opaque)))
        else:
            made.append(Paragraph(content, continued=paragraph and opened, lang=lang))
            opened = True
    return tuple(made)


def as_inlines(flow: Flow) -> tuple[Inline, ...]:
    """A flow as inlines, where only inlines can stand (a heading, a line of verse): blocks give their words."""
    made: Flow = []
    for node in flow:
        if is_block(node):
            before: Flow = [LineBreak()] if made and not isinstance(made[-1], LineBreak) else []
            made.extend([*before, *_words(node), LineBreak()])
        else:
            made.append(node)
    while made and isinstance(made[-1], LineBreak):
        made.pop()
    return settle(made)


def _words(block: Node | Item | Cell) -> Flow:
    made: Flow = []
    for child in children(block):
        if is_block(child):
            if made:
                made.append(LineBreak())
            made.extend(_words(child))
        else:
            made.append(child)
    return made


# --- white space ------------------------------------------------------------------------------------------------------

WHITE = " \t\r\n"  # XML's. A no-break space is a character like others.
_WHITES = re.compile(r"[ \t\r\n]+")


class _Close:
    """The end of a nested node, in the flat form."""


_CLOSE = _Close()
_Token = Inline | Glue | _Close


def settle(flow: Iterable[FlowNode]) -> tuple[Inline, ...]:
    """Give inline content its final white space.

    Runs of white space become one space, across the borders of nested nodes too; none is left at the start and end, at
    line breaks and at `Glue`, and no line break at the start. A note, or a variant, stays with the word before it.
    """
    if isinstance(flow, list) and len(flow) == 1 and isinstance(only := flow[0], Text):  # most flows are no more
        content = _WHITES.sub(" ", only.content).strip(" ")
        return (Text(content),) if content else ()
    tokens = _flatten(flow)
    _begin(tokens)
    _collapse(tokens)
    _strip(tokens, -1, +1)
    for index, token in enumerate(tokens):
        if isinstance(token, Glue | LineBreak):
            _strip(tokens, index, -1)
            _strip(tokens, index, +1)
        elif isinstance(token, Note | Variant):
            _hang(tokens, index)
    _strip(tokens, len(tokens), -1)
    return _nest(tokens)


def _flatten(flow: Iterable[FlowNode]) -> list[_Token]:
    tokens: list[_Token] = []
    for node in flow:
        match node:
            case Text():
                tokens.append(Text(_WHITES.sub(" ", node.content)))
            case Span() | Link():
                tokens.extend((node, *_flatten(node.content), _CLOSE))
            case Alternate():
                tokens.extend((replace(node, other=settle(node.other)), *_flatten(node.shown), _CLOSE))
            case Anchor() | Note() | Variant() | PageBreak() | LineBreak() | Image() | Opaque() | Glue():
                tokens.append(node)
            case _:
                raise AssertionError(f"a block among inlines: {node!r}")
    return tokens


def _begin(tokens: list[_Token]) -> None:
    """No line break before the first word: there is no line yet that could end."""
    for index, token in enumerate(tokens):
        if isinstance(token, LineBreak):
            tokens[index] = Text("")
        elif isinstance(token, Note | Image | Opaque) or (isinstance(token, Text) and not _blank(token)):
            return


def _collapse(tokens: list[_Token]) -> None:
    """No space after a space, whatever marks stand between."""
    spaced = False
    for index, token in enumerate(tokens):
        if isinstance(token, Text) and token.content:
            content = token.content
            if spaced and content[0] == " ":
                content = content[1:]
                tokens[index] = Text(content)
            spaced = content.endswith(" ") if content else spaced
        elif isinstance(token, Note | LineBreak | Image | Opaque):
            spaced = False


def _strip(tokens: list[_Token], start: int, step: int) -> bool:
    """Take the white space away that meets position *start* from one side; whether there was any."""
    index, found = start + step, False
    while 0 <= index < len(tokens):
        token = tokens[index]
        if isinstance(token, Text):
            content = token.content.lstrip(" ") if step > 0 else token.content.rstrip(" ")
            if content != token.content:
                found, tokens[index] = True, Text(content)
            if content:
                break
        elif isinstance(token, Note | LineBreak | Image | Opaque):
            break
        index += step
    return found


def _hang(tokens: list[_Token], note: int) -> None:
    """Move white space from before a note to after it, so that its mark follows the word."""
    if not _strip(tokens, note, -1):
        return
    for index in range(note + 1, len(tokens)):
        token = tokens[index]
        if isinstance(token, Text) and token.content:
            if token.content.startswith((" ", *".,;:!?)]") if isinstance(tokens[note], Note) else " "):
                return
            break
        if isinstance(token, Glue | LineBreak):
            return
        if isinstance(token, Note | Image | Opaque):
            break
    tokens.insert(note + 1, Text(" "))


def _nest(tokens: Iterable[_Token]) -> tuple[Inline, ...]:
    """The tree again, with neighbouring texts joined and nodes that hold nothing left out."""
    stack: list[tuple[Inline | None, list[Inline]]] = [(None, [])]
    for token in tokens:
        content = stack[-1][1]
        if isinstance(token, _Close):
            opened, inner = stack.pop()
            _add(stack[-1][1], opened, tuple(inner))
        elif isinstance(token, Span | Link | Alternate):
            stack.append((token, []))
        elif isinstance(token, Text) and content and isinstance(content[-1], Text):
            content[-1] = Text(content[-1].content + token.content)
        elif not isinstance(token, Glue) and (not isinstance(token, Text) or token.content):
            content.append(token)
    return tuple(stack[0][1])


def _add(content: list[Inline], opened: Inline | None, inner: tuple[Inline, ...]) -> None:
    match opened:
        case Alternate():
            content.append(replace(opened, shown=inner))
        case Span(kind, _, style, lang, name) if inner:
            content.append(Span(kind, inner, style, lang, name))
        case Link() if inner:
            content.append(replace(opened, content=inner))
        case _:
            content.extend(inner)


def text_of(nodes: Sequence[FlowNode]) -> str:
    """The characters of a flow as they stand, without notes."""
    return "".join(
        node.content if isinstance(node, Text) else "" if isinstance(node, Glue) else text_of(children(node))
        for node in nodes
    )

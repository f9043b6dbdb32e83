"""Quotations and lists: paragraphs set apart are displayed quotations, numbered ones lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from teipress.encode.model import Letter, Listing, Node, Paragraph, Plain, Quotation, Size, Span, Spans, Speech, Verse
from teipress.encode.sizes import Item, source

_NUMBER = re.compile(r"(?:\((?P<a>[0-9]{1,2}|[a-z])\)|(?P<b>[0-9]{1,2})[.)])\s+(?=\S)")


def lists(items: Sequence[Item]) -> list[Item]:
    """The items, with numbered paragraphs that follow each other as lists."""
    made: list[Item] = []
    index = 0
    while index < len(items):
        run = _run(items, index)
        if len(run) < 2:
            made.append(items[index])
            index += 1
            continue
        pairs: list[tuple[Spans, Spans]] = []
        for node, end in run:
            first = node.spans[0]
            rest = (Span(first.line, end, first.end), *node.spans[1:])
            pairs.append(((Span(first.line, 0, len(first.line.text[:end].rstrip())),), rest))
        made.append(Item(Listing(tuple(pairs)), items[index].size))
        index += len(run)
    return made


def _run(items: Sequence[Item], index: int) -> list[tuple[Paragraph, int]]:
    """The paragraphs from an item on that count 1, 2, 3 or a, b, c; each with the end of its number."""
    made: list[tuple[Paragraph, int]] = []
    for item in items[index:]:
        if not isinstance(item.node, Paragraph) or item.size is not items[index].size:
            break
        match = _NUMBER.match(item.node.spans[0].text)
        name = (match["a"] or match["b"]) if match else ""
        rank = int(name) if name.isdigit() else ord(name) - 96 if name else 0
        if match is None or rank != len(made) + 1:
            break
        made.append((item.node, match.end()))
    return made


def quotations(items: Sequence[Item]) -> list[Node]:
    """The nodes, those set apart gathered into displayed quotations; a line that names the source ends one."""
    made: list[Node] = []
    run: list[Item] = []
    for item in items:
        if _apart(item, bool(run)):
            run.append(item)
            if source(item.node) and len(run) > 1:
                made.append(_quotation(run))
                run = []
            continue
        made.extend(_ended(run))
        run = []
        made.append(item.node)
    made.extend(_ended(run))
    return made


def _apart(item: Item, going_on: bool) -> bool:
    if isinstance(item.node, Paragraph | Speech | Listing | Letter):
        return item.size is Size.APART
    if isinstance(item.node, Verse):
        # Verse is set in as it is; among lines set apart it belongs to them.
        return item.size is Size.APART and going_on
    return isinstance(item.node, Plain) and item.node.kind == "stage" and item.size is Size.APART and going_on


def _ended(run: list[Item]) -> list[Node]:
    return [_quotation(run)] if run else []


def _quotation(run: Sequence[Item]) -> Node:
    nodes = [item.node for item in run]
    last = nodes[-1]
    if len(nodes) > 1 and isinstance(last, Paragraph) and source(last):
        return Quotation(tuple(nodes[:-1]), last.spans)
    return Quotation(tuple(nodes))

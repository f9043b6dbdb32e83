"""A note at the foot of the page: its number, and its words in as few elements as will do."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import count
from typing import Any

from exporters.xhtml import Element, Medium, add_text, blocks, element, fill
from teipress.book import Block, Group, Listing, Note, Paragraph, Quotation, Section, Text, plain

# What stands before the items of a list, by its kind.
SIGNS = {"ordered": "{}.", "bulleted": "•"}


def at_foot(note: Note, medium: Medium, back: Element) -> Element:
    """*note* after *back*, which is its number; set as if the page's foot held nothing else."""
    made = element("span", "note")
    made.append(back)
    add_text(made, " ")
    content = numbered(note.content)
    if content and isinstance(first := content[0], Paragraph):
        # Needs no box of its own.
        home = made
        if first.lang:
            home = element("span", lang=first.lang)
            made.append(home)
        fill(home, first.content, medium)
        content = content[1:]
    made.extend(blocks(content, medium))
    if note.by.strip() and not _signed(note):
        by = element("span", "by")
        add_text(by, f"[{note.by}]")
        last = made[-1] if len(made) and made[-1].get("class") == "block p" else made
        add_text(last, " ")
        last.append(by)
    return made


def numbered(content: tuple[Block, ...]) -> tuple[Block, ...]:
    """*content* with numbers or bullets written before the items of lists; CSS gives them a line of their own there."""
    return tuple(_numbered(block) for block in content)


def _numbered(node: Any) -> Any:
    match node:
        case Listing():
            signs = map(SIGNS.get(node.kind, "").format, count(1))
            items = (
                replace(item, content=numbered(item.content), label=item.label or ((Text(sign),) if sign else ()))
                for item, sign in zip(node.items, signs, strict=False)
            )
            return replace(node, items=tuple(items), kind="plain" if node.kind == "plain" else "labelled")
        case Quotation() | Group() | Section():
            return replace(node, content=numbered(node.content))
        case _:
            return node


def _signed(note: Note) -> bool:
    """Whether the words of a note say whose it is, as “(Tr.)” does for a note by the Translator."""
    found = re.search(r"[(\[](\w+)\.?[)\]]\W*$", plain(note.content))
    return found is not None and note.by.casefold().startswith(found[1].casefold())

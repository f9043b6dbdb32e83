"""Lists and tables. See TEI P5, chapters 3.8 and 14.1."""

from __future__ import annotations

from collections.abc import Sequence

from teipress.book import Cell, Heading, Inline, Item, Listing, PageBreak, Table, Text, plain
from teipress.compose import inline, structure
from teipress.compose.composer import Composer
from teipress.compose.flow import Flow, as_blocks, settle
from teipress.xml import Element, local

ITEMS = ("item", "headItem")


def listing(element: Element, composer: Composer) -> Flow:
    """A list: of items, or of labels each with its item."""
    headings: list[Heading] = []
    items: list[Item] = []
    before: Flow = []
    label: tuple[Inline, ...] = ()
    labelled = False
    for child in element:
        name = local(child)
        if name == "head":
            headings.extend(node for node in structure.loose_heading(child, composer) if isinstance(node, Heading))
        elif name in ("label", "headLabel", "speaker"):
            if label:
                items.append(Item(label, ()))
            label, before, labelled = settle(composer.inside(child)), _breaks(before), True
        elif name in ("pb", "cb", "lb", "fw", "milestone", "anchor", "gb"):
            before.extend(composer.read(child))
        elif name:
            content = as_blocks([*before, *(composer.inside(child) if name in ITEMS else composer.read(child))])
            anchors = as_blocks(inline.anchor_of(child, composer)) if name in ITEMS else ()
            if content or label:
                items.append(Item(label, (*anchors, *content)))
            label, before = (), []
    if label:
        items.append(Item(label, ()))
    kind = _kind(element, labelled)
    numbers = [" ".join((child.get("n") or "").split()) for child in element if local(child) == "item"]
    start = _start(numbers) if kind == "ordered" and len(numbers) == len(items) else 1
    if not start:  # the edition counts otherwise than lists do
        kind, items = "labelled", [_numbered(item, number) for item, number in zip(items, numbers, strict=True)]
    made = Listing(kind, tuple(headings), tuple(items), start or 1)
    trailing = [node for node in _breaks(before) if isinstance(node, PageBreak)]
    return [*inline.anchor_of(element, composer), made, *trailing] if items or headings else list(trailing)


def _start(numbers: Sequence[str]) -> int:
    """The number that items count from, by their @n; 0 where these are no such numbers, and 1 where there are none."""
    if not any(numbers):
        return 1
    first = int(numbers[0]) if numbers[0].isascii() and numbers[0].isdigit() else 0
    return first if numbers == [str(first + at) for at in range(len(numbers))] else 0


def _numbered(item: Item, number: str) -> Item:
    """An item with its number before it, unless its words begin with that."""
    if not number or plain(item.content).startswith(number):
        return item
    return Item((Text(f"{number}." if number[-1].isalnum() else number),), item.content)


def _breaks(flow: Flow) -> Flow:
    return [node for node in flow if isinstance(node, PageBreak)]


def _kind(element: Element, labelled: bool) -> str:
    said = f"{element.get('type', '')} {element.get('rend', '')}".lower()
    if labelled:
        return "labelled"
    if "ordered" in said.split() or "number" in said:
        return "ordered"
    if local(element) != "list" or any(word in said for word in ("simple", "plain", "none", "inline")):
        return "plain"
    return "bulleted"


def loose_item(element: Element, composer: Composer) -> Flow:
    """An item without its list."""
    return list(as_blocks(composer.inside(element)))


def table(element: Element, composer: Composer) -> Flow:
    """A table: rows of cells; what stands beside them goes into the next cell, or after the table."""
    headings: list[Heading] = []
    rows: list[tuple[Cell, ...]] = []
    loose: Flow = []
    for child in element:
        name = local(child)
        if name == "head":
            headings.extend(node for node in structure.loose_heading(child, composer) if isinstance(node, Heading))
        elif name == "row":
            row: list[Cell] = []
            for inner in child:
                if local(inner) == "cell":
                    row.append(_cell(inner, child, loose, composer))
                    loose = []
                else:
                    loose.extend(composer.read(inner))
            rows.append(tuple(row))
        else:
            loose.extend(composer.read(child))
    made: Flow = [Table(tuple(headings), tuple(rows))] if rows or headings else []
    return [*inline.anchor_of(element, composer), *made, *as_blocks(loose)]


def _cell(element: Element, row: Element, before: Flow, composer: Composer) -> Cell:
    heading = "label" in (element.get("role"), row.get("role"))
    content = as_blocks([*before, *inline.anchor_of(element, composer), *composer.inside(element)])
    return Cell(content, heading, _count(element.get("rows")), _count(element.get("cols")))


def _count(value: str | None) -> int:
    """How many rows or columns a cell spans; nonsense is one."""
    return min(int(value), 1000) if value and value.isascii() and value.isdigit() and int(value) > 0 else 1

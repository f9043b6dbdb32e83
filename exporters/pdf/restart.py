"""Notes that count anew on every page: numbers put in when the pages are made, and their lines filled out again.

Which page a note falls on is known only then; to lay out the text again with other numbers could move it to another.
So each mark is set with one figure, and gets its own when it has its place: what it becomes wider or narrower by is
given to or taken from the spaces of its line. Imported only where WeasyPrint is at hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from weasyprint import Page
from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox
from weasyprint.layout.inline import count_expandable_spaces
from weasyprint.text.line_break import create_layout, split_first_line

SUPERIORS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# How much of what a line lacks stands before it.
BEFORE = {"center": 0.5, "right": 1.0, "end": 1.0}


def restarted(pages: Sequence[Page]) -> tuple[list[Page], dict[str, int]]:
    """*pages* with their notes numbered from 1 on each, and the number of each note by its name."""
    numbers: dict[str, int] = {}
    for page in pages:
        found = dict(_marks(page))
        # A note within a note is marked at the foot, but comes before the next of the text.
        order = sorted(found, key=lambda name: int(found[name].get("data-n")))
        numbers |= {name: number for number, name in enumerate(order, 1)}
    made = []
    for page in pages:
        lines = [line for line in page._page_box.descendants() if isinstance(line, LineBox)]
        changed = [_renumbered(line, numbers) for line in lines]
        # A new one gathers links and anchors anew.
        made.append(Page(page._page_box) if any(changed) else page)
    return made, numbers


def _marks(page: Page) -> Iterator[tuple[str, Any]]:
    """The marks on *page*, by the names of their notes."""
    for box in page._page_box.descendants():
        if isinstance(box, TextBox) and (name := _note(box, "call")):
            yield name, box.element


def _note(box: Any, *classes: str) -> str:
    """The name of the note that the words of *box* are the number of; empty if they are not."""
    element = box.element
    if element is None or element.get("class") not in classes:
        return ""
    return unquote(element.get("href", "")[1:]) if element.get("class") == "call" else str(element.get("id", ""))


def _renumbered(line: Any, numbers: Mapping[str, int]) -> bool:
    """Put the *numbers* in *line*; whether there are any."""
    texts: dict[Any, str] = {}
    for box in line.descendants():
        if isinstance(box, TextBox) and (name := _note(box, "call", "back")) in numbers:
            number = str(numbers[name])
            texts[box] = number.translate(SUPERIORS) if box.element.get("class") == "call" else number
    return replaced(line, texts)


def replaced(line: Any, texts: Mapping[Any, str]) -> bool:
    """Give boxes in *line* other *texts*, and fill it out again; whether there are any."""
    wider = {box: _set(box, text) for box, text in texts.items()}
    if not wider:
        return False
    spaces = count_expandable_spaces(line)
    boxes = [box for box in line.descendants() if isinstance(box, TextBox)]
    justified = spaces and any(box.justification_spacing for box in boxes)
    more = sum(wider.values())
    first = more * BEFORE.get(line.style["text_align_all"], 0)
    _shift(line, -more / spaces if justified else 0.0, 0.0 if justified else -first, wider)
    return True


def _set(box: Any, text: str) -> float:
    """Give *box* another *text*; by how much that is wider."""
    layout, _, _, width, _, _ = split_first_line(text, box.style, None, None, 0)
    box.text, box.pango_layout = text, layout
    return float(width - box.width)


def _shift(box: Any, space: float, x: float, wider: Mapping[Any, float]) -> float:
    """Move *box* by *x*, with each of its spaces wider by *space*; by how much what follows it is to be moved.

    *wider* tells how much the boxes are that got another number.
    """
    if isinstance(box, TextBox):
        box.position_x += x
        more = wider.get(box, 0.0)
        if space and (spaces := count_expandable_spaces(box)):
            box.justification_spacing += space
            box.pango_layout = create_layout(box.text, box.style, None, None, box.justification_spacing)
            box.pango_layout.deactivate()
            more += space * spaces
        box.width += more
        return x + more
    if not isinstance(box, LineBox | InlineBox):
        box.translate(x, 0)
        return x
    box.position_x += x
    after = x
    for child in box.children[::-1] if box.style["direction"] == "rtl" else box.children:
        if child.is_in_normal_flow():
            after = _shift(child, space, after, wider)
    box.width += after - x
    return after

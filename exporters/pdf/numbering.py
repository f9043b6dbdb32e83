"""Numbers of lines: every fifth in the outer margin, and each entry of the apparatus keyed to the line of its lemma.

Which line that is, the finished pages tell. An entry's number is set for two figures, and gets its own when the pages
are made, as the numbers of notes do that count anew (see `restart`). Imported only where WeasyPrint is at hand.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from weasyprint import Page
from weasyprint.formatting_structure.boxes import FootnoteAreaBox, LineBox, MarginBox, TextBox
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.text.line_break import split_first_line

from exporters.pdf.apparatus import BY_VERSE, ENTRY, LINES, UNKNOWN
from exporters.pdf.restart import replaced
from exporters.xhtml import Element, element

EVERY = 5
# How far from the text the numbers stand, and how large they are, in pixels.
APART, SIZE = 15.0, 10.5
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "header")
HEADING_CLASSES = ("super-heading", "sub-heading", "verse-heading", "list-heading", "table-heading")
# What an entry is keyed to that belongs to a heading, and what stands between two entries of one line.
TITLE, SAME = "tit.", "\u2016"
# Lines that begin within so many pixels of each other stand side by side.
BESIDE = 3.0
COUNT = re.compile(r"(\d+)\D*$")


@dataclass(slots=True)
class _Line:
    """A line of text: its number, if it has one, and whether that is said first of it."""

    box: Any
    number: str
    first: bool
    before: int  # letters of the page


@dataclass(slots=True)
class _Count:
    """Counts the lines of a page: *verses* by the numbers they have, else from the top.

    *last* is the number counted last; *letters* how many letters and figures have passed.
    """

    verses: bool
    last: str = ""
    letters: int = 0
    lines: list[_Line] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)


def lined(pages: Sequence[Page]) -> list[Page]:
    """*pages* with the lines of a text that has an apparatus numbered, and the apparatus keyed to these numbers."""
    last, made = "", []
    keys: dict[str, str] = {}
    counts: list[_Count | None] = []
    for page in pages:
        root = _root(page)
        how = _how(root) if root is not None else ""
        counts.append(None)
        if how:
            count = _Count(how == BY_VERSE, last if how == BY_VERSE else "")
            _read(root, count, False, "", [])
            last, counts[-1] = count.last, count
            keys |= count.keys
    for number, (page, known) in enumerate(zip(pages, counts, strict=True)):
        changed = known is not None and _numbered(page, known.lines)
        changed = _keyed(page, keys) or changed
        made.append(Page(page._page_box) if changed else pages[number])
    return made


def _root(page: Page) -> Any:
    """The box of the text on *page*."""
    return next((c for c in page._page_box.children if not isinstance(c, MarginBox | FootnoteAreaBox)), None)


def _how(root: Any) -> str:
    """How the lines below *root* are counted; empty if they are not."""
    body = next((box for box in root.children if box.element_tag == "body"), None)
    return "" if body is None or body.element is None else body.element.get(LINES, "")


# --- counting ---------------------------------------------------------------------------------------------------------


def _read(box: Any, count: _Count, heading: bool, verse: str, seen: list[Any]) -> None:
    """Count the lines in *box*: in a *heading*, or in a verse with a number."""
    if isinstance(box, AbsolutePlaceholder):
        return
    if isinstance(box, LineBox):
        _line(box, count, heading, verse, seen)
        return
    home = box.element
    if home is not None:
        classes = (home.get("class") or "").split()
        heading = heading or box.element_tag in HEADINGS or any(cls in HEADING_CLASSES for cls in classes)
        if "line" in classes and home.get("data-n"):
            verse = home.get("data-n", "")
    for child in getattr(box, "children", ()):
        _read(child, count, heading, verse, seen)


def _line(box: Any, count: _Count, heading: bool, verse: str, seen: list[Any]) -> None:
    before = count.letters
    above = count.lines[-1] if count.lines else None
    if heading:
        number, first = TITLE, False
    elif count.verses:
        number = verse or count.last or TITLE
        first = bool(verse) and not (count.last == verse and seen and seen[-1] is box.element)
        count.last = verse or count.last
    elif above is not None and above.number.isdecimal() and abs(above.box.position_y - box.position_y) < BESIDE:
        number, first = above.number, False
    else:
        number, first = str(int(count.last or 0) + 1), True
        count.last = number
    seen.append(box.element)
    count.lines.append(_Line(box, number, first, before))
    for inner in box.descendants():
        if isinstance(inner, TextBox):
            if inner.element is None or inner.element.get("class") != "call":
                count.letters += sum(map(str.isalnum, inner.text))
        elif (note := getattr(inner, "footnote", None)) is not None and note.element.get("class") == ENTRY:
            _key(note.element, count)


def _key(entry: Element, count: _Count) -> None:
    """Key *entry*, which stands in the line counted last, to the lines of its lemma."""
    back = next((a for a in entry.iter("a") if a.get("class") == "back"), None)
    if back is None:
        return
    begins = count.letters - int(entry.get("data-reach", "0"))
    starts = [line.before for line in count.lines]
    # Several lines may begin at one letter: those before have none.
    first = max(bisect_right(starts, max(begins, 0)) - 1, 0) if begins < count.letters else len(starts) - 1
    one, other = count.lines[first].number, count.lines[-1].number
    given = back.get("data-key", UNKNOWN)
    count.keys[back.get("id", "")] = given if given != UNKNOWN else one if one == other else f"{one}\u2013{other}"


# --- what is printed --------------------------------------------------------------------------------------------------


def _keyed(page: Page, keys: dict[str, str]) -> bool:
    """Put the keys in the foot of *page*; whether there are any."""
    last, changed = "", False
    for line in _foot(page):
        texts: dict[Any, str] = {}
        for box in line.descendants():
            if isinstance(box, TextBox) and box.element is not None and box.element.get("data-key"):
                key = keys.get(box.element.get("id", ""), "")
                if key == last:
                    box.style = box.style.copy()
                    box.style["font_weight"] = 400
                texts[box] = SAME if key == last else key
                last = key
        changed = replaced(line, texts) or changed
    return changed


def _foot(page: Page) -> Iterator[Any]:
    for area in page._page_box.children:
        if isinstance(area, FootnoteAreaBox):
            yield from (box for box in area.descendants() if isinstance(box, LineBox))


def _numbered(page: Page, lines: Sequence[_Line]) -> bool:
    """Set every fifth number beside its line, in the outer margin of *page*; whether there are any.

    All of them are painted behind the last line: programs that read in the order of painting would find one between the
    halves of a word that its line divides.
    """
    sheet, made = page._page_box, []
    for line in lines:
        count = COUNT.search(line.number)
        if not line.first or count is None or int(count[1]) % EVERY:
            continue
        text = next((box for box in line.box.descendants() if isinstance(box, TextBox)), None)
        if text is None:
            continue
        number = _number(text, line.number)
        left = sheet.content_box_x()
        outer = left - APART - number.width if sheet.page_type.side == "left" else left + sheet.width + APART
        number.position_x = outer
        number.position_y = line.box.position_y + line.box.baseline - number.baseline
        made.append(number)
    if made:
        last = lines[-1].box
        last.children = [*last.children, *made]
    return bool(made)


def _number(like: Any, text: str) -> Any:
    """*text* as a box, set as *like* is but smaller; it is printed, and not read."""
    style = like.style.copy()
    style |= {
        "font_size": SIZE, "font_style": "normal", "font_weight": 400, "font_variant_caps": "normal",
        "letter_spacing": 0, "hyphens": "manual", "text_decoration_line": "none",
    }  # fmt: skip
    made = TextBox("span", style, element("span", "artifact"), text)
    layout, _, _, width, height, baseline = split_first_line(text, style, None, None, 0)
    made.pango_layout, made.width, made.height, made.baseline = layout, width, height, baseline
    for side in ("top", "right", "bottom", "left"):
        setattr(made, f"margin_{side}", 0)
        setattr(made, f"padding_{side}", 0)
        setattr(made, f"border_{side}_width", 0)
    return made

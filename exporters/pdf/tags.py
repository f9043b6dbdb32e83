"""Tags: the text as a tree of what everything is, read from the boxes of the finished pages.

WeasyPrint's own tags follow its boxes: a paragraph that runs on over the page becomes two, each line's words a `Span`,
and a note stands at the end of its page. Ours follow the elements that the boxes were made of: one element, one part of
the structure, wherever its words are printed; and a note stands behind its mark. Imported only where WeasyPrint is at
hand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from weasyprint import Page
from weasyprint.formatting_structure.boxes import LineBox, MarginBox, ReplacedBox, TextBox
from weasyprint.layout.absolute import AbsolutePlaceholder

from exporters.pdf.nodes import Node, Spot, Words
from exporters.pdf.roles import ARTIFACT, HEADINGS, LANGUAGE, numbering, role_of

HYPHEN, SOFT_HYPHEN, JOINER = "\u2010", "\u00ad", "\u2060"
# Signs that a line may end with though no space follows them.
DASHES = "-–—/\u2010"
# Chinese and Japanese put no spaces between words.
WIDE = ("W", "F")
# Scripts whose signs stand otherwise than their letters are read: from right to left, around, above or below others.
# Whoever reads the signs one by one would read something else.
INVOLVED = re.compile(
    "[\u0300-\u036f\u0590-\u109f\u1780-\u17ff\u1a00-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ua900-\uabff\ufb1d-\ufdff"
    "\ufe20-\ufe2f\ufe70-\ufefc\U00010800-\U00011fff\U0001e000-\U0001efff]"
)
# PDF's unit is 1/72 of an inch, CSS's 1/96.
POINTS = 0.75


@dataclass(slots=True)
class Marks:
    """The marks of a page: those whose words are *read*, and those of *artifacts*, with their kind.

    The words of some end with a space that is not printed, at the end of their line; others are *divided*. What
    the signs printed do not tell is *spelled* out.
    """

    read: set[int] = field(default_factory=set)
    artifacts: dict[int, str] = field(default_factory=dict)
    spaced: set[int] = field(default_factory=set)
    divided: set[int] = field(default_factory=set)
    spelled: dict[int, Node] = field(default_factory=dict)


class MarkedPage(Page):  # type: ignore[misc]
    """A page whose words WeasyPrint numbers while it paints them, for whoever makes the tags."""

    def __init__(self, page: Page) -> None:
        self.__dict__.update(page.__dict__)

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Paint the page; *stream* then knows the number of each box."""
        stream._tags = {}  # as WeasyPrint does to make its own tags
        super().paint(stream, scale)
        for font in stream._fonts.values():
            for sign, text in font.to_unicode.items():
                # A part of a letter that another part stands for. To mean nothing at all is forbidden.
                font.to_unicode[sign] = text or JOINER


@dataclass(slots=True)
class Reader:
    """Reads pages, one after the other, into the tree below *root*; *marks* holds what it found of each.

    *scale* is how far the pages are magnified when they are written.
    """

    root: Node
    scale: float = 1.0
    marks: list[Marks] = field(default_factory=list)
    nodes: dict[Any, Node | None] = field(default_factory=dict)
    height: float = 0.0
    numbers: Mapping[Any, Mapping[str, int]] = field(default_factory=dict)
    line: Words | None = None

    def read(self, page: Page, numbers: Mapping[Any, Mapping[str, int]]) -> None:
        """Read a page; *numbers* holds what WeasyPrint numbered on it."""
        self.marks.append(Marks())
        self.numbers, self.height, self.line = numbers, page.height, None
        self._box(page._page_box, self.root)  # the words are nowhere else

    def _box(self, box: Any, around: Node) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, MarginBox):
            edge = "Header" if box.at_keyword.startswith("@top") else "Footer"
            self._artifact(box, f"/Type /Pagination /Subtype /{edge}")
            return
        again = getattr(box, "is_header", False) and self._again(box)
        node = self._node(box, around)
        if node is None or again or box.is_leader:
            self._artifact(box, "/Type /Layout" if box.is_leader else "/Type /Pagination")
            return
        if box.link_annotation is not None:
            link = next((node for node in node.above() if node.role == "Link"), node)
            link.kids.append(Spot(len(self.marks) - 1, box.link_annotation))
        if isinstance(box, TextBox):
            self._text(box, node)
        elif isinstance(box, ReplacedBox):
            self._picture(box, node)
        elif isinstance(box, LineBox):
            self.line = None
            for child in box.children:
                self._box(child, node)
            if self.line is not None:
                self._end(self.line)
        else:
            for child in box.children:
                self._box(child, node)

    # --- what is printed ----------------------------------------------------------------------------------------------

    def _text(self, box: Any, node: Node) -> None:
        number = self.numbers.get(box)
        if number is None:
            return
        if not box.text.strip():
            # WeasyPrint prints nothing for it; but the words before it end here.
            if self.line is not None and box.text:
                self._close(self.line.mark, " ")
            return
        self.line = Words(len(self.marks) - 1, number["mcid"], box.text)
        self.marks[-1].read.add(self.line.mark)
        if INVOLVED.search(box.text):
            node = self.marks[-1].spelled[self.line.mark] = node.new("Span")
            node.actual = box.text
        node.add(self.line)

    def _end(self, last: Words) -> None:
        """Let the last words of a line end as words do, or as half a word does."""
        text = last.text.rstrip(JOINER)
        end, before = text[-1:] or " ", text[-2:-1].strip()
        if end == HYPHEN and unicodedata.bidirectional(text[0]) not in ("R", "AL"):
            self._close(last.mark, SOFT_HYPHEN)
        elif not (end in DASHES and before) and unicodedata.east_asian_width(end) not in WIDE:
            self._close(last.mark, " ")

    def _close(self, mark: int, end: str) -> None:
        """Let the words with a *mark* end with a space, or be divided by a soft hyphen."""
        marks = self.marks[-1]
        if (node := marks.spelled.get(mark)) is not None:
            text = node.actual.rstrip(JOINER + " ")
            node.actual = (text.removesuffix(HYPHEN) if end == SOFT_HYPHEN else text) + end
        else:
            (marks.divided if end == SOFT_HYPHEN else marks.spaced).add(mark)

    def _picture(self, box: Any, node: Node) -> None:
        number = self.numbers.get(box)
        if number is None:
            return
        self.marks[-1].read.add(number["mcid"])
        left, bottom = box.content_box_x(), self.height - box.content_box_y() - box.height
        edges = (left, bottom, left + box.width, bottom + box.height)
        node.attributes |= {"O": "/Layout", "BBox": [round(edge * POINTS * self.scale, 2) for edge in edges]}
        node.kids.append(Words(len(self.marks) - 1, number["mcid"]))

    def _artifact(self, box: Any, kind: str) -> None:
        for inner in box.descendants(placeholders=True):
            if (number := self.numbers.get(inner)) is not None:
                self.marks[-1].artifacts[number["mcid"]] = kind

    def _again(self, box: Any) -> bool:
        """Whether the head of a table stands here once more, on a page that the table runs on to."""
        head = self.nodes.get((box.element, ""))
        return head is not None and bool(head.words())

    # --- what everything is -------------------------------------------------------------------------------------------

    def _node(self, box: Any, around: Node) -> Node | None:
        """Where the words of *box* belong, or None if they are not read."""
        element = box.element
        if element is None:
            return around
        tag, _, pseudo = box.element_tag.partition("::")
        key = (element, "marker" if pseudo == "marker" else "")
        if key not in self.nodes:
            self.nodes[key] = self._lbl(around) if key[1] else self._made(box, element, tag, around)
        return self.nodes[key]

    def _made(self, box: Any, element: Any, tag: str, around: Node) -> Node | None:
        lang = element.get("lang") or ""
        lang = lang if LANGUAGE.fullmatch(lang) else around.lang
        if tag in ("html", "body"):
            return around if tag == "html" else around.new("Part", lang)
        classes = (element.get("class") or "").split()
        role = role_of(tag, classes, any(node.role == "Contents" for node in around.above()))
        if role == ARTIFACT:
            return None
        if role in ("Link", "Figure") and box.link_annotation is None and not isinstance(box, ReplacedBox):
            role = ""
        if role == "Lbl" and (item := _item(around)) is not None:
            return item.first("Lbl", lang)
        match role or ("Span" if lang != around.lang else ""):
            case "" | "Lbl":
                return around
            case "Note":
                return _note(element, around, lang)
            case "Link":
                return _link(element, classes, around, lang)
            case "LI":
                return around.new("LI", lang).new("LBody")
            case known:
                made = around.new(known, lang)
        if role == "L":
            made.attributes |= {"O": "/List", "ListNumbering": f"/{numbering(classes)}"}
        elif role == "Figure":
            made.alt = element.get("alt") or ""
        elif role in ("TH", "TD"):
            spans = {"ColSpan": box.colspan, "RowSpan": box.rowspan}
            made.attributes |= {name: span for name, span in spans.items() if span > 1}
        return made

    def _lbl(self, around: Node) -> Node:
        """The number or the dot of a list's item."""
        item = _item(around)
        return item.first("Lbl") if item is not None else around


def _item(around: Node) -> Node | None:
    """The list's item that *around* begins, if it does."""
    body = next((node for node in around.above() if node.role in ("LBody", "Note")), None)
    return body.parent if body is not None and body.role == "LBody" and not body.words() else None


def _link(element: Any, classes: list[str], around: Node, lang: str) -> Node:
    if "back" in classes and (note := next((node for node in around.above() if node.role == "Note"), None)):
        return note.first("Lbl", lang).new("Link")
    if "call" not in classes and not any(node.role == "TOCI" for node in around.above()):
        return around.new("Link", lang)
    made = around.new("Reference", lang).new("Link")
    if "call" in classes:
        made.leads_to = unquote((element.get("href") or "").removeprefix("#"))
    return made


def _note(element: Any, around: Node, lang: str) -> Node:
    # Who goes from heading to heading does not want to hear their notes.
    home = next(node for node in around.above() if node.role not in HEADINGS)
    made = home.new("Note", lang)
    back = next((a for a in element.iter("a") if a.get("class") == "back"), None)
    made.name = "" if back is None else back.get("id") or ""
    return made

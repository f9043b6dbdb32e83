"""The walk: an edition's text cut into flows, each of which is read in one go, with signs for the mark-up in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from teipress.checks.vocables import ALTERNATIVES, BREAKS, INLINE, LINES, OBJECTS, OPAQUE, TRANSPARENT
from teipress.xml import TEI, Element, in_word, local, tei

OPEN, CLOSE, END = "\x01", "\x02", "\x03"  # an element within the flow begins, ends; the flow ends
BREAK, WITHIN = "\x04", "\x05"  # a break between words, and one within a word
APART, OBJECT, LINE = "\x06", "\x07", "\x0e"  # a note or block stood here; something without words; a line of verse
MARKS = f"{OPEN}{CLOSE}{END}{BREAK}{WITHIN}{APART}{OBJECT}{LINE}"
REGIONS = {"teiHeader": "header", "standOff": "lists", "sourceDoc": "source", "facsimile": "source"}
_PREFIX = f"{{{TEI}}}"
_BLANK = f" \t\n\r{MARKS}"
Piece = tuple[str, Element, bool]


class Walk:
    """Collects the flows of a document, and the pieces that they are made of."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.length = 0
        self.flows: list[tuple[int, int, Element, str] | None] = []
        self.spans: list[tuple[int, int, str]] = []
        self.region = "text"

    def whole(self, root: Element) -> None:
        """The parts of a document: its header, its text and what stands beside them, each a span of its own."""
        parts = [root]
        if root.tag in (tei("TEI"), tei("teiCorpus")):
            parts = [child for child in root if isinstance(child.tag, str)]
        for part in parts:
            name = local(part)
            if part is not root and name in ("TEI", "teiCorpus"):
                self.whole(part)
                continue
            self.region = REGIONS.get(name, "lists" if name.startswith("list") else "text")
            start = self.length
            self.block(part)
            self.spans.append((start, self.length, self.region))

    def block(self, element: Element) -> str:
        """Read an element by itself; returns the sign that stands for it in what is around it."""
        tag = element.tag
        if not isinstance(tag, str) or not tag.startswith(_PREFIX) or tag in _NOT_READ:
            return OBJECT
        order = len(self.flows)
        self.flows.append(None)
        parts: list[Piece] = [(element.text or "", element, False)]
        self.inside(element, parts.append)
        text = "".join([part[0] for part in parts])
        if text.strip(_BLANK):
            parts.append((END, element, False))
            start = self.length
            self.length += len(text) + len(END)
            self.pieces += parts
            self.flows[order] = (start, self.length, element, self.region)
        return APART

    def inside(self, element: Element, add: Callable[[Piece], None]) -> None:
        """What stands in an element, behind its first text."""
        for child in element:
            kind = _KINDS.get(child.tag)
            if kind == "inline":
                add((OPEN + (child.text or ""), child, False))
                if len(child):
                    self.inside(child, add)
                sign = CLOSE
            elif kind == "break":
                sign = WITHIN if in_word(child.get) or child.get("break") == "maybe" else BREAK
            elif kind == "line":
                add((LINE + (child.text or ""), child, False))
                self.inside(child, add)
                sign = LINE
            elif kind == "alternatives":
                self.alternatives(child, add)
                sign = CLOSE
            elif kind == "object" and not (child.text or len(child)):
                sign = OBJECT
            elif kind == "object":
                add((OPEN + (child.text or ""), child, False))
                self.inside(child, add)
                sign = CLOSE
            elif kind == "transparent" or not isinstance(child.tag, str):
                sign = ""
            else:
                sign = self.block(child)
            if after := sign + (child.tail or ""):
                add((after, child, True))

    def alternatives(self, element: Element, add: Callable[[Piece], None]) -> None:
        """Of several forms of one text, the one that readers see stands in the flow; the others stand apart."""
        children = [child for child in element if isinstance(child.tag, str)]
        names = [local(child) for child in children]
        best = next((wanted for wanted in ALTERNATIVES[local(element)] if wanted in names), names[0] if names else "")
        add((OPEN, element, False))
        for child, name in zip(children, names, strict=True):
            if name == best:
                best = ""
                add((OPEN + (child.text or ""), child, False))
                self.inside(child, add)
                add((CLOSE, child, True))
            else:
                self.block(child)


_KINDS: Mapping[object, str] = {
    tei(name): kind
    for kind, names in (
        ("inline", INLINE), ("break", BREAKS), ("line", LINES), ("alternatives", ALTERNATIVES), ("object", OBJECTS),
        ("transparent", TRANSPARENT),
    )
    for name in names
}  # fmt: skip
_NOT_READ = frozenset(map(tei, OPAQUE))

"""Stretches: running text as it is read, over line breaks and inline tags, each character knowing where it stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from teipress.annotate.scan import Node, Piece
from teipress.names import BREAKS, UNPRINTED
from teipress.xml import in_word

# Text runs on through these; others begin a stretch of their own.
INLINE = frozenset(
    """hi emph seg foreign q said soCalled distinct mentioned term gloss add supplied unclear corr sic orig reg abbr
    expan ex am damage restore surplus retrace mod secl subst choice app lem ref w pc c m cl phr s num measure
    unit title ruby rb date time persName placeName orgName name rs geogName settlement country region district bloc
    forename surname roleName addName genName nameLink objectName eventName""".split()
)
# The text goes on as if these were not there.
PASSED_OVER = frozenset(
    ("fw", "del", "index", "anchor", "ptr", "metamark", "handShift", "addSpan", "delSpan", "rdg", "rt")
)
READINGS = frozenset(("choice", "app"))
BARRIER = "\ufffc"  # stands for what is no text: an image, a note
BROKEN = "\ue002"  # stands for a hyphen at the end of a line, which may or may not belong to the word
_HYPHENS = "-‐¬"
_SOFT_HYPHEN = "\u00ad"
# What can be added at once; white space, and what joins the character before it, goes one by one.
_RUN = re.compile(r"(?P<plain>[^\s\u00ad\u0300-\u036f\u3099\u309a]+)|\s+|.", re.DOTALL)


@dataclass(slots=True)
class Stretch:
    """The characters of a stretch, and for each its element and where it begins and ends in the document.

    White space is one space. Of two readings the printed one is there, and each of its characters begins and ends with
    the element that holds both.
    """

    home: Node
    characters: list[str] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    joined: bool = False  # inside a word that goes on after a break

    @property
    def text(self) -> str:
        """What is read."""
        return "".join(self.characters)

    def add(self, character: str, node: Node, start: int, end: int) -> None:
        """Add one character."""
        if character.isspace():
            if self.joined or not self.characters or self.characters[-1] == " ":
                return
            character = " "
        elif character == _SOFT_HYPHEN:
            return
        self.joined = False
        if unicodedata.combining(character) and self.characters:
            composed = unicodedata.normalize("NFC", self.characters[-1] + character)
            if len(composed) == 1:
                self.characters[-1], self.ends[-1] = composed, end
                return
        self.characters.append(character)
        self.nodes.append(node)
        self.starts.append(start)
        self.ends.append(end)

    def run(self, text: str, node: Node, start: int) -> None:
        """Add characters that stand in the document one after the other from *start*."""
        for part in _RUN.finditer(text):
            first, end = start + part.start(), start + part.end()
            self.add(part.group()[0], node, first, first + 1)
            if part["plain"]:
                self.characters.extend(part.group()[1:])
                self.nodes.extend([node] * (end - first - 1))
                self.starts.extend(range(first + 1, end))
                self.ends.extend(range(first + 2, end + 1))

    def break_line(self, node: Node, inside_word: bool) -> None:
        """A line or page ends here."""
        last = len(self.characters) - 1
        if last >= 0 and self.characters[last] == " ":
            last -= 1
        hyphen = last > 0 and self.characters[last] in _HYPHENS and self.characters[last - 1].isalnum()
        if inside_word or hyphen:
            for column in (self.characters, self.nodes, self.starts, self.ends):
                del column[last + 1 :]
            self.joined = bool(self.characters)
            if hyphen:
                self.characters[-1] = BROKEN
        else:
            self.add(" ", node.parent or node, node.start, node.end)


def stretches(pieces: Iterable[Piece]) -> list[Stretch]:
    """The stretches of a document, in the order in which they begin."""
    reader = _Reader()
    for piece in pieces:
        reader.read(piece)
    return [stretch for stretch in reader.found if stretch.characters]


@dataclass(slots=True)
class _Reader:
    found: list[Stretch] = field(default_factory=list)
    open: list[Stretch] = field(default_factory=list)
    passing: Node | None = None  # an element that is passed over with all that is in it
    readings: list[tuple[Node, int]] = field(default_factory=list)  # open choices, and where their text begins

    def read(self, piece: Piece) -> None:
        node = piece.node
        if self.passing is not None:
            if piece.kind == "close" and node is self.passing:
                self.passing = None
        elif piece.kind == "open":
            self._opened(node)
        elif piece.kind == "close":
            self._closed(node)
        elif piece.kind == "opaque":
            self._barrier(node, piece.start, piece.end)
        elif piece.kind == "character":
            for character in piece.text:
                self.open[-1].add(character, node, piece.start, piece.end)
        else:
            self.open[-1].run(piece.text, node, piece.start)

    def _opened(self, node: Node) -> None:
        parent = node.parent.name if node.parent is not None else ""
        if node.name in PASSED_OVER or (parent in READINGS and node.name in UNPRINTED):
            self.passing = node
        elif node.name in BREAKS:
            if self.open:
                self.open[-1].break_line(node, in_word(node.attributes.get))
        elif node.name not in INLINE or not node.tei or not self.open:
            self.found.append(Stretch(node))
            self.open.append(self.found[-1])
        elif node.name == "choice":
            self.readings.append((node, len(self.open[-1].characters)))

    def _closed(self, node: Node) -> None:
        stretch = self.open[-1] if self.open else None
        if stretch is not None and stretch.home is node:
            self.open.pop()
            if self.open:
                self._barrier(node.parent or node, node.start, node.end)
        elif self.readings and self.readings[-1][0] is node and stretch is not None:
            _, first = self.readings.pop()
            for at in range(first, len(stretch.characters)):
                stretch.nodes[at] = node.parent or node
                stretch.starts[at], stretch.ends[at] = node.start, node.end

    def _barrier(self, node: Node, start: int, end: int) -> None:
        self.open[-1].add(BARRIER, node, start, end)

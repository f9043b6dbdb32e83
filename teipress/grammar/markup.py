"""Markup: the elements of RELAX NG in a file, by expat; all others are left out.

What expat does not read, and what declares entities, goes through `xml.parse`, which refuses what is not safe.
"""

from __future__ import annotations

from xml.parsers import expat

from teipress.grammar.names import SEPARATOR, XML_NAMESPACE, local_of, qualified
from teipress.grammar.unusable import Unusable

RNG = "http://relaxng.org/ns/structure/1.0"
BASE = qualified(XML_NAMESPACE, "base")
MOST_ELEMENTS = 1_000_000


class Markup:
    """One element of RELAX NG: its attributes, the words in it, and the prefixes declared there."""

    __slots__ = ("attributes", "children", "line", "prefixes", "tag", "words")

    def __init__(self, tag: str, attributes: dict[str, str], line: int, prefixes: dict[str, str]) -> None:
        self.tag, self.attributes, self.line, self.prefixes = tag, attributes, line, prefixes
        self.children: list[Markup] = []
        self.words = ""


def markup(data: bytes, name: str) -> Markup:
    """The root of the file *name*, whose bytes are *data*. Raises `Unusable`."""
    try:
        if b"<!DOCTYPE" in data or b"<\0!\0D\0O\0C\0T\0Y\0P\0E\0" in data:
            data = _safe(data, name)
        return _Reading(name).read(data)
    except expat.ExpatError:
        return _Reading(name).read(_safe(data, name))


def _safe(data: bytes, name: str) -> bytes:
    """The same document without entities, in UTF-8."""
    from lxml import etree

    from teipress import xml

    parsed = xml.parse(data, name)
    if parsed.root is None:
        first = parsed.diagnostics[0]
        raise Unusable(f"the schema {first.place} cannot be read: {first.message}")
    return etree.tostring(parsed.root, encoding="utf-8")


class _Reading:
    """A file being read."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.open: list[Markup] = []
        self.root: Markup | None = None
        self.count = 0
        self.foreign = 0  # how deep in what is not RELAX NG
        self.prefixes: dict[str, str] = {}
        self.hidden: list[tuple[str, str | None]] = []  # declarations to come back to

    def read(self, data: bytes) -> Markup:
        """The root."""
        parser = self.parser = expat.ParserCreate(None, SEPARATOR)
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.text
        parser.StartNamespaceDeclHandler, parser.EndNamespaceDeclHandler = self.declare, self.undeclare
        parser.Parse(data, True)
        assert self.root is not None
        return self.root

    def start(self, name: str, attributes: dict[str, str]) -> None:
        uri, _, tag = name.rpartition(SEPARATOR)
        if uri != RNG or self.foreign:
            self.foreign += 1
            if not self.open:
                raise Unusable(f"{self.name} is no RELAX NG schema: it begins with <{local_of(name)}>")
            return
        self.count += 1
        line = self.parser.CurrentLineNumber
        if self.count > MOST_ELEMENTS:
            raise Unusable(f"the schema {self.name}:{line} cannot be used: it has more than {MOST_ELEMENTS:,} elements")
        if attributes and SEPARATOR in "".join(attributes):  # some are foreign
            attributes = {key: value for key, value in attributes.items() if SEPARATOR not in key or key == BASE}
        element = Markup(tag, attributes, line, self.prefixes)
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def end(self, name: str) -> None:
        if self.foreign:
            self.foreign -= 1
        else:
            self.open.pop()

    def text(self, text: str) -> None:
        if not self.foreign:
            self.open[-1].words += text

    def declare(self, prefix: str | None, uri: str | None) -> None:
        self.hidden.append((prefix or "", self.prefixes.get(prefix or "")))
        self.prefixes = {**self.prefixes, prefix or "": uri or ""}

    def undeclare(self, prefix: str | None) -> None:
        name, before = self.hidden.pop()
        self.prefixes = {key: uri for key, uri in self.prefixes.items() if key != name}
        if before is not None:
            self.prefixes[name] = before

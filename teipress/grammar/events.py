"""Events: the start tags, end tags and texts of a document, with those of the files it draws in where they stand.

What is read here has been accepted by `xml.parse`, so entities are few and all in the document; expat reads it again,
since it knows the column of everything. See XInclude 1.0.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from enum import Enum, auto
from xml.parsers import expat

from teipress.grammar.match import NOWHERE, Context
from teipress.grammar.names import SEPARATOR, XINCLUDE, XML_NAMESPACE, qualified

INCLUDE, FALLBACK = qualified(XINCLUDE, "include"), qualified(XINCLUDE, "fallback")
MOST_DEEP = 8  # files in files; no edition is loaded with so many
BUFFER = 2**16
_INCLUDE = re.compile(rb"<(?:[^\s<>/:]+:)?include[\s/>]")
_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);|#)")

Sources = Mapping[str, bytes]  # the bytes of the document and of all it draws in, by the names that messages use


class Malformed(Exception):
    """What expat says of a document that it cannot read."""


TYPE_CHECKING = False  # typing itself is not needed
if TYPE_CHECKING:
    from typing import Protocol

    class Listener(Protocol):
        """What listens to a document. *attributes* are names and values in turn."""

        def start(self, name: str, attributes: list[str]) -> None:
            """A start tag."""

        def end(self, name: str) -> None:
            """An end tag."""

        def text(self, text: str) -> None:
            """Text, or a part of one."""


class _Of(Enum):
    """What an open element is to the listener."""

    SHOWN = auto()
    REPLACED = auto()  # an xi:include whose file was read in its place
    EMPTY = auto()  # an xi:include that found nothing: its fallback counts
    FALLBACK = auto()
    HIDDEN = auto()


class Reading:
    """A document being read: *parser* and *file* tell where it is, and *context* what names may refer to there."""

    def __init__(self, sources: Sources, listener: Listener, whole_texts: bool, in_context: bool) -> None:
        self.sources = sources
        self.listener = listener
        self.whole_texts = whole_texts
        self.in_context = in_context
        self.file = ""
        self.data = b""
        self.parser = expat.ParserCreate()
        self._chain: list[str] = []
        self._declared: dict[str, list[str]] = {}
        self._entities: set[str] = set()
        self._interned: dict[str, str] = {}

    @property
    def context(self) -> Context:
        """The prefixes and entities declared where the reading is; none unless they were asked for."""
        if not self.in_context:
            return NOWHERE
        declared = {prefix: uris[-1] for prefix, uris in self._declared.items() if uris}
        return Context({"xml": XML_NAMESPACE, **declared}, frozenset(self._entities))

    def read(self, name: str) -> None:
        """Read a document to its end. Raises `Malformed` where expat cannot."""
        outer = self.parser, self.file, self.data
        data = _readable(self.sources[name], name)
        encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8"
        parser = expat.ParserCreate(encoding, SEPARATOR, self._interned)
        parser.ordered_attributes = True
        if self.whole_texts:  # else each comes in parts, of which the place is known
            parser.buffer_text = True
            parser.buffer_size = BUFFER
        if encoding == "utf-16" or (XINCLUDE.encode() in data and _INCLUDE.search(data)):
            including = _Including(self)
            parser.StartElementHandler = including.start
            parser.EndElementHandler = including.end
            parser.CharacterDataHandler = including.text
        else:
            parser.StartElementHandler = self.listener.start
            parser.EndElementHandler = self.listener.end
            parser.CharacterDataHandler = self.listener.text
        if self.in_context:
            parser.StartNamespaceDeclHandler = self._declare
            parser.EndNamespaceDeclHandler = self._undeclare
            parser.UnparsedEntityDeclHandler = lambda name, *_: self._entities.add(name)
        self.parser, self.file, self.data = parser, name, data
        self._chain.append(name)
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            raise Malformed(expat.ErrorString(error.code)) from None
        self._chain.pop()
        self.parser, self.file, self.data = outer

    def draw(self, attributes: list[str]) -> bool:
        """Read what an xi:include names in its place; whether there was anything."""
        from pathlib import Path
        from urllib.parse import unquote

        given = dict(zip(attributes[::2], attributes[1::2], strict=True))
        name = str(Path(self.file).parent / unquote(given.get("href", "")))
        if name not in self.sources or name in self._chain or len(self._chain) > MOST_DEEP or "xpointer" in given:
            return False
        if given.get("parse") == "text":
            self.listener.text(self.sources[name].decode("utf-8", "replace"))
        else:
            self.read(name)
        return True

    def _declare(self, prefix: str | None, uri: str | None) -> None:
        self._declared.setdefault(prefix or "", []).append(uri or "")

    def _undeclare(self, prefix: str | None) -> None:
        self._declared[prefix or ""].pop()


class _Including:
    """Stands before the listener, and has xi:include replaced by what it draws in."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.listener = reading.listener
        self.open = [_Of.SHOWN]

    def start(self, name: str, attributes: list[str]) -> None:
        above = self.open[-1]
        if above in (_Of.SHOWN, _Of.FALLBACK) and name == INCLUDE:
            self.open.append(_Of.REPLACED if self.reading.draw(attributes) else _Of.EMPTY)
        elif above in (_Of.SHOWN, _Of.FALLBACK):
            self.open.append(_Of.SHOWN)
            self.listener.start(name, attributes)
        else:
            self.open.append(_Of.FALLBACK if above is _Of.EMPTY and name == FALLBACK else _Of.HIDDEN)

    def end(self, name: str) -> None:
        if self.open.pop() is _Of.SHOWN:
            self.listener.end(name)

    def text(self, text: str) -> None:
        if self.open[-1] in (_Of.SHOWN, _Of.FALLBACK):
            self.listener.text(text)


def _readable(data: bytes, name: str) -> bytes:
    """The bytes as `xml.parse` reads them: without an external document type, standard entities resolved."""
    typed, entity = b"<!DOCTYPE" in data, _ENTITY.search(data)
    if typed or entity:
        from teipress import entities  # and with it lxml, which nothing else here needs

        data = entities.without_external_dtd(data, name, []) if typed else data
        data = entities.resolve_character_entities(data, name, []) if entity else data
    return data

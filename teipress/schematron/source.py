"""Source: the XML of a Schematron schema, with the files it draws in, and the Schematron embedded in RELAX NG.

Files are read below the schema's own folder only. See ISO/IEC 19757-3, clauses 5.4.4 and 5.4.7.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from teipress import files, xml
from teipress.diagnostics import Place, Trouble
from teipress.xml import Element

SCH = "{http://purl.oclc.org/dsdl/schematron}"
OLD = "{http://www.ascc.net/xml/schematron}"
RNG = "{http://relaxng.org/ns/structure/1.0}"
XSL = "{http://www.w3.org/1999/XSL/Transform}"
MOST_FILES = 100
MOST_BYTES = 64 * 2**20
MOST_DEEP = 8


class Unusable(Exception):
    """The Schematron cannot be used: where, and why in one sentence."""

    def __init__(self, place: Place, reason: str) -> None:
        super().__init__(reason)
        self.place, self.reason = place, reason


@dataclass(slots=True)
class Source:
    """Elements of a schema, and the files they stand in. *folder* is what no include may leave."""

    folder: Path
    files: dict[Element, Path] = field(default_factory=dict)
    roots: dict[str, Element] = field(default_factory=dict)
    size: int = 0

    def root(self, path: Path, data: bytes) -> Element:
        """The outermost element of the file *path*, whose bytes are *data*. Raises `Unusable`."""
        real = os.path.realpath(path)
        if real in self.roots:
            return self.roots[real]
        self.size += len(data)
        if len(self.roots) >= MOST_FILES or self.size > MOST_BYTES:
            raise Unusable(Place(str(path)), "the schema is more than 100 files, or more than 64 MB")
        parsed = xml.parse(data, str(path))
        if parsed.root is None:
            wrong = parsed.diagnostics[-1]
            raise Unusable(wrong.place, wrong.message)
        self.files[parsed.root] = path
        self.roots[real] = parsed.root
        return parsed.root

    def file_of(self, element: Element) -> Path:
        """The file that an element stands in."""
        current: Element | None = element
        while current is not None:
            if current in self.files:
                return self.files[current]
            current = current.getparent()
        raise AssertionError("an element of no file")

    def place(self, element: Element) -> Place:
        """Where an element stands."""
        return Place(str(self.file_of(element)), xml.line_of(element))

    def drawn(self, element: Element, above: tuple[str, ...] = ()) -> tuple[Element, tuple[str, ...]]:
        """What the href of *element* leads to, and the files that led there. Raises `Unusable`."""
        href = element.get("href") or ""
        name, _, fragment = href.partition("#")
        base = self.file_of(element)
        above = above or (os.path.realpath(base),)
        where = self.place(element)
        try:
            target = files.inside(self.folder, name, base.parent) if name else base
            data = files.read(target, MOST_BYTES)
        except files.Outside as reason:
            raise Unusable(where, f'"{href}" is not read: it {reason}') from None
        except Trouble as trouble:
            raise Unusable(where, f'"{href}" is not read: {trouble}') from None
        chain = (*above, os.path.realpath(target) + "#" + fragment)
        if chain[-1] in above or (not fragment and chain[-1][:-1] in above) or len(chain) > MOST_DEEP:
            raise Unusable(where, f'"{href}" draws in itself, or is drawn in from too deep')
        root = self.root(target, data)
        if not fragment:
            return root, chain
        for found in root.iter("{*}*"):
            if fragment in (found.get("id"), found.get(xml.XML_ID)):
                return found, chain
        raise Unusable(where, f'there is no id "{fragment}" in {target}')

    def children(self, element: Element, above: tuple[str, ...] = ()) -> Iterator[Element]:
        """The children of an element, with those that `include` draws in where it stands."""
        for child in element.iterchildren("{*}*"):
            if child.tag == SCH + "include":
                drawn, chain = self.drawn(child, above)
                if drawn.tag == SCH + "schema" or drawn.tag == element.tag == SCH + "pattern":
                    yield from self.children(drawn, chain)
                else:
                    yield drawn
            else:
                yield child

    def embedded(self, root: Element, above: tuple[str, ...] = ()) -> Iterator[Element]:
        """The outermost Schematron elements in a RELAX NG schema, and in the grammars that it draws in."""
        for element in root.iter(SCH + "*", XSL + "*", RNG + "include", RNG + "externalRef"):
            parent = element.getparent()
            if element.tag in (RNG + "include", RNG + "externalRef"):
                seen = len(self.roots)
                drawn, chain = self.drawn(element, above)
                if str(drawn.tag).startswith(RNG) and len(self.roots) > seen:
                    yield from self.embedded(drawn, chain)
            elif parent is None or not str(parent.tag).startswith((SCH, XSL)):
                if element.tag == SCH + "schema":
                    yield from self.children(element)
                elif element.tag == SCH + "include":
                    yield self.drawn(element, above)[0]
                else:
                    yield element

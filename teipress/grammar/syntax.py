"""Syntax: the XML of a RELAX NG schema, with the files it draws in, as pieces that know what they inherit.

Sections 3 and 4.1 to 4.11 of the RELAX NG specification: what may stand where, `ns` and `datatypeLibrary` handed down,
`include` with what it overrides, `externalRef`. Files are read below the schema's own folder only.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from pathlib import Path
from urllib.parse import urljoin

from teipress import files
from teipress.diagnostics import Trouble
from teipress.grammar.markup import BASE, Markup, markup
from teipress.grammar.match import WHITE
from teipress.grammar.names import XML_NAMESPACE, qualified
from teipress.grammar.unusable import Unusable
from teipress.values import dataclass

MOST_BYTES = 64 * 2**20
MOST_PIECES = 1_000_000


@dataclass(slots=True, eq=False)
class Piece:
    """One element of a schema. *name* is its name attribute resolved as far as it can be, *text* its words."""

    tag: str
    file: str
    line: int
    attributes: dict[str, str]
    ns: str
    library: str
    text: str = ""
    name: str = ""
    children: list[Piece] = field(default_factory=list)
    prefixes: dict[str, str] = field(default_factory=dict)  # of a value, whose type may be a QName

    def wrong(self, message: str) -> Unusable:
        """What makes the schema unusable, told with its place."""
        return Unusable(f"the schema {self.file}:{self.line} cannot be used: {message}")


# What an element of a schema may bear, what may stand in it, and how many at least and at most.
Rule = tuple[Sequence[str], frozenset[str], int, int]
MANY = 2**31
PATTERN = frozenset(
    "element attribute group interleave choice optional zeroOrMore oneOrMore list mixed ref parentRef empty value data"
    " notAllowed externalRef grammar text".split()
)
NAMES = frozenset({"name", "anyName", "nsName", "choice"})
COMPONENTS = frozenset({"start", "define", "div"})
CONTENT = COMPONENTS | {"include"}
NOTHING: frozenset[str] = frozenset()
RULES: dict[str, Rule] = {
    **dict.fromkeys(
        ("group", "interleave", "choice", "optional", "zeroOrMore", "oneOrMore", "list", "mixed"),
        ((), PATTERN, 1, MANY),
    ),
    **dict.fromkeys(("empty", "text", "notAllowed"), ((), NOTHING, 0, 0)),
    "element": (("name",), PATTERN, 1, MANY),
    "attribute": (("name",), PATTERN, 0, 1),
    "ref": (("name",), NOTHING, 0, 0),
    "parentRef": (("name",), NOTHING, 0, 0),
    "value": (("type",), NOTHING, 0, 0),
    "data": (("type",), frozenset({"param", "except"}), 0, MANY),
    "param": (("name",), NOTHING, 0, 0),
    "externalRef": (("href",), NOTHING, 0, 0),
    "grammar": ((), CONTENT, 0, MANY),
    "start": (("combine",), PATTERN, 1, 1),
    "define": (("name", "combine"), PATTERN, 1, MANY),
    "div": ((), CONTENT, 0, MANY),
    "include": (("href",), COMPONENTS, 0, MANY),
    "except": ((), PATTERN, 1, MANY),
    "name": ((), NOTHING, 0, 0),
    "anyName": ((), frozenset({"except"}), 0, 1),
    "nsName": ((), frozenset({"except"}), 0, 1),
}
NEEDED = dict.fromkeys(("ref", "parentRef", "param", "define"), "name") | {
    "data": "type", "externalRef": "href", "include": "href",
}  # fmt: skip
WORDED = frozenset({"value", "param", "name"})
ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^#\s]+")
NCNAME = re.compile(r"[^\W\d][\w.\-·\u0300-\u036f\u203f\u2040]*")


@dataclass(frozen=True, slots=True)
class _Here:
    """What an element inherits from where it stands: the file, what leads to it, and the attributes handed down."""

    path: Path
    chain: tuple[str, ...]
    name: str
    base: str = ""
    ns: str = ""
    library: str = ""


@dataclass(slots=True)
class Reader:
    """Reads a schema with all it draws in, and keeps the bytes of each file by its path below *folder*."""

    folder: Path
    drawn: dict[str, bytes] = field(default_factory=dict)
    _count: int = 0

    def read(self, path: Path, data: bytes) -> Piece:
        """The schema in the file *path*, whose bytes are *data*. Raises `Unusable`."""
        return self._root(data, _Here(path, (os.path.realpath(path),), str(path)), PATTERN)

    def _root(self, data: bytes, here: _Here, expected: frozenset[str]) -> Piece:
        return self._piece(markup(data, here.name), here, expected, "")

    def _piece(self, element: Markup, here: _Here, expected: frozenset[str], above: str) -> Piece:
        """An element of the schema and all below it."""
        tag, given = element.tag, element.attributes
        if given:
            given, here = self._handed_down(given, here)
        piece = Piece(tag, here.name, element.line, given, here.ns, here.library)
        self._count += 1
        if self._count > MOST_PIECES:
            raise piece.wrong(f"it has more than {MOST_PIECES:,} elements")
        if tag not in expected:
            raise piece.wrong(f"<{tag}> may not stand in <{above}>" if above else f"it begins with <{tag}>")
        if given or tag in NEEDED:
            self._check_attributes(piece)
        if tag == "externalRef":
            return self._drawn(piece, here, PATTERN)
        self._fill(piece, element, here, expected)
        if tag in ("element", "attribute") and "name" in given:
            # An attribute's name has no namespace but its own.
            own = here.ns if tag == "element" or "ns" in given else ""
            piece.name = resolved(piece, given["name"], element, own)
        elif tag == "name":
            piece.name = resolved(piece, piece.text.strip(WHITE), element, here.ns)
        elif "name" in given:
            piece.name = given["name"]
            if not NCNAME.fullmatch(piece.name):
                raise piece.wrong(f'"{piece.name}" is no name')
        if tag == "value":
            piece.prefixes = element.prefixes | {"": here.ns}
        return self._included(piece, here) if tag == "include" else piece

    def _handed_down(self, given: dict[str, str], here: _Here) -> tuple[dict[str, str], _Here]:
        """The attributes that are RELAX NG's, and what holds here if they change it."""
        base = given.get(BASE, "")
        own = {name: value.strip(WHITE) for name, value in given.items() if name != BASE}
        if base or "ns" in own or "datatypeLibrary" in own:
            here = _Here(
                here.path, here.chain, here.name, urljoin(here.base, base) if base else here.base,
                given.get("ns", here.ns), own.get("datatypeLibrary", here.library),
            )  # fmt: skip
        return own, here

    def _check_attributes(self, piece: Piece) -> None:
        tag, given = piece.tag, piece.attributes
        if tag in NEEDED and NEEDED[tag] not in given:
            raise piece.wrong(f"<{tag}> lacks @{NEEDED[tag]}")
        allowed = RULES[tag][0]
        for name, value in given.items():
            if name == "datatypeLibrary":
                if value and not ABSOLUTE.fullmatch(value):
                    raise piece.wrong(f'datatypeLibrary="{value}" is no absolute address')
            elif name == "combine" and value not in ("choice", "interleave"):
                raise piece.wrong(f'combine may be "choice" or "interleave", not "{value}"')
            elif name not in allowed and name != "ns":
                raise piece.wrong(f"<{tag}> has no attribute @{name}")

    def _fill(self, piece: Piece, element: Markup, here: _Here, expected: frozenset[str]) -> None:
        """Read what stands in an element of the schema."""
        tag = piece.tag
        _, inner, least, most = RULES[tag]
        if expected is NAMES or (tag == "except" and "param" not in expected):
            inner = NAMES if tag in ("choice", "except") else inner
        elif expected is COMPONENTS and tag == "div":
            inner = COMPONENTS
        if tag in ("element", "attribute") and "name" not in piece.attributes:
            inner, least, most = NAMES, least + 1, most + (most < MANY)
        for child in element.children:
            piece.children.append(self._piece(child, here, inner, tag))
            if inner is NAMES and tag in ("element", "attribute"):
                inner = PATTERN
        if tag in WORDED:
            piece.text = element.words
        elif element.words.strip(WHITE):
            raise piece.wrong(f"<{tag}> may hold no words")
        if not least <= len(piece.children) <= most:
            raise piece.wrong(f"<{tag}> holds {'too much' if len(piece.children) > most else 'too little'}")
        if tag == "data" and any(child.tag == "except" for child in piece.children[:-1]):
            raise piece.wrong("<except> must come last in <data>, and once")

    def _drawn(self, piece: Piece, here: _Here, expected: frozenset[str]) -> Piece:
        """The root of the file that a piece names."""
        href = piece.attributes["href"]
        if "#" in href:
            raise piece.wrong(f'href="{href}" asks for a part of a file')
        try:
            path = files.inside(self.folder, urljoin(here.base, href), here.path.parent)
        except files.Outside as reason:
            raise piece.wrong(f"it draws in {href}, which {reason}") from None
        real = os.path.realpath(path)
        if real in here.chain:
            raise piece.wrong(f"it draws in {href}, which draws in itself")
        try:
            data = files.read(path, MOST_BYTES)
        except Trouble as trouble:
            raise piece.wrong(str(trouble)) from None
        self.drawn[os.path.relpath(path, self.folder.resolve())] = data
        name = str(self.folder / os.path.relpath(path, self.folder.resolve()))
        return self._root(data, _Here(path, (*here.chain, real), name, ns=here.ns), expected)

    def _included(self, piece: Piece, here: _Here) -> Piece:
        """An include as the div it stands for: the other grammar's components, and those that override them."""
        grammar = self._drawn(piece, here, frozenset({"grammar"}))
        overriding = {(part.tag, part.name) for part in components(piece)}
        there = {(part.tag, part.name) for part in components(grammar)}
        for tag, name in sorted(overriding - there):
            what = f'define "{name}"' if tag == "define" else "start"
            raise piece.wrong(f"it overrides {what}, which {piece.attributes['href']} does not have")
        _remove(grammar, overriding)
        grammar.tag = "div"
        piece.tag = "div"
        piece.children.insert(0, grammar)
        return piece


def components(piece: Piece) -> Iterator[Piece]:
    """The definitions of a grammar, those in its divs too."""
    for child in piece.children:
        if child.tag == "div":
            yield from components(child)
        else:
            yield child


def _remove(piece: Piece, gone: set[tuple[str, str]]) -> None:
    piece.children = [child for child in piece.children if (child.tag, child.name) not in gone]
    for child in piece.children:
        if child.tag == "div":
            _remove(child, gone)


def resolved(piece: Piece, written: str, element: Markup, ns: str) -> str:
    """A name as it is written in a schema, with its namespace: that of its prefix, or *ns*."""
    prefix, colon, local = written.rpartition(":")
    if not NCNAME.fullmatch(local) or (colon and not NCNAME.fullmatch(prefix)):
        raise piece.wrong(f'"{written}" is no name')
    if not colon:
        return qualified(ns, local)
    uri = XML_NAMESPACE if prefix == "xml" else element.prefixes.get(prefix)
    if uri is None:
        raise piece.wrong(f'the prefix of "{written}" is declared nowhere')
    return qualified(uri, local)

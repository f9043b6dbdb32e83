"""Documents that are right: their text, where its elements stand, and what their schemas allow."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from teipress import grammar
from teipress.edition import load
from teipress.grammar.automaton import Automaton
from teipress.grammar.blame import described
from teipress.grammar.names import XML_NAMESPACE, local_of, qualified
from teipress.settings import Settings

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
MEMOIR = ROOT / "tei" / "from-lenin-to-stalin.xml"
MEMOIR_SCHEMA = ROOT / "schemas" / "memoir.rng"
TEI_ALL = SHARED / "tei-p5" / "tei_all.rng"
LARGEST = 400_000  # bytes of a document that is used; larger ones only take longer

_TAG = re.compile(r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>|<[^<>]*>", re.DOTALL)
_ATTRIBUTE = re.compile(r"\s([\w:.-]+)\s*=\s*(\"[^\"]*\"|'[^']*')")


@dataclass(slots=True, eq=False)
class Tag:
    """An element of a document: where its name, its attributes and its tags stand in the text."""

    name: str
    start: int
    opened: int
    parent: Tag | None
    attributes: dict[str, tuple[int, str]] = field(default_factory=dict)  # where the name begins, and the value
    children: list[Tag] = field(default_factory=list)
    closing: int = -1  # of the end tag; -1 for an empty element
    end: int = 0


@dataclass(slots=True, eq=False)
class Document:
    """A document without faults; *main* is the file that is checked, *path* the one of which *text* is."""

    path: Path
    main: Path
    schema: Path
    text: str
    tags: list[Tag]

    def line(self, offset: int) -> int:
        return self.text.count("\n", 0, offset) + 1

    def changed(self, *edits: tuple[int, int, str]) -> str:
        text = self.text
        for start, end, new in sorted(edits, reverse=True):
            text = text[:start] + new + text[end:]
        return text


@dataclass(frozen=True, slots=True)
class Slip:
    """A fault planted in a document: what was done, in which line, and what a good first suggestion begins with."""

    kind: str
    document: Document
    what: str
    line: int
    text: str
    right: tuple[str, ...]


def tags_of(text: str) -> list[Tag]:
    """The elements of a document, in order."""
    tags: list[Tag] = []
    current: Tag | None = None
    for match in _TAG.finditer(text):
        if match[0].startswith(("<!", "<?")):
            continue
        if match[0].startswith("</"):
            assert current is not None
            current.closing, current.end = match.start(), match.end()
            current = current.parent
            continue
        name = re.match(r"<([^\s/>]+)", match[0])
        assert name is not None
        tag = Tag(name[1], match.start(), match.end(), current)
        for attribute in _ATTRIBUTE.finditer(match[0]):
            tag.attributes[attribute[1]] = match.start() + attribute.start(1), attribute[2][1:-1]
        tags.append(tag)
        if current is not None:
            current.children.append(tag)
        if match[0].endswith("/>"):
            tag.end = match.end()
        else:
            current = tag
    return tags


def local(name: str) -> str:
    return name.rpartition(":")[2]


@cache
def automaton(schema: Path) -> Automaton:
    return grammar.load(schema, schema.read_bytes())


@cache
def listed(schema: Path, element: str, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The values that a schema lists for an attribute, and the datatypes it names."""
    machine = automaton(schema)
    asked = qualified(XML_NAMESPACE, local_of(name[4:])) if name.startswith("xml:") else name
    values: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    for number, definition in enumerate(machine.grammar.definitions):
        if element in map(local_of, definition.names.listed()):
            more = described(machine, machine.tables.asked(number, asked))
            values, types = values + more[0], types + more[1]
    return values, types


@cache
def ids_beside(main: Path) -> frozenset[str]:
    edition = load(main, Settings()).edition
    return frozenset(edition.ids) if edition is not None else frozenset()


def documents(scratch: Path) -> list[Document]:
    """The documents, each in a folder of its own, so that slips can be written there."""
    shutil.copytree(MEMOIR.parent, scratch / "memoir")
    main = scratch / "memoir" / MEMOIR.name
    found = [
        _document(path, main, MEMOIR_SCHEMA)
        for path in (main, *sorted((scratch / "memoir" / "registers").glob("*.xml")))
    ]
    if TEI_ALL.is_file():
        for path in sorted((SHARED / "corpus").rglob("*.xml")):
            if path.stat().st_size > LARGEST or b"xi:include" in path.read_bytes():
                continue
            edition = load(path, Settings()).edition
            if edition is None or grammar.faults(automaton(TEI_ALL), edition.sources, edition.name):
                continue
            copy = scratch / path.stem / path.name
            copy.parent.mkdir()
            shutil.copy(path, copy)
            found.append(_document(copy, copy, TEI_ALL))
    return found


def _document(path: Path, main: Path, schema: Path) -> Document:
    text = path.read_text("utf-8")
    return Document(path, main, schema, text, tags_of(text))

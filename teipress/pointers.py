"""Pointers: every attribute by which a TEI document points at something. See TEI P5, chapter 17 (SA)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from teipress.edition import Edition
from teipress.xml import Element

# The attributes that are addresses wherever the TEI has them (datatype teidata.pointer, P5 4.x). Those that mean
# something else on other elements (from, to, value, scheme, code, location) are left to the schema.
ATTRIBUTES = frozenset(
    (
        "adj",
        "adjFrom",
        "adjTo",
        "ana",
        "calendar",
        "change",
        "children",
        "copyOf",
        "corresp",
        "datingMethod",
        "datingPoint",
        "decls",
        "domains",
        "edRef",
        "end",
        "exclude",
        "fVal",
        "facs",
        "feats",
        "follow",
        "given",
        "hand",
        "inst",
        "lemmaRef",
        "mutual",
        "next",
        "nymRef",
        "parent",
        "parts",
        "period",
        "prev",
        "ref",
        "rendition",
        "resp",
        "sameAs",
        "scribeRef",
        "scriptRef",
        "select",
        "since",
        "source",
        "spanTo",
        "synch",
        "target",
        "targetEnd",
        "toWhom",
        "url",
        "who",
        "wit",
    )
)


@dataclass(frozen=True, slots=True)
class Pointer:
    """One address: *target* as written, in *attribute* of *element*."""

    element: Element
    attribute: str
    target: str

    @property
    def id(self) -> str | None:
        """The xml:id pointed to, if the target is in this very document."""
        return self.target[1:] if self.target.startswith("#") and not self.target.startswith("#xpath") else None

    @property
    def scheme(self) -> str:
        """The URI scheme, empty for a relative reference."""
        match = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", self.target)
        return match.group(1).lower() if match else ""


def pointers(edition: Edition) -> Iterator[Pointer]:
    """All pointers of the text, in document order; an attribute may hold several."""
    for element in edition.tree.iter("{*}*"):
        if element.attrib:
            yield from of(element)


def of(element: Element) -> Iterator[Pointer]:
    """The pointers of one element."""
    for name, value in element.attrib.items():
        if isinstance(name, str) and isinstance(value, str) and name in ATTRIBUTES:
            for target in value.split():
                yield Pointer(element, name, target)

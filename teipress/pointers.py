"""Pointers: every attribute by which a TEI document points at something. See TEI P5, chapter 17 (SA)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from teipress.edition import Edition
from teipress.xml import Element

# The attributes of class teidata.pointer whose values are always addresses. @key, @n and the like are not.
ATTRIBUTES = (
    "active", "adj", "adjFrom", "adjTo", "ana", "ant", "calendar", "children", "code", "copyOf", "corresp", "datingPoint",
    "decls", "domains", "edRef", "end", "exclude", "facs", "feats", "follow", "from", "fVal", "given", "hand", "inst",
    "lemmaRef", "location", "mutual", "new", "next", "nymRef", "origin", "parent", "parts", "passive", "perf", "period",
    "prev", "ref", "rendition", "require", "resp", "sameAs", "scheme", "scribeRef", "scriptRef", "select", "since",
    "source", "spanTo", "start", "synch", "target", "targetEnd", "to", "toWhom", "trans", "url", "value", "versionRef",
    "who", "wit",
)  # fmt: skip
# Where the same name means something else: dating, counting and text attributes.
NOT_POINTERS = {
    "from": {"app", "note", "span"}, "to": {"app", "note", "span"}, "value": {"alt"}, "scheme": {"catRef", "classCode", "keywords", "locus"},
    "origin": {"timeline"}, "parts": {"nameLink"}, "children": {"root", "iNode"}, "parent": {"node", "leaf", "iNode"},
    "code": {"language"}, "location": set(), "select": {"joinGrp", "join"}, "end": {"*"}, "start": {"*"},
}  # fmt: skip


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
        return urlsplit(self.target).scheme


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

"""Pointers: every attribute by which a TEI document points at something. See TEI P5, chapter 17 (SA)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from teipress.edition import Edition
from teipress.xml import Element, local

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

# Those that are addresses on these elements, and something else, or nothing, on others.
ON = {
    name: frozenset(elements.split())
    for names, elements in (
        ("active passive", "relation"),
        ("from to", "app arc rt span"),
        ("scheme", "catRef classCode keywords locus locusGrp occupation socecStatus"),
        ("code", "occupation socecStatus"),
        ("class", "msContents msItem msItemStruct"),
        ("new", "handShift"),
        ("origin", "timeline"),
        ("start", "annotationBlock binaryObject ellipsis gap incident kinesic media pause seg shift spanGrp u vocal"
                  " writing ab"),
        ("perf", "actor camera caption castGroup castItem castList move prologue epilogue set sound stage tech view"),
        ("replyTo", "post"),
        ("require", "lem rdg rdgGrp"),
        ("value", "eLeaf eTree iNode leaf node root triangle"),
        ("where", "birth death event"),
        ("unitRef", "measure measureGrp unit"),
        ("fromUnit toUnit", "conversion"),
        ("location mergedIn", "case colloc def entryFree etym form gram gramGrp hom re sense usg xr"),
    )
    for name in names.split()
}  # fmt: skip


class Pointer(NamedTuple):
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
        match = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", self.target) if ":" in self.target else None
        return match.group(1).lower() if match else ""


def pointers(edition: Edition) -> Iterator[Pointer]:
    """All pointers of the text, in document order; an attribute may hold several."""
    for element in edition.tree.iter("{*}*"):
        yield from of(element)


def of(element: Element) -> Iterator[Pointer]:
    """The pointers of one element."""
    for name, value in element.items():
        if name in ATTRIBUTES or (name in ON and local(element) in ON[name]):
            for target in value.split():
                yield Pointer(element, name, target)

"""XMP: what a PDF says of itself, for catalogues and archives. The same words stand in its information dictionary."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from exporters.xhtml import Element, add_text
from teipress.book import Book

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
NAMESPACES = {
    "rdf": RDF,
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
META = "adobe:ns:meta/"
BEGIN, END = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n', b'\n<?xpacket end="r"?>'
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# PDF/A knows nothing of PDF/UA, and wants to be told what its property is.
UA_SCHEMA = (
    ("pdfaSchema:schema", "PDF/UA Universal Accessibility Schema"),
    ("pdfaSchema:namespaceURI", NAMESPACES["pdfuaid"]),
    ("pdfaSchema:prefix", "pdfuaid"),
)
UA_PART = (
    ("pdfaProperty:name", "part"), ("pdfaProperty:valueType", "Integer"), ("pdfaProperty:category", "internal"),
    ("pdfaProperty:description", "Indicates, which part of ISO 14289 standard is followed"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claims:
    """What a PDF says that it is: *archival*, PDF/A-3a; *accessible*, PDF/UA-1."""

    archival: bool
    accessible: bool


def packet(book: Book, producer: str, described: Any, claims: Claims) -> bytes:
    """The XMP packet of *book*; *described* is what the information dictionary says, as WeasyPrint keeps it."""
    known = book.metadata
    root = etree.Element(f"{{{META}}}xmpmeta", nsmap={"x": META})
    rdf = etree.SubElement(root, _name("rdf:RDF"), nsmap=NAMESPACES)
    about = etree.SubElement(rdf, _name("rdf:Description"))
    about.set(_name("rdf:about"), "")
    _said(about, "dc:format", "application/pdf")
    _listed(about, "dc:title", "Alt", [described.title])
    _listed(about, "dc:creator", "Seq", described.authors)
    _listed(about, "dc:contributor", "Bag", dict.fromkeys(p.name for p in known.people if p.role != "aut"))
    _listed(about, "dc:description", "Alt", [described.description or ""])
    _listed(about, "dc:subject", "Bag", known.subjects)
    _listed(about, "dc:publisher", "Bag", [known.publisher])
    _listed(about, "dc:language", "Bag", [described.lang])
    _listed(about, "dc:date", "Seq", [known.date if DATE.fullmatch(known.date) else ""])
    _said(about, "dc:identifier", known.identifier)
    _said(about, "dc:source", known.source)
    _listed(about, "dc:rights", "Alt", [" ".join((*known.rights, known.licence))])
    _said(about, "xmpRights:WebStatement", known.licence_url)
    _said(about, "pdf:Producer", producer)
    _said(about, "pdf:Keywords", ", ".join(described.keywords))
    _said(about, "xmp:CreatorTool", described.generator)
    for name, value in (
        ("Create", described.created),
        ("Modify", described.modified),
        ("Metadata", described.modified),
    ):
        _said(about, f"xmp:{name}Date", value)
    if claims.archival:
        _said(about, "pdfaid:part", "3")
        _said(about, "pdfaid:conformance", "A")
    if claims.accessible:
        _said(about, "pdfuaid:part", "1")
    if claims.archival and claims.accessible:
        schema = _resource(_list(about, "pdfaExtension:schemas", "Bag"), UA_SCHEMA)
        _resource(_list(schema, "pdfaSchema:property", "Seq"), UA_PART)
    return BEGIN + etree.tostring(root, encoding="utf-8", pretty_print=True) + END


def _name(qualified: str) -> str:
    prefix, _, name = qualified.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{name}"


def _said(about: Element, name: str, value: str) -> Element | None:
    if not value.strip():
        return None
    made = etree.SubElement(about, _name(name))
    add_text(made, value)
    return made


def _list(about: Element, name: str, kind: str) -> Element:
    return etree.SubElement(etree.SubElement(about, _name(name)), _name(f"rdf:{kind}"))


def _listed(about: Element, name: str, kind: str, values: Sequence[str] | dict[str, None]) -> None:
    """A list of what is not empty of *values*: `Seq` in this order, `Bag` in any, `Alt` by language."""
    values = [value for value in values if value.strip()]
    if not values:
        return
    made = _list(about, name, kind)
    for value in values:
        item = _said(made, "rdf:li", value)
        if kind == "Alt" and item is not None:
            item.set(LANG, "x-default")


def _resource(made: Element, values: Sequence[tuple[str, str]]) -> Element:
    item = etree.SubElement(made, _name("rdf:li"))
    item.set(_name("rdf:parseType"), "Resource")
    for name, value in values:
        _said(item, name, value)
    return item

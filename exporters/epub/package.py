"""The package document: what the book is, which files it has, and in what order they are read (EPUB 3.3, chapter 5)."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from exporters.epub.addresses import web_address
from exporters.epub.pages import LANGUAGE, right_to_left
from exporters.xhtml import XML_LANG, Element, add_text
from teipress.book import Metadata

OPF, DC = "http://www.idpf.org/2007/opf", "http://purl.org/dc/elements/1.1/"
CONTAINER = "urn:oasis:names:tc:opendocument:xmlns:container"
# The namespace of our UUIDs (version 5): the DNS name `teipress` under RFC 9562's own namespace for names.
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "teipress")
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
ROLE = re.compile("[a-z]{3}")


@dataclass(frozen=True, slots=True)
class File:
    """A file of the package, by its name in the folder of the package document; *reading*: it is part of the spine."""

    name: str
    media_type: str
    data: bytes
    properties: str = ""
    reading: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What accessibility metadata have to know.

    Has it *pages* of a source, *notes*, *pictures*; are all of these *described*, may some be *moving*? Has it an
    *index*?
    """

    pages: bool
    notes: bool
    pictures: bool
    described: bool
    moving: bool
    index: bool = False


def identifier(text: str) -> str:
    """The edition's identifier as a URN: the same edition has the same one, whoever makes the file."""
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, text)}"


def language(metadata: Metadata) -> str:
    """The language as EPUB demands it."""
    return metadata.language if LANGUAGE.fullmatch(metadata.language) else "und"


def document(metadata: Metadata, timestamp: int, files: Sequence[File], facts: Facts) -> bytes:
    """The package document."""
    package = etree.Element(f"{{{OPF}}}package", nsmap={None: OPF, "dc": DC})
    package.set("version", "3.0")
    package.set("unique-identifier", "identifier")
    package.set(XML_LANG, language(metadata))
    head = etree.SubElement(package, f"{{{OPF}}}metadata")
    for made in (*_described(metadata), *_dated(timestamp), *_accessible(metadata, facts)):
        head.append(made)
    manifest, spine = etree.SubElement(package, f"{{{OPF}}}manifest"), etree.SubElement(package, f"{{{OPF}}}spine")
    if right_to_left(language(metadata)):
        spine.set("page-progression-direction", "rtl")
    for file in files:
        name = "file-" + file.name.replace("/", "-")
        item = etree.SubElement(manifest, f"{{{OPF}}}item", id=name, href=file.name)
        item.set("media-type", file.media_type)
        if file.properties:
            item.set("properties", file.properties)
        if file.reading:
            etree.SubElement(spine, f"{{{OPF}}}itemref", idref=name)
    return _serialized(package)


def container(path: str) -> bytes:
    """META-INF/container.xml: where the package document is."""
    made = etree.Element(f"{{{CONTAINER}}}container", nsmap={None: CONTAINER}, version="1.0")
    roots = etree.SubElement(made, f"{{{CONTAINER}}}rootfiles")
    root = etree.SubElement(roots, f"{{{CONTAINER}}}rootfile")
    root.set("full-path", path)
    root.set("media-type", "application/oebps-package+xml")
    return _serialized(made)


def _serialized(root: Element) -> bytes:
    etree.indent(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _dc(name: str, text: str, key: str = "") -> Iterator[Element]:
    """An element of Dublin Core; none without words."""
    made = etree.Element(f"{{{DC}}}{name}")
    if key:
        made.set("id", key)
    add_text(made, " ".join(text.split()))
    if made.text:
        yield made


def _meta(name: str, text: str, refines: str = "", scheme: str = "") -> Iterator[Element]:
    made = etree.Element(f"{{{OPF}}}meta", property=name)
    if refines:
        made.set("refines", f"#{refines}")
    if scheme:
        made.set("scheme", scheme)
    add_text(made, " ".join(text.split()))
    if made.text:
        yield made


def _described(metadata: Metadata) -> Iterator[Element]:
    yield from _dc("identifier", identifier(metadata.identifier), "identifier")
    for key, title, kind in (("title", metadata.title, "main"), ("subtitle", metadata.subtitle, "subtitle")):
        if made := list(_dc("title", title, key)):
            yield from made
            yield from _meta("title-type", kind, key)
    yield from _dc("language", language(metadata))
    for number, person in enumerate(metadata.people, 1):
        key = f"person-{number}"
        if made := list(_dc("creator" if person.role == "aut" else "contributor", person.name, key)):
            yield from made
            if ROLE.fullmatch(person.role):
                yield from _meta("role", person.role, key, "marc:relators")
            yield from _meta("file-as", person.sort, key)
    yield from _dc("publisher", metadata.publisher)
    yield from _dc("date", metadata.date if DATE.fullmatch(metadata.date) else "")
    yield from _dc("source", metadata.source)
    for statement in (metadata.licence, *metadata.rights):
        yield from _dc("rights", statement)
    yield from _meta("dcterms:license", web_address(metadata.licence_url))
    for subject in metadata.subjects:
        yield from _dc("subject", subject)
    yield from _dc("description", metadata.description)


def _dated(timestamp: int) -> Iterator[Element]:
    yield from _meta("dcterms:modified", datetime.fromtimestamp(timestamp, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


def _accessible(metadata: Metadata, facts: Facts) -> Iterator[Element]:
    """What readers who cannot see or turn a page have to know (EPUB Accessibility 1.1); no claim to conform."""
    features = ["tableOfContents", "structuralNavigation", "readingOrder", "displayTransformability", "ARIA"]
    if facts.pages:
        features += ["pageBreakMarkers", "pageNavigation"]
        yield from _meta("pageBreakSource", metadata.source)
    if facts.index:
        features.append("index")
    if facts.described and facts.pictures:
        features.append("alternativeText")
    modes = ["textual", "visual"] if facts.pictures else ["textual"]
    for mode in modes:
        yield from _meta("schema:accessMode", mode)
    yield from _meta("schema:accessModeSufficient", "textual" if facts.described else "textual,visual")
    for feature in features:
        yield from _meta("schema:accessibilityFeature", feature)
    yield from _meta("schema:accessibilityHazard", "unknown" if facts.moving else "none")
    yield from _meta("schema:accessibilitySummary", " ".join(_summary(facts)))


def _summary(facts: Facts) -> Iterator[str]:
    yield "Text that flows and takes the reader’s own fonts and colours, with headings, contents and landmarks."
    if facts.pages:
        yield "Page numbers of the source can be navigated to."
    if facts.index:
        yield "Indexes link to every place in the text that names their entries."
    if facts.notes:
        yield "Notes stand at the end of their section and are linked both ways."
    if facts.pictures:
        yield "Every picture has a text alternative." if facts.described else "Some pictures have no text alternative."
    else:
        yield "There are no pictures but the cover."

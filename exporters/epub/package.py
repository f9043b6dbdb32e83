"""The package document: what the book is, which files it has, and in what order they are read (EPUB 3.3, chapter 5)."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from lxml import etree

from exporters.directions import right_to_left
from exporters.epub.accessibility import Facts, properties, summary
from exporters.epub.addresses import web_address
from exporters.epub.languages import tag
from exporters.labels import Labels
from exporters.xhtml import XML_LANG, Element, add_text
from teipress.book import Metadata
from teipress.values import dataclass

OPF, DC = "http://www.idpf.org/2007/opf", "http://purl.org/dc/elements/1.1/"
CONTAINER = "urn:oasis:names:tc:opendocument:xmlns:container"
# The namespace of our UUIDs (version 5): the DNS name `teipress` under RFC 9562's own namespace for names.
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "teipress")
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
ROLE = re.compile("[a-z]{3}")
NCX = "application/x-dtbncx+xml"
# Identifiers that the book trade knows, and their numbers in ONIX's code list 5.
TRADE = (
    (re.compile(r"(?:urn:isbn:|isbn(?:-13)?:?\s*)?(97[89](?:[ -]?\d){10})", re.I), "urn:isbn:", "15"),
    (re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.I), "doi:", "06"),
)


@dataclass(frozen=True, slots=True)
class File:
    """A file of the package, by its name in the folder of the package document; *reading*: it is part of the spine."""

    name: str
    media_type: str
    data: bytes
    properties: str = ""
    reading: bool = False


def identifier(text: str) -> str:
    """The edition's identifier as a URN: the same edition has the same one, whoever makes the file."""
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, text)}"


def language(metadata: Metadata) -> str:
    """The language as EPUB demands it."""
    return tag(metadata.language) or "und"


def document(metadata: Metadata, timestamp: int, files: Sequence[File], facts: Facts, say: Labels) -> bytes:
    """The package document."""
    package = etree.Element(f"{{{OPF}}}package", nsmap={None: OPF, "dc": DC})
    package.set("version", "3.0")
    package.set("unique-identifier", "identifier")
    package.set(XML_LANG, language(metadata))
    head = etree.SubElement(package, f"{{{OPF}}}metadata")
    for made in (*_described(metadata), *_dated(timestamp), *_accessible(metadata, facts, say)):
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
        if file.media_type == NCX:
            spine.set("toc", name)
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
    for known, prefix, kind in TRADE:
        if found := known.fullmatch(metadata.identifier.strip()):
            number = re.sub("[ -]", "", found[1]) if prefix == "urn:isbn:" else found[1]
            yield from _dc("identifier", prefix + number, "trade-identifier")
            yield from _meta("identifier-type", kind, "trade-identifier", "onix:codelist5")
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
    if made := list(_meta("belongs-to-collection", metadata.series)):
        made[0].set("id", "series")
        yield from made
        yield from _meta("collection-type", "series", "series")
        # “vol. 3” is the third.
        yield from _meta("group-position", "".join(re.findall(r"\d+(?:\.\d+)*", metadata.series_number)[:1]), "series")


def _dated(timestamp: int) -> Iterator[Element]:
    yield from _meta("dcterms:modified", datetime.fromtimestamp(timestamp, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


def _accessible(metadata: Metadata, facts: Facts, say: Labels) -> Iterator[Element]:
    """What readers who cannot see or turn a page have to know (EPUB Accessibility 1.1)."""
    if facts.pages:
        # Pages are cited by what they are the pages of; a header that is silent leaves the book's own name.
        dated = " ".join(filter(None, (metadata.title, metadata.source_date)))
        yield from _meta("pageBreakSource", metadata.source if metadata.source.strip() else dated)
    for name, value in properties(facts):
        yield from _meta(name, value)
    lang, sentences = summary(facts, say)
    for made in _meta("schema:accessibilitySummary", " ".join(sentences)):
        if lang:
            made.set(XML_LANG, lang)
        yield made

"""The crate: ro-crate-metadata.json, which says in JSON-LD what each file is (RO-Crate 1.2)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import quote

from teipress.book import Metadata, Person

SPECIFICATION = "https://w3id.org/ro/crate/1.2"

# What a file is to the edition, in words; the keys of *parts* below.
TEI = "The edition in TEI-XML"
IMAGE = "An image of the edition"
SCHEMA = "The schema the edition is checked against"
WITNESS = "The witness the text was made from, and the record of its corrections"
EDITION = "A reading edition made from the TEI"
RECORD = "A metadata record made from the TEI header"

MEDIA_TYPES = {
    ".xml": "application/xml", ".rng": "application/xml", ".xsd": "application/xml", ".txt": "text/plain",
    ".tsv": "text/tab-separated-values", ".pdf": "application/pdf", ".epub": "application/epub+zip",
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp",
    ".svg": "image/svg+xml", ".tif": "image/tiff", ".tiff": "image/tiff",
}  # fmt: skip
# schema.org properties of the people of a book, by MARC relator; whoever has another role contributed.
PROPERTIES = {"aut": "author", "trl": "translator", "edt": "editor", "ill": "illustrator"}


def describe(metadata: Metadata, timestamp: int, parts: Mapping[str, Mapping[str, bytes]]) -> bytes:
    """The metadata file: the crate, its files by what they are, and the people and licence they refer to."""
    day = datetime.fromtimestamp(timestamp, UTC).date().isoformat()
    names = [name for files in parts.values() for name in files]
    people = {person.name: person for person in metadata.people}
    root: dict[str, object] = {
        "@id": "./",
        "@type": "Dataset",
        "name": metadata.title,
        "description": metadata.description
        or f"{metadata.title}: a scholarly edition in TEI-XML, with the books made of it.",
        "datePublished": metadata.date or day,
        "identifier": metadata.identifier,
        "inLanguage": metadata.language,
        "keywords": list(metadata.subjects),
        "hasPart": [{"@id": quote(name)} for name in sorted(names)],
        "license": {"@id": metadata.licence_url} if metadata.licence_url else metadata.licence or "See the TEI header.",
    }
    for role in dict.fromkeys(person.role for person in metadata.people):
        root[PROPERTIES.get(role, "contributor")] = [
            {"@id": _id(person)} for person in metadata.people if PROPERTIES.get(person.role) == PROPERTIES.get(role)
        ]
    if metadata.publisher:
        root["publisher"] = {"@id": "#publisher"}
    if metadata.rights:
        root["copyrightNotice"] = " ".join(metadata.rights)
    if metadata.source:
        root["isBasedOn"] = {"@id": "#source"}
    graph: list[dict[str, object]] = [
        {
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": SPECIFICATION},
        },
        {name: value for name, value in root.items() if value not in ("", [])},
    ]
    for what, files in parts.items():
        graph.extend(_file(name, what, data) for name, data in sorted(files.items()))
    graph.extend({"@id": _id(p), "@type": _kind(p), "name": p.name} for p in people.values())
    if metadata.publisher:
        graph.append({"@id": "#publisher", "@type": "Organization", "name": metadata.publisher})
    if metadata.source:
        source = {"@id": "#source", "@type": "Book", "name": metadata.source, "datePublished": metadata.source_date}
        graph.append({name: value for name, value in source.items() if value})
    if metadata.licence_url:
        graph.append({"@id": metadata.licence_url, "@type": "CreativeWork", "name": metadata.licence})
    document = {"@context": f"{SPECIFICATION}/context", "@graph": graph}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _file(name: str, what: str, data: bytes) -> dict[str, object]:
    ending = name[name.rfind(".") :].lower()
    media_type = "application/tei+xml" if what == TEI else MEDIA_TYPES.get(ending, "application/octet-stream")
    return {
        "@id": quote(name),
        "@type": "File",
        "name": name.rpartition("/")[2],
        "description": what,
        "encodingFormat": media_type,
        "contentSize": str(len(data)),
    }


def _id(person: Person) -> str:
    return "#" + "-".join("".join(c if c.isalnum() else " " for c in person.sort.lower()).split())


def _kind(person: Person) -> str:
    """Names filed by their surname are people's; others may be an organization's."""
    return "Person" if "," in person.sort else "Organization"

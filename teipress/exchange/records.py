"""Records: what the header says of the edition, as Dublin Core and as DataCite 4.6."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from lxml import etree
from lxml.builder import ElementMaker

from teipress.book import Metadata, Person

DC = "http://purl.org/dc/elements/1.1/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DATACITE = "http://datacite.org/schema/kernel-4"

# DataCite's contributor types by MARC relator.
CONTRIBUTORS = {"edt": "Editor", "trl": "Translator"}


def dublin_core(metadata: Metadata) -> bytes:
    """An oai_dc record: the fifteen elements, those the header fills."""
    dc = ElementMaker(namespace=DC)
    oai = ElementMaker(namespace=OAI_DC, nsmap={"oai_dc": OAI_DC, "dc": DC})
    fields: list[tuple[str, Iterable[str]]] = [
        ("title", [": ".join(filter(None, (metadata.title, metadata.subtitle)))]),
        ("creator", [p.sort for p in metadata.by("aut")]),
        ("contributor", [p.sort for p in metadata.people if p.role != "aut"]),
        ("subject", metadata.subjects),
        ("description", [metadata.description or metadata.extent]),
        ("publisher", [metadata.publisher]),
        ("date", [metadata.date]),
        ("type", ["Text"]),
        ("format", ["application/tei+xml"]),
        ("identifier", [metadata.identifier]),
        ("source", [metadata.source]),
        ("language", [metadata.language]),
        ("rights", [metadata.licence, *metadata.rights]),
    ]
    record = oai.dc(*(dc(name, value) for name, values in fields for value in values if value))
    return _written(record)


def datacite(metadata: Metadata, timestamp: int) -> bytes:
    """A DataCite record. An archive gives the DOI; until then the edition's own identifier stands."""
    e = ElementMaker(namespace=DATACITE, nsmap={None: DATACITE})
    year = (metadata.date or str(datetime.fromtimestamp(timestamp, UTC).year))[:4]
    creators = metadata.by("aut") or (Person("(:unkn)", "(:unkn)", "aut"),)
    titles = [e.title(metadata.title)]
    if metadata.subtitle:
        titles.append(e.title(metadata.subtitle, titleType="Subtitle"))
    record = e.resource(
        e.identifier(metadata.identifier, identifierType="Other"),
        e.creators(*(e.creator(*_name(e, person, "creatorName")) for person in creators)),
        e.titles(*titles),
        e.publisher(metadata.publisher or "(:unav)"),
        e.publicationYear(year),
        e.resourceType("TEI edition", resourceTypeGeneral="Text"),
    )
    if metadata.subjects:
        record.append(e.subjects(*map(e.subject, metadata.subjects)))
    others = [person for person in metadata.people if person.role != "aut"]
    if others:
        kinds = [(person, CONTRIBUTORS.get(person.role, "Other")) for person in others]
        record.append(
            e.contributors(*(e.contributor(*_name(e, p, "contributorName"), contributorType=kind) for p, kind in kinds))
        )
    if metadata.date:
        record.append(e.dates(e.date(metadata.date, dateType="Issued")))
    if metadata.language != "und":
        record.append(e.language(metadata.language))
    if metadata.extent:
        record.append(e.sizes(e.size(metadata.extent)))
    record.append(e.formats(e.format("application/tei+xml")))
    rights = [e.rights(metadata.licence, **({"rightsURI": metadata.licence_url} if metadata.licence_url else {}))]
    rights = (rights if metadata.licence else []) + [e.rights(text) for text in metadata.rights]
    if rights:
        record.append(e.rightsList(*rights))
    if metadata.source:
        text = f"Made from: {metadata.source}"
        record.append(e.descriptions(e.description(text, descriptionType="Other")))
    return _written(record)


def _name(e: ElementMaker, person: Person, tag: str) -> list[etree._Element]:
    kind = "Personal" if "," in person.sort else "Organizational"
    name = e(tag, person.sort, nameType=kind)
    family, comma, given = person.sort.partition(", ")
    return [name, e.givenName(given), e.familyName(family)] if comma else [name]


def _written(record: etree._Element) -> bytes:
    return etree.tostring(record, xml_declaration=True, encoding="UTF-8", pretty_print=True)

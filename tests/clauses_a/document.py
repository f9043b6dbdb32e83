"""Document: the file itself, its metadata, structure and attachments, by the clauses 6.1 and 6.3 to 6.11 of PDF/A-3a."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import md5
from typing import Any

from pikepdf import Array, Dictionary, Name, Stream, String

from tests.clauses_ua.structure import (
    clause_7_1_content_is_tagged_or_artifact,
    clause_7_1_marked,
    clause_7_1_role_map,
    clause_7_2_language,
)
from tests.reading import SPACES, Reading

NAME, TEXT = 127, 32767
BOXES = ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox")
SMALLEST, LARGEST = 3, 14400
FORBIDDEN_ACTIONS = frozenset(
    "Launch Sound Movie ResetForm ImportData JavaScript Hide SetOCGState Rendition Trans".split()
)
HIDDEN = 1 << 0 | 1 << 1 | 1 << 5
PRINT = 1 << 2


def clause_6_1_2_header(pdf: Reading) -> Iterator[str]:
    """The file begins with `%PDF-1.n`, and a comment of four bytes that are no ASCII."""
    if not re.match(rb"%PDF-1\.[0-7]\r?\n%[\x80-\xff]{4}", pdf.data):
        yield f"it begins with {pdf.data[:16]!r}"


def clause_6_1_3_trailer(pdf: Reading) -> Iterator[str]:
    """The file has an identifier, is not encrypted, and ends where it ends."""
    if len(pdf.pdf.trailer.get("/ID", ())) != 2:
        yield "there is no ID"
    if "/Encrypt" in pdf.pdf.trailer:
        yield "the file is encrypted"
    if not re.search(rb"%%EOF\r?\n?$", pdf.data):
        yield "something follows the end of the file"


def clause_6_1_7_streams(pdf: Reading) -> Iterator[str]:
    """Streams are in the file, and packed in ways that are free."""
    for object in pdf.pdf.objects:
        if isinstance(object, Stream):
            filters = object.get("/Filter", Array())
            names = list(filters) if isinstance(filters, Array) else [filters]
            if (
                {"/F", "/FFilter", "/FDecodeParms"} & set(object.keys())
                or Name.LZWDecode in names
                or Name.Crypt in names
            ):
                yield f"a stream has {sorted(object.keys())} and {names}"


def clause_6_1_13_limits(pdf: Reading) -> Iterator[str]:
    """No name is longer than 127 bytes, no string than 32,767, no page larger than a sheet can be."""
    for number, page in enumerate(pdf.pages, 1):
        for left, bottom, right, top in (map(float, page.obj[box]) for box in BOXES if box in page.obj):
            if not all(SMALLEST <= side <= LARGEST for side in (right - left, top - bottom)):
                yield f"page {number} is {right - left} × {top - bottom} points large"
    if len(pdf.pdf.objects) > 8388607:
        yield "there are too many objects"
    for object in pdf.objects:
        for key, value in object.items():
            if len(str(key).encode()) > NAME + 1 or (isinstance(value, Name) and len(str(value).encode()) > NAME + 1):
                yield f"a name is too long: {str(key)[:40]}"
            if isinstance(value, String) and len(bytes(value)) > TEXT:
                yield f"{key} is too long: {str(value)[:40]}"


def clause_6_3_annotations(pdf: Reading) -> Iterator[str]:
    """Links are printed, and not hidden; there are no others but links."""
    for number, page in enumerate(pdf.pages, 1):
        for spot in page.obj.get("/Annots", []):
            flags = int(spot.get("/F", 0))
            if spot.Subtype != Name.Link or flags & HIDDEN or not flags & PRINT:
                yield f"page {number}: an annotation is {spot.Subtype} with the flags {flags}"


def clause_6_4_forms(pdf: Reading) -> Iterator[str]:
    """There are no forms."""
    if "/AcroForm" in pdf.root or "/NeedsRendering" in pdf.root:
        yield "there is a form"


def clause_6_5_actions(pdf: Reading) -> Iterator[str]:
    """Nothing is run; links lead to places and addresses."""
    for object in pdf.objects:
        if "/AA" in object or (
            object.get("/Type") != Name.StructElem and str(object.get("/S", ""))[1:] in FORBIDDEN_ACTIONS
        ):
            yield f"an object acts: {sorted(object.keys())}"


def clause_6_6_2_metadata(pdf: Reading) -> Iterator[str]:
    """The metadata are XMP in UTF-8, and of what no standard knows they bring a description."""
    stream = pdf.root.get("/Metadata")
    if (
        stream is None
        or stream.get("/Type") != Name.Metadata
        or stream.get("/Subtype") != Name.XML
        or "/Filter" in stream
    ):
        yield "there is no plain stream of metadata"
        return
    if not re.match(
        rb"<\?xpacket begin=[\"'](\xef\xbb\xbf)?[\"'] id=[\"']W5M0MpCehiHzreSzNTczkc9d[\"']\?>", stream.read_bytes()
    ):
        yield "the packet does not begin as one"
    if len(pdf.xmp.findall(f".//{{{SPACES['rdf']}}}RDF")) != 1:
        yield "there is more than one RDF"
    described = set(pdf.said("pdfaSchema:namespaceURI"))
    if pdf.said("pdfuaid:part") and SPACES["pdfuaid"] not in described:
        yield "nobody says what pdfuaid is"


def clause_6_6_3_information(pdf: Reading) -> Iterator[str]:
    """The information dictionary says what the metadata say."""
    info = pdf.pdf.trailer.get("/Info", Dictionary())
    pairs = {
        "/Title": "dc:title", "/Author": "dc:creator", "/Subject": "dc:description", "/Keywords": "pdf:Keywords",
        "/Creator": "xmp:CreatorTool", "/Producer": "pdf:Producer",
    }  # fmt: skip
    for key, name in pairs.items():
        if str(info.get(key, "")) != ", ".join(pdf.said(name)):
            yield f"{key} is {str(info.get(key, ''))!r}, {name} {pdf.said(name)}"
    for key, name in (("/CreationDate", "xmp:CreateDate"), ("/ModDate", "xmp:ModifyDate")):
        said = [datetime.fromisoformat(date).astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ") for date in pdf.said(name)]
        if [str(info.get(key, ""))] != said:
            yield f"{key} is {str(info.get(key, ''))!r}, {name} {pdf.said(name)}"


def clause_6_6_4_identification(pdf: Reading) -> Iterator[str]:
    """The metadata say that the file is PDF/A-3, level A."""
    if (said := (pdf.said("pdfaid:part"), pdf.said("pdfaid:conformance"))) != (["3"], ["A"]):
        yield f"pdfaid says {said}"


def clause_6_7_structure(pdf: Reading) -> Iterator[str]:
    """The file is tagged, its types are known, all of it is structure or artifact, and its language is known."""
    for check in (
        clause_7_1_marked, clause_7_1_role_map, clause_7_1_content_is_tagged_or_artifact, clause_7_2_language,
    ):  # fmt: skip
        yield from check(pdf)


def clause_6_8_embedded_files(pdf: Reading) -> Iterator[str]:
    """The TEI is in the file, whole, with its names, its kind, its date, and what it is to the document."""
    files: dict[Any, Any] = {file.obj.objgen: file.obj for file in pdf.pdf.attachments.values()}
    joined = {file.objgen for file in pdf.root.get("/AF", ())}
    if not files or joined != files.keys():
        yield f"{len(files)} files are embedded, {len(joined)} are joined to the document"
    for file in files.values():
        stream: Any = file.EF.get("/F")
        params = stream.get("/Params", Dictionary())
        if not (str(file.get("/F", "")) and str(file.get("/UF", "")) and str(file.get("/Desc", ""))):
            yield "an embedded file has no name or description"
        if file.get("/AFRelationship") != Name.Source:
            yield f"an embedded file is {file.get('/AFRelationship')}"
        if stream.get("/Subtype") != Name("/application/tei+xml") or "/ModDate" not in params:
            yield f"an embedded file is of the kind {stream.get('/Subtype')}, with {sorted(params.keys())}"
        data = stream.read_bytes()
        if bytes(params.get("/CheckSum", b"")) != md5(data).digest() or int(params.get("/Size", -1)) != len(data):
            yield "an embedded file is not what it was"


def clause_6_9_to_6_11_what_is_not_there(pdf: Reading) -> Iterator[str]:
    """No layers, no other presentations, no requirements."""
    names = pdf.root.get("/Names", Dictionary())
    found = [key for key in ("/OCProperties", "/Requirements") if key in pdf.root]
    found += [key for key in ("/AlternatePresentations", "/JavaScript") if key in names]
    found += ["/PresSteps" for page in pdf.pages if "/PresSteps" in page.obj]
    yield from (f"there is {key}" for key in found)

"""PDF/A-3a (ISO 19005-3), clause by clause: what can be seen of a file by a program, and what of it we look at.

Each check is named after its clause and yields what breaks it. `python -m tests.clauses_a BOOK.pdf` runs them all.
What PDF/A-3a asks of structure, language and fonts is what PDF/UA asks too: see `clauses_ua`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import md5
from pathlib import Path
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Stream, String

from tests.clauses_ua import (
    Check,
    broken,
    clause_7_1_content_is_tagged_or_artifact,
    clause_7_1_marked,
    clause_7_1_role_map,
    clause_7_2_language,
    clause_7_21_fonts,
)
from tests.reading import SPACES, Reading

NAME, TEXT = 127, 32767
FORBIDDEN_ACTIONS = frozenset(
    "Launch Sound Movie ResetForm ImportData JavaScript Hide SetOCGState Rendition Trans".split()
)
BLEND_MODES = frozenset(
    "Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight Difference "
    "Exclusion Hue Saturation Color Luminosity".split()
)
HIDDEN = 1 << 0 | 1 << 1 | 1 << 5
PRINT = 1 << 2


def _objects(pdf: Reading) -> Iterator[Any]:
    """All dictionaries and streams of the file, those within others too."""
    for object in pdf.pdf.objects:
        yield from _within(object, 0)


def _within(object: Any, depth: int) -> Iterator[Any]:
    if isinstance(object, Dictionary | Stream):
        yield object
        inner = [value for _, value in object.items()]
    else:
        inner = list(object) if isinstance(object, Array) else []
    for value in inner:
        if isinstance(value, Object) and not value.is_indirect:
            yield from _within(value, depth + 1)


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
    """No name is longer than 127 bytes, no string than 32,767, and there are not too many objects."""
    if len(pdf.pdf.objects) > 8388607:
        yield "there are too many objects"
    for object in _objects(pdf):
        for key, value in object.items():
            if len(str(key).encode()) > NAME + 1 or (isinstance(value, Name) and len(str(value).encode()) > NAME + 1):
                yield f"a name is too long: {str(key)[:40]}"
            if isinstance(value, String) and len(bytes(value)) > TEXT:
                yield f"{key} is too long: {str(value)[:40]}"


def clause_6_2_3_output_intent(pdf: Reading) -> Iterator[str]:
    """One output intent tells what the colours mean, by a profile that is in the file."""
    intents: list[Any] = [o for o in pdf.root.get("/OutputIntents", ()) if o.get("/S") == Name.GTS_PDFA1]
    if len(intents) != 1:
        yield f"there are {len(intents)} output intents"
    for intent in intents:
        profile: Any = intent.get("/DestOutputProfile")
        data = profile.read_bytes() if profile is not None else b""
        if data[36:40] != b"acsp" or data[12:16] not in (b"mntr", b"prtr") or data[8] > 4:
            yield "its profile is none"
        elif {b"RGB ": 3, b"GRAY": 1, b"CMYK": 4}.get(data[16:20]) != int(profile.get("/N", 0)):
            yield f"its profile has {profile.get('/N')} colours, and is {data[16:20]!r}"
        if not str(intent.get("/OutputConditionIdentifier", "")):
            yield "it has no name"


def clause_6_2_4_colours(pdf: Reading) -> Iterator[str]:
    """Colours are those of the output intent's profile, or bring their own."""
    for number, page in enumerate(pdf.pages, 1):
        if re.search(rb"(?m)(?:^|\s)(?:[\d.]+\s+){4}[kK]\s", page.Contents.read_bytes()):
            yield f"page {number} is in CMYK"
    for object in _objects(pdf):
        for space in (object.get("/ColorSpace"), object.get("/CS")):
            if space == Name.DeviceCMYK or (isinstance(space, Array) and Name.DeviceCMYK in list(space)):
                yield "a picture is in CMYK"


def clause_6_2_8_images(pdf: Reading) -> Iterator[str]:
    """Pictures are not smoothed, and there is one of each."""
    for object in _objects(pdf):
        if object.get("/Subtype") == Name.Image:
            if object.get("/Interpolate", False) or "/Alternates" in object or "/OPI" in object:
                yield f"a picture has {sorted(object.keys())}"
            if object.get("/Filter") == Name.JPXDecode:
                yield "a picture is in JPEG 2000, which is not looked into"


def clause_6_2_9_xobjects(pdf: Reading) -> Iterator[str]:
    """There is no PostScript, and nothing is drawn by another file."""
    for object in _objects(pdf):
        if (
            object.get("/Subtype") == Name.PS
            or object.get("/Subtype2") == Name.PS
            or "/Ref" in object
            or "/PS" in object
        ):
            yield f"an object has {sorted(object.keys())}"


def clause_6_2_10_transparency(pdf: Reading) -> Iterator[str]:
    """Pictures that let others through do so in ways that are known."""
    for object in _objects(pdf):
        modes = object.get("/BM", Name.Normal)
        for mode in modes if isinstance(modes, Array) else [modes]:
            if str(mode)[1:] not in BLEND_MODES:
                yield f"colours are mixed by {mode}"
        if {"/TR", "/HTP"} & set(object.keys()) or object.get("/TR2", Name.Default) != Name.Default:
            yield f"a graphics state has {sorted(object.keys())}"


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
    for object in _objects(pdf):
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


def clause_6_2_11_fonts(pdf: Reading) -> Iterator[str]:
    """Fonts are embedded, with their widths and meanings, and each sign is in them."""
    yield from clause_7_21_fonts(pdf)


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


CHECKS: tuple[Check, ...] = tuple(
    made for name, made in list(globals().items()) if name.startswith("clause_6")
)  # fmt: skip


if __name__ == "__main__":
    faults = [f"{path}: {fault}" for path in sys.argv[1:] for fault in broken(Path(path).read_bytes(), CHECKS)]
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    sys.exit(bool(faults))

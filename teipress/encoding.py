"""Encoding: what the bytes of a document are, before any parser sees them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from teipress.diagnostics import Diagnostic, Place
from teipress.limits import Limits

MAGIC = {
    b"\xff\xd8\xff": "a JPEG image",
    b"\x89PNG": "a PNG image",
    b"GIF8": "a GIF image",
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive (perhaps a Word document or an EPUB)",
    b"\x1f\x8b": "a gzip archive",
    b"II*\x00": "a TIFF image",
    b"MM\x00*": "a TIFF image",
    b"\xd0\xcf\x11\xe0": "an old Word document",
}
ENCODINGS = {"utf-8", "utf8", "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be"}


def refusals(data: bytes, name: str, limits: Limits) -> Iterator[Diagnostic]:
    """Why these bytes are not even parsed, if there is a reason: empty, too large, no XML, another encoding."""

    def refuse(code: str, message: str, hint: str, line: int = 1, column: int = 0, unsafe: bool = False) -> Diagnostic:
        return Diagnostic(Place(name, line, column), code, message, hint, refused=unsafe)

    if not data.strip():
        yield refuse("XML-003", "the file is empty", "restore it from a copy; nothing was changed")
        return
    if len(data) > limits.bytes:
        size, limit = len(data) / 2**20, limits.bytes / 2**20
        yield refuse(
            "XML-005",
            f"the file has {size:.0f} MB, and {limit:.0f} MB is the limit",
            "split it, or raise max_megabytes in the settings",
            unsafe=True,
        )
        return
    for magic, kind in MAGIC.items():
        if data.startswith(magic):
            yield refuse("XML-004", f"this is {kind}, not an XML document", "name a TEI file")
            return
    yield from _encoding(data, name)
    # Every element has a "<": a cheap bound before any tree is built.
    if data.count(b"<") > 3 * limits.elements:
        yield too_many_elements(name, limits)


def no_text(data: bytes) -> str:
    """What these bytes are if they are no plain text, as far as their beginning tells; else empty."""
    xml = "XML" if re.match(rb"(\xef\xbb\xbf)?\s*<(\?xml|!DOCTYPE|TEI\b)", data) else ""
    return next((kind for magic, kind in MAGIC.items() if data.startswith(magic)), xml)


def _encoding(data: bytes, name: str) -> Iterator[Diagnostic]:
    bom16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and not data.startswith(codecs.BOM_UTF32_LE)
    # The whole declaration, however long: an encoding read here must be the one that libxml2 reads.
    end = data.find(b"?\0>" if bom16 else b"?>") + 4
    head = data[:end].decode("utf-16" if bom16 else "latin-1", "replace")
    match = re.match(r"\ufeff?(?:ï»¿)?\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)[\"']", head)
    declared = match.group(1) if match else "UTF-8"
    if declared.lower() not in ENCODINGS or data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        yield Diagnostic(
            Place(name, 1),
            "XML-002",
            f"the file is declared as {declared}; teipress reads UTF-8, and UTF-16 with its mark",
            'save it as UTF-8 and declare encoding="UTF-8"',
        )
        return
    if not bom16 and b"\0" in data[:4]:
        yield Diagnostic(
            Place(name, 1),
            "XML-002",
            "the file looks like UTF-16 or UTF-32 without a byte order mark",
            'save it as UTF-8 and declare encoding="UTF-8"',
        )
        return
    if bom16:
        codec = "utf-16"
    elif declared.lower().startswith("utf-16"):
        yield Diagnostic(
            Place(name, 1),
            "XML-002",
            f"the file says {declared} but does not begin with its byte order mark",
            'save it as UTF-8 and declare encoding="UTF-8"',
        )
        return
    else:
        codec = "ascii" if declared.lower().endswith("ascii") else "utf-8"
    try:
        data.decode(codec)
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before) - (before.rfind(b"\n") + 1) + 1
        byte = data[error.start]
        guess = data[error.start : error.start + 1].decode("cp1252", "replace")
        looks = f"; it looks like Windows-1252 or Latin-1, where it is {guess}" if codec == "utf-8" else ""
        yield Diagnostic(
            Place(name, line, column),
            "XML-002",
            f"byte {error.start} (0x{byte:02X}) is not {codec.upper()}{looks}",
            "open the file in its real encoding and save it as UTF-8",
        )


def too_many_elements(name: str, limits: Limits) -> Diagnostic:
    """The refusal of a document with more elements than the limits allow."""
    return Diagnostic(
        Place(name, 1),
        "XML-005",
        f"the document has more than {limits.elements:,} elements",
        "split it into files joined by xi:include, or raise max_elements in the settings",
        refused=True,
    )

"""XML comes in here, and nowhere else: one hardened parser, and words for what it refuses.

Every limit stands in `Limits`; every refusal is a `Diagnostic`. Bytes only: a path handed to libxml2 may be a
compressed bomb, and a file name may be a URL. See `docs/security.md` for what is promised.
"""

from __future__ import annotations

import codecs
import html.entities
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from teipress.diagnostics import Diagnostic, Place, Severity

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
XI = "http://www.w3.org/2001/XInclude"
XML_ID = f"{{{XML}}}id"
XML_LANG = f"{{{XML}}}lang"

Element = etree._Element


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost: bytes of input, elements, and what internal entities may grow it to."""

    bytes: int = 64 * 1024 * 1024
    elements: int = 1_000_000
    entity_factor: int = 10
    entity_bytes: int = 10 * 1000 * 1000


@dataclass(frozen=True, slots=True)
class Parsed:
    """What came of a document: its root, or none, and what there is to say."""

    root: Element | None
    diagnostics: tuple[Diagnostic, ...] = ()


def tei(name: str) -> str:
    """The qualified name of a TEI element."""
    return f"{{{TEI}}}{name}"


def local(element: Element) -> str:
    """The element's name without its namespace; empty for comments and processing instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def namespace(element: Element) -> str:
    """The element's namespace, empty if it has none."""
    return etree.QName(element).namespace or "" if isinstance(element.tag, str) else ""


def line_of(element: Element) -> int:
    """The source line of the element's start tag, 0 if unknown."""
    return element.sourceline or 0


def xpath_of(element: Element) -> str:
    """A readable XPath: local names, positions where siblings share a name."""
    steps = []
    current: Element | None = element
    while current is not None:
        name = local(current)
        before = sum(1 for _ in current.itersiblings(f"{{*}}{name}", preceding=True)) if name else 0
        alone = not before and next(current.itersiblings(f"{{*}}{name}"), None) is None if name else True
        steps.append(name if alone else f"{name}[{before + 1}]")
        current = current.getparent()
    return "/" + "/".join(reversed(steps))


def parse(data: bytes, name: str, limits: Limits = Limits()) -> Parsed:
    """Parse one document. *name* is what diagnostics call it. Never raises for what the bytes hold.

    Internal entities are expanded within the limits, standard character entities (`&AElig;`) without a declaration
    are resolved with a warning, external entities are refused, an external DTD is noted and ignored.
    """
    refusal = next(_refusals(data, name, limits), None)
    if refusal:
        return Parsed(None, (refusal,))
    notes: list[Diagnostic] = []
    data = _resolve_character_entities(_without_external_dtd(data, name, notes), name, notes)
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        return Parsed(None, (*notes, _syntax(error, name, data)))
    problem = _entities(root, data, name, limits)
    if problem:
        return Parsed(None, (*notes, problem))
    if any(True for _ in root.iter(etree.Entity)):
        # Known to fit the budget now: parse once more, expanding, so that checks and exports see the same text.
        try:
            root = etree.fromstring(data, _parser(expand=True))
        except etree.XMLSyntaxError as error:
            return Parsed(None, (*notes, _syntax(error, name, data)))
    if sum(1 for _ in root.iter()) > limits.elements:
        return Parsed(None, (_too_many_elements(name, limits),))
    return Parsed(root, tuple(notes))


def _parser(expand: bool = False) -> etree.XMLParser:
    return etree.XMLParser(  # type: ignore[call-overload,no-any-return]
        resolve_entities="internal" if expand else False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        decompress=False,
        recover=False,
        collect_ids=False,
        remove_comments=False,
        remove_pis=False,
        remove_blank_text=False,
        strip_cdata=True,
    )


# --- before parsing: what the bytes are -------------------------------------------------------------------------------

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


def _refusals(data: bytes, name: str, limits: Limits) -> Iterator[Diagnostic]:
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
        yield _too_many_elements(name, limits)


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


def _too_many_elements(name: str, limits: Limits) -> Diagnostic:
    return Diagnostic(
        Place(name, 1),
        "XML-005",
        f"the document has more than {limits.elements:,} elements",
        "split it into files joined by xi:include, or raise max_elements in the settings",
        refused=True,
    )


# --- document types, entities -----------------------------------------------------------------------------------------

_DOCTYPE = re.compile(
    rb"(\A(?:\xef\xbb\xbf)?(?>\s+|<\?.*?\?>|<!--.*?-->)*+<!DOCTYPE\s+[^\s\[>]+\s+)((?:SYSTEM|PUBLIC\s+(?:\"[^\"]*\"|'[^']*'))\s+(?:\"([^\"]*)\"|'([^']*)'))",
    re.DOTALL,
)


def _without_external_dtd(data: bytes, name: str, notes: list[Diagnostic]) -> bytes:
    """Blank out the address of an external DTD, so that libxml2 has nothing to look for; lines and columns stay."""
    match = _DOCTYPE.match(data)
    if match is None:
        return data
    address = (match.group(3) or match.group(4) or b"").decode("utf-8", "replace")
    line = data.count(b"\n", 0, match.start(2)) + 1
    notes.append(
        Diagnostic(
            Place(name, line),
            "XML-009",
            f"the document type points to {address}, which is not read",
            "nothing to do; remove the DOCTYPE if nothing in the text depends on it",
            Severity.NOTE,
        )
    )
    blank = re.sub(rb"[^\n]", b" ", match.group(2))
    return data[: match.start(2)] + blank + data[match.end(2) :]


_SKIP_OR_ENTITY = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|&([A-Za-z][A-Za-z0-9.]*);", re.DOTALL)
_PREDEFINED = {b"lt", b"gt", b"amp", b"quot", b"apos"}


def _resolve_character_entities(data: bytes, name: str, notes: list[Diagnostic]) -> bytes:
    """Replace references to the standard character entities where the document declares none of that name."""
    if b"&" not in data or data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data
    declared = set(re.findall(rb"<!ENTITY\s+([^\s%]+)", data))
    found: dict[bytes, int] = {}

    def replace(match: re.Match[bytes]) -> bytes:
        entity = match.group(1)
        if entity is None or entity in _PREDEFINED or entity in declared:
            return match.group()
        characters = html.entities.html5.get(f"{entity.decode('ascii')};")
        if characters is None:
            return match.group()
        found.setdefault(entity, data.count(b"\n", 0, match.start()) + 1)
        return "".join(f"&#{ord(c)};" for c in characters).encode("ascii")

    resolved = _SKIP_OR_ENTITY.sub(replace, data)
    for entity, line in found.items():
        shown = entity.decode("ascii")
        notes.append(
            Diagnostic(
                Place(name, line),
                "XML-007",
                f"&{shown}; is declared nowhere; read as the standard character {html.entities.html5[shown + ';']}",
                "write the character itself",
                Severity.WARNING,
            )
        )
    return resolved


def _entities(root: Element, data: bytes, name: str, limits: Limits) -> Diagnostic | None:
    """The first reference to an entity that must not be expanded, or none."""
    dtd = root.getroottree().docinfo.internalDTD
    declared = {entity.name: entity for entity in dtd.iterentities()} if dtd is not None else {}
    budget = min(limits.entity_factor * len(data), limits.entity_bytes)
    sizes: dict[str, int] = {}

    # libxml2 drops an undeclared reference in an attribute without a word once a parameter entity is used.
    for match in _SKIP_OR_ENTITY.finditer(data) if b"<!ENTITY" in data else ():
        used = (match.group(1) or b"amp").decode("ascii")
        if used not in declared and used.encode() not in _PREDEFINED:
            return _undeclared(Place(name, data.count(b"\n", 0, match.start()) + 1), used)

    def inner(entity: str) -> list[str]:
        return [n for n in re.findall(r"&([^;#&\s]+);", declared[entity].content or "") if n in declared]

    def reached(entity: str) -> set[str]:
        found, left = {entity}, [entity]
        while left:
            new = set(inner(left.pop())) - found
            found |= new
            left.extend(new)
        return found

    def size(entity: str, seen: tuple[str, ...] = ()) -> int:
        """What the entity grows to, in characters; past the budget it no longer matters how far."""
        if entity not in sizes:
            parts = sum(size(n, (*seen, entity)) for n in inner(entity) if n not in seen)
            sizes[entity] = len(declared[entity].content or "") + parts
        return min(sizes[entity], budget + 1)

    total = 0
    for reference in root.iter(etree.Entity):
        entity, line = (reference.text or "&;")[1:-1], line_of(reference)
        if entity not in declared:
            return _undeclared(Place(name, line), entity)
        for part in sorted(reached(entity)):
            if declared[part].content is None or _external(data, part):
                return _external_entity(Place(name, line), part)
        total += size(entity)
        if total > budget:
            return Diagnostic(
                Place(name, line),
                "XML-006",
                f"the entities grow the text past {budget:,} characters",
                "write the repeated text out, or raise the limit in the settings",
                refused=True,
            )
    return None


def _undeclared(place: Place, entity: str) -> Diagnostic:
    return Diagnostic(
        place,
        "XML-007",
        f"&{entity}; is declared nowhere and is no standard character entity",
        "write the characters themselves; a lone & is written &amp;",
    )


def _external_entity(place: Place, entity: str) -> Diagnostic:
    return Diagnostic(
        place,
        "XML-006",
        f"&{entity}; stands for an external file, which is never read",
        "put its text in place, or draw the file in with xi:include",
        refused=True,
    )


def _external(data: bytes, entity: str) -> bool:
    pattern = rb"<!ENTITY\s+" + re.escape(entity.encode()) + rb"\s+(SYSTEM|PUBLIC)\b"
    return re.search(pattern, data) is not None


# --- what libxml2 says, in an editor's words --------------------------------------------------------------------------


def _syntax(error: etree.XMLSyntaxError, name: str, data: bytes) -> Diagnostic:
    line, column = error.position if error.position[0] else (1, 0)
    said = " ".join((error.msg or "").split(", line ")[0].split())
    place = Place(name, line, column)
    if "entity" in said.lower() and any(sign in said.lower() for sign in ("loop", "amplification", "nesting")):
        # libxml2 gives the line within the entity; the declarations are where the mending is done.
        return Diagnostic(
            Place(name, _line_of(data, rb"<!ENTITY")),
            "XML-006",
            "the entities of this document expand past all bounds",
            "write the repeated text out",
            refused=True,
        )
    if match := re.search(r"references external entity '(\S+)'", said):
        return _external_entity(place, match.group(1))
    parameter = rb"<!ENTITY\s+%\s+\S+\s+(SYSTEM|PUBLIC)"
    if "internal subset" in said and re.search(parameter, data):
        return Diagnostic(
            Place(name, _line_of(data, parameter)),
            "XML-006",
            "a parameter entity of the document type stands for an external file, which is never read",
            "remove the declaration and the reference to it",
            refused=True,
        )
    if "Excessive depth" in said or "Maximum element depth" in said:
        return Diagnostic(
            place,
            "XML-005",
            "elements are nested more than 256 deep",
            "no TEI text needs this: look for elements that were never closed",
            refused=True,
        )
    if any(sign in said.lower() for sign in ("too long", "too big", "huge")):
        return Diagnostic(
            place,
            "XML-005",
            "one text, attribute or comment is longer than 10 million characters",
            "keep images and other binary data in files of their own",
            refused=True,
        )
    if match := re.match(r"Opening and ending tag mismatch: (\S+) line (\d+) and (\S+)", said):
        opened, at, closed = match.groups()
        return Diagnostic(
            place,
            "XML-001",
            f"<{opened}> of line {at} is still open where </{closed}> stands",
            f"close it with </{opened}> before this line, or correct the tag",
        )
    if match := re.match(r"Premature end of data in tag (\S+) line (\d+)", said):
        opened, at = match.groups()
        return Diagnostic(
            place,
            "XML-001",
            f"the file ends, and <{opened}> of line {at} was never closed",
            f"add </{opened}> where it ends",
        )
    if match := re.match(r"Entity '(\S+)' not defined", said):
        return _undeclared(place, match.group(1))
    if "Start tag expected" in said or "Document is empty" in said:
        start = data.lstrip()[:20].decode("utf-8", "replace")
        return Diagnostic(
            place,
            "XML-004",
            f"this is not XML: it begins with {start!r}",
            "name a TEI file; plain text goes through `teipress encode`",
        )
    for sign, message, hint in SLIPS:
        if sign in said:
            return Diagnostic(place, "XML-001", message or f"not well-formed: {said}", hint)
    return Diagnostic(place, "XML-001", f"not well-formed: {said}", "correct the line, or restore it from a copy")


# What libxml2 says of the commonest slips, what is said instead where its words tell an editor little, and a remedy.
SLIPS = (
    ("xmlParseEntityRef", "an & that begins no entity", "write a lone & as &amp;"),
    ("EntityRef: expecting", "an & and a name without a semicolon", "write a lone & as &amp;"),
    ("StartTag: invalid element name", "a < that begins no tag", "write a lone < as &lt;"),
    ("AttValue", "an attribute value without its quotation marks", "put attribute values in quotation marks"),
    ("redefined", "", "give the attribute once"),
    ("Namespace prefix", "", "declare the prefix (xmlns:…) or leave it out"),
    ("Char", "a character that XML does not allow", "remove it; control characters have no place in a text"),
    (
        "Extra content at the end",
        "something stands after the end of the outermost element",
        "put it inside, or take it out",
    ),
    ("XML declaration allowed only", "something stands before the XML declaration", "let the file begin with <?xml"),
)


def _line_of(data: bytes, pattern: bytes) -> int:
    match = re.search(pattern, data)
    return data.count(b"\n", 0, match.start()) + 1 if match else 1

"""Document types and entities: what is expanded within bounds, what is ignored, what is refused. See XML 1.0, 4."""

from __future__ import annotations

import codecs
import re

from lxml import etree

from teipress.diagnostics import Diagnostic, Place, Severity
from teipress.limits import Limits

_DOCTYPE = re.compile(
    rb"(\A(?:\xef\xbb\xbf)?(?>\s+|<\?.*?\?>|<!--.*?-->)*+<!DOCTYPE\s+[^\s\[>]+\s+)((?:SYSTEM|PUBLIC\s+(?:\"[^\"]*\"|'[^']*'))\s+(?:\"([^\"]*)\"|'([^']*)'))",
    re.DOTALL,
)


def without_external_dtd(data: bytes, name: str, notes: list[Diagnostic]) -> bytes:
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


def resolve_character_entities(data: bytes, name: str, notes: list[Diagnostic]) -> bytes:
    """Replace references to the standard character entities where the document declares none of that name."""
    if b"&" not in data or data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data
    from html.entities import html5  # two thousand names, which most documents do without

    declared = set(re.findall(rb"<!ENTITY\s+([^\s%]+)", data))
    found: dict[bytes, int] = {}

    def replace(match: re.Match[bytes]) -> bytes:
        entity = match.group(1)
        if entity is None or entity in _PREDEFINED or entity in declared:
            return match.group()
        characters = html5.get(f"{entity.decode('ascii')};")
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
                f"&{shown}; is declared nowhere; read as the standard character {html5[shown + ';']}",
                "write the character itself",
                Severity.WARNING,
            )
        )
    return resolved


def refused(root: etree._Element, data: bytes, name: str, limits: Limits) -> Diagnostic | None:
    """The first reference to an entity that must not be expanded, or none."""
    dtd = root.getroottree().docinfo.internalDTD
    declared = {entity.name: entity for entity in dtd.iterentities()} if dtd is not None else {}
    budget = min(limits.entity_factor * len(data), limits.entity_bytes)
    sizes: dict[str, int] = {}

    # libxml2 drops an undeclared reference in an attribute without a word once a parameter entity is used.
    for match in _SKIP_OR_ENTITY.finditer(data) if b"<!ENTITY" in data else ():
        used = (match.group(1) or b"amp").decode("ascii")
        if used not in declared and used.encode() not in _PREDEFINED:
            return undeclared(Place(name, data.count(b"\n", 0, match.start()) + 1), used)

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
        entity, line = (reference.text or "&;")[1:-1], reference.sourceline or 0
        if entity not in declared:
            return undeclared(Place(name, line), entity)
        for part in sorted(reached(entity)):
            if declared[part].content is None or _external(data, part):
                return external_entity(Place(name, line), part)
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


def undeclared(place: Place, entity: str) -> Diagnostic:
    """The finding on an entity that nothing declares."""
    return Diagnostic(
        place,
        "XML-007",
        f"&{entity}; is declared nowhere and is no standard character entity",
        "write the characters themselves; a lone & is written &amp;",
    )


def external_entity(place: Place, entity: str) -> Diagnostic:
    """The refusal of an entity that stands for a file."""
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

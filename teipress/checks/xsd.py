"""XML Schema, through xmlschema: where a user's schema is an XSD, it decides. See XML Schema 1.0 (W3C, 2004)."""

from __future__ import annotations

import copy
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from lxml import etree

from teipress import xml
from teipress.diagnostics import Diagnostic, Exit, Place, Trouble, did_you_mean
from teipress.edition import Edition
from teipress.xml import Element

if TYPE_CHECKING:
    from xmlschema import XMLSchemaValidationError


def violations(edition: Edition, path: Path, data: bytes) -> Iterator[Diagnostic]:
    """What the schema at *path* has against the edition. Raises `Trouble` if it is no schema.

    Schema files that it includes or imports are read from its own folder only.
    """
    import xmlschema  # 0.3 s, so only when an XSD is asked for

    parsed = xml.parse(data, str(path))
    if parsed.root is None:
        first = parsed.diagnostics[0]
        raise Trouble(f"the schema {first.place} cannot be read: {first.message}", Exit.USAGE)
    try:
        schema = xmlschema.XMLSchema(str(path.resolve()), allow="sandbox", defuse="always")
    except (xmlschema.XMLSchemaException, OSError, ValueError) as error:
        raise Trouble(f"{path} is no XML Schema that can be used: {_first_line(error)}", Exit.USAGE) from None
    # A tree of its own, without comments: xmlschema counts them as content.
    tree = copy.deepcopy(edition.tree)
    etree.strip_tags(tree, etree.Comment, etree.ProcessingInstruction)
    # An XMLResource of its own keeps the sandbox of the schema's files out of it.
    document = xmlschema.XMLResource(cast(Any, tree), allow="none")
    originals: dict[Any, Element] = {}
    names: set[str] = set()
    for problem in schema.iter_errors(document, use_location_hints=False):
        originals = originals or dict(zip(tree.iter("{*}*"), edition.tree.iter("{*}*"), strict=True))
        names = names or {_plain(e.name) for e in schema.iter_components(xmlschema.XsdElement) if e.name}
        yield _told(problem, edition, originals, names)


def _told(
    error: XMLSchemaValidationError, edition: Edition, originals: Mapping[Any, Element], names: Collection[str]
) -> Diagnostic:
    """An error of xmlschema with its place; the child that stands wrong rather than the parent that holds it."""
    element: Any = error.elem if error.elem is not None else error.obj
    reason = _plain(str(error.reason or error.message))
    child: Any = getattr(error, "invalid_child", None)
    if child is not None and element is not None:
        name, above = xml.local(child), xml.local(element)
        expected = [_plain(e if isinstance(e, str) else e.name or "") for e in getattr(error, "expected", None) or ()]
        listed = "here may stand " + ", ".join(f"<{e}>" for e in sorted(set(expected))[:12]) if expected else ""
        hint = did_you_mean(
            f"<{name}>", [f"<{e}>" for e in expected], listed or f"see what the schema lets <{above}> hold"
        )
        place = edition.place(originals[child], f"<{name}")
        if name not in names:
            hint = did_you_mean(f"<{name}>", [f"<{e}>" for e in names], hint)
            return Diagnostic(place, "SCH-001", f"<{name}> (found in <{above}>) is no element of this schema", hint)
        return Diagnostic(place, "SCH-003", f"<{name}> may not stand here in <{above}>", hint)
    if not isinstance(element, etree._Element):
        return Diagnostic(Place(edition.name, getattr(error, "sourceline", 0) or 0), "SCH-011", reason, SEE)
    code, message, hint, near = _in_words(xml.local(element), reason, error.validator)
    return Diagnostic(edition.place(originals[element], near), code, message, hint)


SEE = "see what the schema allows here"


def _in_words(name: str, reason: str, validator: Any) -> tuple[str, str, str, str]:
    """The code, what xmlschema found, a remedy, and what to look for in the line, as of RELAX NG."""
    if match := re.match(r"attribute (\S+)='(.*?)': ", reason):
        attribute, value = match.groups()
        return (
            "SCH-007",
            f'@{attribute} of <{name}> may not be "{value}"',
            "see which values the schema lists",
            f"{attribute}=",
        )
    if match := re.match(r"attribute '(\S+)' has a fixed value '(.*)'", reason):
        attribute, value = match.groups()
        return (
            "SCH-007",
            f'@{attribute} of <{name}> may only be "{value}"',
            f'write {attribute}="{value}"',
            f"{attribute}=",
        )
    if match := re.match(r"'(\S+)' attribute not allowed", reason):
        names = [f"@{a}" for a in validator if isinstance(a, str)] if isinstance(validator, Mapping) else []
        hint = did_you_mean(f"@{match.group(1)}", names, "take it out")
        return "SCH-006", f"<{name}> has no attribute @{match.group(1)} in this schema", hint, f"{match.group(1)}="
    if match := re.match(r"missing required attribute '(\S+)'", reason):
        return (
            "SCH-008",
            f"<{name}> lacks @{match.group(1)}, which it must have",
            f'add {match.group(1)}="…"',
            f"<{name}",
        )
    if match := re.match(r"The content of element '\S+' is not complete(?:\. Tag \(?'?(.*?)'?\)? expected)?", reason):
        missing = match.group(1)
        return "SCH-004", f"what <{name}> holds is not complete", f"add <{missing}>" if missing else SEE, f"<{name}"
    if reason.startswith("character data between child elements"):
        return "SCH-005", f"<{name}> may hold elements only, and here is text", "put it inside an element", f"<{name}"
    if reason.endswith("is not an element of the schema"):
        return (
            "SCH-011",
            f"<{name}> is no element of this schema",
            f'begin the document with <TEI xmlns="{xml.TEI}">',
            f"<{name}",
        )
    return "SCH-007", f"<{name}>: {reason}", SEE, f"<{name}"


def _plain(reason: str) -> str:
    """Without the namespace that every TEI name bears."""
    return " ".join(re.sub(r"\{http://www\.tei-c\.org/ns/1\.0\}|\btei:", "", reason).split())


def _first_line(error: Exception) -> str:
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)

"""XML Schema, through xmlschema: where a user's schema is an XSD, it decides. See XML Schema 1.0 (W3C, 2004)."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from lxml import etree

from teipress import xml
from teipress.diagnostics import Diagnostic, Exit, Place, Trouble, did_you_mean
from teipress.edition import Edition

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
    for problem in schema.iter_errors(document, use_location_hints=False):
        yield _told(problem, edition)


def _told(error: XMLSchemaValidationError, edition: Edition) -> Diagnostic:
    """An error of xmlschema with its place; the child that stands wrong rather than the parent that holds it."""
    element: Any = error.elem if error.elem is not None else error.obj
    reason = _plain(str(error.reason or error.message))
    child: Any = getattr(error, "invalid_child", None)
    if child is not None and element is not None:
        name, above = xml.local(child), xml.local(element)
        expected = [_plain(e if isinstance(e, str) else e.name or "") for e in getattr(error, "expected", None) or ()]
        listed = "here may stand " + ", ".join(f"<{e}>" for e in sorted(set(expected))[:12]) if expected else ""
        hint = did_you_mean(name, expected, listed or f"see what the schema lets <{above}> hold")
        place = Place(edition.name, xml.line_of(child), 0, xml.xpath_of(child))
        return Diagnostic(place, "SCH-001", f"<{name}> may not stand here in <{above}>", hint)
    line = xml.line_of(element) if isinstance(element, etree._Element) else getattr(error, "sourceline", 0) or 0
    owner = f"<{xml.local(element)}>: " if isinstance(element, etree._Element) else ""
    path = xml.xpath_of(element) if isinstance(element, etree._Element) else ""
    message, _, rest = reason.partition(". Tag ")
    hint = f"expected is {rest.rstrip('.')}" if rest else "see what the schema allows here"
    return Diagnostic(Place(edition.name, line, 0, path), "SCH-001", owner + message, hint)


def _plain(reason: str) -> str:
    """Without the namespace that every TEI name bears."""
    return " ".join(re.sub(r"\{http://www\.tei-c\.org/ns/1\.0\}|\btei:", "", reason).split())


def _first_line(error: Exception) -> str:
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)

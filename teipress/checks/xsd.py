"""XML Schema, through xmlschema: where a user's schema is an XSD, it decides. See XML Schema 1.0 (W3C, 2004)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from teipress import xml
from teipress.diagnostics import Diagnostic, Exit, Place, Trouble
from teipress.edition import Edition


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
        schema = xmlschema.XMLSchema(str(path), allow="sandbox", defuse="always")
    except (xmlschema.XMLSchemaException, OSError, ValueError) as error:
        raise Trouble(f"{path} is no XML Schema that can be used: {_first_line(error)}", Exit.USAGE) from None
    elements = {}
    for error in schema.iter_errors(edition.tree, use_location_hints=False):
        element = error.elem if error.elem is not None else error.obj
        key = (id(element), error.reason)
        if key in elements:
            continue
        elements[key] = element
        known = element is not None and hasattr(element, "sourceline")
        place = edition.place(element) if known else Place(edition.name, getattr(error, "sourceline", 0) or 0)
        reason = _plain(str(error.reason or error.message))
        message, _, rest = reason.partition(" Tag ")
        hint = f"Tag {rest}" if rest else "see what the schema allows here"
        yield Diagnostic(place, "SCH-001", message, hint)


def _plain(reason: str) -> str:
    """Without the namespace that every TEI name bears."""
    return " ".join(re.sub(r"\{http://www\.tei-c\.org/ns/1\.0\}", "", reason).split())


def _first_line(error: Exception) -> str:
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)

"""Schema: which one a document is checked against, and what it says, in an editor's words.

RELAX NG decides; `--schema FILE.xsd` asks xmlschema instead. Schemas are the user's or ours: what a document names is
followed only inside its root, or if it is the name of one that ships.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from lxml import etree

from teipress import files, schematron
from teipress.checks import relaxng, xsd
from teipress.diagnostics import Diagnostic, Exit, Severity, Trouble
from teipress.edition import Edition
from teipress.settings import Settings

MAX_SCHEMA_BYTES = 64 * 2**20
Schema = tuple[str, bytes]  # its file name, as messages call it, and its bytes


def violations(edition: Edition, settings: Settings, schema_file: Path | None = None) -> Iterator[Diagnostic]:
    """The document breaks a rule of its schema.

    The schema says which elements an edition uses, where each may stand, and what its attributes may hold. Whoever
    processes the edition relies on it.

    Example: `<persname>` where the schema has `persName`.
    Remedy: the message names what was found and what is allowed there.
    """
    found = chosen(edition, settings, schema_file)
    if found is None:
        return
    name, data = found
    if not name.lower().endswith((".rng", ".xsd", ".sch")):
        raise Trouble(f"{name} is no schema teipress knows; give a .rng, .xsd or .sch file", Exit.USAGE)
    rules = schematron.start(edition, name, data)  # at work while the grammar is
    if name.lower().endswith(".xsd"):
        yield from xsd.violations(edition, Path(name), data)
    elif name.lower().endswith(".rng"):
        yield from relaxng.violations(edition, name, data)
    yield from rules()


def unschemed(edition: Edition, settings: Settings) -> Iterator[Diagnostic]:
    """No schema is known for this document.

    Without one, only well-formedness, ids, pointers and the header are checked.

    Remedy: name one with `--schema`, in the settings, or in an `xml-model` instruction.
    """
    if chosen(edition, settings, None) is None:
        yield Diagnostic(
            edition.place(edition.tree),
            "SCH-002",
            "no schema is named: only well-formedness, ids, pointers and the header were checked",
            "name one with --schema FILE, or schema in the settings",
            Severity.NOTE,
        )


def chosen(edition: Edition, settings: Settings, schema_file: Path | None) -> Schema | None:
    """Name and bytes of the schema to check against: the one asked for, the document's own, the settings'; or none."""
    if schema_file is not None:
        return str(schema_file), files.read(schema_file, MAX_SCHEMA_BYTES)
    named = _named_in(edition)
    if named is not None:
        return named
    if settings.schema and settings.root is not None and _is_at_hand(edition, settings):
        path = settings.root / settings.schema
        return str(path), files.read(path, MAX_SCHEMA_BYTES)
    return None


def _is_at_hand(edition: Edition, settings: Settings) -> bool:
    """Whether the document is the edition that the settings speak of."""
    return settings.root is not None and edition.path.resolve() == (settings.root / settings.edition).resolve()


def _named_in(edition: Edition) -> Schema | None:
    """The RELAX NG schema of an xml-model instruction, if it lies inside the root or ships under that name."""
    node = edition.tree.getprevious()
    while node is not None:
        if isinstance(node, etree._ProcessingInstruction) and node.target == "xml-model":
            match = re.search(r"href\s*=\s*[\"']([^\"']+)[\"']", node.text or "")
            href = match.group(1) if match else ""
            if href.endswith(".rng"):
                try:
                    path = files.inside(edition.root, href, edition.path.parent)
                    return str(path), files.read(path, MAX_SCHEMA_BYTES)
                except (files.Outside, Trouble):
                    return shipped(href.rsplit("/", 1)[-1])
        node = node.getprevious()
    return None


def shipped(name: str) -> Schema | None:
    """A schema that comes with teipress, by its file name."""
    for place in _schema_folders():
        path = place / name
        if re.fullmatch(r"[\w-]+\.(rng|xsd)", name) and path.is_file():
            return str(path), files.read(path, MAX_SCHEMA_BYTES)
    return None


def _schema_folders() -> Iterator[Path]:
    """Where shipped schemas lie: in the package once it is installed, beside it in a checkout."""
    package = Path(str(resources.files("teipress")))
    yield package / "schemas"
    yield package.parent / "schemas"

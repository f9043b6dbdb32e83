"""Schema: which ones a document is checked against, and what they say, in an editor's words.

RELAX NG decides where there is one, xmlschema where the schema is XSD; Schematron is applied beside either. Schemas are
the user's or ours: what a document names is followed only inside its root, or if it has the file name of one that ships
or was given once (see `shelf`). Never the network. See W3C, Associating Schemas with XML documents 1.0.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from lxml import etree

from teipress import files, schematron, shelf
from teipress.alarm import Slow, limited
from teipress.checks import relaxng, xsd
from teipress.diagnostics import Diagnostic, Exit, Place, Severity, Trouble
from teipress.edition import Edition
from teipress.settings import Settings

MAX_SCHEMA_BYTES = 64 * 2**20
XSD_SECONDS = 120  # reading the TEI's full schema takes 40
SCHEMATRON = "http://purl.oclc.org/dsdl/schematron"
LIMITED = "only well-formedness, ids, pointers and the header were checked"
Schema = tuple[str, bytes]  # its file name, as messages call it, and its bytes


class Asked(NamedTuple):
    """A schema to check against: its file, its bytes, the phase of its rules, and whether only these are asked for."""

    name: str
    data: bytes
    phase: str = ""
    rules_alone: bool = False

    @property
    def kind(self) -> str:
        """`.rng`, `.xsd` or `.sch`."""
        return Path(self.name).suffix.lower()

    @property
    def is_grammar(self) -> bool:
        """Whether it says which elements may stand where."""
        return self.kind in (".rng", ".xsd") and not self.rules_alone


class Unread(NamedTuple):
    """A schema that the document names and that cannot be had: the line, why, what to do, and how grave that is."""

    line: int
    message: str
    hint: str
    severity: Severity = Severity.WARNING


def violations(edition: Edition, settings: Settings, schema_file: Path | None = None) -> Iterator[Diagnostic]:
    """The document breaks a rule of its schema.

    The schema says which elements an edition uses, where each may stand, and what its attributes may hold. Whoever
    processes the edition relies on it.

    Example: `<persname>` where the schema has `persName`.
    Remedy: the message names what was found and what is allowed there.
    """
    asked, _ = _asked(edition, settings, schema_file)
    # At work while the grammar is.
    rules = [
        schematron.start(edition, one.name, one.data, phase=settings.phase or one.phase)
        for one in asked
        if one.kind in (".rng", ".sch")
    ]
    grammar = _grammar(asked)
    if grammar is not None and grammar.kind == ".xsd":
        yield from _by_xsd(edition, grammar)
    elif grammar is not None:
        yield from relaxng.violations(edition, grammar.name, grammar.data)
    told: set[tuple[Place, str]] = set()  # one ODD may have put the same rule into two schemas
    for findings in rules:
        found = [d for d in findings() if (d.place, d.message) not in told]
        yield from found
        told |= {(d.place, d.message) for d in found}


def _by_xsd(edition: Edition, grammar: Asked) -> Iterator[Diagnostic]:
    """What an XML Schema has against the edition, if it says so in time: its patterns are matched by Python's `re`."""
    try:
        with limited(XSD_SECONDS):
            yield from list(xsd.violations(edition, Path(grammar.name), grammar.data))
    except Slow:
        message = f"the XML Schema took longer than {XSD_SECONDS} seconds, and was broken off"
        yield Diagnostic(Place(grammar.name), "SCH-002", message, "check against the same schema in RELAX NG")


def unschemed(edition: Edition, settings: Settings) -> Iterator[Diagnostic]:
    """No schema is known for this document, one that it names cannot be had, or one takes too long.

    Without one, only well-formedness, ids, pointers and the header are checked. Nothing is fetched from the network; a
    schema that was downloaded can be given once, and is then found by its file name.

    Example: `<?xml-model href="https://example.org/tei_all.rng"?>`
    Remedy: `teipress schema add tei_all.rng`; or name a schema with `--schema`, in the settings, or in an `xml-model`
    instruction that leads to a file of the edition.
    """
    asked, unread = _asked(edition, settings, None)
    end = "" if asked else f"; {LIMITED}"
    for one in unread:
        yield Diagnostic(Place(edition.name, one.line), "SCH-002", one.message + end, one.hint, one.severity)
    if not asked and not unread:
        yield Diagnostic(
            edition.place(edition.tree),
            "SCH-002",
            f"no schema is named: {LIMITED}",
            "name one with --schema FILE, or schema in the settings",
            Severity.NOTE,
        )


def chosen(edition: Edition, settings: Settings, schema_file: Path | None) -> Schema | None:
    """Name and bytes of the schema that decides: the one asked for, the document's own, the settings'; or none."""
    asked, _ = _asked(edition, settings, schema_file)
    first = _grammar(asked) or next(iter(asked), None)
    return None if first is None else (first.name, first.data)


def _grammar(asked: Sequence[Asked]) -> Asked | None:
    """Which of several schemas is the grammar: the first in RELAX NG, else the first in XSD."""
    grammars = [one for one in asked if one.is_grammar]
    return next((one for one in grammars if one.kind == ".rng"), next(iter(grammars), None))


def _asked(edition: Edition, settings: Settings, schema_file: Path | None) -> tuple[Sequence[Asked], Sequence[Unread]]:
    """The schemas to check against, and those that the document names and that cannot be had."""
    if schema_file is not None:
        return [_read(_located(Path(), str(schema_file)))], ()
    asked: dict[str, Asked] = {}
    unread: dict[str, Unread] = {}
    for model in _models(edition):
        found = _named(edition, model)
        if isinstance(found, Unread):
            unread.setdefault(model.get("href") or "", found)
        else:  # one file may be named twice, for its grammar and for the rules in it
            other = asked.get(found.name, found)
            alone = found.rules_alone and other.rules_alone
            asked[found.name] = found._replace(phase=other.phase or found.phase, rules_alone=alone)
    if not any(one.is_grammar for one in asked.values()) and settings.schema and _is_at_hand(edition, settings):
        own = _read(_located(settings.root or Path(), settings.schema))
        asked.setdefault(own.name, own)
    return list(asked.values()), list(unread.values())


def _located(folder: Path, name: str) -> Path:
    """The schema that a user means: a file, seen from *folder*, or one that has that name. Raises `Trouble`."""
    path = folder / name
    if path.is_file():
        return path
    kept = shelf.find(name)
    if kept is None and "." not in name and path.name == name and not path.exists():
        raise shelf.unknown(name)
    return kept or path


def _read(path: Path, phase: str = "", rules_alone: bool = False) -> Asked:
    if path.suffix.lower() not in shelf.SUFFIXES and path.is_file():
        raise Trouble(f"{path} is no schema teipress knows; give a .rng, .xsd or .sch file", Exit.USAGE)
    return Asked(str(path), files.read(path, MAX_SCHEMA_BYTES), phase, rules_alone)


def _is_at_hand(edition: Edition, settings: Settings) -> bool:
    """Whether the settings speak of this document: it is their edition, in that folder, or they name none."""
    if settings.root is None:
        return False
    if not settings.edition:
        return not edition.is_part
    home = (settings.root / settings.edition).resolve()
    return edition.path.resolve().is_relative_to(home)


# --- what a document names --------------------------------------------------------------------------------------------


def _models(edition: Edition) -> list[etree._ProcessingInstruction]:
    """The xml-model instructions of a document, in their order."""
    before = edition.tree.itersiblings(preceding=True)
    return [n for n in before if isinstance(n, etree._ProcessingInstruction) and n.target == "xml-model"][::-1]


def _named(edition: Edition, model: etree._ProcessingInstruction) -> Asked | Unread:
    """The schema of an xml-model instruction, if it lies inside the root, or has the file name of one that we know."""
    href, line = model.get("href") or "", model.sourceline or 0
    if "&" in href:
        from html import unescape

        href = unescape(href)
    phase, rules = model.get("phase") or "", model.get("schematypens") == SCHEMATRON
    try:
        name = unquote(urlsplit(href).path).rpartition("/")[2]
        away = urlsplit(href).scheme in ("http", "https", "ftp")
    except ValueError:
        name, away = "", False
    kind = Path(name).suffix.lower()
    if kind not in shelf.SUFFIXES:
        message = f"the schema {href} cannot be used: it is neither RELAX NG in XML, XML Schema nor Schematron"
        return Unread(line, message, "give a .rng, .xsd or .sch file", Severity.NOTE)
    try:
        path = files.inside(edition.root, href, edition.path.parent)
        data = files.read(path, MAX_SCHEMA_BYTES)
        return Asked(_called(path, edition.path.parent / unquote(href)), data, phase, rules and kind == ".rng")
    except (files.Outside, Trouble) as reason:
        known = shelf.find(name)
        if known is not None:
            return _read(known, phase, rules and kind == ".rng")
        if away:
            message = f"the schema {href} is not fetched: teipress reaches no network"
            hint = f"download it, and give it once: teipress schema add {name}"
            return Unread(line, message, hint, Severity.NOTE)
        if isinstance(reason, Trouble):
            return Unread(line, f"the schema that the document names: {reason}", "correct the href of xml-model")
        hint = f"widen the root with --root, or give it once: teipress schema add {name}"
        return Unread(line, f"the schema {href} was not read: it {reason}", hint)


def _called(path: Path, seen: Path) -> str:
    """The name of a file as the user would write it, seen from the document, if that is the same file."""
    name = os.path.normpath(seen)
    return name if os.path.realpath(name) == os.path.realpath(path) else str(path)

"""Settings: everything optional, from `[tool.teipress]` in pyproject.toml or from teipress.toml.

The folder that holds them is the root of the edition: nothing a document names may leave it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from teipress.diagnostics import Exit, Trouble, did_you_mean

NOTHING: Mapping[str, Any] = MappingProxyType({})


class Suppression(NamedTuple):
    """Findings that are not to be told, and why: those of *code* in *file*.

    *line*, or *xpath* or *id* of an element (what is in it counts too), say where; without them, the whole file is
    meant. *number* tells which one of the settings it is, from 1.
    """

    code: str
    reason: str
    file: str
    xpath: str = ""
    line: int = 0
    id: str = ""
    number: int = 0


class Settings(NamedTuple):
    """How to treat an edition. Paths are relative to *root*, the folder of the settings *file*.

    *edition*: the TEI file at hand; *schema*: what it is checked against, a file or the name of a schema; *phase*:
    which of its Schematron rules are applied; *witness*: a file or folder that goes into archive packages as the
    source; *output*: where `build` writes; *rules*: how grave a diagnostic is, by its code; *suppress*: findings not to
    be told. *notes*, *pdf_variant*, *face*, *trim*, *crop_marks*, *source_pages*, *epub_notes* and *epub_cover* (an
    image file) are for one format: see `docs/`.
    *fonts* (file name to bytes, all that are installed) and *cover* (the bytes of that image) are filled by `publish`;
    an exporter opens nothing itself.
    """

    root: Path | None = None
    file: str = ""
    edition: str = ""
    schema: str = ""
    phase: str = ""
    witness: str = ""
    output: str = "output"
    view: str = "reading"
    notes: str = "running"
    pdf_variant: str = "pdf/a-3a+ua-1"
    face: str = "eb-garamond"
    trim: str = "140x216"
    crop_marks: bool = False
    source_pages: bool = False
    max_megabytes: int = 64
    max_elements: int = 1_000_000
    rules: Mapping[str, str] = NOTHING
    suppress: tuple[Suppression, ...] = ()
    epub_notes: str = "chapter"
    epub_cover: str = ""
    cover: bytes = b""
    fonts: Mapping[str, bytes] = NOTHING


FILES = ("teipress.toml", "pyproject.toml")  # where settings stand
VIEWS = ("reading", "diplomatic")
NOTES = ("running", "page")  # how the notes of a PDF count: through the book, or anew on every page
# What a PDF is made to be: for archives (the TEI goes into it), for everybody's use, both, or for a printer alone.
PDF_VARIANTS = ("pdf/a-3a+ua-1", "pdf/a-3a", "pdf/ua-1", "plain")
FACES = ("eb-garamond", "literata")  # what a printed book is set in; typefaces.py says what they are
# The sizes of a printed book; exporters/pdf/variants.py says what they are.
TRIMS = ("140x216", "a5", "6x9", "a4", "large-print")
EPUB_NOTES = ("chapter", "popup", "book")  # where the notes of an EPUB stand: see docs/epub.md
LEVELS = ("off", "note", "warning", "error")
KEYS: dict[str, type] = {
    "edition": str, "schema": str, "phase": str, "witness": str, "output": str, "view": str, "notes": str,
    "pdf_variant": str, "face": str, "trim": str, "crop_marks": bool, "source_pages": bool, "epub_notes": str,
    "epub_cover": str, "max_megabytes": int, "max_elements": int, "rules": dict, "suppress": list,
}  # fmt: skip
CHOICES = {
    "view": VIEWS, "notes": NOTES, "pdf_variant": PDF_VARIANTS, "face": FACES, "trim": TRIMS, "epub_notes": EPUB_NOTES,
}  # fmt: skip
# The most that a number may be: a file's bytes are asked for at once, and a system refuses more than it can promise.
MOST = {"max_megabytes": 2_000, "max_elements": 1_000_000_000}
SUPPRESSION_KEYS: dict[str, type] = {
    "code": str, "reason": str, "file": str, "xpath": str, "line": int, "id": str,
}  # fmt: skip
KINDS = {
    str: "a text in quotation marks", int: "a whole number", dict: "a table", list: "a list of tables, [[suppress]]",
    bool: "true or false",
}  # fmt: skip


def find(start: Path) -> Settings:
    """The settings of the nearest folder at or above *start*; none found: the defaults, with no root.

    Raises `Trouble` for a file that is no TOML, an unknown key or a value of the wrong kind.
    """
    start = start.resolve()
    folder = start if start.is_dir() else start.parent
    for place in (folder, *folder.parents):
        for name, table in zip(FILES, ((), ("tool", "teipress")), strict=True):
            path = place / name
            if path.is_file():
                values = _table(path, table)
                if values is not None:
                    return _checked(values, path)
    return Settings()


def _table(path: Path, keys: tuple[str, ...]) -> Mapping[str, object] | None:
    try:
        value: object = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        if path.name == "pyproject.toml":
            return None  # somebody else's file, and somebody else's error
        raise Trouble(f"{path} is not TOML: {error}", Exit.USAGE) from None
    except OSError as error:
        raise Trouble(f"{path} cannot be read: {error.strerror}") from None
    if path.name == "teipress.toml" and isinstance(value, dict) and "tool" in value:
        raise Trouble(f"{path}: here the settings stand at the top, without [tool.teipress]", Exit.USAGE)
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else None


def _checked(values: Mapping[str, object], path: Path) -> Settings:
    _fit(values, KEYS, str(path), "setting")
    for key, known in CHOICES.items():
        if (value := values.get(key, known[0])) not in known:
            raise Trouble(f"{path}: {key} must be one of {', '.join(known)}, not {value!r}", Exit.USAGE)
    for key, most in MOST.items():
        value = values.get(key, 1)
        if isinstance(value, int) and not 1 <= value <= most:
            raise Trouble(f"{path}: {key} must be from 1 to {most:,}, not {value}", Exit.USAGE)
    plain = {key: value for key, value in values.items() if key not in ("rules", "suppress")}
    return Settings(
        root=path.parent, file=path.name, rules=_rules(values, path), suppress=tuple(_suppressions(values, path)),
        **plain,  # type: ignore[arg-type]
    )  # fmt: skip


def _fit(values: Mapping[str, object], keys: Mapping[str, type], where: str, what: str) -> None:
    """Raises `Trouble` for a key that is not known, or a value of the wrong kind."""
    for key, value in values.items():
        if key not in keys:
            hint = did_you_mean(key, keys, f"the {what}s are " + ", ".join(keys))
            raise Trouble(f"{where}: there is no {what} {key!r}; {hint}", Exit.USAGE)
        if type(value) is not keys[key]:
            raise Trouble(f"{where}: {key} must be {KINDS[keys[key]]}, not {value!r}", Exit.USAGE)


def _rules(values: Mapping[str, object], path: Path) -> dict[str, str]:
    """How grave each diagnostic is, by its code."""
    rules = values.get("rules", {})
    assert isinstance(rules, dict)
    for code, level in rules.items():
        if level not in LEVELS:
            hint = did_you_mean(str(level), LEVELS, f"it is one of {', '.join(LEVELS)}")
            raise Trouble(f"{path}: {code} cannot be {level!r}; {hint}", Exit.USAGE)
    return rules


def _suppressions(values: Mapping[str, object], path: Path) -> Iterator[Suppression]:
    """The findings that are not to be told; each has a code, a reason and a file."""
    entries = values.get("suppress", [])
    assert isinstance(entries, list)
    for number, entry in enumerate(entries, 1):
        where = f"{path}: suppression {number}"
        if not isinstance(entry, dict):
            raise Trouble(f"{where} must be a table, not {entry!r}", Exit.USAGE)
        _fit(entry, SUPPRESSION_KEYS, where, "key")
        entry = {"file": values.get("edition", ""), **entry}
        for key, remedy in (
            ("code", 'say which: code = "TXT-001"'), ("reason", "say why it is right here"),
            ("file", "say in which file"),
        ):  # fmt: skip
            if not str(entry.get(key, "")).strip():
                raise Trouble(f"{where} has no {key}; {remedy}", Exit.USAGE)
        yield Suppression(number=number, **entry)

"""Settings: everything optional, from `[tool.teipress]` in pyproject.toml or from teipress.toml.

The folder that holds them is the root of the edition: nothing a document names may leave it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from teipress.diagnostics import Exit, Trouble, did_you_mean


@dataclass(frozen=True, slots=True)
class Settings:
    """How to treat an edition. Paths are relative to *root*, the folder of the settings file.

    *edition*: the TEI file at hand; *schema*: what it is checked against; *witness*: a file or folder that goes into
    archive packages as the source; *output*: where `build` writes. *fonts* (file name to bytes) is filled by
    `publish`; an exporter opens nothing itself.
    """

    root: Path | None = None
    edition: str = ""
    schema: str = ""
    witness: str = ""
    output: str = "output"
    view: str = "reading"
    max_megabytes: int = 64
    max_elements: int = 1_000_000
    fonts: Mapping[str, bytes] = field(default_factory=dict)


VIEWS = ("reading", "diplomatic")
KEYS: dict[str, type] = {
    "edition": str, "schema": str, "witness": str, "output": str, "view": str,
    "max_megabytes": int, "max_elements": int,
}  # fmt: skip


def find(start: Path) -> Settings:
    """The settings of the nearest folder at or above *start*; none found: the defaults, with no root.

    Raises `Trouble` for a file that is no TOML, an unknown key or a value of the wrong kind.
    """
    start = start.resolve()
    folder = start if start.is_dir() else start.parent
    for place in (folder, *folder.parents):
        for name, table in (("teipress.toml", ()), ("pyproject.toml", ("tool", "teipress"))):
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
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else None


def _checked(values: Mapping[str, object], path: Path) -> Settings:
    for key, value in values.items():
        if key not in KEYS:
            hint = did_you_mean(key, KEYS, "the settings are " + ", ".join(KEYS))
            raise Trouble(f"{path}: there is no setting {key!r}; {hint}", Exit.USAGE)
        if type(value) is not KEYS[key]:
            kind = {str: "a text in quotation marks", int: "a whole number"}[KEYS[key]]
            raise Trouble(f"{path}: {key} must be {kind}, not {value!r}", Exit.USAGE)
    if (view := values.get("view", "reading")) not in VIEWS:
        raise Trouble(f"{path}: view must be one of {', '.join(VIEWS)}, not {view!r}", Exit.USAGE)
    return Settings(root=path.parent, **values)  # type: ignore[arg-type]

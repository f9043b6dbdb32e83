"""The shelf: schemas that have a name: those that ship, and those that a user gave once, with `teipress schema add`.

A schema is kept with all files that it draws in, in a folder of its own below the user's data folder. Nothing is
fetched.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from teipress import files, xml
from teipress.diagnostics import Exit, Trouble, did_you_mean

SUFFIXES = (".rng", ".xsd", ".sch")
MOST_BYTES = 64 * 2**20
MOST_FILES = 1000
NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,79}", re.ASCII)
# Where each system has its users' data, below their home; others have it where XDG's Base Directories say.
HOMES = {"darwin": "Library/Application Support", "win32": "AppData/Local"}
RNG = "{http://relaxng.org/ns/structure/1.0}"
SCH = "{http://purl.oclc.org/dsdl/schematron}"
XSD = "{http://www.w3.org/2001/XMLSchema}"
# What draws a file in, and the attribute that names it.
DRAWING = {
    RNG + "include": "href", RNG + "externalRef": "href", SCH + "include": "href", SCH + "extends": "href",
    **{XSD + name: "schemaLocation" for name in ("include", "import", "redefine", "override")},
}  # fmt: skip


class Kept(NamedTuple):
    """A schema on the shelf: its name, its file, and whether it came with teipress."""

    name: str
    path: Path
    ships: bool = False


def kept() -> list[Kept]:
    """All schemas that have a name, in its order; those that ship first."""
    return [*_shipped(), *_given()]


def find(name: str) -> Path | None:
    """The file of a schema, by the name it was given or by its file name."""
    for one in kept():
        if name == one.name:
            return one.path
        # What ships may come in several languages, of which the name means one.
        if name.startswith(f"{one.name}.") and name.endswith(SUFFIXES):
            path = one.path.with_name(name)
            if path == one.path or (one.ships and path.stem == one.name and path.is_file()):
                return path
    return None


def add(path: Path, name: str = "") -> Kept:
    """Keep the schema at *path*, with what it draws in, under *name*, by default that of its file.

    Raises `Trouble` in one sentence for what is no schema, or cannot be kept; then the shelf is as it was.
    """
    name = name or path.stem
    if path.suffix.lower() not in SUFFIXES:
        raise Trouble(f"{path} is no schema teipress knows; give a .rng, .xsd or .sch file", Exit.USAGE)
    if not NAME.fullmatch(name):
        raise Trouble(f'"{name}" is no name for a schema; give --name, of letters, digits, - and _', Exit.USAGE)
    if any(one.name == name for one in _shipped()):
        raise Trouble(f"{name} is a schema that ships with teipress; give another --name", Exit.USAGE)
    data = files.read(path, MOST_BYTES)
    drawn = dict(_drawn(path, data))
    _try(path, data)
    target = f"{name}{path.suffix.lower()}"
    if drawn.get(target, data) != data:
        raise Trouble(f"{path} draws in another file that is called {target}; give another --name", Exit.USAGE)
    _put(name, {**drawn, target: data})
    return Kept(name, _home() / name / target)


def remove(name: str) -> None:
    """Take a schema off the shelf. Raises `Trouble` if it is not there, or ships."""
    for one in kept():
        if name == one.name:
            if one.ships:
                raise Trouble(f"{name} ships with teipress, and stays", Exit.USAGE)
            import shutil

            try:
                shutil.rmtree(one.path.parent)
            except OSError as error:
                raise Trouble(f"{one.path.parent} cannot be removed: {(error.strerror or '').lower()}") from None
            return
    raise unknown(name)


def unknown(name: str) -> Trouble:
    """What is to be said of a name that no schema has."""
    names = [one.name for one in kept()]
    hint = did_you_mean(name, names, f"there are {', '.join(names)}; `teipress schema add FILE` keeps others")
    return Trouble(f"there is no schema {name}; {hint}", Exit.USAGE)


# --- places -----------------------------------------------------------------------------------------------------------


def _home() -> Path:
    """The folder of the schemas that the user gave."""
    named = os.environ.get("XDG_DATA_HOME", "")
    local = os.environ.get("LOCALAPPDATA", "") if sys.platform == "win32" else ""
    own = Path("~").expanduser() / HOMES.get(sys.platform, ".local/share")
    # A relative path counts for nothing (XDG Base Directory Specification).
    base = next((Path(place) for place in (named, local) if place and Path(place).is_absolute()), own)
    return base / "teipress" / "schemas"


def _shipped() -> Iterator[Kept]:
    """The grammars of the package once it is installed, of the folder beside it in a checkout."""
    package = Path(__file__).parent  # importlib.resources takes longer to come in than the rest of a short check
    for folder in (package / "schemas", package.parent / "schemas"):
        if found := sorted(folder.glob("*.rng")):
            yield from (Kept(path.stem, path, ships=True) for path in found)
            return


def _given() -> Iterator[Kept]:
    try:
        names = sorted(entry.name for entry in _home().iterdir() if NAME.fullmatch(entry.name))
    except OSError:
        return
    for name in names:
        for path in (_home() / name / f"{name}{suffix}" for suffix in SUFFIXES):
            if path.is_file():
                yield Kept(name, path)
                break


def _put(name: str, contents: dict[str, bytes]) -> None:
    """Put the files of a schema on the shelf, all or none: what was there goes when all are on disk."""
    import tempfile

    home = _home()
    try:
        files.write_all(home, {})  # so that the folder is there
        with tempfile.TemporaryDirectory(prefix=".", dir=home) as made:
            new, old = Path(made) / "new", Path(made) / "old"
            for file, data in contents.items():
                files.write(new / file, data)
            if (home / name).is_dir():
                (home / name).replace(old)
            new.replace(home / name)
    except OSError as error:
        raise Trouble(f"{home} cannot be written: {(error.strerror or str(error)).lower()}") from None


# --- schemas ----------------------------------------------------------------------------------------------------------


def _drawn(path: Path, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The files that a schema draws in, and those that these do, by their paths below its folder."""
    folder = path.parent.resolve()
    seen = {path.resolve()}
    waiting = [(path, data)]
    size = len(data)
    while waiting:
        file, content = waiting.pop()
        parsed = xml.parse(content, str(file))
        if parsed.root is None:
            first = parsed.diagnostics[-1]
            raise Trouble(f"{first.place} cannot be read: {first.message}", Exit.USAGE)
        for element in parsed.root.iter(*DRAWING):
            href = (element.get(DRAWING[str(element.tag)]) or "").partition("#")[0]
            if not href or (element.tag == XSD + "import" and "://" in href):  # XML's own namespace, say, is known
                continue
            try:
                target = files.inside(folder, href, file.parent)
            except files.Outside as reason:
                line = xml.line_of(element)
                raise Trouble(f"{file}:{line}: {unquote(href)} is not kept: it {reason}", Exit.REFUSED) from None
            if target in seen:
                continue
            seen.add(target)
            more = files.read(target, MOST_BYTES)
            size += len(more)
            if len(seen) > MOST_FILES or size > MOST_BYTES:
                raise Trouble(f"{path} draws in more than {MOST_FILES:,} files, or 64 MB", Exit.REFUSED)
            waiting.append((target, more))
            yield target.relative_to(folder).as_posix(), more


def _try(path: Path, data: bytes) -> None:
    """Raises `Trouble` for what is no schema. A grammar is read, and so is fast from the first use on."""
    root = xml.parse(data, str(path)).root
    assert root is not None  # `_drawn` has read it
    wanted = {".rng": RNG, ".xsd": XSD, ".sch": SCH}[path.suffix.lower()]
    if not str(root.tag).startswith(wanted):
        raise Trouble(f"{path} begins with <{xml.local(root)}>, and is no schema of its kind", Exit.USAGE)
    if wanted == RNG:
        from teipress import grammar

        grammar.load(path, data)

"""Files go in and out here, and nowhere else: confined reading, atomic writing.

See `docs/security.md`: no document reads outside its root, and nothing already written is lost or half-replaced.
"""

from __future__ import annotations

import contextlib
import os
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from teipress.diagnostics import Exit, Trouble


class Outside(ValueError):
    """A name that leads out of the root, or to no file at all; says why in words that follow the name."""


def read(path: Path, limit: int) -> bytes:
    """The bytes of a file, at most *limit* and one more (so that the caller sees it is too long).

    Raises `Trouble` in one sentence if it is no readable file.
    """
    try:
        if path.is_dir():
            raise Trouble(f"{path} is a folder, not a file; name the file in it")
        with path.open("rb") as file:
            return file.read(limit + 1)
    except FileNotFoundError:
        raise Trouble(f"{path} does not exist") from None
    except OSError as error:
        raise Trouble(f"{path} cannot be read: {(error.strerror or str(error)).lower()}") from None


def inside(root: Path, target: str, base: Path | None = None) -> Path:
    """The file that *target*, a relative reference, names below *root* (seen from the folder *base*).

    Refuses, with `Outside`, anything with a scheme or host, absolute, with a drive letter, backslash or NUL, empty, or
    leading out of *root* by `..` or a symbolic link. Percent escapes are undone once.
    """
    try:
        parts = urlsplit(target)
    except ValueError:  # "//[", say
        raise Outside("is no address") from None
    name = unquote(parts.path)
    if parts.scheme or parts.netloc:
        raise Outside("is not a file of this edition")
    if not name:
        raise Outside("names no file")
    if "\\" in name or "\0" in name or name.startswith("/") or re.match(r"[A-Za-z]:", name):
        raise Outside("is not a relative path")
    home = root.resolve()
    path = Path(os.path.normpath((base or root).resolve() / unicodedata.normalize("NFC", name)))
    # os.path.realpath, since Path.resolve raises for a link that leads to itself.
    if not path.is_relative_to(home) or not Path(os.path.realpath(path)).is_relative_to(home):
        raise Outside(f"lies outside {root if root != Path() else 'this folder'}")
    return path


def slug(name: str) -> str:
    """A file name made of *name*: letters, digits and hyphens of ASCII, at most 80."""
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", ascii_only).strip("-").lower()[:80] or "edition"


def write(path: Path, data: bytes, lasting: bool = True) -> None:
    """Write a file whole or not at all: the old one stays until the new one is safely on disk."""
    write_all(path.parent, {path.name: data}, lasting)


def write_all(folder: Path, files: Mapping[str, bytes], lasting: bool = True) -> list[Path]:
    """Write several files into *folder*, each whole or not at all; none is replaced before all are on disk.

    What need not be *lasting*, as it can be made again, may be lost if the machine stops within a moment.

    Raises `Trouble` in one sentence where the disk or the rights do not allow it; then nothing has changed.
    """
    import tempfile  # what only reads does without it

    ready: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            final = folder / name
            if final.is_dir():
                raise Trouble(f"{final} is a folder, and a file of that name is to be written")
            handle, temporary = tempfile.mkstemp(prefix=f".{name[:40]}.", suffix=".tmp", dir=folder)
            ready.append((Path(temporary), final))
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                if lasting:
                    os.fsync(file.fileno())
            Path(temporary).chmod(0o644)
        for temporary_path, final in ready:
            temporary_path.replace(final)
    except OSError as error:
        raise Trouble(
            f"{folder} cannot be written: {(error.strerror or str(error)).lower()}", Exit.UNREADABLE
        ) from None
    finally:
        for temporary_path, _ in ready:
            with contextlib.suppress(OSError):
                temporary_path.unlink(missing_ok=True)
    return [final for _, final in ready]


def prune(folder: Path, limit: int) -> None:
    """Take the files of *folder* that were longest without use out, until the rest has *limit* bytes at most."""
    entries = [(path.stat(), path) for path in folder.iterdir() if path.is_file()]
    total = 0
    for entry, path in sorted(entries, key=lambda each: -each[0].st_mtime_ns):
        total += entry.st_size
        if total > limit:
            path.unlink(missing_ok=True)

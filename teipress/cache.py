"""The cache: what took long to make, kept for the next run, under ~/.cache/teipress or $XDG_CACHE_HOME.

An entry is bytes under the digest of all that it was made of. Whatever is not exactly what was written counts as
missing, and an entry that cannot be read or written is no error: the cache makes things faster, and never different.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from teipress import __version__, files
from teipress.diagnostics import Trouble

MOST_BYTES = 256 * 2**20  # of one entry
MOST_KEPT = 512 * 2**20  # of all; the oldest go first
DIGEST = hashlib.sha256().digest_size


def key(packages: Iterable[str], *parts: bytes) -> str:
    """The name of an entry made of *parts* by the code of *packages*, by their names, under this Python."""
    made_of = hashlib.sha256(f"{__version__} {sys.version}".encode())
    for package in packages:
        made_of.update(f"{package} {_changed(package)}".encode())
    for part in parts:
        # Lengths too, so that no two lists of parts are one text.
        made_of.update(len(part).to_bytes(8, "big") + part)
    return made_of.hexdigest()


def get(kind: str, name: str) -> bytes | None:
    """The entry *name* of a *kind*, if it is there and whole."""
    path = _folder() / f"{name}.{kind}"
    try:
        entry = files.read(path, MOST_BYTES)
    except Trouble:
        return None
    digest, data = entry[:DIGEST], entry[DIGEST:]
    if hashlib.sha256(data).digest() != digest:
        return None
    with contextlib.suppress(OSError):
        os.utime(path)  # used just now: the last to go
    return data


def put(kind: str, name: str, data: bytes) -> None:
    """Keep *data* as the entry *name* of a *kind*."""
    if len(data) > MOST_BYTES - DIGEST:
        return
    try:
        files.write(_folder() / f"{name}.{kind}", hashlib.sha256(data).digest() + data, lasting=False)
        files.prune(_folder(), MOST_KEPT)
    except (Trouble, OSError):
        return


def _folder() -> Path:
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    # A relative path counts for nothing (XDG Base Directory Specification).
    return (named if named.is_absolute() else Path.home() / ".cache") / "teipress"


def _changed(package: str) -> int:
    """When a package was last changed: who works on it has no use for what an older state of it made."""
    spec = find_spec(package)  # imports nothing
    places = [Path(place) for place in (spec and spec.submodule_search_locations) or ()]
    return max((changed for place in places for changed in _times(place)), default=0)


def _times(folder: Path) -> Iterator[int]:
    """When each file of a folder was last changed, but for what Python compiled."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    yield from _times(Path(entry.path))
            elif not entry.name.endswith(".pyc"):
                yield entry.stat().st_mtime_ns

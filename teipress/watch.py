"""Watching: waits until a file that was read has changed, by asking for its size and times every 30 milliseconds.

Polling needs no other package, works on every system and on network drives, and costs a thousandth of a core for an
edition. Which files count is not listed anywhere: whatever was opened for reading while the documents were checked,
includes, registers, images, settings and schemas alike, in forked processes too; and the names in their folders.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from teipress.settings import FILES

PAUSE = 0.03  # seconds between two looks
SETTLED = 0.015  # seconds without a change after which a file counts as written
GRACE = 0.5  # seconds that a file may be missing, empty or growing while an editor saves it
# What teipress itself keeps, and Python.
OWN = (".grammar", ".py", ".pyc", ".so")
# What editors write beside a file for a moment: names that do not make a folder another one.
FLEETING = (".swp", ".swx", ".tmp", ".bak", ".part", "~")

Stamp = tuple[int, int, int]  # when it was written, how long it is, and which file it is
Files = Mapping[Path, Stamp | None]  # by absolute path; none: it is not there
Folders = Mapping[Path, tuple[Stamp | None, frozenset[str]]]  # and the names of what lies there


class Recorder:
    """Notes which files this process, and those forked from it, open for reading, and how they were then."""

    def __init__(self) -> None:
        self._on = False
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 (kept as long as the process)
        os.set_blocking(self._log.fileno(), True)
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self._on or event != "open" or not _reads(*arguments[1:3]):
            return
        if isinstance(arguments[0], str | bytes | os.PathLike):
            path = Path(os.fsdecode(arguments[0])).absolute()
            if path.suffix not in OWN:
                # A line at a time, at the end of a file that all processes share.
                os.write(self._log.fileno(), json.dumps([str(path), _stamp(path)]).encode() + b"\n")

    @contextmanager
    def recording(self) -> Iterator[dict[Path, Stamp | None]]:
        """Files opened in this block are in what it yields, once it is left, as they were when first opened."""
        found: dict[Path, Stamp | None] = {}
        os.ftruncate(self._log.fileno(), 0)
        os.lseek(self._log.fileno(), 0, os.SEEK_SET)
        self._on = True
        try:
            yield found
        finally:
            self._on = False
            os.lseek(self._log.fileno(), 0, os.SEEK_SET)
            with os.fdopen(os.dup(self._log.fileno()), "rb") as log:
                for path, stamp in map(json.loads, log):
                    found.setdefault(Path(path), tuple(stamp) if stamp else None)


def _reads(mode: object, flags: object) -> bool:
    """Whether a file is opened for reading alone: by `open`, which has a mode, or by `os.open`."""
    if isinstance(mode, str):
        return not set(mode) & set("wxa+")
    return isinstance(flags, int) and not flags & (os.O_WRONLY | os.O_RDWR)


def around(paths: Iterable[Path]) -> Files:
    """The files that matter even if they are not there: the paths themselves, and settings beside and above them."""
    found: dict[Path, Stamp | None] = {}
    for path in (path.absolute() for path in paths):
        folder = path if path.is_dir() else path.parent
        near = [above / name for above in (folder, *folder.parents) for name in FILES]
        found |= {file: _stamp(file) for file in (near if path.is_dir() else [path, *near])}
    return found


def folders(paths: Iterable[Path], read: Files, known: Folders | None = None) -> Folders:
    """What lies beside the files that were *read*, and in the folders of *paths*; as it was where that is *known*."""
    found = {path.parent for path, stamp in read.items() if stamp and path.name not in FILES}
    for path in paths:
        found |= {path.parent} if path.is_file() else {f for f in (path, *path.rglob("*")) if f.is_dir()}
    known = known or {}
    return {folder: known.get(folder) or (_stamp(folder), _names(folder)) for folder in found}


def wait(read: Files, beside: Folders) -> Folders:
    """Wait until one of the files *read*, or what lies in the folders *beside*, is another; how these are then."""
    around = dict(beside)
    while True:
        if any(_stamp(path) != stamp for path, stamp in read.items()):
            break
        if any(_changed(folder, around) for folder in tuple(around)):
            break
        time.sleep(PAUSE)
    _settle(read)
    return around


def _changed(folder: Path, around: dict[Path, tuple[Stamp | None, frozenset[str]]]) -> bool:
    """Whether there are other names in a folder; its names are read only if its time is another."""
    stamp, names = around[folder]
    now = _stamp(folder)
    if now == stamp:
        return False
    around[folder] = now, _names(folder)
    return around[folder][1] != names


def _settle(read: Files) -> None:
    """Wait while a file is being written, or has gone for a moment, as it does when an editor replaces it."""
    end = time.monotonic() + GRACE
    before: Files = {}
    while time.monotonic() < end:
        now = {path: _stamp(path) for path in read}
        whole = all(stamp is not None and stamp[1] for path, stamp in now.items() if (read[path] or (0, 0))[1])
        if whole and now == before:
            return
        before = now
        time.sleep(SETTLED)


def _stamp(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _names(folder: Path) -> frozenset[str]:
    """What lies in a folder, but for what editors put there for a moment."""
    try:
        names = {path.name for path in folder.iterdir()}
    except OSError:
        return frozenset()
    return frozenset(n for n in names if not n.startswith((".", "#")) and not n.endswith(FLEETING) and not n.isdigit())

"""Publish: run the exporters over a Book and write what they return, all of it or nothing.

Exporters are found by entry point (`teipress.exporters`), ours and others' alike; none is imported by name.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import cast

from teipress import files
from teipress.book import Book, Output
from teipress.diagnostics import Diagnostic, Exit, Trouble, did_you_mean
from teipress.settings import Settings
from teipress.typefaces import Fonts
from teipress.values import dataclass

Exporter = Callable[[Book, Settings], Output]
SELDOM = (50_000, 20, 1000)
DEFAULT_FORMATS = ("text", "epub", "pdf")
MAX_COVER_BYTES = 16 * 2**20


@dataclass(frozen=True, slots=True)
class Published:
    """Files by name, as the exporters made them, and what they had to say."""

    files: Mapping[str, bytes]
    findings: tuple[Diagnostic, ...]


def formats() -> list[str]:
    """The names of the formats there are exporters for, sorted."""
    return sorted({point.name for point in metadata.entry_points(group="teipress.exporters")})


def exporter(name: str) -> Exporter:
    """The exporter of a format. Raises `Trouble` if there is none."""
    return cast(Exporter, _point(name).load())


def package(name: str) -> str:
    """The package that the exporter of a format comes in, by its name. Raises `Trouble` if there is none."""
    return _point(name).module.partition(".")[0]


def _point(name: str) -> metadata.EntryPoint:
    for point in metadata.entry_points(group="teipress.exporters", name=name):
        return point
    known = formats()
    raise Trouble(
        f"there is no format {name!r}; {did_you_mean(name, known, 'there are ' + ', '.join(known))}", Exit.USAGE
    )


def export(book: Book, names: Iterable[str], settings: Settings) -> Published:
    """The book in each of the formats *names*, in memory."""
    equipped = settings._replace(fonts=fonts(), cover=cover(settings))
    made: dict[str, bytes] = {}
    findings: list[Diagnostic] = []
    for run in [exporter(name) for name in dict.fromkeys(names)]:
        with _seldom_collected():
            output = run(book, equipped)
        made.update(output.files)
        findings.extend(output.findings)
    return Published(made, tuple(findings))


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Look for garbage less often: pages are kept until a book is finished, and looking through them takes long."""
    before, enabled = gc.get_threshold(), gc.isenabled()
    gc.enable()
    if frozen := not gc.get_freeze_count():
        gc.freeze()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        if not enabled:
            gc.disable()
        if frozen:
            gc.unfreeze()


def write(published: Published, folder: Path) -> list[Path]:
    """Write everything to *folder*; what was there stays until all of it is on disk."""
    return files.write_all(folder, published.files)


def cover(settings: Settings) -> bytes:
    """The image that the settings name as the cover, if they do. Raises `Trouble` if there is no such file."""
    if not settings.epub_cover or settings.root is None:
        return b""
    try:
        return files.read(files.inside(settings.root, settings.epub_cover), MAX_COVER_BYTES)
    except files.Outside as reason:
        raise Trouble(f"epub_cover {settings.epub_cover} {reason}", Exit.USAGE) from None


def fonts() -> Mapping[str, bytes]:
    """The typefaces that come with teipress or are installed beside it: file name to bytes."""
    return Fonts()

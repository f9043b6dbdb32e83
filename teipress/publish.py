"""Publish: run the exporters over a Book and write what they return, all of it or nothing.

Exporters are found by entry point (`teipress.exporters`), ours and others' alike; none is imported by name. See the
entry points specification of the Python Packaging User Guide.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module, resources
from pathlib import Path
from typing import cast

from teipress import files
from teipress.book import Book, Output
from teipress.diagnostics import Diagnostic, Exit, Trouble, did_you_mean
from teipress.settings import Settings
from teipress.values import dataclass

Exporter = Callable[[Book, Settings], Output]
GROUP, POINTS = "teipress.exporters", "entry_points.txt"
MAX_POINTS_BYTES = 2**20
SELDOM = (50_000, 20, 1000)
DEFAULT_FORMATS = ("text", "epub", "pdf")
FONT_PACKAGE = "fontpkg_eb_garamond"
MAX_FONT_BYTES = 32 * 2**20
MAX_COVER_BYTES = 16 * 2**20


@dataclass(frozen=True, slots=True)
class Published:
    """Files by name, as the exporters made them, and what they had to say."""

    files: Mapping[str, bytes]
    findings: tuple[Diagnostic, ...]


def formats() -> list[str]:
    """The names of the formats there are exporters for, sorted."""
    return sorted(_points() | _more_points())


def exporter(name: str) -> Exporter:
    """The exporter of a format. Raises `Trouble` if there is none."""
    module, _, function = _point(name).partition(":")
    return cast(Exporter, getattr(import_module(module), function))


def package(name: str) -> str:
    """The package that the exporter of a format comes in, by its name. Raises `Trouble` if there is none."""
    return _point(name).partition(":")[0].partition(".")[0]


def _point(name: str) -> str:
    """Module and function of a format, as `exporters.epub:export`."""
    if point := _points().get(name) or _more_points().get(name):
        return point
    known = formats()
    raise Trouble(
        f"there is no format {name!r}; {did_you_mean(name, known, 'there are ' + ', '.join(known))}", Exit.USAGE
    )


@cache
def _points() -> dict[str, str]:
    """The entry points of what is installed as files. To bring in `importlib.metadata` takes longer than all this."""
    found: dict[str, str] = {}
    for folder in map(Path, sys.path):
        for path in sorted(folder.glob(f"*-info/{POINTS}")):  # the first on the path counts, as it does in imports
            group, lines = "", []
            with suppress(Trouble):
                lines = files.read(path, MAX_POINTS_BYTES).decode("utf-8", "replace").splitlines()
            for line in lines:
                name, sign, point = (part.strip() for part in line.partition("="))
                if name.startswith("["):
                    group = name[1:-1].strip()
                elif group == GROUP and sign and not name.startswith(("#", ";")):
                    found.setdefault(name, point.partition("[")[0].strip())
    return found


@cache
def _more_points() -> dict[str, str]:
    """All of them, those of packages in archives, say, among them."""
    from importlib import metadata

    return {point.name: point.value for point in reversed(tuple(metadata.entry_points(group=GROUP)))}


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


def fonts() -> dict[str, bytes]:
    """The typefaces that come with teipress: file name to bytes."""
    folder = Path(str(resources.files(FONT_PACKAGE))) / "files"
    return {path.name: files.read(path, MAX_FONT_BYTES) for path in sorted(folder.glob("*.ttf"))}

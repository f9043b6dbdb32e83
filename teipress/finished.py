"""Finished books of earlier builds: the same text, settings and code make the same book, so why make it again.

One entry in the cache for each format. It holds the book's files and all that was said of them, and the digests of the
images that went in: if one of these has changed, the entry counts for nothing.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from teipress import cache, files
from teipress.diagnostics import Diagnostic, Place, Severity, Trouble
from teipress.edition import Edition
from teipress.settings import Settings

KIND = "book"
MAX_ASSET_BYTES = 256 * 2**20
# What a book is made by, besides the exporter's own package.
PACKAGES = ("teipress", "weasyprint", "pydyf", "fontTools", "fontpkg_eb_garamond")


@dataclass(frozen=True, slots=True)
class Finished:
    """What one exporter made: files by name, what was said of them, and the images used, by their place in the root."""

    files: Mapping[str, bytes]
    findings: tuple[Diagnostic, ...]
    images: Mapping[str, bytes]


def name(edition: Edition, settings: Settings, form: str, package: str) -> str:
    """What the cache calls the book of *edition* in the format *form*, made by the exporter in *package*."""
    said = {each.name: getattr(settings, each.name) for each in fields(settings) if each.name != "fonts"}
    parts = [form, repr(said), str(edition.root.resolve()), edition.name]
    sources = [part for source in sorted(edition.sources.items()) for part in (source[0].encode(), source[1])]
    return cache.key((*PACKAGES, package), *(part.encode() for part in parts), *sources)


def recall(key: str, root: Path) -> Finished | None:
    """The finished book *key* whose images lie in *root*, if there is one that still holds."""
    data = cache.get(KIND, key)
    if data is None:
        return None
    made, told, images = marshal.loads(data)
    for path, digest in images.items():
        try:
            if _digest(files.read(root / path, MAX_ASSET_BYTES)) != digest:
                return None
        except Trouble:
            return None
    return Finished(made, tuple(_diagnostic(*each) for each in told), {})


def keep(key: str, finished: Finished) -> None:
    """Keep a finished book for the next build."""
    told = [
        (
            d.place.file,
            d.place.line,
            d.place.column,
            d.place.xpath,
            d.code,
            d.message,
            d.hint,
            int(d.severity),
            d.refused,
        )
        for d in finished.findings
    ]
    images = {path: _digest(data) for path, data in finished.images.items()}
    cache.put(KIND, key, marshal.dumps((dict(finished.files), told, images)))


def merged(books: Iterable[Finished]) -> tuple[Diagnostic, ...]:
    """All that was said of several books, each thing once."""
    return tuple(dict.fromkeys(d for book in books for d in book.findings))


def _diagnostic(
    file: str, line: int, column: int, xpath: str, code: str, message: str, hint: str, severity: int, refused: bool
) -> Diagnostic:
    return Diagnostic(Place(file, line, column, xpath), code, message, hint, Severity(severity), refused)


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()

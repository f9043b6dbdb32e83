"""Container: the archive, its first file, and the way to the package document (EPUB 3.3, chapter 4)."""

from __future__ import annotations

import io
import posixpath
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote

from teipress import xml
from teipress.epubcheck.model import NCX, OPF, PAGE, Found, Item, Volume
from teipress.xml import Element

CONTAINER = "META-INF/container.xml"
MIMETYPE = b"application/epub+zip"
BAD_NAME = frozenset('"*:<>?\\|\x7f') | frozenset(map(chr, range(32)))
PARSED = (PAGE, NCX, "image/svg+xml")


def opened(data: bytes) -> Volume:
    """The EPUB in *data*. Raises what `zipfile` does for an archive that is none."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}
    root = _parsed(files, CONTAINER)
    paths = [e.get("full-path") or "" for e in root.iter("{*}rootfile")] if root is not None else []
    path = paths[0] if paths else ""
    package = _parsed(files, path) if path in files else None
    if package is None:
        return Volume(files, path, None)
    items = tuple(_items(package, path))
    by_id = {item.id: item for item in items}
    refs = [e.get("idref") or "" for e in package.iter(f"{OPF}itemref")]
    spine = tuple(by_id[ref] for ref in refs if ref in by_id)
    roots = {i.path: _parsed(files, i.path) for i in items if i.media_type in PARSED and i.path in files}
    return Volume(files, path, package, items, spine, {p: root for p, root in roots.items() if root is not None})


def _parsed(files: dict[str, bytes], name: str) -> Element | None:
    return xml.parse(files[name], name).root if name in files else None


def _items(package: Element, path: str) -> Iterator[Item]:
    for made in package.iter(f"{OPF}item"):
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(made.get("href") or "")))
        properties = tuple((made.get("properties") or "").split())
        yield Item(made.get("id") or "", target, made.get("media-type") or "", properties)


def check(data: bytes, volume: Volume) -> Iterator[Found]:
    """Faults of the archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    first = entries[0] if entries else None
    if first is None or first.filename != "mimetype":
        yield Found("container", "PKG-006", "mimetype", "the first file must be mimetype")
    elif first.extra:
        yield Found("container", "PKG-005", "mimetype", "the entry has an extra field")
    elif volume.files["mimetype"] != MIMETYPE:
        yield Found("container", "PKG-007", "mimetype", "it must hold the media type of EPUB")
    folded = Counter(unicodedata.normalize("NFC", entry.filename).casefold() for entry in entries)
    for name in (name for name, count in folded.items() if count > 1):
        yield Found("container", "OPF-060", name, "two files have this name, but for capitals")
    for name in volume.files:
        if BAD_NAME & set(name) or name.endswith("."):
            yield Found("container", "PKG-009", name, "the name has characters that file systems refuse")
        elif " " in name:
            yield Found("container", "PKG-010", name, "the name has a blank")
    if CONTAINER not in volume.files:
        yield Found("container", "RSC-002", CONTAINER, "the file is missing")
    elif _parsed(dict(volume.files), CONTAINER) is None:
        yield Found("container", "RSC-016", CONTAINER, "the file is not well-formed")
    elif not volume.path:
        yield Found("container", "OPF-016", CONTAINER, "it names no package document")
    elif volume.path not in volume.files:
        yield Found("container", "OPF-002", volume.path, "the package document is missing")
    elif volume.package is None:
        yield Found("container", "RSC-016", volume.path, "the package document is not well-formed")

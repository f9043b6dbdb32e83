"""Exchange: what goes out to archives: a BagIt bag (RFC 8493) whose payload is an RO-Crate 1.2."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from teipress import files, header
from teipress.diagnostics import Trouble
from teipress.edition import Edition
from teipress.exchange import bag, crate, records
from teipress.xml import local, tei
from teipress.zips import archive

Named = tuple[str, bytes]
MOST_BYTES = 256 * 2**20  # of an image
FACSIMILES = ("facsimile", "sourceDoc")  # whose images may be thousands: they are not the text's


def package(
    edition: Edition, editions: Mapping[str, bytes], schema: Named | None, witness: Mapping[str, bytes]
) -> bytes:
    """The package of an edition, as the bytes of a ZIP file; the same input gives the same bytes.

    *editions* are the finished books by file name, *schema* the file the TEI is checked against, *witness* what the
    text was made from. The TEI, what it includes and the images of its text are taken as they are on disk, and lie to
    each other as they do there.
    """
    metadata, timestamp = header.metadata(edition), header.timestamp(edition)
    sources, images = dict(_sources(edition)), dict(_images(edition))
    home = os.path.commonpath([path.parent for path in (*sources, *images)])
    parts = {
        crate.TEI: {f"tei/{path.relative_to(home).as_posix()}": data for path, data in sources.items()},
        crate.IMAGE: {f"tei/{path.relative_to(home).as_posix()}": data for path, data in images.items()},
        crate.SCHEMA: {f"schema/{schema[0].rpartition('/')[2]}": schema[1]} if schema else {},
        crate.WITNESS: {f"source/{name}": data for name, data in witness.items()},
        crate.EDITION: {f"editions/{name}": data for name, data in editions.items()},
        crate.RECORD: {
            "metadata/dublin-core.xml": records.dublin_core(metadata),
            "metadata/datacite.xml": records.datacite(metadata, timestamp),
        },
    }
    payload = {name: data for group in parts.values() for name, data in group.items()}
    payload["ro-crate-metadata.json"] = crate.describe(metadata, timestamp, parts)
    # One folder at the top, named as the file is (RFC 8493, 4.2).
    folder = files.slug(edition.path.stem)
    wrapped = {f"{folder}/{name}": data for name, data in bag.wrap(payload, metadata, timestamp).items()}
    return archive(wrapped, timestamp)


def _sources(edition: Edition) -> Iterator[tuple[Path, bytes]]:
    """The files that an edition is read from, by their paths; what it includes may lie above its folder."""
    folder = edition.path.parent
    for name, data in (edition.sources | edition.texts).items():
        yield Path(os.path.normpath(folder.resolve() / os.path.relpath(name, folder))), data


def _images(edition: Edition) -> Iterator[tuple[Path, bytes]]:
    """The images of the text, by their paths; what cannot be had was told when the books were made."""
    for graphic in edition.tree.iter(tei("graphic"), tei("media")):
        if any(local(ancestor) in FACSIMILES for ancestor in graphic.iterancestors()):
            continue
        try:
            path = edition.asset(graphic.get("url") or "", graphic)
            data = files.read(path, MOST_BYTES)
        except (files.Outside, Trouble):
            continue
        if len(data) <= MOST_BYTES:
            yield path, data

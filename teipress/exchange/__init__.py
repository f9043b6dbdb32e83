"""Exchange: what goes out to archives: a BagIt bag (RFC 8493) whose payload is an RO-Crate 1.2."""

from __future__ import annotations

from collections.abc import Mapping

from teipress import header
from teipress.edition import Edition
from teipress.exchange import bag, crate, records
from teipress.files import slug
from teipress.zips import archive

Named = tuple[str, bytes]


def package(
    edition: Edition, editions: Mapping[str, bytes], schema: Named | None, witness: Mapping[str, bytes]
) -> bytes:
    """The package of an edition, as the bytes of a ZIP file; the same input gives the same bytes.

    *editions* are the finished books by file name, *schema* the file the TEI is checked against, *witness* what the
    text was made from. The TEI and what it includes are taken as they are on disk.
    """
    metadata, timestamp = header.metadata(edition), header.timestamp(edition)
    base = str(edition.path.parent)
    tei = {f"tei/{name.removeprefix(base).lstrip('/')}": data for name, data in edition.sources.items()}
    parts = {
        crate.TEI: tei,
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
    folder = slug(edition.path.stem)
    files = {f"{folder}/{name}": data for name, data in bag.wrap(payload, metadata, timestamp).items()}
    return archive(files, timestamp)

"""The bag: payload, manifests and tag files of BagIt 1.0 (RFC 8493)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime

from teipress.book import Metadata


def wrap(payload: Mapping[str, bytes], metadata: Metadata, timestamp: int) -> dict[str, bytes]:
    """The files of a bag, by name; *payload* goes to its `data/`."""
    data = {f"data/{name}": content for name, content in payload.items()}
    size = sum(map(len, data.values()))
    info = {
        "Bagging-Date": datetime.fromtimestamp(timestamp, UTC).date().isoformat(),
        "Bag-Software-Agent": "teipress",
        "Payload-Oxum": f"{size}.{len(data)}",
        "External-Identifier": metadata.identifier,
        "External-Description": metadata.title,
        "Source-Organization": metadata.publisher,
    }
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": "".join(f"{k}: {_one_line(v)}\n" for k, v in info.items() if v).encode(),
        "manifest-sha512.txt": _manifest(data),
    }
    tags["tagmanifest-sha512.txt"] = _manifest(tags)
    return {**data, **tags}


def _manifest(files: Mapping[str, bytes]) -> bytes:
    lines = (f"{hashlib.sha512(files[name]).hexdigest()}  {_escaped(name)}\n" for name in sorted(files))
    return "".join(lines).encode()


def _escaped(name: str) -> str:
    """A path as manifests write it (RFC 8493, 2.1.3)."""
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _one_line(value: str) -> str:
    return " ".join(value.split())

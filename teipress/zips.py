"""ZIP archives with the same bytes every time: fixed order, dates and attributes. The form EPUB and BagIt travel in."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Mapping

STORED_MEDIA = (".png", ".jpg", ".jpeg", ".zip", ".epub", ".woff2")


def archive(files: Mapping[str, bytes], timestamp: int, first: str = "") -> bytes:
    """The ZIP of *files*, by name in code point order, all dated *timestamp* (seconds since 1970, UTC).

    *first* names a file that comes before all others, uncompressed and without extra fields (EPUB 3.3, OCF 4.2.3).
    """
    buffer = io.BytesIO()
    # MS-DOS dates reach from 1980 to 2107 and count in steps of two seconds.
    date = min(max(time.gmtime(timestamp)[:6], (1980, 1, 1, 0, 0, 0)), (2107, 12, 31, 23, 59, 58))
    with zipfile.ZipFile(buffer, "w") as container:
        for name in sorted(files, key=lambda n: (n != first, n)):
            entry = zipfile.ZipInfo(name, date)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            packed = name == first or name.lower().endswith(STORED_MEDIA)
            entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            container.writestr(entry, files[name], compresslevel=9)
    return buffer.getvalue()

"""Pictures: of which kind an image is, by its first bytes: names and what is said of a file are often wrong."""

from __future__ import annotations

import re

FIRST = 512  # bytes that tell
_KINDS = (
    (rb"\x89PNG\r\n\x1a\n", "image/png"), (rb"\xff\xd8\xff", "image/jpeg"), (rb"GIF8[79]a", "image/gif"),
    (rb"RIFF....WEBP", "image/webp"), (rb"II\*\0|MM\0\*", "image/tiff"), (rb"BM", "image/bmp"),
    (rb"%PDF", "application/pdf"), (rb"\0\0\0\x0cjP  ", "image/jp2"), (rb"\s*(?:<\?xml.*)?<svg", "image/svg+xml"),
)  # fmt: skip
# The ones that every reading system knows (EPUB 3.3, 3.2), and so does a PDF.
SHOWN = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}


def media_type(data: bytes) -> str:
    """The media type of an image; empty for what is none. More than its first bytes is not looked at."""
    start = data[:FIRST]
    return next((kind for begins, kind in _KINDS if re.match(begins, start, re.DOTALL)), "")

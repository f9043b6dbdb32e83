"""What kind an image is, told by its first bytes."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from teipress.pictures import media_type


@pytest.mark.parametrize(("form", "kind"), [
    ("PNG", "image/png"), ("JPEG", "image/jpeg"), ("GIF", "image/gif"), ("WEBP", "image/webp"),
    ("TIFF", "image/tiff"), ("BMP", "image/bmp"), ("PDF", "application/pdf"),
])  # fmt: skip
def test_what_pillow_writes_is_told(form: str, kind: str) -> None:
    written = BytesIO()
    Image.new("RGB", (3, 2)).save(written, form)
    assert media_type(written.getvalue()) == kind


@pytest.mark.parametrize(("data", "kind"), [
    (b"RIFF\x24\x00\x00\x00WAVEfmt ", ""),  # a sound in the container that WebP has
    (b"RIFF\n\n\n\nWEBPVP8 ", "image/webp"),
    (b"", ""),
    (b"\x89PNG\n", ""),  # its line ends were changed on the way
    (b'<?xml version="1.0"?>\n<!-- drawn -->\n<svg xmlns="http://www.w3.org/2000/svg"/>', "image/svg+xml"),
    (b'<?xml version="1.0"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', ""),
])  # fmt: skip
def test_likenesses(data: bytes, kind: str) -> None:
    assert media_type(data) == kind

"""Images: the pictures the text shows, under names that every file system and reading system takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from teipress.book import Book, Image
from teipress.diagnostics import Diagnostic, Place, Severity
from teipress.pictures import SHOWN, media_type


def collected(book: Book, shown: Iterable[Image]) -> tuple[dict[str, str], list[Diagnostic]]:
    """The file of each asset among the pictures that are *shown*, and those that are no picture an EPUB may hold."""
    files: dict[str, str] = {}
    findings: list[Diagnostic] = []
    taken: set[str] = set()
    for key in dict.fromkeys(image.asset for image in shown if image.asset):
        asset = book.assets.get(key)
        kind = extension(asset.data) if asset else ""
        if not kind:
            what = "is no PNG, JPEG, GIF or WebP" if asset else "is not in the edition"
            findings.append(
                Diagnostic(
                    Place(book.slug),
                    "IMG-003" if asset else "IMG-001",
                    f"the image {key} {what}; its caption stands alone",
                    "convert it" if asset else "add the file, or correct the name",
                    Severity.WARNING,
                )
            )
            continue
        files[key] = next(name for name in _names(key, kind) if name not in taken)
        taken.add(files[key])
    return files, findings


def extension(data: bytes) -> str:
    """`png`, `jpg`, `gif` or `webp`; empty for what is none of them."""
    return SHOWN.get(media_type(data), "")


def _names(key: str, extension: str) -> Iterator[str]:
    """Names for an asset; in lower case, since names may not differ in case alone (EPUB 3.3, OCF 4.2.3)."""
    stem = re.sub(r"[^a-z0-9]+", "-", key.rpartition("/")[2].rpartition(".")[0].lower()).strip("-")[:60] or "image"
    yield f"images/{stem}.{extension}"
    number = 2
    while True:
        yield f"images/{stem}-{number}.{extension}"
        number += 1

"""Finished books: made of an edition and kept, since the same text, settings and code make the same book again.

One entry in the cache for each format. It holds the book's files and all that was said of them, and the digests of the
images that went in: if one of these has changed, the entry counts for nothing.
"""

from __future__ import annotations

import hashlib
import marshal
import os
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from dataclasses import fields
from functools import partial
from pathlib import Path

from teipress import cache, files, parallel, publish
from teipress.diagnostics import Trouble, packed, unpacked
from teipress.edition import Edition
from teipress.publish import Published
from teipress.settings import Settings

KIND = "book"
LONGEST = "pdf"  # takes longer than all others together
MAX_ASSET_BYTES = 256 * 2**20
# What a book is made by, besides the exporter's own package.
PACKAGES = ("teipress", "weasyprint", "pydyf", "fontTools", publish.FONT_PACKAGE)


def books(edition: Edition, settings: Settings, formats: Iterable[str]) -> Published:
    """The books of *edition* in *formats*, and all that composing, exporting and reading them back has to say.

    What was made before of the same is taken from the cache.
    """
    wanted = {form: _key(edition, settings, form) for form in dict.fromkeys(formats)}
    made = {form: found for form, key in wanted.items() if (found := _recalled(key, edition.root)) is not None}
    if len(made) < len(wanted):
        from teipress import epubcheck, verify
        from teipress.compose import compose

        composed = compose(edition, settings)
        images = {name: asset.data for name, asset in composed.book.assets.items() if name != "source"}

        def make(forms: Iterable[str]) -> tuple[()]:
            for form in forms:
                book = publish.export(composed.book, [form], settings)
                said = [*composed.diagnostics, *book.findings]
                for name, data in book.files.items():
                    if name.endswith(".epub"):
                        said.extend(epubcheck.check(name, data))
                    if settings.view == "reading":
                        said.extend(verify.check(edition.tree, name, data))
                made[form] = Published(book.files, tuple(said))
                _keep(wanted[form], made[form], images)
            return ()

        *others, last = sorted(wanted.keys() - made.keys(), key=lambda form: (form == LONGEST, form))
        # Another process leaves the others in the cache, as if they had been made before.
        with parallel.beside(partial(make, others)) if others else nullcontext(list) as ended:
            make([last])
            ended()
        for form in others:
            if form not in made and (found := _recalled(wanted[form], edition.root)) is not None:
                made[form] = found
        make(form for form in others if form not in made)
    files_ = {name: data for form in wanted for name, data in made[form].files.items()}
    return Published(files_, tuple(dict.fromkeys(d for form in wanted for d in made[form].findings)))


def _key(edition: Edition, settings: Settings, form: str) -> str:
    """What the cache calls the book of *edition* in the format *form*."""
    said = {each.name: getattr(settings, each.name) for each in fields(settings) if each.name not in ("fonts", "cover")}
    parts = [
        form.encode(),
        repr(said).encode(),
        os.environ.get("SOURCE_DATE_EPOCH", "").encode(),
        edition.name.encode(),
    ]
    sources = [part for source in sorted(edition.sources.items()) for part in (source[0].encode(), source[1])]
    return cache.key((*PACKAGES, publish.package(form)), *parts, publish.cover(settings), *sources)


def _recalled(key: str, root: Path) -> Published | None:
    """The finished book *key*, if there is one, and its images, which lie in *root*, are what they were."""
    data = cache.get(KIND, key)
    if data is None:
        return None
    made, told, images = marshal.loads(data)
    for path, digest in images.items():
        try:
            if hashlib.sha256(files.read(root / path, MAX_ASSET_BYTES)).digest() != digest:
                return None
        except Trouble:
            return None
    return Published(made, tuple(map(unpacked, told)))


def _keep(key: str, book: Published, images: Mapping[str, bytes]) -> None:
    digests = {path: hashlib.sha256(data).digest() for path, data in images.items()}
    cache.put(KIND, key, marshal.dumps((dict(book.files), list(map(packed, book.findings)), digests)))

"""Finished books: made of an edition and kept, since the same text, settings and code make the same book again.

One entry in the cache for each format. It holds the book's files and all that was said of them, and the digests of the
images that went in: if one of these has changed, the entry counts for nothing.
"""

from __future__ import annotations

import hashlib
import marshal
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from functools import partial
from pathlib import Path

from teipress import cache, files, parallel, publish, typefaces, verify
from teipress.diagnostics import Diagnostic, Trouble, packed, unpacked
from teipress.edition import Edition
from teipress.publish import Published
from teipress.settings import Settings

KIND = "book"
LONGEST = "pdf"  # takes longer than all others together
BOXES = "OUT-004"  # letters that no font has
MAX_ASSET_BYTES = 256 * 2**20
# What some formats are made with, besides teipress and the exporter's own package.
LIBRARIES: dict[str, tuple[str, ...]] = {
    "text": (),
    "epub": ("PIL", typefaces.GARAMOND.module),
    "pdf": ("weasyprint", "pydyf", "fontTools", *typefaces.PACKAGES),
}


def begun(edition: Edition, settings: Settings, formats: Iterable[str]) -> Callable[[], Published]:
    """Begin the books of *edition* in *formats*: the function that is returned finishes them.

    What was made before of the same is taken from the cache; for the rest the edition is composed now. Told is all that
    composing, exporting and reading the books back has to say.
    """
    wanted = {form: _key(edition, settings, form) for form in dict.fromkeys(formats)}
    made = {form: found for form, key in wanted.items() if (found := _recalled(key, edition.root)) is not None}
    # The one that takes longest comes last.
    missing = sorted(wanted.keys() - made.keys(), key=lambda form: (form == LONGEST, form))
    if not missing:
        return partial(_together, wanted, made)
    from teipress.compose import compose

    composed = compose(edition, settings)
    images = {name: asset.data for name, asset in composed.book.assets.items() if name != "source"}

    def make(forms: Iterable[str]) -> tuple[()]:
        for form in forms:
            book = publish.export(composed.book, [form], settings)
            boxes = any(finding.code == BOXES for finding in book.findings)
            read = [d for name, data in book.files.items() for d in _read_back(edition, settings, name, data, boxes)]
            made[form] = Published(book.files, (*composed.diagnostics, *book.findings, *read))
            # An image that could not be had may be there the next time.
            if not any(finding.code.startswith("IMG-") for finding in made[form].findings):
                _keep(wanted[form], made[form], images)
        return ()

    def finish() -> Published:
        *others, last = missing
        # Another process leaves the others in the cache, as if they had been made before.
        with parallel.beside(partial(make, others)) if others else nullcontext(list) as ended:
            make([last])
            ended()
        for form in others:
            if form not in made and (found := _recalled(wanted[form], edition.root)) is not None:
                made[form] = found
        make(form for form in others if form not in made)
        return _together(wanted, made)

    return finish


def _together(forms: Iterable[str], made: Mapping[str, Published]) -> Published:
    """The books in all *forms* as one, and what was said of them, each thing once."""
    files_ = {name: data for form in forms for name, data in made[form].files.items()}
    return Published(files_, tuple(dict.fromkeys(d for form in forms for d in made[form].findings)))


def _read_back(
    edition: Edition, settings: Settings, name: str, data: bytes, boxes: bool = False
) -> Iterator[Diagnostic]:
    """What is wrong with a finished file: words that it lacks, and for an EPUB whatever else there is.

    *boxes*: letters that no font had were told already.
    """
    from teipress import epubcheck

    lost = (
        partial(verify.check, edition.tree, name, data, boxes and name.endswith(".pdf"))
        if settings.view == "reading"
        else tuple
    )
    if name.endswith(".epub"):
        with parallel.beside(lost) as verified:
            yield from epubcheck.check(name, data)
            yield from verified()
    else:
        yield from lost()


def _key(edition: Edition, settings: Settings, form: str) -> str:
    """What the cache calls the book of *edition* in the format *form*."""
    said = {name: value for name, value in settings._asdict().items() if name not in ("fonts", "cover")}
    parts = [
        form.encode(),
        repr(said).encode(),
        os.environ.get("SOURCE_DATE_EPOCH", "").encode(),
        edition.name.encode(),
        str(verify.is_read(form)).encode(),
    ]
    read = sorted((edition.sources | edition.texts).items())
    sources = [part for name, data in read for part in (name.encode(), data)]
    packages = ("teipress", *LIBRARIES.get(form, typefaces.PACKAGES), publish.package(form))
    return cache.key(packages, *parts, publish.cover(settings), *sources)


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

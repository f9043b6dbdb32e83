"""EPUB: the book for reading systems. EPUB 3.3, one file for each section.

The text is cut into chunks, every id gets its address, each chunk is rendered with its notes, and a package document
and navigation are made of what is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from importlib import resources

from exporters.epub import formulas, images, package, typefaces
from exporters.epub.accessibility import Facts
from exporters.epub.addresses import addressed, everything
from exporters.epub.document import document
from exporters.epub.languages import tag
from exporters.epub.package import File
from exporters.epub.spine import Page, spine
from exporters.labels import Labels, labels
from exporters.poems import sectioned
from exporters.xhtml import lost
from teipress import parallel, zips
from teipress.book import Book, Image, Metadata, Node, Note, Opaque, Output, PageBreak
from teipress.diagnostics import Diagnostic, Place, Severity
from teipress.pictures import media_type
from teipress.settings import Settings

FOLDER = "EPUB"
PAGE = "application/xhtml+xml"
DRAWN = "cover.png"
TELLING = (Image, PageBreak, Note, Opaque)  # what the accessibility of a book depends on
Drawing = tuple[bytes, tuple[str, ...]]  # a picture, and the texts that it leaves out


def export(book: Book, settings: Settings) -> Output:
    """Write *book* as an EPUB; `Output` holds one file and what could not be shown."""
    known = book.metadata
    book = replace(book, metadata=replace(known, title=" ".join(known.title.split()) or book.slug))
    given, findings = _given(book, settings.cover)
    # A cover takes as long to draw as a third of the rest to make, and needs nothing of it.
    drawing = parallel.made(partial(_drawn, book.metadata, settings.fonts))
    with nullcontext(lambda: (b"", ())) if given else drawing as drawn:
        findings += lost(book, formulas.carries)
        book, names, dead_links = addressed(sectioned(book))
        nodes = tuple(everything(book.content))
        pictures, bad_pictures = images.collected(book, (node for node in nodes if isinstance(node, Image)))
        say = labels(package.language(book.metadata))
        facts = _facts(book, nodes, pictures)
        read, ncx = spine(book, names, pictures, facts, say, settings.epub_notes, given.name if given else DRAWN)
        scripts = typefaces.needed(_letters(read)) if settings.fonts else ()
        style = typefaces.rules(scripts) + resources.files(__name__).joinpath("style.css").read_text("utf-8")
        text = [_written(page, book.metadata) for page in read]
        picture, left_out = drawn()
    files = [
        *text,
        File("toc.ncx", package.NCX, ncx),
        File("style.css", "text/css", style.encode()),
        given or File(DRAWN, media_type(picture), picture, "cover-image"),
        *(File(name, media_type(data := book.assets[key].data), data) for key, name in pictures.items()),
        *(File(*font) for font in typefaces.files(scripts)),
    ]
    findings += [*dead_links, *bad_pictures, *_left_out(book, left_out)]
    return Output({f"{book.slug}.epub": _archive(book, files, facts, say)}, tuple(findings))


def _written(page: Page, metadata: Metadata) -> File:
    data = document(page.title, tag(page.lang) or package.language(metadata), page.kind, page.content)
    return File(page.name, PAGE, data, formulas.properties(page.properties, page.content), True)


def _letters(read: list[Page]) -> str:
    return "".join(words for page in read for made in page.content for words in made.itertext())


def _archive(book: Book, files: list[File], facts: Facts, say: Labels) -> bytes:
    members = {f"{FOLDER}/{file.name}": file.data for file in files}
    members["mimetype"] = b"application/epub+zip"
    members["META-INF/container.xml"] = package.container(f"{FOLDER}/package.opf")
    members[f"{FOLDER}/package.opf"] = package.document(book.metadata, book.timestamp, files, facts, say)
    return zips.archive(members, book.timestamp, first="mimetype")


def _given(book: Book, picture: bytes) -> tuple[File | None, list[Diagnostic]]:
    """The cover, if there is a picture for it; and what is wrong with that."""
    if not picture:
        return None, []
    if extension := images.extension(picture):
        return File(f"cover.{extension}", media_type(picture), picture, "cover-image"), []
    what = "the cover is no PNG, JPEG, GIF or WebP; one is drawn in its place"
    return None, [Diagnostic(Place(book.slug), "IMG-003", what, "convert it", Severity.WARNING)]


def _drawn(metadata: Metadata, fonts: Mapping[str, bytes]) -> Drawing:
    from exporters.epub import cover

    return cover.draw(metadata, fonts)


def _left_out(book: Book, texts: tuple[str, ...]) -> Iterator[Diagnostic]:
    for text in texts:
        what = f"the cover does not show “{text}”: the font has no letters for it"
        hint = "nothing to do: the title page shows it"
        yield Diagnostic(Place(book.slug), "OUT-004", what, hint, Severity.NOTE)


def _facts(book: Book, nodes: tuple[Node, ...], pictures: Mapping[str, str]) -> Facts:
    told = [node for node in nodes if isinstance(node, TELLING)]
    shown = [node for node in told if isinstance(node, Image) and node.asset in pictures]
    return Facts(
        pages=any(isinstance(node, PageBreak) and node.label.strip() for node in told),
        pictures=bool(shown),
        described=all(image.alt.strip() for image in shown),
        notes=any(isinstance(node, Note) for node in told),
        index=bool(book.indexes),
        moving=any(name.endswith((".gif", ".webp")) for name in pictures.values()),
        as_text=any(isinstance(node, Opaque) and not formulas.carries(node) for node in told),
        formulas=any(isinstance(node, Opaque) and formulas.carries(node) for node in told),
        spoken=package.language(book.metadata) != "und",
    )

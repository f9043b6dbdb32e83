"""EPUB: the book for reading systems. EPUB 3.3, one file for each section.

The text is cut into chunks, every id gets its address, each chunk is rendered with its notes, and a package document
and navigation are made of what is there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib import resources

from exporters.epub import cover, images, indexes, matter, navigation, package, pages
from exporters.epub.addresses import addressed, everything, is_addressed
from exporters.epub.chunks import Chunk, chunks, label, outermost
from exporters.epub.navigation import Entry
from exporters.epub.package import Facts, File
from exporters.xhtml import Element, lost
from teipress import zips
from teipress.book import Book, Output, PageBreak, notes
from teipress.diagnostics import Diagnostic, Place, Severity
from teipress.settings import Settings

FOLDER = "EPUB"
PAGE, PICTURE = "application/xhtml+xml", "image/png"
COVER, TITLE, IMPRINT, NAVIGATION = "cover.xhtml", "title.xhtml", "imprint.xhtml", "nav.xhtml"
COVER_IMAGE = "cover.png"


def export(book: Book, settings: Settings) -> Output:
    """Write *book* as an EPUB; `Output` holds one file and what could not be shown."""
    known = book.metadata
    book = replace(book, metadata=replace(known, title=known.title.strip() or book.slug))
    findings = list(lost(book))
    book, names, dead_links = addressed(book)
    pictures, bad_pictures = images.collected(book)
    cover_image, left_out = cover.draw(book.metadata, settings.fonts)
    findings += [*dead_links, *bad_pictures, *(_not_on_cover(text, book) for text in left_out)]

    placed = [(chunk, _file_name(number, chunk)) for number, chunk in enumerate(chunks(book), 1)]
    shares = list(indexes.shares(book))
    files = {node.id: file for chunk, file in placed for node in everything(chunk.content) if is_addressed(node)}
    files |= {identifier: share.file for share in shares for identifier in share.ids}
    site = pages.Site(files, names, pictures, frozenset(section.id for section in outermost(book.body)))
    content = [
        *_matter(book),
        *_navigation(book, placed, shares, site),
        *(_page(book, *place, site) for place in placed),
        *(_share(book, share, site) for share in shares),
    ]
    others = [
        File("style.css", "text/css", resources.files(__name__).joinpath("style.css").read_bytes()),
        File(COVER_IMAGE, PICTURE, cover_image, "cover-image"),
        *(
            File(name, images.MEDIA_TYPES[name.rpartition(".")[2]], book.assets[key].data)
            for key, name in pictures.items()
        ),
    ]
    return Output({f"{book.slug}.epub": _archive(book, [*content, *others], _facts(book, pictures))}, tuple(findings))


def _file_name(number: int, chunk: Chunk) -> str:
    """`004-the-march-to-power.xhtml`: in order, and recognizable."""
    return f"{number:03}-{chunk.section.id[:60] if chunk.section else chunk.division}.xhtml"


def _matter(book: Book) -> list[File]:
    """Cover, title page and imprint."""
    made = (
        (COVER, "Cover", "cover", matter.cover(book.metadata, COVER_IMAGE)),
        (TITLE, book.metadata.title, "frontmatter", matter.title_page(book.metadata)),
        (IMPRINT, "About this edition", "frontmatter", matter.imprint(book.metadata, _voices(book))),
    )
    return [_file(name, title, book, kind, [content]) for name, title, kind, content in made]


def _voices(book: Book) -> tuple[str, ...]:
    """Whose notes the book has beside the author's."""
    return tuple(dict.fromkeys(note.by for note in notes(book.content) if note.by.strip()))


def _navigation(
    book: Book, placed: list[tuple[Chunk, str]], shares: list[indexes.Share], site: pages.Site
) -> list[File]:
    """The navigation document, which is also the page of contents."""
    opening = frozenset(chunk.section.id for chunk, _ in placed if chunk.section)
    toc = navigation.contents(book.content, site.files, opening)
    landmarks = [Entry("Cover", COVER, kind="cover"), Entry("Title page", TITLE, kind="titlepage")]
    landmarks += [Entry("About this edition", IMPRINT, kind="imprint"), Entry("Contents", NAVIGATION, kind="toc")]
    for division, words in (("front", "Front matter"), ("body", "Text"), ("back", "Back matter")):
        first = [file for chunk, file in placed if chunk.division == division][:1]
        landmarks += [Entry(words, file, kind=pages.DIVISION_TYPES[division]) for file in first]
    opened = [share for share in shares if share.first]
    landmarks += [Entry(share.title, share.file, kind="index" if share.index else "backmatter") for share in opened]
    content = navigation.document(
        (
            *(toc or (Entry(book.metadata.title, placed[0][1] if placed else TITLE),)),
            *(Entry(share.title, share.file) for share in opened),
        ),
        tuple(landmarks),
        navigation.page_list(placed),
        pages.our_language(book.metadata.language),
    )
    return [_file(NAVIGATION, "Contents", book, "frontmatter", content, "nav")]


def _page(book: Book, chunk: Chunk, name: str, site: pages.Site) -> File:
    title = (label(chunk.section) if chunk.section else "") or book.metadata.title
    kind = pages.DIVISION_TYPES[chunk.division]
    return _file(name, title, book, kind, pages.page(chunk, name, site), lang=chunk.lang)


def _share(book: Book, share: indexes.Share, site: pages.Site) -> File:
    content = indexes.page(share, site, book.metadata.language)
    if share.index is None:
        return _file(share.file, share.heading, book, "backmatter", content)
    return _file(share.file, share.heading, book, "index", content, "index")


def _file(
    name: str, title: str, book: Book, kind: str, content: list[Element], properties: str = "", lang: str = ""
) -> File:
    language = lang if pages.LANGUAGE.fullmatch(lang) else package.language(book.metadata)
    return File(name, PAGE, pages.document(title, language, kind, content), properties, True)


def _archive(book: Book, files: list[File], facts: Facts) -> bytes:
    members = {f"{FOLDER}/{file.name}": file.data for file in files}
    members["mimetype"] = b"application/epub+zip"
    members["META-INF/container.xml"] = package.container(f"{FOLDER}/package.opf")
    members[f"{FOLDER}/package.opf"] = package.document(book.metadata, book.timestamp, files, facts)
    return zips.archive(members, book.timestamp, first="mimetype")


def _facts(book: Book, pictures: Mapping[str, str]) -> Facts:
    shown = [image for image in images.shown(book) if image.asset in pictures]
    return Facts(
        pages=any(isinstance(node, PageBreak) and node.label.strip() for node in everything(book.content)),
        pictures=bool(shown),
        described=all(image.alt.strip() for image in shown),
        notes=next(notes(book.content), None) is not None,
        index=bool(book.indexes),
        moving=any(name.endswith((".gif", ".webp")) for name in pictures.values()),
    )


def _not_on_cover(text: str, book: Book) -> Diagnostic:
    return Diagnostic(
        Place(book.slug), "OUT-004", f"the cover does not show “{text}”: the font has no letters for it",
        "nothing to do: the title page shows it", Severity.NOTE,
    )  # fmt: skip

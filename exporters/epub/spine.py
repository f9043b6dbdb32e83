"""Spine: the pages of a book in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from exporters.epub import accessibility, indexes, matter, navigation, package, pages
from exporters.epub.accessibility import Facts
from exporters.epub.chunks import Chunk, chunks, label, outermost
from exporters.epub.document import typed, words
from exporters.epub.navigation import Entry
from exporters.epub.pages import Site
from exporters.epub.pieces import HEAVY, weight
from exporters.labels import Labels
from exporters.xhtml import Element
from teipress.book import Block, Book, notes, variants
from teipress.values import dataclass

COVER, TITLE, IMPRINT, NAVIGATION = "cover.xhtml", "title.xhtml", "imprint.xhtml", "nav.xhtml"
ACCESSIBILITY = "accessibility.xhtml"
NOTE_TAGS = {"popup": "aside", "chapter": "div"}


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the spine before it is written: *kind* is the epub:type of its body.

    *listed* is what contents and landmarks call it, where it is more than a section of the text, and *landmark* its
    epub:type among these.
    """

    name: str
    title: str
    kind: str
    content: list[Element]
    lang: str = ""
    listed: str = ""
    landmark: str = ""
    properties: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A chunk, the file it stands in, and the file its notes stand in."""

    chunk: Chunk
    file: str
    notes: str

    def title(self, say: Labels) -> str:
        """What the file is called, if anything."""
        if self.chunk.continues:
            return say("continued", self.chunk.continues)
        return label(self.chunk.section) if self.chunk.section else ""


def spine(
    book: Book, names: Mapping[str, str], pictures: Mapping[str, str], facts: Facts, say: Labels, where: str, image: str
) -> tuple[list[Page], bytes]:
    """The pages, and the contents again for old devices (NCX).

    *names* and *pictures* are the new ids and the files of old ids and images, *where* is where notes stand, *image*
    the file of the cover.
    """
    texts = list(_texts(book, where))
    shares = list(indexes.shares(book, say))
    files = {identifier: share.file for share in shares for identifier in share.ids}
    for text in texts:
        files.update(pages.places(text.chunk.content, text.file, text.notes))
    site = Site(files, names, pictures, say, frozenset(section.id for section in outermost(book.body)))
    before = list(_matter(book, say, image))
    after = [_chapter(text, site, book, where) for text in texts]
    if where == "book":
        after += _endnotes(texts, site)
    after += [_share(share, site) for share in shares]
    after += _readings(site)
    title = say("accessibility")
    after.append(Page(ACCESSIBILITY, title, "backmatter", accessibility.page(facts, say), listed=title))
    nav, ncx = _navigation(book, texts, [*before, *after], site)
    return [*before, nav, *after], ncx


# --- the text ---------------------------------------------------------------------------------------------------------


def _texts(book: Book, where: str) -> Iterator[Text]:
    """The chunks with their files; notes at the end of the book share files as long as there is room."""
    number, used = 1, 0
    for place, chunk in enumerate(chunks(book), 1):
        file = _file_name(place, chunk)
        if where != "book":
            yield Text(chunk, file, file)
            continue
        size = sum(weight(note.content) for note in notes(chunk.content))
        if used and used + size > HEAVY:
            number, used = number + 1, 0
        used += size
        yield Text(chunk, file, f"notes{f'-{number}' if number > 1 else ''}.xhtml")


def _file_name(number: int, chunk: Chunk) -> str:
    """`004-the-march-to-power.xhtml`: in order, and recognizable."""
    return f"{number:03}-{(chunk.section.id[:60] if chunk.section else '') or chunk.division}.xhtml"


def _chapter(text: Text, site: Site, book: Book, where: str) -> Page:
    chunk = text.chunk
    content = pages.page(chunk.content, chunk.depth, text.file, site)
    if where in NOTE_TAGS and (noted := pages.footnotes(chunk.content, text.file, site, NOTE_TAGS[where])):
        content.append(typed("section", "footnotes", "footnotes", "doc-endnotes", **{"aria-label": site.say("notes")}))
        content[-1].extend(noted)
    title = text.title(site.say) or book.metadata.title
    return Page(text.file, title, pages.DIVISION_TYPES[chunk.division], content, chunk.lang)


def _endnotes(texts: list[Text], site: Site) -> Iterator[Page]:
    """The notes of the whole book, under the titles of their chapters."""
    say = site.say
    for file in dict.fromkeys(text.notes for text in texts):
        first = file == "notes.xhtml"
        title = say("notes") if first else say("continued", say("notes"))
        made = typed("section", "endnotes", "endnotes", "doc-endnotes")
        made.append(words("h1", title, lang=say.lang))
        for text in texts:
            noted = pages.footnotes(text.chunk.content, file, site) if text.notes == file else []
            if noted and (heading := text.title(say)):
                made.append(words("h2", heading))
            made.extend(noted)
        if made.find("div") is not None:
            yield Page(file, title, "backmatter", [made], "", say("notes") if first else "", "endnotes")


# --- what the tool adds -----------------------------------------------------------------------------------------------


def _matter(book: Book, say: Labels, image: str) -> Iterator[Page]:
    """Cover, title page and imprint."""
    known = book.metadata
    voices = tuple(dict.fromkeys(note.by for note in notes(book.content) if note.by.strip()))
    yield Page(COVER, say("cover"), "cover", [matter.cover(known, image, say)])
    yield Page(TITLE, known.title, "frontmatter", [matter.title_page(known, say)])
    yield Page(IMPRINT, say("about"), "frontmatter", [matter.imprint(known, say, voices, any(variants(book.content)))])


def _share(share: indexes.Share, site: Site) -> Page:
    content = indexes.page(share, site)
    listed = share.whole if share.first else ""
    if share.index is None:
        return Page(share.file, share.title, "backmatter", content, "", listed, "backmatter")
    return Page(share.file, share.title, "backmatter", content, "", listed, "index", "index")


def _readings(site: Site) -> Iterator[Page]:
    opened: set[str] = set()
    for file, kind, title, content in site.readings.pages(site.say):
        yield Page(file, title, "backmatter", content, "", "" if kind in opened else title)
        opened.add(kind)


def _navigation(book: Book, texts: list[Text], every: list[Page], site: Site) -> tuple[Page, bytes]:
    """The navigation document, which is also the page of contents; and the same for old devices."""
    say = site.say
    opening = frozenset(text.chunk.section.id for text in texts if text.chunk.section)
    content: tuple[Block, ...] = book.content
    toc = navigation.contents(content, site.files, opening)
    toc = toc or (Entry(book.metadata.title, texts[0].file if texts else TITLE),)
    toc += tuple(Entry(page.listed, page.name) for page in every if page.listed)
    landmarks = [Entry(say("cover"), COVER, kind="cover"), Entry(say("title page"), TITLE, kind="titlepage")]
    landmarks += [Entry(say("about"), IMPRINT, kind="imprint"), Entry(say("contents"), NAVIGATION, kind="toc")]
    for division, kind in pages.DIVISION_TYPES.items():
        first = [text.file for text in texts if text.chunk.division == division][:1]
        landmarks += [Entry(say(division), file, kind=kind) for file in first]
    landmarks += [Entry(page.listed, page.name, kind=page.landmark) for page in every if page.listed and page.landmark]
    listed = navigation.page_list((page.name, made) for page in every for made in page.content)
    made = navigation.document(toc, tuple(landmarks), listed, say)
    ncx = navigation.ncx(package.identifier(book.metadata.identifier), book.metadata.title, toc, listed)
    return Page(NAVIGATION, say("contents"), "frontmatter", made, properties="nav"), ncx

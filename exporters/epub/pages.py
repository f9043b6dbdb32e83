"""Pages: chunks of the text as XHTML, with their notes where the reader wants them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field

from exporters import xhtml
from exporters.epub import apparatus, formulas
from exporters.epub.addresses import REFERENCE
from exporters.epub.document import TYPE, typed, words
from exporters.epub.readings import Reading, Readings
from exporters.labels import Labels
from exporters.xhtml import Element, Medium, element
from teipress.book import Alternate, Anchor, Block, Image, Link, Note, PageBreak, Section, notes, plain, walk
from teipress.values import dataclass

DIVISION_TYPES = {"front": "frontmatter", "body": "bodymatter", "back": "backmatter"}

# What sections are to the Structural Semantics Vocabulary, by the role the edition gives them. Of DPUB-ARIA's roles,
# each is `doc-` and the same word, where there is one.
SECTION_TYPES = {
    "abstract": "abstract", "ack": "acknowledgments", "acknowledgements": "acknowledgments",
    "acknowledgments": "acknowledgments", "afterword": "afterword", "appendix": "appendix",
    "bibliography": "bibliography", "chapter": "chapter", "colophon": "colophon", "conclusion": "conclusion",
    "credits": "credits", "dedication": "dedication",
    "epigraph": "epigraph", "epilogue": "epilogue", "errata": "errata", "foreword": "foreword", "glossary": "glossary",
    "index": "index", "introduction": "introduction", "part": "part", "postface": "afterword", "preface": "preface",
    "prologue": "prologue",
}  # fmt: skip
# The same for what has a type and no role.
ROLELESS = {
    "titlepage": "titlepage", "title_page": "titlepage", "title-page": "titlepage", "half-title": "halftitlepage",
    "halftitle": "halftitlepage", "imprint": "imprint", "volume": "volume",
}  # fmt: skip
# A division of the text with a name of its own, or none, is a chapter where nothing stands above it.
CHAPTERS = ("", "div", "section", "letter", "act", "book", "canto", "entry", "essay", "story", "poem")


@dataclass(frozen=True, slots=True)
class Site:
    """Where things are: *files* holds the file of each id, *names* the new id of each old one, *images* their files.

    *outermost* are the ids of the divisions that the text itself is made of. *say* words what the tool adds; *readings*
    gathers what the pages do not show.
    """

    files: Mapping[str, str]
    names: Mapping[str, str]
    images: Mapping[str, str]
    say: Labels
    outermost: frozenset[str] = frozenset()
    readings: Readings = field(default_factory=Readings)

    def href(self, target: str, here: str) -> str:
        """The address of a link's target as seen from the file *here*."""
        return self.to(self.names[target[1:]], here) if target.startswith("#") else target

    def to(self, name: str, here: str) -> str:
        """The address of one of our ids as seen from the file *here*."""
        file = self.files[name]
        return f"#{name}" if file == here else f"{file}#{name}"


def places(content: tuple[Block, ...], here: str, notes_file: str) -> Iterator[tuple[str, str]]:
    """The file of each id in blocks that stand in the file *here* and have their notes in *notes_file*."""
    for node in walk(content):
        if identifier := getattr(node, "id", ""):
            yield identifier, notes_file if isinstance(node, Note) else here
        if isinstance(node, Note):
            yield REFERENCE + node.id, here
            yield from places(node.content, notes_file, notes_file)


def page(content: tuple[Block, ...], depth: int, here: str, site: Site) -> list[Element]:
    """The blocks of a page, which is the file *here*, and their apparatus."""
    medium = _Writer(here, site).medium
    return [*xhtml.blocks(content, medium, depth), *apparatus.section(content, medium, site.say)]


def footnotes(content: tuple[Block, ...], here: str, site: Site, tag: str = "div") -> list[Element]:
    """The notes of blocks as they stand in the file *here*, which need not be that of the blocks.

    Notes are `div`, which every reading system shows, or `aside`, which those that know pop-ups hide.
    """
    made = []
    for note in notes(content):
        medium = _Writer(here, site, f"{site.say('n.')}\u00a0{note.number}").medium
        made.append(_footnote(note, xhtml.blocks(note.content, medium, 6), here, site, tag))
    return made


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes nodes that stand in the file *here*; *note* is what the note is called that they are in, if they are."""

    here: str
    site: Site
    note: str = ""

    @property
    def medium(self) -> Medium:
        return Medium(
            note=self._mark, page=self._page_break, image=self._image,
            href=lambda target: self.site.href(target, self.here),
            section=lambda section, made, depth: _tell_kind(section, made, section.id in self.site.outermost),
            alternate=self._alternate, variant=apparatus.mark, opaque=formulas.formula,
        )  # fmt: skip

    def _mark(self, note: Note) -> Element:
        href = self.site.to(note.id, self.here)
        reference = typed("a", "noteref", "noteref", "doc-noteref", id=REFERENCE + note.id, href=href)
        xhtml.add_text(reference, str(note.number))
        return reference

    def _page_break(self, node: PageBreak) -> Element:
        label = " ".join(node.label.split())
        if not label:
            return element("span", id=node.id)
        self.site.readings.place = f"{self.site.say('p.')}\u00a0{label}"
        return typed("span", "pagebreak", "", "doc-pagebreak", id=node.id, **{"aria-label": label})

    def _image(self, image: Image) -> Element | None:
        if file := self.site.images.get(image.asset):
            made = element("img", src=file, alt=image.alt)
            made.set("alt", made.get("alt", ""))
            return made
        return words("span", f"[{image.alt.strip()}]", "no-image") if image.alt.strip() else None

    def _alternate(self, node: Alternate, in_link: bool) -> Element | None:
        reading = self.site.readings.take(node, self.here, self.note or self.site.readings.place)
        return _reading(reading, node, in_link) if reading else None


def _reading(reading: Reading, node: Alternate, in_link: bool) -> Element:
    """What stands about the shown words: a link to the other ones, where a link may stand."""
    linked = any(isinstance(inside, Link | Note | Alternate | Anchor) for inside in walk(node.shown))
    if in_link or linked or not reading.shown:
        return element("span", id=reading.at)
    return element("a", "reading", id=reading.at, href=f"{reading.file}#{reading.name}")


def _tell_kind(section: Section, made: Element, outermost: bool) -> None:
    """Say of a section what it is to the book."""
    role = section.role.lower()
    kind = SECTION_TYPES.get(role, "chapter" if outermost and role in CHAPTERS else "")
    if kind:
        made.set(TYPE, kind)
        made.set("role", f"doc-{kind}")
    elif role in ROLELESS:
        made.set(TYPE, ROLELESS[role])


def _footnote(note: Note, content: list[Element], here: str, site: Site, tag: str) -> Element:
    """A note: first the way back, then whose it is, then its words."""
    made = typed(tag, "footnote", "footnote", "doc-footnote", id=note.id)
    opening = content[0] if content and content[0].tag == "p" else element("p")
    made.extend(content if content and content[0] is opening else [opening, *content])
    number = words("a", str(note.number), role="doc-backlink", href=site.to(REFERENCE + note.id, here))
    leading = [number]
    if needs_name(note):
        leading.append(words("span", site.say("note by", note.by), "by", lang=site.say.lang))
    leading[-1].tail, opening.text = f" {opening.text or ''}", None
    for one in reversed(leading):
        opening.insert(0, one)
    if len(leading) > 1:
        number.tail = " "
    return made


def needs_name(note: Note) -> bool:
    """Whether a note must be told to be somebody's: one that ends with “(Tr.)” or “(Translator.)” says so itself."""
    signed = re.search(r"[(\[—–]\s*(\w+)\.?[)\]]?\s*$", plain(note.content))
    return bool(note.by.strip()) and not (signed and note.by.casefold().startswith(signed[1].casefold()))

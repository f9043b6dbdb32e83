"""Pages: chunks of the text as XHTML, with the notes of each at its end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from exporters import xhtml
from exporters.epub.addresses import REFERENCE
from exporters.epub.chunks import Chunk
from exporters.xhtml import XML_LANG, Element, element
from teipress.book import Image, Note, PageBreak, Section, plain

XHTML, OPS = "http://www.w3.org/1999/xhtml", "http://www.idpf.org/2007/ops"
TYPE, XHTML_NAME = f"{{{OPS}}}type", f"{{{XHTML}}}"
# A language tag as BCP 47 has it: language, script, region, variants, private use.
LANGUAGE = re.compile(
    "[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*"
    "(-x(-[A-Za-z0-9]{1,8})+)?"
)
# Languages and scripts that run from right to left; a script, where a tag names one, decides.
RIGHT_TO_LEFT = frozenset(
    "ar ara arc dv fa fas per he heb nqo ps pus sd snd syr syc ug uig ur urd yi yid arab hebr nkoo syrc thaa".split()
)
DIVISION_TYPES = {"front": "frontmatter", "body": "bodymatter", "back": "backmatter"}

# What sections are to the Structural Semantics Vocabulary, by the role the edition gives them. Of DPUB-ARIA's roles,
# each is `doc-` and the same word, where there is one.
SECTION_TYPES = {
    "ack": "acknowledgments", "acknowledgements": "acknowledgments", "acknowledgments": "acknowledgments",
    "afterword": "afterword", "appendix": "appendix", "bibliography": "bibliography", "chapter": "chapter",
    "colophon": "colophon", "conclusion": "conclusion", "dedication": "dedication", "epigraph": "epigraph",
    "epilogue": "epilogue", "errata": "errata", "foreword": "foreword", "introduction": "introduction", "part": "part",
    "preface": "preface", "prologue": "prologue",
}  # fmt: skip
# A division of the text with a name of its own, or none, is a chapter where nothing stands above it.
CHAPTERS = ("", "div", "section", "letter", "act", "book", "canto", "entry", "essay", "story", "poem")


@dataclass(frozen=True, slots=True)
class Site:
    """Where things are: *files* holds the file of each id, *names* the new id of each old one, *images* their files.

    *outermost* are the ids of the divisions that the text itself is made of.
    """

    files: Mapping[str, str]
    names: Mapping[str, str]
    images: Mapping[str, str]
    outermost: frozenset[str] = frozenset()

    def href(self, target: str, here: str) -> str:
        """The address of a link's target as seen from the file *here*."""
        if not target.startswith("#"):
            return target
        name = self.names[target[1:]]
        file = self.files[name]
        return f"#{name}" if file == here else f"{file}#{name}"


def right_to_left(lang: str) -> bool:
    """Whether a text in a language (BCP 47) runs from right to left."""
    language, *more = lang.lower().split("-")
    return next((part for part in more if len(part) == 4 and part.isalpha()), language) in RIGHT_TO_LEFT


def our_language(lang: str) -> str:
    """The language of the words the tool adds, for books in another one than theirs."""
    return "" if lang.split("-")[0].lower() == "en" else "en"


def typed(tag: str, kind: str, cls: str = "", role: str = "", **attributes: str) -> Element:
    """An element with an epub:type."""
    made = element(tag, cls, role=role, **attributes)
    made.set(TYPE, kind)
    return made


def words(tag: str, text: str, cls: str = "", **attributes: str) -> Element:
    """An element that holds a text."""
    made = element(tag, cls, **attributes)
    xhtml.add_text(made, text)
    return made


def document(title: str, lang: str, kind: str, content: Iterable[Element]) -> bytes:
    """A whole page; *kind* is the epub:type of its body."""
    html = etree.Element(f"{XHTML_NAME}html", nsmap={None: XHTML, "epub": OPS})
    head, body = element("head"), element("body")
    if kind:
        body.set(TYPE, kind)
    head.extend((element("meta", charset="utf-8"), words("title", title or "…")))
    head.append(element("link", rel="stylesheet", type="text/css", href="style.css"))
    body.extend(content)
    html.extend((head, body))
    html.set("lang", lang)
    html.set(XML_LANG, lang)
    if right_to_left(lang):
        html.set("dir", "rtl")
    # The elements were made without a namespace; here they get it, all at once.
    for made in html.iter(etree.Element):
        made.tag = XHTML_NAME + str(made.tag).removeprefix(XHTML_NAME)
        if not LANGUAGE.fullmatch(made.get("lang", lang)):
            del made.attrib["lang"], made.attrib[XML_LANG]
    for block in (body, *body.iter(f"{XHTML_NAME}section", f"{XHTML_NAME}aside")):
        on_lines(block)
    etree.cleanup_namespaces(html, top_nsmap={None: XHTML, "epub": OPS})
    return etree.tostring(html, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>") + b"\n"


def on_lines(block: Element) -> Element:
    """Set the blocks in a container on lines of their own, for whoever reads the source."""
    if len(block) and not block.text:
        block.text = "\n"
        for child in block:
            child.tail = child.tail or "\n"
    return block


def page(chunk: Chunk, here: str, site: Site) -> list[Element]:
    """The content of a chunk's page, which is the file *here*: its blocks, then its notes."""
    waiting: list[Note] = []

    def mark(note: Note) -> Element:
        waiting.append(note)
        reference = typed("a", "noteref", "noteref", "doc-noteref", id=REFERENCE + note.id, href=f"#{note.id}")
        xhtml.add_text(reference, str(note.number))
        return reference

    medium = xhtml.Medium(
        note=mark,
        page=_page_break,
        image=lambda image: _image(image, site),
        href=lambda target: site.href(target, here),
        section=lambda section, made, depth: _tell_kind(section, made, section.id in site.outermost),
    )
    made = xhtml.blocks(chunk.content, medium, chunk.depth)

    def notes(called: tuple[Note, ...]) -> Iterator[Element]:
        for note in called:
            waiting.clear()
            yield _footnote(note, xhtml.blocks(note.content, medium, 6))
            yield from notes(tuple(waiting))

    footnotes = list(notes(tuple(waiting)))
    if footnotes:
        made.append(typed("section", "footnotes", "footnotes"))
        made[-1].extend(footnotes)
    return made


def _tell_kind(section: Section, made: Element, outermost: bool) -> None:
    """Say of a section what it is to the book."""
    role = section.role.lower()
    kind = SECTION_TYPES.get(role, "chapter" if outermost and role in CHAPTERS else "")
    if kind:
        made.set(TYPE, kind)
        made.set("role", f"doc-{kind}")


def _page_break(node: PageBreak) -> Element:
    label = node.label.strip()
    if not label:
        return element("span", id=node.id)
    return typed("span", "pagebreak", "", "doc-pagebreak", id=node.id, **{"aria-label": label})


def _image(image: Image, site: Site) -> Element | None:
    if file := site.images.get(image.asset):
        made = element("img", src=file, alt=image.alt)
        made.set("alt", made.get("alt", ""))
        return made
    return words("span", f"[{image.alt.strip()}]", "no-image") if image.alt.strip() else None


def _footnote(note: Note, content: list[Element]) -> Element:
    """A note as it stands at the end of its page: first the way back, then whose it is, then its words."""
    made = typed("aside", "footnote", "footnote", "doc-footnote", id=note.id)
    opening = content[0] if content and content[0].tag == "p" else element("p")
    made.extend(content if content and content[0] is opening else [opening, *content])
    number = words("a", str(note.number), role="doc-backlink", href=f"#{REFERENCE}{note.id}")
    leading = [number, words("span", f"{note.by}’s note.", "by")] if needs_name(note) else [number]
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

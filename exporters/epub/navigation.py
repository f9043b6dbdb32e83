"""Navigation: contents, landmarks and page list (EPUB 3.3, chapter 7), and the same for old devices (NCX 2005-1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from lxml import etree

from exporters.epub.chunks import label, sections
from exporters.epub.document import TYPE, typed, words
from exporters.labels import Labels
from exporters.xhtml import Element, add_text, element
from teipress.book import Block
from teipress.values import dataclass

NCX = "http://www.daisy.org/z3986/2005/ncx/"
PAGE_BREAKS = etree.XPath("descendant-or-self::*[@role='doc-pagebreak']")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list of links: where it leads, and the lines below it; *kind* is the epub:type of a landmark."""

    label: str
    href: str
    below: tuple[Entry, ...] = ()
    kind: str = ""


def contents(content: tuple[Block, ...], files: Mapping[str, str], opening: frozenset[str]) -> tuple[Entry, ...]:
    """The sections of the text, nested as they are; one without a title is named only if it is *opening* a file."""
    made: list[Entry] = []
    for section in sections(content):
        below = contents(section.content, files, opening)
        name = label(section) if section.title or section.id in opening else ""
        made += [Entry(name, f"{files[section.id]}#{section.id}", below)] if name.strip() else below
    return tuple(made)


def page_list(pages: Iterable[tuple[str, Element]]) -> tuple[Entry, ...]:
    """The pages of the source in the order in which they stand in the files, the content of which is given."""
    return tuple(
        Entry(found.get("aria-label", ""), f"{file}#{found.get('id')}")
        for file, content in pages
        for found in PAGE_BREAKS(content)
    )


def document(
    toc: tuple[Entry, ...], landmarks: tuple[Entry, ...], pages: tuple[Entry, ...], say: Labels
) -> list[Element]:
    """The content of the navigation document; landmarks and page list are for reading systems, not for the eye."""
    made = [
        _nav("toc", say("contents"), "doc-toc", toc, say.lang),
        _nav("landmarks", say("landmarks"), "", landmarks, say.lang),
    ]
    if pages:
        made.append(_nav("page-list", say("pages"), "doc-pagelist", pages, say.lang))
    for nav in made[1:]:
        nav.set("hidden", "hidden")
    return made


def _nav(kind: str, heading: str, role: str, entries: tuple[Entry, ...], lang: str) -> Element:
    nav = typed("nav", kind, "", role, id=kind, **{"aria-labelledby": f"{kind}-heading"})
    nav.append(words("h1" if kind == "toc" else "h2", heading, id=f"{kind}-heading", lang=lang))
    nav.append(_list(entries))
    return nav


def ncx(identifier: str, title: str, toc: tuple[Entry, ...], pages: tuple[Entry, ...]) -> bytes:
    """The contents and pages again, for reading systems older than EPUB 3."""
    made = etree.Element(f"{{{NCX}}}ncx", nsmap={None: NCX}, version="2005-1")
    head = etree.SubElement(made, f"{{{NCX}}}head")
    for name, value in (("uid", identifier), ("depth", str(_depth(toc)))):
        etree.SubElement(head, f"{{{NCX}}}meta", name=f"dtb:{name}", content=value)
    made.append(_ncx_text("docTitle", title))
    etree.SubElement(made, f"{{{NCX}}}navMap").extend(_points(toc, count(1)))
    if pages:
        listed = etree.SubElement(made, f"{{{NCX}}}pageList")
        for number, entry in enumerate(pages, 1):
            target = _point("pageTarget", f"page-{number}", entry)
            target.set("type", "normal")
            listed.append(target)
    etree.indent(made)
    return etree.tostring(made, encoding="utf-8", xml_declaration=True) + b"\n"


def _depth(entries: tuple[Entry, ...]) -> int:
    return 1 + max((_depth(entry.below) for entry in entries), default=0) if entries else 0


def _points(entries: tuple[Entry, ...], numbers: Iterator[int]) -> Iterator[Element]:
    for entry in entries:
        made = _point("navPoint", f"point-{next(numbers)}", entry)
        made.extend(_points(entry.below, numbers))
        yield made


def _point(name: str, identifier: str, entry: Entry) -> Element:
    made = etree.Element(f"{{{NCX}}}{name}", id=identifier)
    made.append(_ncx_text("navLabel", entry.label))
    etree.SubElement(made, f"{{{NCX}}}content", src=entry.href)
    return made


def _ncx_text(name: str, text: str) -> Element:
    made = etree.Element(f"{{{NCX}}}{name}")
    add_text(etree.SubElement(made, f"{{{NCX}}}text"), text)
    return made


def _list(entries: tuple[Entry, ...]) -> Element:
    made = element("ol")
    for entry in entries:
        link = words("a", entry.label, href=entry.href)
        if entry.kind:
            link.set(TYPE, entry.kind)
        item = element("li")
        item.append(link)
        if entry.below:
            item.append(_list(entry.below))
        made.append(item)
    return made

"""Navigation: contents, landmarks and page list (EPUB 3.3, chapter 7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from exporters.epub.chunks import Chunk, label, sections
from exporters.epub.pages import TYPE, typed, words
from exporters.xhtml import Element, element
from teipress.book import Block, Note, PageBreak, walk


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


def page_list(chunks: Iterable[tuple[Chunk, str]]) -> tuple[Entry, ...]:
    """The pages of the source in the order in which they stand in the files."""
    return tuple(
        Entry(node.label.strip(), f"{file}#{node.id}")
        for chunk, file in chunks
        for node in _laid_out(chunk.content)
        if isinstance(node, PageBreak) and node.label.strip()
    )


def _laid_out(content: tuple[Block, ...]) -> Iterator[object]:
    """Nodes as a file has them: the text, then each note with its own notes after it."""
    nodes = list(walk(content))
    yield from nodes
    for node in nodes:
        if isinstance(node, Note):
            yield from _laid_out(node.content)


def document(
    toc: tuple[Entry, ...], landmarks: tuple[Entry, ...], pages: tuple[Entry, ...], lang: str
) -> list[Element]:
    """The content of the navigation document; landmarks and page list are for reading systems, not for the eye.

    *lang* is the language of our own words, if it is not that of the book.
    """
    made = [_nav("toc", "Contents", "doc-toc", toc, lang), _nav("landmarks", "Landmarks", "", landmarks, lang)]
    if pages:
        made.append(_nav("page-list", "Pages of the source", "doc-pagelist", pages, lang))
    for nav in made[1:]:
        nav.set("hidden", "hidden")
    return made


def _nav(kind: str, heading: str, role: str, entries: tuple[Entry, ...], lang: str) -> Element:
    nav = typed("nav", kind, "", role, id=kind, **{"aria-labelledby": f"{kind}-heading"})
    nav.append(words("h1" if kind == "toc" else "h2", heading, id=f"{kind}-heading", lang=lang))
    nav.append(_list(entries))
    return nav


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

"""The text of a Book as HTML for WeasyPrint: sections, notes at their anchors, no more mark-up than shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import takewhile
from textwrap import shorten
from urllib.parse import quote

from exporters.pdf import apparatus
from exporters.pdf.finish import SOURCE_PAGE, tidied
from exporters.pdf.names import Names, name_of
from exporters.pdf.notes import at_foot
from exporters.xhtml import Element, Medium, add_text, blocks, element
from teipress.book import Anchor, Asset, Block, Image, Note, PageBreak, Section, Variant

# Links that a reader may follow out of the book.
OUTWARD = re.compile(r"(https?://|mailto:)\S+", re.IGNORECASE)
SUPERIORS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# Sections that begin a page wherever they stand; those of the first level always do.
OPENINGS = ("part", "chapter")
HEAD_LENGTH = 58
# A title of more letters is not set in capitals.
LONG_TITLE = 90


@dataclass(frozen=True, slots=True)
class Entry:
    """A section as the contents list it; *depth* counts from the sections that open a page, which have 0."""

    depth: int
    title: str
    id: str


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets the parts of a book.

    *title* runs on left pages; *restart* says that notes get their numbers when the pages are made; *source_pages*
    that the page numbers of the source stand in the margin.
    """

    title: str
    assets: Mapping[str, Asset]
    names: Names
    restart: bool = False
    source_pages: bool = False

    def part(self, cls: str, *contents: tuple[Block, ...]) -> tuple[Element, list[Entry]]:
        """The `body` of a document of its own, and the sections in it."""
        made, entries = element("body", cls), list[Entry]()
        for content in contents:
            medium = self._medium(self._anchored, partial(self._section, entries, opening_level(content)))
            made.extend(blocks(content, medium))
        headings = list(takewhile(_is_heading, made))
        if headings:
            header = self._start("header", "")
            header.extend(headings)
            made.insert(0, header)
            made.set("class", f"{cls} whole")
        elif len(made) and next((block.tag for block in made if block.get("class") != "page"), "") != "section":
            made.insert(0, self._start("div", ""))
        apparatus.counted(made)
        tidied(made, self.names)
        return made, entries

    def strips(self, contents: Sequence[tuple[Block, ...]]) -> Element:
        """Each of *contents* in a column of its own, which does not end."""
        made = element("body", "strips")
        medium = Medium(lambda note: None, lambda page: None, lambda image: None, self._href)
        for content in contents:
            strip = element("div", "strip")
            strip.extend(blocks(content, medium, 2))
            made.append(strip)
        return tidied(made, self.names)

    def _medium(
        self, note: Callable[[Note], Element | None], section: Callable[[Section, Element, int], None] | None = None
    ) -> Medium:
        """The medium of the text, or, if nothing is to be done about sections, of the notes."""
        if section is None:
            return Medium(note, self._page, self._image, self._href, phrasing=True)
        return Medium(note, self._page, self._image, self._href, section=section, variant=self._variant)

    def _page(self, node: PageBreak) -> Element | None:
        if self.source_pages and node.label:
            made = element("span", SOURCE_PAGE, id=node.id)
            add_text(made, node.label)
            return made
        return element("span", id=node.id) if name_of(node.id) in self.names.wanted else None

    def _image(self, node: Image) -> Element | None:
        asset = self.assets.get(node.asset)
        if asset is None or not asset.media_type.startswith("image/"):
            return None
        return element("img", src=f"book:///images/{quote(node.asset, safe='')}", alt=node.alt)

    def _href(self, target: str) -> str:
        if target.startswith("#"):
            name = name_of(target[1:])
            return f"#{quote(name, safe='')}" if name in self.names.known else ""
        return target if OUTWARD.fullmatch(target) else ""

    def _section(self, entries: list[Entry], level: int, node: Section, made: Element, depth: int) -> None:
        title = node.title
        name = self.names.take(node.id, "section")
        made.attrib.update(element("section", id=name, **{"data-title": title}).attrib)
        if title:
            entries.append(Entry(depth - level, title, name))
        if depth <= level or node.role in OPENINGS:
            made.set("class", f"{made.get('class', '')} opening{' whole' if depth < level else ''}".strip())
            header = self._start("header" if len(made) else "div", title)
            if len(title) > LONG_TITLE:
                header.set("class", "start long")
            header.extend(list(made))
            made.append(header)

    def _start(self, tag: str, title: str) -> Element:
        """What sets the running heads; it must not itself run on over the page, or it would set them there again."""
        right = shorten(title, HEAD_LENGTH, placeholder=" …") or self.title
        return element(tag, "start", **{"data-left": self.title, "data-right": right})

    # --- notes --------------------------------------------------------------------------------------------------------

    def _anchored(self, note: Note) -> Element:
        """A note's mark in the text, and the note itself, which goes to the foot of the page."""
        place = element("span", "anchor")
        name = self.names.take(note.id, f"note-{note.number}")
        call = self.names.take("", f"call-{note.number}")
        number = str(note.number % 10 if self.restart else note.number)
        mark = element("a", "call", id=call, href=f"#{quote(name, safe='')}")
        back = element("a", "back", id=name, href=f"#{quote(call, safe='')}")
        if self.restart:
            mark.set("data-n", str(note.number))
        add_text(mark, number.translate(SUPERIORS))
        add_text(back, number)
        place.extend((mark, at_foot(note, self._medium(self._anchored), back)))
        return place

    def _variant(self, node: Variant) -> Element:
        """An entry of the apparatus, which goes to the foot of the page as notes do."""
        name = self.names.take(node.id, f"variant-{node.number}")
        home = self.names.take("", f"lemma-{node.number}")
        return apparatus.entry(node, self._medium(lambda note: None), name, home)


def _is_heading(node: Element) -> bool:
    return node.tag == "h1" or (node.get("class") or "").endswith("-heading")


def opening_level(content: tuple[Block, ...]) -> int:
    """Down to which level sections open a page: the first, or, where one section holds all the others, theirs."""
    level = 1
    while True:
        inner = [block for block in content if not isinstance(block, PageBreak | Anchor)]
        if len(inner) != 1 or not isinstance(whole := inner[0], Section):
            return level
        if sum(isinstance(block, Section) for block in whole.content) < 2:
            return level
        content, level = whole.content, level + 1

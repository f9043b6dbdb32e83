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
from exporters.pdf.display import Type, evened
from exporters.pdf.finish import SOURCE_PAGE, tidied
from exporters.pdf.house import housed, uncalled
from exporters.pdf.listed import Entry, things, uncapped, words_of
from exporters.pdf.names import Names, name_of
from exporters.pdf.notes import at_foot
from exporters.pdf.sections import HEADING, is_poem, long_levels, opening_level, opens
from exporters.pdf.together import add_class
from exporters.poems import with_poems
from exporters.xhtml import Element, Medium, add_text, blocks, element
from teipress.book import Anchor, Asset, Block, Image, Note, PageBreak, Section, Variant

# Links that a reader may follow out of the book.
OUTWARD = re.compile(r"(https?://|mailto:)\S+", re.IGNORECASE)
SUPERIORS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# A running head is at most so long; a longer one ends at a pause, behind so many letters at least.
HEAD_LENGTH, HEAD_LEAST = 58, 8
PAUSE = re.compile(r"\s*[:;]\s|\s[–—-]{1,2}\s|(?<=\w{4})[.,]\s|(?<=\b[IVXLC])\.\s|(?<=\d)\.\s")
# The title over the whole text; one of more lines is set as other long ones are.
OVER, OVER_LINES = Type(27), 3
LONG = Type(15)
# What an edition may call the title page of its source.
TITLE_PAGE = re.compile(r"(half-?)?title-?page", re.IGNORECASE)
# Parts that are not the edition's, but made by us.
OWN = ("chronicle", "indexes", "closing")


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets the parts of a book.

    *title* runs on left pages; *restart* says that notes get their numbers when the pages are made; *source_pages*
    that the page numbers of the source stand in the margin; *measure* is how wide lines are, in pixels.
    """

    title: str
    assets: Mapping[str, Asset]
    names: Names
    restart: bool = False
    source_pages: bool = False
    measure: float = 384

    def part(self, cls: str, *contents: tuple[Block, ...]) -> tuple[Element, list[Entry]]:
        """The `body` of a document of its own, and what is to be listed of it: sections, illustrations and tables."""
        made, entries = element("body", cls), list[Entry]()
        for content in (with_poems(content, numbered=False) for content in contents):
            level = opening_level(content)
            long = long_levels(content, level, self.measure)
            section = partial(self._section, entries, level, long, cls in OWN)
            medium = self._medium(self._anchored, section)
            made.extend(blocks(content, medium))
        headings = list(takewhile(_is_heading, made))
        if headings:
            header = self._start("header", "")
            header.extend(headings)
            made.insert(0, header)
            made.set("class", f"{cls} whole")
            self._over(header, made[1:])
        elif len(made) and not _is_opening(next((block for block in made if block.get("class") != "page"), made[0])):
            made.insert(0, self._start("div", ""))
        entries += things(made, self.names)
        uncapped(made)
        apparatus.counted(made)
        tidied(housed(made, self.measure), self.names)
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
            return _told(node.alt.strip())
        return element("img", src=f"book:///images/{quote(node.asset, safe='')}", alt=node.alt)

    def _href(self, target: str) -> str:
        if target.startswith("#"):
            name = name_of(target[1:])
            return f"#{quote(name, safe='')}" if name in self.names.known else ""
        return target if OUTWARD.fullmatch(target) else ""

    def _section(
        self,
        entries: list[Entry],
        level: int,
        long: frozenset[int],
        own: bool,
        node: Section,
        made: Element,
        depth: int,
    ) -> None:
        if not own:
            uncalled(made)
        title = node.title
        name = self.names.take(node.id, "section")
        made.attrib.update(element("section", id=name, **{"data-title": title}).attrib)
        if title:
            entries.append(Entry(depth - level, title, name))
        if opens(node, depth, level):
            over = depth < level
            add_class(made, "opening whole" if over else "opening")
            header = self._start("header" if len(made) else "div", title)
            header.extend(list(made))
            made.append(header)
            if over:
                self._over(header, node.content)
            elif not is_poem(node):
                self._heading(header, depth in long)
        elif depth <= level:
            add_class(made, "untitled")
        if is_poem(node):
            add_class(made, "poem")
        if TITLE_PAGE.fullmatch(node.role):
            add_class(made, "display")

    def _heading(self, header: Element, long: bool) -> None:
        """Set the heading that opens a page; a *long* one is not set in capitals."""
        lines = 0
        for heading in header.iterchildren("h1", "h2", "h3", "h4", "h5", "h6"):
            lines += evened(heading, words_of(heading), LONG if long else HEADING, self.measure)
        if long:
            add_class(header, "long")
        elif lines % 2:
            add_class(header, "odd")

    def _over(self, header: Element, rest: Sequence[Element] | Sequence[Block]) -> None:
        """Set the heading over the whole text, or a part of it, which the first of its sections follows, or words."""
        headings = list(header.iterchildren("h1", "h2", "h3", "h4", "h5", "h6"))
        lines = [OVER.lines(words_of(heading), self.measure) for heading in headings]
        add_class(header, "large" if max(lines, default=0) <= OVER_LINES else "long")
        for heading in headings:
            evened(heading, words_of(heading), OVER if max(lines) <= OVER_LINES else LONG, self.measure)
        first = next((b for b in rest if not isinstance(b, PageBreak | Anchor)), None)
        opened = first.headings if isinstance(first, Section) else _is_opening(first)
        if not opened:
            add_class(header, "apart")

    def _start(self, tag: str, title: str) -> Element:
        """What sets the running heads; it must not itself run on over the page, or it would set them there again."""
        left, right = map(_headline, (self.title, title or self.title))
        return element(tag, "start", **{"data-left": left or self.title, "data-right": right or self.title})

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


def _headline(title: str) -> str:
    """*title* as it runs above the pages; a long one ends where it pauses."""
    if len(title) <= HEAD_LENGTH:
        return title
    pauses = [pause for pause in PAUSE.finditer(title, HEAD_LEAST) if pause.start() <= HEAD_LENGTH]
    return title[: pauses[-1].start()] if pauses else shorten(title, HEAD_LENGTH, placeholder=" …")


def _is_heading(node: Element) -> bool:
    return node.tag == "h1" or (node.get("class") or "").endswith("-heading")


def _is_opening(node: object) -> bool:
    return isinstance(node, Element) and node.tag == "section" and "opening" in (node.get("class") or "").split()


def _told(description: str) -> Element | None:
    """What stands for a picture that is not at hand."""
    if not description:
        return None
    made = element("i")
    add_text(made, f"[{description}]")
    return made

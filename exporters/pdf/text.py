"""The text of a Book as HTML for WeasyPrint: sections, notes at their anchors, no more mark-up than shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import takewhile
from textwrap import shorten
from urllib.parse import quote

from exporters.pdf.finish import held, tidied
from exporters.pdf.names import Names, name_of
from exporters.pdf.notes import cut, goes_on, numbered
from exporters.xhtml import Element, Medium, add_text, blocks, element, fill
from teipress.book import Anchor, Asset, Block, Image, Note, PageBreak, Paragraph, Section, plain

# Links that a reader may follow out of the book.
OUTWARD = re.compile(r"(https?://|mailto:)\S+", re.IGNORECASE)
SUPERIORS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# Sections that begin a page wherever they stand; those of the first level always do.
OPENINGS = ("part", "chapter")
HEAD_LENGTH = 58

Ends = Mapping[Note, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A section as the contents list it; *depth* counts from the sections that open a page, which have 0."""

    depth: int
    title: str
    id: str


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets the parts of a book.

    *title* runs on left pages; *ends* tells where notes are cut, in letters from their beginning.
    """

    title: str
    assets: Mapping[str, Asset]
    names: Names
    ends: Ends

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
        elif len(made) and made[0].tag != "section":
            made.insert(0, self._start("div", ""))
        tidied(made, self.names)
        held(made)
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

    def measured(self, found: Sequence[Note]) -> Element:
        """Notes one below the other, in one piece each, on a page that does not end."""
        made = element("body", "endless")
        for note in found:
            box = element("div", "measure")
            box.append(self._foot(note, *self._mark(note))[0])
            made.append(box)
        return tidied(made, self.names)

    def _medium(
        self, note: Callable[[Note], Element | None], section: Callable[[Section, Element, int], None] | None = None
    ) -> Medium:
        """The medium of the text, or, if nothing is to be done about sections, of the notes."""
        if section is None:
            return Medium(note, self._page, self._image, self._href, phrasing=True)
        return Medium(note, self._page, self._image, self._href, section=section)

    def _page(self, node: PageBreak) -> Element | None:
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
            header.extend(list(made))
            made.append(header)

    def _start(self, tag: str, title: str) -> Element:
        """What sets the running heads; it must not itself run on over the page, or it would set them there again."""
        right = shorten(title, HEAD_LENGTH, placeholder=" …") or self.title
        return element(tag, "start", **{"data-left": self.title, "data-right": right})

    # --- notes --------------------------------------------------------------------------------------------------------

    def _anchored(self, note: Note) -> Element:
        """A note's mark in the text, and the note itself, which WeasyPrint takes to the foot of the page."""
        place = element("span", "anchor")
        mark, name = self._mark(note)
        place.append(mark)
        place.extend(self._foot(note, mark, name))
        return place

    def _mark(self, note: Note) -> tuple[Element, str]:
        """The mark of *note* in the text, and the name of the note."""
        name = self.names.take(note.id, f"note-{note.number}")
        mark = element("a", "call", id=self.names.take("", f"call-{note.number}"), href=f"#{quote(name, safe='')}")
        add_text(mark, str(note.number).translate(SUPERIORS))
        return mark, name

    def _foot(self, note: Note, mark: Element, name: str) -> list[Element]:
        """*note* in pieces, each an element; the notes within it come after it, as there is only one foot."""
        back = element("a", "back", id=name, href=f"#{quote(mark.get('id', ''), safe='')}")
        add_text(back, str(note.number))
        inner: list[tuple[Note, Element, str]] = []

        def within(other: Note) -> Element:
            call, other_name = self._mark(other)
            inner.append((other, call, other_name))
            return call

        made = note_pieces(note, self.ends.get(note, ()), self._medium(within), back)
        for found in inner:
            made.extend(self._foot(*found))
        return made


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


def note_pieces(note: Note, ends: Sequence[int], medium: Medium, back: Element) -> list[Element]:
    """The pieces of *note*, the first after *back*; each is set as if the page's foot held nothing else."""
    pieces = cut(numbered(note.content), ends) if ends else [note.content]
    made = [_piece(piece, medium, None if index else back) for index, piece in enumerate(pieces)]
    for here, piece in zip(made, pieces[1:], strict=False):
        if goes_on(piece):
            # Its last line is no paragraph's last.
            last = here[-1] if len(here) and (here[-1].get("class") or "").startswith("block") else here
            last.set("class", f"{last.get('class')} cut")
    if note.by.strip() and not _signed(note):
        by = element("span", "by")
        add_text(by, f"[{note.by}]")
        last = made[-1][-1] if len(made[-1]) and made[-1][-1].get("class") == "block p" else made[-1]
        add_text(last, " ")
        last.append(by)
    return made


def _piece(content: tuple[Block, ...], medium: Medium, back: Element | None) -> Element:
    made = element("span", "note" if back is not None else "note more")
    if back is not None:
        made.append(back)
        add_text(made, " ")
    if content and isinstance(first := content[0], Paragraph):
        # Needs no box of its own.
        home = made
        if first.lang:
            home = element("span", lang=first.lang)
            made.append(home)
        fill(home, first.content, medium)
        content = content[1:]
    made.extend(blocks(content, medium))
    return made


def _signed(note: Note) -> bool:
    """Whether the words of a note say whose it is, as “(Tr.)” does for a note by the Translator."""
    found = re.search(r"[(\[](\w+)\.?[)\]]\W*$", plain(note.content))
    return found is not None and note.by.casefold().startswith(found[1].casefold())

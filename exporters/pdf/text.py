"""The text of a Book as HTML for WeasyPrint: sections, notes at their anchors, no more mark-up than shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import takewhile
from textwrap import shorten
from urllib.parse import quote

from exporters.pdf.names import Names, name_of
from exporters.pdf.notes import cut, goes_on, numbered
from exporters.xhtml import Element, Medium, add_text, blocks, element, fill
from teipress.book import Anchor, Asset, Block, Image, Note, PageBreak, Paragraph, Section, plain

# Links that a reader may follow out of the book.
OUTWARD = re.compile(r"(https?://|mailto:)\S+", re.IGNORECASE)
SUPERIORS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# Sections that begin a page wherever they stand; those of the first level always do.
OPENINGS = ("part", "chapter")
HEAD_LENGTH = 52
# A table of more columns is set smaller.
COLUMNS = 7

# No line begins with a dash or a point: a word joiner before the one, a space that does not break before the other.
JOINS = ((re.compile(r"(?<=\S)—"), "\u2060—"), (re.compile(r" (?=\.(?!\w))"), "\u00a0"))

# The last word of a paragraph: one long enough to be divided, or so short that it looks lost on a line of its own.
LAST_LONG = re.compile(r"(?<=\s)\w{6,}\W*$")
LAST_SHORT = re.compile(r" (?=\S{1,5}\s*$)")

# What is taken out if nothing is in it and nothing leads to it.
EMPTY = ("span", "div", "figure")

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
        return tidied(made, self.names), entries

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
    if note.by and not _signed(note):
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


# --- last touches -----------------------------------------------------------------------------------------------------


def tidied(root: Element, names: Names) -> Element:
    """*root* with only the ids that links lead to, each once, no link within a link (HTML has none), no bad breaks."""
    seen: set[str] = set()
    for node in list(root.iter()):
        if (raw := node.attrib.pop("id", None)) is not None:
            name = name_of(raw)
            if name not in seen and (name in names.wanted or name in names.taken):
                seen.add(name)
                node.set("id", name)
        node.text, node.tail = _joined(node.text), _joined(node.tail)
        if node.tag == "p":
            _end_well(node)
        if node.tag == "a" and node.get("href") is None:
            node.tag = "span"
        if node.tag == "table" and any(len(row) > COLUMNS for row in node.iter("tr")):
            node.set("class", "wide")
        if node.tag in EMPTY and not (node.get("id") or node.get("data-left") or len(node) or node.text):
            _remove(node)
    # Backwards, so that several notes in one link keep their order behind it.
    for node in reversed(list(root.iter("a", "span"))):
        parent = node.getparent()
        if node.get("class") == "anchor" or (node.get("class") == "call" and parent.get("class") != "anchor"):
            _lift(node)
    return root


def _joined(text: str | None) -> str | None:
    """*text* with its line breaks where a printer would allow them."""
    for pattern, replacement in JOINS if text else ():
        text = pattern.sub(replacement, text or "")
    return text


def _end_well(paragraph: Element) -> None:
    """Let no paragraph end with half a word on its last line, nor with a short one."""
    last = paragraph[-1] if len(paragraph) else None
    text = (paragraph.text if last is None else last.tail) or ""
    if found := LAST_LONG.search(text):
        word = element("span", "whole-word")
        word.text = found[0]
        paragraph.append(word)
        text = text[: found.start()]
    else:
        text = LAST_SHORT.sub("\u00a0", text)
    if last is None:
        paragraph.text = text
    else:
        last.tail = text


def _remove(node: Element) -> None:
    """Take out *node* but not what follows it."""
    parent = node.getparent()
    if parent is None:
        return
    tail, before = node.tail, node.getprevious()
    parent.remove(node)
    if before is not None:
        before.tail = (before.tail or "") + (tail or "")
    else:
        parent.text = (parent.text or "") + (tail or "")


def _lift(place: Element) -> None:
    """Move a note's mark that stands within a link behind the link."""
    link = next((a for a in place.iterancestors("a") if a.get("href")), None)
    if link is not None:
        _remove(place)
        place.tail = None
        link.addnext(place)

"""The text of a Book as HTML for WeasyPrint: sections, notes at their anchors, no more mark-up than shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from textwrap import shorten
from urllib.parse import quote

from exporters.pdf.names import Names
from exporters.pdf.notes import cut, goes_on, numbered
from exporters.xhtml import Element, Medium, add_text, blocks, element, fill
from teipress.book import Asset, Block, Image, Note, PageBreak, Paragraph, Section, plain

# Links that a reader may follow out of the book.
OUTWARD = re.compile(r"(https?://|mailto:)\S+", re.IGNORECASE)
SUPERIORS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# Sections that begin a page wherever they stand; those of the first level always do.
OPENINGS = ("part", "chapter")
HEAD_LENGTH = 60

Ends = Mapping[Note, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A section as the contents list it."""

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

    def part(self, content: tuple[Block, ...], cls: str) -> tuple[Element, list[Entry]]:
        """The `body` of a document of its own, and the sections in it."""
        made = element("body", cls, **{"data-left": self.title, "data-right": self.title})
        entries: list[Entry] = []
        made.extend(blocks(content, self._medium(self._anchored, entries)))
        return tidied(made, self.names), entries

    def measured(self, found: Sequence[Note]) -> Element:
        """Notes one below the other, in one piece each, on a page that does not end."""
        made = element("body", "endless")
        for note in found:
            box = element("div", "measure")
            box.append(self._foot(note, *self._mark(note))[0])
            made.append(box)
        return tidied(made, self.names)

    def _medium(self, note: Callable[[Note], Element | None], entries: list[Entry] | None = None) -> Medium:
        """The medium of the text, where sections are entered in *entries*, or of the notes, where there are none."""
        if entries is None:
            return Medium(note, self._page, self._image, self._href, phrasing=True)
        section = partial(self._section, entries)
        return Medium(note, self._page, self._image, self._href, section=section)

    def _page(self, node: PageBreak) -> Element | None:
        return element("span", id=node.id) if node.id in self.names.wanted else None

    def _image(self, node: Image) -> Element | None:
        asset = self.assets.get(node.asset)
        if asset is None or not asset.media_type.startswith("image/"):
            return None
        return element("img", src=f"book:///images/{quote(node.asset, safe='')}", alt=node.alt)

    def _href(self, target: str) -> str:
        if target.startswith("#"):
            return f"#{quote(target[1:], safe='')}" if target[1:] in self.names.known else ""
        return target if OUTWARD.fullmatch(target) else ""

    def _section(self, entries: list[Entry], node: Section, made: Element, depth: int) -> None:
        title = node.title
        name = self.names.take(node.id, "section")
        made.set("id", name)
        if title:
            entries.append(Entry(depth, title, name))
            made.set("data-title", title)
        if depth > 1 and node.role not in OPENINGS:
            return
        made.set("class", f"{made.get('class', '')} opening".strip())
        made.set("data-left", self.title)
        made.set("data-right", shorten(title, HEAD_LENGTH, placeholder=" …") or self.title)
        if len(made):
            header = element("header")
            header.extend(list(made))
            made.append(header)

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


# --- no more mark-up than shows ---------------------------------------------------------------------------------------


def tidied(root: Element, names: Names) -> Element:
    """*root* with only the ids that links lead to, each once, and no link within a link (HTML has none)."""
    seen: set[str] = set()
    for node in list(root.iter()):
        name = node.get("id")
        if name is not None and (name in seen or (name not in names.wanted and name not in names.taken)):
            del node.attrib["id"]
        elif name is not None:
            seen.add(name)
        if node.tag == "a" and node.get("href") is None:
            node.tag = "span"
        if node.tag in ("span", "div") and not node.attrib and not len(node) and not node.text:
            _remove(node)
    # Backwards, so that several notes in one link keep their order behind it.
    for node in reversed(list(root.iter("a", "span"))):
        parent = node.getparent()
        if node.get("class") == "anchor" or (node.get("class") == "call" and parent.get("class") != "anchor"):
            _lift(node)
    return root


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

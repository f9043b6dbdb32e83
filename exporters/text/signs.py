"""Signs: what a plain text has for notes, source pages, emphasis and pictures, and how wide all of it is."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from exporters.editorial import SIGNS
from teipress.book import Book, IndexEntry, Link, Opaque, Span, Text, notes, plain, variants, walk

STRESSED_KINDS = ("emphasis", "foreign", "title")
STRESSED_STYLES = ("italic", "bold", "underline", "spaced")
BRACKETS = re.compile(r"(\[+)(?:[pl]\. |(?:Figure|Image)[]:]|(\d+)[],])")


class Word(NamedTuple):
    """A word, or a part of one that may begin a line, with the gap before it.

    A line feed in *gap* always ends the line; an empty gap allows a break and leaves no space.
    """

    gap: str
    text: str


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs among the words: *depth* brackets, and underscores; more of them where the text itself has such."""

    depth: int = 1
    stress: str = "_"

    def bracket(self, content: str) -> str:
        """*content* on one line in brackets; brackets of its own turn round, so that the sign ends where it ends."""
        inner = " ".join(content.translate({ord("["): "(", ord("]"): ")"}).split())
        return "[" * self.depth + inner + "]" * self.depth

    def note(self, number: int, by: str = "") -> str:
        """`[12]` at the anchor; `[12, Translator]` before a note that is not the author's."""
        return self.bracket(f"{number}, {by}" if by.strip() else str(number))

    def page(self, label: str) -> str:
        """`[p. 12]`; a page without a number is `[p. –]`."""
        return self.bracket(f"p. {label.strip() or '–'}")

    def image(self, alt: str) -> str:
        """`[Image: what it shows]`, or `[Image]`."""
        return self.bracket(f"Image: {alt}" if alt.strip() else "Image")

    def is_page(self, word: Word) -> bool:
        """Whether *word* is a page sign."""
        return word.text.startswith("[" * self.depth + "p. ")


def signs(book: Book) -> Signs:
    """The shortest signs that the text of *book* does not use itself."""
    found = tuple(notes(book.content))
    entries = [entry for index in book.indexes for entry in index.entries]
    told = [part for entry in entries if isinstance(entry, IndexEntry) for part in (entry.about, *entry.remarks)]
    told += [(Text(fact.said),) for entry in entries if isinstance(entry, IndexEntry) for fact in entry.facts]
    read = (variant.content for _, variant in variants(book.content))
    parts = (book.content, *(note.content for note in found), *read, *(entry.heading for entry in entries), *told)
    nodes = (node for part in parts for node in walk(part))
    text = "".join(map(_said, nodes))
    numbers = {str(note.number) for note in found}
    alike = [match[1] for match in BRACKETS.finditer(text) if match[2] is None or match[2] in numbers]
    stress = max(re.findall("_+", text), key=len, default="")
    return Signs(max(map(len, alike), default=0) + 1, stress + "_")


def _said(node: object) -> str:
    """The text that *node* is; of a span with editorial signs, that again as it stands within them."""
    match node:
        case Text():
            return node.content
        case Opaque():
            return node.alt
        case Span(kind=kind) if kind in SIGNS:
            return plain(node.content).join(SIGNS[kind])
        case _:
            return ""


def stressed(span: Span) -> bool:
    """Whether a span is set between underscores: italics and their like as printed, or else as its kind suggests."""
    return any(name in STRESSED_STYLES for name in span.style) if span.style else span.kind in STRESSED_KINDS


def leads_out(link: Link) -> bool:
    """Whether a link leads to an address that its words do not give."""
    target = "".join(link.target.split())
    return not target.startswith("#") and target.split(":", 1)[-1].strip("/") not in plain(link.content)


def width(text: str) -> int:
    """The columns *text* takes up in a terminal: wide East Asian characters two, combining and invisible ones none."""
    return len(text) if text.isascii() and text.isprintable() else sum(map(_columns, text))


@cache
def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def raised(span: Span) -> bool:
    """Whether a span holds figures set above the line."""
    return "superscript" in span.style and plain(span.content)[:1].isdigit()

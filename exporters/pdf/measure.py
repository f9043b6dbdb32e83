"""Where the lines of long notes end, so that they can be cut there and run on over the page without a seam.

Imported only where WeasyPrint is at hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from weasyprint import Document
from weasyprint.formatting_structure.boxes import LineBox, TextBox

from exporters.pdf.notes import letters, numbered
from teipress.book import Block, Note, notes, plain

# Notes of up to about 60 words stay whole. The others are cut every so many lines, but never into less than two.
WHOLE = 300
LINES = 5
# Marks that WeasyPrint's lines hold and the words of a note do not.
MARKS = ("call", "back", "by")
HYPHEN, JOINER = "\u2010", "\u2060"


def long_notes(content: tuple[Block, ...]) -> list[Note]:
    """The notes that have to be cut."""
    return [note for note in notes(content) if letters(note.content) > WHOLE]


def line_ends(measured: Document, measured_notes: Sequence[Note]) -> dict[Note, tuple[int, ...]]:
    """Where to cut each note, in letters from its beginning.

    *measured* holds the notes on one endless page, one after the other, each in an element of the class `measure`.
    """
    root = measured.pages[0]._page_box  # the lines are nowhere else
    boxes = [box for box in root.descendants() if box.element is not None and _class(box) == "measure"]
    return {
        note: tuple(_every(LINES, _ends(note, _lines(box)))) for note, box in zip(measured_notes, boxes, strict=True)
    }


def _class(box: Any) -> str:
    return str(box.element.get("class", "")) if box.element is not None else ""


def _lines(box: Any) -> Iterator[str]:
    """The letters of each line within *box*."""
    for line in box.descendants():
        if isinstance(line, LineBox):
            texts = (
                child.text
                for child in line.descendants()
                if isinstance(child, TextBox) and _class(child) not in MARKS and "::" not in child.element_tag
            )
            yield "".join("".join(texts).replace(JOINER, "").split())


def _ends(note: Note, lines: Iterator[str]) -> Iterator[int]:
    """How many letters stand before the end of each line that does not divide a word; 0 stands for one that does."""
    words = "".join(plain(numbered(note.content)).split())
    done = 0
    for line in lines:
        whole = words.startswith(line, done)
        done += len(line) if whole else len(line.removesuffix(HYPHEN))
        yield done if whole else 0


def _every(count: int, line_ends: Iterator[int]) -> Iterator[int]:
    """The end of every *count*th line, or of the next that can be had, but not of the last or the last but one."""
    since = 0
    for end in list(line_ends)[:-2]:
        since += 1
        if since >= count and end:
            since = 0
            yield end

"""Footnote trials: books with notes of every length at every place, set as PDF and read back.

python benchmarks/footnotes.py [SEED …]    prints a table in Markdown; seeds 1 to 3 unless told otherwise

A press would ask of each: that no word is lost or printed twice, that a note starts on the page of its mark, and that
pages are full. The ideal is as many pages as the lines of text and notes fill if every page is full; what the end of a
chapter leaves empty is not held against it. All is read from the PDF alone.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from ctypes import c_double
from dataclasses import dataclass
from itertools import count
from math import ceil
from random import Random
from typing import Any

import pypdfium2
from pypdfium2 import raw

from exporters.pdf import export
from teipress.book import (
    Block,
    Book,
    Cell,
    Figure,
    Heading,
    Inline,
    Item,
    Line,
    Listing,
    Metadata,
    Note,
    Paragraph,
    Quotation,
    Section,
    Table,
    Text,
    Verse,
)  # fmt: skip
from teipress.publish import fonts
from teipress.settings import Settings

# In points: the type area, what a line of text or of notes takes, the rule above notes; a size of type, in pixels,
# between the two. See exporters/pdf/style.css.
TOP, BOTTOM, HEIGHT = 57.75, 68.5, 486.0
TEXT_LINE, NOTE_LINE, RULE, BETWEEN = 13.5, 11.25, 12.3, 12.5
WORD = re.compile(r"(?:t|m|n\d+w)\d+(?![\dw])")


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a trial. *lost* counts words that stand nowhere, or twice; *early* and *late* count notes."""

    pages: int
    ideal: int
    notes: int
    lost: int
    early: int
    late: int


@dataclass(slots=True)
class Writer:
    """Writes a book of words that are all different. `t1` is the text's, `m1` bears a mark, `n1w1` is note 1's."""

    random: Random
    longest: int
    words: Iterator[int]
    marks: Iterator[int]
    # One of so many notes has a note within it; 0: none has.
    nested: int = 0

    def text(self, length: int) -> Text:
        return Text(" ".join(f"t{next(self.words)}" for _ in range(length)))

    def marked(self) -> tuple[Inline, ...]:
        """A word that bears a mark, with its note."""
        number = next(self.marks)
        return Text(f" m{number}"), self.note(number, round(self.longest ** self.random.random())), Text(" ")

    def note(self, number: int, length: int) -> Note:
        words = (f"n{number}w{n}" for n in range(1, length + 1))
        parts, blocks = min(self.random.randint(1, 8), length), list[Block]()
        for part in range(parts):
            share = length // parts + (length % parts if part == 0 else 0)
            blocks.append(self.block(part, [next(words) for _ in range(share)]))
        made = Note(f"note{number}", number, "*", "", tuple(blocks))
        if self.nested and number % self.nested == 0 and isinstance(first := blocks[0], Paragraph):
            inner = Paragraph((*first.content, *self.marked()))
            made = Note(made.id, number, "*", "", (inner, *blocks[1:]))
        return made

    def block(self, part: int, words: list[str]) -> Block:
        """A paragraph; now and then, a quotation, verse or a list."""
        kind = self.random.randrange(8) if part else 7
        if kind == 0:
            return Quotation((Paragraph((Text(" ".join(words)),)),))
        if kind == 1:
            return Verse(tuple(Line((Text(" ".join(words[n : n + 6])),)) for n in range(0, len(words), 6)))
        if kind == 2:
            items = (Item((), (Paragraph((Text(" ".join(words[n : n + 15])),)),)) for n in range(0, len(words), 15))
            return Listing(self.random.choice(("ordered", "bulleted")), (), tuple(items))
        return Paragraph((Text(" ".join(words)),))

    def paragraph(self, marks: int) -> Paragraph:
        """So many marks at any place, the first and last words included."""
        parts: list[Inline] = []
        for _ in range(marks):
            parts += [self.text(self.random.choice((0, 8, 20, 40, 90))), *self.marked()]
        return Paragraph((*parts, self.text(self.random.choice((0, 8, 20, 40, 90, 200)))))


def sparse(w: Writer) -> Iterator[Block]:
    """A note now and then."""
    for _ in range(12):
        yield w.paragraph(w.random.choice((0, 0, 1)))


def dense(w: Writer) -> Iterator[Block]:
    """Up to 12 notes on a page."""
    for _ in range(8):
        yield w.paragraph(w.random.randint(1, 4))


def headings(w: Writer) -> Iterator[Block]:
    """Notes to headings."""
    for number in range(8):
        text = tuple(w.paragraph(w.random.choice((0, 1))) for _ in range(3))
        yield Section(f"s{number}", "section", (Heading((w.text(3), *w.marked())),), text)


def tables(w: Writer) -> Iterator[Block]:
    """Notes in tables."""
    for _ in range(4):
        yield w.paragraph(1)
        rows = range(w.random.randint(4, 20))
        cells = tuple((_cell(w.text(6)), _cell(w.text(9), *(w.marked() if row % 3 == 1 else ()))) for row in rows)
        yield Table((Heading((w.text(4),)),), cells)


def captions(w: Writer) -> Iterator[Block]:
    """Notes to captions, quotations, verse and lists."""
    for number in range(4):
        yield w.paragraph(1)
        yield Figure(f"f{number}", (), (Paragraph((w.text(12), *w.marked())),))
        yield Quotation((w.paragraph(1),))
        yield Verse(tuple(Line((w.text(5), *(w.marked() if line == 3 else ()))) for line in range(9)))
        yield Listing("bulleted", (), tuple(Item((), (w.paragraph(item == 1),)) for item in range(3)))


def _cell(*content: Inline) -> Cell:
    return Cell((Paragraph(content),))


# Name, kind of text, longest note, and of how many notes one has a note within it.
TRIALS: dict[str, tuple[Callable[[Writer], Iterator[Block]], int, int]] = {
    "short, few": (sparse, 60, 0),
    "short, many": (dense, 40, 0),
    "any length, few": (sparse, 3000, 0),
    "any length, many": (dense, 3000, 0),
    "in headings": (headings, 600, 0),
    "in tables": (tables, 300, 0),
    "in captions and others": (captions, 600, 0),
    "in notes": (sparse, 1000, 2),
}


def book(trial: str, seed: int) -> Book:
    """The book of a trial: a chapter and a very short one, in no language, so that no word is divided."""
    kind, longest, nested = TRIALS[trial]
    writer = Writer(Random(f"{trial} {seed}"), longest, count(1), count(1), nested)
    chapters = (("One", tuple(kind(writer))), ("Two", (Paragraph((writer.text(5),)),)))
    body = tuple(Section(name, "chapter", (Heading((Text(name),)),), text) for name, text in chapters)
    return Book("trial", Metadata("Trial", "trial", "und", "2026"), (), body, (), 0, {})


def result(source: Book) -> Result:
    """What comes of setting *source*."""
    (data,) = export(source, Settings(fonts=fonts())).files.values()
    with pypdfium2.PdfDocument(data) as document:
        # After half-title, title page, imprint and contents; without running heads and folios.
        pages = [document[number].get_textpage() for number in range(6, len(document) - 1)]
        areas = [page.get_text_bounded(bottom=BOTTOM - 5, top=page.page.get_height() - TOP) for page in pages]
        printed = [WORD.findall(_apart(area)) for area in areas]
        used = sum(map(_used, pages[:-1]))
    where = {word: number for number, words in enumerate(printed) for word in reversed(words)}
    starts = {word: where[word] for word in where if word.endswith("w1")}
    apart = [page - where[f"m{word[1:-2]}"] for word, page in starts.items() if f"m{word[1:-2]}" in where]
    wanted = Counter(WORD.findall(_apart(repr(source.body))))
    found = Counter(word for words in printed for word in words)
    lost = (wanted - found) + (found - wanted)
    return Result(
        len(pages) - 1, ceil(used / HEIGHT), len(apart), lost.total(),
        sum(pages < 0 for pages in apart), sum(pages > 0 for pages in apart),
    )  # fmt: skip


def _apart(text: str) -> str:
    """*text* with the marks of notes apart from the words before them."""
    return re.sub("[⁰¹²³⁴-⁹]+", " ", text)


def _used(page: Any) -> float:
    """How much of the type area of *page* holds text and notes."""
    x, y = c_double(), c_double()
    text: list[float] = []
    notes: list[float] = []
    height = page.page.get_height()
    for index in range(page.count_chars()):
        raw.FPDFText_GetCharOrigin(page, index, x, y)
        if BOTTOM - 1 < y.value < height - TOP:
            size = raw.FPDFText_GetFontSize(page, index)
            if size > 1:  # what pdfium adds between lines has 1
                (text if size > BETWEEN else notes).append(y.value)
    used = height - TOP - min(text) + TEXT_LINE / 3 if text else 0
    return used + (max(notes) - min(notes) + NOTE_LINE + RULE if notes else 0)


def main() -> None:
    seeds = [int(seed) for seed in sys.argv[1:]] or [1, 2, 3]
    print("| notes | pages | to the ideal | notes | words lost | start early | start late |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    every: list[Result] = []
    for trial in TRIALS:
        results = [result(book(trial, seed)) for seed in seeds]
        every += results
        print(_row(trial, results), flush=True)
    print(_row("all", every))


def _row(name: str, results: list[Result]) -> str:
    pages, ideal = sum(r.pages for r in results), sum(r.ideal for r in results)
    found, late = sum(r.notes for r in results), sum(r.late for r in results)
    lost, early = sum(r.lost for r in results), sum(r.early for r in results)
    return f"| {name} | {pages} | {pages / ideal:.2f} | {found} | {lost} | {early} | {late} |"


if __name__ == "__main__":
    main()

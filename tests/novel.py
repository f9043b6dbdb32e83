"""A small novel to be printed: chapters of paragraphs of many lengths, notes, a quotation, pages of a source."""

import random
from functools import cache

from exporters.pdf import export
from teipress.book import (
    Block,
    Book,
    Heading,
    Metadata,
    Note,
    PageBreak,
    Paragraph,
    Quotation,
    Section,
    Text,
)
from tests.paper import SETTINGS

WORDS = (
    "the of and revolution men was spontaneously in a people that counter party with not soldiers they had workers at "
    "opposition which on congress by from committee power this were but have congratulations all their who when "
    "understanding it into more against city moment"
).split()


def prose(seed: int, length: int) -> str:
    chosen = random.Random(seed)
    return " ".join(chosen.choice(WORDS) for _ in range(length)).capitalize() + "."


def p(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def section(number: int, *content: Block) -> Section:
    return Section("", "chapter", (Heading((Text(f"Chapter {number}"),)),), content)


def book(*body: Block) -> Book:
    return Book("sample", Metadata("Sample", "sample", "en-US", "2026"), (), body, (), 0, {})


def novel() -> Book:
    """Three chapters: paragraphs of 10 to 190 words, a quotation, notes, pages of a source."""
    lengths, made = random.Random(7), []
    for number in range(1, 4):
        content: list[Block] = []
        for n in range(16):
            words = prose(100 * number + n, lengths.randrange(10, 190))
            text: tuple[Text | Note | PageBreak, ...] = (Text(words),)
            if n % 5 == 3:
                note = Note(f"n{number}-{n}", 5 * number + n // 5, "", "", (p(prose(n, 25)),))
                half = len(words) // 2
                half = words.index(" ", half)
                text = (Text(words[:half]), note, Text(words[half:]))
            if n % 4 == 1:
                text = (PageBreak(f"p{number}-{n}", str(100 * number + n)), *text)
            content.append(Quotation((Paragraph(text),), (), "block") if n == 7 else Paragraph(text))
        made.append(section(number, *content))
    return book(*made)


@cache
def made(trim: str, crop_marks: bool = False, source_pages: bool = False) -> bytes:
    chosen = SETTINGS._replace(trim=trim, crop_marks=crop_marks, source_pages=source_pages)
    (data,) = export(novel(), chosen).files.values()
    return data

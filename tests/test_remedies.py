"""Facing pages end at the same height, headings have something below them, and sections do not end with a few lines."""

import random
from collections import Counter
from functools import cache
from io import BytesIO

import pypdfium2
from PIL import ImageChops

from exporters.pdf import export
from exporters.pdf.remedies import FEW
from teipress.book import Block, Book, Heading, Metadata, Section, Speech, Stage, Text
from teipress.proof import proof, reading
from tests.novel import p, prose
from tests.paper import SETTINGS, pages, words

# How far a page may be from the other: of all spreads.
HARDLY = 1 / 20


def section(title: str, role: str, *content: Block) -> Section:
    return Section("", role, (Heading((Text(title),)),), content)


def book(*body: Block, language: str = "en-US") -> Book:
    return Book("sample", Metadata("Sample", "sample", language, "2026"), (), body, (), 0, {})


def spoken(act: int, scene: int, n: int, lengths: random.Random) -> str:
    return prose(1000 * act + 100 * scene + n, lengths.choice((2, 4, 9, 25, 70)))


def play() -> Book:
    """Two acts of nine scenes: stage directions, and speeches of 2 to 70 words."""
    lengths, acts = random.Random(5), []
    for act in range(1, 3):
        scenes: list[Block] = []
        for scene in range(1, 10):
            speeches: list[Block] = [
                Speech((Text("Ann."),), (p(spoken(act, scene, n, lengths)),)) for n in range(lengths.randrange(6, 20))
            ]
            enter = Stage((Text(f"Enter number {scene}."),))
            scenes.append(section(f"Scene {scene} of {act}", "scene", enter, *speeches))
        acts.append(section(f"Act {act}", "act", *scenes))
    return book(*acts)


def made(source: Book) -> bytes:
    (data,) = export(source, SETTINGS).files.values()
    return data


@cache
def played() -> bytes:
    return made(play())


def told(data: bytes) -> tuple[Counter[str], int]:
    """How often the proof of a book tells of what, and how many pages the book has."""
    with reading.opened(data, "sample") as document:
        read = proof(document, "sample", range(1, len(document) + 1))
        return Counter(finding.code for finding in read.findings("sample")), len(document)


def test_facing_pages_of_a_play_end_at_the_same_height() -> None:
    found, length = told(played())
    assert length > 20
    assert found["OUT-027"] <= max(1, HARDLY * length / 2)
    assert not found["OUT-026"]


def test_a_play_keeps_every_word() -> None:
    lengths = random.Random(5)
    text = words(" ".join(pages(played())))
    for act in range(1, 3):
        for scene in range(1, 10):
            for n in range(lengths.randrange(6, 20)):
                assert not words(spoken(act, scene, n, lengths)) - text


def test_a_scene_begins_with_its_first_speech() -> None:
    for text in pages(played()):
        lines = [line for line in text.splitlines() if line.strip() and not line.strip().isdigit()]
        assert not any(line.startswith("Enter number") for line in lines[-1:])


def test_the_same_bytes_again() -> None:
    assert made(play()) == played()


def test_spreads_of_prose_are_hardly_uneven_and_sections_hardly_end_with_a_few_lines() -> None:
    chosen = random.Random(11)
    chapters = [
        section(f"Chapter {n}", "chapter", *(p(prose(100 * n + m, chosen.randrange(20, 150))) for m in range(12)))
        for n in range(1, 13)
    ]
    with reading.opened(made(book(*chapters)), "sample") as document:
        read = proof(document, "sample", range(1, len(document) + 1))
    few = [page.number for page in read.book.pages[6:] if 0 < len(page.lines) < FEW]
    assert len(few) <= 1
    uneven = [finding for finding in read.findings("sample") if finding.code == "OUT-027"]
    assert len(uneven) <= HARDLY * len(read.book.pages) / 2


def test_latin_keeps_its_letters() -> None:
    pictures = []
    for language in ("la", "en-US"):
        with pypdfium2.PdfDocument(BytesIO(made(book(p("Ubi uua, uuas ubi."), language=language)))) as document:
            pictures.append(document[len(document) - 2].render(scale=1).to_pil())
    assert ImageChops.difference(*pictures).getbbox() is None

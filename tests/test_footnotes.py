"""Notes at the foot: no word lost, each on the page of its mark, pages full, numbers that run on or count anew."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pypdfium2
import pytest

from benchmarks import footnotes
from benchmarks.footnotes import TRIALS, Result
from exporters.pdf import export
from teipress.book import (
    Block,
    Book,
    Heading,
    Index,
    IndexEntry,
    Item,
    Listing,
    Mention,
    Metadata,
    Note,
    Paragraph,
    Section,
    Span,
    Text,
)  # fmt: skip
from teipress.publish import fonts
from teipress.settings import Settings

SETTINGS = Settings(fonts=fonts())
SEEDS = {"any length, many": 10, "any length, few": 3, "in headings": 2, "in tables": 2}


def words(tag: str, count: int) -> str:
    """So many words, no two alike."""
    return " ".join(f"{tag}{n}" for n in range(1, count + 1))


def note(number: int, *blocks: Block | str) -> Note:
    content = tuple(Paragraph((Text(block),)) if isinstance(block, str) else block for block in blocks)
    return Note(f"note{number}", number, "*", "", content)


def book(*body: Block, language: str = "und") -> Book:
    chapter = Section("one", "chapter", (Heading((Text("One"),)),), body)
    return Book("sample", Metadata("Sample", "sample", language, "2026"), (), (chapter,), (), 0, {})


def pages(source: Book, settings: Settings = SETTINGS) -> list[str]:
    """The text of each page between front matter and colophon; a book of one section has no contents."""
    start = 6 if len(source.body) > 1 else 4
    (data,) = export(source, settings).files.values()
    with pypdfium2.PdfDocument(data) as document:
        every = [document[n].get_textpage().get_text_range() for n in range(start, len(document) - 1)]
    return [page.replace("\r\n", "\n") for page in every]


@cache
def trial(name: str) -> Result:
    return footnotes.result(footnotes.book(name, SEEDS.get(name, 1)))


@pytest.mark.parametrize("name", TRIALS)
def test_no_word_is_lost_and_every_note_starts_on_the_page_of_its_mark(name: str) -> None:
    found = trial(name)
    assert (found.lost, found.early, found.late) == (0, 0, 0)


def test_pages_are_full() -> None:
    found = [trial(name) for name in TRIALS]
    assert sum(result.pages for result in found) <= 1.1 * sum(result.ideal for result in found)


def test_a_note_that_goes_on_bears_no_second_mark_and_leaves_room_for_the_text() -> None:
    source = book(Paragraph((Text(words("t", 40)), note(1, words("n", 1300)), Text(" " + words("u", 700)))))
    printed = pages(source)
    assert [len(re.findall(r"^1 n1\b", page, re.MULTILINE)) for page in printed[:3]] == [1, 0, 0]
    assert all(re.search(r"\bu\d+ ", page) and re.search(r"\bn\d+ ", page) for page in printed[:3])


def test_no_line_of_a_note_is_left_alone() -> None:
    sizes = range(240, 330, 30)
    texts = (Paragraph((Text(words(f"t{n}x", n)), note(n, words(f"n{n}x", 200)), Text("."))) for n in sizes)
    for page in pages(book(*texts)):
        for number in sizes:
            lines = re.findall(rf"^.*\bn{number}x\d+\b.*$", page, re.MULTILINE)
            assert len(lines) != 1


def test_a_page_ends_with_a_whole_word_of_a_note() -> None:
    long = " ".join(f"extraordinarily incomprehensible{n}" for n in range(260))
    printed = pages(book(Paragraph((Text("Text"), note(1, long), Text(words(" t", 60)))), language="en"))
    assert len(printed) > 3
    assert not [page for page in printed if re.search("[-\u2010\ufffe]$", page.rpartition("\n")[0].strip())]


def test_a_note_ends_before_the_next_chapter_begins() -> None:
    first = book(Paragraph((Text("Text"), note(1, words("n", 1500)))))
    second = Section("two", "chapter", (Heading((Text("Two"),)),), (Paragraph((Text("End."),)),))
    printed = pages(replace(first, body=(*first.body, second)))
    assert "n1500" in printed[-2] and "n1500" not in printed[-1]
    assert printed[-1].split() == ["Two", "End.", str(len(printed))]


def test_two_long_notes_in_one_line_begin_on_its_page() -> None:
    marked = Paragraph((Text("Text"), note(1, words("n", 900)), Text(" more"), note(2, words("m", 400)), Text(" end.")))
    printed = pages(book(marked))
    assert "n1 " in printed[0] and "m1 " in printed[0] and "m1 " not in "".join(printed[1:])
    rest = "".join(printed[1:])
    assert rest.index("n900") < rest.index("m400")


def test_a_note_within_a_note_begins_on_the_page_of_its_mark() -> None:
    inner = note(2, words("m", 300))
    outer = note(1, Paragraph((Text(words("n", 800)), inner, Text(" " + words("o", 300)))))
    printed = pages(book(Paragraph((Text("Text"), outer, Text(" end.")))))
    marked = next(page for page in printed if re.search(r"\bn800\b|n800²", page))
    assert re.search(r"^2 m1\b", marked, re.MULTILINE)


def test_items_of_lists_in_notes_have_their_signs() -> None:
    items = tuple(Item((), (Paragraph((Text(word),)),)) for word in ("alpha", "beta"))
    lists = (Listing(kind, (), items) for kind in ("ordered", "bulleted", "plain"))
    (page,) = pages(book(Paragraph((Text("Text"), note(1, "Three lists.", *lists)))))
    lines = [line.strip() for line in page.splitlines()]
    assert lines[-8:-1] == ["1 Three lists.", "1. alpha", "2. beta", "• alpha", "• beta", "alpha", "beta"]


# --- numbers ----------------------------------------------------------------------------------------------------------


def noted() -> Book:
    """Fourteen notes, the third with one in it, on several pages; a person named in the last."""
    name = Span("name", (Text("Lenin"),), id="m1")

    def paragraphs() -> Iterator[Block]:
        for n in range(1, 15):
            inside = (note(100, "Inner."),) if n == 3 else (name,) if n == 14 else ()
            found = note(n, Paragraph((Text(words(f"n{n}x", 9) + " "), *inside)))
            number = n if n < 4 else n + 1
            yield Paragraph((Text(words(f"t{n}x", 90)), replace(found, number=number), Text(words(f" u{n}x", 30))))

    entry = IndexEntry("lenin", "L", (Text("Lenin"),), mentions=(Mention("m1", "", "note14"),))
    return replace(book(*paragraphs()), indexes=(Index("persons", "person", "Persons", (entry,)),))


def marks(page: str) -> list[int]:
    """The numbers at the foot of a page."""
    return [int(number) for number in re.findall(r"^(\d+) (?:n\d+x1\b|Inner)", page, re.MULTILINE)]


def test_numbers_run_on() -> None:
    printed = pages(noted())
    assert sorted(number for page in printed for number in marks(page)) == sorted([*range(1, 4), 100, *range(5, 16)])


def test_numbers_count_anew_on_every_page() -> None:
    printed = pages(noted(), SETTINGS._replace(notes="page"))
    text = [page for page in printed if marks(page)]
    assert len(text) > 2
    for page in text:
        found = marks(page)
        assert sorted(found) == list(range(1, len(found) + 1))
        superiors = sorted(re.findall("[¹²³⁴-⁹]", page))
        assert superiors == sorted("".join("¹²³⁴⁵⁶⁷⁸⁹"[number - 1] for number in found))
    last = marks(text[-1])[-1]
    assert f"{len(text)} n. {last}" in printed[-1].replace("\u00a0", " ")


def test_new_numbers_leave_lines_as_long_as_they_were() -> None:
    def edges(how: str) -> list[list[tuple[float, ...]]]:
        (data,) = export(noted(), SETTINGS._replace(notes=how)).files.values()
        with pypdfium2.PdfDocument(data) as document:
            areas = [document[n].get_textpage() for n in (6, 7)]
            return [[area.get_rect(n) for n in range(area.count_rects())] for area in areas]

    for running, restarted in zip(edges("running"), edges("page"), strict=True):
        right = max(rect[2] for rect in running)
        assert max(rect[2] for rect in restarted) == pytest.approx(right, abs=0.3)
        full = [round(rect[1]) for rect in running if rect[2] > right - 1]
        assert sum(rect[2] > right - 1.5 for rect in restarted) >= len(full)


def test_the_same_bytes_again() -> None:
    once, again = (export(footnotes.book("in notes", 1), SETTINGS).files for _ in range(2))
    assert once == again

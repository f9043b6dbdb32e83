"""Proofs: pages set line by line, with one thing wrong on them, and all that is said of them."""

import io
import re
from dataclasses import replace

import pikepdf
import pytest

from tests.leaves import (
    COUNT,
    HEAD,
    HEIGHT,
    INDENT,
    LEADING,
    LINES,
    MEASURE,
    Leaf,
    Set,
    book,
    clean,
    leaf,
    looked_at,
    pdf,
    plain,
    said,
    with_,
)

# --- one thing wrong --------------------------------------------------------------------------------------------------


def test_clean_pages_yield_nothing() -> None:
    assert said(clean()) == []
    assert looked_at(clean()).on_grid() == (180, 180)


def changed(page: int, **lines: Set | None) -> list[Leaf]:
    """The book with some lines of a page (from 1) set otherwise: `l5` is the fifth."""
    leaves = book()
    for name, line in lines.items():
        leaves[page - 1][int(name[1:]) - 1] = line
    return leaves


def cut(page: int, lines: int) -> list[Leaf]:
    """The book with fewer lines on one page."""
    leaves = book()
    del leaves[page - 1][lines:]
    return leaves


L4 = LINES[(2 * 5 + 3) % len(LINES)]  # the fourth line of the third page
RIVER = "mmmmmm mmmmmm mmmmmm mmmmmm mmmmmmx"
SEEDS: dict[str, tuple[list[Leaf], list[str]]] = {
    "a loose line": (
        changed(3, l4=Set("of the counter-revolution; the enemy was there in")),
        ["warning OUT-022 page 3: line 4, “of the counter-revolution; the e …”, is loose: its word spaces are many times the font's"],
    ),
    "a last line stretched": (
        changed(3, l12=Set("massacred soon.")),
        ["warning OUT-022 page 3: line 12, “massacred soon.”, is loose: its word spaces are many times the font's"],
    ),
    "a line off the grid": (
        with_(3, 4, down=2),
        [f"warning OUT-026 page 3: line 4, “{L4[:32].rstrip()} …”, stands 2.0 pt below the grid"],
    ),
    "lines off the grid": (
        [[replace(line, down=-1.5) if at > 14 and number == 3 and line else line for at, line in enumerate(lines)]
         for number, lines in enumerate(book())],
        ['warning OUT-026 page 4: 15 lines from line 16, “haust these limits. He did not p …”, stand 1.5 pt above the grid'],
    ),
    "an overhanging word": (
        changed(3, l4=Set(f"{L4} and Rome", ragged=True)),
        ['warning OUT-021 page 3: line 4, “are poor in men and that is one …”, stands 45.5 pt out of the type area on the right'],
    ),
    "an overhang on the left": (
        changed(3, l4=Set(L4, across=-12)),
        [f"warning OUT-021 page 3: line 4, “{L4[:32].rstrip()} …”, stands 12.0 pt out of the type area on the left"],
    ),
    "a line too many": (
        [[*lines, Set(LINES[0])] if number == 2 else lines for number, lines in enumerate(book())],
        ['warning OUT-021 page 3: line 31, “are poor in men and that is one …”, stands 13.5 pt out of the type area below',
         'warning OUT-027 page 2: it ends 1 line above page 3, which faces it'],
    ),
    "a line off the page": (
        changed(3, l4=Set(f"{L4} unquestionably irrevocably", ragged=True)),
        ['error OUT-020 page 3: “are poor in men and that is one …” stands 58.5 pt off the page'],
    ),
    "an empty page": (
        cut(4, 0),
        ["warning OUT-030 page 4: it is empty"],
    ),
    "a page nearly empty": (
        cut(4, 3),
        ['warning OUT-030 page 4: it holds 3 lines and the text goes on'],
    ),
    "a short last page": (
        [*book(), leaf(6, 3)],
        ["note OUT-030 page 7: it holds 3 lines; a section ends there"],
    ),
    "a glyph that is missing": (
        with_(3, 4, text=L4.replace(" in ", " \ue123 ")),
        ["error OUT-031 page 3: there is no glyph for □ (U+E123)"],
    ),
    "hyphens": (
        changed(3, **{f"l{at}": Set(f"{LINES[at][:-2]}-") for at in (4, 5, 6, 7)}),
        ['warning OUT-024 page 3: 4 lines in a row end with a hyphen, from line 4, “haust these limits. He did not p …”'],
    ),
    "a widow": (
        changed(3, l1=Set("under arms.", ragged=True), l2=Set("The monarchy, insisting only that it be constitutional. They", across=INDENT)),
        ["warning OUT-028 page 3: “under arms.” is a widow: it ends a paragraph"],
    ),
    "an orphan": (
        changed(3, l29=Set("under arms.", ragged=True), l30=Set("the monarchy, insisting only that it be constitutional. They", across=INDENT)),
        ['warning OUT-029 page 3: “the monarchy, insisting only tha …” is an orphan: it begins a paragraph'],
    ),
    "a last line shorter than the indent": (
        changed(3, l12=Set("it.", ragged=True)),
        ["warning OUT-025 page 3: line 12, “it.”, ends a paragraph and is shorter than the indent"],
    ),
    "facing pages that end at different heights": (
        cut(4, 28),
        ["warning OUT-027 page 4: it ends 2 lines above page 5, which faces it"],
    ),
    "facing pages that begin at different heights": (
        changed(4, l1=None),
        ['warning OUT-027 page 4: “the monarchy, insisting only tha …” stands 13.5 pt lower than the head of page 5, which faces it'],
    ),
    "a river": (
        changed(3, **{f"l{at}": Set(RIVER) for at in range(16, 22)}),
        ["warning OUT-023 page 3: a river runs down 6 lines from line 16, “mmmmmm mmmmmm mmmmmm mmmmmm mmmm …”"] * 4,
    ),
}  # fmt: skip


def told(data: bytes) -> list[str]:
    """What is said of a PDF; how much looser a line is than it ought to be is the typesetter's affair."""
    return [re.sub(r"are \d+\.\d times", "are many times", line) for line in said(data)]


def on_page_3(leaves: list[Leaf]) -> bool:
    return (
        len(leaves) == 6
        and [made == usual for made, usual in zip(leaves, book(), strict=True)].count(False) == 1
        and (len(leaves[2]) == COUNT and leaves[2] != leaf(2))
    )


TOGETHER = [name for name, (leaves, _) in SEEDS.items() if on_page_3(leaves)]


@pytest.mark.parametrize("name", [name for name in SEEDS if name not in TOGETHER])
def test_this_is_said_and_nothing_else(name: str) -> None:
    leaves, expected = SEEDS[name]
    assert told(pdf(leaves)) == expected


def test_this_is_said_of_each_page_of_one_book_and_nothing_else() -> None:
    leaves, expected = book(2), []
    for name in TOGETHER:
        made, findings = SEEDS[name]
        leaves += [made[2], leaf(3)]
        expected += [line.replace("page 3:", f"page {len(leaves) - 1}:") for line in findings]
    assert len(TOGETHER) >= 10
    assert sorted(told(pdf([*leaves, leaf(4), leaf(5)]))) == sorted(expected)


def test_a_left_page_before_a_section_may_be_empty() -> None:
    opening: Leaf = [*[None] * 8, *leaf(4, 22)]
    assert said(pdf([*book(3), [], opening, leaf(5), leaf(6)])) == []


def test_marginal_notes_and_hanging_punctuation_are_lawful() -> None:
    note = Set("Kronstadt", ragged=True, across=-44, extra="font-size: 7.5pt")
    leaves = changed(3, l4=Set(LINES[2].replace("Russian", "Russian.")), l5=note)
    assert said(pdf(leaves)) == []


@pytest.mark.parametrize("across", [-13.0, 299.0])
def test_numbers_of_lines_are_none_of_the_words_beside_them(across: float) -> None:
    leaves = book()
    number = Set("5", ragged=True, across=across, extra="font-size: 7.9pt")
    at = 4 if across < 0 else 5  # beside the fifth line, before or behind its words
    rest = [number, *(line for line in leaves[2][at:] if line)]
    beside = [replace(line, down=-LEADING if at or across > 0 else 0) for at, line in enumerate(rest)]
    leaves[2][at:] = beside
    assert said(pdf(leaves)) == []


def test_speeches_that_hang_are_no_widows() -> None:
    # A line that fills the measure, and another below it that is indented: so each speech begins.
    speech = [Set(f"{LINES[0][:-1]},"), Set("was soon to be massacred.", ragged=True, across=INDENT)]
    leaves: list[Leaf] = [[*speech * (COUNT // 2)] for _ in range(6)]
    assert looked_at(pdf(leaves)).book.indent == INDENT
    assert said(pdf(leaves)) == []


def poems(prose: int) -> list[Leaf]:
    """A book of verse: sonnets, with so many pages of prose before them, whose lines begin farther out."""
    verse: Leaf = [Set(line[: 30 + 2 * at], ragged=True, across=27) for at, line in enumerate(LINES)]
    words: Leaf = [Set(line[:-4], ragged=True) for line in LINES[:4]]
    return [*[[*words] for _ in range(prose)], *[[*verse] for _ in range(8)]]


def test_the_type_area_of_a_book_of_verse_is_wider_than_its_poems() -> None:
    assert said(pdf(poems(4))) == []


def with_areas(data: bytes, bottom: float = 100.0) -> bytes:
    """The pages with their type areas told, down to *bottom*."""
    with pikepdf.open(io.BytesIO(data)) as document:
        for number, page in enumerate(document.pages, 1):
            left = 49.5 if number % 2 else 58.5
            page.obj.ArtBox = [left, bottom, left + MEASURE, HEIGHT - HEAD]
        buffer = io.BytesIO()
        document.save(buffer)
    return buffer.getvalue()


def test_where_a_pdf_tells_its_type_area_nobody_has_to_guess() -> None:
    assert said(with_areas(pdf(poems(1)))) == []
    assert said(with_areas(clean())) == []
    head = LINES[0][:32].rstrip()
    out = [f"warning OUT-021 page 4: line 1, “{head} …”, stands 9.0 pt out of the type area on the left"]
    leaves = poems(1)
    leaves[3][0] = Set(LINES[0][:-4], ragged=True, across=-9)
    assert said(with_areas(pdf(leaves))) == out
    low = [line for line in said(with_areas(clean(), bottom=168.0)) if "OUT-021" in line]
    below = "stand up to 26.9 pt out of the type area below"
    assert low[0] == f"warning OUT-021 page 1: 2 lines from line 29, “{LINES[28 % 13][:32].rstrip()} …”, {below}"
    assert len(low) == 6


def test_turned_pages_are_read_as_they_are_shown() -> None:
    with pikepdf.open(io.BytesIO(clean())) as document:
        for page in document.pages:
            page.Rotate = 90
        buffer = io.BytesIO()
        document.save(buffer)
    read = looked_at(buffer.getvalue()).book.pages[0]
    assert (round(read.width), round(read.height)) == (612, 396)
    assert len(read.turned) > 1000
    assert read.lines == ()


def test_a_font_that_is_not_embedded_is_told_once() -> None:
    assert said(plain(2)) == ["error OUT-032 page 1: the font Helvetica is not embedded"]

"""Trim sizes and the lines on them: each variant has its size and its grid, and paragraphs are broken as a whole."""

import re
from collections import Counter
from functools import cache
from io import BytesIO
from itertools import pairwise
from math import inf
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporters.pdf import export
from exporters.pdf.breaks import LOOSEST, SHRINK, STRETCH, Measure, Point, breaks
from exporters.pdf.variants import LINE, MM, TRIMS
from teipress.book import (
    Block,
    Group,
    Line,
    Speech,
    Stage,
    Text,
    Verse,
)
from teipress.diagnostics import Trouble
from teipress.proof import proof, reading
from teipress.settings import TRIMS as NAMES
from teipress.settings import find
from tests.novel import WORDS, book, made, p, section
from tests.paper import SETTINGS, pages, words

POINT = 25.4 / 72


# --- trim sizes -------------------------------------------------------------------------------------------------------


def test_settings_name_the_trim_sizes_there_are() -> None:
    assert tuple(TRIMS) == NAMES


def test_unknown_trim_size_is_refused_with_those_there_are(tmp_path: Path) -> None:
    (tmp_path / "teipress.toml").write_text('trim = "a6"\n')
    with pytest.raises(Trouble, match="trim must be one of 140x216, a5, 6x9, a4, large-print, not 'a6'"):
        find(tmp_path)


@pytest.mark.parametrize("trim", TRIMS.values(), ids=TRIMS)
def test_lines_leave_margins_on_every_side(trim: object) -> None:
    assert trim in TRIMS.values()
    for size in (value for value in TRIMS.values() if value == trim):
        width, height = size.width * MM / size.scale, size.height * MM / size.scale
        assert width - size.measure >= 90
        assert height - size.lines * LINE >= 120


@pytest.mark.parametrize("name", TRIMS)
def test_pages_have_the_size_of_their_name(name: str) -> None:
    trim = TRIMS[name]
    with pikepdf.open(BytesIO(made(name))) as document:
        for page in document.pages:
            left, bottom, right, top = (float(edge) * POINT for edge in page.mediabox)
            assert (right - left, top - bottom) == pytest.approx((trim.width, trim.height), abs=0.1)


@pytest.mark.parametrize("name", TRIMS)
def test_lines_stand_on_the_grid_and_hardly_a_spread_or_a_line_is_off(name: str) -> None:
    with reading.opened(made(name), name) as document:
        read = proof(document, name, range(1, len(document) + 1))
        found = list(read.findings(name))
    lines = sum(len(page.lines) for page in read.book.pages)
    told = Counter(finding.code for finding in found)
    assert told["OUT-022"] <= lines / 150
    # Ragged paragraphs are not broken as a whole, and cannot fill a page.
    assert told["OUT-027"] <= (len(read.book.pages) / 6 if TRIMS[name].ragged else 1)
    assert set(told) <= {"OUT-022", "OUT-027", "OUT-030"}


@pytest.mark.parametrize("name", TRIMS)
def test_every_variant_holds_every_word(name: str) -> None:
    assert short_words(name) == short_words("140x216")


@cache
def short_words(name: str) -> dict[str, int]:
    """How often the words stand there that are too short to be divided between pages."""
    found = words(" ".join(pages(made(name))).lower())
    return {word: found[word] for word in WORDS if len(word) < 6}


# --- what a printer cuts off ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["140x216", "large-print"])
def test_crop_marks_stand_outside_the_trim_and_bleed_is_3_mm(name: str) -> None:
    trim = TRIMS[name]
    with pikepdf.open(BytesIO(made(name, crop_marks=True))) as document:
        for page in document.pages:
            media, cut, bleed = (
                [float(edge) * POINT for edge in box] for box in (page.MediaBox, page.TrimBox, page.BleedBox)
            )
            assert (cut[2] - cut[0], cut[3] - cut[1]) == pytest.approx((trim.width, trim.height), abs=0.1)
            assert [a - b for a, b in zip(cut, bleed, strict=True)] == pytest.approx([3, 3, -3, -3], abs=0.1)
            assert [a - b for a, b in zip(cut, media, strict=True)] == pytest.approx([10, 10, -10, -10], abs=0.1)


# --- pages of the source ----------------------------------------------------------------------------------------------


def test_pages_of_the_source_stand_in_the_outer_margin() -> None:
    found = []
    with pypdfium2.PdfDocument(made("140x216", source_pages=True)) as document:
        for number, page in enumerate(document, 1):
            textpage = page.get_textpage()
            for index in range(textpage.count_rects()):
                left, bottom, right, top = textpage.get_rect(index)
                text = textpage.get_text_bounded(left, bottom, right, top).strip()
                if re.fullmatch(r"\d{3}", text):
                    found.append(int(text))
                    # Odd pages lie on the right.
                    assert left > 340 if number % 2 else right < 60
    assert found == [100 * number + n for number in (1, 2, 3) for n in (1, 5, 9, 13)]


def test_pages_of_the_source_are_not_printed_unasked() -> None:
    assert not re.search(r"\b(101|205|313)\b", " ".join(pages(made("140x216"))))


def test_pages_of_the_source_change_no_word() -> None:
    def without_numbers(data: bytes) -> list[str]:
        return [re.sub(r"[123](0[159]|13)", "", "".join(page.split())) for page in pages(data)]

    assert without_numbers(made("140x216", source_pages=True)) == without_numbers(made("140x216"))


# --- lines ------------------------------------------------------------------------------------------------------------


def points(widths: list[int]) -> list[Point]:
    """Words so wide, with spaces of 4 between them."""
    made, x = [Point(0, 0, 0, 0, 0)], 0.0
    for number, width in enumerate(widths):
        x += width
        made.append(Point(number + 1, x, x + 4, number, number + 1))
        x += 4
    return made


def rooms(ends: list[int], made: list[Point], measure: Measure) -> list[tuple[float, int]]:
    """What each line lacks, and how many spaces it has."""
    told = []
    for end, before in zip(ends, [0, *ends], strict=False):
        width = measure.width if before else measure.first
        told.append((width - (made[end].end - made[before].start), made[end].before - made[before].after))
    return told


@settings(deadline=None)
@given(st.lists(st.integers(2, 90), min_size=1, max_size=120), st.integers(90, 400))
def test_lines_are_never_wider_than_spaces_can_shrink(widths: list[int], width: int) -> None:
    made, measure = points(widths), Measure(width, width, 4, 20)
    cost, ends = breaks(made, measure)
    assert cost < inf
    assert ends == sorted(set(ends))
    assert ends[-1] == len(widths)
    for room, spaces in rooms(ends, made, measure):
        assert room >= -SHRINK * 4 * spaces - 1e-6


@settings(deadline=None)
@given(st.lists(st.integers(5, 40), min_size=40, max_size=160), st.sampled_from([-1, 1]))
def test_paragraph_has_as_many_lines_as_asked_for_and_none_is_loose(widths: list[int], more: int) -> None:
    made, measure = points(widths), Measure(280, 300, 4, 20)
    best, ends = breaks(made, measure)
    cost, other = breaks(made, measure, len(ends) + more)
    if other:
        assert len(other) == len(ends) + more
        assert all(room <= LOOSEST * STRETCH * 4 * spaces + 1 for room, spaces in rooms(other, made, measure)[:-1])
    else:
        assert cost == inf
    assert best <= cost


def test_word_wider_than_a_line_is_left_to_others() -> None:
    assert breaks(points([50, 500, 50]), Measure(100, 100, 4, 20)) == (inf, [])


def test_no_last_line_is_half_a_word() -> None:
    text = "Now the last of these words is in its way an extraordinarily unconstitutional misunderstanding"
    made = export(book(section(1, *(p(f"{'x' * n} {text}") for n in range(1, 30)))), SETTINGS)
    (data,) = made.files.values()
    with pypdfium2.PdfDocument(data) as document:
        lines = [line for page in document for line in page.get_textpage().get_text_range().splitlines()]
    before = [a for a, b in pairwise(lines) if b.startswith("standing") or b == "ing"]
    assert not before


# --- other kinds of text ----------------------------------------------------------------------------------------------


def text_of(*body: Block) -> str:
    (data,) = export(book(section(1, *body)), SETTINGS).files.values()
    return " ".join(" ".join(pages(data)).split())


def test_stage_direction_behind_a_speaker_runs_in() -> None:
    data = export(book(section(1, Speech((Text("Anna"),), (Stage((Text("(aside)"),)), p("Never again."))))), SETTINGS)
    with pypdfium2.PdfDocument(next(iter(data.files.values()))) as document:
        lines = [line for page in document for line in page.get_textpage().get_text_range().splitlines()]
    assert [line.strip() for line in lines if "Never" in line] == ["Anna (aside) Never again."]


def test_short_stanza_stays_on_one_page() -> None:
    stanzas = [Verse(tuple(Line((Text(f"stanza {number} line {n}"),)) for n in range(1, 7))) for number in range(20)]
    (data,) = export(book(section(1, *stanzas)), SETTINGS).files.values()
    for page in pages(data):
        for number in range(20):
            assert len(re.findall(rf"stanza {number} line", page)) in (0, 6)


def test_cast_list_and_letter_parts_keep_their_words() -> None:
    parts = [
        Group(kind, (p(f"words of {kind}"),)) for kind in ("castList", "castItem", "epigraph", "address", "trailer")
    ]
    text = text_of(*parts, p("The end."))
    assert all(f"words of {kind}" in text for kind in ("castList", "castItem", "epigraph", "address", "trailer"))


def test_space_before_high_points_is_thin_and_does_not_break() -> None:
    text = text_of(p("« Quoi ? » dit-il ; « non ! »"))
    assert "«\u2009Quoi\u2009?\u2009» dit-il\u2009; «\u2009non\u2009!\u2009»" in text.replace("\u2060", "") or (
        "« Quoi ? » dit-il ; « non ! »" in text
    )

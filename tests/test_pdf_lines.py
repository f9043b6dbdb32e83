"""Lines of the PDF: broken as well as can be, by the dictionaries there are, and drawn as WeasyPrint would draw them."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import combinations, pairwise
from math import inf

import pikepdf
import pypdfium2
import pyphen
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Picture

from exporters.pdf import _libraries, export
from exporters.pdf.breaks import HYPHEN, LAST_HALF, SECOND, SHRINK, STRETCH, STUMP, THIRD, Measure, Point, breaks
from teipress.book import Asset, Figure, Image
from teipress.proof import proof, reading
from tests.test_pdf import SETTINGS
from tests.test_pdf_variants import book, made, novel, p, prose, section

with _libraries():
    from weasyprint.draw import text as drawing

    from exporters.pdf import layout, noted, shapes  # noqa: F401 all of it, in its order
    from exporters.pdf.syllables import Patterns

MEASURE = Measure(90, 100, 4, 20)
# Of the text, in points.
SIZE = 11.25


# --- where lines end --------------------------------------------------------------------------------------------------


@st.composite
def words(draw: st.DrawFn) -> list[Point]:
    """Words with spaces of 4 between them, some of which can be divided."""
    made, x, spaces = [Point(0, 0, 0, 0, 0)], 0.0, 0
    parts = draw(st.lists(st.lists(st.integers(6, 45), min_size=1, max_size=3), min_size=1, max_size=4))
    for number, syllables in enumerate(parts, 1):
        for width in syllables[:-1]:
            x += width
            made.append(Point(len(made), x + 5, x, spaces, spaces, HYPHEN))
        x += syllables[-1]
        if number < len(parts):
            made.append(Point(len(made), x, x + 4, spaces, spaces + 1))
            x, spaces = x + 4, spaces + 1
    return [*made, Point(len(made), x, x, spaces, spaces)]


def cost(points: Sequence[Point], ends: Sequence[int]) -> float:
    """What it costs to end lines there, by the book."""
    total, hyphens, last = 0.0, 0, len(points) - 1
    free = max(n for n in range(last) if not points[n].price)
    for back, number in pairwise((0, *ends)):
        before, point = points[back], points[number]
        gaps = point.before - before.after
        room = (MEASURE.width if back else MEASURE.first) - (point.end - before.start)
        give = gaps * MEASURE.space * (SHRINK if room < 0 else STRETCH)
        ratio = room / give if give else 0.0 if abs(room) < 1 else 10.0 if room > 0 else -inf
        if ratio < -1:
            return inf
        line = (10.0 + 100.0 * min(abs(ratio), 30.0) ** 3) ** 2
        if number == last:
            line = 100.0 if room >= 0 else line
            line += (HYPHEN if back < free else LAST_HALF) if before.price else 0
            line += STUMP if back and point.end - before.start < MEASURE.stump else 0
        hyphens = min(hyphens + 1, 3) if point.price else 0
        total += line + point.price + (0, 0, SECOND, THIRD)[hyphens]
    return total


def all_ways(points: Sequence[Point]) -> Iterator[tuple[int, ...]]:
    last = len(points) - 1
    return ((*ends, last) for number in range(last) for ends in combinations(range(1, last), number))


@settings(deadline=None, max_examples=60)
@given(words())
def test_no_way_to_break_a_paragraph_costs_less(points: list[Point]) -> None:
    least = min(cost(points, ends) for ends in all_ways(points))
    told, ends = breaks(points, MEASURE)
    assert told == pytest.approx(least)
    assert ends == [] if least == inf else cost(points, ends) == pytest.approx(told)


@settings(deadline=None, max_examples=60)
@given(words(), st.integers(1, 5))
def test_last_of_so_many_lines_is_not_half_a_word(points: list[Point], lines: int) -> None:
    _, ends = breaks(points, MEASURE, lines)
    if len(ends) > 1:
        last = len(points) - 1
        assert ends[-2] <= max(n for n in range(last) if not points[n].price)


# --- syllables --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en_US", "eo", "fr", "nl_NL", "ru_RU", "sv"])
def test_words_are_divided_as_pyphen_divides_them(language: str) -> None:
    path = pyphen.LANGUAGES[language]
    (theirs,), ours = (base(path) for base in Patterns.__bases__), Patterns(path)
    words = [key.strip(".") for key in sorted(theirs.patterns)[::7]] + ["Table", "legis", "omaatje", "révolution"]
    for word in words:
        told = [[(int(place), place.data) for place in each.positions(word)] for each in (theirs, ours)]
        assert told[0] == told[1], word


# --- on paper ---------------------------------------------------------------------------------------------------------


def letters(data: bytes) -> list[tuple[str, float, float]]:
    """Each letter of each page, and where it stands."""
    found = []
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            text = page.get_textpage()
            for index, letter in enumerate(text.get_text_range(0, text.count_chars())):
                left, bottom, *_ = text.get_charbox(index)
                found.append((letter, left, bottom))
    return found


def test_letters_stand_where_weasyprint_draws_them(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = letters(made("140x216"))
    monkeypatch.setattr(drawing, "draw_first_line", shapes._draw_first_line)
    (data,) = export(novel(), SETTINGS).files.values()
    theirs = letters(data)
    assert [letter for letter, *_ in ours] == [letter for letter, *_ in theirs]
    assert max(abs(a[1] - b[1]) for a, b in zip(ours, theirs, strict=True)) < 0.4
    assert max(abs(a[2] - b[2]) for a, b in zip(ours, theirs, strict=True)) < 0.05


def turned(data: bytes) -> int:
    """How many right pages end with half a word."""
    with reading.opened(data, "sample.pdf") as document:
        pages = proof(document, "sample.pdf", range(1, len(document) + 1)).book.pages
    texts = [[line for line in page.lines if abs(line.size - SIZE) < 0.1] for page in pages if page.recto]
    return sum(max(lines, key=lambda line: line.y).hyphenated for lines in texts if lines)


def test_words_are_hardly_divided_where_a_leaf_is_turned(monkeypatch: pytest.MonkeyPatch) -> None:
    long = book(section(1, *(p(prose(n, 150)) for n in range(70))))
    (ours,) = export(long, SETTINGS).files.values()
    monkeypatch.setattr(noted, "whole_words", lambda *_: ())
    (without,) = export(long, SETTINGS).files.values()
    assert turned(ours) < turned(without)


@pytest.mark.parametrize("trim", ["140x216", "a4", "large-print"])
def test_box_of_a_figure_is_where_the_picture_stands(trim: str) -> None:
    from dataclasses import replace

    data = BytesIO()
    Picture.new("RGB", (200, 90), "red").save(data, "PNG")
    picture = book(section(1, p("Before."), Figure("f", (Image("a.png", "A red field"),), ())))
    picture = replace(picture, assets={"a.png": Asset(data.getvalue(), "image/png")})
    (pdf,) = export(picture, SETTINGS._replace(trim=trim)).files.values()
    with pikepdf.open(BytesIO(pdf)) as document:
        told = [[float(edge) for edge in o.A.BBox] for o in document.objects if _is_figure(o)]
    with pypdfium2.PdfDocument(pdf) as opened:
        seen = [list(o.get_bounds()) for page in opened for o in page.get_objects() if o.type == 3]
    assert len(told) == len(seen) == 1
    assert told[0] == pytest.approx(seen[0], abs=0.1)


def _is_figure(entry: object) -> bool:
    return isinstance(entry, pikepdf.Dictionary) and entry.get("/S") == "/Figure"

"""Lines of the PDF: broken as well as can be, by the dictionaries there are, and drawn as WeasyPrint would draw them."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import combinations, pairwise
from math import inf
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as raw
import pyphen
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Picture

from exporters.pdf import _libraries, export
from exporters.pdf.breaks import (
    CLOSER,
    FARTHEST,
    HYPHEN,
    LAST_HALF,
    LOOSEST,
    MOVED,
    SECOND,
    SHORT,
    SHRINK,
    STRETCH,
    STUMP,
    THIRD,
    WIDER,
    Measure,
    Point,
    breaks,
)  # fmt: skip
from exporters.pdf.variants import MM, TRIMS
from teipress.book import Asset, Figure, Image
from teipress.proof import proof, reading
from tests.novel import book, made, novel, p, prose, section
from tests.paper import FONTS, SETTINGS
from tests.typeset import EM, laid

with _libraries():
    from weasyprint.formatting_structure.boxes import TextBox

    from exporters.pdf import layout, noted, shapes, tracking
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
            made.append(Point(len(made), x + 5, x, spaces, spaces, HYPHEN, int(x)))
        x += syllables[-1]
        if number < len(parts):
            made.append(Point(len(made), x, x + 4, spaces, spaces + 1, 0, int(x)))
            x, spaces = x + 4, spaces + 1
    return [*made, Point(len(made), x, x, spaces, spaces, 0, int(x))]


def cost(points: Sequence[Point], ends: Sequence[int], full: bool = False, size: float = 0) -> float:
    """What it costs to end lines there, by the book; *full*: the last, too, as long as others, and none too loose.

    *size*: that of letters which are moved where word spaces cannot give enough.
    """
    total, hyphens, last = 0.0, 0, len(points) - 1
    free = max(n for n in range(last) if not points[n].price)
    for back, number in pairwise((0, *ends)):
        before, point = points[back], points[number]
        gaps = point.before - before.after
        room = (MEASURE.width if back else MEASURE.first) - (point.end - before.start)
        give = gaps * MEASURE.space * (SHRINK if room < 0 else STRETCH)
        ratio = room / give if give else 0.0 if abs(room) < 1 else 10.0 if room > 0 else -inf
        moved = 0.0
        if size and gaps and not -1 <= ratio <= LOOSEST:
            wanted = room - give * (LOOSEST if room > 0 else -1)
            most = (point.letters - before.letters) * size * (WIDER if room > 0 else -CLOSER)
            share = min(wanted / most, 1)
            ratio, moved = (room - share * most) / give, MOVED + share * FARTHEST
        if ratio < -1.000001 or (full and ratio > LOOSEST + 0.000001):
            return inf
        line = (10.0 + 100.0 * min(abs(ratio), 30.0) ** 3) ** 2 + moved
        if number == last:
            line = 100.0 if room >= 0 and not full else line
            line += (HYPHEN if back < free else LAST_HALF) if before.price else 0
            length = point.end - before.start
            line += 0 if not back or length >= 2 * MEASURE.stump else SHORT if length >= MEASURE.stump else STUMP
        hyphens = min(hyphens + 1, 3) if point.price else 0
        total += line + point.price + (0, 0, SECOND, THIRD)[hyphens]
    return total


def all_ways(points: Sequence[Point]) -> Iterator[tuple[int, ...]]:
    last = len(points) - 1
    return ((*ends, last) for number in range(last) for ends in combinations(range(1, last), number))


@settings(deadline=None, max_examples=100)
@given(words(), st.sampled_from([0, 5.31, 19.73]))
def test_no_way_to_break_a_paragraph_costs_less(points: list[Point], size: float) -> None:
    least = min(cost(points, ends, size=size) for ends in all_ways(points))
    told, ends = breaks(points, replace(MEASURE, size=size))
    assert told == pytest.approx(least)
    assert ends == [] if least == inf else cost(points, ends, size=size) == pytest.approx(told)


@settings(deadline=None, max_examples=100)
@given(words(), st.sampled_from([0, 5.31, 19.73]))
def test_last_line_is_full_where_that_is_wanted_and_can_be(points: list[Point], size: float) -> None:
    least = min(cost(points, ends, True, size) for ends in all_ways(points))
    told, ends = breaks(points, replace(MEASURE, full=True, size=size))
    assert told == pytest.approx(least)
    assert ends == [] if least == inf else cost(points, ends, True, size) == pytest.approx(told)


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


# --- hanging punctuation ----------------------------------------------------------------------------------------------

# As mt-EBGaramond.cfg has them, upright and in italics: at the start of a line, and at its end.
STARTS = {"\u201c": (0.4, 0.7), "\u2018": (0.4, 0.8), "\u00ab": (0.3, 0.3)}
ENDS = {
    ".": (0.7, 0.5), ",": (0.5, 0.5), ":": (0.5, 0.3), ";": (0.3, 0.3), "\u2010": (0.5, 0.4), "-": (0.5, 0.4),
    "\u2013": (0.3, 0.3), "\u2014": (0.2, 0.2), "\u201d": (0.5, 0.2), "\u2019": (0.5, 0.2), "\u00bb": (0.4, 0.4),
}  # fmt: skip


@cache
def widths(italic: bool) -> dict[str, float]:
    """How wide each sign is, in ems, by the tables of the font."""
    font = TTFont(BytesIO(FONTS["EBGaramond-Italic[wght].ttf" if italic else "EBGaramond[wght].ttf"]))
    return {chr(code): font["hmtx"][name][0] / font["head"].unitsPerEm for code, name in font.getBestCmap().items()}


def share(sign: str, shares: dict[str, tuple[float, float]], italic: bool = False) -> float:
    return shares.get(sign, (0.0, 0.0))[italic] * widths(italic)[sign]


def sticking_out(block: Any, line: Any) -> tuple[float, float]:
    """How far a line stands out of its block, on the left and on the right."""
    left, right = block.content_box_x(), block.content_box_x() + block.width
    return left - line.position_x, line.position_x + line.width - right


SIGNS = ["", "", "", ".", ",", ":", ";", "-and-so-on", "\u2013", "\u2014", ".\u201d", "\u2019", "\u00bb", "!", ")"]
TOKENS = st.tuples(
    st.sampled_from(["", "", "", "\u201c", "\u2018", "\u00ab", "("]),
    st.sampled_from(["revolution", "party", "of", "congratulations", "men", "Moscow", "in", "spontaneously"]),
    st.sampled_from(SIGNS),
)


@settings(deadline=None, max_examples=15)
@given(st.lists(TOKENS, min_size=30, max_size=120), st.booleans(), st.booleans())
def test_justified_lines_end_at_the_measure_and_their_last_signs_share(
    tokens: list[tuple[str, str, str]], italic: bool, indented: bool
) -> None:
    text = " ".join(map("".join, tokens))
    text = f"<em>{text}</em>" if italic else text
    style = "" if indented else "text-indent: 0"
    found = list(laid(f'<section lang="en"><p>First.</p><p class="x" style="{style}">{text}</p></section>'))[1:]
    for number, (block, line, texts) in enumerate(found):
        left, right = sticking_out(block, line)
        start = EM * share(texts[0].text[0], STARTS, italic) if number or not indented else 0.0
        assert left == pytest.approx(start, abs=0.01)
        last = EM * share(texts[-1].text[-1], ENDS, italic)
        if number < len(found) - 1 and any(" " in box.text for box in texts):
            assert right == pytest.approx(last, abs=0.01)
        assert right < last + 0.01


@pytest.mark.parametrize("html", [
    '<p style="text-align: left">{}</p>', '<div class="verse"><p class="line">{}</p></div>',
    '<ul style="width: 120px"><li>{}</li></ul>', '<table><tr><td><p>{}</p></td></tr></table>',
])  # fmt: skip
def test_nothing_hangs_in_ragged_lines_and_narrow_columns(html: str) -> None:
    text = "\u201cOf men,\u201d \u201cof revolution,\u201d \u2018and more.\u2019 " * 20
    found = list(laid(html.format(text)))
    assert len(found) > 5
    assert all(max(sticking_out(block, line)) < 0.01 for block, line, _ in found)


def test_nothing_hangs_in_large_print() -> None:
    found = list(laid(f"<p>{'of men, of revolution. ' * 20}</p>", "large-print"))
    assert len(found) > 5
    assert all(max(sticking_out(block, line)) < 0.01 for block, line, _ in found)


def test_from_right_to_left_punctuation_hangs_on_the_left() -> None:
    text = " ".join(["\u201cmen, and \u201crevolution: in moscow."] * 30)
    found = list(laid(f'<div style="direction: rtl; hyphens: manual"><p style="text-indent: 0">{text}</p></div>'))
    assert len(found) > 5
    for block, line, texts in found[:-1]:
        left, right = sticking_out(block, line)
        assert left == pytest.approx(EM * share(texts[-1].text[-1], ENDS), abs=0.01)
        assert right == pytest.approx(EM * share(texts[0].text[0], STARTS), abs=0.01)
    assert len({texts[-1].text[-1] for _, _, texts in found}) > 1


def test_pictures_in_a_line_do_not_keep_it_from_hanging() -> None:
    text = "of men, and <span style='display: inline-block; width: 9px'></span> all, in Moscow, revolution. " * 20
    found = list(laid(f"<p>{text}</p>"))[:-1]
    assert len({texts[-1].text[-1] for _, _, texts in found} & {",", ".", "\u2010"}) > 1
    for block, line, texts in found:
        if isinstance(line.children[-1], TextBox):
            assert sticking_out(block, line)[1] == pytest.approx(EM * share(texts[-1].text[-1], ENDS), abs=0.01)


def test_where_figures_interrupt_a_paragraph_the_line_above_is_full_or_as_it_falls() -> None:
    full = 0
    for seed in range(6):
        first, rest = prose(seed, 14 if seed % 2 else 170)[:-1], prose(seed + 100, 30)
        html = f'<section lang="en"><p>Before.</p><p class="interrupted">{first}</p>{{}}<p class="continued">{rest}</p></section>'
        for figures in ("<figure><p>A</p></figure>", "<figure><p>A</p></figure><figure><p>B</p></figure>"):
            found = [each for each in laid(html.format(figures)) if each[2][0].text not in ("A", "B")]
            above = max(n for n, (_, _, texts) in enumerate(found) if first.endswith(texts[-1].text))
            block, line, texts = found[above]
            right = sticking_out(block, line)[1]
            if right == pytest.approx(EM * share(texts[-1].text[-1], ENDS), abs=0.01):
                full += 1
                assert all(box.justification_spacing <= LOOSEST * STRETCH * 3 + 0.01 for box in texts)
            else:
                assert not any(box.justification_spacing for box in texts)
    assert 2 < full < 12


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


def ends(page: Any) -> Iterator[tuple[str, float]]:
    """The last sign of each line of running text on a page, and where it ends, in points; the notes have other sizes."""
    text = page.get_textpage()
    signs: dict[float, list[tuple[float, str]]] = {}
    for index in range(text.count_chars()):
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, index, ctypes.byref(x), ctypes.byref(y))
        sign = chr(raw.FPDFText_GetUnicode(text, index))
        if raw.FPDFText_GetFontSize(text, index) == EM and not sign.isspace():
            signs.setdefault(round(y.value, 1), []).append((x.value, sign))
    for line in signs.values():
        begin, sign = max(line)
        sign = "\u2010" if sign in "\x02\ufffe\u00ad" else sign
        yield sign, begin + SIZE * widths(False)[sign]


def test_on_the_page_the_last_signs_stand_out_of_the_measure_by_their_shares() -> None:
    trim = TRIMS["140x216"]
    outer = (trim.width * MM - trim.measure) * 0.545
    met = set()
    with pypdfium2.PdfDocument(made("140x216")) as document:
        for number, page in enumerate(document, 1):
            edge = (trim.width * MM - (outer if number % 2 else trim.width * MM - trim.measure - outer)) * 0.75
            for sign, end in ends(page):
                if number > layout.BEFORE_TEXT and end > edge - 0.1:
                    out = SIZE * share(sign, ENDS)
                    # Only paragraphs end with a full stop, and their last lines where they do.
                    # PDFium takes a hyphen to stand where the letter before it ends, wherever that was moved to.
                    near = SIZE * WIDER if sign == "\u2010" else 0.03
                    assert end - edge == pytest.approx(out, abs=near) or (sign == "." and end - edge < out)
                    met.add(sign)
    assert {"\u2010", "s", "e"} <= met


def test_hanging_punctuation_is_no_fault_and_moves_no_edge_of_the_type_area() -> None:
    trim = TRIMS["140x216"]
    inner = (trim.width * MM - trim.measure) * 0.455 * 0.75
    texts = [prose(n, 150).replace(" of ", ", of ").replace(" that ", "; \u201cthat\u201d ") for n in range(20)]
    (data,) = export(book(section(1, *map(p, texts))), SETTINGS).files.values()
    with reading.opened(data, "sample.pdf") as document:
        read = proof(document, "sample.pdf", range(1, len(document) + 1))
    assert read.book.areas[True].left == pytest.approx(inner, abs=0.3)
    assert read.book.areas[True].right == pytest.approx(inner + trim.measure * 0.75, abs=0.3)
    assert not {finding.code for finding in read.findings("sample.pdf")} & {"OUT-020", "OUT-021"}


def test_letters_stand_where_weasyprint_draws_them(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = letters(made("140x216"))
    monkeypatch.setattr(tracking, "_draw_first_line", shapes._draw_first_line)
    (data,) = export(novel(), SETTINGS).files.values()
    theirs = letters(data)
    assert [letter for letter, *_ in ours] == [letter for letter, *_ in theirs]
    assert max(abs(a[1] - b[1]) for a, b in zip(ours, theirs, strict=True)) < 0.7
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

"""Tracking in the PDF: letters stand a little apart, or closer, in those lines alone whose word spaces cannot do more."""

import re
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporters.pdf import _libraries, export
from exporters.pdf.breaks import CLOSER, LOOSEST, SHRINK, STRETCH, WIDER
from tests.novel import book, p, section
from tests.paper import SETTINGS
from tests.typeset import EM, laid

with _libraries():
    from weasyprint.text.ffi import FROM_UNITS, ffi

    from exporters.pdf import tracking

# Of the text; EB Garamond's word space is a fifth of its size.
SPACE = EM / 5
LONG = (
    "affably congratulated spontaneously; officers shuffled, understanding counterrevolution — fifteen flasks offered"
)
TOKENS = st.lists(st.sampled_from([*LONG.split(), "of", "a", "“we”", "<em>flighty</em>"]), min_size=20, max_size=60)


def moved(texts: list[Any]) -> float:
    return sum(getattr(box, "tracking", 0.0) for box in texts)


def glyphs(layout: Any) -> list[tuple[int, int]]:
    """What is drawn of a line: each sign, and how wide it is."""
    line, _ = layout.get_first_line()
    found, run = list[tuple[int, int]](), line.runs
    while run != ffi.NULL:
        string = run.data.glyphs
        found.extend((string.glyphs[n].glyph, string.glyphs[n].geometry.width) for n in range(string.num_glyphs))
        run = run.next
    return found


@settings(deadline=None, max_examples=12)
@given(TOKENS, st.sampled_from([190, 240, 384]))
def test_letters_are_moved_only_where_word_spaces_have_given_what_they_can(tokens: list[str], width: int) -> None:
    html = f'<section lang="en"><p style="width: {width}px; hyphens: manual">{" ".join(tokens)}</p></section>'
    for _, _, texts in laid(html):
        count = sum(tracking.letters(box.text, box.style) for box in texts)
        spacing = max(box.justification_spacing for box in texts)
        by = moved(texts)
        assert -CLOSER * EM * count - 0.001 <= by <= WIDER * EM * count + 0.001
        if by > 0:
            assert spacing >= LOOSEST * STRETCH * SPACE - 0.001
        elif by < 0:
            assert spacing <= -SHRINK * SPACE + 0.001
        elif count > 9:
            assert -SHRINK * SPACE - 0.001 <= spacing <= LOOSEST * STRETCH * SPACE + 0.001


def test_moved_letters_are_the_same_signs_and_end_where_their_line_does() -> None:
    html = f'<section lang="en"><p style="width: 200px; hyphens: manual">{LONG} {LONG} of <em>flighty</em> men.</p></section>'
    met, ligatures = set(), 0
    for _, _, texts in laid(html):
        for box in texts:
            if by := getattr(box, "tracking", 0.0):
                box.pango_layout.reactivate(box.style)
                before = glyphs(box.pango_layout)
                tracking._spread(box.pango_layout, round(by / FROM_UNITS))
                after = glyphs(box.pango_layout)
                assert [sign for sign, _ in before] == [sign for sign, _ in after]
                ligatures += len(box.text) - len(before)
                assert sum(wide for _, wide in after) * FROM_UNITS == pytest.approx(box.width, abs=0.02)
                apart = {b - a for (_, a), (_, b) in zip(before[:-1], after[:-1], strict=True)}
                assert max(apart) - min(apart) <= 1
                assert before[-1] == after[-1]
                met.add(by > 0)
    assert True in met and ligatures


@pytest.mark.parametrize("text, style", [
    ("counterrevolution", "font-variant-caps: small-caps"), ("counterrevolution", "letter-spacing: 1px"),
    ("counterrevolution", "text-decoration: underline"), ("अन्तर्राष्ट्रीयकरण", ""), ("المسؤوليات", ""), ("ffi", ""),
])  # fmt: skip
def test_what_is_spaced_underlined_or_joined_is_left_as_it_is(text: str, style: str) -> None:
    (*_, (box,)), *_ = laid(f'<p style="{style}">{text}</p>')
    assert tracking.letters(box.text, box.style) == 0


def test_words_with_moved_letters_read_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn, spread = list[int](), tracking._spread

    def counted(layout: Any, room: int) -> None:
        drawn.append(room)
        spread(layout, room)

    monkeypatch.setattr(tracking, "_spread", counted)
    # Nobody divides figures.
    words = " ".join(f"of {10 ** (n % 11 + 7) + 7919 * n} offices," for n in range(300))
    (data,) = export(book(section(1, p(words))), SETTINGS).files.values()
    with pypdfium2.PdfDocument(BytesIO(data)) as document:
        read = " ".join(page.get_textpage().get_text_range() for page in document)
    assert max(drawn) > 0
    assert {word for word in read.split() if len(word) > 7 and word.isdigit()} == set(re.findall(r"\d{8,}", words))


def test_row_of_dots_is_divided_rather_than_its_line_torn_apart() -> None:
    words = "You acknowledge then that all representations stretch " + "." * 12
    lines = [texts for *_, texts in laid(f'<section lang="en"><p style="width: 344px">{words}</p></section>')]
    assert max(box.justification_spacing for texts in lines for box in texts) <= LOOSEST * STRETCH * SPACE + 0.01

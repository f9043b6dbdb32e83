"""Rulers: the letters of a text measured once; whole words in a line take their width from that.

WeasyPrint shapes every line to measure it, and again to draw it. Words that are set by a ruler are shaped only to be
drawn. Imported only where WeasyPrint is at hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.line_break import create_layout, line_size, strut

from exporters.pdf.shapes import Unshaped, kind

ffi.cdef("void pango_glyph_item_get_logical_widths (PangoGlyphItem *item, const char *text, int *widths);")


@dataclass(frozen=True, slots=True)
class Ruler:
    """What a text measures: *reach* tells how far so many of its letters reach, *hyphen* how wide one behind it is.

    *height* and *baseline* are those of its letters. *plain*: words of it are as wide in a line of their own.
    """

    reach: Sequence[float]
    hyphen: float
    height: float
    baseline: float
    plain: bool


def ruler(box: Any) -> Ruler | None:
    """The ruler of the text *box*; None if Pango does not tell the width of each letter."""
    style, text = box.style, f"{box.text}{box.style['hyphenate_character']}"
    layout = create_layout(text, style, None, None, 0)
    line, _ = layout.get_first_line()
    items, data = [], ffi.new("char[]", text.encode())
    run = line.runs
    while run != ffi.NULL:
        items.append(run.data)
        run = run.next
    # Runs stand as they are seen, which in Hebrew is not as they are read.
    items.sort(key=lambda item: item.item.offset)
    widths: list[int] = []
    for item in items:
        found = ffi.new("int[]", item.item.num_chars)
        pango.pango_glyph_item_get_logical_widths(item, data, found)
        widths.extend(found)
    if len(widths) != len(text):
        return None
    reach = [width * FROM_UNITS for width in accumulate(widths, initial=0)]
    length = len(box.text)
    baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
    return Ruler(reach[: length + 1], reach[-1] - reach[length], line_size(line, style)[1], baseline, is_plain(style))


def is_plain(style: Any) -> bool:
    """Whether neither letters nor words are spaced, and nothing is drawn under them."""
    return style["letter_spacing"] == "normal" and not style["word_spacing"] and style["text_decoration_line"] == "none"


def advance(sign: str, style: Any) -> float:
    """How wide *sign* is by itself."""
    known: dict[Any, float] = style.font_config.__dict__.setdefault("advances", {})
    key = sign, kind(style), style["letter_spacing"]
    if key not in known:
        layout = create_layout(sign, style, None, None, 0)
        known[key] = line_size(layout.get_first_line()[0], style)[0]
    return known[key]


def by_ruler(box: Any, measured: Ruler, start: int, stop: int, words: str) -> Any:
    """*words* set as WeasyPrint would set them, which stand in the text *box* from *start* on, before *stop*.

    None if that cannot be done: where a word is divided, letters next to the cut are not as wide as together.
    """
    text = box.text
    whole = (not start or text[start - 1] == " ") and (stop == len(text) or text[stop - 1] == " ")
    if not (measured.plain and whole):
        return None
    made = box.copy_with_text(words)
    made.pango_layout = Unshaped(words)
    made.width = measured.reach[start + len(words)] - measured.reach[start]
    made.height = measured.height
    made.margin_top = made.margin_bottom = (strut(box.style)[0] - measured.height) / 2
    made.baseline = measured.baseline + made.margin_top
    return made

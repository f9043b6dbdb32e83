"""Shapes: what WeasyPrint finds out about each text again and again, found out once.

A text in a line is shaped three times: to measure it, to fill it out, and to be drawn. By a ruler (see `rulers`) it is
shaped only to be drawn. What comes out is the same. Imported only where WeasyPrint is at hand.
"""

from __future__ import annotations

from array import array
from math import inf
from typing import Any

from weasyprint.css import AnonymousStyle
from weasyprint.draw import text as drawing
from weasyprint.formatting_structure.boxes import LineBox, TextBox
from weasyprint.layout import inline
from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, harfbuzz, pango
from weasyprint.text.line_break import Layout, create_layout, strut

ffi.cdef(
    """
    PangoLayout * pango_layout_copy (PangoLayout *layout);
    hb_bool_t hb_font_get_nominal_glyph (hb_font_t *font, hb_codepoint_t unicode, hb_codepoint_t *glyph);
    """
)

# What a layout is made by.
PROPERTIES = (
    "direction", "lang", "font_language_override", "font_family", "font_style", "font_stretch", "font_weight",
    "font_size", "font_variation_settings", "font_kerning", "font_variant_ligatures", "font_variant_position",
    "font_variant_caps", "font_variant_numeric", "font_variant_alternates", "font_variant_east_asian",
    "font_feature_settings",
)  # fmt: skip
# What boxes measure whose style says nothing: margins, padding, borders, and how large they are to be.
SIDES = ("top", "right", "bottom", "left")
NOTHING = {
    **{f"{kind}_{side}": 0 for kind in ("margin", "padding") for side in SIDES},
    **{f"border_{side}_width": 0 for side in SIDES},
    "width": "auto", "min_width": 0, "max_width": inf, "height": "auto", "min_height": 0, "max_height": inf,
}  # fmt: skip
# The numbers that Pango tells of each glyph: its own, its width, how far it is off to both sides, and something else.
NUMBERS = 5
# A sign that is part of another must mean something, too.
NOTHING_MEANT = "\u200b"
# Of most fonts, a letter and its capital are one small capital, which means what was first printed with it: where it is
# the other, that is said.
CASED = ">] TJ /Span <</ActualText <feff{}>>> BDC [<{}>] TJ EMC [<"


class Unshaped(Layout):  # type: ignore[misc]
    """Words that are shaped when they are drawn."""

    def __init__(self, text: str, justification_spacing: float = 0) -> None:
        self.text, self.justification_spacing = text, justification_spacing
        self.max_width, self.first_line_direction = None, 0

    def deactivate(self) -> None:
        """Keep no more than the words."""
        if "layout" in self.__dict__:
            super().deactivate()


def _justified(text: str, style: Any, context: Any, max_width: Any, justification_spacing: float) -> Any:
    """Words in a line that is filled out: WeasyPrint's `create_layout`."""
    if style["text_decoration_line"] != "none":  # its lines are drawn first
        return create_layout(text, style, context, max_width, justification_spacing)
    return Unshaped(text, justification_spacing)


def kind(style: Any) -> str:
    """What kind of text is made by *style*; equal ones are shaped alike."""
    known: str | None = style.__dict__.get("kind")
    if known is None:
        known = style.kind = repr([style[name] for name in PROPERTIES])
    return known


def _set_up(made: Any, style: Any) -> None:
    """Make a layout ready: WeasyPrint's `Layout.setup`. Those of one kind of text are copied of the first."""
    if style["text_decoration_line"] != "none":
        _setup(made, style)
        return
    key = kind(style)
    kinds = style.font_config.__dict__.setdefault("kinds", {})
    if key not in kinds:
        _setup(made, style)
        kinds[key] = made.layout, made.language
    model, made.language = kinds[key]
    made.layout = ffi.gc(pango.pango_layout_copy(model), gobject.g_object_unref)
    made.style, made.first_line_direction = style, 0
    made.ascent = made.underline_position = made.strikethrough_position = None


def _strut(style: Any) -> Any:
    """How high a line is, and where its letters stand: WeasyPrint's `strut`."""
    known = style.__dict__.get("strut")
    if known is None:
        known = style.strut = strut(style)
    return known


def _resolve(box: Any, containing_block: Any) -> None:
    """How large everything around *box* is: WeasyPrint's `resolve_percentages`."""
    if isinstance(box, TextBox | LineBox) and isinstance(box.style, AnonymousStyle):
        box.__dict__.update(NOTHING)
    else:
        _resolve_percentages(box, containing_block)


# --- drawing ----------------------------------------------------------------------------------------------------------


def _draw(stream: Any, box: Any, overflow: str, ellipsis: Any, matrix: Any) -> Any:
    """Draw the text *box*: WeasyPrint's `draw_first_line`, which asks Pango for each number of each glyph by itself.

    What each glyph is rounded by is not lost, but given to the next.
    """
    layout = box.pango_layout
    runs = [] if overflow == "ellipsis" or ellipsis != "none" or not box.text.strip() else _runs(stream, layout)
    if not runs:
        return _draw_first_line(stream, box, overflow, ellipsis, matrix)
    stream.set_text_matrix(*matrix.values)
    capped = box.style["font_variant_caps"] != "normal"
    text, latest, due = "", None, 0.0
    for font, size, item, numbers in runs:
        if (font, size) != latest:
            if text:
                stream.show_text(f"<{text}>")
            stream.set_font_size(font.hash, size)
            text, latest, due = "", (font, size), 0.0
        widths, known, unit = font.widths, font.to_unicode, 1000 * FROM_UNITS / size
        for number, (glyph, width, right) in enumerate(
            zip(numbers[::NUMBERS], numbers[1::NUMBERS], numbers[2::NUMBERS], strict=True)
        ):
            if glyph not in known:
                known[glyph] = _read(layout, item, number)
            if glyph not in widths:
                pango.pango_font_get_glyph_extents(item.item.analysis.font, glyph, stream.ink_rect, stream.logical_rect)
                widths[glyph] = round(stream.logical_rect.width * unit)
            if right:
                text += f">{-right * unit:.3f}<"
                due += right * unit
            cased = _read(layout, item, number) if capped else ""
            if cased and cased != known[glyph] and cased.lower() == known[glyph].lower():
                text += CASED.format(cased.encode("utf-16-be").hex(), f"{glyph:04x}")
            else:
                text += f"{glyph:04x}"
            due += widths[glyph] - width * unit
            if due >= 1 or due <= -1:
                moved = int(due)
                text += f">{moved}<"
                due -= moved
    stream.show_text(f"<{text}>")
    return []


def _runs(stream: Any, layout: Any) -> list[tuple[Any, float, Any, Any]]:
    """The runs of a line: font, size, Pango's item and its numbers; none if one is out of the ordinary."""
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    line, _ = layout.get_first_line()
    made, run, latest, size, ordinary = [], line.runs, ffi.NULL, 0.0, True
    font: Any = None
    while run != ffi.NULL:
        item = run.data
        glyphs, pango_font = item.glyphs, item.item.analysis.font
        if pango_font != latest:
            latest = pango_font
            font, size = stream.add_font(pango_font)
        numbers = array("i", ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * GLYPH)[:])
        # Signs above or below their line; nothing, or a sign that the font has not.
        odd = max(numbers[::NUMBERS], default=0) >= pango.PANGO_GLYPH_EMPTY
        if odd or font.bitmap or font.svg or font.png or any(numbers[3::NUMBERS]):
            ordinary = False
        made.append((font, size, item, numbers))
        run = run.next
    if ordinary:
        return made
    for font, _, item, numbers in made:  # WeasyPrint draws them, and takes what is known already
        for number, glyph in enumerate(numbers[::NUMBERS]):
            if glyph < pango.PANGO_GLYPH_EMPTY and glyph not in font.to_unicode:
                font.to_unicode[glyph] = _read(layout, item, number)
    return []


def _read(layout: Any, item: Any, number: int) -> str:
    """The letters that the glyph *number* of an item stands for: of a letter and its marks, each means its own."""
    clusters, count = item.glyphs.log_clusters, item.glyphs.num_glyphs
    first = last = number
    while first and clusters[first - 1] == clusters[number]:
        first -= 1
    while last + 1 < count and clusters[last + 1] == clusters[number]:
        last += 1
    rightward = not item.item.analysis.level % 2
    beyond = (clusters[last + 1] if last + 1 < count else -1) if rightward else clusters[first - 1] if first else -1
    offset, end = item.item.offset, item.item.length if beyond < 0 else beyond
    text = str(layout.text.encode()[offset + clusters[number] : offset + end].decode())
    if first == last:
        return text
    shown = [item.glyphs.glyphs[place].glyph for place in range(first, last + 1)]
    known = {_glyph(item.item.analysis.font, letter): letter for letter in text}
    if shown[number - first] in known:
        return known[shown[number - first]]
    rest = "".join(letter for glyph, letter in known.items() if glyph not in shown)
    others = [place for place, glyph in enumerate(shown, first) if glyph not in known]
    return rest if rest and number == others[0 if rightward else -1] else NOTHING_MEANT


def _glyph(font: Any, letter: str) -> int:
    """The glyph that a letter has by itself; -1 if it has none."""
    found, hb_font = ffi.new("hb_codepoint_t *"), pango.pango_font_get_hb_font(font)
    return int(found[0]) if harfbuzz.hb_font_get_nominal_glyph(hb_font, ord(letter), found) else -1


GLYPH = ffi.sizeof("PangoGlyphInfo")
_setup, _draw_first_line, _resolve_percentages = Layout.setup, drawing.draw_first_line, inline.resolve_percentages
Layout.setup = _set_up
inline.create_layout, inline.strut, inline.resolve_percentages = _justified, _strut, _resolve
if NUMBERS * array("i").itemsize == GLYPH and pango.pango_version() >= 14802:
    drawing.draw_first_line = _draw

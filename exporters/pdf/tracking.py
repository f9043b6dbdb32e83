"""Tracking: where a line would be loose, its letters stand a little apart, so that its word spaces may be less wide.

And a little closer where word spaces cannot become narrower. The letters are moved when they are drawn, as Pango has
shaped them: ligatures remain, and so do accents. Imported only where WeasyPrint is at hand.
"""

from __future__ import annotations

import re
from typing import Any

from weasyprint.draw import text as drawing
from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox
from weasyprint.layout import inline
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from exporters.pdf.breaks import CLOSER, LOOSEST, SHRINK, STRETCH, WIDER
from exporters.pdf.rulers import advance, is_plain

# Signs of scripts whose letters are joined, or stand in squares; texts with any of them stay as they are.
OTHERS = re.compile("[\u0590-\u10ff\u1100-\u1dff\u2c80-\ud7ff\uf900-\ufdff\ufe30-\U0010ffff]")
# So few letters may be drawn as one sign.
FEW = 3


def letters(text: str, style: Any) -> int:
    """Between how many letters of a *text* in this *style* there may be more room, or less."""
    if len(text) <= FEW or OTHERS.search(text) or style["font_variant_caps"] != "normal" or not is_plain(style):
        return 0
    return len(text) - 1


def filled(context: Any, line: Any, room: float) -> None:
    """Fill *line* out by so much: WeasyPrint's `justify_line`, which has only word spaces give."""
    spaces, size = inline.count_expandable_spaces(line), line.style["font_size"]
    space = spaces * advance(" ", line.style)
    most, least = space * STRETCH * LOOSEST, -space * SHRINK
    if spaces and line.style["direction"] == "ltr" and not least <= room <= most:
        texts = [box for box in line.descendants() if isinstance(box, TextBox)]
        count = sum(letters(box.text, box.style) for box in texts)
        wanted = (room - max(least, min(room, most))) / max(count, 1)
        by = max(-CLOSER * size, min(wanted, WIDER * size))
        room -= by * count
        _move(line, by, 0.0)
    _justify_line(context, line, room)


def _move(box: Any, by: float, x: float) -> float:
    """Move *box* by *x*, with its letters apart *by* so much; by how much what follows it is to be moved."""
    if not isinstance(box, TextBox | LineBox | InlineBox):
        box.translate(x, 0)
        return x
    box.position_x += x
    after = x
    if isinstance(box, TextBox):
        box.tracking = by * letters(box.text, box.style)
        after += box.tracking
    else:
        for child in box.children:
            if child.is_in_normal_flow():
                after = _move(child, by, after)
    box.width += after - x
    return after


def _draw(stream: Any, box: Any, overflow: str, ellipsis: Any, matrix: Any) -> Any:
    """Draw the text *box* with its letters moved: WeasyPrint's `draw_first_line`."""
    if getattr(box, "tracking", 0.0):
        _spread(box.pango_layout, round(box.tracking / FROM_UNITS))
    return _draw_first_line(stream, box, overflow, ellipsis, matrix)


def _spread(layout: Any, room: int) -> None:
    """Share *room*, in Pango's units, between the letters of a line, evenly."""
    # Letters are shaped anew where that is set later.
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    line, _ = layout.get_first_line()
    places = list[Any]()
    run = line.runs
    while run != ffi.NULL:
        glyphs = run.data.glyphs
        for number in range(glyphs.num_glyphs):
            last = number + 1 == glyphs.num_glyphs
            if last or glyphs.log_clusters[number] != glyphs.log_clusters[number + 1]:
                places.append(glyphs.glyphs[number].geometry)
        run = run.next
    places = places[:-1]
    for number, place in enumerate(places):
        place.width += room * (number + 1) // len(places) - room * number // len(places)


_justify_line, _draw_first_line = inline.justify_line, drawing.draw_first_line
inline.justify_line, drawing.draw_first_line = filled, _draw

"""Glyphs: which signs of a page have none, so that the font's box, or nothing, stands in their place."""

from __future__ import annotations

import ctypes
from ctypes import addressof
from typing import Any

NOWHERE = 0x10FFFD  # a sign that no font has: PDFium answers with the font's box


class Glyphs:
    """Which signs of a page have no glyph of their own: the font's box, or nothing at all, is drawn instead."""

    def __init__(self) -> None:
        self.known: dict[tuple[int, int], bool] = {}
        self.unembedded: set[str] = set()
        self.boxes: dict[int, tuple[int, float, float] | None] = {}

    def lacks(self, text: Any, index: int, code: int, font: Any, size: float) -> bool:
        """Whether the sign at *index*, of a *font* at this *size*, is drawn as the font's box, or is U+FFFD itself."""
        import pypdfium2.raw as raw

        if code == 0xFFFD:
            return True
        if not font:
            return False
        key = addressof(font.contents)
        if key not in self.boxes:
            self.boxes[key] = _outline(font, NOWHERE)
            if not raw.FPDFFont_GetIsEmbedded(font):
                self.unembedded.add(_name(font))
        box = self.boxes[key]
        maybe = self.known.get((key, code))
        if maybe is None:
            maybe = self.known[key, code] = _outline(font, code) == box and (box is not None or chr(code).isalnum())
        # A sign that only ligatures have looks like a missing one to PDFium; what is drawn tells.
        return maybe and _drawn_as(text, index, box, size)


def _drawn_as(text: Any, index: int, box: tuple[int, float, float] | None, size: float) -> bool:
    """Whether what is drawn for a sign has the sides of the font's *box* (None: a font that draws nothing)."""
    import pypdfium2.raw as raw

    sides = [ctypes.c_double() for _ in range(4)]
    raw.FPDFText_GetCharBox(text, index, *(ctypes.byref(side) for side in sides))
    left, right, bottom, top = (side.value for side in sides)
    _, across, down = box or (0, 0.0, 0.0)
    # A turned sign has them the other way round.
    drawn, known = sorted((right - left, top - bottom)), sorted((across * size, down * size))
    return all(abs(one - other) < 0.01 * size for one, other in zip(drawn, known, strict=True))


def _outline(font: Any, code: int) -> tuple[int, float, float] | None:
    """How many strokes draw a sign, and its width and height in ems; of a sign no font has, those of the font's box."""
    import pypdfium2.raw as raw

    path = raw.FPDFFont_GetGlyphPath(font, code, 1000.0)
    count = raw.FPDFGlyphPath_CountGlyphSegments(path) if path else 0
    if count <= 0:
        return None
    x, y = ctypes.c_float(), ctypes.c_float()
    points = []
    for index in range(count):
        raw.FPDFPathSegment_GetPoint(
            raw.FPDFGlyphPath_GetGlyphPathSegment(path, index), ctypes.byref(x), ctypes.byref(y)
        )
        points.append((x.value, y.value))
    across, down = [p[0] for p in points], [p[1] for p in points]
    return count, (max(across) - min(across)) / 1000, (max(down) - min(down)) / 1000


def _name(font: Any) -> str:
    import pypdfium2.raw as raw

    length = raw.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFFont_GetBaseFontName(font, buffer, length)
    return buffer.value.decode("utf-8", "replace") or "a font without a name"

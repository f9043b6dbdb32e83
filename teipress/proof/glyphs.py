"""Glyphs: which signs of a page have none, so that the font's box, or nothing, stands in their place."""

from __future__ import annotations

import ctypes
from ctypes import addressof
from typing import Any

CLOSE = 0.02  # ems: PDFium rounds boxes up
NOWHERE = 0x10FFFD  # a sign that no font has: PDFium answers with the font's box


class Glyphs:
    """Which signs of a page have no glyph of their own: the font's box, or nothing at all, is drawn instead."""

    def __init__(self) -> None:
        # By name and length of a font, which says who it is on whatever page: outlines are slow to come by.
        self.known: dict[tuple[tuple[str, int], int], bool] = {}
        self.boxes: dict[tuple[str, int], tuple[int, float, float] | None] = {}
        self.on_page: dict[int, tuple[str, int]] = {}
        self.unembedded: set[str] = set()

    def turn(self) -> None:
        """Begin another page."""
        self.on_page.clear()
        self.unembedded.clear()

    def lacks(self, text: Any, index: int, code: int, font: Any, size: float) -> bool:
        """Whether the sign at *index*, of a *font* at this *size*, is drawn as the font's box, or is U+FFFD itself."""
        if code == 0xFFFD:
            return True
        if not font:
            return False
        key = self.on_page.get(addressof(font.contents)) or self._met(font)
        maybe = self.known.get((key, code))
        if maybe is None:
            box = self.boxes[key]
            maybe = _outline(font, code) == box and (box is not None or chr(code).isalnum())
            self.known[key, code] = maybe
        # A sign that only ligatures have looks like a missing one to PDFium; what is drawn tells.
        return maybe and _drawn_as(text, index, self.boxes[key], size)

    def _met(self, font: Any) -> tuple[str, int]:
        """Who a font is that the page has not shown yet."""
        import pypdfium2.raw as raw

        length = ctypes.c_size_t()
        raw.FPDFFont_GetFontData(font, None, 0, ctypes.byref(length))
        key = self.on_page[addressof(font.contents)] = (_name(font), length.value)
        if not raw.FPDFFont_GetIsEmbedded(font):
            self.unembedded.add(key[0])
        if key not in self.boxes:
            self.boxes[key] = _outline(font, NOWHERE)
        return key


def _drawn_as(text: Any, index: int, box: tuple[int, float, float] | None, size: float) -> bool:
    """Whether what is drawn for a sign has the sides of the font's *box* (None: a font that draws nothing)."""
    import pypdfium2.raw as raw

    sides = [ctypes.c_double() for _ in range(4)]
    raw.FPDFText_GetCharBox(text, index, *(ctypes.byref(side) for side in sides))
    left, right, bottom, top = (side.value for side in sides)
    _, across, down = box or (0, 0.0, 0.0)
    # A turned sign has them the other way round.
    drawn, known = sorted((right - left, top - bottom)), sorted((across * size, down * size))
    return all(abs(one - other) < CLOSE * size for one, other in zip(drawn, known, strict=True))


def _outline(font: Any, code: int) -> tuple[int, float, float] | None:
    """How many strokes draw a sign, and its width and height in ems; of a sign no font has, those of the font's box."""
    import pypdfium2.raw as raw

    path = raw.FPDFFont_GetGlyphPath(font, code, 1000.0)  # which gives ems
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
    return count, max(across) - min(across), max(down) - min(down)


def _name(font: Any) -> str:
    import pypdfium2.raw as raw

    length = raw.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFFont_GetBaseFontName(font, buffer, length)
    return buffer.value.decode("utf-8", "replace") or "a font without a name"

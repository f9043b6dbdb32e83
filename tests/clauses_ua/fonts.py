"""Fonts: what is printed with, by the clause 7.21 of PDF/UA-1."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

from tests.reading import Reading


def clause_7_21_fonts(pdf: Reading) -> Iterator[str]:
    """Fonts are embedded; each sign that is printed is in its font, as wide as said, and means something."""
    used: dict[tuple[int, int], set[int]] = {}
    for item in pdf.shown:
        if item.font is not None:
            used.setdefault(item.font.objgen, set()).update(item.codes)
    for font in pdf.fonts:
        (inner,) = font.DescendantFonts
        name = str(font.BaseFont)
        program = inner.FontDescriptor.get("/FontFile2", inner.FontDescriptor.get("/FontFile3"))
        if program is None:
            yield f"{name} is not embedded"
            continue
        if font.Encoding != Name("/Identity-H"):
            yield f"{name} has no sign for some of the letters"
        yield from _signs(pdf, font, inner, TTFont(BytesIO(program.read_bytes())), used.get(font.objgen, set()))


def _signs(pdf: Reading, font: Any, inner: Any, program: TTFont, used: set[int]) -> Iterator[str]:
    name, meaning, widths = str(font.BaseFont), pdf.unicode(font), dict(_widths(inner.get("/W", Array())))
    order, metrics = program.getGlyphOrder(), program["hmtx"].metrics
    em = program["head"].unitsPerEm
    for code in sorted(used):
        if code == 0 or code >= len(order):
            yield f"{name} has no sign {code}"
            continue
        if not meaning.get(code) or set(meaning[code]) & {"\x00", "\ufeff", "\ufffe"}:
            yield f"{name}: sign {code} means {meaning.get(code)!r}"
        wide = metrics[order[code]][0] * 1000 / em
        if abs(widths.get(code, 1000.0) - wide) > 1:
            yield f"{name}: sign {code} ({meaning.get(code)}) is {wide:.1f} wide, not {widths.get(code)}"


def _widths(listed: Any) -> Iterator[tuple[int, float]]:
    first = 0
    for part in listed:
        if isinstance(part, Array):
            yield from enumerate(map(float, part), first)
        else:
            first = int(part)


def clause_7_21_3_kinds_of_fonts(pdf: Reading) -> Iterator[str]:
    """All fonts are of the one kind that is looked into: composite, with signs by their number in the font."""
    for font in {item.font.objgen: item.font for item in pdf.shown if item.font is not None}.values():
        inner = font.get("/DescendantFonts", Array([Dictionary()]))[0]
        system = inner.get("/CIDSystemInfo", Dictionary())
        if font.get("/Subtype") != Name.Type0 or inner.get("/Subtype") not in (Name.CIDFontType0, Name.CIDFontType2):
            yield f"{font.get('/BaseFont')} is {font.get('/Subtype')} of {inner.get('/Subtype')}"
        elif inner.Subtype == Name.CIDFontType2 and inner.get("/CIDToGIDMap") != Name.Identity:
            yield f"{font.BaseFont} does not say which of its numbers is which sign"
        elif [str(system.get(key, "")) for key in ("/Registry", "/Ordering")] != ["Adobe", "Identity"]:
            yield f"{font.BaseFont} is of the collection {dict(system)}"


def clause_7_21_4_2_sets_of_signs(pdf: Reading) -> Iterator[str]:
    """A font that lists its signs lists all that are in it."""
    for font in pdf.fonts:
        (inner,) = font.DescendantFonts
        if (listed := inner.FontDescriptor.get("/CIDSet")) is None:
            continue
        bits = "".join(f"{byte:08b}" for byte in listed.read_bytes())
        program = inner.FontDescriptor.get("/FontFile2", inner.FontDescriptor.get("/FontFile3"))
        count = len(TTFont(BytesIO(program.read_bytes())).getGlyphOrder()) if program is not None else 0
        if "0" in bits[:count] or len(bits) < count:
            yield f"{font.BaseFont} lists {bits.count('1')} of its {count} signs"

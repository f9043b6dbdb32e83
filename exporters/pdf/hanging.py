"""Hanging: punctuation at the ends of justified lines stands out of the measure, so that its edges look straight.

Stops and hyphens are light: within the measure they make notches in its edge. How much of its width a sign stands out
is what the designer of EB Garamond says of it (G. Duffner, mt-EBGaramond.cfg, for the package microtype of LaTeX): he
knows how much white the signs have at their own edges. The designers of other faces do not say, and signs of these
hang by the same shares. Imported only where WeasyPrint is at hand.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox

from exporters.pdf.rulers import advance

# Shares of the width: at the start and at the end of a line, and so in italics. What opens somewhere closes somewhere
# else, so that quotation marks hang at both. Nothing else hangs at the start: a dash there begins a speech, or an item.
_STOP, _COMMA = (0.0, 0.7, 0.0, 0.5), (0.0, 0.5, 0.0, 0.5)
_COLON, _SEMICOLON = (0.0, 0.5, 0.0, 0.3), (0.0, 0.3, 0.0, 0.3)
_HYPHEN, _STRAIGHT = (0.0, 0.5, 0.0, 0.4), (0.4, 0.5, 0.4, 0.5)
SHARES: dict[str, tuple[float, float, float, float]] = {
    ".": _STOP, ",": _COMMA, ":": _COLON, ";": _SEMICOLON, "-": _HYPHEN, "\u2010": _HYPHEN,
    "\u2013": (0.0, 0.3, 0.0, 0.3), "\u2014": (0.0, 0.2, 0.0, 0.2), "\u2026": (0.0, 0.23, 0.0, 0.17),
    "'": _STRAIGHT, '"': _STRAIGHT,
    "\u2018": (0.4, 0.4, 0.8, 0.2), "\u2019": (0.3, 0.5, 0.8, 0.2), "\u201a": (0.4, 0.4, 0.5, 0.5),
    "\u201c": (0.4, 0.4, 0.7, 0.2), "\u201d": (0.3, 0.5, 0.7, 0.2), "\u201e": (0.4, 0.4, 0.4, 0.4),
    "\u2039": (0.4, 0.4, 0.5, 0.4), "\u203a": (0.3, 0.5, 0.3, 0.5),
    "\u00ab": (0.3, 0.3, 0.3, 0.3), "\u00bb": (0.2, 0.4, 0.2, 0.4),
    # Commas, semicolon and stop of Arabic and Urdu, hyphen and quotation marks of Hebrew: as theirs of Latin.
    "\u060c": _COMMA, "\u061b": _SEMICOLON, "\u06d4": _STOP,
    "\u05be": _HYPHEN, "\u05f3": _STRAIGHT, "\u05f4": _STRAIGHT,
}  # fmt: skip
# Letters of their scripts: among those of Latin they stand at the wrong end.
RIGHT_TO_LEFT = "\u061b\u06d4\u05be\u05f3\u05f4"
# Of the size of the font: in narrower columns nothing hangs, lest it come near the next.
NARROWEST = 12.0


def hangs(style: Any, width: float) -> bool:
    """Whether punctuation hangs in lines of this *style* and *width*."""
    return bool(style["text_align_all"] == "justify" and width >= NARROWEST * style["font_size"])


def overhang(sign: str, style: Any, at_end: bool) -> float:
    """How far *sign* stands out of a line that it ends, or else starts."""
    shares = SHARES.get(sign)
    if shares is None or (style["direction"] != "rtl" and sign in RIGHT_TO_LEFT):
        return 0.0
    share = shares[at_end + 2 * (style["font_style"] != "normal")]
    return share * advance(sign, style) if share else 0.0


def overhangs(line: Any) -> tuple[float, float]:
    """How far *line* stands out at its start and at its end."""
    first, last = _outermost(line, False), _outermost(line, True)
    start = overhang(first.text[0], first.style, False) if first is not None and line.text_indent <= 0 else 0.0
    return start, overhang(last.text[-1], last.style, True) if last is not None else 0.0


def _outermost(line: Any, at_end: bool) -> TextBox | None:
    """The text at the start or end of *line*; None if something else stands there, or it runs the other way."""
    boxes = [line]
    while boxes:
        box = boxes.pop()
        if isinstance(box, TextBox):
            if box.text:
                return box if box.style["direction"] == line.style["direction"] else None
        elif isinstance(box, LineBox | InlineBox):
            inner = [child for child in box.children if child.is_in_normal_flow()]
            boxes.extend(inner if at_end else inner[::-1])
        else:
            return None
    return None

"""Variants: the trim sizes that a book can have, as data, and the pages that they make.

Everything in style.css is set for text of 15 px on lines of 18 px. A variant says how many of these lines a page holds
and how wide they are; one with larger type is the same book, magnified when it is written.
"""

from __future__ import annotations

from dataclasses import dataclass

LINE = 18
# Millimetres in CSS pixels, and how far a printer's sheet reaches beyond the trim for marks and bleed, in millimetres.
MM, MARKED = 96 / 25.4, 10
# Of what a page has besides its lines, how much stands above them, and how much on the inside.
ABOVE, INSIDE = 0.457, 0.455
# Less than a pixel, so that the last line surely finds room.
ROOM = 0.4


@dataclass(frozen=True, slots=True)
class Trim:
    """A trim size: *width* and *height* in millimetres; *lines* on a page, so many pixels wide (*measure*).

    *scale* is the size of the type, as a multiple of 11.25 pt; *ragged* type is neither justified nor divided, and its
    notes are as large as the text. *single* leaves of paper have no inside.
    """

    width: float
    height: float
    lines: int
    measure: float
    scale: float = 1.0
    ragged: bool = False
    single: bool = False


TRIMS = {
    "140x216": Trim(140, 216, 36, 384),
    "a5": Trim(148, 210, 35, 396),
    "6x9": Trim(152.4, 228.6, 38, 408),
    # To be read on a screen or printed at home: 13 pt.
    "a4": Trim(210, 297, 40, 444, 1.2, single=True),
    # 18 pt, on paper of 7 × 10 inches.
    "large-print": Trim(177.8, 254, 26, 324, 1.6, ragged=True),
}


def page_style(trim: Trim, crop_marks: bool = False) -> str:
    """The style sheet of the pages, which comes before all others."""
    width, height = trim.width * MM / trim.scale, trim.height * MM / trim.scale
    text = trim.lines * LINE + ROOM
    beside, over = width - trim.measure, height - text
    inner = beside * (0.5 if trim.single else INSIDE)
    top = round(over * ABOVE)
    marks = f"bleed: {MARKED * MM / trim.scale:.2f}px; marks: crop cross;" if crop_marks else ""
    most = trim.lines * LINE - 6 * LINE
    ragged = (
        "html { hyphens: manual; text-align: left } span.note { font-size: 15px; line-height: 18px; text-align: left }"
    )
    return f"""
@page {{ size: {width:.3f}px {height:.3f}px; {marks} }}
@page :right {{ margin: {top}px {beside - inner:.3f}px {over - top:.3f}px {inner:.3f}px }}
@page :left {{ margin: {top}px {inner:.3f}px {over - top:.3f}px {beside - inner:.3f}px }}
@page endless {{ size: {width:.3f}px 10000000px }}
.title-page, .imprint {{ height: {trim.lines * LINE}px }}
img {{ max-height: {most}px }}
{ragged if trim.ragged else ""}
"""

"""Leftward: lines that run from right to left, where WeasyPrint sets them otherwise than it measured them.

Imported only where WeasyPrint is at hand.
"""

from __future__ import annotations

from typing import Any
from unicodedata import bidirectional

from weasyprint.formatting_structure.boxes import LineBox, TextBox
from weasyprint.layout import inline

from exporters.pdf import lines as lines  # comes first: what it puts in WeasyPrint's place is built upon here


def _is_joined(line: Any) -> bool:
    """Whether *line* has letters of scripts like Arabic, which reach over spaces: filled out, they do not fit."""
    texts = (box.text for box in line.descendants() if isinstance(box, TextBox))
    return any(bidirectional(letter) == "AL" for text in texts for letter in text)


def _turned(context: Any, line: Any, width: float, last: bool) -> Any:
    """Align *line*: `lines` and WeasyPrint do so, but do not indent one that begins at the right."""
    if line.style["direction"] != "rtl":
        return _aligned(context, line, width, last)
    if line.style["text_align_all"] == "justify" and _is_joined(line):
        return line.text_indent
    return _aligned(context, line, width - line.text_indent, last) + line.text_indent


def _narrowed(context: Any, box: Any, x: float, most: float, *others: Any) -> Any:
    """Split a line off *box*, which has no more room at its end for being indented at the right."""
    if isinstance(box, LineBox) and box.style["direction"] == "rtl":
        most -= max(box.text_indent, 0)
    return _split_inline_box(context, box, x, most, *others)


_aligned, _split_inline_box = inline.text_align, inline.split_inline_box
inline.text_align, inline.split_inline_box = _turned, _narrowed

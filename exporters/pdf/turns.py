"""Turns: where a leaf is turned, no word is divided, if its paragraph can be broken otherwise into as many lines.

Imported only where WeasyPrint is at hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure.boxes import LineBox

from exporters.pdf.breaks import Point
from exporters.pdf.plans import Plan, otherwise
from exporters.pdf.syllables import OWN

# How much more the lines of the paragraph may cost, all together. Somewhere else in a long one there may be lines as
# loose as this. Words are not divided so near to the end of the page, as a part of a line.
MOST, LOOSE, NEAR = 3e6, 3.0, 0.4


def whole_words(begun: dict[Plan, int], root: Any) -> Iterator[tuple[Plan, list[int]]]:
    """If the last line on the page *root* ends with half a word: its paragraph, and where the lines of that can end.

    *begun* are the paragraphs on the page, and where each begins there.
    """
    lines = [box.element for box in root.descendants() if isinstance(box, LineBox)]
    plan: Plan | None = next((plan for plan in reversed(begun) if lines and plan.element is lines[-1]), None)
    if plan is None:
        return
    start, number = begun[plan], lines.count(lines[-1]) - 1
    known, made = otherwise(plan, start, 0, (), LOOSE)
    last = _end(plan, made, start, number)
    if last is None or plan.measure is None or last.price <= OWN:
        return
    near = plan.measure.width * NEAR
    divided = [n for n, p in enumerate(plan.points) if p.price > OWN and abs(p.end - last.end) < near]
    cost, other = otherwise(plan, start, 0, divided, LOOSE)
    last = _end(plan, other, start, number)
    if last is not None and last.price <= OWN and (cost - known) * len(made) < MOST:
        yield plan, other


def _end(plan: Plan, made: list[int], start: int, number: int) -> Point | None:
    """Where the line with this *number* ends of those that begin at *start*."""
    ends = [plan.points[end] for end in made if plan.points[end].place > start]
    return ends[number] if number < len(ends) else None

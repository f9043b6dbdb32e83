"""Lines: justified paragraphs are broken as a whole, where WeasyPrint would fill line after line.

WeasyPrint asks for one line at a time, and says where the last one ended. The answers come from a plan of the whole
paragraph, made when its first line is asked for. What such a plan cannot hold (pictures in the text, forced ends of
lines, text from right to left) is left to WeasyPrint. Imported only where WeasyPrint is at hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from weasyprint.formatting_structure.boxes import LineBox
from weasyprint.layout import inline

from exporters.pdf.hanging import hangs, overhangs
from exporters.pdf.plans import End, Plan, add_lines, plan_of
from exporters.pdf.rulers import by_ruler
from exporters.pdf.tracking import filled

# Wider than any line.
ENDLESS = 1e6


@dataclass(slots=True)
class Desk:
    """The work at hand.

    *plans* are those of all paragraphs so far; *begun* those that lines were set of since somebody emptied it, and
    where the first of these began; *plan* is that of the line being set, if there is one, *end* where it ends.
    """

    plans: dict[tuple[Any, float], Plan | None] = field(default_factory=dict)
    begun: dict[Plan, int] = field(default_factory=dict)
    plan: Plan | None = None
    end: End | None = None


_DESKS: WeakKeyDictionary[Any, Desk] = WeakKeyDictionary()


def desk_of(context: Any) -> Desk:
    """The work at hand in a layout."""
    return _DESKS.setdefault(context, Desk())


# --- what WeasyPrint asks ---------------------------------------------------------------------------------------------

_split_inline_box, _split_text_box, _text_align = inline.split_inline_box, inline.split_text_box, inline.text_align


def _line(context: Any, box: Any, x: float, most: float, space: float, skip: Any, block: Any, *others: Any) -> Any:
    """As much of *box* as goes into its line: WeasyPrint's `split_inline_box`."""
    if not isinstance(box, LineBox):
        return _split_inline_box(context, box, x, most, space, skip, block, *others)
    desk = desk_of(context)
    before = desk.plan, desk.end
    desk.plan = desk.end = None
    if not context.excluded_shapes:
        key = box, block.width
        if key not in desk.plans:
            desk.plans[key] = plan_of(box, block)
        if (plan := desk.plans[key]) is not None:
            start = _place(plan, skip)
            # Notes, which are set on the way, do not count.
            if not getattr(context, "setting", False):
                desk.begun.setdefault(plan, start)
            if start not in plan.ends:
                add_lines(plan, start, most - x, block.width)
            if start in plan.ends:
                desk.plan, desk.end = plan, plan.ends[start]
    made = _split_inline_box(context, box, x, ENDLESS if desk.plan else most, space, skip, block, *others)
    box.plan = made[0].plan = desk.plan
    desk.plan, desk.end = before
    return made


def _place(plan: Plan, skip: Any) -> int:
    """Which place in the paragraph is meant by *skip*, WeasyPrint's way to say where a line begins."""
    path = list[int]()
    while skip is not None:
        ((number, skip),) = skip.items()
        path.append(number)
    if not path:
        return 0
    run = plan.run_from(tuple(path[:-1]))
    if run is not None and run.path == tuple(path[:-1]):
        return run.start + _letters(run.box.text, path[-1])
    run = plan.run_from(tuple(path))
    return run.start if run is not None else 0


def _text(context: Any, box: Any, width: Any, skip: int, is_line_start: bool = True) -> Any:
    """As much of the text *box* as goes into its line: WeasyPrint's `split_text_box`."""
    desk = _DESKS.get(context) if context is not None else None
    if desk is None or desk.plan is None:
        return _split_text_box(context, box, width, skip, is_line_start=is_line_start)
    text, end = box.text, desk.end if desk.end is not None and desk.end.box is box else None
    start, stop, until, hyphen = _letters(text, skip), len(text), None, ""
    words = text[start:]
    if end is not None:
        stop, until = end.letters, len(text[: end.letters].encode())
        words = text[start:stop].rstrip(" ")
        hyphen = box.style["hyphenate_character"] if end.hyphen else ""
    if not words:
        return None, until, False
    made = None if hyphen else by_ruler(box, desk.plan.rulers[box], start, stop, words)
    if made is None:
        piece = box.copy_with_text(words + hyphen)
        made, _, _ = _split_text_box(context, piece, None, 0, is_line_start=is_line_start)
    return made, until, False


def _letters(text: str, index: int) -> int:
    """How many letters of *text* are so many bytes, which WeasyPrint counts."""
    return index if text.isascii() else len(text.encode()[:index].decode())


def _aligned(context: Any, line: Any, width: float, last: bool) -> Any:
    """Fill *line* out to *width*: WeasyPrint's `text_align`, which makes no line narrower, and lets nothing hang."""
    start, end = overhangs(line) if hangs(line.style, width) and not context.excluded_shapes else (0.0, 0.0)
    width += start + end
    if line.plan is not None and (line.width > width or (last and line.plan.is_full)):
        filled(context, line, width - line.width)
        return -start
    # In books nothing is torn apart to fill a last line.
    hold = last and line.style["text_align_last"] == "justify" and hasattr(context, "setting")
    return (0 if hold else _text_align(context, line, width, last)) - start


inline.split_inline_box, inline.split_text_box, inline.text_align = _line, _text, _aligned

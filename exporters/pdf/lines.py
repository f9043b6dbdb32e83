"""Lines: justified paragraphs are broken as a whole, where WeasyPrint would fill line after line.

WeasyPrint asks for one line at a time, and says where the last one ended. The answers come from a plan of the whole
paragraph, made when its first line is asked for. What such a plan cannot hold (pictures in the text, forced ends of
lines, text from right to left) is left to WeasyPrint. Imported only where WeasyPrint is at hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Any
from weakref import WeakKeyDictionary

from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox
from weasyprint.layout import inline
from weasyprint.layout.percent import resolve_percentages
from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.line_break import create_layout, get_log_attrs

from exporters.pdf.breaks import Measure, Point, breaks
from exporters.pdf.syllables import HYPHENS, OWN, divided

ffi.cdef("void pango_layout_line_index_to_x (PangoLayoutLine *line, int index, int trailing, int *x_pos);")

SPACES = " \u00a0"
# Signs that end or divide lines by themselves.
FORCED = re.compile("[\n\t\f\u00ad\u0085\u2028\u2029]")
# Of the size of the font: a word space, and what the last line of a paragraph is to be longer than.
SPACE, STUMP = 0.2, 1.6
# Wider than any line.
ENDLESS = 1e6


@dataclass(frozen=True, slots=True)
class Run:
    """A text in a line: *start* is where in the paragraph it begins, *edge* the space that boxes keep before it."""

    box: Any
    path: tuple[int, ...]
    start: int
    edge: float


@dataclass(frozen=True, slots=True)
class End:
    """Where a line ends: in which box, behind how many of its letters, and whether with a hyphen."""

    box: Any
    letters: int
    hyphen: bool


@dataclass(slots=True, eq=False)
class Plan:
    """The lines of a paragraph: where each begins and ends. The last of them has no end of its own.

    *points* are the places where lines may end, *made* the numbers of those where they do.
    """

    element: Any
    runs: list[Run]
    text: str
    ends: dict[int, End | None] = field(default_factory=dict)
    measure: Measure | None = None
    points: list[Point] = field(default_factory=list)
    made: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Desk:
    """The work at hand.

    *plans* are those of all paragraphs so far; *begun* those that lines were set of since somebody emptied it, and
    where the first of these began; *planned* tells whether the line being set is, *end* where it ends.
    """

    plans: dict[tuple[Any, float], Plan | None] = field(default_factory=dict)
    begun: dict[Plan, int] = field(default_factory=dict)
    planned: bool = False
    end: End | None = None


_DESKS: WeakKeyDictionary[Any, Desk] = WeakKeyDictionary()


def desk_of(context: Any) -> Desk:
    """The work at hand in a layout."""
    return _DESKS.setdefault(context, Desk())


# --- plans ------------------------------------------------------------------------------------------------------------


def _plan(line: Any, block: Any) -> Plan | None:
    """The paragraph in *line*, with no line planned yet; None if it is to be left to WeasyPrint."""
    if line.style["text_align_all"] != "justify" or line.style["direction"] != "ltr":
        return None
    runs, edge = list[Run](), [0.0, 0.0]
    if not _gather(line, block, (), runs, edge):
        return None
    text = "".join(run.box.text for run in runs)
    return Plan(line.element, runs, text) if text.strip() else None


def _gather(box: Any, block: Any, path: tuple[int, ...], runs: list[Run], edge: list[float]) -> bool:
    """Gather the *runs* in *box*; whether they are all that is in it. *edge*: space and letters before the next."""
    for number, child in enumerate(box.children):
        if child.is_absolutely_positioned():
            continue
        if isinstance(child, TextBox):
            if child.style["white_space"] != "normal" or FORCED.search(child.text) or not child.style["font_size"]:
                return False
            if child.text:
                runs.append(Run(child, (*path, number), int(edge[1]), edge[0]))
                edge[:] = 0.0, edge[1] + len(child.text)
        elif isinstance(child, InlineBox) and child.is_in_normal_flow() and not child.is_leader:
            resolve_percentages(child, block)
            edge[0] += _spacing(child, "left")
            if not _gather(child, block, (*path, number), runs, edge):
                return False
            edge[0] += _spacing(child, "right")
        else:
            return False
    return True


def _spacing(box: Any, side: str) -> float:
    values = [getattr(box, f"{kind}_{side}") for kind in ("margin", "padding")]
    return float(sum(value for value in values if value != "auto") + getattr(box, f"border_{side}_width"))


def otherwise(plan: Plan, start: int, more: int) -> tuple[float, list[int]]:
    """What a line costs if *plan* has so many *more* from *start* on, and where they end: nowhere if it cannot be."""
    first = next((number for number, point in enumerate(plan.points) if point.place == start), None)
    lines = sum(number > (first or 0) for number in plan.made) + more
    if first is None or plan.measure is None or lines < 2:
        return 0.0, []
    measure = plan.measure if not first else replace(plan.measure, first=plan.measure.width)
    cost, made = breaks(plan.points[first:], measure, lines)
    return cost / lines, [*(number for number in plan.made if number <= first), *(number + first for number in made)]


def settle(plan: Plan, made: list[int]) -> None:
    """Let the lines of *plan* end where *made* says, by the numbers of its points."""
    plan.made = made
    for number, before in zip(made, [0, *made], strict=False):
        point = plan.points[number]
        run = next(run for run in reversed(plan.runs) if run.start < point.place)
        end = None if number == len(plan.points) - 1 else End(run.box, point.place - run.start, point.price > OWN)
        plan.ends[plan.points[before].place] = end


def _add_lines(plan: Plan, start: int, first: float, width: float) -> None:
    """Plan the lines from *start* on, the first of which is so wide."""
    size = plan.runs[0].box.style["font_size"]
    plan.measure = Measure(first, width, size * SPACE, max(size * STUMP, width - first + size / 3))
    plan.points = list(_points(plan, start))
    _, made = breaks(plan.points, plan.measure)
    settle(plan, made)


def _points(plan: Plan, start: int) -> Iterator[Point]:
    """Where lines may end, from *start* on."""
    text = plan.text
    spaces = [0, *accumulate(sign in SPACES for sign in text)]
    attributes = get_log_attrs(text, plan.runs[0].box.style["lang"])
    x, end, began = 0.0, 0.0, False
    for run in plan.runs:
        length = len(run.box.text)
        stop = run.start + length
        if stop <= start:
            continue
        x += run.edge if began else 0.0
        cuts = divided(run.box)
        layout, at = _ruler(run.box)
        x -= at(max(start - run.start, 0))
        if not began:
            yield Point(start, 0.0, 0.0, spaces[start], spaces[start])
            began = True
        hyphen = at(length + 1) - at(length)
        for letters in range(max(start - run.start, 0) + 1, length + 1):
            place = run.start + letters
            if place == len(text):
                break
            if letters in cuts:
                reach = x + at(letters)
                yield Point(place, reach + hyphen, reach, spaces[place], spaces[place], cuts[letters])
            elif attributes[place].is_line_break:
                reach = x + at(letters)
                words = run.box.text[:letters].rstrip(" ")
                end = x + at(len(words))
                before = place - (letters - len(words))
                sign = before == place and text[before - 1] in HYPHENS
                yield Point(place, end, reach, spaces[before], spaces[place], OWN if sign else 0.0)
        x += at(length)
        last = run.box.text.rstrip(" ")
        if stop == len(text):
            yield Point(stop, x - at(length) + at(len(last)), x, spaces[stop], spaces[stop])
        del layout


def _ruler(box: Any) -> Any:
    """What measures the text of *box*: its layout, and how far so many letters of it reach; a hyphen follows them."""
    text = f"{box.text}{box.style['hyphenate_character']}"
    layout = create_layout(text, box.style, None, None, 0)
    line, _ = layout.get_first_line()
    reach = ffi.new("int *")
    plain = text.isascii()

    def at(letters: int) -> float:
        index = letters if plain else len(text[:letters].encode())
        pango.pango_layout_line_index_to_x(line, index, 0, reach)
        return float(reach[0] * FROM_UNITS)

    return layout, at


# --- what WeasyPrint asks ---------------------------------------------------------------------------------------------

_split_inline_box, _split_text_box, _text_align = inline.split_inline_box, inline.split_text_box, inline.text_align


def _line(context: Any, box: Any, x: float, most: float, space: float, skip: Any, block: Any, *others: Any) -> Any:
    """As much of *box* as goes into its line: WeasyPrint's `split_inline_box`."""
    if not isinstance(box, LineBox):
        return _split_inline_box(context, box, x, most, space, skip, block, *others)
    desk = desk_of(context)
    before = desk.planned, desk.end
    desk.planned, desk.end = False, None
    if not context.excluded_shapes:
        key = box, block.width
        if key not in desk.plans:
            desk.plans[key] = _plan(box, block)
        if (plan := desk.plans[key]) is not None:
            start = _place(plan, skip)
            # Notes, which are set on the way, do not count.
            if not getattr(context, "setting", False):
                desk.begun.setdefault(plan, start)
            if start not in plan.ends:
                _add_lines(plan, start, most - x, block.width)
            if start in plan.ends:
                desk.planned, desk.end = True, plan.ends[start]
    made = _split_inline_box(context, box, x, ENDLESS if desk.planned else most, space, skip, block, *others)
    box.planned = made[0].planned = desk.planned
    desk.planned, desk.end = before
    return made


def _place(plan: Plan, skip: Any) -> int:
    """Which place in the paragraph is meant by *skip*, WeasyPrint's way to say where a line begins."""
    path, letters = list[int](), 0
    while skip is not None:
        ((number, skip),) = skip.items()
        path.append(number)
    for run in plan.runs:
        if run.path == tuple(path[:-1]):
            letters = len(run.box.text.encode()[: path[-1]].decode())
            return run.start + letters
        if run.path >= tuple(path):
            return run.start
    return 0


def _text(context: Any, box: Any, width: Any, skip: int, is_line_start: bool = True) -> Any:
    """As much of the text *box* as goes into its line: WeasyPrint's `split_text_box`."""
    desk = _DESKS.get(context) if context is not None else None
    if desk is None or not desk.planned:
        return _split_text_box(context, box, width, skip, is_line_start=is_line_start)
    if desk.end is None or desk.end.box is not box:
        return _split_text_box(context, box, None, skip, is_line_start=is_line_start)
    until = len(box.text[: desk.end.letters].encode())
    words = box.text.encode()[skip:until].decode().rstrip(" ")
    if not words:
        return None, until, False
    piece = box.copy_with_text(words + (box.style["hyphenate_character"] if desk.end.hyphen else ""))
    made, _, _ = _split_text_box(context, piece, None, 0, is_line_start=is_line_start)
    return made, until, False


def _aligned(context: Any, line: Any, width: float, last: bool) -> Any:
    """Fill *line* out to *width*: WeasyPrint's `text_align`, which makes no line narrower."""
    if line.planned and line.width > width:
        inline.justify_line(context, line, width - line.width)
        return 0
    return _text_align(context, line, width, last)


inline.split_inline_box, inline.split_text_box, inline.text_align = _line, _text, _aligned

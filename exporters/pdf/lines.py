"""Lines: justified paragraphs are broken as a whole, where WeasyPrint would fill line after line.

WeasyPrint asks for one line at a time, and says where the last one ended. The answers come from a plan of the whole
paragraph, made when its first line is asked for. What such a plan cannot hold (pictures in the text, forced ends of
lines, text from right to left) is left to WeasyPrint. Imported only where WeasyPrint is at hand.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Any
from weakref import WeakKeyDictionary

from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox
from weasyprint.layout import inline
from weasyprint.layout.percent import resolve_percentages
from weasyprint.text.line_break import get_log_attrs

from exporters.pdf.breaks import LOOSEST, Measure, Point, breaks
from exporters.pdf.rulers import Ruler, by_ruler, ruler
from exporters.pdf.syllables import HYPHENS, OWN, divided

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

    *rulers* measure its texts. *points* are the places where lines may end, *made* the numbers of those where they do.
    """

    element: Any
    runs: list[Run]
    text: str
    rulers: dict[Any, Ruler]
    ends: dict[int, End | None] = field(default_factory=dict)
    measure: Measure | None = None
    points: list[Point] = field(default_factory=list)
    made: list[int] = field(default_factory=list)


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


# --- plans ------------------------------------------------------------------------------------------------------------


def _plan(line: Any, block: Any) -> Plan | None:
    """The paragraph in *line*, with no line planned yet; None if it is to be left to WeasyPrint."""
    if line.style["text_align_all"] != "justify" or line.style["direction"] != "ltr":
        return None
    runs, edge = list[Run](), [0.0, 0.0]
    if not _gather(line, block, (), runs, edge):
        return None
    text = "".join(run.box.text for run in runs)
    if not text.strip():
        return None
    rulers = {run.box: found for run in runs if (found := ruler(run.box)) is not None}
    return Plan(line.element, runs, text, rulers) if len(rulers) == len(runs) else None


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


def otherwise(
    plan: Plan, start: int, more: int, without: Collection[int] = (), loosest: float = LOOSEST
) -> tuple[float, list[int]]:
    """What a line costs if *plan* has so many *more* from *start* on, and where they end: nowhere if it cannot be.

    None ends at the points *without*, which are told by their numbers, and none is looser than *loosest*.
    """
    first = next((number for number, point in enumerate(plan.points) if point.place == start), None)
    lines = sum(number > (first or 0) for number in plan.made) + more
    if first is None or plan.measure is None or lines < 2:
        return 0.0, []
    measure = plan.measure if not first else replace(plan.measure, first=plan.measure.width)
    kept = [number for number in range(first, len(plan.points)) if number not in without]
    cost, made = breaks([plan.points[number] for number in kept], measure, lines, loosest)
    if not made:
        return cost, []
    return cost / lines, [*(number for number in plan.made if number <= first), *(kept[number] for number in made)]


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
    text, length = plan.text, len(plan.text)
    spaces = [0, *accumulate(sign in SPACES for sign in text)]
    attributes = get_log_attrs(text, plan.runs[0].box.style["lang"])
    x, begun = 0.0, False
    for run in plan.runs:
        words = run.box.text
        stop = run.start + len(words)
        if stop <= start:
            continue
        measured = plan.rulers[run.box]
        reach, first = measured.reach, max(start - run.start, 0)
        if begun:
            x += run.edge
        else:
            yield Point(start, 0.0, 0.0, spaces[start], spaces[start])
            begun = True
        x -= reach[first]
        cuts = divided(run.box)
        free = [
            place - run.start for place in range(run.start + first + 1, stop + 1) if attributes[place].is_line_break
        ]
        for letters in sorted({*free, *(cut for cut in cuts if cut > first)}):
            place = run.start + letters
            if place == length:
                break
            if letters in cuts:
                end = x + reach[letters]
                yield Point(place, end + measured.hyphen, end, spaces[place], spaces[place], cuts[letters])
                continue
            before = len(words[:letters].rstrip(" "))
            sign = before == letters and words[before - 1] in HYPHENS
            counted = spaces[run.start + before]
            yield Point(place, x + reach[before], x + reach[letters], counted, spaces[place], OWN if sign else 0.0)
        if stop == length:
            yield Point(stop, x + reach[len(words.rstrip(" "))], x + reach[-1], spaces[stop], spaces[stop])
        x += reach[-1]


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
            desk.plans[key] = _plan(box, block)
        if (plan := desk.plans[key]) is not None:
            start = _place(plan, skip)
            # Notes, which are set on the way, do not count.
            if not getattr(context, "setting", False):
                desk.begun.setdefault(plan, start)
            if start not in plan.ends:
                _add_lines(plan, start, most - x, block.width)
            if start in plan.ends:
                desk.plan, desk.end = plan, plan.ends[start]
    made = _split_inline_box(context, box, x, ENDLESS if desk.plan else most, space, skip, block, *others)
    box.planned = made[0].planned = desk.plan is not None
    desk.plan, desk.end = before
    return made


def _place(plan: Plan, skip: Any) -> int:
    """Which place in the paragraph is meant by *skip*, WeasyPrint's way to say where a line begins."""
    path = list[int]()
    while skip is not None:
        ((number, skip),) = skip.items()
        path.append(number)
    for run in plan.runs:
        if run.path == tuple(path[:-1]):
            return run.start + _letters(run.box.text, path[-1])
        if run.path >= tuple(path):
            return run.start
    return 0


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
    """Fill *line* out to *width*: WeasyPrint's `text_align`, which makes no line narrower."""
    if line.planned and line.width > width:
        inline.justify_line(context, line, width - line.width)
        return 0
    return _text_align(context, line, width, last)


inline.split_inline_box, inline.split_text_box, inline.text_align = _line, _text, _aligned

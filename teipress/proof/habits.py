"""Habits: what a book's pages do as a rule, so that what falls out of it can be told.

Little is known of a PDF but its pages: the size of its text, the leading, the grid, the edges of its type area and the
indent are those that most lines have. Running heads and folios stand outside the type area, at the same height on many
pages. Where the type area is, some PDFs say themselves.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from teipress.proof.lines import Line, Page, blocks, may_hang

FOLIO = re.compile(r"[\W_]*(?:\d{1,5}|[ivxlcdm]{1,8})[\W_]*", re.IGNORECASE)
ALIKE = 0.03  # the share by which sizes of one text may differ
NEAR = 1.0  # points: edges this near are one
ON_GRID = 0.1  # points
ASCENT = 0.8  # the share of a line's height that stands above its baseline


@dataclass(frozen=True, slots=True)
class Area:
    """The type area of left or right pages: its edges, and the baselines of its first and last line.

    *right* is None where lines end anywhere.
    """

    left: float
    right: float | None
    first: float
    last: float


@dataclass(frozen=True)
class Book:
    """The pages, without running heads and folios, and what they do as a rule."""

    pages: tuple[Page, ...]
    body: dict[int, tuple[Line, ...]]  # what stands in or about the type area, by number of page
    size: float  # of the text; 0: there is none
    leading: float
    grid: float  # where the first line of the grid stands
    space: float  # the word space of the text, in ems
    indent: float
    areas: dict[bool, Area]  # of right and left pages
    unheaded: frozenset[int]  # the numbers of pages that lack the running head which most have

    def area(self, page: Page) -> Area:
        """The type area of a page."""
        return self.areas[page.recto]

    def is_text(self, line: Line) -> bool:
        """Whether a line has the size of the running text."""
        return abs(line.size - self.size) <= ALIKE * self.size

    def text(self, page: Page) -> list[Line]:
        """The lines of running text on a page."""
        return [line for line in self.body[page.number] if self.is_text(line)]

    def lines_down(self, distance: float) -> float:
        """A distance in lines."""
        return distance / self.leading if self.leading else 0.0

    def off_grid(self, line: Line) -> float:
        """How far below (or above: less than 0) the nearest line of the grid a line stands."""
        away = (line.y - self.grid) % self.leading
        return away - self.leading if away > self.leading / 2 else away

    def opens(self, page: Page) -> bool:
        """Whether a page begins a section: it is sunk, or holds no running text at its head, or has no running head."""
        body = self.body[page.number]
        if not body or page.number in self.unheaded:
            return True
        return body[0].y > self.area(page).first + 1.5 * self.leading or body[0].size > 1.1 * self.size

    def reaches(self, page: Page) -> float:
        """How far down a page its text, notes and images go."""
        images = (bottom for _, _, _, bottom in page.images)
        return max(
            [line.y for line in self.body[page.number]] + [min(image, page.height) for image in images], default=0.0
        )

    @cached_property
    def bound(self) -> dict[int, Page]:
        """The pages by their numbers."""
        return {page.number: page for page in self.pages}

    @cached_property
    def prose(self) -> frozenset[int]:
        """The pages of justified running text: there, lines end at the right edge and stand on the grid."""
        return frozenset(page.number for page in self.pages if self._is_prose(page))

    def _is_prose(self, page: Page) -> bool:
        lines = self.text(page)
        return len(lines) >= 3 and 2 * sum(self.is_full(page, line) for line in lines) >= len(lines)

    def is_full(self, page: Page, line: Line) -> bool:
        """Whether a line goes from the left edge, or the indent, to the right edge of the type area."""
        area = self.area(page)
        begins = line.left - area.left <= self.indent + NEAR
        return begins and area.right is not None and line.right >= area.right - 2 * NEAR


def learn(pages: Sequence[Page]) -> Book:
    """What *pages* do as a rule."""
    signs: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            signs[round(line.size, 1)] += len(line.text)
    size = _commonest(signs) if signs else 0.0

    def alike(line: Line) -> bool:
        return abs(line.size - size) <= ALIKE * size

    body = _without_furniture(pages)
    headed = {page.number for page in pages if body[page.number] and page.lines[0] is not body[page.number][0]}
    leading = _leading(body.values(), alike)
    text = {number: [line for line in lines if alike(line)] for number, lines in body.items()}
    usually = 2 * sum(number in headed for number, lines in text.items() if lines) >= sum(map(bool, text.values()))
    unheaded = {page.number for page in pages} - headed if usually else set()
    everything = [line for lines in text.values() for line in lines]
    whole = _areas(pages, text, body, leading)
    spaces = [line.space / line.size for line in everything if line.space]
    gaps = sorted(gap.width / line.size for line in everything for gap in line.gaps)
    space = median(spaces) if spaces else gaps[len(gaps) // 4] if gaps else 0.25
    indents = Counter(
        round(2 * (line.left - whole[page.recto].left)) / 2
        for page in pages
        for above, line in pairwise(text[page.number])
        if 0.6 * size <= line.left - whole[page.recto].left <= 4 * size
        and abs(above.left - whole[page.recto].left) <= NEAR
    )
    grid = _grid(everything, leading)
    return Book(
        tuple(pages), body, size, leading, grid, max(space, 0.1), _commonest(indents) if indents else 0.0, whole,
        frozenset(unheaded),
    )  # fmt: skip


def _commonest(counted: Counter[int] | Counter[float]) -> float:
    """The value that occurs most often; of several, the least."""
    return min(counted, key=lambda value: (-counted[value], value))


def _without_furniture(pages: Sequence[Page]) -> dict[int, tuple[Line, ...]]:
    """The lines of each page but for running heads and folios: they stand apart, at one height on many pages.

    Where the type area is known, they stand outside.
    """
    body = {page.number: page.lines for page in pages}
    for foot in (True, False):
        heights: Counter[int] = Counter(round(page.lines[-1 if foot else 0].y) for page in pages if page.lines)
        usual = round(_commonest(heights)) if heights else 0
        often = sum(heights[usual + near] for near in (-1, 0, 1)) >= max(3, len(pages) // 10)
        for page in pages:
            outer = _outer(page, foot)
            if page.area is not None:
                edge, surely = page.area[3 if foot else 1], True
            else:
                edge, surely = usual + (-2 if foot else 2), often
            beyond = bool(outer) and (outer[0].y >= edge if foot else outer[0].y <= edge)
            away = {line for line in outer if (surely and beyond) or FOLIO.fullmatch(line.text)}
            body[page.number] = tuple(line for line in body[page.number] if line not in away)
    return body


def _outer(page: Page, foot: bool) -> list[Line]:
    """The lines at the head or foot of a page that stand apart from what follows."""
    lines = page.lines[::-1] if foot else page.lines
    outer = [line for line in lines if abs(line.y - lines[0].y) < 0.5]
    inner = lines[len(outer) :]
    apart = not inner or abs(inner[0].y - outer[0].y) >= 1.5 * max(line.size for line in (*outer, inner[0]))
    return outer if apart and len(outer) <= 3 else []


def _leading(pages: Iterable[Sequence[Line]], alike: Callable[[Line], bool]) -> float:
    """The commonest distance of one line of text from the next, exact enough to count a page's lines by it."""
    steps: Counter[float] = Counter()
    exact: dict[float, list[float]] = defaultdict(list)
    for lines in pages:
        for block in blocks([line for line in lines if alike(line)]):
            for above, below in pairwise(block):
                step = below.y - above.y
                steps[round(step, 1)] += 1
                exact[round(step, 1)].append(step)
    if not steps:
        return 0.0
    usual = _commonest(steps)
    return median([step for near in (-0.1, 0, 0.1) for step in exact.get(round(usual + near, 1), ())])


def _grid(lines: Sequence[Line], leading: float) -> float:
    """Where the lines of a grid with this *leading* begin: the place that most lines share."""
    if not lines or not leading:
        return 0.0
    bins: Counter[float] = Counter(round(line.y % leading / ON_GRID) for line in lines)
    usual = _commonest(bins) * ON_GRID
    near = [away for line in lines if abs(away := (line.y - usual + leading / 2) % leading - leading / 2) <= ON_GRID]
    return usual + (median(near) if near else 0.0)


def _areas(
    pages: Sequence[Page], text: dict[int, list[Line]], body: dict[int, tuple[Line, ...]], leading: float
) -> dict[bool, Area]:
    """The type areas of right and left pages: what the PDF tells, or else edges of their own, and one head and foot."""
    edges: dict[bool, tuple[float, float | None]] = {}
    told: dict[bool, Area] = {}
    for recto in (True, False):
        own = [page for page in pages if page.recto is recto]
        if areas := Counter(page.area for page in own if page.area is not None):
            ((left, top, right, bottom), _) = areas.most_common(1)[0]
            told[recto] = Area(left, right, top + ASCENT * leading, bottom - (1 - ASCENT) * leading)
        elif lines := [line for page in own for line in text[page.number]]:
            starts = [line.left for line in lines if not may_hang(line.text[0])]
            ends = [line.right for line in lines if not may_hang(line.text[-1])]
            usual = _edge(starts or [line.left for line in lines], outermost=min) or 0.0
            edge = _edge(ends or [line.right for line in lines], outermost=max, share=0.2)
            edges[recto] = _farther([body[page.number] for page in own], usual), edge
    firsts, lasts = [lines[0].y for lines in body.values() if lines], [lines[-1].y for lines in body.values() if lines]
    if any(right is not None for _, right in edges.values()):
        first, last = _end(firsts, outermost=min), _end(lasts, outermost=max)
    else:  # verse: pages end anywhere, as lines do
        first, last = min(firsts, default=0.0), max(lasts, default=0.0)
    sides = told | {recto: Area(*edge, first, last) for recto, edge in edges.items()}
    other = next(iter(sides.values()), Area(0.0, None, first, last))
    return {recto: sides.get(recto, other) for recto in (True, False)}


def _farther(pages: Sequence[Sequence[Line]], usual: float) -> float:
    """The left edge of *pages* whose lines begin at a *usual* place: farther out if several begin some there.

    So it is where most of the text is verse, or lists, which stand within the type area.
    """
    places = {
        (number, round(line.left / NEAR)): line.left
        for number, lines in enumerate(pages)
        for line in lines
        if line.left < usual < line.right and not may_hang(line.text[0])
    }
    often = Counter(place for _, place in places)
    common = [place for place, count in often.items() if count >= max(2, len(pages) // 10)]
    return median(left for (_, place), left in places.items() if place == min(common)) if common else usual


def _end(places: Sequence[float], outermost: Callable[[Iterable[float]], float]) -> float:
    """Where the text of a page begins or ends at the most: a place that several pages have, if there is one."""
    bins = Counter(round(place / NEAR) for place in places)
    enough = max(2, len(places) // 20)
    common = [place for place, count in bins.items() if count >= enough]
    if not places:
        return 0.0
    usual = outermost(common) if common else _commonest(bins)
    return median([place for place in places if round(place / NEAR) == usual])


def _edge(places: Sequence[float], outermost: Callable[[Iterable[float]], float], share: float = 0.0) -> float | None:
    """The commonest place; of several common ones (columns) the outermost; None if it has not this *share* of all."""
    bins = Counter(round(place / NEAR) for place in places)
    heights = {place: sum(bins[place + near] for near in (-1, 0, 1)) for place in bins}
    most = max(heights.values())
    if most < share * len(places):
        return None
    usual = round(outermost(place for place, count in heights.items() if 3 * count >= most))
    peak = max((usual + near for near in (-1, 0, 1)), key=lambda place: (bins[place], -place))
    return median([place for place in places if round(place / NEAR) == peak])

"""Sheets: where one printed page ends and the next begins.

The surest sign is a form feed. Other scans begin each page with one space, leave more blank lines than usual between
pages, or leave only the printed page numbers, alone on a line or in a running head.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from teipress.encode import numerals
from teipress.encode.model import Row

LONGEST, SHORTEST, LEAST = 90, 12, 4  # printed lines of a page; of one that nothing but its number shows
OVERSIZE = 1.4
NEARLY = 0.35  # of a page, how far from its likely end a page may end
END = 99  # the gap at either end of the text


@dataclass(frozen=True, slots=True)
class _Folio:
    """A row that may hold a page number."""

    index: int
    value: int
    alone: bool
    before: int
    after: int


def sheets(rows: list[Row]) -> list[list[Row]]:
    """The rows of each page in order. A text without any sign of pages is one sheet."""
    counts = _printed(rows)
    marks = {index for index, row in enumerate(rows) if row.feed and index}
    spaced = False
    if not marks or _typical(marks, counts) > LONGEST:
        found = _spaced(rows)
        spaced = bool(found)
        marks |= found or _numbered(rows, counts)
    marks |= _gaps(rows, marks, counts)
    bounds = [0, *sorted(marks - {0}), len(rows)]
    made = [rows[a:b] for a, b in pairwise(bounds)]
    for end in (-1, 0):
        if made and all(row.blank for row in made[end]):
            made.pop(end)
    return [_unspaced(sheet) for sheet in made] if spaced else made


def _printed(rows: list[Row]) -> list[int]:
    """How many printed lines stand before each row, and in all."""
    counts = [0]
    for row in rows:
        counts.append(counts[-1] + (not row.blank))
    return counts


def _sizes(marks: set[int], counts: list[int]) -> list[int]:
    bounds = [0, *sorted(marks - {0}), len(counts) - 1]
    return [counts[b] - counts[a] for a, b in pairwise(bounds)]


def _typical(marks: set[int], counts: list[int]) -> float:
    sizes = [size for size in _sizes(marks, counts) if size]
    return median(sizes) if sizes else 0


def _spaced(rows: list[Row]) -> set[int]:
    """Rows that begin with one space, if this is how the scan marks its pages: rare, far apart, nothing else set in."""
    marked = [i for i, row in enumerate(rows) if row.text[:1] == " " and row.text[1:2].strip()]
    printed = sum(not row.blank for row in rows)
    if not marked or len(marked) * SHORTEST > 2 * (printed + SHORTEST):
        return set()
    distances = [b - a for a, b in pairwise(marked)]
    others = sum(row.text[:2].isspace() or row.text[:1] == "\t" for row in rows if not row.blank)
    # A line set in that goes on with a sentence begins no paragraph.
    goes_on = any(rows[index].text[1:2].islower() for index in marked)
    regular = not distances or median(distances) >= (SHORTEST // 2 if goes_on else SHORTEST)
    return set(marked) if regular and others <= len(marked) and (len(marked) > 1 or not others) else set()


def _unspaced(sheet: list[Row]) -> list[Row]:
    """The sheet without the space that only marks its beginning."""
    head = sheet[0]
    if head.text[:1] == " ":
        return [Row(head.number, head.text[1:], head.feed), *sheet[1:]]
    return sheet


# --- pages told by blank lines ----------------------------------------------------------------------------------------


def _runs(rows: list[Row]) -> list[tuple[int, int]]:
    """Runs of blank rows between printed ones: the row after the run, and how long it is."""
    made, length = [], 0
    for index, row in enumerate(rows):
        if row.blank:
            length += 1
        else:
            if length:
                made.append((index, length))
            length = 0
    return made


def _gaps(rows: list[Row], marks: set[int], counts: list[int]) -> set[int]:
    """Gaps longer than usual that part pages: those that cut a page too long to be one, or all if they are regular."""
    runs = _runs(rows)
    if not runs:
        return set()
    usual = Counter(length for _, length in runs).most_common(1)[0][0]
    wide = [index for index, length in runs if length >= usual + 2]
    sizes = [size for size in _sizes(marks, counts) if size]
    if len(sizes) < 3:
        cut = _sizes(set(wide), counts)
        middle = median(cut)
        regular = sum(middle / 2 <= size <= middle * OVERSIZE for size in cut) >= 0.6 * len(cut)
        return set(wide) if not marks and len(cut) > 2 and regular and SHORTEST <= middle <= LONGEST else set()
    typical = median(sizes)
    made: set[int] = set()
    for a, b in pairwise([0, *sorted(marks - {0}), len(rows)]):
        if counts[b] - counts[a] > OVERSIZE * typical:
            within = {index for index in wide if a < index < b and counts[index] > counts[a]}
            between = [index for index, length in runs if length > usual and a < index < b]
            made |= within or _evenly(between, counts, (a, b), typical)
    return made


def _evenly(gaps: list[int], counts: list[int], bounds: tuple[int, int], typical: float) -> set[int]:
    """The gaps that cut a stretch of several pages where pages would end, if there are such."""
    first, size = counts[bounds[0]], counts[bounds[1]] - counts[bounds[0]]
    number = round(size / typical)
    made: set[int] = set()
    for place in range(1, number):
        wanted = first + size * place / number
        best = min(gaps, key=lambda index: abs(counts[index] - wanted), default=None)
        if best is not None and abs(counts[best] - wanted) < NEARLY * typical:
            made.add(best)
    return made


# --- pages told by their numbers --------------------------------------------------------------------------------------


def _numbered(rows: list[Row], counts: list[int]) -> set[int]:
    """Where pages begin, told by a chain of growing page numbers a page's length apart."""
    chain = _chain(_folios(rows), counts)
    if len(chain) < 2 or not _regular(chain, counts):
        return set()
    at_foot = _at_foot(chain, counts)
    marks: set[int] = set()
    for folio in chain:
        foot = folio.alone and (folio.after > folio.before or (folio.after == folio.before and at_foot))
        if not foot:
            marks.add(folio.index)
            continue
        following = next((i for i in range(folio.index + 1, len(rows)) if not rows[i].blank), None)
        if following is not None:
            marks.add(following)
    return {mark for mark in marks if counts[mark]}


def _folios(rows: list[Row]) -> list[_Folio]:
    before: dict[int, int] = dict(_runs(rows))
    made = []
    blanks_after = _blanks_after(rows)
    first = next((index for index, row in enumerate(rows) if not row.blank), -1)
    for index, row in enumerate(rows):
        if row.blank or len(row.text.strip()) > 75:
            continue
        gap_before = END if index == first else before.get(index, 0)
        gap_after = blanks_after[index]
        found = numerals.bare(row.text)
        if found and (gap_before or gap_after):
            made.append(_Folio(index, found[0].value, True, gap_before, gap_after))
            continue
        found, text = numerals.with_text(row.text)
        if found and not found[0].roman and text.upper() == text and gap_before:
            made.append(_Folio(index, found[0].value, False, gap_before, gap_after))
    return made


def _blanks_after(rows: list[Row]) -> list[int]:
    made, length = [0] * len(rows), END
    for index in range(len(rows) - 1, -1, -1):
        made[index] = length
        length = length + 1 if rows[index].blank else 0
    return made


def _chain(folios: list[_Folio], counts: list[int]) -> list[_Folio]:
    """The longest chain whose numbers grow as its pages do; looking back as far as thirty candidates."""
    best = [1] * len(folios)
    link = [-1] * len(folios)
    for j, later in enumerate(folios):
        for i in range(max(0, j - 30), j):
            steps = later.value - folios[i].value
            lines = counts[later.index] - counts[folios[i].index]
            if 0 < steps < 20 and LEAST <= lines / steps <= LONGEST and best[i] + 1 > best[j]:
                best[j], link[j] = best[i] + 1, i
    if not folios:
        return []
    at = max(range(len(folios)), key=best.__getitem__)
    made = []
    while at >= 0:
        made.append(folios[at])
        at = link[at]
    return made[::-1]


def _regular(chain: list[_Folio], counts: list[int]) -> bool:
    """Whether numbers alone stand as far apart as pages end; those of sections are nearer, and at any distance."""
    distances = [(counts[b.index] - counts[a.index]) / (b.value - a.value) for a, b in pairwise(chain)]
    middle = median(distances)
    even = sum(abs(distance - middle) <= 0.4 * middle for distance in distances)
    return middle >= SHORTEST or not chain[0].alone or even >= 0.7 * len(distances)


def _at_foot(chain: list[_Folio], counts: list[int]) -> bool:
    """Whether lone numbers stand below their pages, told by what precedes the first and follows the last."""
    return counts[chain[0].index] > counts[-1] - counts[chain[-1].index] - 1

"""Edges: the rows at the top and the foot of a page that may be running heads or page numbers."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from teipress.encode import headings, numerals, signs
from teipress.encode.model import Row
from teipress.encode.numerals import Reading

LONGEST_HEAD = 90
ALIKE = 0.8  # how alike two running heads are, of 1


@dataclass(frozen=True, slots=True)
class Edge:
    """A row at the top or the foot of a sheet that may belong to the margin.

    *apart*: a blank row parts it from the text. *words* is empty for a number alone. A *signature* is the printer's
    number, not the page's.
    """

    row: Row
    top: bool
    readings: tuple[Reading, ...]
    words: str = ""
    apart: bool = False
    signature: bool = False


def edges(sheet: Sequence[Row]) -> list[Edge]:
    """The rows at the edges of a sheet that may be a running head or a page number, at most two at each."""
    printed = [index for index, row in enumerate(sheet) if not row.blank]
    made = []
    for top, places in ((True, printed[:2]), (False, printed[:1:-1][:2])):
        for index in places:
            text = sheet[index].text.strip()
            found, words = numerals.bare(text), ""
            if not found and len(text) <= LONGEST_HEAD and not headings.entry(text, led=True):
                found, words = numerals.with_text(text)
                words = words or text
            if not found and not words:
                break
            inward = index + 1 if top else index - 1
            made.append(Edge(sheet[index], top, found, words, 0 <= inward < len(sheet) and sheet[inward].blank))
    return made


def numbered(edges: Sequence[Edge]) -> list[Edge]:
    """The edges whose numbers may be the page's: the outermost ones, or those just within a running head."""
    made = []
    for top in (True, False):
        rows = [edge for edge in edges if edge.top is top]
        for position, edge in enumerate(rows):
            if edge.readings and (position == 0 or not edge.words):
                made.append(edge)
                break
    return made


def key(words: str) -> str:
    """What of words two misreadings have in common: their letters."""
    return "".join(sign for sign in words.casefold() if sign.isalpha())


Place = tuple[str, bool]  # the letters of a running head, and whether it stands at the top


def repeated(found: Sequence[Sequence[Edge]]) -> dict[Place, tuple[int, int]]:
    """On how many pages the words of an edge stand, and on how many with a number; misread ones taken together."""
    places = [{(key(edge.words), edge.top): bool(edge.readings) for edge in sheet if edge.words} for sheet in found]
    counted = Counter(place for of_sheet in places for place in of_sheet)
    with_number = Counter(place for of_sheet in places for place, number in of_sheet.items() if number)
    # Running heads are loud or numbered; CHAPTER I and CHAPTER II are not one misread.
    loud = {
        key(edge.words)
        for sheet in found
        for edge in sheet
        if (edge.readings or signs.capitals(edge.words) > 0.8) and not headings.label(edge.words)
    }
    groups: list[Place] = []
    group_of: dict[Place, Place] = {}
    for place in sorted((p for p in counted if len(p[0]) > 3), key=lambda p: (-counted[p], p)):
        near = groups[:100] if place[0] in loud else []
        home = next((group for group in near if group[1] == place[1] and _alike(group[0], place[0])), None)
        if home is None:
            groups.append(place)
        group_of[place] = home or place
    sums, numbers = Counter[Place](), Counter[Place]()
    for place, group in group_of.items():
        sums[group] += counted[place]
        numbers[group] += with_number[place]
    return {place: (sums[group], numbers[group]) for place, group in group_of.items()}


def _alike(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 0.4 * max(len(a), len(b)):
        return False
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE

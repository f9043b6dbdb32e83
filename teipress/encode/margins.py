"""Margins: running heads and page numbers told from the text of a page; the pages of a book, each with its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from teipress.diagnostics import Severity
from teipress.encode import edges, headings, numbering, numerals, signs
from teipress.encode.edges import Edge
from teipress.encode.model import Findings, Line, Page, Row
from teipress.encode.numbering import Count

SHORT = 50
Wanted = tuple[int, bool]  # the number of a page in the count, and whether it is roman


def pages(sheets: Sequence[Sequence[Row]], findings: Findings) -> list[Page]:
    """The pages of a book, numbered, their margins told from their text."""
    found = [edges.edges(sheet) for sheet in sheets]
    repeated = edges.repeated(found)
    plates = _plates(sheets)
    chosen = _counts(sheets, found, plates, findings)
    paged = chosen is not None
    chosen = chosen or [Count(False, 1)] * len(sheets)
    made: list[Page] = []
    seen: set[str] = set()
    for index, sheet in enumerate(sheets):
        label = numbering.label(chosen[index], index) if paged else ""
        wanted = (chosen[index].number(index), chosen[index].roman)
        here = found[index]
        margin = [e for e in here if _in_margin(e, here, wanted, repeated, edges.key(e.words) not in seen)]
        margin += [replace(edge, signature=True) for edge in _signatures(here, margin)]
        seen |= {edges.key(edge.words) for edge in here}
        _tell(margin, label, wanted, findings)
        # The page's number alone is told by its label.
        told = [edge for edge in margin if edge.words or edge.signature]
        top = tuple(_line(edge.row, index) for edge in told if edge.top)
        bottom = tuple(_line(edge.row, index) for edge in reversed(told) if not edge.top)
        lines = _lines(sheet, {id(edge.row) for edge in margin}, index)
        made.append(Page(label, lines, top, bottom, plates[index] and bool(lines)))
        if index and chosen[index] != chosen[index - 1]:
            _tell_break(made, index, chosen, sheet, findings)
    return _renumbered(_split_plates(made, chosen))


def _counts(
    sheets: Sequence[Sequence[Row]], found: Sequence[Sequence[Edge]], plates: Sequence[bool], findings: Findings
) -> list[Count] | None:
    """The count at each sheet; none for a single sheet without a number."""
    readings = [tuple(r for edge in edges.numbered(sheet) for r in edge.readings) for sheet in found]
    odd = [plate or all(row.blank for row in sheet) for plate, sheet in zip(plates, sheets, strict=True)]
    chosen = numbering.counts(readings, odd)
    if chosen is None and len(sheets) > 1:
        findings.say(
            _first(sheets[0]),
            "ENC-022",
            f"no page number is printed on any of the {len(sheets)} pages; they are counted from 1",
            "give the numbers of the print in pb/@n",
        )
        return [Count(False, 1)] * len(sheets)
    return chosen


def _first(sheet: Sequence[Row]) -> int:
    return next((row.number for row in sheet if not row.blank), sheet[0].number if sheet else 1)


# --- what belongs to the margin ---------------------------------------------------------------------------------------


def _in_margin(
    edge: Edge,
    others: Sequence[Edge],
    wanted: Wanted,
    repeated: dict[edges.Place, tuple[int, int]],
    first: bool,
) -> bool:
    """Whether an edge belongs to the margin. *first*: its words stand at an edge for the first time."""
    right = any((r.value, r.roman) == wanted for r in edge.readings)
    if not edge.words:
        return right or _misread(edge, others, wanted)
    times, numbered = repeated.get((edges.key(edge.words), edge.top), (0, 0))
    inner = [e for e in others if e.top is edge.top]
    beside = len(inner) > 1 and any(
        not e.words and any((r.value, r.roman) == wanted for r in e.readings) for e in inner if e is not edge
    )
    shouted = signs.capitals(edge.words) > 0.8
    if right:
        return shouted or times > 1 or (edge.top and edge.apart and len(edge.words) < SHORT)
    if beside and times > 1:
        return True
    if edge.readings:
        return times > 2
    # One without a number belongs there only if the others have none either; and a label may be the heading itself.
    known = times > 2 and edge is inner[0] and numbered * 2 < times and len(edge.words) < SHORT
    return known and not (first and headings.label(edge.words))


def _signatures(edges: Sequence[Edge], margin: Sequence[Edge]) -> list[Edge]:
    """A number at the foot of a page that has its own elsewhere is the printer's, who counts the sheets."""
    lowest = next((edge for edge in edges if not edge.top), None)
    numbered = any(edge.readings and edge.top for edge in margin)
    return [lowest] if lowest and numbered and lowest.readings and not lowest.words and lowest not in margin else []


def _misread(edge: Edge, others: Sequence[Edge], wanted: Wanted) -> bool:
    """Whether a lone number that is not the page's is most likely it all the same, misread."""
    if any((r.value, r.roman) == wanted for other in others for r in other.readings) or wanted[1]:
        return False
    first = next(e for e in others if e.top is edge.top)
    return edge is first and any(len(str(r.value)) == len(str(wanted[0])) for r in edge.readings)


# --- what is told -----------------------------------------------------------------------------------------------------


def _tell(margin: Sequence[Edge], label: str, wanted: Wanted, findings: Findings) -> None:
    for edge in margin:
        if not edge.readings or edge.signature:
            continue
        right = any((r.value, r.roman) == wanted for r in edge.readings)
        sure = right and any((r.value, r.roman) == wanted and r.weight > 0.85 for r in edge.readings)
        if not sure:
            findings.say(
                edge.row.number,
                "ENC-022",
                f"the page number is read “{edge.row.text.strip()[:40]}”, and {label} is its place in the count",
                "compare the page image" if not right else "",
                Severity.NOTE if right else Severity.WARNING,
            )


def _tell_break(
    made: Sequence[Page], index: int, chosen: Sequence[Count], sheet: Sequence[Row], findings: Findings
) -> None:
    old, new = chosen[index - 1], chosen[index]
    if old.roman != new.roman:
        return
    steps = new.offset - old.offset
    before, after = made[index - 1].label, made[index].label
    if made[index - 1].plate and steps > 0 and len(_blocks(made[index - 1].lines)) == steps + 1:
        said = f"the count needs {steps + 1} pages where the plate stands; its captions are taken for one page each"
    elif steps > 0:
        missing = "a page is" if steps == 1 else f"{steps} pages are"
        said = f"after page {before} comes page {after}: {missing} missing from the text, or were not numbered"
    else:
        said = f"after page {before} comes page {after}: pages stand twice, or their numbers do"
    findings.say(_first(sheet), "ENC-022", said, "compare the page images about this place")


# --- lines ------------------------------------------------------------------------------------------------------------


def _line(row: Row, page: int, indent: int = 0, gap: int = 0, first: bool = False) -> Line:
    return Line(row.number, page, row.text.strip(), indent, gap, first)


def _lines(sheet: Sequence[Row], margin: set[int], page: int) -> tuple[Line, ...]:
    """The printed lines of a sheet, those of its margins left out."""
    made: list[Line] = []
    gap = 0
    for row in sheet:
        if row.blank or id(row) in margin:
            gap += 1
        else:
            expanded = row.text.expandtabs(4)
            made.append(_line(row, page, len(expanded) - len(expanded.lstrip()), gap, not made))
            gap = 0
    return tuple(made)


def _blocks(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """Lines between blank ones."""
    made: list[list[Line]] = []
    for line in lines:
        if line.gap or not made:
            made.append([])
        made[-1].append(line)
    return [tuple(block) for block in made]


def _plates(sheets: Sequence[Sequence[Row]]) -> list[bool]:
    """Which sheets are plates bound in the text: a few lines each, and a sentence that runs on past them."""
    sizes = [sum(not row.blank for row in sheet) for sheet in sheets]
    small = 0.25 * median(sizes) if sizes else 0
    made = [False] * len(sheets)
    for index in range(1, len(sheets) - 1):
        if not 0 < sizes[index] <= small:
            continue
        before = next((row.text.strip() for row in reversed(sheets[index - 1]) if _says(row)), "")
        after = next((row.text.strip() for row in sheets[index + 1] if _says(row)), "")
        here = next(row.text.strip() for row in sheets[index] if not row.blank)
        made[index] = signs.ends_open(before) and signs.starts_lower(after) and not signs.starts_lower(here)
    return made


def _says(row: Row) -> bool:
    return not row.blank and not numerals.bare(row.text)


def _split_plates(made: list[Page], chosen: Sequence[Count]) -> list[Page]:
    """The pages, with a plate cut into as many as the count needs, if it has as many captions."""
    result: list[Page] = []
    for index, page in enumerate(made):
        steps = chosen[index + 1].offset - chosen[index].offset if index + 1 < len(made) else 0
        blocks = _blocks(page.lines)
        if not page.plate or steps < 1 or len(blocks) != steps + 1 or page.top or page.bottom:
            result.append(page)
            continue
        for place, block in enumerate(blocks):
            result.append(Page(numbering.label(chosen[index], index + place), block, plate=True))
    return result


def _renumbered(made: list[Page]) -> list[Page]:
    """The pages, each line knowing which of them it stands on."""

    def at(lines: tuple[Line, ...], page: int) -> tuple[Line, ...]:
        return tuple(replace(line, page=page) for line in lines)

    return [
        replace(p, lines=at(p.lines, index), top=at(p.top, index), bottom=at(p.bottom, index))
        for index, p in enumerate(made)
    ]

"""Decisions: a person's corrections of misreadings, in the format of the ledger, carried out on the rows of a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from teipress.diagnostics import Diagnostic, Severity
from teipress.encode.model import Findings, Row

COLUMNS = ("page", "line", "ocr", "corrected")


@dataclass(frozen=True, slots=True)
class Decision:
    """On *line* of the source (from 1), *read* is to be *corrected*; *row* is where the list says so."""

    line: int
    read: str
    corrected: str
    row: int = 0


def read(text: str, name: str) -> tuple[tuple[Decision, ...] | None, tuple[Diagnostic, ...]]:
    """The decisions of a list: four columns parted by tabs, named in the first row. Else none, and findings."""
    findings = Findings(name)
    rows = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if tuple(rows[0].split("\t")) != COLUMNS:
        findings.say(
            1,
            "ENC-027",
            f"the list of decisions must have the columns {', '.join(COLUMNS)}, parted by tabs",
            "copy the rows you accept from the list of suspected misreads, and give one reading as `corrected`",
            Severity.ERROR,
        )
        return None, tuple(findings.found)
    made: list[Decision] = []
    sound = True
    for number, row in enumerate(rows[1:], 2):
        if not row.strip():
            continue
        cells = row.split("\t")
        line = cells[1] if len(cells) == len(COLUMNS) else ""
        if not (line.isascii() and line.isdigit()) or not cells[2]:
            sound = False
            said = "a decision has a page, the number of a line, what is read there, and the correction"
            findings.say(number, "ENC-027", said, "", Severity.ERROR)
            continue
        made.append(Decision(int(line), cells[2], cells[3], number))
    return (tuple(made) if sound else None), tuple(findings.found)


def applied(rows: Sequence[Row], made: Sequence[Decision], findings: Findings) -> tuple[list[Row], bool]:
    """The rows with every decision carried out, and whether all fit; those of one line from left to right."""
    by_line: defaultdict[int, list[Decision]] = defaultdict(list)
    for decision in made:
        by_line[decision.line].append(decision)
    result: list[Row] = []
    fits = True
    for row in rows:
        text, rest = "", row.text
        waiting = by_line.get(row.number, [])
        while waiting:
            before, found, after = rest.partition(waiting[0].read)
            if not found:
                break
            text += before + waiting.pop(0).corrected
            rest = after
        result.append(Row(row.number, text + rest, row.feed))
    for decision in (d for waiting in by_line.values() for d in waiting):
        fits = False
        findings.say(
            decision.line,
            "ENC-027",
            f"“{decision.read}”, to be corrected to “{decision.corrected}”, is not in this line",
            "give the line of the source, and what it reads there; several of one line from left to right",
            Severity.ERROR,
        )
    return result, fits

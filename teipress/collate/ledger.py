"""Ledger: the list of what an edition corrected in its witness, and the witness as corrected by it.

A table of tab-separated columns under the heading `page line ocr corrected`: on that line of the witness (from 1) the
text `ocr` became `corrected`, or went if that is empty. The rows of a line stand in the order of their places in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from teipress.collate.witness import Witness, WitnessLine
from teipress.diagnostics import Diagnostic, Place

HEADING = ("page", "line", "ocr", "corrected")
NEAR = 12  # how many lines about the one named are searched for what a row says is there


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the ledger, and where it stands."""

    place: Place
    page: str
    line: int
    read: str
    corrected: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """A stretch of a corrected line, from *start* to *end*, which stands for one of the line as read."""

    start: int
    end: int
    read_start: int
    read_end: int
    row: Row


@dataclass(frozen=True, slots=True)
class Corrected:
    """A line of the witness with its rows carried out."""

    line: WitnessLine
    text: str
    replaced: tuple[Replaced, ...] = ()

    def read_at(self, offset: int, end: bool = False) -> int:
        """Where in the line as read an offset of the corrected one is; within a replaced stretch, its start or end."""
        shift = 0
        for stretch in self.replaced:
            if offset < stretch.start or (offset == stretch.start and (end or stretch.start < stretch.end)):
                break
            if offset < stretch.end or (end and offset == stretch.end):
                return stretch.read_end if end else stretch.read_start
            shift = stretch.read_end - stretch.end
        return offset + shift


@dataclass(slots=True)
class Ledger:
    """The rows of a ledger, and what is wrong with it."""

    rows: list[Row] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)


def parse(text: str, name: str) -> Ledger:
    """The rows of the ledger called *name*; what is no row is a finding."""
    ledger = Ledger()
    lines = re.split(r"\r\n|\r|\n", text)
    headed = tuple(lines[0].split("\t")[: len(HEADING)]) == HEADING
    if not headed:
        hint = "let its first line be these four words with tabs between them: " + ", ".join(HEADING)
        ledger.findings.append(_malformed(Place(name, 1), "the ledger does not begin with its heading", hint))
    is_row = lines[0][:1].isdigit()
    for number, line in enumerate(lines, 1):
        if number == 1 and (headed or not is_row):
            continue
        place, cells = Place(name, number), line.split("\t")
        if not line.strip():
            continue
        if len(cells) < len(HEADING):
            found = f"this row has {len(cells)} of the columns {', '.join(HEADING)}"
            ledger.findings.append(
                _malformed(place, found, "separate them by tabs; an empty last one needs its tab too")
            )
        elif not cells[1].isdecimal() or not int(cells[1]):
            found = f"“{cells[1]}” is no number of a line"
            ledger.findings.append(_malformed(place, found, "give the line of the witness, counted from 1"))
        elif not cells[2]:
            found = "this row does not say what the witness has"
            ledger.findings.append(
                _malformed(place, found, "put the witness's words in the column ocr, or take the row out")
            )
        elif cells[2].split() == cells[3].split():
            found = f"this row changes nothing: “{cells[2]}” stays what it is"
            ledger.findings.append(Diagnostic(place, "ENC-047", found, "correct it, or take it out"))
        else:
            read, corrected = (unicodedata.normalize("NFC", cell) for cell in cells[2:4])
            ledger.rows.append(Row(place, cells[0].strip(), int(cells[1]), read, corrected))
    return ledger


def _malformed(place: Place, message: str, hint: str) -> Diagnostic:
    return Diagnostic(place, "ENC-045", message, hint)


def correct(witness: Witness, ledger: Ledger) -> list[Corrected]:
    """The witness with every row carried out; a row that fits nowhere becomes a finding of the ledger."""
    rows: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in ledger.rows:
        file = _file(row, list(witness.files))
        if file is None:
            hint = f"the files are {', '.join([*witness.files][:3])}…; page is the number in a file's name, or the name"
            ledger.findings.append(
                Diagnostic(row.place, "ENC-046", f"the witness has no file for page {row.page}", hint)
            )
        else:
            rows[file, row.line].append(row)
    made = []
    for index, line in enumerate(witness.lines):
        own = rows.pop((line.file, line.number), None)
        made.append(
            _carried_out(line, own, witness.lines[max(0, index - NEAR) : index + NEAR], ledger)
            if own
            else Corrected(line, line.text)
        )
    for (file, number), left in rows.items():
        count = witness.files[file]
        what = f"is blank in {file}" if number <= count else f"is past the end of {file}, which has {count:,}"
        for row in left:
            ledger.findings.append(
                Diagnostic(row.place, "ENC-046", f"line {number} {what}", _elsewhere(row, witness.lines))
            )
    return [line for line in made if line.text.strip()]


def _file(row: Row, names: Sequence[str]) -> str | None:
    """Which file of the witness a row is about: of several, the one that its page names."""
    if len(names) == 1:
        return names[0]
    for name in names:
        stem = name.rsplit(".", 1)[0]
        number = re.search(r"(\d+)\D*$", stem)
        if row.page in (name, stem) or (number and number.group(1).lstrip("0") == row.page.lstrip("0")):
            return name
    return None


def _carried_out(line: WitnessLine, rows: Sequence[Row], near: Sequence[WitnessLine], ledger: Ledger) -> Corrected:
    made, at = "", 0
    replaced = []
    for row in rows:
        found = line.text.find(row.read, at)
        if found < 0:
            message = f"line {line.number} of the witness does not have “{row.read}”"
            hint = _elsewhere(row, near)
            if row.read in line.text:
                message += " after what the row before it corrects"
                hint = "put the rows of a line in the order of their places; take one that is there twice out"
            ledger.findings.append(Diagnostic(row.place, "ENC-046", message, hint))
            continue
        made += line.text[at:found]
        at = found + len(row.read)
        replaced.append(Replaced(len(made), len(made) + len(row.corrected), found, at, row))
        made += row.corrected
    return Corrected(line, made + line.text[at:], tuple(replaced))


def _elsewhere(row: Row, lines: Sequence[WitnessLine]) -> str:
    """A hint: the nearest line that has what the row says."""
    having: Iterator[WitnessLine] = (line for line in lines if row.read in line.text)
    nearest = min(having, key=lambda line: abs(line.number - row.line), default=None)
    if nearest is None or abs(nearest.number - row.line) > NEAR:
        return "correct the row: its line and its words are those of the witness, untouched"
    return f"line {nearest.number} has it: “{nearest.text.strip()}”"

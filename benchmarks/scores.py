"""How well `teipress encode` and `teipress annotate` do on the memoir, held against the finished encoding.

python benchmarks/scores.py    prints a table in Markdown; tests/test_floors.py holds the figures to tests/floors.json

Encode works on the scan's text alone. Annotate works on the finished TEI without its names and dates, registers in
place. What stands at the same place and means the same is right: a page, a line of it, a name's entry, a date's value.
"""

from __future__ import annotations

import csv
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from teipress import annotate
from teipress.edition import load
from teipress.encode import encode
from teipress.settings import Settings
from teipress.xml import Element, local, parse, tei

ROOT = Path(__file__).parents[1]
MEMOIR = ROOT / "tei" / "from-lenin-to-stalin.xml"
SOURCE = ROOT / "tei" / "source"
NAMES = ("persName", "placeName", "orgName", "date")
VALUES = ("when", "from", "to", "notBefore", "notAfter")


@dataclass(frozen=True, slots=True)
class Score:
    """Of *there* things, *given* were proposed, and *right* of them are true."""

    there: int
    given: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.there if self.there else 0.0


def compared(truth: Counter[object], given: Counter[object]) -> Score:
    """The score of what was *given*; what occurs twice counts twice."""
    return Score(truth.total(), given.total(), (truth & given).total())


def scores() -> dict[str, Score]:
    """All scores by what they are of."""
    return {**_encoded(), **_annotated()}


# --- encode -----------------------------------------------------------------------------------------------------------

Place = tuple[str, int]  # the number of a page, and a line of its text, from 1


def _encoded() -> dict[str, Score]:
    witness = SOURCE / "from-lenin-to-stalin.ocr.txt"
    draft = encode(witness.read_text("utf-8"), witness.name)
    truth, given = _structure(_text(MEMOIR.read_bytes())), _structure(_text(draft.tei))
    found = {f"encode: {what}": compared(truth[what], given[what]) for what in truth}
    ledger = (SOURCE / "corrections.tsv").read_text("utf-8").splitlines()
    rows = list(csv.DictReader(ledger, delimiter="\t", quoting=csv.QUOTE_NONE))
    # A row may hold a neighbouring word; a suspicion is right if it falls on what a row corrects.
    wrong = [(int(row["line"]), row["ocr"]) for row in rows]
    suspected = [(misread.line, misread.ocr) for misread in draft.misreads]
    right = [any(line == at and (form in ocr or ocr in form) for at, ocr in wrong) for line, form in suspected]
    hit = [any(line == at and (form in ocr or ocr in form) for line, form in suspected) for at, ocr in wrong]
    # Two suspicions may fall on one row: what share of them is right, and what share of the rows was suspected.
    found["encode: suspected misreads"] = Score(0, len(suspected), sum(right))
    found["encode: misreads of the ledger"] = Score(len(wrong), 0, sum(hit))
    return found


def _text(data: bytes) -> Element:
    root = parse(data, "TEI").root
    assert root is not None
    text = root.find(tei("text"))
    assert text is not None
    return text


def _structure(text: Element) -> dict[str, Counter[object]]:
    """Where pages, headings, paragraphs, notes, displayed quotations and speeches stand."""
    found: dict[str, Counter[object]] = {
        what: Counter() for what in ("pages", "headings", "paragraphs", "notes", "quotations", "speeches")
    }
    lines: Counter[str] = Counter()
    page = ""

    def read(element: Element) -> None:
        nonlocal page
        name = local(element)
        if name == "pb":
            page = element.get("n", "")
            found["pages"][page] += 1
        elif name == "lb":
            lines[page] += 1
        elif name == "note":
            # The mark tells which of a line's notes it is, the number of its lines that all of it is there.
            found["notes"][page, lines[page], element.get("n"), len(list(element.iter(tei("lb"))))] += 1
            return
        starts = {"head": "headings", "p": "paragraphs", "sp": "speeches"}.get(name)
        if starts:
            found[starts][_first(element, page, lines)] += 1
        first = _first(element, page, lines)
        for child in element:
            read(child)
        if name == "quote":
            found["quotations"][first, page, lines[page]] += 1

    read(text)
    return found


def _first(element: Element, page: str, lines: Counter[str]) -> Place:
    """The line on which an element begins."""
    here = page
    for inner in element.iter(tei("pb"), tei("lb")):
        if local(inner) == "lb":
            # A line that this element opens; in the midst of one it stands on the line before.
            opened = here != page or not _before(element, inner)
            return here, lines[here] + 1 if opened else lines[here]
        if not _before(element, inner):
            here = inner.get("n", "")
    return page, lines[page]


def _before(element: Element, inner: Element) -> bool:
    """Whether words of *element* stand before *inner*, which is in it."""
    for part in element.iter():
        if part is inner:
            return False
        if isinstance(part.tag, str) and (part.text or "").strip():
            return True
        if part is not element and (part.tail or "").strip() and inner not in part.iter():
            return True
    return False


# --- annotate ---------------------------------------------------------------------------------------------------------

Tag = tuple[str, int, int, str]  # element, where it begins and ends in the bare text, what is meant


def _annotated() -> dict[str, Score]:
    bare, truth = _bare(MEMOIR.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(MEMOIR.parent / "registers", folder / "registers")
        path = folder / MEMOIR.name
        path.write_text(bare, "utf-8")
        edition = load(path, Settings()).edition
        assert edition is not None
        found = [p for p in annotate.proposals(edition) if p.kind in (*NAMES, "name") and p.place.file == edition.name]
    certain = [(p.kind, p.start, p.end, _meant(p.kind, dict(p.attributes))) for p in found if p.certain]
    shown = Counter((p.start, p.end) for p in found)
    made: dict[str, Score] = {}
    for kind in NAMES:
        there = Counter[object](tag for tag in truth if tag[0] == kind)
        made[f"annotate: {kind}"] = compared(there, Counter[object](tag for tag in certain if tag[0] == kind))
        seen = Counter((start, end) for element, start, end, _ in truth if element == kind)
        made[f"annotate: {kind}, or listed"] = compared(Counter(seen), Counter(seen & shown))
    return made


def _meant(kind: str, attributes: dict[str, str]) -> str:
    """The entry of a name, the value of a date."""
    if kind != "date":
        return attributes.get("ref", "")
    return " ".join(f"{name}={attributes[name]}" for name in VALUES if name in attributes)


def _bare(source: str) -> tuple[str, list[Tag]]:
    """The document without the names and dates in its text, and where in it they stood."""
    begin = source.index("<text")
    parts, length, open_, tags = [source[:begin]], begin, list[tuple[str, int, str]](), list[Tag]()
    for piece in re.split(r"(<[^>]*>)", source[begin:]):
        match = re.match(rf"<(/?)({'|'.join(NAMES)})\b([^>]*)>", piece)
        if match is None:
            parts.append(piece)
            length += len(piece)
        elif match[1]:
            kind, start, meant = open_.pop()
            tags.append((kind, start, length, meant))
        else:
            open_.append((match[2], length, _meant(match[2], dict(_attributes(match[3])))))
    return "".join(parts), tags


def _attributes(tag: str) -> Iterator[tuple[str, str]]:
    for match in re.finditer(r'([\w-]+)="([^"]*)"', tag):
        yield match[1], match[2]


def main() -> None:
    print("| what | there | proposed | precision | recall |\n| --- | ---: | ---: | ---: | ---: |")
    for what, score in scores().items():
        cells = (score.there, score.given, f"{score.precision:.3f}", f"{score.recall:.3f}")
        print(f"| {what} | {' | '.join(str(cell) if float(cell) else '' for cell in cells)} |")


if __name__ == "__main__":
    main()

"""Collate: the memoir is proved against its witness, and any change seeded into either is found at its line."""

import random
import re
from collections.abc import Callable
from functools import cache

import pytest
from click.testing import CliRunner

from teipress.cli import main
from teipress.collate import collated, ledger_of
from teipress.collate.ledger import parse
from teipress.collate.witness import Witness, read
from tests.editions import MEMOIR, edition
from tests.witnesses import LIMIT

# --- the memoir, and changes seeded into it ---------------------------------------------------------------------------

SOURCE = MEMOIR.parent / "source" / "from-lenin-to-stalin.ocr.txt"
LINE = r"\n<lb/>[^<\n]+(?=\n<lb/>)"  # a printed line that is a line of the file, with no other mark-up
WORD = r"(?<=\n<lb/>)(?:[^<\n]* )?([a-z]{5,})(?= [^<\n]*\n)"
PAIR = r"(?<=\n<lb/>)([a-z]+) (?!\1 )([a-z]+)(?= )"
NOTE = r'<note place="bottom"(?:(?!</note>).)*</note>'


@cache
def tei() -> str:
    return re.sub(r"<xi:include[^>]*/>", "", MEMOIR.read_text("utf-8"))


@cache
def rows() -> tuple[str, ...]:
    ledger = ledger_of(SOURCE)
    assert ledger is not None
    return tuple(ledger.read_text("utf-8").splitlines())


@cache
def scan() -> Witness:
    return read(SOURCE, LIMIT)


def replaced(
    pattern: str, replacement: Callable[[re.Match[str]], str], group: int = 0
) -> Callable[..., tuple[str, int]]:
    """A change of the TEI: a match of the pattern, or a group of it, replaced; gives the TEI and the line in it."""

    def change(chance: random.Random) -> tuple[str, int]:
        start = tei().index("<body>")
        match = chance.choice([m for m in re.finditer(pattern, tei(), re.S) if m.start() > start])
        made = tei()[: match.start(group)] + replacement(match) + tei()[match.end(group) :]
        return made, made.count("\n", 0, match.start(group)) + 1

    return change


def moved_note(chance: random.Random, over: str) -> tuple[str, int]:
    """A note behind another word: that at the end of the first match of *over* in what follows it."""
    notes = [m for m in re.finditer(NOTE, tei(), re.S) if '<pb n="63"' in tei()[m.end() :]]
    note = chance.choice(notes)
    rest = tei()[note.end() :]
    blind = re.sub(r"<[^>]*>", lambda tag: "\n" * tag[0].count("\n") if over == "" else "\0" * len(tag[0]), rest)
    match = re.search(over, rest if "<pb" in over else blind, re.S)
    assert match is not None
    made = tei()[: note.start()] + rest[: match.end()] + note[0] + rest[match.end() :]
    return made, tei().count("\n", 0, note.start()) + 1


def other_letter(match: re.Match[str]) -> str:
    return match[1][:2] + ("x" if match[1][2] != "x" else "z") + match[1][3:]


ACCENTS = str.maketrans("éèöüœ", "eéoue")
IN_TEI: dict[str, Callable[[random.Random], tuple[str, int]]] = {
    "a lost line": replaced(LINE, lambda m: ""),
    "a doubled line": replaced(LINE, lambda m: m[0] * 2),
    "two lines swapped": replaced(r"(\n<lb/>[^<\n]+)(\n<lb/>[^<\n]+)(?=\n<lb/>)", lambda m: m[2] + m[1]),
    "a lost word": replaced(WORD, lambda m: "", 1),
    "a doubled word": replaced(WORD, lambda m: f"{m[1]} {m[1]}", 1),
    "a changed letter": replaced(WORD, other_letter, 1),
    "a capital": replaced(WORD, lambda m: m[1].capitalize(), 1),
    "an unrecorded correction": replaced(WORD, lambda m: "corrected", 1),
    "two words swapped": replaced(PAIR, lambda m: f"{m[2]} {m[1]}"),
    "two words joined": replaced(PAIR, lambda m: m[1] + m[2]),
    "a word split": replaced(WORD, lambda m: f"{m[1][:2]} {m[1][2:]}", 1),
    "a dropped hyphen": replaced(r"(?<=[a-z])-(?=[a-z]+[ \n,.][^<>]*<)", lambda m: ""),
    "another point": replaced(r"(?<=[a-z]{2})[,.](?= [^<>]*<)", lambda m: ";"),
    "a lost point": replaced(r"(?<=[a-z]{2})[,.](?= [^<>]*<)", lambda m: ""),
    "a lost quotation mark": replaced(r"“(?=[A-Za-z])", lambda m: ""),
    "an accent": replaced(r"[éèöüœ](?=[^<>]*<)", lambda m: m[0].translate(ACCENTS)),
    "a misprint mended in its sic": replaced(r"<sic>([^<]*)</sic>", lambda m: "mended", 1),
    "a note behind the next word": lambda chance: moved_note(chance, r"\w+(?=[ ,.;\n])"),
    "a note on the next page": lambda chance: moved_note(chance, r"<pb n.*?\n<lb/>\w+"),
    "a lost note": replaced(NOTE, lambda m: ""),
    "another mark": replaced(r'place="bottom" n="(\*+)"', lambda m: m[1] + "*", 1),
    "a lost page break": replaced(r"<pb [^>]*/>", lambda m: ""),
    "an added page break": replaced(r"\n(?=<lb/>[^<\n]+\n)", lambda m: '\n<pb n="99"/>'),
    "a page break a line too late": replaced(r"(<pb [^>]*/>)(<lb/>[^<]*)(?=\n<lb)", lambda m: m[2] + m[1]),
    "a lost line break": replaced(r"\n<lb/>(?=[a-z])", lambda m: " "),
    "a line break moved": replaced(r"\n<lb/>([a-z]+) (?=[a-z])", lambda m: f" {m[1]}\n<lb/>"),
    "a word no more divided": replaced(r'<lb\nbreak="no"/>(?=[a-z])', lambda m: "\n<lb/>"),
}
IN_LEDGER: dict[str, Callable[[list[str]], list[list[str]]]] = {
    "a row taken out": lambda row: [],
    "a row that fits nowhere": lambda row: [[*row[:2], f"no{row[2]}", row[3]]],
    "a row on the next line": lambda row: [[row[0], str(int(row[1]) + 1), *row[2:]]],
    "a row that changes nothing": lambda row: [[*row[:3], row[2]]],
    "a row that corrects otherwise": lambda row: [[*row[:3], f"{row[3]}s"]],
    "a row twice": lambda row: [row, row],
    "a row on another page": lambda row: [[str(int(row[0]) + 1), *row[1:]]],
    "a row too short": lambda row: [row[:3]],
}
SEEDS = [(kind, seed) for kind in (*IN_TEI, *IN_LEDGER) for seed in (1, 2)]


@pytest.mark.parametrize(("kind", "seed"), SEEDS, ids=lambda value: str(value))
def test_each_of_seventy_seeded_changes_is_found_at_its_line(kind: str, seed: int) -> None:
    chance = random.Random(f"{kind} {seed}")
    if kind in IN_TEI:
        changed, line = IN_TEI[kind](chance)
        found = collated(edition(changed), scan(), parse("\n".join(rows()), "ledger.tsv")).findings
        assert [d for d in found if d.place.file == "snippet.xml" and abs(d.place.line - line) <= 2], found
    else:
        number = chance.randrange(1, len(rows()))
        own = rows()[number].split("\t")
        made = ["\t".join(row) for row in IN_LEDGER[kind](own)]
        ledger = "\n".join([*rows()[:number], *made, *rows()[number + 1 :]])
        found = collated(edition(tei()), scan(), parse(ledger, "ledger.tsv")).findings
        places = {(d.place.file, d.place.line) for d in found}
        at_row = places & {("ledger.tsv", number + 1), ("ledger.tsv", number + 2)}
        assert at_row or any(f"{SOURCE.name}:{own[1]} " in d.message for d in found), found
    assert len(found) <= 5, "one change is told in few findings"


def test_the_memoir_is_proved_in_one_line() -> None:
    result = CliRunner().invoke(main, ["collate", str(MEMOIR)])
    assert (result.exit_code, result.output) == (0, "0 differences in 2,217 lines\n")

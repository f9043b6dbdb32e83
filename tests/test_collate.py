"""Collate: an edition and its witness are the same but for what is recorded, and any other difference is found."""

import json
import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from teipress.checks import page
from teipress.cli import main
from teipress.collate import collate, collated, ledger_of
from teipress.collate.habits import habits_of
from teipress.collate.ledger import parse
from teipress.collate.printed import printed
from teipress.collate.signs import shown
from teipress.collate.witness import Witness, read
from teipress.diagnostics import Diagnostic, Severity, Trouble
from teipress.edition import load
from teipress.settings import Settings
from tests.editions import MEMOIR, document, edition

LIMIT = 2**24
HEADING = "page\tline\tocr\tcorrected\n"


@pytest.fixture
def told(tmp_path: Path) -> Callable[..., list[str]]:
    """What is said of the body of a document, a witness and the rows of a ledger; a mapping is a folder of files."""

    def findings(body: str, witness: str | dict[str, str], rows: str = "", header: str = "") -> list[str]:
        source = tmp_path / "witness.txt"
        if isinstance(witness, str):
            source.write_text(witness, "utf-8")
        else:
            source = tmp_path
            for name, text in witness.items():
                (source / name).write_text(text, "utf-8")
        found = collated(edition(document(body, header)), read(source, LIMIT), parse(HEADING + rows, "ledger.tsv"))
        return [f"{d.place.file}:{d.place.line} {d.code} {d.message}" for d in found.findings]

    return findings


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


# --- what is said -----------------------------------------------------------------------------------------------------

SMALL = '<pb n="7"/><p>\n<lb/>In spite of the\n<lb/>brave sol<lb break="no"/>diers, he\n<lb/>went at last.</p>'


@pytest.mark.parametrize(
    ("witness", "rows", "said"),
    [
        ("In spite of the\nbrave sol-\ndiers, he\nwent at last.\n", "", []),
        ("In spite of 1 the\nbrave sol-\ndiers, he\nwent at last.", "7\t1\t1 \t", []),
        (
            "In spite of tbe\nbrave sol-\ndiers, he\nwent at last.",
            "",
            ["snippet.xml:2 ENC-040 witness.txt:1 (page 7): the witness has “In spite of tbe”, the TEI “In spite of the”"],
        ),
        (
            "In spite of the\nbrave sol-\ndiers, he\nof whom we spoke\nand others\nwent at last.",
            "",
            [
                "snippet.xml:3 ENC-041 witness.txt:4–5 (page 7): 2 lines of the witness are not in the TEI: “of whom we "
                "spoke and others”"
            ],
        ),
        (
            "In spite of the\nwent at last.",
            "",
            [
                "snippet.xml:3 ENC-042 after witness.txt:1 (page 7): here the TEI has “brave sol- diers, he”, which the "
                "witness does not have"
            ],
        ),
        (
            "In spite of the brave\nsol-\ndiers, he\nwent at last.",
            "",
            [
                "snippet.xml:2 ENC-043 witness.txt:1 (page 7): between “the” and “brave” a line ends in the TEI, and not in "
                "the witness",
                "snippet.xml:3 ENC-043 witness.txt:1 (page 7): between “brave” and “sol-” a line ends in the witness, and "
                "not in the TEI",
            ],
        ),
        (
            "Inspite of the\nbrave sol-\ndiers, he\nwent at last.",
            "",
            [
                "snippet.xml:2 ENC-049 witness.txt:1 (page 7): the witness has “Inspite”, the TEI “In spite”: the words are "
                "divided otherwise"
            ],
        ),
        ("In spite of the\nbrave sol-\ndiers, he\nwent at last.", "7\t1\tIn\tIn", ["ledger.tsv:2 ENC-047 this row changes nothing: “In” stays what it is"]),
        (
            "In spite of the\nbrave sol-\ndiers, he\nwent at last.",
            "7\t2\tdiers\tdies",
            ["ledger.tsv:2 ENC-046 line 2 of the witness does not have “diers”"],
        ),
        ("In spite of tbe\nbrave sol-\ndiers, he\nwent at last.", "8\t1\ttbe\tthe", ["ledger.tsv:2 ENC-048 line 1 is on page 7, not 8"]),
    ],
)  # fmt: skip
def test_what_is_said(told: Callable[..., list[str]], witness: str, rows: str, said: list[str]) -> None:
    assert told(SMALL, witness, rows) == said


def test_the_row_of_a_hint_explains_the_difference(tmp_path: Path) -> None:
    path = tmp_path / "w.txt"
    path.write_text("In spite of a 1 a the\nbrave sol-\ndiers. he\nwent 1 at las.\n", "utf-8")
    rows: list[str] = []
    for _ in range(9):
        ledger = HEADING + "\n".join(sorted(rows, key=lambda row: int(row.split("\t")[1])))
        found = collated(edition(document(SMALL)), read(path, LIMIT), parse(ledger, "l")).findings
        if not found:
            break
        rows.append(found[0].hint.partition("add to the ledger: ")[2])
    assert rows == ["7\t1\ta 1 a\t", "7\t3\tdiers.\tdiers,", "7\t4\t1 at las.\tat last."]


# --- habits of other editions -----------------------------------------------------------------------------------------

PAGE_NOTE = '<note place="foot" n="1">A note.</note>'
EDITIONS: dict[str, tuple[str, str]] = {
    "names and dates about words and line breaks": (
        '<p><lb/>then <persName ref="#z">Zino<lb break="no"/>viev</persName> in <date when="1917">1917</date></p>',
        "then Zino-\nviev in 1917",
    ),
    "of alternatives, what the source prints": (
        "<p><lb/>an <choice><sic>eror</sic><corr>error</corr></choice>, <choice>\n<abbr>Mr.</abbr>\n<expan>Mister</expan>"
        "\n</choice> <choice><orig>vp</orig><reg>up</reg></choice> <add>and</add> <supplied>never</supplied> up</p>",
        "an eror, Mr. vp and up",
    ),
    "notes at the foot of the page, numbered in brackets": (
        f'<pb n="1"/><p><lb/>one{PAGE_NOTE} two<note place="foot" n="2">Another.</note>\n<lb/>three</p>'
        '<pb n="2"/><p><lb/>four</p>',
        "one(1) two(2)\nthree\n\n(1) A note.\n(2) Another.\n\nfour",
    ),
    "a note that runs on to the next page": (
        '<pb n="1"/><p><lb/>one<note place="bottom" n="*"><lb/>A long <pb n="2"/><lb/>note.</note> two\n<pb n="2"/><lb/>'
        'three<note place="bottom" n="*"><lb/>Short.</note></p>',
        "one* two\n*A long\n\nthree*\nnote.\n*Short.",
    ),
    "notes at the end of the chapter": (
        '<div><head>ONE</head><p>a word<note place="end" n="1">The first.</note> more</p></div>'
        '<div><head>TWO</head><p>other<note place="end" n="1">The second.</note> words</p></div>',
        "ONE\na word1 more\n1 The first.\nTWO\nother1 words\n1 The second.",
    ),
    "notes at the end of the book": (
        '<div><head>ONE</head><p>a word<note place="end" n="1">The first.</note> more</p></div>'
        '<div><head>TWO</head><p>other<note place="end" n="2">The second.</note> words</p></div>',
        "ONE\na word1 more\nTWO\nother2 words\n1 The first.\n2 The second.",
    ),
    "notes of the editors, which the source does not have": (
        '<p><lb/>a word<note type="editorial">Not so.</note> more\n<lb/>and<note resp="#ed">Never.</note> more</p>',
        "a word more\nand more",
    ),
    "notes without a number": (
        '<pb n="1"/><p><lb/>a word<note place="bottom">So.</note> more</p>',
        "a word* more\n*So.",
    ),
    "running heads, read or not": (
        '<pb n="12"/><fw>12 A BOOK</fw><p><lb/>one word</p><fw place="bottom">two</fw>'
        '<pb n="13"/><fw>A BOOK 13</fw><p><lb/>two words</p>',
        "12 A BOOK\none word\n\ntwo words",
    ),
    "page numbers in brackets, misread ones, and at the head": (
        "".join(f'<pb n="{n}"/><p><lb/>text of {n} pages</p>' for n in (14, 15, 16)),
        "[l4]\n\ntext of 14 pages\n\n- 15 -\n\ntext of 15 pages\n\n1b\n\ntext of 16 pages",
    ),
    "columns": (
        '<p><lb/>left col<cb break="no"/><lb break="no"/>umn and <cb/><lb/>right</p>',
        "left col-\numn and\nright",
    ),
    "no lines: hyphens at line ends may go or stay": (
        "<head>A Title</head><p>A counter-revolution was photographed from afar by one of the well-known men.</p>",
        "A Title\n\nA counter-\nrevolution was photo-\ngraphed from afar by one of the well-\nknown men.",
    ),
    "lines that end with a break": (
        "<head>TITLE</head><p>one two<lb/>\nthree<lb/>\nfour</p><p>five six<lb/>\nseven</p>",
        "TITLE\none two\nthree\nfour\nfive six\nseven",
    ),
    "a gap, a deletion and a foreign hyphen": (
        '<p><lb/>some <gap reason="illegible"/> words <del>gone</del> of a di<lb break="no"/>vided text</p>',
        "some xq;jz words of a di¬\nvided text",
    ),
    "pages that were not transcribed": (
        '<p><lb/>one two</p><gap unit="page" quantity="2"/><p><lb/>three four</p>',
        "one two\nwhat is\nleft out\nthree four",
    ),
    "quotation marks that the TEI leaves out": (
        "<p><lb/>He said <q>never</q> and\n<lb/><q>not I</q>.</p>",
        "He said “never” and\n“not I”.",
    ),
    "a manuscript without hyphens": (
        '<p><lb/>one di<lb break="no"/>vided and one mo<lb break="no"/>re</p>',
        "one di\nvided and one mo\nre",
    ),
    "letters with their accents apart": ("<p><lb/>caf\u00e9 e\u0301t\u00e9</p>", "cafe\u0301 \u00e9te\u0301"),
}
UNMARKED = "<encodingDesc><editorialDecl><quotation marks='none'><p>.</p></quotation></editorialDecl></encodingDesc>"


@pytest.mark.parametrize("kind", EDITIONS)
def test_editions_of_other_habits(told: Callable[..., list[str]], kind: str) -> None:
    body, witness = EDITIONS[kind]
    header = UNMARKED if "leaves out" in kind else ""
    assert told(body, witness, header=header) == []
    lost = re.sub(r"\w+\W*$", "", witness)
    assert len(told(body, lost, header=header)) == 1


def test_long_running_heads_and_many_gaps_take_no_time(told: Callable[..., list[str]]) -> None:
    head = "<fw>" + "A LONG HEAD " * 12 + "</fw>"
    pages = "".join(f'<pb n="{n}"/>{head}<p><lb/>word {n} and <gap/> end</p>' for n in range(1, 40))
    witness = "\n\n".join(f"word {n} and so on the end" for n in range(1, 40))
    assert told(pages, witness) == []
    gaps = "<p><lb/>" + "a<gap/>" * 60 + "b</p>"
    assert told(gaps, "a" * 400 + "b") == []
    assert len(told(gaps, "a" * 400 + "c")) == 1


def test_a_folder_has_a_file_for_each_page(told: Callable[..., list[str]]) -> None:
    body = "".join(f'<pb n="{n}"/><p><lb/>page {n} of\n<lb/>a book</p>' for n in (8, 9, 10, 11))
    files = {f"p{n}.txt": f"page {n} of\na book\n" for n in (8, 9, 10, 11)}
    assert told(body, files) == []
    assert told(body, files | {"p9.txt": "page 9 of\na hook\n"}, "9\t2\ta hook\ta book\n") == []
    assert told(body, files | {"p10.txt": "page 10 of\na hook\n"}, "12\t2\thook\tbook\n") == [
        "ledger.tsv:2 ENC-046 the witness has no file for page 12",
        "snippet.xml:4 ENC-040 p10.txt:2 (page 10): the witness has “a hook”, the TEI “a book”",
    ]


@pytest.mark.parametrize("sign", ["\f{}", "\n\n\n{}", "\n   {}"])
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('<pb n="4"/>', ["page begins here in the witness, and not in the TEI", "page 5 follows page 3"]),
        ('<lb/>line 4 b\n', []),
    ],
)  # fmt: skip
def test_pages_begin_where_the_witness_shows_it(
    told: Callable[..., list[str]], sign: str, wrong: str, said: list[str]
) -> None:
    body = "".join(f'<pb n="{n}"/><p><lb/>line {n} a\n<lb/>line {n} b\n</p>' for n in range(1, 8))
    witness = "".join(f"{sign.format(f'line {n} a')}\nline {n} b\n" for n in range(1, 8))
    assert told(body, witness) == []
    found = told(body.replace(wrong, ""), witness)
    assert found and all(any(part in text for text in found) for part in said[:1])
    moved = body.replace('<pb n="4"/><p><lb/>line 4 a\n', '<p><lb/>line 4 a\n<pb n="4"/>')
    assert [text.split(":")[2] for text in told(moved, witness)] != []


# --- what always holds ------------------------------------------------------------------------------------------------

LETTERS = "abcdefghijklmnoprstuvwyzéüñßæœŁдλ"
WORDS = st.text(LETTERS, min_size=2, max_size=7)
PUNCTUATED = st.builds(lambda word, point: word + point, WORDS, st.sampled_from(["", "", "", ",", ".", ";", "”", ")"]))
LINES = st.lists(PUNCTUATED, min_size=3, max_size=6)
PAGES = st.lists(st.lists(LINES, min_size=1, max_size=5), min_size=1, max_size=5)


def written(pages: list[list[list[str]]], chance: random.Random) -> tuple[str, str, list[int]]:
    """A trivial edition of some pages: the body, the witness, and the lines of that which are text."""
    body, witness, text = [], [], []
    for number, lines in enumerate(pages, 11):
        body.append(f'<pb n="{number}"/><p>')
        witness.extend([""] * 3)
        foot: list[str] = []
        divided = ""
        for index, words in enumerate(lines):
            no = ' break="no"' if divided else ""
            encoded, shown_line = [divided or words[0], *words[1:]], [divided or words[0], *words[1:]]
            divided = ""
            if chance.random() < 0.3:
                at, note = chance.randrange(len(words)), f"note {number} {index} {words[0]}"
                mark = "*" * (len(foot) + 1)
                encoded[at] += f'<note place="bottom" n="{mark}"><lb/>{escape(note)}</note>'
                shown_line[at] += mark
                foot.append(mark + note)
            elif index + 1 < len(lines) and words[-1].isalpha() and len(words[-1]) > 3 and chance.random() < 0.5:
                divided = "x" + words[-1][2:]
                encoded[-1], shown_line[-1] = words[-1][:2], words[-1][:2] + "-"
            body.append(f"<lb{no}/>{' '.join(encoded)}" + ("" if divided else "\n"))
            text.append(len(witness))
            witness.append(" ".join(shown_line))
        body.append("</p>")
        text.extend(range(len(witness), len(witness) + len(foot)))
        witness.extend([*foot, "", str(number)])
    return "".join(body), "\n".join(witness), text


def found_in(body: str, witness: str) -> tuple[Diagnostic, ...]:
    lines = witness.split("\n")
    from teipress.collate.witness import _lines

    made, count = _lines("\n".join(lines), "w.txt", False)
    return collated(edition(document(body)), Witness(tuple(made), {"w.txt": count}), parse(HEADING, "l.tsv")).findings


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PAGES, st.randoms(use_true_random=False))
def test_any_pages_go_back_to_their_witness_and_any_changed_character_is_found(
    pages: list[list[list[str]]], chance: random.Random
) -> None:
    body, witness, text = written(pages, chance)
    assert found_in(body, witness) == ()
    lines = witness.split("\n")
    line = chance.choice(text)
    at = chance.choice([i for i, c in enumerate(lines[line]) if not c.isspace()])
    for new in (chance.choice([c for c in LETTERS + ",.;!" if c != lines[line][at]]), ""):
        changed = lines[line][:at] + new + lines[line][at + 1 :]
        found = found_in(body, "\n".join([*lines[:line], changed, *lines[line + 1 :]]))
        assert any(f"w.txt:{line + 1}" in d.message for d in found), (changed, found)
    spots = [m.start(1) for m in re.finditer(r"([^\s<>])(?=[^<>]*(?:<|$))", body)]
    at = chance.choice(spots)
    for new in (chance.choice([c for c in LETTERS + ",.;!" if c != body[at]]), ""):
        assert found_in(body[:at] + new + body[at + 1 :], witness) != (), (body, at, new)


# --- surroundings -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "does not exist"),
        (b"", "holds no text"),
        (b" \n\n", "holds no text"),
        ("Stra\xdfe".encode("latin-1"), "is not UTF-8 (line 1, byte 4); save it as UTF-8"),
        (b"%PDF-1.7", "is a PDF, not plain text"),
        (b"<?xml version='1.0'?><TEI/>", "is XML, not plain text"),
        (b"a word\n" * 200_000, "has more than 1 MB"),
    ],
)
def test_a_witness_that_is_none_is_told_in_one_sentence(tmp_path: Path, data: bytes | None, said: str) -> None:
    path = tmp_path / "w.txt"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(Trouble) as trouble:
        collate(edition(document("<p>a</p>")), path, None, Settings(max_megabytes=1))
    assert said in str(trouble.value)


@pytest.mark.parametrize(
    ("ledger", "said"),
    [
        ("7\t1\ttbe\tthe", "1 ENC-045 the ledger does not begin with its heading"),
        (HEADING + "7\t1\ttbe", "2 ENC-045 this row has 3 of the columns page, line, ocr, corrected"),
        (HEADING + "7\tone\ttbe\tthe", "2 ENC-045 “one” is no number of a line"),
        (HEADING + "7\t1\t\tthe", "2 ENC-045 this row does not say what the witness has"),
        (HEADING + "\n7\t9\ttbe\tthe", "3 ENC-046 line 9 is past the end of w.txt, which has 1"),
    ],
)
def test_a_ledger_with_a_slip_is_told_at_its_line(tmp_path: Path, ledger: str, said: str) -> None:
    (tmp_path / "w.txt").write_text("of tbe men", "utf-8")
    found = collated(edition(document("<p>of the men</p>")), read(tmp_path / "w.txt", LIMIT), parse(ledger, "l.tsv"))
    assert [f"{d.place.line} {d.code} {d.message}" for d in found.findings if d.place.file == "l.tsv"] == [said]


@pytest.mark.parametrize("body", ["", "<p/>", '<pb n="1"/>', "<p><gap/></p>", "<p>a</p>"])
@pytest.mark.parametrize("rows", ["", "\t1\tb c\t", "\t1\tb\td"])
def test_texts_with_nearly_nothing_in_them(told: Callable[..., list[str]], body: str, rows: str) -> None:
    for text in told(body, "b c", rows):
        assert re.match(r"\S+:\d+ ENC-04\d \S", text)


def test_an_edition_at_hand_names_its_witness(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "teipress.toml").write_text('edition = "e.xml"\nwitness = "w.txt"', "utf-8")
    (tmp_path / "e.xml").write_text(document("<p>one word more</p>"), "utf-8")
    (tmp_path / "w.txt").write_text("one word rnore", "utf-8")
    monkeypatch.chdir(tmp_path)
    plain = CliRunner().invoke(main, ["collate"])
    assert (plain.exit_code, plain.stdout) == (1, "1 difference in 1 line\n")
    (finding,) = json.loads(CliRunner().invoke(main, ["collate", "--format", "json"]).stdout)
    assert (finding["file"], finding["line"], finding["code"]) == ("e.xml", 1, "ENC-040")
    (tmp_path / "corrections.tsv").write_text(HEADING + "1\t1\trnore\tmore", "utf-8")
    assert CliRunner().invoke(main, ["collate", "e.xml"]).stdout == "0 differences in 1 line\n"


def test_without_a_witness_at_hand_one_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "e.xml").write_text(document("<p>one</p>"), "utf-8")
    result = CliRunner().invoke(main, ["collate", str(tmp_path / "e.xml")])
    assert result.exit_code == 2
    assert "there is no witness of" in result.stderr


def test_a_text_that_is_no_witness_is_told_once(told: Callable[..., list[str]]) -> None:
    other = "\n".join(f"{number} bottles of beer upon the wall" for number in range(200))
    assert told("<p><lb/>Something else altogether.</p>", other) == [
        "snippet.xml:0 ENC-041 only 0% of the witness is in the TEI: is it the text that this edition was made from?"
    ]


def test_every_code_has_its_page() -> None:
    folder = Path(__file__).parents[1] / "teipress" / "collate"
    codes = {code for path in folder.glob("*.py") for code in re.findall(r"ENC-\d+", path.read_text("utf-8"))}
    assert [code for code in sorted(codes) if not page(code)] == []


def corpus_documents(corpus: Path) -> Iterator[Path]:
    yield from (p for p in sorted(corpus.rglob("*.xml")) if p.stat().st_size < 150_000)


def test_documents_by_others_agree_with_what_they_print(corpus: Path, tmp_path: Path) -> None:
    count = 0
    for path in corpus_documents(corpus):
        made = load(path, Settings()).edition
        lines = printed(made.tree, habits_of(made.tree)).lines if made is not None else []
        text = "\n".join(" ".join(shown(line.text).split()) for line in lines)
        if made is None or not text.strip():
            continue
        witness = tmp_path / f"{path.stem}.txt"
        witness.write_text(text, "utf-8")
        found = collate(made, witness, None, Settings()).findings
        assert [str(d) for d in found if d.severity is Severity.ERROR] == [], path.name
        count += 1
    assert count >= 10

"""Collate: the habits of other editions, and pages made up: any of them goes back to its witness."""

import random
import re
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from teipress.collate import collated
from teipress.collate.ledger import parse
from teipress.collate.witness import Witness
from teipress.diagnostics import Diagnostic
from tests.editions import document, edition
from tests.witnesses import HEADING, told

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
def test_editions_of_other_habits(tmp_path: Path, kind: str) -> None:
    body, witness = EDITIONS[kind]
    header = UNMARKED if "leaves out" in kind else ""
    assert told(tmp_path, body, witness, header=header) == []
    lost = re.sub(r"\w+\W*$", "", witness)
    assert len(told(tmp_path, body, lost, header=header)) == 1


def test_long_running_heads_and_many_gaps_take_no_time(tmp_path: Path) -> None:
    head = "<fw>" + "A LONG HEAD " * 12 + "</fw>"
    pages = "".join(f'<pb n="{n}"/>{head}<p><lb/>word {n} and <gap/> end</p>' for n in range(1, 40))
    witness = "\n\n".join(f"word {n} and so on the end" for n in range(1, 40))
    assert told(tmp_path, pages, witness) == []
    gaps = "<p><lb/>" + "a<gap/>" * 60 + "b</p>"
    assert told(tmp_path, gaps, "a" * 400 + "b") == []
    assert len(told(tmp_path, gaps, "a" * 400 + "c")) == 1


def test_a_folder_has_a_file_for_each_page(tmp_path: Path) -> None:
    body = "".join(f'<pb n="{n}"/><p><lb/>page {n} of\n<lb/>a book</p>' for n in (8, 9, 10, 11))
    files = {f"p{n}.txt": f"page {n} of\na book\n" for n in (8, 9, 10, 11)}
    assert told(tmp_path, body, files) == []
    assert told(tmp_path, body, files | {"p9.txt": "page 9 of\na hook\n"}, "9\t2\ta hook\ta book\n") == []
    assert told(tmp_path, body, files | {"p10.txt": "page 10 of\na hook\n"}, "12\t2\thook\tbook\n") == [
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
def test_pages_begin_where_the_witness_shows_it(tmp_path: Path, sign: str, wrong: str, said: list[str]) -> None:
    body = "".join(f'<pb n="{n}"/><p><lb/>line {n} a\n<lb/>line {n} b\n</p>' for n in range(1, 8))
    witness = "".join(f"{sign.format(f'line {n} a')}\nline {n} b\n" for n in range(1, 8))
    assert told(tmp_path, body, witness) == []
    found = told(tmp_path, body.replace(wrong, ""), witness)
    assert found and all(any(part in text for text in found) for part in said[:1])
    moved = body.replace('<pb n="4"/><p><lb/>line 4 a\n', '<p><lb/>line 4 a\n<pb n="4"/>')
    assert [text.split(":")[2] for text in told(tmp_path, moved, witness)] != []


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

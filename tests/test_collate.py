"""Collate: what is said of a difference, and of what is no witness, ledger or edition at hand."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from teipress.checks import page
from teipress.cli import main
from teipress.collate import collate, collated
from teipress.collate.habits import habits_of
from teipress.collate.ledger import parse
from teipress.collate.printed import printed
from teipress.collate.signs import shown
from teipress.collate.witness import read
from teipress.diagnostics import Severity, Trouble
from teipress.edition import load
from teipress.settings import Settings
from tests.editions import document, edition
from tests.witnesses import HEADING, LIMIT, told

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
def test_what_is_said(tmp_path: Path, witness: str, rows: str, said: list[str]) -> None:
    assert told(tmp_path, SMALL, witness, rows) == said


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
def test_texts_with_nearly_nothing_in_them(tmp_path: Path, body: str, rows: str) -> None:
    for text in told(tmp_path, body, "b c", rows):
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


def test_a_text_that_is_no_witness_is_told_once(tmp_path: Path) -> None:
    other = "\n".join(f"{number} bottles of beer upon the wall" for number in range(200))
    assert told(tmp_path, "<p><lb/>Something else altogether.</p>", other) == [
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

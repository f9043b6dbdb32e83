"""Encode: the list of misreads, what a person decides of them, and the command."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from teipress.cli import main
from teipress.diagnostics import Exit
from teipress.encode import Decision, Vocabulary, decisions, encode, vocabulary
from tests.drafts import FEW, text

# --- misreads ---------------------------------------------------------------------------------------------------------

ENGLISH = (
    "the of and a to in that he was his it with had for as be not on at by which have or from this but all they we "
)
GOOD = [
    "“He agreed,” said the man, “and the others’ dogs were sad.” It was the end of the road, and a long one it was.",
    "“I see,” she said, “that’s not what we had thought.” And the old house stood there still, with all its windows.",
] * 6  # fmt: skip


@pytest.mark.parametrize(
    ("line", "ocr", "suggestion"),
    [
        ("Then 1 agree to it.", "1", "I"),
        ("He had 2 long road to go.", "2", "a"),
        ("He scemed to be sad.", "scemed", "seemed"),
        ("It was the remerober of it.", "remerober", "remember"),
        ("The réle was his.", "réle", "rôle"),
        ("He said ““no” to it.", "““no”", "“no”"),
        ("It was its‘'own house.", "its‘'own", "its own"),
        ("The end of.the road.", "of.the", "of the"),
        ("That's the end.", "That's", "That’s"),
        ("It was the end, They had gone.", "end,", "end."),
        ("He saw the Kar] there.", "Kar]", "Karl"),
        (";ndeed it was.", ";ndeed", "indeed"),
        ("The U.SS.R. was there.", "U.SS.R.", "U.S.S.R."),
        ("It was ﬁrm.", "ﬁrm.", "firm."),
        ("VorosHLov was there.", "VorosHLov", "Voroshlov"),
        ("He was w1th them.", "w1th", "with"),
        ("The old manceuvre was it.", "manceuvre", "manœuvre"),
    ],
)
def test_misreads_are_suspected(line: str, ocr: str, suggestion: str) -> None:
    counted = dict.fromkeys(ENGLISH.split(), 10000)
    listed = (
        "seemed remember rôle own end road indeed firm with see long man dogs sad house old others agreed thought still"
    )
    counted |= dict.fromkeys([*listed.split(), *"karl were what there stood windows one said she its".split()], 500)
    known = Vocabulary("en", counted, 1_000_000)
    draft = encode("\n\n".join([*GOOD, line]), "s.txt", language="en", words=known)
    rows = [m for m in draft.misreads if m.line == 2 * len(GOOD) + 1]
    assert any(m.ocr == ocr and suggestion in m.suggestions for m in rows), rows
    assert [m for m in draft.misreads if m.line < 2 * len(GOOD)] == []


def test_a_list_of_another_language_is_told() -> None:
    german = Vocabulary("de", dict.fromkeys("der die das und nicht mit sich auf eine".split(), 5), 45)
    draft = encode(text("roads"), "roads.txt", words=german)
    assert [d.code for d in draft.diagnostics] == ["ENC-028"]


# --- decisions --------------------------------------------------------------------------------------------------------


def test_decisions_are_carried_out_from_left_to_right() -> None:
    made = [Decision(1, "1", "I"), Decision(1, "scemed", "seemed"), Decision(2, "-", "")]
    draft = encode("Then 1 scemed to go,\n- and 1 went.", "s.txt", words=FEW, made=made)
    assert "Then I seemed to go," in draft.tei.decode()
    assert "3 misreadings of the scan have been corrected" in draft.tei.decode()


def test_a_decision_that_does_not_fit_is_told_and_nothing_comes_of_it() -> None:
    draft = encode("Then 1 went.", "s.txt", words=FEW, made=[Decision(1, "scemed", "seemed"), Decision(9, "a", "b")])
    assert draft.tei == b""
    assert [(d.code, d.place.line) for d in draft.diagnostics] == [("ENC-027", 1), ("ENC-027", 9)]


@pytest.mark.parametrize(
    "bad", ["", "page\tline\tocr\tsuggestion\treason\n", "page\tline\tocr\tcorrected\n1\tx\ta\tb\n"]
)
def test_a_list_of_another_form_is_no_list_of_decisions(bad: str) -> None:
    made, found = decisions.read(bad, "list.tsv")
    assert made is None
    assert [d.code for d in found] == ["ENC-027"]


# --- the command ------------------------------------------------------------------------------------------------------


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "roads.ocr.txt"
    path.write_text(text("roads"), "utf-8")
    return path


def test_the_draft_and_the_list_stand_beside_the_source(source: Path) -> None:
    result = run("encode", source, "--title", "On Roads", "--author", "Edward Halliday")
    assert result.exit_code == Exit.CLEAN, result.stderr
    assert [Path(line).name for line in result.stdout.splitlines()] == ["roads.xml", "roads.misreads.tsv"]
    made = (source.parent / "roads.xml").read_text("utf-8")
    assert "<title>On Roads</title>" in made and "<author>Edward Halliday</author>" in made
    assert "Encoded from OCR text roads.ocr.txt by teipress" in made
    assert (source.parent / "roads.misreads.tsv").read_text("utf-8").splitlines()[
        1
    ] == "1\t63\ttbe\tthe\tno word of the list"


def test_nothing_is_replaced_without_force(source: Path) -> None:
    kept = source.parent / "roads.misreads.tsv"
    kept.write_text("mine", "utf-8")
    result = run("encode", source)
    assert (result.exit_code, kept.read_text("utf-8")) == (Exit.UNREADABLE, "mine")
    assert "is there already; --force replaces it" in result.stderr
    assert not (source.parent / "roads.xml").exists()
    assert run("encode", source, "--force").exit_code == Exit.CLEAN
    assert kept.read_text("utf-8").startswith("page\tline\tocr")


def test_the_source_is_never_written(source: Path) -> None:
    result = run("encode", source, "--output", source, "--force")
    assert (result.exit_code, source.read_text("utf-8")) == (Exit.USAGE, text("roads"))


def test_decisions_are_applied_whole_or_not_at_all(source: Path, tmp_path: Path) -> None:
    decided, output = tmp_path / "decided.tsv", tmp_path / "out" / "made.xml"
    decided.write_text("page\tline\tocr\tcorrected\n1\t63\ttbe\tthe\n1\t68\tthorns\tthistles\n", "utf-8")
    result = run("encode", source, "--apply", decided, "--output", output)
    assert result.exit_code == Exit.ERRORS
    assert "roads.ocr.txt:68  error ENC-027" in result.stderr
    assert not output.exists()
    decided.write_text("page\tline\tocr\tcorrected\n1\t63\ttbe\tthe\n1\t68\t1\tI\n", "utf-8")
    assert run("encode", source, "--apply", decided, "--output", output).exit_code == Exit.CLEAN
    assert "drove-ways of the" in output.read_text("utf-8")
    rows = (tmp_path / "out" / "made.misreads.tsv").read_text("utf-8").splitlines()
    assert len(rows) == 2 and rows[1].startswith("4\t")


def test_a_word_list_of_ones_own(source: Path, tmp_path: Path) -> None:
    listed = tmp_path / "words.txt"
    found = set(re.findall(r"[^\W\d_]+", text("roads").lower())) - {"pcople"}
    listed.write_text("\n".join(sorted(found)), "utf-8")
    assert run("encode", source, "--words", listed).exit_code == Exit.CLEAN
    rows = (source.parent / "roads.misreads.tsv").read_text("utf-8").splitlines()[1:]
    assert [row.split("\t")[2] for row in rows] == ["1", "pcople."]


@pytest.mark.parametrize(("words", "code"), [("xx", Exit.USAGE), ("en", Exit.UNREADABLE)])
def test_without_a_word_list_that_is_told(
    words: str, code: Exit, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vocabulary, "packaged", lambda language: None)
    result = run("encode", source, "--words", words)
    assert result.exit_code == code
    result = run("encode", source)
    assert result.exit_code == Exit.CLEAN
    assert "note ENC-028" in result.stderr and "pip install 'teipress[words]'" in result.stderr
    assert (source.parent / "roads.xml").exists()


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"caf\xe9\n", Exit.ERRORS, "error ENC-020  byte 4 (0xE9) is not UTF-8"),
        (b"\xff\xfea\x00", Exit.CLEAN, ""),
        (b"", Exit.UNREADABLE, "is empty"),
        (None, Exit.UNREADABLE, "does not exist"),
    ],
)
def test_files_of_all_kinds(data: bytes | None, code: Exit, said: str, tmp_path: Path) -> None:
    path = tmp_path / "some.txt"
    if data is not None:
        path.write_bytes(data)
    result = run("encode", path)
    assert result.exit_code == code
    assert said in result.stderr
    assert (tmp_path / "some.xml").exists() is (code is Exit.CLEAN)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04", "is a ZIP archive (perhaps a Word document or an EPUB), not plain text"),
        (b"<?xml version='1.0'?><TEI/>", "is XML, not plain text"),
        (b" \n", "is empty"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, said: str, tmp_path: Path) -> None:
    source = tmp_path / "scan.txt"
    source.write_bytes(data)
    result = run("encode", source)
    assert said in result.output
    assert result.exit_code == Exit.UNREADABLE
    assert list(tmp_path.iterdir()) == [source]

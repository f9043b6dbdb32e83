"""The command line: what an editor types, and what comes of every slip: a place, a remedy, an exit code."""

import json
import re
from pathlib import Path

import pytest

from teipress.diagnostics import Exit
from tests.editions import MEMOIR, NAMESPACE, ROOT, copy_of_memoir, document
from tests.mistakes import ALL, BREAK, MISTAKES, NOVEL, TAKEN, run, with_
from tests.mistakes import broken as broken


@pytest.mark.parametrize("command", ["validate", "build", "pack"])
def test_folder_without_xml_is_told(command: str, tmp_path: Path) -> None:
    (tmp_path / "memoir.xml").mkdir()
    result = run(command, tmp_path / "memoir.xml")
    assert result.stderr == f"teipress: {tmp_path / 'memoir.xml'} is a folder without XML files; name a TEI file\n"
    assert (result.exit_code, result.stdout) == (Exit.UNREADABLE, "")


@pytest.mark.parametrize("command", ["validate", "build", "pack"])
def test_missing_file_is_told(command: str, tmp_path: Path) -> None:
    result = run(command, tmp_path / "no.xml")
    assert result.stderr == f"teipress: {tmp_path / 'no.xml'} does not exist\n"
    assert result.exit_code == Exit.UNREADABLE


@pytest.mark.parametrize("command", ["validate", "build", "pack"])
def test_without_an_edition_at_hand_it_asks_for_one(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(command)
    assert result.stderr == (
        "teipress: there is no edition at hand; name a TEI file, or `edition` under [tool.teipress] in pyproject.toml\n"
    )
    assert result.exit_code == Exit.USAGE


# --- validate ---------------------------------------------------------------------------------------------------------


def test_memoir_has_no_problems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = run("validate")
    assert (result.stdout, result.stderr, result.exit_code) == ("0 problems in 1 document\n", "", Exit.CLEAN)


def test_memoir_has_no_problems_by_the_xml_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = run("validate", "--schema", "schemas/memoir.xsd")
    assert (result.stdout, result.stderr, result.exit_code) == ("0 problems in 1 document\n", "", Exit.CLEAN)


def test_copy_far_from_its_schema_is_checked_against_the_one_that_ships(tmp_path: Path) -> None:
    copy = copy_of_memoir(tmp_path)
    assert run("validate", copy).stdout == "0 problems in 1 document\n"
    copy.write_bytes(MISTAKES["unknown element"][0])
    assert "SCH-001" in run("validate", copy).stderr


def test_all_documents_of_a_folder_are_checked_in_one_run(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(document('<ref target="#nobody">x</ref>'), "utf-8")
    for name, mistake in (("b.xml", "empty file"), ("c.xml", "external entity")):
        (tmp_path / name).write_bytes(ALL[mistake][0])
    result = run("validate", tmp_path)
    assert re.findall(r"^\S*/(\w)\.xml:\S+  error (\S+)", result.stderr, re.M) == [
        ("a", "REF-001"), ("b", "XML-003"), ("c", "XML-006"),
    ]  # fmt: skip
    assert result.stdout == "3 problems in 3 documents; 7 notes with --notes\n"
    assert result.exit_code == Exit.REFUSED


def test_several_mistakes_are_told_in_the_order_of_the_text(tmp_path: Path) -> None:
    path = copy_of_memoir(tmp_path)
    data = with_(BREAK, TAKEN).decode()
    path.write_text(
        data.replace(NOVEL, '<book ref="#cement">Cement</book>', 1).replace('who="#ed"', 'who="#edd"', 1), "utf-8"
    )
    found = re.findall(r"  error (\S+)", run("validate", path).stderr)
    assert found == ["REF-001", "SCH-001", "REF-002"]


def test_json_is_json_and_alone_on_stdout(tmp_path: Path) -> None:
    path = copy_of_memoir(tmp_path).rename(tmp_path / "é.xml")
    path.write_bytes(MISTAKES["dangling pointer"][0])
    result = run("validate", path, "--format", "json")
    assert result.stderr == ""
    (found,) = json.loads(result.stdout)
    assert (found["file"], found["code"], found["severity"]) == (str(path), "REF-001", "error")
    assert set(found) == {"code", "severity", "file", "line", "column", "xpath", "message", "hint"}
    assert found["xpath"] == "/TEI/teiHeader/revisionDesc/change[1]"
    assert result.exit_code == Exit.ERRORS
    assert json.loads(run("validate", MEMOIR, "--format", "json").stdout) == []


def test_plain_tei_without_settings_passes_and_is_told_what_was_not_checked(tmp_path: Path) -> None:
    path = tmp_path / "letter.xml"
    path.write_text(document("<p>Dear Victor</p>"), "utf-8")
    result = run("validate", path)
    assert re.fullmatch(r"0 problems in 1 document; \d+ notes with --notes\n", result.stdout)
    assert re.fullmatch(r"\S+letter.xml:1  note SCH-002  .+\n    in /TEI\n    hint: .+\n", result.stderr)
    assert result.exit_code == Exit.CLEAN


def test_advice_is_given_to_who_asks_for_it_and_to_programs(tmp_path: Path) -> None:
    path = tmp_path / "letter.xml"
    path.write_text(document("<p>Dear Victor</p>"), "utf-8")
    result = run("validate", path, "--notes")
    assert result.stdout == "0 problems in 1 document\n"
    told = re.findall(r"letter.xml:\S+  note (\S+)", result.stderr)
    assert "SCH-002" in told and "HDR-002" in told
    assert sorted(told) == sorted(f["code"] for f in json.loads(run("validate", path, "--format", "json").stdout))


def test_missing_file_does_not_keep_the_others_from_being_checked(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(document('<ref target="#nobody">x</ref>'), "utf-8")
    (tmp_path / "empty").mkdir()
    result = run("validate", tmp_path / "no.xml", tmp_path / "a.xml", tmp_path / "empty", tmp_path / "no.xml")
    assert result.stderr.startswith(
        f"teipress: {tmp_path / 'no.xml'} does not exist\nteipress: {tmp_path / 'empty'} is a"
    )
    assert result.stderr.count("does not exist") == 1 and "REF-001" in result.stderr
    assert result.stdout.startswith("1 problem in 1 document")
    assert result.exit_code == Exit.UNREADABLE
    result = run("validate", tmp_path / "no.xml", tmp_path / "a.xml", "--format", "json")
    assert "REF-001" in {found["code"] for found in json.loads(result.stdout)}
    assert result.exit_code == Exit.UNREADABLE


def test_document_whose_schema_cannot_be_used_does_not_keep_the_others_from_being_checked(tmp_path: Path) -> None:
    (tmp_path / "bad.rng").write_text("<grammar", "utf-8")
    (tmp_path / "a.xml").write_text(f'<?xml-model href="bad.rng"?>{document("<p>x</p>")}', "utf-8")
    (tmp_path / "b.xml").write_text(document('<ref target="#nobody">x</ref>'), "utf-8")
    result = run("validate", tmp_path)
    assert "bad.rng:1" in result.stderr and "b.xml:1:" in result.stderr
    assert result.stdout.startswith("1 problem in 1 document")
    assert result.exit_code == Exit.USAGE


@pytest.mark.parametrize(
    "name", ["a<b>.xml", "con.xml", "x" * 251 + ".xml", "e\u0301.xml", "a b.xml", "-x.xml", "Ж.xml"]
)
def test_strange_file_names_are_read_and_written(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(document("<p>Dear Victor</p>"), "utf-8")
    assert run("validate", path).exit_code == Exit.CLEAN
    result = run("build", path, "--to", "text", "--output", tmp_path / "books")
    assert result.exit_code == Exit.CLEAN
    assert re.fullmatch(r"[a-z0-9-]{1,80}\.txt", next((tmp_path / "books").iterdir()).name)


@pytest.mark.parametrize("schema", ["no.rng", "."])
def test_schema_that_is_not_there_is_told(schema: str, tmp_path: Path) -> None:
    result = run("validate", MEMOIR, "--schema", tmp_path / schema)
    assert result.stderr.startswith(f"teipress: {tmp_path / schema} ")
    assert result.exit_code == Exit.UNREADABLE


def test_slip_in_the_settings_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "teipress.toml").write_text('shema = "x.rng"', "utf-8")
    (tmp_path / "x.xml").write_text(document("<p/>"), "utf-8")
    result = run("validate", tmp_path / "x.xml")
    assert result.stderr.endswith("teipress.toml: there is no setting 'shema'; did you mean schema?\n")
    assert result.exit_code == Exit.USAGE


def test_root_keeps_a_document_out_and_lets_an_include_in(tmp_path: Path) -> None:
    below, other = tmp_path / "a", tmp_path / "b"
    below.mkdir()
    other.mkdir()
    (tmp_path / "x.xml").write_text(f"<p {NAMESPACE}>x</p>", "utf-8")
    include = '<include xmlns="http://www.w3.org/2001/XInclude" href="../x.xml"/>'
    (below / "main.xml").write_text(document(include), "utf-8")
    assert run("validate", below / "main.xml").exit_code == Exit.REFUSED
    assert run("validate", below / "main.xml", "--root", tmp_path).exit_code == Exit.CLEAN
    assert run("validate", below / "main.xml", "--root", other).exit_code == Exit.REFUSED


# --- build ------------------------------------------------------------------------------------------------------------


def test_build_writes_what_is_asked_for_and_says_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "letter.xml").write_text(document("<p>Dear Victor</p>"), "utf-8")
    result = run("build", "letter.xml", "--to", "text, epub", "--output", "books")
    assert result.exit_code == Exit.CLEAN, result.stderr
    written = sorted(path.name for path in (tmp_path / "books").iterdir())
    assert sorted(Path(line).name for line in result.stdout.splitlines()) == written
    assert sorted(Path(name).suffix for name in written) == [".epub", ".txt"]


def test_build_without_a_schema_goes_on_over_faults(tmp_path: Path) -> None:
    (tmp_path / "letter.xml").write_text(document('<p>Dear <ref target="#no">Victor</ref></p>'), "utf-8")
    result = run("build", tmp_path / "letter.xml", "--to", "text", "--output", tmp_path / "books")
    assert "warning REF-001" in result.stderr
    assert result.exit_code == Exit.CLEAN
    assert "Dear Victor" in next((tmp_path / "books").iterdir()).read_text("utf-8")


def test_unknown_format_is_told_before_anything_is_read(tmp_path: Path) -> None:
    result = run("build", tmp_path / "no.xml", "--to", "text,epbu")
    assert result.stderr == "teipress: there is no format 'epbu'; did you mean epub?\n"
    assert result.exit_code == Exit.USAGE


@pytest.mark.parametrize("kind", ["a file for the folder", "a folder for the file"])
def test_output_that_cannot_be_written_is_told(tmp_path: Path, kind: str) -> None:
    (tmp_path / "letter.xml").write_text(document("<p>Dear Victor</p>"), "utf-8")
    output = tmp_path / "books"
    if kind == "a file for the folder":
        output.write_bytes(b"mine")
    else:
        name = run("build", tmp_path / "letter.xml", "--to", "text", "--output", tmp_path / "first").stdout.strip()
        (output / Path(name).name).mkdir(parents=True)
    result = run("build", tmp_path / "letter.xml", "--to", "text", "--output", output)
    assert result.exit_code in (Exit.USAGE, Exit.UNREADABLE)
    assert result.stderr
    assert kind != "a file for the folder" or output.read_bytes() == b"mine"

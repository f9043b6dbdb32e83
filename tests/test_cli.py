"""The command line: what an editor types, and what comes of every slip: a place, a remedy, an exit code."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from teipress.checks import codes
from teipress.cli import main
from teipress.diagnostics import Exit
from tests.editions import MEMOIR, NAMESPACE, ROOT, copy_of_memoir, document

SOURCE = MEMOIR.read_text("utf-8")
NOVEL = '<title level="m" ref="#cement">Cement</title>'
XSD = ROOT / "schemas" / "memoir.xsd"


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def with_(old: str, new: str) -> bytes:
    assert old in SOURCE
    return SOURCE.replace(old, new, 1).encode()


def line_in(data: bytes, words: str) -> int:
    return data.count(b"\n", 0, data.index(words.encode())) + 1


# A page break that nothing points to, and the same with the id of the page before it.
PAGE = next(n for n in range(11, 60) if f"#p{n}" not in SOURCE and f'<pb n="{n}" xml:id="p{n}"/>' in SOURCE)
BREAK = f'<pb n="{PAGE}" xml:id="p{PAGE}"/>'
TAKEN = BREAK.replace(f"p{PAGE}", "p9")


# The mistakes an editor makes in a copy of the memoir: its bytes, and the code and the words of the line it is told of.
MISTAKES: dict[str, tuple[bytes, str, str]] = {
    "tag not closed": (with_(NOVEL, NOVEL.removesuffix("</title>")), "XML-001", "<lb/>a witness’ testimony"),
    "unknown element": (with_(NOVEL, '<book ref="#cement">Cement</book>'), "SCH-001", "<book"),
    "element in the wrong place": (
        with_("<lb/>The entire first", "<div><p>x</p></div><lb/>The entire first"), "SCH-003", "<div><p>x",
    ),
    "bad date value": (with_('<date when="1937">', '<date when="spring 1937">'), "DAT-001", "spring 1937"),
    "missing required child": (
        with_("<head><lb/>A Note About The Author</head>", ""), "SCH-004", '<div type="preface"',
    ),
    "unknown attribute": (with_(NOVEL, '<title level="m" ref="#cement" colour="x">Cement</title>'), "SCH-006", "colour="),
    "duplicate id": (with_(BREAK, TAKEN), "REF-002", TAKEN),
    "dangling pointer": (with_('who="#ed"', 'who="#edd"'), "REF-001", "#edd"),
    "wrong encoding": (SOURCE.replace("UTF-8", "UTF-8", 1).encode("cp1252", "replace"), "XML-002", "its copyright"),
    "empty file": (b"", "XML-003", ""),
    "a JPEG named .xml": (b"\xff\xd8\xff\xe0\0\x10JFIF\0\1", "XML-004", ""),
}  # fmt: skip
# The line of the source, and a caret under the column.
SHOWN = r"(?: +\d+ \| .*\n +\| +\^(?: /\S+)?\n|    in /\S+\n)?"
# What the parser keeps out for the reader's safety ends in another exit code.
UNSAFE = {
    "external entity": (
        f'<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<TEI {NAMESPACE}>&x;</TEI>'.encode(), "XML-006", "&x;",
    ),
    "include from above": (
        document('\n<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="../x.xml"/>').encode(),
        "XML-008", "<i:include",
    ),
    "too deep": (b"<a>" * 300, "XML-005", ""),
}  # fmt: skip
ALL = MISTAKES | UNSAFE


@pytest.fixture
def broken(tmp_path: Path) -> Callable[[str], Path]:
    """A copy of the memoir with one mistake in it, in a folder of its own, outside the checkout."""

    def make(mistake: str) -> Path:
        path = copy_of_memoir(tmp_path)
        path.write_bytes(ALL[mistake][0])
        return path

    return make


def assert_told(result: Result, path: Path, mistake: str) -> None:
    data, code, words = ALL[mistake]
    line = line_in(data, words) if words and words.encode() in data else 1
    told = re.findall(
        rf"^{re.escape(str(path))}:(\d+)(?::\d+)?  error ({code})  .+\n{SHOWN}    hint: .+$", result.stderr, re.M
    )
    assert len(told) == 1, result.stderr
    assert mistake in LINE_ELSEWHERE or told == [(str(line), code)]
    assert len(re.findall("  error ", result.stderr)) == 1, "one mistake is one error"
    assert result.exit_code == (Exit.REFUSED if mistake in UNSAFE else Exit.ERRORS)


# Where a tag that was never closed shows, and where the first wrong byte is, is the parser's to say.
LINE_ELSEWHERE = {"tag not closed", "wrong encoding"}


@pytest.mark.parametrize("mistake", ALL)
def test_mistake_is_told_once_with_place_and_remedy(mistake: str, broken: Callable[[str], Path]) -> None:
    path = broken(mistake)
    result = run("validate", path)
    assert_told(result, path, mistake)
    assert re.fullmatch(r"1 problem in 1 document(; \d+ notes with --notes)?\n", result.stdout)


@pytest.mark.parametrize("mistake", ALL)
def test_mistake_is_told_by_the_xml_schema_too(mistake: str, broken: Callable[[str], Path]) -> None:
    path = broken(mistake)
    result = run("validate", path, "--schema", XSD)
    code = re.sub(r"SCH-\d+", r"SCH-\\d+", ALL[mistake][1])
    assert re.search(
        rf"^{re.escape(str(path))}:\d+(:\d+)?  error {code}  .+\n{SHOWN}    hint: .+$", result.stderr, re.M
    )
    assert result.exit_code == (Exit.REFUSED if mistake in UNSAFE else Exit.ERRORS)


@pytest.mark.parametrize("mistake", ALL)
def test_build_of_a_mistake_touches_nothing(mistake: str, broken: Callable[[str], Path], tmp_path: Path) -> None:
    path, output = broken(mistake), tmp_path / "books"
    output.mkdir()
    for name in ("copy.txt", "from-lenin-to-stalin.txt", "from-lenin-to-stalin.epub"):
        (output / name).write_bytes(b"an edition that was there")
        os.utime(output / name, (1, 1))
    before = {p.name: (p.read_bytes(), p.stat().st_mtime, p.stat().st_ino) for p in output.iterdir()}
    result = run("build", path, "--output", output)
    assert_told(result, path, mistake)
    assert result.stdout == ""
    assert {p.name: (p.read_bytes(), p.stat().st_mtime, p.stat().st_ino) for p in output.iterdir()} == before


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


# --- explain, help ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", codes())
def test_explain(code: str) -> None:
    for typed in (code, code.lower()):
        result = run("explain", typed)
        assert result.stdout.startswith(f"{code}  ")
        assert "Remedy:" in result.stdout
        assert result.exit_code == Exit.CLEAN


def test_explain_alone_lists_all_codes() -> None:
    lines = run("explain").stdout.splitlines()
    assert [line[:7] for line in lines] == codes()
    assert all(len(line) > 20 for line in lines)


def test_explain_of_nothing_suggests() -> None:
    result = run("explain", "SCH-01")
    assert result.stderr == "teipress: there is no diagnostic SCH-01; did you mean SCH-001?\n"
    assert result.exit_code == Exit.USAGE


HELP = {
    "": "Scholarly TEI editions",
    "validate": "Check TEI files, all files of a folder, or the edition at hand.",
    "build": "Make books: PDF, EPUB and plain text",
    "annotate": "Propose tags for names and dates",
    "collate": "Prove an edition against the text it was made from",
    "encode": "Make a TEI draft of plain OCR text",
    "pack": "Wrap an edition up for an archive",
    "proof": "",
    "schema": "Schemas by name",
    "explain": "Say what a diagnostic means and what to do",
}


def test_every_command_is_listed_here() -> None:
    assert set(HELP) == {"", *main.commands}


@pytest.mark.parametrize("option", ["--help", "-h"])
@pytest.mark.parametrize("command", HELP)
def test_help_says_what_a_command_does(command: str, option: str) -> None:
    result = run(*command.split(), option)
    assert HELP[command] in " ".join(result.stdout.split())
    assert result.exit_code == Exit.CLEAN


def test_every_option_has_a_word_of_help() -> None:
    options = [p for command in main.commands.values() for p in command.params if isinstance(p, click.Option)]
    assert [option.name for option in options if not option.help] == []


@pytest.mark.parametrize("arguments", [["--colour"], ["validate", "--colour"], ["valdate"], ["build", "--view", "x"]])
def test_wrong_use_is_told(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == Exit.USAGE
    assert "Error: " in result.stderr


# --- as a process -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("mistake", "code"), [("wrong encoding", 1), ("a JPEG named .xml", 1), ("external entity", 4)])
def test_process_ends_with_the_exit_code_and_no_traceback(
    mistake: str, code: int, broken: Callable[[str], Path], tmp_path: Path
) -> None:
    path = broken(mistake)
    ended = subprocess.run(
        [sys.executable, "-m", "teipress", "validate", str(path)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert ended.returncode == code
    assert ALL[mistake][1].encode() in ended.stderr
    assert b"Traceback" not in ended.stderr

"""The command line: every mistake is told once, with its place, a remedy and an exit code."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from teipress.diagnostics import Exit
from tests.editions import ROOT
from tests.mistakes import ALL, SHOWN, UNSAFE, XSD, line_in, run
from tests.mistakes import broken as broken


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

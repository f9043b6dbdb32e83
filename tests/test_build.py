"""Build: the settings' verdicts hold for all that a build tells, and nothing is told twice."""

from pathlib import Path

import pytest

from teipress.build import Built, build
from teipress.checks import check_file
from teipress.diagnostics import Severity, in_order
from teipress.settings import find
from tests.editions import document

BODY = """<p>a <unheardOf>b</unheardOf></p>
<figure><graphic url="gone.png"/><figDesc>Gone.</figDesc></figure>
<figure><graphic url="../out.png"/><figDesc>Outside.</figDesc></figure>
<figure><graphic url="old.tif"/><figDesc>Old.</figDesc></figure>"""


def made(folder: Path, settings: str = "", body: str = BODY) -> Path:
    (folder / "x.xml").write_text(f'<!DOCTYPE TEI SYSTEM "tei.dtd">\n{document(body)}', "utf-8")
    (folder / "old.tif").write_bytes(b"II*\0")
    (folder / "teipress.toml").write_text(settings, "utf-8")
    return folder / "x.xml"


def built(path: Path) -> Built:
    return build(path, find(path), ["text"])


def told(result: Built) -> list[str]:
    return [f"{d.severity} {d.code}" for d in in_order(result.findings) if d.code[:3] not in ("HDR", "SCH")]


def test_an_image_that_is_left_out_is_told_once(tmp_path: Path) -> None:
    assert told(built(made(tmp_path))) == [
        "note XML-009", "note OUT-010", "warning REF-001", "warning REF-001", "warning IMG-003",
    ]  # fmt: skip


def test_many_images_that_are_left_out_are_told_once(tmp_path: Path) -> None:
    figure = '<figure><graphic url="old.tif"/><figDesc>Old.</figDesc></figure>'
    assert told(built(made(tmp_path, body=figure * 25))) == ["note XML-009", "warning IMG-003"]


def test_settings_reach_what_loading_and_building_tell(tmp_path: Path) -> None:
    settings = """[rules]
XML-009 = "off"
OUT-010 = "warning"
[[suppress]]
code = "IMG-003"
file = "x.xml"
reason = "It is shown by its words."
"""
    path = made(tmp_path, settings)
    assert told(built(path)) == ["warning OUT-010", "warning REF-001", "warning REF-001"]
    assert "XML-009" not in {d.code for d in check_file(path, find(path))}


def test_an_error_asked_for_stops_a_build(tmp_path: Path) -> None:
    result = built(made(tmp_path, '[rules]\nREF-001 = "error"'))
    assert result.books is None
    assert [d.severity for d in result.findings if d.code == "REF-001"] == [Severity.ERROR] * 2


@pytest.mark.parametrize(("code", "unused"), [("OUT-010", False), ("OUT-004", True)])
def test_suppressions_of_what_only_a_build_tells(tmp_path: Path, code: str, unused: bool) -> None:
    path = made(tmp_path, f'[[suppress]]\ncode = "{code}"\nfile = "x.xml"\nreason = "It is so."\n')
    assert "SET-001" not in {d.code for d in check_file(path, find(path))}
    result = built(path)
    assert ("SET-001" in {d.code for d in result.findings}) is unused
    assert code not in {d.code for d in result.findings}

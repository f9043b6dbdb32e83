"""The forms of findings: for people, programs and code hosts."""

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from teipress import __version__, report
from teipress.checks import page
from teipress.diagnostics import Diagnostic, Place, Severity
from tests.editions import ROOT


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "letter 1.xml"
    path.write_text(f'<p>\n<ref target="#nobody"/>\n{"x" * 300}<b/>{"y" * 300}\n\t\x1b[31m<c/></p>', "utf-8")
    return path


def at(file: Path | str, line: int, column: int, severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic(Place(str(file), line, column, "/p/ref"), "REF-001", "dead, 50%", "give: it\nlife", severity)


def test_text_shows_the_line_and_a_caret(document: Path) -> None:
    assert list(report.text([at(document, 2, 6)])) == [
        f"{document}:2:6  error REF-001  dead, 50%\n"
        '     2 | <ref target="#nobody"/>\n'
        "       |      ^ /p/ref\n"
        "    hint: give: it\nlife"
    ]


def test_long_line_is_cut_to_what_is_near(document: Path) -> None:
    _, line, caret, *_ = next(report.text([at(document, 3, 301)])).split("\n")
    assert line == f"     3 | …{'x' * 50}<b/>{'y' * 46}…"
    assert line.index("<b/>") == caret.index("^")


def test_nothing_that_a_terminal_would_act_upon_is_shown(document: Path) -> None:
    shown = next(report.text([at(document, 4, 7)])).split("\n")[1]
    assert shown == "     4 |   [31m<c/></p>"


@pytest.mark.parametrize("place", [("gone.xml", 2, 6), ("", 0, 0), ("letter 1.xml", 99, 1), ("letter 1.xml", 2, 0)])
def test_without_file_line_or_column_there_is_no_caret(place: tuple[str, int, int], document: Path) -> None:
    finding = at(document.with_name(place[0]) if place[0] else "x", *place[1:])
    first, rest = str(finding).split("\n", 1)
    assert list(report.text([finding])) == [f"{first}\n    in /p/ref\n{rest}"]


def test_colour_marks_the_severity_alone(document: Path) -> None:
    (line, *_) = next(report.text([at(document, 2, 6, Severity.WARNING)], colour=True)).split("\n")
    assert line == f"{document}:2:6  \x1b[1;33mwarning\x1b[0m REF-001  dead, 50%"


def test_json_keeps_to_its_schema(document: Path) -> None:
    schema = json.loads((ROOT / "docs" / "diagnostics.schema.json").read_text("utf-8"))
    found = [at(document, 2, 6), at("x.xml", 0, 0, Severity.NOTE)]
    for form in (report.as_json(found), report.as_json(found, one_line=True), report.as_json([])):
        jsonschema.validate(json.loads(form), schema)
    (finding, _) = json.loads(report.as_json(found))
    properties = schema["items"]["properties"]
    assert sorted(finding) == sorted(properties) == sorted(schema["items"]["required"])


def test_sarif(document: Path) -> None:
    log = json.loads(report.sarif([at(document, 2, 6), at("é.xml", 0, 0, Severity.NOTE)], page))
    (run,) = log["runs"]
    assert (log["version"], run["tool"]["driver"]["version"]) == ("2.1.0", __version__)
    (rule,) = run["tool"]["driver"]["rules"]
    assert rule["id"] == "REF-001"
    assert rule["fullDescription"]["text"].startswith(rule["shortDescription"]["text"])
    first, second = run["results"]
    assert (first["ruleId"], first["ruleIndex"], first["level"]) == ("REF-001", 0, "error")
    assert first["message"]["text"] == "dead, 50%. Hint: give: it\nlife"
    (location,) = first["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"].endswith("/letter%201.xml")
    assert location["physicalLocation"]["region"] == {"startLine": 2, "startColumn": 6}
    assert location["logicalLocations"] == [{"fullyQualifiedName": "/p/ref", "kind": "element"}]
    assert second["level"] == "note"
    assert second["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "%C3%A9.xml"}}


def test_github() -> None:
    assert list(report.github([at("a,b:c.xml", 2, 6), at("d.xml", 0, 0, Severity.NOTE)])) == [
        "::error file=a%2Cb%3Ac.xml,line=2,col=6,title=REF-001::dead, 50%25%0Ahint: give: it%0Alife",
        "::notice file=d.xml,title=REF-001::dead, 50%25%0Ahint: give: it%0Alife",
    ]


@given(st.text(), st.text(), st.integers(0, 9), st.integers(0, 9))
def test_every_form_takes_any_words(message: str, hint: str, line: int, column: int) -> None:
    found = [Diagnostic(Place("x.xml", line, column), "TXT-001", message, hint)]
    assert "\n" not in "".join(report.github(found))
    assert json.loads(report.as_json(found))[0]["message"] == message
    assert json.loads(report.sarif(found, page))["runs"][0]["results"][0]["message"]["text"].startswith(message)
    assert list(report.text(found)) == [str(found[0])]

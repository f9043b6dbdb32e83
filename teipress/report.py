"""Report: findings in the forms that people, editors' programs and code hosts read.

Text with the source line and a caret; JSON after docs/diagnostics.schema.json; SARIF 2.1.0 (OASIS); annotations of
GitHub's workflow commands.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from teipress import __version__, files
from teipress.diagnostics import Diagnostic, Severity, Trouble

Pages = Callable[[str], str | None]  # the page of a code, as `teipress explain` prints it

WIDTH = 100  # of the source line shown, in characters
COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LARGEST = 2**26  # bytes of a file whose lines are shown


def text(found: Sequence[Diagnostic], colour: bool = False) -> Iterator[str]:
    """Each finding with its line of the source, a caret under its column, and the path of the element.

    What is not known is not shown.
    """
    read = lru_cache(maxsize=32)(_lines)  # for this report only: a file may be another in the next
    for diagnostic in found:
        first, *hints = str(diagnostic).split("\n", 1)
        if colour:
            kind = str(diagnostic.severity)
            first = first.replace(f"  {kind} ", f"  \x1b[1;{COLOURS[diagnostic.severity]}m{kind}\x1b[0m ", 1)
        yield "\n".join((first, *_shown(diagnostic, read), *hints))


def _shown(diagnostic: Diagnostic, read: Callable[[str], Sequence[str]]) -> Iterator[str]:
    """The source line of a finding, cut to what is near, and a caret."""
    place = diagnostic.place
    lines = read(place.file) if place.line and place.column else ()
    if not 0 < place.line <= len(lines):
        if place.xpath:
            yield f"    in {place.xpath}"
        return
    line = lines[place.line - 1].rstrip("\r")
    at = min(place.column - 1, len(line))
    start = max(0, min(at - WIDTH // 2, len(line) - WIDTH))
    # One sign a column, so that the caret stands where it should; what a terminal would act upon is not shown.
    part = "".join(c if c.isprintable() else " " for c in line[start : start + WIDTH])
    before, after = "…" if start else "", "…" if start + WIDTH < len(line) else ""
    gutter = f"{place.line:>6} | "
    yield f"{gutter}{before}{part}{after}"
    yield f"{' ' * (len(gutter) - 2)}| {' ' * (at - start + len(before))}^ {place.xpath}".rstrip()


def _lines(file: str) -> tuple[str, ...]:
    """The lines of a file; none if it cannot be read any more."""
    try:
        data = files.read(Path(file), LARGEST)
    except Trouble:
        return ()
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return tuple(data.decode(encoding, "replace").split("\n"))


def as_json(found: Sequence[Diagnostic], one_line: bool = False) -> str:
    """A list of objects, one for each finding."""
    return json.dumps(
        [diagnostic.as_dict() for diagnostic in found], ensure_ascii=False, indent=None if one_line else 2
    )


def sarif(found: Sequence[Diagnostic], pages: Pages) -> str:
    """A SARIF log of one run, with the pages of the rules that were broken."""
    codes = sorted({diagnostic.code for diagnostic in found})
    driver = {
        "name": "teipress",
        "version": __version__,
        "rules": [_rule(code, pages(code) or "") for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(diagnostic, codes) for diagnostic in found],
    }
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(code: str, page: str) -> Mapping[str, object]:
    whole = inspect.cleandoc(page)
    first = whole.partition("\n")[0] or code
    return {"id": code, "shortDescription": {"text": first}, "fullDescription": {"text": whole or code}}


def _result(diagnostic: Diagnostic, codes: Sequence[str]) -> Mapping[str, object]:
    place = diagnostic.place
    physical: dict[str, object] = {"artifactLocation": {"uri": quote(Path(place.file).as_posix())}}
    if place.line:
        physical["region"] = {"startLine": place.line, **({"startColumn": place.column} if place.column else {})}
    location: dict[str, object] = {"physicalLocation": physical}
    if place.xpath:
        location["logicalLocations"] = [{"fullyQualifiedName": place.xpath, "kind": "element"}]
    words = f"{diagnostic.message}. Hint: {diagnostic.hint}" if diagnostic.hint else diagnostic.message
    return {
        "ruleId": diagnostic.code,
        "ruleIndex": codes.index(diagnostic.code),
        "level": LEVELS[diagnostic.severity],
        "message": {"text": words},
        "locations": [location],
    }


def github(found: Sequence[Diagnostic]) -> Iterator[str]:
    """Workflow commands that show each finding at its line of a pull request."""
    for diagnostic in found:
        place = diagnostic.place
        where = {"file": place.file, "line": place.line, "col": place.column, "title": diagnostic.code}
        properties = ",".join(f"{name}={_property(str(value))}" for name, value in where.items() if value)
        words = f"{diagnostic.message}\nhint: {diagnostic.hint}" if diagnostic.hint else diagnostic.message
        yield f"::{GITHUB[diagnostic.severity]} {properties}::{_data(words)}"


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")

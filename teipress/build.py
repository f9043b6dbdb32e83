"""Build: from a TEI file to finished books, in memory: load, check, compose, export, verify."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path

from teipress import finished, parallel
from teipress.checks import codes, findings
from teipress.checks.schema import Schema, chosen
from teipress.checks.verdicts import Verdicts, unused_suppressions
from teipress.diagnostics import Diagnostic, Exit, Severity, exit_code
from teipress.edition import Edition, load
from teipress.publish import Published
from teipress.settings import Settings
from teipress.values import dataclass


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a build: everything there is to say, and the edition and its books; neither where it was stopped."""

    findings: tuple[Diagnostic, ...]
    edition: Edition | None = None
    schema: Schema | None = None
    books: Published | None = None


def build(
    path: Path, settings: Settings, formats: Iterable[str], schema_file: Path | None = None, root: Path | None = None
) -> Built:
    """Build the document at *path* in *formats*.

    What stops it: a document that is not well-formed or not safe, and errors under a schema that it claims. Without
    such a schema faults are told as warnings, and the books are made. Raises `Trouble` if there is no such file.
    """
    loaded = load(path, settings, root)
    edition = loaded.edition
    if edition is None:
        return Built(loaded.diagnostics)
    verdicts = Verdicts(edition, settings, codes)
    found = list(verdicts.settled(loaded.diagnostics))
    if exit_code(found) is not Exit.CLEAN:
        return Built(tuple(found))
    schema = chosen(edition, settings, schema_file)

    def check() -> list[Diagnostic]:
        return list(findings(edition, settings, schema_file, verdicts))

    # Which suppressions are of use is remembered in this process: with any, the check runs here.
    with nullcontext(check) if verdicts.here else parallel.beside(check) as checking:
        finish = finished.begun(edition, settings, formats)
        checked = checking()
    settled = list(verdicts.settled(checked))
    if schema is None:
        asked = verdicts.levels  # how grave the settings say that some are
        settled = [d if d.code in asked else d._replace(severity=min(d.severity, Severity.WARNING)) for d in settled]
    found.extend(settled)
    if exit_code(found) is not Exit.CLEAN:
        return Built((*found, *verdicts.settled(unused_suppressions(verdicts))))
    books = finish()
    found.extend(verdicts.settled(_not_told_yet(checked, books.findings)))
    found.extend(verdicts.settled(unused_suppressions(verdicts, built=True)))
    return Built(tuple(found), edition, schema, books)


# What is said of an image when it is left out, and the rule that may have said so before.
SAID_BEFORE = {"IMG-001": "REF-001", "IMG-002": "REF-001", "IMG-003": "IMG-003"}


def _not_told_yet(checked: Iterable[Diagnostic], made: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """What was found in making books, but for images of which the rules have told the same."""
    told = {(d.code, d.place.file, d.place.xpath) for d in checked}
    summed = {(d.code, d.place.file) for d in checked if d.code == "IMG-003"}  # many are told as one
    for d in made:
        code = SAID_BEFORE.get(d.code, "")
        if (code, d.place.file, d.place.xpath) not in told and (code, d.place.file) not in summed:
            yield d

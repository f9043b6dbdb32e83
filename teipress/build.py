"""Build: from a TEI file to finished books, in memory: load, check, compose, export, verify."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from teipress import publish, verify
from teipress.checks import check
from teipress.checks.schema import Schema, chosen
from teipress.compose import compose
from teipress.diagnostics import Diagnostic, Exit, Severity, exit_code
from teipress.edition import Edition, load
from teipress.publish import Published
from teipress.settings import Settings


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
    edition, found = loaded.edition, list(loaded.diagnostics)
    if edition is None or exit_code(found) is not Exit.CLEAN:
        return Built(tuple(found))
    schema = chosen(edition, settings, schema_file)
    checked = list(check(edition, settings, schema_file))
    if schema is None:
        checked = [replace(d, severity=min(d.severity, Severity.WARNING)) for d in checked]
    found.extend(checked)
    if exit_code(found) is not Exit.CLEAN:
        return Built(tuple(found))
    composed = compose(edition, settings)
    books = publish.export(composed.book, formats, settings)
    found.extend((*composed.diagnostics, *books.findings))
    if settings.view == "reading":
        for name, data in books.files.items():
            found.extend(verify.check(edition.tree, name, data))
    return Built(tuple(found), edition, schema, books)

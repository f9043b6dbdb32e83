"""Checks: everything that can be said of an edition's correctness.

A rule is a function from an edition to diagnostics; its docstring is its page (`teipress explain CODE`). What the
parser refuses has its pages in `pages`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from teipress import header
from teipress.checks import dates, editorial, likeness, pages, references, registers, schema
from teipress.checks.verdicts import Verdicts, unused_suppressions
from teipress.diagnostics import Diagnostic
from teipress.edition import Edition, load
from teipress.settings import Settings

RULES = {
    **dates.RULES,
    **{code: rule.find for code, rule in editorial.RULES.items()},
    "REF-001": references.dangling_pointers,
    "REF-002": references.duplicate_ids,
    "REF-003": references.names_that_are_no_ids,
    "REG-001": registers.names_of_another_kind,
    "REG-002": registers.entries_without_mention,
    "REG-003": likeness.entries_alike,
    "REG-004": likeness.numbers,
    "REG-005": registers.forms_not_listed,
    "REG-006": registers.entries_out_of_order,
    "REG-007": registers.names_without_reference,
    "SCH-001": schema.violations,
    "SCH-002": schema.unschemed,
    "HDR-001": header.missing,
    "SET-001": unused_suppressions,
}


def check(edition: Edition, settings: Settings, schema_file: Path | None = None) -> Iterator[Diagnostic]:
    """Everything wrong with *edition*, in no particular order. *schema_file* goes before the edition's own schema.

    The settings decide how grave each finding is, and which are not told.
    """
    verdicts = Verdicts(edition, settings, codes())
    yield from verdicts.settled(_findings(edition, settings, schema_file, verdicts))
    yield from verdicts.settled(unused_suppressions(verdicts))


def _findings(
    edition: Edition, settings: Settings, schema_file: Path | None, verdicts: Verdicts
) -> Iterator[Diagnostic]:
    yield from references.duplicate_ids(edition)
    yield from references.names_that_are_no_ids(edition)
    yield from registers.findings(edition)
    yield from (dated := list(dates.findings(edition)))
    yield from header.missing(edition)
    violations = list(dates.not_told_yet(dated, schema.violations(edition, settings, schema_file)))
    yield from violations
    read = list(editorial.findings(edition, verdicts, violations))
    yield from read
    yield from editorial.not_told_yet(read, references.dangling_pointers(edition))
    if schema_file is None:
        yield from schema.unschemed(edition, settings)


def check_file(
    path: Path, settings: Settings, schema_file: Path | None = None, root: Path | None = None
) -> Iterator[Diagnostic]:
    """Everything wrong with the document at *path*, from its bytes on. Raises `Trouble` if there is no such file."""
    loaded = load(path, settings, root)
    yield from loaded.diagnostics
    if loaded.edition is not None:
        yield from check(loaded.edition, settings, schema_file)


def page(code: str) -> str | None:
    """The page of a diagnostic: what it means, why it matters, an example, what to do."""
    rule = RULES.get(code)
    return rule.__doc__ if rule is not None else pages.PAGES.get(code)


def codes() -> list[str]:
    """All codes that have a page, sorted."""
    return sorted({*RULES, *pages.PAGES})

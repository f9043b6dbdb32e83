"""Editorial rules: what no schema says of a text. All share one survey of the edition."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from teipress.checks import (
    alternatives,
    attributes,
    breaks,
    characters,
    headers,
    images,
    languages,
    links,
    notes,
    numbering,
    pairs,
    parts,
    spaces,
    words,
)
from teipress.checks.rule import Rule, diagnostics
from teipress.checks.survey import survey
from teipress.checks.verdicts import Verdicts
from teipress.diagnostics import Diagnostic, Severity
from teipress.edition import Edition

_MODULES = (
    alternatives, attributes, breaks, characters, headers, images, languages, links, notes, numbering, pairs, parts,
    spaces, words,
)  # fmt: skip
RULES: Mapping[str, Rule] = dict(sorted(row for module in _MODULES for row in module.RULES.items()))


# What a schema may have told already, at the same line.
TOLD_BY_SCHEMAS = ("TXT-003", "REF-005", "TXT-015")


def findings(edition: Edition, verdicts: Verdicts | None = None) -> Iterator[Diagnostic]:
    """What the rules say of an edition, as far as the *verdicts* want to hear it."""
    seen = survey(edition)
    for code, rule in RULES.items():
        if verdicts is not None and code in verdicts.off:
            continue
        wanted = verdicts.wanted if verdicts is not None and code in verdicts.here else None
        yield from diagnostics(code, rule, seen, wanted)


def _is_by_schema(diagnostic: Diagnostic) -> bool:
    """Whether a schema says so; SCH-002 says that there is none."""
    return diagnostic.code.startswith(("SCH", "RUL")) and diagnostic.code != "SCH-002"


def not_told_by(others: Iterable[Diagnostic], found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """What was *found*, but for what the schema has told, whose findings are among the *others*."""
    lines = {(other.place.file, other.place.line) for other in others if _is_by_schema(other)}
    for diagnostic in found:
        if diagnostic.code not in TOLD_BY_SCHEMAS or (diagnostic.place.file, diagnostic.place.line) not in lines:
            yield diagnostic


def not_told_yet(found: Collection[Diagnostic], others: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The *others* but dangling pointers of which the rules have *found* what is wrong: a # or a colon is missing."""
    told = {(d.place.file, d.place.xpath) for d in found if d.code in ("REF-004", "REF-010")}
    for diagnostic in others:
        sure = diagnostic.code != "REF-001" or diagnostic.severity is Severity.ERROR
        if sure or (diagnostic.place.file, diagnostic.place.xpath) not in told:
            yield diagnostic

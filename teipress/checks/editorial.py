"""Editorial rules: what no schema says of a text. All share one survey of the edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

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


def findings(
    edition: Edition, verdicts: Verdicts | None = None, told: Iterable[Diagnostic] = ()
) -> Iterator[Diagnostic]:
    """What the rules say of an edition: what the *verdicts* want, and no schema has *told* already."""
    seen = survey(edition)
    lines = {(diagnostic.place.file, diagnostic.place.line) for diagnostic in told}
    for code, rule in RULES.items():
        if verdicts is not None and code in verdicts.off:
            continue
        wanted = verdicts.wanted if verdicts is not None and code in verdicts.here else None
        found = diagnostics(code, rule, seen, wanted)
        if code in TOLD_BY_SCHEMAS:
            found = (d for d in found if (d.place.file, d.place.line) not in lines)
        yield from found


def not_told_yet(found: Iterable[Diagnostic], dangling: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The *dangling* pointers but those of which the rules have *found* what is wrong: a # or a colon is missing."""
    told = {(d.place.file, d.place.xpath) for d in found if d.code in ("REF-004", "REF-010")}
    for diagnostic in dangling:
        if diagnostic.severity is Severity.ERROR or (diagnostic.place.file, diagnostic.place.xpath) not in told:
            yield diagnostic

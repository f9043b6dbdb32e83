"""Sums: a finding that repeats all over a file is told once, with how often and some examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from teipress.diagnostics import Diagnostic

MOST = 20  # findings of one rule and severity in one file that are told one by one
SHOWN = 5


class Finding(NamedTuple):
    """A finding that may be summed up; *example* is what it is about, in a word."""

    diagnostic: Diagnostic
    example: str


def summed(findings: Iterable[Finding], what: str) -> Iterator[Diagnostic]:
    """The findings of one rule; of a file with too many the first, which says how many (a number, and *what*)."""
    groups: dict[tuple[str, int], list[Finding]] = {}
    for finding in findings:
        key = (finding.diagnostic.place.file, finding.diagnostic.severity)
        groups.setdefault(key, []).append(finding)
    for group in groups.values():
        if len(group) <= MOST:
            yield from (finding.diagnostic for finding in group)
            continue
        examples = list(dict.fromkeys(finding.example for finding in group))
        more = ", …" if len(examples) > SHOWN else ""
        yield group[0].diagnostic._replace(message=f"{len(group):,} {what}: {', '.join(examples[:SHOWN])}{more}")

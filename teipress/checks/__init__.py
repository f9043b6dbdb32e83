"""Checks: everything that can be said of an edition's correctness.

A rule is a function from an edition to diagnostics; its docstring is its page (`teipress explain CODE`). What the
parser refuses has its pages in `pages`. Rules are imported where they are used: what a run does not need costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from itertools import chain
from pathlib import Path

from teipress import parallel
from teipress.checks.verdicts import Verdicts, unused_suppressions
from teipress.diagnostics import Diagnostic
from teipress.edition import Edition, load
from teipress.settings import Settings


@cache
def rules() -> Mapping[str, Callable[..., object]]:
    """All rules, by their codes."""
    from teipress import header
    from teipress.checks import dates, editorial, faults, likeness, references, registers, schema

    return {
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
        **{code: rule for code, (rule, _) in faults.RULES.items()},
        "SCH-002": schema.unschemed,
        "HDR-001": header.missing,
        "HDR-014": header.no_tei,
        "SET-001": unused_suppressions,
    }


def check(
    edition: Edition, settings: Settings, schema_file: Path | None = None, before: Iterable[Diagnostic] = ()
) -> Iterator[Diagnostic]:
    """Everything wrong with *edition*, in no particular order. *schema_file* goes before the edition's own schema.

    The settings decide how grave each finding is, and which are not told; those from *before*, of loading, too.
    """
    verdicts = Verdicts(edition, settings, codes)
    yield from verdicts.settled(before)
    yield from verdicts.settled(findings(edition, settings, schema_file, verdicts))
    yield from verdicts.settled(unused_suppressions(verdicts))


def findings(
    edition: Edition, settings: Settings, schema_file: Path | None, verdicts: Verdicts
) -> Iterator[Diagnostic]:
    """What all rules find, before the *verdicts*, which spare the rules what nobody wants to hear."""
    held = list(edition.tree.iter())  # lxml makes the object of an element anew each time, unless somebody holds it
    jobs = (partial(_by_schema, edition, settings, schema_file), *(partial(job, edition) for job in _OTHERS))
    with parallel.shared(*jobs) as done:
        from teipress import header
        from teipress.checks import editorial

        yield from header.missing(edition)
        yield from header.no_tei(edition)
        read = list(editorial.findings(edition, verdicts))
        by_schema, dated, *others = done()
    del held
    rest = list(editorial.not_told_yet(read, chain(by_schema, *others)))
    if dated:
        from teipress.checks import dates

        yield from dated
        rest = list(dates.not_told_yet(dated, rest))
    yield from rest
    yield from editorial.not_told_by(rest, read)


def _by_schema(edition: Edition, settings: Settings, schema_file: Path | None) -> Iterator[Diagnostic]:
    """What the schema has against an edition, or that there is none."""
    from teipress.checks import schema

    yield from schema.violations(edition, settings, schema_file)
    if schema_file is None:
        yield from schema.unschemed(edition, settings)


def _dates(edition: Edition) -> Iterator[Diagnostic]:
    from teipress.checks import dates

    yield from dates.findings(edition)


def _references(edition: Edition) -> Iterator[Diagnostic]:
    from teipress.checks import references

    yield from references.findings(edition)


def _registers(edition: Edition) -> Iterator[Diagnostic]:
    from teipress.checks import registers

    yield from registers.findings(edition)


_OTHERS = (_dates, _registers, _references)  # the longest first


def check_file(
    path: Path, settings: Settings, schema_file: Path | None = None, root: Path | None = None
) -> Iterator[Diagnostic]:
    """Everything wrong with the document at *path*, from its bytes on. Raises `Trouble` if there is no such file."""
    loaded = load(path, settings, root)
    if loaded.edition is None:
        yield from loaded.diagnostics
    else:
        yield from check(loaded.edition, settings, schema_file, loaded.diagnostics)


def page(code: str) -> str | None:
    """The page of a diagnostic: what it means, why it matters, an example, what to do."""
    from teipress import proof
    from teipress.checks import pages

    rule = rules().get(code) or proof.RULES.get(code)
    return rule.__doc__ if rule is not None else pages.PAGES.get(code)


@cache
def codes() -> list[str]:
    """All codes that have a page, sorted."""
    from teipress import proof
    from teipress.checks import pages

    return sorted({*rules(), *pages.PAGES, *proof.RULES})

"""Editorial rules: what one is, and how its findings become diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from teipress.checks.sums import MOST, SHOWN
from teipress.checks.survey import Survey
from teipress.diagnostics import Diagnostic, Place, Severity
from teipress.xml import Element


class Cut(NamedTuple):
    """A safe mending: the blanks from *start* to *end* of the survey's text are taken out."""

    start: int
    end: int


class Value(NamedTuple):
    """A safe mending: an attribute's value becomes *new*."""

    element: Element
    attribute: str
    new: str


class Found(NamedTuple):
    """What a rule found: *where* is an element or a position of the survey's text, *near* helps to find the column.

    *example* is what it is about, in a word, for the sum of many; *mending* is what `--fix` would do.
    """

    where: Element | int
    message: str
    hint: str
    example: str
    near: str = ""
    severity: Severity | None = None
    mending: Cut | Value | None = None


class Rule(NamedTuple):
    """A rule: how it looks for faults, how grave they are, and how many of them are called ("elements are empty")."""

    find: Callable[[Survey], Iterator[Found]]
    severity: Severity
    many: str


Wanted = Callable[[str, Place], bool]


def diagnostics(code: str, rule: Rule, survey: Survey, wanted: Wanted | None) -> Iterator[Diagnostic]:
    """What a rule says of an edition; too many findings in one file are summed up. *wanted* leaves some out."""
    groups: dict[tuple[str, Severity], list[Found]] = {}
    for found in rule.find(survey):
        if wanted is not None and not wanted(code, survey.place(found.where, found.near)):
            continue
        element = survey.owner(found.where) if isinstance(found.where, int) else found.where
        severity = rule.severity if found.severity is None else found.severity
        groups.setdefault((survey.edition.file_of(element), severity), []).append(found)
    for (_, severity), group in groups.items():
        if len(group) > MOST:
            examples = list(dict.fromkeys(found.example for found in group))
            more = ", …" if len(examples) > SHOWN else ""
            message = f"{len(group):,} {rule.many}: {', '.join(examples[:SHOWN])}{more}"
            yield _diagnostic(code, group[0], survey, severity, message)
        else:
            for found in group:
                yield _diagnostic(code, found, survey, severity, found.message)


def _diagnostic(code: str, found: Found, survey: Survey, severity: Severity, message: str) -> Diagnostic:
    return Diagnostic(survey.place(found.where, found.near), code, message, found.hint, severity)


def usual(having: int, all_: int) -> bool:
    """Whether what *having* of *all_* do is a habit, so that the others are exceptions worth a word."""
    return having >= 5 and having < all_ and having >= 0.8 * all_


def shown(text: str, most: int = 40) -> str:
    """A text in one line, cut if it is long."""
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[:most].rstrip()}…"

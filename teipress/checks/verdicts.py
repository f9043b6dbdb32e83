"""Verdicts: what the settings say of findings: how grave each is, and which are not to be told, and why."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from teipress import files
from teipress.diagnostics import Diagnostic, Exit, Place, Severity, Trouble, did_you_mean
from teipress.edition import Edition
from teipress.settings import Settings, Suppression
from teipress.xml import xpath_of

LEVELS = {"note": Severity.NOTE, "warning": Severity.WARNING, "error": Severity.ERROR}
# What the parser refuses cannot be had otherwise: without a tree there is no edition.
FIXED = ("XML-001", "XML-002", "XML-003", "XML-004", "XML-005", "XML-006")
LATER = ("IMG-001", "IMG-002", "OUT")  # told when books are made, and not before


class Verdicts:
    """What the settings say of the findings on one edition. Remembers which suppressions were of use."""

    def __init__(self, edition: Edition, settings: Settings, known: Callable[[], Collection[str]]) -> None:
        """Raises `Trouble` for a code that is not *known*, or that cannot be changed."""
        for code in (*settings.rules, *(suppression.code for suppression in settings.suppress)):
            if code not in known():
                hint = did_you_mean(code, known(), "`teipress explain` lists them")
                raise Trouble(f"{_file(settings)}: there is no diagnostic {code}; {hint}", Exit.USAGE)
            if code in FIXED:
                raise Trouble(f"{_file(settings)}: {code} is no rule, and cannot be turned off", Exit.USAGE)
        self.edition, self.settings = edition, settings
        self.off = frozenset(code for code, level in settings.rules.items() if level == "off")
        self.levels = {code: LEVELS[level] for code, level in settings.rules.items() if level != "off"}
        self.used: set[Suppression] = set()
        home = settings.root or Path()
        mine = {Path(name).resolve(): name for name in edition.sources} if settings.suppress else {}
        self.here: dict[str, list[tuple[Suppression, str]]] = {}
        for suppression in settings.suppress:
            name = mine.get((home / suppression.file).resolve())
            if name is not None and suppression.code not in self.off:
                self.here.setdefault(suppression.code, []).append((suppression, name))

    def wanted(self, code: str, place: Place) -> bool:
        """Whether a finding is to be told. What is said of a book is said of the document that it was made of."""
        file = place.file if place.file in self.edition.sources else self.edition.name
        found = [
            suppression
            for suppression, name in self.here.get(code, ())
            if name == file and _covers(suppression, place, self.edition)
        ]
        self.used.update(found)
        return not found

    def settled(self, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """The findings that are to be told, as grave as the settings say. What was refused for safety stays."""
        for diagnostic in found:
            if diagnostic.refused:
                yield diagnostic
            elif diagnostic.code not in self.off and self.wanted(diagnostic.code, diagnostic.place):
                level = self.levels.get(diagnostic.code)
                yield diagnostic if level is None else diagnostic._replace(severity=level)


def _covers(suppression: Suppression, place: Place, edition: Edition) -> bool:
    """Whether a place is one that a suppression speaks of."""
    if suppression.line and suppression.line != place.line:
        return False
    paths = [suppression.xpath] if suppression.xpath else []
    if suppression.id:
        element = edition.ids.get(suppression.id)
        if element is None:
            return False
        paths.append(xpath_of(element, edition.steps))
    return all(place.xpath == path or place.xpath.startswith(f"{path.rstrip('/')}/") for path in paths)


def unused_suppressions(verdicts: Verdicts, built: bool = False) -> Iterator[Diagnostic]:
    """A suppression that suppresses nothing.

    What it spoke of was mended, or has moved; left in the settings, it may hide the next fault in that place.

    Example: `code = "TXT-007"` with `line = 12`, and nothing to be told there.
    Remedy: take it out of the settings, or correct its place.
    """
    for code, entries in verdicts.here.items():
        for suppression, _ in entries if built or not code.startswith(LATER) else ():
            if suppression not in verdicts.used:
                why = "nothing is found there"
                if suppression.id and suppression.id not in verdicts.edition.ids:
                    why = f"no element has the id {suppression.id}"
                message = f"a suppression of {suppression.code} is of no use: {why}"
                hint = "take it out, or correct its place"
                yield Diagnostic(_place(suppression, verdicts.settings), "SET-001", message, hint, Severity.WARNING)


def _place(suppression: Suppression, settings: Settings) -> Place:
    """Where a suppression stands in the settings."""
    path = (settings.root or Path()) / settings.file
    starts: list[re.Match[str]] = []
    if settings.file:
        text = files.read(path, 2**20).decode("utf-8", "replace")
        starts = list(re.finditer(r"^\s*\[\[\s*(?:tool\.teipress\.)?suppress\s*\]\]", text, re.MULTILINE))
    line = text.count("\n", 0, starts[suppression.number - 1].end()) + 1 if len(starts) >= suppression.number else 0
    return Place(_file(settings), line)


def _file(settings: Settings) -> str:
    """The settings file, as seen from here."""
    path, here = (settings.root or Path()) / settings.file, Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)

"""Diagnostics: what is wrong with a text, where, and what to do about it.

Everything wrong with a text is a value of this module, yielded by the code that noticed it; nothing is printed or
raised. Trouble with the surroundings (no such file, no permission) is a `Trouble` instead: one sentence for the user.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum


class Severity(IntEnum):
    """How bad it is. Errors make `validate` fail; warnings and notes never do."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


class Exit(IntEnum):
    """The exit codes of the command line."""

    CLEAN = 0
    ERRORS = 1
    USAGE = 2
    UNREADABLE = 3
    REFUSED = 4


class Trouble(Exception):
    """Trouble with the surroundings, told in one sentence; carries the exit code it ends the program with."""

    def __init__(self, message: str, code: Exit = Exit.UNREADABLE) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Place:
    """Where: a file as the user named it, line and column from 1 (0: unknown), and an XPath where there is one."""

    file: str
    line: int = 0
    column: int = 0
    xpath: str = ""

    def __str__(self) -> str:
        parts = [self.file] + [str(number) for number in (self.line, self.column) if number]
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    *code* names the rule (`teipress explain CODE` tells all about it), *message* says what was found in the editor's
    words, *hint* what to do. *refused* marks content that was kept out for safety (exit code 4).
    """

    place: Place
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    refused: bool = False

    def __str__(self) -> str:
        text = f"{self.place}  {self.severity} {self.code}  {self.message}"
        return f"{text}\n    hint: {self.hint}" if self.hint else text

    def as_dict(self) -> dict[str, object]:
        """The finding as JSON values, one key per column of the text form."""
        return {
            "code": self.code, "severity": str(self.severity), "file": self.place.file, "line": self.place.line,
            "column": self.place.column, "xpath": self.place.xpath, "message": self.message, "hint": self.hint,
        }  # fmt: skip

    def called(self, file: str) -> Diagnostic:
        """The same finding with its file under another name."""
        return replace(self, place=replace(self.place, file=file))


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sorted by place, each finding once."""
    return sorted(
        dict.fromkeys(diagnostics),
        key=lambda d: (d.place.file, d.place.line, d.place.column, d.code, d.message),
    )


def exit_code(diagnostics: Iterable[Diagnostic]) -> Exit:
    """What the program ends with when these were found."""
    found = list(diagnostics)
    if any(d.refused for d in found):
        return Exit.REFUSED
    return Exit.ERRORS if any(d.severity is Severity.ERROR for d in found) else Exit.CLEAN


def nearest(name: str, names: Iterable[str]) -> str:
    """The name of *names* that *name* was likely meant to be, or an empty string.

    Letter case and the TEI's camel case are the commonest slips (`persname` for `persName`), so they count for nothing.
    """
    folded: dict[str, str] = {}
    for candidate in sorted(names):
        folded.setdefault(candidate.casefold(), candidate)
    close = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.7)
    return folded[close[0]] if close else ""


def did_you_mean(name: str, names: Iterable[str], otherwise: str = "") -> str:
    """A hint that names the nearest right name, or else *otherwise*."""
    found = nearest(name, names)
    return f"did you mean {found}?" if found else otherwise

"""Diagnostics: what is wrong with a text, where, and what to do about it.

Everything wrong with a text is a value of this module, yielded by the code that noticed it; nothing is printed or
raised. Trouble with the surroundings (no such file, no permission) is a `Trouble` instead: one sentence for the user.

What every check brings in has named tuples for its values: to make the class of a dataclass takes ten times as long,
and thirty of them were a tenth of a check.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple


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


class Place(NamedTuple):
    """Where: a file as the user named it, line and column from 1 (0: unknown), and an XPath where there is one."""

    file: str
    line: int = 0
    column: int = 0
    xpath: str = ""

    def __str__(self) -> str:
        parts = [self.file] + [str(number) for number in (self.line, self.column) if number]
        return ":".join(parts)


class Diagnostic(NamedTuple):
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
        return self._replace(place=self.place._replace(file=file))


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sorted by place, each finding once."""
    return sorted(
        dict.fromkeys(diagnostics),
        key=lambda d: (d.place.file, d.place.line, d.place.column, d.code, d.message),
    )


Packed = tuple[str, int, int, str, str, str, str, int, bool]


def packed(diagnostic: Diagnostic) -> Packed:
    """A finding as plain values, to be written down or sent to another process."""
    place, code, message, hint, severity, refused = diagnostic
    return (*place, code, message, hint, int(severity), refused)


def unpacked(values: Packed) -> Diagnostic:
    """The finding of which `packed` made these values."""
    file, line, column, xpath, code, message, hint, severity, refused = values
    return Diagnostic(Place(file, line, column, xpath), code, message, hint, Severity(severity), refused)


def exit_code(diagnostics: Iterable[Diagnostic]) -> Exit:
    """What the program ends with when these were found."""
    found = list(diagnostics)
    if any(d.refused for d in found):
        return Exit.REFUSED
    return Exit.ERRORS if any(d.severity is Severity.ERROR for d in found) else Exit.CLEAN


# Keys side by side, row by row, each a little to the right of the one above.
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = frozenset(
    frozenset((key, row[at + step]))
    for high, row in enumerate(_ROWS)
    for low, other in ((high, _ROWS[high]), (high - 1, _ROWS[high - 1] if high else ""))
    for at, key in enumerate(other)
    for step in ((1,) if low == high else (-1, 0))
    if 0 <= at + step < len(row)
)
FAR = 9.0  # as unlike as names can be
MOST_NAMES = 1000  # more are compared letter by letter only
LONGEST = 100  # letters of a name that is compared


def unlikeness(slip: str, name: str) -> float:
    """How far a slip is from a name: 0 for the same, about 1 for each letter that is wrong, `FAR` for no likeness.

    Letters that changed places, were doubled, or lie side by side on the keyboard are slips that fingers make; capitals
    (the TEI's camel case is typed wrong oftenest), hyphens and points count for little.
    """
    if slip == name:
        return 0.0
    one, other = _folded(slip), _folded(name)
    if one == other:
        return 0.1
    longest = max(len(one), len(other))
    most = min(0.28 * longest + 0.45, 2.7)
    if longest > LONGEST or abs(len(one) - len(other)) > most + 0.5:
        return FAR
    if (_letters(one) ^ _letters(other)).bit_count() > 2 * most + 1:  # a letter for another changes two
        return FAR
    found = _edits(one, other) + (0.2 if one[:1] != other[:1] and longest > 2 else 0.0)
    return found if found <= most else FAR


@lru_cache(maxsize=8192)
def _folded(name: str) -> str:
    folded = name.casefold()
    return folded.translate(_JOINTS) or folded


@lru_cache(maxsize=8192)
def _letters(name: str) -> int:
    """The letters of a name, a bit for each; names whose letters differ are not worth a longer look."""
    found = 0
    for letter in name:
        found |= 1 << ord(letter) % 64
    return found


_JOINTS = str.maketrans("", "", "-_.: ")


def _edits(slip: str, name: str) -> float:
    """What it costs to turn the one into the other (optimal string alignment)."""
    before: list[float] = []
    row = [0.9 * n for n in range(len(name) + 1)]
    for i, typed in enumerate(slip, 1):
        last = slip[i - 2] if i > 1 else ""
        earlier, before, row = before, row, [0.9 * i]
        extra = 0.5 if typed == last else 0.9
        for j, meant in enumerate(name, 1):
            previous = name[j - 2] if j > 1 else ""
            beside = 0.0 if typed == meant else 0.7 if frozenset((typed, meant)) in _BESIDE else 1.0
            cost = min(before[j - 1] + beside, before[j] + extra, row[j - 1] + (0.5 if meant == previous else 0.9))
            if typed == previous and meant == last and typed != meant:
                cost = min(cost, earlier[j - 2] + 0.6)
            row.append(cost)
    return row[-1]


def nearest(name: str, names: Iterable[str]) -> str:
    """The name of *names* that *name* was likely meant to be, or an empty string."""
    known = sorted(names)
    found = min(((unlikeness(name, each), each) for each in known), default=(FAR, ""))
    if found[0] < FAR:
        return found[1]
    few = len(name) <= LONGEST and len(known) <= MOST_NAMES
    folded = {each.casefold(): each for each in reversed(known)} if few else {}
    import difflib  # takes time, and is for slips only

    close = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.75)  # parts that changed places
    return folded[close[0]] if close else ""


def did_you_mean(name: str, names: Iterable[str], otherwise: str = "") -> str:
    """A hint that names the nearest right name, or else *otherwise*."""
    found = nearest(name, names)
    return f"did you mean {found}?" if found else otherwise

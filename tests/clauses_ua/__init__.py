"""PDF/UA-1 (ISO 14289-1), clause by clause: what can be seen of a file by a program, and what of it we look at.

Each check is named after its clause and yields what breaks it. `python -m tests.clauses_ua BOOK.pdf` runs them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.clauses_ua import document, fonts, structure
from tests.reading import Reading

Check = Callable[[Reading], Iterator[str]]
CHECKS: tuple[Check, ...] = tuple(
    made for module in (structure, document, fonts) for name, made in vars(module).items() if name.startswith("clause_")
)


def broken(data: bytes, checks: tuple[Check, ...] = CHECKS) -> list[str]:
    """What *data* breaks of each clause, in a line each."""
    pdf = Reading(data)
    return [f"{check.__name__}: {fault}" for check in checks for fault in check(pdf)]

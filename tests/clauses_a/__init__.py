"""PDF/A-3a (ISO 19005-3), clause by clause: what can be seen of a file by a program, and what of it we look at.

Each check is named after its clause and yields what breaks it. `python -m tests.clauses_a BOOK.pdf` runs them all.
What PDF/A-3a asks of structure, language and fonts is what PDF/UA asks too: see `clauses_ua`.
"""

from __future__ import annotations

from tests.clauses_a import document, painting
from tests.clauses_ua import Check

CHECKS: tuple[Check, ...] = tuple(
    made for module in (document, painting) for name, made in vars(module).items() if name.startswith("clause_6")
)

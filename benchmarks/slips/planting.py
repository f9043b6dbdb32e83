"""Planting: slips of all kinds in documents that are right, and what is said of each."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.slips.documents import MEMOIR_SCHEMA, Document, Slip, automaton, documents
from benchmarks.slips.names import habitual_attribute, habitual_element, misspelt_attribute, misspelt_element
from benchmarks.slips.nesting import wrong_nesting
from benchmarks.slips.values import bad_id, dangling, wrong_date, wrong_number, wrong_value
from teipress import grammar
from teipress.checks import dates, references, relaxng
from teipress.diagnostics import Diagnostic, in_order
from teipress.edition import Edition, load
from teipress.settings import Settings

TRIES = 400
KINDS: dict[Callable[[Document, random.Random], Slip | None], int] = {
    misspelt_element: 70, habitual_element: 30, misspelt_attribute: 45, habitual_attribute: 30, wrong_date: 30,
    wrong_value: 20, wrong_number: 10, dangling: 25, bad_id: 10, wrong_nesting: 30,
}  # fmt: skip


def slips(planted_in: Sequence[Document], seed: str, how_many: int) -> Iterator[Slip]:
    """That many slips, of all kinds in their proportions; the memoir has a third of them."""
    chance = random.Random(f"{seed}")
    own = [document for document in planted_in if document.schema == MEMOIR_SCHEMA]
    others = [document for document in planted_in if document.schema != MEMOIR_SCHEMA] or own
    whole = sum(KINDS.values())
    for kind, share in KINDS.items():
        seen: set[str] = set()
        for _ in range(max(1, round(how_many * share / whole))):
            for _ in range(TRIES):
                document = chance.choice(own if chance.random() < 0.33 else others)
                slip = kind(document, chance)
                if slip is not None and slip.text not in seen and not _valid(slip):
                    seen.add(slip.text)
                    yield slip
                    break


def _valid(slip: Slip) -> bool:
    """Whether what came of it is right, too, as far as the schema goes: then nobody could tell that it is a slip."""
    if slip.kind in ("dangling reference", "id", "date"):
        return False
    slip.document.path.write_text(slip.text, "utf-8")
    try:
        edition = load(slip.document.main, Settings()).edition
        return edition is not None and grammar.valid(automaton(slip.document.schema), edition.sources, edition.name)
    finally:
        slip.document.path.write_text(slip.document.text, "utf-8")


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a slip: whether anything was said, at its line, and with the right suggestion first."""

    slip: Slip
    found: bool
    line: bool
    right: bool
    finding: str


def said(edition: Edition, schema: Path) -> list[Diagnostic]:
    """What is said of an edition that slips can bring about."""
    dated = list(dates.findings(edition))
    violations = dates.not_told_yet(dated, relaxng.violations(edition, str(schema), schema.read_bytes()))
    found = [*dated, *violations, *references.dangling_pointers(edition)]
    return in_order([*found, *references.duplicate_ids(edition), *references.names_that_are_no_ids(edition)])


def told(slip: Slip, before: set[tuple[str, str, str]]) -> Told:
    """Plant a slip, look, and take it out again. *before* is what was said without it."""
    document = slip.document
    document.path.write_text(slip.text, "utf-8")
    try:
        edition = load(document.main, Settings()).edition
        found = said(edition, document.schema) if edition is not None else []
    finally:
        document.path.write_text(document.text, "utf-8")
    new = [each for each in found if _key(each) not in before]
    here = [each for each in new if each.place.line == slip.line and Path(each.place.file).name == document.path.name]
    first = here[0] if here else new[0] if new else None
    right = bool(here) and here[0].hint.startswith(slip.right)
    return Told(slip, bool(new), bool(here), right, str(first) if first else "nothing")


def _key(diagnostic: Diagnostic) -> tuple[str, str, str]:
    return diagnostic.code, diagnostic.place.xpath, diagnostic.message


def run(seed: str, how_many: int) -> list[Told]:
    """Plant and look."""
    with tempfile.TemporaryDirectory() as name:
        planted_in = documents(Path(name))
        before: dict[Path, set[tuple[str, str, str]]] = {}
        outcomes = []
        for slip in slips(planted_in, seed, how_many):
            if slip.document.main not in before:
                edition = load(slip.document.main, Settings()).edition
                before[slip.document.main] = set(map(_key, said(edition, slip.document.schema))) if edition else set()
            outcomes.append(told(slip, before[slip.document.main]))
        return outcomes

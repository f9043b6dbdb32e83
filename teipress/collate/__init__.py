"""Collate: prove an edition against its witness. The TEI is taken back to printed lines, the witness corrected by its
ledger, and every difference between the two that no record explains is told.

The white space of the witness is out of account, but for the division of words (see `spaces`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from teipress.collate import witness
from teipress.collate.differences import compare
from teipress.collate.fit import rebuilt
from teipress.collate.ledger import Ledger, correct, parse
from teipress.collate.pages import Borders, number_lines
from teipress.collate.signs import squeezed
from teipress.collate.sources import ledger_of, source_of
from teipress.collate.spaces import divisions
from teipress.collate.tell import Teller
from teipress.collate.witness import Witness
from teipress.diagnostics import Diagnostic, Place, in_order
from teipress.edition import Edition
from teipress.settings import Settings

__all__ = ["Collation", "collate", "ledger_of", "source_of"]

RELATED = 0.2  # of a witness a TEI must have, else it is told that the two have little to do with each other
LARGE = 2000  # characters: a shorter text may differ all over


@dataclass(frozen=True, slots=True)
class Collation:
    """What there is to tell, sorted by place, and how many lines of the witness were compared."""

    findings: tuple[Diagnostic, ...]
    lines: int


def collate(edition: Edition, source: Path, ledger_file: Path | None, settings: Settings) -> Collation:
    """Compare *edition* with the text at *source* (a file, or a folder of .txt files) as *ledger_file* corrects it.

    Raises `Trouble` where a file cannot be read as text.
    """
    limit = settings.max_megabytes * 2**20
    read = witness.read(source, limit)
    rows = Ledger()
    if ledger_file is not None:
        rows = parse(witness.text_of(ledger_file, limit, "the list of corrections")[0], str(ledger_file))
    return collated(edition, read, rows)


def collated(edition: Edition, read: Witness, rows: Ledger) -> Collation:
    """Compare *edition* with a witness that the rows of a ledger correct."""
    lines = correct(read, rows)
    made = rebuilt(edition.tree, lines)
    numbers = set(number_lines(lines, made))
    while True:
        kept = [line for index, line in enumerate(lines) if index not in numbers]
        comparison = compare(kept, made.lines)
        borders = Borders(kept, made, comparison, [(lines[n], n - before) for before, n in enumerate(sorted(numbers))])
        strays = {index for index in numbers if lines[index] in borders.strays}
        if not strays:
            break
        numbers -= strays  # no page of that number begins or ends there: it is told as a line that the TEI lacks
    size = sum(len(squeezed(line.text)) for line in kept)
    if size > LARGE and comparison.matched < RELATED * size:
        return Collation((*rows.findings, _unrelated(edition, comparison.matched / size)), len(kept))
    teller = Teller(edition, kept, made, borders, len(read.files) > 1)
    found = (
        *rows.findings,
        *teller.differences(comparison.differences),
        *teller.divisions(divisions(comparison, kept, made.lines)),
        *teller.borders_found(),
        *teller.wrong_pages(),
    )
    return Collation(tuple(in_order(found)), len(kept))


def _unrelated(edition: Edition, share: float) -> Diagnostic:
    message = f"only {share:.0%} of the witness is in the TEI: is it the text that this edition was made from?"
    return Diagnostic(Place(edition.name), "ENC-041", message, "name the right text, or encode what is missing")

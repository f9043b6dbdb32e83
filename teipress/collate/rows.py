"""Rows: the row of the ledger that would explain a difference, ready to be pasted in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from teipress.collate.differences import NEWLINE, Difference
from teipress.collate.ledger import Corrected, Replaced
from teipress.collate.lines import Line
from teipress.collate.signs import HYPHEN, SOFT, shown


def touched(difference: Difference, witness: Sequence[Corrected]) -> list[Replaced]:
    """The rows of the ledger that a difference has to do with."""
    found: list[Replaced] = []
    for token in difference.read:
        line = witness[token.line]
        found.extend(r for r in line.replaced if r.start < token.end and token.start < max(r.end, r.start + 1))
    if not difference.read and difference.witness:
        before = difference.witness[difference.w1 - 1] if difference.w1 else None
        after = difference.witness[difference.w1] if difference.w1 < len(difference.witness) else None
        line = witness[(before or after or difference.witness[0]).line]
        start = before.end if before is not None and before.line == difference.witness[difference.w1 - 1].line else 0
        end = after.start if after is not None and witness[after.line] is line else len(line.text)
        found.extend(r for r in line.replaced if r.start == r.end and start <= r.start <= end)
    return list(dict.fromkeys(found))


def row(difference: Difference, witness: Sequence[Corrected], lines: Sequence[Line], page: str) -> str:
    """The row, its columns joined by tabs; empty where no row could explain the difference."""
    made = _extended(difference)
    if made is None or touched(made, witness):
        return ""
    line = witness[made.read[0].line]
    while made is not None:
        first, last = made.read[0], made.read[-1]
        start, end = line.read_at(first.start), line.read_at(last.end, end=True)
        after = max((r.read_end for r in line.replaced if r.read_end <= start), default=0)
        read = line.line.text[start:end]
        if line.line.text.find(read, after) == start:
            return "\t".join((page, str(line.line.number), read, _encoded(made, lines)))
        made = _further(made)
        if made is not None and touched(made, witness):
            return ""
    return ""


def _extended(difference: Difference) -> Difference | None:
    """The difference with a word beside it where the witness has none; None where it is not within one line."""
    words = [token for token in difference.read if token.text != NEWLINE]
    if len({token.line for token in words}) == 1 and difference.read[-1].text == NEWLINE and not difference.encoded:
        return replace(difference, w2=difference.w2 - 1)  # a whole line
    if not difference.read:
        widened = _further(difference) or _onward(difference)
        if widened is None:
            return None
        difference = widened
    tokens = (*difference.read, *difference.encoded)
    if any(token.text in (NEWLINE, SOFT) or HYPHEN in token.text[:-1] for token in tokens):
        return None
    if len({t.line for t in difference.read}) > 1 or len({t.line for t in difference.encoded}) > 1:
        return None
    return difference


def _further(made: Difference) -> Difference | None:
    """The same with the word before it, which is equal on both sides, if that is on its line."""
    if not made.w1 or not made.t1:
        return None
    before, own = made.witness[made.w1 - 1], made.read[0] if made.read else None
    if before.text == NEWLINE or made.tei[made.t1 - 1].text in (NEWLINE, SOFT) or (own and own.line != before.line):
        return None
    return replace(made, w1=made.w1 - 1, t1=made.t1 - 1)


def _onward(made: Difference) -> Difference | None:
    """The same with the word after it."""
    if made.w2 >= len(made.witness) or made.t2 >= len(made.tei):
        return None
    if made.witness[made.w2].text == NEWLINE or made.tei[made.t2].text in (NEWLINE, SOFT):
        return None
    return replace(made, w2=made.w2 + 1, t2=made.t2 + 1)


def _encoded(made: Difference, lines: Sequence[Line]) -> str:
    """What the TEI has, with its spaces."""
    if not made.encoded:
        return ""
    first, last = made.encoded[0], made.encoded[-1]
    return re.sub(r"\s+", " ", shown(lines[first.line].text[first.start : last.end]))

"""Fit: the TEI as printed. Where the document does not say how, the way that comes nearest to the witness is taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import inf

from teipress.collate.habits import MARKS, PLACES, Habits, habits_of, place_of
from teipress.collate.ledger import Corrected
from teipress.collate.lines import Printed
from teipress.collate.printed import printed
from teipress.collate.signs import HYPHEN, HYPHENS, squeezed, stream_key
from teipress.xml import Element

Runs = set[tuple[str, str, str]]


def rebuilt(tree: Element, witness: Sequence[Corrected]) -> Printed:
    """The lines of a TEI document, set as its witness is."""
    habits = given = habits_of(tree)
    made = printed(tree, habits)
    notes = [note for text in tree.iter("{*}text") for note in text.iter("{*}note") if note.get("type") != "editorial"]
    places = {place_of(note) for note in notes}
    if not _hyphens(made, witness):
        habits = replace(habits, hyphens=False)
    ways = dict(PLACES)
    runs = _runs(line.text for line in witness)
    if len(made.pages) == 1:
        ways["bottom"] = PLACES["end"]
    for place in sorted(places & ways.keys()):
        habits = _nearest(tree, runs, [replace(habits, notes=habits.notes | {place: way}) for way in ways[place]])
    if any(note.get("n", "").isalnum() for note in notes):
        habits = _nearest(tree, runs, [replace(habits, marks=marks) for marks in MARKS])
    return made if habits == given else printed(tree, habits)


def _hyphens(made: Printed, witness: Sequence[Corrected]) -> bool:
    """Whether the witness has hyphens where the TEI divides a word."""
    found = {squeezed(line.text) for line in witness}
    divided = {text[:-1] for line in made.lines if (text := squeezed(line.text)).endswith(HYPHEN)}
    return len(divided & found) <= 1 + len(divided & {text[:-1] for text in found if text[-1] in HYPHENS})


def _nearest(tree: Element, witness: Runs, options: Sequence[Habits]) -> Habits:
    """Of several ways to set a document the one that has most in common with the witness, the first of equals."""
    best, most = options[0], -inf
    for habits in options if len(options) > 1 else ():
        own = _runs(line.text for line in printed(tree, habits).lines)
        common = 2 * len(own & witness) - len(own)
        if common > most:
            best, most = habits, common
    return best


def _runs(texts: Iterable[str]) -> Runs:
    """Which words follow each other in a text: where a note is set shows in what stands about it."""
    words = [stream_key(word) for text in texts for word in text.split()]
    return set(zip(words, words[1:], words[2:], strict=False))

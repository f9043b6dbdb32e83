"""Remarks: notes that stand apart, and say by @target of which words they speak. See TEI P5, chapters CO and SA.

Readers find them where those words end, as they find any other note.
"""

from __future__ import annotations

from collections.abc import Mapping

from teipress.book import Block, Group
from teipress.compose import inline
from teipress.compose.apparatus import behind
from teipress.compose.composer import Composer
from teipress.compose.flow import Flow, as_blocks
from teipress.compose.structure import called_note
from teipress.edition import Edition
from teipress.xml import Element, local, tei

# Where a pointer leads to nothing that is read in the text.
UNREAD = frozenset("teiHeader standOff facsimile note app choice fw del index".split())
AROUND = frozenset("standOff listAnnotation annotation noteGrp".split())


def places(edition: Edition) -> Mapping[Element, list[Element]]:
    """The notes that name a place in the text, by the element they speak of."""
    found: dict[Element, list[Element]] = {}
    for note in edition.tree.iter(tei("note")):
        place = edition.ids.get(_pointer(note).removeprefix("#"))
        if place is None or local(place) in ("ref", "ptr", "TEI", "text", "body") or inline.in_phrase(note):
            continue
        if any(local(above) == "teiHeader" for above in note.iterancestors()):
            continue
        if not any(local(above) in UNREAD or above is note for above in (place, *place.iterancestors())):
            found.setdefault(place, []).append(note)
    return found


def _pointer(note: Element) -> str:
    """The end of what a note speaks of, or of what the group does that it stands in."""
    group = note.getparent()
    told = [note] if group is None or local(group) != "noteGrp" else [note, group]
    pointers = (pointer for each in told for pointer in (each.get("targetEnd"), each.get("target")) if pointer)
    last = next(pointers, "").split()[-1:]
    return last[0] if last and last[0].startswith("#") else ""


def noted(flow: Flow, element: Element, composer: Composer) -> Flow:
    """*flow*, which *element* was read as, with the notes on it behind."""
    for each in composer.noted_at[element]:
        if each not in composer.called:
            composer.called.add(each)
            made = called_note(each, each.get("n", ""), composer)
            flow = behind(flow, made) if made is not None else flow
    return flow


def left(composer: Composer) -> tuple[Block, ...]:
    """The notes that were to be read where something calls them, and that nothing called."""
    made: list[Block] = []
    for note in composer.edition.tree.iter(tei("note")):
        if note in composer.moved and note not in composer.called:
            composer.called.add(note)
            content = as_blocks(composer.inside(note))
            made.extend([Group("note", content)] if content else [])
    return tuple(made)


def standoff(element: Element, composer: Composer) -> Flow:
    """What stands apart from the text: records for the indexes, and annotations; those without a place are reported."""
    for note in element.iter(tei("note")):
        around = note.getparent()
        if note not in composer.moved and around is not None and local(around) in AROUND:
            composer.silent(note)
    return []

"""Habits: how a TEI document stands to its source: whether it marks lines, where its notes are printed, and so on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from teipress.xml import Element, local

BREAKS = frozenset(("pb", "cb", "lb"))
BLOCK_STARTS = ("{*}p", "{*}ab", "{*}l", "{*}head")
LONGEST_LINE = 200  # characters to a break, on the average: with more the breaks are not those of the source's lines
# Where the notes of a @place may be printed: at the foot of the page, at the end of their division, of the outermost
# one (chapter) or of the text, where they stand, or nowhere. With several, the witness decides.
PLACES: dict[str, tuple[str, ...]] = {
    "bottom": ("foot",),
    "end": ("div", "chapter", "end"),
    "": ("inline", "foot", "div", "chapter", "end", "away"),
}
# A note's @n as it is printed at the anchor and before the note; the witness decides.
MARKS = (
    ("{}", "{}"),
    ("{})", "{})"),
    ("({})", "({})"),
    ("[{}]", "[{}]"),
    ("{}", "{}."),
    ("{}", "{})"),
    ("", "{}"),
    ("", ""),
)


@dataclass(frozen=True, slots=True)
class Habits:
    """How a TEI document stands to its source.

    *notes*: for each @place, where notes are printed (see `PLACES`). *marks*: see `MARKS`. *stream*: the lines of the
    source are not marked. *blocks*: paragraphs begin lines without an lb. *hyphens*: the source has one in a divided
    word. *quotes*: the TEI leaves out quotation marks. *glued*: no break says whether it divides a word. *editions*:
    of the breaks of several editions, the @ed that counts.
    """

    notes: dict[str, str] = field(default_factory=lambda: {place: found[0] for place, found in PLACES.items()})
    marks: tuple[str, str] = MARKS[0]
    stream: bool = False
    blocks: bool = False
    hyphens: bool = True
    quotes: bool = False
    glued: bool = False
    editions: dict[str, str] = field(default_factory=dict)


def habits_of(tree: Element) -> Habits:
    """What a document itself tells of its habits."""
    breaks = {name: list(tree.iter(f"{{*}}{name}")) for name in BREAKS}
    size = sum(len(part) for text in tree.iter("{*}text", "{*}sourceDoc") for part in text.itertext("{*}*"))
    lines = len(breaks["lb"]) + sum(1 for _ in tree.iter("{*}line"))
    starts = [_starts_with_break(e) for text in tree.iter("{*}text") for e in text.iter(*BLOCK_STARTS)]
    marks = next(tree.iter("{*}quotation"), None)
    return Habits(
        stream=not lines or size > LONGEST_LINE * (lines + 1),
        blocks=2 * sum(starts) < len(starts),
        quotes=marks is not None and marks.get("marks") == "none",
        glued=not any(e.get("break") for found in breaks.values() for e in found),
        editions={name: _commonest([e.get("ed", "") for e in found]) for name, found in breaks.items() if found},
    )


def place_of(note: Element) -> str:
    """The first word of a note's @place; the foot of a page has two names."""
    place = (note.get("place") or "").split()[:1]
    return {"foot": "bottom"}.get(place[0], place[0]) if place else ""


def _starts_with_break(element: Element) -> bool:
    """Whether the first thing in a block is a break."""
    while not (element.text or "").strip() and len(element):
        element = element[0]
        if local(element) in BREAKS:
            return True
    return False


def _commonest(values: list[str]) -> str:
    return Counter(values).most_common(1)[0][0]

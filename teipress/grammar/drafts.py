"""Drafts: faults while a document is still being read, and the elements that are open. See `recover`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from teipress.grammar.automaton import Fork, State
from teipress.grammar.fault import Fault, Kind, Spot, Way
from teipress.grammar.guess import Guesses
from teipress.grammar.match import WHITE
from teipress.grammar.names import local_of
from teipress.grammar.places import Point
from teipress.grammar.usage import Usage
from teipress.values import dataclass


@dataclass(slots=True, eq=False)
class Open:
    """An element being read, by the name it is *written* with and the one it is taken for.

    *state* is what may come next in it; none if anything may, since nothing is known of it. *turns* are its children
    so far: the state before each, its name and line. *recent* is the last one, once it has ended, and *end* the line
    where the element itself ended.
    """

    name: str
    written: str
    parent: Open | None
    at: Point
    number: int = 1  # which of its parent's children of that name
    state: State | None = None
    bits: int = 0
    after: State | Fork | None = None  # how its parent goes on; none: as if it were not there
    children: dict[str, int] = field(default_factory=dict)
    last: str = ""
    excused: bool = False  # it does not belong here, so what it lacks does not matter
    strange: bool = False  # holds an element of which nothing is known, and that may be what it lacks
    pieces: list[str] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    turns: list[tuple[State, str, int]] = field(default_factory=list)
    recent: Open | None = None
    end: int = 0
    alias: tuple[str, str] | None = None  # a wrong namespace, told already, and the right one

    def path(self) -> str:
        """The way to it, with positions where siblings share a name."""
        steps = []
        current = self
        while current.parent is not None:
            several = current.parent.children[current.written] > 1
            steps.append(f"{current.written}[{current.number}]" if several else current.written)
            current = current.parent
        return "/" + "/".join(reversed(steps))


@dataclass(slots=True, eq=False)
class Draft:
    """A fault before all of the document is known. *about* is the element it is about."""

    kind: Kind
    at: Point
    about: Open
    found: str = ""
    attribute: str = ""
    expected: tuple[str, ...] = ()
    nearest: str = ""
    values: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    after: str = ""
    first: Point | None = None
    namespace: str = ""
    spots: tuple[Spot, ...] = ()


@dataclass(slots=True)
class Gap:
    """Where an element came too early, or others are missing: what is lacking before it, and what of that came late."""

    early: Open
    expected: tuple[str, ...]
    after: str
    lacking: list[Draft] = field(default_factory=list)
    late: list[Draft] = field(default_factory=list)


def came_late(draft: Draft, parent: Open, drafts: dict[Draft, None]) -> Gap | None:
    """What was missing before has come after all: one fault, not two.

    Where several come late, it is the one before them that came too early: then its gap is returned.
    """
    name = local_of(draft.about.name)
    for gap in parent.gaps:
        lacking = next((each for each in gap.lacking if name in each.expected), None)
        if lacking is None:
            continue
        gap.lacking.remove(lacking)
        drafts.pop(lacking, None)
        gap.late.append(draft)
        draft.spots = (Spot(Way.BEFORE, parent.written, gap.early.written, gap.early.at.line),)
        if len(gap.late) > 1:
            for late in gap.late:
                drafts.pop(late, None)
        return gap if len(gap.late) == 2 else None
    return None


def finished(drafts: Iterable[Draft], usage: Usage, guesses: Guesses) -> list[Fault]:
    """The faults in order of place, now that all of the document is known, and so what is likely in it."""
    found = [_finished(draft, usage, guesses) for draft in drafts]
    return sorted(found, key=lambda fault: (fault.file, fault.line, fault.column))


def _finished(draft: Draft, usage: Usage, guesses: Guesses) -> Fault:
    about, kind, first = draft.about, draft.kind, draft.first
    parent = about.parent.written if about.parent is not None else ""
    holder = about if kind in (Kind.MISSING, Kind.TEXT) else about.parent
    if draft.attribute:
        expected = usage.likely_attributes(draft.expected, local_of(about.name))
    else:
        before = None if kind is Kind.TEXT else draft.after
        expected = usage.likely(draft.expected, local_of(holder.name) if holder is not None else "", before)
    homes: tuple[str, ...] = ()
    if kind is Kind.MISPLACED:
        homes = usage.likely(guesses.homes(about.name), "")
    elif kind is Kind.ATTRIBUTE and not draft.nearest:
        homes = usage.likely(guesses.bearers(draft.attribute), "")
    return Fault(
        kind=kind,
        file=draft.at.file,
        line=draft.at.line,
        column=draft.at.column,
        path=about.path(),
        element=about.written,
        parent=parent,
        found=draft.found.strip(WHITE) if kind is Kind.TEXT else draft.found,
        attribute=draft.attribute,
        expected=expected,
        nearest=draft.nearest,
        homes=homes,
        values=draft.values,
        types=draft.types,
        after=draft.after,
        start=(about.at.line, about.at.column),
        namespace=draft.namespace,
        first=(first.file, first.line, first.column) if first is not None else ("", 0, 0),
        spots=usage.spots(draft.spots, local_of(about.name), kind is Kind.MISORDERED),
    )

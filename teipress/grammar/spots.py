"""Spots: places near by where an element may stand that may not stand where it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from teipress.grammar.automaton import State
from teipress.grammar.drafts import Open
from teipress.grammar.fault import Kind, Spot, Way
from teipress.grammar.guess import Guesses
from teipress.grammar.names import local_of
from teipress.grammar.patterns import bits as numbers_of

MOST_TURNS = 2000  # siblings that are looked at
MOST_DEEP = 3  # of the last children of last children


def spots_for(element: Open, kind: Kind, guesses: Guesses) -> tuple[Spot, ...]:
    """The places for an element that has just begun, in no order but that of the ways."""
    parent = element.parent
    if parent is None or parent.state is None or parent.parent is None:
        return ()
    found = [*_into(element.name, parent, guesses)]
    if kind is Kind.MISORDERED:
        found += _before(element.name, parent, guesses)
    if found and kind is Kind.MISORDERED:
        return tuple(found)
    found += _up(element.name, parent, guesses)
    wraps = list(_wrapped(element.name, parent.state, guesses))
    found += (spot for spot in wraps if not spot.outer or not found)
    return tuple(found or _wrapped_above(element.name, parent, guesses))


def _up(name: str, parent: Open, guesses: Guesses) -> Iterator[Spot]:
    """Behind the nearest element around it that may be followed by such an element."""
    for state, current, levels in _above(parent, guesses):
        if guesses.automaton.move(state, name) is not None:
            assert current.parent is not None
            yield Spot(Way.UP, current.parent.written, current.written, current.at.line, levels)
            return


def _above(parent: Open, guesses: Guesses) -> Iterator[tuple[State, Open, int]]:
    """What may come behind each of the elements around, the nearest first; that element, and how far up it is."""
    current, levels = parent, 0
    while (above := current.parent) is not None and above.parent is not None:
        levels += 1
        state = above.state
        if current.after is not None:
            state = guesses.automaton.settled(current.after, current.bits)
        if state is not None:
            yield state, current, levels
        current = above


def _wrapped_above(name: str, parent: Open, guesses: Guesses) -> list[Spot]:
    """In an element that may stand behind one of those around."""
    for state, current, levels in _above(parent, guesses):
        wraps = [spot for spot in _wrapped(name, state, guesses) if not spot.outer]
        if wraps:
            return [replace(spot, beside=current.written, levels=levels) for spot in wraps]
    return []


def _before(name: str, parent: Open, guesses: Guesses) -> Iterator[Spot]:
    """Before the last sibling before which such an element may stand."""
    turns = parent.turns
    for state, sibling, line in reversed((turns[0], *turns[1:][-MOST_TURNS:]) if turns else ()):
        if (then := _after(state, name, guesses)) is not None and guesses.automaton.move(then, sibling) is not None:
            yield Spot(Way.BEFORE, parent.written, local_of(sibling), line)
            return


def _after(state: State, name: str, guesses: Guesses) -> State | None:
    """The state behind an element, if it may stand there."""
    move = guesses.automaton.move(state, name)
    return guesses.automaton.settled(move[0], move[3].bits) if move is not None else None


def _into(name: str, parent: Open, guesses: Guesses) -> Iterator[Spot]:
    """At the end of the sibling before it, or of the last child of that."""
    last = parent.recent
    for _ in range(MOST_DEEP):
        if last is None:
            return
        if last.state is not None and guesses.automaton.move(last.state, name) is not None:
            yield Spot(Way.INTO, last.written, "", last.end)
            return
        last = last.recent


def _wrapped(name: str, state: State, guesses: Guesses) -> Iterator[Spot]:
    """In an element that may stand here; if there is none, in one within such an element."""
    bits = guesses.grammar.named(name)
    outer = guesses.first(state)
    direct = [number for number in numbers_of(outer) if guesses.holds(1 << number, bits)]
    for number in direct:
        for inside in guesses.names(1 << number):
            yield Spot(Way.WRAPPED, inside)
    if not direct:
        homes = guesses.holders(bits)
        for number in numbers_of(outer):
            for between in numbers_of(guesses.within(1 << number) & homes):
                for wrap in guesses.names(1 << number):
                    for inside in guesses.names(1 << between):
                        yield Spot(Way.WRAPPED, inside, outer=wrap)

"""Guesses: what was meant by an element that may not be there, and what might be there instead."""

from __future__ import annotations

from functools import cache, lru_cache

from teipress.diagnostics import nearest
from teipress.grammar.automaton import Automaton, State
from teipress.grammar.lacking import Lacking, Slots
from teipress.grammar.names import local_of, uri_of
from teipress.grammar.patterns import bits as numbers_of


class Guesses:
    """What a grammar allows, asked in the ways that messages need; every answer is remembered."""

    def __init__(self, automaton: Automaton) -> None:
        self.automaton = automaton
        self.grammar = automaton.grammar
        self._lacking = Lacking(automaton.derivatives)
        self.names = cache(self._names)
        self.homes = cache(self._homes)
        self._near = cache(self._nearest)
        self.namespaces = frozenset(map(uri_of, self.grammar.names))

    def expected(self, state: State) -> tuple[str, ...]:
        """The names of the elements that may come next."""
        return self.names(self._first(state))

    def lacking(self, state: State) -> Slots:
        """What is lacking at the end of an element."""
        return min((self._lacking.at_end(pattern) for _, pattern in state.threads), key=len)

    def behind(self, state: State, bits: int) -> tuple[State, Slots] | None:
        """What is lacking before an element by one of the definitions *bits*, and the state behind that."""
        ways = [(number, self._lacking.before(pattern, bits)) for number, pattern in state.threads]
        least = min((way[0] for _, way in ways if way is not None), default=0)
        if not least:
            return None
        shortest = [(number, way) for number, way in ways if way is not None and way[0] == least]
        return self.automaton.state([(number, way[1]) for number, way in shortest]), shortest[0][1][2]

    def holds(self, parents: int, bits: int) -> bool:
        """Whether any of the definitions *parents* has elements of the definitions *bits* anywhere in it."""
        return bool(self._within(parents) & bits)

    def held(self, parents: int) -> tuple[str, ...]:
        """The names of all elements that these may hold."""
        return self.names(self._within(parents))

    def nearest(self, name: str, state: State | None, parents: int) -> str:
        """The element that *name* was probably meant to be: one that may come next, or stand in the parent, or any."""
        return self._near(name, self._first(state) if state is not None else 0, self._within(parents))

    def _nearest(self, name: str, first: int, within: int) -> str:
        for bits in (first, within, (1 << len(self.grammar.definitions)) - 1):
            names = [n for n in self._qualified(bits) if not uri_of(name) or uri_of(n) == uri_of(name)]
            same = next((n for n in self._qualified(bits) if local_of(n) == local_of(name)), "")
            if same:
                return same
            near = nearest(local_of(name), map(local_of, names))
            if near:
                return next(n for n in names if local_of(n) == near)
        return ""

    def _first(self, state: State) -> int:
        bits = 0
        for _, pattern in state.threads:
            bits |= self.automaton.patterns.first[pattern]
        return bits

    def _within(self, parents: int) -> int:
        """The definitions of all elements that these may hold."""
        bits = 0
        for number in numbers_of(parents):
            bits |= self.automaton.patterns.within(self.grammar.definitions[number].content)
        return bits

    def _qualified(self, bits: int) -> tuple[str, ...]:
        """The names that definitions take one by one."""
        names = (self.grammar.definitions[number].names for number in numbers_of(bits))
        return tuple(dict.fromkeys(name for each in names for name in each.listed()))

    def _names(self, bits: int) -> tuple[str, ...]:
        """The same without their namespaces."""
        return tuple(dict.fromkeys(map(local_of, self._qualified(bits))))

    def _homes(self, name: str) -> tuple[str, ...]:
        """The elements that may hold an element of that name."""
        bits, homes = self.grammar.named(name), 0
        for number, definition in enumerate(self.grammar.definitions):
            if self.automaton.patterns.within(definition.content) & bits:
                homes |= 1 << number
        return self.names(homes)


@lru_cache(maxsize=8)
def guesses_of(automaton: Automaton) -> Guesses:
    """The guesses of an automaton."""
    return Guesses(automaton)

"""Lacking: what an element still has to hold, in the shortest way, at its end or before another element may follow."""

from __future__ import annotations

from dataclasses import field

from teipress.grammar.derive import Derivatives
from teipress.grammar.patterns import CHOICE, DATA, ELEMENTS, GROUP, INTERLEAVE, LIST, MORE, VALUE
from teipress.values import dataclass

Slots = tuple[int, ...]  # for each element that is lacking, the definitions of which one has to be there; 0: a text
Way = tuple[int, int, Slots]  # how many are lacking, the pattern behind them, and which they are
FAR = 1_000_000  # what can never be reached
MOST = 4  # more than this many are not lacking: what follows is out of place


@dataclass(slots=True)
class Lacking:
    """What patterns lack; every answer is remembered."""

    derivatives: Derivatives
    _complete: dict[int, tuple[int, Slots]] = field(default_factory=dict)
    _before: dict[tuple[int, int], Way | None] = field(default_factory=dict)

    def at_end(self, pattern: int) -> Slots:
        """What the pattern lacks to be satisfied."""
        return self._completed(pattern)[1]

    def before(self, pattern: int, bits: int) -> Way | None:
        """What is lacking before an element by one of the definitions *bits*; none if it cannot be reached so."""
        found = self._skipped(pattern, bits)
        return found if found is not None and found[0] <= MOST else None

    def _completed(self, pattern: int) -> tuple[int, Slots]:
        """How many are lacking, and which."""
        patterns = self.derivatives.patterns
        if patterns.nullable(pattern):
            return 0, ()
        if pattern not in self._complete:
            kind, *parts = patterns.nodes[pattern]
            found: tuple[int, Slots]
            if kind == ELEMENTS:
                found = 1, (parts[0],)
            elif kind in (DATA, VALUE, LIST):
                found = 1, (0,)
            elif kind == CHOICE:
                found = self._least(parts)
            elif kind in (GROUP, INTERLEAVE):
                one, other = map(self._completed, parts)
                found = one[0] + other[0], one[1] + other[1]
            else:
                found = self._completed(parts[0]) if kind == MORE else (FAR, ())
            self._complete[pattern] = found
        return self._complete[pattern]

    def _least(self, parts: list[int]) -> tuple[int, Slots]:
        """Of several ways the shortest; where that is one element, any of those that would do."""
        each = [self._completed(part) for part in parts]
        least = min(cost for cost, _ in each)
        ways = [slots for cost, slots in each if cost == least]
        if least != 1 or any(slots == (0,) for slots in ways):
            return least, ways[0]
        either = 0
        for (bits,) in ways:
            either |= bits
        return 1, (either,)

    def _skipped(self, pattern: int, bits: int) -> Way | None:
        patterns = self.derivatives.patterns
        if patterns.first[pattern] & bits:
            return 0, pattern, ()
        if not patterns.within(pattern) & bits:
            return None
        if (pattern, bits) not in self._before:
            kind, *parts = patterns.nodes[pattern]
            ways: list[Way | None] = []
            if kind == CHOICE:
                ways += [self._skipped(part, bits) for part in parts]
            elif kind == MORE:
                if way := self._skipped(parts[0], bits):
                    ways.append((way[0], patterns.group(way[1], patterns.optional(pattern)), way[2]))
            elif kind == GROUP:
                first, then = parts
                if way := self._skipped(first, bits):
                    ways.append((way[0], patterns.group(way[1], then), way[2]))
                if way := self._skipped(then, bits):
                    cost, slots = self._completed(first)
                    ways.append((cost + way[0], way[1], slots + way[2]))
            elif kind == INTERLEAVE:
                for one, other in (parts, parts[::-1]):
                    if way := self._skipped(one, bits):
                        ways.append((way[0], patterns.interleave(way[1], other), way[2]))
            self._before[pattern, bits] = min(
                (way for way in ways if way is not None), key=lambda way: way[0], default=None
            )
        return self._before[pattern, bits]

"""Derivatives: what a pattern still asks for once an element, a text or an attribute has been read.

After James Clark, “An algorithm for RELAX NG validation”; every answer is remembered. An element is given as the bits
of the definitions it satisfies.
"""

from __future__ import annotations

from collections.abc import Callable

from teipress.grammar.patterns import (
    ATTRIBUTE,
    CHOICE,
    ELEMENTS,
    EMPTY,
    GROUP,
    HAS_ATTRIBUTE,
    HAS_TEXT,
    INTERLEAVE,
    MORE,
    NOT_ALLOWED,
    TEXT,
    Patterns,
)

# Whether an attribute's name and value satisfy a pattern of an attribute, given by its two numbers.
Takes = Callable[[int, int], bool]


class Derivatives:
    """The derivatives of a grammar's patterns."""

    __slots__ = ("_by_element", "_by_text", "_closed", "_freed", "patterns")

    def __init__(self, patterns: Patterns) -> None:
        self.patterns = patterns
        self._by_element: dict[tuple[int, int], int] = {}
        self._by_text: dict[int, int] = {}
        self._closed: dict[int, int] = {}
        self._freed: dict[int, int] = {}

    def by_element(self, pattern: int, bits: int) -> int:
        """What is left after an element that satisfies any of the definitions in *bits*."""
        bits &= self.patterns.first[pattern]
        if not bits:
            return NOT_ALLOWED
        known = self._by_element.get((pattern, bits))
        if known is None:
            known = self._by_element[pattern, bits] = self._after(pattern, lambda part: self.by_element(part, bits))
        return known

    def by_text(self, pattern: int) -> int:
        """What is left after text that is more than white space."""
        patterns = self.patterns
        if pattern == TEXT or not patterns.traits[pattern] & HAS_TEXT:
            return TEXT if pattern == TEXT else NOT_ALLOWED
        known = self._by_text.get(pattern)
        if known is None:
            known = self._by_text[pattern] = self._after(pattern, self.by_text)
        return known

    def by_attribute(self, pattern: int, takes: Takes) -> int:
        """What is left after an attribute; *takes* says which patterns of attributes it satisfies."""
        patterns = self.patterns
        if not patterns.traits[pattern] & HAS_ATTRIBUTE:
            return NOT_ALLOWED
        kind, *parts = patterns.nodes[pattern]
        if kind == ATTRIBUTE:
            return EMPTY if takes(parts[0], parts[1]) else NOT_ALLOWED
        if kind == GROUP:  # attributes have no order
            first, then = parts
            return patterns.choice(
                (
                    patterns.group(self.by_attribute(first, takes), then),
                    patterns.group(first, self.by_attribute(then, takes)),
                )
            )
        return self._after(pattern, lambda part: self.by_attribute(part, takes))

    def _after(self, pattern: int, derived: Callable[[int], int]) -> int:
        """The derivative of a pattern that is made of others, whose own derivatives *derived* gives."""
        patterns = self.patterns
        kind, *parts = patterns.nodes[pattern]
        if kind == CHOICE:
            return patterns.choice(map(derived, parts))
        if kind == GROUP:
            first, then = parts
            left = patterns.group(derived(first), then)
            return patterns.choice((left, derived(then))) if patterns.nullable(first) else left
        if kind == INTERLEAVE:
            one, other = parts
            return patterns.choice((patterns.interleave(derived(one), other), patterns.interleave(one, derived(other))))
        if kind == MORE:
            return patterns.group(derived(parts[0]), patterns.optional(pattern))
        return EMPTY if kind == ELEMENTS else NOT_ALLOWED  # by_element asks only where the bits meet

    def closed(self, pattern: int) -> int:
        """The pattern once the start tag has ended: attributes that did not come never will."""
        return self._without(pattern, self._closed, NOT_ALLOWED)

    def freed(self, pattern: int) -> int:
        """The pattern with all its attributes forgiven."""
        return self._without(pattern, self._freed, EMPTY)

    def _without(self, pattern: int, known: dict[int, int], instead: int) -> int:
        """The pattern with *instead* for every attribute in it."""
        patterns = self.patterns
        if not patterns.traits[pattern] & HAS_ATTRIBUTE:
            return pattern
        if pattern not in known:
            kind, *parts = patterns.nodes[pattern]
            if kind == ATTRIBUTE:
                return instead
            inner = [self._without(part, known, instead) for part in parts]
            if kind == CHOICE:
                known[pattern] = patterns.choice(inner)
            elif kind == MORE:
                known[pattern] = patterns.more(inner[0])
            else:
                known[pattern] = (patterns.group if kind == GROUP else patterns.interleave)(*inner)
        return known[pattern]

    def attributes(self, pattern: int) -> list[tuple[int, int]]:
        """The name classes and values of all attributes in a pattern, in its order."""
        patterns = self.patterns
        left, seen, found = [pattern], {pattern}, list[tuple[int, int]]()
        while left:
            kind, *parts = patterns.nodes[left.pop()]
            if kind == ATTRIBUTE:
                found.append((parts[0], parts[1]))
            elif kind in (CHOICE, GROUP, INTERLEAVE, MORE):
                inner = [p for p in parts if p not in seen and patterns.traits[p] & HAS_ATTRIBUTE]
                seen.update(inner)
                left.extend(reversed(inner))
        return found

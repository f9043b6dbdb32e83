"""Patterns: what a schema asks for, each kept once and known by a number. See the RELAX NG specification, 4 and 9.

A pattern is made by `choice`, `group` and the like, which simplify as they go, so that patterns that mean the same
mostly are the same: then few states are met, and text loops. After James Clark, “An algorithm for RELAX NG validation”.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

EMPTY, NOT_ALLOWED, TEXT = 0, 1, 2  # the numbers of these three patterns, and their kinds
ELEMENTS, CHOICE, GROUP, INTERLEAVE, MORE, ATTRIBUTE, DATA, VALUE, LIST = range(3, 12)

# What a pattern is or holds, attributes' own contents and other elements' aside.
NULLABLE, HAS_ATTRIBUTE, TYPED, ABSORBS_TEXT, HAS_TEXT, HAS_ELEMENT = 1, 2, 4, 8, 16, 32
MANY = 32
MOST = 2_000_000  # no grammar that anybody wrote comes near

# The kind, and what belongs to it: for ELEMENTS a bit for each definition; for CHOICE the patterns; for GROUP,
# INTERLEAVE, MORE and LIST the one or two; for ATTRIBUTE the numbers of name class and value; for DATA of the datatype
# and of the excepted pattern (NOT_ALLOWED: none); for VALUE of the value.
Node = tuple[int, ...]


class TooLarge(Exception):
    """The grammar has more patterns than any machine should hold."""


class Patterns:
    """All patterns met so far, by number.

    *nodes* says what each is, *traits* what it holds, and *first* has a bit for each definition of an element that it
    may begin with.
    """

    __slots__ = ("_within", "first", "index", "nodes", "traits")

    def __init__(self, nodes: list[Node], traits: list[int], first: list[int]) -> None:
        """The patterns in these lists, which may be empty."""
        self.nodes, self.traits, self.first = nodes, traits, first
        self.index = dict(zip(nodes, range(len(nodes)), strict=True))
        self._within: dict[int, int] = {}
        for kind in (EMPTY, NOT_ALLOWED, TEXT):
            self._kept((kind,))

    def _kept(self, node: Node) -> int:
        number = self.index.get(node)
        if number is None:
            number = self.index[node] = len(self.nodes)
            if number > MOST:
                raise TooLarge
            traits, first = self._told(node)
            self.nodes.append(node)
            self.traits.append(traits)
            self.first.append(first)
        return number

    def _told(self, node: Node) -> tuple[int, int]:
        """The traits of a node, and the definitions it may begin with."""
        kind, traits, first = node[0], self.traits, self.first
        if kind in (EMPTY, NOT_ALLOWED, TEXT):
            return (NULLABLE, 0, NULLABLE | ABSORBS_TEXT | HAS_TEXT)[kind], 0
        if kind == ELEMENTS:
            return HAS_ELEMENT, node[1]
        if kind == ATTRIBUTE:
            return HAS_ATTRIBUTE, 0
        if kind in (DATA, VALUE, LIST):
            return TYPED, 0
        if kind == MORE:
            inner = node[1]
            # Text alone must be one turn, so that any other turn may follow it.
            both = NULLABLE | ABSORBS_TEXT
            absorbs = ABSORBS_TEXT if any(traits[p] & both == both for p in self.members(inner)) else 0
            return traits[inner] & ~ABSORBS_TEXT | absorbs, first[inner]
        parts = node[1:]
        every = any_ = traits[parts[0]]
        starts = first[parts[0]]
        for part in parts[1:]:
            every &= traits[part]
            any_ |= traits[part]
            starts |= first[part]
        held = any_ & (HAS_ATTRIBUTE | TYPED | HAS_TEXT | HAS_ELEMENT)
        if kind == CHOICE:
            return held | any_ & NULLABLE | every & ABSORBS_TEXT, starts
        held |= every & NULLABLE
        if kind == INTERLEAVE:
            return held | any_ & ABSORBS_TEXT, starts
        if not traits[parts[0]] & NULLABLE:
            starts = first[parts[0]]
        return held | traits[parts[0]] & ABSORBS_TEXT, starts

    def members(self, pattern: int) -> Sequence[int]:
        """The patterns of a choice; of any other pattern, itself alone."""
        node = self.nodes[pattern]
        return node[1:] if node[0] == CHOICE else (pattern,)

    def nullable(self, pattern: int) -> bool:
        """Whether nothing at all satisfies the pattern."""
        return bool(self.traits[pattern] & NULLABLE)

    def within(self, pattern: int) -> int:
        """The definitions of all elements in a pattern, wherever in it."""
        known = self._within.get(pattern)
        if known is None:
            node = self.nodes[pattern]
            known = node[1] if node[0] == ELEMENTS else 0
            if node[0] in (CHOICE, GROUP, INTERLEAVE, MORE):
                for part in node[1:]:
                    known |= self.within(part)
            self._within[pattern] = known
        return known

    def only_attributes(self, pattern: int) -> bool:
        """Whether the pattern holds attributes and nothing else."""
        return self.traits[pattern] & (HAS_ATTRIBUTE | TYPED | HAS_TEXT | HAS_ELEMENT) == HAS_ATTRIBUTE

    # --- making patterns ----------------------------------------------------------------------------------------------

    def elements(self, bits: int) -> int:
        """One element, by any of the definitions whose bits are set."""
        return self._kept((ELEMENTS, bits)) if bits else NOT_ALLOWED

    def choice(self, patterns: Iterable[int]) -> int:
        """Any of these."""
        members: set[int] = set()
        for pattern in patterns:
            members.update(self.members(pattern))
        members.discard(NOT_ALLOWED)
        if len(members) > 1:
            self._merge(members)
        if not members:
            return NOT_ALLOWED
        return members.pop() if len(members) == 1 else self._kept((CHOICE, *sorted(members)))

    def _merge(self, members: set[int]) -> None:
        """Make the members of a choice as few as they can be."""
        nodes = self.nodes
        elements = [p for p in members if nodes[p][0] == ELEMENTS]
        if len(elements) > 1:
            bits = 0
            for p in elements:
                bits |= nodes[p][1]
            members.difference_update(elements)
            members.add(self.elements(bits))
        attributes: dict[int, list[int]] = {}
        for p in members:
            if nodes[p][0] == ATTRIBUTE:
                attributes.setdefault(nodes[p][1], []).append(p)
        for name_class, same in attributes.items():
            if len(same) > 1:
                members.difference_update(same)
                members.add(self.attribute(name_class, self.choice(nodes[p][2] for p in same)))
        for p in [p for p in members if nodes[p][0] == MORE and nodes[p][1] in members]:
            members.discard(nodes[p][1])
        if EMPTY in members and any(self.traits[p] & NULLABLE for p in members if p != EMPTY):
            members.discard(EMPTY)

    def optional(self, pattern: int) -> int:
        """This, or nothing."""
        return self.choice((EMPTY, pattern))

    def group(self, first: int, then: int) -> int:
        """The one, and the other after it."""
        if NOT_ALLOWED in (first, then):
            return NOT_ALLOWED
        if EMPTY in (first, then):
            return first + then  # EMPTY is 0
        if first == TEXT and self.traits[then] & ABSORBS_TEXT:
            return then
        return self._kept((GROUP, first, then))

    def interleave(self, one: int, other: int) -> int:
        """Both, in any order and mixed."""
        if NOT_ALLOWED in (one, other):
            return NOT_ALLOWED
        if EMPTY in (one, other):
            return one + other
        parts: list[int] = []
        left = [one, other]
        while left:
            node = self.nodes[part := left.pop()]
            if node[0] == INTERLEAVE:
                left.extend(node[1:])
            elif part != TEXT or TEXT not in parts:
                parts.append(part)
        parts.sort(reverse=True)
        whole = parts[0]
        for part in parts[1:]:
            whole = self._kept((INTERLEAVE, part, whole))
        return whole

    def more(self, pattern: int) -> int:
        """This, once or several times."""
        if self.nodes[pattern][0] in (EMPTY, NOT_ALLOWED, TEXT, MORE):
            return pattern
        members = self.members(pattern)
        if len(members) > 1:
            inner = {self.nodes[p][1] if self.nodes[p][0] == MORE else p for p in members}
            nothing = EMPTY in inner
            inner.discard(EMPTY)
            repeated = self.choice(inner)
            if nothing or repeated != pattern:
                return self.choice((EMPTY,) * nothing + (self.more(repeated),))
        return self._kept((MORE, pattern))

    def star(self, pattern: int) -> int:
        """This, any number of times."""
        return self.optional(self.more(pattern))

    def attribute(self, name_class: int, value: int) -> int:
        """An attribute."""
        return NOT_ALLOWED if value == NOT_ALLOWED else self._kept((ATTRIBUTE, name_class, value))

    def data(self, datatype: int, excepted: int = NOT_ALLOWED) -> int:
        """A text of a datatype."""
        return self._kept((DATA, datatype, excepted))

    def value(self, value: int) -> int:
        """One text."""
        return self._kept((VALUE, value))

    def listed(self, pattern: int) -> int:
        """A text whose words satisfy *pattern*."""
        return NOT_ALLOWED if pattern == NOT_ALLOWED else self._kept((LIST, pattern))


def bits(number: int) -> Iterator[int]:
    """The places of the bits that are set."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


def chained(patterns: Sequence[int], join: Callable[[int, int], int]) -> int:
    """Patterns joined two by two; by halves where they are many, so that none stands a thousand deep."""
    if len(patterns) > MANY:
        half = len(patterns) // 2
        return join(chained(patterns[:half], join), chained(patterns[half:], join))
    whole = patterns[-1]
    for pattern in reversed(patterns[:-1]):
        whole = join(pattern, whole)
    return whole

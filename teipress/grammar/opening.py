"""Openings: start tags with their attributes, and what content each leaves to an element.

An opening stands for the definitions that an element of some name may have where it stands, one nearly always. For each
row of attribute names met there is a plan: which values each attribute may have, and what may stand in the element.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from teipress.grammar.derive import Derivatives
from teipress.grammar.grammar import Grammar
from teipress.grammar.names import NameClass
from teipress.grammar.patterns import ATTRIBUTE, EMPTY, NOT_ALLOWED

TYPE_CHECKING = False  # typing itself is not needed
if TYPE_CHECKING:
    from teipress.grammar.automaton import State

Known = Container[str]  # the values that are known to do
Names = tuple[str, ...]
Satisfied = tuple[frozenset[int], ...]  # for each attribute, the patterns its value satisfies


class Plan:
    """What to do with a row of attributes.

    *quick* says of places in the row which values are known to do there, and the pattern of all that would; if each
    has one, *content* follows. Else it has to be seen which of the patterns *asked* of each attribute its value
    satisfies, and what comes of that. *ids* gives the places of IDs and IDREFs.
    """

    __slots__ = ("asked", "content", "ids", "names", "outcomes", "quick")

    def __init__(
        self,
        names: Names,
        asked: tuple[tuple[int, ...], ...],
        quick: tuple[tuple[int, Known, int], ...],
        content: State,
        ids: tuple[tuple[int, str], ...] = (),
    ) -> None:
        self.names, self.asked, self.quick, self.content, self.ids = names, asked, quick, content, ids
        self.outcomes: dict[Satisfied, State] = {}


class Opening:
    """A start tag: the bits of the definitions it may be of, and what is known of its attributes.

    *bare* is the content where there are none.
    """

    __slots__ = ("bare", "bits", "definitions", "plans")

    def __init__(self, bits: int, definitions: tuple[int, ...], bare: State) -> None:
        self.bits, self.definitions, self.bare = bits, definitions, bare
        self.plans: dict[Names, Plan] = {}


class Attributes:
    """The attributes of a definition.

    *plain* gives those that stand for themselves: the pattern of the value, and whether there must be one. *joint* are
    patterns of attributes that depend on each other, or have no one name.
    """

    __slots__ = ("joint", "plain", "required")

    def __init__(self, plain: dict[str, tuple[int, bool]], joint: tuple[int, ...]) -> None:
        self.plain, self.joint = plain, joint
        self.required = frozenset(name for name, (_, must) in plain.items() if must)


class Tables:
    """The attributes of a grammar's definitions, and what they leave of the content."""

    def __init__(self, grammar: Grammar, derivatives: Derivatives) -> None:
        self.grammar = grammar
        self.patterns = grammar.patterns
        self.derivatives = derivatives
        self._known: dict[int, Attributes] = {}
        self._single: dict[int, tuple[str, tuple[int, bool]] | None] = {}

    def of(self, number: int) -> Attributes:
        """The attributes of a definition."""
        if number not in self._known:
            plain: dict[str, tuple[int, bool]] = {}
            joint: list[int] = []
            for pattern in self.grammar.definitions[number].attributes:
                if pattern not in self._single:
                    self._single[pattern] = self._alone(pattern)
                single = self._single[pattern]
                if single is None:
                    joint.append(pattern)
                else:
                    plain[single[0]] = single[1]
            self._known[number] = Attributes(plain, tuple(joint))
        return self._known[number]

    def _alone(self, pattern: int) -> tuple[str, tuple[int, bool]] | None:
        """If a pattern is of one attribute: its name, the pattern of its value, and whether there must be one."""
        parts = [part for part in self.patterns.members(pattern) if part != EMPTY]
        kind, *inner = self.patterns.nodes[parts[0]]
        if kind != ATTRIBUTE or len(parts) > 1:
            return None
        names = self.classes[inner[0]]
        listed = names.listed() if names.finite else ()
        return (listed[0], (inner[1], parts[0] == pattern)) if len(listed) == 1 else None

    @property
    def classes(self) -> Sequence[NameClass]:
        """The name classes of the grammar, by number."""
        return self.grammar.name_classes

    def asked(self, number: int, name: str) -> tuple[int, ...]:
        """The patterns that the value of an attribute may satisfy in a definition."""
        table = self.of(number)
        if name in table.plain:
            return (table.plain[name][0],)
        found = {
            value: None
            for pattern in (*table.joint, self.grammar.definitions[number].content)
            for name_class, value in self.derivatives.attributes(pattern)
            if name in self.classes[name_class]
        }
        return tuple(found)

    def content(self, number: int, names: Names, satisfied: Satisfied) -> int:
        """What a definition lets an element hold that has these attributes, whose values satisfy these patterns."""
        table, patterns = self.of(number), self.patterns
        if not table.required.issubset(names):
            return NOT_ALLOWED
        joint, content = list(table.joint), self.grammar.definitions[number].content
        for name, these in zip(names, satisfied, strict=True):
            if name in table.plain:
                if table.plain[name][0] not in these:
                    return NOT_ALLOWED
                continue
            joint, content = self.taken(name, these, joint, content)
            if content == NOT_ALLOWED:
                return NOT_ALLOWED
        if all(patterns.nullable(self.derivatives.closed(pattern)) for pattern in joint):
            return self.derivatives.closed(content)
        return NOT_ALLOWED

    def taken(self, name: str, satisfied: frozenset[int], joint: list[int], content: int) -> tuple[list[int], int]:
        """What is left of joint patterns and content after an attribute; one of them at most can take it (7.3)."""

        def takes(name_class: int, value: int) -> bool:
            return value in satisfied and name in self.classes[name_class]

        for place, pattern in enumerate(joint):
            left = self.derivatives.by_attribute(pattern, takes)
            if left != NOT_ALLOWED:
                return [*joint[:place], left, *joint[place + 1 :]], content
        return joint, self.derivatives.by_attribute(content, takes)

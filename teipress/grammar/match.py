"""Matching: whether a text satisfies a pattern of data, as an attribute's value or all that an element holds.

After James Clark, “An algorithm for RELAX NG validation”; tests are made once for each pattern.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from teipress.grammar import patterns as kinds
from teipress.grammar.datatypes import Datatype, datatype
from teipress.grammar.grammar import Grammar, Value
from teipress.grammar.patterns import (
    CHOICE,
    DATA,
    EMPTY,
    GROUP,
    INTERLEAVE,
    LIST,
    MORE,
    NOT_ALLOWED,
    VALUE,
)

WHITE = " \t\r\n"
_SPACES = str.maketrans("\t\r\n", "   ")


class Context:
    """What names in a text may refer to: the namespaces of its place, by prefix, and the unparsed entities."""

    __slots__ = ("entities", "namespaces")

    def __init__(self, namespaces: Mapping[str, str], entities: frozenset[str]) -> None:
        self.namespaces, self.entities = namespaces, entities


NOWHERE = Context({}, frozenset())
Test = Callable[[str, Context], bool]


def words(text: str) -> list[str]:
    """The words of a text; other spaces than XML's do not part them."""
    return [word for word in text.translate(_SPACES).split(" ") if word]


class Matcher:
    """The tests of a grammar's patterns."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.patterns = grammar.patterns
        self._test: Callable[[int], Test] = cache(self._made)

    def satisfies(self, pattern: int, text: str, context: Context = NOWHERE) -> bool:
        """Whether a text, alone where it stands, satisfies the pattern; white space does where nothing has to be."""
        if self._test(pattern)(text, context):
            return True
        return self.patterns.nullable(pattern) and not text.strip(WHITE)

    def _made(self, pattern: int) -> Test:
        """The test of a pattern: whether it is satisfied once it has taken a text."""
        kind, *parts = self.patterns.nodes[pattern]
        match kind:
            case kinds.TEXT:
                return lambda text, context: True
            case kinds.DATA:
                return self._data(parts[0], parts[1])
            case kinds.VALUE:
                return _of_value(self.grammar.values[parts[0]])
            case kinds.LIST:
                return self._list(parts[0])
            case kinds.CHOICE:
                return self._choice(parts)
            case kinds.GROUP | kinds.INTERLEAVE:
                one, other = parts
                ways = [self._test(a) for a, b in ((one, other), (other, one)) if self.patterns.nullable(b)]
                return lambda text, context: any(way(text, context) for way in ways)
            case kinds.MORE:
                return self._test(parts[0])
        return lambda text, context: False

    def _data(self, number: int, excepted: int) -> Test:
        known = datatype(*self.grammar.datatypes[number])
        allows = known.allows
        if known.rememberable or known.identity:
            test: Test = lambda text, context: allows(text)  # noqa: E731
        else:
            test = lambda text, context: allows(text, context.namespaces, context.entities)  # noqa: E731
        if excepted == NOT_ALLOWED:
            return test
        excludes = self._test(excepted)
        return lambda text, context: test(text, context) and not excludes(text, context)

    def _choice(self, parts: Iterable[int]) -> Test:
        """A test of several patterns; values that are mere words are looked up all at once."""
        listed: set[str] = set()
        tests = []
        for part in parts:
            node = self.patterns.nodes[part]
            value = self.grammar.values[node[1]] if node[0] == VALUE else None
            if value is not None and value[1] == "token":
                listed.add(" ".join(words(value[2])))
            else:
                tests.append(self._test(part))
        if listed:
            tests.append(lambda text, context: text in listed or " ".join(words(text)) in listed)
        return lambda text, context: any(test(text, context) for test in tests)

    def _list(self, pattern: int) -> Test:
        inner = self.patterns.nodes[pattern]
        if inner[0] == MORE and self.patterns.nodes[inner[1]][0] in (DATA, VALUE, CHOICE):
            parts = self.patterns.members(inner[1])
            if all(self.patterns.nodes[part][0] in (DATA, VALUE) for part in parts):
                test = self._test(inner[1])
                return lambda text, context: bool(w := words(text)) and all(test(word, context) for word in w)

        def tested(text: str, context: Context) -> bool:
            left = pattern
            for word in words(text):
                left = self._after(left, word, context)
            return self.patterns.nullable(left)

        return tested

    def _after(self, pattern: int, word: str, context: Context) -> int:
        """What a pattern still asks for after a word of a list."""
        patterns = self.patterns
        kind, *parts = patterns.nodes[pattern]
        if kind in (DATA, VALUE):
            return EMPTY if self._test(pattern)(word, context) else NOT_ALLOWED
        if kind == CHOICE:
            return patterns.choice(self._after(part, word, context) for part in parts)
        if kind == GROUP:
            first, then = parts
            left = patterns.group(self._after(first, word, context), then)
            if patterns.nullable(first):
                left = patterns.choice((left, self._after(then, word, context)))
            return left
        if kind == MORE:
            return patterns.group(self._after(parts[0], word, context), patterns.optional(pattern))
        return NOT_ALLOWED

    def types(self, pattern: int) -> Iterator[Datatype]:
        """The datatypes of all data and values in a pattern."""
        kind, *parts = self.patterns.nodes[pattern]
        if kind == DATA:
            yield datatype(*self.grammar.datatypes[parts[0]])
            yield from self.types(parts[1])
        elif kind == VALUE:
            library, name, *_ = self.grammar.values[parts[0]]
            yield datatype(library, name)
        elif kind in (CHOICE, GROUP, INTERLEAVE, MORE, LIST):
            for part in parts:
                yield from self.types(part)

    def rememberable(self, pattern: int) -> bool:
        """Whether a text that has satisfied the pattern once always will, and is worth keeping."""
        return all(known.rememberable for known in self.types(pattern))

    def contextual(self, pattern: int) -> bool:
        """Whether it depends on the place what satisfies the pattern there."""
        return any(not known.rememberable and not known.identity for known in self.types(pattern))


def _of_value(value: Value) -> Test:
    library, name, wanted, prefixes = value
    same, namespaces = datatype(library, name).same, dict(prefixes)
    return lambda text, context: same(text, wanted, context.namespaces, namespaces)

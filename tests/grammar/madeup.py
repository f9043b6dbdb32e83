"""Made-up grammars and documents: small, random, and full of what is rare. See `tests/test_grammar.py`."""

from __future__ import annotations

import random
from collections.abc import Sequence

from teipress.grammar.automaton import Automaton, State
from teipress.grammar.blame import names_of
from teipress.grammar.names import local_of, uri_of

RNG = "http://relaxng.org/ns/structure/1.0"
XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
NAMES = ("a", "b", "c", "d", "e")
ATTRIBUTES = ("x", "y", "z")
WORDS = ("", " ", "1", "2", "01", "v", "w", "v w", "1 2", "1 v", "x1")
DATA = (
    '<data type="integer"/>', '<data type="token"/>', '<data type="NCName"/>', "<value>v</value>",
    '<value type="integer">1</value>', '<value type="string">v w</value>', "<text/>",
    '<data type="integer"><param name="maxInclusive">1</param></data>',
    '<data type="token"><except><value>v</value><value>1</value></except></data>',
    '<list><oneOrMore><data type="integer"/></oneOrMore></list>',
    '<list><value>v</value><zeroOrMore><choice><value>w</value><data type="integer"/></choice></zeroOrMore></list>',
    '<list><optional><data type="integer"/></optional><data type="token"/></list>',
    '<choice><value>v</value><data type="integer"/></choice>',
)  # fmt: skip
MOST_PARTS = (0, 2, 3, 4, 6, 6)  # of an element, by how deep it may still go
CLASSES = (
    "<anyName/>", '<nsName ns="u"/>', '<choice><name>a</name><name ns="u">b</name></choice>',
    '<anyName><except><name>a</name></except></anyName>',
    '<anyName><except><nsName ns="u"/><name>b</name></except></anyName>',
    '<nsName ns=""><except><name>a</name><name>c</name></except></nsName>',
)  # fmt: skip


class Maker:
    """Makes grammars, right ones and wrong ones, of one source of chance."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.defines = [f"d{number}" for number in range(rng.randint(1, 5))]

    def grammar(self) -> str:
        """A whole schema."""
        start = f"<start><choice>{self.ref()}{self.ref()}</choice></start>"
        defines = "".join(self.define(name) for name in self.defines)
        return f'<grammar xmlns="{RNG}" datatypeLibrary="{XSD}">{start}{defines}</grammar>'

    def define(self, name: str) -> str:
        inner = self.element() if self.rng.random() < 0.9 else self.pattern(2)
        if self.rng.random() < 0.1:
            how = self.rng.choice(("choice", "interleave"))
            return f'<define name="{name}" combine="{how}">{inner}</define><define name="{name}" combine="{how}">{self.element()}</define>'
        return f'<define name="{name}">{inner}</define>'

    def ref(self) -> str:
        return f'<ref name="{self.rng.choice(self.defines)}"/>'

    def element(self) -> str:
        rng = self.rng
        attributes = "".join(self.attribute() for _ in range(rng.choice((0, 0, 1, 1, 2))))
        content = rng.choice(DATA) if rng.random() < 0.2 else self.pattern(3)
        if rng.random() < 0.12:
            return f"<element>{rng.choice(CLASSES)}{attributes}{content}</element>"
        return f'<element name="{rng.choice(NAMES)}">{attributes}{content}</element>'

    def attribute(self) -> str:
        rng = self.rng
        if rng.random() < 0.1:
            return f"<zeroOrMore><attribute>{rng.choice(CLASSES)}</attribute></zeroOrMore>"
        one = f'<attribute name="{rng.choice(ATTRIBUTES)}">{rng.choice(("", *DATA))}</attribute>'
        return rng.choice((one, f"<optional>{one}</optional>", f"<choice>{one}{self.attribute()}</choice>"))

    def pattern(self, depth: int) -> str:
        """What an element may hold."""
        rng = self.rng
        if depth == 0 or rng.random() < 0.25:
            leaves = (self.ref, self.ref, self.ref, self.element, lambda: "<text/>", lambda: "<empty/>", self.attribute,
                      lambda: "<notAllowed/>")  # fmt: skip
            return rng.choices(leaves, (4, 4, 4, 2, 2, 1, 1, 0.3))[0]() if depth else self.ref()
        tag = rng.choice(
            (
                "group",
                "group",
                "group",
                "choice",
                "choice",
                "interleave",
                "optional",
                "zeroOrMore",
                "oneOrMore",
                "mixed",
            )
        )
        several = tag in ("group", "choice", "interleave")
        inner = "".join(self.pattern(depth - 1) for _ in range(rng.randint(2, 3) if several else 1))
        return f"<{tag}>{inner}</{tag}>"


def document(rng: random.Random, depth: int = 4) -> str:
    """A document of the same few names."""
    name, prefix = rng.choice(NAMES), "u:" if rng.random() < 0.05 else ""
    given = rng.sample((*ATTRIBUTES, "u:x"), rng.choice((0, 0, 0, 1, 1, 2)))
    attributes = "".join(f' {each}="{rng.choice(WORDS)}"' for each in given)
    space = ' xmlns:u="u"' if depth == 4 else ""
    parts: Sequence[str] = ()
    if depth and rng.random() < 0.8:
        parts = [
            document(rng, depth - 1) if rng.random() < 0.7 else rng.choice(("v", " ", "\n", "1", "<!--x-->", "1 2"))
            for _ in range(rng.choice((0, 1, 1, 2, 2, 3)))
        ]
    return f"<{prefix}{name}{space}{attributes}>{''.join(parts)}</{prefix}{name}>"


def likely(automaton: Automaton, rng: random.Random) -> str:
    """A document that the grammar allows, or nearly."""
    return _likely(automaton, automaton.start, rng, 5)[0]


def _likely(automaton: Automaton, state: State, rng: random.Random, depth: int) -> tuple[str, State | None]:
    """An element that may come next, and the state behind it."""
    grammar, first = automaton.grammar, 0
    for _, pattern in state.threads:
        first |= automaton.patterns.first[pattern]
    names = [name for d in grammar.definitions for name in d.names.listed() or ("a", "u\x1fb")]
    name = rng.choice([name for name in names if grammar.named(name) & first] or ["a"])
    move = automaton.move(state, name)
    if move is None:
        return "<a/>", None
    opening = move[3]
    given: dict[str, str] = {}
    for each in dict.fromkeys(names_of(automaton, rng.choice(opening.definitions))):
        values = [
            w
            for w in WORDS
            if any(automaton.takes(p, w) for n in opening.definitions for p in automaton.tables.asked(n, each))
        ]
        if values and rng.random() < 0.75:
            given[each] = rng.choice(values)
    attributes = tuple(given)
    inner = (
        automaton.judged(opening, automaton.plan(opening, attributes), tuple(given.values())) if given else opening.bare
    )
    parts: list[str] = []
    if inner.typed and rng.random() < 0.9:
        parts = [rng.choice([word for word in WORDS if automaton.held(inner, word)] or ["v"])]
    while not inner.typed and depth and len(parts) < MOST_PARTS[depth] and inner.threads:
        may_end = automaton.held(inner, "")
        if may_end and rng.random() < 0.4:
            break
        spoken = automaton.spoken(inner)
        if spoken is not automaton.dead and rng.random() < 0.3:
            parts.append(rng.choice(("v", "1 2", " ")))
            inner = spoken
        elif may_end and rng.random() < 0.2:
            break
        else:
            part, behind = _likely(automaton, inner, rng, depth - 1)
            parts.append(part)
            if behind is None:
                break
            inner = behind
    prefix = "u:" if uri_of(name) else ""
    shown = "".join(f' {"u:" if uri_of(n) else ""}{local_of(n)}="{value}"' for n, value in given.items())
    local = local_of(name)
    space = ' xmlns:u="u"' if depth == 5 else ""
    held = automaton.held(inner, "".join(parts)) if inner.threads else 0
    behind = automaton.settled(move[0], held or opening.bits)
    return f"<{prefix}{local}{space}{shown}>{''.join(parts)}</{prefix}{local}>", behind

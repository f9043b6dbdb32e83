"""Reading: a RELAX NG schema as a grammar. Sections 4.12 to 4.21 and 7 of the RELAX NG specification."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Sequence
from itertools import starmap
from pathlib import Path
from typing import TypeVar

from teipress.grammar import facts as known
from teipress.grammar.datatypes import datatype
from teipress.grammar.facts import Content, Facts, Holds
from teipress.grammar.grammar import Definition, Grammar
from teipress.grammar.identity import identities
from teipress.grammar.names import NOTHING, NameClass, any_of
from teipress.grammar.naming import attribute_names, names_of
from teipress.grammar.patterns import (
    EMPTY,
    GROUP,
    HAS_ATTRIBUTE,
    INTERLEAVE,
    NOT_ALLOWED,
    TEXT,
    Patterns,
    TooLarge,
    bits,
    chained,
)  # fmt: skip
from teipress.grammar.scopes import START, Made, Scope, params_of, scopes_of, type_of
from teipress.grammar.syntax import Piece, Reader
from teipress.grammar.unusable import Unusable

Kept = TypeVar("Kept")
MIXES = "it mixes data with other content, which RELAX NG does not allow"
OPEN = "an attribute of any name must stand in oneOrMore or zeroOrMore"


def read(path: str | os.PathLike[str], data: bytes) -> tuple[Grammar, dict[str, bytes]]:
    """The grammar of the schema at *path*, and the files it draws in. Raises `Unusable`."""
    reader = Reader(Path(path).parent)
    collecting = gc.isenabled()
    gc.disable()  # nothing of all that is made here is garbage before the end
    try:
        piece = reader.read(Path(path), data)
        return _Maker().grammar_of(piece), reader.drawn
    except RecursionError:
        raise Unusable(f"the schema {path} cannot be used: its definitions are nested too deep") from None
    except TooLarge:
        raise Unusable(f"the schema {path} cannot be used: its definitions grow past all bounds") from None
    finally:
        if collecting:
            gc.enable()


class _Maker:
    """Makes patterns of the pieces of a schema."""

    def __init__(self) -> None:
        self.patterns = Patterns([], [], [])
        self.grammar = Grammar(self.patterns)
        self.scopes: dict[int, Scope] = {}
        self.elements: dict[int, int] = {}
        self.waiting: list[tuple[Piece, Scope]] = []
        self.names: list[NameClass] = []
        self.parted: dict[int, tuple[tuple[int, ...], int]] = {}
        self.numbers: dict[object, int] = {}

    def grammar_of(self, root: Piece) -> Grammar:
        grammar = self.grammar
        self.scopes = scopes_of(root)
        start, facts = self.make(root, Scope())
        facts = _flawed(facts, root, known.forbidden(facts, known.IN_START, "start"))
        _refuse(facts)
        grammar.start = start
        # Only what can be reached from the start counts, once notAllowed has taken away what it does.
        contents: dict[int, tuple[tuple[int, ...], int]] = {}
        left = {start}
        while left:
            for number in bits(self.patterns.within(left.pop())):
                if number not in contents:
                    contents[number] = self._content(*self.waiting[number])
                    left.add(contents[number][1])
        grammar.definitions = [
            Definition(names, *contents[number]) if number in contents else Definition(NOTHING, (), NOT_ALLOWED)
            for number, names in enumerate(self.names)
        ]
        grammar.ids = identities(grammar)
        types = [*grammar.datatypes, *((library, name, ()) for library, name, *_ in grammar.values)]
        grammar.contextual = any(not known.rememberable and not known.identity for known in starmap(datatype, types))
        grammar.index()
        return grammar

    def make(self, piece: Piece, scope: Scope) -> Made:
        """The pattern of a piece."""
        return MAKERS[piece.tag](self, piece, scope)

    # --- elements and attributes --------------------------------------------------------------------------------------

    def element(self, piece: Piece, scope: Scope) -> Made:
        number = self.elements.get(id(piece))
        if number is None:
            number = self.elements[id(piece)] = len(self.waiting)
            self.waiting.append((piece, scope))
            names = names_of(piece)
            self.names.append(names)
        return self.patterns.elements(1 << number), known.of_element(1 << number)

    def _content(self, piece: Piece, scope: Scope) -> tuple[tuple[int, ...], int]:
        """What an element has to satisfy: its attributes' patterns, and its content."""
        pattern, facts = self.joined(piece.children[not piece.name :], piece, scope)
        facts = _flawed(facts, piece, MIXES if facts.content is Content.UNGROUPABLE else "")
        _refuse(_flawed(facts, piece, OPEN if facts.holds & Holds.OPEN_ATTRIBUTE else ""))
        return self._split(pattern)

    def _split(self, pattern: int) -> tuple[tuple[int, ...], int]:
        """The patterns of attributes in a pattern, and what is left: content."""
        patterns = self.patterns
        if not patterns.traits[pattern] & HAS_ATTRIBUTE:
            return (), pattern
        if pattern not in self.parted:
            kind, *parts = patterns.nodes[pattern]
            if kind in (GROUP, INTERLEAVE):
                (first, one), (then, other) = map(self._split, parts)
                self.parted[pattern] = (
                    first + then,
                    (patterns.group if kind == GROUP else patterns.interleave)(one, other),
                )
            else:
                self.parted[pattern] = ((pattern,), EMPTY) if patterns.only_attributes(pattern) else ((), pattern)
        return self.parted[pattern]

    def attribute(self, piece: Piece, scope: Scope) -> Made:
        names = attribute_names(piece)
        inner = piece.children[not piece.name :]
        value, facts = self.make(inner[0], scope) if inner else (TEXT, known.TEXT)
        facts = _flawed(facts, piece, known.forbidden(facts, known.IN_ATTRIBUTE, "attribute"))
        facts = _flawed(facts, piece, MIXES if facts.content is Content.UNGROUPABLE else "")
        pattern = self.patterns.attribute(self._number(self.grammar.name_classes, names), value)
        return self._made(pattern, known.of_attribute(names)._replace(wrong=facts.wrong))

    # --- patterns made of patterns ------------------------------------------------------------------------------------

    def joined(self, pieces: Sequence[Piece], above: Piece, scope: Scope, how: int = Holds.GROUP) -> Made:
        """Several patterns one after the other, or interleaved."""
        return self._joined([self.make(piece, scope) for piece in pieces], above, how)

    def _joined(self, made: Sequence[Made], above: Piece, how: int) -> Made:
        join = self.patterns.group if how == Holds.GROUP else self.patterns.interleave
        if any(pattern == NOT_ALLOWED for pattern, _ in made):
            return NOT_ALLOWED, known.NONE
        facts = made[0][1]
        for _, more in made[1:]:
            why = known.clash(facts, more)
            if not why and how == Holds.INTERLEAVE:
                why = self._not_interleaved(facts, more)
            facts = _flawed(self._both(facts, more, how), above, why)
        return chained([pattern for pattern, _ in made], join), facts

    def _both(self, a: Facts, b: Facts, how: int) -> Facts:
        """What two joined patterns hold; of one that is empty, what the other holds."""
        if known.EMPTY in (a, b):
            return b if a == known.EMPTY else a
        return known.joined(a, b, how)

    def _not_interleaved(self, a: Facts, b: Facts) -> str:
        """Why two patterns may not be interleaved (7.4); empty if they may."""
        if a.holds & b.holds & Holds.TEXT:
            return "text stands in two of the patterns it interleaves"
        if not a.elements or not b.elements:
            return ""
        mine, theirs = (any_of(self.names[n] for n in bits(facts.elements)) for facts in (a, b))
        return "two of the patterns it interleaves take elements of one name" if mine.overlaps(theirs) else ""

    def group(self, piece: Piece, scope: Scope) -> Made:
        return self.joined(piece.children, piece, scope)

    def interleave(self, piece: Piece, scope: Scope) -> Made:
        return self.joined(piece.children, piece, scope, Holds.INTERLEAVE)

    def mixed(self, piece: Piece, scope: Scope) -> Made:
        pattern, facts = self.joined(piece.children, piece, scope)
        if pattern == NOT_ALLOWED:
            return NOT_ALLOWED, known.NONE
        why = self._not_interleaved(facts, known.TEXT)
        facts = _flawed(self._both(facts, known.TEXT, Holds.INTERLEAVE), piece, why)
        return self.patterns.interleave(pattern, TEXT), facts

    def choice(self, piece: Piece, scope: Scope) -> Made:
        return self._either([self.make(child, scope) for child in piece.children])

    def _either(self, made: Sequence[Made]) -> Made:
        facts = made[0][1]
        for _, more in made[1:]:
            facts = known.either(facts, more)
        return self._made(self.patterns.choice(pattern for pattern, _ in made), facts)

    def optional(self, piece: Piece, scope: Scope) -> Made:
        pattern, facts = self.joined(piece.children, piece, scope)
        return self.patterns.optional(pattern), known.either(facts, known.EMPTY)

    def more(self, piece: Piece, scope: Scope) -> Made:
        pattern, facts = self.joined(piece.children, piece, scope)
        facts = _flawed(facts, piece, known.forbidden(facts, known.IN_MORE, piece.tag))
        if pattern in (NOT_ALLOWED, EMPTY):
            return pattern, facts
        return self.patterns.more(pattern), known.repeated(facts)

    def star(self, piece: Piece, scope: Scope) -> Made:
        pattern, facts = self.more(piece, scope)
        return self.patterns.optional(pattern), known.either(facts, known.EMPTY)

    def list_(self, piece: Piece, scope: Scope) -> Made:
        pattern, facts = self.joined(piece.children, piece, scope)
        facts = _flawed(facts, piece, known.forbidden(facts, known.IN_LIST, "list"))
        return self._made(self.patterns.listed(pattern), known.LIST._replace(wrong=facts.wrong))

    # --- data ---------------------------------------------------------------------------------------------------------

    def data(self, piece: Piece, scope: Scope) -> Made:
        number = self._number(self.grammar.datatypes, (*type_of(piece), params_of(piece)))
        excepted, facts = NOT_ALLOWED, known.NONE
        for child in piece.children:
            if child.tag == "except":
                excepted, facts = self.choice(child, scope)
        facts = _flawed(facts, piece, known.forbidden(facts, known.IN_EXCEPT, "the except of data"))
        return self.patterns.data(number, excepted), known.DATA._replace(wrong=facts.wrong)

    def value(self, piece: Piece, scope: Scope) -> Made:
        library, kind = type_of(piece)
        scoped = not (known_type := datatype(library, kind)).rememberable and not known_type.identity
        prefixes = tuple(sorted(piece.prefixes.items())) if scoped else ()
        value = library, kind, piece.text, prefixes
        return self.patterns.value(self._number(self.grammar.values, value)), known.DATA

    # --- names --------------------------------------------------------------------------------------------------------

    def ref(self, piece: Piece, scope: Scope) -> Made:
        return self._named(piece.name, scope, piece)

    def parent_ref(self, piece: Piece, scope: Scope) -> Made:
        assert scope.parent is not None  # see scopes_of
        return self._named(piece.name, scope.parent, piece)

    def inner_grammar(self, piece: Piece, scope: Scope) -> Made:
        return self._named(START, self.scopes[id(piece)], piece)

    def _named(self, name: str, scope: Scope, piece: Piece) -> Made:
        """The pattern of all definitions of a name."""
        if name not in scope.made:
            scope.made[name] = None
            bodies = scope.bodies[name]
            made = [self.joined(body.children, body, scope) for body in bodies]
            choice = scope.combined(name) == "choice"
            scope.made[name] = self._either(made) if choice else self._joined(made, bodies[0], Holds.INTERLEAVE)
        found = scope.made[name]
        if found is None:
            raise piece.wrong(f'"{name}" is defined by itself, without an element between')
        return found

    # --- odds and ends ------------------------------------------------------------------------------------------------

    def _made(self, pattern: int, facts: Facts) -> Made:
        return pattern, known.NONE if pattern == NOT_ALLOWED else facts

    def _number(self, kept: list[Kept], value: Kept) -> int:
        """The place of a value in a list that holds each once."""
        number = self.numbers.setdefault(value, len(kept))
        if number == len(kept):
            kept.append(value)
        return number


MAKERS: dict[str, Callable[[_Maker, Piece, Scope], Made]] = {
    "element": _Maker.element, "attribute": _Maker.attribute, "group": _Maker.group, "choice": _Maker.choice,
    "interleave": _Maker.interleave, "mixed": _Maker.mixed, "optional": _Maker.optional, "oneOrMore": _Maker.more,
    "zeroOrMore": _Maker.star, "list": _Maker.list_, "data": _Maker.data, "value": _Maker.value, "ref": _Maker.ref,
    "parentRef": _Maker.parent_ref, "grammar": _Maker.inner_grammar,
    "empty": lambda *_: (EMPTY, known.EMPTY), "text": lambda *_: (TEXT, known.TEXT),
    "notAllowed": lambda *_: (NOT_ALLOWED, known.NONE),
}  # fmt: skip


def _flawed(facts: Facts, piece: Piece, why: str) -> Facts:
    """What a piece holds, with what is wrong with it, if anything is."""
    return facts._replace(wrong=str(piece.wrong(why))) if why and not facts.wrong else facts


def _refuse(facts: Facts) -> None:
    if facts.wrong:
        raise Unusable(facts.wrong)

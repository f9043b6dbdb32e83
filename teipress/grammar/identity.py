"""Identity: where a schema has IDs and IDREFs, told by element and attribute. See RELAX NG DTD Compatibility, 5."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from teipress.grammar.datatypes import datatype
from teipress.grammar.grammar import Grammar
from teipress.grammar.names import NameClass
from teipress.grammar.patterns import ATTRIBUTE, CHOICE, DATA, GROUP, INTERLEAVE, LIST, MORE, NOT_ALLOWED, VALUE

Ids = dict[str, dict[str, str]]
Attribute = tuple[int, str]  # the number of its name class, and ID, IDREF, IDREFS or nothing


class _Unsound(Exception):
    """It cannot be told from an attribute's name alone whether it is an ID."""


def identities(grammar: Grammar) -> Ids:
    """ID, IDREF or IDREFS, by the names of element and attribute; empty where the schema is unsound in that.

    That is: an ID in an element or in a choice, under a name class, or by the name of what elsewhere is no ID.
    """
    found: Ids = {}
    marked: dict[int, list[Attribute]] = {}  # by the pattern they stand in
    others: dict[int, list[int]] = {}
    try:
        for definition in grammar.definitions:
            for pattern in (*definition.attributes, definition.content):
                if pattern not in marked:
                    attributes = list(_attributes(grammar, pattern))
                    marked[pattern] = [attribute for attribute in attributes if attribute[1]]
                    others[pattern] = [names for names, kind in attributes if not kind]
                for names, kind in marked[pattern]:
                    _note(found, definition.names, grammar.name_classes[names], kind)
    except _Unsound:
        return {}
    ids = {name for kinds in found.values() for name in kinds}
    every = {names for some in others.values() for names in some}
    suspect = {names: hit for names in every if (hit := [name for name in ids if name in grammar.name_classes[names]])}
    doubted = {pattern: some for pattern, all_ in others.items() if (some := [n for n in all_ if n in suspect])}
    for definition in grammar.definitions if doubted else ():
        for pattern in (*definition.attributes, definition.content):
            if pattern in doubted and any(_conflict(found, definition.names, suspect[n]) for n in doubted[pattern]):
                return {}
    return found


def _conflict(found: Ids, elements: NameClass, attributes: Sequence[str]) -> bool:
    """Whether an attribute that is no ID on these elements is one elsewhere, on an element of the same name."""
    both = elements.listed() if elements.finite else [name for name in found if name in elements]
    return any(attribute in found.get(name, ()) for name in both for attribute in attributes)


def _attributes(grammar: Grammar, pattern: int) -> Iterator[Attribute]:
    """The attributes in a pattern."""
    for part in _parts(grammar, pattern):
        node = grammar.patterns.nodes[part]
        if node[0] == ATTRIBUTE:
            kind = _identity(grammar, node[2])
            if not kind and any(_identity(grammar, inner) for inner in _parts(grammar, node[2])):
                raise _Unsound
            yield node[1], kind
        elif _identity(grammar, part):
            raise _Unsound


def _note(found: Ids, elements: NameClass, attributes: NameClass, kind: str) -> None:
    if not elements.finite or not attributes.finite or len(attributes.listed()) != 1:
        raise _Unsound
    for element in elements.listed():
        if found.setdefault(element, {}).setdefault(attributes.listed()[0], kind) != kind:
            raise _Unsound


def _identity(grammar: Grammar, pattern: int) -> str:
    """What the datatype of data or of a value says; empty for all other patterns."""
    kind, *parts = grammar.patterns.nodes[pattern]
    if kind == DATA:
        return datatype(*grammar.datatypes[parts[0]]).identity
    if kind == VALUE:
        library, name, *_ = grammar.values[parts[0]]
        return datatype(library, name).identity
    return ""


def _parts(grammar: Grammar, pattern: int) -> Iterator[int]:
    """A pattern, and all that it is made of; of an attribute not what is in it."""
    left, seen = [pattern], {pattern}
    while left:
        yield (part := left.pop())
        kind, *parts = grammar.patterns.nodes[part]
        if kind == DATA:
            parts = [parts[1]] if parts[1] != NOT_ALLOWED else []
        elif kind not in (CHOICE, GROUP, INTERLEAVE, MORE, LIST):
            continue
        new = [inner for inner in parts if inner not in seen]
        seen.update(new)
        left.extend(new)

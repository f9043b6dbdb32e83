"""Blame: which attributes of a start tag are wrong, and what the element may hold all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from teipress.grammar.automaton import ALONE, Automaton, State
from teipress.grammar.fault import Kind
from teipress.grammar.guess import meant_attribute
from teipress.grammar.match import Context
from teipress.grammar.mending import proposals
from teipress.grammar.opening import Opening
from teipress.grammar.patterns import ATTRIBUTE, CHOICE, DATA, EMPTY, GROUP, INTERLEAVE, LIST, MORE, NOT_ALLOWED, VALUE
from teipress.values import dataclass

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Blamed:
    """One thing wrong with a start tag: an attribute and its value.

    *names* are all attributes that might be there, *nearest* the name or value that was probably meant, *values* and
    *types* what the value might be.
    """

    kind: Kind
    attribute: str
    value: str = ""
    names: tuple[str, ...] = ()
    nearest: str = ""
    values: tuple[str, ...] = ()
    types: tuple[str, ...] = ()


def blamed(
    automaton: Automaton, opening: Opening, attributes: Pairs, context: Context, often: Callable[[str], int]
) -> tuple[list[Blamed], State]:
    """What is wrong with the attributes, by the definition that finds least; and what the element may hold.

    *often* says how often the document has an attribute, most of all on such elements.
    """
    alone = len(opening.definitions) == 1
    verdicts = [
        (*_by_definition(automaton, number, attributes, context, often), number) for number in opening.definitions
    ]
    found, content, number = min(verdicts, key=lambda verdict: len(verdict[0]))
    return found, automaton.state([(ALONE if alone else number, content)])


def _by_definition(
    automaton: Automaton, number: int, attributes: Pairs, context: Context, often: Callable[[str], int]
) -> tuple[list[Blamed], int]:
    """What one definition has against the attributes, and the content it allows."""
    tables, derivatives, patterns = automaton.tables, automaton.derivatives, automaton.patterns
    table, definition = tables.of(number), automaton.grammar.definitions[number]
    found: list[Blamed] = []
    present = {name for name, _ in attributes}
    allowed = tuple(dict.fromkeys(names_of(automaton, number)))
    joint, content = list(table.joint), definition.content
    for name, value in attributes:
        asked = tables.asked(number, name)
        if not asked:
            near = meant_attribute(name, (each for each in allowed if each not in present), often)
            found.append(Blamed(Kind.ATTRIBUTE, name, value, allowed, near))
            continue
        does = frozenset(pattern for pattern in asked if automaton.takes(pattern, value, context))
        if not does:
            values, types = described(automaton, asked)
            likely = (
                each
                for each in proposals(value, values, types)
                if each and each != value and any(automaton.takes(pattern, each, context) for pattern in asked)
            )
            near = next(likely, "")
            found.append(Blamed(Kind.VALUE, name, value, allowed, near, values, types))
        if name not in table.plain:
            left = tables.taken(name, does or frozenset(asked), joint, content)
            if left[1] != NOT_ALLOWED:
                joint, content = left
            elif does:  # it came after another that excludes it
                found.append(Blamed(Kind.CLASH, name, value, allowed))
    lacking = [name for name, (_, must) in table.plain.items() if must and name not in present]
    for pattern in joint:
        if not patterns.nullable(derivatives.closed(pattern)):
            lacking.extend(_required(automaton, pattern))
    closed = derivatives.closed(content)
    if closed == NOT_ALLOWED:
        lacking.extend(_required(automaton, content))
        closed = derivatives.freed(content)
    strange = [each for each in found if each.kind is Kind.ATTRIBUTE]
    if len(strange) == 1 and not strange[0].nearest and len(set(lacking)) == 1:
        found[found.index(strange[0])] = strange[0] = replace(strange[0], nearest=lacking[0])
    meant = {each.nearest for each in strange}  # misspelt, so told already
    found.extend(
        Blamed(Kind.LACKS_ATTRIBUTE, name, "", allowed) for name in dict.fromkeys(lacking) if name not in meant
    )
    return found, closed


def names_of(automaton: Automaton, number: int) -> Iterator[str]:
    """The attributes that a definition names."""
    definition = automaton.grammar.definitions[number]
    for pattern in (*definition.attributes, definition.content):
        for name_class, _ in automaton.derivatives.attributes(pattern):
            yield from automaton.grammar.name_classes[name_class].listed()


def described(automaton: Automaton, patterns: Sequence[int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The values that patterns list, and the datatypes they name, each with its `pattern`, if it has one, behind it."""
    values: dict[str, None] = {}
    types: dict[str, None] = {}

    def walk(pattern: int) -> None:
        kind, *parts = automaton.patterns.nodes[pattern]
        if kind == VALUE:
            values[automaton.grammar.values[parts[0]][2]] = None
        elif kind in (CHOICE, GROUP, INTERLEAVE, MORE, LIST):
            for part in parts:
                walk(part)
        elif kind == DATA:
            _, name, params = automaton.grammar.datatypes[parts[0]]
            patterned = next((f" {value}" for param, value in params if param == "pattern"), "")
            types[f"{name}{patterned}"] = None

    for pattern in patterns:
        walk(pattern)
    return tuple(values), tuple(types)


def _required(automaton: Automaton, pattern: int) -> list[str]:
    """The attributes without which a pattern cannot be satisfied; of a choice, the first that would do."""
    kind, *parts = automaton.patterns.nodes[pattern]
    if kind == ATTRIBUTE:
        return list(automaton.grammar.name_classes[parts[0]].listed())
    if kind == CHOICE:
        return next(filter(None, (_required(automaton, part) for part in parts)), []) if EMPTY not in parts else []
    if kind in (GROUP, INTERLEAVE, MORE):
        return [name for part in parts for name in _required(automaton, part)]
    return []

"""Scopes: which definitions each grammar of a schema has, and that every name leads to one. RELAX NG, 4.16 to 4.18."""

from __future__ import annotations

from dataclasses import field

from teipress.grammar.datatypes import UnknownDatatype, datatype
from teipress.grammar.facts import Facts
from teipress.grammar.grammar import Params
from teipress.grammar.syntax import Piece, components
from teipress.values import dataclass

Made = tuple[int, Facts]  # a pattern, and what it holds
START = ""  # the name under which a scope keeps what a document begins with


@dataclass(slots=True)
class Scope:
    """The definitions of one grammar: what stands in each, and the pattern made of it, None while that is under way."""

    parent: Scope | None = None
    bodies: dict[str, list[Piece]] = field(default_factory=dict)
    made: dict[str, Made | None] = field(default_factory=dict)

    def combined(self, name: str) -> str:
        """How several definitions of one name are combined: `choice` or `interleave`."""
        return next((p.attributes["combine"] for p in self.bodies[name] if "combine" in p.attributes), "choice")


def scopes_of(root: Piece) -> dict[int, Scope]:
    """The scope of every grammar of a schema, by the identity of its piece.

    Raises `Unusable` where a name has no definition, or a datatype does not exist, even in what nothing leads to.
    """
    found: dict[int, Scope] = {}
    _enter(root, Scope(), found)
    return found


def _enter(piece: Piece, scope: Scope, found: dict[int, Scope]) -> None:
    if piece.tag == "grammar":
        scope = found[id(piece)] = _scope(piece, scope)
        for body in components(piece):
            for child in body.children:
                _enter(child, scope, found)
        return
    if piece.tag in ("ref", "parentRef"):
        there = scope if piece.tag == "ref" else scope.parent
        if there is None or piece.name not in there.bodies:
            raise piece.wrong(f'nothing defines "{piece.name}"')
    elif piece.tag in ("data", "value"):
        _check_type(piece)
    for child in piece.children:
        _enter(child, scope, found)


def _scope(grammar: Piece, parent: Scope) -> Scope:
    scope = Scope(parent)
    for body in components(grammar):
        scope.bodies.setdefault(START if body.tag == "start" else body.name, []).append(body)
    if START not in scope.bodies:
        raise grammar.wrong("a grammar has no <start>")
    for name, bodies in scope.bodies.items():
        what = f'"{name}"' if name else "<start>"
        if sum("combine" not in body.attributes for body in bodies) > 1:
            raise bodies[1].wrong(f"{what} is defined twice without combine")
        if len({body.attributes["combine"] for body in bodies if "combine" in body.attributes}) > 1:
            raise bodies[-1].wrong(f"{what} is combined both as a choice and interleaved")
    return scope


def params_of(data: Piece) -> Params:
    """The parameters of a piece of data."""
    return tuple((child.name, child.text) for child in data.children if child.tag == "param")


def type_of(value: Piece) -> tuple[str, str]:
    """The library and type of a value; a token unless it says otherwise (4.4)."""
    kind = value.attributes.get("type", "")
    return (value.library, kind) if kind else ("", "token")


def _check_type(piece: Piece) -> None:
    library, kind = type_of(piece)
    try:
        known = datatype(library, kind, params_of(piece))
    except UnknownDatatype as reason:
        raise piece.wrong(str(reason)) from None
    if piece.tag == "value" and not known.allows(piece.text, piece.prefixes):
        raise piece.wrong(f'its value "{piece.text}" is no {kind}')

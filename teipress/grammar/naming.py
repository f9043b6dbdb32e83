"""Naming: the name classes of a schema, which say what an element or attribute may be called. RELAX NG, 4.16."""

from __future__ import annotations

from collections.abc import Iterator

from teipress.grammar.names import ANY, XMLNS, NameClass, any_of, one, space, uri_of
from teipress.grammar.syntax import Piece


def names_of(piece: Piece) -> NameClass:
    """The names that an element or an attribute of the schema may have."""
    return one(piece.name) if piece.name else _names(piece.children[0])


def attribute_names(piece: Piece) -> NameClass:
    """The names that an attribute may have. Raises `Unusable` where that is a declaration of a namespace."""
    for part in (piece,) if piece.name else (piece.children[0], *_below(piece.children[0])):
        if part.name == "xmlns" or XMLNS in (uri_of(part.name), part.ns if part.tag == "nsName" else ""):
            raise piece.wrong("xmlns is no attribute")
    return names_of(piece)


def _names(piece: Piece) -> NameClass:
    if piece.tag == "name":
        return one(piece.name)
    if piece.tag == "choice":
        return any_of(map(_names, piece.children))
    whole = ANY if piece.tag == "anyName" else space(piece.ns)
    for excepted in piece.children:
        inner = {part.tag for part in _below(excepted)}
        if "anyName" in inner or ("nsName" in inner and piece.tag == "nsName"):
            raise piece.wrong(f"<{piece.tag}> may not except more names than it has")
        whole = whole.without(any_of(map(_names, excepted.children)))
    return whole


def _below(piece: Piece) -> Iterator[Piece]:
    """All pieces in a piece."""
    for child in piece.children:
        yield child
        yield from _below(child)

"""IDs: each once in a document, and every reference to one that is there. See RELAX NG DTD Compatibility, 5."""

from __future__ import annotations

from teipress.grammar.match import words


class Ids:
    """The IDs of a document met so far, and what refers to them."""

    __slots__ = ("_ids", "_references")

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._references: set[str] = set()

    def note(self, kind: str, value: str) -> bool:
        """Note a value that is an ID, IDREF or IDREFS; False if the ID is taken."""
        found = words(value)
        if kind == "IDREFS":
            self._references.update(found)
        elif len(found) == 1 and kind == "IDREF":
            self._references.add(found[0])
        elif len(found) == 1:
            if found[0] in self._ids:
                return False
            self._ids.add(found[0])
        return True

    def sound(self) -> bool:
        """Whether all that is referred to is there."""
        return self._references <= self._ids

"""The grammar: a schema as it is once all names are resolved and all that means the same is one. See `read`.

Whatever a check with a cached grammar needs is made of plain classes and imports little: dataclasses, typing and
pathlib would take longer to come in than a short document takes to be checked.
"""

from __future__ import annotations

from teipress.grammar.names import NameClass
from teipress.grammar.patterns import EMPTY, Patterns

Params = tuple[tuple[str, str], ...]
TypeName = tuple[str, str, Params]  # the library's address, the type's name, its parameters
# One value that a schema lists: its library, type and text, and the namespaces of its prefixes (for a QName).
Value = tuple[str, str, str, tuple[tuple[str, str], ...]]


class Definition:
    """One definition of an element: which names it takes, and the patterns it has to satisfy.

    *attributes* are patterns of attributes alone, all of which must hold; *content* is what may stand in the element,
    and holds attributes too where the two depend on each other.
    """

    __slots__ = ("attributes", "content", "names")

    def __init__(self, names: NameClass, attributes: tuple[int, ...], content: int) -> None:
        self.names, self.attributes, self.content = names, attributes, content


class Grammar:
    """A schema. Definitions, name classes, datatypes and values are known by their place in these lists.

    *ids* says, by element and attribute, where IDs and IDREFs stand; it is empty where the schema has none, or where it
    does not keep to the rules of RELAX NG DTD Compatibility, under which they can be told. *contextual*: to one of the
    datatypes the namespaces and entities of a place matter.
    """

    def __init__(self, patterns: Patterns) -> None:
        self.patterns = patterns
        self.start = EMPTY
        self.definitions: list[Definition] = []
        self.name_classes: list[NameClass] = []
        self.datatypes: list[TypeName] = []
        self.values: list[Value] = []
        self.ids: dict[str, dict[str, str]] = {}
        self.contextual = False
        self._single: dict[str, int] = {}
        self._open: list[tuple[int, NameClass]] = []
        self._named: dict[str, int] = {}

    def index(self) -> None:
        """Make definitions findable by name; to be called once they are all there."""
        for number, definition in enumerate(self.definitions):
            if definition.names.finite:
                for name in definition.names.listed():
                    self._single[name] = self._single.get(name, 0) | 1 << number
            else:
                self._open.append((1 << number, definition.names))

    def named(self, name: str) -> int:
        """The definitions that take a name, a bit for each."""
        known = self._named.get(name)
        if known is None:
            known = self._single.get(name, 0)
            for bit, names in self._open:
                if name in names:
                    known |= bit
            if len(self._named) < MOST_NAMES:
                self._named[name] = known
        return known

    def knows(self, name: str) -> bool:
        """Whether the schema names an element so, other than by a name class that takes almost any."""
        return name in self._single

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all elements that the schema names."""
        return tuple(self._single)


MOST_NAMES = 100_000  # a document may be full of made-up names

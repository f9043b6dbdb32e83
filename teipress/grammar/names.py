"""Names and name classes: which names a pattern of RELAX NG takes. See the RELAX NG specification, 4.16 and 7.4.

A name is a text, as expat gives it: namespace, separator, local name; the local name alone where there is no namespace.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

SEPARATOR = "\x1f"  # no character of XML, so it stands in no name and in no namespace
# As in `teipress.xml`, which brings lxml with it.
XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
XINCLUDE = "http://www.w3.org/2001/XInclude"
XMLNS = "http://www.w3.org/2000/xmlns"


def qualified(uri: str, local: str) -> str:
    """A name of its two parts."""
    return f"{uri}{SEPARATOR}{local}" if uri else local


def uri_of(name: str) -> str:
    """The namespace of a name, empty if it has none."""
    return name.rpartition(SEPARATOR)[0]


@lru_cache(maxsize=4096)
def local_of(name: str) -> str:
    """The name without its namespace."""
    return name.rpartition(SEPARATOR)[2]


@lru_cache(maxsize=4096)
def shown(name: str) -> str:
    """The name as an editor writes it: `xml:` stays, other namespaces go unsaid."""
    return f"xml:{local_of(name)}" if uri_of(name) == XML_NAMESPACE else local_of(name)


Marshalled = tuple[bool, tuple[tuple[str, bool], ...], tuple[tuple[str, bool], ...]]


class NameClass:
    """A set of names in normal form, so that sets can be compared.

    *names* tells of single names whether they belong to it, *spaces* of all other names of a namespace, and *others* of
    the names in all other namespaces.
    """

    __slots__ = ("_hash", "names", "others", "spaces")

    def __init__(
        self,
        others: bool = False,
        spaces: tuple[tuple[str, bool], ...] = (),
        names: tuple[tuple[str, bool], ...] = (),
    ) -> None:
        self.others, self.spaces, self.names = others, spaces, names
        self._hash = hash((others, spaces, names))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NameClass) and self.marshalled() == other.marshalled()

    def __hash__(self) -> int:
        return self._hash

    def __contains__(self, name: str) -> bool:
        for single, belongs in self.names:
            if single == name:
                return belongs
        return self.of_space(uri_of(name))

    def of_space(self, uri: str) -> bool:
        """Whether names of a namespace belong to it, but for those that are named one by one."""
        return next((belongs for space, belongs in self.spaces if space == uri), self.others)

    @property
    def finite(self) -> bool:
        """Whether the class lists its names one by one."""
        return not self.others and not any(belongs for _, belongs in self.spaces)

    def listed(self) -> tuple[str, ...]:
        """The names that stand in the class one by one."""
        return tuple(name for name, belongs in self.names if belongs)

    def empty(self) -> bool:
        """Whether no name at all belongs to it."""
        return self.finite and not self.listed()

    def union(self, other: NameClass) -> NameClass:
        """The names of either."""
        return _joined(self, other, lambda mine, theirs: mine or theirs)

    def without(self, other: NameClass) -> NameClass:
        """The names of this class that are not in *other*."""
        return _joined(self, other, lambda mine, theirs: mine and not theirs)

    def overlaps(self, other: NameClass) -> bool:
        """Whether a name belongs to both."""
        return not _joined(self, other, lambda mine, theirs: mine and theirs).empty()

    def marshalled(self) -> Marshalled:
        """The class as plain values, for the cache."""
        return self.others, self.spaces, self.names


def _joined(a: NameClass, b: NameClass, holds: Callable[[bool, bool], bool]) -> NameClass:
    others = holds(a.others, b.others)
    uris = sorted({uri for uri, _ in (*a.spaces, *b.spaces)})
    spaces = {uri: holds(a.of_space(uri), b.of_space(uri)) for uri in uris}
    names = sorted({name for name, _ in (*a.names, *b.names)})
    return NameClass(
        others,
        tuple((uri, belongs) for uri, belongs in spaces.items() if belongs != others),
        tuple(
            (name, belongs)
            for name in names
            if (belongs := holds(name in a, name in b)) != spaces.get(uri_of(name), others)
        ),
    )


NOTHING = NameClass()
ANY = NameClass(others=True)


def one(name: str) -> NameClass:
    """The class of a single name."""
    return NameClass(names=((name, True),))


def space(uri: str) -> NameClass:
    """The class of all names of a namespace."""
    return NameClass(spaces=((uri, True),))


def any_of(classes: Iterable[NameClass]) -> NameClass:
    """The names of all these classes."""
    found = NOTHING
    for each in classes:
        found = found.union(each)
    return found

"""Faults: what is wrong with a document by its grammar, as values. `checks.relaxng` puts them into words."""

from __future__ import annotations

from enum import Enum

from teipress.values import dataclass


class Kind(Enum):
    """What kind of fault it is."""

    ROOT = "no document of the schema begins with this element"
    NAMESPACE = "the element is known, but in another namespace"
    UNKNOWN = "the schema has no such element, or none here"
    MISPLACED = "the element may not stand in its parent"
    MISORDERED = "the element may stand in its parent, but not here"
    MISSING = "an element is missing, before another or at the end"
    TEXT = "there may be no text here"
    CONTENT = "the text of the element is not what it should be"
    ATTRIBUTE = "the element has no such attribute"
    VALUE = "the attribute may not have this value"
    LACKS_ATTRIBUTE = "an attribute is missing"
    CLASH = "the attribute does not go with the others, or with what the element holds"
    DUPLICATE_ID = "another element bears the same id"
    DANGLING_IDREF = "no element bears the id"
    MALFORMED = "the document cannot be read"
    ENOUGH = "there are so many faults that the rest was not looked at"


class Way(Enum):
    """How an element gets to a place where it may stand."""

    UP = "behind an element that it stands in"
    BEFORE = "before a sibling"
    INTO = "into the sibling before it, at its end"
    WRAPPED = "into an element put around it"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where an element may stand that may not stand where it does.

    *inside* is the element that holds it there, *beside* the one behind which (UP) or before which it stands, and
    *line* where that one is. *levels* says how far up; *outer* what has to be put around *inside* as well.
    """

    way: Way
    inside: str
    beside: str = ""
    line: int = 0
    levels: int = 0
    outer: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. Names are as an editor writes them, without the namespaces of elements.

    *file*, *line* and *column* say where it was noticed, *start* where *element* begins (line and column), and *path*
    is the way to it. *element* is what the fault is about: the one that stands wrong, that lacks something, that bears
    the attribute. *found* is the text, the value, or the element before which something is missing; *after* the sibling
    before it. *expected* are names of elements (of attributes, for the kinds about those), the likeliest first: for
    what is missing, those of which one has to be there. *nearest* is what the name or value was probably meant to be;
    an element is then checked as if it were; *namespace* is where it belongs, if that is what is wrong. *homes* are the
    elements in which it may stand, or that bear the attribute, and *spots* places near by where it may stand, the
    likeliest first. *values* and *types* say what a value may be. *first* is the place where the same id stands
    already.
    """

    kind: Kind
    file: str
    line: int
    column: int
    path: str
    element: str
    parent: str = ""
    found: str = ""
    attribute: str = ""
    expected: tuple[str, ...] = ()
    nearest: str = ""
    homes: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    after: str = ""
    start: tuple[int, int] = (0, 0)
    first: tuple[str, int, int] = ("", 0, 0)
    namespace: str = ""
    spots: tuple[Spot, ...] = ()

"""Facts: what a pattern holds, and which of them the RELAX NG specification forbids (section 7, restrictions)."""

from __future__ import annotations

from enum import IntEnum
from itertools import product
from typing import NamedTuple

from teipress.grammar.names import NameClass


class Holds:
    """What stands in a pattern, not counting what is inside the elements and attributes in it: a bit for each."""

    ATTRIBUTE, ELEMENT, LIST, TEXT, DATA, INTERLEAVE, GROUP, MORE, EMPTY = (1 << place for place in range(9))
    JOINED_ATTRIBUTE = 1 << 9  # an attribute in a group or interleave
    OPEN_ATTRIBUTE = 1 << 10  # an attribute of any name, outside a oneOrMore


class Content(IntEnum):
    """The kind of content (7.2). Data stands alone: it cannot be told from what comes before or after it."""

    EMPTY = 0
    MIXED = 1
    DATA = 2
    UNGROUPABLE = 3


class Facts(NamedTuple):
    """What a pattern holds: *names* and *classes* of its attributes, *elements* a bit for each definition.

    *wrong* is what makes the schema unusable, unless notAllowed takes the pattern away.
    """

    holds: int = 0
    content: Content = Content.EMPTY
    names: frozenset[str] = frozenset()
    classes: frozenset[NameClass] = frozenset()
    elements: int = 0
    wrong: str = ""


NONE = Facts()
EMPTY = Facts(Holds.EMPTY)
TEXT = Facts(Holds.TEXT, Content.MIXED)
DATA = Facts(Holds.DATA, Content.DATA)
LIST = Facts(Holds.LIST, Content.DATA)
WHAT = {
    Holds.ATTRIBUTE: "attribute", Holds.ELEMENT: "an element", Holds.LIST: "list", Holds.TEXT: "text",
    Holds.DATA: "data", Holds.INTERLEAVE: "interleave", Holds.GROUP: "group", Holds.MORE: "oneOrMore",
    Holds.EMPTY: "empty", Holds.JOINED_ATTRIBUTE: "a group with an attribute",
}  # fmt: skip
IN_ATTRIBUTE = Holds.ATTRIBUTE | Holds.ELEMENT
IN_MORE = Holds.JOINED_ATTRIBUTE
IN_LIST = Holds.LIST | Holds.ELEMENT | Holds.ATTRIBUTE | Holds.TEXT | Holds.INTERLEAVE
IN_EXCEPT = IN_LIST | Holds.GROUP | Holds.MORE | Holds.EMPTY
IN_START = IN_EXCEPT & ~Holds.ELEMENT | Holds.DATA


def forbidden(facts: Facts, these: int, where: str) -> str:
    """What must not stand there, in words; empty if all is well."""
    found = next((words for what, words in WHAT.items() if facts.holds & these & what), "")
    return f"{found} may not stand in {where}" if found else ""


def of_attribute(name_class: NameClass) -> Facts:
    """An attribute."""
    if name_class.finite:
        return Facts(Holds.ATTRIBUTE, names=frozenset(name_class.listed()))
    return Facts(Holds.ATTRIBUTE | Holds.OPEN_ATTRIBUTE, classes=frozenset({name_class}))


def of_element(bit: int) -> Facts:
    """An element."""
    return Facts(Holds.ELEMENT, Content.MIXED, elements=bit)


def either(a: Facts, b: Facts) -> Facts:
    """One of two."""
    return _united(a, b, max(a.content, b.content))


def repeated(facts: Facts) -> Facts:
    """Several times."""
    content = Content.UNGROUPABLE if facts.content >= Content.DATA else facts.content
    holds = facts.holds & ~Holds.OPEN_ATTRIBUTE | Holds.MORE
    return Facts(holds, content, facts.names, facts.classes, facts.elements, facts.wrong)


def joined(a: Facts, b: Facts, how: int) -> Facts:
    """Both, in a group or interleaved."""
    least, most = sorted((a.content, b.content))
    content = Content.UNGROUPABLE if most >= Content.DATA and least != Content.EMPTY else most
    how |= Holds.JOINED_ATTRIBUTE if (a.holds | b.holds) & Holds.ATTRIBUTE else 0
    return _united(a, b, content, how)


def _united(a: Facts, b: Facts, content: Content, holds: int = 0) -> Facts:
    return Facts(
        a.holds | b.holds | holds, content, a.names | b.names, a.classes | b.classes, a.elements | b.elements,
        a.wrong or b.wrong,
    )  # fmt: skip


def clash(a: Facts, b: Facts) -> str:
    """An attribute that both of two joined patterns have, in words; empty if there is none."""
    both = sorted(a.names & b.names)
    if both:
        return f"the attribute {both[0]} stands in it twice"
    for one, other in ((a, b), (b, a)):
        for open_, name in product(one.classes, sorted(other.names)):
            if name in open_:
                return f"the attribute {name} stands in it twice, once under a name class"
    if any(x.overlaps(y) for x, y in product(a.classes, b.classes)):
        return "two of its attributes have name classes in common"
    return ""

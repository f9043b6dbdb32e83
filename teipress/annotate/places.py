"""Places in the document: where a tag may go, and where none ever does."""

from __future__ import annotations

from teipress.annotate.scan import Node
from teipress.annotate.stretches import INLINE, Stretch

NAMING = frozenset(
    """persName placeName orgName name rs geogName settlement country region district bloc forename surname roleName
    addName genName nameLink objectName eventName date time docDate origDate""".split()
)
# Nothing in these is text that a reader of names and dates wants, or that may hold them.
SHUT = NAMING | frozenset(
    """teiHeader standOff facsimile sourceDoc listPerson listPlace listOrg listBibl listEvent listNym listRelation
    listObject person personGrp place org event nym castItem msIdentifier role roleDesc actor
    code ident val att gi tag formula idno geo gap desc figDesc index ptr
    certainty respons interp fs spanGrp graphic binaryObject""".split()
)
# A title may be put around these.
NESTING = frozenset(("persName", "placeName", "orgName", "name", "rs", "date"))
SHUT_TO = {
    "title": frozenset(("title",)),
    "date": frozenset(("measure", "num", "biblScope", "citedRange", "extent", "dim", "unit", "height", "width", "w")),
}
# Who or what these mean is said by their own @ref or @key.
MAY_REFER = frozenset(("author", "editor", "publisher", "pubPlace", "docAuthor", "speaker", "signed"))
# A tag goes around these, not into them.
WHOLE = frozenset(("w", "c", "pc", "m", "g", "ex", "am", "choice", "app", "subst"))


def span(stretch: Stretch, start: int, end: int, kind: str) -> tuple[int, int, Node] | None:
    """Where in the document a tag of *kind* around these characters would begin and end, and in which element.

    None where it would stand in a name or a date, in the header or a register, or where tags would overlap.
    """
    first, last = start, end - 1
    if _cut(stretch, first, -1) or _cut(stretch, last, +1):
        return None
    left, right = stretch.nodes[first], stretch.nodes[last]
    begin, finish = stretch.starts[first], stretch.ends[last]
    around = list(left.around())
    common = next(node for node in right.around() if any(node is other for other in around))
    inside = {id(node): node for at in range(start, end) for node in _up_to(stretch.nodes[at], common)}
    shut = SHUT - NESTING if kind == "title" else SHUT
    if any(node.name in shut or node.name not in INLINE for node in inside.values()):
        return None
    while left is not common:
        if begin != left.inner or left.parent is None:
            return None
        begin, left = left.start, left.parent
    while right is not common:
        if finish != right.outer or right.parent is None:
            return None
        finish, right = right.end, right.parent
    # A name in a foreign tongue is a name first.
    if common.name == "foreign" and (begin, finish) == (common.inner, common.outer) and common.parent is not None:
        begin, finish, common = common.start, common.end, common.parent
    while common.name in WHOLE:
        if (begin, finish) != (common.inner, common.outer) or common.parent is None:
            return None
        begin, finish, common = common.start, common.end, common.parent
    return (begin, finish, common) if _open_to(common, kind) else None


def _cut(stretch: Stretch, at: int, step: int) -> bool:
    """Whether a reading, which is tagged as a whole, would be cut before or after a character."""
    other = at + step
    return (
        0 <= other < len(stretch.characters)
        and stretch.starts[at] == stretch.starts[other]
        and (stretch.ends[at] == stretch.ends[other])
    )


def _up_to(node: Node, top: Node) -> list[Node]:
    found = []
    for element in node.around():
        if element is top:
            break
        found.append(element)
    return found


def _open_to(node: Node, kind: str) -> bool:
    """Whether a tag of this kind may go into an element."""
    shut = SHUT | SHUT_TO.get(kind, frozenset())
    for element in node.around():
        refers = element.name in MAY_REFER and {"ref", "key"} & element.attributes.keys()
        if element.name in shut or refers or not element.tei:
            return False
    return True


def language(node: Node) -> str:
    """The language of an element, by the nearest @xml:lang."""
    return next((e.attributes["xml:lang"] for e in node.around() if "xml:lang" in e.attributes), "")

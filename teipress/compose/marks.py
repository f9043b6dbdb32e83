"""Marks: the ids of what an index or the chronology leads to, given before the walk and found again after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from teipress import dates
from teipress.book import Anchor, Block, Mention, Node, Note, PageBreak, Section, Span, children
from teipress.compose import times
from teipress.compose.flow import WHITE, Flow, Glue, wrap
from teipress.edition import Edition
from teipress.registers import Registers
from teipress.values import dataclass
from teipress.xml import XML_ID, Element, local

# Where a date is none of an event that the text tells of: when a book came out, a letter was written; a table of dates
# is a chronology already.
UNDATED = frozenset(
    (
        "bibl biblStruct biblFull listBibl head opener closer dateline byline docDate docImprint titlePage imprint "
        "table label figDesc fw standOff teiHeader msDesc change egXML listPerson listPlace listOrg listEvent "
        "birth death"
    ).split()
)


FEWEST_DATES = 5  # fewer than that are no chronology


@dataclass(frozen=True, slots=True)
class Marks:
    """What to mark: *ids* holds the id for each element, *entries* the elements that name each register entry."""

    ids: Mapping[Element, str]
    entries: Mapping[str, tuple[Element, ...]]
    dated: tuple[Element, ...]


def marks(edition: Edition, registers: Registers) -> Marks:
    """The marks of an edition."""
    ids: dict[Element, str] = {}

    def name(element: Element, made: str) -> None:
        own = element.get(XML_ID, "")
        if not own or edition.ids.get(own) is not element:
            own = made
            while own in edition.ids:
                own += "-"
        ids.setdefault(element, own)

    entries: dict[str, tuple[Element, ...]] = {}
    for key in registers.entries:
        entries[key] = _naming(registers, key)
        for number, element in enumerate(entries[key], 1):
            name(element, f"mention-{key}-{number}")
    dated = tuple(_dated(edition, registers))
    dated = dated if len(dated) >= FEWEST_DATES else ()
    for number, element in enumerate(dated, 1):
        name(element, f"date-{number}")
    return Marks(ids, entries, dated)


def _naming(registers: Registers, key: str) -> tuple[Element, ...]:
    """The elements of the text that name an entry; a citation (`op. cit.`) names a work, if no title in it does."""
    named = [mention.element for mention in registers.in_text(key)]
    cited = [m.element for m in registers.in_text(key, "other") if local(m.element) in ("bibl", "biblStruct")]
    inside = {ancestor for element in named for ancestor in element.iterancestors()}
    found = dict.fromkeys([*named, *(element for element in cited if element not in inside)])
    return tuple(found)


def _dated(edition: Edition, registers: Registers) -> Iterator[Element]:
    """The dates of events."""
    for element in edition.tree.iter("{*}date"):
        if element not in registers.within and dates.read(times.attributes(element)) is not None:
            around = {local(ancestor) for ancestor in element.iterancestors()}
            if "text" in around and not around & UNDATED:
                yield element


# --- in the walk ------------------------------------------------------------------------------------------------------


def marked(flow: Flow, element: Element, identifier: str) -> Flow:
    """*flow*, which *element* was read as, with the id on the one span that it is, or on one laid around its words.

    An anchor of the same id is not needed then. Without words there is nothing to mark.
    """
    rest = [node for node in flow if not (isinstance(node, Anchor) and node.id == identifier)]
    solid = [index for index, node in enumerate(rest) if not _is_void(node)]
    if len(solid) == 1 and isinstance(only := rest[solid[0]], Span) and not only.id:
        return [*rest[: solid[0]], replace(only, id=identifier), *rest[solid[0] + 1 :]]
    ids = [identifier]
    kind = "date" if local(element) == "date" else "name"
    made = wrap(rest, lambda content: Span(kind, content, id=ids.pop() if ids else ""))
    return flow if ids else made


def _is_void(node: object) -> bool:
    content = getattr(node, "content", None)
    return isinstance(node, (Anchor, Glue)) or (isinstance(content, str) and not content.strip(WHITE))


# --- after it ---------------------------------------------------------------------------------------------------------


def mentions(content: tuple[Block, ...]) -> dict[str, Mention]:
    """Where each span that has an id stands, in reading order; notes are read at their anchors."""
    return {mention.target: mention for mention in _mentions(content, [""], Mention("", ""))}


def _mentions(nodes: tuple[Node, ...], page: list[str], around: Mention) -> Iterator[Mention]:
    """*page* holds the label of the page at hand; what begins within a note is a page of the note's alone."""
    for node in nodes:
        match node:
            case PageBreak():
                page[0] = node.label.strip()
            case Note():
                yield from _mentions(node.content, page.copy(), replace(around, note=node.id))
            case Section():
                inner = replace(around, section=node.title or around.section)
                yield from _mentions(children(node), page, inner)
            case _:
                if isinstance(node, Span) and node.id:
                    yield replace(around, target=node.id, page=page[0])
                yield from _mentions(children(node), page, around)

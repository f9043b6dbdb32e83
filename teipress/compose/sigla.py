"""Sigla: what an apparatus calls its witnesses, editors and sources. See TEI P5, chapter 12.1.4.3."""

from __future__ import annotations

import re

from teipress.book import Block, Heading, Item, Listing, Paragraph, Section, Text
from teipress.compose.composer import Composer
from teipress.compose.flow import as_blocks
from teipress.edition import Edition
from teipress.xml import XML_ID, Element, local, tei, words_of

# Where the pointers of a reading may stand: witnesses first, then who conjectured it, and where.
POINTERS = ("wit", "resp", "source")
# By these names somebody is called, the shortest first.
NAMES = ("surname", "persName", "name", "orgName")
PEOPLE = ("person", "respStmt", "editor", "author", "principal", "name", "persName")


def sigla(reading: Element, edition: Edition) -> list[str]:
    """What the witnesses, editors and sources of a reading are called, in the order in which it names them."""
    pointers = [pointer for name in POINTERS for pointer in (reading.get(name) or "").split()]
    return list(dict.fromkeys(filter(None, (siglum(pointer, edition) for pointer in pointers))))


def siglum(pointer: str, edition: Edition) -> str:
    """What the thing that a pointer leads to is called; for a dead one, the pointer's own last word."""
    name = re.split(r"[#/:]", pointer.rstrip("#/:"))[-1]
    found = edition.ids.get(name)
    return name if found is None else _called(found, name)


def _called(element: Element, name: str) -> str:
    """The siglum that an element gives itself, or the name that *name* is the id of."""
    for sign in element.iter(tei("abbr"), tei("idno"), tei("label")):
        if sign.get("type") == "siglum" and (said := words_of(sign)):
            return said
    if local(element) == "witness":
        return element.get("n") or name
    if local(element) in PEOPLE:
        found = (said for kind in NAMES for inner in element.iter(tei(kind)) if (said := words_of(inner)))
        return next(found, name)
    return name


def conspectus(edition: Edition, composer: Composer) -> tuple[Block, ...]:
    """The witnesses that the header lists, as a section of the front matter; nothing where no reading names any."""
    header = edition.tree.find(tei("teiHeader"))
    lists = [] if header is None else [each for each in header.iter(tei("listWit")) if not _is_inner(each)]
    named = sum(1 for each in lists for witness in each.iter(tei("witness")) if witness.get(XML_ID))
    if not lists or (named < 2 and next(edition.tree.iter(tei("app")), None) is None):
        return ()
    items = tuple(item for each in lists for item in _items(each, composer))
    if not items:
        return ()
    return (
        Section(
            composer.id_of(lists[0], "sigla"), "sigla", (Heading((Text("Sigla"),)),), (Listing("labelled", (), items),)
        ),
    )


def _is_inner(element: Element) -> bool:
    return any(local(above) == "listWit" for above in element.iterancestors())


def _items(element: Element, composer: Composer) -> list[Item]:
    """The witnesses of a list; a list within it is a group with a siglum of its own."""
    made: list[Item] = []
    for child in element:
        name = local(child)
        if name == "listWit":
            heading = next((words_of(inner) for inner in child if local(inner) == "head"), "")
            inside = [label for inner in child.iter(tei("witness")) if (label := _label(inner, composer))]
            about = ": ".join(filter(None, (heading, " ".join(inside))))
            made.append(Item(_siglum_of(child, composer), (Paragraph((Text(about),)),) if about else ()))
            made.extend(_items(child, composer))
        elif name == "witness":
            content = as_blocks([node for part in _parts(child, composer) for node in part])
            address = child.get("corresp") or child.get("sameAs") or child.get("ref") or ""
            if not content and address:
                content = (Paragraph((Text(address),)),)
            made.append(Item(_siglum_of(child, composer), content))
    return [item for item in made if item.label or item.content]


def _parts(witness: Element, composer: Composer) -> list[list]:  # type: ignore[type-arg]
    """What is said of a witness, part by part, kept apart by spaces; not its siglum."""
    parts: list[list] = [[Text(witness.text or "")]]  # type: ignore[type-arg]
    for child in witness:
        shown = [] if child.get("type") == "siglum" else composer.read(child)
        parts.append([Text(" "), *shown, Text(" "), Text(child.tail or "")])
    return parts


def _siglum_of(element: Element, composer: Composer) -> tuple[Text, ...]:
    label = _label(element, composer)
    return (Text(label),) if label else ()


def _label(element: Element, composer: Composer) -> str:
    return _called(element, element.get(XML_ID) or element.get("n") or "")

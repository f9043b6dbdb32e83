"""Registers: who and what an edition knows, and where its text speaks of them. See TEI P5, chapter 13 (ND)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, replace

from teipress import authorities, dates, names, pointers
from teipress.addresses import Addresses, addresses_in
from teipress.edition import Edition
from teipress.xml import TEI, XML_ID, Element, local

KINDS = {
    "person": "person", "personGrp": "person", "place": "place", "org": "organisation",
    "bibl": "work", "biblStruct": "work", "biblFull": "work",
}  # fmt: skip
LISTS = ("listPerson", "listPlace", "listOrg", "listBibl")
# What names an entry of each kind: the first group of which it has one. A country may name a place, or say where it is.
NAMED_BY: dict[str, tuple[tuple[str, ...], ...]] = {
    "person": (("persName", "name"),),
    "place": (("placeName", "geogName", "name"), ("settlement",), ("district", "region", "country", "bloc")),
    "organisation": (("orgName", "name"),),
    "work": (("title",),),
}
# Where a work's own titles stand; the journal or series around it has others.
TITLES = {"bibl": (".",), "biblStruct": ("analytic", "monogr"), "biblFull": ("titleStmt", "fileDesc/titleStmt")}
PREFERRED = ("preferred", "pref", "main", "reg", "standard", "heading", "full")
SORTING = ("sort", "index")
FORM_TYPES = ("form", "variant", "alt", "alternative", "alias", "spelling", "var")
WHO = ("who", "bio", "description", "desc", "")
# What names an entry of one kind only, and what may name several.
KIND_OF = {
    "persName": "person", "orgName": "organisation", "title": "work",
    "placeName": "place", "geogName": "place", "settlement": "place", "country": "place", "region": "place",
    "district": "place", "bloc": "place", "pubPlace": "place", "origPlace": "place",
}  # fmt: skip
NAMING = frozenset((*KIND_OF, "name", "rs", "author", "editor", "docAuthor", "publisher", "affiliation"))
NAMING_BY = ("ref", "key", "corresp", "sameAs")
QUOTING = ("quote", "q", "said", "cit", "sp")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a register.

    *kind* is person, place, organisation or work. *name* is the preferred name as printed, *sort* what it is sorted
    by, *forms* all its names in order, *note* the line on who or what it is. *country* and *geo* are a place's,
    *author* and *date* a work's, empty where not told. *authorities* pairs a type (`Wikidata`) with a number.
    """

    kind: str
    id: str
    name: str
    sort: str
    forms: tuple[str, ...]
    element: Element = field(repr=False)
    born: dates.Interval | None = None
    died: dates.Interval | None = None
    note: str = ""
    country: str = ""
    geo: str = ""
    author: str = ""
    date: str = ""
    authorities: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """Where *element* refers to an entry, by *attribute*.

    *role* is `name` (the words name it), `voice` (it speaks: @who, the @source of a quotation) or `other`; *where* is
    `text`, `header`, or `register` for what the registers say themselves.
    """

    element: Element
    attribute: str
    role: str
    where: str


@dataclass(frozen=True, slots=True)
class Registers:
    """The entries of *edition* by id, in document order, and the mentions of each.

    *within* holds every element of the registers themselves; *addresses* tells what a pointer means.
    """

    edition: Edition
    entries: Mapping[str, Entry]
    mentions: Mapping[str, tuple[Mention, ...]]
    within: frozenset[Element]
    addresses: Addresses

    def of(self, kind: str) -> list[Entry]:
        """The entries of one kind, in document order."""
        return [entry for entry in self.entries.values() if entry.kind == kind]

    def in_text(self, identifier: str, role: str = "name") -> list[Mention]:
        """The mentions of an entry by the text, in document order."""
        return [m for m in self.mentions.get(identifier, ()) if m.where == "text" and m.role == role]

    def meant(self, element: Element, attributes: tuple[str, ...] = NAMING_BY) -> list[Entry]:
        """The entries that an element refers to by @ref and its like."""
        found = (self.addresses.identifier(t) for name, t in targets(element) if name in attributes)
        return [self.entries[identifier] for identifier in dict.fromkeys(found) if identifier in self.entries]


def read(edition: Edition) -> Registers:
    """The registers of an edition, and who mentions their entries."""
    bearers = [
        element
        for element in edition.tree.iter(*(f"{{{TEI}}}{name}" for name in KINDS), *KINDS)
        if edition.ids.get(element.get(XML_ID, "")) is element and _may_be_entry(element)
    ]
    known = {element.get(XML_ID, ""): element for element in bearers}
    addresses = addresses_in(edition, known)
    found = [(key, mention) for key, mention in _mentions(edition, addresses) if key in known]
    cited = {_top(known[key]) for key, mention in found if mention.role == "name"}
    entries = {key: entry(element) for key, element in known.items() if _in_register(element, cited)}
    tops = {_top(entry.element) for entry in entries.values()}
    within = frozenset(part for top in tops for part in top.iter("{*}*"))
    mentions: dict[str, list[Mention]] = {key: [] for key in entries}
    for key, mention in found:
        if key in entries:
            mentions[key].append(replace(mention, where="register") if mention.element in within else mention)
    return Registers(edition, entries, {key: tuple(value) for key, value in mentions.items()}, within, addresses)


def _may_be_entry(element: Element) -> bool:
    """A bibl is an entry in a list only: others are citations."""
    parent = element.getparent()
    return KINDS[local(element)] != "work" or (parent is not None and local(parent) == "listBibl")


def _in_register(element: Element, cited: Set[Element]) -> bool:
    """A list of books is a register where it stands in standOff or a title refers to it, else a bibliography."""
    return (
        KINDS[local(element)] != "work"
        or _top(element) in cited
        or any(local(ancestor) == "standOff" for ancestor in element.iterancestors())
    )


def _top(element: Element) -> Element:
    """The outermost list around an entry, or the entry itself."""
    return next((a for a in reversed([*element.iterancestors()]) if local(a) in LISTS), element)


# --- mentions ---------------------------------------------------------------------------------------------------------


def _mentions(edition: Edition, addresses: Addresses) -> Iterator[tuple[str, Mention]]:
    """Everything that may refer to an entry, by the id it leads to."""
    for element in edition.tree.iter("{*}*"):
        if not element.attrib:
            continue
        for attribute, target in targets(element):
            if identifier := addresses.identifier(target):
                name = local(element)
                role = "other"
                if name in NAMING and attribute in NAMING_BY:
                    role = "name"
                elif attribute == "who" or (attribute == "source" and name in QUOTING):
                    role = "voice"
                yield identifier, Mention(element, attribute, role, _where(element))


def targets(element: Element) -> Iterator[tuple[str, str]]:
    """What the attributes of an element point to; @key holds a name in a data base, which may be that of an entry."""
    yield from ((pointer.attribute, pointer.target) for pointer in pointers.of(element))
    if key := element.get("key"):
        yield "key", key.strip()


def _where(element: Element) -> str:
    names = {local(ancestor) for ancestor in element.iterancestors()}
    return "header" if "teiHeader" in names else "register" if "standOff" in names else "text"


# --- entries ----------------------------------------------------------------------------------------------------------


def entry(element: Element) -> Entry:
    """What one entry says."""
    kind = KINDS[local(element)]
    named = [e for e in _named(element, kind) if names.words(e) and "://" not in names.words(e)]
    shown = [e for e in named if e.get("type") not in SORTING] or named
    preferred = min(shown, key=lambda e: _rank(e.get("type", ""), PREFERRED), default=None)
    name = names.heading(preferred) if preferred is not None else element.get(XML_ID, "")
    own = {local(e) for e in named}
    sorting = next((names.words(e) for e in named if e.get("type") in SORTING), "") or element.get("sortKey")
    return Entry(
        kind,
        element.get(XML_ID, ""),
        name,
        names.sort_key(sorting or name),
        tuple(dict.fromkeys(form for e in shown for form in names.forms(e))),
        element,
        _life(element, "birth"),
        _life(element, "death"),
        _note(element),
        _first(element, "country", "location/country") if kind == "place" and "country" not in own else "",
        _first(element, "geo", "location/geo", "location/location/geo"),
        _first(element, "author", "analytic/author", "monogr/author", "titleStmt/author") if kind == "work" else "",
        _year(element) if kind == "work" else "",
        tuple(authorities.read(element)),
    )


def lists_forms(entry: Entry) -> bool:
    """Whether an entry tells by what forms its text calls it."""
    return any(child.get("type") in FORM_TYPES for child in entry.element.iter("{*}*"))


def _named(element: Element, kind: str) -> list[Element]:
    """The elements that name an entry."""
    if kind == "work":
        for place in TITLES[local(element)]:
            home = element if place == "." else element.find("/".join(f"{{*}}{step}" for step in place.split("/")))
            if home is not None and (found := home.findall("{*}title")):
                return found
        return list(element.iter("{*}title"))[:1]
    groups = ([e for e in element if local(e) in group] for group in NAMED_BY[kind])
    return next((group for group in groups if group), [])


def _rank(kind: str, order: tuple[str, ...]) -> int:
    return order.index(kind) if kind in order else len(order)


def _life(element: Element, event: str) -> dates.Interval | None:
    """When an entry was born or died, if it is told."""
    for told in element.findall(f"{{*}}{event}"):
        for dated in (told, *told.iter("{*}date")):
            if (interval := when(dated)) is not None:
                return interval
    return None


def when(element: Element) -> dates.Interval | None:
    """When an element says something was."""
    return dates.read({str(name): str(value) for name, value in element.attrib.items()})


def _note(element: Element) -> str:
    told = [e for e in element if local(e) in ("note", "desc") and e.get("type", "") in WHO and names.words(e)]
    best = min(told, key=lambda e: _rank(e.get("type", ""), WHO), default=None)
    if best is not None:
        return names.words(best)
    return "; ".join(filter(None, (names.words(e) for e in element.findall("{*}occupation"))))


def _first(element: Element, *paths: str) -> str:
    """The words of what stands first among the paths."""
    for path in paths:
        found = element.findall("/".join(f"{{*}}{step}" for step in path.split("/")))
        if told := [text for text in map(names.words, found) if text]:
            return "; ".join(told) if path.endswith("author") else told[0]
    return ""


def _year(element: Element) -> str:
    dated = next(element.iter("{*}date"), None)
    if dated is None:
        return ""
    return names.words(dated) or next((dated.get(a, "") for a in ("when", "from", "notBefore") if dated.get(a)), "")

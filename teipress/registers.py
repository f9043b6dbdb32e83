"""Registers: who and what an edition knows, and where its text speaks of them. See TEI P5, chapter 13 (ND)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import NamedTuple

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
REGIONS = {"teiHeader": "header", "standOff": "register"}
_POINTING = pointers.ATTRIBUTES | {"key"}
QUOTING = ("quote", "q", "said", "cit", "sp")


class Entry(NamedTuple):
    """One entry of a register.

    *kind* is person, place, organisation or work. *name* is the preferred name as printed, *sort* what it is sorted
    by, *forms* all its names in order. What else it says is read from *element* when it is asked for.
    """

    kind: str
    id: str
    name: str
    sort: str
    forms: tuple[str, ...]
    element: Element

    @property
    def born(self) -> dates.Interval | None:
        """When the one it speaks of was born, if it is told."""
        return _life(self.element, "birth")

    @property
    def died(self) -> dates.Interval | None:
        """When the one it speaks of died, if it is told."""
        return _life(self.element, "death")

    @property
    def note(self) -> str:
        """The line on who or what it is."""
        return _note(self.element)

    @property
    def country(self) -> str:
        """The country that a place lies in; empty where not told."""
        if self.kind != "place" or "country" in map(local, _named(self.element, self.kind)):
            return ""
        return _first(self.element, "country", "location/country")

    @property
    def geo(self) -> str:
        """The coordinates of a place; empty where not told."""
        return _first(self.element, "geo", "location/geo", "location/location/geo")

    @property
    def author(self) -> str:
        """The authors of a work; empty where not told."""
        authors = ("author", "analytic/author", "monogr/author", "titleStmt/author")
        return _first(self.element, *authors) if self.kind == "work" else ""

    @property
    def date(self) -> str:
        """The date of a work; empty where not told."""
        return _year(self.element) if self.kind == "work" else ""

    @property
    def authorities(self) -> tuple[tuple[str, str], ...]:
        """Pairs of a type (`Wikidata`) and a number."""
        return tuple(authorities.read(self.element))


class Mention(NamedTuple):
    """Where *element* refers to an entry, by *attribute*.

    *role* is `name` (the words name it), `voice` (it speaks: @who, the @source of a quotation) or `other`; *where* is
    `text`, `header`, or `register` for what the registers say themselves.
    """

    element: Element
    attribute: str
    role: str
    where: str


class Registers(NamedTuple):
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
    named = dict.fromkeys(key for key, mention in found if mention.role == "name")
    cited = {_top(known[key]) for key in named if KINDS[local(known[key])] == "work"}
    entries = {key: entry(element) for key, element in known.items() if _in_register(element, cited)}
    tops = {_top(entry.element) for entry in entries.values()}
    within = frozenset(part for top in tops for part in top.iter("{*}*"))
    mentions: dict[str, list[Mention]] = {key: [] for key in entries}
    for key, mention in found:
        if key in entries:
            mentions[key].append(mention._replace(where="register") if mention.element in within else mention)
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
    return [element, *element.iterancestors(*(f"{{*}}{name}" for name in LISTS))][-1]


# --- mentions ---------------------------------------------------------------------------------------------------------


def _mentions(edition: Edition, addresses: Addresses) -> Iterator[tuple[str, Mention]]:
    """Everything that may refer to an entry, by the id it leads to."""
    places: dict[Element | None, str] = {None: "text"}
    for element in edition.tree.iter("{*}*"):
        if _POINTING.isdisjoint(element.keys()):
            continue
        for attribute, target in targets(element):
            if identifier := addresses.identifier(target):
                name = local(element)
                role = "other"
                if name in NAMING and attribute in NAMING_BY:
                    role = "name"
                elif attribute == "who" or (attribute == "source" and name in QUOTING):
                    role = "voice"
                yield identifier, Mention(element, attribute, role, _where(element.getparent(), places))


def targets(element: Element) -> Iterator[tuple[str, str]]:
    """What the attributes of an element point to; @key holds a name in a data base, which may be that of an entry."""
    key = ""
    for name, value in element.items():
        if name in pointers.ATTRIBUTES:
            for target in value.split():
                yield str(name), target
        elif name == "key":
            key = value
    if key:
        yield "key", key.strip()


def _where(home: Element | None, known: dict[Element | None, str]) -> str:
    """What the children of *home* are part of: a header, even one within a standOff; a standOff; else the text."""
    if home not in known:
        assert home is not None
        name, above = local(home), _where(home.getparent(), known)
        known[home] = "header" if "header" in (above, REGIONS.get(name)) else REGIONS.get(name, above)
    return known[home]


# --- entries ----------------------------------------------------------------------------------------------------------


def entry(element: Element) -> Entry:
    """What one entry says."""
    kind = KINDS[local(element)]
    named = _named(element, kind)
    shown = [e for e in named if e.get("type") not in SORTING] or named
    preferred = min(shown, key=lambda e: _rank(e.get("type", ""), PREFERRED), default=None)
    name = names.heading(preferred) if preferred is not None else element.get(XML_ID, "")
    sorting = next((names.words(e) for e in named if e.get("type") in SORTING), "") or element.get("sortKey")
    forms = dict.fromkeys(form for e in shown for form in names.forms(e))
    return Entry(kind, element.get(XML_ID, ""), name, names.sort_key(sorting or name), tuple(forms), element)


def lists_forms(entry: Entry) -> bool:
    """Whether an entry tells by what forms its text calls it."""
    return any(child.get("type") in FORM_TYPES for child in entry.element.iter("{*}*"))


def _named(element: Element, kind: str) -> list[Element]:
    """The elements that name an entry, in words."""
    return [e for e in _naming(element, kind) if (said := names.words(e)) and "://" not in said]


def _naming(element: Element, kind: str) -> list[Element]:
    if kind == "work":
        for place in TITLES[local(element)]:
            home = element if place == "." else element.find("/".join(f"{{*}}{step}" for step in place.split("/")))
            if home is not None and (found := home.findall("{*}title")):
                return found
        return list(element.iter("{*}title"))[:1]
    groups = (list(element.iterchildren(*(f"{{*}}{name}" for name in group))) for group in NAMED_BY[kind])
    return next((group for group in groups if group), [])


def _rank(kind: str, order: tuple[str, ...]) -> int:
    return order.index(kind) if kind in order else len(order)


def _life(element: Element, event: str) -> dates.Interval | None:
    """When an entry was born or died, if it is told."""
    told = (dated for e in element.iterchildren(f"{{*}}{event}") for dated in (e, *e.iter("{*}date")))
    return next((interval for dated in told if (interval := when(dated)) is not None), None)


def when(element: Element) -> dates.Interval | None:
    """When an element says something was."""
    return dates.read({str(name): str(value) for name, value in element.items()})


def _note(element: Element) -> str:
    told = [e for e in element.iterchildren("{*}note", "{*}desc") if e.get("type", "") in WHO and names.words(e)]
    best = min(told, key=lambda e: _rank(e.get("type", ""), WHO), default=None)
    if best is not None:
        return names.words(best)
    return "; ".join(filter(None, map(names.words, element.iterchildren("{*}occupation"))))


def _first(element: Element, *paths: str) -> str:
    """The words of what stands first among the paths."""
    for path in paths:
        found = [element]
        for step in path.split("/"):
            found = [below for e in found for below in e.iterchildren(f"{{*}}{step}")]
        if told := [text for text in map(names.words, found) if text]:
            return "; ".join(told) if path.endswith("author") else told[0]
    return ""


def _year(element: Element) -> str:
    dated = next(element.iter("{*}date"), None)
    if dated is None:
        return ""
    return names.words(dated) or next((dated.get(a, "") for a in ("when", "from", "notBefore") if dated.get(a)), "")

"""Dated: every element that bears dating attributes, and the lives of the people. See TEI P5, chapter ND."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from teipress import names
from teipress.calendars import Interval
from teipress.dates import NAMES, read, wording
from teipress.diagnostics import Place
from teipress.edition import Edition
from teipress.xml import XML_ID, Element, local, tei

ATTRIBUTES = frozenset(f"{name}{kind}" for name in NAMES for kind in ("", "-iso", "-custom"))
CALENDARS = frozenset(("calendar", "datingMethod"))
# The members of att.datable. Elsewhere @from and @to are folios, lines or pointers.
DATABLE = frozenset(
    """acquisition affiliation age altIdentifier application author binding birth bloc change climate conversion country
    creation custEvent date death district docDate editor education event eventName faith floruit funder gender geogFeat
    geogName idno langKnowledge langKnown licence localProp location mapping meeting name nationality objectName
    occupation offset orgName origDate origPlace origin persName persPronouns placeName population post precision
    principal provenance region relation residence resp seal settlement sex socecStatus sponsor stamp state terrain time
    title trait unicodeProp unihanProp unitDecl unitDef""".split()
)
_WANTED = ATTRIBUTES | CALENDARS
PREFERRED = ("preferred", "pref", "main", "reg", "standard")


class Dated(NamedTuple):
    """An element, and its attributes that say when, or by which calendar."""

    element: Element
    attributes: Mapping[str, str]


class Life(NamedTuple):
    """A person's life, as far as the entry *element* tells it; *births* and *deaths* are all that it gives."""

    element: Element
    births: tuple[tuple[Element, Interval], ...]
    deaths: tuple[tuple[Element, Interval], ...]

    @property
    def name(self) -> str:
        """What the entry calls the person."""
        named = [e for e in self.element.findall(tei("persName")) if names.words(e)]
        best = next((e for e in named if e.get("type") in PREFERRED), named[0] if named else None)
        return names.heading(best) if best is not None else self.element.get(XML_ID, "this person")

    def outside(self, time: Interval) -> str:
        """How a time lies outside the life: "was born in 1900", "died in 1900"; empty if it may lie within."""
        if self.births and all(time.before(birth) for _, birth in self.births):
            return f"was born {_at(self.births[0][1])}"
        if self.deaths and all(death.before(time) for _, death in self.deaths):
            return f"died {_at(self.deaths[0][1])}"
        return ""


class Dates(NamedTuple):
    """All that is dated in an edition, in document order, and the lives that its entries of persons tell."""

    edition: Edition
    all: tuple[Dated, ...]
    lives: tuple[Life, ...]


def find(edition: Edition) -> Dates:
    """Every element that is dated, or stated in a calendar."""
    found = []
    for element in edition.tree.iter(tei("*")):
        if not _WANTED.isdisjoint(element.keys()) and (attributes := dating(element)):
            found.append(Dated(element, attributes))
    lives = (_life(element) for element in edition.tree.iter(tei("person"), tei("persona")))
    return Dates(edition, tuple(found), tuple(life for life in lives if life.births or life.deaths))


def dating(element: Element) -> dict[str, str]:
    """The attributes of an element that say when, or by which calendar."""
    attributes = {str(name): str(value) for name, value in element.attrib.items() if name in _WANTED}
    if ("from" in attributes or "to" in attributes) and local(element) not in DATABLE:
        attributes = {name: value for name, value in attributes.items() if name not in ("from", "to")}
    return attributes


def place(found: Dates, item: Dated, attribute: str) -> Place:
    """Where an attribute stands."""
    exact = found.edition.place(item.element, f'{attribute}="{item.attributes[attribute]}"')
    return exact if exact.column else found.edition.place(item.element, f"{attribute}=")


def time_of(elements: Iterable[Element]) -> Interval | None:
    """From the earliest to the latest of what the elements say; None if none is dated."""
    times = [time for element in elements if (time := read(dating(element))) is not None]
    firsts, lasts = [time.first for time in times], [time.last for time in times]
    first = None if None in firsts else min((day for day in firsts if day is not None), default=None)
    last = None if None in lasts else max((day for day in lasts if day is not None), default=None)
    return Interval(first, last) if times else None


def _life(element: Element) -> Life:
    return Life(element, tuple(_told(element, tei("birth"))), tuple(_told(element, tei("death"))))


def _told(person: Element, event: str) -> Iterator[tuple[Element, Interval]]:
    """The births or deaths that are dated, by themselves or by a date within them."""
    for element in person.iterchildren(event):
        time = time_of((element, *element.iter(tei("date"))))
        if time is not None:
            yield element, time


def _at(time: Interval) -> str:
    """A time in words, with its preposition."""
    if time.first is None or time.last is None:
        return wording(time)
    return f"{'on' if time.first == time.last else 'in'} {wording(time)}"

"""Usage: what a document does, counted; what it does often is likely to be meant where something is wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import field

from teipress.grammar.fault import Spot, Way
from teipress.grammar.habits import COMMON, COMMON_ATTRIBUTES
from teipress.values import dataclass

_ELEMENT = re.compile(rb"<(?:[\w.-]+:)?([^\s<>/!?:=\"'&]+)")
_ATTRIBUTE = re.compile(rb"\s((?:xml:)?[\w.-]+)\s*=\s*[\"']")
_COMMON = {name: place for place, name in enumerate(COMMON)}
_COMMON_ATTRIBUTES = {name: place for place, name in enumerate(COMMON_ATTRIBUTES)}
_WAYS = {way: place for place, way in enumerate((Way.INTO, Way.BEFORE, Way.UP, Way.WRAPPED))}
LAST = 1000  # the place of what is not common
MOST_WRAPS = 2


@dataclass(slots=True)
class Usage:
    """How often each element stands in all files of a document, in which parent, and behind which sibling in it.

    *elements* and *attributes* count names, from the beginning; the others grow while the document is read.
    """

    elements: Counter[str] = field(default_factory=Counter)
    attributes: Counter[str] = field(default_factory=Counter)
    within: Counter[tuple[str, str]] = field(default_factory=Counter)
    behind: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    borne: Counter[tuple[str, str]] = field(default_factory=Counter)

    def element(self, parent: str, before: str, name: str, attributes: Iterable[str]) -> None:
        """Count an element behind the sibling *before*, and its attributes."""
        self.within[parent, name] += 1
        self.behind[parent, before, name] += 1
        for attribute in attributes:
            self.borne[name, attribute] += 1

    def often(self, element: str, attribute: str) -> int:
        """How often the document has an attribute, on such elements above all."""
        return 1000 * self.borne[element, attribute] + self.attributes[attribute]

    def likely(self, names: Iterable[str], parent: str, before: str | None = None) -> tuple[str, ...]:
        """Elements, first those that usually stand behind such a sibling, then in such a parent, then anywhere."""
        return tuple(
            sorted(
                names,
                key=lambda name: (
                    0 if before is None else -self.behind[parent, before, name],
                    -self.within[parent, name], name == parent,
                    -self.elements[name], _COMMON.get(name, LAST), name,
                ),
            )
        )  # fmt: skip

    def likely_attributes(self, names: Iterable[str], element: str) -> tuple[str, ...]:
        """Attributes, first those that such an element usually bears, then those that others do."""
        return tuple(
            sorted(
                names,
                key=lambda name: (
                    -self.borne[element, name], -self.attributes[name], _COMMON_ATTRIBUTES.get(name, LAST), name,
                ),
            )
        )  # fmt: skip

    def spots(self, spots: tuple[Spot, ...], name: str, misordered: bool) -> tuple[Spot, ...]:
        """The spots for an element of that name, the likeliest first.

        First those where the document has such elements, then those where there is least to do. *misordered*: it may
        stand in its parent, and so probably in a sibling like it.
        """

        def rank(spot: Spot) -> tuple[bool, int, int, int, int, int]:
            outermost = (spot.outer, spot.inside) if spot.outer else (spot.inside, name)
            wrapped = spot.way is Way.WRAPPED
            far = (2 if spot.outer else 1) if wrapped else 2 * (spot.levels > 1)
            if spot.way is Way.INTO and not misordered:
                far = 1
            often = self.within[outermost] if wrapped else 0
            common = _COMMON.get(spot.inside, LAST)
            return not self.within[spot.inside, name], far, _WAYS[spot.way], -often, -self.elements[spot.inside], common

        usual = [spot for spot in spots if self.within[spot.inside, name]]
        ranked = sorted(usual or spots, key=rank)
        wraps = [spot for spot in ranked if spot.way is Way.WRAPPED][:MOST_WRAPS]
        return tuple(spot for spot in ranked if spot.way is not Way.WRAPPED or spot in wraps)


def counted(sources: Iterable[bytes]) -> Usage:
    """The usage of a document as far as its bytes show it at a glance."""
    elements: Counter[bytes] = Counter()
    attributes: Counter[bytes] = Counter()
    for data in sources:
        elements.update(_ELEMENT.findall(data))
        attributes.update(_ATTRIBUTE.findall(data))
    return Usage(_decoded(elements), _decoded(attributes))


def _decoded(counts: Counter[bytes]) -> Counter[str]:
    return Counter({name.decode("utf-8", "replace"): count for name, count in counts.items()})

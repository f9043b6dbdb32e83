"""Vocabulary: what a RELAX NG schema says of each element, looked up by name. For messages, not for verdicts."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from teipress.xml import Element

RNG = "{http://relaxng.org/ns/structure/1.0}"
OPTIONAL = frozenset(f"{RNG}{name}" for name in ("optional", "zeroOrMore", "choice"))


# The patterns that may define an element where it stands; one name may have several.
Patterns = tuple[Element, ...]


class Vocabulary:
    """A schema, asked from the root down: which patterns may define an element, and what each lets it hold."""

    def __init__(self, schema: Element) -> None:
        self.schema = schema
        self.defines: dict[str, list[Element]] = {}
        self.elements: dict[str, list[Element]] = {}
        for define in schema.iter(f"{RNG}define"):
            self.defines.setdefault(define.get("name", ""), []).append(define)
        for element in schema.iter(f"{RNG}element"):
            if name := element.get("name"):
                self.elements.setdefault(_bare(name), []).append(element)
        self.below = lru_cache(maxsize=None)(self._below)

    def of_root(self, name: str) -> Patterns:
        """The patterns of the document's outermost element."""
        starts = [
            p
            for start in self.schema.findall(f"{RNG}start")
            for p, _ in self._walk(start, f"{RNG}element", True, frozenset())
        ]
        return tuple(p for p in starts if _bare(p.get("name", "")) == name)

    def of_child(self, parents: Patterns, name: str) -> Patterns:
        """The patterns of a child of that name; where it may not stand, all that the schema has for the name."""
        here = tuple(
            p for parent in parents for p, _ in self.below(parent, "element") if _bare(p.get("name", "")) == name
        )
        return tuple(dict.fromkeys(here)) or tuple(self.elements.get(name, ()))

    def names(self, patterns: Patterns, kind: str) -> dict[str, bool]:
        """The attributes or elements (*kind*) that may be there; True where they must be, whatever the pattern."""
        each = []
        for pattern in patterns:
            found: dict[str, bool] = {}
            for inner, required in self.below(pattern, kind):
                if name := inner.get("name"):
                    name = name if kind == "attribute" else _bare(name)
                    found[name] = required or found.get(name, False)
            each.append(found)
        every = dict.fromkeys(name for found in each for name in found)
        return {name: all(found.get(name, False) for found in each) for name in every}

    def takes_text(self, patterns: Patterns) -> bool:
        """Whether there may be words."""
        return any(
            self.below(pattern, kind) for pattern in patterns for kind in ("text", "mixed", "data", "value", "list")
        )

    def values(self, patterns: Patterns, attribute: str) -> list[str]:
        """The values listed for an attribute."""
        found = (v.text or "" for p in self._of_attribute(patterns, attribute) for v in self._deep(p, f"{RNG}value"))
        return list(dict.fromkeys(found))

    def types(self, patterns: Patterns, attribute: str) -> list[str]:
        """The datatypes of an attribute (`date`, `integer`, …)."""
        found = (
            d.get("type", "") for p in self._of_attribute(patterns, attribute) for d in self._deep(p, f"{RNG}data")
        )
        return list(dict.fromkeys(found))

    def accepts(self, patterns: Patterns, attribute: str, value: str) -> bool:
        """Whether the schema takes this value of this attribute, all else aside."""
        found = self._of_attribute(patterns, attribute)
        return not found or _validator(self.schema, found).validate(_probe(attribute, value))

    def _of_attribute(self, patterns: Patterns, attribute: str) -> list[Element]:
        return [a for pattern in patterns for a, _ in self.below(pattern, "attribute") if a.get("name") == attribute]

    def _below(self, pattern: Element, kind: str) -> tuple[tuple[Element, bool], ...]:
        """The patterns of one kind that *pattern* holds, each with whether it must be met."""
        return tuple(self._walk(pattern, f"{RNG}{kind}", True, frozenset()))

    def _walk(self, node: Element, tag: str, required: bool, seen: frozenset[str]) -> Iterator[tuple[Element, bool]]:
        for child in node:
            if child.tag == tag:
                yield child, required
            elif child.tag == f"{RNG}ref":
                name = child.get("name", "")
                if name not in seen:
                    for define in self.defines.get(name, ()):
                        yield from self._walk(define, tag, required, seen | {name})
            elif child.tag not in (f"{RNG}element", f"{RNG}attribute"):
                yield from self._walk(child, tag, required and child.tag not in OPTIONAL, seen)

    def _deep(self, node: Element, tag: str, seen: frozenset[str] = frozenset()) -> Iterator[Element]:
        for child in node:
            if child.tag == tag:
                yield child
            elif child.tag == f"{RNG}ref" and (name := child.get("name", "")) not in seen:
                for define in self.defines.get(name, ()):
                    yield from self._deep(define, tag, seen | {name})
            else:
                yield from self._deep(child, tag, seen)


def _bare(name: str) -> str:
    return name.rpartition(":")[2]


def _probe(attribute: str, value: str) -> Element:
    probe = etree.Element("probe")
    prefix, _, name = attribute.rpartition(":")
    probe.set(f"{{http://www.w3.org/XML/1998/namespace}}{name}" if prefix == "xml" else name, value)
    return probe


def _validator(schema: Element, attributes: list[Element]) -> etree.RelaxNG:
    """A grammar for one attribute alone."""
    grammar = copy.deepcopy(schema)
    for start in grammar.findall(f"{RNG}start"):
        grammar.remove(start)
    start = etree.SubElement(grammar, f"{RNG}start")
    probe = etree.SubElement(start, f"{RNG}element", name="probe", ns="")
    choice = etree.SubElement(probe, f"{RNG}choice")
    for attribute in attributes:
        pattern = copy.deepcopy(attribute)
        if ":" not in (pattern.get("name") or ""):
            pattern.set("ns", "")
        choice.append(pattern)
    return etree.RelaxNG(grammar.getroottree())

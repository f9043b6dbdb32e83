"""Vocabulary: what a RELAX NG schema says of each element, looked up by name. For messages, not for verdicts."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from teipress.xml import Element

RNG = "{http://relaxng.org/ns/structure/1.0}"
MAYBE = frozenset(f"{RNG}{name}" for name in ("optional", "zeroOrMore"))


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
        self._names = lru_cache(maxsize=None)(self._names_of)
        self._accepts = lru_cache(maxsize=None)(self._accepted)

    def of_root(self, name: str) -> Patterns:
        """The patterns of the document's outermost element."""
        starts = [
            p for start in self.schema.findall(f"{RNG}start") for p in self._walk(start, f"{RNG}element", frozenset())
        ]
        return tuple(p for p in starts if _bare(p.get("name", "")) == name)

    def of_child(self, parents: Patterns, name: str) -> Patterns:
        """The patterns of a child of that name; where it may not stand, all that the schema has for the name."""
        here = tuple(p for parent in parents for p in self.below(parent, "element") if _bare(p.get("name", "")) == name)
        return tuple(dict.fromkeys(here)) or tuple(self.elements.get(name, ()))

    def names(self, patterns: Patterns, kind: str) -> dict[str, bool]:
        """The attributes or elements (*kind*) that may be there; True where they must be, whatever the pattern."""
        return self._names(patterns, kind)

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
        return self._accepts(tuple(self._of_attribute(patterns, attribute)), attribute, value)

    def fits(self, patterns: Patterns, element: Element) -> bool:
        """Whether the element, with all that is in it, is valid where it is looked at alone."""
        return bool(patterns) and _validator(self.schema, patterns).validate(copy.deepcopy(element))

    def _accepted(self, attributes: Patterns, attribute: str, value: str) -> bool:
        if not attributes:
            return True
        probe = etree.Element(f"{RNG}element", name="probe", ns="")
        choice = etree.SubElement(probe, f"{RNG}choice")
        for pattern in attributes:
            choice.append(copy.deepcopy(pattern))
            if ":" not in (pattern.get("name") or ""):
                choice[-1].set("ns", "")
        return _validator(self.schema, (probe,)).validate(_probe(attribute, value))

    def _names_of(self, patterns: Patterns, kind: str) -> dict[str, bool]:
        each = []
        for pattern in patterns:
            found: dict[str, bool] = {}
            for inner in self.below(pattern, kind):
                if name := inner.get("name"):
                    found.setdefault(name if kind == "attribute" else _bare(name), False)
            must = self._musts(pattern, f"{RNG}{kind}", frozenset())
            each.append({name: name in must for name in found})
        every = dict.fromkeys(name for found in each for name in found)
        return {name: all(found.get(name, False) for found in each) for name in every}

    def _musts(self, node: Element, tag: str, seen: frozenset[str]) -> set[str]:
        """The names that must be met inside *node*; of a choice, those that every branch asks for."""
        each = [self._must(child, tag, seen) for child in node if isinstance(child.tag, str)]
        if node.tag == f"{RNG}choice":
            return set.intersection(*each) if each else set()
        return set().union(*each)

    def _must(self, node: Element, tag: str, seen: frozenset[str]) -> set[str]:
        if node.tag == tag:
            name = node.get("name", "")
            return {name if tag == f"{RNG}attribute" else _bare(name)} - {""}
        if node.tag == f"{RNG}ref":
            name = node.get("name", "")
            defines = self.defines.get(name, ()) if name not in seen else ()
            return set().union(*(self._musts(define, tag, seen | {name}) for define in defines))
        if node.tag in MAYBE or node.tag in (f"{RNG}element", f"{RNG}attribute"):
            return set()
        return self._musts(node, tag, seen)

    def _of_attribute(self, patterns: Patterns, attribute: str) -> list[Element]:
        return [a for pattern in patterns for a in self.below(pattern, "attribute") if a.get("name") == attribute]

    def _below(self, pattern: Element, kind: str) -> Patterns:
        """The patterns of one kind that *pattern* holds."""
        return tuple(self._walk(pattern, f"{RNG}{kind}", frozenset()))

    def _walk(self, node: Element, tag: str, seen: frozenset[str]) -> Iterator[Element]:
        for child in node:
            if child.tag == tag:
                yield child
            elif child.tag == f"{RNG}ref":
                name = child.get("name", "")
                if name not in seen:
                    for define in self.defines.get(name, ()):
                        yield from self._walk(define, tag, seen | {name})
            elif child.tag not in (f"{RNG}element", f"{RNG}attribute"):
                yield from self._walk(child, tag, seen)

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


def _validator(schema: Element, patterns: Patterns) -> etree.RelaxNG:
    """A grammar whose documents begin with one of *patterns*."""
    grammar = copy.deepcopy(schema)
    for start in grammar.findall(f"{RNG}start"):
        grammar.remove(start)
    choice = etree.SubElement(etree.SubElement(grammar, f"{RNG}start"), f"{RNG}choice")
    for pattern in patterns:
        choice.append(copy.deepcopy(pattern))
    return etree.RelaxNG(grammar.getroottree())

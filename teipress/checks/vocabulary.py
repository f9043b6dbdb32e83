"""Vocabulary: what a RELAX NG schema says of each element, looked up by name. For messages, not for verdicts."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from teipress.xml import Element

RNG = "{http://relaxng.org/ns/structure/1.0}"
OPTIONAL = frozenset(f"{RNG}{name}" for name in ("optional", "zeroOrMore", "choice"))


class Vocabulary:
    """The elements of a schema, with the attributes and children each may have.

    One name may be defined several times; what it may hold is then the union.
    """

    def __init__(self, schema: Element) -> None:
        self.schema = schema
        self.defines: dict[str, list[Element]] = {}
        self.elements: dict[str, list[Element]] = {}
        for define in schema.iter(f"{RNG}define"):
            self.defines.setdefault(define.get("name", ""), []).append(define)
        for element in schema.iter(f"{RNG}element"):
            if name := element.get("name"):
                self.elements.setdefault(_bare(name), []).append(element)
        self.attributes = lru_cache(maxsize=None)(self._attributes)
        self.children = lru_cache(maxsize=None)(self._children)

    def _attributes(self, element: str) -> dict[str, bool]:
        """The attributes an element may have; True where it must have one."""
        found: dict[str, bool] = {}
        for pattern, required in self._below(element, "attribute"):
            name = pattern.get("name")
            if name:
                found[name] = required and found.get(name, True)
        return found

    def _children(self, element: str) -> frozenset[str]:
        """The elements an element may hold."""
        return frozenset(_bare(p.get("name", "")) for p, _ in self._below(element, "element"))

    def required(self, element: str) -> list[str]:
        """The elements an element must hold."""
        return [_bare(p.get("name", "")) for p, required in self._below(element, "element") if required]

    def takes_text(self, element: str) -> bool:
        """Whether an element may hold words."""
        return any(True for kind in ("text", "data", "value", "list") for _ in self._below(element, kind))

    def values(self, element: str, attribute: str) -> list[str]:
        """The values listed for an attribute."""
        patterns = [p for p, _ in self._below(element, "attribute") if p.get("name") == attribute]
        return [v.text or "" for p in patterns for v in self._deep(p, f"{RNG}value")]

    def type_of(self, element: str, attribute: str) -> str:
        """The datatype of an attribute, if it has one (`date`, `integer`, …)."""
        patterns = [p for p, _ in self._below(element, "attribute") if p.get("name") == attribute]
        return " or ".join(dict.fromkeys(d.get("type", "") for p in patterns for d in self._deep(p, f"{RNG}data")))

    def accepts(self, element: str, attribute: str, value: str) -> bool:
        """Whether the schema takes this value of this attribute, all else aside."""
        patterns = [p for p, _ in self._below(element, "attribute") if p.get("name") == attribute]
        return not patterns or _validator(self, element, attribute).validate(_probe(attribute, value))

    def _below(self, element: str, kind: str) -> Iterator[tuple[Element, bool]]:
        for definition in self.elements.get(element, ()):
            yield from self._walk(definition, f"{RNG}{kind}", True, frozenset())

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


def _validator(vocabulary: Vocabulary, element: str, attribute: str) -> etree.RelaxNG:
    """A grammar for one attribute alone."""
    grammar = copy.deepcopy(vocabulary.schema)
    for start in grammar.findall(f"{RNG}start"):
        grammar.remove(start)
    start = etree.SubElement(grammar, f"{RNG}start")
    probe = etree.SubElement(start, f"{RNG}element", name="probe", ns="")
    choice = etree.SubElement(probe, f"{RNG}choice")
    for pattern, _ in vocabulary._below(element, "attribute"):
        if pattern.get("name") == attribute:
            choice.append(copy.deepcopy(pattern))
    for pattern in choice:
        if ":" not in (pattern.get("name") or ""):
            pattern.set("ns", "")
    return etree.RelaxNG(grammar.getroottree())

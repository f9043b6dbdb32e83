"""Glosses: what a RELAX NG schema says of its own elements, attributes and values, read only when there is a fault.

They stand in it as `a:documentation` (RELAX NG DTD Compatibility, 2), where ODD processors and people put them: in the
element, before it in its definition, or behind a value.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import TypeVar

from teipress import xml
from teipress.values import dataclass
from teipress.xml import Element

RNG = "{http://relaxng.org/ns/structure/1.0}"
DOCUMENTATION = "{http://relaxng.org/ns/compatibility/annotations/1.0}documentation"
LONGEST = 100  # characters of a gloss that is shown
_SECTION = re.compile(r"\s*\[[\d.A-Z]+\s[^\]]*\]\s*$")
_SUGGESTED = re.compile(r"\s*(?:Suggested|Sample) values include:.*|\s*\[Legal values are:.*", re.DOTALL)
Key = TypeVar("Key")
_NAME = re.compile(r"\(([^()]{2,40})\)\s*")


@dataclass(frozen=True, slots=True)
class Glosses:
    """What a schema says of elements by name, of attributes by element and name, and of values by attribute."""

    elements: dict[str, str] = field(default_factory=dict)
    attributes: dict[tuple[str, str], str] = field(default_factory=dict)
    values: dict[tuple[str, str], str] = field(default_factory=dict)

    def named(self, element: str) -> str:
        """What an element is called in words (“personal name”), if the schema says that."""
        match = _NAME.match(self.elements.get(element, ""))
        return match[1] if match and match[1].casefold() != element.casefold() else ""

    def element(self, name: str) -> str:
        """The gloss of an element, short."""
        return _short(self.elements.get(name, ""))

    def attribute(self, name: str, element: str) -> str:
        """The gloss of an attribute of an element, short."""
        return _short(self.attributes.get((element, name)) or self.attributes.get(("", name), ""))

    def value(self, attribute: str, value: str) -> str:
        """The gloss of a value, short."""
        return _short(self.values.get((attribute, value), ""))


def glosses_of(data: bytes) -> Glosses:
    """The glosses in a schema's bytes. Of names that it explains in several ways it says nothing.

    Files that the schema draws in are not read.
    """
    found = Glosses()
    root = xml.parse(data, "schema").root
    if root is None:
        return found
    for documentation in root.iter(DOCUMENTATION):
        text = " ".join("".join(documentation.itertext()).split())
        holder, before = documentation.getparent(), documentation.getprevious()
        if holder is None or not text:
            continue
        if before is not None and before.tag == f"{RNG}value":
            _keep(found.values, (_bearer(holder, "attribute"), (before.text or "").strip()), text)
        elif holder.tag == f"{RNG}value":
            _keep(found.values, (_bearer(holder, "attribute"), (holder.text or "").strip()), text)
        elif holder.tag == f"{RNG}attribute":
            _keep(found.attributes, (_bearer(holder, "element"), holder.get("name", "")), text)
            _keep(found.attributes, ("", holder.get("name", "")), text)
        elif holder.tag == f"{RNG}element":
            _keep(found.elements, _name_of(holder), text)
        elif holder.tag == f"{RNG}define":
            for child in holder:
                if child.tag == f"{RNG}element":
                    _keep(found.elements, _name_of(child), text)
                elif child.tag == f"{RNG}attribute":
                    _keep(found.attributes, ("", _name_of(child)), text)
    return found


def _keep(kept: dict[Key, str], key: Key, text: str) -> None:
    """Keep a gloss; where there is another one of the same, neither."""
    kept[key] = text if kept.get(key, text) == text else ""


def _name_of(piece: Element) -> str:
    return (piece.get("name") or piece.findtext(f"{RNG}name") or "").strip()


def _bearer(piece: Element, kind: str) -> str:
    """The name of the attribute or element of the schema that a piece stands in."""
    return (
        next((_name_of(above) for above in piece.iterancestors(f"{RNG}{kind}")), "")
        if piece.tag != f"{RNG}{kind}"
        else _name_of(piece)
    )


def _short(text: str) -> str:
    """A gloss in one line, without where the Guidelines treat of it."""
    text = _SECTION.sub("", _SUGGESTED.sub("", text)).strip().rstrip(".")
    text = _NAME.sub(r"\1: ", text, count=1) if _NAME.match(text) else text
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0].rstrip(',;:')}…"

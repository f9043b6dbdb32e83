"""Mutants: documents broken in one place, to hold two validators to one verdict. Each is made of its seed alone."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from teipress.edition import load
from teipress.grammar import Automaton, faults
from teipress.settings import Settings
from teipress.xml import TEI, XML, Element, local, parse, xpath_of

Mutation = Callable[[Element, random.Random], str | None]


class Mutant(NamedTuple):
    """A broken document, and what was done to it."""

    what: str
    data: bytes


# --- documents to break -----------------------------------------------------------------------------------------------


def excerpt(root: Element) -> Element:
    """A document without the elements that hold nothing new, and its texts cut short."""
    document = copy.deepcopy(root)
    etree.strip_tags(document, etree.Comment, etree.ProcessingInstruction)
    seen: set[tuple[str, ...]] = set()
    for element in list(document.iter("{*}*")):
        if document in (element, *element.iterancestors()):  # not within what has been dropped
            # The second of a name may be needed as much as the first; the third is more of the same.
            alike = len(list(element.itersiblings(str(element.tag), preceding=True)))
            if alike > 1 and {kind(e) for e in element.iter("{*}*")} <= seen:
                detach(element)
            seen.add(kind(element))
    for element in document.iter("{*}*"):
        element.text, element.tail = shortened(element.text), shortened(element.tail)
    return document


def kind(element: Element) -> tuple[str, ...]:
    """An element's name, its parent's, and those of its attributes."""
    above = element.getparent()
    return local(element), local(above) if above is not None else "", *map(str, sorted(element.attrib))


def shortened(text: str | None) -> str | None:
    return text if text is None or len(text) < 40 else f"{' '.join(text.split()[:4])} "


def repaired(document: Element, grammar: Automaton) -> Element | None:
    """The document without all that the grammar does not allow; none if nothing is left."""
    for _ in range(40):
        data = etree.tostring(document, encoding="utf-8")
        root = parse(data, "x.xml").root
        assert root is not None
        found = faults(grammar, {"x.xml": data}, "x.xml")
        if not found:
            return root
        wrong = [(fault, at(root, fault.path)) for fault in found]
        for fault, element in wrong:
            names = [n for n in map(str, element.attrib) if n.rpartition("}")[2] == fault.attribute.rpartition(":")[2]]
            for name in names:
                del element.attrib[name]
            if not names and element is root:
                return None
            if not names and element.getparent() is not None:
                detach(element)
        document = root
    return None


def documents(grammar: Automaton, paths: Iterable[Path]) -> dict[str, Element]:
    """The documents at these paths, cut short, and without what the grammar does not allow."""
    found: dict[str, Element] = {}
    for path in paths:
        edition = load(path, Settings(root=path.parent)).edition
        if edition is not None:
            document = repaired(excerpt(edition.tree), grammar)
            if document is not None and len(list(document.iter("{*}*"))) > 5:
                found[path.stem] = document
    return found


def at(root: Element, path: str) -> Element:
    """The element at a path of local names."""
    steps = [step.partition("[") for step in path.strip("/").split("/")]
    (found,) = root.getroottree().xpath("/" + "/".join(f"*[local-name()='{n}']{b}{rest}" for n, b, rest in steps))
    assert isinstance(found, etree._Element)
    return found


# --- what may be done to them -----------------------------------------------------------------------------------------


def detach(element: Element) -> None:
    """Take an element out; the text after it stays."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    assert parent is not None
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)


def drop(element: Element, rng: random.Random) -> str | None:
    if element.getparent() is None:
        return None
    detach(element)
    return "dropped"


def unwrap(element: Element, rng: random.Random) -> str | None:
    parent = element.getparent()
    if parent is None:
        return None
    children, place = list(element), parent.index(element)
    detach(element)
    for child in reversed(children):
        parent.insert(place, child)
    return f"unwrapped, leaving {len(children)}"


def duplicate(element: Element, rng: random.Random) -> str | None:
    if element.getparent() is None:
        return None
    twin = copy.deepcopy(element)
    twin.tail = None
    for inner in twin.iter("{*}*"):
        inner.attrib.pop(f"{{{XML}}}id", None)
    element.addprevious(twin)
    return "duplicated"


def move(element: Element, rng: random.Random) -> str | None:
    root, inside = element.getroottree().getroot(), set(element.iter())
    parent = element.getparent()
    if parent is None:
        return None
    near = rng.random() < 0.5 and len(parent) > 1
    goal = parent if near else rng.choice([e for e in root.iter("{*}*") if e not in inside])
    detach(element)
    goal.insert(rng.randrange(len(goal) + 1), element)
    return f"moved to {xpath_of(element)}"


def swap(element: Element, rng: random.Random) -> str | None:
    following = element.getnext()
    if following is None:
        return None
    detach(element)
    following.addnext(element)
    return f"moved behind {local(following)}"


def wrap(element: Element, rng: random.Random) -> str | None:
    if element.getparent() is None:
        return None
    around = etree.Element(str(rng.choice(list(element.getroottree().getroot().iter("{*}*"))).tag))
    around.tail, element.tail = element.tail, None
    element.addprevious(around)
    around.append(element)
    return f"wrapped in {local(around)}"


def rename(element: Element, rng: random.Random) -> str:
    names = sorted({str(e.tag) for e in element.getroottree().getroot().iter("{*}*")} - {str(element.tag)})
    element.tag = rng.choice(names or [f"{{{TEI}}}p"])
    return f"renamed {local(element)}"


def rename_to_unknown(element: Element, rng: random.Random) -> str:
    name = local(element)
    new = [f"{{{TEI}}}{name.swapcase()}", f"{{{TEI}}}{name}s", f"{{{TEI}}}word", name, f"{{http://example.org/}}{name}"]
    element.tag = rng.choice(new)
    return f"renamed {element.tag}"


ATTRIBUTES = ("ana", "rend", "who", "n", "type", "break", "when", "ref", "target", "level", f"{{{XML}}}space",
              f"{{{XML}}}id", f"{{{XML}}}lang", f"{{{TEI}}}n", "cols", "cert", "unit", "place")  # fmt: skip
VALUES = ("", " ", "x", "0", "-1", "1.5", "007", "#x", "1937", "1937-13", "1937-02-29", "en", "en_GB", "p0", "p1", "*",
          "no", "a b", "http://x/ y", "%zz", "1 2", "high", "é", "1e5", "INF")  # fmt: skip


def add_attribute(element: Element, rng: random.Random) -> str:
    name, value = rng.choice(ATTRIBUTES), rng.choice(VALUES)
    element.set(name, value)
    return f"given @{name}={value!r}"


def drop_attribute(element: Element, rng: random.Random) -> str | None:
    if not element.attrib:
        return None
    name = rng.choice(sorted(map(str, element.attrib)))
    del element.attrib[name]
    return f"without @{name}"


def change_value(element: Element, rng: random.Random) -> str | None:
    if not element.attrib:
        return None
    name = rng.choice(sorted(map(str, element.attrib)))
    old = element.get(name, "")
    used = {e.get(name, old) for e in element.getroottree().getroot().iter("{*}*")}
    element.set(name, rng.choice(sorted(used | {f"{old} ", f" {old}", old.upper(), f"{old} {old}", *VALUES} - {old})))
    return f"with @{name}={element.get(name)!r} for {old!r}"


def put_text(element: Element, rng: random.Random) -> str:
    place, words = rng.randrange(len(element) + 1), rng.choice(("stray", "1", "\u00a0", "1937-01-01", "x y"))
    if place == 0:
        element.text = f"{words} {element.text or ''}"
    else:
        element[place - 1].tail = f"{element[place - 1].tail or ''} {words}"
    return f"with {words!r} at {place}"


def empty(element: Element, rng: random.Random) -> str | None:
    if not len(element) and not element.text:
        return None
    for child in list(element):
        element.remove(child)
    element.text = rng.choice([None, " ", "\n  "])
    return f"holding {element.text!r} only"


def cut(element: Element, rng: random.Random) -> str | None:
    """Comments and instructions part texts, and are nothing else to a schema."""
    node = etree.Comment("x") if rng.random() < 0.5 else etree.ProcessingInstruction("x", "y")
    element.insert(rng.randrange(len(element) + 1), node)
    return "with a comment"


MUTATIONS: tuple[Mutation, ...] = (
    drop, unwrap, duplicate, move, move, swap, wrap, rename, rename, rename_to_unknown, add_attribute, add_attribute,
    drop_attribute, change_value, change_value, put_text, empty, cut,
)  # fmt: skip


def mutants(name: str, document: Element, count: int, seed: object = 1937) -> Iterator[Mutant]:
    """As many broken copies of a document, each broken at one place of one kind."""
    kinds: dict[tuple[str, ...], list[int]] = {}
    for place, element in enumerate(document.iter("{*}*")):
        kinds.setdefault(kind(element), []).append(place)
    for number in range(count):
        rng = random.Random(f"{seed} {name} {number}")
        what = None
        while what is None:
            copied = copy.deepcopy(document)
            element = list(copied.iter("{*}*"))[rng.choice(kinds[rng.choice(sorted(kinds))])]
            where, mutation = xpath_of(element), rng.choice(MUTATIONS)
            what = mutation(element, rng)
        yield Mutant(f"{name} {number}: {where} {what}", etree.tostring(copied, encoding="utf-8", xml_declaration=True))

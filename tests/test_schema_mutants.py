"""The two schemas of the memoir give one verdict on hundreds of broken copies of it.

Broken copies are made of an excerpt: the header, and each kind of block once. Every mutant is made from the seed and
its name alone.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator

import pytest

from teipress.xml import TEI, XML, Element, local, tei, xpath_of
from tests.grammar.mutants import Mutation, detach, drop_attribute, empty
from tests.schemas import SEED, excerpt, parent_of, verdicts

PER_KIND = 30


def below_root(mutation: Mutation) -> Mutation:
    """The mutation, for elements that have a parent."""
    return lambda element, rng: None if element.getparent() is None else mutation(element, rng)


def drop(element: Element, rng: random.Random) -> str:
    detach(element)
    return "dropped"


def unwrap(element: Element, rng: random.Random) -> str:
    parent, position = parent_of(element), parent_of(element).index(element)
    words = "".join(element.itertext())
    children = list(element)
    detach(element)
    for child in reversed(children):
        parent.insert(position, child)
    return f"unwrapped, leaving {len(children)} elements and {words[:20]!r}"


def duplicate(element: Element, rng: random.Random) -> str:
    twin = copy.deepcopy(element)
    twin.tail = None
    element.addprevious(twin)
    return "duplicated"


def move_among_siblings(element: Element, rng: random.Random) -> str | None:
    parent = parent_of(element)
    places = [place for place in range(len(parent)) if place != parent.index(element)]
    if not places:
        return None
    detach(element)
    parent.insert(rng.choice(places), element)
    return f"moved to be child {parent.index(element)} of {xpath_of(parent)}"


def move_elsewhere(element: Element, rng: random.Random) -> str:
    root = element.getroottree().getroot()
    inside = set(element.iter())
    goal = rng.choice([e for e in root.iter("{*}*") if e not in inside])
    detach(element)
    goal.insert(rng.randrange(len(goal) + 1), element)
    return f"moved into {xpath_of(goal)}"


def rename(element: Element, rng: random.Random) -> str:
    names = sorted({local(e) for e in excerpt().iter("{*}*")} - {local(element)})
    element.tag = tei(rng.choice(names))
    return f"renamed {local(element)}"


def rename_to_unknown(element: Element, rng: random.Random) -> str:
    name = local(element)
    element.tag = rng.choice([tei("emph"), tei(name.swapcase()), tei("word"), name, f"{{http://example.org/}}{name}"])
    return f"renamed {element.tag}"


def add_attribute(element: Element, rng: random.Random) -> str:
    name = rng.choice(["ana", "rend", "who", "n", "type", "break", f"{{{XML}}}space", f"{{{XML}}}id", f"{{{TEI}}}n"])
    if name in element.attrib:
        name = "ana"
    element.set(name, rng.choice(["x", "1", "no", "p1"]))
    return f"given @{name}"


VALUES = ("", " ", "x", "0", "-1", "1.5", "007", "#x", "1937-13", "1937-02-29", "en", "p0", "n1", "*****", "no")


def change_value(element: Element, rng: random.Random) -> str | None:
    if not element.attrib:
        return None
    name = rng.choice(sorted(map(str, element.attrib)))
    old = element.get(name, "")
    others = {e.get(name, old) for e in excerpt().iter("{*}*")} | {f"{old} ", f" {old}", old.upper(), *VALUES}
    element.set(name, rng.choice(sorted(others - {old})))
    return f"with @{name}={element.get(name)!r} for {old!r}"


def put_text(element: Element, rng: random.Random) -> str | None:
    if any(words and not words.isspace() for words in (element.text, *(child.tail for child in element))):
        return None
    place = rng.randrange(len(element) + 1)
    if place == 0:
        element.text = f"stray {element.text or ''}"
    else:
        child = element[place - 1]
        child.tail = f"{child.tail or ''} stray"
    return f"with stray text at {place}"


def pad(element: Element, rng: random.Random) -> str | None:
    if len(element) or element.text:
        return None
    element.text = " "
    return "holding a space"


# Each kind of mutation, and the least share of its mutants that the schemas must refuse. What they rightly accept:
# one paragraph or line fewer or more, words without a mark or a mark elsewhere, another identifier, entry, date or number
# of the right shape.
MUTATIONS: dict[str, tuple[Mutation, float]] = {
    "drop": (below_root(drop), 0.5),
    "unwrap": (below_root(unwrap), 0.6),
    "duplicate": (below_root(duplicate), 0.45),
    "move among siblings": (below_root(move_among_siblings), 0.5),
    "move elsewhere": (below_root(move_elsewhere), 0.85),
    "rename": (rename, 0.9),
    "rename to unknown": (rename_to_unknown, 1.0),
    "add attribute": (add_attribute, 0.9),
    "drop attribute": (drop_attribute, 0.75),
    "change value": (change_value, 0.75),
    "put text": (put_text, 0.85),
    "empty": (empty, 0.6),
    "pad": (pad, 0.6),
}


def mutants(kind: str) -> Iterator[tuple[str, Element]]:
    """One copy of the excerpt for each of many element names, broken at one of the places where that element stands."""
    elements = list(excerpt().iter("{*}*"))
    names = sorted({local(e) for e in elements})
    for name in sorted(random.Random(f"{SEED} {kind}").sample(names, PER_KIND)):
        rng = random.Random(f"{SEED} {kind} {name}")
        places = [i for i, e in enumerate(elements) if local(e) == name]
        document = copy.deepcopy(excerpt())
        element = list(document.iter("{*}*"))[rng.choice(places)]
        where = xpath_of(element)
        if (what := MUTATIONS[kind][0](element, rng)) is not None:
            yield f"{where} {what}", document


@pytest.mark.parametrize("kind", MUTATIONS)
def test_mutants_get_one_verdict_and_most_are_refused(kind: str) -> None:
    found = [(description, *verdicts(document)) for description, document in mutants(kind)]
    split = [f"{what}: RELAX NG {rng}, XSD {xsd}" for what, rng, xsd in found if rng != xsd]
    assert not split, f"seed {SEED}, {kind}:\n" + "\n".join(split)
    accepted = [what for what, rng, _ in found if rng]
    share = 1 - len(accepted) / len(found)
    least = MUTATIONS[kind][1]
    assert share >= least, f"seed {SEED}, {kind}: {share:.0%} refused, accepted:\n" + "\n".join(accepted)

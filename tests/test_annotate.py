"""Annotate: what is proposed, what is only listed, and that a written file is its input and tags, no more."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from teipress import xml
from teipress.annotate import Proposal, proposals, written
from teipress.annotate.dating import Dater
from teipress.annotate.scan import decoded, pieces
from teipress.cli import main
from tests.editions import NAMESPACE, edition
from tests.editions import memoir as memoir_edition

REGISTER = """<standOff>
<listPerson>
  <person xml:id="nansen"><persName><forename>Fridtjof</forename> <surname>Nansen</surname></persName></person>
  <person xml:id="johansen"><persName><forename>Hjalmar</forename> <surname>Johansen</surname></persName></person>
  <person xml:id="juell"><persName>Juell, Adolf</persName></person>
  <person xml:id="smirnov-ivan"><persName>Smirnov, Ivan Nikitich</persName></person>
  <person xml:id="smirnov-vladimir"><persName>Smirnov, Vladimir</persName></person>
  <person xml:id="roy"><persName>Roy, Manabendra Nath</persName></person>
  <person xml:id="blessing"><persName type="preferred">Blessing, Henrik</persName>
    <persName type="form">the doctor</persName></person>
  <person xml:id="galen-bluecher"><persName>Galen-Blücher</persName></person>
</listPerson>
<listPlace>
  <place xml:id="tours"><placeName>Tours</placeName></place>
  <place xml:id="vardo"><placeName>Vardø</placeName><placeName>Vardö</placeName><country>Norway</country></place>
  <place xml:id="york"><placeName>York</placeName></place>
  <place xml:id="hungary"><placeName>Hungary</placeName></place>
  <place xml:id="bergen"><placeName>Bergen, Norway</placeName></place>
</listPlace>
<listOrg>
  <org xml:id="society"><orgName>Royal Geographical Society (R.G.S.)</orgName><orgName>R.G.S.</orgName>
    <orgName>Society</orgName></org>
  <org xml:id="storting"><orgName>Storting</orgName></org>
  <org xml:id="antiquaries"><orgName>Society of Antiquaries</orgName></org>
</listOrg>
<listBibl>
  <bibl xml:id="farthest"><title level="m">Farthest North</title><author ref="#nansen">Nansen</author></bibl>
  <bibl xml:id="life"><title level="m">The Life of Nansen: A Memoir</title></bibl>
</listBibl>
</standOff>"""


def book(body: str, header: str = "", lang: str = "en", namespace: str = NAMESPACE) -> str:
    return (
        f"<TEI {namespace}><teiHeader><fileDesc><titleStmt><title>Nansen in 1896</title></titleStmt></fileDesc>{header}"
        f"</teiHeader>{REGISTER}<text xml:lang='{lang}'><body>{body}</body></text></TEI>"
    )


def in_body(source: str) -> str:
    return source.partition("<body>")[2].partition("</body>")[0]


def proposed(body: str, header: str = "", lang: str = "en") -> list[Proposal]:
    return proposals(edition(book(body, header, lang)))


def marked(body: str, header: str = "", lang: str = "en") -> str:
    """The body with the certain tags in it."""
    made = edition(book(body, header, lang))
    files = written(made, proposals(made))
    return in_body(files["snippet.xml"].decode()) if files else body


def doubts(body: str, header: str = "", lang: str = "en") -> dict[str, str]:
    return {p.text: p.reason for p in proposed(body, header, lang) if not p.certain}


# --- a page of another book -------------------------------------------------------------------------------------------

PAGE = """<div>
<head>THE DRIFT. JUNE 1893 TO AUGUST 1896</head>
<p><lb/>On June 24, 1893, <hi rend="italic">Fram</hi> left Christiania with thirteen men. Nan<lb
break="no"/>sen had asked the Storting, and after that the R. G. S. and the Royal Geo-
<lb/>graphical Society, for money: &#163;300, p. 1893 of the accounts. At Vard&ouml; (July 21st)
<lb/>Hjalmar
<lb/>Johansen came on board as a stoker. <q>“Johansen’s place,”</q> said Dr. H. Blessing, <q>“is with Captain
<lb/>Juell.”</q> In the winter of 1893–94 they had 1700 lbs. of dried meat.</p>
<p>See <hi>Farthest North</hi> (1897), The <choice><sic>Lif</sic><corr>Life</corr></choice> of Nansen, or
<bibl>Johansen, <title>With Nansen in the North</title> (London, 1899)</bibl>.<note>In York since 1900;
the York Times of 14 May 1900 speaks of New York.</note> Smirnov was not there, Ivan Smirnov said: Nansen-Johansen
is no firm, and a Nansenist no sailor. Tours of the ship were given in Tours.</p>
<!-- Nansen in 1896 --><?Nansen 1896?><p><![CDATA[Nansen in 1896]]> <persName>Nansen</persName>, <date>1896</date></p>
</div>"""

TAGGED = """<div>
<head>THE DRIFT. <date from="1893-06" to="1896-08">JUNE 1893 TO AUGUST 1896</date></head>
<p><lb/>On <date when="1893-06-24">June 24, 1893</date>, <hi rend="italic">Fram</hi> left Christiania with thirteen men. <persName ref="#nansen">Nan<lb
break="no"/>sen</persName> had asked the <orgName ref="#storting">Storting</orgName>, and after that the <orgName ref="#society">R. G. S.</orgName> and the <orgName ref="#society">Royal Geo-
<lb/>graphical Society</orgName>, for money: &#163;300, p. 1893 of the accounts. At <placeName ref="#vardo">Vard&ouml;</placeName> (July 21st)
<lb/><persName ref="#johansen">Hjalmar
<lb/>Johansen</persName> came on board as a stoker. <q>“<persName ref="#johansen">Johansen</persName>’s place,”</q> said Dr. <persName ref="#blessing">H. Blessing</persName>, <q>“is with Captain
<lb/><persName ref="#juell">Juell</persName>.”</q> In the <date notBefore="1893-12-01" notAfter="1894-02-28">winter of 1893–94</date> they had 1700 lbs. of dried meat.</p>
<p>See <hi><title level="m" ref="#farthest">Farthest North</title></hi> (<date when="1897">1897</date>), <title level="m" ref="#life">The <choice><sic>Lif</sic><corr>Life</corr></choice> of <persName ref="#nansen">Nansen</persName></title>, or
<bibl><persName ref="#johansen">Johansen</persName>, <title>With <persName ref="#nansen">Nansen</persName> in the North</title> (London, <date when="1899">1899</date>)</bibl>.<note>In <placeName ref="#york">York</placeName> since <date when="1900">1900</date>;
the York Times of <date when="1900-05-14">14 May 1900</date> speaks of New York.</note> Smirnov was not there, <persName ref="#smirnov-ivan">Ivan Smirnov</persName> said: Nansen-Johansen
is no firm, and a Nansenist no sailor. Tours of the ship were given in <placeName ref="#tours">Tours</placeName>.</p>
<!-- Nansen in 1896 --><?Nansen 1896?><p><![CDATA[Nansen in 1896]]> <persName>Nansen</persName>, <date>1896</date></p>
</div>"""


def test_a_page_of_another_book() -> None:
    assert marked(PAGE) == TAGGED


def test_what_is_left_to_decide_on_that_page() -> None:
    assert doubts(PAGE) == {
        "July 21st": "the year is not said",
        "York": "“New York” may be something else",
        "Smirnov": "several entries have this name",
        "Tours": "it may be a word here, not a name",
    }


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_line_ends_and_encodings_survive(tmp_path: Path, ending: str, codec: str) -> None:
    path = tmp_path / "e.xml"
    declared = "UTF-16" if codec == "utf-16" else "UTF-8"
    source = f'<?xml version="1.0" encoding="{declared}"?>\n{book(PAGE)}\n'.replace("\n", ending).replace("&ouml;", "ö")
    path.write_bytes(source.encode(codec))
    assert CliRunner().invoke(main, ["annotate", str(path), "--write"]).exit_code == 0
    made = path.read_bytes()
    assert in_body(made.decode(codec)) == TAGGED.replace("\n", ending).replace("&ouml;", "ö")
    assert untagged(made.decode(codec)) == untagged(source)
    assert made[:3] == source.encode(codec)[:3]


def test_the_second_time_nothing_changes() -> None:
    once = marked(PAGE)
    assert marked(once) == once


def test_memoir_has_nothing_certain_left() -> None:
    """Whatever is certain stands in the memoir, or was left out there for a reason."""
    left = [(p.text, dict(p.attributes)) for p in proposals(memoir_edition()) if p.certain]
    assert left == [], left


# --- names ------------------------------------------------------------------------------------------------------------

NAMES = {
    "<p>Nansen’s and Nansen's, the Nansens</p>": "<p><persName>Nansen</persName>’s and <persName>Nansen</persName>'s, the Nansens</p>",
    "<p>F. Nansen, Fridtjof Nansen, Dr. Nansen</p>": "<p><persName>F. Nansen</persName>, <persName>Fridtjof Nansen</persName>, Dr. <persName>Nansen</persName></p>",
    "<p>with Nansen Land in sight</p>": "<p>with Nansen Land in sight</p>",
    "<p>with Alexander Nansen</p>": "<p>with Alexander Nansen</p>",
    "<p>with A. Nansen</p>": "<p>with A. Nansen</p>",
    "<p>Then Nansen, and So Nansen</p>": "<p>Then <persName>Nansen</persName>, and So <persName>Nansen</persName></p>",
    "<p>Yesterday Nansen came, as yesterday</p>": "<p>Yesterday <persName>Nansen</persName> came, as yesterday</p>",
    "<head>NANSEN AND JOHANSEN</head>": "<head><persName>NANSEN</persName> AND <persName>JOHANSEN</persName></head>",
    "<p>Galen-<lb break='no'/>Blücher, Galen-\n<lb/>Blücher</p>": "<p><persName>Galen-<lb break='no'/>Blücher</persName>, <persName>Galen-\n<lb/>Blücher</persName></p>",
    "<p>Nan-\n<lb/>sen, Nan&#xAD;sen, Nan<pb n='2' break='no'/><fw>2</fw><lb break='no'/>sen</p>": "<p><persName>Nan-\n<lb/>sen</persName>, <persName>Nan&#xAD;sen</persName>, <persName>Nan<pb n='2' break='no'/><fw>2</fw><lb break='no'/>sen</persName></p>",
    "<p><hi>Nan</hi>sen, <hi>F.</hi> Nansen, <hi>by F</hi>ridtjof Nansen</p>": "<p><persName><hi>Nan</hi>sen</persName>, <persName><hi>F.</hi> Nansen</persName>, <hi>by F</hi>ridtjof Nansen</p>",
    "<p><w>Fridtjof</w> <w>Nansen</w> <w>Nansen</w></p>": "<p><persName><w>Fridtjof</w> <w>Nansen</w></persName> <persName><w>Nansen</w></persName></p>",
    "<p><foreign xml:lang='no'>Storting</foreign></p>": "<p><orgName><foreign xml:lang='no'>Storting</foreign></orgName></p>",
    "<p>the Rgs, the RGS, the R.G.S.</p>": "<p>the Rgs, the <orgName>RGS</orgName>, the <orgName>R.G.S.</orgName></p>",
    "<p>from Bergen to Vardo\u0308</p>": "<p>from <placeName>Bergen</placeName> to <placeName>Vardo\u0308</placeName></p>",
    "<p><name>Nansen</name> <rs>friends of Nansen</rs> <code>Nansen</code> <title>On Nansen</title></p>": "<p><name>Nansen</name> <rs>friends of Nansen</rs> <code>Nansen</code> <title>On <persName>Nansen</persName></title></p>",
    "<p><author ref='#x'>Nansen</author> <author>Nansen</author></p>": "<p><author ref='#x'>Nansen</author> <author><persName>Nansen</persName></author></p>",
    "<p><choice><sic>Nansn</sic><corr>Nansen</corr></choice> and <choice><sic>by Nansn</sic><corr>by Nansen</corr></choice></p>": "<p><persName><choice><sic>Nansn</sic><corr>Nansen</corr></choice></persName> and <choice><sic>by Nansn</sic><corr>by Nansen</corr></choice></p>",
    "<p><app><lem>Nansen</lem><rdg>Nansen</rdg></app></p>": "<p><app><lem><persName>Nansen</persName></lem><rdg>Nansen</rdg></app></p>",
    "<p>Nansen<note>On Johansen</note>’s</p>": "<p><persName>Nansen</persName><note>On <persName>Johansen</persName></note>’s</p>",
    "<p>l’Hungary, d’Hungary, O’Hungary</p>": "<p>l’<placeName>Hungary</placeName>, d’<placeName>Hungary</placeName>, O’Hungary</p>",
    "<figure><figDesc>Nansen</figDesc><head>Nansen</head></figure>": "<figure><figDesc>Nansen</figDesc><head><persName>Nansen</persName></head></figure>",
    "<p>Vladimir Smirnov came. Smirnov spoke.</p>": "<p><persName>Vladimir Smirnov</persName> came. <persName>Smirnov</persName> spoke.</p>",
    "<p>V. Smirnov came, I. N. Smirnov too. Smirnov spoke.</p>": "<p><persName>V. Smirnov</persName> came, <persName>I. N. Smirnov</persName> too. Smirnov spoke.</p>",
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), NAMES.items(), ids=list(NAMES))
def test_names(body: str, expected: str) -> None:
    assert re.sub(r'( level="m")? ref="#[a-z-]+"(?=>)', "", marked(body)) == expected


def test_who_is_meant_is_said_where_it_is_sure() -> None:
    found = [(p.text, dict(p.attributes)) for p in proposed("<p>Vladimir Smirnov and I. Smirnov</p>") if p.certain]
    assert found == [("Vladimir Smirnov", {"ref": "#smirnov-vladimir"}), ("I. Smirnov", {"ref": "#smirnov-ivan"})]


DOUBTS = {
    "<p>He met Smirnov.</p>": {"Smirnov": "several entries have this name"},
    "<p>He met Roy.</p>": {"Roy": "it may be somebody’s first name"},
    "<p>He met Fridtjof.</p>": {},
    "<p>Tours are given.</p>": {"Tours": "it may be a word here, not a name"},
    "<p>in New York</p>": {"York": "“New York” may be something else"},
    "<p>in York Minster</p>": {"York": "“York Minster” may be something else"},
    "<p>Petr Smirnov</p>": {"Smirnov": "“Petr Smirnov” may be somebody else"},
    "<p>A. B. Nansen</p>": {"Nansen": "the initials A. B. are not in the register"},
    "<p>the Society, a society</p>": {
        "Society": "others have this word in their names, such as Society of Antiquaries"
    },
    "<p>Blessing came, and the doctor.</p>": {
        "Blessing": "the register does not list this form",
        "the doctor": "it is written small, and may be no name",
    },
}


@pytest.mark.parametrize(("body", "expected"), DOUBTS.items(), ids=list(DOUBTS))
def test_what_is_doubtful_is_listed_and_not_written(body: str, expected: dict[str, str]) -> None:
    assert doubts(body) == expected
    assert marked(body) == body


def test_a_doubtful_name_has_its_context_and_candidates() -> None:
    (smirnov,) = proposed("<p>In those days Muralov and Smirnov were living.</p>")
    assert (smirnov.context, [(c.label, c.attributes["ref"]) for c in smirnov.candidates]) == (
        "In those days Muralov and ⟨Smirnov⟩ were living.",
        [("Smirnov, Ivan Nikitich", "#smirnov-ivan"), ("Smirnov, Vladimir", "#smirnov-vladimir")],
    )


def test_scripts_without_capitals_or_spaces_are_listed() -> None:
    people = "".join(
        f"<person xml:id='p{n}'><persName>{name}</persName></person>"
        for n, name in enumerate(("メロス", "בערמאן", "אבו נצר"))
    )
    text = "<p>きょう未明メロスは村を出発し。</p><p>בערמאן און אבו נצר, האבערמאן</p>"
    source = (
        f"<TEI {NAMESPACE}><standOff><listPerson>{people}</listPerson></standOff><text><body>{text}</body></text></TEI>"
    )
    found = [(p.text, p.reason) for p in proposals(edition(source))]
    assert found == [
        ("メロス", "nothing shows where the name ends"),
        ("בערמאן", "this script has no capitals to tell a name from a word"),
        ("אבו נצר", ""),
    ]


def test_a_document_with_prefixes_gets_tags_with_prefixes() -> None:
    source = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1t:", book("<p>Nansen</p>", namespace=f"xmlns:t='{xml.TEI}'"))
    made = edition(source)
    (data,) = written(made, proposals(made)).values()
    assert '<t:p><t:persName ref="#nansen">Nansen</t:persName></t:p>' in data.decode()


def test_other_vocabularies_are_left_alone() -> None:
    assert not proposed(
        "<p><m:math xmlns:m='http://www.w3.org/1998/Math/MathML'><m:mtext>Nansen in 1896</m:mtext></m:math></p>"
    )


def test_entities_of_the_document_are_never_looked_into() -> None:
    source = "<!DOCTYPE TEI [<!ENTITY n 'Nansen'> <!-- don't ]> --> <!ENTITY a \"x]>\">]>" + book(
        "<p>&n; and Nansen &a;</p>"
    )
    made = edition(source)
    (data,) = written(made, proposals(made)).values()
    assert data.decode().endswith('<p>&n; and <persName ref="#nansen">Nansen</persName> &a;</p></body></text></TEI>')


def test_files_drawn_in_are_tagged_too_and_registers_are_not(tmp_path: Path) -> None:
    include = "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='{}'/>"
    (tmp_path / "people.xml").write_text(
        f"<listPerson {NAMESPACE}><person xml:id='nansen'><persName>Nansen</persName><note>Nansen in 1896</note></person></listPerson>"
    )
    (tmp_path / "one.xml").write_text(f"<div {NAMESPACE}><p>Nansen</p></div>")
    (tmp_path / "e.xml").write_text(
        f"<TEI {NAMESPACE}><standOff>{include.format('people.xml')}</standOff><text><body>{include.format('one.xml')}</body></text></TEI>"
    )
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    result = CliRunner().invoke(main, ["annotate", str(tmp_path / "e.xml"), "--write"])
    assert result.stdout.endswith("1 written, 0 to decide\n")
    after = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert {name for name in before if before[name] != after[name]} == {"one.xml"}
    assert after["one.xml"].endswith(b'<p><persName ref="#nansen">Nansen</persName></p></div>')


# --- dates ------------------------------------------------------------------------------------------------------------

DATES: dict[str, str] = {
    "on March 12, 1917, he": "when=1917-03-12",
    "on 12 March 1917": "when=1917-03-12",
    "the 12th of March, 1917.": "when=1917-03-12",
    "March the 12th, 1917": "when=1917-03-12",
    "the first of March 1917": "when=1917-03-01",
    "the twenty-first of January 1793": "when=1793-01-21",
    "Sept. 7, 1917": "when=1917-09-07",
    "1789, July 14": "when=1789-07-14",
    "the 21st and 22nd of May (1927)": "from=1927-05-21 to=1927-05-22",
    "April 24-29, 1917": "from=1917-04-24 to=1917-04-29",
    "24 April – 3 May 1917": "from=1917-04-24 to=1917-05-03",
    "October 26, 1795, to November 9, 1799": "from=1795-10-26 to=1799-11-09",
    "from April to August 1927": "from=1927-04 to=1927-08",
    "In November, 1929": "when=1929-11",
    "the summer of 1918": "notBefore=1918-06-01 notAfter=1918-08-31",
    "the winter of 1918-19": "notBefore=1918-12-01 notAfter=1919-02-28",
    "the end of October 1927": "notBefore=1927-10-21 notAfter=1927-10-31",
    "the beginning of 1921": "notBefore=1921-01-01 notAfter=1921-03-31",
    "early in 1917": "notBefore=1917-01-01 notAfter=1917-03-31",
    "mid-1927": "notBefore=1927-05-01 notAfter=1927-08-31",
    "the first months of 1936": "notBefore=1936-01-01 notAfter=1936-04-30",
    "Beginning in 1923, the": "when=1923",
    "the 1920s": "from=1920 to=1929",
    "in 1927-1928": "from=1927 to=1928",
    "in 1914–18": "from=1914 to=1918",
    "in 1927-8": "from=1927 to=1928",
    "from 1904 until 1915": "from=1904 to=1915",
    "(1921)": "when=1921",
    "the 1923 uprising": "when=1923",
    "in 1917, 1918": "when=1917 | when=1918",
    "25.12.1917": "when=1917-12-25",
    "1917-11-07": "when=1917-11-07",
    "October 26 (November 8), 1917": "when=1917-11-08 when-custom=1917-10-26",
    "1700 troops, in 1700 men": "",
    "$1700, 1,700, 1700 rubles, 1700%": "",
    "p. 1917, pp. 1920-1925, No. 1917, MS 1700, § 1850": "",
    "1600 B.C., 1499, 2101, 1917a, 3.1917": "",
    "the October Revolution, May I go? March on!": "",
}
OPEN_DATES = {
    "on February 27th": "the year is not said",
    "in July we": "the year is not said",
    "the middle of September": "the year is not said",
    "the winter of 1918": "the winter before or after may be meant",
    "February 30, 1917": "there is no such day, or it ends too early",
    "26 October (9 November) 1917": "the two are not one day",
    "the 3rd and 17th of May 1920": "two days, each a date of its own",
    "on 7/11/1917": "which is the month?",
    "some 1700 of them": "a year, or how many?",
    "about 1917 he": "a year, or how many?",
    "see Harley 1825": "a year, or a number?",
    "pre-1917": "it is joined to something else",
    "1917": "a number alone",
    "May 3, 1640": "old style or new style?",
}


@pytest.mark.parametrize(("text", "expected"), DATES.items(), ids=list(DATES))
def test_dates(text: str, expected: str) -> None:
    found = [f for f in Dater().dates(text) if not f.doubt]
    assert " | ".join(" ".join(f"{k}={v}" for k, v in f.attributes.items()) for f in found) == expected


@pytest.mark.parametrize(("text", "reason"), OPEN_DATES.items(), ids=list(OPEN_DATES))
def test_dates_that_are_to_be_decided(text: str, reason: str) -> None:
    assert [found.doubt for found in Dater().dates(text)] == [reason]


JULIAN = (
    '<profileDesc><calendarDesc><calendar xml:id="os"><p>Julian calendar</p></calendar></calendarDesc></profileDesc>'
)


def test_a_russian_date_has_both_readings_until_1918() -> None:
    found = proposed("<p>On October 26, 1917, in October 1905, in 1905, on March 1, 1918</p>", JULIAN)
    assert [(p.text, p.certain, [dict(c.attributes) for c in p.candidates]) for p in found] == [
        ("October 26, 1917", False, [
            {"when": "1917-10-26"}, {"when": "1917-11-08", "when-custom": "1917-10-26", "calendar": "#os"}]),
        ("October 1905", False, [
            {"when": "1905-10"},
            {"notBefore": "1905-10-14", "notAfter": "1905-11-13", "when-custom": "1905-10", "calendar": "#os"}]),
        ("1905", True, []), ("March 1, 1918", True, []),
    ]  # fmt: skip


def test_a_day_without_year_is_offered_the_year_before_it() -> None:
    (_, day) = proposed("<p>In 1896, on 13 August, they met.</p>")
    assert [(c.label, dict(c.attributes)) for c in day.candidates] == [("1896, as before it", {"when": "1896-08-13"})]


@pytest.mark.parametrize(
    "body", ["<measure>1897</measure>", "<date>1897</date>", "<idno>1897</idno>", "<biblScope>1897</biblScope>"]
)
def test_numbers_in_these_are_no_dates(body: str) -> None:
    assert not proposed(f"<p>{body}</p>")


def test_the_grammar_is_english() -> None:
    assert not proposed("<p>am 12. April 1917</p>", lang="de")


# --- whatever the document --------------------------------------------------------------------------------------------

ADDED = re.compile(r"<(persName|placeName|orgName|title|date) [^>]*>|</(persName|placeName|orgName|title|date)>")


def untagged(source: str) -> str:
    before, mark, text = source.partition("<body>")
    return before + mark + ADDED.sub("", text)


WORDS = st.sampled_from(
    """Nansen Johansen Smirnov Ivan Vladimir Roy York New Vardø Hungary R.G.S. Royal Geographical Society Farthest North The
    the Life of in on June 24, 1893 1900 (1897) winter end 3rd and to – - . ; , ’s “ ” & ] Tours 1700 men Nan- sen Nan""".split()
).map(lambda word: word.replace("&", "&amp;"))
SIGNS = st.sampled_from(
    [" ", " ", " ", " ", "\n", "\r\n", "\t", "", "<lb/>", "\n<lb/>", "<lb break='no'/>", "<lb\nbreak='no'/>", "<pb n='1'/>", "&#8217;", "&ouml;",
     "&#xAD;", "<!-- Nansen -->", "<?x Nansen?>", "<![CDATA[ Nansen <p> ]]>", "\u0308", "𝔊", "]"]
)  # fmt: skip
TAGS = st.sampled_from(
    [
        "hi",
        "q",
        "foreign",
        "note",
        "w",
        "quote",
        "choice",
        "seg",
        "code",
        "bibl",
        "l",
        "x-y",
        "measure",
        "rs",
        "figDesc",
    ]
)


def content(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    parts = st.lists(inner | WORDS | SIGNS, max_size=8).map("".join)
    element = st.tuples(TAGS, parts).map(lambda made: f"<{made[0]} n='Nansen 1896 >'>{made[1]}</{made[0]}>")
    choice = st.tuples(parts, parts).map(lambda made: f"<choice><sic>{made[0]}</sic><corr>{made[1]}</corr></choice>")
    return parts | element | choice


TEXTS = st.recursive(WORDS | SIGNS, content, max_leaves=40)


@settings(max_examples=80, deadline=None)
@given(TEXTS)
def test_taking_the_tags_out_gives_the_document_again(text: str) -> None:
    source = book(f"<p>{text}</p>")
    made = edition(source)
    files = written(made, proposals(made))
    result = files.get("snippet.xml", source.encode()).decode()
    assert untagged(result) == untagged(source)
    assert ADDED.sub("", in_body(result)) == in_body(source)
    again = edition(result)
    assert not written(again, proposals(again))


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_proposals_lie_apart_or_within_each_other(text: str) -> None:
    for first, second in pairwise(proposed(f"<p>{text}</p>")):
        assert first.end <= second.start or second.end <= first.end
        assert (first.start, first.end) != (second.start, second.end)


def test_the_scanner_reads_what_the_parser_reads() -> None:
    for name, data in memoir_edition().sources.items():
        root = xml.parse(data, name).root
        assert root is not None
        found = list(pieces(decoded(data)[0]))
        opened = [p.node.name for p in found if p.kind == "open"]
        assert opened == [xml.local(e) for e in root.iter("{*}*")]
        text = "".join(p.text for p in found if p.kind in ("text", "character"))
        assert text == "".join(root.itertext("{*}*"))


# --- the command ------------------------------------------------------------------------------------------------------


def saved(tmp_path: Path, body: str) -> Path:
    path = tmp_path / "e.xml"
    path.write_text(book(body), "utf-8")
    return path


def test_the_command_lists_and_writes_nothing(tmp_path: Path) -> None:
    path = saved(tmp_path, "\n<p>Nansen met Smirnov.</p>")
    before = path.read_bytes()
    result = CliRunner().invoke(main, ["annotate", str(path)])
    assert (result.exit_code, path.read_bytes()) == (0, before)
    line = before.decode().count("\n") + 1
    assert result.stdout == (
        f'{path}:{line}:4  <persName ref="#nansen">  Nansen\n'
        f"{path}:{line}:15  <persName>?  Smirnov: several entries have this name\n"
        "    Nansen met ⟨Smirnov⟩.\n"
        '    ref="#smirnov-ivan"  Smirnov, Ivan Nikitich\n'
        '    ref="#smirnov-vladimir"  Smirnov, Vladimir\n'
        "1 certain, 1 to decide; --write puts the certain ones in\n"
    )


def test_the_command_speaks_json(tmp_path: Path) -> None:
    path = saved(tmp_path, "<p>Nansen</p>")
    (found,) = json.loads(CliRunner().invoke(main, ["annotate", str(path), "--format", "json"]).stdout)
    assert path.read_text("utf-8")[found["start"] : found["end"]] == found["text"] == "Nansen"
    assert (found["element"], found["attributes"], found["certain"]) == ("persName", {"ref": "#nansen"}, True)


def test_nothing_is_written_where_a_register_is_missing(tmp_path: Path) -> None:
    include = "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='more.xml'/></standOff>"
    path = tmp_path / "e.xml"
    path.write_text(book("<p>Nansen</p>").replace("</standOff>", include), "utf-8")
    before = path.read_bytes()
    result = CliRunner().invoke(main, ["annotate", str(path), "--write"])
    assert (result.exit_code, path.read_bytes()) == (1, before)
    assert "XML-008" in result.stderr


def test_a_document_that_is_not_well_formed_is_told_and_left(tmp_path: Path) -> None:
    path = tmp_path / "e.xml"
    path.write_text("<TEI><p>Nansen</TEI>")
    result = CliRunner().invoke(main, ["annotate", str(path), "--write"])
    assert result.exit_code == 1
    assert "XML-001" in result.stderr
    assert path.read_text() == "<TEI><p>Nansen</TEI>"

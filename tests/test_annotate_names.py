"""Annotate: which names are found, which are in doubt, and which are left alone."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from teipress import xml
from teipress.annotate import proposals, written
from teipress.cli import main
from tests.annotated import book, doubts, marked, proposed
from tests.editions import NAMESPACE, edition

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

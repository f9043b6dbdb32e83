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
from teipress.annotate import proposals, written
from teipress.annotate.scan import decoded, pieces
from teipress.cli import main
from tests.annotated import book, doubts, in_body, marked, proposed
from tests.editions import edition
from tests.editions import memoir as memoir_edition

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

"""Records, tokens, speech, code: what has parts rather than words, as readers expect it; each with its smallest snippet."""

import base64

import pytest

from teipress.book import (
    Asset,
    Item,
    LineBreak,
    Listing,
    Note,
    Paragraph,
    Quotation,
    Section,
    Speech,
    Text,
    Variant,
    plain,
    walk,
)
from tests.editions import NAMESPACE, body, composed, document, p

LINES: dict[str, str] = {
    # citations
    "<listBibl><biblStruct><analytic><author>Chesnutt, D.</author><title>Editions</title></analytic><monogr><title>CHum"
    "</title><imprint><pubPlace>London</pubPlace><publisher>OUP</publisher><date>1991</date></imprint>"
    "<biblScope>25.6</biblScope></monogr></biblStruct></listBibl>":
        "Chesnutt, D. Editions. CHum, London: OUP, 1991, 25.6",
    "<bibl><author>A</author><author>B</author><title>T</title><date when='1917'/></bibl>": "A; B. T, 1917",
    "<bibl>A, <title>T</title> (<date>1917</date>)</bibl>": "A, T (1917)",
    "<p><bibl><title>T</title>.<publisher>OUP</publisher><date>1968</date></bibl></p>": "T.OUP 1968",
    # manuscripts
    "<msDesc><msIdentifier><settlement>Oxford</settlement><idno>MS 1</idno></msIdentifier></msDesc>": "Oxford, MS 1",
    "<p><dimensions unit='mm'><height>157</height><width quantity='105'/></dimensions></p>": "157 × 105 mm",
    "<p>Copied in <origPlace>Derby</origPlace>, probably.</p>": "Copied in Derby, probably.",
    # names, addresses, casts
    "<p><persName><forename>Edward</forename><surname>Lytton</surname></persName></p>": "Edward Lytton",
    "<p><persName><nameLink>d’</nameLink><surname>Alembert</surname></persName></p>": "d’Alembert",
    "<p><persName><surname>毛</surname><forename>泽东</forename></persName></p>": "毛泽东",
    "<p>to <address><street>via Marsala 24</street><postCode>40126</postCode><name>Bologna</name></address></p>":
        "to via Marsala 24, 40126 Bologna",
    "<castList><castItem><role>Francisco</role> <roleDesc>a soldier</roleDesc></castItem></castList>":
        "Francisco, a soldier",
    "<titlePage><byline>By <docAuthor>Gulliver</docAuthor>, a Surgeon</byline></titlePage>": "By Gulliver, a Surgeon",
    # dictionaries
    "<entry><form><orth>bray</orth><pron>breI</pron></form><sense n='1'><def>cry</def></sense><sense n='2'>"
    "<cit><quote>an ass’s <oRef/></quote></cit></sense></entry>": "bray breI 1. cry 2. “an ass’s ~”",
    "<entry><etym><lang>ME.</lang><mentioned>publisshen</mentioned>, F.</etym></entry>": "ME. publisshen, F.",
    # tokens
    "<p><w>IT</w> <w>hath</w> <pc>,</pc> <pc>(</pc> <w>been</w> <pc>)</pc></p>": "IT hath, (been)",
    "<p xml:lang='fr'><w>oui</w> <pc>!</pc></p>": "oui !",
    "<p><w> <w> <m>com</m> <m>fort</m> </w> <m>able</m> </w></p>": "comfortable",
    "<p><ruby> <rb>你</rb> <rt>nǐ</rt> </ruby>好</p>": "你（nǐ）好",
    # what is not there
    "<p>a <gap reason='lost'><desc>two lines</desc></gap> b <gap/></p>": "a [… two lines] b […]",
    "<p>I hate <restore><del>my</del></restore> body</p>": "I hate my body",
    "<p><choice><orig>oublier</orig><corr>publier</corr></choice></p>": "publier",
    # code
    "<p><gi>p</gi>, <att>n</att>, <tag type='end'>hi</tag></p>": "<p>, @n, </hi>",
    # pointers without words
    "<p>(see <ptr target='#gone #lost'/>) <ptr cRef='1.3'/></p>": "(see #gone, #lost) 1.3",
}  # fmt: skip


@pytest.mark.parametrize(("snippet", "shown"), LINES.items(), ids=LINES)
def test_parts_are_told_apart(snippet: str, shown: str) -> None:
    assert plain(body(snippet)) == shown


def test_a_source_that_comes_first_stays_first() -> None:
    assert body("<cit><bibl>Lucret.</bibl> <quote><p>petere</p></quote></cit>") == (
        p("Lucret."),
        Quotation((p("petere"),)),
    )


def test_headings_of_labels_and_items_stand_above_them() -> None:
    (made,) = body("<list><headLabel>old</headLabel><headItem>new</headItem><label>nu</label><item>now</item></list>")
    assert made == Listing("labelled", (), (Item((Text("old"),), (p("new"),)), Item((Text("nu"),), (p("now"),))))


@pytest.mark.parametrize(
    ("numbers", "kind", "start", "labels"),
    [
        (("3", "4"), "ordered", 3, ("", "")),
        (("1.1", "1.2"), "labelled", 1, ("1.1.", "1.2.")),
        (("", ""), "ordered", 1, ("", "")),
        (("4", "9"), "labelled", 1, ("4.", "9.")),
    ],
)
def test_items_count_as_the_edition_does(
    numbers: tuple[str, str], kind: str, start: int, labels: tuple[str, str]
) -> None:
    items = "".join(f'<item n="{number}">x</item>' for number in numbers)
    (made,) = body(f'<list rend="numbered">{items}</list>')
    assert isinstance(made, Listing)
    assert (made.kind, made.start, tuple(plain(item.label) for item in made.items)) == (kind, start, labels)


def test_whoever_speaks_is_named() -> None:
    made = body('<u who="#a">Yes <pause/>please</u><listPerson><person xml:id="a"><persName>Ann</persName></person>'
                "</listPerson>")  # fmt: skip
    assert isinstance(speech := made[0], Speech)
    assert (plain(speech.speaker), plain(speech.content)) == ("Ann", "Yes (.) please")


def test_examples_of_code_keep_their_lines() -> None:
    (made,) = body("<eg>\n  if a:\n    b\n</eg>")
    assert [node.content if isinstance(node, Text) else "\n" for node in walk((made,)) if isinstance(node, Text | LineBreak)] == [
        "if a:", "\n", "\u00a0\u00a0b"
    ]  # fmt: skip
    assert plain(body('<egXML xmlns="http://www.tei-c.org/ns/Examples"><p n="1">a</p></egXML>')) == '<p n="1">a</p>'


def test_an_embedded_picture_is_one() -> None:
    data = b"GIF89a and so on"
    made = composed(document(f"<p><binaryObject>{base64.b64encode(data).decode()}</binaryObject></p>"))
    assert made.book.assets["embedded-1.gif"] == Asset(data, "image/gif")
    (found,) = composed(document("<p><binaryObject>no image</binaryObject></p>")).diagnostics
    assert found.code == "IMG-003"


def test_a_tree_is_a_list_of_lists() -> None:
    (label, below) = body("<eTree><label>NP</label><eLeaf><label>the periscope</label></eLeaf></eTree>")
    assert plain((label,)) == "NP"
    assert isinstance(below, Listing)
    assert [plain(item.content) for item in below.items] == ["the periscope"]


STANDOFF = (
    f"<TEI {NAMESPACE}><standOff><listAnnotation><note target='#l'>The spell breaks</note></listAnnotation></standOff>"
    "<text><body><lg><l xml:id='l'>Like lead</l></lg></body></text></TEI>"
)


def test_a_note_that_stands_apart_is_read_where_its_words_end() -> None:
    content = composed(STANDOFF).book.content
    assert [plain(node.content) for node in walk(content) if isinstance(node, Note)] == ["The spell breaks"]
    assert plain(content) == "Like lead"


def test_a_note_that_is_called_where_nobody_reads_is_not_lost() -> None:
    hidden = '<p>a<choice><sic><ptr target="#n"/>b</sic><corr>c</corr></choice></p><div><note xml:id="n">N</note></div>'
    assert "N" in plain(composed(document(hidden)).book.content)


def test_words_that_no_format_shows_are_reported_once() -> None:
    made = composed(document("<p>a<index><term>b</term></index><index><term>c</term></index></p>"))
    assert [(d.code, d.message.split(" ")[0]) for d in made.diagnostics] == [("OUT-012", "<index>")]


def test_a_text_in_a_language_of_its_own_says_so() -> None:
    source = f'<TEI {NAMESPACE}><text><text xml:lang="la"><body><p>a</p></body></text></text></TEI>'
    (made,) = composed(source).book.body
    assert isinstance(made, Section)
    assert made.lang == "la"
    source = f'<TEI {NAMESPACE}><text xml:lang="en"><body xml:lang="la"><p>a</p></body></text></TEI>'
    assert composed(source).book.body == (Paragraph((Text("a"),), lang="la"),)


def test_a_lemma_in_a_group_of_readings_is_the_texts() -> None:
    book = composed(document(
        '<p><app><rdgGrp><lem wit="#A">red</lem><rdg wit="#B">rede</rdg></rdgGrp><rdg wit="#C">green</rdg></app></p>'
    )).book  # fmt: skip
    assert plain(book.content) == "red"
    assert [plain(node.content) for node in walk(book.content) if isinstance(node, Variant)] == [
        "red] A, rede B; green C"
    ]


def test_the_words_that_an_entry_points_at_are_its_lemma() -> None:
    book = composed(document(
        '<p><w xml:id="a">tha</w> <w xml:id="b">thing</w></p><listApp><app from="#a" to="#b"><rdg wit="#X">that</rdg>'
        "</app></listApp>"
    )).book  # fmt: skip
    assert [plain(node.content) for node in walk(book.content) if isinstance(node, Variant)] == ["tha thing] that X"]

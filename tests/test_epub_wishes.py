"""What an EPUB does at the reader's and the editor's wish: where notes stand, readings, languages, fonts, long texts."""

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporters.directions import right_to_left
from exporters.epub import export
from exporters.epub.languages import tag
from exporters.epub.typefaces import needed
from exporters.labels import FACTS, LANGUAGES, TABLE, labels
from teipress.book import (
    Alternate,
    Book,
    Cell,
    Heading,
    Link,
    Metadata,
    PageBreak,
    Section,
    Span,
    Table,
)
from teipress.settings import Settings
from tests.editions import composed, document
from tests.epubs import BOOKS, EVERYTHING, FONTS, PNG, book, made, note, p, pages_of, section, t, texts
from tests.epubs import one_cover as one_cover

IN_BOOK, AS_POP_UP = Settings(epub_notes="book"), Settings(epub_notes="popup")


# --- notes ------------------------------------------------------------------------------------------------------------

NOTED = book(
    section("one", p("a", note(1, p("First", note(2, p("Within.")), "."))), p("b")),
    section("two", p("c", note(3, p("See ", Link("#one", t("one")), "."), by="Translator"))),
)


def test_notes_stand_together_at_the_end_of_the_book() -> None:
    files = pages_of(NOTED, IN_BOOK)
    assert (
        '<a class="noteref" role="doc-noteref" id="ref-n1" href="notes.xhtml#n1" epub:type="noteref">1</a>'
        in files["001-one.xhtml"]
    )
    assert files["notes.xhtml"].partition("<body ")[2] == (
        'epub:type="backmatter">\n<section class="endnotes" role="doc-endnotes" epub:type="endnotes">\n<h1>Notes</h1>\n'
        '<h2>One</h2>\n<div class="footnote" role="doc-footnote" id="n1" epub:type="footnote"><p>'
        '<a role="doc-backlink" href="001-one.xhtml#ref-n1">1</a> First<a class="noteref" role="doc-noteref" id="ref-n2" '
        'href="#n2" epub:type="noteref">2</a>.</p></div>\n<div class="footnote" role="doc-footnote" id="n2" '
        'epub:type="footnote"><p><a role="doc-backlink" href="#ref-n2">2</a> Within.</p></div>\n'
        '<h2>Two</h2>\n<div class="footnote" role="doc-footnote" id="n3" epub:type="footnote"><p>'
        '<a role="doc-backlink" href="002-two.xhtml#ref-n3">3</a> <span class="by">Translator’s note.</span> '
        'See <a href="001-one.xhtml#one">one</a>.</p></div>\n</section>\n</body></html>\n'
    )  # fmt: skip
    assert '<li><a href="notes.xhtml" epub:type="endnotes">Notes</a></li>' in files["nav.xhtml"]


def test_notes_for_pop_ups_are_asides_and_others_are_not() -> None:
    assert '<aside class="footnote" role="doc-footnote" id="n1"' in pages_of(NOTED, AS_POP_UP)["001-one.xhtml"]
    assert "<aside" not in pages_of(NOTED, Settings())["001-one.xhtml"]


@pytest.mark.parametrize("asked_for", [IN_BOOK, AS_POP_UP, Settings(fonts=FONTS)], ids=["book", "pop-up", "fonts"])
def test_everything_is_sound_wherever_notes_stand(asked_for: Settings) -> None:
    assert pages_of(EVERYTHING, asked_for)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(BOOKS, st.sampled_from([Settings(), IN_BOOK, AS_POP_UP]))
def test_any_book_is_sound(source: Book, asked_for: Settings) -> None:
    assert made(source, asked_for)


# --- readings ---------------------------------------------------------------------------------------------------------


def test_what_the_source_has_can_be_reached_and_left() -> None:
    linked = Link("#one", (Alternate("regularization", t("show"), t("shew")),))
    source = book(
        section(
            "one", p(PageBreak("p3", "3"), "it ", Alternate("correction", t("occurred"), t("occured")), " to ", linked)
        ),
        section("two", p(Alternate("variant", (), t("struck out")), Alternate("expansion", t("same"), t("same")))),
    )
    files = pages_of(source, Settings())
    assert (
        '<a class="reading" id="at_correction-1" href="corrections.xhtml#of_correction-1">occurred</a>'
        in files["001-one.xhtml"]
    )
    assert '<a href="#one"><span id="at_regularization-1">show</span></a>' in files["001-one.xhtml"]
    assert (
        '<li id="of_correction-1"><a href="001-one.xhtml#at_correction-1">occurred</a>] occured (p.\u00a03)</li>'
        in files["corrections.xhtml"]
    )
    assert '<a href="002-two.xhtml#at_variant-1">—</a>] struck out (p.\u00a03)' in files["variants.xhtml"]
    assert "expansions.xhtml" not in files
    assert '<li><a href="regularizations.xhtml">Spellings</a></li>' in files["nav.xhtml"]


# --- languages --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "known"),
    [("lat", "la"), ("eng", "en"), ("en_US", "en-US"), ("grc", "grc"), ("zzz", ""), ("x-foo", ""), ("english", ""),
     ("sa-Latn", "sa-Latn"), ("en-GB-oed", "en"), ("", ""), ("é", ""), ("und", "und")],
)  # fmt: skip
def test_a_language_is_called_by_a_tag_that_checkers_know(said: str, known: str) -> None:
    assert tag(said) == known


def test_a_text_that_runs_against_its_surroundings_says_so() -> None:
    (text,) = texts(book(p("so ", Span("foreign", t("שלום"), (), "heb"), "."))).values()
    assert text == '<p>so <i class="foreign" lang="he" xml:lang="he" dir="rtl">שלום</i>.</p>'
    assert right_to_left("yid")
    assert not right_to_left("ar-Latn")


def test_labels_are_in_the_language_of_the_book_or_say_that_they_are_not() -> None:
    assert {len(row) for row in (*TABLE.values(), *FACTS.values())} == {len(LANGUAGES)}
    source = replace(NOTED, metadata=replace(NOTED.metadata, language="fra"))
    assert '<h1 id="toc-heading">Table des matières</h1>' in pages_of(source, Settings())["nav.xhtml"]
    czech = replace(NOTED, metadata=replace(NOTED.metadata, language="cs"))
    assert '<h1 id="toc-heading" lang="en" xml:lang="en">Contents</h1>' in pages_of(czech, Settings())["nav.xhtml"]
    assert labels("de-AT")("p.") == "S."


# --- headings and tables ----------------------------------------------------------------------------------------------


def test_headings_skip_no_level_and_are_never_empty() -> None:
    inner = Section("c", "", (Heading(t("C")),), (p("x"),))
    source = book(Section("a", "", (Heading(t("A")), Heading(())), (Section("b", "", (), (inner, p("y"))), p("z"))))
    assert re.findall(r"<(h\d)>(\w*)", "".join(texts(source).values())) == [("h1", "A"), ("h2", "C")]


def test_a_head_of_a_table_that_says_nothing_heads_nothing() -> None:
    cells = (Cell((), True), Cell((p("Year"),), True))
    (text,) = texts(book(section("t", Table((), (cells, (Cell((p("a"),)), Cell((p("1917"),)))))))).values()
    assert re.findall(r"<(t[hd])[/>]", text) == ["td", "th", "td", "td"]


# --- fonts and cover --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "scripts"),
    [("Plain words", ("latin",)), ("Слова", ("latin", "cyrillic")), ("śṛī", ("latin", "latin-more")),
     ("ἀρετή and virtue", ("latin", "greek")), ("走れメロス", ()), ("", ()), ("a 走れメロス", ())],
)  # fmt: skip
def test_a_book_takes_the_letters_along_that_it_is_written_in(text: str, scripts: tuple[str, ...]) -> None:
    assert needed(text) == scripts


def test_fonts_travel_with_their_licence_and_without_fonts_there_are_none() -> None:
    files = made(NOTED, Settings(fonts=FONTS))
    assert [name for name in files if "/fonts/" in name] == [
        "EPUB/fonts/EBGaramond-latin-italic.woff2", "EPUB/fonts/EBGaramond-latin.woff2", "EPUB/fonts/OFL.txt",
    ]  # fmt: skip
    assert b"SIL Open Font License" in files["EPUB/fonts/OFL.txt"]
    assert b"font-face" not in made(NOTED, Settings())["EPUB/style.css"]


def test_a_cover_of_the_editors_own_takes_the_place_of_the_drawn_one() -> None:
    assert made(NOTED, Settings(cover=PNG))["EPUB/cover.png"] == PNG
    output = export(NOTED, Settings(cover=b"no picture"))
    assert [found.code for found in output.findings] == ["IMG-003"]


# --- metadata ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ("978-3-16-148410-0", ["urn:isbn:9783161484100", "15"]),
        ("https://doi.org/10.5281/zenodo.1", ["doi:10.5281/zenodo.1", "06"]),
        ("my-edition", []),
    ],
)
def test_the_trade_finds_its_identifiers(identifier: str, expected: list[str]) -> None:
    opf = pages_of(replace(NOTED, metadata=Metadata("T", identifier, "en", "")), Settings())["package.opf"]
    assert re.findall(r'id="trade-identifier">([^<]*)|codelist5">([^<]*)', opf) == (
        [(expected[0], ""), ("", expected[1])] if expected else []
    )


@pytest.mark.parametrize(("language", "claims"), [("en", True), ("", False)], ids=["a language", "none"])
def test_conformance_is_claimed_only_where_nothing_stands_against_it(language: str, claims: bool) -> None:
    opf = pages_of(replace(NOTED, metadata=Metadata("T", "t", language, "")), Settings())["package.opf"]
    assert ("dcterms:conformsTo" in opf) is claims
    assert ("a11y:certifiedBy" in opf) is claims


def test_pages_of_a_source_that_nobody_names_are_those_of_the_book() -> None:
    opf = pages_of(book(p("a", PageBreak("x", "1"))), Settings())["package.opf"]
    assert '<meta property="pageBreakSource">Sample</meta>' in opf


def test_old_devices_find_contents_and_pages() -> None:
    ncx = pages_of(book(section("one", PageBreak("p1", "1"), section("sub", p("b")), p("a"))), Settings())["toc.ncx"]
    assert re.findall(r"<text>(.*?)</text>|src=\"(.*?)\"", ncx)[:8] == [
        ("Sample", ""), ("One", ""), ("", "001-one.xhtml#one"), ("Sub", ""), ("", "001-one.xhtml#sub"),
        ("Accessibility", ""), ("", "accessibility.xhtml"), ("1", ""),
    ]  # fmt: skip


def test_a_series_of_the_header_is_one_of_the_epub() -> None:
    series = "<seriesStmt><title>Classics</title><biblScope>vol. 12</biblScope></seriesStmt>"
    source = document("<p>x</p>").replace("</titleStmt>", f"</titleStmt>{series}")
    (package,) = (d for n, d in made(composed(source).book, Settings()).items() if n.endswith(".opf"))
    said = dict(
        re.findall(r'<meta (?:id="series" )?(?:refines="#series" )?property="([\w-]+)"[^>]*>([^<]*)<', package.decode())
    )
    assert said["belongs-to-collection"] == "Classics"
    assert (said["collection-type"], said["group-position"]) == ("series", "12")

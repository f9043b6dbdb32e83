"""Books and EPUBs for the tests: short hands, a book that holds every kind of node, and books at random."""

import io
import zipfile
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import strategies as st

from exporters.epub import cover, export
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
    Markup,
    Mention,
    Metadata,
    Moment,
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
)
from teipress.epubcheck import findings
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


def made(source: Book, settings: Settings) -> dict[str, bytes]:
    """The files of a book's EPUB, in which our own checks find nothing."""
    output = export(source, settings)
    assert [str(found) for data in output.files.values() for found in findings(data)] == []
    return files_of(output)


def pages_of(source: Book, settings: Settings) -> dict[str, str]:
    """The same as text."""
    return {
        name.removeprefix("EPUB/"): data.decode("utf-8", "replace") for name, data in made(source, settings).items()
    }


def footnotes(root: Element) -> list[Element]:
    return [element for element in root.iter(f"{XHTML}*") if element.get("role") == "doc-footnote"]


@pytest.fixture(autouse=True, scope="module")
def one_cover() -> Iterator[None]:
    """Covers take time to draw; where they are not what is tested, one does for all."""
    drawn = cover.draw(Metadata("Sample", "sample", "en", "2026"), {})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("exporters.epub.cover.draw", lambda metadata, fonts: drawn)
        yield


# --- any book ---------------------------------------------------------------------------------------------------------

PNG = cover.draw(Metadata("", "", "", ""), {})[0]
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


# --- everything -------------------------------------------------------------------------------------------------------

TEXT = (
    Span("foreign", t("mot"), ("italic",), "fr"), Text(" "), Span("title", t("Cement")), LineBreak(), Anchor("here"),
    Alternate("correction", t("occurred"), t("occured")), Link("#here", t("here")), Image("seal.png", "A seal"),
    Link("https://example.org/ü?a=b c", t("there")), Opaque("MathML", "<math/>", "πr²"), Opaque("MathML", "<math/>", "r", Markup("math", (), (Markup("mi", (), ("r",)),))), PageBreak("p2", "2"),
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

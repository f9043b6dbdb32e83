"""PDF/UA-1 and PDF/A-3a: nothing is broken that we can see, each check sees what it is for, and the words are in order.

veraPDF is not at hand. What is asserted here, and what is not, stands in docs/pdf.md.
"""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image as Picture

from exporters.pdf import export
from exporters.pdf.nodes import Node, Words
from exporters.pdf.syntax import mend
from teipress import publish, wording
from teipress.book import (
    Asset,
    Block,
    Book,
    Cell,
    Figure,
    Heading,
    Image,
    Inline,
    Item,
    Link,
    Listing,
    Note,
    Paragraph,
    Section,
    Span,
    Table,
    Text,
)  # fmt: skip
from teipress.compose import compose
from teipress.edition import Edition, load
from teipress.settings import PDF_VARIANTS, Settings
from tests import clauses_a, clauses_ua, editions
from tests.everything import EVERYTHING
from tests.reading import Element, Reading

SETTINGS = Settings(fonts=publish.fonts())
CHECKS = {check.__name__: check for check in (*clauses_ua.CHECKS, *clauses_a.CHECKS)}


def p(*content: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(node) if isinstance(node, str) else node for node in content))


def cell(words: str, heading: bool = False, rows: int = 1, columns: int = 1) -> Cell:
    return Cell((p(words),) if words else (), heading, rows, columns)


def picture(mode: str, form: str) -> bytes:
    made = BytesIO()
    Picture.new(mode, (8, 8)).save(made, form)
    return made.getvalue()


INNER = Note("inner", 91, "", "", (p("A note to a note."),))
LONG = Note("long", 90, "", "", (p("Long ", INNER, " words. " * 900), p("The end of it.")))
SAMPLE = Section(
    "sample", "chapter",
    (Heading((Text("Numbers"), Note("head", 92, "", "", (p("Of the heading."),)), Text(" and signs"))),),
    (
        p("Words ", Span("foreign", (Text("tout à fait"),), lang="fr"), " and a mark", LONG, " in them."),
        Section("deep", "section", (), (
            Section("deeper", "section", (Heading((Text("Two levels down"),)),), (p("Under it."),)),
        )),
        p("\u2060"),
        Listing("ordered", (), (Item((), (p("one"),)), Item((), (p("two"), Listing("bulleted", (), (Item((), (p("dot"),)),)))))),
        Listing("labelled", (), (Item((Text("(a)"),), (p("its words"),)),)),
        Table((), (
            (cell("Year", True), cell("Grain", True, columns=2)),
            (cell("1919", True, rows=9), cell("3"), cell("4")),
            (cell("5"),),
            (cell(""),),
        )),
        Figure("fig", (Image("cmyk.jpg", ""), Image("clear.png", "A clear day")), (p("What is to be seen"),)),
        p("Wherever ", Link("#one", (Text("the first part"),)), " leads."),
    ),
)  # fmt: skip
PICTURES = {
    "plate.jpg": Asset(picture("RGB", "JPEG"), "image/jpeg"), "cmyk.jpg": Asset(picture("CMYK", "JPEG"), "image/jpeg"),
    "clear.png": Asset(picture("RGBA", "PNG"), "image/png"),
    "source": Asset(b"<TEI/>", "application/tei+xml"),
}  # fmt: skip


def pdf(book: Book, variant: str = PDF_VARIANTS[0]) -> bytes:
    (data,) = export(book, SETTINGS._replace(pdf_variant=variant)).files.values()
    return data


@cache
def sample() -> bytes:
    return pdf(replace(EVERYTHING, body=(*EVERYTHING.body, SAMPLE), assets=PICTURES))


def beginning(blocks: tuple[Block, ...], room: int) -> tuple[Block, ...]:
    """The first so many paragraphs or so of *blocks*."""
    left = [room]

    def taken(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        made: list[Block] = []
        for block in blocks:
            if left[0] > 0:
                left[0] -= 1
                made.append(replace(block, content=taken(block.content)) if isinstance(block, Section) else block)
        return tuple(made)

    return taken(blocks)


@cache
def opening_of_memoir() -> bytes:
    book = editions.memoir_composed().book
    indexes = tuple(replace(index, entries=index.entries[:30]) for index in book.indexes)
    return pdf(replace(book, body=beginning(book.body, 50), indexes=indexes, chronology=book.chronology[:20]))


@cache
def edition(path: Path) -> Edition:
    loaded = load(path, Settings()).edition
    assert loaded is not None
    return loaded


@cache
def from_corpus(path: Path) -> bytes:
    book = compose(edition(path), Settings()).book
    return pdf(replace(book, body=beginning(book.body, 60), back=()))


# Drama, verse, tables, a letter with notes and pictures, a critical edition.
CORPUS = (
    "drama/krylov-amerikantsy.xml", "verse/disco068n.xml", "article/testmathml.xml", "letter/L01477.xml",
    "edition/jitari-jatinirakrti.xml",
)  # fmt: skip


@pytest.mark.parametrize("made", [sample, opening_of_memoir])
@pytest.mark.parametrize("check", CHECKS)
def test_nothing_is_broken(made: Callable[[], bytes], check: str) -> None:
    assert list(CHECKS[check](reading(made()))) == []


@pytest.mark.parametrize("name", CORPUS)
def test_nothing_is_broken_in_what_others_made(name: str, corpus: Path) -> None:
    assert clauses_ua.broken(from_corpus(corpus / name), tuple(CHECKS.values())) == []


@cache
def reading(data: bytes) -> Reading:
    return Reading(data)


# --- each check sees what it is for -----------------------------------------------------------------------------------


def elements(damaged: pikepdf.Pdf, type: str) -> list[Any]:
    made = [o for o in damaged.objects if isinstance(o, Dictionary) and o.get("/S") == Name(f"/{type}")]
    assert made, type
    return made


def shorten_row(damaged: pikepdf.Pdf) -> None:
    row = next(row for row in elements(damaged, "TR") if isinstance(row.K, Array))
    row.K = row.K[0]


def linked(damaged: pikepdf.Pdf) -> Any:
    """A page with links."""
    return next(page.obj for page in damaged.pages if "/Annots" in page.obj)


def rewrite(damaged: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    """Change the first thing like *old* on any page."""
    for page in damaged.pages:
        data = page.Contents.read_bytes()
        if old in data:
            page.Contents = damaged.make_stream(data.replace(old, new, 1))
            return
    raise AssertionError(old)


def in_metadata(old: bytes, new: bytes) -> Callable[[pikepdf.Pdf], None]:
    def damage(damaged: pikepdf.Pdf) -> None:
        stream = damaged.Root.Metadata
        data = stream.read_bytes()
        assert old in data
        stream.write(data.replace(old, new))

    return damage


def put(path: str, value: Any) -> Callable[[pikepdf.Pdf], None]:
    """Set a key of the catalog, or of something in it: `/Names/JavaScript`."""

    def damage(damaged: pikepdf.Pdf) -> None:
        *homes, key = path[1:].split("/")
        home: Any = damaged.Root
        for name in homes:
            home = home[f"/{name}"]
        home[f"/{key}"] = value

    return damage


def on(type: str, key: str, value: Any) -> Callable[[pikepdf.Pdf], None]:
    """Set a key of the last element of a type."""

    def damage(damaged: pikepdf.Pdf) -> None:
        elements(damaged, type)[-1][key] = value

    return damage


def first(kind: Callable[[Any], bool], change: Callable[[Any], None]) -> Callable[[pikepdf.Pdf], None]:
    def damage(damaged: pikepdf.Pdf) -> None:
        change(next(o for o in damaged.objects if isinstance(o, Dictionary | pikepdf.Stream) and kind(o)))

    return damage


def is_(key: str, value: Any) -> Callable[[Any], bool]:
    return lambda object: object.get(key) == value


def setting(key: str, value: Any) -> Callable[[Any], None]:
    return lambda object: object.__setitem__(key, value)


def without(key: str) -> Callable[[Any], None]:
    return lambda object: object.__delitem__(key)


LINK = is_("/Subtype", Name.Link)
FONT = is_("/Type", Name.FontDescriptor)
IMAGE = is_("/Subtype", Name.Image)
FILE = is_("/Type", Name.Filespec)
DAMAGE: list[tuple[str, Callable[[pikepdf.Pdf], None]]] = [
    ("clause_5_identification", in_metadata(b"<pdfuaid:part>1", b"<pdfuaid:part>2")),
    ("clause_7_1_content_is_tagged_or_artifact", lambda d: rewrite(d, b"/Artifact", b"/Span")),
    ("clause_7_1_content_is_tagged_or_artifact", lambda d: rewrite(d, b"/MCID 0>>", b"/MCID 999>>")),
    ("clause_7_1_content_is_tagged_or_artifact", lambda d: rewrite(d, b"/Span", b"/Artifact")),
    ("clause_7_1_parents", put("/StructTreeRoot/ParentTree", Dictionary(Nums=Array()))),
    ("clause_7_1_role_map", put("/StructTreeRoot/RoleMap/Line", Name.Line)),
    ("clause_7_1_role_map", put("/StructTreeRoot/RoleMap/P", Name.Span)),
    ("clause_7_1_marked", put("/MarkInfo", Dictionary(Marked=False))),
    ("clause_7_1_title", put("/ViewerPreferences", Dictionary())),
    ("clause_7_1_title", in_metadata(b"dc:title>", b"dc:type>")),
    ("clause_7_2_language", put("/Lang", String(""))),
    ("clause_7_2_language", on("Span", "/Lang", String("français"))),
    ("clause_7_2_what_stands_in_what", on("TR", "/S", Name.P)),
    ("clause_7_2_what_stands_in_what", on("LBody", "/S", Name.P)),
    ("clause_7_3_figures", lambda d: elements(d, "Figure")[0].__delitem__("/Alt")),
    ("clause_7_3_figures", on("Figure", "/A", Dictionary(O=Name.Layout, BBox=[0, 0, 9999, 9999]))),
    ("clause_7_4_2_headings", lambda d: elements(d, "H1")[0].__setitem__("/S", Name.H3)),
    ("clause_7_5_tables", on("TH", "/A", Dictionary(O=Name.Table))),
    ("clause_7_5_tables", shorten_row),
    ("clause_7_5_tables", lambda d: [cell.__setitem__("/S", Name.TD) for cell in elements(d, "TH")].clear()),
    ("clause_7_6_lists", on("L", "/A", Dictionary())),
    ("clause_7_8_running_heads_and_folios", lambda d: rewrite(d, b"/Type /Pagination", b"/Type /Layout")),
    ("clause_7_9_notes", on("Note", "/ID", String("note-1"))),
    ("clause_7_9_notes", put("/StructTreeRoot/IDTree", Dictionary(Names=Array()))),
    ("clause_7_11_embedded_files", first(FILE, without("/UF"))),
    ("clause_7_17_navigation", lambda d: d.Root.__delitem__("/Outlines")),
    ("clause_7_17_navigation", lambda d: d.Root.__delitem__("/PageLabels")),
    ("clause_7_18_annotations", first(LINK, without("/Contents"))),
    ("clause_7_18_annotations", first(LINK, without("/StructParent"))),
    ("clause_7_18_annotations", on("Link", "/S", Name.Span)),
    ("clause_7_18_annotations", lambda d: linked(d).__delitem__("/Tabs")),
    ("clause_7_21_fonts", first(FONT, without("/FontFile2"))),
    ("clause_7_21_fonts", first(is_("/Subtype", Name.Type0), without("/ToUnicode"))),
    ("clause_7_21_fonts", first(is_("/Subtype", Name.CIDFontType2), setting("/W", Array()))),
    ("clause_6_1_7_streams", first(IMAGE, setting("/F", String("picture.jpg")))),
    ("clause_6_1_13_limits", put("/" + "x" * 200, Name.x)),
    ("clause_6_2_3_output_intent", lambda d: d.Root.__delitem__("/OutputIntents")),
    ("clause_6_2_4_colours", first(IMAGE, setting("/ColorSpace", Name.DeviceCMYK))),
    ("clause_6_2_4_colours", lambda d: rewrite(d, b"0 0 0 rg", b"0 0 0 1 k")),
    ("clause_6_2_8_images", first(IMAGE, setting("/Interpolate", True))),
    ("clause_6_2_9_xobjects", first(IMAGE, setting("/Ref", Dictionary()))),
    ("clause_6_2_10_transparency", lambda d: d.pages[0].Resources.ExtGState.__setitem__("/gs", Dictionary(BM=Name.Bright))),
    ("clause_6_3_annotations", first(LINK, setting("/F", 2))),
    ("clause_6_4_forms", put("/AcroForm", Dictionary())),
    ("clause_6_5_actions", put("/OpenAction", Dictionary(S=Name.JavaScript, JS=String("1")))),
    ("clause_6_6_2_metadata", in_metadata(b"<?xpacket begin", b"<?packet begin")),
    ("clause_6_6_2_metadata", in_metadata(b"pdfaSchema:namespaceURI>", b"pdfaSchema:name>")),
    ("clause_6_6_3_information", lambda d: d.docinfo.__setitem__("/Title", "Another")),
    ("clause_6_6_3_information", lambda d: d.docinfo.__setitem__("/ModDate", "D:20200101000000Z")),
    ("clause_6_6_4_identification", in_metadata(b"<pdfaid:conformance>A", b"<pdfaid:conformance>B")),
    ("clause_6_7_structure", lambda d: d.Root.__delitem__("/StructTreeRoot")),
    ("clause_6_2_11_fonts", first(FONT, without("/FontFile2"))),
    ("clause_6_8_embedded_files", lambda d: d.Root.__delitem__("/AF")),
    ("clause_6_8_embedded_files", first(FILE, setting("/AFRelationship", Name.Data))),
    ("clause_6_8_embedded_files", first(is_("/Type", Name.EmbeddedFile), lambda s: s.write(b"<other/>"))),
    ("clause_6_9_to_6_11_what_is_not_there", put("/OCProperties", Dictionary())),
]  # fmt: skip


@pytest.mark.parametrize(("check", "damage"), DAMAGE, ids=[f"{name}-{n}" for n, (name, _) in enumerate(DAMAGE)])
def test_a_check_sees_what_it_is_for(check: str, damage: Callable[[pikepdf.Pdf], None]) -> None:
    with pikepdf.open(BytesIO(sample())) as damaged:
        damage(damaged)
        made = BytesIO()
        damaged.save(made, fix_metadata_version=False)
    assert list(CHECKS[check](Reading(made.getvalue())))


def test_what_only_the_bytes_show() -> None:
    encrypted = BytesIO()
    with pikepdf.open(BytesIO(sample())) as document:
        document.save(encrypted, encryption=pikepdf.Encryption(owner="o", user=""))
    assert list(CHECKS["clause_7_16_security"](Reading(encrypted.getvalue())))
    assert list(CHECKS["clause_6_1_3_trailer"](Reading(encrypted.getvalue())))
    assert list(CHECKS["clause_6_1_2_header"](Reading(sample().replace(b"%PDF-1.7", b"%PDF-2.0", 1))))


def test_every_check_is_seen_to_fail() -> None:
    bytes_show = {"clause_7_16_security", "clause_6_1_3_trailer", "clause_6_1_2_header"}
    assert {name for name, _ in DAMAGE} | bytes_show == CHECKS.keys()
    assert [name for name, check in CHECKS.items() if not check.__doc__] == []


# --- what the tags say ------------------------------------------------------------------------------------------------


def outline(element: Element, pdf: Reading) -> list[Any]:
    """An element as nested lists: its type, and what is in it."""
    made: list[Any] = []
    for kid in element.kids:
        if isinstance(kid, Element):
            made.append(outline(kid, pdf))
        elif isinstance(kid, tuple) and made and isinstance(made[-1], str):
            made[-1] += pdf.texts[kid]
        elif isinstance(kid, tuple):
            made.append(pdf.texts[kid])
    return [element.type, *(" ".join(part.split()) if isinstance(part, str) else part for part in made)]


def chapter() -> list[Any]:
    """The sample's own chapter."""
    pdf = reading(sample())
    (found,) = [e for e in pdf.of("Sect") if any(k.type == "H1" and "Numbers" in pdf.text(k) for k in e.elements)]
    return outline(found, pdf)


def test_a_note_stands_behind_its_mark_and_one_of_a_heading_behind_the_heading() -> None:
    _, heading, after, words, *_ = chapter()
    assert heading == ["H1", "Numbers", ["Reference", ["Link", "⁹²"]], "and signs"]
    assert after == ["P", ["Note", ["Lbl", ["Link", "92"]], ["P", "Of the heading."]]]
    kind, before, foreign, mark, reference, note, rest = words
    assert (kind, before, foreign, mark) == ("P", "Words", ["Span", "tout à fait"], "and a mark")
    assert (reference, rest) == (["Reference", ["Link", "⁹⁰"]], "in them.")
    label, long, last = note[1:]
    assert label == ["Lbl", ["Link", "90"]]
    assert long[:4] == [
        "P",
        "Long",
        ["Reference", ["Link", "⁹¹"]],
        ["Note", ["Lbl", ["Link", "91"]], ["P", "A note to a note."]],
    ]
    assert long[4].split() == ["words."] * 900
    assert last == ["P", "The end of it."]


def test_lists_tables_and_pictures_are_what_they_are() -> None:
    *_, numbers, labels, table, figure, link = chapter()
    dot = ["L", ["LI", ["Lbl", "◦"], ["LBody", ["P", "dot"]]]]
    assert [kid[0] for kid in numbers[1:]] == ["LI", "LI"]
    assert numbers[1][1][0] == "Lbl" and numbers[1][1][1].strip() == "1."
    assert numbers[2][2] == ["LBody", ["P", "two"], dot]
    assert labels == ["L", ["LI", ["Lbl", "(a)"], ["LBody", ["P", "its words"]]]]
    assert table == [
        "Table",
        ["TBody",
         ["TR", ["TH", "Year"], ["TH", "Grain"]],
         ["TR", ["TH", "1919"], ["TD", "3"], ["TD", "4"]],
         ["TR", ["TD", "5"], ["TD"]],
         ["TR", ["TD"], ["TD"]]],
    ]  # fmt: skip
    assert figure == ["Div", ["Figure", ""], ["Figure", ""], ["Caption", ["P", "What is to be seen"]]]
    assert link[2][0] == "Link"
    alts = [str(f.object.Alt) for f in reading(sample()).of("Figure")]
    assert alts[-2:] == ["What is to be seen", "A clear day"]


def test_a_table_without_headings_is_read_row_by_row() -> None:
    two = Cell((p("one"), p("two")))
    rows = ((cell("sugar"), cell("macaroni")), (two, cell("")), (cell(""),))
    made = Reading(pdf(replace(EVERYTHING, front=(), body=(Table((), rows),), back=(), assets={})))
    (grid,) = (element for element in made.elements if element.type == "Grid")
    first, second = (
        ["Row", ["Div", ["P", "sugar"]], ["Div", ["P", "macaroni"]]],
        ["Row", ["Div", ["P", "one"], ["P", "two"]]],
    )
    assert outline(grid, made) == ["Grid", ["Div", first, second]]
    assert clauses_ua.broken(made.data) == []


def test_the_language_of_foreign_words_is_told() -> None:
    pdf = reading(sample())
    assert [(e.lang, pdf.text(e).strip()) for e in pdf.of("Span") if "/Lang" in e.object] == [("fr", "tout à fait")]
    assert str(pdf.root.Lang) == "en"


def test_links_say_where_they_lead_to() -> None:
    pdf = reading(sample())
    said: dict[str, list[str]] = {}
    for page in pdf.pages:
        for spot in page.obj.get("/Annots", []):
            said.setdefault(str(spot.get("/Dest", "")), []).append(str(spot.Contents))
    assert (said["long"], said["call-90"]) == (["Note 90"], ["Back to note 90"])
    assert said["one"][-2:] == ["the first part", "1"]  # and the page that it is on


def test_a_table_that_runs_on_repeats_its_head_for_the_eye_only() -> None:
    head = ((cell("Year", True), cell("Grain", True)),)
    rows = tuple((cell(str(n)), cell("words")) for n in range(80))
    made = Reading(pdf(replace(EVERYTHING, front=(), body=(Table((), head + rows),), back=(), assets={})))
    (table,) = made.of("Table")
    assert len({page for e in table.walk() for page, _ in (k for k in e.kids if isinstance(k, tuple))}) > 1
    assert made.text(table).split().count("Year") == 1
    assert [e.type for e in made.of("TH")] == ["TH", "TH"]


@pytest.mark.parametrize("name", ["verse/disco068n.xml", "drama/krylov-amerikantsy.xml", "letter/L01477.xml"])
def test_the_words_stand_once_in_the_order_of_the_tei(name: str, corpus: Path) -> None:
    read = read_aloud(from_corpus(corpus / name))
    assert len(read) > 400
    assert read == wording.of_tei(edition(corpus / name).tree).text[: len(read)]


def test_the_words_of_the_memoir_stand_once_in_order_and_its_notes_whole() -> None:
    pdf, words = reading(opening_of_memoir()), wording.of_tei(editions.memoir().tree)
    read = read_aloud(pdf.data)
    assert len(read) > 2000
    assert read == words.text[: len(read)]
    notes = ["".join(pdf.text(kid, ("Note",)) for kid in note.elements if kid.type != "Lbl") for note in pdf.of("Note")]
    assert len(notes) > 3
    assert [wording.WORD.findall(note.replace("\u00ad", "")) for note in notes] == words.notes[: len(notes)]


def read_aloud(data: bytes) -> list[str]:
    """The words of the text as the tags have them, without notes, title pages and indexes."""
    made = Reading(data)
    _, *parts = [e for e in made.elements if e.type == "Part"]
    texts = [part for part in parts if not any(kid.type == "Index" for kid in part.elements)]
    return wording.WORD.findall("".join(made.text(part, ("Note",)) for part in texts).replace("\u00ad", ""))


# --- what a PDF is made to be -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("variant", "part", "ua", "files"), [
    ("pdf/a-3a+ua-1", ["3"], ["1"], ["everything.xml"]), ("pdf/a-3a", ["3"], [], ["everything.xml"]),
    ("pdf/ua-1", [], ["1"], []),
])  # fmt: skip
def test_variants(variant: str, part: list[str], ua: list[str], files: list[str]) -> None:
    made = Reading(pdf(replace(EVERYTHING, front=(), body=EVERYTHING.body[:3], assets=PICTURES), variant))
    assert (made.said("pdfaid:part"), made.said("pdfuaid:part"), list(made.pdf.attachments)) == (part, ua, files)
    checks = (clauses_a if part else clauses_ua).CHECKS
    assert clauses_ua.broken(made.data, checks) == []
    assert b"".join(f.get_file().read_bytes() for f in made.pdf.attachments.values()) == (b"<TEI/>" if files else b"")


def test_a_plain_variant_has_no_tags() -> None:
    made = Reading(pdf(replace(EVERYTHING, front=(), body=EVERYTHING.body[:3], assets=PICTURES), "plain"))
    assert "/StructTreeRoot" not in made.root and "/Metadata" not in made.root
    assert list(made.pdf.attachments) == []


def test_a_sign_that_the_font_has_not_makes_the_claim_untrue() -> None:
    made = Reading(pdf(replace(EVERYTHING, front=(), body=(p("日本"),), back=(), assets={})))
    assert (made.said("pdfaid:part"), made.said("pdfuaid:part")) == ([], [])


def test_a_book_of_which_nothing_is_known_has_a_title_and_a_language() -> None:
    known = replace(EVERYTHING.metadata, title=" ", subtitle="", language="no such language")
    made = Reading(pdf(replace(EVERYTHING, metadata=known, front=(), body=(p("Words."),), back=(), assets={})))
    assert (made.said("dc:title"), str(made.root.Lang)) == (["everything"], "und")
    assert clauses_ua.broken(made.data) == []


def test_same_book_same_bytes() -> None:
    book = replace(EVERYTHING, body=(*EVERYTHING.body, SAMPLE), assets=PICTURES)
    assert hashlib.sha256(pdf(book)).digest() == hashlib.sha256(sample()).digest()


# --- syntax -----------------------------------------------------------------------------------------------------------


def test_no_level_of_headings_is_skipped() -> None:
    root = Node("Document", None)
    for role in ("H3", "H5", "H5", "H3", "H2", "H6", "H1", "H4"):
        root.new(role).add(Words(0, len(root.kids), "x"))
    mend(root, "")
    assert [node.role for node in root.nodes()] == ["H1", "H2", "H2", "H1", "H1", "H2", "H1", "H2"]


def test_what_nothing_is_in_is_taken_out() -> None:
    root = Node("Document", None)
    root.new("L").new("LI").new("LBody")
    root.new("P").add(Words(0, 0, "x"))
    mend(root, "")
    assert [node.role for node in root.walk()] == ["Document", "P"]


def test_an_item_of_a_list_that_is_empty_but_for_its_dot_has_a_body() -> None:
    root = Node("Document", None, "en")
    item = root.new("L").new("LI")
    item.new("Lbl").add(Words(0, 0, "•"))
    item.new("LBody")
    mend(root, "picture")
    assert [kid.role for kid in item.nodes()] == ["Lbl", "LBody"]

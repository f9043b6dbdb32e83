"""PDF/UA-1 and PDF/A-3a: nothing is broken that we can see, each check sees what it is for, and the words are in order.

veraPDF is not at hand. What is asserted here, and what is not, stands in docs/pdf.md.
"""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests import clauses_a, clauses_ua
from tests.reading import Reading
from tests.tagged import from_corpus, opening_of_memoir, reading, sample

CHECKS = {check.__name__: check for check in (*clauses_ua.CHECKS, *clauses_a.CHECKS)}
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


def draw(damaged: pikepdf.Pdf, kind: dict[str, Any], content: bytes) -> None:
    """Draw something twice on the first page."""
    thing = damaged.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9], **kind)
    page = damaged.pages[0]
    page.Resources.XObject["/Thing"] = thing
    page.contents_add(damaged.make_stream(b" /Thing Do /Thing Do "))


def privately(font: Any) -> None:
    """Let the signs of a font mean private letters."""
    data = font.ToUnicode.read_bytes()
    font.ToUnicode.write(re.sub(rb"(?m)^(<[0-9a-fA-F]+> )<[0-9a-fA-F]+>", rb"\1<e001>", data))


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
    ("clause_7_2_what_stands_in_what", on("TBody", "/S", Name.TFoot)),
    ("clause_7_6_lists", on("L", "/A", Dictionary(O=Name.List, ListNumbering=Name.Stars))),
    ("clause_7_10_layers", put("/OCProperties", Dictionary(D=Dictionary()))),
    ("clause_7_10_layers", put("/OCProperties", Dictionary(D=Dictionary(Name="a", AS=Array())))),
    ("clause_7_11_embedded_files", first(FILE, without("/UF"))),
    ("clause_7_15_forms", put("/AcroForm", Dictionary(XFA=Array()))),
    ("clause_7_17_navigation", lambda d: d.Root.__delitem__("/Outlines")),
    ("clause_7_17_navigation", lambda d: d.Root.__delitem__("/PageLabels")),
    ("clause_7_18_annotations", first(LINK, without("/Contents"))),
    ("clause_7_18_annotations", first(LINK, without("/StructParent"))),
    ("clause_7_18_annotations", on("Link", "/S", Name.Span)),
    ("clause_7_18_annotations", lambda d: linked(d).__delitem__("/Tabs")),
    ("clause_7_18_2_kinds_of_annotations", first(LINK, setting("/Subtype", Name.TrapNet))),
    ("clause_7_18_2_kinds_of_annotations", first(LINK, setting("/F", 2))),
    ("clause_7_18_2_kinds_of_annotations", first(LINK, setting("/A", Dictionary(S=Name.URI, IsMap=True)))),
    ("clause_7_20_drawings", lambda d: draw(d, {"Ref": Dictionary()}, b"")),
    ("clause_7_20_drawings", lambda d: draw(d, {}, b"/P <</MCID 990>> BDC EMC")),
    ("clause_7_21_3_kinds_of_fonts", first(is_("/Subtype", Name.Type0), setting("/Subtype", Name.Type3))),
    ("clause_7_21_3_kinds_of_fonts", first(is_("/Subtype", Name.CIDFontType2), without("/CIDToGIDMap"))),
    ("clause_7_21_3_kinds_of_fonts", first(is_("/Subtype", Name.CIDFontType2), without("/CIDSystemInfo"))),
    ("clause_7_21_4_2_sets_of_signs", lambda d: first(FONT, setting("/CIDSet", d.make_stream(b"\xf0")))(d)),
    ("clause_7_21_fonts", first(FONT, without("/FontFile2"))),
    ("clause_7_21_fonts", first(is_("/Subtype", Name.Type0), without("/ToUnicode"))),
    ("clause_7_21_fonts", first(is_("/Subtype", Name.CIDFontType2), setting("/W", Array()))),
    ("clause_6_1_7_streams", first(IMAGE, setting("/F", String("picture.jpg")))),
    ("clause_6_1_13_limits", put("/" + "x" * 200, Name.x)),
    ("clause_6_1_13_limits", lambda d: d.pages[0].obj.__setitem__("/TrimBox", [0, 0, 2, 2])),
    ("clause_6_2_2_content_streams", lambda d: rewrite(d, b"0 0 0 rg", b"0 0 0 rgb")),
    ("clause_6_2_2_content_streams", lambda d: rewrite(d, b"0 0 0 rg", b"0 0 0 rg " + b"q " * 29 + b"Q " * 29)),
    ("clause_6_2_6_rendering_intents", lambda d: rewrite(d, b"0 0 0 rg", b"0 0 0 rg /Bright ri")),
    ("clause_6_2_6_rendering_intents", first(IMAGE, setting("/Intent", Name.Bright))),
    ("clause_6_2_11_7_3_private_letters", first(is_("/Subtype", Name.Type0), privately)),
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

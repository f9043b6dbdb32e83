"""What a book is set in: a face that was chosen, and others for letters that it lacks; and which way its text runs."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.resources import as_file, files
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from weasyprint.formatting_structure.boxes import BlockBox, LineBox

from exporters.directions import right_to_left, runs_left
from exporters.pdf import _environment, export, faces
from exporters.pdf.mirrors import against, directed, mirrored
from exporters.xhtml import Element, element
from teipress import settings as names
from teipress.book import Book, Span, Text
from teipress.build import build
from teipress.diagnostics import Exit, Trouble, exit_code
from teipress.proof import proof, reading
from teipress.publish import fonts
from teipress.settings import Settings, find
from teipress.typefaces import FACES, GARAMOND, SCRIPTS, Typeface
from tests import clauses_a, clauses_ua
from tests.novel import WORDS, novel
from tests.paper import FONTS, book, chapter, p, pages, words

INSTALLED = fonts()
SETTINGS = Settings(fonts=INSTALLED)
HEBREW, ARABIC = "בְּרֵאשִׁית בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם", "الحمد لله رب العالمين"
ALPHABETS = {
    "Latin": "abcxyz ÄÖÜß éèêç łńś čšž ðþ ﬁ",
    "Greek": "αβγω ΑΒΓΩ άέή ἀἁἂἃἄἅἆἇ ᾳῃῳ ᾴᾷ ῥῤ Ἀ Ἇ ᾯ",
    "Cyrillic": "абвгя АБВГЯ ёіїєґ ђћљњџ ў",
}


def needs(*scripts: str) -> None:
    """Skip the test unless there are fonts of *scripts*."""
    for script in scripts:
        if not any(face.cuts[0][2] in INSTALLED for face in SCRIPTS[script]):
            pytest.skip(f"{SCRIPTS[script][0].package} is not installed")


def made(source: Book, settings: Settings = SETTINGS) -> tuple[bytes, list[str]]:
    output = export(source, settings)
    (data,) = output.files.values()
    return data, [str(finding) for finding in output.findings]


def families(data: bytes) -> set[str]:
    """The fonts of a PDF."""
    with pikepdf.open(BytesIO(data)) as document:
        found = (o for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font")
        return {str(font.BaseFont).partition("+")[2] for font in found}


# --- the faces of the text --------------------------------------------------------------------------------------------


def test_settings_name_the_faces_there_are() -> None:
    assert tuple(FACES) == names.FACES


def test_unknown_face_is_refused_with_those_there_are(tmp_path: Path) -> None:
    (tmp_path / "teipress.toml").write_text('face = "times"\n')
    with pytest.raises(Trouble, match="face must be one of eb-garamond, literata, not 'times'"):
        find(tmp_path)


@pytest.mark.parametrize("face", FACES.values(), ids=FACES)
def test_a_face_has_three_alphabets_and_figures_of_both_kinds(face: Typeface) -> None:
    for style, weight, name in face.cuts:
        font = TTFont(BytesIO(INSTALLED[name]))
        letters = font.getBestCmap()
        for alphabet in ALPHABETS.values():
            assert [letter for letter in alphabet if letter != " " and ord(letter) not in letters] == [], (
                style,
                weight,
            )
        features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
        assert {"smcp", "c2sc", "onum", "lnum", "pnum", "tnum", "liga", "sups", "subs"} <= features


def test_a_face_that_is_not_installed_is_asked_for_by_its_package() -> None:
    with pytest.raises(Trouble, match=r"cannot be set without Literata\[opsz,wght\].ttf: pip install fontpkg-literata"):
        export(novel(), Settings(fonts=FONTS, face="literata"))


def test_a_book_in_the_second_face_is_whole_and_on_the_grid() -> None:
    data, found = made(novel(), SETTINGS._replace(face="literata"))
    assert found == [] and families(data) == {"Literata"}
    first, _ = made(novel())
    ours = [words(" ".join(pages(each))) for each in (data, first)]
    assert all(ours[0][word] == ours[1][word] for word in WORDS if len(word) < 6)  # too short to be divided
    assert abs(len(pages(data)) - len(pages(first))) <= 2
    with reading.opened(data, "x") as document:
        read = proof(document, "x", range(1, len(document) + 1))
        told = {finding.code for finding in read.findings("x")}
    assert told <= {"OUT-022", "OUT-027", "OUT-030"}


def test_small_capitals_that_capitals_share_are_read_as_they_were_written() -> None:
    name = Span("plain", (Text("Casal and Trotsky"),), ("small-caps",))
    source = book(chapter("Venus Anadyomena CASAL TROTSKY", p("Words.")), chapter("Two", p("By ", name)))
    data, found = made(source, SETTINGS._replace(face="literata"))
    assert found == [] and any("Casal and Trotsky" in page for page in pages(data))
    assert sum("Venus Anadyomena CASAL" in page for page in pages(data)) >= 1


# --- letters that the face lacks --------------------------------------------------------------------------------------


class Asked(Mapping[str, bytes]):
    """Fonts that remember which of them were read."""

    def __init__(self) -> None:
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> bytes:
        self.read.add(name)
        return INSTALLED[name]

    def __iter__(self) -> Iterator[str]:
        return iter(INSTALLED)

    def __len__(self) -> int:
        return len(INSTALLED)


def test_a_book_that_lacks_no_letter_reads_no_other_font() -> None:
    asked = Asked()
    _, found = made(book(p("Русский, ελληνικά, français; ", Span("title", (Text("Ὅμηρος"),)))), Settings(fonts=asked))
    assert found == []
    assert asked.read == {"EBGaramond[wght].ttf", "EBGaramond-Italic[wght].ttf"}


@pytest.mark.parametrize(
    ("script", "text", "family"),
    [
        ("Hebr", HEBREW, "Frank-Ruhl-Libre"), ("Arab", ARABIC, "Amiri"), ("Deva", "धर्मक्षेत्रे ।", "Noto-Serif-Devanagari"),
        ("Ethi", "ሰላም", "Noto-Sans-Ethiopic"), ("Armn", "Հայերեն", "Noto-Sans-Armenian"), ("Cyrl", "ꙗже", "Noto-Serif"),
        ("Hani", "漢字", "Noto-Serif-SC"), ("Hira", "走れメロス", "Noto-Serif-JP"),
    ],
)  # fmt: skip
def test_another_font_steps_in_for_a_script(script: str, text: str, family: str) -> None:
    needs(script)
    data, found = made(book(p(f"Latin {text} Latin.")))
    assert found == []
    assert families(data) == {"EB-Garamond", family}
    checks = [check for check in (*clauses_ua.CHECKS, *clauses_a.CHECKS) if "embedded" not in check.__name__]
    assert clauses_ua.broken(data, tuple(checks)) == []


def test_of_two_fonts_that_one_comes_first_which_has_more_of_the_letters() -> None:
    needs("Hebr")
    there = {face.family for face in SCRIPTS["Hebr"] if face.cuts[0][2] in INSTALLED}
    if len(there) < 2:
        pytest.skip("pylopdf-fonts-he is not installed")
    for text, family in ((HEBREW, "Frank Ruhl Libre"), ("בְּרֵאשִׁ֖ית", "Noto Serif Hebrew")):
        assert [face.family for face in faces.chosen(GARAMOND, text.replace(" ", ""), INSTALLED)] == [
            "EB Garamond",
            family,
        ]


def test_lines_with_letters_of_another_font_stand_on_the_grid() -> None:
    needs("Hebr", "Deva")
    text = "Seven words of Latin and שלום and धर्म between them. " * 12
    data, found = made(book(p(text), p(text.replace("שלום", "").replace("धर्म", ""))))
    assert found == []
    with reading.opened(data, "x") as document:
        read = proof(document, "x", range(1, len(document) + 1))
        assert {finding.code for finding in read.findings("x")} <= {"OUT-022", "OUT-027", "OUT-030"}


def test_letters_that_no_font_has_are_told_with_the_package_that_has_them() -> None:
    (finding,) = export(book(p("שלום, ሰላም and ܫܠܡ")), Settings(fonts=FONTS)).findings
    assert finding.message.startswith("no font at hand has ו (U+05D5), ל (U+05DC), ם (U+05DD), ש (U+05E9), ܠ (U+0720)")
    assert finding.message.endswith(" (U+1230); boxes stand in the PDF instead")
    assert finding.hint == (
        "pip install fontpkg-frank-ruhl-libre (Hebrew); pip install manimgx-fonts (Ethiopic); "
        "teipress knows no font package for Syriac"
    )


def test_words_with_letters_that_no_font_has_are_not_said_to_be_lost(tmp_path: Path) -> None:
    source = tmp_path / "syriac.xml"
    source.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>S</title></titleStmt>'
        "<publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader><text><body>"
        "<p>One ⲙⲛⲧ word ⰳⰾⰰ two𒀭words<note>A note with ⲙⲛⲧ in it.</note> and an end.</p></body></text></TEI>"
    )
    built = build(source, Settings(), ["pdf"])
    assert [d.code for d in built.findings if d.code.startswith("OUT-")] == ["OUT-004"]
    assert exit_code(built.findings) is Exit.CLEAN


# --- directions -------------------------------------------------------------------------------------------------------


def test_a_script_decides_where_a_language_has_two() -> None:
    assert right_to_left("yid") and right_to_left("uz-Arab")
    assert not right_to_left("ar-Latn") and not right_to_left("en")


@given(st.text("abcאבגسشص 12.,"))
def test_a_text_runs_as_most_of_its_letters_do(text: str) -> None:
    left, right = sum(letter in "אבגسشص" for letter in text), sum(letter in "abc" for letter in text)
    assert runs_left(text) is (None if not left + right else left > right)


def test_a_style_sheet_is_turned_round() -> None:
    css = (
        "@page :left { @top-center { content: string(left, first-except) } } h1 { margin: 1px 2px 3px 4px; "
        "text-align: left; padding-left: 2px } .a { left: 0; color: red } @page x { @left-top { content: none } }"
    )
    assert mirrored(css) == (
        "@page :left { @top-center { content: string(right, first-except) } } h1 { margin: 1px 4px 3px 2px; "
        "text-align: right; padding-right: 2px } .a { right: 0; color: red } @page x { @right-top { content: none } }"
    )
    assert mirrored(mirrored(css)) == css


def test_passages_against_a_book_are_turned_round_behind_each_rule() -> None:
    assert against("/* all */ p, .a { padding-left: 2px; color: red } b { color: red }", leftward=False) == (
        "/* all */ p, .a { padding-left: 2px; color: red } :where([dir=rtl]) p, p:where([dir=rtl]), "
        ":where([dir=rtl]) .a, .a:where([dir=rtl]) { padding-left: 0; padding-right: 2px } b { color: red }"
    )


def test_blocks_are_marked_that_run_against_what_they_stand_in() -> None:
    body = element("body")
    for text in ("Latin", "שלום", "12"):
        body.append(element("p"))
        body[-1].text = text
    assert [child.get("dir") for child in _directed(body, False)] == [None, "rtl", None]
    assert [child.get("dir") for child in _directed(body, True)] == ["ltr", "rtl", None]


def _directed(body: Element, leftward: bool) -> Element:
    directed(body, leftward)
    return body


@pytest.mark.parametrize(("script", "text"), [("Hebr", HEBREW), ("Arab", ARABIC)])
def test_lines_from_right_to_left_begin_at_the_right_and_are_indented_there(script: str, text: str) -> None:
    needs(script)
    source = book(p("Before."), p(f"Latin {'words ' * 50}"), p(" ".join([text] * 12)))
    with as_file(files("exporters.pdf").joinpath("fonts.conf")) as conf, _environment({"FONTCONFIG_FILE": str(conf)}):
        from exporters.pdf import layout

        block = layout.book_block(source, layout.press(source, SETTINGS))
    blocks = [b for page in block.document.pages for b in page._page_box.descendants() if b.element_tag == "p"]
    home = next(b for b in blocks if b.style["direction"] == "rtl" and isinstance(b, BlockBox))
    lines = [line for line in home.children if isinstance(line, LineBox)]
    assert len(lines) > 2
    for number, line in enumerate(lines):
        begins = home.content_box_x() + home.width - line.position_x - line.width
        assert begins == pytest.approx(0 if number else 18, abs=0.01)
        assert line.position_x >= home.content_box_x() - 0.01


def test_a_book_in_hebrew_opens_to_the_right() -> None:
    needs("Hebr")
    text = book(chapter("פרק", *(p(" ".join([HEBREW] * 9)) for _ in range(24))))
    text = replace(text, metadata=replace(text.metadata, language="he"))
    data, found = made(text)
    assert found == []
    assert clauses_ua.broken(data) == []
    assert data == made(text)[0]
    with pikepdf.open(BytesIO(data)) as document:
        assert (document.Root.PageLayout, document.Root.ViewerPreferences.Direction) == ("/TwoPageLeft", "/R2L")

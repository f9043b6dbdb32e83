"""Proofs: pages set line by line, with one thing wrong on them, and all that is said of them; and PDFs of ill will."""

import io
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from teipress import proof as proofs
from teipress.cli import main
from teipress.diagnostics import Exit, Trouble
from teipress.proof import chosen, reading, sheet

FONT = next(f for f in files("fontpkg_eb_garamond").joinpath("files").iterdir() if f.name == "EBGaramond[wght].ttf")
# Lines that fill the measure of 288 pt with word spaces hardly wider than the font's.
LINES = """are poor in men and that is one of their greatest tragedies. The Paris
very day when the textile workers of Petrograd launched the strikes
had politically ceased to exist. If at that time (February, old Russian
the monarchy, insisting only that it be constitutional. They tried to
haust these limits. He did not proclaim socialism in Russia, but the
ing out of the war, and Russia was tied to her allies. The propertied
sky and his group entered it. The documents of the period were for
heat. Men left the front, carrying their guns and ammunition along
and a dozen other Russian socialists had reached Russia by crossing
eral Staff, and on the fact that he had received German gold, were so
factured nor imposed; it grew up spontaneously on the basis of the
made over, and the process is not yet completed. At the time of the
buildings with a few companies of soldiers, and this brought about""".splitlines()
MEASURE, LEADING, SIZE, INDENT = 288.0, 13.5, 11.25, 13.5
WIDTH, HEIGHT, HEAD = 396.0, 612.0, 66.0
COUNT = 30


@dataclass(frozen=True)
class Set:
    """A line as it is set: justified to the measure, or *ragged*; moved from its place by *across* and *down*."""

    text: str
    ragged: bool = False
    across: float = 0
    down: float = 0
    extra: str = ""


Leaf = list[Set | None]


def leaf(number: int, lines: int = COUNT) -> Leaf:
    """A page of text, with a paragraph that ends and one that begins."""
    made: Leaf = [Set(LINES[(number * 5 + at) % len(LINES)]) for at in range(lines)]
    if lines > 13:
        made[11] = Set("was soon to be massacred.", ragged=True)
        made[12] = Set("The chief of the staff had been a worker in the mines of Ural", across=INDENT)
    return made


def book(count: int = 6) -> list[Leaf]:
    return [leaf(number) for number in range(count)]


def pdf(leaves: list[Leaf], style: str = "") -> bytes:
    """The pages, with folios."""
    from weasyprint import HTML

    body = []
    for number, lines in enumerate(leaves, 1):
        margin = 49.5 if number % 2 else 58.5
        placed = [(HEAD + at * LEADING + line.down, margin, line) for at, line in enumerate(lines) if line is not None]
        body.append("<section>" + "".join(_div(*place) for place in placed) + f"<p>{number}</p></section>")
    html = f"""<style>@font-face {{ font-family: G; src: url("{Path(str(FONT)).as_uri()}") }}
        @page {{ size: {WIDTH}pt {HEIGHT}pt; margin: 0 }} body {{ margin: 0 }}
        section {{ break-after: page; height: {HEIGHT}pt; position: relative }}
        div, p {{ font: {SIZE}pt/{LEADING}pt G; margin: 0; position: absolute; white-space: nowrap }}
        p {{ bottom: 36pt; left: 0; right: 0; text-align: center }} {style}</style>{"".join(body)}"""
    data: bytes = HTML(string=html).write_pdf()
    return data


def _div(top: float, margin: float, line: Set) -> str:
    left = margin + line.across
    wide = MEASURE - max(line.across, 0)
    justified = "" if line.ragged else "white-space: normal; text-align-last: justify;"
    return f'<div style="top:{top}pt;left:{left}pt;width:{wide}pt;{justified}{line.extra}">{escape(line.text)}</div>'


def looked_at(data: bytes) -> proofs.Proof:
    with reading.opened(data, "x.pdf") as document:
        return proofs.proof(document, "x.pdf", range(1, len(document) + 1))


def said(data: bytes) -> list[str]:
    """What is said of a PDF: severity, code and message of each finding, in the order of the rules."""
    return [f"{d.severity} {d.code} {d.message}" for d in looked_at(data).findings("x.pdf")]


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, ["proof", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


@cache
def clean() -> bytes:
    return pdf(book())


# --- one thing wrong --------------------------------------------------------------------------------------------------


def test_clean_pages_yield_nothing() -> None:
    assert said(clean()) == []
    assert looked_at(clean()).on_grid() == (180, 180)


def changed(page: int, **lines: Set | None) -> list[Leaf]:
    """The book with some lines of a page (from 1) set otherwise: `l5` is the fifth."""
    leaves = book()
    for name, line in lines.items():
        leaves[page - 1][int(name[1:]) - 1] = line
    return leaves


def cut(page: int, lines: int) -> list[Leaf]:
    """The book with fewer lines on one page."""
    leaves = book()
    del leaves[page - 1][lines:]
    return leaves


def with_(page: int, at: int, **what: Any) -> list[Leaf]:
    """The book with a line (from 1) of a page changed in some way."""
    leaves = book()
    line = leaves[page - 1][at - 1]
    assert line is not None
    leaves[page - 1][at - 1] = replace(line, **what)
    return leaves


L4 = LINES[(2 * 5 + 3) % len(LINES)]  # the fourth line of the third page
RIVER = "mmmmmm mmmmmm mmmmmm mmmmmm mmmmmmx"
SEEDS: dict[str, tuple[list[Leaf], list[str]]] = {
    "a loose line": (
        changed(3, l4=Set("of the counter-revolution; the enemy was there in old time")),
        ["warning OUT-022 page 3: line 4, “of the counter-revolution; the e …”, is loose: its word spaces are 2.9 times the font's"],
    ),
    "a last line stretched": (
        changed(3, l12=Set("massacred soon.")),
        ["warning OUT-022 page 3: line 12, “massacred soon.”, is loose: its word spaces are 98.5 times the font's"],
    ),
    "a line off the grid": (
        with_(3, 4, down=2),
        [f"warning OUT-026 page 3: line 4, “{L4[:32].rstrip()} …”, stands 2.0 pt below the grid"],
    ),
    "lines off the grid": (
        [[replace(line, down=-1.5) if at > 14 and number == 3 and line else line for at, line in enumerate(lines)]
         for number, lines in enumerate(book())],
        ['warning OUT-026 page 4: 15 lines from line 16, “haust these limits. He did not p …”, stand 1.5 pt above the grid'],
    ),
    "an overhanging word": (
        changed(3, l4=Set(f"{L4} and Rome", ragged=True)),
        ['warning OUT-021 page 3: line 4, “are poor in men and that is one …”, stands 45.6 pt out of the type area on the right'],
    ),
    "an overhang on the left": (
        changed(3, l4=Set(L4, across=-12)),
        [f"warning OUT-021 page 3: line 4, “{L4[:32].rstrip()} …”, stands 12.0 pt out of the type area on the left"],
    ),
    "a line too many": (
        [[*lines, Set(LINES[0])] if number == 2 else lines for number, lines in enumerate(book())],
        ['warning OUT-021 page 3: line 31, “are poor in men and that is one …”, stands 13.5 pt out of the type area below',
         'warning OUT-027 page 2: it ends 1 line above page 3, which faces it'],
    ),
    "a line off the page": (
        changed(3, l4=Set(f"{L4} unquestionably irrevocably", ragged=True)),
        ['error OUT-020 page 3: “are poor in men and that is one …” stands 58.5 pt off the page'],
    ),
    "an empty page": (
        cut(4, 0),
        ["warning OUT-030 page 4: it is empty"],
    ),
    "a page nearly empty": (
        cut(4, 3),
        ['warning OUT-030 page 4: it holds 3 lines and the text goes on'],
    ),
    "a short last page": (
        [*book(), leaf(6, 3)],
        ["note OUT-030 page 7: it holds 3 lines; a section ends there"],
    ),
    "a glyph that is missing": (
        with_(3, 4, text=L4.replace(" in ", " \ue123 ")),
        ["error OUT-031 page 3: there is no glyph for □ (U+E123)"],
    ),
    "hyphens": (
        changed(3, **{f"l{at}": Set(f"{LINES[at][:-2]}-") for at in (4, 5, 6, 7)}),
        ['warning OUT-024 page 3: 4 lines in a row end with a hyphen, from line 4, “haust these limits. He did not p …”'],
    ),
    "a widow": (
        changed(3, l1=Set("under arms.", ragged=True), l2=Set("The monarchy, insisting only that it be constitutional. They", across=INDENT)),
        ["warning OUT-028 page 3: “under arms.” is a widow: it ends a paragraph"],
    ),
    "an orphan": (
        changed(3, l29=Set("under arms.", ragged=True), l30=Set("the monarchy, insisting only that it be constitutional. They", across=INDENT)),
        ['warning OUT-029 page 3: “the monarchy, insisting only tha …” is an orphan: it begins a paragraph'],
    ),
    "a last line shorter than the indent": (
        changed(3, l12=Set("it.", ragged=True)),
        ["warning OUT-025 page 3: line 12, “it.”, ends a paragraph and is shorter than the indent"],
    ),
    "facing pages that end at different heights": (
        cut(4, 28),
        ["warning OUT-027 page 4: it ends 2 lines above page 5, which faces it"],
    ),
    "facing pages that begin at different heights": (
        changed(4, l1=None),
        ['warning OUT-027 page 4: “the monarchy, insisting only tha …” stands 13.5 pt lower than the head of page 5, which faces it'],
    ),
    "a river": (
        changed(3, **{f"l{at}": Set(RIVER) for at in range(16, 22)}),
        ["warning OUT-023 page 3: a river runs down 6 lines from line 16, “mmmmmm mmmmmm mmmmmm mmmmmm mmmm …”"] * 4,
    ),
}  # fmt: skip


def on_page_3(leaves: list[Leaf]) -> bool:
    return (
        len(leaves) == 6
        and [made == usual for made, usual in zip(leaves, book(), strict=True)].count(False) == 1
        and (len(leaves[2]) == COUNT and leaves[2] != leaf(2))
    )


TOGETHER = [name for name, (leaves, _) in SEEDS.items() if on_page_3(leaves)]


@pytest.mark.parametrize("name", [name for name in SEEDS if name not in TOGETHER])
def test_this_is_said_and_nothing_else(name: str) -> None:
    leaves, expected = SEEDS[name]
    assert said(pdf(leaves)) == expected


def test_this_is_said_of_each_page_of_one_book_and_nothing_else() -> None:
    leaves, expected = book(2), []
    for name in TOGETHER:
        made, told = SEEDS[name]
        leaves += [made[2], leaf(3)]
        expected += [line.replace("page 3:", f"page {len(leaves) - 1}:") for line in told]
    assert len(TOGETHER) >= 10
    assert sorted(said(pdf([*leaves, leaf(4), leaf(5)]))) == sorted(expected)


def test_a_left_page_before_a_section_may_be_empty() -> None:
    opening: Leaf = [*[None] * 8, *leaf(4, 22)]
    assert said(pdf([*book(3), [], opening, leaf(5), leaf(6)])) == []


def test_marginal_notes_and_hanging_punctuation_are_lawful() -> None:
    note = Set("Kronstadt", ragged=True, across=-44, extra="font-size: 7.5pt")
    leaves = changed(3, l4=Set(LINES[2].replace("Russian", "Russian.")), l5=note)
    assert said(pdf(leaves)) == []


def test_turned_pages_are_read_as_they_are_shown() -> None:
    with pikepdf.open(io.BytesIO(clean())) as document:
        for page in document.pages:
            page.Rotate = 90
        buffer = io.BytesIO()
        document.save(buffer)
    read = looked_at(buffer.getvalue()).book.pages[0]
    assert (round(read.width), round(read.height)) == (612, 396)
    assert len(read.turned) > 1000
    assert read.lines == ()


def test_a_font_that_is_not_embedded_is_told_once() -> None:
    assert said(plain(2)) == ["error OUT-032 page 1: the font Helvetica is not embedded"]


# --- sheets -----------------------------------------------------------------------------------------------------------


def test_spreads_are_as_bound() -> None:
    pages = looked_at(clean()).book.pages
    numbers = [tuple(page and page.number for page in pair) for pair in sheet.spreads(pages)]
    assert numbers == [(None, 1), (2, 3), (4, 5), (6, None)]


@pytest.mark.parametrize("name", ["sheet.png", "sheet.pdf"])
def test_sheet_shows_the_spreads_with_marks_and_is_the_same_again(name: str, tmp_path: Path) -> None:
    source = tmp_path / "x.pdf"
    source.write_bytes(pdf(SEEDS["a line off the grid"][0]))
    result = run(source, "--output", tmp_path / name)
    assert result.exit_code == Exit.CLEAN
    assert result.stdout.splitlines()[-1] == "1 problem on 6 pages, 99.4 % of 180 lines of text on the grid"
    first = (tmp_path / name).read_bytes()
    run(source, "--output", tmp_path / name)
    assert (tmp_path / name).read_bytes() == first
    if name.endswith(".png"):
        with Image.open(io.BytesIO(first)) as image:
            colours = {colour for _, colour in image.getcolors(2**24) or []}
            assert sheet.COLOURS["OUT-026"] in colours
            assert image.size == (2 * 40 + 3 * 2 * 324 + 2 * 28, 2 * 40 + 26 + 2 * (500 + 26 + 28))


def test_many_pages_are_several_sheets(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(plain(40))
    result = run(tmp_path / "x.pdf", "--output", tmp_path / "sheet.png")
    assert sorted(path.name for path in tmp_path.glob("*.png")) == ["sheet-1.png", "sheet-2.png"]
    assert result.exit_code == Exit.ERRORS
    run(tmp_path / "x.pdf", "--pages", "1-6")
    with pikepdf.open(tmp_path / "x.proof.pdf") as made:
        assert len(made.pages) == 1
    run(tmp_path / "x.pdf")
    with pikepdf.open(tmp_path / "x.proof.pdf") as made:
        assert len(made.pages) == 2


def test_findings_are_json_too(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(plain(1))
    result = run(tmp_path / "x.pdf", "--format", "json")
    assert '"line": 1' in result.stdout
    assert '"code": "OUT-032"' in result.stdout


# --- which pages ------------------------------------------------------------------------------------------------------


def test_pages_are_chosen_by_number() -> None:
    assert chosen("", 3) == [1, 2, 3]
    assert chosen("2", 3) == [2]
    assert chosen("9-, 1-2,4", 10) == [1, 2, 4, 9, 10]
    assert chosen("-2", 10) == [1, 2]
    assert chosen("5-99", 6) == [5, 6]


@pytest.mark.parametrize("wanted", ["x", "1-x", "-", ",", "1,,2", "٣", "1-2-3", "7", "3-1", "0"])
def test_pages_that_are_not_there(wanted: str) -> None:
    with pytest.raises(Trouble):
        chosen(wanted, 6)


@given(st.text(alphabet="0123456789-, x", max_size=12), st.integers(0, 50))
def test_chosen_pages_are_of_the_pdf(wanted: str, count: int) -> None:
    try:
        numbers = chosen(wanted, count)
    except Trouble:
        return
    assert numbers == sorted(set(numbers))
    assert set(numbers) <= set(range(1, count + 1))


# --- ill will ---------------------------------------------------------------------------------------------------------


def plain(
    count: int, box: str = "[0 0 300 400]", content: str = "BT /F 12 Tf 50 300 Td (Words of a page) Tj ET"
) -> bytes:
    """A PDF of so many pages with one content, in Helvetica."""
    buffer = io.BytesIO()
    with pikepdf.new() as document:
        fonts = pikepdf.Object.parse(b"<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>")
        page = pikepdf.Dictionary(Type=pikepdf.Name.Page, MediaBox=pikepdf.Object.parse(box.encode()), Resources=fonts)
        page.Contents = document.make_stream(content.encode())
        kids = [document.make_indirect(page)] * count
        document.Root.Pages = document.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Pages, Count=count, Kids=pikepdf.Array(kids))
        )
        document.save(buffer, static_id=True, compress_streams=False)
    return buffer.getvalue()


def locked() -> bytes:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(clean())) as document:
        document.save(buffer, encryption=pikepdf.Encryption(owner="a", user="b"))
    return buffer.getvalue()


TROUBLES: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "is damaged, or no PDF"),
    "no PDF": (lambda: b"<TEI/>", "is damaged, or no PDF"),
    "the first bytes": (lambda: clean()[:2000], "is damaged, or no PDF"),
    "locked": (locked, "is locked by a password; save it without one"),
    "ten thousand pages": (lambda: plain(10_000), "has 10,000 pages; choose at most 1,000 with --pages"),
    "too many signs": (
        lambda: plain(1, content=f"BT /F 9 Tf 50 300 Td {'(' + 'x' * 500 + ') Tj '} ET" * 420), "holds over 200,000 signs"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TROUBLES)
def test_trouble_is_one_sentence(name: str, tmp_path: Path) -> None:
    made, words = TROUBLES[name]
    (tmp_path / "x.pdf").write_bytes(made())
    result = run(tmp_path / "x.pdf")
    assert result.exit_code in (Exit.USAGE, Exit.UNREADABLE)
    assert result.stderr.count("\n") == 1
    assert words in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["x.pdf"]


@pytest.mark.parametrize(
    "box",
    [
        "[0 0 200000 200000]",
        "[0 0 1 14400]",
        "[0 0 14400 1]",
        "[0 0 0 0]",
        "[-5 -5 -900 -900]",
        "[0 0 1000000000 1000000000]",
        "[/a]",
    ],
)
def test_boxes_of_any_size_are_drawn_small(box: str, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(plain(3, box))
    result = run(tmp_path / "x.pdf", "--output", tmp_path / "x.png")
    assert result.exit_code in (Exit.CLEAN, Exit.ERRORS)
    with Image.open(tmp_path / "x.png") as image:
        assert image.width * image.height < 12_000_000


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_damaged_bytes_are_trouble_or_a_proof(data: st.DataObject) -> None:
    source = bytearray(plain(4))
    for _ in range(data.draw(st.integers(1, 12))):
        source[data.draw(st.integers(0, len(source) - 1))] = data.draw(st.integers(0, 255))
    try:
        with reading.opened(bytes(source), "x.pdf") as document:
            done = proofs.proof(document, "x.pdf", chosen("", len(document)))
            for image in sheet.sheets(document, done.book.pages, done.marks(), proofs.LEGEND):
                assert image.width * image.height < 12_000_000
    except Trouble:
        pass


def test_an_image_too_large_is_not_drawn() -> None:
    image = "q 300 0 0 400 0 0 cm BI /W 20000 /H 20000 /BPC 1 /CS /G /F /AHx ID 00> EI Q"
    pages = looked_at(plain(1, content=image)).book.pages
    assert [page.drawable for page in pages] == [False]


def test_without_pdfium_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(plain(1))
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    result = run(tmp_path / "x.pdf")
    assert result.exit_code == Exit.UNREADABLE
    assert result.stderr == "teipress: a proof needs PDFium; `pip install 'teipress[proof]'` adds it\n"


def test_wrong_outputs_are_refused(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(plain(1))
    for output in ("x.pdf", "x.jpg", "x"):
        assert run(tmp_path / "x.pdf", "--output", tmp_path / output).exit_code == Exit.USAGE
    assert run(tmp_path / "none.pdf").exit_code == Exit.UNREADABLE
    assert [path.name for path in tmp_path.iterdir()] == ["x.pdf"]


def test_the_command_line_starts_without_reading_the_proof() -> None:
    code = "import sys, teipress.cli; sys.exit('teipress.proof' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

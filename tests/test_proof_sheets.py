"""Proofs: the sheet that is drawn, the pages that are chosen, and PDFs of ill will."""

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from teipress import proof as proofs
from teipress.diagnostics import Exit, Trouble
from teipress.proof import chosen, reading, sheet
from tests.leaves import clean, looked_at, pdf, plain, run, with_

# --- sheets -----------------------------------------------------------------------------------------------------------


def test_spreads_are_as_bound() -> None:
    pages = looked_at(clean()).book.pages
    numbers = [tuple(page and page.number for page in pair) for pair in sheet.spreads(pages)]
    assert numbers == [(None, 1), (2, 3), (4, 5), (6, None)]


@pytest.mark.parametrize("name", ["sheet.png", "sheet.pdf"])
def test_sheet_shows_the_spreads_with_marks_and_is_the_same_again(name: str, tmp_path: Path) -> None:
    source = tmp_path / "x.pdf"
    source.write_bytes(pdf(with_(3, 4, down=2)))
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

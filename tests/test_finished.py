"""Finished books: what was made of the same comes back, byte for byte; whatever else changes, it is made anew."""

from collections.abc import Callable
from pathlib import Path

import pytest

from teipress import cache, finished, publish
from teipress.edition import load
from teipress.publish import Published
from teipress.settings import Settings
from tests.editions import document

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
PICTURE = bytes.fromhex(  # of one pixel
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c636000000002000148afa4710000000049454e44ae426082"
)
BODY = "<p>One.</p><figure><graphic url='x.png'/><figDesc>A thing.</figDesc></figure><noSuchElement>two</noSuchElement>"


@pytest.fixture
def exported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """The formats that were made, for each time that something was made; in a cache that is empty at first."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    made: list[list[str]] = []
    whole = publish.export

    def export(book: object, names: list[str], settings: Settings) -> Published:
        made.append(names)
        return whole(book, names, settings)  # type: ignore[arg-type]

    monkeypatch.setattr(publish, "export", export)
    return made


def books(folder: Path, settings: Settings | None = None, body: str = BODY, formats: str = "text") -> Published:
    (folder / "x.xml").write_text(document(body), "utf-8")
    edition = load(folder / "x.xml", settings or Settings()).edition
    assert edition is not None
    return finished.begun(edition, settings or Settings(), formats.split(","))()


def test_the_same_is_made_once_and_told_each_time(tmp_path: Path, exported: list[list[str]]) -> None:
    (tmp_path / "x.png").write_bytes(PNG)
    first, second = books(tmp_path), books(tmp_path)
    assert exported == [["text"]]
    assert first == second
    assert [d.code for d in second.findings] != []


def test_only_the_format_that_is_missing_is_made(tmp_path: Path, exported: list[list[str]]) -> None:
    (tmp_path / "x.png").write_bytes(PNG)
    alone = books(tmp_path)
    both = books(tmp_path, formats="text,epub")
    assert exported == [["text"], ["epub"]]
    assert sorted(both.files) == ["x.epub", "x.txt"]
    assert alone.files["x.txt"] == both.files["x.txt"]


def with_an_image(data: bytes) -> Callable[[Path], Published]:
    def change(folder: Path) -> Published:
        (folder / "x.png").write_bytes(data)
        return books(folder)

    return change


def without_it(folder: Path) -> Published:
    (folder / "x.png").unlink()
    return books(folder)


CHANGES: dict[str, Callable[[Path], Published]] = {
    "a word": lambda folder: books(folder, body=BODY.replace("One", "Two")),
    "the view": lambda folder: books(folder, Settings(view="diplomatic")),
    "an image": with_an_image(PNG + b"1"),
    "an image that is gone": without_it,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_what_has_changed_is_made_anew(
    tmp_path: Path, exported: list[list[str]], change: Callable[[Path], Published]
) -> None:
    (tmp_path / "x.png").write_bytes(PNG)
    books(tmp_path)
    change(tmp_path)
    assert exported == [["text"], ["text"]]


def test_the_epoch_counts(tmp_path: Path, exported: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    books(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    books(tmp_path)
    assert exported == [["text"], ["text"]]


@pytest.mark.parametrize("damage", [b"", b"x", bytes(32), bytes(300)])
def test_a_damaged_entry_counts_for_nothing(tmp_path: Path, exported: list[list[str]], damage: bytes) -> None:
    (tmp_path / "x.png").write_bytes(PNG)
    first = books(tmp_path)
    (entry,) = (tmp_path / "cache" / "teipress").glob("*.book")
    entry.write_bytes(damage)
    assert books(tmp_path) == first
    assert exported == [["text"], ["text"]]


def test_a_cache_that_cannot_be_written_is_no_error(
    tmp_path: Path, exported: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert books(tmp_path) == books(tmp_path)
    assert exported == [["text"], ["text"]]


def test_the_oldest_entries_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(cache, "MOST_KEPT", 400)  # three entries
    for number in range(4):
        cache.put("x", str(number), bytes(100))
        cache.get("x", "0")  # used all the time
    assert [cache.get("x", str(number)) is not None for number in range(4)] == [True, False, True, True]


def test_an_image_that_comes_later_is_not_missed(tmp_path: Path, exported: list[list[str]]) -> None:
    assert any(d.code.startswith("IMG-") for d in books(tmp_path, formats="epub").findings)
    (tmp_path / "x.png").write_bytes(PICTURE)
    assert not any(d.code.startswith("IMG-") for d in books(tmp_path, formats="epub").findings)
    assert exported == [["epub"], ["epub"]]


def test_a_file_drawn_in_as_text_is_part_of_the_text(tmp_path: Path, exported: list[list[str]]) -> None:
    include = '<p>x <xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="part.txt" parse="text"/></p>'
    for word in ("Alpha", "Beta"):
        (tmp_path / "part.txt").write_text(word, "utf-8")
        assert f"x {word}".encode() in books(tmp_path, body=include).files["x.txt"]
    assert exported == [["text"], ["text"]]

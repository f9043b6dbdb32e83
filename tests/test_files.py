"""Files: no name leads out of its root, and no write leaves half a file."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teipress import files
from teipress.diagnostics import Exit, Trouble

OUTSIDE = {
    "../x": "lies outside",
    "a/../../x": "lies outside",
    "..%2fx": "lies outside",
    "%2e%2e/x": "lies outside",
    "..": "lies outside",
    "/etc/passwd": "is not a relative path",
    "%2fetc/passwd": "is not a relative path",
    "a\\b": "is not a relative path",
    "..%5cx": "is not a relative path",
    "C:x": "is not a file of this edition",
    "C:/x": "is not a file of this edition",
    "a%00b": "is not a relative path",
    "file:///etc/passwd": "is not a file of this edition",
    "http://example.org/x": "is not a file of this edition",
    "javascript:alert(1)": "is not a file of this edition",
    "//evil/x": "is not a file of this edition",
    "//[x": "is no address",
    "": "names no file",
    "#x": "names no file",
    "?x": "names no file",
    "leaves": "lies outside",
    "leaves/x": "lies outside",
    "circle": "",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "edition"
    (folder / "sub").mkdir(parents=True)
    (folder / "leaves").symlink_to(tmp_path)
    (folder / "stays").symlink_to(folder / "sub")
    (folder / "circle").symlink_to(folder / "circle")
    return folder


@pytest.mark.parametrize(("target", "reason"), [(t, r) for t, r in OUTSIDE.items() if r])
def test_name_that_leads_out_is_refused(root: Path, target: str, reason: str) -> None:
    with pytest.raises(files.Outside, match=reason):
        files.inside(root, target)


@pytest.mark.parametrize(
    ("target", "base", "expected"),
    [
        ("x.xml", "", "x.xml"),
        ("x.xml#id", "", "x.xml"),
        ("a%20b.xml", "", "a b.xml"),
        ("%252e%252e/x", "", "%2e%2e/x"),  # unquoted once
        ("sub/../x.xml", "", "x.xml"),
        ("../x.xml", "sub", "x.xml"),
        ("./x.xml", "sub", "sub/x.xml"),
        ("stays/x", "", "stays/x"),
        ("e\u0301.xml", "", "\u00e9.xml"),
    ],
)
def test_name_inside_is_found(root: Path, target: str, base: str, expected: str) -> None:
    assert files.inside(root, target, root / base) == root.resolve() / expected


def test_link_to_itself_is_no_fault_of_the_program(root: Path) -> None:
    try:
        files.inside(root, "circle")
    except files.Outside:
        return
    with pytest.raises(Trouble):
        files.read(root / "circle", 10)


@given(st.text(alphabet="./\\%25eEcCfF:a#?\0[]é", max_size=20))
def test_whatever_is_found_is_inside(target: str) -> None:
    root = Path("/nowhere/edition")
    try:
        assert files.inside(root, target).is_relative_to(root)
    except files.Outside as reason:
        assert str(reason)


def test_reading_stops_one_byte_past_the_limit(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"1234567890")
    assert files.read(tmp_path / "x", 4) == b"12345"


@pytest.mark.parametrize(
    ("name", "words"), [("", "is a folder"), ("nothing", "does not exist"), ("a" * 300, "cannot be read")]
)
def test_what_cannot_be_read_is_told_in_a_sentence(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(Trouble, match=words) as trouble:
        files.read(tmp_path / name, 10)
    assert trouble.value.code is Exit.UNREADABLE


def test_files_are_written_into_new_folders(tmp_path: Path) -> None:
    written = files.write_all(tmp_path / "a" / "b", {"x.txt": b"1", "y.txt": b"2"})
    assert [(path.name, path.read_bytes()) for path in written] == [("x.txt", b"1"), ("y.txt", b"2")]
    assert {path.stat().st_mode & 0o777 for path in written} == {0o644}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("call", [0, 1])
def test_failure_in_the_middle_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: int
) -> None:
    files.write_all(tmp_path, {"x": b"old x", "y": b"old y"})
    calls: list[int] = []

    def full(_: int) -> None:
        calls.append(1)
        if len(calls) > call:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Trouble, match="no space left on device") as trouble:
        files.write_all(tmp_path, {"x": b"new x", "y": b"new y", "z": b"new z"})
    assert trouble.value.code is Exit.UNREADABLE
    assert contents(tmp_path) == {"x": b"old x", "y": b"old y"}


def test_interruption_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files.write_all(tmp_path, {"x": b"old"})

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        files.write_all(tmp_path, {"x": b"new"})
    assert contents(tmp_path) == {"x": b"old"}


def test_folder_in_the_way_is_told_and_nothing_changes(tmp_path: Path) -> None:
    (tmp_path / "y").mkdir()
    (tmp_path / "x").write_bytes(b"old")
    with pytest.raises(Trouble, match="y is a folder, and a file of that name is to be written"):
        files.write_all(tmp_path, {"x": b"new", "y": b"new"})
    assert contents(tmp_path) == {"x": b"old"}


def test_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"a file")
    with pytest.raises(Trouble, match="out cannot be written"):
        files.write_all(tmp_path / "out", {"x": b"new"})
    assert (tmp_path / "out").read_bytes() == b"a file"


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_read_only_folder_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(Trouble, match="permission denied"):
        files.write(tmp_path / "x", b"new")
    tmp_path.chmod(0o755)


def test_refusal_of_the_system_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(Trouble, match=f"{tmp_path} cannot be written: permission denied"):
        files.write(tmp_path / "x", b"new")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("From Lenin to Stalin", "from-lenin-to-stalin"),
        ("../../etc/passwd", "etc-passwd"),
        ("Étude №1", "etude-no1"),
        ("Записки", "edition"),
        ("a<b>.xml", "a-b-xml"),
        ("x" * 300, "x" * 80),
    ],
)
def test_slug(name: str, slug: str) -> None:
    assert files.slug(name) == slug

"""Publish: the same bytes wherever and whenever, and all files or none."""

import hashlib
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from teipress import publish
from teipress.book import Book, Output
from teipress.diagnostics import Trouble
from teipress.header import metadata, timestamp
from teipress.publish import Published
from teipress.settings import Settings
from tests.editions import MEMOIR, ROOT, SLUG, document, edition, memoir_composed

# A build in a process of its own: hashes of the three editions and of the package.
BUILD = """
import hashlib, sys
from pathlib import Path
from teipress import exchange, publish
from teipress.build import build
from teipress.settings import find
path = Path(sys.argv[1])
built = build(path, find(path), sys.argv[2].split(","))
package = exchange.package(built.edition, built.books.files, built.schema, {})
for name, data in sorted({**built.books.files, "package": package}.items()):
    print(name, hashlib.sha512(data).hexdigest())
"""


def start(path: Path, formats: str, cache: Path, **environment: str) -> subprocess.Popen[str]:
    """Begin a build with a cache of its own: a second build would only read what the first has made."""
    inherited = {k: v for k, v in os.environ.items() if k not in ("SOURCE_DATE_EPOCH", "TZ", "LC_ALL")}
    return subprocess.Popen(
        [sys.executable, "-c", BUILD, str(path), formats],
        env={**inherited, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(cache), **environment},
        stdout=subprocess.PIPE,
        text=True,
    )


def result(process: subprocess.Popen[str]) -> dict[str, str]:
    output, _ = process.communicate()
    assert process.returncode == 0
    return dict(line.split() for line in output.splitlines())


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    one = start(MEMOIR, "text,epub,pdf", tmp_path / "1", PYTHONHASHSEED="0", TZ="Pacific/Kiritimati", LC_ALL="C")
    two = start(MEMOIR, "pdf,epub,text", tmp_path / "2", PYTHONHASHSEED="1", TZ="America/Los_Angeles", LC_ALL="C.UTF-8")
    first, second = result(one), result(two)
    assert sorted(first) == [f"{SLUG}.epub", f"{SLUG}.pdf", f"{SLUG}.txt", "package"]
    assert first == second


def test_source_date_epoch_is_the_date_of_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    made = edition(document("<p>x</p>", "<revisionDesc><change when='2020-02-03'/></revisionDesc>"))
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert timestamp(made) == 1580688000
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    assert timestamp(made) == 1000000000
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(Trouble, match="SOURCE_DATE_EPOCH must be seconds since 1970, not 'yesterday'"):
        timestamp(made)


def test_changes_without_a_date_leave_the_date_of_publication(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    text = document("<p>x</p>", "<revisionDesc><change>begun</change></revisionDesc>")
    dated = text.replace(
        "</titleStmt>", "</titleStmt><publicationStmt><p><date when='2020-02-03'/></p></publicationStmt>"
    )
    assert timestamp(edition(dated)) == 1580688000


def test_a_person_has_one_name() -> None:
    both = (
        "<author><persName><forename>Иван</forename><surname>Крылов</surname></persName><persName xml:lang='en'>"
        "Ivan Krylov</persName><idno>Q191480</idno></author><editor>Ann <surname>Lee</surname> (Oslo)</editor>"
    )
    people = metadata(edition(document("<p>x</p>", people=both))).people
    assert [(p.name, p.sort) for p in people] == [("Иван Крылов", "Крылов, Иван"), ("Ann Lee (Oslo)",) * 2]


def test_source_date_epoch_reaches_the_files(tmp_path: Path) -> None:
    one = start(MEMOIR, "epub", tmp_path, SOURCE_DATE_EPOCH="1000000000")
    two = start(MEMOIR, "epub", tmp_path, SOURCE_DATE_EPOCH="1100000000")
    first, second = result(one), result(two)
    assert all(first[name] != second[name] for name in first)


def test_an_edition_without_a_date_is_of_1980(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert timestamp(edition(document("<p>x</p>"))) == 315532800


# --- all or nothing ---------------------------------------------------------------------------------------------------


def state(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def failing(book: Book, settings: Settings) -> Output:
    raise RuntimeError("the exporter is broken")


def test_a_failing_exporter_leaves_the_folder_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish.write(publish.export(memoir_composed().book, ["text"], Settings()), tmp_path)
    before = state(tmp_path)
    found: Callable[[str], publish.Exporter] = publish.exporter
    monkeypatch.setattr(publish, "exporter", lambda name: failing if name == "epub" else found(name))
    with pytest.raises(RuntimeError):
        publish.write(publish.export(memoir_composed().book, ["text", "epub"], Settings()), tmp_path)
    assert state(tmp_path) == before


@pytest.mark.parametrize("fails_at", [1, 2, 3])
def test_a_full_disk_leaves_the_folder_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).write_text(f"old {name}", "utf-8")
    before, calls = state(tmp_path), []

    def fsync(handle: int) -> None:
        calls.append(handle)
        if len(calls) == fails_at:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(Trouble, match="no space left on device"):
        publish.write(Published(dict.fromkeys(("a", "b", "c"), b"new"), ()), tmp_path)
    assert state(tmp_path) == before


def test_a_folder_in_the_way_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    with pytest.raises(Trouble, match="is a folder, and a file of that name is to be written"):
        publish.write(Published({"a": b"new", "b": b"new"}, ()), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b"]


def test_files_are_replaced_and_readable_by_all(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old", "utf-8")
    assert publish.write(Published({"a": b"new"}, ()), tmp_path) == [tmp_path / "a"]
    assert (tmp_path / "a").read_bytes() == b"new"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o644


def test_an_unknown_format_is_told_with_the_nearest() -> None:
    with pytest.raises(Trouble, match=r"there is no format 'epbu'; did you mean epub\?"):
        publish.exporter("epbu")


def test_formats_are_found_by_entry_point() -> None:
    assert set(publish.formats()) >= {"epub", "pdf", "text"}


def test_formats_of_other_packages_are_found_wherever_they_lie(tmp_path: Path) -> None:
    points = tmp_path / "other-1.0.dist-info" / "entry_points.txt"
    points.parent.mkdir()
    points.write_text(
        "[console_scripts]\nodd = x:y\n\n[teipress.exporters]\n# a format\nodd=odd_format:export [more]\n"
    )
    (tmp_path / "odd_format.py").write_text("def export(book, settings):\n    return None\n")
    archive = tmp_path / "zipped.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("zipped-1.0.dist-info/METADATA", "Name: zipped\nVersion: 1.0\n")
        made.writestr("zipped-1.0.dist-info/entry_points.txt", "[teipress.exporters]\nzipped = odd_format:export\n")
    told = "from teipress.publish import *; print(formats(), package('zipped'), *(exporter(n).__module__ for n in NEW))"
    command = [sys.executable, "-c", f"NEW = ('odd', 'zipped'); {told}"]
    path = os.pathsep.join((str(tmp_path), str(archive)))
    ended = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": path}, cwd=ROOT)
    assert ended.stdout == "['epub', 'odd', 'pdf', 'text', 'zipped'] odd_format odd_format odd_format\n", ended.stderr

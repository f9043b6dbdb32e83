"""ZIP archives: the same bytes whatever the order and the clock, and what EPUB asks of the first entry."""

import io
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teipress.zips import archive

FILES = {"b.txt": b"b" * 100, "mimetype": b"application/epub+zip", "a/c.PNG": b"c" * 100, "a.xhtml": b"a" * 100}
NOON = 1_000_000_000  # 9 September 2001, 01:46:40 UTC


def entries(data: bytes) -> list[zipfile.ZipInfo]:
    return zipfile.ZipFile(io.BytesIO(data)).infolist()


def test_entries_stand_in_order_with_fixed_dates_and_rights() -> None:
    found = entries(archive(FILES, NOON, first="mimetype"))
    assert [e.filename for e in found] == ["mimetype", "a.xhtml", "a/c.PNG", "b.txt"]
    assert [e.compress_type == zipfile.ZIP_STORED for e in found] == [True, False, True, False]
    assert {e.date_time for e in found} == {(2001, 9, 9, 1, 46, 40)}
    assert {(e.create_system, e.external_attr, e.extra, e.flag_bits & 1) for e in found} == {
        (3, 0o100644 << 16, b"", 0)
    }


def test_mimetype_can_be_read_at_byte_38() -> None:
    """EPUB 3.3, OCF 4.2.3: a reader that knows nothing of ZIP finds the media type at a fixed place."""
    data = archive(FILES, NOON, first="mimetype")
    assert data[30:58] == b"mimetypeapplication/epub+zip"


@pytest.mark.parametrize("timestamp", [-1, 0, 315_532_799])
def test_dates_before_1980_are_1980(timestamp: int) -> None:
    assert {e.date_time for e in entries(archive(FILES, timestamp))} == {(1980, 1, 1, 0, 0, 0)}


def test_clock_and_time_zone_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    before = archive(FILES, NOON)
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    time.tzset()
    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert archive(FILES, NOON) == before


def test_names_beyond_ascii_come_back() -> None:
    assert [e.filename for e in entries(archive({"é.txt": b"1", "книга.txt": b"2"}, NOON))] == ["é.txt", "книга.txt"]


@given(st.dictionaries(st.text("abc/é", min_size=1, max_size=8), st.binary(max_size=50), max_size=6))
def test_what_goes_in_comes_out_in_one_form(files: dict[str, bytes]) -> None:
    data = archive(files, NOON)
    assert data == archive(dict(reversed(files.items())), NOON)
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        assert {name: container.read(name) for name in container.namelist()} == files

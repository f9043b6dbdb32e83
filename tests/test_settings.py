"""Settings: the nearest folder's count, and a slip in them is told with the right word."""

from pathlib import Path

import pytest

from teipress.diagnostics import Exit, Trouble
from teipress.settings import KEYS, Settings, Suppression, find


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    below = tmp_path / "edition" / "tei"
    below.mkdir(parents=True)
    return below


def test_without_settings_everything_has_its_default(folder: Path) -> None:
    found = find(folder)
    assert found == Settings()
    assert (found.root, found.output, found.view, found.max_megabytes) == (None, "output", "reading", 64)


def test_nearest_folder_counts_and_is_the_root(folder: Path) -> None:
    (folder.parent.parent / "teipress.toml").write_text('edition = "far.xml"', "utf-8")
    (folder.parent / "pyproject.toml").write_text('[tool.teipress]\nedition = "near.xml"', "utf-8")
    for start in (folder, folder / "x.xml", folder.parent):
        found = find(start)
        assert (found.edition, found.root) == ("near.xml", folder.parent.resolve())
    assert find(folder.parent.parent).edition == "far.xml"


def test_teipress_toml_goes_before_pyproject(folder: Path) -> None:
    (folder / "teipress.toml").write_text('edition = "a.xml"\nmax_megabytes = 3', "utf-8")
    (folder / "pyproject.toml").write_text('[tool.teipress]\nedition = "b.xml"', "utf-8")
    assert (find(folder).edition, find(folder).max_megabytes) == ("a.xml", 3)


@pytest.mark.parametrize("other", ["[tool.other]\nx = 1", "tool = 3", "not [ toml", ""])
def test_pyproject_of_others_is_passed_by(folder: Path, other: str) -> None:
    (folder / "pyproject.toml").write_text(other, "utf-8")
    (folder.parent / "teipress.toml").write_text('view = "diplomatic"', "utf-8")
    assert find(folder).view == "diplomatic"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('shema = "x.rng"', "there is no setting 'shema'; did you mean schema?"),
        ("colour = 1", f"there is no setting 'colour'; the settings are {', '.join(KEYS)}"),
        ("edition = 3", "edition must be a text in quotation marks, not 3"),
        ('max_megabytes = "3"', "max_megabytes must be a whole number, not '3'"),
        ("max_megabytes = true", "max_megabytes must be a whole number, not True"),
        ("max_megabytes = 0", "max_megabytes must be from 1 to 2,000, not 0"),
        ("max_megabytes = 1000000000000000000000", "max_megabytes must be from 1 to 2,000, not 1000000000000000000000"),
        ("max_elements = -1", "max_elements must be from 1 to 1,000,000,000, not -1"),
        ('[tool.teipress]\nedition = "a.xml"', "here the settings stand at the top, without [tool.teipress]"),
        ('view = "upside-down"', "view must be one of reading, diplomatic, not 'upside-down'"),
        ("edition =", "is not TOML"),
        ('rules = "off"', "rules must be a table, not 'off'"),
        ('[rules]\n"TXT-001" = "of"', "TXT-001 cannot be 'of'; did you mean off?"),
        ('[rules]\n"TXT-001" = 1', "TXT-001 cannot be 1; it is one of off, note, warning, error"),
        ("suppress = {}", "suppress must be a list of tables, [[suppress]], not {}"),
        ("suppress = [1]", "suppression 1 must be a table, not 1"),
        ('[[suppress]]\nfile = "x"\nreason = "y"', 'suppression 1 has no code; say which: code = "TXT-001"'),
        ('[[suppress]]\ncode = "TXT-001"\nfile = "x"', "suppression 1 has no reason; say why it is right here"),
        ('[[suppress]]\ncode = "TXT-001"\nfile = "x"\nreason = " "', "suppression 1 has no reason"),
        ('[[suppress]]\ncode = "TXT-001"\nreason = "y"', "suppression 1 has no file; say in which file"),
        ('[[suppress]]\ncode = "x"\n[[suppress]]\nlin = 3', "suppression 1 has no reason"),
        ('[[suppress]]\nlin = 3', "suppression 1: there is no key 'lin'; did you mean line?"),
        ('[[suppress]]\nline = "3"', "suppression 1: line must be a whole number, not '3'"),
    ],
)  # fmt: skip
def test_slip_is_told_with_file_and_remedy(folder: Path, text: str, message: str) -> None:
    (folder / "teipress.toml").write_text(text, "utf-8")
    with pytest.raises(Trouble) as trouble:
        find(folder)
    assert str(trouble.value).startswith(str(folder / "teipress.toml"))
    assert message in str(trouble.value)
    assert trouble.value.code is Exit.USAGE


def test_settings_that_are_no_text_are_told(folder: Path) -> None:
    (folder / "teipress.toml").write_bytes(b"edition = '\xff'")
    with pytest.raises(Trouble, match="is not TOML"):
        find(folder)


def test_rules_and_suppressions_are_read(folder: Path) -> None:
    (folder / "teipress.toml").write_text(
        'edition = "a.xml"\n[rules]\n"TXT-001" = "off"\n'
        '[[suppress]]\ncode = "TXT-002"\nline = 3\nreason = "As printed."\n'
        '[[suppress]]\ncode = "TXT-003"\nid = "x"\nfile = "b.xml"\nreason = "As printed."\n',
        "utf-8",
    )
    found = find(folder)
    assert (found.file, found.rules) == ("teipress.toml", {"TXT-001": "off"})
    assert found.suppress == (
        Suppression("TXT-002", "As printed.", "a.xml", line=3, number=1),
        Suppression("TXT-003", "As printed.", "b.xml", id="x", number=2),
    )

"""The cases: each folder holds the smallest edition that shows one fault, and what is said of it, whole.

A folder is named by its code. `edition.xml` shows the fault in its forms, among neighbours that are right;
`expected.txt` holds every finding of that family (`DAT`, `REG`), as printed. So a fault is told, and no other. A folder
may have settings and images of its own.
"""

from pathlib import Path

import pytest

from teipress.checks import check_file, codes, rules
from teipress.diagnostics import in_order
from teipress.settings import Settings, find

FOLDERS = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.is_dir())
FAMILIES = sorted({folder.name[:3] for folder in FOLDERS})


def said(folder: Path) -> list[tuple[str, str]]:
    """The findings of the folder's family: the code, and the finding as printed for someone who is in that folder."""
    path = folder / "edition.xml"
    settings = find(folder) if (folder / "teipress.toml").is_file() else Settings()
    found = in_order(d for d in check_file(path, settings) if d.code[:3] == folder.name[:3])
    return [(d.code, str(d.called(Path(d.place.file).name)).replace(f"{folder}/", "")) for d in found]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_this_is_reported_and_no_other(folder: Path) -> None:
    found = said(folder)
    assert "".join(f"{text}\n" for _, text in found) == (folder / "expected.txt").read_text("utf-8")
    assert {code for code, _ in found} == {folder.name}


@pytest.mark.parametrize("family", FAMILIES)
def test_every_code_of_a_family_has_its_case(family: str) -> None:
    cases = [folder.name for folder in FOLDERS if folder.name[:3] == family]
    # What no function of its own finds has a page all the same, and may have a case.
    assert {code for code in rules() if code[:3] == family} <= set(cases) <= set(codes())

"""Checkouts: two copies of this tree, each in a folder, time zone and locale of its own, make the same bytes."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.editions import ROOT, document

ELSEWHERE = (
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1", "PYTHONUTF8": "0"},
    {"TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr", "PYTHONHASHSEED": "4242"},
)
UMASKS = (0o077, 0o002)
NEVER = ("SOURCE_DATE_EPOCH", "TZ", "LANG", "LC_ALL", "LANGUAGE", "PYTHONPATH", "PYTHONHASHSEED")
# All that a small edition can hold whose order or date might differ: notes, names, dates, readings, a picture.
SMALL = document(
    """<div type="chapter" xml:id="i"><head>Iıİ One</head><pb n="1"/><p>On <date when="1917-11-07">7 November</date>
    <persName ref="#b">Zoë</persName> met <persName ref="#a">Ådam</persName>.<note>Or <choice><sic>nto</sic><corr>not</corr>
    </choice>.</note> See <ref target="#ii">below</ref>.</p><figure><graphic url="seal.png"/><figDesc>A seal.</figDesc>
    </figure></div><div type="chapter" xml:id="ii"><head>Two</head><lg><l>Sing</l></lg><p>On <date when="1918-02-03">3
    February</date> <app><lem wit="#A">this</lem><rdg wit="#B">that</rdg></app>.</p></div>
    <listPerson><person xml:id="a"><persName>Ådam</persName></person><person xml:id="b"><persName>Zoë</persName></person>
    </listPerson>""",
    "<revisionDesc><change when='2020-02-03'/></revisionDesc>",
)  # fmt: skip


def checkout(folder: Path) -> Path:
    """A copy of what makes books, and of the edition that it is made for."""
    leave = shutil.ignore_patterns("__pycache__")
    for name in ("teipress", "exporters", "schemas", "tei"):
        shutil.copytree(ROOT / name, folder / name, ignore=leave)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def started(folder: Path, number: int, *arguments: str) -> subprocess.Popen[str]:
    """Run the command line of a checkout in it, with nothing in its cache."""
    inherited = {key: value for key, value in os.environ.items() if key not in NEVER}
    own = {"PYTHONPATH": str(folder), "XDG_CACHE_HOME": str(folder / "cache"), **ELSEWHERE[number]}
    return subprocess.Popen(
        [sys.executable, "-m", "teipress", *arguments], cwd=folder, env={**inherited, **own}, umask=UMASKS[number],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip


def made_twice(folder: Path, *arguments: str, edition: bytes = b"", picture: bytes = b"") -> list[dict[str, str]]:
    """What each of two checkouts writes to its folder `output`: the files by name, and their digests."""
    homes = [checkout(folder / "a"), checkout(folder / "an other" / "Ünder")]
    for home in homes if edition else ():
        (home / "small.xml").write_bytes(edition)
        (home / "seal.png").write_bytes(picture)
    for process in [started(home, number, *arguments) for number, home in enumerate(homes)]:
        said, complaints = process.communicate()
        assert process.returncode == 0, said + complaints
    return [
        {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted((home / "output").iterdir())}
        for home in homes
    ]


def test_two_checkouts_pack_the_same_editions(tmp_path: Path) -> None:
    """A package holds the text, the EPUB and the PDF."""
    from exporters.epub import cover
    from teipress.book import Metadata

    picture, _ = cover.draw(Metadata("", "", "", ""), {})
    first, second = made_twice(
        tmp_path, "pack", "small.xml", "--output", "output", edition=SMALL.encode(), picture=picture
    )
    assert list(first) == ["small.zip"]
    assert first == second


def test_a_checkout_runs_its_own_code(tmp_path: Path) -> None:
    """Or the test above would compare this tree with itself."""
    home = checkout(tmp_path)
    (home / "teipress" / "__init__.py").write_text('__version__ = "of the checkout"\n', "utf-8")
    said, _ = started(home, 0, "--version").communicate()
    assert said == "teipress, version of the checkout\n"

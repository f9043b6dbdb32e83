"""Copies of this tree, and what two of them make."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.editions import ROOT

ELSEWHERE = (
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1", "PYTHONUTF8": "0"},
    {"TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr", "PYTHONHASHSEED": "4242"},
)
UMASKS = (0o077, 0o002)
NEVER = ("SOURCE_DATE_EPOCH", "TZ", "LANG", "LC_ALL", "LANGUAGE", "PYTHONPATH", "PYTHONHASHSEED")


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

"""Witness: the text that an edition was made from, line by line: a text file, or a folder with one for each page."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from teipress import files
from teipress.collate.signs import SIGNS
from teipress.diagnostics import Trouble
from teipress.encoding import no_text

FEED = "\f"
SOURCE = "the text that the edition was made from"
_CLEAN = dict.fromkeys((*map(ord, SIGNS), 0xFEFF), "\ufffd")


@dataclass(frozen=True, slots=True)
class WitnessLine:
    """A line that holds something. *number* counts from 1 in its *file*; *text* is in composed characters (NFC).

    What may show that a page begins: *blank*, how many blank lines stand before it; *feed*, a form feed before it;
    *first*, it is the first of a file among several.
    """

    number: int
    file: str
    text: str
    blank: int = 0
    feed: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class Witness:
    """The lines of a witness, blank ones left out. *files*: how many lines each file has, by its name."""

    lines: tuple[WitnessLine, ...]
    files: dict[str, int]


def read(path: Path, limit: int) -> Witness:
    """Read a text file, or all .txt files of a folder, in the natural order of their names.

    Raises `Trouble` where there is none, it cannot be read, is no text in UTF-8, or has more than *limit* bytes in all.
    """
    paths = [path]
    if path.is_dir():
        paths = sorted((p for p in path.iterdir() if p.suffix.lower() == ".txt" and p.is_file()), key=_natural)
        if not paths:
            raise Trouble(f"{path} is a folder without .txt files; name {SOURCE}")
    lines: list[WitnessLine] = []
    counts: dict[str, int] = {}
    left = limit
    for file in paths:
        text, size = text_of(file, left)
        left -= size
        found, count = _lines(text, file.name, len(paths) > 1)
        lines.extend(found)
        counts[file.name] = count
    if not lines:
        raise Trouble(f"{path} holds no text")
    return Witness(tuple(lines), counts)


def text_of(path: Path, limit: int, wanted: str = SOURCE) -> tuple[str, int]:
    """The text of a file, in composed characters and without a byte order mark, and how many bytes it has."""
    data = files.read(path, limit)
    if len(data) > limit:
        raise Trouble(f"{path} has more than {limit / 2**20:.0f} MB; split it, or raise max_megabytes in the settings")
    if kind := no_text(data):
        raise Trouble(f"{path} is {kind}, not plain text; name {wanted}")
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Trouble(f"{path} is not UTF-8 (line {line}, byte {error.start}); save it as UTF-8") from None
    text = unicodedata.normalize("NFC", text)
    return (text if _CLEAN.keys().isdisjoint(map(ord, set(text))) else text.translate(_CLEAN)), len(data)


def natural(name: str) -> tuple[tuple[int, int | str], ...]:
    """What sorts page 9 before page 10."""
    return tuple(
        (0, int(part)) if part.isdecimal() else (1, part) for part in re.split(r"(\d+)", name.casefold()) if part
    )


def _natural(path: Path) -> tuple[tuple[tuple[int, int | str], ...], str]:
    return natural(path.name), path.name


def _lines(text: str, file: str, several: bool) -> tuple[list[WitnessLine], int]:
    """The lines of a file that hold something, and how many there are in all."""
    found: list[WitnessLine] = []
    blank, feed = 0, False
    split = re.split(r"\r\n|\r|\n", text)
    for number, line in enumerate(split, 1):
        before, _, after = line.rpartition(FEED)
        feed = feed or (FEED in line and bool(after.strip() or not before.strip()))
        if not line.strip():
            blank += 1
            continue
        found.append(WitnessLine(number, file, line.replace(FEED, ""), blank, feed, several and not found))
        blank, feed = 0, FEED in line and not after.strip()
    return found, len(split) - (split[-1] == "")

"""Sources: which text an edition was made from, and which list tells its corrections, where nobody names them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from teipress.diagnostics import Exit, Trouble
from teipress.settings import Settings

LEDGER = "corrections.tsv"
ENDINGS = (".ocr.txt", ".txt")


def source_of(tei: Path, settings: Settings) -> Path:
    """The witness of a TEI file: the settings', or one beside it. Raises `Trouble` where there is none."""
    beside = [tei.with_name(tei.stem + ending) for ending in ENDINGS]
    for place in (*_of_settings(tei, settings), *beside, tei.parent / "source"):
        if place.is_file():
            return place
        if place.is_dir():
            named = (place / (tei.stem + ending) for ending in ENDINGS)
            return next((path for path in named if path.is_file()), place)
    raise Trouble(
        f"there is no witness of {tei} at hand; name the text that it was made from, or `witness` in the settings",
        Exit.USAGE,
    )


def ledger_of(source: Path) -> Path | None:
    """The list of corrections that stands beside a witness, if there is one."""
    folder = source if source.is_dir() else source.parent
    stem = source.name.split(".")[0]
    return next((path for path in (folder / f"{stem}.{LEDGER}", folder / LEDGER) if path.is_file()), None)


def _of_settings(tei: Path, settings: Settings) -> Iterator[Path]:
    """What the settings name as the witness, if they are about this file."""
    root = settings.root
    if root is None or not settings.witness:
        return
    if not settings.edition or (root / settings.edition).resolve() == tei.resolve():
        place = root / settings.witness
        if not place.exists():
            raise Trouble(f"{place}, the witness that the settings name, does not exist", Exit.USAGE)
        here = Path.cwd()
        yield place.relative_to(here) if place.is_relative_to(here) else place

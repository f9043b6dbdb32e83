"""Typefaces: EB Garamond for the scripts that a book is written in, as files of the EPUB.

They come cut by script and ready made (`tests/conformance/fonts.py` makes them): a letter that none of them has is
shown in the reading system's own font, and so is a book that is mostly written in other scripts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from importlib import resources

FOLDER, LICENCE = "fonts", "OFL.txt"
# What each file holds, as ranges of code points. Combining marks stand with the letters that they sit on.
SCRIPTS: dict[str, tuple[tuple[int, int], ...]] = {
    "latin": (
        (0x20, 0x7E), (0xA0, 0x17F), (0x218, 0x21B), (0x2BB, 0x2BF), (0x2C6, 0x2DD), (0x300, 0x345), (0x2000, 0x206F),
        (0x2070, 0x209F), (0x20A0, 0x20BF), (0x2100, 0x2122), (0x2150, 0x215F), (0x2190, 0x2193), (0x2212, 0x2212),
        (0x2766, 0x2767),
    ),
    "latin-more": ((0x180, 0x217), (0x21C, 0x2BA), (0x2C0, 0x2C5), (0x300, 0x36F), (0x1E00, 0x1EFF), (0xA720, 0xA7FF)),
    "cyrillic": ((0x300, 0x36F), (0x400, 0x52F), (0x2DE0, 0x2DFF), (0xA640, 0xA69F)),
    "greek": ((0x300, 0x36F), (0x370, 0x3FF), (0x1F00, 0x1FFF)),
}  # fmt: skip
MOSTLY = 0.5  # of a book's letters: what is written in other scripts for the most part has its font elsewhere


def file_name(script: str, style: str) -> str:
    """`EBGaramond-latin-italic.woff2`."""
    return "-".join(filter(None, ("EBGaramond", script, style))) + ".woff2"


def family(script: str) -> str:
    """What a style sheet calls the letters of a script. Each has a name of its own: old systems know no ranges."""
    return "EB Garamond" + ("" if script == "latin" else f" {script}")


def needed(text: str) -> tuple[str, ...]:
    """The scripts that a text is written in, of those that there are letters for."""
    counts = {character: count for character, count in Counter(text).items() if character.isalpha()}
    owned = {c: script for c in counts for script in reversed(SCRIPTS) if _has(script, c)}
    known = sum(counts[c] for c in owned)
    if not known or known < MOSTLY * sum(counts.values()):
        return ()
    return tuple(script for script in SCRIPTS if script in owned.values() or script == "latin")


def files(scripts: tuple[str, ...]) -> Iterator[tuple[str, str, bytes]]:
    """Name, media type and content of the files, the licence among them."""
    for script in scripts:
        for style in ("", "italic"):
            name = file_name(script, style)
            yield f"{FOLDER}/{name}", "font/woff2", _data(name)
    if scripts:
        yield f"{FOLDER}/{LICENCE}", "text/plain", _data(LICENCE)


def rules(scripts: tuple[str, ...]) -> str:
    """What a style sheet has to say of them; the reader's own choice of a font comes before it."""
    faces = [
        f'@font-face {{ font-family: "{family(script)}"; font-style: {style or "normal"}; font-weight: normal; '
        f"src: url({FOLDER}/{file_name(script, style)}); }}"
        for script in scripts
        for style in ("", "italic")
    ]
    names = ", ".join(f'"{family(script)}"' for script in scripts)
    figures = "font-variant-numeric: oldstyle-nums proportional-nums"
    return "\n".join([*faces, f"body {{ font-family: {names}, serif; {figures}; }}", "", ""]) if scripts else ""


def _has(script: str, character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in SCRIPTS[script])


def _data(name: str) -> bytes:
    return resources.files("exporters.epub").joinpath(FOLDER, name).read_bytes()

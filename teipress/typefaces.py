"""Typefaces: what books may be set in, as data. Each comes in a package, and is used where that is installed.

The text is set in one of `FACES`. For letters that it lacks others step in, by the script of the letter and in a fixed
order; fonts of the system never do, so that a book comes out the same everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from teipress import files
from teipress.values import dataclass

MAX_FONT_BYTES = 32 * 2**20
# What a font is called that has all weights.
VARIABLE = re.compile(r"\[|-Variable")


@dataclass(frozen=True, slots=True)
class Typeface:
    """A family of fonts, in the *package* that pip knows: its files, by their places in that package.

    A variable font is its own *bold*; a family without *italic* (most scripts have none) stands upright. *scale* makes
    its letters look as tall as those of EB Garamond; outlines of PostScript keep their size. *small_caps* are the
    scripts that it has true small capitals of, besides Latin.
    """

    family: str
    package: str
    roman: str
    italic: str = ""
    bold: str = ""
    scale: float = 1.0
    small_caps: tuple[str, ...] = ()

    @property
    def module(self) -> str:
        """What Python calls the package."""
        return self.package.replace("-", "_")

    @property
    def cuts(self) -> tuple[tuple[str, int, str], ...]:
        """Its cuts: style, weight, and the file, by its name, that the cut is of."""
        sources = (("normal", 400, self.roman), ("italic", 400, self.italic), ("normal", 600, self.bold))
        made = [(style, weight, Path(place).name) for style, weight, place in sources if place]
        if not self.bold:
            made += [(style, 600, name) for style, _, name in made if VARIABLE.search(name)]
        return tuple(made)


def _google(family: str, slug: str, axes: str, scale: float, italic: bool = False) -> Typeface:
    name = family.replace(" ", "")
    slanted = f"files/{name}-Italic[{axes}].ttf" if italic else ""
    return Typeface(family, f"fontpkg-{slug}", f"files/{name}[{axes}].ttf", slanted, scale=scale)


def _more(script: str) -> Typeface:
    """A face of the one package that has many scripts."""
    return Typeface(f"Noto Sans {script}", "manimgx-fonts", f"NotoSans{script}[wght].ttf", scale=0.8)


def _east(country: str, code: str) -> Typeface:
    return Typeface(f"Noto Serif {code}", f"pylopdf-fonts-{country}", f"NotoSerif{code}-Regular.otf")


GARAMOND = Typeface(
    "EB Garamond", "fontpkg-eb-garamond", "files/EBGaramond[wght].ttf", "files/EBGaramond-Italic[wght].ttf",
    small_caps=("Grek",),
)  # fmt: skip
LITERATA = Typeface(
    "Literata", "fontpkg-literata", "files/Literata[opsz,wght].ttf", "files/Literata-Italic[opsz,wght].ttf",
    scale=0.82, small_caps=("Grek", "Cyrl"),
)  # fmt: skip
CARDO = Typeface(
    "Cardo", "fontpkg-cardo", "files/Cardo-Regular.ttf", "files/Cardo-Italic.ttf", "files/Cardo-Bold.ttf", 0.91
)
AMIRI = Typeface("Amiri", "fontpkg-amiri", "files/Amiri-Regular.ttf", "files/Amiri-Italic.ttf", "files/Amiri-Bold.ttf")
NOTO = _google("Noto Serif", "noto-serif", "wdth,wght", 0.79, italic=True)
JAPANESE, KOREAN, SIMPLIFIED, TRADITIONAL = (
    _east("jp", "JP"), _east("ko", "KR"), _east("zh-cn", "SC"), _east("zh-tw", "TC")
)  # fmt: skip

# What a text can be set in. Both have Latin, polytonic Greek and Cyrillic, upright and italic, with figures of both
# kinds, and ligatures.
FACES = {"eb-garamond": GARAMOND, "literata": LITERATA}
# What steps in, by the script of a letter (ISO 15924; `Zyyy`: signs of all scripts). Of a row that one which has most
# of the letters comes first, the first of equals.
SCRIPTS: dict[str, tuple[Typeface, ...]] = {
    "Latn": (GARAMOND, NOTO, CARDO),
    "Grek": (GARAMOND, CARDO, NOTO),
    "Cyrl": (GARAMOND, NOTO),
    "Zinh": (GARAMOND, NOTO, CARDO),
    # The second one has accents of the Bible, too.
    "Hebr": (
        _google("Frank Ruhl Libre", "frank-ruhl-libre", "wght", 0.9),
        Typeface("Noto Serif Hebrew", "pylopdf-fonts-he", "NotoSerifHebrew-Variable.ttf", scale=0.83),
    ),
    "Arab": (AMIRI,),
    "Deva": (Typeface("Noto Serif Devanagari", "pylopdf-fonts-hi", "NotoSerifDevanagari-Variable.ttf", scale=0.84),),
    "Beng": (
        Typeface(
            "Hind Siliguri", "fontpkg-hind-siliguri", "files/HindSiliguri-Regular.ttf",
            bold="files/HindSiliguri-SemiBold.ttf", scale=0.84,
        ),
    ),
    "Taml": (_google("Noto Sans Tamil", "noto-sans-tamil", "wdth,wght", 0.8),),
    "Telu": (_google("Noto Sans Telugu", "noto-sans-telugu", "wdth,wght", 0.8),),
    "Thai": (Typeface("Noto Serif Thai", "pylopdf-fonts-th", "NotoSerifThai-Variable.ttf", scale=0.85),),
    "Khmr": (_google("Noto Sans Khmer", "noto-sans-khmer", "wdth,wght", 0.8),),
    "Armn": (_more("Armenian"),), "Ethi": (_more("Ethiopic"),), "Geor": (_more("Georgian"),),
    "Gujr": (_more("Gujarati"),), "Guru": (_more("Gurmukhi"),), "Knda": (_more("Kannada"),), "Laoo": (_more("Lao"),),
    "Mlym": (_more("Malayalam"),), "Mymr": (_more("Myanmar"),), "Orya": (_more("Oriya"),),
    "Sinh": (_more("Sinhala"),),
    "Hira": (JAPANESE,), "Kana": (JAPANESE,), "Bopo": (TRADITIONAL, SIMPLIFIED), "Hang": (KOREAN,),
    "Hani": (SIMPLIFIED, TRADITIONAL, JAPANESE, KOREAN),
    "Zyyy": (GARAMOND, CARDO, NOTO, _more("Symbols")),
}  # fmt: skip
PACKAGES = tuple(dict.fromkeys(face.module for row in (FACES.values(), *SCRIPTS.values()) for face in row))


class Fonts(Mapping[str, bytes]):
    """The fonts that are installed, by the names of their files; each is read when it is asked for."""

    def __init__(self) -> None:
        self._places = dict(_places())

    def __getitem__(self, name: str) -> bytes:
        return files.read(self._places[name], MAX_FONT_BYTES)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def _places() -> Iterator[tuple[str, Path]]:
    folders: dict[str, Path | None] = {}
    for face in dict.fromkeys(face for row in (FACES.values(), *SCRIPTS.values()) for face in row):
        if face.module not in folders:
            spec = find_spec(face.module)  # imports nothing
            found = (spec and spec.submodule_search_locations) or ()
            folders[face.module] = next(map(Path, found), None)
        folder = folders[face.module]
        for place in (face.roman, face.italic, face.bold):
            if folder is not None and place and (folder / place).is_file():
                yield Path(place).name, folder / place

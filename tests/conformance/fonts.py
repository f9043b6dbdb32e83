"""The fonts in the EPUBs: EB Garamond by script, as small as may be, with true small caps and old-style figures.

`python -m tests.conformance.fonts` makes them anew in exporters/epub/fonts, from the package fontpkg-eb-garamond.
They are kept in the repository, since cutting them out takes seconds that no reader of a book should wait for.
"""

import io
from importlib import resources
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from exporters.epub.typefaces import SCRIPTS, file_name

FOLDER = Path(__file__).parents[2] / "exporters" / "epub" / "fonts"
SOURCE = Path(str(resources.files("fontpkg_eb_garamond")))
STYLES = {"": "EBGaramond[wght].ttf", "italic": "EBGaramond-Italic[wght].ttf"}
FEATURES = ("ccmp", "locl", "mark", "mkmk", "kern", "liga", "calt", "onum", "lnum", "pnum", "tnum", "sups", "case")


def made(script: str, style: str) -> bytes:
    """The letters of a script, in WOFF2."""
    options = subset.Options()
    # Small caps are set upright, and Cyrillic has none: without the feature, reading systems make their own.
    options.layout_features = [*FEATURES, *(["smcp", "c2sc"] if script != "cyrillic" and not style else [])]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # copyright and licence stay in the font
    options.notdef_outline, options.hinting, options.drop_tables = True, False, [*options.drop_tables, "STAT"]
    font = TTFont(io.BytesIO((SOURCE / "files" / STYLES[style]).read_bytes()), lazy=True, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[code for first, last in SCRIPTS[script] for code in range(first, last + 1)])
    cutter.subset(font)
    instancer.instantiateVariableFont(font, {"wght": 400}, inplace=True)
    font.flavor = "woff2"
    buffer = io.BytesIO()
    font.save(buffer, reorderTables=False)
    return buffer.getvalue()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for script in SCRIPTS:
        for style in STYLES:
            (FOLDER / file_name(script, style)).write_bytes(made(script, style))
    (FOLDER / "OFL.txt").write_bytes((SOURCE / "LICENSE").read_bytes())

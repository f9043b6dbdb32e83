"""The fonts that the PDF is set in, taken out of variable ones and made to stand beside each other."""

from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from exporters.pdf import cuts, faces
from teipress.publish import fonts
from teipress.typefaces import FACES, GARAMOND, LITERATA, SCRIPTS, Typeface

INSTALLED = fonts()
EVERY = {face.family: face for row in (tuple(FACES.values()), *SCRIPTS.values()) for face in row}


def there(face: Typeface) -> Typeface:
    if face.cuts[0][2] not in INSTALLED:
        pytest.skip(f"{face.package} is not installed")
    return face


def test_each_face_becomes_its_cuts() -> None:
    made = faces.files((GARAMOND, LITERATA), INSTALLED)
    styles = ("EBGaramond-Italic", "EBGaramond", "Literata-Italic", "Literata")
    assert sorted(made) == sorted(f"{s}-{w}.ttf" for s in styles for w in (400, 600))
    assert faces.files((GARAMOND,), INSTALLED).items() <= made.items(), "the same bytes each time"


@pytest.mark.parametrize("face", FACES.values(), ids=FACES)
def test_a_cut_has_every_sign_and_feature_and_one_weight(face: Typeface) -> None:
    made = faces.files((face,), INSTALLED)
    name = face.cuts[0][2]
    whole = TTFont(BytesIO(INSTALLED[name]))
    text, bold = (TTFont(BytesIO(made[f"{name.partition('[')[0]}-{weight}.ttf"])) for weight in (400, 600))
    for font in (text, bold):
        assert "fvar" not in font and font["maxp"].numGlyphs == whole["maxp"].numGlyphs
        assert font.getBestCmap().keys() == whole.getBestCmap().keys()
        # What varies may have a substitution of its own (rvrn), which a cut has no use for.
        tags = [{record.FeatureTag for record in f["GSUB"].table.FeatureList.FeatureRecord} for f in (font, whole)]
        assert tags[0] == tags[1] - {"rvrn"}
    figure = whole.getGlyphID(whole.getBestCmap()[ord("8")])
    widths = [font["hmtx"][font.getGlyphName(figure)][0] for font in (whole, text, bold)]
    assert widths[0] == widths[1] != widths[2]


@pytest.mark.parametrize("family", EVERY)
def test_lines_of_all_fonts_are_equally_high(family: str) -> None:
    face = there(EVERY[family])
    for data in faces.files((face,), INSTALLED).values():
        font = TTFont(BytesIO(data))
        units, heights = font["head"].unitsPerEm, font["hhea"]
        assert heights.ascent / units == pytest.approx(cuts.ASCENT, abs=0.001)
        assert -heights.descent / units == pytest.approx(cuts.DESCENT, abs=0.001)
        assert heights.lineGap == 0
        if face != GARAMOND:
            also = font["OS/2"]
            assert (also.sTypoAscender, also.sTypoDescender) == (heights.ascent, heights.descent)
            assert (also.usWinAscent, also.usWinDescent) == (heights.ascent, -heights.descent)


def test_letters_of_literata_are_as_tall_as_those_of_garamond() -> None:
    made = faces.files((GARAMOND, LITERATA), INSTALLED)
    tall = [
        font["OS/2"].sxHeight / font["head"].unitsPerEm
        for name in ("EBGaramond-400.ttf", "Literata-400.ttf")
        for font in [TTFont(BytesIO(made[name]))]
    ]
    assert tall[0] == pytest.approx(tall[1], rel=0.05)


def test_an_old_harfbuzz_leaves_the_fonts_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cuts, "harfbuzz_subset", None)
    data = INSTALLED["EBGaramond[wght].ttf"]
    assert cuts.cut(data, 600) is data


def test_a_font_of_one_weight_is_not_cut() -> None:
    data = INSTALLED[there(EVERY["Amiri"]).cuts[0][2]]
    assert cuts.cut(data, 600) is data


def test_what_is_not_installed_is_not_among_the_fonts() -> None:
    assert {"EBGaramond[wght].ttf", "Literata[opsz,wght].ttf"} <= set(INSTALLED)
    assert all("/" not in name and Path(name).suffix in (".ttf", ".otf") for name in INSTALLED)

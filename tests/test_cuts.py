"""The weights that the PDF is set in, taken out of the variable fonts."""

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from exporters.pdf import cuts
from teipress.publish import fonts

VARIABLE = fonts()


def test_each_variable_font_becomes_its_weights() -> None:
    made = cuts.cuts({**VARIABLE, "Other.ttf": b"other"})
    styles = ("EBGaramond-Italic", "EBGaramond")
    assert sorted(made) == sorted([f"{s}-{w}.ttf" for s in styles for w in (400, 600)] + ["Other.ttf"])
    assert made["Other.ttf"] == b"other"
    assert cuts.cuts(VARIABLE).items() <= made.items(), "the same bytes each time"


def test_a_cut_has_every_sign_and_feature_and_one_weight() -> None:
    made = cuts.cuts(VARIABLE)
    whole = TTFont(BytesIO(VARIABLE["EBGaramond[wght].ttf"]))
    text, bold = (TTFont(BytesIO(made[f"EBGaramond-{weight}.ttf"])) for weight in (400, 600))
    for font in (text, bold):
        assert "fvar" not in font and font["maxp"].numGlyphs == whole["maxp"].numGlyphs
        assert font.getBestCmap().keys() == whole.getBestCmap().keys()
        tags = [{record.FeatureTag for record in f["GSUB"].table.FeatureList.FeatureRecord} for f in (font, whole)]
        assert tags[0] == tags[1]
    figure = whole.getGlyphID(whole.getBestCmap()[ord("8")])
    widths = [font["hmtx"][font.getGlyphName(figure)][0] for font in (whole, text, bold)]
    assert widths[0] == widths[1] != widths[2]


def test_an_old_harfbuzz_leaves_the_fonts_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cuts, "harfbuzz_subset", None)
    assert cuts.cuts({"X[wght].ttf": b"x"}) == {"X-400.ttf": b"x", "X-600.ttf": b"x"}

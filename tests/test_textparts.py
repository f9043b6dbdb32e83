"""Text parts bear the numbers that they are cited by."""

import pytest

from teipress.book import plain
from tests.editions import body


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ('<div type="textpart" n="1"><p>Maxime vellem</p></div>', "1. Maxime vellem"),
        ('<div type="textpart" n="A"><ab>ΔΙΙ</ab></div>', "A. ΔΙΙ"),
        # A part within a part begins where that begins.
        (
            '<div type="textpart" n="2"><div type="textpart" n="1"><p>Gallia</p></div>'
            '<div type="textpart" n="2"><p>Hi omnes</p></div></div>',
            "2.1. Gallia2. Hi omnes",
        ),
        ('<div type="textpart" n="3"><div><pb n="7"/><p>Primum</p></div></div>', "3. Primum"),
        # What begins with a label of the text's own has no number yet.
        ('<div type="textpart" n="2"><div><p><label>Proem</label> Gallia</p></div></div>', "2. Proem Gallia"),
        # It says its number itself.
        ('<div type="textpart" n="A"><ab>A <lb/>ΔΙΙ</ab></div>', "A ΔΙΙ"),
        # The heading says the number, in words of its own, or the verses have numbers; or it is none.
        ('<div type="textpart" n="1"><head>Liber primus</head><p>Arma</p></div>', "Liber primusArma"),
        ('<div type="textpart" n="1"><lg><l>Cui dono</l></lg></div>', "Cui dono"),
        ('<div type="textpart" n="urn:cts:1"><p>Maxime</p></div>', "Maxime"),
        ('<div type="textpart" n=" "><p>Maxime</p></div>', "Maxime"),
        ('<div type="textpart" n="1"/>', ""),
        # What is no such part was numbered by its encoder, for reasons of its own.
        ('<div type="chapter" n="1"><p>It was</p></div>', "It was"),
    ],
)
def test_a_text_part_without_a_heading_begins_with_its_number(source: str, shown: str) -> None:
    assert plain(body(source)) == shown

"""Checkouts: two copies of this tree, each in a folder, time zone and locale of its own, make the same bytes."""

from pathlib import Path

from tests.checkouts import checkout, made_twice, started
from tests.editions import document

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

"""Formulas: what of MathML is carried into an EPUB, and what is shown as its words."""

import re

import pytest

from teipress.book import Book, Markup, Opaque, walk
from teipress.settings import Settings
from tests.editions import composed, document
from tests.epubs import made
from tests.epubs import one_cover as one_cover

MATH = 'xmlns="http://www.w3.org/1998/Math/MathML"'


def book_of(formula: str, around: str = "<p>So <formula>{}</formula> it is.</p>") -> Book:
    return composed(document(around.format(formula), '<profileDesc><langUsage><language ident="en"/></langUsage></profileDesc>')).book  # fmt: skip


def shown(formula: str) -> str:
    """The formula in the page, without its namespace; empty if its words stand there."""
    page = made(book_of(formula), Settings())["EPUB/001-body.xhtml"].decode()
    return "".join(re.findall(r"<math .*</math>", page)).replace(f" {MATH}", "")


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("<math {}><mi>E</mi><mo>=</mo><mi>m</mi></math>", '<math alttext="E = m"><mi>E</mi><mo>=</mo><mi>m</mi></math>'),
        ("<m:math xmlns:m='http://www.w3.org/1998/Math/MathML'><m:mn>1</m:mn></m:math>", '<math alttext="1"><mn>1</mn></math>'),
        ("<math {} display='block'><mi mathvariant='bold' mathcolor='red' id='x' onclick='alert(1)'>x</mi></math>",
         '<math display="block" alttext="x"><mi mathvariant="bold">x</mi></math>'),
        ("<math {}><mfrac><mn>1</mn> <mn>2</mn></mfrac><!-- half --></math>",
         '<math alttext="1 2"><mfrac><mn>1</mn><mn>2</mn></mfrac></math>'),
        ("<math {}>so <mn>2</mn></math>", '<math alttext="so 2"><mtext>so</mtext><mn>2</mn></math>'),
        ("<math {}><semantics><mi>x</mi><annotation encoding='application/x-tex'>x</annotation></semantics></math>",
         '<math alttext="x"><semantics><mi>x</mi><annotation encoding="application/x-tex">x</annotation></semantics></math>'),
        ("<math {}><mmultiscripts><mi>C</mi><mprescripts/><none/><mn>14</mn></mmultiscripts></math>",
         '<math alttext="C 14"><mmultiscripts><mi>C</mi><mprescripts/><none/><mn>14</mn></mmultiscripts></math>'),
        ("<math {}><mtable columnalign='left right'><mtr><mtd><mi>a</mi></mtd></mtr></mtable></math>",
         '<math alttext="a"><mtable columnalign="left right"><mtr><mtd><mi>a</mi></mtd></mtr></mtable></math>'),
        ("<math {} alttext='one &lt; two'><mn>1</mn></math>", '<math alttext="one &lt; two"><mn>1</mn></math>'),
        ("<math {}/>", ""), ("<math {}><script>x</script></math>", ""), ("<math {}><mfrac><mn>1</mn></mfrac></math>", ""),
        ("<math {}><mtd><mi>x</mi></mtd></math>", ""), ("<math {}><mi>x<mi>y</mi></mi></math>", ""),
        ("<math {}><apply><plus/><ci>x</ci></apply></math>", ""), ("<math {}><maction><mi>x</mi></maction></math>", ""),
        ("<math {}><mtext><a xmlns='http://www.w3.org/1999/xhtml' href='javascript:x'>x</a></mtext></math>", ""),
        ("<math {}><semantics/></math>", ""), ("<math {}><mi>x</mi><math><mi>y</mi></math></math>", ""),
        ("<math {}><mmultiscripts><mi>C</mi><mn>14</mn></mmultiscripts></math>", ""),
        ("$E = mc^2$", ""), ("<hi>E</hi> = m", ""),
    ],
)  # fmt: skip
def test_a_formula_is_carried_if_it_is_sound_and_harmless(formula: str, expected: str) -> None:
    said = formula.replace("{}", MATH)
    assert shown(said) == expected


def test_the_package_tells_of_formulas_and_claims_no_less_for_them() -> None:
    files = {name: data.decode("utf-8", "replace") for name, data in made(book_of(f"<math {MATH}><mi>x</mi></math>"), Settings()).items()}  # fmt: skip
    opf = files["EPUB/package.opf"]
    assert (
        '<item id="file-001-body.xhtml" href="001-body.xhtml" media-type="application/xhtml+xml" properties="mathml"/>'
        in opf
    )
    assert '<meta property="schema:accessibilityFeature">MathML</meta>' in opf
    assert "dcterms:conformsTo" in opf
    assert "Formulas are marked up as MathML" in files["EPUB/accessibility.xhtml"]
    words_alone = made(book_of("<math xmlns='http://www.w3.org/1998/Math/MathML'><apply/>x</math>"), Settings())
    assert b"MathML" not in words_alone["EPUB/package.opf"]
    assert b"conformsTo" not in words_alone["EPUB/package.opf"]


def test_a_formula_between_paragraphs_stands_on_its_own() -> None:
    formula = f"<math {MATH}><mi>x</mi></math>"
    page = made(book_of(formula, "<p>a</p><formula>{}</formula><p>b</p>"), Settings())["EPUB/001-body.xhtml"].decode()
    assert f'<div class="opaque"><math {MATH} alttext="x"><mi>x</mi></math></div>' in page


def test_tex_stays_text() -> None:
    book = book_of(r"\frac{{1}}{{2}}", r'<p>So <formula notation="TeX">\frac{{1}}{{2}}</formula>.</p>')
    assert not any(isinstance(node, Opaque | Markup) for node in walk(book.content))

"""Compose: whole documents, and what has no rule."""

import pytest

from teipress.book import (
    Block,
    PageBreak,
    Section,
    plain,
)  # fmt: skip
from tests.composing import head
from tests.editions import NAMESPACE, composed, document, p


def test_an_element_without_a_rule_passes_through_and_is_reported_once_with_its_place() -> None:
    made = composed(document("<p>a <blort>b</blort></p>\n<p><choice><sic><blort/></sic><corr>c</corr></choice></p>"))
    assert plain(made.book.body) == "a bc"
    (found,) = made.diagnostics
    assert str(found).splitlines()[0] == (
        "snippet.xml:1  note OUT-010  <blort> has no rule: its words are kept, what it says of them is not shown"
    )


def test_an_element_that_was_hidden_at_first_is_still_reported() -> None:
    made = composed(document("<p><choice><sic><blort/></sic><corr>c</corr></choice>\n<blort>d</blort></p>"))
    assert [(d.code, d.place.line) for d in made.diagnostics] == [("OUT-010", 2)]


def test_front_text_and_back_are_told_apart() -> None:
    book = composed(
        f'<TEI {NAMESPACE}><text><front><p>f</p></front><pb n="3"/><body><p>b</p></body><back><p>z</p></back></text>'
        "</TEI>"
    ).book
    assert (book.front, book.body, book.back) == ((p("f"), PageBreak("page-1", "3")), (p("b"),), (p("z"),))


TWO = "<TEI><text><body><p>a</p></body></text></TEI><TEI><text><body><p>b</p></body></text></TEI>"
WHOLES: dict[str, tuple[str, tuple[Block, ...]]] = {
    "no namespace": ("<TEI><text><body><p>Hello</p></body></text></TEI>", (p("Hello"),)),
    "an empty document": (f"<TEI {NAMESPACE}/>", ()),
    "a header alone": (f"<TEI {NAMESPACE}><teiHeader/></TEI>", ()),
    "no TEI at all": ("<html><p>x</p></html>", (p("x"),)),
    "a corpus": (f"<teiCorpus {NAMESPACE}><teiHeader/>{TWO}</teiCorpus>", (p("a"), p("b"))),
    "a group": (
        f"<TEI {NAMESPACE}><text><front><p>f</p></front><group><text><body><p>a</p></body></text>"
        '<text type="letter" xml:id="l"><front><head>H</head></front><body><p>b</p></body></text></group></text></TEI>',
        (
            p("f"),
            Section("section-1", "text", (), (p("a"),)),
            Section("l", "letter", (), (Section("section-2", "front", (head("H"),), ()), p("b"))),
        ),
    ),
}


@pytest.mark.parametrize(("source", "book"), WHOLES.values(), ids=WHOLES)
def test_whole_document(source: str, book: tuple[Block, ...]) -> None:
    made = composed(source).book
    assert (made.front, made.body, made.back) == ((), book, ())

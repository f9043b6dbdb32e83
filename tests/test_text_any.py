"""The plain-text exporter: what must hold for any Book."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.text import export
from exporters.text.signs import signs, width
from exporters.text.words import words
from teipress.book import (
    Block,
    Cell,
    Figure,
    Group,
    Heading,
    Inline,
    Item,
    Listing,
    Note,
    Opaque,
    Paragraph,
    Quotation,
    Section,
    Span,
    Speech,
    Table,
    Text,
    Verse,
    walk,
)
from teipress.settings import Settings
from tests.anybook import ANY, BLOCKS, LABELS, SHOWN
from tests.texts import book, i, inlines, note, p, page, read, t, text

WRAPPERS: dict[str, Callable[[Block], Block]] = {
    "section": lambda inner: Section("", "", (Heading(t("head")),), (inner,)),
    "quotation": lambda inner: Quotation((inner,), t("source")),
    "verse": lambda inner: Verse((inner,)),
    "list": lambda inner: Listing("ordered", (), (Item((), (inner,)),)),
    "table": lambda inner: Table(
        (), ((Cell((inner,)), Cell((inner,))) if isinstance(inner, Paragraph) else (Cell((inner,)),),)
    ),
    "speech": lambda inner: Speech(t("Who"), (inner,)),
    "figure": lambda inner: Figure("", (), (inner,)),
    "group": lambda inner: Group("signed", (inner,)),
    "note": lambda inner: p("host", Note("", 1, "", "", (inner,))),
    "span": lambda inner: Paragraph((Span("emphasis", inner.content if isinstance(inner, Paragraph) else t("x")),)),
}


@pytest.mark.parametrize("kind", WRAPPERS)
def test_two_hundred_levels_are_read(kind: str) -> None:
    block: Block = p("deepest word")
    for _ in range(200):
        block = WRAPPERS[kind](block)
    assert "deepest word" in " ".join(text(block).replace("_", "").split())


def letters(nodes: tuple[Block, ...]) -> str:
    """All that is shown but white space, in reading order."""
    shown = (n.content if isinstance(n, Text) else n.alt for n in walk(nodes) if isinstance(n, Text | Opaque))
    return "".join("".join(shown).split())


@ANY
@given(BLOCKS)
def test_no_letter_is_lost_or_moved(content: tuple[Block, ...]) -> None:
    shown = iter("".join(text(*content).split()))
    assert all(letter in shown for letter in letters(content))  # each after the one before it


@ANY
@given(BLOCKS)
def test_no_line_is_too_long_unless_one_word_is(content: tuple[Block, ...]) -> None:
    for line in read(book(*content)).split("\n"):
        ties = re.sub(r"\[+p\. [^\]]*\]+|(?<=\.) (?=\.)|[\u00a0\u2007\u202f]", "x", line)
        assert width(line) <= 72 or len(ties.split()) == 1


@ANY
@given(BLOCKS)
def test_the_same_book_gives_the_same_bytes(content: tuple[Block, ...]) -> None:
    assert export(book(*content), Settings()) == export(book(*content), Settings())
    shown = read(book(*content))
    assert shown.endswith("\n") and not shown.endswith("\n\n") and "\r" not in shown


@given(
    st.lists(st.one_of(SHOWN, st.builds(i, SHOWN), LABELS.map(page), st.builds(note, st.integers(1, 9))), max_size=9)
)
def test_without_its_signs_a_line_reads_as_its_words(content: list[Inline | str]) -> None:
    own = signs(book(p(*content)))
    made = "".join(word.gap + word.text for word in words(inlines(*content), own))
    brackets = rf"\s*\[{{{own.depth}}}p\. [^\]]*\]{{{own.depth}}}|\[{{{own.depth}}}[1-9]\]{{{own.depth}}}"
    bare = re.sub(brackets, "", made).replace(own.stress, "")
    shown = "".join(node.content for node in walk(inlines(*content)) if isinstance(node, Text))
    assert bare.split() == shown.split()

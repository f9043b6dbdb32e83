"""Compose: what holds for any tree of elements."""

import re
from xml.sax.saxutils import escape

from hypothesis import HealthCheck, given
from hypothesis import settings as running
from hypothesis import strategies as st

from teipress import publish, verify
from teipress.book import (
    Node,
    Text,
    notes,
    walk,
)  # fmt: skip
from teipress.compose import compose
from teipress.settings import Settings
from tests.editions import composed, document, edition

INLINE = "hi emph foreign title q said seg persName date ref term supplied unclear add blort".split()
BLOCK = "p ab div quote list item lg l sp stage head table row cell figure note closer floatingText body".split()
MIXED = [*INLINE, *BLOCK]

words = st.text(st.sampled_from("abcdefghijklmnop"), min_size=5, max_size=7)
Tree = tuple[str, list["Tree | str"]]


def _trees() -> st.SearchStrategy[Tree]:
    strings = words | st.sampled_from([" ", "\n", ", "])
    leaf: st.SearchStrategy[Tree] = st.tuples(st.sampled_from(MIXED), st.lists(strings, max_size=3))
    return st.recursive(
        leaf,
        lambda inner: st.tuples(st.sampled_from(MIXED), st.lists(strings | inner | inner, max_size=4)),
        max_leaves=12,
    )


def _written(tree: Tree | str) -> str:
    if isinstance(tree, str):
        return escape(tree)
    name, content = tree
    inner = "".join(map(_written, content))
    return f"<{name}>{inner}</{name}>"


def _letters(nodes: tuple[Node, ...]) -> str:
    return "".join(re.findall(r"[a-p]", "".join(n.content for n in walk(nodes) if isinstance(n, Text))))


def _expected(tree: Tree | str) -> str:
    return "".join(map(_expected, tree[1])) if not isinstance(tree, str) else "".join(re.findall("[a-p]", tree))


@running(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_trees(), max_size=4))
def test_every_word_of_any_tree_is_in_the_book_in_order(trees: list[Tree]) -> None:
    trees = list(map(_regular, trees))
    for view in ("reading", "diplomatic"):
        book = composed(document("".join(map(_written, trees))), view).book
        assert _letters(book.content) == "".join(map(_expected, trees))


HELD = {"list": "item", "table": "row", "row": "cell", "figure": "p"}


def _regular(tree: Tree) -> Tree:
    """A tree whose words all stand where the TEI may have words, and without notes, which leave the running text."""
    name, content = tree
    name = {"note": "seg"}.get(name, name)
    kept = [child if isinstance(child, str) else _regular(child) for child in content]
    if name in HELD:
        inner = [child for child in kept if not isinstance(child, str)]
        kept = [child if child[0] == HELD[name] else _regular((HELD[name], [child])) for child in inner]
    return name, kept


@running(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_trees(), max_size=4))
def test_text_and_epub_are_total_and_lose_nothing(trees: list[Tree]) -> None:
    # Words stand apart here: where one element ends and the next begins within a word, added quotation marks divide it.
    source = document("".join(_written(_regular(tree)) for tree in trees).replace("<", " <").replace(">", "> "))
    made = edition(source)
    book = compose(made, Settings()).book
    for name, data in publish.export(book, ["text", "epub"], Settings()).files.items():
        assert list(verify.check(made.tree, name, data)) == []


@running(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_trees(), max_size=4))
def test_whatever_stands_where_is_composed_and_exported(trees: list[Tree]) -> None:
    for view in ("reading", "diplomatic"):
        book = composed(document("".join(map(_written, trees))), view).book
        identifiers = [note.id for note in notes(book.content)]
        assert len(identifiers) == len(set(identifiers))
        publish.export(book, ["text", "epub"], Settings())


@running(deadline=None, max_examples=3, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_trees(), min_size=2, max_size=4))
def test_pdf_is_total(trees: list[Tree]) -> None:
    (pdf,) = publish.export(composed(document("".join(map(_written, trees)))).book, ["pdf"], Settings()).files.values()
    assert pdf.startswith(b"%PDF-")

"""Marks: where the names of a text begin, which the index leads to, costs the text nothing."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from exporters.pdf.marks import AT, letters, marks
from exporters.pdf.names import Names, names
from exporters.pdf.text import Setter
from exporters.xhtml import Element
from teipress.book import (
    Inline,
    Span,
    Text,
    plain,
    walk,
)  # fmt: skip
from tests.mentions import entry, index, name, t
from tests.paper import ANY, book, p

TEXTS = st.sampled_from(["", " ", "a", "Leviné", "— ", "“x", "two words ", "reconnaissance.", "1917"]).map(Text)
KINDS = st.sampled_from(["name", "name", "date", "title", "emphasis", "plain"])
NODES: st.SearchStrategy[Inline] = st.recursive(
    TEXTS,
    lambda inner: st.builds(
        lambda kind, content, id: Span(kind, tuple(content), id=f"i{id}" if id < 9 else ""),
        KINDS, st.lists(inner, max_size=3), st.integers(0, 12),
    ),
    max_leaves=12,
)  # fmt: skip


def _owners(node: Element) -> Iterator[Element]:
    """For each letter in *node*, the element that holds it."""
    yield from [node] * letters(node.text)
    for child in node:
        yield from _owners(child)
        yield from [node] * letters(child.tail)


def _starts(nodes: tuple[Inline, ...], before: int = 0) -> Iterator[tuple[str, int]]:
    """How many letters stand before each span that has an id, and letters in it."""
    for node in nodes:
        if isinstance(node, Span):
            if node.id and letters(plain((node,))):
                yield node.id, before
            yield from _starts(node.content, before)
        before += letters(plain((node,)))


@ANY
@given(st.lists(NODES, max_size=6))
def test_marks_stand_where_the_names_begin(content: list[Inline]) -> None:
    ids = Counter(node.id for node in walk(tuple(content)) if isinstance(node, Span))
    source = replace(book(p(*content)), indexes=(index(entry("e", "E", *sorted(filter(None, ids)))),))
    body, _ = Setter("T", {}, names(source)).part("text", source.body)
    paragraph = next(body.iter("p"))
    assert "".join("".join(paragraph.itertext()).replace("\u2060", "").split()) == "".join(plain(source.body).split())
    owners = list(_owners(paragraph))
    found: dict[str, int] = {}
    for home in paragraph.iter():
        mine = [number for number, owner in enumerate(owners) if owner is home]
        found |= {id: mine[before] for before, id in marks(home.get(AT, "")) if before < len(mine)}
        inside = [number for number, owner in enumerate(owners) if home in (owner, *owner.iterancestors())]
        if home.get("id") and inside:
            found[home.get("id", "")] = inside[0]
    expected = {id: before for id, before in _starts(tuple(content)) if ids[id] == 1}
    assert {id: found[id] for id in expected} == expected


def test_a_name_costs_no_element() -> None:
    title = Span("title", t("Pravda"))
    content = (p("Then ", name("a", "Lenin"), " and ", name("b", title), " and ", name("c", "Trotsky"), " came."),)
    source = replace(book(*content), indexes=(index(entry("e", "E", "a", "b")),))
    body, _ = Setter("T", {}, names(source)).part("text", content)
    (paragraph,) = body.iter("p")
    assert [(node.tag, dict(node.attrib)) for node in paragraph.iter()] == [
        ("p", {AT: "4:a"}),
        ("cite", {"id": "b"}),
    ]


def test_nothing_is_marked_that_nothing_leads_to() -> None:
    body, _ = Setter("T", {}, Names(frozenset("a"), frozenset())).part("text", (p(name("a", "Lenin")),))
    assert not body.xpath("//@id | //@data-at")

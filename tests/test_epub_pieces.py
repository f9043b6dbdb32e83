"""What is too long for a file of an EPUB: it is cut, nothing is lost, and every link still leads to its place."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporters.epub.chunks import chunks
from exporters.epub.pieces import HEAVY, pieces, weight
from teipress.book import (
    Anchor,
    Block,
    Cell,
    Figure,
    Group,
    Heading,
    Inline,
    Item,
    Line,
    Link,
    Listing,
    Node,
    Note,
    Opaque,
    Paragraph,
    Quotation,
    Section,
    Span,
    Speech,
    Stage,
    Table,
    Text,
    Variant,
    Verse,
    children,
    walk,
)
from teipress.settings import Settings
from teipress.wording import words_in
from tests.epubs import book, made, note, p, section, t, texts
from tests.epubs import one_cover as one_cover

WORDS = "word " * 200
COUNT = 360  # times 1,000 letters: more than a file may hold
ROWS = tuple((Cell((p(WORDS),)), Cell((p("x"),))) for _ in range(COUNT))
LONG_PARTS: dict[str, Block | tuple[Block, ...]] = {
    "paragraphs": tuple(p(WORDS, note(n + 1, p("note"))) for n in range(COUNT)),
    "apparatus": tuple(p("word ", Variant(f"v{n}", n, t(WORDS[:-5]))) for n in range(COUNT)),
    "quotation": Quotation(tuple(p(WORDS) for _ in range(COUNT)), t("Source")),
    "list": Listing("bulleted", (Heading(t("List")),), tuple(Item((), (p(WORDS),)) for _ in range(COUNT))),
    "numbered list": Listing("ordered", (), tuple(Item((), (p(WORDS),)) for _ in range(COUNT))),
    "item": Listing("ordered", (), (Item((), (p(WORDS * COUNT),)),)),
    "table": Table((Heading(t("Table")),), ROWS),
    "table of one cell": Table((), (((Cell((p(WORDS * COUNT),))), Cell((p("x"),))),)),
    "table with spans": Table((), ((*ROWS[0], Cell((p("so"),), rows=COUNT)), *ROWS[1:])),
    "paragraph": p(WORDS * COUNT),
    "signs": p("word & < " * 100 * COUNT),
    "paragraph of spans": p(Span("emphasis", t(WORDS * COUNT), (), "fr", "here"), Link("#here", t("the word ")),),
    "notes in a paragraph": p(*(part for n in range(2 * COUNT) for part in (Text("word word"), note(n, p("n")), Text(" ")))),
    "verse": Verse((Verse(tuple(Line(t("word " * 9)) for _ in range(9 * COUNT))),)),
    "line": Line(t(WORDS * COUNT), "1"),
    "stage direction": Stage(t(WORDS * COUNT)),
    "speech": Speech(t("Voice."), (p(WORDS * COUNT),)),
    "caption": Figure("f", (), (p(WORDS * COUNT),)),
    "example": Opaque("examples of XML", "", WORDS * COUNT),
    "letters without spaces": p("走れメロス。" * 20_000),
}  # fmt: skip


@pytest.mark.parametrize("content", LONG_PARTS.values(), ids=list(LONG_PARTS))
def test_what_is_too_long_for_a_file_is_cut_and_nothing_is_lost(content: Block | tuple[Block, ...]) -> None:
    blocks = content if isinstance(content, tuple) else (content,)
    source = book(section("long", *blocks))
    files = made(source, Settings())
    sizes = [len(data) for name, data in files.items() if re.match(r"EPUB/\d", name)]
    assert len(sizes) > 1
    assert max(sizes) < 300_000
    shown = "".join(texts(source).values())
    assert len(re.findall("word|走", shown)) == len(re.findall("word|走", spoken(blocks)))
    assert shown.count("<h1>") == 1
    assert "<title>Long, continued</title>" in files["EPUB/002-body.xhtml"].decode()


def test_a_list_goes_on_with_its_numbers() -> None:
    items = tuple(Item((), (p(WORDS * (300 if n == 1 else 1)),)) for n in range(3))
    shown = "".join(texts(book(section("long", Listing("ordered", (), items)))).values())
    assert re.findall(r'<[ou]l class="\w+"[^>]*>', shown) == [
        '<ol class="ordered">', '<ol class="ordered" start="2">', '<ul class="plain">', '<ol class="ordered" start="3">',
    ]  # fmt: skip


def test_a_cell_that_spans_rows_of_several_files_leaves_its_place_empty() -> None:
    rows = ((Cell((p("a"),), rows=3), Cell((p(WORDS),)), Cell((p("b"),), rows=2)), (Cell((p(WORDS),)),), (Cell((p(WORDS),)), Cell((p("c"),))))  # fmt: skip
    cut = [block for piece in pieces((Table((), rows),), 1500) for block in piece]
    said = [[[spoken(cell.content).strip()[:4] for cell in row] for row in table.rows] for table in cut if isinstance(table, Table)]  # fmt: skip
    assert said == [[["a", "word", "b"]], [["", "word", ""]], [["", "word", "c"]]]


def test_pieces_hold_what_the_whole_held() -> None:
    content = LONG_PARTS["paragraphs"]
    assert isinstance(content, tuple)
    assert tuple(block for piece in pieces(content) for block in piece) == content
    assert all(weight(piece) <= HEAVY for piece in pieces(content))
    assert pieces(content[:2]) == [content[:2]]
    assert [len(c.content) for c in chunks(book(*content[:2]))] == [2]


# --- any blocks -------------------------------------------------------------------------------------------------------

LETTERS = st.sampled_from(
    [
        "",
        " ",
        "a",
        "so ",
        "é, ",
        "走れ。走れ。",
        "one two, three and ",
        "The Party is the only thing that matters. " * 9,
    ]
)
PHRASES: st.SearchStrategy[tuple[Inline, ...]] = st.deferred(
    lambda: st.lists(
        st.one_of(
            st.builds(Text, LETTERS),
            st.builds(Span, st.just("emphasis"), PHRASES, id=st.sampled_from(["", "s"])),
            st.builds(Link, st.just("#s"), st.tuples(st.builds(Text, LETTERS))),
            st.builds(Anchor, st.just("a")),
            st.builds(Note, st.just("n"), st.just(1), st.just("*"), st.just(""), st.just((p("A note."),))),
        ),
        max_size=4,
    ).map(tuple)
)
LONG_BLOCKS: st.SearchStrategy[tuple[Block, ...]] = st.deferred(
    lambda: st.lists(
        st.one_of(
            st.builds(Paragraph, PHRASES),
            st.builds(Line, PHRASES),
            st.builds(Verse, LONG_BLOCKS),
            st.builds(Quotation, LONG_BLOCKS),
            st.builds(Group, st.just("opener"), LONG_BLOCKS),
            st.builds(Section, st.just("x"), st.just("part"), st.just(()), LONG_BLOCKS),
            st.builds(Speech, st.just(t("Voice")), LONG_BLOCKS),
            st.builds(Listing, st.just("ordered"), st.just(()), st.lists(ITEMS, max_size=4).map(tuple)),
            st.builds(Table, st.just(()), st.lists(st.lists(CELLS, max_size=3).map(tuple), max_size=4).map(tuple)),
        ),
        max_size=3,
    ).map(tuple)
)
ITEMS: st.SearchStrategy[Item] = st.builds(Item, st.just(()), LONG_BLOCKS)
CELLS: st.SearchStrategy[Cell] = st.builds(Cell, LONG_BLOCKS, st.just(False), st.integers(1, 3), st.integers(1, 2))


def spoken(nodes: tuple[Node, ...]) -> str:
    """The words of nodes, blocks apart."""
    return "".join(_spoken(nodes))


def _spoken(nodes: tuple[Node, ...]) -> Iterator[str]:
    for node in nodes:
        match node:
            case Text():
                yield node.content
            case Opaque():
                yield node.alt
            case Variant():
                yield spoken(node.content)
            case Span() | Link():
                yield from _spoken(children(node))
            case _:
                yield from (" ", *_spoken(children(node)), " ") if not isinstance(node, Note | Anchor) else ()


def marks(nodes: tuple[Node, ...]) -> Counter[str]:
    return Counter(f"{type(node).__name__} {name}" for node in walk(nodes) if (name := getattr(node, "id", "")))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(LONG_BLOCKS)
def test_any_blocks_come_in_pieces_that_lose_no_word_and_no_mark(content: tuple[Block, ...]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("exporters.epub.pieces.STRETCH", 10)
        made_of = pieces(content, 900)
    whole = tuple(block for piece in made_of for block in piece)
    assert Counter(words_in(spoken(whole))) == Counter(words_in(spoken(content)))
    assert sorted("".join(spoken(whole).split())) == sorted("".join(spoken(content).split()))
    assert marks(whole) == marks(content)
    for piece in made_of:  # notes are not cut, and several may hang on one word
        assert weight(piece) - weight(note for note in walk(piece) if isinstance(note, Note)) <= 2 * 900

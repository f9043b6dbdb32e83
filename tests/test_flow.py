"""Flow: white space in its final form, and blocks told from words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teipress.book import (
    Alternate,
    Anchor,
    Inline,
    Item,
    LineBreak,
    Link,
    Listing,
    Note,
    Opaque,
    PageBreak,
    Paragraph,
    Quotation,
    Span,
    Text,
)  # fmt: skip
from teipress.compose.flow import Flow, FlowNode, Glue, as_blocks, as_inlines, settle, text_of, wrap
from tests.editions import inlines, p

NOTE = Note("n", 1, "*", "", (p("A note."),))
PAGE = PageBreak("p8", "8")


def hi(*content: Inline | str) -> Span:
    return Span("emphasis", inlines(*content))


def flow(*content: FlowNode | str) -> Flow:
    return [Text(node) if isinstance(node, str) else node for node in content]


# --- white space ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_flow", "settled"),
    [
        ([], ()),
        (flow("  \n\t "), ()),
        (flow(" a \n b "), inlines("a b")),
        (flow("a\u00a0 b\u2003"), inlines("a\u00a0 b\u2003")),
        (flow("a ", " ", " b"), inlines("a b")),
        (flow("a ", hi(" b "), " c"), inlines("a ", hi("b "), "c")),
        (flow(hi(" ", hi(" a")), " b"), inlines(hi(hi("a")), " b")),
        (flow("a", hi("  "), "b"), inlines("a", hi(" "), "b")),
        (flow("a ", hi("  "), "b"), inlines("a b")),
        (flow("a ", PAGE, " b"), inlines("a ", PAGE, "b")),
        (flow(" ", PAGE, " b"), inlines(PAGE, "b")),
        (flow("a ", Link("#x", inlines(" b")), Anchor("y"), " "), inlines("a ", Link("#x", inlines("b")), Anchor("y"))),
    ],
)
def test_white_space_is_one_space_across_all_borders(given_flow: Flow, settled: tuple[Inline, ...]) -> None:
    assert settle(given_flow) == settled


@pytest.mark.parametrize(
    ("given_flow", "settled"),
    [
        (flow("photog ", Glue(), " rapher"), inlines("photographer")),
        (flow("fi\n", Glue(), PAGE, Glue(), "\nnal"), inlines("fi", PAGE, "nal")),
        (flow(hi("photog "), Glue(), hi(" rapher")), inlines(hi("photog"), hi("rapher"))),
        (flow("a ", LineBreak(), " b"), inlines("a", LineBreak(), "b")),
        (flow(" ", LineBreak(), PAGE, hi(LineBreak(), "a"), LineBreak()), inlines(PAGE, hi("a"), LineBreak())),
        (flow(hi("a "), LineBreak(), hi(" b")), inlines(hi("a"), LineBreak(), hi("b"))),
    ],
)
def test_no_white_space_at_glue_and_line_breaks(given_flow: Flow, settled: tuple[Inline, ...]) -> None:
    assert settle(given_flow) == settled


@pytest.mark.parametrize(
    ("given_flow", "settled"),
    [
        (flow("word ", NOTE, "next"), inlines("word", NOTE, " next")),
        (flow("word ", NOTE, " next"), inlines("word", NOTE, " next")),
        (flow("word\n", NOTE, ", next"), inlines("word", NOTE, ", next")),
        (flow("word ", NOTE), inlines("word", NOTE)),
        (flow("word ", PAGE, NOTE, "next"), inlines("word", PAGE, NOTE, " next")),
        (flow("word", " ", NOTE, hi("next")), inlines("word", NOTE, " ", hi("next"))),
        (flow(hi("word "), NOTE, "next"), inlines(hi("word"), NOTE, " next")),
        (flow(hi("word ", NOTE), " next"), inlines(hi("word", NOTE), " next")),
        (flow("word ", NOTE, " ", NOTE, "next"), inlines("word", NOTE, NOTE, " next")),
        (flow(" ", NOTE, "next"), inlines(NOTE, "next")),
    ],
)
def test_a_note_stays_with_the_word_before_it(given_flow: Flow, settled: tuple[Inline, ...]) -> None:
    assert settle(given_flow) == settled


def test_what_is_not_shown_is_settled_apart() -> None:
    alternate = Alternate("correction", inlines(" the "), inlines(" teh \n"))
    assert settle(flow("a ", alternate, " b")) == inlines(
        "a ", Alternate("correction", inlines("the "), inlines("teh")), "b"
    )


# --- what always holds ------------------------------------------------------------------------------------------------

texts = st.text(st.sampled_from("ab,.\u00a0 \n"), max_size=4).map(Text)
leaves: st.SearchStrategy[FlowNode] = st.one_of(
    texts, texts, texts, st.sampled_from([NOTE, PAGE, Anchor("x"), LineBreak(), Glue(), Opaque("SVG", "<svg/>", "s")])
)
nested: st.SearchStrategy[FlowNode] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda nodes: Span("plain", tuple(nodes))),
        st.lists(inner, max_size=3).map(lambda nodes: Link("#x", tuple(nodes))),
        st.lists(inner, max_size=3).map(lambda nodes: Alternate("variant", tuple(nodes), ())),
    ),
    max_leaves=8,
)
flows = st.lists(nested, max_size=7)


@given(flows)
def test_settling_twice_changes_nothing_more(made: Flow) -> None:
    once = settle(made)
    assert settle(once) == once


@given(flows)
def test_settling_changes_nothing_but_white_space(made: Flow) -> None:
    assert "".join(text_of(settle(made)).split()) == "".join(text_of(made).split())


@given(flows)
def test_no_double_space_and_none_at_the_ends(made: Flow) -> None:
    settled = settle(made)
    text = text_of(_flat(settled))
    assert "  " not in text
    assert not text.startswith((" ", "\n")) and not text.endswith((" ", "\n"))


def _flat(nodes: tuple[Inline, ...]) -> list[FlowNode]:
    """The texts in order; what takes room among them stands as U+FFFD."""
    made: list[FlowNode] = []
    for node in nodes:
        match node:
            case Span() | Link():
                made.extend(_flat(node.content))
            case Alternate():
                made.extend(_flat(node.shown))
            case Note() | Opaque() | LineBreak():
                made.append(Text("\ufffd"))
            case _:
                made.append(node)
    return made


# --- words and blocks -------------------------------------------------------------------------------------------------

LIST = Listing("bulleted", (), (Item((), (p("x"),)), Item((), (p("y"),))))


def test_a_block_within_a_paragraph_divides_it() -> None:
    assert as_blocks(flow("One ", LIST, "\n two."), paragraph=True) == (p("One"), LIST, p("two.", continued=True))
    assert as_blocks(flow(LIST, " two."), paragraph=True) == (LIST, p("two."))
    assert as_blocks(flow("One", LIST, "two")) == (p("One"), LIST, p("two"))


def test_page_breaks_between_blocks_make_no_paragraph() -> None:
    assert as_blocks(flow("\n", PAGE, "\n", p("x"), " ")) == (PAGE, p("x"))


def test_wrapping_leaves_blocks_glue_and_bare_marks_outside() -> None:
    made = wrap(flow(Glue(), "a", LIST, " ", PAGE, Quotation((p("q"),)), "b", Glue()), lambda content: hi(*content))
    assert made == flow(Glue(), hi("a"), LIST, " ", PAGE, Quotation((p("q"),)), hi("b"), Glue())


def test_blocks_where_only_words_can_stand_give_their_words_line_by_line() -> None:
    assert as_inlines(flow("a ", LIST, " b")) == inlines("a", LineBreak(), "x", LineBreak(), "y", LineBreak(), "b")
    assert as_inlines(flow(Paragraph(inlines("a")), Paragraph(inlines("b")))) == inlines("a", LineBreak(), "b")

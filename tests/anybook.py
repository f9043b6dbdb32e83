"""Any content that a Book may have, for what must hold for all of them."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from teipress.book import (
    SPAN_KINDS,
    STYLES,
    Alternate,
    Anchor,
    Block,
    Cell,
    Figure,
    Group,
    Heading,
    Image,
    Inline,
    Item,
    Line,
    LineBreak,
    Link,
    Listing,
    Note,
    Opaque,
    PageBreak,
    Paragraph,
    Quotation,
    Section,
    Separator,
    Span,
    Speech,
    Stage,
    Table,
    Text,
    Verse,
)

SHOWN = st.text(
    st.one_of(
        st.sampled_from("abcdefgh .,;—-’“”[](1) \n\u00a0红楼é_ "),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=40,
)
LABELS = st.text(st.sampled_from("12ivx[]— 卷"), max_size=6)
INLINES: st.SearchStrategy[tuple[Inline, ...]] = st.deferred(
    lambda: st.lists(
        st.one_of(
            st.builds(Text, SHOWN),
            st.builds(
                Span, st.sampled_from(SPAN_KINDS), INLINES, st.lists(st.sampled_from(STYLES), max_size=2).map(tuple)
            ),
            st.builds(Alternate, st.just("variant"), INLINES, INLINES),
            st.builds(Link, st.sampled_from(["#x", "https://example.org", ""]), INLINES),
            st.builds(Anchor, st.just("a")),
            st.builds(Note, st.just("n"), st.integers(1, 120), st.just("*"), st.sampled_from(["", "Tr."]), BLOCKS),
            st.builds(PageBreak, st.just("p"), LABELS),
            st.just(LineBreak()),
            st.builds(Image, st.just("x"), LABELS),
            st.builds(Opaque, st.just("SVG"), st.just("<x/>"), SHOWN),
        ),
        max_size=5,
    ).map(tuple)
)
HEADINGS = st.lists(st.builds(Heading, INLINES, st.sampled_from(["main", "super", "sub"])), max_size=2).map(tuple)
ITEMS = st.lists(st.deferred(lambda: st.builds(Item, INLINES, BLOCKS)), max_size=3).map(tuple)
CELLS = st.deferred(
    lambda: st.builds(
        Cell, st.one_of(BLOCKS, st.builds(Paragraph, INLINES).map(lambda x: (x,))), st.booleans(),
        st.integers(-1, 3), st.integers(-1, 3),
    )
)  # fmt: skip
LISTS = st.sampled_from(["ordered", "bulleted", "labelled", "plain"])
GROUPS = st.sampled_from(["opener", "signed", "epigraph", "trailer", "other"])
BLOCKS: st.SearchStrategy[tuple[Block, ...]] = st.deferred(
    lambda: st.lists(
        st.one_of(
            st.builds(Paragraph, INLINES),
            st.builds(Heading, INLINES),
            st.builds(Section, st.just("s"), st.just("chapter"), HEADINGS, BLOCKS),
            st.builds(Quotation, BLOCKS, INLINES),
            st.builds(Verse, BLOCKS),
            st.builds(Line, INLINES, LABELS, st.integers(-2, 99)),
            st.builds(Listing, LISTS, HEADINGS, ITEMS),
            st.builds(Table, HEADINGS, st.lists(st.lists(CELLS, max_size=3).map(tuple), max_size=3).map(tuple)),
            st.builds(Speech, INLINES, BLOCKS),
            st.builds(Stage, INLINES),
            st.builds(
                Figure, st.just("f"), st.lists(st.builds(Image, st.just("x"), LABELS), max_size=2).map(tuple), BLOCKS
            ),
            st.builds(Group, GROUPS, BLOCKS),
            st.just(Separator()),
            st.builds(PageBreak, st.just("p"), LABELS),
            st.builds(Opaque, st.just("SVG"), st.just("<x/>"), SHOWN),
        ),
        max_size=3,
    ).map(tuple)
)
ANY = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))

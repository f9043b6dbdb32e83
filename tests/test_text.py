"""The plain-text exporter: what a reader sees, sign for sign, and what must hold for any Book."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporters.text import RULE, export
from exporters.text.layout import fill
from exporters.text.matter import day
from exporters.text.signs import Signs, signs, width
from exporters.text.words import words
from teipress.book import (
    SPAN_KINDS,
    STYLES,
    Alternate,
    Anchor,
    Asset,
    Block,
    Book,
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
    Metadata,
    Note,
    Opaque,
    PageBreak,
    Paragraph,
    Person,
    Quotation,
    Section,
    Separator,
    Span,
    Speech,
    Stage,
    Table,
    Text,
    Variant,
    Verse,
    notes,
    walk,
)
from teipress.diagnostics import Severity
from teipress.settings import Settings

GOLDEN = Path(__file__).parent / "golden"

# --- short hands ------------------------------------------------------------------------------------------------------


def t(text: str) -> tuple[Inline, ...]:
    return (Text(text),)


def p(*content: Inline | str) -> Paragraph:
    return Paragraph(inlines(*content))


def inlines(*content: Inline | str) -> tuple[Inline, ...]:
    return tuple(Text(node) if isinstance(node, str) else node for node in content)


def i(text: str, kind: str = "title") -> Span:
    return Span(kind, t(text))


def page(label: str) -> PageBreak:
    return PageBreak(f"p{label}", label)


def note(number: int, *content: Block, by: str = "") -> Note:
    return Note(f"n{number}", number, "*", by, content)


def book(*body: Block, front: tuple[Block, ...] = (), back: tuple[Block, ...] = ()) -> Book:
    return Book("sample", Metadata("Sample", "sample", "en", "2026"), front, body, back, 0)


def read(source: Book) -> str:
    """The whole file."""
    return export(source, Settings()).files[f"{source.slug}.txt"].decode("utf-8")


def text(*body: Block) -> str:
    """What stands between the two rules, without the blank lines around it."""
    return read(book(*body)).split(RULE)[1].strip("\n")


# --- everything, once -------------------------------------------------------------------------------------------------

EVERYTHING = Book(
    slug="everything",
    metadata=Metadata(
        title="The Siege of Petrograd",
        subtitle="Letters, Minutes and a Ballad, 1919",
        identifier="urn:example:siege",
        language="en",
        date="2026-11-23",
        people=(
            Person("Victor Serge", "Serge, Victor", "aut"),
            Person("Ralph Manheim", "Manheim, Ralph", "trl"),
            Person("Ida Olsen", "Olsen, Ida", "edt"),
            Person("Per Olsen", "Olsen, Per", "edt"),
            Person("The Example Editors", "Example Editors", "mrk"),
        ),
        publisher="The Example Press",
        place="Bergen",
        licence="Creative Commons Attribution 4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        rights=("The text is in the public domain; the encoding may be used under the licence named at the end.",),
        source="Victor Serge, The Siege of Petrograd. New York: Pioneer Publishers, 1937.",
        extent="57 printed pages",
        edition="First TEI edition",
        subjects=("Russian Revolution", "Memoirs"),
        description="Every kind of block and every kind of inline that a book can hold, each at least once.",
        principles=(
            "Misreadings of the scan are corrected without a sign; misprints of the book are corrected, and recorded.",
            "Spelling is as printed, period and transliterated forms included.",
        ),
    ),
    timestamp=0,
    assets={"plate.jpg": Asset(b"", "image/jpeg")},
    front=(
        page("5"),
        Group(
            "epigraph", (Verse((Line(t("What is to be done?")), Line(t("Everything.")))), Paragraph(t("An old song")))
        ),
        Section(
            "note",
            "preface",
            (Heading(t("A Note on the Text")),),
            (
                p(
                    "He contributed to the ",
                    i("Temps Nouveaux"),
                    ", ",
                    i("Libertaire"),
                    " and ",
                    i("Guerre Sociale"),
                    ".",
                ),
                page("6"),
            ),
        ),
    ),
    body=(
        page("7"),
        Heading(t("From the Archive"), "super"),
        Heading(t("The Siege")),
        Section(
            "one",
            "chapter",
            (
                Heading(t("OCTOBER 1919"), "super"),
                Heading(inlines("THE HEADLESS CITY", note(1, p("The chapter was written in 1936.")))),
                Heading(t("In which nobody commands"), "sub"),
            ),
            (
                Group(
                    "opener", (Group("dateline", (p("Petrograd, October 17"),)), Group("salute", (p("Dear friend,"),)))
                ),
                p(
                    "The entire first phase of the siege seems to me today to have been domi",
                    page("8"),
                    "nated by honesty. . . . It was this that attracted all of us",
                    note(
                        2,
                        p("All of us: the author and his friends", note(3, p("Few of them lived.")), "."),
                        p("A second paragraph of the same note, which hangs below the first one as it should hang."),
                    ),
                    " to it, regardless of our nationality, our viewpoint—or our reading of ",
                    i("Pravda"),
                    "’s leaders. ",
                    Alternate("correction", t("It occurred"), t("It occured")),
                    " at Smolny",
                    Anchor("here"),
                    ", ",
                    Link("#here", t("as said above")),
                    ", and is told ",
                    Link("https://example.org/siege", t("elsewhere")),
                    " too. The area was ",
                    Opaque("MathML", "<math/>", "πr²"),
                    " versts; the pic",
                    Image("seal.png", "A round seal with a star"),
                    "ture of the seal is bad.",
                ),
                p("Trotsky signed this order:"),
                Quotation(
                    (
                        p(
                            "I serve notice that if a unit gives ground, the political commissar will first be shot. "
                            "Then the commander.",
                            note(4, p("Actually 5700 were killed. (Tr.)"), by="Translator"),
                        ),
                        p("Courageous soldiers will be rewarded in accordance with their merits."),
                    ),
                    t("Order No. 83"),
                ),
                Paragraph(t("It was read aloud on the Nevsky."), continued=True),
                Section(
                    "one-a",
                    "section",
                    (Heading(t("The Ration")),),
                    (
                        Table(
                            (Heading(t("Rations in October")),),
                            (
                                (
                                    Cell((p("Article"),), True),
                                    Cell((p("First category"),), True),
                                    Cell((p("Second"),), True),
                                ),
                                (Cell((p("Bread, in grams"),)), Cell((p("400"),)), Cell((p("50"),))),
                                (Cell((p("Sugar"),)), Cell((p("1,200"),)), Cell(())),
                                (Cell((p("No herring has been seen in the city since June."),), columns=3),),
                            ),
                        ),
                        page("9"),
                        p("The programme of the Opposition was short:"),
                        Listing(
                            "labelled",
                            (),
                            (
                                Item(
                                    t("(1)"),
                                    (
                                        p(
                                            "To restore democracy in the party, so that the influence of workers "
                                            "might be felt; to ventilate the State bureaus."
                                        ),
                                    ),
                                ),
                                Item(t("(2)"), (p("To adopt a plan for industrialization."),)),
                            ),
                        ),
                        Listing("ordered", (), tuple(Item((), (p(word),)) for word in ("bread", "peace", "land"))),
                        Listing(
                            "bulleted",
                            (Heading(t("What was missing")),),
                            (
                                Item(
                                    (),
                                    (
                                        p("Everything that burns:"),
                                        Listing("plain", (), (Item((), (p("wood"),)), Item((), (p("coal"),)))),
                                    ),
                                ),
                                Item((), (p("Everything else."),)),
                            ),
                        ),
                        Listing(
                            "labelled",
                            (Heading(t("Glossary")),),
                            (
                                Item(t("Soviet"), (p("A council of deputies."),)),
                                Item(t("Narodnaya Volya (the People’s Will)"), (p("A party of the eighties."),)),
                            ),
                        ),
                        Section(
                            "deep", "section", (Heading(t("The Queue")),), (p("It formed at four in the morning."),)
                        ),
                    ),
                ),
            ),
        ),
        page("10"),
        Section(
            "two",
            "chapter",
            (Heading(t("THE CITY FINDS ITS VOICE IN THE SESSIONS OF THE COUNCIL AND ON THE BRIDGES OF THE NEVA")),),
            (
                Stage(t("[The noise increases more and more.]")),
                Speech(
                    t("Trotsky:"),
                    (
                        p(
                            "Through the present apparatus the proletarian vanguard undergoes the pressure ",
                            Span("stage", t("[Tumult, whistling]"), ("italic",)),
                            " of the upstart bureaucrats.",
                        ),
                        p("I have said it before."),
                    ),
                ),
                page("11"),
                Speech(t("A Voice"), (p("Down with him!"),)),
                Speech(
                    (), (p("The chairman rings his bell; nothing can be heard. Comrade Trotsky continues to read."),)
                ),
                Speech(
                    t("The Singer:"), (Verse((Line(t("O Neva, grey and wide,")), Line(t("where do you go?"), "", 1))),)
                ),
                Separator(),
                Verse(
                    (
                        Heading(t("The Ballad of the Aurora")),
                        Verse(
                            (
                                Line(
                                    (
                                        Text("The sailors stood upon the deck"),
                                        Variant("v1", 1, t("deck] A; quay B")),
                                        Text(","),
                                    ),
                                    "1",
                                ),
                                Line(t("the ice was in the stream,"), "2", 1),
                                Line(t("and every man that turned his neck"), "3"),
                                Line(t("was walking in a dream,"), "4", 1),
                                Line(
                                    t("was walking, was walking, was walking all the way in a long and winding dream."),
                                    "5",
                                ),
                            )
                        ),
                        page("12"),
                        Verse(
                            (
                                Line(t("The gun spoke once. The gun was dumb."), "6"),
                                Line(t("We waited. No one came."), "7"),
                            )
                        ),
                    )
                ),
                Figure(
                    "fig-1",
                    (Image("plate.jpg", "Trotsky at a lectern, his right hand raised"),),
                    (p("Trotsky addressing the ", i("Fourth Congress"), " of the Communist International."),),
                ),
                Figure("fig-2", (), (p("Above is a conversation between Trotsky, Lenin and Kamenev."),)),
                Figure("fig-3", (Image("lost.jpg", ""),), ()),
                Opaque("SVG", "<svg/>", "A map of the city, with the bridges open"),
                p("The letter ended there.", LineBreak(), "Nothing was added."),
                Group("closer", (Group("signed", (p("V. S."),)), Group("postscript", (p("P.S. Burn this."),)))),
                Group("trailer", (p("The End of the Siege"),)),
            ),
        ),
    ),
    back=(
        Section(
            "wide",
            "appendix",
            (Heading(t("Appendix")),),
            (
                Table(
                    (),
                    (
                        tuple(Cell((p(word),), True) for word in ("Date", "Place", "What was said", "Who said it")),
                        (
                            Cell((p("October 17"),)),
                            Cell((p("The Tauride Palace"),)),
                            Cell((p("that the city would be held, street by street and house by house"),)),
                            Cell((p("a sailor whom no one took the trouble to identify"),)),
                        ),
                        (
                            Cell((p("October 21"),)),
                            Cell((p("Pulkovo"),)),
                            Cell((p("that it was held"),)),
                            Cell((p("the same"),)),
                        ),
                    ),
                ),
                Table(
                    (),
                    (
                        (Cell((p("Order of the day"),)), Cell((Listing("bulleted", (), (Item((), (p("bread"),)),)),))),
                        (Cell((p("Any other business"),)), Cell((p("none"),))),
                    ),
                ),
                Table((), (tuple(Cell((p(f"column{n}"),)) for n in range(1, 14)),)),
            ),
        ),
    ),
)


def test_a_book_with_every_node_reads_as_in_the_golden_file() -> None:
    assert read(EVERYTHING) == (GOLDEN / "everything.txt").read_text("utf-8")


def test_everything_holds_every_kind_of_node() -> None:
    nodes = [
        node for part in (EVERYTHING.content, *(n.content for n in notes(EVERYTHING.content))) for node in walk(part)
    ]
    assert {type(node) for node in nodes} == set(get_args(Inline)) | set(get_args(Block))


# --- words and lines --------------------------------------------------------------------------------------------------


def spelled(*content: Inline | str) -> str:
    """The words on one line; `|` where a line may break without a space."""
    made = words(inlines(*content), Signs())
    return "".join(("|" if n and not word.gap else word.gap if n else "") + word.text for n, word in enumerate(made))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (("com", page("8"), "missar of archives"), "commissar [p. 8] of archives"),
        (("expressing ", page("10"), "unflinchingly"), "expressing [p. 10] unflinchingly"),
        ((page("10"), "unflinchingly"), "[p. 10] unflinchingly"),
        (("end.", page("11")), "end. [p. 11]"),
        (("end.", PageBreak("p", " ")), "end. [p. –]"),
        (("a", page("1[2]")), "a [p. 1(2)]"),
        (("我读", page("卷 5"), "红楼"), "我|读|[p. 卷 5]|红|楼"),
        (("あった。「い」と",), "あっ|た。|「い」|と"),
        (("word", note(1), ", more"), "word[1], more"),
        (("infa", note(1), "mous rabble"), "infamous[1] rabble"),
        (("rank", note(1), "-and-file"), "rank[1]-and-file"),
        ((i("Pravda"), "’s leaders"), "_Pravda_’s leaders"),
        ((i(" a b "), "c"), " _a b_ c".lstrip()),
        (("un", i("believ", "emphasis"), "able"), "_unbelievable_"),
        ((i("A"), " ", i("B")), "_A_ _B_"),
        ((i("A"), i("B")), "_AB_"),
        ((i("Iskra"), "—", i("Spark")), "_Iskra_—|_Spark_"),
        ((i("Notes"), note(2), " by"), "_Notes_[2] by"),
        ((Span("title", (Text("Les "), page("3"), Text("Hommes"))), "."), "_Les [p. 3] Hommes_."),
        ((Span("emphasis", (Text("so "), i("Pravda"))), " says"), "_so Pravda_ says"),
        ((Span("emphasis", t("er"), ("superscript",)), " und"), "er und"),
        ((Span("name", t("Lenin"), ("spaced",)), " und"), "_Lenin_ und"),
        ((Span("title", t("Pravda"), ("roman",)),), "Pravda"),
        ((i("  "), "a"), "a"),
        (("servants—nor", " do"), "servants—|nor do"),
        (("servants —nor",), "servants —nor"),
        (("inferences—", note(3), " Russia"), "inferences—[3] Russia"),
        (("so. . . . Land",), "so. . . . Land"),
        (("a\u00a0b c",), "a\u00a0b c"),
        ((Link("https://example.org/", t("there")), "."), "there. <https://example.org/>"),
        ((Link("https://example.org/", t("example.org")),), "example.org"),
        ((Link("#x", t("above")),), "above"),
        (("pic", Image("x", "a [red] star"), "ture"), "picture [Image: a (red) star]"),
        ((Image("x", ""),), "[Image]"),
        ((Opaque("MathML", "<m/>", ""),), "[MathML]"),
        ((Alternate("correction", t("occurred"), t("occured")),), "occurred"),
        (("one", LineBreak(), "two"), "one\ntwo"),
    ],
)
def test_words_and_signs(content: tuple[Inline | str, ...], expected: str) -> None:
    assert spelled(*content) == expected


def test_points_of_suspension_stay_together_and_leaders_do_not() -> None:
    assert [word.text for word in words(t("so. . . . Land . . . and"), Signs())] == [
        "so. . . .",
        "Land",
        ". . .",
        "and",
    ]
    assert len(words(t(". " * 40), Signs())) == 40


def test_width_counts_columns() -> None:
    assert [width(s) for s in ("abc", "é", "e\u0301", "红楼", "\u200b", "ab\u202e")] == [3, 1, 1, 4, 0, 2]


def test_a_word_too_long_stands_alone_and_loses_its_indent() -> None:
    long = "x" * 80
    assert fill(words(t(f"a {long} b"), Signs()), 4, 4, 72) == ["    a", long, "    b"]
    assert fill(words(t("y" * 70), Signs()), 4, 4, 72) == ["  " + "y" * 70]


def test_lines_of_a_programme_keep_their_indent() -> None:
    code = Span("code", t("if x:\n    y\n\nz"))
    assert text(Paragraph((code,))) == "if x:\n    y\n\nz"


def test_han_text_fills_its_lines() -> None:
    assert [width(line) for line in text(p("红" * 100)).split("\n")] == [72, 72, 56]


# --- blocks -----------------------------------------------------------------------------------------------------------


def test_a_page_between_blocks_stands_before_the_next_paragraph() -> None:
    assert text(p("one"), page("2"), p("two")) == "one\n\n[p. 2] two"


def test_a_page_before_a_heading_or_a_table_has_a_line_of_its_own() -> None:
    cell = Cell((p("cell"),))
    assert text(page("2"), Table((), ((cell,),))) == "[p. 2]\n\ncell"
    section = Section("s", "chapter", (Heading((page("9"), Text("March"))),), (p("one"),))
    assert [line.strip() for line in text(section).split("\n")] == ["[p. 9]", "", "March", "=====", "", "one"]


def test_contents_name_the_page_on_which_a_section_begins() -> None:
    one = Section("s1", "chapter", (Heading((page("9"), Text("March"))),), (p("one"), page("10")))
    two = Section("s2", "chapter", (Heading(t("April")),), ())
    found = [line for line in read(book(one, two)).split("\n") if "..." in line]
    assert found == ["March " + "." * 59 + " [p. 9]", "April " + "." * 58 + " [p. 10]"]


def test_notes_stand_at_the_end_of_their_chapter_and_a_page_at_its_end_after_them() -> None:
    chapter = Section("s", "chapter", (), (p("one", note(1, p("first"))), page("2")))
    assert text(Section("part", "part", (), (chapter, Section("t", "chapter", (), (p("two"),))))) == (
        "one[1]\n\n\n----------\n\n[1] first\n\n[p. 2] two"
    )


def test_numbers_of_notes_are_aligned_and_tell_whose_they_are() -> None:
    shown = text(p("a", note(9, p("nine"), by="Tr. [sic]"), note(10, p("ten"), p("more"))))
    assert shown.split("-" * 10)[1] == "\n\n [9, Tr. (sic)] nine\n\n[10] ten\n\n     more"


def test_signs_are_doubled_where_the_text_has_them_itself() -> None:
    shown = text(page("5"), p("as in [1] and foo_bar", note(1, p("n")), " ", i("x")))
    assert shown.startswith("[[p. 5]] as in [1] and foo_bar[[1]] __x__\n")
    assert text(p("in [1917]", note(1, p("n")))).startswith("in [1917][1]\n")


def test_a_speaker_without_punctuation_gets_a_colon() -> None:
    assert text(Speech(t("Trotsky"), (p("No."),)), Speech(t("Lenin."), (p("Yes."),))) == "Trotsky: No.\n\nLenin. Yes."


def test_a_stage_direction_runs_in_after_the_speaker() -> None:
    assert text(Speech(t("Soreta"), (Stage(t("(aside).")), p("No.")))) == "Soreta: (aside).\n\n    No."


def test_ordered_items_are_numbered_under_each_other() -> None:
    listed = text(Listing("ordered", (), tuple(Item((), (p("x"),)) for _ in range(10)))).split("\n")
    assert (listed[0], listed[-1]) == (" 1. x", "10. x")


def test_a_nested_list_stands_right_below_its_label() -> None:
    inner = Listing("ordered", (), (Item((), (p("x"),)),))
    assert text(Listing("labelled", (), (Item(t("a."), (inner,)),))) == "a.\n   1. x"


def test_figures_are_right_aligned_and_spans_respected() -> None:
    def row(*cells: str) -> tuple[Cell, ...]:
        return tuple(Cell((p(cell),)) for cell in cells)

    year = Cell((p("1917"),), rows=2)
    table = Table(
        (), ((year, *row("bread", "400")), row("sugar", "1,200"), (Cell((p("and that was all"),), columns=3),))
    )
    assert text(table) == "1917  bread    400\n      sugar  1,200\nand that was all"


def test_spans_beyond_reason_cost_nothing() -> None:
    cell = Cell((p("x"),), rows=10**9, columns=10**9)
    assert text(Table((), ((cell,), (cell,)))) == "| x\n\n| x"


def test_what_words_cannot_show_is_reported() -> None:
    lost = (
        Figure("fig-1", (Image("a.png", ""), Image("b.png", "")), ()),
        p(Image("c.png", ""), Opaque("MathML", "<m/>", " "), Span("deleted", t("not"))),
        Figure("fig-2", (Image("d.png", ""),), (p("told"),)),
    )
    findings = export(book(p("x", note(1, *lost))), Settings()).findings
    assert [str(finding).split("\n")[0] for finding in findings] == [
        "sample  warning OUT-001  fig-1 has neither a caption nor a description",
        "sample  warning OUT-001  c.png has no description",
        "sample  warning OUT-001  a passage of MathML has no words to stand for it",
        "sample  warning OUT-001  1 deleted passages look like any other words",
    ]
    assert {finding.severity for finding in findings} == {Severity.WARNING}


@pytest.mark.parametrize(
    ("iso", "read_as"),
    [("2026-11-23", "23 November 2026"), ("2026-11", "November 2026"), ("1937", "1937"), ("", ""), ("-0044", "-0044")],
)
def test_dates_are_written_out(iso: str, read_as: str) -> None:
    assert day(iso) == read_as


def test_what_is_no_character_becomes_a_question_mark() -> None:
    assert text(p("a\ud800b")) == "a?b"


def test_an_empty_book_is_a_file() -> None:
    empty = Book("empty", Metadata("", "", "", ""), (), (), (), 0)
    assert read(empty).endswith("\n") and not read(empty).endswith("\n\n")


# --- what holds for any Book ------------------------------------------------------------------------------------------

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

"""Chronology: which dates a Book gets of its edition, how they are worded, and the sentences about them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teipress.book import (
    Inline,
    Mention,
    Moment,
    Note,
    Occurrence,
    Paragraph,
    Span,
    Text,
    plain,
    walk,
)
from teipress.compose.excerpts import LENGTH, excerpts
from tests.editions import composed
from tests.registered import DATES, document, t


def test_the_chronology_orders_the_dates_of_events() -> None:
    def told(target: str, *words: Inline, page: str = "5", note: str = "") -> Occurrence:
        return Occurrence(words, Mention(target, page, note, "The year 1916"))

    def date(words: str) -> Span:
        return Span("date", t(words))

    ended, seventh = Text("It ended in "), Text(" of November 7 and 8; ")
    pravda = Span("title", t("Pravda"))
    assert composed(document(DATES)).book.chronology == (
        Moment("1917", "1917", "1917", (
            told("date-3", Text("Sadoul, 1919: begun in "), date("1917"), Text("."), note="note-3"),
            told("date-7", Text("The year "), date("1917"), Text(" was over before anybody had known that it was to be the one.")),
        )),
        Moment("16 April 1917 (3 April, old style)", "1917-04-16", "1917", (
            told("date-1", Text("Mr. V. I. Lenin came back, as all agree, with the train of "), date("April 3rd"),
                 Text(" from Zürich.")),
        )),
        Moment("7–8 November 1917", "", "1917", (
            told("date-4", ended, pravda, Text(" of "), date("November 7 and 8"), Text("; the 7th was its height.")),
        )),
        Moment("7 November 1917", "1917-11-07", "1917", (
            told("date-5", ended, pravda, seventh, date("the 7th"), Text(" was its height.")),
        )),
        Moment("June–August 1918 (?)", "", "1918", (
            told("date-2", Text("He left again, and for good, in "), date("the summer of 1918"), Text(".")),
        )),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("attributes", "words"),
    [
        ('when="1917-03-12" when-custom="1917-02-27" calendar="#os"', "12 March 1917 (27 February, old style)"),
        ('when="1918-01-13" when-custom="1917-12-31" datingMethod="#os"', "13 January 1918 (31 December 1917, old style)"),
        ('notBefore="1917-06-14" notAfter="1917-07-13" when-custom="1917-06" calendar="#os"', "14 June – 13 July 1917 (June, old style)"),
        ('when="1917-03-12" when-custom="1917-02-27" calendar="#gone"', "12 March 1917"),
        ('when="1917-03-12" when-custom="about Lent" calendar="#os"', "12 March 1917"),
        ('when="-0043-03-15" cert="medium"', "15 March 43 BCE (?)"),
        ('notAfter="1900" cert="high"', "before 1901"),
    ],
)  # fmt: skip
def test_a_moment_is_worded_with_the_old_style_where_it_is_stated(attributes: str, words: str) -> None:
    others = "".join(f"<p>Year <date when='{year}'>{year}</date>.</p>" for year in range(2000, 2004))
    moments = composed(document(f"<p>On <date {attributes}>that day</date>.</p>{others}")).book.chronology
    assert [moment.wording for moment in moments] == [words, "2000", "2001", "2002", "2003"]


def test_few_dates_are_no_chronology_and_bear_no_ids() -> None:
    book = composed(document("<p><date when='1917'>1917</date>, <date when='1918'>1918</date></p>")).book
    assert book.chronology == ()
    assert book.body == (Paragraph(t("1917, 1918")),)


def test_a_chronicle_is_its_own_chronology() -> None:
    items = "".join(f"<p>In <date when='{year}'>{year}</date> nothing.</p>" for year in range(1000, 1100))
    assert composed(document(items)).book.chronology == ()
    prose = "<p>Of these years there is nothing else to be told, however long the tale.</p>" * 100
    assert len(composed(document(items + prose)).book.chronology) == 100


@pytest.mark.parametrize(
    ("before", "date", "after", "excerpt"),
    [
        ("He came. In ", "1917", " he left. He died.", "He came. In 1917 he left."),
        ("He came. In ", "1917", f" he left {'word ' * 9}. He died.", f"In 1917 he left {'word ' * 9}."),
        ("Said Dr. N. Lenin on ", "May 5", ". That is all there is.", "Said Dr. N. Lenin on May 5."),
        ("He was shot. (", "1930", ".) And then the others came, one by one.", "He was shot. (1930.)"),
        ("The man was Lefèvre. He died in ", "1921", ".", "The man was Lefèvre. He died in 1921."),
        ("Am ", "5. Mai 1917", " kam er zu uns. Er blieb.", "Am 5. Mai 1917 kam er zu uns."),
        ("Er kam am Abend des 5. Mai ", "1917", " zu uns. Er blieb.", "Er kam am Abend des 5. Mai 1917 zu uns."),
        ("一九一六年。", "一九一七年", "、帰った。死んだ。", "一九一六年。一九一七年、帰った。"),
        (
            "“So it was.” “In ",
            "1917",
            "?” he asked. Yes, of course, said the others.",
            "“So it was.” “In 1917?” he asked.",
        ),
        ("word " * 60, "1917", " word" * 60 + ".", f"…{' word' * 11} 1917{' word' * 20} …"),
        ("In ", "1917", " word" * 60 + ".", f"In 1917{' word' * 30} …"),
        ("word " * 60, "1917", ".", f"…{' word' * 30} 1917."),
    ],
)
def test_an_excerpt_is_the_sentence_about_a_date(before: str, date: str, after: str, excerpt: str) -> None:
    (made,) = excerpts((Text(before), Span("date", t(date), id="d"), Text(after)), frozenset({"d"}))
    assert plain(made.words) == excerpt


@given(
    st.lists(st.text(st.sampled_from("ab Ü.—,(“”) 。走"), max_size=90), min_size=2, max_size=6),
    st.text(st.sampled_from("19 .x"), min_size=1, max_size=200).filter(str.strip),
    st.integers(0, 5),
)
def test_an_excerpt_holds_its_date_and_nothing_that_the_text_lacks(parts: list[str], date: str, at: int) -> None:
    before, after = parts[: at % len(parts)], parts[at % len(parts) :]
    content: tuple[Inline, ...] = (
        *map(Text, before),
        Span("date", t(date), id="d"),
        Note("n", 1, "", "", ()),
        *map(Text, after),
    )
    (made,) = excerpts(content, frozenset({"d"}))
    said = plain(made.words)
    whole = " ".join("".join((*before, date, *after)).split())
    assert " ".join(date.split()) in said
    assert said.removeprefix("… ").removesuffix(" …").strip() in whole
    assert len(said) <= max(LENGTH, len(date)) + 60
    assert next(node for node in walk(made.words) if isinstance(node, Span)).kind == "date"

"""Indexes and chronology: what a Book gets of the registers and dates of its edition, and how text and EPUB print it."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.epub import export as epub_export
from exporters.labels import labels
from exporters.text import export as text_export
from exporters.text.indexes import pages
from teipress import epubcheck
from teipress.book import (
    Authority,
    Book,
    Fact,
    Heading,
    Index,
    IndexEntry,
    Inline,
    Link,
    Mention,
    Moment,
    Node,
    Note,
    Occurrence,
    PageBreak,
    Paragraph,
    Related,
    Section,
    See,
    Span,
    Text,
    notes,
    plain,
    walk,
)
from teipress.compose.excerpts import LENGTH, excerpts
from teipress.settings import Settings
from tests.editions import NAMESPACE, composed, memoir_composed

HEADER = """
<teiHeader><fileDesc><titleStmt>
  <title>A Memoir</title><author>Victor Serge</author><editor xml:id="tr" role="translator">Ralph Manheim</editor>
  <respStmt xml:id="ed"><resp>notes</resp><name>A. Editor</name></respStmt>
</titleStmt></fileDesc>
<profileDesc><calendarDesc><calendar xml:id="os"><p>Julian calendar, old style.</p></calendar></calendarDesc></profileDesc>
</teiHeader>"""
REGISTERS = """
<standOff>
<listPerson><head>Persons</head>
  <person xml:id="lenin"><persName type="preferred">Lenin, Vladimir Ilyich</persName>
    <persName type="form">Lenin</persName><persName type="form">Vladimir Ilyich</persName>
    <persName type="form">V. I. Ulianov</persName>
    <birth when="1870-04-22"/><death when="1924-01-21"/><note type="who">Leader of the <title>Pravda</title> group.</note>
    <idno type="Wikidata">Q1394</idno></person>
  <person xml:id="smirnov-i"><persName type="preferred">Smirnov, Ivan</persName><persName type="form">Smirnov</persName>
    <birth notBefore="1880" notAfter="1881" cert="low"/><death when="1936"/>
    <note type="who">Metal worker</note><note type="distinct">Not <ref target="#smirnov-v">Vladimir Smirnov</ref>.</note></person>
  <person xml:id="smirnov-v"><persName type="preferred">Smirnov, Vladimir</persName><occupation>economist</occupation>
    <residence>Moscow</residence><residence>Ural</residence></person>
  <person xml:id="nobody"><persName>Nobody</persName></person>
</listPerson>
<listPlace>
  <place xml:id="petrograd"><placeName type="preferred">Saint Petersburg</placeName><placeName>Petrograd</placeName>
    <placeName>Petersburg</placeName><country>Russia</country><location><geo>59.94 30.31</geo></location></place>
  <place xml:id="riga"><placeName>Riga</placeName></place>
</listPlace>
<listBibl>
  <bibl xml:id="cement"><title level="m" xml:lang="en">The Cement</title><author>Gladkov</author><date when="1925"/></bibl>
</listBibl>
</standOff>"""
BODY = """
<div><head><pb n="1"/><persName ref="#lenin">Lenin</persName> in <placeName ref="#riga">Riga</placeName></head>
<p>In <placeName ref="#petrograd">Petro<lb break="no"/>grad</placeName> <persName ref="#lenin">Vladimir <pb n="2"/>Ilyich</persName>
spoke.<note place="bottom" resp="#ed"><p>So says <persName ref="#smirnov-i">Smirnov</persName>, and so <pb n="3"/> does
<persName ref="#lenin">Lenin</persName>.</p></note> He read <title ref="#cement">The Cement</title> and
<title>To <persName ref="#lenin">Lenin</persName></title>.</p>
<p><said who="#smirnov-v">I am no mention.</said> <choice><sic><persName ref="#riga">Rga</persName></sic><corr>Riga</corr></choice>
See <ref target="#smirnov-v">the other</ref>.</p></div>"""


def document(body: str = BODY, registers: str = REGISTERS, header: str = HEADER) -> str:
    return f"<TEI {NAMESPACE}>{header}{registers}<text><body>{body}</body></text></TEI>"


def t(text: str) -> tuple[Inline, ...]:
    return (Text(text),)


def everything(nodes: tuple[Node, ...]) -> list[Node]:
    return [node for part in (nodes, *(note.content for note in notes(nodes))) for node in walk(part)]


# --- indexes ----------------------------------------------------------------------------------------------------------


def test_the_registers_become_indexes_of_what_the_text_names() -> None:
    made = composed(document())
    assert made.diagnostics == composed(document(registers="")).diagnostics
    title = "Lenin in Riga"
    assert made.book.indexes == (
        Index("index-of-persons", "person", "Index of persons", (
            IndexEntry(
                "index-lenin", "L", t("Lenin, Vladimir Ilyich"), "1870–1924",
                (Text("Leader of the "), Span("title", t("Pravda")), Text(" group.")), ("V. I. Ulianov",), (),
                (Authority("Wikidata", "Q1394", "https://www.wikidata.org/entity/Q1394"),),
                (Mention("mention-lenin-1", "1", "", title), Mention("mention-lenin-2", "1", "", title),
                 Mention("mention-lenin-3", "3", "note-5", title), Mention("mention-lenin-4", "2", "", title)),
            ),
            IndexEntry(
                "index-smirnov-i", "S", t("Smirnov, Ivan"), "1880/1881?–1936", t("Metal worker"), (),
                ((Text("Not "), Link("#index-smirnov-v", t("Vladimir Smirnov")), Text(".")),), (),
                (Mention("mention-smirnov-i-1", "2", "note-5", title),),
            ),
            # Nothing names him, but the text and an entry lead to him.
            IndexEntry("index-smirnov-v", "S", t("Smirnov, Vladimir"), "", t("economist"),
                       facts=(Fact("residence", "Moscow; Ural"),)),
            See("U", t("Ulianov, V. I."), "index-lenin", t("Lenin, Vladimir Ilyich")),
            See("V", t("Vladimir Ilyich"), "index-lenin", t("Lenin, Vladimir Ilyich")),
        )),
        Index("index-of-places", "place", "Index of places", (
            See("P", t("Petersburg"), "index-petrograd", t("Saint Petersburg")),
            See("P", t("Petrograd"), "index-petrograd", t("Saint Petersburg")),
            IndexEntry("index-riga", "R", t("Riga"), mentions=(Mention("mention-riga-1", "1", "", title),)),
            IndexEntry(
                "index-petrograd", "S", t("Saint Petersburg"), "Russia", (), ("Petrograd",), (),
                (Authority("coordinates", "59.94° N, 30.31° E"),), (Mention("mention-petrograd-1", "1", "", title),),
            ),
        )),
        Index("index-of-works", "work", "Index of works", (
            IndexEntry(
                "index-cement", "C", (Span("title", t("The Cement")),), "Gladkov, 1925",
                mentions=(Mention("mention-cement-1", "2", "", title),),
            ),
        )),
    )  # fmt: skip


def test_names_print_as_the_text_has_them_and_bear_an_id() -> None:
    (section,) = composed(document()).book.body
    assert isinstance(section, Section)
    assert section.headings == (
        Heading((
            PageBreak("page-2", "1"), Span("name", t("Lenin"), id="mention-lenin-1"), Text(" in "),
            Span("name", t("Riga"), id="mention-riga-1"),
        )),
    )  # fmt: skip
    words = plain(section.content)
    assert words.startswith("In Petrograd Vladimir Ilyich spoke. He read The Cement and To Lenin.")
    assert "Metal worker" not in words
    titles = [node for node in walk(section.content) if isinstance(node, Span) and node.kind == "title"]
    assert titles == [
        Span("title", t("The Cement"), id="mention-cement-1"),
        Span("title", (Text("To "), Span("name", t("Lenin"), id="mention-lenin-4"))),
    ]
    assert Link("#index-smirnov-v", t("the other")) in list(walk(section.content))


@pytest.mark.parametrize(
    "register",
    [
        '<standOff><listPerson><person xml:id="x"><persName>X</persName></person></listPerson></standOff>',
        '<standOff><listOrg><org xml:id="x"><orgName>X</orgName></org></listOrg></standOff>',
    ],
)
def test_registers_stand_where_they_like(register: str) -> None:
    inside = register.removeprefix("<standOff>").removesuffix("</standOff>")
    bodies = (
        document('<p><rs ref="#x">him</rs></p>', register),
        document('<p><rs ref="#x">him</rs></p>', "", HEADER.replace("<calendarDesc>", f"<particDesc>{inside}</particDesc><calendarDesc>")),
        document(f'<p><rs ref="#x">him</rs></p></body><back><div>{inside}</div></back><body>', ""),
    )  # fmt: skip
    for body in bodies[:2]:
        (index,) = composed(body).book.indexes
        assert [(plain(e.heading), len(e.mentions)) for e in index.entries if isinstance(e, IndexEntry)] == [("X", 1)]


@pytest.mark.parametrize(
    ("title", "letter"),
    [
        ('xml:lang="fr">Le Temps', "T"), ('xml:lang="fr">L’An un', "A"), (">L'An un", "A"), (">An I de la Révolution, L’", "A"),
        ('xml:lang="de">Die Fahne', "F"), (">Die Hard", "D"), ('xml:lang="en">A Life', "L"), (">The End, and After", "E"),
        (">1917", "0–9"), (">Æneis", "A"), (">Война и мир", "В"), (">走れメロス", ""), (">L’", "L"),
    ],
)  # fmt: skip
def test_a_title_is_filed_without_its_article(title: str, letter: str) -> None:
    register = f'<standOff><listBibl><bibl xml:id="x"><title {title}</title></bibl></listBibl></standOff>'
    (index,) = composed(document('<p><title ref="#x">So</title></p>', register)).book.indexes
    assert [entry.letter for entry in index.entries] == [letter]


def test_an_edition_without_registers_and_dates_has_neither_index_nor_chronology() -> None:
    book = composed(document("<p>On <date when='1917'>1917</date>, <persName>Lenin</persName>.</p>", "")).book
    assert (book.indexes, book.chronology) == ((), ())
    assert not any(isinstance(node, Span) for node in walk(book.content))


def test_an_own_id_is_kept_and_stands_once() -> None:
    body = """<p><persName xml:id="here" ref="#lenin">Lenin</persName>, <ref target="#here">above</ref>,
    <persName xml:id="mention-lenin-2" ref="#lenin"><hi rend="bold">L.</hi></persName></p>"""
    book = composed(document(body)).book
    assert book.body == (
        Paragraph((
            Span("name", t("Lenin"), id="here"), Text(", "), Link("#here", t("above")), Text(", "),
            Span("plain", t("L."), ("bold",), id="mention-lenin-2"),
        )),
    )  # fmt: skip


def test_a_name_without_words_is_no_mention() -> None:
    book = composed(document('<p>So.<persName ref="#lenin"/></p>')).book
    assert book.indexes == ()


@pytest.mark.parametrize("view", ["reading", "diplomatic"])
def test_every_mention_of_the_memoir_is_one_span_with_its_page(view: str) -> None:
    book = memoir_composed(view).book
    spans = [node.id for node in everything(book.content) if isinstance(node, Span) and node.id]
    assert len(spans) == len(set(spans))
    entries = [e for index in book.indexes for e in index.entries if isinstance(e, IndexEntry)]
    mentions = [m for e in entries for m in e.mentions]
    mentions += [o.mention for moment in book.chronology for o in moment.occurrences]
    assert {m.target for m in mentions} <= set(spans)
    assert {m.note for m in mentions} <= {"", *(n.id for n in notes(book.content))}
    assert all(m.page.isdecimal() for m in mentions)
    ids = {e.id for e in entries}
    assert all(e.entry in ids for index in book.indexes for e in index.entries if isinstance(e, See))


# --- chronology -------------------------------------------------------------------------------------------------------

DATES = """
<div><head>The year <date when="1916">1916</date></head><pb n="5"/>
<p>Mr. V. I. Lenin came back, as all agree, with the train of <date when="1917-04-16" when-custom="1917-04-03"
calendar="#os">April 3rd</date> from Zürich. He left again, and for good, in <date notBefore="1918-06-01" notAfter="1918-08-31" cert="low">the
summer of 1918</date>.<note><bibl>Sadoul, <date when="1919">1919</date></bibl>: begun in <date when="1917">1917</date>.</note></p>
<p>It ended in <title>Prav<lb break="no"/>da</title> of <date from="1917-11-07" to="1917-11-08">November 7 and 8</date>;
<date when="1917-11-07">the 7th</date> was <date from="1917-11-07" to="1917-11-08">its height</date>. The year
<date when="1917">1917</date> was over before anybody had known that it was to be the one.</p></div>"""


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


# --- whose note it is -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("attributes", "by"),
    [
        ('resp="#tr"', "Translator"), ('resp="#ed"', "Editor"), ('resp="#aut"', ""), ("", ""), ('resp="#gone"', ""),
        ('resp="Tr."', "Translator"), ('type="editorial"', "Editor"), ('resp="#p1"', ""), ('resp="#p2"', "Translator"),
        ('resp="#p3"', "A Friend"), ('resp="#pb1 #ed"', "Editor"), ('resp="#name"', "Translator"),
    ],
)  # fmt: skip
def test_whose_note_it_is(attributes: str, by: str) -> None:
    header = f"""<teiHeader><fileDesc><titleStmt><title>T</title><author xml:id="aut" ref="#p1">A</author>
    <editor xml:id="tr" role="translator" ref="#p2">B</editor><respStmt xml:id="ed"><resp>notes</resp><name>C</name></respStmt>
    <respStmt><resp>übersetzt von</resp><name xml:id="name">D</name></respStmt></titleStmt></fileDesc>
    <profileDesc><particDesc><listPerson>{
        "".join(
            f'<person xml:id="p{n}"><persName>{who}</persName></person>'
            for n, who in enumerate(("A", "B", "A Friend"), 1)
        )
    }</listPerson></particDesc></profileDesc></teiHeader>"""
    made = composed(document(f'<p><pb xml:id="pb1"/>x<note {attributes}>y</note></p>', "", header)).book
    (note,) = notes(made.content)
    assert note.by == by


# --- plain text -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ("12", "p. 12"), ("12 12", "p. 12"), ("12 13", "pp. 12–13"), ("9 10 11 14", "pp. 9–11, 14"), ("12n", "p. 12 n."),
        ("12 13n 13 14", "pp. 12–14, 13 n."), ("viii ix x 1 2", "pp. viii–x, 1–2"), ("3v 4r 4v", "pp. 3v, 4r, 4v"),
        ("14 12", "pp. 14, 12"), ("", ""),
    ],
)  # fmt: skip
def test_source_pages_are_joined(places: str, said: str) -> None:
    mentions = [Mention("x", place.removesuffix("n"), "n" * place.endswith("n")) for place in places.split()]
    assert pages(mentions, labels("en")).replace("\u00a0", " ") == said


def printed(book: Book) -> str:
    """What stands between the text and the colophon."""
    (data,) = text_export(book, Settings()).files.values()
    return re.split(r"\n\n\n={72}\n\n\n", data.decode())[2]


def test_the_text_edition_ends_with_chronology_and_indexes() -> None:
    book = composed(document(BODY)).book
    moments = composed(document(DATES)).book.chronology
    assert (
        printed(replace(book, chronology=moments[1:3])).replace("\u00a0", " ")
        == """\
                               Chronology
                               ==========

16 April 1917 (3 April, old style)
    Mr. V. I. Lenin came back, as all agree, with the train of April 3rd
    from Zürich. (p. 5)

7–8 November 1917
    It ended in _Pravda_ of November 7 and 8; the 7th was its height.
    (p. 5)



                            Index of persons
                            ================

Lenin, Vladimir Ilyich (1870–1924). Leader of the _Pravda_ group. Also:
    V. I. Ulianov. Wikidata Q1394. Pp. 1–2, 3 n.
Smirnov, Ivan (1880/1881?–1936). Metal worker. Not Vladimir Smirnov.
    P. 2 n.
Smirnov, Vladimir. economist. Residence: Moscow; Ural.
Ulianov, V. I., see Lenin, Vladimir Ilyich
Vladimir Ilyich, see Lenin, Vladimir Ilyich



                            Index of places
                            ===============

Petersburg, see Saint Petersburg
Petrograd, see Saint Petersburg
Riga. P. 1.
Saint Petersburg (Russia). Also: Petrograd. coordinates 59.94° N, 30.31°
    E. P. 1.



                             Index of works
                             ==============

_The Cement_ (Gladkov, 1925). P. 2."""
    )


def test_indexes_of_a_french_book_speak_french() -> None:
    book = composed(document(BODY)).book
    moments = composed(document(DATES)).book.chronology
    french = replace(book, chronology=moments[1:2], metadata=replace(book.metadata, language="fre"))
    text = " ".join(printed(french).replace("\u00a0", " ").split())
    for said in (
        "Chronologie =====", "Index des personnes =====", "Aussi : V. I. Ulianov. Wikidata",
        "economist. Résidence : Moscow; Ural.", "Ulianov, V. I., voir Lenin", "coordonnées 59.94° N",
    ):  # fmt: skip
        assert said in text


def test_no_line_of_the_memoirs_indexes_is_too_long() -> None:
    lines = printed(memoir_composed().book).splitlines()
    assert len(lines) > 500
    assert [line for line in lines if len(line) > 72] == []


def test_without_pages_the_text_names_sections() -> None:
    body = '<div><head>One</head><p><persName ref="#lenin">He</persName></p></div><p><placeName ref="#riga">R.</placeName></p>'
    said = printed(composed(document(body)).book)
    assert "Wikidata Q1394. In “One”." in said
    assert "Riga. Mentioned once." in said


def test_many_entries_stand_under_their_letters() -> None:
    entries = tuple(IndexEntry(f"e{n}", "AB"[n > 9], t(f"{'AB'[n > 9]}{n}")) for n in range(20))
    said = printed(
        Book("b", composed(document()).book.metadata, (), (), (), 0, {}, (Index("i", "person", "Index", entries),))
    )
    assert re.findall(r"^[A-Z]$", said, re.MULTILINE) == ["A", "B"]


def test_related_entries_are_referred_to_in_the_text_and_linked_in_the_epub() -> None:
    kin = Related("b", t("Bukharin")), Related("w", (Span("title", t("Pravda")),))
    entries = (
        IndexEntry("a", "A", t("Alpha"), related=kin), IndexEntry("b", "B", t("Bukharin")), IndexEntry("w", "P", t("Pravda")),
    )  # fmt: skip
    book = Book("b", composed(document()).book.metadata, (), (), (), 0, {}, (Index("i", "person", "Index", entries),))
    assert "Alpha. See also Bukharin; _Pravda_." in printed(book)
    output = epub_export(book, Settings())
    with zipfile.ZipFile(io.BytesIO(next(iter(output.files.values())))) as archive:
        pages = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xhtml")]
    (page,) = (page for page in pages if "index-xref-related" in page)
    assert re.search(r'See also</i> <a [^>]*href="#b"[^>]*>Bukharin</a>; <a [^>]*href="#w"', page)
    assert list(epubcheck.check("b.epub", next(iter(output.files.values())))) == []

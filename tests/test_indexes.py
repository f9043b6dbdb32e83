"""Indexes: what a Book gets of the registers of its edition."""

import pytest

from teipress.book import (
    Authority,
    Fact,
    Heading,
    Index,
    IndexEntry,
    Link,
    Mention,
    PageBreak,
    Paragraph,
    Section,
    See,
    Span,
    Text,
    notes,
    plain,
    walk,
)
from tests.editions import composed, memoir_composed
from tests.registered import HEADER, document, everything, t


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
                "index-cement", "C", (Span("title", t("Cement, The")),), "Gladkov, 1925",
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
    ("title", "letter", "printed"),
    [
        ('xml:lang="fr">Le Temps', "T", "Temps, Le"), ('xml:lang="fr">L’An un', "A", "An un, L’"),
        (">L'An un", "A", "An un, L'"), (">An I de la Révolution, L’", "A", "An I de la Révolution, L’"),
        ('xml:lang="de">Die Fahne', "F", "Fahne, Die"), (">Die Hard", "D", "Die Hard"),
        ('xml:lang="de-AT">Das Wort (Wien)', "W", "Wort, Das (Wien)"), ('xml:lang="nl">De Avonden', "D", "De Avonden"),
        ('xml:lang="en">A Life', "L", "Life, A"), (">The End, and After", "E", "End, and After, The"),
        ('>The Two</title><title type="sort">2', "0–9", "Two, The"),
        ('>The Who</title><title type="sort">The Whoever', "T", "The Who"),
        (">1917", "0–9", "1917"), (">Æneis", "A", "Æneis"), (">Война и мир", "В", "Война и мир"),
        (">走れメロス", "", "走れメロス"), (">L’", "L", "L’"),
    ],
)  # fmt: skip
def test_a_title_is_filed_and_printed_without_its_article_first(title: str, letter: str, printed: str) -> None:
    register = f'<standOff><listBibl><bibl xml:id="x"><title {title}</title></bibl></listBibl></standOff>'
    (index,) = composed(document('<p><title ref="#x">So</title></p>', register)).book.indexes
    assert [(entry.letter, plain(entry.heading)) for entry in index.entries] == [(letter, printed)]


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

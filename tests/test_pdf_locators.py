"""Locators: what an index of the PDF says of where something is mentioned, and where else to look."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf

from exporters.labels import Labels
from exporters.pdf.indexes import Folio, Locators, locators
from teipress.book import (
    Heading,
    IndexEntry,
    Inline,
    Mention,
    Metadata,
    Related,
    Section,
    Span,
    Text,
    plain,
)  # fmt: skip
from teipress.compose import compose
from teipress.edition import load
from teipress.settings import Settings
from tests.mentions import entry, index, name, places, t
from tests.paper import book, chapter, numbers, p, pages, pdf

# --- locators ---------------------------------------------------------------------------------------------------------


def located(*where: tuple[str, int]) -> str:
    """The locators of mentions on pages, each in the text (0) or in a note of that number."""
    folios = {}
    for number, (page, _) in enumerate(where):
        roman = not page.isdigit()
        folios[f"m{number}"] = Folio(not roman, "i ii iii iv v vi vii viii".split().index(page) + 1 if roman else int(page), page if roman else "")  # fmt: skip
    numbered = {f"n{note}": note for _, note in where if note}
    found = Locators(folios, numbered, Labels(""))
    return plain(found.of([Mention(f"m{k}", "", f"n{note}" if note else "") for k, (_, note) in enumerate(where)]))


def test_pages_that_follow_each_other_are_joined() -> None:
    assert located(("12", 0), ("15", 0), ("16", 0), ("16", 0), ("18", 0), ("17", 0), ("23", 4)) == "12, 15–18, 23 n. 4"
    assert located(("viii", 0), ("1", 0), ("2", 0), ("vii", 0)) == "vii–viii, 1–2"
    assert located(("3", 7), ("3", 0), ("3", 5), ("3", 5), ("4", 9)) == "3, 3 nn. 5, 7, 4 n. 9"
    assert located() == ""


def test_a_mention_that_nobody_has_found_is_where_its_note_begins_or_nowhere() -> None:
    found = Locators({"n1": Folio(True, 5)}, {"n1": 3}, Labels(""))
    assert plain(found.of([Mention("lost", "", "n1"), Mention("lost too", "")])) == "5 n. 3"


# --- the main entry, see and see also ---------------------------------------------------------------------------------


def strong(
    *pages: int, sections: tuple[Section, ...] = (), headed: int = 0, called: tuple[str, ...] = (), notes: int = 0
) -> str:
    """The locators of mentions on *pages*, the main entry between asterisks; *headed*: the page of the section `s`."""
    folios = {f"m{n}": Folio(True, page) for n, page in enumerate(pages)} | {"s": Folio(True, headed)}
    source = replace(book(*sections), metadata=Metadata("T", "t", "en", ""))
    mentions = [Mention(f"m{n}", "", "n1" if n < notes else "") for n in range(len(pages))]
    found = replace(locators(source, folios), notes={"n1": 1}).of(mentions, called)
    said = (n.content if isinstance(n, Text) else plain((n,)) for n in found)
    return "".join(
        f"*{s}*" if isinstance(n, Span) and "bold" in n.style else s for n, s in zip(found, said, strict=True)
    )


def section(*heading: Inline, id: str = "s", content: tuple[Section, ...] = ()) -> Section:
    return Section(id, "chapter", (Heading(heading),), content)


def test_the_main_entry_is_the_longest_run_of_three_pages_or_more() -> None:
    assert strong(3, 7, 8, 9, 12, 13) == "3, *7–9*, 12–13"
    assert strong(3, 7, 8, 12, 13) == "3, 7–8, 12–13"
    assert strong(1, 2, 3, 7, 8, 9) == "1–3, 7–9", "none is more than the other"
    assert strong(7, 8, 9) == "7–9", "nothing to tell it from"
    assert strong(3, 7, 8, 9, notes=1) == "3 n. 1, *7–9*"


def test_the_main_entry_is_where_a_heading_names_it() -> None:
    named = section(Text("The Trial of "), name("m1", "Radek"))
    assert strong(2, 5, 6, 10, 11, 12, sections=(named, section(id="t")), headed=5) == "2, *5–6*, 10–12"
    told = (section(*t("RADEK")), section(id="t"))
    assert strong(2, 5, 10, 11, 12, sections=told, headed=5, called=("Radek, Karl", "Radek")) == "2, *5*, 10–12"
    assert strong(2, 5, 10, 11, 12, sections=told, headed=5, called=("Trotsky",)) == "2, 5, *10–12*"


def test_the_title_over_the_whole_text_is_no_heading_of_its_pages() -> None:
    whole = section(name("m0", "Lenin"), content=(section(id="a"), section(id="b")))
    assert strong(1, 4, sections=(whole,), headed=1) == "1, 4"
    assert strong(1, 4, sections=(whole, section(id="c")), headed=1) == "*1*, 4"


def test_the_main_entry_is_printed_in_bold() -> None:
    text = chapter("One", *(p(numbers(f"w{n}x", 260), " ", name(f"m{n}")) for n in range(5)))
    data = pdf(replace(book(text, chapter("Two", p(numbers("z", 900)), p(name("m9")))), indexes=(index(entry("e", "Radek", *(f"m{n}" for n in (0, 1, 2, 3, 4, 9))),),)))  # fmt: skip
    with pikepdf.open(BytesIO(data)) as document:
        page = document.pages[places(data)["index-of-persons"]]
        assert any("Semi" in str(font.BaseFont) for font in page.Resources.Font.values())


def test_related_entries_are_referred_to() -> None:
    kin = Related("b", (Text("Bukharin, Nikolai"),)), Related("w", (Span("title", t("Pravda")),))
    entries = (
        replace(entry("a", "Alpha", about="x"), related=kin),
        entry("b", "Bukharin, Nikolai"),
        entry("w", "Pravda"),
    )
    printed = " ".join(" ".join(pages(pdf(replace(book(p("x")), indexes=(index(*entries),))))[-1].split()).split())
    assert "Alpha x. See also Bukharin, Nikolai; Pravda. Bukharin, Nikolai Pravda" in printed


def test_relations_of_the_register_relate_entries(tmp_path: Path) -> None:
    source = (
        "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>"
        "<publicationStmt><p>x</p></publicationStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></teiHeader><standOff>"
        "<listPerson><person xml:id='a'><persName>Alpha</persName></person><person xml:id='b'><persName>Beta</persName>"
        "</person><person xml:id='c'><persName>Gamma</persName></person><listRelation><relation name='x' active='#a' "
        "passive='#b #c #nobody'/><relation name='y' mutual='#b #a #b'/><relation name='z' active='#a' "
        "passive='https://example.org/a'/></listRelation></listPerson></standOff><text><body><p>"
        "<persName ref='#a'>A</persName> and <persName ref='#b'>B</persName></p></body></text></TEI>"
    )
    path = tmp_path / "x.xml"
    path.write_text(source, "utf-8")
    edition = load(path, Settings(), None).edition
    assert edition is not None
    (found,) = compose(edition, Settings()).book.indexes
    told = {e.id: [other.entry for other in e.related] for e in found.entries if isinstance(e, IndexEntry)}
    a, b = told
    assert told == {a: [b], b: [a]}, "nobody mentions Gamma"


def test_years_are_not_divided() -> None:
    entries = tuple(entry(f"e{n}", f"Name{n}", about="x" * n + " 1883–1936") for n in range(1, 40))
    printed = " ".join(pages(pdf(replace(book(p("x")), indexes=(index(*entries),))))).replace("\u2060", "")
    assert printed.count("1883–1936") == len(entries)

"""The memoir: what the TEI says against what the scan read, and what of it must stand in the Book."""

from collections import Counter

import pytest

from teipress.book import (
    Alternate,
    Figure,
    Listing,
    Node,
    Note,
    PageBreak,
    Quotation,
    Section,
    Speech,
    Table,
    Text,
    notes,
    plain,
)  # fmt: skip
from teipress.book import walk as _walk
from teipress.collate import Collation, collate, ledger_of
from teipress.settings import Settings
from tests.editions import MEMOIR, memoir, memoir_composed

SOURCE = MEMOIR.parent / "source"
# What the book prints wrongly: the correction, and the misprint; the last one stands in a note.
MISPRINTS = [
    ("occurred", "occured"),
    ("Mesopotamia", "Mesapotamia"),
    ("Australians", "Australiand"),
    ("Bettelheim", "Bettetheim"),
    ("Czechoslovakia", "Czechslovakia"),
    ("1795", "1793"),
]
PAGES = [str(number) for number in range(7, 64)]


def walk(*kinds: type[Node], view: str = "reading") -> list[Node]:
    """The nodes of these kinds, in the text and then in its notes."""
    content = memoir_composed(view).book.content
    nodes = [*_walk(content), *(inner for note in notes(content) for inner in _walk(note.content))]
    return [node for node in nodes if isinstance(node, kinds)]


# --- against the witness ----------------------------------------------------------------------------------------------


def test_the_tei_and_the_ledger_give_the_witness_character_for_character() -> None:
    source = SOURCE / "from-lenin-to-stalin.ocr.txt"
    assert collate(memoir(), source, ledger_of(source), Settings()) == Collation((), 2217)


# --- what stands in the Book ------------------------------------------------------------------------------------------


def test_nothing_is_to_be_said_of_it() -> None:
    assert memoir_composed().diagnostics == ()


@pytest.mark.parametrize("view", ["reading", "diplomatic"])
def test_every_page_is_there_in_order(view: str) -> None:
    content = memoir_composed(view).book.content
    assert [n.label for n in _walk(content) if isinstance(n, PageBreak)] == PAGES


def test_every_note_has_its_number_its_mark_and_whose_it_is() -> None:
    found = list(notes(memoir_composed().book.content))
    assert [note.number for note in found] == list(range(1, 32))
    # The book marks the notes of each page anew; the ids tell the page and which of its notes it is.
    places = [(note.id.removeprefix("n").split("-"), note.mark) for note in found]
    assert [mark for (_, place), mark in places] == ["*" * int(place) for (_, place), _ in places]
    assert {note.id for note in found if note.by == "Translator"} == {"n37-2", "n47-1", "n56-1"}
    assert [note.id for note in found if ("(Tr.)" in plain(note.content)) != (note.by == "Translator")] == []
    assert {note.by for note in found} == {"", "Translator"}


def test_every_note_stands_on_its_page_behind_a_word() -> None:
    page, before, made = "", "", []
    for node in _walk(memoir_composed().book.content):
        match node:
            case PageBreak():
                page = node.label
            case Text():
                before = node.content
            case Note():
                made.append((node.id.split("-")[0], before[-1:].isspace()))
                assert node.id.startswith(f"n{page}-")
            case _:
                pass
    assert [place for place, spaced in made if spaced] == []


def test_divisions_and_headings() -> None:
    book = memoir_composed().book
    (preface,) = [node for node in book.front if isinstance(node, Section)]
    assert (preface.role, preface.title) == ("preface", "A Note About The Author")
    (text,) = [node for node in book.body if isinstance(node, Section)]
    assert (text.role, text.title) == ("body", "From Lenin to Stalin")
    assert [node.title for node in text.content if isinstance(node, Section)] == [
        "MARCH 1917: THE HEADLESS REVOLUTION",
        "THE REVOLUTION FINDS A MAN",
        "THE SECOND HEAD OF A REVOLUTION",
        "SLANDER, A STRONG POISON",
        "THE MARCH TO POWER",
        "THE VICTORY OF NOVEMBER 7, 1917",
        "THE GREAT YEARS",
        "THE THIRD INTERNATIONAL",
        "THE N.E.P. AND THE OPPOSITION",
        "ZINOVIEV",
        "THE COMMUNIST INTERNATIONAL AND THE CHINESE REVOLUTION",
        "DISCORD IN THE CENTRAL COMMITTEE",
        "DEFEATS, PROSCRIPTIONS, CAPITULATIONS",
        "FROM LENIN TO STALIN",
        "INDUSTRIALIZATION AND COLLECTIVIZATION",
    ]


def test_displayed_quotations() -> None:
    found = [node for node in walk(Quotation) if isinstance(node, Quotation)]
    assert Counter(node.kind for node in found) == {"": 20, "letter": 9, "minutes": 2}
    assert [plain(node.source) for node in found if node.source] == [
        "(M. R. Letter written in April 1930.)",
        "(Q. N. Letter written in April 1930.)",
        "(M., March 23, 1930.)",
        "(L. L. Letter written on March 27, 1930.)",
        "(X. Letter written August 5, 1931.)",
    ]


def test_who_speaks_in_the_minutes() -> None:
    speakers = [plain(node.speaker) for node in walk(Speech) if isinstance(node, Speech)]
    minutes = (
        "Trotsky: Voroshilov: Skrypnik: Skvortsov-Stepanov: Trotsky: Voices: Trotsky: Voroshilov: "
        "Zinoviev: Voices: Zinoviev: Voices: Zinoviev: Voices: Zinoviev: Voices:"
    ).split()
    assert speakers == [*minutes, "Radek:", "", "Radek:", "", "Radek:"]


def test_lists_by_their_labels() -> None:
    programme, balance = (node for node in walk(Listing) if isinstance(node, Listing))
    assert (programme.kind, balance.kind) == ("labelled", "labelled")
    assert [plain(item.label) for item in programme.items] == ["(1)", "(2)", "(3)"]
    assert [plain(item.label) for item in balance.items] == [
        "The aims:", "The political system:", "The party:", "The Third International:", "The defeats:",
        "The leaders:", "The ideology:", "The condition of the workers:", "Morality:",
    ]  # fmt: skip


def test_the_table_of_rations() -> None:
    (table,) = (node for node in walk(Table) if isinstance(node, Table))
    assert [[plain(cell.content) for cell in row] for row in table.rows] == [
        ["3 lbs. of sugar", "1½ lbs. of macaroni"],
        ["2 oz. ” tea", "1 lb. ” herring"],
        ["1 lb. ” vegetable oil", "1 lb. ” household soap"],
        ["6 lbs. ” grits", ""],
    ]


def test_the_captions_of_the_plate() -> None:
    assert [plain(node.caption) for node in walk(Figure) if isinstance(node, Figure)] == [
        "Trotsky addressing the Fourth Congress of the Communist International.",
        "Above is a conversation between Trotsky, Lenin and Kamenev, People’s Commissar of War, President of the "
        "Council of People’s Commissars and President of the Moscow Soviet respectively.",
    ]


@pytest.mark.parametrize("view", ["reading", "diplomatic"])
def test_misprints_of_the_book_are_corrected_for_the_reader_only(view: str) -> None:
    pairs = [
        (plain(node.shown), plain(node.other)) for node in walk(Alternate, view=view) if isinstance(node, Alternate)
    ]
    corrections = MISPRINTS if view == "reading" else [(sic, corr) for corr, sic in MISPRINTS]
    assert pairs == corrections

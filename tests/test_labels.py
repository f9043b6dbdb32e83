"""Labels: the tool's own words in the languages that it knows, and what is joined with them."""

import pytest

from exporters.labels import FACTS, LANGUAGES, TABLE, labels
from teipress.book import Authority, Fact, Index, IndexEntry, Metadata, Person, plain


def test_every_language_has_every_word_and_fills_the_same_braces() -> None:
    for row in (*TABLE.values(), *FACTS.values()):
        assert len(row) == len(LANGUAGES)
        assert all(row), row
        assert len({said.count("{}") for said in row[1:]}) == 1, row


@pytest.mark.parametrize(
    ("language", "known"),
    [("en", "See also"), ("de-AT", "Siehe auch"), ("fre", "Voir aussi"), ("pl_PL", "Zob. też"), ("und", "See also")],
)
def test_labels_go_by_the_language_alone(language: str, known: str) -> None:
    assert labels(language)("see also") == known


@pytest.mark.parametrize(
    ("names", "joined"),
    [((), ""), (("A", ""), "A"), (("A", "B"), "A et B"), (("A", "B", "A", "C"), "A, B et C")],
)
def test_names_are_joined_as_in_a_sentence_each_once(names: tuple[str, ...], joined: str) -> None:
    assert labels("fr").joined(names) == joined
    known = Metadata("T", "t", "fr", "", people=tuple(Person(name, name, "trl") for name in names))
    assert labels("fr").people(known, "trl") == joined


def test_an_index_with_a_title_of_its_own_keeps_it() -> None:
    titles = ("Index of persons", "Who is who")
    assert [labels("de").index(Index("i", "person", title, ())) for title in titles] == [
        "Personenregister", "Who is who",
    ]  # fmt: skip


def test_facts_are_named_where_they_are_known_and_else_by_their_element() -> None:
    entry = IndexEntry("e", "E", (), facts=(Fact("birth", "Kaliště"), Fact("persState", "exiled")))
    assert [plain(fact) for fact in labels("de").facts(entry)] == ["Geburtsort: Kaliště", "Pers state: exiled"]
    assert labels("fr").told("Lieu de naissance", "Kaliště") == "Lieu de naissance\u00a0: Kaliště"
    assert labels("it").number(Authority("coordinates", "1° N, 2° E")) == "coordinate 1° N, 2° E"
    assert labels("it").number(Authority("Wikidata", "Q1")) == "Wikidata Q1"

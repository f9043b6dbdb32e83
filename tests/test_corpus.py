"""The corpus: TEI that others made. Every document becomes a Book in both views, and a text that holds all its words.

It lies beside the checkout, in ../shared/corpus, and is not shipped. `make conformance` puts it through EPUBCheck too.
"""

import csv

import pytest
from _pytest.mark import ParameterSet

from teipress import publish, verify
from teipress.book import Note, PageBreak, Section, notes, walk
from teipress.compose import compose
from teipress.diagnostics import Severity
from teipress.edition import load
from teipress.settings import VIEWS, Settings
from tests.editions import ROOT

CORPUS = ROOT.parent / "shared" / "corpus"


def documents(*, well_formed: bool) -> list[ParameterSet]:
    """The documents that the manifest lists; one that says what is missing, where there is no corpus."""
    manifest = CORPUS / "MANIFEST.tsv"
    if not manifest.is_file():
        return [pytest.param("", marks=pytest.mark.skip(reason="there is no corpus in ../shared/corpus"))]
    with manifest.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    verdict = "yes" if well_formed else "no"
    return [pytest.param(row["file"], id=row["file"]) for row in rows if row["well_formed"] == verdict]


@pytest.mark.parametrize("name", documents(well_formed=True))
def test_document_composes_in_both_views_and_its_text_lacks_nothing(name: str) -> None:
    edition = load(CORPUS / name, Settings()).edition
    assert edition is not None
    for view in VIEWS:
        made = compose(edition, Settings(view=view))
        content = made.book.content
        assert content
        assert [d for d in made.diagnostics if d.severity is Severity.ERROR] == []
        # What a format makes an address of must be there once.
        found = (*walk(content), *(node for note in notes(content) for node in walk(note.content)))
        ids = [node.id for node in found if isinstance(node, Note | PageBreak | Section)]
        assert sorted(ids) == sorted(set(ids))
        published = publish.export(made.book, ["text"], Settings())
        if view == "reading":
            for file, data in published.files.items():
                assert [str(d) for d in verify.check(edition.tree, file, data)] == []


@pytest.mark.parametrize("name", documents(well_formed=False))
def test_document_that_is_not_well_formed_makes_no_edition(name: str) -> None:
    loaded = load(CORPUS / name, Settings())
    assert loaded.edition is None
    assert [d.code for d in loaded.diagnostics if d.severity is Severity.ERROR] != []

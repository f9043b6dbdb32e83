"""The TEI's own examples: each becomes a book, whole, and its text is one that the rules of editors have little against.

They stand beside the checkout; without them these tests are skipped.
"""

from collections import Counter

import pytest

from teipress import publish, verify
from teipress.checks import editorial
from teipress.compose import compose
from teipress.compose.rules import RULES
from teipress.diagnostics import Severity
from teipress.settings import Settings
from teipress.xml import tei
from tests.editions import edition
from tests.examples import OF_HEADERS, SPECIFICATIONS, Example, examples, specifications

pytestmark = pytest.mark.skipif(not SPECIFICATIONS.is_file(), reason="the TEI's specifications are not at hand")

# Elements of headers, which are read as metadata, and of schemas, which say what they say by attributes.
MODULES = ("header", "tagdocs", "corpus", "iso-fs")
UNTAGGED = frozenset(
    "teiHeader rendition localProp unicodeProp unihanProp mapping metDecl transcriptionDesc variantEncoding".split()
)


def lost(example: Example, form: str) -> list[str]:
    """What is missing from a book of an example."""
    made = edition(example.document)
    settings = Settings(fonts=publish.fonts() if form == "epub" else {})
    files = publish.exporter(form)(compose(made, Settings()).book, settings).files
    return [d.message for name, data in files.items() for d in verify.check(made.tree, name, data)]


@pytest.mark.parametrize("first", range(4))
def test_no_example_loses_a_word_in_plain_text(first: int) -> None:
    found = {f"{e.number} {e.name}": said for e in examples(16, 4 * first) if (said := lost(e, "text"))}
    assert found == {}


def test_no_example_loses_a_word_in_an_epub() -> None:
    found = {f"{e.number} {e.name}": said for e in examples(80, 7) if (said := lost(e, "epub"))}
    assert found == {}


def test_every_example_is_shown_as_it_stands_in_the_source() -> None:
    for example in examples(16, 9):
        compose(edition(example.document), Settings(view="diplomatic"))


def test_no_editorial_rule_takes_an_example_for_an_error() -> None:
    found = Counter(
        f"{example.number} {d.code} {d.message}"
        for example in examples(16, 2)
        for d in editorial.findings(edition(example.document))
        if d.severity is Severity.ERROR
    )
    assert found == {}


def test_every_element_of_texts_has_a_rule() -> None:
    specified = (e for e in specifications().iter(tei("elementSpec")) if e.get("module") not in (None, *MODULES))
    named = {e.get("ident") or "" for e in specified if next(e.iterancestors(tei("exemplum")), None) is None}
    assert sorted(named - set(RULES) - OF_HEADERS - UNTAGGED) == []

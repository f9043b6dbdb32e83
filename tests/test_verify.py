"""Verify: it finds what is lost from a finished edition, and nothing where nothing is.

What is lost is lost on the way: from a TEI with a word more, the finished memoir lacks that word.
"""

import copy
import sys
from collections.abc import Callable

import pytest

from teipress import verify
from teipress.diagnostics import Severity
from teipress.verify import missing
from teipress.wording import Words, of_tei
from teipress.xml import Element, tei
from tests.editions import SLUG, document, edition, memoir, memoir_in

FILES = {"text": f"{SLUG}.txt", "epub": f"{SLUG}.epub", "pdf": f"{SLUG}.pdf"}


def findings(tree: Element, form: str) -> list[str]:
    return [found.message for found in verify.check(tree, FILES[form], memoir_in(form))]


def test_the_memoir_has_all_its_words_and_notes() -> None:
    words = of_tei(memoir().tree)
    assert len(words.notes) == 31
    assert len(words.text) > 23_000
    assert words.text[:8] == "A Note About The Author Victor Serge Victor".split()


@pytest.mark.parametrize("form", FILES)
def test_every_edition_holds_every_word_and_every_note(form: str) -> None:
    assert findings(memoir().tree, form) == []


def _text(tree: Element) -> Element:
    """The text, without header and registers."""
    text = tree.find(tei("text"))
    assert text is not None
    return text


def _paragraph(tree: Element) -> Element:
    """A paragraph in the middle, without notes and page breaks."""
    plain = [p for p in _text(tree).iter(tei("p")) if not {tei("note"), tei("pb")} & {e.tag for e in p.iter()}]
    return plain[len(plain) // 2]


def a_word(tree: Element) -> str:
    paragraph = _paragraph(tree)
    line = paragraph[0]
    line.tail = f"Quetzalcoatl {line.tail}"
    return "Quetzalcoatl"


def a_common_word(tree: Element) -> str:
    """A word that the finished edition has thousands of, elsewhere."""
    line = _paragraph(tree)[0]
    line.tail = f"the {line.tail}"
    return "words are missing"


def a_note(tree: Element) -> str:
    note = next(_text(tree).iter(tei("note")))
    another = copy.deepcopy(note)
    another.tail = None
    for paragraph in another:
        paragraph.clear()
        paragraph.text = "Nobody ever printed this remark."
    note.addnext(another)
    return "the note “Nobody ever printed this remark"


def a_word_of_a_note(tree: Element) -> str:
    note = next(_text(tree).iter(tei("note")))
    (paragraph,) = note
    paragraph.text = "Quetzalcoatl "
    return "the note “Quetzalcoatl"


def swapped(tree: Element) -> str:
    """Paragraphs in another order than the finished edition has them."""
    paragraph = _paragraph(tree)
    following = paragraph.getnext()
    assert following is not None
    following.addnext(paragraph)
    return "words are missing"


@pytest.mark.parametrize("form", FILES)
@pytest.mark.parametrize("damage", [a_word, a_common_word, a_note, a_word_of_a_note, swapped])
def test_loss_is_found(damage: Callable[[Element], str], form: str) -> None:
    tree = copy.deepcopy(memoir().tree)
    sign = damage(tree)
    (found,) = findings(tree, form)
    assert sign in found


def test_a_finding_shows_the_words_and_what_stands_before_them() -> None:
    made = edition(document("<p>one two three four</p>"))
    (found,) = verify.check(made.tree, "x.txt", b"T\n\none two four\n")
    assert found.code == "OUT-006"
    assert found.message == "words are missing: “three four …” after “… one two”"


def test_without_pdfium_a_note_says_that_a_pdf_was_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    (found,) = verify.check(edition(document("<p>one</p>")).tree, "x.pdf", b"")
    assert (found.code, found.severity) == ("OUT-006", Severity.NOTE)


@pytest.mark.parametrize(
    ("text", "finished", "lost"),
    [
        ("a b c", "x a y b z c", False),
        ("a b c", "a c b", True),
        ("again see", "again1 see 1", False),
        ("again see", "against see", True),
        ("1917 see", "19 see", True),
        ("mantel shelf", "man\u2010 12 tel\u2010 shelf", False),
        ("a a b", "a b", True),
        ("photo grapher came", "photographer came", False),
        ("photographer came", "photo\u2010 grapher came", False),
        ("photographer came", "photo\u2010 7 FROM LENIN grapher came", False),
        ("photographer came", "photo\u2010 came", True),
        ("TROTSKY spoke", "T R O T S K Y spoke", False),
        ("ab cd ef gh ij", "T abcdefghij", False),
        ("", "a", False),
        ("a", "", True),
    ],
)
def test_words_are_found_in_order_whatever_stands_between(text: str, finished: str, lost: bool) -> None:
    assert bool(missing(Words(text.split()), finished.split())) is lost


def test_formats_without_a_reader_are_passed_over() -> None:
    assert list(verify.check(memoir().tree, "x.docx", b"")) == []


def test_in_a_text_from_right_to_left_names_and_numbers_may_be_in_any_order() -> None:
    words = Words(["abc"], [["digit6", "30"]])
    assert verify._disordered(words, ["6", "30digit", "1", "abc"]) == []
    assert verify._disordered(words, ["6", "digit", "1", "abc"]) == ["“30”"]

"""Our own checks of EPUBs against what EPUBCheck and Ace say: sound books, and sixty damages of one."""

import time
from pathlib import Path

import pytest

from exporters.epub import export
from exporters.epub.pages import CHAPTERS, ROLELESS, SECTION_TYPES
from teipress import verify
from teipress.book import Book, Heading, Metadata, Section
from teipress.compose import compose
from teipress.edition import load
from teipress.epubcheck import check, findings
from teipress.settings import EPUB_NOTES, Settings
from tests.conformance.verdicts import recorded
from tests.damages import DAMAGES, ONE, archive, p, sound, t
from tests.editions import ODD, memoir_in

VERDICTS = recorded()


def rules(data: bytes) -> tuple[set[str], set[str]]:
    """The rules that are broken, of EPUBCheck and of Ace."""
    found = list(findings(data))
    return {f.rule for f in found if f.part != "access"}, {f.rule for f in found if f.part == "access"}


def test_every_damage_has_its_verdicts() -> None:
    assert list(VERDICTS) == list(DAMAGES)
    assert len(DAMAGES) > 60


@pytest.mark.parametrize("name", DAMAGES)
def test_our_checks_say_what_the_real_ones_say(name: str) -> None:
    container, access = rules(DAMAGES[name](dict(sound())))
    theirs, of_ace = VERDICTS[name]
    assert bool(container) == bool(theirs)
    assert (container & theirs) or container == theirs, (container, theirs)
    if of_ace is not None and not theirs:
        assert access == of_ace


def test_nearly_all_rules_have_the_same_names() -> None:
    same = [name for name in DAMAGES if rules(DAMAGES[name](dict(sound())))[0] == VERDICTS[name][0]]
    assert len(same) >= 0.95 * len(DAMAGES)


def test_the_memoir_is_sound_and_checked_in_a_moment() -> None:
    data = memoir_in("epub")
    begin = time.process_time()
    assert [str(found) for found in check("memoir.epub", data)] == []
    assert time.process_time() - begin < 2


def test_an_empty_book_is_sound() -> None:
    (data,) = export(Book("void", Metadata("", "", "", ""), (), (), (), 0), Settings()).files.values()
    assert rules(data) == (set(), set())


def test_each_kind_of_section_has_the_role_that_goes_with_it() -> None:
    kinds = [*SECTION_TYPES, *ROLELESS, *CHAPTERS]
    body = tuple(Section(f"s{n}", kind, (Heading(t(kind)),), (p("x"),)) for n, kind in enumerate(kinds))
    (data,) = export(Book("kinds", Metadata("Kinds", "kinds", "en", ""), (), body, (), 0), Settings()).files.values()
    assert rules(data) == (set(), set())


@pytest.mark.parametrize("path", ODD, ids=lambda path: path.stem)
def test_odd_tei_becomes_a_sound_epub(path: Path) -> None:
    """Everything in every place: tables in lists, notes in headings, breaks between rows, texts in texts, no text."""
    edition = load(path, Settings()).edition
    assert edition is not None
    for view, where in [("diplomatic", "popup"), *(("reading", where) for where in EPUB_NOTES)]:
        settings = Settings(view=view, epub_notes=where)
        ((name, data),) = export(compose(edition, settings).book, settings).files.items()
        assert rules(data) == (set(), set()), (view, where)
        assert view != "reading" or [str(lost) for lost in verify.check(edition.tree, name, data)] == []


def test_a_fault_is_told_with_its_place_and_the_name_it_has_elsewhere() -> None:
    files = {**sound(), ONE: sound()[ONE].replace(b"#m1", b"#gone").replace(b'href="#n1"', b'href="#n2"')}
    (found,) = check("sound.epub", archive(files))
    assert (found.code, found.place.file) == ("OUT-043", f"sound.epub/{ONE}")
    assert found.place.line > 0
    assert found.message == "“#n2” leads to no place in the file (RSC-012)"


@pytest.mark.parametrize("data", [b"", b"PK\x05\x06" + bytes(18), b"PK\x03\x04 no archive", bytes(100)])
def test_what_is_no_archive_is_told_and_raises_nothing(data: bytes) -> None:
    assert [found.rule for found in findings(data)][:1] in (["PKG-008"], ["PKG-006"])

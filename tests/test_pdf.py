"""The PDF: every word on paper once, notes reachable both ways, and nothing in it but what the book carries."""

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from functools import cache
from io import BytesIO
from types import ModuleType

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

import exporters.pdf
from exporters.pdf import export
from exporters.pdf.names import name_of, names
from exporters.pdf.notes import numbered
from exporters.pdf.sections import opening_level
from exporters.pdf.text import Setter
from teipress.book import (
    Anchor,
    Asset,
    Block,
    Book,
    Cell,
    Figure,
    Group,
    Heading,
    Image,
    Item,
    Link,
    Listing,
    Metadata,
    Note,
    PageBreak,
    Quotation,
    Section,
    Span,
    Table,
    Text,
    notes,
    plain,
)  # fmt: skip
from teipress.diagnostics import Trouble
from teipress.settings import Settings
from tests.anybook import BLOCKS
from tests.everything import EVERYTHING
from tests.paper import (
    ANY,
    SETTINGS,
    book,
    chapter,
    links,
    note,
    numbers,
    outline,
    p,
    pages,
    pdf,
    shown,
    words,
)

SLOW = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))


@cache
def everything() -> bytes:
    return pdf(EVERYTHING)


@cache
def noted() -> bytes:
    return pdf(NOTES_EVERYWHERE)


# --- the whole block --------------------------------------------------------------------------------------------------


def test_every_word_of_every_kind_of_node_is_on_paper() -> None:
    data = everything()
    # A picture that is not at hand is told in the middle of a word.
    printed = re.sub(r"\[A round seal[^]]*\]", "", " ".join(pages(data)))
    assert not shown(EVERYTHING.content) - words(printed)


def test_the_pages_before_the_text() -> None:
    data = everything()
    printed = [" ".join(page.split()) for page in pages(data)]
    assert printed[0] == "The Siege of Petrograd"
    assert printed[1] == ""
    assert printed[2].startswith("Victor Serge The Siege of Petrograd Letters, Minutes and a Ballad, 1919")
    assert printed[2].endswith("Bergen · The Example Press · 2026")
    assert "Source: Victor Serge, The Siege of Petrograd. New York" in printed[3]
    assert printed[4].startswith("Contents A Note on the Text viii OCTOBER 1919: THE HEADLESS CITY")
    assert printed[4].endswith(
        "Illustrations Trotsky addressing the Fourth Congress of the Communist International. 4 "
        "Above is a conversation between Trotsky, Lenin and Kamenev. 4 Tables Rations in October 2 v"
    )
    assert printed[5] == ""
    assert printed[6].startswith("What is to be done?") and printed[6].endswith("vii")


def test_metadata_bookmarks_and_page_labels() -> None:
    data = everything()
    with pikepdf.open(BytesIO(data)) as document:
        info = document.docinfo
        assert str(info.Title) == "The Siege of Petrograd: Letters, Minutes and a Ballad, 1919"
        assert str(info.Author) == "Victor Serge"
        assert str(info.CreationDate) == str(info.ModDate) == "D:19700101000000Z"
        assert str(document.Root.Lang) == "en"
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        labels = [str(document.pages[n].label) for n in range(len(document.pages))]
    assert labels[:8] == ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii"]
    assert labels[8] == "1"
    assert outline(data) == [
        (0, "The Siege of Petrograd"),
        (0, "Contents"),
        (0, "Illustrations"),
        (0, "Tables"),
        (0, "A Note on the Text"),
        (0, "OCTOBER 1919: THE HEADLESS CITY: In which nobody commands"),
        (1, "The Ration"),
        (2, "The Queue"),
        (0, "THE CITY FINDS ITS VOICE IN THE SESSIONS OF THE COUNCIL AND ON THE BRIDGES OF THE NEVA"),
        (0, "Appendix"),
        (0, "About this edition"),
    ]


def test_every_font_is_the_books_own_and_embedded() -> None:
    data = everything()
    with pikepdf.open(BytesIO(data)) as document:
        fonts = [obj for obj in document.objects if isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/Font"]
        names = {re.sub(r"^/[A-Z]{6}\+", "", str(font.BaseFont)) for font in fonts}
        embedded = [f.FontDescriptor for f in fonts if "/FontDescriptor" in f]
        assert names <= {"EB-Garamond", "EB-Garamond-Italic", "EB-Garamond-Semi-Bold", "EB-Garamond-Bold"}
        assert embedded and all("/FontFile2" in descriptor for descriptor in embedded)


def test_contents_say_where_sections_are_and_lead_there() -> None:
    chapters = tuple(chapter(f"Chapter{n}", *(p(numbers(f"c{n}p{k}w", 90)) for k in range(n))) for n in range(1, 7))
    data = pdf(book(chapter("Preface", p("Before.")), *chapters[1:]))
    printed = pages(data)
    entries = re.findall(r"(Preface|Chapter\d)\s+(\d+)", printed[4])
    assert len(entries) == 6
    for (title, page), (_, name, place) in zip(entries, [x for x in links(data) if x[0] == 5][::2], strict=True):
        assert name == title.lower()
        assert place == 6 + int(page)
        assert printed[place - 1].startswith(title)


def test_running_heads_and_folios() -> None:
    data = pdf(book(chapter("One", *(p(numbers(f"p{n}w", 80)) for n in range(20))), chapter("Two", p("End."))))
    around = [[line.strip() for line in page.split("\r\n") if not re.match(r"p\d", line)] for page in pages(data)[6:]]
    assert around[0] == ["One", "1"] and around[-1] == ["Two", "End.", str(len(around))]
    for number, lines in enumerate(around[1:-1], 2):
        assert sorted(lines) == sorted([str(number), "One" if number % 2 else "Sample"])


def test_preliminaries_that_need_many_pages_of_contents_are_numbered_right() -> None:
    sections = tuple(chapter(f"Section{n}", p("Text.")) for n in range(70))
    data = pdf(book(*sections, front=(chapter("Preface", p("Before.")),)))
    printed = pages(data)
    number = next(n for n, page in enumerate(printed) if "Before." in page)
    with pikepdf.open(BytesIO(data)) as document:
        label = str(document.pages[number].label)
    assert printed[number].split()[-1] == label
    assert re.search(rf"Preface\s+{label}\s", printed[4])


def test_a_chapter_under_a_single_heading_opens_a_page_as_well() -> None:
    inner = (chapter("One", p("a")), chapter("Two", p("b")))
    assert opening_level((PageBreak("p1", "1"), Section("all", "text", (), inner))) == 2
    assert opening_level(inner) == opening_level((inner[0],)) == opening_level(()) == 1


def test_a_long_imprint_and_a_long_title_lose_nothing() -> None:
    long = EVERYTHING.metadata.__class__(
        numbers("title", 150), "x", "en", "", rights=tuple(numbers(f"r{n}w", 60) for n in range(40)),
        subtitle=numbers("sub", 300), publisher="Publisher",
    )  # fmt: skip
    printed = words(" ".join(pages(pdf(Book("s", long, (), (p("x"),), (), 0)))))
    assert not words(" ".join((long.title, long.subtitle, long.publisher, *long.rights))) - printed


def test_a_line_that_is_just_full_is_not_broken_after_its_first_word() -> None:
    # A text that fills its line but for the space at its end, and an element after it.
    full = "The experts are gone. Two men remain at the center of the Supreme "
    (page,) = pages(pdf(book(Quotation((p(full, Span("title", (Text("Council."),))),)))))[-1:]
    assert page.splitlines()[0].strip() == full.strip()


def test_no_line_begins_with_a_dash_or_a_point_of_suspension() -> None:
    text = " ".join(f"{'x' * (n % 13 + 1)}—{'y' * (n % 7 + 1)} {'z' * (n % 11 + 1)} . . . and" for n in range(150))
    for page in pages(pdf(book(p(text))))[4:]:
        assert not re.search(r"^[—.]", page, re.MULTILINE)


# --- notes ------------------------------------------------------------------------------------------------------------


def _noted(*lengths: int) -> Book:
    """A book with a note of each length, some way apart; in no language, so that no word is divided."""
    text = book(
        chapter(
            "One",
            *(
                p(numbers(f"before{n}w", 70), note(n, numbers(f"note{n}w", length)), " ", numbers(f"after{n}w", 60))
                for n, length in enumerate(lengths, 1)
            ),
        )
    )
    return replace(text, metadata=replace(text.metadata, language="und"))


NOTES_EVERYWHERE = book(
    Section("one", "chapter", (Heading((Text("Chapter "), note(1, numbers("heading", 50)))),), (p(numbers("x", 50)),)),
    Section("two", "chapter", (Heading((Text("Chapter "), note(2, numbers("long", 200)))),), (p(numbers("y", 50)),)),
    chapter(
        "Three",
        p("On ", note(3, "a1"), " one ", note(4, "a2"), " line ", note(5, numbers("a3w", 120)), " several."),
        Table(
            (Heading((Text("Table"), note(6, numbers("th", 30)))),),
            tuple((Cell((p(f"row{r}", note(10 + r, numbers(f"cell{r}w", 25))),)), Cell((p("y"),))) for r in range(20)),
        ),
        p("Outer", note(40, "An outer", note(41, "an inner", note(42, numbers("innermost", 100)), " in."), " out.")),
        p(Link("#three", (Text("A link "), note(43, "with a note"), Text("in it"))), " and more."),
        Quotation((Listing("ordered", (), (Item((), (p("Item", note(44, "of a list")),)),)),)),
    ),
)


def test_no_word_of_a_note_is_lost_or_printed_twice_wherever_it_stands() -> None:
    assert shown(NOTES_EVERYWHERE.content) - words(" ".join(pages(noted()))) == Counter()
    # Titles stand in the contents and running heads as well; nothing else may stand twice.
    doubled = words(" ".join(pages(noted()))) - shown(NOTES_EVERYWHERE.content)
    assert not [word for word in doubled if re.search(r"[a-z]\d", word)]


@pytest.mark.parametrize("lengths", [(900,), (3000,), (60, 80, 100, 120, 140, 160, 180, 200, 220, 240)])
def test_long_notes_run_on_over_the_pages(lengths: tuple[int, ...]) -> None:
    source = _noted(*lengths)
    printed = pages(pdf(source))
    counted = words(" ".join(printed))
    assert all(counted[word] == 1 for word in shown(source.content) if re.search(r"w\d", word))
    pieces = [page for page in printed if re.search(r"note\d+w", page)]
    assert len(pieces) >= sum(lengths) / 400


@pytest.mark.parametrize("source", [NOTES_EVERYWHERE, _noted(10, 300, 20, 500, 30, 40), EVERYTHING])
def test_every_note_can_be_reached_and_left_again(source: Book) -> None:
    data = noted() if source is NOTES_EVERYWHERE else everything() if source is EVERYTHING else pdf(source)
    to = {name: (page, place) for page, name, place in links(data)}
    every = list(notes(source.content))
    assert every
    for found in every:
        name = found.id or f"note-{found.number}"
        call, foot = to[name]
        back, mark = to[f"call-{found.number}"]
        assert (call, foot) == (mark, back)
        assert call == foot or found.number > 5, "a note starts on the page of its mark"


def test_a_note_in_a_heading_does_not_run_in_heads_and_bookmarks() -> None:
    assert [title for _, title in outline(noted())][3:5] == ["Chapter", "Chapter"]


def test_whose_note_it_is_is_said_unless_the_note_says_so() -> None:
    own = Note("a", 1, "*", "", (p("Mine."),))
    foreign = Note("b", 2, "*", "Translator", (p("His."),))
    signed = Note("c", 3, "*", "Translator", (p("His, too. (Tr.)"),))
    text = " ".join(pages(pdf(book(p("x", own, foreign, signed))))[-1].split())
    assert "1 Mine. 2 His. [Translator] 3 His, too. (Tr.)" in text


def test_a_note_that_stands_among_blocks_stays_there() -> None:
    made = pages(pdf(book(chapter("H", p("one", note(1, "below")), Group("note", (p("two"),)), p("three")))))
    (page,) = [text for text in made if "three" in text]
    assert re.findall("one|two|three|below", page) == ["one", "two", "three", "below"]


def test_a_list_in_a_note_has_its_numbers() -> None:
    items = tuple(Item((), (p(word),)) for word in ("one", "two"))
    (listing,) = numbered((Listing("ordered", (), items),))
    assert isinstance(listing, Listing)
    assert [plain(item.label) for item in listing.items] == ["1.", "2."]


# --- what must not get in ---------------------------------------------------------------------------------------------

BAD_TARGETS = (
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/html,x",
    "//example.org/x",
    "../x",
    "x",
    "#nowhere",
)


def test_only_harmless_links_are_links() -> None:
    good = ("https://example.org/a", "http://example.org/b", "mailto:a@example.org")
    content = (Link(target, (Text(f"word{n} "),)) for n, target in enumerate(BAD_TARGETS + good))
    data = pdf(book(p(*content)))
    with pikepdf.open(BytesIO(data)) as document:
        found = [str(link.A.URI) for link in document.pages[-2].Annots if "/A" in link and "/URI" in link.A]
    assert found == list(good)
    assert all(f"word{n}" in pages(data)[-1] for n in range(10))


def test_nothing_is_fetched_that_the_book_does_not_carry(monkeypatch: pytest.MonkeyPatch) -> None:
    svg = b"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">
        <image width="9" height="9" xlink:href="file:///etc/passwd"/>
        <image width="9" height="9" xlink:href="http://127.0.0.1:9/x.png"/></svg>"""
    images = ("evil.svg", "file:///etc/passwd", "../../etc/passwd", "http://127.0.0.1:9/x", "source", "broken.png")
    assets = {
        "evil.svg": Asset(svg, "image/svg+xml"),
        "source": Asset(b"<TEI/>", "application/tei+xml"),
        "broken.png": Asset(b"no picture", "image/png"),
    }

    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr("socket.socket", forbidden)
    figures = tuple(Figure(name, (Image(name, ""),), (p(f"Caption of {n}"),)) for n, name in enumerate(images))
    output = export(book(*figures, assets=assets), SETTINGS)
    (data,) = output.files.values()
    assert b"root:" not in data
    found = [str(finding) for finding in output.findings if finding.code == "OUT-005"]
    assert any("file:///etc/passwd" in message for message in found)
    assert any("broken.png" in message for message in found)
    printed = " ".join(" ".join(pages(data)).split())
    assert all(f"Caption of {n}" in printed for n in range(len(images)))


def test_a_picture_of_the_book_is_on_paper() -> None:
    from PIL import Image as Picture

    made = BytesIO()
    Picture.new("RGB", (40, 30), "red").save(made, "PNG")
    figure = Figure("f", (Image("a b.png", "A red field"),), (p("Red."),))
    output = export(book(figure, assets={"a b.png": Asset(made.getvalue(), "image/png")}), SETTINGS)
    (data,) = output.files.values()
    assert output.findings == ()
    with pikepdf.open(BytesIO(data)) as document:
        assert (
            len([o for o in document.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]) == 1
        )


# --- odd books --------------------------------------------------------------------------------------------------------


def test_a_picture_that_is_not_at_hand_is_told_in_words() -> None:
    made = pdf(book(p("Hear ", Image("", "ten seconds of bells"), ".", Image("", ""))))
    assert any("Hear [ten seconds of bells]." in page for page in pages(made))


def test_letters_that_the_font_has_not_are_reported_once() -> None:
    output = export(book(p("שלום 漢字, Русский, ελληνικά; ", Span("title", (Text("漢"),)))), SETTINGS)
    assert [finding.code for finding in output.findings] == ["OUT-004"]
    assert "漢 (U+6F22)" in output.findings[0].message and "ש (U+05E9)" in output.findings[0].message
    assert "Р" not in output.findings[0].message


def test_odd_ids_lead_to_their_places() -> None:
    odd = ("with space", "ünïcode", "per%20cent", "a#b", "call-1", "note-1", 'quo"te', "")
    sections = tuple(
        Section(name, "chapter", (Heading((Text(f"Title {n}"),)),), (p(f"Place{n} ", Anchor(f"in {name}")),))
        for n, name in enumerate(odd)
    )
    twice = Section("with space", "chapter", (Heading((Text("Again"),)),), (Anchor("in with space"), p("x")))
    to = [Link(f"#{name}", (Text("link "),)) for name in odd[:-1]] + [Link("#in ünïcode", (Text("link "),))]
    output = export(book(*sections, twice, p(*to, Note("", 1, "", "", (p("A note."),)))), SETTINGS)
    assert [str(finding) for finding in output.findings] == []
    (data,) = output.files.values()
    last = len(pages(data))
    found = {name: place for page, name, place in links(data) if page == last}
    assert [found[name_of(name)] for name in odd[:-1]] == list(range(7, 14))
    assert found["in ünïcode"] == 8


@pytest.mark.parametrize(
    "source",
    [
        book(),
        book(Section("", "", (), ())),
        book(p()),
        book(p("x"), front=(Section("s", "preface", (Heading(()),), ()),)),
        Book("x", Metadata("", "", "", ""), (), (Table((), ((Cell((), rows=9, columns=9),),)),), (), 10**15),
        Book("x", Metadata("T", "x", "und", ""), (), (Quotation(()), Listing("ordered", (), ())), (), -1),
    ],
)  # fmt: skip
def test_books_with_hardly_anything_in_them_are_set(source: Book) -> None:
    output = export(source, SETTINGS)
    assert [str(finding) for finding in output.findings] == []
    (data,) = output.files.values()
    assert len(pages(data)) >= 4


@pytest.mark.parametrize("level", [200])
def test_deep_books_are_set(level: int) -> None:
    # As the command line does for all of its work.
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    quoted: Block = p("deepest")
    listed: Block = p("lowest")
    for _ in range(level):
        quoted, listed = Quotation((quoted,)), Listing("bulleted", (), (Item((), (listed,)),))
    try:
        printed = " ".join(pages(pdf(book(quoted, listed))))
    finally:
        sys.setrecursionlimit(before)
    assert "deepest" in printed and "lowest" in printed


@SLOW
@given(BLOCKS)
def test_any_book_is_set(content: tuple[Block, ...]) -> None:
    export(book(*content), SETTINGS)


@ANY
@given(BLOCKS, BLOCKS)
def test_html_has_each_id_once_and_no_link_in_a_link(front: tuple[Block, ...], body: tuple[Block, ...]) -> None:
    source = book(*body, front=front)
    setter = Setter("T", {}, names(source))
    parts = [setter.part("preliminaries", front)[0], setter.part("text", body)[0]]
    ids = [i for part in parts for i in part.xpath("//@id")]
    assert len(ids) == len(set(ids))
    for part in parts:
        assert not part.xpath("//a[@href]//a[@href]")
        assert not [a for a in part.xpath("//a/@href") if not a.startswith(("#", "http"))]
        assert etree.tostring(part, method="html")


# --- the surroundings -------------------------------------------------------------------------------------------------

BUILD = """
import hashlib, sys
from tests.everything import EVERYTHING
from tests.paper import pdf
print(hashlib.sha256(pdf(EVERYTHING)).hexdigest())
"""


def test_same_book_same_bytes_whatever_the_machine_says() -> None:
    data = everything()
    surroundings = (
        {"PYTHONHASHSEED": "0", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LANG": "de_DE.UTF-8", "SOURCE_DATE_EPOCH": "1234567"},
    )
    running = [
        subprocess.Popen([sys.executable, "-c", BUILD], env={**os.environ, **more}, stdout=subprocess.PIPE, text=True)
        for more in surroundings
    ]
    assert {process.communicate()[0].strip() for process in running} == {hashlib.sha256(data).hexdigest()}


def test_the_environment_is_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "77")
    monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
    export(book(p("x")), SETTINGS)
    assert os.environ["SOURCE_DATE_EPOCH"] == "77"
    assert "FONTCONFIG_FILE" not in os.environ


def test_without_fonts_nothing_is_set() -> None:
    with pytest.raises(Trouble, match="fontpkg-eb-garamond"):
        export(book(p("x")), Settings())


def test_without_pango_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(ModuleType):
        def __getattr__(self, name: str) -> object:
            raise OSError("cannot load library 'libpango-1.0-0'")

    for name in ("layout", "noted", "fetcher"):
        monkeypatch.delitem(sys.modules, f"exporters.pdf.{name}", raising=False)
        monkeypatch.delattr(exporters.pdf, name, raising=False)
    monkeypatch.setitem(sys.modules, "weasyprint", Broken("weasyprint"))
    monkeypatch.setitem(sys.modules, "weasyprint.urls", Broken("weasyprint.urls"))
    with pytest.raises(Trouble, match=r"libpango-1\.0-0, libpangoft2-1\.0-0 and libharfbuzz-subset0"):
        export(book(p("x")), SETTINGS)

"""The critical apparatus: every reading with its witnesses, in the form that books have, keyed to lines on each page."""

import re
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporters import epub, pdf, text
from teipress import verify, xml
from teipress.book import Book, Line, Listing, Note, Section, notes, plain, variants, walk
from teipress.proof.reading import opened
from teipress.proof.reading import pages as leaves
from teipress.publish import fonts
from teipress.settings import Settings
from tests.editions import NAMESPACE, composed
from tests.reading import Reading

SETTINGS = Settings(fonts=fonts())
SOURCES = """<listWit>
  <witness xml:id="A">Codex Alpha, <date>s. IX</date></witness>
  <witness xml:id="b1"><abbr type="siglum">β</abbr>Codex Beta</witness>
  <witness xml:id="C" corresp="http://example.org/c"/>
  <listWit xml:id="fam"><head>A family</head><witness xml:id="D" n="D²">Delta</witness></listWit>
</listWit>"""
PEOPLE = '<editor xml:id="pn"><persName>Paul <surname>Naber</surname></persName></editor>'


def document(body: str, sources: str = SOURCES, back: str = "") -> str:
    title = f"<titleStmt><title>T</title>{PEOPLE}</titleStmt>"
    file = f"<fileDesc>{title}<sourceDesc>{sources}</sourceDesc></fileDesc>"
    made = f"<body>{body}</body>" + (f"<back>{back}</back>" if back else "")
    return f"<TEI {NAMESPACE}><teiHeader>{file}</teiHeader><text>{made}</text></TEI>"


def book(body: str, sources: str = SOURCES, back: str = "") -> Book:
    return composed(document(body, sources, back)).book


def entries(body: str, back: str = "") -> list[str]:
    """What the entries of a text say, each after what it is keyed to, if it is."""
    found = variants(book(body, back=back).content)
    return [f"{key}: {plain(entry.content)}" if key else plain(entry.content) for key, entry in found]


# --- what an entry says -----------------------------------------------------------------------------------------------

FORMS = {
    "readings and their witnesses": (
        '<app><lem wit="#A">red</lem><rdg wit="#b1 #C">green</rdg><rdg wit="#D">blue</rdg></app>',
        "red] A; green β C; blue D²",
    ),
    "no lemma": ('<app><rdg wit="#A">red</rdg><rdg wit="#C">green</rdg></app>', "red] A; green C"),
    "an omission": ('<app><lem wit="#A">red</lem><rdg wit="#C"/></app>', "red] A; om. C"),
    "an omission that the edition names": (
        '<app><lem wit="#A">red</lem><rdg wit="#C"><note>om.</note></rdg></app>', "red] A; om. C",
    ),
    "an addition": ('the sea<app><lem/><rdg wit="#C">wide</rdg></app>', "sea] add. wide C"),
    "an addition behind another": (
        'sea<app><lem wit="#A"/><rdg wit="#C">x</rdg></app><app><lem/><rdg wit="#D">y</rdg></app>', "sea] add. y D²",
    ),
    "a transposition": (
        '<app><lem>a b</lem><rdg wit="#C" cause="transposition">b a</rdg></app>', "a b] transp. b a C",
    ),
    "a conjecture, by somebody": ('<app><lem resp="#pn">red</lem><rdg wit="#A">rod</rdg></app>', "red] Naber; rod A"),
    "a source, a dead pointer, no pointer at all": (
        '<app><lem>red</lem><rdg source="bib:Pou2001">rod</rdg><rdg wit="#Z # Q">rad</rdg></app>',
        "red] rod Pou2001; rad Z Q",
    ),
    "witnesses as printed": ('<app><lem>red</lem><rdg wit="#A">rod</rdg><wit>A*</wit></app>', "red] rod A*"),
    "a group": (
        '<app><lem>red</lem><rdgGrp><rdg wit="#A">rod</rdg><rdg wit="#C">rodd</rdg></rdgGrp></app>',
        "red] rod A, rodd C",
    ),
    "a detail and a remark": (
        '<app><lem>red</lem><rdg wit="#A">rod</rdg><witDetail wit="#A">in the margin</witDetail><note>so</note></app>',
        "red] rod A (A: in the margin) (so)",
    ),
    "a lacuna": ('<app><lem>red</lem><rdg wit="#A">rod <lacunaStart/></rdg></app>', "red] rod des. A"),
    "a reading of a reading": (
        '<app><lem>x y</lem><rdg wit="#A">x <app><lem>z</lem><rdg wit="#C">w</rdg></app> v</rdg></app>',
        "x y] x z (w C) v A",
    ),
    "a long lemma": ("<app><lem>a b c d e f g</lem><rdg>h</rdg></app>", "a … g] h"),
    "lines": ('<app><lem>a</lem><rdg wit="#A"><l>b</l> <l>c</l></rdg></app>', "a] b / c A"),
}  # fmt: skip


@pytest.mark.parametrize(("snippet", "said"), FORMS.values(), ids=FORMS)
def test_an_entry_says(snippet: str, said: str) -> None:
    assert entries(f"<p>{snippet} end.</p>")[-1] == said


def test_what_has_nothing_to_say_has_no_entry() -> None:
    assert entries("<p>A <app><lem>red</lem></app> <app/> sea.</p>") == []


def test_the_text_reads_as_if_there_were_no_apparatus() -> None:
    made = book('<p>The <app><lem>red </lem><rdg wit="#A">rod</rdg></app> sea<app><lem/><rdg>x</rdg></app>.</p>')
    assert plain(made.body) == "The red sea."


def test_notes_are_numbered_as_if_there_were_no_apparatus() -> None:
    made = book("<p>A<note>1</note> <app><lem>b</lem><rdg>c<note>so</note></rdg></app> d<note>2</note></p>")
    assert [note.number for note in notes(made.content)] == [1, 2]


def test_an_entry_in_a_note_stands_in_brackets() -> None:
    made = book('<p>Text<note>A <app><lem>red</lem><rdg wit="#A">rod</rdg></app> sea</note></p>')
    (note,) = (node for node in walk(made.content) if isinstance(node, Note))
    assert plain(note.content) == "A red [red] rod A] sea"
    assert list(variants(made.content)) == []


# --- where it stands --------------------------------------------------------------------------------------------------


def test_two_points_anywhere_bear_an_entry_that_stands_elsewhere() -> None:
    apart = '<listApp><app from="#s" to="#e"><lem>by far</lem><rdg wit="#A">far</rdg></app></listApp>'
    text = '<p>More <anchor xml:id="s"/>by far<anchor xml:id="e"/> than</p>'
    assert entries(text, f"<div>{apart}</div>") == ["by far] far A"]
    assert plain(book(text, back=f"<div>{apart}</div>").body) == "More by far than"


def test_a_line_of_verse_is_found_by_its_number() -> None:
    apart = '<listApp><app loc="2"><lem>sea</lem><rdg wit="#A">see</rdg></app></listApp>'
    assert entries('<lg><l n="1">A</l><l n="2">The sea</l></lg>', f"<div>{apart}</div>") == ["2: sea] see A"]


def test_an_entry_whose_place_is_not_found_stands_where_it_is() -> None:
    apart = '<listApp><app loc="A17"><lem>kandep</lem><rdg source="bib:Pou">tandep</rdg></app></listApp>'
    assert "A17 kandep] tandep Pou" in plain(book("<p>Text</p>", back=f"<div>{apart}</div>").content)


def test_an_entry_about_whole_lines_stands_behind_the_last() -> None:
    made = book('<lg><app><lem><l n="1">One</l><l n="2">two</l></lem><rdg wit="#A"><l>Three</l></rdg></app></lg>')
    lines = [node for node in walk(made.body) if isinstance(node, Line)]
    assert [bool(list(variants((line,)))) for line in lines] == [False, True]


# --- the witnesses ----------------------------------------------------------------------------------------------------


def test_the_front_matter_lists_the_witnesses() -> None:
    (sigla,) = (node for node in book("<p>x <app><lem>y</lem><rdg>z</rdg></app></p>").front)
    assert isinstance(sigla, Section) and sigla.role == "sigla"
    (listing,) = sigla.content
    assert isinstance(listing, Listing)
    assert [(plain(item.label), plain(item.content)) for item in listing.items] == [
        ("A", "Codex Alpha, s. IX"), ("β", "Codex Beta"), ("C", "http://example.org/c"),
        ("fam", "A family: D²"), ("D²", "Delta"),
    ]  # fmt: skip


def test_one_witness_of_a_text_without_an_apparatus_is_not_listed() -> None:
    assert book("<p>x</p>", '<listWit><witness xml:id="A">The letter</witness></listWit>').front == ()


# --- no word is lost --------------------------------------------------------------------------------------------------

WORDS = st.text("abcde", min_size=1, max_size=4)
READINGS = st.lists(WORDS, min_size=0, max_size=3).map(" ".join)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(READINGS, st.lists(READINGS, max_size=3)), min_size=1, max_size=6))
def test_text_and_epub_hold_every_word_of_every_reading(places: list[tuple[str, list[str]]]) -> None:
    made = ""
    for lemma, readings in places:
        other = "".join(f'<rdg wit="#A">{reading}</rdg>' for reading in readings)
        made += f"so <app><lem>{lemma}</lem>{other}</app> on "
    source = document(f"<div><p>{made}</p></div>")
    tree = xml.parse(source.encode(), "snippet.xml").root
    assert tree is not None
    for exporter in (text, epub):
        ((name, data),) = exporter.export(composed(source).book, Settings()).files.items()
        assert list(verify.check(tree, name, data)) == []


def test_a_lost_reading_is_told() -> None:
    source = document('<p>A <app><lem>b</lem><rdg wit="#A">quetzal</rdg></app> c</p>')
    tree = xml.parse(source.encode(), "snippet.xml").root
    assert tree is not None
    assert [found.code for found in verify.check(tree, "t.txt", b"A b c")] == ["OUT-006"]


# --- in the formats ---------------------------------------------------------------------------------------------------


def test_the_text_edition_lists_the_apparatus_behind_each_section() -> None:
    made = book('<div><lg><l n="3">The <app><lem>red</lem><rdg wit="#A">rod</rdg></app> sea</l></lg></div>')
    (data,) = text.export(made, Settings()).files.values()
    assert "\n----------\n\n[l. 3] red] rod A\n" in data.decode()


def test_the_epub_links_each_lemma_and_its_entry() -> None:
    made = book('<div><lg><l n="3">The <app><lem>red</lem><rdg wit="#A">rod</rdg></app> sea</l></lg></div>')
    (data,) = epub.export(made, Settings()).files.values()
    with ZipFile(BytesIO(data)) as container:
        page = next(container.read(n).decode() for n in container.namelist() if n.startswith("EPUB/002-"))
    mark = re.search(r'red<a class="noteref variant" role="doc-noteref" id="ref-([\w-]+)" href="#\1"[^>]*>a</a>', page)
    assert mark and f'<a role="doc-backlink" href="#ref-{mark[1]}">a</a> <b>3</b> red] rod A' in page


# --- on paper ---------------------------------------------------------------------------------------------------------


def prose(count: int, every: int, readings: int = 1, noted: int = 97) -> str:
    """So many words, each *every*th of which has readings, and each *noted*th a note."""
    made = []
    for n in range(1, count + 1):
        rdg = "".join(f'<rdg wit="#A">r{n}x{k}</rdg>' for k in range(readings))
        made.append(f"<app><lem>w{n}</lem>{rdg}</app>" if n % every == 0 else f"w{n}")
        if n % noted == 0:
            made[-1] += f"<note>n{n} note</note>"
    return f"<p>{' '.join(made)}</p>"


@cache
def pages(source: str) -> list[str]:
    """The text of the pages of the text itself."""
    (data,) = pdf.export(composed(source).book, SETTINGS).files.values()
    with pypdfium2.PdfDocument(data) as printed:
        every = [printed[n].get_textpage().get_text_range().replace("\r\n", "\n") for n in range(len(printed))]
    return [page for page in every if re.search(r"\bw\d+\b", page)]


LONG = document(f"<div><head>One</head>{prose(1000, 7)}</div>")


def test_each_reading_stands_on_the_page_of_its_lemma_above_the_notes() -> None:
    seen = []
    for page in pages(LONG):
        body, *_ = re.split(r"^\S+ w\d+\] ", page, maxsplit=1, flags=re.MULTILINE)
        for number in re.findall(r"\br(\d+)x0\b", page):
            assert re.search(rf"\bw{number}(?![\d\]])", body)
            seen.append(int(number))
        if found := re.search(r"^\d+ n\d+ note", page, re.MULTILINE):
            assert page.rindex("x0 ") < found.start()
    assert seen == list(range(7, 1001, 7))


def test_entries_are_keyed_to_the_lines_of_their_page() -> None:
    checked = 0
    for page in pages(document(f"<div>{prose(900, 7, noted=9999)}</div>")):
        lines = [line for line in page.splitlines() if re.search(r"\bw\d+\b(?!\])", line) and "]" not in line]
        foot = re.findall(r"(\d+|\u2016)\s+w(\d+)\]\s+r", page)
        key = ""
        for said, word in foot:
            key = key if said == "\u2016" else said
            at = next(n for n, line in enumerate(lines, 1) if re.search(rf"\bw{word}\b", line))
            assert int(key) == at
            checked += 1
    assert checked > 100


def test_every_fifth_line_is_numbered_in_the_outer_margin() -> None:
    (data,) = pdf.export(composed(LONG).book, SETTINGS).files.values()
    reading = Reading(data)
    sizes: dict[int, list[int]] = {}
    for shown in reading.shown:
        if shown.artifact is not None and shown.text.isdecimal() and int(shown.text) % 5 == 0:
            sizes.setdefault(shown.page, []).append(int(shown.text))
    full = [numbers for numbers in sizes.values() if len(numbers) > 3]
    assert full and all(numbers[:3] == [5, 10, 15] for numbers in full)


def test_no_number_of_a_line_stands_in_a_word_that_the_line_divides() -> None:
    words = "Antidisestablishmentarianism notwithstanding incomprehensibilities <app><lem>a</lem><rdg>b</rdg></app> "
    source = document(f'<div xml:lang="en"><p>{words * 60}</p></div>')
    (data,) = pdf.export(composed(source).book, SETTINGS).files.values()
    with pypdfium2.PdfDocument(data) as printed:
        every = [printed[n].get_textpage().get_text_range() for n in range(len(printed))]
    texts = [re.split(r"5\s+10\b", page)[0] for page in every]  # the numbers of a page follow on its text
    halves = [half for text in texts for half in re.findall(r"[a-z](?:\u2010|\ufffe|\x02)\s*(\w+)", text)]
    assert len(halves) > 30 and [half for half in halves if half.isdecimal()] == []
    said = Reading(data)
    assert re.findall(r"\u00ad\s*\d", said.text(said.document)) == []


def test_verses_bring_their_numbers() -> None:
    lines = "".join(f'<l n="{n}">w{n} <app><lem>sea</lem><rdg wit="#A">see{n}</rdg></app></l>' for n in range(101, 121))
    (page,) = pages(document(f"<div><lg>{lines}</lg></div>"))
    assert [int(n) for n in re.findall(r"(\d+)\s+sea\]\s+see", page)] == list(range(101, 121))
    (data,) = pdf.export(composed(document(f"<div><lg>{lines}</lg></div>")).book, SETTINGS).files.values()
    with opened(data, "t.pdf") as printed:
        (leaf,) = (one for one in leaves(printed, "t.pdf", range(1, len(printed) + 1)) if "w105" in str(one.lines))
    heights = {line.text.removesuffix(" sea"): round(line.y, 1) for line in leaf.lines}
    beside = {n: heights.get(str(n)) for n in range(101, 121)}
    assert beside == {n: heights[f"w{n}"] if n % 5 == 0 else None for n in range(101, 121)}


def test_an_apparatus_longer_than_its_page_goes_on() -> None:
    readings = "".join(f'<rdg wit="#A">{" ".join(f"r{n}x{k}" for k in range(40))}</rdg>' for n in range(60))
    source = document(
        f"<div><p>w1 <app><lem>w2</lem>{readings}</app> w3 {' '.join(f'w{n}' for n in range(4, 300))}</p></div>"
    )
    (data,) = pdf.export(composed(source).book, SETTINGS).files.values()
    tree = xml.parse(source.encode(), "snippet.xml").root
    assert tree is not None
    assert list(verify.check(tree, "t.pdf", data)) == []
    assert sum("x1 " in page for page in pages(source)) > 1


def test_a_program_for_the_blind_finds_each_entry_behind_its_lemma() -> None:
    body = '<p>The <app><lem>red</lem><rdg wit="#A">rod</rdg></app> and <app><lem>sea</lem><rdg>see</rdg></app> x</p>'
    (data,) = pdf.export(composed(document(f"<div>{body}</div>")).book, SETTINGS).files.values()
    reading = Reading(data)
    said = [" ".join(reading.text(note).split()) for note in reading.of("Note")]
    assert said == ["1 red] rod A", "\u2016 sea] see"]
    assert len({str(note.object["/ID"]) for note in reading.of("Note")}) == 2


def test_the_same_bytes_again() -> None:
    source = document(f"<div>{prose(300, 5, 2)}</div>")
    once, again = (pdf.export(composed(source).book, SETTINGS).files for _ in range(2))
    assert once == again

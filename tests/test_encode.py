"""Encode: OCR texts of several kinds, and the drafts that come of them; nothing is ever lost, whatever the text."""

import csv
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from teipress import xml
from teipress.cli import main
from teipress.collate import collate
from teipress.diagnostics import Exit
from teipress.edition import load
from teipress.encode import Decision, Draft, Vocabulary, decisions, encode, hyphens, proof, table, vocabulary
from teipress.encode.model import Findings, Line
from teipress.encode.numbering import counts
from teipress.encode.numerals import bare, readings, roman, roman_value, with_text
from teipress.settings import Settings
from teipress.xml import Element, local, tei
from tests.editions import MEMOIR, ROOT

FOLDER = Path(__file__).parent / "encode"
# An essay with notes in figures, verse, a hearing, a letter; a tale in German; a page of a scan without form feeds;
# a scene of a play in verse; dialogue in French.
TEXTS = ["roads", "kapitel", "djvu", "miller", "canal"]
WITNESS = MEMOIR.parent / "source" / "from-lenin-to-stalin.ocr.txt"
LEDGER = MEMOIR.parent / "source" / "corrections.tsv"
FEW = Vocabulary("en", {"the": 5, "of": 4, "and": 3}, 12)


def text(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text("utf-8")


def root_of(draft: Draft) -> Element:
    root = xml.parse(draft.tei, "draft.xml").root
    assert root is not None
    return root


def body(source: str) -> Element:
    """The text of a draft; nothing of the source may be missing from it."""
    draft = encode(source, "source.txt", words=FEW)
    assert [d for d in draft.diagnostics if d.code == "ENC-026"] == []
    found = root_of(draft).find(tei("text"))
    assert found is not None
    return found


def words(element: Element, without: tuple[str, ...] = ("note", "fw")) -> str:
    """What a reader reads of an element: lines joined, divided words whole."""
    made = element.text or ""
    for child in element:
        made += ("" if child.get("break") == "no" else " ") if local(child) in ("lb", "pb") else ""
        made += "" if local(child) in without else words(child, without)
        made += child.tail or ""
    return re.sub(r"\s+", " ", made)


def all_of(root: Element, name: str) -> list[str]:
    return [words(element).strip() for element in root.iter(tei(name))]


def before_note(note: Element) -> str:
    previous = note.getprevious()
    parent = note.getparent()
    said = previous.tail if previous is not None else parent.text if parent is not None else ""
    return (said or "").strip().split()[-1]


# --- whole texts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TEXTS)
def test_the_draft_is_as_it_should_be(name: str) -> None:
    """After a change that is meant, write `encode(text(name), f"{name}.txt").tei` to the file, and read it."""
    draft = encode(text(name), f"{name}.txt")
    assert draft.tei.decode() == (FOLDER / f"{name}.xml").read_text("utf-8")
    assert [str(d) for d in draft.diagnostics] == []


@pytest.mark.parametrize("name", TEXTS)
def test_the_same_text_gives_the_same_draft(name: str) -> None:
    assert encode(text(name), name) == encode(text(name), name)


def test_an_essay_with_all_that_a_page_can_hold() -> None:
    root = root_of(encode(text("roads"), "roads.txt"))
    assert [pb.get("n") for pb in root.iter(tei("pb"))] == ["iv", "v", "vi", "1", "2", "3", "4", "5"]
    assert all_of(root, "head") == [
        "PREFACE.", "CHAPTER I. OF ROADS IN GENERAL.", "CHAPTER II. OF THOSE WHO WALK THEM.",
    ]  # fmt: skip
    notes = [(note.get("n"), note.get(xml.XML_ID), before_note(note)) for note in root.iter(tei("note"))]
    assert notes == [
        ("1", "n1-1", "none."), ("2", "n1-2", "them."), ("1", "n2-1", "one."), ("2", "n2-2", "one;"),
        ("1", "n3-1", "stand."), ("*", "n5-1", "straight."),
    ]  # fmt: skip
    assert (
        words(list(root.iter(tei("note")))[3])
        .strip()
        .endswith("that was saved by it, and that led to the house of the clerk.")
    )
    assert len(all_of(root, "l")) == 8
    assert all_of(root, "speaker") == [
        "MR. TREGARTHEN.", "OLD CARTER.", "MR. TREGARTHEN.", "OLD CARTER.", "THE CHAIRMAN.", "OLD CARTER.",
    ]  # fmt: skip
    assert all_of(root, "stage") == ["[Laughter.]", "[Renewed laughter, in which the bench joined.]"]
    assert [all_of(root, name) for name in ("dateline", "salute", "signed")] == [
        ["Marlborough, May 1847.", "Kingston, 4th March, 1839."], ["Dear Uncle,", "Your dutiful nephew,"],
        ["E. H.", "JAMES ODY."],
    ]  # fmt: skip
    (quote,) = all_of(root, "quote")
    assert quote.startswith("Whoever walks long") and quote.endswith("though not his dinner.")
    paragraphs = all_of(root, "p")
    assert sum("the well-sinkers had cut it down" in p for p in paragraphs) == 1
    assert sum("from a schoolmaster in his own village" in p for p in paragraphs) == 1


def test_its_misreads_are_suspected_and_nothing_else() -> None:
    found = encode(text("roads"), "roads.txt").misreads
    assert [(m.page, m.ocr, m.suggestions[0]) for m in found] == [
        ("1", "tbe", "the"),
        ("1", "1", "I"),
        ("4", "pcople.", "people."),
    ]


def test_pages_are_told_without_form_feeds() -> None:
    source = text("roads")
    assert encode(source.replace("\f", "\n\n\n\n"), "roads.txt").tei == encode(source, "roads.txt").tei


def test_indents_are_not_needed() -> None:
    source = text("roads")
    flat = "\f".join("\n".join(line.strip() for line in page.split("\n")) for page in source.split("\f"))
    root, with_indents = root_of(encode(flat, "roads.txt")), root_of(encode(source, "roads.txt"))
    for name in ("pb", "head", "note", "l", "speaker", "salute", "quote"):
        assert all_of(root, name) == all_of(with_indents, name)
    assert len(all_of(root, "p")) >= len(all_of(with_indents, "p")) - 2


@pytest.mark.conformance
def test_drafts_are_valid_tei() -> None:
    from lxml import etree

    schema = ROOT.parent / "shared" / "tei-p5" / "tei_all.rng"
    if not schema.is_file():
        pytest.skip("there is no tei_all.rng in ../shared/tei-p5")
    grammar = etree.RelaxNG(file=str(schema))
    for source in [
        *(text(name) for name in TEXTS),
        WITNESS.read_text("utf-8"),
        "",
        "\f",
        "THE END",
        "[Exit.",
        "* a\n** b",
    ]:
        assert grammar.validate(root_of(encode(source, "source.txt"))), grammar.error_log


# --- the memoir -------------------------------------------------------------------------------------------------------


def test_the_memoirs_draft_with_its_decisions_is_its_witness(tmp_path: Path) -> None:
    for path in (WITNESS, LEDGER):
        shutil.copy(path, tmp_path)
    made, found = decisions.read(LEDGER.read_text("utf-8"), "corrections.tsv")
    assert made is not None, found
    draft = encode(WITNESS.read_text("utf-8"), WITNESS.name, made=made)
    path = tmp_path / "draft.xml"
    path.write_bytes(draft.tei)
    loaded = load(path, Settings())
    assert loaded.edition is not None
    assert collate(loaded.edition, tmp_path / WITNESS.name, tmp_path / LEDGER.name, Settings()).findings == ()
    assert [d.message for d in draft.diagnostics if d.severity.name == "WARNING"] == [
        "the count needs 2 pages where the plate stands; its captions are taken for one page each"
    ]


def test_the_list_of_its_suspicions_fits_its_lines() -> None:
    lines = WITNESS.read_text("utf-8").split("\n")
    draft = encode(WITNESS.read_text("utf-8"), WITNESS.name)
    rows = list(csv.reader(table(draft.misreads).splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert rows[0] == ["page", "line", "ocr", "suggestion", "reason"]
    assert [row for row in rows[1:] if row[2] not in lines[int(row[1]) - 1]] == []


# --- pages ------------------------------------------------------------------------------------------------------------

LOREM = [
    "The road went up the hill and down again, as roads will do, and",
    "nobody asked it why. There was a house at the top, with a white",
    "gate, and a dog that had long given up barking at the people who",
    "went by. In summer the dust lay on the hedges like flour, and in",
    "winter the snow made everything new, so that even the dog looked",
    "about him once or twice before he went to sleep again in the sun",
    "that was not there. I have often thought of that dog since then.",
]


def page(*lines: str, number: str = "", head: str = "") -> str:
    """A page of running text with some lines of its own; pages that have none differ by what is on them."""
    return "\n".join([*([head, ""] if head else []), *LOREM, *lines, *(["", number] if number else [])]) + "\n"


def numbers(source: str) -> list[str | None]:
    return [pb.get("n") for pb in body(source).iter(tei("pb"))]


@pytest.mark.parametrize(
    ("printed", "given"),
    [
        (["7", "8", "9"], ["7", "8", "9"]),
        (["7", "", "9", ""], ["7", "8", "9", "10"]),
        (["44", "4s", "46"], ["44", "45", "46"]),
        (["- 11 -", "l2", "[13]"], ["11", "12", "13"]),
        (["10", "ll", "I2"], ["10", "11", "12"]),
        (["vi", "vii", "1", "2"], ["vi", "vii", "1", "2"]),
        (["", "", "3", "4"], ["1", "2", "3", "4"]),
        (["12", "13", "15", "16", "17"], ["12", "13", "15", "16", "17"]),
        (["81", "19", "20", "21"], ["18", "19", "20", "21"]),
        (["", ""], ["1", "2"]),
    ],
)
def test_page_numbers_are_read_and_counted(printed: list[str], given: list[str]) -> None:
    assert numbers("\f".join(page(number=n) for n in printed)) == given


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        (["7", "8", "9"], []),
        (["44", "4s", "46"], ["the page number is read “4s”, and 45 is its place in the count"]),
        (
            ["12", "13", "15", "16"],
            ["after page 13 comes page 15: a page is missing from the text, or were not numbered"],
        ),
        (["81", "19", "20", "21"], ["the page number is read “81”, and 18 is its place in the count"]),
        (["", ""], ["no page number is printed on any of the 2 pages; they are counted from 1"]),
    ],
)
def test_what_is_wrong_with_the_count_is_told(printed: list[str], said: list[str]) -> None:
    draft = encode("\f".join(page(number=n) for n in printed), "source.txt", words=FEW)
    assert [d.message for d in draft.diagnostics if d.code == "ENC-022"] == said


@pytest.mark.parametrize("separator", ["\f", "\n\n\n", "\n\n\n\n"])
def test_running_heads_are_no_text(separator: str) -> None:
    heads = ["12 THE DOG AT THE GATE", "OF ROADS 13", "14 THE D0G AT THE GATE", "OF ROAD5 15"]
    root = body(separator.join(page(head=head) for head in heads))
    assert [pb.get("n") for pb in root.iter(tei("pb"))] == ["12", "13", "14", "15"]
    assert all_of(root, "fw") == heads
    assert "GATE" not in "".join(all_of(root, "p"))


def test_a_page_without_a_number_of_its_own_is_found_by_its_length() -> None:
    pages = [page(*LOREM, head=head) for head in ("12 THE DOG", "THE DOG 13", "", "THE DOG 15", "16 THE DOG")]
    assert numbers("\n\n".join(pages)) == ["12", "13", "14", "15", "16"]


def test_one_space_begins_a_page() -> None:
    assert len(numbers("\n".join(" " + page(*LOREM).rstrip("\n") for _ in range(5)))) == 5


def test_a_text_without_any_sign_of_pages_has_none() -> None:
    assert numbers(page(*LOREM)) == []


def test_a_plate_does_not_end_the_paragraph() -> None:
    pages = ["\n".join(LOREM), "The dog at the gate.", "\n".join(line.lower() for line in LOREM)]
    root = body("\f".join(["\n".join(LOREM[:-1]) for _ in range(3)] + pages).replace("that dog since then.", "that"))
    assert all_of(root, "figure") == ["The dog at the gate."]
    assert local(next(root.iter(tei("figure"))).getparent()) == "p"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("token", "values"),
    [
        ("45", [45]),
        ("4s", [45]),
        ("l2", [12]),
        ("IOI", [101]),
        ("xiv", [14]),
        ("so", []),
        ("is", []),
        ("0", []),
        ("12345", []),
    ],
)
def test_numerals_are_read(token: str, values: list[int]) -> None:
    assert [reading.value for reading in readings(token)] == values


@given(st.integers(1, 3999))
def test_roman_numerals_go_there_and_back(value: int) -> None:
    assert roman_value(roman(value)) == value


def test_numbers_with_and_without_words() -> None:
    assert [r.value for r in bare("— 12 —")] == [12]
    assert bare("Page 12 of the book") == ()
    assert with_text("OF ROADS. 13")[1] == "OF ROADS."
    assert with_text("nothing but words") == ((), "")


@given(st.lists(st.sampled_from(["", "3", "4s", "xii", "17", "l8", "word"]), max_size=12))
def test_counting_takes_whatever_it_is_given(tokens: list[str]) -> None:
    found = [readings(token) for token in tokens]
    chosen = counts(found, [False] * len(found)) if found else None
    assert chosen is None or len(chosen) == len(found)


# --- notes ------------------------------------------------------------------------------------------------------------

NOTES = [
    ("the dog.* Nobody", "*He was brown.", "*", "dog."),
    ("the dog.1 Nobody", "1 He was brown.", "1", "dog."),
    ("the dog1 was", "1. He was brown.", "1", "dog"),
    ("the dog.¹ Nobody", "¹ He was brown.", "1", "dog."),
    ("the dog (1). Nobody", "(1) He was brown.", "1", "dog"),
    ("the dog.† Nobody", "† He was brown.", "†", "dog."),
    ("the dog.™ Nobody", "*He was brown.", "*", "dog."),
    ("the dog.° Nobody", "* He was brown.", "*", "dog."),
    ("in 1917.% Nobody", "*He was brown.", "*", "1917."),
    ("“the dog.”” Nobody", "*He was brown.", "*", "dog.”"),
    ("the dog.’ Nobody", "1 He was brown.", "1", "dog."),
    ("the dog.* Nobody", "“He was brown.", "*", "dog."),
    ("the dog * was", "* He was brown.", "*", "dog"),
    ("the dog,(a) Nobody", "(a) He was brown.", "a", "dog,"),
]  # fmt: skip


@pytest.mark.parametrize(("called", "note", "mark", "before"), NOTES, ids=[f"{a} / {b[:3]}" for a, b, _, _ in NOTES])
def test_notes_stand_where_they_are_called(called: str, note: str, mark: str, before: str) -> None:
    lines = [*LOREM, f"And then there was {called} knew it.", *LOREM[:3], "", note]
    (found,) = body("\n".join(lines) + "\f" + page()).iter(tei("note"))
    assert (found.get("n"), before_note(found), words(found, ()).strip()) == (mark, before, "He was brown.")


def test_several_notes_of_a_page_stay_in_order() -> None:
    source = page(
        "He had a* dog and two** cats, and nobody*** ever asked.™* No.", "", "*One.", "“Two.", "***Three.", "****Four."
    )
    found = list(body(source).iter(tei("note")))
    assert [(n.get("n"), words(n, ()).strip(), before_note(n)) for n in found] == [
        ("*", "One.", "a"), ("**", "Two.", "two"), ("***", "Three.", "nobody"), ("****", "Four.", "asked."),
    ]  # fmt: skip


def test_a_note_that_runs_on_is_whole() -> None:
    first = page(
        "He had a dog,* and it barked at the",
        "",
        "*It was brown, and it belonged to a man who did not",
        "like dogs, so",
    )
    second = page("", "that in the end it had to go.")
    (note,) = body(f"{first}\fpeople who went by on the road.\n{second}\f{page()}").iter(tei("note"))
    assert words(note, ()).strip().endswith("who did not like dogs, so that in the end it had to go.")


def test_a_note_that_is_not_called_is_told_and_kept() -> None:
    draft = encode(
        page("The dog belonged to Captain Harrow.", "", "*Captain Harrow died in 1840.") + "\f" + page(),
        "s.txt",
        words=FEW,
    )
    (note,) = root_of(draft).iter(tei("note"))
    assert before_note(note) == "Harrow."
    assert [(d.code, d.place.line) for d in draft.diagnostics if d.code == "ENC-023"] == [("ENC-023", 10)]


def test_a_call_without_a_note_is_told_and_kept() -> None:
    draft = encode(page("The dog* belonged to a captain.") + "\f" + page(), "s.txt", words=FEW)
    assert "The dog* belonged" in draft.tei.decode()
    assert [(d.code, d.place.line) for d in draft.diagnostics if d.code == "ENC-024"] == [("ENC-024", 8)]


@pytest.mark.parametrize(
    "line", ["*“You mean it,” said he.", "1. First, he had a dog.", "* * *", "2 dogs were barking."]
)
def test_what_only_looks_like_a_note_is_none(line: str) -> None:
    assert all_of(body(f"{page('', line, '', *LOREM)}\f{page()}"), "note") == []


# --- paragraphs, headings, quotations ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("end", "start", "joined"),
    [
        ("and the dog, which was", "brown, looked on.", True),
        ("and the dog was photog-", "raphed at last.", True),
        ("It was over at last.", "Nobody cared about it at all.", False),
        ("and so he went to", "London by the coach.", True),
    ],
)
def test_paragraphs_are_joined_by_sense(end: str, start: str, joined: bool) -> None:
    paragraphs = all_of(body(f"{page(end)}\f{start}\n{page()}"), "p")
    assert any(re.search(re.escape(end.rstrip("-")) + " ?" + re.escape(start), p) for p in paragraphs) is joined


def test_a_blank_line_in_a_sentence_ends_no_paragraph() -> None:
    assert (
        len(all_of(body("\n".join([*LOREM, "and that was a letter of rupture", "", "addressed to Stalin,"])), "p")) == 1
    )


@pytest.mark.parametrize(
    ("lines", "heads", "depth"),
    [
        (["CHAPTER I."], ["CHAPTER I."], 1),
        (["CHAPTER I.", "", "THE DOG"], ["CHAPTER I. THE DOG"], 1),
        (["PART THE FIRST", "", "CHAPTER I", "", "The Dog"], ["PART THE FIRST", "CHAPTER I The Dog"], 2),
        (["Erstes Kapitel."], ["Erstes Kapitel."], 1),
        (["CHAPITRE PREMIER"], ["CHAPITRE PREMIER"], 1),
        (["ACT II", "", "SCENE I"], ["ACT II", "SCENE I"], 2),
        (["THE DOG AT THE GATE"], ["THE DOG AT THE GATE"], 1),
        (["IV."], ["IV."], 1),
    ],
)
def test_headings_and_how_they_nest(lines: list[str], heads: list[str], depth: int) -> None:
    root = body("\n".join([*LOREM, "", "", *lines, "", *LOREM]))
    assert all_of(root, "head") == heads
    assert max(sum(local(a) == "div" for a in e.iterancestors()) for e in root.iter(tei("head"))) == depth


@pytest.mark.parametrize(
    "line", ["Chapter two of his life was over by then.", "“WHO GOES THERE?”", "He said NO.", "Life at the gate:"]
)
def test_what_only_looks_like_a_heading_is_none(line: str) -> None:
    assert all_of(body("\n".join([*LOREM, "", line, "", *LOREM])), "head") == []


def test_a_title_page_a_table_of_contents_and_numbered_sections() -> None:
    title = ["THE GREAT ROAD", "", "BY", "JOHN PEEL", "", "LONDON", "1850", "", "", "CONTENTS", ""]
    entries = [
        "CHAPTER I. Of Roads . . . . . 1",
        "CHAPTER II. Of Walking as a whole, and",
        "in part . . . . . 14",
        "INDEX . . . . 31",
    ]
    chapter = ["CHAPTER I", "", *LOREM, "", "1", "", *LOREM, "", "2", "", *LOREM]
    root = body("\n".join([*title, *entries]) + "\f" + "\n".join(chapter))
    assert [all_of(root, name) for name in ("titlePart", "byline", "docImprint")] == [
        ["THE GREAT ROAD"], ["BY JOHN PEEL"], ["LONDON 1850"],
    ]  # fmt: skip
    assert all_of(root, "item") == [entries[0], f"{entries[1]} {entries[2]}", entries[3]]
    assert [(div.get("type"), all_of(div, "head")[0]) for div in root.iter(tei("div"))] == [
        ("contents", "CONTENTS"), ("chapter", "CHAPTER I"), ("section", "1"), ("section", "2"),
    ]  # fmt: skip


def test_front_body_and_back() -> None:
    parts = ["PREFACE", *LOREM, "CHAPTER I", *LOREM, "CHAPTER II", *LOREM, "APPENDIX", *LOREM]
    source = "\n".join(f"\n\n{line}\n" if line.isupper() else line for line in parts)
    root = body(source)
    assert [(local(part), all_of(part, "head")) for part in root if local(part)] == [
        ("front", ["PREFACE"]), ("body", ["CHAPTER I", "CHAPTER II"]), ("back", ["APPENDIX"]),
    ]  # fmt: skip


def test_smaller_type_is_a_quotation() -> None:
    small = [
        "A line in smaller type holds more of the letters than a line of the body does, and",
        "so a quotation that is set in it is told by nothing but the length of its lines. It",
        "ends where it ends.",
    ]
    root = body("\n".join([*LOREM, *LOREM, "", *small, "", *LOREM]))
    assert all_of(root, "quote") == [" ".join(small)]


# --- hyphens ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "meet"),
    [
        ("the photog-", "rapher came", hyphens.Break.SOFT),
        ("the rank-and-", "file came", hyphens.Break.HARD),
        ("Galen-", "Blücher came", hyphens.Break.HARD),
        ("in 1914-", "1918 or so", hyphens.Break.HARD),
        ("the Wa¬", "gen kam", hyphens.Break.SOFT),
        ("the Wa=", "gen kam", hyphens.Break.SOFT),
        ("the counter-", "revolution", hyphens.Break.HARD),
        ("said he—", "and went", hyphens.Break.CLOSED),
        ("said he", "—and went", hyphens.Break.CLOSED),
        ("said he", "and went", hyphens.Break.SPACE),
        ("the old -", "and more", hyphens.Break.SPACE),
    ],
)
def test_hyphens_at_line_ends(first: str, second: str, meet: hyphens.Break) -> None:
    lines = ["the rank-and-file, a counter-attack", "and a dash—like this", "the revolution"]
    known = Vocabulary("en", {"revolution": 9, "photographer": 5}, 14)
    assert hyphens.spelling(lines, known).between(first, second) is meet


# --- nothing is lost --------------------------------------------------------------------------------------------------

PIECES = [
    *"\f \n * † - “ ” \" [ ] ( ) — ' . , 1 ² ß İ ﬁ ǅ ½ ٣ Ⅳ".split(" "), "\n\n", "   ", "**", "-\n", "¬\n", "=\n", "­\n", "CHAPTER I.\n",
    "ACT II\n", "HAMLET. ", "HAMLET:", "ROSE\n", "the dog ", "The dog ", "12\n", "xii\n", "\r\n", "\r", "\x00", "￾", "<&>",
    "Dear Sir,\n", "Yours truly,\n", "THE END\n", "PREFACE\n", "\t", "\u2028", "LONDON 1847\n", "(1) ", "[Exit.\n",
]  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=80).map("".join),
    )
)
@example("")
@example("\f\f")
@example("a-\fb\fC")
def test_whatever_the_text_the_draft_is_well_formed_and_whole(source: str) -> None:
    body(source)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_texts_cut_and_mixed_at_random_lose_nothing(data: st.DataObject) -> None:
    lines = text(data.draw(st.sampled_from(TEXTS))).split("\n")
    start = data.draw(st.integers(0, len(lines) - 1))
    chosen = lines[start : start + data.draw(st.integers(1, 90))]
    for _ in range(data.draw(st.integers(0, 8))):
        at = data.draw(st.integers(0, len(chosen) - 1))
        chosen[at] = data.draw(st.sampled_from([*PIECES, ""])) + chosen[at][data.draw(st.integers(0, 9)) :]
    body("\n".join(chosen))


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ("<lb/>corrected at none.", "<lb/>corrected at once.", 2),
        ("<lb/>said so at the foot of the page.", "", 1),
        ("<lb/>Lose the lamb and lose the fold;", "<lb/>Lose the lamb and lose the fold;<lb/>And more.", 1),
        ("draughts<lb\nbreak=\"no\"/>man", "draughts<lb/>man", 2),
        ("<p><lb/>So Dr. Vane", "<p><lb/>And Dr. Vane", 2),
    ],
)  # fmt: skip
def test_the_proof_finds_what_is_lost_or_changed(old: str, new: str, lost: int) -> None:
    draft = encode(text("roads"), "roads.txt").tei.decode()
    assert old in draft
    changed = xml.parse(draft.replace(old, new, 1).encode(), "draft.xml").root
    assert changed is not None
    marks = {note.get(xml.XML_ID, ""): (note.get("n", ""), f"{note.get('n')} ") for note in changed.iter(tei("note"))}
    page_of, source = 0, []
    for number, row in enumerate(text("roads").split("\n"), 1):
        for index, piece in enumerate(row.split("\f")):
            page_of += index
            if piece.strip() and piece.strip() != "1":
                source.append(Line(number, page_of, piece.strip()))
    findings = Findings("roads.txt")
    assert proof.prove(changed, source, marks, findings) == lost
    assert {d.code for d in findings.found} == {"ENC-026"}


def test_characters_that_xml_has_no_place_for_are_told() -> None:
    draft = encode("one\x00 two\nthree\x0b\x0b", "s.txt", words=FEW)
    assert "one\ufffd two" in draft.tei.decode()
    assert [(d.code, d.place.line, d.message) for d in draft.diagnostics] == [
        ("ENC-021", 1, "U+0000 has no place in XML; \ufffd stands for it"),
        ("ENC-021", 2, "U+000B has no place in XML; \ufffd stands for it"),
    ]


# --- misreads ---------------------------------------------------------------------------------------------------------

ENGLISH = (
    "the of and a to in that he was his it with had for as be not on at by which have or from this but all they we "
)
GOOD = [
    "“He agreed,” said the man, “and the others’ dogs were sad.” It was the end of the road, and a long one it was.",
    "“I see,” she said, “that’s not what we had thought.” And the old house stood there still, with all its windows.",
] * 6  # fmt: skip


@pytest.mark.parametrize(
    ("line", "ocr", "suggestion"),
    [
        ("Then 1 agree to it.", "1", "I"),
        ("He had 2 long road to go.", "2", "a"),
        ("He scemed to be sad.", "scemed", "seemed"),
        ("It was the remerober of it.", "remerober", "remember"),
        ("The réle was his.", "réle", "rôle"),
        ("He said ““no” to it.", "““no”", "“no”"),
        ("It was its‘'own house.", "its‘'own", "its own"),
        ("The end of.the road.", "of.the", "of the"),
        ("That's the end.", "That's", "That’s"),
        ("It was the end, They had gone.", "end,", "end."),
        ("He saw the Kar] there.", "Kar]", "Karl"),
        (";ndeed it was.", ";ndeed", "indeed"),
        ("The U.SS.R. was there.", "U.SS.R.", "U.S.S.R."),
        ("It was ﬁrm.", "ﬁrm.", "firm."),
        ("VorosHLov was there.", "VorosHLov", "Voroshlov"),
        ("He was w1th them.", "w1th", "with"),
        ("The old manceuvre was it.", "manceuvre", "manœuvre"),
    ],
)
def test_misreads_are_suspected(line: str, ocr: str, suggestion: str) -> None:
    counted = dict.fromkeys(ENGLISH.split(), 10000)
    listed = (
        "seemed remember rôle own end road indeed firm with see long man dogs sad house old others agreed thought still"
    )
    counted |= dict.fromkeys([*listed.split(), *"karl were what there stood windows one said she its".split()], 500)
    known = Vocabulary("en", counted, 1_000_000)
    draft = encode("\n\n".join([*GOOD, line]), "s.txt", language="en", words=known)
    rows = [m for m in draft.misreads if m.line == 2 * len(GOOD) + 1]
    assert any(m.ocr == ocr and suggestion in m.suggestions for m in rows), rows
    assert [m for m in draft.misreads if m.line < 2 * len(GOOD)] == []


def test_a_list_of_another_language_is_told() -> None:
    german = Vocabulary("de", dict.fromkeys("der die das und nicht mit sich auf eine".split(), 5), 45)
    draft = encode(text("roads"), "roads.txt", words=german)
    assert [d.code for d in draft.diagnostics] == ["ENC-028"]


# --- decisions --------------------------------------------------------------------------------------------------------


def test_decisions_are_carried_out_from_left_to_right() -> None:
    made = [Decision(1, "1", "I"), Decision(1, "scemed", "seemed"), Decision(2, "-", "")]
    draft = encode("Then 1 scemed to go,\n- and 1 went.", "s.txt", words=FEW, made=made)
    assert "Then I seemed to go," in draft.tei.decode()
    assert "3 misreadings of the scan have been corrected" in draft.tei.decode()


def test_a_decision_that_does_not_fit_is_told_and_nothing_comes_of_it() -> None:
    draft = encode("Then 1 went.", "s.txt", words=FEW, made=[Decision(1, "scemed", "seemed"), Decision(9, "a", "b")])
    assert draft.tei == b""
    assert [(d.code, d.place.line) for d in draft.diagnostics] == [("ENC-027", 1), ("ENC-027", 9)]


@pytest.mark.parametrize(
    "bad", ["", "page\tline\tocr\tsuggestion\treason\n", "page\tline\tocr\tcorrected\n1\tx\ta\tb\n"]
)
def test_a_list_of_another_form_is_no_list_of_decisions(bad: str) -> None:
    made, found = decisions.read(bad, "list.tsv")
    assert made is None
    assert [d.code for d in found] == ["ENC-027"]


# --- the command ------------------------------------------------------------------------------------------------------


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "roads.ocr.txt"
    path.write_text(text("roads"), "utf-8")
    return path


def test_the_draft_and_the_list_stand_beside_the_source(source: Path) -> None:
    result = run("encode", source, "--title", "On Roads", "--author", "Edward Halliday")
    assert result.exit_code == Exit.CLEAN, result.stderr
    assert [Path(line).name for line in result.stdout.splitlines()] == ["roads.xml", "roads.misreads.tsv"]
    made = (source.parent / "roads.xml").read_text("utf-8")
    assert "<title>On Roads</title>" in made and "<author>Edward Halliday</author>" in made
    assert "Encoded from OCR text roads.ocr.txt by teipress" in made
    assert (source.parent / "roads.misreads.tsv").read_text("utf-8").splitlines()[
        1
    ] == "1\t63\ttbe\tthe\tno word of the list"


def test_nothing_is_replaced_without_force(source: Path) -> None:
    kept = source.parent / "roads.misreads.tsv"
    kept.write_text("mine", "utf-8")
    result = run("encode", source)
    assert (result.exit_code, kept.read_text("utf-8")) == (Exit.UNREADABLE, "mine")
    assert "is there already; --force replaces it" in result.stderr
    assert not (source.parent / "roads.xml").exists()
    assert run("encode", source, "--force").exit_code == Exit.CLEAN
    assert kept.read_text("utf-8").startswith("page\tline\tocr")


def test_the_source_is_never_written(source: Path) -> None:
    result = run("encode", source, "--output", source, "--force")
    assert (result.exit_code, source.read_text("utf-8")) == (Exit.USAGE, text("roads"))


def test_decisions_are_applied_whole_or_not_at_all(source: Path, tmp_path: Path) -> None:
    decided, output = tmp_path / "decided.tsv", tmp_path / "out" / "made.xml"
    decided.write_text("page\tline\tocr\tcorrected\n1\t63\ttbe\tthe\n1\t68\tthorns\tthistles\n", "utf-8")
    result = run("encode", source, "--apply", decided, "--output", output)
    assert result.exit_code == Exit.ERRORS
    assert "roads.ocr.txt:68  error ENC-027" in result.stderr
    assert not output.exists()
    decided.write_text("page\tline\tocr\tcorrected\n1\t63\ttbe\tthe\n1\t68\t1\tI\n", "utf-8")
    assert run("encode", source, "--apply", decided, "--output", output).exit_code == Exit.CLEAN
    assert "drove-ways of the" in output.read_text("utf-8")
    rows = (tmp_path / "out" / "made.misreads.tsv").read_text("utf-8").splitlines()
    assert len(rows) == 2 and rows[1].startswith("4\t")


def test_a_word_list_of_ones_own(source: Path, tmp_path: Path) -> None:
    listed = tmp_path / "words.txt"
    found = set(re.findall(r"[^\W\d_]+", text("roads").lower())) - {"pcople"}
    listed.write_text("\n".join(sorted(found)), "utf-8")
    assert run("encode", source, "--words", listed).exit_code == Exit.CLEAN
    rows = (source.parent / "roads.misreads.tsv").read_text("utf-8").splitlines()[1:]
    assert [row.split("\t")[2] for row in rows] == ["1", "pcople."]


@pytest.mark.parametrize(("words", "code"), [("xx", Exit.USAGE), ("en", Exit.UNREADABLE)])
def test_without_a_word_list_that_is_told(
    words: str, code: Exit, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vocabulary, "packaged", lambda language: None)
    result = run("encode", source, "--words", words)
    assert result.exit_code == code
    result = run("encode", source)
    assert result.exit_code == Exit.CLEAN
    assert "note ENC-028" in result.stderr and "pip install 'teipress[words]'" in result.stderr
    assert (source.parent / "roads.xml").exists()


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"caf\xe9\n", Exit.ERRORS, "error ENC-020  byte 4 (0xE9) is not UTF-8"),
        (b"\xff\xfea\x00", Exit.CLEAN, ""),
        (b"", Exit.CLEAN, ""),
        (None, Exit.UNREADABLE, "does not exist"),
    ],
)
def test_files_of_all_kinds(data: bytes | None, code: Exit, said: str, tmp_path: Path) -> None:
    path = tmp_path / "some.txt"
    if data is not None:
        path.write_bytes(data)
    result = run("encode", path)
    assert result.exit_code == code
    assert said in result.stderr
    assert (tmp_path / "some.xml").exists() is (code is Exit.CLEAN)

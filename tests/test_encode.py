"""Encode: OCR texts of several kinds, and the drafts that come of them; nothing is ever lost, whatever the text."""

import csv
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from teipress import xml
from teipress.collate import collate
from teipress.edition import load
from teipress.encode import decisions, encode, proof, table
from teipress.encode.model import Findings, Line
from teipress.settings import Settings
from teipress.xml import tei
from tests.drafts import FEW, FOLDER, LEDGER, TEXTS, WITNESS, all_of, before_note, body, root_of, text, words
from tests.editions import ROOT

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

"""Encode: paragraphs, headings, quotations, and words divided at the ends of lines."""

import re

import pytest

from teipress.encode import Vocabulary, hyphens
from teipress.xml import local, tei
from tests.drafts import LOREM, all_of, body, page

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

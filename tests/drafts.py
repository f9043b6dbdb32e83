"""Drafts: OCR texts for the tests of `encode`, and what is read of the TEI that comes of them."""

import re
from pathlib import Path

from teipress import xml
from teipress.encode import Draft, Vocabulary, encode
from teipress.xml import Element, local, tei
from tests.editions import MEMOIR

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

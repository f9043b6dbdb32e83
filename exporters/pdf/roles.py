"""Roles: what each element of the text is to somebody who listens, by the structure types of PDF 1.7 and a few of ours.

An element that is in no table has no role of its own: its words belong to whatever it stands in.
"""

from __future__ import annotations

import re

TAGS = {
    "section": "Sect", "div": "Div", "p": "P", "blockquote": "BlockQuote", "figure": "Div", "figcaption": "Caption",
    "ul": "L", "ol": "L", "li": "LI", "table": "Table", "thead": "THead", "tbody": "TBody", "tfoot": "TFoot",
    "tr": "TR", "th": "TH", "td": "TD", "img": "Figure", "a": "Link", "code": "Code",
    "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6",
}  # fmt: skip
# What a class says, where it says more than the tag. An artifact is printed, and not read.
ARTIFACT = "Artifact"
CLASSES = {
    ("section", "contents"): "Contents", ("section", "index"): "Index", ("section", "chronology"): "Index",
    ("span", "note"): "Note",
    ("span", "label"): "Lbl", ("p", "title"): "Title", ("p", "line"): "Line", ("p", "stage"): "Stage",
    ("div", "verse"): "Verse", ("div", "speech"): "Speech", ("span", "artifact"): ARTIFACT,
    # Boxes that are there for the page's sake.
    ("div", "start"): "", ("div", "sheet"): "", ("div", "strip"): "", ("div", "page"): "",
}  # fmt: skip
IN_CONTENTS = {"table": "TOC", "tr": "TOCI", "tbody": "", "td": ""}
# In a note there are no blocks, as HTML allows none there, but spans of the class `block p`; its headings head no part
# of the book.
BLOCK = "block"

# What the parts of a table without headings are.
GRID = {"Table": "Grid", "THead": "Div", "TBody": "Div", "TFoot": "Div", "TR": "Row"}
# What our own types are, for a reader that knows those of the standard only.
ROLE_MAP = {
    "Contents": "Sect", "Grid": "Div", "Line": "P", "Row": "Div", "Speech": "Div", "Stage": "P", "Title": "P",
    "Verse": "Div",
}  # fmt: skip
# They hold paragraphs and the like, never words themselves.
GROUPS = frozenset(
    (
        "Document",
        "Part",
        "Sect",
        "Contents",
        "Index",
        "Div",
        "BlockQuote",
        "Verse",
        "Speech",
        "LBody",
        "Caption",
        "Note",
    )
)
# They stand within lines.
WITHIN_LINES = frozenset(("Span", "Link", "Reference", "Lbl", "Note", "Code"))
HEADINGS = tuple(f"H{level}" for level in range(1, 7))
CELLS = ("TH", "TD")
# A tag of a language (BCP 47).
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
NUMBERING = {"ordered": "Decimal", "bulleted": "Disc"}


def role_of(tag: str, classes: list[str], in_contents: bool) -> str:
    """The role of an HTML element, or an empty text."""
    in_note = classes[:1] == [BLOCK] and len(classes) > 1
    if in_note:
        tag = classes[1]
    for word in classes:
        if (tag, word) in CLASSES:
            return CLASSES[tag, word]
    if in_contents and tag in IN_CONTENTS:
        return IN_CONTENTS[tag]
    role = TAGS.get(tag, "")
    return "P" if in_note and role in HEADINGS else role


def numbering(classes: list[str]) -> str:
    """How a list counts its items; those that bring their numbers with them are not counted."""
    return next((NUMBERING[word] for word in classes if word in NUMBERING), "None")

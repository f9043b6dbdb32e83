"""Structure: what the tags say, by the clauses 7.1 to 7.9 of PDF/UA-1."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.reading import STANDARD, Element, Reading

LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
# What may stand in what.
WITHIN = {
    "Table": ("TR", "THead", "TBody", "TFoot", "Caption"), "TR": ("TH", "TD"), "THead": ("TR",), "TBody": ("TR",),
    "TFoot": ("TR",), "L": ("L", "LI", "Caption"), "LI": ("Lbl", "LBody"), "TOC": ("TOC", "TOCI", "Caption"),
    "Ruby": ("RB", "RT", "RP"), "Warichu": ("WT", "WP"),
}  # fmt: skip
PARENTS = {
    "TR": ("Table", "THead", "TBody", "TFoot"), "TH": ("TR",), "TD": ("TR",), "THead": ("Table",), "TBody": ("Table",),
    "TFoot": ("Table",), "LI": ("L",), "LBody": ("LI",), "TOCI": ("TOC",),
    "RB": ("Ruby",), "RT": ("Ruby",), "RP": ("Ruby",), "WT": ("Warichu",), "WP": ("Warichu",),
}  # fmt: skip
NUMBERINGS = "None Disc Circle Square Decimal UpperRoman LowerRoman UpperAlpha LowerAlpha".split()


def clause_7_1_content_is_tagged_or_artifact(pdf: Reading) -> Iterator[str]:
    """All that is painted is in the structure, or an artifact, and never both; the structure tells of nothing else."""
    tagged = Counter(kid for element in pdf.elements for kid in element.kids if isinstance(kid, tuple))
    for mark, times in tagged.items():
        if times > 1:
            yield f"page {mark[0] + 1}: mark {mark[1]} is in the structure {times} times"
    for item in pdf.shown:
        known = item.mark is not None and (item.page, item.mark) in tagged
        if known == (item.artifact is not None):
            what = "both tagged and an artifact" if known else "neither tagged nor an artifact"
            yield f"page {item.page + 1}: {item.operator} {item.text!r} is {what}"
    painted = {(item.page, item.mark) for item in pdf.shown}
    yield from (
        f"page {page + 1}: the structure tells of {mark}, which shows nothing" for page, mark in tagged.keys() - painted
    )


def clause_7_1_parents(pdf: Reading) -> Iterator[str]:
    """The parent tree leads from each mark on a page to the element that holds it."""
    tree = pdf.root.get("/StructTreeRoot", Dictionary()).get("/ParentTree")
    numbers = {} if tree is None else {int(key): value for key, value in pikepdf.NumberTree(tree).items()}
    for element in pdf.elements:
        if element.object.P.objgen != (element.parent.object.objgen if element.parent else None):
            yield f"{element.type} has another parent than the one it stands in"
        for kid in element.kids:
            if isinstance(kid, tuple):
                page = pdf.pages[kid[0]].obj
                row = numbers.get(int(page.get("/StructParents", -1)), Array())
                if kid[1] >= len(row) or row[kid[1]] is None or row[kid[1]].objgen != element.object.objgen:
                    yield f"page {kid[0] + 1}: mark {kid[1]} does not lead to its {element.type}"


def clause_7_1_role_map(pdf: Reading) -> Iterator[str]:
    """Every type is one of the standard's, or is mapped to one of them; those of the standard are not mapped."""
    yield from (f"{type} is mapped, though it is a standard type" for type in pdf.role_map if type in STANDARD)
    types = {element.type for element in pdf.elements}
    yield from (
        f"{type} is not mapped to a standard type" for type in sorted(types) if pdf.standard(type) not in STANDARD
    )


def clause_7_1_marked(pdf: Reading) -> Iterator[str]:
    """The file says that it is tagged, and has nothing suspicious."""
    info = pdf.root.get("/MarkInfo", Dictionary())
    if info.get("/Marked") is not True or info.get("/Suspects", False):
        yield f"MarkInfo is {dict(info)}"
    if not pdf.elements:
        yield "there is no structure"


def clause_7_2_language(pdf: Reading) -> Iterator[str]:
    """The language of the document is known, and every language by a tag that is one."""
    for where, lang in [("catalog", pdf.root.get("/Lang", "")), *((e.type, e.lang) for e in pdf.elements)]:
        if not LANGUAGE.fullmatch(str(lang)):
            yield f"{where}: the language is {str(lang)!r}"


def clause_7_2_what_stands_in_what(pdf: Reading) -> Iterator[str]:
    """Tables hold rows, rows cells, lists items, contents their entries, and nothing else; and none of these is alone."""
    for element in pdf.elements:
        type = pdf.standard(element.type)
        inner = [pdf.standard(kid.type) for kid in element.elements]
        if type in WITHIN:
            yield from (f"{kid} stands in {type}" for kid in inner if kid not in WITHIN[type])
            if len(inner) != len(element.kids):
                yield f"words stand in {type}"
        if inner.count("THead") > 1 or inner.count("TFoot") > 1 or inner.count("LBody") > 1 or inner.count("Lbl") > 1:
            yield f"{type} has more than one of {inner}"
        order = [{"THead": 1, "TFoot": 3}.get(kid, 2) for kid in inner if kid != "Caption"]
        if type == "Table" and (("TR" in inner) == ("TBody" in inner) or order != sorted(order)):
            yield f"a table is made of {inner}"
        if "Caption" in inner[1 : -1 if type == "Table" else None] and type in WITHIN:
            yield f"a caption stands amid {type}"
        parent = pdf.standard(element.parent.type) if element.parent else ""
        if type in PARENTS and parent not in PARENTS[type]:
            yield f"{type} stands in {parent}"


def clause_7_3_figures(pdf: Reading) -> Iterator[str]:
    """Each picture has a text for those who don't see it, and tells where it stands."""
    for figure in pdf.of("Figure", "Formula"):
        if not str(figure.object.get("/Alt", figure.object.get("/ActualText", ""))).strip():
            yield "a figure has no alternative text"
        page = next((kid[0] for kid in figure.kids if isinstance(kid, tuple)), None)
        box = figure.attribute("/BBox")
        if page is not None and (box is None or not _inside([float(n) for n in box], pdf.pages[page].mediabox)):
            yield f"page {page + 1}: a figure's box is {box}"


def _inside(box: list[float], page: Any) -> bool:
    left, bottom, right, top = (float(number) for number in page)
    return left - 1 <= box[0] < box[2] <= right + 1 and bottom - 1 <= box[1] < box[3] <= top + 1


def clause_7_4_2_headings(pdf: Reading) -> Iterator[str]:
    """Headings begin with the first level, and none is skipped on the way down."""
    before = 0
    for heading in pdf.of("H1", "H2", "H3", "H4", "H5", "H6"):
        level = int(pdf.standard(heading.type)[1])
        if level > before + 1:
            yield f"{heading.type} follows H{before}: {pdf.text(heading).strip()[:40]!r}"
        before = level
        if not pdf.text(heading).strip():
            yield "a heading has no words"
    if pdf.of("H"):
        yield "there is an H beside numbered headings"


def clause_7_5_tables(pdf: Reading) -> Iterator[str]:
    """Tables have headings, each tells what it heads, rows are equally long, and cells lie side by side."""
    for table in pdf.of("Table"):
        if not any(pdf.standard(cell.type) == "TH" for cell in table.walk()):
            yield f"a table has no heading: {pdf.text(table).strip()[:40]!r}"
        rows = [row for row in table.walk() if pdf.standard(row.type) == "TR" and _nearest(pdf, row, "Table") is table]
        taken: list[set[int]] = [set() for _ in rows]
        for number, row in enumerate(rows):
            column = 0
            for cell in row.elements:
                while column in taken[number]:
                    column += 1
                down, across = int(cell.attribute("/RowSpan") or 1), int(cell.attribute("/ColSpan") or 1)
                if number + down > len(rows):
                    yield f"a cell is {down} rows high in row {number + 1} of {len(rows)}"
                for below in taken[number : number + down]:
                    if below & set(range(column, column + across)):
                        yield f"cells overlap in row {number + 1}"
                    below.update(range(column, column + across))
                column += across
        if len(set(map(len, taken))) > 1:
            yield f"rows have {sorted(set(map(len, taken)))} columns"
        for head in table.walk():
            if pdf.standard(head.type) == "TH" and head.attribute("/Scope") not in (Name.Row, Name.Column, Name.Both):
                yield f"a heading has no scope: {pdf.text(head).strip()[:40]!r}"


def _nearest(pdf: Reading, element: Element, type: str) -> Element | None:
    return next((around for around in element.above if pdf.standard(around.type) == type), None)


def clause_7_6_lists(pdf: Reading) -> Iterator[str]:
    """Each list says how it counts, each item has its body, with the words in it."""
    for made in pdf.of("L"):
        numbering = made.attribute("/ListNumbering")
        if str(numbering)[1:] not in NUMBERINGS:
            yield f"a list does not say how it counts: {numbering}"
        yield from (
            "an item has no body" for item in made.elements if "LBody" not in [kid.type for kid in item.elements]
        )


def clause_7_8_running_heads_and_folios(pdf: Reading) -> Iterator[str]:
    """What stands in the margins is marked as pagination, at the head or at the foot."""
    for item in pdf.shown:
        if item.artifact is not None and item.text.strip():
            kind = Dictionary() if isinstance(item.artifact, str) else item.artifact
            if kind.get("/Type") != Name.Pagination or kind.get("/Subtype") not in (Name.Header, Name.Footer, None):
                yield f"page {item.page + 1}: {item.text!r} is an artifact of the kind {dict(kind)}"


def clause_7_9_notes(pdf: Reading) -> Iterator[str]:
    """Each note has an identifier of its own, by which it is found, and stands behind the mark that leads to it."""
    tree = pdf.root.get("/StructTreeRoot", Dictionary()).get("/IDTree")
    names = {} if tree is None else {str(key): value for key, value in pikepdf.NameTree(tree).items()}
    seen: set[str] = set()
    for note in pdf.of("Note"):
        name = str(note.object.get("/ID", ""))
        if not name or name in seen:
            yield f"a note's identifier is {name!r}"
        elif name not in names or names[name].objgen != note.object.objgen:
            yield f"{name} does not lead to its note"
        seen.add(name)

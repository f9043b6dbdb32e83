"""PDF/UA-1 (ISO 14289-1), clause by clause: what can be seen of a file by a program, and what of it we look at.

Each check is named after its clause and yields what breaks it. `python -m tests.clauses_ua BOOK.pdf` runs them all.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

from tests.reading import STANDARD, Element, Reading

Check = Callable[[Reading], Iterator[str]]
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
# What may stand in what.
WITHIN = {
    "Table": ("TR", "THead", "TBody", "TFoot", "Caption"), "TR": ("TH", "TD"), "THead": ("TR",), "TBody": ("TR",),
    "TFoot": ("TR",), "L": ("L", "LI", "Caption"), "LI": ("Lbl", "LBody"), "TOC": ("TOC", "TOCI", "Caption"),
}  # fmt: skip
PARENTS = {
    "TR": ("Table", "THead", "TBody", "TFoot"), "TH": ("TR",), "TD": ("TR",), "THead": ("Table",), "TBody": ("Table",),
    "TFoot": ("Table",), "LI": ("L",), "LBody": ("LI",), "TOCI": ("TOC",),
}  # fmt: skip


def clause_5_identification(pdf: Reading) -> Iterator[str]:
    """The metadata say that the file is PDF/UA-1."""
    if pdf.said("pdfuaid:part") != ["1"]:
        yield f"pdfuaid:part is {pdf.said('pdfuaid:part')}"


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


def clause_7_1_title(pdf: Reading) -> Iterator[str]:
    """The document has a title, and viewers show it."""
    if not "".join(pdf.said("dc:title")).strip():
        yield "there is no dc:title"
    if pdf.root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle") is not True:
        yield "DisplayDocTitle is not true"


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
        if numbering is None:
            yield "a list does not say how it counts"
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


def clause_7_11_embedded_files(pdf: Reading) -> Iterator[str]:
    """Each embedded file has its name twice, as F and as UF."""
    for name, file in pdf.pdf.attachments.items():
        missing = [key for key in ("/F", "/UF") if not str(file.obj.get(key, ""))]
        if missing:
            yield f"{name} has no {' nor '.join(missing)}"


def clause_7_16_security(pdf: Reading) -> Iterator[str]:
    """Nothing keeps a reader's programs out."""
    if pdf.pdf.is_encrypted:
        yield "the file is encrypted"


def clause_7_17_navigation(pdf: Reading) -> Iterator[str]:
    """Where there are headings there is an outline, in their order; each page has its label."""
    pages: list[int] = []
    with pdf.pdf.open_outline() as outline:
        for item in _entries(outline.root):
            if not item.title.strip():
                yield "an entry of the outline has no words"
            pages.append(pdf.page_of[item.destination[0].objgen])
    if pdf.of("H1") and not pages:
        yield "there are headings, but there is no outline"
    if pages != sorted(pages):
        yield "the outline is not in the order of the pages"
    if "/PageLabels" not in pdf.root:
        yield "pages have no labels"


def _entries(items: Any) -> Iterator[Any]:
    for item in items:
        yield item
        yield from _entries(item.children)


def clause_7_18_annotations(pdf: Reading) -> Iterator[str]:
    """Each link is part of a Link, says where it leads to, and leads there; pages are gone through by the structure."""
    tree = pdf.root.get("/StructTreeRoot", Dictionary()).get("/ParentTree")
    numbers = {} if tree is None else {int(key): value for key, value in pikepdf.NumberTree(tree).items()}
    homes = {kid.objgen: e for e in pdf.elements for kid in e.kids if not isinstance(kid, tuple | Element)}
    names = pdf.root.get("/Names", Dictionary()).get("/Dests")
    known = {} if names is None else {str(key): value for key, value in pikepdf.NameTree(names).items()}
    for number, page in enumerate(pdf.pages, 1):
        for spot in page.obj.get("/Annots", []):
            home = homes.get(spot.objgen)
            if home is None or pdf.standard(home.type) != "Link":
                yield f"page {number}: a link is not in the structure"
            elif (
                found := numbers.get(int(spot.get("/StructParent", -1)))
            ) is None or found.objgen != home.object.objgen:
                yield f"page {number}: a link does not lead to its part of the structure"
            if not str(spot.get("/Contents", "")).strip():
                yield f"page {number}: a link does not say where it leads to"
            if "/Dest" in spot and str(spot.Dest) not in known:
                yield f"page {number}: a link leads to {str(spot.Dest)!r}, which is nowhere"
        if "/Annots" in page.obj and page.obj.get("/Tabs") != Name.S:
            yield f"page {number} is not gone through by its structure"
    for link in pdf.of("Link"):
        if all(isinstance(kid, tuple | Element) for kid in link.kids):
            yield f"a Link leads nowhere: {pdf.text(link).strip()[:40]!r}"


def clause_7_21_fonts(pdf: Reading) -> Iterator[str]:
    """Fonts are embedded; each sign that is printed is in its font, as wide as said, and means something."""
    used: dict[tuple[int, int], set[int]] = {}
    for item in pdf.shown:
        if item.font is not None:
            used.setdefault(item.font.objgen, set()).update(item.codes)
    for font in pdf.fonts:
        (inner,) = font.DescendantFonts
        name = str(font.BaseFont)
        program = inner.FontDescriptor.get("/FontFile2", inner.FontDescriptor.get("/FontFile3"))
        if program is None:
            yield f"{name} is not embedded"
            continue
        if font.Encoding != Name("/Identity-H"):
            yield f"{name} has no sign for some of the letters"
        yield from _signs(pdf, font, inner, TTFont(BytesIO(program.read_bytes())), used.get(font.objgen, set()))


def _signs(pdf: Reading, font: Any, inner: Any, program: TTFont, used: set[int]) -> Iterator[str]:
    name, meaning, widths = str(font.BaseFont), pdf.unicode(font), dict(_widths(inner.get("/W", Array())))
    order, metrics = program.getGlyphOrder(), program["hmtx"].metrics
    em = program["head"].unitsPerEm
    for code in sorted(used):
        if code == 0 or code >= len(order):
            yield f"{name} has no sign {code}"
            continue
        if not meaning.get(code) or set(meaning[code]) & {"\x00", "\ufeff", "\ufffe"}:
            yield f"{name}: sign {code} means {meaning.get(code)!r}"
        wide = metrics[order[code]][0] * 1000 / em
        if abs(widths.get(code, 1000.0) - wide) > 1:
            yield f"{name}: sign {code} ({meaning.get(code)}) is {wide:.1f} wide, not {widths.get(code)}"


def _widths(listed: Any) -> Iterator[tuple[int, float]]:
    first = 0
    for part in listed:
        if isinstance(part, Array):
            yield from enumerate(map(float, part), first)
        else:
            first = int(part)


CHECKS: tuple[Check, ...] = tuple(made for name, made in list(globals().items()) if name.startswith("clause_"))


def broken(data: bytes, checks: tuple[Check, ...] = CHECKS) -> list[str]:
    """What *data* breaks of each clause, in a line each."""
    pdf = Reading(data)
    return [f"{check.__name__}: {fault}" for check in checks for fault in check(pdf)]


if __name__ == "__main__":
    faults = [f"{path}: {fault}" for path in sys.argv[1:] for fault in broken(Path(path).read_bytes())]
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    sys.exit(bool(faults))

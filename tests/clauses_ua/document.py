"""Document: what a file is and what it leads to, by the clauses 5, 7.1 and 7.10 to 7.20 of PDF/UA-1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, String

from tests.reading import Element, Reading

HIDDEN = 1 << 1


def clause_5_identification(pdf: Reading) -> Iterator[str]:
    """The metadata say that the file is PDF/UA-1."""
    if pdf.said("pdfuaid:part") != ["1"]:
        yield f"pdfuaid:part is {pdf.said('pdfuaid:part')}"


def clause_7_1_title(pdf: Reading) -> Iterator[str]:
    """The document has a title, and viewers show it."""
    if not "".join(pdf.said("dc:title")).strip():
        yield "there is no dc:title"
    if pdf.root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle") is not True:
        yield "DisplayDocTitle is not true"


def clause_7_10_layers(pdf: Reading) -> Iterator[str]:
    """Each set of layers has a name, and none is shown or hidden by itself."""
    layers = pdf.root.get("/OCProperties", Dictionary())
    for made in [layers.get("/D", Dictionary(Name=String("none"))), *layers.get("/Configs", ())]:
        if not str(made.get("/Name", "")).strip():
            yield "a set of layers has no name"
        if "/AS" in made:
            yield "a layer is shown or hidden by itself"


def clause_7_11_embedded_files(pdf: Reading) -> Iterator[str]:
    """Each embedded file has its name twice, as F and as UF."""
    for name, file in pdf.pdf.attachments.items():
        missing = [key for key in ("/F", "/UF") if not str(file.obj.get(key, ""))]
        if missing:
            yield f"{name} has no {' nor '.join(missing)}"


def clause_7_15_forms(pdf: Reading) -> Iterator[str]:
    """No form is laid out anew while it is read."""
    if "/XFA" in pdf.root.get("/AcroForm", Dictionary()):
        yield "there is a form in XFA"


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


def clause_7_18_2_kinds_of_annotations(pdf: Reading) -> Iterator[str]:
    """Annotations are links, which can be seen; none asks for a place on a picture."""
    for number, page in enumerate(pdf.pages, 1):
        for spot in page.obj.get("/Annots", []):
            if spot.get("/Subtype") != Name.Link or int(spot.get("/F", 0)) & HIDDEN:
                yield f"page {number}: an annotation is {spot.get('/Subtype')} with the flags {spot.get('/F')}"
            if spot.get("/A", Dictionary()).get("/IsMap", False):
                yield f"page {number}: a link asks for a place on a picture"


def clause_7_20_drawings(pdf: Reading) -> Iterator[str]:
    """Nothing is drawn by another file, and what is tagged in a drawing is drawn once."""
    yield from ("a drawing is in another file" for thing in pdf.objects if _is_drawing(thing) and "/Ref" in thing)
    drawn = [thing for page in pdf.pages for thing in _drawn(page.obj)]
    for (number, _), times in Counter(thing.objgen for thing in drawn).items():
        thing = next(thing for thing in drawn if thing.objgen[0] == number)
        if times > 1 and any("/MCID" in str(operands) for operands, _ in pikepdf.parse_content_stream(thing)):
            yield f"a drawing whose parts are tagged is drawn {times} times"


def _is_drawing(thing: Any) -> bool:
    return bool(thing.get("/Subtype") == Name.Form)


def _drawn(holder: Any) -> Iterator[Any]:
    """The drawings that a page or a drawing draws."""
    for operands, _ in pikepdf.parse_content_stream(holder, "Do"):
        thing = holder.Resources.XObject[str(operands[0])]
        if _is_drawing(thing):
            yield thing
            yield from _drawn(thing)

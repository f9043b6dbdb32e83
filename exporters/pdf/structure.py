"""Structure: a tree of tags written into a PDF, and the marks on its pages that the tree speaks of."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydyf import PDF, Array, Dictionary, Object, String

from exporters.pdf.nodes import Node, Spot, Words
from exporters.pdf.roles import ROLE_MAP
from exporters.pdf.spreads import EvenDocument
from exporters.pdf.syntax import mend
from exporters.pdf.tags import Marks, Reader

SPACES = (" ", "\u00a0")
LAYOUT = "/Type /Layout"
# The last sign of what is printed is the hyphen of a divided word: readers are to know it from those that belong to
# their words (ISO 32000-1, 14.8.2.2.3).
DIVIDED = re.compile(rb"([0-9a-f]{4}>[-.0-9<>]*\] TJ)$")
SOFT_HYPHEN = rb">] TJ /Span <</ActualText <feff00ad>>> BDC [<\1 EMC"
# An annotation is printed.
PRINT = 4


def tag(document: EvenDocument, pdf: PDF, describe: Callable[[Node], str], picture: str) -> None:
    """Give *pdf*, made of the `MarkedPage`s of *document*, its structure.

    *describe* says where a link leads to; *picture* is said of a picture that nobody has described.
    """
    pages = pages_of(pdf)
    streams = [pdf.objects[int(page["Contents"].split()[0])] for page in pages]
    root = Node("Document", None, document.metadata.lang)
    reader = Reader(root, document.scale)
    for page, stream in zip(document.pages, streams, strict=True):
        reader.read(page, stream._tags)
    spaces = {font.hash.encode(): _space(font) for font in document.fonts.values()}
    for stream, marks in zip(streams, reader.marks, strict=True):
        stream.stream = [b"\n".join(_marked(stream.stream, marks, spaces))]
    mend(root, picture)
    _write(root, pdf, pages, describe)


def pages_of(pdf: PDF) -> list[Any]:
    """The pages of *pdf*."""
    return [pdf.objects[number] for number in pdf.pages["Kids"][::3]]


class Written(Object):  # type: ignore[misc]
    """An object that says itself what it is in the PDF: there are thousands of them."""

    data = b""


def _write(root: Node, pdf: PDF, pages: Sequence[Any], describe: Callable[[Node], str]) -> None:
    parents: list[dict[int, bytes]] = [{} for _ in pages]
    links: list[bytes] = []
    names: list[tuple[str, bytes]] = []
    references = [page.reference for page in pages]
    tree = Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(tree)

    def written(node: Node, parent: bytes, lang: str) -> bytes:
        made = Written()
        pdf.add_object(made)
        reference: bytes = made.reference
        parts = [b"/Type /StructElem /S /", node.role.encode(), b" /P ", parent]
        if node.lang and node.lang != lang:
            parts += b" /Lang ", String(node.lang).data
        if node.role == "Figure":
            parts += b" /Alt ", String(node.alt).data
        if node.actual:
            parts += b" /ActualText ", String(node.actual).data
        if node.attributes:
            parts += b" /A ", Dictionary({key: _value(value) for key, value in node.attributes.items()}).data
        if node.name:
            parts += b" /ID ", String(node.name).data
            names.append((node.name, reference))
        home = next((kid.page for kid in node.kids if not isinstance(kid, Node)), None)
        if home is not None:
            parts += b" /Pg ", references[home]
        kids: list[bytes] = []
        for kid in node.kids:
            match kid:
                case Node():
                    kids.append(written(kid, reference, node.lang))
                case Words():
                    parents[kid.page][kid.mark] = reference
                    elsewhere = b"<</Type /MCR /Pg %b /MCID %d>>" % (references[kid.page], kid.mark)
                    kids.append(b"%d" % kid.mark if kid.page == home else elsewhere)
                case Spot():
                    kid.annotation["StructParent"] = len(pages) + len(links)
                    kid.annotation["F"] = PRINT
                    kid.annotation["Contents"] = String(describe(node))
                    links.append(reference)
                    kids.append(b"<</Type /OBJR /Obj %b /Pg %b>>" % (kid.annotation.reference, references[kid.page]))
        if kids:
            parts += b" /K ", kids[0] if len(kids) == 1 else b"[%b]" % b" ".join(kids)
        made.data = b"<<%b>>" % b"".join(parts)
        return reference

    tree["K"] = written(root, tree.reference, root.lang)
    numbers = Array()
    for number, (page, marks) in enumerate(zip(pages, parents, strict=True)):
        page["Tabs"] = "/S"
        if marks:
            page["StructParents"] = number
            all_of_it = (marks.get(mark, b"null") for mark in range(max(marks) + 1))
            numbers.extend((number, b"[%b]" % b" ".join(all_of_it)))
    for number, link in enumerate(links, len(pages)):
        numbers.extend((number, link))
    tree["ParentTree"] = Dictionary({"Nums": numbers})
    tree["ParentTreeNextKey"] = len(pages) + len(links)
    if names:
        tree["IDTree"] = Dictionary({"Names": Array(part for name, r in sorted(names) for part in (String(name), r))})
    tree["RoleMap"] = Dictionary({ours: f"/{theirs}" for ours, theirs in ROLE_MAP.items()})
    pdf.catalog["StructTreeRoot"] = tree.reference
    pdf.catalog["MarkInfo"] = Dictionary({"Marked": "true"})


def _value(value: Any) -> Any:
    return Array(value) if isinstance(value, list) else value


# --- the marks on a page ----------------------------------------------------------------------------------------------


def _space(font: Any) -> str:
    """The number of the space among the signs of *font*, in hexadecimal figures; empty if it has none."""
    return next((f"{number:04x}" for number, text in font.to_unicode.items() if text in SPACES), "")


def _marked(items: Sequence[Any], marks: Marks, spaces: Mapping[bytes, str]) -> list[bytes]:
    """What draws a page, with artifacts told from words, and words ended as words end."""
    made: list[bytes] = []
    font, last, number = b"", -1, -1
    for item in items:
        if isinstance(item, Dictionary) and "MCID" in item:
            number, last = item["MCID"], -1
            item = b"<</MCID %d>>" % number
            if number not in marks.read:
                made[-1], item = b"/Artifact", f"<<{marks.artifacts.get(number, LAYOUT)}>>".encode()
        elif item == b"BMC" and made[-1] == b"/Artifact":
            item = f"<<{LAYOUT}>> BDC".encode()
        elif item == b"EMC":
            if last >= 0 and number in marks.divided:
                made[last] = DIVIDED.sub(SOFT_HYPHEN, made[last])
            elif last >= 0 and number in marks.spaced and (space := spaces.get(font)):
                made[last] = made[last][:-4] + f"<{space}>] TJ".encode()
            number = last = -1
        elif isinstance(item, bytes):
            if item.endswith(b" Tf"):
                font = item[1:].split()[0]
            elif item.endswith(b"] TJ"):
                last = len(made)
        made.append(item.data if isinstance(item, Object) else item if isinstance(item, bytes) else str(item).encode())
    return made

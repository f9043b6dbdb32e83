"""Reading a PDF as a program for the blind does: its structure, and what each mark on its pages shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import Any

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Name, Object, Stream

from teipress import xml

TEXT_OPERATORS = ("Tj", "TJ", "'", '"')
PAINTING = (*TEXT_OPERATORS, "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "EI")
STANDARD = frozenset(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl "
    "LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu "
    "WT WP Figure Formula Form".split()
)


@dataclass(frozen=True, slots=True)
class Shown:
    """Something painted on a page: within the marks *mark* (None: none) and *artifact*; *codes* are a font's signs."""

    page: int
    operator: str
    mark: int | None
    artifact: Object | str | None
    text: str = ""
    font: Any = None
    codes: tuple[int, ...] = ()


@dataclass(slots=True, eq=False)
class Element:
    """An element of the structure; *kids* are elements, marks (page, number) and annotations."""

    type: str
    object: Object
    parent: Element | None
    lang: str
    kids: list[Any] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        yield self
        for kid in self.elements:
            yield from kid.walk()

    @property
    def elements(self) -> list[Element]:
        return [kid for kid in self.kids if isinstance(kid, Element)]

    @property
    def above(self) -> Iterator[Element]:
        element = self.parent
        while element is not None:
            yield element
            element = element.parent

    def attribute(self, name: str) -> Any:
        attributes = self.object.get("/A", Dictionary())
        return attributes.get(name)


def within(object: Any) -> Iterator[Any]:
    """A dictionary or stream, and those in it that are no objects of their own."""
    if isinstance(object, Dictionary | Stream):
        yield object
        inner = [value for _, value in object.items()]
    else:
        inner = list(object) if isinstance(object, Array) else []
    for value in inner:
        if isinstance(value, Object) and not value.is_indirect:
            yield from within(value)


class Reading:
    """A PDF, read once."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.pdf = pikepdf.open(BytesIO(data))
        self.root = self.pdf.Root
        self.pages = list(self.pdf.pages)
        self.page_of = {page.obj.objgen: number for number, page in enumerate(self.pages)}

    @cached_property
    def xmp(self) -> etree._Element:
        data = self.root.Metadata.read_bytes()
        tree = xml.parse(re.sub(rb"<\?xpacket.*?\?>", b"", data, flags=re.DOTALL).strip(), "xmp").root
        assert tree is not None
        return tree

    def said(self, name: str) -> list[str]:
        """The values of a property of the XMP, by the prefixes that everybody uses."""
        prefix, local = name.split(":")
        found = self.xmp.findall(f".//{{{SPACES[prefix]}}}{local}")
        return [
            "".join(item.itertext()) for one in found for item in (one.findall(f".//{{{SPACES['rdf']}}}li") or [one])
        ]

    @cached_property
    def objects(self) -> list[Any]:
        """All dictionaries and streams of the file, those within others too."""
        return [inner for object in self.pdf.objects for inner in within(object)]

    # --- structure ----------------------------------------------------------------------------------------------------

    @cached_property
    def role_map(self) -> dict[str, str]:
        tree = self.root.get("/StructTreeRoot", Dictionary())
        return {str(key)[1:]: str(value)[1:] for key, value in tree.get("/RoleMap", Dictionary()).items()}

    def standard(self, type: str) -> str:
        """What a type is among the standard's own."""
        seen: set[str] = set()
        while type not in STANDARD and type in self.role_map and type not in seen:
            seen.add(type)
            type = self.role_map[type]
        return type

    @cached_property
    def document(self) -> Element:
        tree = self.root.get("/StructTreeRoot", Dictionary())
        top = Element("StructTreeRoot", tree, None, str(self.root.get("/Lang", "")))
        self._kids(top, tree, None)
        return top

    @cached_property
    def elements(self) -> list[Element]:
        return list(self.document.walk())[1:]

    def of(self, *types: str) -> list[Element]:
        """The elements of standard types, in reading order."""
        return [element for element in self.elements if self.standard(element.type) in types]

    def _kids(self, element: Element, object: Object, page: Object | None) -> None:
        page = object.get("/Pg", page)
        kids = object.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, int):
                assert page is not None
                element.kids.append((self.page_of[page.objgen], kid))
            elif kid.get("/Type") == Name.MCR:
                element.kids.append((self.page_of[kid.get("/Pg", page).objgen], int(kid.MCID)))
            elif kid.get("/Type") == Name.OBJR:
                element.kids.append(kid.Obj)
            else:
                inner = Element(str(kid.S)[1:], kid, element, str(kid.get("/Lang", element.lang)))
                element.kids.append(inner)
                self._kids(inner, kid, page)

    # --- content ------------------------------------------------------------------------------------------------------

    @cached_property
    def shown(self) -> list[Shown]:
        return [item for number, page in enumerate(self.pages) for item in self._content(number, page.obj, [])]

    @cached_property
    def texts(self) -> dict[tuple[int, int], str]:
        """The text of each mark, by page and number."""
        made: dict[tuple[int, int], str] = {}
        for item in self.shown:
            if item.mark is not None:
                made[item.page, item.mark] = made.get((item.page, item.mark), "") + item.text
        return made

    def _content(self, number: int, holder: Object, stack: list[tuple[str, Any]]) -> Iterator[Shown]:
        font: Any = None
        resources = holder.get("/Resources", Dictionary())
        depth = len(stack)
        for operands, operator in pikepdf.parse_content_stream(holder):
            sign = str(operator)
            if sign in ("BDC", "BMC"):
                stack.append((str(operands[0]), operands[1] if sign == "BDC" else Dictionary()))
            elif sign == "EMC":
                stack.pop()
                assert len(stack) >= depth, "a mark ends that did not begin"
            elif sign == "Tf":
                font = resources.Font[str(operands[0])]
            elif sign == "Do":
                thing = resources.XObject[str(operands[0])]
                if thing.Subtype == Name.Form:
                    yield from self._content(number, thing, stack)
                else:
                    yield self._item(number, sign, stack)
            elif sign in PAINTING:
                yield self._item(number, sign, stack, font, operands)
        assert len(stack) == depth, "a mark does not end"

    def _item(self, page: int, sign: str, stack: list[tuple[str, Any]], font: Any = None, operands: Any = ()) -> Shown:
        mark = next((int(p["/MCID"]) for _, p in reversed(stack) if "/MCID" in p), None)
        artifact = next((p for tag, p in stack if tag == "/Artifact"), None)
        if sign not in TEXT_OPERATORS:
            return Shown(page, sign, mark, artifact)
        parts = operands[0] if sign == "TJ" else operands[-1:]
        raw = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
        codes = tuple(int.from_bytes(raw[at : at + 2]) for at in range(0, len(raw), 2))
        actual = next((str(p["/ActualText"]) for _, p in stack if "/ActualText" in p), None)
        text = actual if actual is not None else "".join(self.unicode(font).get(code, "\ufffd") for code in codes)
        return Shown(page, sign, mark, artifact, text, font, codes)

    def unicode(self, font: Any) -> dict[int, str]:
        """What the signs of a font mean."""
        if not hasattr(self, "_maps"):
            self._maps: dict[tuple[int, int], dict[int, str]] = {}
        if font.objgen not in self._maps:
            cmap = font.ToUnicode.read_bytes().decode("latin-1") if "/ToUnicode" in font else ""
            pairs = re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>\s*(?=<|end)", cmap)
            self._maps[font.objgen] = {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
        return self._maps[font.objgen]

    @cached_property
    def fonts(self) -> list[Any]:
        return [
            o
            for o in self.pdf.objects
            if isinstance(o, Dictionary) and o.get("/Type") == Name.Font and "/DescendantFonts" in o
        ]

    # --- words --------------------------------------------------------------------------------------------------------

    def text(self, element: Element, without: tuple[str, ...] = ()) -> str:
        """The words of an element in reading order, but for those in elements of some types."""
        return "".join(self._texts(element, without))

    def _texts(self, element: Element, without: tuple[str, ...]) -> Iterator[str]:
        if "/ActualText" in element.object:
            yield str(element.object.ActualText)
            return
        for kid in element.kids:
            if isinstance(kid, tuple):
                yield self.texts.get(kid, "")
            elif isinstance(kid, Element) and kid.type not in without:
                inner = "".join(self._texts(kid, without))
                yield inner if self.standard(kid.type) in WITHIN_LINES else f"\n{inner}\n"


WITHIN_LINES = frozenset(("Span", "Link", "Reference", "Code", "Lbl"))
SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}

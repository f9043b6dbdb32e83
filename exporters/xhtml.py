"""XHTML of a Book's nodes: what the EPUB's pages and the PDF's layout have in common.

Elements are built with lxml, never pasted from text, so nothing in an edition can become mark-up. They carry no
namespace: the page around them says which it is. What differs between the two media is a `Medium`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import assert_never

from lxml import etree

from exporters.editorial import NONE, SIGNS, around
from teipress.book import (
    Alternate,
    Anchor,
    Block,
    Book,
    Figure,
    Group,
    Heading,
    Image,
    Inline,
    Item,
    Line,
    LineBreak,
    Link,
    Listing,
    Note,
    Opaque,
    PageBreak,
    Paragraph,
    Quotation,
    Section,
    Separator,
    Span,
    Speech,
    Stage,
    Table,
    Text,
    Variant,
    Verse,
    notes,
    walk,
)  # fmt: skip
from teipress.diagnostics import Diagnostic, Place, Severity
from teipress.values import dataclass

Element = etree._Element
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SUSPENSION = re.compile(r"\.(?: \.)+")
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Medium:
    """What differs between media.

    *note*, *variant*, *page* and *image* make what stands at a note's anchor, behind a lemma of the apparatus, at the
    start of a source page and for a picture (None: nothing); *href* is the address of a link's target. *phrasing*:
    blocks come as `span`s of the class `block p` (or whatever they are), because they stand where HTML allows no
    blocks. *section* may add to a section's element, which by then holds its headings; it is told the level of these.
    *name* is what the id of a span becomes; empty, the span needs none. *alternate* makes what the shown words of an
    alternative stand in (None: nothing of their own); it is told whether that is in a link already. *opaque* makes what
    stands for a foreign vocabulary (None: its words).
    """

    note: Callable[[Note], Element | None]
    page: Callable[[PageBreak], Element | None]
    image: Callable[[Image], Element | None]
    href: Callable[[str], str]
    phrasing: bool = False
    section: Callable[[Section, Element, int], None] = lambda node, made, depth: None
    name: Callable[[str], str] = str
    alternate: Callable[[Alternate, bool], Element | None] = lambda node, in_link: None
    variant: Callable[[Variant], Element | None] = lambda node: None
    opaque: Callable[[Opaque], Element | None] = lambda node: None

    def block(self, tag: str, cls: str = "", **attributes: str) -> Element:
        """A block element of this medium."""
        if self.phrasing:
            return element("span", " ".join(filter(None, ("block", tag, cls))), **attributes)
        return element(tag, cls, **attributes)


# How a span's kind and style are written. A kind that is not here prints its words and nothing else: a tag that shows
# nothing only costs time.
KIND_TAGS = {
    "emphasis": ("em", ""), "foreign": ("i", "foreign"), "title": ("cite", ""), "article-title": ("span", "article"),
    "term": ("dfn", ""), "mention": ("i", "mention"), "code": ("code", ""), "stage": ("i", "stage"),
    "label": ("span", "label"), "deleted": ("del", ""), "added": ("ins", ""), "supplied": ("span", "supplied"),
    "unclear": ("span", "unclear"), "gap": ("span", "gap"),
}  # fmt: skip
STYLE_TAGS = {
    "italic": ("i", ""), "roman": ("span", "roman"), "bold": ("b", ""), "small-caps": ("span", "small-caps"),
    "superscript": ("sup", ""), "subscript": ("sub", ""), "underline": ("span", "underline"),
    "strikethrough": ("s", ""), "spaced": ("span", "spaced"),
}  # fmt: skip


def element(tag: str, cls: str = "", **attributes: str) -> Element:
    """An element with its class and attributes (`id`, `lang`, …); empty ones are left out."""
    made = etree.Element(tag)
    if cls:
        made.set("class", _safe(cls))
    for name, value in attributes.items():
        if value:
            made.set(name, _safe(value))
    if lang := attributes.get("lang"):
        made.set(XML_LANG, _safe(lang))
    return made


def add_text(parent: Element, text: str) -> None:
    """Append *text* to *parent*, after whatever is in it."""
    text = _safe(text)
    last = next(parent.iterchildren(reversed=True), None)  # at hand, where `len` counts all children
    if last is not None:
        last.tail = (last.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _safe(text: str) -> str:
    """Without the characters XML forbids; none of them can come from XML, but a Book may be made otherwise."""
    return text if text.isprintable() else _FORBIDDEN.sub("", text)


def fill(parent: Element, content: tuple[Inline, ...], medium: Medium) -> Element:
    """Append inline nodes to *parent*, and return it."""
    for node in content:
        _inline(parent, node, medium)
    return parent


def _inline(parent: Element, node: Inline, medium: Medium) -> None:
    match node:
        case Text():
            add_text(parent, _SUSPENSION.sub(_together, node.content))
        case Span():
            _span(parent, node, medium)
        case Alternate():
            in_link = any(above.tag == "a" for above in (parent, *parent.iterancestors()))
            made = medium.alternate(node, in_link)
            _append(parent, made)
            fill(parent if made is None else made, node.shown, medium)
        case Link():
            link = element("a", href=medium.href(node.target))
            parent.append(fill(link, node.content, medium))
        case Anchor():
            parent.append(element("a", id=node.id))
        case Note():
            _append(parent, medium.note(node))
        case Variant():
            _append(parent, medium.variant(node))
        case PageBreak():
            _append(parent, medium.page(node))
        case LineBreak():
            parent.append(element("br"))
        case Image():
            _append(parent, medium.image(node))
        case Opaque():
            parent.append(_opaque(element("span", "opaque"), node, medium))
        case _:
            assert_never(node)


def _together(points: re.Match[str]) -> str:
    """Points of suspension that older books set with spaces (`so. . . .`) stay on one line; leaders may break."""
    return points[0].replace(" ", "\u00a0") if len(points[0]) <= 7 else points[0]


def _span(parent: Element, node: Span, medium: Medium) -> None:
    tags = [STYLE_TAGS[style] for style in node.style if style in STYLE_TAGS]
    # What the source prints in roman is not set in italics for being a title or a foreign word.
    if node.kind in KIND_TAGS and not (node.style and node.kind in ("emphasis", "foreign", "title")):
        tags.insert(0, KIND_TAGS[node.kind])
    name = medium.name(node.id) if node.id else ""
    opening, closing = around(node.kind, _written(parent)) if node.kind in SIGNS else NONE
    if not tags and (node.lang or name):
        tags = [("span", "")]
    for index, (tag, cls) in enumerate(tags):
        inner = element(tag, cls, **({"lang": node.lang, "id": name} if index == 0 else {}))
        parent.append(inner)
        parent = inner
    if opening:
        add_text(parent, opening)
    fill(parent, node.content, medium)
    if closing:
        add_text(parent, closing)


def _written(parent: Element) -> str:
    """The text at the end of what is in *parent* by now."""
    last = next(parent.iterchildren(reversed=True), None)
    return (parent.text if last is None else last.tail) or ""


def _append(parent: Element, child: Element | None) -> None:
    if child is not None:
        parent.append(child)


def blocks(content: tuple[Block, ...], medium: Medium, depth: int = 1) -> list[Element]:
    """The elements of block nodes. *depth* is the level of the headings of sections among them, from 1."""
    made: list[Element] = []
    for node in content:
        made.extend(_block(node, medium, depth))
    return made


def _extend(parent: Element, content: tuple[Block, ...], medium: Medium, depth: int) -> Element:
    parent.extend(blocks(content, medium, depth))
    return parent


def _block(node: Block, medium: Medium, depth: int) -> Iterator[Element]:
    match node:
        case Paragraph():
            yield fill(medium.block("p", "continued" if node.continued else "", lang=node.lang), node.content, medium)
        case Heading():
            yield heading(node, medium, depth)
        case Section():
            yield section(node, medium, depth)
        case Quotation():
            quotation = medium.block("blockquote", node.kind, lang=node.lang)
            _extend(quotation, node.content, medium, depth)
            if node.source:
                quotation.append(fill(medium.block("p", "source"), node.source, medium))
            yield quotation
        case Verse():
            yield _extend(medium.block("div", "verse"), node.content, medium, depth)
        case Line():
            line = fill(medium.block("p", f"line indent-{min(node.indent, 8)}"), node.content, medium)
            if node.number:
                line.set("data-n", _safe(node.number))
            yield line
        case Listing():
            yield from _listing(node, medium, depth)
        case Table():
            yield from _table(node, medium, depth)
        case Speech():
            speaker = (Span("label", node.speaker, ("small-caps",)),) if node.speaker else ()
            yield run_in(medium.block("div", "speech"), speaker, node.content, medium, depth)
        case Stage():
            yield fill(medium.block("p", "stage"), node.content, medium)
        case Figure():
            yield _figure(node, medium, depth)
        case Group():
            yield _extend(medium.block("div", node.kind), node.content, medium, depth)
        case Separator():
            yield medium.block("hr", "separator")
        case PageBreak():
            page = medium.page(node)
            if page is not None:
                wrapper = medium.block("div", "page")
                wrapper.append(page)
                yield wrapper
        case Anchor():
            yield medium.block("div", id=node.id)
        case Opaque():
            yield _opaque(medium.block("div", "opaque"), node, medium)
        case _:
            assert_never(node)


def _opaque(made: Element, node: Opaque, medium: Medium) -> Element:
    """A foreign vocabulary as the medium has it, or its words."""
    carried = medium.opaque(node)
    _append(made, carried)
    if carried is None:
        add_text(made, node.alt)
    return made


def heading(node: Heading, medium: Medium, depth: int) -> Element:
    """A heading of level *depth*; a line above or below the heading proper is a paragraph of its own class."""
    tag = f"h{min(depth, 6)}" if node.kind == "main" else "p"
    return fill(medium.block(tag, "" if node.kind == "main" else f"{node.kind}-heading"), node.content, medium)


def section(node: Section, medium: Medium, depth: int) -> Element:
    """A section with its headings and content."""
    made = medium.block("section", node.role, id=node.id, lang=node.lang)
    made.extend(heading(h, medium, depth) for h in node.headings)
    medium.section(node, made, depth)
    return _extend(made, node.content, medium, depth + 1)


def run_in(
    parent: Element, label: tuple[Inline, ...], content: tuple[Block, ...], medium: Medium, depth: int
) -> Element:
    """Blocks whose first paragraph opens with *label* (a speaker, a list's number), as books set them."""
    if not label:
        return _extend(parent, content, medium, depth)
    first, rest = (content[0], content[1:]) if content and isinstance(content[0], Paragraph) else (None, content)
    space: tuple[Inline, ...] = (Text(" "),)
    opening = Paragraph(label + (space + first.content if first else ()), False, first.lang if first else "")
    return _extend(parent, (opening, *rest), medium, depth)


def _listing(node: Listing, medium: Medium, depth: int) -> Iterator[Element]:
    yield from (fill(medium.block("p", "list-heading"), h.content, medium) for h in node.headings)
    made = medium.block("ol" if node.kind == "ordered" else "ul", node.kind)
    if node.kind == "ordered" and node.start != 1 and not medium.phrasing:
        made.set("start", str(node.start))
    for item in node.items:
        label = (Span("label", item.label),) if item.label else ()
        made.append(run_in(medium.block("li"), label, item.content, medium, depth))
    if len(made):
        yield made


def _table(node: Table, medium: Medium, depth: int) -> Iterator[Element]:
    yield from (fill(medium.block("p", "table-heading"), h.content, medium) for h in node.headings)
    made, body = medium.block("table"), medium.block("tbody")
    made.append(body)
    for row in node.rows:
        line = medium.block("tr")
        for cell in row:
            box = medium.block("th" if cell.heading else "td")
            for name, span in (("rowspan", cell.rows), ("colspan", cell.columns)):
                if span > 1 and not medium.phrasing:
                    box.set(name, str(span))
            # A single paragraph needs no box within its box.
            if len(cell.content) == 1 and isinstance(only := cell.content[0], Paragraph):
                fill(box, only.content, medium)
            else:
                _extend(box, cell.content, medium, depth)
            line.append(box)
        if len(line):
            body.append(line)
    if len(body):
        yield made


def _figure(node: Figure, medium: Medium, depth: int) -> Element:
    pictures = [picture for picture in map(medium.image, node.images) if picture is not None]
    made = medium.block("figure", "" if pictures else "no-image", id=node.id)
    made.extend(pictures)
    if node.caption:
        made.append(_extend(medium.block("figcaption"), node.caption, medium, depth))
    return made


def lost(book: Book, carries: Callable[[Opaque], bool] = lambda node: False) -> Iterator[Diagnostic]:
    """What XHTML, as we make it, cannot show of *book*; *carries* tells which foreign vocabularies the medium does."""
    content = book.content + tuple(block for note in notes(book.content) for block in note.content)
    shown_as_text = sorted({n.vocabulary for n in walk(content) if isinstance(n, Opaque) and not carries(n)})
    for vocabulary in shown_as_text:
        yield Diagnostic(
            Place(book.slug), "OUT-002", f"{vocabulary} is shown as its text alone",
            "give it a text alternative that can be read",
            Severity.WARNING,
        )  # fmt: skip


__all__ = ["Element", "Item", "Medium", "add_text", "blocks", "element", "fill", "heading", "lost", "run_in", "section"]

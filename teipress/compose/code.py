"""Code: examples, names of elements, and the declarations of a schema. See TEI P5, chapters 22 (TD) and 23 (USE)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import dedent

from lxml import etree

from teipress.book import Inline, LineBreak, Paragraph, Span, Text
from teipress.compose import inline, records
from teipress.compose.composer import Composer
from teipress.compose.flow import Flow, as_blocks, text_of, wrap
from teipress.xml import Element, local

# What stands around a name, as books about XML print it; of `tag`, by its @type.
SIGNS = {
    "gi": ("<", ">"), "att": ("@", ""), "tag": ("<", ">"), "elementSpec": ("<", ">"), "attDef": ("@", ""),
}  # fmt: skip
TAGS = {"end": ("</", ">"), "empty": ("<", "/>"), "comment": ("<!--", "-->"), "pi": ("<?", "?>"), "ms": ("<![", "]]>")}


def name(element: Element, composer: Composer) -> Flow:
    """The name of an element or attribute, or a tag, with the signs that tell it for one."""
    flow = composer.inside(element)
    opening, closing = TAGS.get(element.get("type") or "", SIGNS[local(element)])
    if not text_of(flow).strip() or text_of(flow).strip().startswith(opening[0]):
        opening = closing = ""
    made: Flow = [*([Text(opening)] if opening else []), *flow, *([Text(closing)] if closing else [])]
    return wrap(made, lambda content: Span("code", content))


def verbatim(element: Element, composer: Composer) -> Flow:
    """An example of code: its lines as they stand; what is one line is a paragraph like others."""
    text = element.text or ""
    if len(element) or "\n" not in text.strip():
        return [*inline.anchor_of(element, composer), *as_blocks(composer.inside(element), paragraph=True)]
    return [*inline.anchor_of(element, composer), Paragraph((Span("code", tuple(_lines(text))),))]


def example(element: Element, composer: Composer) -> Flow:
    """An example of XML: its mark-up is its text."""
    markup = etree.tostring(element, encoding="unicode", with_tail=False)
    inside = re.sub(r"^<[^>]*>|</[^>]*>$", "", markup) if not markup.endswith("/>") else ""
    lines = tuple(_lines(re.sub(r' xmlns(:\w+)?="[^"]*"', "", inside)))
    return [Paragraph((Span("code", lines),))] if lines else []


def _lines(text: str) -> Iterator[Inline]:
    """The lines of a text; what they are set in by stays, as spaces that do not break."""
    for number, line in enumerate(dedent(text.expandtabs(4)).strip("\n").rstrip().splitlines()):
        if number:
            yield LineBreak()
        words = line.lstrip(" ")
        if words.strip():
            yield Text("\u00a0" * (len(line) - len(words)) + words)


def pointed(element: Element, composer: Composer) -> Flow:
    """A reference to a declaration by its name."""
    named = element.get("key") or element.get("name") or element.get("ident") or ""
    made: Flow = [Span("code", (Text(named),))] if named else []
    inside = records.data(element, composer)
    return [*made, *([Text(" ")] if made and inside else []), *inside]


def declared(element: Element, composer: Composer) -> Flow:
    """A declaration: its name, and what is said of it."""
    opening, closing = SIGNS.get(local(element), ("", ""))
    named = f"{opening}{ident}{closing}" if (ident := element.get("ident")) else ""
    inside = records.data(element, composer)
    label: Flow = [Span("code", (Text(named),)), Text(" ")] if named else []
    return [*inline.anchor_of(element, composer), *as_blocks([*label, *inside])]

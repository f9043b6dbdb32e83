"""Apparatus: a letter behind each lemma, and at the end of the page what the witnesses read there, linked both ways."""

from __future__ import annotations

from string import ascii_lowercase

from exporters import xhtml
from exporters.epub.addresses import REFERENCE
from exporters.epub.document import on_lines, typed, words
from exporters.labels import Labels
from exporters.xhtml import Element, Medium, element
from teipress.book import Block, Text, Variant, variants


def mark(node: Variant) -> Element:
    """The letter behind a lemma, which leads to its entry on the same page."""
    made = typed("a", "noteref", "noteref variant", "doc-noteref", id=REFERENCE + node.id, href=f"#{node.id}")
    xhtml.add_text(made, _letter(node))
    return made


def section(content: tuple[Block, ...], medium: Medium, say: Labels) -> list[Element]:
    """The apparatus of a page's blocks, if they have one: an entry for each lemma, with the number of its line."""
    found = list(variants(content))
    if not found:
        return []
    made = typed("section", "footnotes", "footnotes apparatus", "doc-endnotes", **{"aria-label": say("variant")})
    made.extend(_entry(key, node, medium) for key, node in found)
    return [on_lines(made)]


def _entry(key: str, node: Variant, medium: Medium) -> Element:
    made = typed("div", "footnote", "footnote entry", "doc-footnote", id=node.id)
    paragraph = element("p")
    back = words("a", _letter(node), role="doc-backlink", href=f"#{REFERENCE}{node.id}")
    paragraph.append(back)
    xhtml.add_text(paragraph, " ")
    if key.strip():
        paragraph.append(words("b", key))
        xhtml.add_text(paragraph, " ")
    made.append(xhtml.fill(paragraph, node.content or (Text("—"),), medium))
    return made


def _letter(node: Variant) -> str:
    """From a to z, and again from a, as printers did."""
    return ascii_lowercase[(node.number - 1) % len(ascii_lowercase)]

"""Formulas: presentation MathML in a page, with its words for who cannot see it (EPUB 3.3, 6.5)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from exporters.xhtml import Element, add_text
from teipress.book import Markup, Opaque

MATHML = "http://www.w3.org/1998/Math/MathML"


def carries(node: Opaque) -> bool:
    """Whether an EPUB shows a foreign vocabulary as it is."""
    return node.shown is not None


def formula(node: Opaque) -> Element | None:
    """The formula; None if there are only words to show."""
    if node.shown is None:
        return None
    made = _element(node.shown)
    if not made.get("alttext"):
        made.set("alttext", " ".join(_said(node.shown)))
    return made


def _said(node: Markup) -> Iterator[str]:
    """The words of a formula, sign by sign; what the same is in another notation does not count."""
    for child in node.content if node.name != "annotation" else ():
        yield from (child,) if isinstance(child, str) else _said(child)


def _element(node: Markup) -> Element:
    made = etree.Element(f"{{{MATHML}}}{node.name}", dict(node.attributes), nsmap={None: MATHML})
    for child in node.content:
        if isinstance(child, str):
            add_text(made, child)
        else:
            made.append(_element(child))
    return made


def properties(said: str, content: list[Element]) -> str:
    """The properties of a page in the manifest: those that it has anyhow, and whether formulas are in it."""
    found = any(next(made.iter(f"{{{MATHML}}}math"), None) is not None for made in content)
    return " ".join(filter(None, (said, "mathml" if found else "")))

"""Trees: what is to be laid out, handed to WeasyPrint as the tree it is.

WeasyPrint takes text, and reads that slowly, as anybody's HTML has to be read. Ours is well-formed; all that reading it
adds is that rows of tables are in bodies. Imported only where WeasyPrint is at hand.
"""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree  # noqa: TID251 (nothing is parsed)

from cssselect2 import ElementWrapper
from weasyprint import HTML

from exporters.xhtml import Element


class Tree(HTML):  # type: ignore[misc]
    """A document of the elements *root*, whose links are within *base_url*."""

    def __init__(self, root: Element, base_url: str, url_fetcher: Any) -> None:
        self.base_url, self.url_fetcher, self.media_type = base_url, url_fetcher, "print"
        self.wrapper_element = ElementWrapper.from_html_root(_copied(root), content_language=None)
        self.etree_element = self.wrapper_element.etree_element


def _copied(root: Element) -> ElementTree.Element:
    """*root* as WeasyPrint has its elements: it knows them by themselves, which those of lxml are not for ever."""
    made = ElementTree.Element(str(root.tag), dict(root.attrib))
    waiting = [(root, made)]
    while waiting:
        source, copy = waiting.pop()
        copy.text, copy.tail = source.text, source.tail
        body = None
        for child in source:
            around = copy
            if child.tag == "tr" and source.tag == "table":
                body = around = ElementTree.SubElement(copy, "tbody") if body is None else body
            else:
                body = None
            waiting.append((child, ElementTree.SubElement(around, str(child.tag), dict(child.attrib))))
    return made

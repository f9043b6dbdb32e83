"""Scanning: a document's own characters, with the elements around each, so that tags can be put between them.

A parser forgets where things stood; this scanner keeps every offset. It reads documents that the parser has found well
formed, and decides nothing about them.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5

from teipress.xml import TEI

_TOKEN = re.compile(
    r"""(?P<comment><!--.*?-->|<\?.*?\?>)
    |<!\[CDATA\[(?P<cdata>.*?)\]\]>
    |(?P<doctype><!DOCTYPE)
    |(?P<close></[^>]*>)
    |<(?P<name>[^\s/>!?]+)(?P<attributes>(?:[^>"']++|"[^"]*"|'[^']*')*+)>
    |&(?P<entity>[^;]*);
    |(?P<text>[^<&]+)""",
    re.DOTALL | re.VERBOSE,
)
_DOCTYPE = re.compile(
    r"""<!DOCTYPE(?:[^\[>"']++|"[^"]*"|'[^']*')*+(?:\[(?:[^\]<"']++|<!--.*?-->|<\?.*?\?>|"[^"]*"|'[^']*'|<)*+\])?\s*>""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s=/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@dataclass(slots=True)
class Node:
    """An element: its name and prefix, whether it is TEI's, and where its tags stand.

    *start* and *end* enclose all of it, *inner* and *outer* what is between its tags.
    """

    parent: Node | None
    name: str
    prefix: str
    tei: bool
    attributes: dict[str, str]
    namespaces: dict[str, str]
    start: int
    inner: int
    outer: int = -1
    end: int = -1

    def around(self) -> Iterator[Node]:
        """The element and all those around it."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands in an element, in document order.

    *kind* is `open`, `close` (of *node*), `text` (*text*, each character of which has its place in the document),
    `character` (a reference that stands for *text*) or `opaque` (what may not be looked into).
    """

    kind: str
    node: Node
    start: int
    end: int
    text: str = ""


def decoded(data: bytes) -> tuple[str, str]:
    """The characters of a document with its byte order mark, and the codec that turns them back to the same bytes."""
    for mark, codec in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return data.decode(codec), codec
    return data.decode("utf-8"), "utf-8"


def pieces(source: str, around: Node | None = None) -> Iterator[Piece]:
    """The pieces of a document's outermost element. *around* is the element an included file stands in."""
    declared = set(re.findall(r"<!ENTITY\s+([^\s%]+)", source))
    node, position = around, 0
    while position < len(source) and (match := _TOKEN.match(source, position)):
        kind = match.lastgroup
        start, position = match.span()
        if kind == "doctype":
            position = (_DOCTYPE.match(source, start) or match).end()
        elif match["name"] is not None:
            node = _opened(match, node)
            yield Piece("open", node, start, position)
            if match["attributes"].endswith("/"):
                node.inner = node.outer = node.end = position
                yield Piece("close", node, position, position)
                node = node.parent
        elif node is None or node is around:
            continue
        elif kind == "close":
            node.outer, node.end = start, position
            yield Piece("close", node, start, position)
            node = node.parent
        elif kind == "text":
            yield Piece("text", node, start, position, match["text"])
        elif kind == "entity":
            characters = _characters(match["entity"], declared)
            yield Piece("character" if characters else "opaque", node, start, position, characters)
        elif kind == "cdata":
            yield Piece("opaque", node, start, position)


def _opened(match: re.Match[str], parent: Node | None) -> Node:
    attributes = {m[1]: m[2] if m[2] is not None else m[3] for m in _ATTRIBUTE.finditer(match["attributes"])}
    namespaces = dict(parent.namespaces) if parent is not None else {}
    for key, value in attributes.items():
        if key == "xmlns" or key.startswith("xmlns:"):
            namespaces[key[6:]] = html.unescape(value)
    prefix, _, name = match["name"].rpartition(":")
    # P4 and many drafts have no namespace at all.
    tei = namespaces.get(prefix, "") in (TEI, "")
    return Node(parent, name, prefix, tei, attributes, namespaces, match.start(), match.end())


def _characters(entity: str, declared: set[str]) -> str:
    """What a reference stands for, if it is a character; nothing for the document's own entities, which may be more."""
    if entity in declared:
        return ""
    if entity.startswith("#"):
        return html.unescape(f"&{entity};")
    return html5.get(f"{entity};", "")

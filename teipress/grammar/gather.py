"""Gathering: a document and the files that it draws in as one text, where that is simple, so that it can be skimmed.

Simple is an xi:include with an href and nothing else, and a file in the same namespaces that draws in nothing itself.
What is not simple is read by `events`, which knows all of XInclude.
"""

from __future__ import annotations

import os
import re

from teipress.grammar.names import XINCLUDE

TYPE_CHECKING = False  # typing itself is not needed
if TYPE_CHECKING:
    from teipress.grammar.events import Sources

_XINCLUDE = XINCLUDE.encode()
_INCLUDE = re.compile(rb"<([\w.-]+):include((?:\s+[\w.:-]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*)\s*/>")
_ATTRIBUTE = re.compile(rb"\s+([\w.:-]+)\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")
PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)

ASIDES = ((b"<!--", b"-->"), (b"<?", b"?>"))  # where an element is none


class _Unclear(Exception):
    """It is not simple."""


def gathered(sources: Sources, name: str) -> bytes | None:
    """The document *name* with what it draws in from *sources*; none if it is not simple."""
    data = sources[name]
    if _XINCLUDE not in data:
        return data
    outer = _declared(_root(data))
    folder = os.path.dirname(name)  # noqa: PTH120

    def drawn(match: re.Match[bytes]) -> bytes:
        given = _attributes(match[2])
        href = given.pop(b"href", b"").decode("utf-8", "replace")
        space = given.pop(b"xmlns:" + match[1], outer.get(b"xmlns:" + match[1]))
        file = os.path.join(folder, href)  # noqa: PTH118
        aside = any(data.rfind(begin, 0, match.start()) > data.rfind(end, 0, match.start()) for begin, end in ASIDES)
        if aside or given or space != _XINCLUDE or "%" in href or file not in sources:
            raise _Unclear
        return _part(sources[file], outer)

    try:
        whole = _INCLUDE.sub(drawn, data)
    except _Unclear:
        return None
    # Whatever else is there of XInclude, and be it in a comment, is not simple.
    return None if b":include" in whole or b"<include" in whole else whole


def _part(data: bytes, outer: dict[bytes, bytes]) -> bytes:
    """What stands for a file within a document that declares the namespaces *outer* on its root."""
    begin = PROLOG.match(data).end()  # type: ignore[union-attr]  # it matches nothing, too
    root = _root(data)
    declared = _declared(root)
    if _XINCLUDE in data or b"<!DOCTYPE" in data or declared.get(b"xmlns") != outer.get(b"xmlns"):
        raise _Unclear
    if any(outer.get(name) != uri for name, uri in declared.items()):
        raise _Unclear
    bare = _ATTRIBUTE.sub(lambda match: b"" if match[1] in declared else match[0], root)
    return bare + data[begin + len(root) :]


def _root(data: bytes) -> bytes:
    """The first tag, without its last sign."""
    begin = PROLOG.match(data).end()  # type: ignore[union-attr]
    return data[begin : data.find(b">", begin)]


def _declared(tag: bytes) -> dict[bytes, bytes]:
    """The namespaces that a tag declares, by the attributes that do."""
    return {name: uri for name, uri in _attributes(tag).items() if name.partition(b":")[0] == b"xmlns"}


def _attributes(tag: bytes) -> dict[bytes, bytes]:
    return {match[1]: match[2] or match[3] or b"" for match in _ATTRIBUTE.finditer(tag)}

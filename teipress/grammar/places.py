"""Places: where in a file something stands, to the column of an attribute."""

from __future__ import annotations

import re
from typing import NamedTuple

from teipress.grammar.names import local_of

_ATTRIBUTE = re.compile(rb"\s+([^\s=<>\"']+)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_NAME = re.compile(rb"<[^\s/>]*")


class Point(NamedTuple):
    """A point of a file: line and column from 1, and how many bytes come before it."""

    file: str
    line: int
    column: int
    offset: int

    def shifted(self, text: str) -> Point:
        """The point after a text that stands here."""
        lines = text.count("\n")
        column = len(text) - text.rfind("\n") if lines else self.column + len(text)
        return self._replace(line=self.line + lines, column=column)


def attribute_place(data: bytes, tag: Point, name: str) -> Point:
    """Where an attribute stands in the start tag at *tag*; the tag itself, if that cannot be told."""
    if data[tag.offset : tag.offset + 1] != b"<":  # in another encoding, or within an entity
        return tag
    position = _NAME.match(data, tag.offset).end()  # type: ignore[union-attr]  # it begins with "<"
    wanted = local_of(name).encode()
    while found := _ATTRIBUTE.match(data, position):
        if found.group(1).rpartition(b":")[2] == wanted and not found.group(1).startswith(b"xmlns"):
            before = data[tag.offset : found.start(1)].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            return tag.shifted(before.decode("utf-8", "replace"))
        position = found.end()
    return tag

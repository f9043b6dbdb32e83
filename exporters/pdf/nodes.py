"""Nodes: the structure of a PDF as a tree of what everything is, before it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from exporters.pdf.roles import GROUPS, WITHIN_LINES


@dataclass(frozen=True, slots=True)
class Words:
    """What is printed in one go on the page with the index *page*, where it bears the number *mark*."""

    page: int
    mark: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A link's area on the page with the index *page*: WeasyPrint's annotation."""

    page: int
    annotation: Any


@dataclass(slots=True, eq=False)
class Node:
    """A part of the structure.

    *actual* is what its words are, where the signs printed do not tell. *name* identifies a note, *leads_to* is the
    name that a note's mark leads to. *open* is the paragraph in a group of paragraphs that words go to which stand in
    none.
    """

    role: str
    parent: Node | None
    lang: str = ""
    kids: list[Node | Words | Spot] = field(default_factory=list)
    alt: str = ""
    actual: str = ""
    name: str = ""
    leads_to: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    open: Node | None = None

    def new(self, role: str, lang: str = "") -> Node:
        """A new node at the end of this one."""
        made = Node(role, self, lang or self.lang)
        self.add(made)
        return made

    def add(self, kid: Node | Words) -> None:
        """Put *kid* at the end, in a paragraph if it needs one."""
        home = self
        if self.role in GROUPS:
            if not isinstance(kid, Node) or kid.role in WITHIN_LINES:
                if self.open is None:
                    self.open = Node("P", self, self.lang)
                    self.kids.append(self.open)
                home = self.open
            else:
                self.open = None
        home.kids.append(kid)
        if isinstance(kid, Node):
            kid.parent = home

    def first(self, role: str, lang: str = "") -> Node:
        """A new node at the beginning of this one."""
        made = Node(role, self, lang or self.lang)
        self.kids.insert(0, made)
        return made

    def take_out(self) -> None:
        """Take this node out of the one it stands in."""
        assert self.parent is not None
        self.parent.kids.remove(self)
        self.parent = None

    def nodes(self) -> list[Node]:
        """The nodes directly in this one."""
        return [kid for kid in self.kids if isinstance(kid, Node)]

    def walk(self) -> Iterator[Node]:
        """This node and all in it, in reading order."""
        yield self
        for kid in self.nodes():
            yield from kid.walk()

    def above(self) -> Iterator[Node]:
        """This node and those that it stands in."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent

    def words(self) -> str:
        """All that is read in it."""
        return " ".join("".join(self._parts()).split())

    def _parts(self) -> Iterator[str]:
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid._parts()
            elif isinstance(kid, Words):
                # Half a word goes on behind its hyphen.
                yield kid.text.removesuffix("\u2010") if kid.text.endswith("\u2010") else f"{kid.text} "

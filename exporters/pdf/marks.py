"""Marks: places in the text that an index leads to, kept without an element around each name.

An element for every name would take a third of the time that the layout takes, and breaks lines worse. So the names
are unwrapped: the element that holds their words remembers how many of its own letters stand before each of them, and
`places` counts them again on the finished pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote, unquote

from exporters.pdf.names import Names, name_of
from exporters.xhtml import Element

AT = "data-at"


def unwrapped(root: Element, names: Names) -> None:
    """Take the spans off that are there for nothing but their id, and mark where they began."""
    seen: set[str] = set()
    for node in [node for node in root.iter("span") if _is_bare(node)]:
        name = name_of(node.get("id", ""))
        wanted = name in names.wanted and name not in seen
        seen.add(name)
        first = _first(node)
        if wanted and first is not None:
            # Words that begin with an element are known by that.
            if first.get("id"):
                continue
            first.set("id", name)
        home, before = _taken_off(node)
        if wanted and first is None:
            _mark(home, [*marks(home.get(AT, "")), (before, name)])


def marks(written: str) -> Iterator[tuple[int, str]]:
    """The marks that an element bears: how many letters stand before the place, and its name."""
    for mark in written.split():
        before, _, name = mark.partition(":")
        yield int(before), unquote(name)


def own(node: Element) -> Iterator[str]:
    """The texts in *node* that stand in no other element within it."""
    yield node.text or ""
    yield from (child.tail or "" for child in node)


def letters(text: str | None) -> int:
    """How many letters and figures: whatever else changes when lines are broken, they stay."""
    return sum(map(str.isalnum, text or ""))


def _is_bare(node: Element) -> bool:
    return node.tag == "span" and node.keys() == ["id"] and bool(len(node) or node.text)


def _first(node: Element) -> Element | None:
    """The element that the words of *node* begin with, if they do and it is one that stays."""
    if letters(node.text):
        return None
    for child in node:
        if child.get("class") != "anchor" and letters("".join(child.itertext())):
            return _first(child) if _is_bare(child) else child
        if letters(child.tail):
            return None
    return None


def _mark(node: Element, made: Iterable[tuple[int, str]]) -> None:
    node.attrib.pop(AT, None)
    if written := " ".join(f"{before}:{quote(name, safe='')}" for before, name in made):
        node.set(AT, written)


def _taken_off(node: Element) -> tuple[Element, int]:
    """Put what is in *node* in its place. Return what it now stands in, and how many letters of that precede it."""
    home = node.getparent()
    assert home is not None, "a span stands in the text"
    index = home.index(node)
    before = letters(home.text) + sum(letters(child.tail) for child in home[:index])
    last = home[index - 1] if index else None
    text, inner, tail = node.text or "", list(node), node.tail or ""
    node.tail = None
    home.remove(node)
    if inner:
        inner[-1].tail = (inner[-1].tail or "") + tail
    else:
        text += tail
    if last is None:
        home.text = (home.text or "") + text
    else:
        last.tail = (last.tail or "") + text
    home[index:index] = inner
    return home, before

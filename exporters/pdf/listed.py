"""What the contents and the lists of illustrations and tables name, and how each is called there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import shorten

from exporters.pdf.display import cased
from exporters.pdf.names import Names
from exporters.xhtml import Element

FIGURE, TABLE = "figure", "table"
# What is said of an illustration or a table is cut after so many letters.
CAPTION = 240
# Of one of more letters only the first sentence is told; it has a few words at least.
LONG, SENTENCE = 80, re.compile(r".{20,}?[.!?…](?=\s+\W*[A-ZÀ-ÖØ-Þ\u0391-\u03a9\u0410-\u042f])")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the contents list, or, if it is of a *kind*, the list of such things.

    *depth* counts from the sections that open a page, which have 0.
    """

    depth: int
    title: str
    id: str
    kind: str = ""


def things(root: Element, names: Names) -> list[Entry]:
    """The captioned illustrations and the tables with a heading in *root*, each of which gets a name."""
    made = list[Entry]()
    for node in root.iter("figcaption", "p"):
        home = node.getparent()
        if home is None:
            continue
        if node.tag == "figcaption" and home.tag == "figure":
            kind = TABLE if node.find(".//table") is not None and home.find(".//img") is None else FIGURE
            title = words_of(next(iter(node), node))
        elif node.get("class") == "table-heading" and _begins(node):
            home, kind, title = node, TABLE, " ".join(map(words_of, _run(node)))
        else:
            continue
        if title := shorten(_said_first(title), CAPTION, placeholder=" …"):
            name = names.take(home.get("id", ""), kind)
            home.set("id", name)
            made.append(Entry(0, title, name, kind))
    return made


def _said_first(caption: str) -> str:
    """The first sentence of a long caption."""
    first = SENTENCE.match(caption) if len(caption) > LONG else None
    return first[0] if first else caption


def _begins(heading: Element) -> bool:
    """Whether *heading* is the first of its table, and stands in no caption, which is listed as a whole."""
    before = heading.getprevious()
    within = next(heading.iterancestors("figcaption"), None) is not None
    return not within and (before is None or before.get("class") != "table-heading")


def _run(heading: Element) -> Iterator[Element]:
    yield heading
    after = heading.getnext()
    if after is not None and after.get("class") == "table-heading":
        yield from _run(after)


def words_of(node: Element) -> str:
    """The words of *node* in one line, without notes and the numbers of pages."""
    return " ".join("".join(_words(node)).split())


def _words(node: Element) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if child.tag == "br":
            yield " "
        elif (child.get("class") or "").partition(" ")[0] not in ("anchor", "source-page"):
            yield from _words(child)
        yield child.tail or ""


def uncapped(root: Element) -> None:
    """Mark the headings in *root* that cannot be set in small capitals, since the font has none of their letters."""
    for node in root.iter(*HEADINGS, "p"):
        if (node.tag != "p" or (node.get("class") or "").endswith("-heading")) and cased(words_of(node)):
            node.set("class", f"{node.get('class', '')} cased".strip())

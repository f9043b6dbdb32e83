"""The survey: one walk over an edition, which all editorial rules share: elements by name, and the text in flows.

A flow is what is read in one go: a paragraph, a heading, a note. All flows stand in one string, so that a rule about
the text is a regular expression. Signs that XML does not allow stand for the mark-up in it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from teipress.checks.walk import MARKS, Walk
from teipress.diagnostics import Place
from teipress.edition import Edition
from teipress.xml import TEI, XML_LANG, Element, line_of, local, tei, xpath_of

_PREFIX = f"{{{TEI}}}"
_WORD = re.compile(r"[^\W\d_]+")
LEAD = 40  # characters before a place that are looked for in its line
Attribute = tuple[Element, str]  # who bears it, and its value


class Flow(NamedTuple):
    """From *start* to *end* of the survey's text: what *element* holds; *region* is text, header, lists or source."""

    start: int
    end: int
    element: Element
    region: str


class Survey(NamedTuple):
    """An edition at one glance.

    *named* has the TEI elements of each name, *attributes* the bearers and values of each attribute. *flows* stand in
    the document's order; *spans* are the parts of a document, with the region each belongs to.
    *starts*, *owners* and *tails* tell, for each piece of *text*, where it begins, which element it belongs to, and
    whether it stands behind that element. A piece may begin with a sign, which stands for one of its element's tags.
    The last five fields remember what was worked out for one rule and serves the next.
    """

    edition: Edition
    named: Mapping[str, Sequence[Element]]
    text: str
    flows: Sequence[Flow]
    starts: Sequence[int]
    owners: Sequence[Element]
    tails: Sequence[bool]
    spans: Sequence[tuple[int, int, str]]
    attributes: Mapping[str, Sequence[Attribute]]
    languages: dict[Element, str]
    lines: dict[str, list[str]]
    lined: dict[str, dict[tuple[str, int], list[Element]]]
    places: dict[str, list[int]]
    known: dict[str, list[str]]

    def all(self, *names: str) -> Iterator[Element]:
        """The elements of these names."""
        for name in names:
            yield from self.named.get(name, ())

    def search(self, pattern: re.Pattern[str], *regions: str) -> Iterator[re.Match[str]]:
        """Where a pattern occurs in the text; with *regions*, in these only."""
        for start, end, region in self.spans:
            if not regions or region in regions:
                yield from pattern.finditer(self.text, start, end)

    def valued(self, *names: str) -> Iterator[tuple[Element, str, str]]:
        """The attributes of these names: who bears it, its name, its value."""
        for name in names:
            for element, value in self.attributes.get(name, ()):
                yield element, name, value

    def lowered(self) -> str:
        """The text, but not the header and the registers, in lower case."""
        if "lowered" not in self.known:
            parts = (self.text[start:end] for start, end, region in self.spans if region == "text")
            self.known["lowered"] = ["".join(parts).casefold()]
        return self.known["lowered"][0]

    def words(self) -> list[str]:
        """All words of the text, in lower case."""
        if "words" not in self.known:
            self.known["words"] = _WORD.findall(self.lowered())
        return self.known["words"]

    def piece(self, position: int) -> int:
        """The number of the piece that a position lies in."""
        return bisect_right(self.starts, position) - 1

    def owner(self, position: int) -> Element:
        """The element that a sign of mark-up stands for, or that the text at a position belongs to."""
        number = self.piece(position)
        element = self.owners[number]
        behind = self.tails[number] and self.text[position] not in MARKS
        parent = element.getparent() if behind else None
        return element if parent is None else parent

    def flow(self, position: int) -> Flow:
        """The flow that a position lies in."""
        return next(flow for flow in self.flows if flow.start <= position < flow.end)

    def language(self, element: Element) -> str:
        """The language of an element, by the nearest xml:lang, in lower case; empty if nothing says."""
        known = self.languages.get(element)
        if known is None:
            parent = element.getparent()
            own = element.get(XML_LANG)
            known = own.casefold() if own else self.language(parent) if parent is not None else ""
            self.languages[element] = known
        return known

    def place(self, where: Element | int, near: str = "") -> Place:
        """Where an element stands, or a position of the text."""
        if not isinstance(where, int):
            return self._tag(where, near)
        number = self.piece(where)
        element, tail = self.owners[number], self.tails[number]
        start, end = self.starts[number], self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        start += self.text[start] in MARKS
        file = self.edition.file_of(element)
        line = (_last_line(element) if tail else line_of(element)) + self.text.count("\n", start, where)
        path = xpath_of(self.owner(where), self.edition.steps)
        return Place(file, line, self._column(file, line, start, where, end), path)

    def _tag(self, element: Element, near: str) -> Place:
        """Where an element's tag stands, or what is *near* in it; the column of the one that is meant on its line."""
        place = self.edition.place(element)
        line, name = self._line(place.file, place.line), local(element)
        same = self._on_lines(name).get((place.file, place.line), [])
        starts = [match.start() for match in re.finditer(rf"<(?:\w+:)?{re.escape(name)}(?![\w.-])", line)]
        number = same.index(element) - (len(same) - len(starts)) if element in same else 0  # the first may begin before
        column = starts[number] if 0 <= number < len(starts) else 0
        found = line.find(near, column) if near and not near.startswith("<") else -1
        known = found >= 0 or 0 <= number < len(starts)
        return place._replace(column=(found if found >= 0 else column) + 1 if known else 0)

    def _on_lines(self, name: str) -> dict[tuple[str, int], list[Element]]:
        """The elements of a name, by file and line."""
        if name not in self.lined:
            lined = self.lined[name] = {}
            for element in self.named.get(name, ()):
                lined.setdefault((self.edition.file_of(element), line_of(element)), []).append(element)
        return self.lined[name]

    def _line(self, file: str, number: int) -> str:
        """A line of a file, from 1; empty if there is none."""
        if file not in self.lines:
            self.lines[file] = self.edition.sources[file].decode("utf-8", "replace").split("\n")
        lines = self.lines[file]
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def _column(self, file: str, line: int, start: int, where: int, end: int) -> int:
        """The column of a position, by the text around it; 0 if its line has it in another spelling."""
        there = self._line(file, line)
        if not there or self.text[where] in MARKS:
            return 0
        begin = max(start, where - LEAD, self.text.rfind("\n", start, where) + 1)
        lead = f"{'>' if begin == start else ''}{self.text[begin:where]}"
        rest = self.text[where : min(end, where + LEAD)].partition("\n")[0]
        for before, after in ((lead, rest), (_escaped(lead[1:]), _escaped(rest))):
            found = there.find(before + after)
            if found >= 0:
                return found + len(before) + 1
        return 0


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _last_line(element: Element) -> int:
    """The line on which an element ends, as near as can be told."""
    if not isinstance(element.tag, str):
        return line_of(element)  # of a comment the parser remembers the last line
    lines = 0
    while True:
        last = element[-1] if len(element) else None
        if last is None:
            return line_of(element) + (element.text or "").count("\n") + lines
        lines += (last.tail or "").count("\n")
        if not isinstance(last.tag, str):
            return line_of(last) + lines
        element = last


def plain(text: str) -> str:
    """A piece of a survey's text without the signs of mark-up, in one line."""
    return " ".join(re.sub(rf"[{MARKS}]", "", text).split())


def words(element: Element) -> str:
    """All words of an element in one line."""
    return " ".join("".join(element.itertext("*")).split())


def survey(edition: Edition) -> Survey:
    """Look through an edition once."""
    named: dict[str, list[Element]] = {}
    attributes: dict[str, list[Attribute]] = {}
    for element in edition.tree.iter(tei("*")):
        tag = str(element.tag)
        if tag in named:
            named[tag].append(element)
        else:
            named[tag] = [element]
        for name, value in element.items():
            if name in attributes:
                attributes[name].append((element, value))
            else:
                attributes[name] = [(element, value)]
    walk = Walk()
    walk.whole(edition.tree)
    strings, owners, tails = zip(*walk.pieces, strict=True) if walk.pieces else ((), (), ())
    starts = [0, *accumulate(map(len, strings))][:-1]
    flows = [Flow._make(known) for known in walk.flows if known is not None]
    named = {tag[len(_PREFIX) :]: elements for tag, elements in named.items()}
    text = "".join(strings)
    return Survey(edition, named, text, flows, starts, owners, tails, walk.spans, attributes, {}, {}, {}, {}, {})

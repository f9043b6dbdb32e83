"""Annotate: tags for names and dates, proposed from an edition's registers and a grammar of dates.

    proposals(edition)                what may be tagged, sure or not, by place
    written(edition, proposals)       the files with the certain ones in them

The text is read as a reader does, over line breaks; the tags go into the document's own characters. See TEI P5, 13.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from teipress import oldstyle, registers
from teipress.annotate import places
from teipress.annotate.dating import Dater
from teipress.annotate.forms import gazetteer
from teipress.annotate.model import Candidate, Proposal
from teipress.annotate.naming import Named, Namer, small_words
from teipress.annotate.scan import Node, decoded, pieces
from teipress.annotate.stretches import Stretch, stretches
from teipress.annotate.tags import tagged
from teipress.calendars import Calendar
from teipress.diagnostics import Place
from teipress.edition import Edition
from teipress.registers import Entry
from teipress.xml import TEI, XML_ID, XML_LANG, Element, local, namespace

__all__ = ["Candidate", "Proposal", "proposals", "written"]

ELEMENTS = {"person": "persName", "place": "placeName", "organisation": "orgName", "work": "title"}
AROUND = 50  # characters of context on either side


def proposals(edition: Edition) -> list[Proposal]:
    """What may be tagged in an edition and the files it includes, by file and place."""
    entries = registers.read(edition).entries.values()
    sources = {name: decoded(data)[0] for name, data in edition.sources.items()}
    texts = {name: list(_open(stretches(pieces(source, _around(edition, name))))) for name, source in sources.items()}
    small = frozenset(small_words(chain.from_iterable(texts.values()))) if entries else frozenset()
    namer = Namer(gazetteer(entries), small)
    found: list[Proposal] = []
    for name, parts in texts.items():
        lines = [0, *(match.end() for match in re.finditer("\n", sources[name]))]
        maker = _Maker(name, lines, namer, Dater(_julian(edition)))
        for stretch in parts:
            found.extend(maker.proposals(stretch))
    return sorted(found, key=lambda p: (p.place.file, p.start, -p.end))


def written(edition: Edition, found: Iterable[Proposal]) -> dict[str, bytes]:
    """The files of an edition with the certain proposals in them, those that change; by the name diagnostics use.

    Raises `Trouble` rather than spoil a file.
    """
    certain: dict[str, list[Proposal]] = {}
    for proposal in found:
        if proposal.certain:
            certain.setdefault(proposal.place.file, []).append(proposal)
    return {name: tagged(edition.sources[name], some) for name, some in certain.items()}


def _open(parts: Sequence[Stretch]) -> Iterator[Stretch]:
    """The stretches that are text, not header or register."""
    return (stretch for stretch in parts if all(node.name not in places.SHUT for node in stretch.home.around()))


def _around(edition: Edition, name: str) -> Node | None:
    """The elements around the root of an included file, as the scanner has them."""
    root = next((element for element, file in edition.included.items() if file == name), None)
    node: Node | None = None
    for element in reversed(list(root.iterancestors())) if root is not None else ():
        node = _node(element, node)
    return node


def _node(element: Element, parent: Node | None) -> Node:
    attributes = {"xml:lang": element.get(XML_LANG, "")}
    kept = {key: value for key, value in attributes.items() if value}
    tei = namespace(element) in (TEI, "")
    return Node(parent, local(element), "", tei, kept, {}, -1, -1)


def _julian(edition: Edition) -> str:
    """A pointer to the Julian calendar that the header declares, or an empty string."""
    pointers = (f"#{calendar.get(XML_ID, '')}" for calendar in edition.tree.iter("{*}calendar"))
    return next((pointer for pointer in pointers if oldstyle.named(pointer, edition) is Calendar.JULIAN), "")


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes proposals of what is found in the stretches of one file; *lines* is where each of its lines begins."""

    file: str
    lines: Sequence[int]
    namer: Namer
    dater: Dater

    def proposals(self, stretch: Stretch) -> Iterator[Proposal]:
        """What may be tagged in one stretch."""
        text = stretch.text
        names = self.namer.names(text)
        for named in names:
            yield from self._named(stretch, text, named)
            if named.is_title:  # names nest in the titles of works
                for inner in self.namer.names(text[named.start : named.end], works=False):
                    yield from self._named(stretch, text, inner.moved(named.start))
        english = (places.language(stretch.home) or "en").casefold().startswith(("en", "und"))
        for dated in self.dater.dates(text) if english else ():
            if not any(n.start < dated.end and dated.start < n.end and not n.is_title for n in names):
                yield from self._proposal(
                    stretch, text, "date", dated.start, dated.end, dated.attributes, dated.doubt, dated.candidates
                )

    def _named(self, stretch: Stretch, text: str, named: Named) -> Iterator[Proposal]:
        options = tuple(Candidate(entry.name, _attributes(entry)) for entry in named.entries)
        kinds = {entry.kind for entry in named.entries}
        kind = ELEMENTS[named.entries[0].kind] if len(kinds) == 1 else "name"
        attributes = options[0].attributes if len(options) == 1 else {}
        yield from self._proposal(stretch, text, kind, named.start, named.end, attributes, named.doubt, options)

    def _proposal(
        self, stretch: Stretch, text: str, kind: str, start: int, end: int,
        attributes: Mapping[str, str], doubt: str, candidates: tuple[Candidate, ...],
    ) -> Iterator[Proposal]:  # fmt: skip
        place = places.span(stretch, start, end, kind)
        if place is None:
            return
        begin, finish, parent = place
        line = bisect_right(self.lines, begin)
        column = begin - self.lines[line - 1] + 1
        context = f"{text[max(start - AROUND, 0) : start]}⟨{text[start:end]}⟩{text[end : end + AROUND]}".strip()
        yield Proposal(
            kind, begin, finish, text[start:end], attributes, not doubt, Place(self.file, line, column), context, doubt,
            candidates if doubt else (), parent.prefix,
        )  # fmt: skip


def _attributes(entry: Entry) -> dict[str, str]:
    """What ties a name to its entry; a title says of what kind of work it is, where the register does."""
    levels = {title.get("level", "") for title in entry.element.iter("{*}title")} if entry.kind == "work" else set()
    level = {"level": levels.pop()} if len(levels) == 1 and "" not in levels else {}
    return {**level, "ref": f"#{entry.id}"}

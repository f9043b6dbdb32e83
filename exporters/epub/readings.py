"""Readings: what the source has where the edition prints something else, on pages of their own, linked both ways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from exporters.epub.document import on_lines, words
from exporters.labels import Labels
from exporters.xhtml import Element, add_text, element
from teipress.book import Alternate, plain
from teipress.values import dataclass

KINDS = ("correction", "regularization", "expansion", "variant")
MOST = 1500  # readings that a file holds; some 150 bytes each


@dataclass(frozen=True, slots=True)
class Reading:
    """An alternative: *name* is its id on the page *file*, *at* the id of its place in the file *here*.

    *label* is what the place is called (`p. 12`), if anything.
    """

    name: str
    file: str
    at: str
    here: str
    label: str
    kind: str
    shown: str
    other: str


@dataclass(slots=True)
class Readings:
    """All readings of a book in the order they are met in; *place* is what the page is called that they are on."""

    place: str = ""
    taken: list[Reading] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def take(self, node: Alternate, here: str, label: str) -> Reading | None:
        """The reading of a node in the file *here*; none if there is no difference to tell."""
        shown, other = plain(node.shown), plain(node.other)
        if not other or shown == other or node.kind not in KINDS:
            return None
        number = self.counts[node.kind] = self.counts.get(node.kind, -1) + 1
        file = f"{node.kind}s{f'-{number // MOST + 1}' if number >= MOST else ''}.xhtml"
        name = f"{node.kind}-{number + 1}"
        # No name of the edition looks like this: there, underscores stand in pairs (see `safe_name`).
        self.taken.append(Reading(f"of_{name}", file, f"at_{name}", here, label, node.kind, shown, other))
        return self.taken[-1]

    def pages(self, say: Labels) -> Iterator[tuple[str, str, str, list[Element]]]:
        """File, kind, title and content of each page; the title of a first page is that of its kind."""
        for kind in KINDS:
            readings = [reading for reading in self.taken if reading.kind == kind]
            for start in range(0, len(readings), MOST):
                title = say("continued", say(kind)) if start else say(kind)
                some = readings[start : start + MOST]
                yield some[0].file, kind, title, _page(title, some, say)


def _page(title: str, readings: list[Reading], say: Labels) -> list[Element]:
    made = element("section", "readings")
    made.append(words("h1", title, lang=say.lang))
    made.append(words("p", say("readings say"), lang=say.lang))
    entries = element("ul")
    for reading in readings:
        item = element("li", id=reading.name)
        item.append(words("a", reading.shown or "—", href=f"{reading.here}#{reading.at}"))
        add_text(item, f"] {reading.other}{f' ({reading.label})' if reading.label else ''}")
        entries.append(item)
    made.append(on_lines(entries))
    return [made]

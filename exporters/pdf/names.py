"""Names: the places in a PDF that links lead to, each name once, whatever the ids of the edition are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from teipress.book import Anchor, Block, Book, Figure, Link, Node, Note, PageBreak, Section, notes, walk

# WeasyPrint writes an id between quotation marks into CSS.
UNSAFE = re.compile(r"[\"\\\x00-\x1f\ud800-\udfff]")


def name_of(id: str) -> str:
    """The name of the place that an edition calls *id*."""
    return UNSAFE.sub("_", id)


@dataclass(slots=True)
class Names:
    """Gives out names. *known* are those of the edition's ids; *wanted* those of them that a link leads to."""

    known: frozenset[str]
    wanted: frozenset[str]
    taken: set[str] = field(default_factory=set)

    def take(self, wish: str, otherwise: str) -> str:
        """The name of *wish* if nobody has it yet, else one made from *otherwise* that the edition has not."""
        wish = name_of(wish)
        if wish and wish not in self.taken:
            self.taken.add(wish)
            return wish
        number, name = 1, otherwise
        while name in self.taken or name in self.known:
            number += 1
            name = f"{otherwise}-{number}"
        self.taken.add(name)
        return name


def names(book: Book) -> Names:
    """The names of *book*, none of them given out yet."""
    nodes = list(_everything(book.content))
    places = (n for n in nodes if isinstance(n, Section | Note | PageBreak | Anchor | Figure))
    known = frozenset(name_of(place.id) for place in places if place.id)
    targets = {name_of(n.target[1:]) for n in nodes if isinstance(n, Link) and n.target.startswith("#")}
    return Names(known, known & targets)


def _everything(content: tuple[Block, ...]) -> Iterator[Node]:
    yield from walk(content)
    for note in notes(content):
        yield from walk(note.content)

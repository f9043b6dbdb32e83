"""Names: the places in a PDF that links lead to, each name once, whatever the ids of the edition are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from teipress.book import (
    Anchor,
    Block,
    Book,
    Figure,
    IndexEntry,
    Link,
    Mention,
    Node,
    Note,
    PageBreak,
    Section,
    See,
    Span,
    notes,
    walk,
)  # fmt: skip

# WeasyPrint writes an id between quotation marks into CSS.
UNSAFE = re.compile(r"[\"\\\x00-\x1f\ud800-\udfff]")


def name_of(id: str) -> str:
    """The name of the place that an edition calls *id*."""
    return UNSAFE.sub("_", id)


@dataclass(slots=True)
class Names:
    """Gives out names. *known* are those of the edition's ids; *wanted* those of them that a link leads to.

    *placed* are those that stand somewhere already: the parts of a book may have ids in common.
    """

    known: frozenset[str]
    wanted: frozenset[str]
    taken: set[str] = field(default_factory=set)
    placed: set[str] = field(default_factory=set)

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
    entries = [entry for index in book.indexes for entry in index.entries]
    told = [part for e in entries if isinstance(e, IndexEntry) for part in (e.heading, e.about, *e.remarks)]
    targets = {n.target[1:] for n in (*nodes, *_inside(told)) if isinstance(n, Link) and n.target.startswith("#")}
    targets.update(entry.entry for entry in entries if isinstance(entry, See))
    targets.update(other.entry for entry in entries if isinstance(entry, IndexEntry) for other in entry.related)
    targets.update(mention.target for mention in mentions(book))
    places = (n.id for n in nodes if isinstance(n, Section | Note | PageBreak | Anchor | Figure | Span))
    ids = (*places, *(entry.id for entry in entries if isinstance(entry, IndexEntry)))
    known = frozenset(name_of(id) for id in ids if id)
    return Names(known, known & set(map(name_of, targets)))


def mentions(book: Book) -> Iterator[Mention]:
    """All that the chronology and the indexes lead to."""
    for moment in book.chronology:
        yield from (occurrence.mention for occurrence in moment.occurrences)
    for index in book.indexes:
        for entry in index.entries:
            yield from entry.mentions if isinstance(entry, IndexEntry) else ()


def _inside(parts: Iterable[tuple[Node, ...]]) -> Iterator[Node]:
    for part in parts:
        yield from walk(part)


def _everything(content: tuple[Block, ...]) -> Iterator[Node]:
    yield from walk(content)
    for note in notes(content):
        yield from walk(note.content)

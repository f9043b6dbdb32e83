"""Names: the places in a PDF that links lead to, each name once, whatever the ids of the edition are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from teipress.book import Anchor, Block, Book, Figure, Link, Node, Note, PageBreak, Section, notes, walk


@dataclass(slots=True)
class Names:
    """Gives out names. *known* are the ids of the edition; *wanted* those of them that a link leads to."""

    known: frozenset[str]
    wanted: frozenset[str]
    taken: set[str] = field(default_factory=set)

    def take(self, wish: str, otherwise: str) -> str:
        """*wish* if nobody has it yet, else a name made from *otherwise* that is no id of the edition."""
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
    known = frozenset(n.id for n in nodes if isinstance(n, Section | Note | PageBreak | Anchor | Figure) and n.id)
    targets = {n.target[1:] for n in nodes if isinstance(n, Link) and n.target.startswith("#")}
    return Names(known, known & targets)


def _everything(content: tuple[Block, ...]) -> Iterator[Node]:
    yield from walk(content)
    for note in notes(content):
        yield from walk(note.content)

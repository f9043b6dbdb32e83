"""Compose: from an Edition to a Book. Only this package knows both."""

from __future__ import annotations

from teipress import files, header, registers
from teipress.book import Asset, Block, Book
from teipress.compose import remarks
from teipress.compose.apparatus import links
from teipress.compose.chronology import chronology
from teipress.compose.composer import Composer, composer
from teipress.compose.flow import as_blocks
from teipress.compose.indexes import indexes
from teipress.compose.marks import marks, mentions
from teipress.compose.sigla import conspectus
from teipress.diagnostics import Diagnostic
from teipress.edition import Edition
from teipress.settings import Settings
from teipress.values import dataclass
from teipress.xml import local, tei


@dataclass(frozen=True, slots=True)
class Composed:
    """A Book, and what was noticed while it was made."""

    book: Book
    diagnostics: tuple[Diagnostic, ...]


def compose(edition: Edition, settings: Settings) -> Composed:
    """Read an edition as a Book, in the view the settings ask for (`reading` or `diplomatic`).

    Total: any well-formed XML becomes a Book. Elements without a rule pass through and are reported, once each.
    """
    held = list(edition.tree.iter())  # lxml makes the object of an element anew each time, unless somebody holds it
    known = registers.read(edition)
    found = marks(edition, known)
    walk = composer(edition, settings.view, found.ids, known)
    walk.linked_at, walk.linked_entries = links(edition)
    walk.noted_at = remarks.places(edition)
    walk.moved |= {note for notes in walk.noted_at.values() for note in notes}
    sigla = conspectus(edition, walk)
    front, body, back = _parts(edition, walk)
    front, back = front + sigla, back + remarks.left(walk)
    content = front + body + back
    places = mentions(content)
    metadata = header.metadata(edition)
    source = Asset(edition.sources[edition.name], "application/tei+xml")
    book = Book(
        slug=files.slug(edition.path.stem),
        metadata=metadata,
        front=front,
        body=body,
        back=back,
        timestamp=header.timestamp(edition),
        assets={**walk.assets, "source": source},
        indexes=indexes(known, found, places, walk),
        chronology=chronology(content, edition, found, places, metadata.language),
    )
    del held
    return Composed(book, (*header.missing(edition), *walk.diagnostics))


def _parts(edition: Edition, walk: Composer) -> tuple[tuple[Block, ...], tuple[Block, ...], tuple[Block, ...]]:
    """Front, body and back. Where there is not exactly one text with its body, all is body."""
    texts = edition.tree.findall(tei("text")) if local(edition.tree) == "TEI" else []
    others = [child for child in edition.tree if local(child) not in ("teiHeader", "text", "")]
    if (
        len(texts) != 1
        or texts[0].find(tei("body")) is None
        or any(local(o) in ("TEI", "text", "sourceDoc") for o in others)
    ):
        body = as_blocks(walk.read(edition.tree))
        # An authority file has its records in standOff, and no text beside them.
        lists = edition.tree.iter(tei("standOff")) if not body else ()
        return (), body or as_blocks([node for record in lists for node in walk.inside(record)]), ()
    parts: dict[str, tuple[Block, ...]] = {"front": (), "body": (), "back": ()}
    where = "front"
    for child in texts[0]:
        name = local(child)
        where = name if name in parts else where
        parts[where] += as_blocks(walk.read(child))
    return parts["front"], parts["body"], parts["back"]

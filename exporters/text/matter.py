"""Matter: what stands before and after the text. The title page, the contents, and what the signs mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile

from exporters.labels import Labels, labels
from exporters.text.blocks import HEADINGS, blocks
from exporters.text.layout import COLUMNS, Fixed, Frame, Piece, Prose, fill
from exporters.text.signs import STRESSED_STYLES, Signs, leads_out, raised, stressed, width
from exporters.text.words import words
from teipress import dates
from teipress.book import (
    Block,
    Book,
    Figure,
    Heading,
    Image,
    IndexEntry,
    Item,
    Line,
    Link,
    Listing,
    Metadata,
    Node,
    PageBreak,
    Paragraph,
    Section,
    Span,
    Text,
    children,
    notes,
    variants,
    walk,
)  # fmt: skip
from teipress.datewords import words_of

# MARC relator codes: whose work a title page names.
TITLE_ROLES = ("aut", "trl", "edt", "com", "ill", "win", "aft", "ann")
COLOPHON_ROLES = {"ctb": "Contributors", "mrk": "Encoded by", "trc": "Transcribed by", "pfr": "Proof-read by"}
ENGLISH = labels("en")  # what the signs mean is told in English
CONTENTS_DEPTH = 3
LEADER = 3


# --- title page -------------------------------------------------------------------------------------------------------


def title_page(metadata: Metadata, frame: Frame, say: Labels) -> Iterator[Piece]:
    """Title, people, publisher and date, what the edition was made from, rights."""
    yield _centred(metadata.title, frame, 0, rule="=")
    yield _centred(metadata.subtitle, frame, 1)
    for role, names in _people(metadata, say):
        if role in TITLE_ROLES:
            yield _centred(names if role == "aut" else say(role, names), frame, 3 if role == "aut" else 1)
    imprint = " · ".join(filter(None, (metadata.place, metadata.publisher, day(metadata.date, metadata.language))))
    yield _centred(imprint, frame, 3)
    inner = frame.inset(8, 8)
    for n, text in enumerate(filter(None, (_source(metadata, say), *metadata.rights))):
        yield Prose(words((Text(text),), frame.signs), inner.left, inner.left, inner.right, 1 if n else 3)


def day(iso: str, language: str) -> str:
    """`2026-11-23` as 23 November 2026, `2026-11` as November 2026; what is no date as it is."""
    found = dates.parse(iso)
    return dates.wording(found, say=words_of(language)) if isinstance(found, dates.Interval) else iso


def _people(metadata: Metadata, say: Labels) -> Iterator[tuple[str, str]]:
    """Each role with the names of who had it, authors first, the others as the edition names them."""
    for role in dict.fromkeys(("aut", *(person.role for person in metadata.people))):
        if names := say.people(metadata, role):
            yield role, names


def _source(metadata: Metadata, say: Labels) -> str:
    when = day(metadata.source_date, metadata.language)
    source = metadata.source or ", ".join(filter(None, (metadata.source_publisher, when)))
    return source and say.told(say("made from"), source)


def _centred(text: str, frame: Frame, space: int, rule: str = "") -> Prose:
    return Prose(words((Text(text),), frame.signs), frame.left, frame.left, frame.right, space, "centre", rule)


# --- contents ---------------------------------------------------------------------------------------------------------


def contents(book: Book, frame: Frame, say: Labels) -> Iterator[Piece]:
    """The sections with their titles, each with the page of the source it begins on."""
    page = ""
    entries: list[str] = []
    for level, node in _landmarks(book.content, 0):
        if isinstance(node, PageBreak):
            page = frame.signs.page(node.label)
            continue
        for first in takewhile(lambda inner: not isinstance(inner, Text), walk(node.headings)):
            page = frame.signs.page(first.label) if isinstance(first, PageBreak) else page
        if level < CONTENTS_DEPTH and node.title.strip():
            room = COLUMNS - (width(page) + LEADER + 2 if page else 0)
            filled = fill(words((Text(node.title),), frame.signs), 2 * level, 2 * level + 4, max(room, COLUMNS // 2))
            dots = COLUMNS - width(filled[-1]) - width(page) - 2
            entries += [*filled[:-1], f"{filled[-1]} {'.' * max(dots, LEADER)} {page}" if page else filled[-1]]
    entries += [say("chronology")] * bool(book.chronology) + [say.index(index) for index in book.indexes]
    if entries:
        yield _centred(say("contents"), frame, HEADINGS[1][2], HEADINGS[1][1])
        yield Fixed(tuple(entries))


def _landmarks(nodes: Iterable[Node], level: int) -> Iterator[tuple[int, Section | PageBreak]]:
    for node in nodes:
        if isinstance(node, Section | PageBreak):
            yield level, node
        yield from _landmarks(children(node), level + isinstance(node, Section))


# --- colophon ---------------------------------------------------------------------------------------------------------


def colophon(book: Book, frame: Frame, say: Labels) -> Iterator[Piece]:
    """About the edition: the signs it uses, its principles, its identifier and licence."""
    known = book.metadata
    content: list[Block] = [_paragraph(known.description)] if known.description else []
    signs = _explained(book, frame.signs, say)
    explained = tuple(Item((Text(sign),), (_paragraph(meaning),)) for sign, meaning in signs)
    if explained:
        content += _paragraph("The signs in the text:"), Listing("labelled", (), explained)
    content += map(_paragraph, known.principles)
    others = [entry for entry in _people(known, ENGLISH) if entry[0] not in TITLE_ROLES]
    facts = [
        *((COLOPHON_ROLES.get(role, f"Contributor ({role})"), names) for role, names in others),
        ("Edition", known.edition), ("Extent", known.extent), ("Subjects", "; ".join(known.subjects)),
        ("Identifier", known.identifier),
        ("Licence", "\n".join(filter(None, (known.licence, known.licence_url)))),
    ]  # fmt: skip
    items = tuple(Item((Text(f"{label}:"),), (_paragraph(text),)) for label, text in facts if text)
    content += [Listing("labelled", (), items)] if items else []
    yield from blocks((Section("", "colophon", (_heading("About this edition"),), tuple(content)),), frame)


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def _heading(text: str) -> Heading:
    return Heading((Text(text),))


def _explained(book: Book, signs: Signs, say: Labels) -> Iterator[tuple[str, str]]:
    """The signs that *book* uses, each with an example taken from it, and what they mean."""
    found = tuple(notes(book.content))
    nodes = [node for part in (book.content, *(note.content for note in found)) for node in walk(part)]
    pages = [node for node in nodes if isinstance(node, PageBreak)]
    if pages:
        yield (
            signs.page(pages[0].label),
            "A page of the source begins here; where it begins within a word, the sign stands after that word.",
        )
    if found:
        by = next((note.by for note in found if note.by), "")
        example = signs.note(found[0].number, by)
        whose = (
            f" A name after the number, as in {example}, tells whose note it is; without a name, it is the author’s."
        )
        named = whose if by else ""
        yield signs.note(found[0].number), f"A note, at the end of the section.{named}"
    if any(isinstance(node, Span) and stressed(node) for node in nodes):
        yield f"{signs.stress}words{signs.stress}", STRESS
    if any(isinstance(node, Span) and raised(node) for node in nodes):
        yield "10^2", "The figures after the sign stand above the line."
    if any(variants(book.content)):
        yield "lemma] …", READINGS
    if any(isinstance(node, Line) and node.number for node in nodes):
        yield signs.bracket("l. 5"), "The number of a line of verse."
    if any(isinstance(node, Figure) for node in nodes):
        yield signs.bracket("Figure: …"), "A picture in the source, with its caption."
    if any(isinstance(node, Image) and node.alt for node in nodes):
        yield signs.bracket("Image: …"), "What a picture shows."
    mentions = [m for index in book.indexes for e in index.entries if isinstance(e, IndexEntry) for m in e.mentions]
    told = [occurrence.mention for moment in book.chronology for occurrence in moment.occurrences]
    if any(mention.page for mention in mentions + told):
        noted = say("n.")
        meaning = f"In the chronology and the indexes: a page of the source; “{noted}” is a note on it."
        yield f"{say('p.')} 12 {noted}", meaning
    if any(isinstance(node, Link) and leads_out(node) for node in nodes):
        yield "<https://…>", "Where the words before it lead."


READINGS = (
    "The critical apparatus, at the end of the section: words of the text, then the witnesses that have them, by their "
    "sigla; behind each semicolon stands another reading with its own. Readings of several words are given whole, the "
    "words of the text by their first and last; “om.” tells of a witness that has nothing in their place, “add.” of "
    "one that has more than the text."
)
STRESS = (
    "Words in italics in the source, or set apart in another way ("
    + ", ".join(STRESSED_STYLES[1:])
    + "), such as titles, foreign words and emphasis. Where only a part of a word is set apart, the sign takes in "
    "all of it."
)

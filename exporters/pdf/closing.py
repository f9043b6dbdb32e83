"""The last pages: what there is to know of the edition, and the colophon, which tells how the book was made."""

from __future__ import annotations

from collections.abc import Iterator

from exporters.labels import Labels, labels
from exporters.pdf.matter import IMPRINT_ROLES, TITLE_ROLES
from exporters.xhtml import Element, add_text, element
from teipress.book import Block, Book, Heading, Metadata, Paragraph, Section, Text, notes, variants

# Who made the text, by MARC relator code.
MAKERS = ("trc", "mrk", "pfr")
NAMED = ("aut", *TITLE_ROLES, *IMPRINT_ROLES, *MAKERS)


def about(book: Book) -> tuple[Block, ...]:
    """How the text was edited and its apparatus is read, as a section; nothing if there is nothing to be said."""
    say, edited = labels(book.metadata.language), book.metadata.principles
    apparatus = say("apparatus says") if any(variants(book.content)) else ""
    if not edited and not apparatus:
        return ()
    voices = ", ".join(dict.fromkeys(note.by for note in notes(book.content) if note.by.strip()))
    told = (*edited, say("notes by", voices) if voices else "", apparatus)
    content = tuple(Paragraph((Text(text),)) for text in told if text.strip())
    return (Section("", "about", (Heading((Text(say("about")),)),), content),)


def colophon(metadata: Metadata, family: str) -> Element:
    """The page that says who made the text, and that it is set in *family*."""
    made = element("section", "colophon")
    for line in _lines(metadata, family, labels(metadata.language)):
        made.append(element("p"))
        add_text(made[-1], line)
    return made


def _lines(metadata: Metadata, family: str, say: Labels) -> Iterator[str]:
    yield from (f"{say(role, people)}." for role in MAKERS if (people := say.people(metadata, role)))
    if others := say.joined(person.name for person in metadata.people if person.role not in NAMED):
        yield f"{say('contributors', others)}."
    yield say("colophon", family)
    yield say("made")

"""Matter: the pages the tool adds to the text. Cover, title page and imprint."""

from __future__ import annotations

from collections.abc import Iterator

from exporters.epub.pages import our_language, typed, words
from exporters.xhtml import Element, add_text, element
from teipress.book import Metadata

# How a title page names the work of those who are not the author, by MARC relator code.
BYLINES = {
    "trl": "Translated by", "edt": "Edited by", "ann": "Annotated by", "win": "Introduced by", "aui": "Introduced by",
    "ill": "Illustrated by", "com": "Compiled by", "trc": "Transcribed by", "mrk": "Encoded by", "pfr": "Proof-read by",
}  # fmt: skip


def in_words(names: tuple[str, ...]) -> str:
    """Names as a sentence has them: one, two and three."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def names(metadata: Metadata, role: str) -> tuple[str, ...]:
    """The names of the people of one role."""
    return tuple(person.name for person in metadata.by(role) if person.name.strip())


def called(metadata: Metadata) -> str:
    """The book in one phrase: From Lenin to Stalin, by Victor Serge."""
    return ", by ".join(filter(None, (metadata.title, in_words(names(metadata, "aut")))))


def cover(metadata: Metadata, image: str) -> Element:
    """The page of the cover."""
    made = typed("section", "cover", "cover")
    made.append(element("img", src=image, alt=f"Cover: {called(metadata)}", role="doc-cover"))
    return made


def title_page(metadata: Metadata) -> Element:
    """Title, author, who else had a hand in it, publisher."""
    made = typed("section", "titlepage", "titlepage")
    made.append(words("h1", metadata.title))
    if metadata.subtitle:
        made.append(words("p", metadata.subtitle, "subtitle", role="doc-subtitle"))
    if authors := in_words(names(metadata, "aut")):
        made.append(words("p", authors, "author"))
    for role, phrase in BYLINES.items():
        if people := in_words(names(metadata, role)):
            made.append(words("p", f"{phrase} {people}", "byline"))
    publisher = ", ".join(filter(None, (metadata.place, metadata.publisher, metadata.date[:4])))
    if publisher:
        made.append(words("p", publisher, "publisher"))
    return made


def imprint(metadata: Metadata, voices: tuple[str, ...] = ()) -> Element:
    """Where the text comes from, who may do what with it, how it was edited; *voices* have notes beside the author."""
    made = typed("section", "imprint", "imprint")
    ours = our_language(metadata.language)
    made.append(words("h1", "About this edition", lang=ours))
    for heading, content in _statements(metadata, voices):
        paragraphs = [text for text in content if text.strip()]
        if paragraphs:
            made.append(words("h2", heading, lang=ours))
            made.extend(words("p", text) for text in paragraphs)
        if paragraphs and heading == "Licence" and metadata.licence_url.startswith(("http://", "https://")):
            add_text(made[-1], " ")
            made[-1].append(words("a", metadata.licence_url, href=metadata.licence_url))
    return made


def _statements(metadata: Metadata, voices: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    others = in_words(tuple(p.name for p in metadata.people if p.role not in ("aut", *BYLINES)))
    published = ", ".join(filter(None, (metadata.place, metadata.publisher, metadata.date)))
    yield "Edition", (metadata.edition, published, others and f"Contributors: {others}", metadata.extent)
    yield "Source", (metadata.source,)
    yield "Licence", (metadata.licence or (metadata.licence_url and "The licence:"),)
    yield "Rights", metadata.rights
    yield "Editorial principles", metadata.principles
    yield "Notes", ((voices and f"Notes by others than the author say so: {', '.join(voices)}.") or "",)
    yield "Identifier", (metadata.identifier,)

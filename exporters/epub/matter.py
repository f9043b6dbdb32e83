"""Matter: the pages the tool adds to the text. Cover, title page and imprint."""

from __future__ import annotations

from collections.abc import Iterator

from exporters.epub.document import typed, words
from exporters.labels import Labels
from exporters.xhtml import Element, add_text, element
from teipress.book import Metadata

# Whose work a title page names, beside the author's, by MARC relator code; the labels have words for each.
BYLINES = ("trl", "edt", "ann", "win", "aft", "ill", "com", "trc", "mrk", "pfr")
OURS = ("notes", "variant")  # of what is stated about the edition, what the tool words


def called(metadata: Metadata, say: Labels) -> str:
    """The book in one phrase: From Lenin to Stalin, by Victor Serge."""
    authors = say.people(metadata, "aut")
    return say("by", metadata.title, authors) if authors else metadata.title


def cover(metadata: Metadata, image: str, say: Labels) -> Element:
    """The page of the cover."""
    made = typed("section", "cover", "cover")
    alt = f"{say('cover')}: {called(metadata, say)}"
    made.append(element("img", src=image, alt=alt, role="doc-cover"))
    return made


def title_page(metadata: Metadata, say: Labels) -> Element:
    """Title, author, who else had a hand in it, publisher."""
    made = typed("section", "titlepage", "titlepage")
    made.append(words("h1", metadata.title))
    if metadata.subtitle:
        made.append(words("p", metadata.subtitle, "subtitle", role="doc-subtitle"))
    if authors := say.people(metadata, "aut"):
        made.append(words("p", authors, "author"))
    for role in BYLINES:
        if people := say.people(metadata, role):
            made.append(words("p", say(role, people), "byline", lang=say.lang))
    publisher = ", ".join(filter(None, (metadata.place, metadata.publisher, metadata.date[:4])))
    if publisher:
        made.append(words("p", publisher, "publisher"))
    return made


def imprint(metadata: Metadata, say: Labels, voices: tuple[str, ...] = (), apparatus: bool = False) -> Element:
    """Where the text comes from, who may do what with it, how it was edited; *voices* have notes beside the author.

    How the critical *apparatus* is read is told, if there is one.
    """
    made = typed("section", "imprint", "imprint")
    made.append(words("h1", say("about"), lang=say.lang))
    for heading, content in _statements(metadata, say, voices, apparatus):
        paragraphs = [text for text in content if text.strip()]
        if paragraphs:
            made.append(words("h2", say(heading), lang=say.lang))
            lang = say.lang if heading in OURS else ""
            made.extend(words("p", text, lang=lang) for text in paragraphs)
        if paragraphs and heading == "licence" and metadata.licence_url.startswith(("http://", "https://")):
            add_text(made[-1], " ")
            made[-1].append(words("a", metadata.licence_url, href=metadata.licence_url))
    return made


def _statements(
    metadata: Metadata, say: Labels, voices: tuple[str, ...], apparatus: bool
) -> Iterator[tuple[str, tuple[str, ...]]]:
    others = say.joined(p.name for p in metadata.people if p.role not in ("aut", *BYLINES))
    published = ", ".join(filter(None, (metadata.place, metadata.publisher, metadata.date)))
    yield "edition", (metadata.edition, published, others and say("contributors", others), metadata.extent)
    yield "source", (metadata.source,)
    yield "licence", (metadata.licence or (metadata.licence_url and f"{say('licence')}:"),)
    yield "rights", metadata.rights
    yield "principles", metadata.principles
    yield "notes", ((voices and say("notes by", ", ".join(voices))) or "",)
    yield "variant", (say("apparatus says") if apparatus else "",)
    yield "identifier", (metadata.identifier,)

"""References: the pages that a printed book tells where the edition's words lead to a section, note or page of it.

`see chapter IV` becomes `see chapter IV (p. 45)`. The number is known when the pages are made; the text is then not
laid out again. Until it is, three figures stand for it, and what it is narrower by goes to the spaces of its line.
Imported only where WeasyPrint is at hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any
from urllib.parse import unquote

from weasyprint import Page
from weasyprint.formatting_structure.boxes import LineBox, TextBox

from exporters.labels import labels
from exporters.pdf.indexes import NO_BREAK, Folio
from exporters.pdf.names import name_of
from exporters.pdf.places import anchor
from exporters.pdf.restart import replaced
from teipress.book import Book, Heading, Link, Note, PageBreak, Section, Text, notes, plain, walk

# What stands for a number: between joiners, so that no words of an edition are taken for it.
UNKNOWN = "\u2060000\u2060"
NOWHERE = "…"
# Words that tell a page, or are nothing but a number or a sign.
TELLING = re.compile(r"(?i)\b(p|pp|pages?|s|ss|seiten?|f|ff|fol|folios?)\b\.?\s*[\divxlc]|^[\W\d]*$|^[ivxlc]+\.?$")
# What compose calls a place that has no name.
BARE = "→"
CLOSING = (".", ",", ";", ":", ")", "]", "!", "?")


def referring(book: Book) -> Book:
    """*book* with places for the pages that its references lead to."""
    content = book.content
    every = (*walk(content), *(node for note in notes(content) for node in (note, *walk(note.content))))
    targets = {f"#{node.id}" for node in every if isinstance(node, Section | Note | PageBreak) and node.id}
    before = f"{labels(book.metadata.language)('p.')}{NO_BREAK}"

    def told(node: Any) -> Any:
        """*node* with a page behind each reference in it; headings, which run elsewhere too, stay as they are."""
        if isinstance(node, tuple):
            return tuple(part for number, one in enumerate(node) for part in (told(one), *page(node, number)))
        if isinstance(node, Heading | Link) or not is_dataclass(node):
            return node
        changed = {f.name: (old, told(old)) for f in fields(node) if isinstance(old := getattr(node, f.name), tuple)}
        return replace(node, **{name: new for name, (old, new) in changed.items() if new != old})  # type: ignore[type-var]

    def page(content: tuple[Any, ...], number: int) -> Iterator[Any]:
        link = content[number]
        if not isinstance(link, Link) or link.target not in targets:
            return
        said = plain(link.content)
        if said != BARE and TELLING.search(said):
            return
        after = next((node.content for node in content[number + 1 : number + 2] if isinstance(node, Text)), "")
        within = after.startswith(CLOSING)
        yield Text(f"{', ' if within else ' ('}{before}")
        yield Link(link.target, (Text(UNKNOWN),))
        if not within:
            yield Text(")")

    if not any(isinstance(node, Link) and node.target in targets for node in every):
        return book
    return replace(book, front=told(book.front), body=told(book.body), back=told(book.back))


def told(pages: Sequence[Page], folios: Mapping[str, Folio]) -> list[Page]:
    """*pages* with the numbers in their places; a page that has none stays as it is."""
    made = []
    for page in pages:
        lines = [line for line in page._page_box.descendants() if isinstance(line, LineBox)]
        changed = [replaced(line, _numbers(line, folios)) for line in lines]
        # A new one gathers links and anchors anew.
        made.append(Page(page._page_box) if any(changed) else page)
    anchor(made)
    return made


def _numbers(line: Any, folios: Mapping[str, Folio]) -> dict[Any, str]:
    """What is to stand in the boxes of *line* that hold a place for a number."""
    found = {}
    for box in line.descendants():
        if isinstance(box, TextBox) and UNKNOWN in box.text and box.element is not None:
            folio = folios.get(name_of(unquote((box.element.get("href") or "")[1:])))
            found[box] = box.text.replace(UNKNOWN, str(folio or NOWHERE))
    return found

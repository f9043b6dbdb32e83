"""The critical apparatus as HTML: an entry behind each lemma, which goes to the foot, and the numbers of verses."""

from __future__ import annotations

from collections.abc import Iterator

from exporters.xhtml import Element, Medium, add_text, element, fill
from teipress.book import Variant

# The classes of an entry, which is a note to WeasyPrint, and of several in one text; and where the body says how its
# lines are counted.
ENTRY, JOINED, LINES = "note entry", "entries", "data-lines"
BY_VERSE, BY_PAGE = "verse", "page"
# What stands for the number of a line as long as nobody knows it.
UNKNOWN = "00"


def entry(node: Variant, medium: Medium, name: str, home: str) -> Element:
    """The entry *node*, called *name*, in the place behind its lemma, called *home*."""
    place = element("span", "anchor", id=home)
    made = element("span", ENTRY, **{"data-reach": str(node.reach)})
    key = element("a", "back", id=name, href=f"#{home}", **{"data-key": node.place or UNKNOWN})
    add_text(key, node.place or UNKNOWN)
    made.append(key)
    add_text(made, "\u00a0")
    fill(made, node.content, medium)
    add_text(made, " ")
    place.append(made)
    return place


def counted(body: Element) -> None:
    """Say in *body*, if it has an apparatus, how its lines are counted: verse by verse, or anew on each page."""
    if not any(node.get("class") == ENTRY for node in body.iter("span")):
        return
    paragraphs = list(body.iter("p"))
    verses = [paragraph for paragraph in paragraphs if _is_verse(paragraph)]
    if 2 * len(verses) < len(paragraphs):
        body.set(LINES, BY_PAGE)
        return
    body.set(LINES, BY_VERSE)
    homes: dict[Element | None, list[Element]] = {}
    for verse in verses:
        homes.setdefault(next(verse.iterancestors("section"), None), []).append(verse)
    for inside in homes.values():
        for verse, number in zip(inside, _numbers(inside), strict=True):
            verse.set("data-n", number)


def _is_verse(paragraph: Element) -> bool:
    return "line" in (paragraph.get("class") or "").split()


def _numbers(verses: list[Element]) -> Iterator[str]:
    """The number of each of *verses*: its own, or one more than that of the verse before."""
    last = "0"
    for verse in verses:
        last = verse.get("data-n") or (str(int(last) + 1) if last.isdecimal() else last)
        yield last

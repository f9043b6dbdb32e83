"""Apparatus: the lemma in the text, and behind it what the witnesses read there. See TEI P5, chapter 12 (TC).

However an edition links its apparatus (parallel segmentation, the double end-point, the number of a line), each entry
becomes one `Variant` behind its lemma, in the form that books have: `lemma] reading A B; other C`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from teipress.book import (
    Anchor,
    Block,
    Group,
    Heading,
    Line,
    Note,
    PageBreak,
    Paragraph,
    Quotation,
    Section,
    Span,
    Speech,
    Stage,
    Text,
    Variant,
    Verse,
)
from teipress.compose.composer import Composer
from teipress.compose.flow import Flow, as_blocks, as_inlines, is_block, text_of
from teipress.compose.readings import entry, lemma, shown_of, spanned, whole
from teipress.edition import Edition
from teipress.xml import Element, local, tei

# --- where entries stand ----------------------------------------------------------------------------------------------


def variants(element: Element, composer: Composer) -> Flow:
    """An apparatus entry in the text: its lemma, or its first reading, and what the witnesses read there."""
    if element in composer.linked_entries:
        return []
    shown = shown_of(element)
    flow = composer.inside(shown) if shown is not None else []
    if composer.hidden and not composer.entries:
        return flow
    said = entry(element, shown, flow, composer)
    if not said:
        return flow
    if composer.entries:  # a reading of a reading
        return [*flow, Text(" ("), *said, Text(")")]
    if composer.depth:  # a note has no lines to key it to
        return [*flow, Text(" ["), *lemma(flow, element), *said, Text("]")]
    return behind(flow, _variant(element, [*lemma(flow, element), *said], text_of(flow), composer))


def standoff(element: Element, composer: Composer) -> Flow:
    """An apparatus kept apart from the text: those of its entries that name no place in it, one below the other."""
    made: Flow = []
    entries: list[Block] = []
    for child in element:
        if local(child) != "app":
            made.extend(composer.read(child))
        elif child not in composer.linked_entries:
            place = " ".join((child.get("loc") or "").split())
            key: Flow = [Span("label", (Text(place),)), Text(" ")] if place else []
            entries.extend(as_blocks([*key, *whole(child, composer)]))
    return [*made, Group("apparatus", tuple(entries))] if entries else made


def linked(element: Element, composer: Composer) -> list[Variant]:
    """The entries that end at *element*, however far away they stand."""
    made = []
    for each in composer.linked_at[element]:
        found = next((child for child in each if local(child) == "lem"), None)
        words = spanned(each, composer.edition) if found is None else "".join(found.itertext("{*}*"))
        made.append(_variant(each, whole(each, composer), words, composer))
    return made


def links(edition: Edition) -> tuple[Mapping[Element, list[Element]], frozenset[Element]]:
    """The entries that name a place in the text, by the element they end at; and all of these.

    They name two points (@from and @to), or a line of verse by its number (@loc).
    """
    places: dict[Element, list[Element]] = {}
    lines: dict[str, list[Element]] | None = None
    for app in edition.tree.iter(tei("app")):
        pointer = app.get("to") or app.get("from") or ""
        place = edition.ids.get(pointer.removeprefix("#")) if pointer.startswith("#") else None
        parent = app.getparent()
        if place is None and app.get("loc") and parent is not None and local(parent) == "listApp":
            lines = _numbered_lines(edition) if lines is None else lines
            found = lines.get(app.get("loc") or "", [])
            place = found[0] if len(found) == 1 else None
        if place is not None and not any(
            local(above) in ("app", "teiHeader") for above in (place, *place.iterancestors())
        ):
            places.setdefault(place, []).append(app)
    return places, frozenset(entry for entries in places.values() for entry in entries)


def _numbered_lines(edition: Edition) -> dict[str, list[Element]]:
    lines: dict[str, list[Element]] = {}
    for line in edition.tree.iter(tei("l")):
        if number := line.get("n"):
            lines.setdefault(number, []).append(line)
    return lines


def behind(flow: Flow, node: Variant | Note) -> Flow:
    """*flow* with *node* after its last word, in whatever block that stands."""
    last = next((at for at in range(len(flow) - 1, -1, -1) if not _blank(flow[at])), -1)
    if last >= 0 and is_block(block := flow[last]):
        inner = _inside(block, node)
        return [*flow[:last], *([inner] if inner else [block, Paragraph((node,))]), *flow[last + 1 :]]
    return [*flow, node]


def _blank(node: object) -> bool:
    return isinstance(node, PageBreak | Anchor) or (isinstance(node, Text) and not node.content.strip())


def _inside(block: Block, node: Variant | Note) -> Block | None:
    """*block* with *node* at the end of its last line, or None if it has none."""
    match block:
        case Paragraph() | Line() | Heading() | Stage():
            return replace(block, content=(*block.content, node))
        case Section() | Quotation() | Verse() | Speech() | Group() if block.content:
            inner = _inside(block.content[-1], node)
            return replace(block, content=(*block.content[:-1], inner)) if inner else None
        case _:
            return None


def reading(element: Element, composer: Composer) -> Flow:
    """A reading outside its entry: its words."""
    return composer.inside(element)


def _variant(element: Element, said: Flow, words: str, composer: Composer) -> Variant:
    """The entry of *element*, whose lemma has the *words*."""
    composer.variants += 1
    identifier = composer.id_of(element, "variant")
    return Variant(identifier, composer.variants, as_inlines(said), reach=sum(map(str.isalnum, words)))

"""Alternatives: what the view shows of two readings of one place. See TEI P5, chapters 3.5, 11 (PH) and 12 (TC)."""

from __future__ import annotations

from teipress.book import Alternate, Span, Text
from teipress.compose.composer import Composer
from teipress.compose.flow import Flow, as_blocks, as_inlines, has_blocks, wrap
from teipress.xml import Element, local

# (what the reading view shows, what the diplomatic view shows, what the difference is called)
PAIRS = (
    ("corr", "sic", "correction"),
    ("reg", "orig", "regularization"),
    ("expan", "abbr", "expansion"),
    ("ex", "am", "expansion"),
)


def choice(element: Element, composer: Composer) -> Flow:
    """Alternative encodings of one place: corr over sic, reg over orig, expan over abbr; reversed where diplomatic."""
    options = [child for child in element if local(child)]
    for reading, source, kind in PAIRS:
        readings = [c for c in options if local(c) == reading]
        sources = [c for c in options if local(c) == source]
        if readings and sources:
            shown, other = (sources[:1], readings) if composer.diplomatic else (readings[:1], sources)
            return _alternate(kind, shown, other, composer)
    return _alternate("variant", options[:1], options[1:], composer)


def variants(element: Element, composer: Composer) -> Flow:
    """An apparatus entry: its lemma, or its first reading where it has none."""
    lemma = [child for child in element if local(child) == "lem"]
    readings = [child for child in element.iter("{*}rdg") if child.getparent() is not None]
    notes = [child for child in element if local(child) == "note"]
    shown = lemma or readings[:1]
    flow = _alternate("variant", shown, [r for r in readings if r not in shown], composer)
    return [*flow, *(node for note in notes for node in composer.read(note))]


def standoff(element: Element, composer: Composer) -> Flow:
    """An apparatus kept apart from the text: each entry as a paragraph, lemma first."""
    made: Flow = []
    for entry in element:
        if local(entry) != "app":
            made.extend(composer.read(entry))
            continue
        parts: Flow = []
        for child in entry:
            name = local(child)
            if name == "lem":
                parts.extend([*composer.read(child), Text("] ")])
            elif name:
                parts.extend([*composer.inside(child), Text(" "), *_witnesses(child), Text(" ")])
        made.extend(as_blocks(parts))
    return made


def _witnesses(element: Element) -> Flow:
    sigla = " ".join(pointer.removeprefix("#") for pointer in (element.get("wit") or "").split())
    return [Span("citation", (Text(sigla),))] if sigla else []


def reading(element: Element, composer: Composer) -> Flow:
    """A reading outside its entry: its words."""
    return composer.inside(element)


def deletion(element: Element, composer: Composer) -> Flow:
    """What the writer struck out: shown struck through in the diplomatic view only."""
    if composer.diplomatic:
        return wrap(composer.inside(element), lambda content: Span("deleted", content))
    flow = composer.aside(lambda: composer.inside(element))
    return [] if has_blocks(flow) else [Alternate("variant", (), as_inlines(flow))]


def addition(element: Element, composer: Composer) -> Flow:
    """What the writer added: part of the text, marked in the diplomatic view."""
    flow = composer.inside(element)
    return wrap(flow, lambda content: Span("added", content)) if composer.diplomatic else flow


def _alternate(kind: str, shown: list[Element], other: list[Element], composer: Composer) -> Flow:
    flow = [node for element in shown for node in composer.inside(element)]
    hidden = composer.aside(lambda: [node for element in other for node in composer.inside(element)])
    if has_blocks(flow) or not other:
        return flow
    unseen = as_inlines(hidden)
    return wrap(flow, lambda content: Alternate(kind, content, unseen)) if flow else [Alternate(kind, (), unseen)]

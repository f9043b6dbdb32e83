"""Alternatives: what the view shows of two encodings of one place. See TEI P5, chapters 3.5 and 11 (PH)."""

from __future__ import annotations

from teipress.book import Alternate, Span
from teipress.compose.composer import Composer
from teipress.compose.flow import Flow, as_inlines, has_blocks, wrap
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

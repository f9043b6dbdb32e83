"""Alternatives: what the view shows of two encodings of one place. See TEI P5, chapters 3.5 and 11 (PH)."""

from __future__ import annotations

from teipress.book import Alternate, Span
from teipress.compose.composer import Composer
from teipress.compose.flow import Flow, as_inlines, has_blocks, wrap
from teipress.xml import Element, local

# What the reading view shows, in the order in which one goes before another; what the source has in its place; and what
# the difference is called.
PAIRS = {
    "corr": ("sic", "correction"), "reg": ("orig", "regularization"), "expan": ("abbr", "expansion"),
    "ex": ("am", "expansion"),
}  # fmt: skip
SOURCES = [source for source, _ in PAIRS.values()]


def choice(element: Element, composer: Composer) -> Flow:
    """Alternative encodings of one place: corr over sic, reg over orig, expan over abbr; reversed where diplomatic."""
    options = [child for child in element if local(child)]
    if not options:
        return []
    found: dict[str, list[Element]] = {}
    for option in options:
        found.setdefault(local(option), []).append(option)
    reading = next((name for name in PAIRS if name in found), "")
    own, kind = PAIRS.get(reading, ("", "variant"))
    source = own if own in found else next((name for name in SOURCES if name in found), "")
    if not reading or not source:
        first = found.get(reading, options)[0]
        return _alternate("variant", [first], [other for other in options if other is not first], composer)
    readings, sources = found[reading], found[source]
    shown, other = (sources[:1], readings) if composer.diplomatic else (readings[:1], sources)
    return _alternate(kind, shown, other, composer)


def preferred(element: Element) -> Element | None:
    """The alternative that the reading view shows."""
    options = [child for child in element if local(child)]
    readings = (option for name in PAIRS for option in options if local(option) == name)
    return next(readings, next(iter(options), None))


def deletion(element: Element, composer: Composer) -> Flow:
    """What the writer struck out: shown struck through in the diplomatic view only, unless it was restored later."""
    restored = (local(above) == "restore" for above in element.iterancestors() if local(above) in ("restore", "del"))
    if next(restored, False):
        return composer.inside(element)
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

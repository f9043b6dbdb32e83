"""Speech: what is transcribed from sound, or written in a chat: who speaks, and what is heard besides.

See TEI P5, chapters 8 (TS) and 9 (CMC).
"""

from __future__ import annotations

import re

from teipress import names
from teipress.book import Span, Speech, Stage, Text
from teipress.compose import inline
from teipress.compose.composer import Composer
from teipress.compose.flow import Flow, as_blocks, as_inlines, has_blocks, wrap
from teipress.edition import Edition
from teipress.xml import XML_LANG, Element, local

NAMES = ("persName", "orgName", "name", "label")


def utterance(element: Element, composer: Composer) -> Flow:
    """A stretch of speech, after the name of whoever says it."""
    content = as_blocks(composer.inside(element), element.get(XML_LANG, ""), paragraph=True)
    speaker = _speaker(element, composer.edition)
    made: Flow = [Speech((Text(speaker),), content)] if speaker and content else list(content)
    return [*inline.anchor_of(element, composer), *made]


def _speaker(element: Element, edition: Edition) -> str:
    """Whom @who names: by the name that the edition knows, or else by the last word of the pointer."""
    around = element.getparent()
    if element.get("who") is None and around is not None and local(around) == "annotationBlock":
        element = around
    called = (_called(pointer, edition) for pointer in (element.get("who") or "").split())
    return ", ".join(dict.fromkeys(filter(None, called)))


def _called(pointer: str, edition: Edition) -> str:
    name = re.split(r"[#/:]", pointer.rstrip("#/:"))[-1]
    found = edition.ids.get(name)
    if found is None:
        return name
    named = (names.words(inner) for kind in NAMES for inner in found.iter(f"{{*}}{kind}"))
    return next(filter(None, named), "") or found.get("n") or name


def event(element: Element, composer: Composer) -> Flow:
    """Something heard or seen in transcribed speech: laughter, applause."""
    content = as_inlines(composer.inside(element))
    if not content:
        return []
    return [Span("stage", content)] if inline.in_phrase(element) else [Stage(content)]


def pause(element: Element, composer: Composer) -> Flow:
    """A pause, by the sign that transcriptions of speech have for it."""
    return [Text(" "), Span("stage", (Text("(.)"),)), Text(" ")] if inline.in_phrase(element) else []


def stage(element: Element, composer: Composer) -> Flow:
    """A stage direction, or one of a film: within a speech's words inline, else on its own."""
    flow = composer.inside(element)
    if inline.in_phrase(element) and not has_blocks(flow):
        return wrap(flow, lambda content: Span("stage", content))
    content = as_inlines(flow)
    return [*inline.anchor_of(element, composer), Stage(content)] if content else []

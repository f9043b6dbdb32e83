"""Tokens: words and punctuation with their own tags, glyphs, ruby, and what stands for words that are not there.

White space between tokens is mark-up where each stands on a line of its own. See TEI P5, chapters 17 (AI), 5 (WD) and
3.4.2 (CO).
"""

from __future__ import annotations

import re

from teipress.book import Inline, Span, Text
from teipress.compose import inline
from teipress.compose.composer import Composer, is_east_asian
from teipress.compose.flow import Flow, Glue, as_inlines, text_of
from teipress.diagnostics import Diagnostic, Severity
from teipress.xml import Element, local, tei

# Punctuation that stands close to the word before it, or after it; French sets spaces before some.
CLOSING, OPENING = re.compile("[,.;:!?…)\\]}”’»]+"), re.compile("[(\\[{“‘«¿¡]+")
FRENCH = re.compile("[;:!?»]+")


def word(element: Element, composer: Composer) -> Flow:
    """A word; of one that is made of parts, white space between these is none of its own."""
    several = sum(local(child) == "w" for child in element) > 1
    is_built = len(element) > 0 and not any(
        text.strip() for text in (element.text or "", *((c.tail or "") for c in element))
    )
    if is_built and not several:
        flow = [node for child in element for node in composer.read(child)]
    else:
        flow = composer.inside(element)
    return _joined(element, flow)


def punctuation(element: Element, composer: Composer) -> Flow:
    """A punctuation mark; among tokens it stands where print puts it, unless @join says so itself."""
    if element.get("force") == "weak" and not composer.diplomatic:
        return []
    flow = composer.inside(element)
    sign, parent = text_of(flow).strip(), element.getparent()
    if element.get("join") is None and sign and parent is not None and _is_tokenised(parent):
        french = inline.language(element) == "fr"
        if CLOSING.fullmatch(sign) and not (french and FRENCH.fullmatch(sign)):
            return [Glue(), *flow]
        if OPENING.fullmatch(sign) and not (french and sign == "«"):
            return [*flow, Glue()]
    return _joined(element, flow)


def _is_tokenised(element: Element) -> bool:
    """Whether an element holds words with their own tags, and none without."""
    if any(text.strip() for text in (element.text or "", *((child.tail or "") for child in element))):
        return False
    return any(local(child) == "w" for child in element)


def _joined(element: Element, flow: Flow) -> Flow:
    """A token, close to those that @join says it is written together with."""
    join = element.get("join")
    before: Flow = [Glue()] if join in ("left", "both") else []
    after: Flow = [Glue()] if join in ("right", "both") else []
    return [*before, *flow, *after]


def glyph(element: Element, composer: Composer) -> Flow:
    """A character or glyph: its own text, or what the declaration maps it to. See TEI P5, chapter 5."""
    flow = composer.inside(element)
    if text_of(flow).strip():
        return flow
    declared = composer.edition.ids.get((element.get("ref") or "").removeprefix("#"))
    if declared is not None:
        for mapping in declared.iter(tei("mapping")):
            if mapping.text and mapping.get("type") in ("standard", "Unicode", "unicode", "simplified", None):
                return [Text(mapping.text)]
    composer.once(
        f"glyph {element.get('ref')}",
        Diagnostic(
            composer.edition.place(element),
            "OUT-011",
            f"the glyph {element.get('ref', '')} has no text and no mapping; □ stands for it",
            "give its charDecl entry a mapping",
            Severity.WARNING,
        ),
    )
    return [Text("□")]


def ruby(element: Element, composer: Composer) -> Flow:
    """Characters, and behind each how they are read; white space is none of theirs."""
    return [node for child in element for node in composer.read(child)]


def ruby_text(element: Element, composer: Composer) -> Flow:
    """How characters are read, in brackets as wide as they are."""
    words = as_inlines(composer.inside(element))
    around = element.getparent()
    base = "" if around is None else "".join(around.itertext()).strip()
    opening, closing = "（）" if is_east_asian(base) else "()"
    return [Text(opening), *words, Text(closing)] if words else []


# --- words that are not there -----------------------------------------------------------------------------------------


def gap(element: Element, composer: Composer) -> Flow:
    """Something left out of the transcription, and what the edition says of it."""
    said = _said(element, composer)
    return [Span("gap", (Text("[… "), *said, Text("]")) if said else (Text("[…]"),))]


def blank(element: Element, composer: Composer) -> Flow:
    """A blank in the source, and what the edition says of it."""
    said = _said(element, composer)
    remark: Flow = [Span("gap", (Text("["), *said, Text("]"))), Text(" ")] if said else []
    return [Text(" "), *remark]


def ellipsis(element: Element, composer: Composer) -> Flow:
    """What the source itself leaves out: its own sign for that, and what the edition says of it."""
    said = _said(element, composer)
    flow = [node for child in element if local(child) != "desc" for node in composer.read(child)]
    shown: Flow = flow if text_of(flow).strip() else [Text("…")]
    remark: Flow = [Text(" "), Span("gap", (Text("["), *said, Text("]")))] if said else []
    return [*shown, *remark]


def _said(element: Element, composer: Composer) -> tuple[Inline, ...]:
    """The descriptions of an element, one after the other."""
    flow: Flow = []
    for child in element:
        if local(child) == "desc":
            flow.extend([*([Text("; ")] if flow else []), *composer.inside(child)])
    return as_inlines(flow)

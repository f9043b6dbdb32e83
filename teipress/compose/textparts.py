"""Text parts: numbered as scholars cite them, where nothing else says the number. See TEI P5, chapter 4, and EpiDoc."""

from __future__ import annotations

from dataclasses import replace

from teipress.book import Anchor, PageBreak, Paragraph, Section, Span, Text, plain
from teipress.compose.flow import Flow
from teipress.xml import Element

# The type of divisions that are numbered so that they can be cited; and what is longer is an address, and no number.
ROLE, LONGEST = "textpart", 12


def numbered(element: Element, flow: Flow) -> Flow:
    """*flow*, as which *element* was read: a text part without a heading begins with its number."""
    number = " ".join((element.get("n") or "").split())
    if element.get("type") != ROLE or not number or len(number) > LONGEST or ":" in number:
        return flow
    return [_begun(node, number) if isinstance(node, Section) else node for node in flow]


def _begun(part: Section, number: str) -> Section:
    """*part* with its *number* before its first words; where a part of it begins there as well, it is `2.1.`"""
    content = list(part.content)
    at = next((n for n, block in enumerate(content) if not isinstance(block, PageBreak | Anchor)), len(content))
    if part.headings or at == len(content):
        return part
    match content[at]:
        case (
            Section(
                content=(Paragraph(content=(Span(kind="label", content=(Text(own),)), *rest)) as first, *others)
            ) as inner
        ) if own[:1].isdigit():
            label = Span("label", (Text(f"{number}.{own}"),))
            content[at] = replace(inner, content=(replace(first, content=(label, *rest)), *others))
        case Section() as inner:
            content[at] = _begun(inner, number)
        case Paragraph() as first if plain(first.content).split(None, 1)[:1] != [number]:
            label = Span("label", (Text(f"{number}." if number[-1].isalnum() else number),))
            content[at] = replace(first, content=(label, Text(" "), *first.content))
    return replace(part, content=tuple(content))

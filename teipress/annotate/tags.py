"""Tags: putting proposed tags into a document, and the proof that nothing else changed."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

from teipress import xml
from teipress.annotate.model import Proposal
from teipress.annotate.scan import decoded
from teipress.diagnostics import Trouble
from teipress.xml import Element


def tagged(data: bytes, proposals: Sequence[Proposal]) -> bytes:
    """The document with the tags in it, byte for byte as it was but for them.

    Raises `Trouble` if the result is not well-formed or says anything else; nobody has seen that happen.
    """
    source, codec = decoded(data)
    opening: dict[int, list[Proposal]] = {}
    closing: dict[int, list[Proposal]] = {}
    for proposal in sorted(proposals, key=lambda p: (p.start, -p.end)):
        opening.setdefault(proposal.start, []).append(proposal)
        closing.setdefault(proposal.end, []).insert(0, proposal)
    parts: list[str] = []
    last = 0
    for place in sorted({*opening, *closing}):
        parts.append(source[last:place])
        parts.extend(f"</{_name(proposal)}>" for proposal in closing.get(place, ()))
        parts.extend(_start_tag(proposal) for proposal in opening.get(place, ()))
        last = place
    parts.append(source[last:])
    made = "".join(parts).encode(codec)
    if reason := _changed(data, made, len(proposals)):
        raise Trouble(f"the tags would have spoilt the document ({reason}); nothing was written")
    return made


def _name(proposal: Proposal) -> str:
    return f"{proposal.prefix}:{proposal.kind}" if proposal.prefix else proposal.kind


def _start_tag(proposal: Proposal) -> str:
    return f"<{_name(proposal)}{_attributes(proposal.attributes)}>"


def _attributes(attributes: Mapping[str, str]) -> str:
    return "".join(f' {name}="{html.escape(value)}"' for name, value in attributes.items())


def _changed(before: bytes, after: bytes, number: int) -> str:
    """How a document has changed in more than *number* new elements; empty if it has not."""
    old, new = xml.parse(before, "").root, xml.parse(after, "").root
    if old is None or new is None:
        return "it would not be well-formed"
    if _words(old) != _words(new):
        return "its text would differ"
    if _count(new) != _count(old) + number:
        return "its elements would differ"
    return ""


def _words(root: Element) -> str:
    return "".join(root.itertext())


def _count(root: Element) -> int:
    return sum(1 for _ in root.iter("{*}*"))

"""Reports: proposals as an editor reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from teipress.annotate.model import Proposal


def lines(found: Sequence[Proposal]) -> Iterator[str]:
    """The proposals: what is certain, a line each; then what is to be decided, with its context and candidates."""
    for proposal in found:
        if proposal.certain:
            yield f"{proposal.place}  {_tag(proposal.kind, proposal.attributes)}  {proposal.text}"
    for proposal in found:
        if not proposal.certain:
            yield f"{proposal.place}  <{proposal.kind}>?  {proposal.text}: {proposal.reason}"
            yield f"    {proposal.context}"
            # One reading that is doubtful as a whole has no candidates beside it.
            options = [(c.attributes, c.label) for c in proposal.candidates] or [(proposal.attributes, "")]
            for attributes, label in options:
                if attributes:
                    yield f"    {_stated(attributes)}{f'  {label}' if label else ''}"


def summary(found: Sequence[Proposal], written: bool) -> str:
    """How many there are, and what was or can be done."""
    certain = sum(proposal.certain for proposal in found)
    done = "written" if written else "certain"
    more = "; --write puts the certain ones in" if certain and not written else ""
    return f"{certain:,} {done}, {len(found) - certain:,} to decide{more}"


def _tag(kind: str, attributes: Mapping[str, str]) -> str:
    return f"<{kind} {_stated(attributes)}>"


def _stated(attributes: Mapping[str, str]) -> str:
    return " ".join(f'{name}="{value}"' for name, value in attributes.items())

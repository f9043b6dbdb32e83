"""Proposals: what `annotate` would tag, where, and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from teipress.diagnostics import Place


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of several things that may be meant: what it is, in words, and the attributes that say so."""

    label: str
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A tag that may be put around some characters of a document.

    *kind* is the element's name (`persName`, `placeName`, `orgName`, `title`, `date`); *start* and *end* count the
    characters of the decoded document, its byte order mark included, and take in the tags within the name. *text* is
    what is read there. *attributes* say what is meant; they are empty where that is open, and then *candidates* has
    what it may be. What is not *certain* has a *reason*, and is not written. *context* is the text around, the name
    in ⟨ ⟩. *prefix* is that of TEI's namespace there, mostly empty.
    """

    kind: str
    start: int
    end: int
    text: str
    attributes: Mapping[str, str]
    certain: bool
    place: Place
    context: str = ""
    reason: str = ""
    candidates: tuple[Candidate, ...] = ()
    prefix: str = ""

    def as_dict(self) -> dict[str, object]:
        """The proposal as JSON values."""
        return {
            "file": self.place.file, "line": self.place.line, "column": self.place.column,
            "start": self.start, "end": self.end, "element": self.kind, "text": self.text,
            "attributes": dict(self.attributes), "certain": self.certain, "reason": self.reason,
            "candidates": [{"label": c.label, "attributes": dict(c.attributes)} for c in self.candidates],
            "context": self.context,
        }  # fmt: skip

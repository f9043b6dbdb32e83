"""Wishes: what the settings ask of an EPUB."""

from __future__ import annotations

from dataclasses import dataclass

from teipress.settings import Settings

# Where notes stand: at the end of their file, hidden where reading systems show them as pop-ups; at the end of their
# file, shown everywhere; all together at the end of the book.
NOTES = ("popup", "chapter", "book")


@dataclass(frozen=True, slots=True)
class Wishes:
    """*notes* is one of `NOTES`; *cover* is a picture that takes the place of the cover that is drawn, if any."""

    notes: str = "chapter"
    cover: bytes = b""


def wishes(settings: Settings) -> Wishes:
    """What *settings* ask for; settings that know nothing of EPUBs ask for nothing."""
    notes = getattr(settings, "epub_notes", "")
    return Wishes(notes if notes in NOTES else "chapter", getattr(settings, "cover_image", b""))

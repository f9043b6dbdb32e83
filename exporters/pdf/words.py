"""The few words of our own that a book block needs, in the language of the book."""

from __future__ import annotations

from teipress.book import Metadata

# By MARC relator code, how a title page or an imprint names what somebody did.
WORDS: dict[str, dict[str, str]] = {
    "en": {
        "contents": "Contents", "trl": "Translated by", "edt": "Edited by", "ill": "Illustrated by",
        "win": "With an introduction by", "ann": "Annotated by", "ctb": "Text prepared by", "source": "Source",
        "licence": "Licence", "identifier": "Identifier", "colophon": "Set in EB Garamond.", "and": "and",
    },
    "de": {
        "contents": "Inhalt", "trl": "Übersetzt von", "edt": "Herausgegeben von", "ill": "Illustriert von",
        "win": "Mit einer Einleitung von", "ann": "Kommentiert von", "ctb": "Texteinrichtung", "source": "Quelle",
        "licence": "Lizenz", "identifier": "Kennung", "colophon": "Gesetzt aus der EB Garamond.", "and": "und",
    },
    "fr": {
        "contents": "Table des matières", "trl": "Traduit par", "edt": "Édité par", "ill": "Illustré par",
        "win": "Introduction de", "ann": "Annoté par", "ctb": "Texte préparé par", "source": "Source",
        "licence": "Licence", "identifier": "Identifiant", "colophon": "Composé en EB Garamond.", "and": "et",
    },
}  # fmt: skip


def words(language: str) -> dict[str, str]:
    """The words in *language* (a BCP 47 tag), or in English."""
    return WORDS.get(language.partition("-")[0].lower(), WORDS["en"])


def people(metadata: Metadata, role: str) -> str:
    """The names of everybody of one *role*, as a sentence lists them."""
    names = [person.name for person in metadata.by(role)]
    joined = f" {words(metadata.language)['and']} ".join(names[-2:])
    return ", ".join((*names[:-2], joined)) if names else ""

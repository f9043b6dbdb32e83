"""The few words of our own that a book block needs, in the language of the book."""

from __future__ import annotations

from teipress.book import Metadata

# By MARC relator code, how a title page or an imprint names what somebody did; by kind, what an index is called, where
# that is not as the book has it. What is heard but not seen: *spoken*, *back* and *picture*.
WORDS: dict[str, dict[str, str]] = {
    "en": {
        "contents": "Contents", "trl": "Translated by", "edt": "Edited by", "ill": "Illustrated by",
        "win": "With an introduction by", "ann": "Annotated by", "ctb": "Text prepared by", "source": "Source",
        "licence": "Licence", "identifier": "Identifier", "colophon": "Set in EB Garamond.", "and": "and",
        "chronology": "Chronology", "see": "see", "see also": "see also", "also": "Also", "note": "n.",
        "notes": "nn.", "page": "p.",
        "spoken": "Note", "back": "Back to note", "picture": "Picture",
    },
    "de": {
        "contents": "Inhalt", "trl": "Übersetzt von", "edt": "Herausgegeben von", "ill": "Illustriert von",
        "win": "Mit einer Einleitung von", "ann": "Kommentiert von", "ctb": "Texteinrichtung", "source": "Quelle",
        "licence": "Lizenz", "identifier": "Kennung", "colophon": "Gesetzt aus der EB Garamond.", "and": "und",
        "chronology": "Zeittafel", "see": "siehe", "see also": "siehe auch", "also": "Auch", "note": "Anm.",
        "notes": "Anm.", "page": "S.",
        "person": "Personenregister", "place": "Ortsregister", "organisation": "Register der Organisationen",
        "work": "Werkregister",
        "spoken": "Anmerkung", "back": "Zurück zu Anmerkung", "picture": "Bild",
    },
    "fr": {
        "contents": "Table des matières", "trl": "Traduit par", "edt": "Édité par", "ill": "Illustré par",
        "win": "Introduction de", "ann": "Annoté par", "ctb": "Texte préparé par", "source": "Source",
        "licence": "Licence", "identifier": "Identifiant", "colophon": "Composé en EB Garamond.", "and": "et",
        "chronology": "Chronologie", "see": "voir", "see also": "voir aussi", "also": "Aussi", "note": "n.",
        "notes": "n.", "page": "p.",
        "person": "Index des personnes", "place": "Index des lieux", "organisation": "Index des organisations",
        "work": "Index des œuvres",
        "spoken": "Note", "back": "Retour à la note", "picture": "Image",
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

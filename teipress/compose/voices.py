"""Voices: whose note it is, if not the author's. See TEI P5, chapter 3.9.1 and att.global.responsibility."""

from __future__ import annotations

from teipress import names
from teipress.edition import Edition
from teipress.xml import XML_ID, Element, local

# What a @resp or @type may say in a word, where it points to nobody.
WORDS = {
    "translator": "Translator", "trans": "Translator", "transl": "Translator", "tr": "Translator", "trl": "Translator",
    "editor": "Editor", "editors": "Editor", "editorial": "Editor", "ed": "Editor", "eds": "Editor", "edt": "Editor",
    "author": "", "authorial": "", "auth": "", "aut": "",
}  # fmt: skip
TRANSLATING = ("translat", "übers", "trad", "перев", "vertal", "przekł", "tłum")
RESPONSIBLE = ("principal", "sponsor", "funder")


def voice(note: Element, edition: Edition) -> str:
    """Whose note it is (`Translator`, `Editor`, a name), empty for the author's, and where nobody says."""
    for pointer in (note.get("resp") or "").split():
        found = edition.ids.get(pointer.removeprefix("#"))
        said = _of(found, edition) if found is not None else WORDS.get(_bare(pointer))
        if said is not None:
            return said
    return WORDS.get(_bare(note.get("type") or ""), "")


def _bare(word: str) -> str:
    return word.removeprefix("#").strip(".").casefold()


def _of(element: Element, edition: Edition) -> str | None:
    """What somebody is to the edition; None for what is nobody."""
    for around in (element, *element.iterancestors()):
        match local(around):
            case "author":
                return ""
            case "editor":
                return (around.get("role") or "editor").capitalize()
            case "respStmt":
                said = names.words(around).casefold()
                return "Translator" if any(word in said for word in TRANSLATING) else "Editor"
            case "person" | "personGrp" | "org":
                return _of_entry(around, edition)
            case name if name in RESPONSIBLE:
                return "Editor"
            case _:
                pass
    return None


def _of_entry(entry: Element, edition: Edition) -> str | None:
    """What the header makes somebody of a register, or else the name."""
    statements = next(edition.tree.iter("{*}titleStmt"), None)
    for element in statements.iter("{*}*") if statements is not None else ():
        if f"#{entry.get(XML_ID)}" in (element.get("ref") or "").split():
            return _of(element, edition)
    named = next((names.words(e) for e in entry if local(e) in ("persName", "orgName", "name")), "")
    return named or None

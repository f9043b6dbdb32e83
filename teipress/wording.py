"""Wording: the words of the reading text of a TEI document, notes and readings apart, as `verify` expects them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from teipress import xml
from teipress.xml import Element, local

# Superscript figures are marks of notes in a PDF; as part of a text they count on neither side.
WORD = re.compile(r"[^\W_\u00b9\u00b2\u00b3\u2070-\u2079]+")
# Not read: records about the text, running heads, and the alternatives that the reading view does not print.
UNREAD = frozenset(
    (
        "teiHeader standOff facsimile fw figDesc index interp interpGrp spanGrp linkGrp joinGrp altGrp link "
        "join alt certainty precision respons del timeline xenoData listPrefixDef move gap pause "
        "shift fs fvLib listTranspose span"
    ).split()
)
PREFERRED = {"choice": ("corr", "reg", "expan", "ex")}
# Elements that run on within a word; every other border ends one.
WITHIN_WORDS = frozenset(
    (
        "hi emph foreign seg c ex am expan abbr corr sic orig reg supplied unclear add subst choice app lem "
        "rdg g anchor note pb cb gb milestone persName placeName orgName name date term title q said quote "
        "soCalled mentioned ref num measure s w pc surplus damage distinct surname forename gap index "
        "handShift cl phr m rs time gloss geogName roleName index addName genName nameLink country settlement "
        "region label code ident"
    ).split()
)


@dataclass(slots=True)
class Words:
    """The words of a text: the running text's, and each note's."""

    text: list[str]
    notes: list[list[str]] = field(default_factory=list)


def of_tei(tree: Element) -> Words:
    """The words of the reading text of a TEI document, in order; notes apart."""
    notes: list[list[str]] = []
    noted = {e.get(xml.XML_ID) for e in tree.iter(xml.tei("note")) if e.get(xml.XML_ID)}
    parts: list[str] = []
    _collect(tree, parts, notes, noted)
    return Words(words_in("".join(parts)), notes)


def _collect(element: Element, parts: list[str], notes: list[list[str]], noted: set[str | None]) -> None:
    name = local(element)
    if not name or name in UNREAD:
        return
    if name == "note":
        inner: list[str] = []
        _inside(element, inner, notes, noted)
        notes.append(words_in("".join(inner)))
        return
    if name in ("lb", "pb", "cb", "gb"):
        # A break within a word swallows the white space about it: U+2060 WORD JOINER stands for that.
        parts.append("\u2060" if element.get("break") == "no" else " " if name == "lb" else "")
        return
    if name == "space":
        parts.append(" ")
        return
    if name == "pc" and element.get("force") == "weak":
        return
    if name == "ref" and (element.get("target") or "").removeprefix("#") in noted and len(element) == 0:
        return  # the mark of a note that stands elsewhere
    join = element.get("join")
    border = "" if name in WITHIN_WORDS else " "
    parts.append("\u2060" if join in ("left", "both") else border)
    if name == "app":
        _entry(element, parts, notes, noted)
    else:
        _inside(element, parts, notes, noted)
    parts.append("\u2060" if join in ("right", "both") else border)


def _entry(element: Element, parts: list[str], notes: list[list[str]], noted: set[str | None]) -> None:
    """An entry of the apparatus: its lemma, or its first reading, is text; each other reading stands on its own.

    Where an entry stands apart from the text, all of it does.
    """
    above = element.getparent()
    apart = (above is not None and local(above) == "listApp") or element.get("from") or element.get("to")
    options = [e for e in element.iter("{*}lem", "{*}rdg") if next(e.iterancestors("{*}app")) is element]
    shown = next((e for e in options if local(e) == "lem"), options[0] if options else None)
    for child in element.iter(*(f"{{*}}{name}" for name in ("lem", "rdg", "note", "witDetail", "wit"))):
        around = next(a for a in child.iterancestors("{*}app", "{*}lem", "{*}rdg", "{*}note", "{*}witDetail"))
        if around is not element:
            continue
        if child is shown and not apart:
            _inside(child, parts, notes, noted)
            continue
        inner: list[str] = []
        _inside(child, inner, notes, noted)
        notes.append(words_in("".join(inner)))


def _inside(element: Element, parts: list[str], notes: list[list[str]], noted: set[str | None]) -> None:
    parts.append(element.text or "")
    for child in _shown(element):
        _collect(child, parts, notes, noted)
        parts.append(child.tail or "" if child.getparent() is element else "")


def _shown(element: Element) -> Iterator[Element]:
    """The children that are read: of alternatives, the one the reading view prints."""
    preferred = PREFERRED.get(local(element))
    if preferred is None:
        yield from element
        return
    options = [child for child in element if local(child)]
    chosen = [child for child in options if local(child) in preferred]
    yield from (chosen or options)[:1]
    yield from (child for child in options if local(child) == "note" and child not in chosen)


def words_in(text: str) -> list[str]:
    """The words of *text*, in Unicode's composed form."""
    joined = re.sub(r"\s*(?:\u2060\s*)+", "", text).replace("\u00ad", "")
    return WORD.findall(unicodedata.normalize("NFC", joined))

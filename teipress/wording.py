"""Wording: the words of the reading text of a TEI document, notes and readings apart, as `verify` expects them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from teipress import xml
from teipress.xml import Element, in_word, local

# Superscript figures are marks of notes in a PDF; as part of a text they count on neither side.
WORD = re.compile(r"[^\W_\u00b9\u00b2\u00b3\u2070-\u2079]+")
# Not read: records about the text, running heads, and the alternatives that the reading view does not print.
UNREAD = frozenset(
    (
        "teiHeader standOff facsimile fw figDesc index interp interpGrp spanGrp linkGrp joinGrp altGrp link "
        "join alt certainty precision respons timeline when xenoData annotation listAnnotation listPrefixDef move "
        "pause shift fs fLib fvLib listTranspose transpose substJoin addSpan delSpan span binaryObject"
    ).split()
)
PREFERRED = ("corr", "reg", "expan", "ex")
# Elements that run on within a word; every other border ends one.
WITHIN_WORDS = frozenset(
    (
        "hi emph foreign seg c ex am expan abbr corr sic orig reg supplied unclear add subst choice app lem "
        "rdg g anchor note pb cb gb milestone persName placeName orgName name date term title "
        "mentioned ref num measure s w pc surplus damage distinct gap index restore retrace mod secl "
        "handShift cl phr m rs time geogName nameLink rhyme caesura metamark label code ident"
    ).split()
)


@dataclass(slots=True)
class Words:
    """The words of a text: the running text's, and each note's."""

    text: list[str]
    notes: list[list[str]] = field(default_factory=list)


def of_tei(tree: Element, cells_apart: bool = False) -> Words:
    """The words of the reading text of a TEI document, in order; notes apart, and if asked for cells of tables too."""
    notes: list[list[str]] = []
    noted = {e.get(xml.XML_ID) for e in tree.iter(xml.tei("note")) if e.get(xml.XML_ID)}
    walk = _Walk(notes, noted, frozenset(("note", "cell") if cells_apart else ("note",)))
    parts: list[str] = []
    _collect(tree, parts, walk)
    _annotations(tree, walk)
    return Words(words_in("".join(parts)), notes)


@dataclass(frozen=True, slots=True)
class _Walk:
    """What goes with the walk: the *notes* found, the ids of all notes, and what stands *apart* from running text."""

    notes: list[list[str]]
    noted: set[str | None]
    apart: frozenset[str]


def _annotations(tree: Element, walk: _Walk) -> None:
    """The notes apart from the text that speak of an element in it."""
    standoffs = list(tree.iter(xml.tei("standOff")))
    texts = [*tree.iter(xml.tei("text")), *tree.iter(xml.tei("sourceDoc"))] if standoffs else []
    ids = {e.get(xml.XML_ID) for text in texts for e in text.iter(xml.tei("*"))}
    for standoff in standoffs:
        for note in standoff.iter(xml.tei("note")):
            around = note.getparent()
            pointed = (note.get("targetEnd") or note.get("target") or "").split()[-1:]
            if around is None or local(around) not in ("standOff", "listAnnotation") or not pointed:
                continue
            if pointed[0].removeprefix("#") in ids:
                _collect(note, [], walk)


def _collect(element: Element, parts: list[str], walk: _Walk) -> None:
    name = local(element)
    if not name or name in UNREAD:
        return
    if name in walk.apart:
        inner: list[str] = []
        _inside(element, inner, walk)
        walk.notes.append(words_in("".join(inner)))
        parts.append(" ")  # what stands apart may part words
        return
    if name == "del" and not _restored(element):
        return
    if name in ("lb", "pb", "cb", "gb"):
        # A break within a word swallows the white space about it: U+2060 WORD JOINER stands for that.
        parts.append("\u2060" if in_word(element.get) else " " if name == "lb" else "")
        return
    if name == "pc" and element.get("force") == "weak":
        return
    if name == "ref" and (element.get("target") or "").removeprefix("#") in walk.noted and len(element) == 0:
        return  # the mark of a note that stands elsewhere
    join = element.get("join")
    border = "" if name in WITHIN_WORDS else " "
    parts.append("\u2060" if join in ("left", "both") else border)
    if name == "app":
        _entry(element, parts, walk)
    elif name == "w" and _is_built(element):
        for child in element:
            _collect(child, parts, walk)
    else:
        _inside(element, parts, walk)
    parts.append("\u2060" if join in ("right", "both") else border)


def _restored(element: Element) -> bool:
    """Whether a deletion was undone by who made it."""
    around = (local(above) for above in element.iterancestors() if local(above) in ("restore", "del"))
    return next(around, "") == "restore"


def _is_built(word: Element) -> bool:
    """Whether a word is made of parts alone: white space between these is none of its own."""
    parts = [local(child) for child in word if local(child)]
    beside = (word.text or "", *((child.tail or "") for child in word))
    return bool(parts) and parts.count("w") < 2 and not any(text.strip() for text in beside)


def _entry(element: Element, parts: list[str], walk: _Walk) -> None:
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
            _inside(child, parts, walk)
            continue
        inner: list[str] = []
        _inside(child, inner, walk)
        walk.notes.append(words_in("".join(inner)))


def _inside(element: Element, parts: list[str], walk: _Walk) -> None:
    parts.append(element.text or "")
    for child in _shown(element):
        _collect(child, parts, walk)
        parts.append(child.tail or "" if child.getparent() is element else "")


def _shown(element: Element) -> Iterator[Element]:
    """The children that are read: of alternatives, the one the reading view prints."""
    if local(element) != "choice":
        yield from element
        return
    options = [child for child in element if local(child)]
    preferred = (child for name in PREFERRED for child in options if local(child) == name)
    chosen = next(preferred, next(iter(options), None))
    yield from (child for child in options if child is chosen or local(child) == "note")


def words_in(text: str) -> list[str]:
    """The words of *text*, in Unicode's composed form."""
    joined = re.sub(r"\s*(?:\u2060\s*)+", "", text) if "\u2060" in text else text
    joined = joined.replace("\u00ad", "")
    return WORD.findall(unicodedata.normalize("NFC", joined))

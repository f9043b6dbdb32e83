"""Names: the words of a name as printed, what it is sorted by, and what makes two spellings one. See TEI P5, 13.2."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from teipress.xml import Element, in_word, local

BREAKS = ("lb", "pb", "cb", "gb", "milestone")
# Not words of the name: what is said beside it, and of two readings the one that the page does not print, or prints
# wrong.
BESIDE = ("note", "fw", "index", "desc", "certainty", "idno", "figure")
UNPRINTED = ("sic", "reg", "expan", "rdg")
PRINTED = ("corr", "orig", "abbr", "lem")
FORENAME, SURNAME = "forename", "surname"
PARTS = (FORENAME, SURNAME, "nameLink", "roleName", "genName", "addName")

_JOINT = "\ue000"  # stands for a break inside a word until white space is settled; no text may hold it
_SOFT_HYPHEN = "\u00ad"
_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ß": "ss"}
)
# What ASCII has besides letters and digits, and what it has besides those and spaces: most names need no more.
_SIGNS = {code: None for code in range(128) if not chr(code).isalnum()}
_SIGNS_BUT_SPACES = {code: None for code in _SIGNS if code != ord(" ")}


def words(element: Element, without: tuple[str, ...] = UNPRINTED) -> str:
    """The words of an element in one line: a line break is a space, unless it stands inside a word.

    Of two readings (`choice`, `app`) the elements named in *without* are left out.
    """
    raw = "".join(_pieces(element, without)) if len(element) else element.text or ""
    if _JOINT in raw:
        raw = re.sub(rf"\s*{_JOINT}[\s{_JOINT}]*", "", raw)
    return " ".join(raw.replace(_SOFT_HYPHEN, "").split())


def readings(element: Element) -> list[str]:
    """The words of an element as they may be read, where it offers two readings."""
    return list(dict.fromkeys((words(element), words(element, PRINTED)))) if len(element) else [words(element)]


def _pieces(element: Element, without: tuple[str, ...]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = local(child)
        if name in BREAKS:
            yield _JOINT if in_word(child.get) else " "
        elif name and name not in BESIDE and not (name in without and local(element) in ("choice", "app")):
            yield from _pieces(child, without)
            following = child.getnext()
            if name in PARTS and not child.tail and following is not None and local(following) in PARTS:
                yield " "
        yield child.tail or ""


def heading(element: Element) -> str:
    """A name as a register prints it: `Casal, Julián del` where its parts are tagged, else its words."""
    composed = _composed(element)
    return composed[0] if composed else words(element)


def forms(element: Element) -> list[str]:
    """All that a name element says a text may call the one it names, as printed first."""
    composed = _composed(element)
    found = [*composed, words(element)] if composed else [words(element)]
    return [form for form in dict.fromkeys(found) if form]


def _composed(element: Element) -> list[str]:
    """`Surname, Forename`, `Forename Surname` and the surname of a name made of tagged parts; none for others."""
    parts = [(name, words(child)) for child in element if (name := local(child)) in PARTS]
    if not parts or any((text or "").strip(" ,\n\t\r") for text in (element.text, *(child.tail for child in element))):
        return []
    given = " ".join(text for name, text in parts if name == FORENAME and text)
    link = " ".join(text for name, text in parts if name == "nameLink" and text)
    family = " ".join(text for name, text in parts if name == SURNAME and text)
    if not given or not family:
        return []
    after = f"{given} {link}".strip()
    return [f"{family}, {after}", " ".join(filter(None, (given, link, family))), family]


@lru_cache(maxsize=8192)
def sort_key(text: str) -> str:
    """What a name is sorted by: case, accents and points count for nothing; articles and spaces do.

    What stands before a comma is sorted first, so that `Smirnov, Vladimir` comes before `Smirnov Brothers`: a tab,
    which is less than a space, stands for the comma.
    """
    if text.isascii():
        parts = [part.translate(_SIGNS_BUT_SPACES) for part in text.lower().split(",")]
    else:
        parts = [
            "".join(c for c in part if unicodedata.category(c)[0] not in "PSC") for part in folded(text).split(",")
        ]
    return "\t".join(" ".join(part.split()) for part in parts)


@lru_cache(maxsize=8192)  # a text calls one person by one name many times
def plain(text: str) -> str:
    """A name's letters alone: equal for spellings that differ in case, accents, hyphens, points, spaces or breaks."""
    if text.isascii():
        return text.lower().translate(_SIGNS)
    return "".join(c for c in folded(text) if unicodedata.category(c)[0] in "LNM")


def folded(text: str) -> str:
    """Without case, and without the accents of Latin and Greek; in other scripts a mark makes another letter."""
    if text.isascii():
        return text.lower()
    found: list[str] = []
    base = ""
    # Twice, since what a sign stands for (℠) may be in capitals, and a small letter (ŉ) more than one.
    small = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    for character in unicodedata.normalize("NFKD", small):
        if not "\u0300" <= character <= "\u036f":
            base = character
        elif base < "\u0400":
            continue
        found.append(character)
    return unicodedata.normalize("NFC", "".join(found))

"""Headings: which lines are one, of what, and how it ranks. English, German, French, Italian and Spanish books."""

from __future__ import annotations

import re
from collections.abc import Sequence

from teipress import numerals
from teipress.encode import signs
from teipress.encode.measure import Measure
from teipress.encode.model import Heading, Line

MOST_LINES = 5
LABELS = {
    "volume": "volume|vol|tome|band|volumen",
    "part": "part|partie|teil|theil|parte",
    "book": "book|livre|buch|libro",
    "act": "act|acte|akt|aufzug|atto|acto",
    "chapter": "chapter|chap|chapitre|kapitel|capitel|capitolo|capítulo|caput|canto|chant|gesang|stave|lecture|letter|"
    "lettre|brief|essay|sermon|lesson|tale|erzählung|conte",
    "scene": "scene|scène|szene|auftritt|scena|escena",
    "section": "section|sect|abschnitt|paragraph|article|artikel",
}
# Headings without a number, by what they head; those of the front only if they stand before the first chapter.
FRONT = frozenset(
    """preface foreword contents dedication advertisement acknowledgments acknowledgements prologue introduction
    introductory illustrations errata abbreviations note vorwort vorrede inhalt inhaltsverzeichnis einleitung widmung
    préface avant-propos avertissement introduction dédicace prefazione prefacio prólogo indice índice""".split()
)
PREFATORY = re.compile(
    r"(?:the\s+|a\s+|an\s+)?(?:(?:author|editor|translator|publisher)[’']?s?\s+)?"
    r"(?:preface|foreword|advertisement|prefatory|introductory|note|to the reader|table of contents|"
    r"table des mati[èe]res|list of|contents|dedication|avant-propos|préface|vorwort|vorrede|einleitung|inhalt)\b",
    re.IGNORECASE,
)
BACK = frozenset(
    """appendix appendices index glossary bibliography notes anhang register nachwort afterword epilogue appendice
    annexe bibliographie postface""".split()
)
CHAPTERS = frozenset(
    """conclusion introduction prologue epilogue prolog epilog schluss schluß einleitung conclusione conclusión
    appendix index notes glossary bibliography anhang nachwort afterword postface""".split()
)
_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth last "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth "
    "premier première deuxième second seconde troisième quatrième cinquième sixième septième huitième neuvième dixième "
    "dernier dernière un deux trois quatre cinq six sept huit neuf dix "
    "eins zwei drei vier fünf sechs sieben acht neun zehn primo prima secondo seconda terzo terza quarto quarta quinto "
    "quinta primero primera segundo segunda tercero tercera"
).split()
_ORDINAL = "|".join(sorted(set(_NUMBERS), key=lambda w: (-len(w), w)))
_GERMAN = r"(?:erst|zweit|dritt|viert|fünft|sechst|sechs?t|siebent?|acht|neunt|zehnt|elft|zwölft|letzt)e[rsnm]?"
# Roman numerals with what a scan makes of them.
_ROMAN = r"[IVXLCDMivxlcdm1l|H]{1,8}"
_WORD = {kind: re.compile(rf"(?:the\s+)?(?:{names})\b\.?", re.IGNORECASE) for kind, names in LABELS.items()}
_AFTER = re.compile(
    rf"\s+(?:the\s+)?(?:{_ROMAN}|[0-9lIO]{{1,3}}|(?:{_ORDINAL})(?:-\w+)?|{_GERMAN})(?![\w’'])\s*[.:,;—–-]*\s*(?P<rest>.*)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?:the\s+|la\s+|le\s+)?(?:(?:{_ORDINAL})|{_GERMAN}|[0-9]{{1,2}}\.)\s+(?P<word>\w+)\b[.:—–-]*\s*(?P<rest>.*)",
    re.IGNORECASE,
)
_LONE = re.compile(r"(?:§\s*)?(?:[IVXLC]{1,7}|[0-9]{1,3})[.:]?|§\s*[0-9]+\.?")
_NUMBERED = re.compile(r"(?:[IVXLC]{1,7}|[0-9]{1,3})\s*[.):—–-]+\s+(?P<rest>\S.*)")
ENDS = re.compile(
    r"(?:the\s+end|finis|fin|ende|fine|finale|explicit|(?:end|ende|fin|fine) (?:of|de[rs]|du|de|del) .{1,40})\W*",
    re.IGNORECASE,
)


# A line of a table of contents: leaders, or a wide gap, and the number of a page.
_ENTRY = re.compile(r".*\w.*?(?:(?:\s*[.·…_]){3,}\s*|\s{3,})(?:[0-9]{1,4}|[ivxlc]{1,7})\.?")

_LEADERS = re.compile(r"(?:\s*[.·…_]){3}")


def entry(text: str, led: bool = False) -> bool:
    """Whether a line is one of a table of contents; *led*: with leaders, since a running head may have a gap too."""
    return bool(_ENTRY.fullmatch(text)) and (not led or bool(_LEADERS.search(text)))


def label(text: str) -> tuple[str, str] | None:
    """The kind that a heading's first line names (`CHAPTER II.` is a chapter), and what follows the number."""
    if entry(text):
        return None
    for kind, word in _WORD.items():
        match = word.match(text)
        if match:
            after = _AFTER.fullmatch(text, match.end())
            if after and _title(after["rest"], text):
                return kind, after["rest"]
    before = _BEFORE.fullmatch(text)
    if before:
        kind = next((k for k, names in LABELS.items() if before["word"].lower() in names.split("|")), "")
        if kind and _title(before["rest"], text):
            return kind, before["rest"]
    return None


def _title(rest: str, text: str) -> bool:
    """Whether what follows a number may be a title, and not the rest of a sentence."""
    if not rest or signs.capitals(text) > 0.8:
        return True
    return not signs.starts_lower(rest) and len(rest) < 60 and rest[-1] not in ",;:" and rest[0] not in ",;)"


def named(text: str) -> str:
    """`front`, `back` or `chapter` for a heading known by its name (PREFACE, INDEX), else nothing."""
    plain = re.sub(r"[^\w\s’'-]", "", text).strip().casefold()
    words = plain.split()
    if not words or len(words) > 8:
        return ""
    if plain in FRONT or PREFATORY.match(plain):
        return "front"
    if plain in BACK or (words[0] in BACK and len(words) < 4):
        return "back"
    return "chapter" if plain in CHAPTERS else ""


def strong(line: Line, measure: Measure) -> bool:
    """Whether a line is a heading by its words alone: a label with its number, or a name, and nothing of a sentence."""
    text = line.text
    if entry(text) or (len(text) > 0.9 * measure.at(line) and not measure.reflowed):
        return False
    found = label(text)
    loud = signs.capitals(text) > 0.8
    if found:
        return loud or not found[1] or len(text) < 50
    return loud and bool(named(text))


def heading(
    lines: Sequence[Line], measure: Measure, top: bool, free: bool, centred: bool, after_label: bool
) -> Heading | None:
    """The heading that a group of lines is, if it is one.

    *top*: it begins its page; *free*: it is parted from what follows; *centred*: it is set in on both sides;
    *after_label*: a heading that is no more than a number stands before it.
    """
    text = " ".join(line.text for line in lines)
    first = lines[0].text
    if len(lines) > MOST_LINES or not any(sign.isalnum() for sign in text) or not _may_head(lines, measure):
        return None
    found = label(first)
    if found and (free or signs.capitals(text) > 0.8) and len(lines) < 4:
        return Heading(tuple(lines), found[0], not found[1] and len(lines) == 1)
    loud = signs.capitals(text) > 0.9 and sum(sign.isalpha() for sign in text) > 2
    if len(lines) == 1 and free and _LONE.fullmatch(first) and (numerals.value(first.strip("§.: ")) or centred or top):
        return Heading(tuple(lines), "number", True)
    match = _NUMBERED.fullmatch(first)
    if match and free and signs.capitals(text) > 0.9:
        return Heading(tuple(lines), "number")
    if loud and (free or centred):
        return Heading(tuple(lines), _kind(text, "capitals"))
    if free and (named(text) and len(text) < 50) and text[-1] not in ",;:":
        return Heading(tuple(lines), _kind(text, "title"))
    if (
        free
        and after_label
        and len(lines) < 3
        and (centred or _title_case(text.rstrip(".")))
        and text[-1] not in "!?:;,"
    ):
        return Heading(tuple(lines), "title")
    if free and (top or centred or lines[0].gap > 1) and _title_case(text) and len(lines) < 3:
        return Heading(tuple(lines), "title")
    return None


def _may_head(lines: Sequence[Line], measure: Measure) -> bool:
    """Whether the ends of the lines leave room for a heading: none is full, none opens a quotation or list."""
    text = lines[0].text
    if text[0] in '“"‘«„*([{-—–•' or lines[-1].text[-1] in ",;":
        return False
    loud = signs.capitals(" ".join(line.text for line in lines)) > 0.9
    return measure.reflowed or all(len(line.text) < (1.0 if loud else 0.8) * measure.at(line) for line in lines)


def _kind(text: str, otherwise: str) -> str:
    name = named(text)
    return {"front": "front", "back": "back", "chapter": "chapter"}.get(name, otherwise)


def _title_case(text: str) -> bool:
    """Whether a line is set as a title: its longer words with capitals, no point at its end."""
    if text[-1] in ".!?:;,—–-…" or any(sign in text for sign in "*†|"):
        return False
    every = signs.words(text)
    words = [word for word in every if len(word) > 3] or every
    return bool(words) and len(text) < 60 and sum(w[0].isupper() for w in words) >= 0.75 * len(words)

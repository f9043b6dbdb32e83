"""Characters: those that are damage, traps, or right today and unreadable tomorrow. See TEI P5, chapters vi and 5."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from teipress.checks.rule import Found, Rule
from teipress.checks.survey import Survey, plain
from teipress.checks.walk import END, MARKS
from teipress.diagnostics import Severity
from teipress.xml import local

# Patterns that few texts need are compiled when they are; the larger the sets of characters, the longer it takes.
_WORD = rf"[^\s{MARKS}]*"
_LOST = "\ufffd"
_CONTROL = "[\x7f-\x84\x86-\x9f]"
_PRIVATE = "[\ue000-\uf8ff\U000f0000-\U0010fffd]"
_INVISIBLE = "[\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff\U000e0000-\U000e007f]"
_TURNING = "[\u202a-\u202e\u2066-\u2069]"
_LIGATURE = "[\ufb00-\ufb06]"
_LATIN, _CYRILLIC, _GREEK = "A-Za-z\u00c0-\u024f", "\u0400-\u052f", "\u0370-\u03ff\u1f00-\u1fff"
_COMPOSABLE = rf"[{_LATIN}{_CYRILLIC}{_GREEK}\u0300-\u036f\u1e00-\u1eff\u2126\u212a\u212b]+"
_SIGNS = (
    "\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ue000-\uf8ff\ufb00-\ufb06\ufeff\ufffd"
    "\U000e0000-\U000e007f\U000f0000-\U0010fffd"
)
# A text is searched once, for the signs of all rules and for letters that may be mistaken for Latin ones.
_STRANGE, _ODD = f"[{_SIGNS}]", f"[{_SIGNS}{_CYRILLIC}{_GREEK}]+"
# Letters that look like those of another script.
_LIKE_CYRILLIC = frozenset("aceopxyABCEHKMOPTXYijsIJSë")
_LIKE_LATIN = frozenset("асеорхуАВСЕНКМОРТХУіјѕІЈЅѐёοΑΒΕΖΗΙΚΜΝΟΡΤΥΧνιυ")
_LIKE_GREEK = frozenset("oABEZHIKMNOPTYXviu")
# Where the bidirectional and joining signs are part of spelling.
_RIGHT_TO_LEFT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
_JOINED = "[\u0590-\u109f\u1780-\u18af\ufb1d-\ufdff\ufe70-\ufefc]"
_UNSPACED = "[\u0e00-\u109f\u1780-\u17ff\u2e80-\u9fff]"
NAMES = {
    "\u00ad": "a soft hyphen", "\u200b": "a zero-width space", "\u200c": "a zero-width non-joiner",
    "\u200d": "a zero-width joiner", "\u200e": "a left-to-right mark", "\u200f": "a right-to-left mark",
    "\ufeff": "a byte order mark", "\u2060": "a word joiner",
}  # fmt: skip


def _odd(survey: Survey) -> Iterator[tuple[int, int]]:
    """Where runs of strange signs, or of letters that are not Latin, begin and end."""
    if "odd" not in survey.places:
        odd = re.compile(_ODD)
        some = odd.search("".join(set(survey.text)))  # most texts have none of them
        survey.places["odd"] = [place for match in survey.search(odd) for place in match.span()] if some else []
    places = iter(survey.places["odd"])
    return zip(places, places, strict=True)


def _strange(survey: Survey, pattern: str) -> Iterator[tuple[int, str]]:
    """Where the characters of a pattern stand."""
    if "strange" not in survey.places:
        found = (match.start() for span in _odd(survey) for match in re.compile(_STRANGE).finditer(survey.text, *span))
        survey.places["strange"] = list(found)
    for place in survey.places["strange"]:
        if re.match(pattern, survey.text[place]):
            yield place, survey.text[place]


def _kinds(found: Iterable[tuple[int, str]]) -> dict[str, list[int]]:
    """The places of each character."""
    kinds: dict[str, list[int]] = {}
    for place, sign in found:
        kinds.setdefault(sign, []).append(place)
    return kinds


def replacement_characters(survey: Survey) -> Iterator[Found]:
    """A replacement character (U+FFFD): a letter was lost.

    A program that could not read a letter put this sign in its place. What it was can only be found in the source.

    Example: `Caf\ufffd`.
    Remedy: look the letter up, and write it.
    """
    for place, sign in _strange(survey, _LOST):
        if survey.text[place - 1] == sign:
            continue
        word = _around(survey, place)
        yield Found(place, f"a letter was lost in “{word}” (U+FFFD)", "look it up in the source", f"“{word}”")


def control_characters(survey: Survey) -> Iterator[Found]:
    """A control character in the text.

    Those from U+0080 to U+009F come of text in Windows-1252 that was read as Latin-1: quotation marks, dashes and
    apostrophes that are seen nowhere.

    Example: U+0092 where an apostrophe is meant.
    Remedy: write the character that is meant; the hint names it.
    """
    for place, sign in _strange(survey, _CONTROL):
        meant = sign.encode("latin-1").decode("cp1252", "ignore").replace("\x7f", "")
        word = _around(survey, place).replace(sign, "·")
        hint = f"{meant} is meant, most likely" if meant else "take it out"
        yield Found(place, f"a control character ({_code(sign)}) in “{word}”", hint, f"{_code(sign)} in “{word}”")


def private_characters(survey: Survey) -> Iterator[Found]:
    """A character of private use.

    What it looks like is known to one font only; everywhere else it is a box, and no search finds it. Each is told
    once, where it first occurs.

    Example: U+E8B7, which some fonts for medievalists show as a letter.
    Remedy: write the character that Unicode has, or `<g ref="…"/>` with a `char` or `glyph` that says what it is.
    """
    declared = {c for e in survey.all("mapping", "charName", "glyphName", "localProp") for c in "".join(e.itertext())}
    found = (known for known in _strange(survey, _PRIVATE) if known[1] not in declared)
    for sign, places in _kinds((place, s) for place, s in found if local(survey.owner(place)) != "g").items():
        message = f"{_code(sign)} is a character of private use{_often(places)}"
        yield Found(places[0], message, "write it as <g>, and describe it in charDecl", _code(sign))


def invisible_characters(survey: Survey) -> Iterator[Found]:
    """A character that nobody sees.

    Zero-width spaces, soft hyphens and their like come in with text copied from the web or a typesetter. Words that
    hold one are not found by a search, and sort elsewhere. Where a script needs such signs (Arabic, Indic, Khmer), they
    are left alone. Each kind is told once, where it first occurs.

    Example: `photo\u00adgrapher`, with a soft hyphen.
    Remedy: take it out; a division at a line's end is `<lb break="no"/>`.
    """
    found = ((place, sign) for place, sign in _strange(survey, _INVISIBLE) if not _needed(survey, place, sign))
    for sign, places in _kinds(found).items():
        name = NAMES.get(sign, "an invisible character")
        word = _around(survey, places[0]).replace(sign, "·")
        message = f"{name} ({_code(sign)}) in “{word}”{_often(places)}"
        yield Found(places[0], message, "take it out, unless it is meant", _code(sign))


def _needed(survey: Survey, place: int, sign: str) -> bool:
    """Whether an invisible character is part of spelling where it stands."""
    around = survey.text[max(place - 1, 0) : place + 2].replace(sign, "")
    if sign in "\u200c\u200d":
        return bool(re.search(_JOINED, around)) or not any(map(_latin, around))
    if sign == "\u200b":
        return bool(re.search(_UNSPACED, around))
    return sign in "\u200e\u200f\u061c" and bool(re.search(_RIGHT_TO_LEFT, survey.text))


def turning_characters(survey: Survey) -> Iterator[Found]:
    """A sign that turns the direction of writing.

    An override (U+202D, U+202E) shows letters in another order than they are stored: what is read is not what is there.
    Embeddings and isolates that are not closed within their paragraph spoil what follows.

    Example: U+202E in a name.
    Remedy: take it out; mark the language with xml:lang, which is enough for every reader.
    """
    flows: dict[int, list[int]] = {}
    for place, sign in _strange(survey, _TURNING):
        flows.setdefault(survey.text.find(END, place), []).append(place)
        if sign in "\u202d\u202e":
            message = f"an override of the writing direction ({_code(sign)}): letters are shown in another order"
            yield Found(place, message, "take it out", _code(sign))
    for places in flows.values():
        signs = [survey.text[place] for place in places]
        depth = sum(-1 if sign in "\u202c\u2069" else 1 for sign in signs)
        if depth and not {"\u202d", "\u202e"} & set(signs):
            what = "ended" if depth > 0 else "begun"
            message = f"a change of the writing direction ({_code(signs[0])}) is not {what} here"
            yield Found(places[0], message, "take it out; xml:lang is enough", _code(signs[0]))


def _latin(text: str) -> bool:
    return re.search(f"[{_LATIN}]", text) is not None


def mixed_scripts(survey: Survey) -> Iterator[Found]:
    """A word with letters of two scripts that look alike.

    Latin `a` and Cyrillic `а` cannot be told apart by eye. A search finds only one of them.

    Example: `Пeтроград` with a Latin e.
    Remedy: write all letters of the word in one script.
    """
    seen: set[str] = set()
    last = 0
    for start, end in _odd(survey):
        if start < last:
            continue  # in the same word
        if not (_latin(survey.text[start - 1]) or _latin(survey.text[end : end + 1])):
            continue
        word = _around(survey, start)
        behind = re.compile(_WORD).match(survey.text, end)
        last = behind.end() if behind else end
        letters = [c for c in word if c.isalpha()]
        latin = {c for c in letters if _latin(c)}
        others = set(letters) - latin
        cyrillic = any("\u0400" <= c <= "\u052f" for c in others)
        few = latin if len(latin) <= len(others) else others
        alike = (_LIKE_CYRILLIC if cyrillic else _LIKE_GREEK) if few is latin else _LIKE_LATIN
        if word in seen or len(letters) < 3 or not few or not few <= alike:
            continue
        seen.add(word)
        script = "Latin" if few is latin else "Cyrillic" if cyrillic else "Greek"
        shown = "".join(sorted(few))
        message = f"“{word}” mixes scripts: {shown} {'is' if len(few) == 1 else 'are'} {script}"
        yield Found(start, message, "write the word in one script", f"“{word}”")


def ligatures(survey: Survey) -> Iterator[Found]:
    """A ligature as a character of its own.

    The ﬁ of a font is no letter: `ﬁre` is not found by who looks for fire. Fonts join the letters by themselves. Each
    is told once, where it first occurs.

    Example: `ﬁre`.
    Remedy: write `fi`.
    """
    for sign, places in _kinds(_strange(survey, _LIGATURE)).items():
        letters = unicodedata.normalize("NFKC", sign)
        message = f"the ligature {sign} ({_code(sign)}) in “{_around(survey, places[0])}”{_often(places)}"
        yield Found(places[0], message, f"write {letters}", sign)


def not_composed(survey: Survey) -> Iterator[Found]:
    """A word that is not in Unicode's normal form (NFC).

    The same é can be stored as one character or as e and an accent. XML wants the first; with both in one edition, a
    search finds half of the words. Latin, Greek and Cyrillic are looked at.

    Example: `e` and U+0301 for é; U+1F71 for ά.
    Remedy: convert the text to NFC with your editor.
    """
    if unicodedata.is_normalized("NFC", survey.text):
        return
    told: set[str] = set()
    for match in survey.search(re.compile(_COMPOSABLE)):
        word = match[0]
        if word not in told and not unicodedata.is_normalized("NFC", word):
            told.add(word)
            composed = unicodedata.normalize("NFC", word)
            message = f"“{word}” is not in normal form (NFC): {' '.join(map(_code, _unlike(word, composed)))}"
            hint = f"write {_code(_unlike(composed, word)[0])}; your editor can convert the file to NFC"
            yield Found(match.start(), message, hint, f"“{word}”")


def _unlike(word: str, composed: str) -> str:
    """The characters of a word where it differs from its normal form."""
    start = next((i for i, (a, b) in enumerate(zip(word, composed, strict=False)) if a != b), 0)
    end = start + 1
    while end < len(word) and unicodedata.combining(word[end]):
        end += 1
    return word[start:end]


def _around(survey: Survey, position: int) -> str:
    """The word at a position."""
    start = position
    while start and re.fullmatch(_WORD, survey.text[start - 1]) and position - start < 30:
        start -= 1
    match = re.compile(_WORD).match(survey.text, position)
    end = min(match.end() if match else position, position + 30)
    return plain(survey.text[start:end]).rstrip(".,;:!?")


def _code(sign: str) -> str:
    return f"U+{ord(sign):04X}"


def _often(places: list[int]) -> str:
    return f", {len(places):,} times in all" if len(places) > 1 else ""


RULES = {
    "TXT-040": Rule(replacement_characters, Severity.WARNING, "letters were lost (U+FFFD)"),
    "TXT-041": Rule(control_characters, Severity.WARNING, "control characters in the text"),
    "TXT-042": Rule(private_characters, Severity.NOTE, "characters of private use"),
    "TXT-043": Rule(invisible_characters, Severity.NOTE, "kinds of invisible characters"),
    "TXT-044": Rule(turning_characters, Severity.WARNING, "changes of the writing direction"),
    "TXT-045": Rule(mixed_scripts, Severity.WARNING, "words mix scripts"),
    "TXT-046": Rule(ligatures, Severity.NOTE, "ligatures as characters"),
    "TXT-047": Rule(not_composed, Severity.NOTE, "words are not in normal form (NFC)"),
}

"""Points: two where one belongs, lost ones in initials, a comma for a point, no space after one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from teipress.encode import signs
from teipress.encode.habits import Habits
from teipress.encode.model import Line
from teipress.encode.suspects import Stretch, Suspect

_JOINED = re.compile(r"(?<=[a-zà-ÿ])[.,;:!?](?=[^\W\d_]{2})")
_INITIALS = re.compile(r"(?:[A-Z]{1,3}|[0-9])(?:\.[A-Z0-9]{1,3})+\.?")
_RIGHT_INITIALS = re.compile(r"(?:[A-Z]\.){2,}")
_DOUBLE = re.compile(r"[.,;:][,;:]|[,;:]\.(?!\.)|(?<!\.)\.\.(?!\.)")
_ABBREVIATED = re.compile(r"\b(?:etc|Mr|Mrs|Dr|St|Co|vol|[a-z]|[A-Z])\.[,;:]")
_TWO = re.compile(r"(?<=[^\W\d_])\. \.(?=$|\s[^\s.])")
_LAST_COMMA = re.compile(r"[\w)][,;]$|[\w)],\s-$|[\w)],(?=\s\.\s?\.)")
# Words that begin a sentence oftener than they follow a comma with a capital.
BEGINNERS = frozenset(
    """the this that these those they he she it we you his her its their our in on at by for from with when where while
    why how but and or if as there then after before what who which however nothing no not all some many one
    le la les il elle ils elles nous vous ce cette ces dans mais et si pour par quand""".split()
)


def joined(line: Line, start: int, end: int, habits: Habits) -> Suspect | None:
    """Two words with a point and no space between them."""
    token = line.text[start:end]
    if "/" in token or "@" in token or token.lower().startswith("www") or re.search(r"\b[a-z]\.", token):
        return None
    for match in _JOINED.finditer(token):
        left = signs.words(token[: match.start()])[-1:]
        if left and len(left[0]) > 1:
            at = match.start()
            made = (f"{token[: at + 1]} {token[at + 1 :]}", f"{token[:at]} {token[at + 1 :]}")
            return Suspect(line, start, end, made, "no space between two words", True)
    return None


def doubled(line: Line, start: int, end: int, habits: Habits) -> Suspect | None:
    """Two points where one belongs."""
    token = line.text[start:end]
    match = _DOUBLE.search(token)
    if not match or not any(sign.isalnum() for sign in token) or _ABBREVIATED.search(token):
        return None
    if match[0] == ".," and re.search(r"[^\W\d_]{1,5}\.,", token) and re.match(r"\s*[a-z(0-9]", line.text[end:]):
        return None
    made = tuple(token[: match.start()] + sign + token[match.end() :] for sign in dict.fromkeys(match[0]))
    return Suspect(line, start, end, made, "two points in a row", True)


def initials(line: Line, start: int, end: int, habits: Habits) -> Suspect | None:
    """Initials with a point lost or a letter misread."""
    token = line.text[start:end].strip("“”‘’\"'(),;:*—")
    token = re.sub(r"[’']s$", "", token)
    letters = re.sub(r"[^A-Z]", "", token)
    if not letters or not _INITIALS.fullmatch(token) or _RIGHT_INITIALS.fullmatch(token):
        return None
    wanted = f"{'.'.join(letters)}."
    near = [known for known in sorted(habits.initials) if known == wanted or _like(known, token)]
    at = line.text.index(token, start)
    return Suspect(line, at, at + len(token), tuple(dict.fromkeys([*near[:1], wanted])), "initials", True)


def _like(known: str, token: str) -> bool:
    """Whether initials differ in one letter at most."""
    a, b = known.replace(".", ""), token.replace(".", "")
    return len(a) > 2 and abs(len(a) - len(b)) < 2 and sum(x == y for x, y in zip(a, b, strict=False)) >= len(a) - 1


def comma(line: Line, start: int, end: int, habits: Habits) -> Suspect | None:
    """A comma before a common word with a capital, where a point is likelier."""
    token = line.text[start:end]
    if habits.language == "de" or not re.search(r"\w{2,},$", token):
        return None
    following = signs.first_word(line.text[end:]) or signs.first_word(habits.flow.get(line.place, ""))
    word = re.fullmatch(r"([^\W\d_]+)(?:[’'][a-z]+)?[.,]?", following)
    if not word or not word[1][0].isupper() or word[1].casefold() not in BEGINNERS:
        return None
    return Suspect(line, start, end, (token[:-1] + ".",), "comma before a capital")


def loose(stretch: Stretch, habits: Habits) -> Iterator[Suspect]:
    """Points that stand apart, two of them; paragraphs and notes that end with a comma."""
    for index, line in enumerate(stretch.lines):
        for match in _TWO.finditer(line.text):
            yield Suspect(line, match.start(), match.end(), (". . . .",), "two points")
        last = stretch.note and index == len(stretch.lines) - 1
        found = _LAST_COMMA.search(line.text) if last or habits.ends(line.place) else None
        if found and len(line.text) > 1:
            start = line.text.rfind(" ", 0, found.start()) + 1
            made = line.text[start : found.end()].rstrip(" -,;") + "."
            yield Suspect(line, start, found.end(), (made,), "a comma at the end")

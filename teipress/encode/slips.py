"""Slips: figures, capitals and stray signs where none belong, which tell a misread word without any word list."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from teipress.encode import points, quotemarks, signs
from teipress.encode.habits import Flow, Habits, habits
from teipress.encode.model import Line
from teipress.encode.suspects import Stretch, Suspect
from teipress.encode.vocabulary import Vocabulary

LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
FIGURES = {"1": "liI", "0": "oO", "5": "sS", "6": "bö", "8": "B", "2": "za", "3": "e", "4": "a"}
_MIXED = re.compile(r"(?=\w*[^\W\d_])(?=\w*\d)\w+")
_ORDINAL = re.compile(
    r"\d+(?:st|nd|rd|th|d|er|re|e|ème|me|º|ª|s|ff?|vo|mo|to|a|b|bis|p|l|½|°)|[A-Za-z]{1,2}\d+|\d+[A-Za-z]|\d+[x×]\d+",
    re.IGNORECASE,
)
_ODD = re.compile(r"[\]\[{}|\\<>^_~=@#$&+•¢©®™°¤¥€�]")
_FIRST = re.compile(r"[!?.,)\]}{|\\^~_=+](?=[^\W\d_]{2})|[;:](?=[^\W\d_])")
_CAPITAL_INSIDE = re.compile(
    r"(?!(?:Mac|Mc|Mic|De|Di|La|Le|Van|Von|Fitz|O[’'])[A-Z])[A-Z]*[a-zà-ÿ]+[A-ZÀ-Þ]\w*|[A-Z]{2,}[a-z]+\w*"
)
_ROMAN_SLIP = re.compile(r"I{0,3}(?:IT|Il|lI|ll|II[l1T]|[1l]I+|T[I1l]+)")
_ALONE = re.compile(r"[‘’'\"“”|:;,.*°™^`~_\-«»!\[\](){}<>•]+")
_NUMBERED = re.compile(r"\b(?:no|vol|p|pp|ch|art|note)\.$", re.IGNORECASE)
_UNITS = frozenset(
    """oz lb lbs ib ibs ft in inch inches yards miles cent cents francs marks pounds per percent million thousand
    hundred dozen pence shillings to and or of p pp vol no""".split()
)
# Most tokens: there is nothing to be seen on them.
_PLAIN = re.compile(r"(?:[a-zß-öø-ÿ]{2,}|(?!T[tn])[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+)[.;:!?]?|a")
Check = Callable[[Line, int, int, Habits], Suspect | None]


def slips(stretches: Sequence[Stretch], vocabulary: Vocabulary, flow: Flow) -> list[Suspect]:
    """Suspects told by signs. *flow* gives what follows each line within its paragraph, nothing after the last."""
    usual = habits(stretches, vocabulary, flow)
    made: list[Suspect] = []
    for stretch in stretches:
        for line, start, end in stretch.tokens():
            if not _PLAIN.fullmatch(line.text, start, end):
                found = (check(line, start, end, usual) for check in CHECKS)
                made += [suspect for suspect in found if suspect is not None][:1]
        made.extend(points.loose(stretch, usual))
        made.extend(quotemarks.unbalanced(stretch, usual))
    return made


def _ligature(line: Line, start: int, end: int, habits: Habits) -> Suspect | None:
    """A ligature that is a sign of its own."""
    token = line.text[start:end]
    made = token.translate(LIGATURES)
    return Suspect(line, start, end, (made,), "ligature", True) if made != token else None


def _single(line: Line, start: int, end: int, habits: Habits) -> Suspect | None:
    """A figure or letter alone that stands for another: 1, l, T for I; 2 for a. In English only."""
    token = line.text[start:end].rstrip(",;")
    if habits.language != "en":
        return None
    if re.search(r"[—“‘(][1T]$", token) and re.match(r"\s[a-z]", line.text[end:]):
        return Suspect(line, end - 1, end, ("I",), f"{token[-1]} for I")
    if re.match(r"[I1]’(?!(?:ve|m|ll|d)\b)(?=\w)", token):
        return Suspect(line, start, start + 1, ("l",), "I for l")
    following = signs.first_word(line.text[end:]).rstrip(".,;:!?")
    if token == "2":
        one = following.isalpha() and following.islower() and following not in _UNITS and not following.endswith("s")
        return Suspect(line, start, start + 1, ("a",), "2 for a") if one else _last_two(line, start, end)
    if token == "1":
        return _one(line, start, following)
    if token in ("l", "T", "!", "|", "]", "I’", "1’"):
        return Suspect(line, start, start + len(token), ("I",), f"{token} for I")
    return None


def _last_two(line: Line, start: int, end: int) -> Suspect | None:
    """A 2 at the end of a line, where no number was announced."""
    announced = line.text[:start].rstrip().endswith((".", "p", "vol"))
    return None if line.text[end:].strip() or announced else Suspect(line, start, start + 1, ("a",), "2 for a")


def _one(line: Line, start: int, following: str) -> Suspect | None:
    """A 1 alone, unless it counts or numbers something."""
    before = line.text[:start].rstrip()
    if not following:
        return Suspect(line, start, start + 1, ("I", ""), "1 alone at the end of a line")
    if _NUMBERED.search(before) or before[-1:].isdigit() or following.casefold() in _UNITS or not following.islower():
        return None
    return Suspect(line, start, start + 1, ("I",), "1 for I")


def _figures(line: Line, start: int, end: int, habits: Habits) -> Suspect | None:
    """Figures within a word."""
    for match in _MIXED.finditer(line.text, start, end):
        word = match[0]
        if _ORDINAL.fullmatch(word) or sum(map(str.isalpha, word)) < 2:
            continue
        figure = next(sign for sign in word if sign.isdigit())
        made = tuple(word.replace(figure, letter) for letter in FIGURES.get(figure, ""))
        known = tuple(option for option in made if option in habits.vocabulary)
        return Suspect(line, match.start(), match.end(), known or made, "figure in a word", True)
    return None


def _odd(line: Line, start: int, end: int, habits: Habits) -> Suspect | None:
    """A sign that no word has, in it or before it."""
    token = line.text[start:end]
    if end == len(line.text) and signs.hyphenated(token):
        token, end = token[:-1], end - 1
    if not any(sign.isalpha() for sign in token):
        return None
    for match in _ODD.finditer(token):
        at, sign = match.start(), match[0]
        if _at_home(sign, token, at, line.text):
            continue
        made = _replaced(token, at, "lif", habits) or (token[:at] + token[at + 1 :],)
        if sign in "™°":
            made = (f"{token[:at]}”{token[at + 1 :]}", f"{token[:at]}*{token[at + 1 :]}")
        return Suspect(line, start, end, made, "sign within a word", True)
    if _FIRST.match(token) and not (token[0] == "." and line.text[:start].rstrip().endswith(".")):
        made = _replaced(token, 0, "ifl", habits) or (token[1:],)
        return Suspect(line, start, end, made, "sign before a word", True)
    return None


def _at_home(sign: str, token: str, at: int, text: str) -> bool:
    """Whether a sign has its place beside a word: brackets, money, degrees, an ampersand."""
    if sign == "[":
        return at == 0 or not token[at - 1].isalpha() or "]" in text
    if sign == "]":
        return not token[at - 1 : at].isalpha() or "[" in text or at < len(token) - 1
    if sign in "$€¥":
        return token[at + 1 : at + 2].isdigit()
    return sign in "&@" or (sign == "°" and token[at - 1 : at].isdigit())


def _replaced(token: str, at: int, letters: str, habits: Habits) -> tuple[str, ...]:
    """The words that a token is with a letter, or nothing, in the place of a sign."""
    options = (token[:at] + letter + token[at + 1 :] for letter in (*letters, ""))
    return tuple(option for option in options if option.strip(".,;:!?”") in habits.vocabulary)


def _capitals(line: Line, start: int, end: int, habits: Habits) -> Suspect | None:
    """Capitals in the middle of a word, as small capitals are read; roman numerals with a letter in them; Tt for It."""
    for match in re.finditer(r"[^\W\d_]{2,}", line.text[start:end]):
        word, a, b = match[0], start + match.start(), start + match.end()
        numbered = line.text[:a].rstrip()[-1:].isalpha() and signs.capitals(line.text) < 0.5
        if numbered and _ROMAN_SLIP.fullmatch(word):
            return Suspect(line, a, b, (re.sub("[Tl1]", "I", word),), "roman numeral", True)
        if len(word) > 3 and _CAPITAL_INSIDE.fullmatch(word) and habits.capitals[word] < 3:
            return Suspect(line, a, b, (word[0] + word[1:].lower(),), "capital within a word", True)
        if re.match("T[tn]", word) and (option := "I" + word[1:]) in habits.vocabulary:
            return Suspect(line, a, b, (option,), "T for I", True)
    return None


def _alone(line: Line, start: int, end: int, habits: Habits) -> Suspect | None:
    """Signs that stand alone between spaces."""
    token = line.text[start:end]
    before, after = line.text[:start].rstrip(), line.text[end:].lstrip()
    if not _ALONE.fullmatch(token) or signs.ornament(line.text) or _usual_alone(token, before, after, line, habits):
        return None
    if token == ".":
        lonely = not before.endswith(".") and not after.startswith((".", "…"))
        return Suspect(line, start, end, (". . .", ""), "a point alone") if lonely and (before or after) else None
    return Suspect(line, start, end, ("—",) if token == "-" and before and after else ("",), "signs alone", True)


def _usual_alone(token: str, before: str, after: str, line: Line, habits: Habits) -> bool:
    """Whether signs may stand alone: points of suspension, a row of signs, spaced points as in French."""
    if token[0] in ".…" and (before.endswith((".", "…")) or token in ("..", "...", "....", "…")):
        return True
    if len(set(token)) == 1 and token[0] in "*-_~" and (len(token) > 2 or line.text.split().count(token) > 2):
        return True
    if token in ("!", ";", ":", ",", "«", "»") and before and after:
        return True
    if token in ('"', "“", "”", "'", "‘", "’") or token == "-":
        return not habits.curly
    return (token == "[" and not after.startswith(".")) or (token[0] in "[(" and token[-1] in "])")


def _hyphen(line: Line, start: int, end: int, habits: Habits) -> Suspect | None:
    """A hyphen before a word, in the middle of a line."""
    token = line.text[start:end]
    if not re.match(r"-(?=[a-z])", token) or not line.text[:start].strip():
        return None
    return Suspect(line, start, end, (token[1:],), "hyphen before a word")


CHECKS: tuple[Check, ...] = (
    _ligature, _single, _alone, points.initials, quotemarks.inside, quotemarks.marks, points.joined, _odd, _figures,
    points.doubled, _capitals, points.comma, _hyphen,
)  # fmt: skip

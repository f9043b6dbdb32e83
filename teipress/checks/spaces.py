"""Spaces: lost or doubled where tags stand, and about punctuation. See TEI P5, chapter v (white space)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from teipress.checks.rule import Cut, Found, Rule
from teipress.checks.survey import Survey, plain
from teipress.checks.walk import CLOSE, MARKS, OPEN
from teipress.diagnostics import Severity
from teipress.xml import local

NAMES = frozenset("persName placeName orgName geogName name title date objectName eventName".split())
# Tags that stand around whole words, so that the words on both sides are words of their own.
AROUND_WORDS = NAMES | frozenset("emph foreign q said soCalled mentioned term ref quote hi gloss bibl author".split())
TOKENS = frozenset("w pc c m".split())
BLANK = f" \t\n\r{MARKS}"
# A search is quick if a pattern begins with what is rare; what must stand before it is looked at afterwards.
_LETTER, _UPPER, _SPACED_SCRIPT = r"[^\W\d_]", "[A-ZÀ-ÖØ-ÞА-Я]", "[A-Za-zÀ-ɏͰ-ϿЀ-ӿ]"
_TAGS = re.compile(rf"(?<=[\w.!?;,])[{OPEN}{CLOSE}]+(?={_LETTER})")
_AFTER_OPENING = re.compile(rf"{OPEN} (?=[^\s{MARKS}])")
_BEFORE_CLOSING = re.compile(rf" {CLOSE}+ (?=[^\s{MARKS}])")
_SPACES = re.compile(rf"  +(?=[^\s{MARKS}])")
_BEFORE_A_STOP = re.compile(rf" [{OPEN}{CLOSE}]*(?:[,.](?![\w.…]| ?\.)|[;:!?](?!\w))")
_STOP = re.compile(rf"[,;.!?](?={_LETTER}{{2}})({_LETTER}+)(?![\w@/]|\.\w)")
_WORD_BEFORE, _WORD_BEHIND = re.compile(rf"(?<!\w){_LETTER}+$"), re.compile(rf"{_LETTER}+(?![\w{MARKS}])")
UNCOMPOUNDED = ("en", "fr", "es", "it", "pt", "ca")  # languages that do not make one word of two
SPACED_STOPS = ("fr", "fra", "fre", "")  # languages that set a space before ; : ! ?
RARE = 0.02  # what happens more often than this is no slip but the edition's way


def _tokens(survey: Survey) -> bool:
    """Whether the encoding carries the spaces: words and marks are elements."""
    return bool(survey.named.get("w")) and bool(survey.named.get("pc"))


def lost_spaces(survey: Survey) -> Iterator[Found]:
    """A space was lost where a tag stands.

    Two words run together in every format. It is told where a name begins in the middle of letters, where a sentence
    begins at once behind a full stop, and where two words of this text meet that it never writes as one.

    Example: `he saw<persName>Lenin</persName>`; `<hi>both</hi>and`.
    Remedy: put a space before the tag or behind it.
    """
    if _tokens(survey):
        return
    text = survey.text
    for match in survey.search(_TAGS, "text"):
        start, end = match.span()
        before, behind = text[start - 1], text[end]
        if not (before.isalpha() or before in ".!?;,"):
            continue
        tags = {local(survey.owner(i)) for i in range(start, end)}
        if before.isalpha() and behind.isupper() and tags & NAMES and text[start] == OPEN:
            if re.match(_SPACED_SCRIPT, before):
                yield _lost(survey, start, end)
        elif tags <= AROUND_WORDS:
            if before.isalpha():
                if _two_words(survey, start, end):
                    yield _lost(survey, start, end, Severity.NOTE)
            elif behind.isupper() and text[end + 1].isalpha() and text[start - 3 : start - 1].isalpha():
                yield _lost(survey, start, end)


def _two_words(survey: Survey, start: int, end: int) -> bool:
    """Whether the letters on both sides of some tags are words of this text that it never writes as one."""
    before = _WORD_BEFORE.search(survey.text, max(start - 30, 0), start)
    behind = _WORD_BEHIND.match(survey.text, end)
    if not before or not behind or survey.language(survey.owner(end)).partition("-")[0] not in UNCOMPOUNDED:
        return False
    left, right = before[0].casefold(), behind[0].casefold()
    if len(left + right) < 5:
        return False
    text = survey.lowered()
    if left + right in text or min(text.count(left), text.count(right)) < 4:
        return False  # a quick look, since counting words takes time
    known = survey.words()
    return min(known.count(left), known.count(right)) > 3


def _lost(survey: Survey, start: int, end: int, severity: Severity | None = None) -> Found:
    left, right = survey.text[max(start - 25, 0) : start], survey.text[end : end + 25]
    left = re.split(rf"[\s{MARKS}]", left)[-1]
    right = re.split(rf"[\s{MARKS}]", right)[0]
    tags = "".join(_tag(survey, i) for i in range(start, end))
    message = f"a space is missing between “{left}” and “{right}”, at {tags}"
    return Found(start - 1, message, "put a space before the tag or behind it", f"“{left}{right}”", severity=severity)


def _tag(survey: Survey, position: int) -> str:
    return f"<{'/' if survey.text[position] == CLOSE else ''}{local(survey.owner(position))}>"


def doubled_at_tags(survey: Survey) -> Iterator[Found]:
    """A space on both sides of a tag.

    One of them is too many: it shows where white space is kept, and goes astray in every conversion.

    Example: `the <hi> old</hi> man`.
    Remedy: keep the space outside the element. `--fix` does.
    """
    text = survey.text
    for pattern in (_AFTER_OPENING, _BEFORE_CLOSING):
        for match in survey.search(pattern, "text"):
            inner = match.start() + (pattern is _AFTER_OPENING)
            start, end = _tags_at(text, match.start() + (pattern is _BEFORE_CLOSING))
            outer = start - 1 if pattern is _AFTER_OPENING else inner - 1
            if pattern is _AFTER_OPENING and (text[outer] != " " or text[outer - 1] in BLANK):
                continue
            if text[outer] in BLANK and pattern is _BEFORE_CLOSING:
                continue
            if any(local(survey.owner(i)) in TOKENS for i in range(start, end)):
                continue
            tags = "".join(_tag(survey, i) for i in range(start, end))
            message = f"a space on both sides of {tags}"
            yield Found(inner, message, "keep the one outside the element", tags, mending=Cut(inner, inner + 1))


def _tags_at(text: str, place: int) -> tuple[int, int]:
    """From where to where tags of one kind stand side by side."""
    start, end = place, place + 1
    while text[start - 1] == text[place]:
        start -= 1
    while text[end] == text[place]:
        end += 1
    return start, end


def doubled_spaces(survey: Survey) -> Iterator[Found]:
    """Two spaces where one is meant.

    Books show one. In searches, comparisons and citations the text differs from itself.

    Example: `the  old man`.
    Remedy: take one out. `--fix` does.
    """
    for match in survey.search(_SPACES, "text"):
        start, end = match.span()
        if survey.text[start - 1] in BLANK or _kept(survey, start):
            continue
        word = plain(survey.text[max(start - 20, 0) : start]).split(" ")[-1]
        message = f"{end - start} spaces behind “{word}”"
        yield Found(start, message, "one is enough", f"behind “{word}”", mending=Cut(start + 1, end))


def _kept(survey: Survey, position: int) -> bool:
    """Whether white space counts where a text stands."""
    element = survey.owner(position)
    space = "{http://www.w3.org/XML/1998/namespace}space"
    return any(e.get(space) == "preserve" for e in (element, *element.iterancestors()))


def spaces_before_stops(survey: Survey) -> Iterator[Found]:
    """A space before a comma or a full stop.

    It lets a line begin with the mark. Where a text does so again and again it is the source's way, and nothing is
    said; before ; : ! ? it is right in French.

    Example: `at once , he said`.
    Remedy: take the space out.
    """
    if _tokens(survey):
        return
    found: dict[str, list[re.Match[str]]] = {}
    for match in survey.search(_BEFORE_A_STOP, "text"):
        if re.match(_SPACED_SCRIPT, survey.text[match.start() - 1]):
            found.setdefault(match[0][-1], []).append(match)
    for sign, matches in found.items():
        if len(matches) > 1 and len(matches) > RARE * _number(survey, sign):
            continue
        for match in matches:
            language = survey.language(survey.owner(match.start())).partition("-")[0]
            if sign in ";:!?" and language in SPACED_STOPS:
                continue
            word = plain(survey.text[max(match.start() - 25, 0) : match.start()]).split(" ")[-1]
            message = f"a space before the {sign} behind “{word}”"
            yield Found(match.start(), message, "take the space out", f"“{word} {sign}”")


def spaces_missing_after_stops(survey: Survey) -> Iterator[Found]:
    """No space behind a comma or a full stop.

    Two words stick together: they are not found one by one, and the line cannot break between them.

    Example: `at once.Then he left,smiling`.
    Remedy: put a space behind the mark.
    """
    if _tokens(survey):
        return
    found: dict[str, list[tuple[re.Match[str], str]]] = {}
    for match in survey.search(_STOP, "text"):
        before = _WORD_BEFORE.search(survey.text, max(match.start() - 30, 0), match.start())
        sentence = match[0][0] in ",;" or (match[1][0].isupper() and match[1][1].islower())
        if before and len(before[0]) > 2 and sentence and local(survey.owner(match.start())) not in _ADDRESSES:
            found.setdefault(match[0][0], []).append((match, before[0] + match[0]))
    for sign, matches in found.items():
        if len(matches) > 1 and len(matches) > RARE * _number(survey, sign):
            continue
        for match, words in matches:
            yield Found(match.start(), f"no space behind the {sign} in “{words}”", "put one there", f"“{words}”")


def _number(survey: Survey, sign: str) -> int:
    """How often a sign stands in the text."""
    return sum(survey.text.count(sign, start, end) for start, end, region in survey.spans if region == "text")


_ADDRESSES = frozenset("ref email idno ptr ident code val gi att".split())

RULES = {
    "TXT-036": Rule(lost_spaces, Severity.WARNING, "spaces are missing at tags"),
    "TXT-037": Rule(doubled_at_tags, Severity.NOTE, "spaces stand on both sides of a tag"),
    "TXT-038": Rule(doubled_spaces, Severity.NOTE, "spaces are doubled"),
    "TXT-039": Rule(spaces_before_stops, Severity.NOTE, "spaces before a comma or stop"),
    "TXT-053": Rule(spaces_missing_after_stops, Severity.NOTE, "spaces are missing behind a comma or stop"),
}

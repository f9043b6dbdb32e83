"""Words: written twice, or spelt with the wrong signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import compress
from operator import eq

from teipress.checks.rule import Found, Rule
from teipress.checks.survey import Survey, plain
from teipress.checks.walk import BREAK, CLOSE, MARKS, OPEN
from teipress.diagnostics import Severity
from teipress.xml import local

# Words that follow on themselves by mistake only. Missing are those that may follow on themselves by right
# (English that, had; German der, die; French nous, vous).
_SMALL = {
    "en": "the a an and of to from by with for at his their my our your or but as if when into than was were are",
    "fr": "le la les un une des du au aux et ou dans pour par avec sur sans ce cette ces son sa ses leur leurs mais",
    "de": "und oder ein eine einen einem einer eines zu von vom mit auf aus bei nach im am zum zur dem des nicht wenn",
    "es": "el los las un una unos unas de del al y en con por para sin sobre su sus que",
    "it": "il lo gli un una di del della dei delle al alla e in con per da dal dalla su che",
    "pt": "o os um uma de do da dos das ao e em no na com por para seu sua que",
    "nl": "het een en van met voor op uit bij naar aan als",
    "la": "et ad cum ex de ab pro sed quam",
}
SMALL = {language: frozenset(words.split()) for language, words in _SMALL.items()}
_PASSED = f"{OPEN}{CLOSE}{BREAK}"
_AMONG_DIGITS = re.compile(r"[0-9][OolISЗО][0-9]")
_TOKEN = re.compile(rf"[^\s{MARKS}]+")
CODES = frozenset("idno code ident gi att val email ref measure num w formula".split())


def doubled_words(survey: Survey) -> Iterator[Found]:
    """A small word that stands twice.

    At the end of a line and the beginning of the next, the eye passes it over. Only words are looked at that never
    follow on themselves by right: “that that” and “had had” may be meant.

    Example: `at the <lb/>the end`.
    Remedy: take one out, or say that the source has both: `<sic>the the</sic>`.
    """
    text = survey.lowered()
    for sign in f"{_PASSED},.;:!?”»)":
        text = text.replace(sign, " ")
    tokens = text.split()  # a first look, for what may stand twice
    twice = set(compress(tokens, map(eq, tokens, tokens[1:])))
    for word in sorted(twice & frozenset().union(*SMALL.values())):
        for first in (word, word.capitalize()):  # a search is quick if it begins with letters
            pattern = rf"{first}([\s{_PASSED}]*\s[\s{_PASSED}]*|{BREAK})[{word[0].upper()}{word[0]}]{word[1:]}\b"
            yield from _doubled(survey, word, re.compile(pattern))


def _doubled(survey: Survey, word: str, pattern: re.Pattern[str]) -> Iterator[Found]:
    """Where a word stands twice in its own language, and nobody has said that the source has it so."""
    for match in survey.search(pattern, "text"):
        owner = survey.owner(match.start())
        language = survey.language(owner).partition("-")[0]
        if survey.text[match.start() - 1].isalpha() or word not in SMALL.get(language, ()):
            continue
        if any(local(element) in ("sic", "surplus") for element in (owner, *owner.iterancestors())):
            continue
        at = " at the end of a line" if BREAK in match[1] else ""
        message = f"“{match[0][: len(word)]}” stands twice{at}"
        hint = "take one out, or mark it as the source's with <sic>"
        yield Found(match.start(), message, hint, f"“{plain(match[0])}”")


def letters_among_digits(survey: Survey) -> Iterator[Found]:
    """A letter between digits: O for 0, l or I for 1.

    Recognition mistakes them for each other, and so do typists. A year with a letter in it is found by no search.

    Example: `19I7`, `2O5`.
    Remedy: write the digit.
    """
    for match in survey.search(_AMONG_DIGITS, "text"):
        if local(survey.owner(match.start())) in CODES:
            continue
        start = max((survey.text.rfind(sign, 0, match.start()) for sign in f" \n\t{MARKS}"), default=-1) + 1
        word = _TOKEN.match(survey.text, start)
        token = plain(word[0]) if word else match[0]
        if len(re.findall(r"[^\W\d_]", token)) > 2 or "/" in token:
            continue  # a shelfmark, an address
        meant = match[0][1].translate(str.maketrans("OoОlIЗS", "0001135"))
        yield Found(match.start(), f"a letter among the digits of “{token}”", f"is {meant} meant?", f"“{token}”")


RULES = {
    "TXT-048": Rule(letters_among_digits, Severity.WARNING, "numbers have letters among their digits"),
    "TXT-049": Rule(doubled_words, Severity.WARNING, "small words stand twice"),
}

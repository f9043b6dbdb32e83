"""Breaks: words divided at the end of a line or page. See TEI P5, chapter 3.11.3 (@break)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from teipress.checks.rule import Found, Rule, usual
from teipress.checks.survey import Survey
from teipress.checks.walk import APART, BREAK, CLOSE, MARKS, OPEN, WITHIN
from teipress.diagnostics import Severity
from teipress.xml import Element, local

_WITHIN = re.compile(WITHIN)
_DIVIDED = re.compile(rf"[-‐¬=][{OPEN}{CLOSE}]*[ \n\t]*{BREAK}+(?:\s*{BREAK})*[\s{OPEN}]*(?=[^\W\d_])")
_HYPHENS = ("-", "‐", "¬", "=")
PARTS = {"I": ("M", "F"), "M": ("M", "F")}


def hyphens_left(survey: Survey) -> Iterator[Found]:
    """A hyphen is left before a break within a word, where this edition takes hyphens out.

    With `break="no"` the two halves are read as one word; a hyphen that stays is read as part of it: `photog-rapher`.
    It is told where nearly all divided words have none, and the text has the word without a hyphen elsewhere.

    Example: `photog-<lb break="no"/>rapher`.
    Remedy: take the hyphen out.
    """
    places = [match.start() for match in survey.search(_WITHIN, "text", "source")]
    hyphened = [place for place in places if _before(survey, place).endswith(_HYPHENS)]
    if len(places) < 20 or len(hyphened) > 0.1 * len(places):
        return
    for place in hyphened:
        word = _word(survey, place)
        joined = word.replace("-", "").casefold()
        if joined not in survey.lowered() or joined not in survey.words():
            continue  # the word is never written in one: the hyphen is its own
        message = f'a hyphen is left in “{word}”, divided with break="no"'
        yield Found(survey.owner(place), message, "take the hyphen out", f"“{word}”", "<")


def breaks_within_unmarked(survey: Survey) -> Iterator[Found]:
    """A word divided at a line's end, and the break does not say so.

    The edition marks breaks within words (`break="no"`); this one reads as a space, and the word as two.

    Example: `photog-<lb/>rapher`.
    Remedy: `break="no"`, and the hyphen out if the edition does without.
    """
    marked = sum(1 for _ in survey.search(_WITHIN, "text", "source"))
    found = [m for m in survey.search(_DIVIDED, "text", "source") if survey.text[m.end()].islower()]
    found = [m for m in found if survey.text[m.start() - 1].isalpha()]
    if marked < 5 or marked < 4 * len(found):
        return
    for match in found:
        place = survey.text.index(BREAK, match.start())
        word = _word(survey, place)
        element = survey.owner(place)
        message = f'“{word}” is divided at a <{local(element)}> without break="no"'
        yield Found(element, message, 'add break="no"', f"“{word}”", f"<{local(element)}")


def spaces_within_words(survey: Survey) -> Iterator[Found]:
    """White space beside a break within a word, where this edition has none.

    Programs that do not know `break="no"` make two words of it. Told is what differs from nine of ten of the edition's
    divided words.

    Example: `photog <lb break="no"/> rapher`.
    Remedy: take the white space out; a line may end inside the tag.
    """
    places = [match.start() for match in survey.search(_WITHIN, "text", "source")]
    spaced = [place for place in places if _spaced(survey, place)]
    if not usual(len(places) - len(spaced), len(places)) or len(places) - len(spaced) < 9 * len(spaced):
        return
    for place in spaced:
        word = _word(survey, place)
        message = f"white space beside a break within “{word}”"
        yield Found(survey.owner(place), message, "take it out", f"“{word}”", "<")


def _spaced(survey: Survey, place: int) -> bool:
    before, behind = (
        survey.text[max(place - 6, 0) : place].strip(f"{OPEN}{CLOSE}{BREAK}{WITHIN}"),
        survey.text[place + 1 : place + 6],
    )
    return before[-1:].isspace() or behind.strip(f"{OPEN}{CLOSE}{BREAK}{WITHIN}")[:1].isspace()


def _before(survey: Survey, place: int) -> str:
    return survey.text[max(place - 20, 0) : place].rstrip(f" \t\n{OPEN}{CLOSE}{BREAK}{WITHIN}{APART}")


def _word(survey: Survey, place: int) -> str:
    """The word that a break divides."""
    before = re.split(rf"[\s{APART}\x03]", _before(survey, place))[-1]
    behind = survey.text[place + 1 : place + 40].lstrip(f" \t\n{MARKS}")
    return re.sub(rf"[{MARKS}]", "", before) + re.sub(
        rf"[{MARKS}]", "", re.split(r"[\s\x03\x06\x04]", behind)[0]
    ).strip(".,;:!?")


def divided_parts(survey: Survey) -> Iterator[Found]:
    """A first part without its last.

    Verse lines that two speakers share, and paragraphs that something interrupts, are encoded as parts: initial (I),
    middle (M), final (F). Without the last part the line stays open, and lines are counted wrongly.

    Example: `<l part="I">` and then `<l>`.
    Remedy: give the parts in order, I, M, F; an incomplete one by itself is part="Y".
    """
    for name in ("l", "lg", "p", "ab", "seg", "div"):
        open_: Element | None = None
        marked = [e for e in survey.all(name) if e.get("part") in ("I", "M", "F") and not _is_quoted(e)]
        for element in marked:
            part = element.get("part", "")
            if part in ("M", "F") and open_ is None and not (element.get("prev") or element.get("n")):
                message = f'<{name} part="{part}"> has no part="I" before it'
                yield Found(element, message, 'look for its beginning, part="I"', f"<{name}>", "part=")
            if part == "I" and open_ is not None and not open_.get("next"):
                message = f'<{name} part="I"> has no part="F" behind it'
                yield Found(open_, message, 'look for its end, part="F"', f"<{name}>", "part=")
            open_ = element if part in ("I", "M") else None
        if open_ is not None and not open_.get("next"):
            message = f'<{name} part="{open_.get("part")}"> has no part="F" behind it'
            yield Found(open_, message, 'look for its end, part="F"', f"<{name}>", "part=")


def _is_quoted(element: Element) -> bool:
    """Whether an element stands in a quotation, which may begin and end within a line."""
    return any(local(above) in ("quote", "q", "cit", "epigraph") for above in element.iterancestors())


RULES = {
    "TXT-009": Rule(divided_parts, Severity.WARNING, "parts have no partner"),
    "TXT-025": Rule(hyphens_left, Severity.NOTE, "hyphens are left in divided words"),
    "TXT-026": Rule(breaks_within_unmarked, Severity.WARNING, "words are divided at breaks that do not say so"),
    "TXT-052": Rule(spaces_within_words, Severity.NOTE, "breaks within words have white space beside them"),
}

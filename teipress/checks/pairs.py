"""Pairs: quotation marks and brackets that open and close. See TEI P5, chapter 3.3.3.

Which marks open and which close is read off the text itself, since „…“, “…”, »…« and «…» use the same marks both ways.
A speech may run over several paragraphs: it need not be closed before the last, and may be opened again at each.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from teipress.checks.rule import Found, Rule
from teipress.checks.survey import Flow, Survey, plain
from teipress.checks.walk import APART, CLOSE, END, MARKS, OPEN, WITHIN
from teipress.diagnostics import Severity
from teipress.xml import Element, local

DOUBLE = '“”„‟«»″"'
HEBREW = "[\u0590-\u05ff]"
_MARK = re.compile(f"[{DOUBLE}]")
_BRACKET = re.compile("[()（）]")
_BLANK = f" \t\n\r\u00a0\u202f\u2009{MARKS}"
_BEFORE, _BEHIND = frozenset(f"{_BLANK}([—–-…'‘‚¿¡/"), frozenset(f"{_BLANK})].,;:!?—–…’'/*†‡")
_SEEN_THROUGH = frozenset((OPEN, CLOSE, WITHIN, APART))
_WHO = r"(?:he|she|they|I|we|[A-Z][a-z]+|the [a-z]+)"
_SPOKE = r"(?:said|cried|asked|answered|replied|exclaimed|shouted|whispered|murmured|muttered|repeated|continued)"
_SAID = rf"[,!?—] (?:{_WHO} {_SPOKE}|{_SPOKE} {_WHO})\b(?! that\b|, )"
_ENUMERATING = rf"(?<![^\s{MARKS}])[\w*]{{1,4}}[{MARKS}]*$"
AHEAD = 12  # paragraphs that a speech may run on without a mark
SURE = 0.9
SEPARATE = frozenset("note head item cell stage del rdg label bibl fw".split())
DIVISIONS = frozenset("div div1 div2 div3 div4 div5 div6 div7 body front back text sp note quote floatingText".split())


class Roles(NamedTuple):
    """Which signs open and which close in this text."""

    opening: frozenset[str]
    closing: frozenset[str]


def unpaired_quotation_marks(survey: Survey) -> Iterator[Found]:
    """A quotation mark without its partner.

    Where a speech ends, nobody can say then; readers take the author's words for the speaker's. Which marks open and
    which close is read off the text, by their places. A speech may run over paragraphs, with or without a mark at the
    beginning of each.

    Example: `“I saw him, he said.`
    Remedy: add the mark that is missing, or turn the one that is the wrong way round.
    """
    marked = _marked(survey, _MARK)
    yield from _unpaired(survey, marked, _roles(survey.text, marked), "quotation mark")


def unpaired_brackets(survey: Survey) -> Iterator[Found]:
    """A round bracket without its partner.

    Example: `He left (at night, they say.`
    Remedy: add the bracket that is missing. Those of an enumeration, a) b) c), are right.
    """
    brackets = Roles(frozenset("(（"), frozenset(")）"))
    yield from _unpaired(survey, _marked(survey, _BRACKET), brackets, "bracket")


def _marked(survey: Survey, pattern: re.Pattern[str]) -> list[tuple[Flow, list[int]]]:
    """The flows of the text that hold marks, in the document's order, and where."""
    starts = [flow.start for flow in survey.flows]
    order = sorted(range(len(starts)), key=starts.__getitem__)
    starts.sort()
    found: dict[int, list[int]] = {}
    for match in survey.search(pattern, "text"):
        place = match.start()
        found.setdefault(order[bisect_right(starts, place) - 1], []).append(place)
    return [(survey.flows[number], found[number]) for number in sorted(found)]


def _roles(text: str, marked: Iterable[tuple[Flow, list[int]]]) -> Roles:
    """What the places of each mark say of it. A mark that stands both ways has no role, and is not looked at."""
    opens, closes = Counter[str](), Counter[str]()
    for _, places in marked:
        for place in places:
            before, behind = _around(text, place)
            if before is not behind:
                (opens if before else closes)[text[place]] += 1
            elif text[place] == '"':  # between letters, in writing without spaces: it may be either
                opens['"'] += 1
                closes['"'] += 1
        _guillemets("".join(text[place] for place in places), opens, closes)
    opening = {sign for sign in opens if opens[sign] > SURE * (opens[sign] + closes[sign])}
    closing = {sign for sign in closes if closes[sign] > SURE * (opens[sign] + closes[sign])}
    return Roles(frozenset(opening), frozenset(closing))


def _guillemets(text: str, opens: Counter[str], closes: Counter[str]) -> None:
    """Guillemets may have spaces on both sides: their order tells which of them opens."""
    first, last = sorted((text.find("«"), text.find("»")))
    if first >= 0:
        opens[text[first]] += 1
        closes[text[last]] += 1


def _around(text: str, place: int) -> tuple[bool, bool]:
    """Whether a mark stands as at a word's beginning, and as at its end. Tags and notes beside it count for nothing."""
    before, behind = place - 1, place + 1
    while before > 0 and text[before] in _SEEN_THROUGH:
        before -= 1
    while behind < len(text) - 1 and text[behind] in _SEEN_THROUGH:
        behind += 1
    return text[before] in _BEFORE or not place, text[behind] in _BEHIND


def _unpaired(survey: Survey, found: Iterable[tuple[Flow, list[int]]], roles: Roles, what: str) -> Iterator[Found]:
    """The marks without a partner, by the divisions of a text; nothing where they are so many that they are a habit."""
    groups: dict[Element, list[list[int]]] = {}
    marked = 0
    for flow, places in found:
        if '"' not in roles.opening and any(survey.text[place] == '"' for place in places):
            continue  # a straight mark among curly ones, which TXT-034 tells
        paired = [place for place in places if _counts(survey.text, place, roles)]
        if paired:
            marked += 1
            groups.setdefault(_home(flow.element), []).append(paired)
    odd = [found for group in groups.values() for found in _odd(survey, group, roles, what)]
    if len(odd) <= 8 or 5 * len(odd) <= marked:
        yield from odd


def _home(element: Element) -> Element:
    """What a paragraph's speech may go on in: its division; a note or a heading is by itself."""
    if local(element) in SEPARATE:
        return element
    return next((e for e in element.iterancestors() if local(e) in DIVISIONS), element)


def _counts(text: str, place: int, roles: Roles) -> bool:
    """Whether a sign is to be paired: no Hebrew gershayim."""
    sign = text[place]
    if sign not in roles.opening and sign not in roles.closing:
        return False
    if sign in "«»()":
        return True
    return not re.compile(HEBREW).search(text, place - 1, place + 2)


def _alone(text: str, place: int) -> bool:
    """Whether a sign that closes needs none that opens: the bracket of an enumeration, inches, a ditto mark."""
    if text[place] == ")":
        return re.compile(_ENUMERATING).search(text, max(place - 6, 0), place) is not None
    return text[place - 1].isdigit() or (text[place - 1] + text[place + 1]).strip(_BLANK) == ""


def _odd(survey: Survey, group: Sequence[Sequence[int]], roles: Roles, what: str) -> Iterator[Found]:
    """The marks without a partner in the paragraphs of a division."""
    text = survey.text
    open_: list[int] = []
    for number, places in enumerate(group):
        first = True
        for place in places:
            if text[place] in roles.opening:
                if not (first and open_ and _begins(survey, place)):
                    open_.append(place)
            elif open_:
                open_.pop()
            elif not _alone(text, place):
                yield _found(survey, place, what, "opened")
            first = False
        following = group[number + 1 : number + 1 + AHEAD]
        while open_ and (_reported(survey, open_[-1]) or not _goes_on(survey, following, roles)):
            yield _found(survey, open_.pop(), what, "closed")


def _reported(survey: Survey, place: int) -> bool:
    """Whether an open speech is followed by who said it, in its paragraph: then it ended there."""
    return bool(re.compile(_SAID).search(survey.text, place, survey.text.find(END, place)))


def _goes_on(survey: Survey, following: Sequence[Sequence[int]], roles: Roles) -> bool:
    """Whether what is open at a paragraph's end is closed in one of those that follow."""
    for distance, places in enumerate(following):
        if distance == 0 and places and survey.text[places[0]] in roles.opening and _begins(survey, places[0]):
            return True
        balance = 0
        for place in places:
            balance += 1 if survey.text[place] in roles.opening else -1
            if balance < 0:
                return True
        if balance > 0:
            return False
    return False


def _begins(survey: Survey, place: int) -> bool:
    """Whether nothing stands before a mark in its paragraph."""
    start = max(survey.text.rfind(END, 0, place), 0)
    return not plain(survey.text[start:place]).strip("“„«»‘‚—– ")


def _found(survey: Survey, place: int, what: str, verb: str) -> Found:
    sign = survey.text[place]
    part = survey.text[place : place + 30] if verb == "closed" else survey.text[max(place - 30, 0) : place + 1]
    words = plain(part.split(END)[0 if verb == "closed" else -1])
    words = f"{words}…" if verb == "closed" else f"…{words}"
    return Found(place, f"a {what} {sign} is never {verb}: {words}", "look where its partner belongs", words)


def mixed_quotation_marks(survey: Survey) -> Iterator[Found]:
    """A straight quotation mark or apostrophe among curly ones, or a curly one among straight ones.

    One edition, one kind: who searches for “Lenin’s” finds only half of it otherwise, and a page looks patched. It is
    told where nineteen of twenty are of the other kind.

    Example: `He said, "I know,” and left.`
    Remedy: write the kind that the text has elsewhere.
    """
    for straight, curly, what in (('"', "“”„", "quotation mark"), ("'", "’‘", "apostrophe or quotation mark")):
        if not all(any(sign in survey.text for sign in kind) for kind in (straight, curly)):
            continue
        places = {
            kind: [
                m.start() for m in survey.search(re.compile(f"[{kind}]"), "text") if _is_mark(survey.text, m.start())
            ]
            for kind in (straight, curly)
        }
        few, many = sorted(places, key=lambda kind: len(places[kind]))
        if 20 * len(places[few]) > len(places[many]):
            continue
        kind, other = ("straight", "curly") if few == straight else ("curly", "straight")
        for place in places[few]:
            before, behind = survey.text[max(place - 15, 0) : place], survey.text[place : place + 16]
            words = plain(before.rpartition(END)[2] + behind.partition(END)[0])
            message = f"a {kind} {what} among {len(places[many]):,} {other} ones: …{words}…"
            yield Found(place, message, f"write {' or '.join(many)}", f"…{words}…")


def _is_mark(text: str, place: int) -> bool:
    """Whether a sign is no measure: inches, feet, minutes."""
    return not text[place - 1].isdigit() and text[place - 1] not in "'\""


RULES = {
    "TXT-034": Rule(mixed_quotation_marks, Severity.NOTE, "quotation marks or apostrophes are of another kind"),
    "TXT-033": Rule(unpaired_quotation_marks, Severity.WARNING, "quotation marks have no partner"),
    "TXT-035": Rule(unpaired_brackets, Severity.NOTE, "brackets have no partner"),
}

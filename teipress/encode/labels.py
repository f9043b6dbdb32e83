"""Labels: the names of speakers that a play, minutes or an interview put before what is said.

A name before a point or a colon is a label if it comes again, or if other labels stand about it; small capitals are
misread in many ways (`VorosHLov`, `SKkrYPNIK`), so that like names count as one.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from teipress.encode import headings
from teipress.encode.model import Line

_NAME = r"[A-ZÀ-ÖØ-Þ][\w’'-]*"
_TITLE = r"(?:MRS?|DR|ST|REV|SIR|Mrs?|Dr|St|Rev|Mme|Mlle)"
_LABEL = re.compile(
    rf"(?P<name>(?:(?:{_TITLE}\.|{_NAME}|[A-Z]\.|[0-9]|und|and|et|de|von|of|the)[ ]?){{1,5}})"
    r"(?P<way>\s*[\[(][^\])]{1,60}[\])])?(?P<sign>\s*[.:]\s*[—–-]*|\s*[—–]+|$)(?=\s|$|[\[(“\"A-ZÀ-Þ])"
)
_DIRECTIONS = frozenset(
    "exit exeunt enter re-enter chapter book part act scene section volume fig page and but if".split()
)
NEAR = 80  # lines within which labels belong together
_NO_NAMES = frozenset(
    """chapter book part act scene section volume note no nos vol mr mrs dr st messrs ibid op fig page letter the and
    but in on at it he she they we you for from to of this that there then when what why how yes oh ah well exit exeunt
    enter re-enter curtain personen persons dramatis personae""".split()
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the beginning of a line: the name in plain letters, where it ends, whether it is in capitals.

    *alone*: nothing follows it on its line.
    """

    key: str
    end: int
    loud: bool
    alone: bool


Labels = dict[tuple[int, int], Label]


def label(text: str) -> Label | None:
    """What may be a label at the beginning of a text."""
    match = _LABEL.match(text)
    if not match or match.end() > 70 or headings.entry(text):
        return None
    name = match["name"].strip(" .")
    key = "".join(sign for sign in name.casefold() if sign.isalpha())
    words = name.casefold().split()
    if not any(len(word.strip(".")) > 1 for word in words) or _no_name(words) or headings.label(text):
        return None
    sign = (match["sign"] or "").strip()
    mixed = sum(sign.isupper() for sign in name) >= 2 and any(
        w[1:] != w[1:].lower() for w in name.split() if len(w) > 2
    )
    alone = match.end() >= len(text)
    if not sign and not (alone and mixed):
        return None
    return Label(key, match.end(), mixed, alone)


def _no_name(words: Sequence[str]) -> bool:
    """Whether a label's words are no one's name: a word of another use alone, or a direction (`Enter HAMLET`)."""
    first = words[0].strip(".")
    return first in _NO_NAMES and (len(words) == 1 or first in _DIRECTIONS)


def speakers(lines: Sequence[Line]) -> Labels:
    """The labels of a text, by the place of their line; none if they don't come again."""
    found = [(index, made) for index, line in enumerate(lines) if (made := label(line.text))]
    named = _families(made.key for _, made in found)
    totals = Counter(named[made.key] for _, made in found)
    kept: Labels = {}
    for place, (index, made) in enumerate(found):
        near = [other for at, other in found[max(0, place - 12) : place + 13] if abs(at - index) <= NEAR]
        same = [other for other in near if named[other.key] == named[made.key]]
        families = {named[other.key] for other in near if totals[named[other.key]] > 1 or other.loud}
        again = len(same) > 1
        if made.alone and not (made.loud and again and len(families) > 1 and totals[named[made.key]] > 2):
            continue
        loud = sum(other.loud for other in near)
        spoken = made.loud or ":" in lines[index].text[: made.end]
        others = len(families) > 1
        if (made.loud and loud > 2) or (spoken and ((again and (others or len(same) > 2)) or (others and loud > 1))):
            kept[lines[index].place] = made
    return kept | _alone(found, lines, kept)


def _alone(found: Sequence[tuple[int, Label]], lines: Sequence[Line], kept: Labels) -> Labels:
    """The rarer names that stand alone over their speeches, where other names do."""
    sure = [index for index, made in found if made.alone and lines[index].place in kept]
    more: Labels = {}
    for index, made in found:
        near = sum(abs(other - index) <= NEAR // 2 for other in sure)
        follows = index + 1 < len(lines) and not lines[index + 1].gap
        if (
            made.alone
            and made.loud
            and near > 2
            and follows
            and lines[index].gap
            and len(lines[index].text.split()) < 4
        ):
            more[lines[index].place] = made
    return more


def _families(keys: Iterable[str]) -> dict[str, str]:
    """Each name with the commonest of those it is a misreading of."""
    counted = Counter(keys)
    heads: list[str] = []
    made: dict[str, str] = {}
    for key in sorted(counted, key=lambda k: (-counted[k], k)):
        near = difflib.get_close_matches(key, heads[:200], n=1, cutoff=0.75)
        if not near:
            heads.append(key)
        made[key] = near[0] if near else key
    return made

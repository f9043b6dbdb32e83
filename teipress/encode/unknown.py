"""Unknown words: words that no list holds, with what they may have been; names and borrowed words left in peace."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from teipress import numerals
from teipress.diagnostics import Severity
from teipress.encode import confusions, lexicon, signs
from teipress.encode.confusions import REAL
from teipress.encode.hyphens import Break, Spelling
from teipress.encode.lexicon import Lexicon
from teipress.encode.model import Findings, Line
from teipress.encode.suspects import Stretch, Suspect
from teipress.encode.vocabulary import Vocabulary

FITS = 0.5
FREQUENT = 2e-4  # the share of the few words that short rare ones are misread for
RARE = 6e-6
_FIRST = ("IT", "lI", "Il", "IJ", "I1")  # how a capital I, or an l, is misread at the beginning
_LIGATURE = re.compile(r"ceu(?=[vrf])")
_BEFORE_HYPHEN = re.compile(r"([^\W\d_])[^\W\d_]*[-‐]$")
_GRAVE = re.compile(r"é(?=[bcdfghjklmnpqrstvxz]{1,2}e(?:s|nt)?$)")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class _Use:
    """A word where it stands; one that a line's end divides stands in two lines, and *line* is the first."""

    word: str
    line: Line
    start: int
    end: int
    opens: bool
    before: str
    after: str
    divided: bool = False
    rest: tuple[Line, int] | None = None
    part: bool = False


def unknown(
    stretches: Sequence[Stretch], spelling: Spelling, vocabulary: Vocabulary, findings: Findings
) -> list[Suspect]:
    """The words of a text that are no words, or so rare that a commoner one is likelier.

    A list that does not hold half of the words is the wrong one, which is told instead.
    """
    if not vocabulary:
        return []
    uses = [use for stretch in stretches for use in _uses(stretch, spelling)]
    lexis = lexicon.lexicon(vocabulary, (use.word for use in uses))
    lower = {use.word for use in uses if use.word.islower() and len(use.word) > 3}
    strange = sum(not lexis.known(word) for word in lower)
    if strange > FITS * len(lower) and len(lower) > 20:
        said = f"the word list does not hold {strange} of the {len(lower)} words of this text: words are not checked"
        findings.say(0, "ENC-028", said, "name the right list with --words", Severity.WARNING)
        return []
    by_word: defaultdict[str, list[_Use]] = defaultdict(list)
    for use in uses:
        by_word[use.word].append(use)
    made: list[Suspect] = []
    neighbours = _by_length(lexis)
    for word, found in by_word.items():
        judged = _judge(word, found, lexis, neighbours)
        if judged is not None:
            reason, suggestions = judged
            made += [s for use in found if (s := _suspect(use, suggestions, reason, lexis)) is not None]
    return made


def _uses(stretch: Stretch, spelling: Spelling) -> Iterator[_Use]:
    """The words of a stretch, those that a line's end divides made whole."""
    skip = 0
    sentence = True
    for index, line in enumerate(stretch.lines):
        following = stretch.lines[index + 1] if index + 1 < len(stretch.lines) else None
        text = line.text
        soft = following is not None and spelling.between(text, following.text) is Break.SOFT
        matches = list(_WORD.finditer(text, stretch.start if not index else skip))
        skip = 0
        for at, match in enumerate(matches):
            word, end, divided = match[0], match.end(), False
            second: tuple[Line, int] | None = None
            if soft and following is not None and at == len(matches) - 1 and match.end() == len(text) - 1:
                rest = _WORD.match(following.text)
                if rest:
                    word, skip, divided = word + rest[0], rest.end(), True
                    second = following, rest.end()
            gap = text[matches[at - 1].end() if at else 0 : match.start()]
            opens = sentence if not at else any(sign in gap for sign in '.!?:“"‘(')
            before = matches[at - 1][0] if at else ""
            after = matches[at + 1][0] if at + 1 < len(matches) else ""
            part = _part_of_name(text, match.start(), match.end())
            yield _Use(word, line, match.start(), end, opens, before, after, divided, second, part)
        sentence = signs.ends_sentence(text) or (following is not None and following.gap > 0)


def _part_of_name(text: str, start: int, end: int) -> bool:
    """Whether a word in lower case is a part of a compound that another part makes a name or a common prefix."""
    if "-" not in text or text[start].isupper():
        return False
    before = _BEFORE_HYPHEN.search(text[:start])
    after = text[end : end + 2]
    return bool(before and before[1].isupper()) or (after[:1] == "-" and after[1:].isalpha() and end - start < 6)


def _by_length(lexis: Lexicon) -> Counter[str]:
    """The words that a text has more than once, to which rarer ones are compared."""
    return Counter({word: count for word, count in lexis.words.items() if count > 1})


def _judge(word: str, uses: Sequence[_Use], lexis: Lexicon, own: Counter[str]) -> tuple[str, tuple[str, ...]] | None:
    """Why a word is suspected, and what it may have been; None if it is not."""
    folded = word.lower().replace("’", "'")
    mine = lexis.words[folded]
    if len(folded) < 2 or (word.isupper() and numerals.value(word)):
        return None
    if lexis.vocabulary.count(folded):
        return _real(folded, word, lexis)
    variant = _variant(folded, mine, own, lexis)
    if variant is not None:
        return "like another word of this text", (_cased(variant, word),)
    if lexis.known(word):
        return None
    if _LIGATURE.search(folded):
        return "ce, perhaps œ", (_LIGATURE.sub("œu", word),)
    if "ii" in folded:
        return "ii, perhaps ü", (word.replace("ii", "ü"), word.replace("ii", "u"))
    if word[0].isupper():
        named = _name(word, mine, lexis)
        if named or not all(use.opens for use in uses):
            return named
    if any(use.part for use in uses):
        return None
    if mine >= lexicon.OFTEN and not _confused(folded, lexis):
        return None
    if sum(_borrowed(use, lexis) for use in uses) * 2 > len(uses):
        return None
    likely = confusions.best(folded, lexis.weight) or [v for v in confusions.variants(folded) if lexis.known(v)][:3]
    suggestions = tuple(_cased(made, word) for made in likely)
    if word[0].isupper():
        near = [made for made in confusions.variants(word) if lexis.vocabulary.count(made)]
        suggestions = (*near, *suggestions)[:3]
        common = [made for made in suggestions if lexis.vocabulary.count(made) > FREQUENT * lexis.vocabulary.total]
        if mine > 1 or not (near or common):
            return None
    return "no word of the list", suggestions


def _confused(folded: str, lexis: Lexicon) -> bool:
    return any(lexis.weight(made) or lexis.known(made) for made in confusions.variants(folded) if made != folded)


def _variant(folded: str, mine: int, own: Counter[str], lexis: Lexicon) -> str | None:
    """A word of this text that comes more often, and that a scan takes this one for."""
    if len(folded) < 4:
        return None
    best, most = None, 0
    for made in confusions.variants(folded):
        count = own[made]
        if made != folded and count > most and (count >= 2 * mine or lexis.vocabulary.count(made)):
            best, most = made, count
    return best


def _name(word: str, mine: int, lexis: Lexicon) -> tuple[str, tuple[str, ...]] | None:
    """A name that comes once, and that one confusion makes a known word or another name of the text."""
    if mine > 2:
        return None
    found = [made for made in confusions.variants(word) if lexis.names[made] > mine]
    found += [made for made in confusions.variants(word) if made[:1] + word[:1] in _FIRST and lexis.known(made)]
    if mine == 1 and len(word) > 5:
        common = 2e-7 * lexis.vocabulary.total
        found += [made for made in confusions.variants(word) if lexis.vocabulary.count(made) > common]
    if mine == 1 and len(word) > 6:
        common = 1e-5 * lexis.vocabulary.total
        found += [
            _cased(made, word) for made in confusions.edits(word.lower()) if lexis.vocabulary.count(made) > common
        ]
    if mine == 1 and len(word) > 5:
        found += list(_names_near(word, lexis))
    if mine < 3 and _GRAVE.search(word) and not lexis.grave:
        found.append(_GRAVE.sub("è", word))
    return ("like another word", tuple(dict.fromkeys(found))[:3]) if found else None


def _names_near(word: str, lexis: Lexicon) -> Iterator[str]:
    """The names of the text one letter from one that comes once; not those that only end otherwise."""
    folded = word.lower()
    for made in confusions.edits(folded):
        name = made[:1].upper() + made[1:]
        if (
            lexis.names[name] > 2
            and not folded.startswith(made)
            and not made.startswith(folded)
            and made[:-1] != folded[:-1]
        ):
            yield name


def _real(folded: str, word: str, lexis: Lexicon) -> tuple[str, tuple[str, ...]] | None:
    """A rare short word, one letter from one of the commonest of all."""
    vocabulary = lexis.vocabulary
    if (
        len(folded) > 4
        or vocabulary.count(folded) > RARE * vocabulary.total
        or lexis.words[folded] > 2
        or word.isupper()
    ):
        return None
    found = []
    for at, letter in enumerate(folded):
        if letter in REAL:
            made = folded[:at] + REAL[letter] + folded[at + 1 :]
            if vocabulary.count(made) > FREQUENT * vocabulary.total:
                found.append(_cased(made, word))
    return ("rare, and like a common word", tuple(found)) if found else None


def _borrowed(use: _Use, lexis: Lexicon) -> bool:
    """Whether a word stands beside one of another language."""
    return lexis.foreign(use.before) or lexis.foreign(use.after)


def _suspect(use: _Use, suggestions: tuple[str, ...], reason: str, lexis: Lexicon) -> Suspect | None:
    if reason.startswith("rare") and (_borrowed(use, lexis) or (use.word[0].isupper() and not use.opens)):
        return None
    if use.divided:
        part = use.end - use.start
        said = f"{reason}: {use.word}"
        if suggestions and suggestions[0][:part].lower() == use.word[:part].lower() and use.rest is not None:
            rest, end = use.rest
            return Suspect(
                rest, 0, end, tuple(made[part:] for made in suggestions if made[:part] == suggestions[0][:part]), said
            )
        if suggestions and suggestions[0].endswith(use.word[part:]):
            return Suspect(
                use.line, use.start, use.end, (suggestions[0][: len(suggestions[0]) - len(use.word) + part],), said
            )
        return Suspect(use.line, use.start, use.end, (), said)
    return Suspect(use.line, use.start, use.end, suggestions, reason)


def _cased(made: str, like: str) -> str:
    """A word in the case of another."""
    if like.isupper() and len(like) > 1:
        return made.upper()
    return made[:1].upper() + made[1:] if like[:1].isupper() else made

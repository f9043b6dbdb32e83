"""Lexicon: which words a text may hold: those of the word list, what is made of them, and the text's own names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from teipress.encode import confusions
from teipress.encode.vocabulary import COMMON, Vocabulary

SUFFIXES = {
    "en": "s es ed d ing ings ly ism isms ist ists ize ized izing ization ise ised isation al ally ness ful less "
    "able ably ible er ers or ors man men woman women like ship hood ward wards y ish eth est th st",
    "de": "e en er es em s n st t te ten tes ung ungen lich liche lichen licher keit heit isch ische ischen chen lein "
    "schaft",
    "fr": "s e es ment é ée és ées er ant ants ante antes ent ons ez ait aient eur eurs euse iste istes isme ique "
    "iques tion tions",
    "es": "s es o a os as mente ado ada ados adas ando iendo ción ciones ismo ista istas",
    "it": "o a i e mente ato ata ati ate ando endo zione zioni ismo ista isti",
}
PREFIXES = {
    "en": "un re in im dis de anti non counter over out pre mis semi sub super trans inter co fore up be en em "
    "ultra pseudo neo vice",
    "de": "un ver be ge zer ent er ab an auf aus bei ein mit nach über unter um vor zu zurück herauf herab hinein "
    "heraus wieder durch",
    "fr": "re ré dé des in im mé anti contre sur sous entre pré co inter qu d l j m n s t c",
    "es": "re des in im anti contra sobre pre co inter",
    "it": "re dis in im anti contro sopra pre co inter",
}
ABBREVIATIONS = frozenset(
    """pp op cit ibid ib id lb lbs oz cwt ff vol vols ed eds cf viz etc mr mrs dr st messrs no nos fol ch sc fig figs
    vid al seq bzw usw vgl hrsg ebd bd bde nr jg anm mme mlle mm chap art liv""".split()
)
_SUFFIXES = {language: tuple(text.split()) for language, text in SUFFIXES.items()}
_ELIDED = re.compile(r"(?:d|l|qu|j|n|s|c|dell|nell|all|sull|un)'\w+")  # a word of French or Italian
OFTEN = 3  # times an unknown word stands in a text to be one of its own


@dataclass(slots=True)
class Lexicon:
    """The words of a language and of a text, with what has been found out about them."""

    vocabulary: Vocabulary
    words: Counter[str]
    names: Counter[str]
    grave: bool = False
    _known: dict[str, bool] = field(default_factory=dict)
    _foreign: frozenset[str] = frozenset()

    def known(self, word: str) -> bool:
        """Whether a word is in the list, or made of words that are."""
        folded = word.lower().replace("’", "'")
        if folded not in self._known:
            self._known[folded] = self._made(folded)
        return self._known[folded]

    def weight(self, word: str) -> float:
        """How often a word comes in print: by the list, and by this text, which counts more."""
        folded = word.lower().replace("’", "'")
        listed = self.vocabulary.count(folded)
        own = self.words[folded] if self.words[folded] > 1 else 0
        return listed + 1e4 * own if listed or own else 0.0

    def foreign(self, word: str) -> bool:
        """Whether a word is among the commonest of another language, and not in this one's list of the commonest."""
        return word.lower() in self._foreign

    def _made(self, word: str) -> bool:
        if not self.vocabulary:
            return True
        if len(word) < 2 or self._listed(word) or word in ABBREVIATIONS or word in self._foreign:
            return True
        stem = re.sub(r"'s?$", "", word)
        if stem != word:
            return self._made(stem)
        if any(self._listed(other) for other in _american(word)):
            return True
        bare = confusions.plain(word)
        if bare != word and self._accents(word) and self._made(bare):
            return True
        if self._inflected(word) or _ELIDED.fullmatch(word):
            return True
        for prefix in PREFIXES.get(self.vocabulary.language, "").split():
            rest = word[len(prefix) :]
            if (
                word.startswith(prefix)
                and len(rest) > 3
                and (self._listed(rest) or self._listed(confusions.plain(rest)))
            ):
                return True
        return any(self._compound(word, at) for at in range(3, len(word) - 2))

    def _inflected(self, word: str) -> bool:
        suffixes = _SUFFIXES.get(self.vocabulary.language, ())
        return any(word.endswith(suffix) and self._stem(word[: -len(suffix)]) for suffix in suffixes)

    def _listed(self, word: str) -> bool:
        return self.vocabulary.count(word) > 0

    def _stem(self, stem: str) -> bool:
        """Whether a stem is a word, as it is or with a letter that endings swallow."""
        if len(stem) < 4:
            return len(stem) == 3 and self.vocabulary.common(stem)
        forms = [stem, stem + "e"]
        if stem[-1] == "i":
            forms.append(stem[:-1] + "y")
        if stem[-1] == stem[-2]:
            forms.append(stem[:-1])
        return any(self._listed(form) for form in forms)

    def _compound(self, word: str, at: int) -> bool:
        return len(word) > 7 and self.vocabulary.common(word[:at]) and self.vocabulary.common(word[at:])

    def _accents(self, word: str) -> bool:
        """Whether the accents of a word are at home in its language or in words it borrows."""
        return all(sign in "éèêëàâáäôöóùûüúîïíçñåøœæß" for sign in word if not sign.isascii())


def _american(word: str) -> Iterator[str]:
    """How a word would be spelt in America, since a list may hold that spelling alone."""
    if "our" in word:
        yield word.replace("our", "or")
    for end in ("yse", "ysed", "ysing", "ise", "ised", "ising", "isation"):
        if word.endswith(end):
            stem = word[: -len(end)]
            yield f"{stem}{end[0]}z{end[2:]}"
    if word.endswith("re"):
        yield word[:-2] + "er"


def lexicon(vocabulary: Vocabulary, words: Iterable[str]) -> Lexicon:
    """The lexicon of a text, from its words as they stand there."""
    every = list(words)
    counted = Counter(word.lower().replace("’", "'") for word in every)
    names = Counter(word for word in every if word[:1].isupper())
    own = set(COMMON.get(vocabulary.language, "").split())
    foreign = {word for language, text in COMMON.items() if language != vocabulary.language for word in text.split()}
    borrowed = {word for word in foreign - own if len(word) > 1 and not vocabulary.common(word)}
    borrowed |= (foreign - own) & set(
        "de la le les des du une dans sur et der die das und von zu el los las y di il della".split()
    )
    grave = any("è" in word for word in counted)
    return Lexicon(vocabulary, counted, names, grave, _foreign=frozenset(borrowed))

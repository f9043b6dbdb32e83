"""Naming: who or what a name in the text means, and whether that is sure.

A name is certain where its form belongs to one entry and nothing near it speaks of another. What only likelihood would
settle is listed with its candidates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from teipress import registers
from teipress.annotate import words
from teipress.annotate.forms import Gazetteer, Match, has_case, inverted, is_unspaced
from teipress.annotate.stretches import BARRIER, Stretch
from teipress.registers import Entry

_LETTERS = re.compile(r"[^\W\d_]+")
_SMALL = re.compile(r"(?<![^\W_])[^\W\d_]+(?![^\W_])")
_INITIALS = re.compile(r"(?:(?<=^)|(?<=[^\w.]))((?:[^\W\d_]\. ?){1,4})\Z")
_CAPITAL_BEFORE = re.compile(r"(?<![\w’'.-])([^\W\d_][\w’'‐-]*|[^\W\d_]\w{0,3}\.) \Z")
_CAPITAL_AFTER = re.compile(r" ([^\W\d_][\w‐-]*)")
_SENTENCE_ENDS = ".!?:;…"
_OPENING = "“‘\"'«„‚([—–-* " + BARRIER


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a stretch: from where to where, the entries it may mean, and why it is not certain (empty if it is)."""

    start: int
    end: int
    entries: tuple[Entry, ...]
    doubt: str = ""

    @property
    def is_title(self) -> bool:
        """Whether only works are meant."""
        return all(entry.kind == "work" for entry in self.entries)

    def moved(self, by: int) -> Named:
        """The same name further on."""
        return replace(self, start=self.start + by, end=self.end + by)


@dataclass(slots=True)
class Namer:
    """Finds the names of a document, stretch after stretch."""

    gazetteer: Gazetteer
    small: frozenset[str]  # words that the document writes small

    def names(self, text: str, works: bool = True) -> list[Named]:
        """The names in a text, from left to right; without *works*, those that may stand in a title."""
        found: list[Named] = []
        end = 0
        matches = self.gazetteer.matches(text, "" if works else "work")
        sure = {match.entries[0].id for match in matches if len(match.entries) == 1}
        for at, match in enumerate(matches):
            following = matches[at + 1].start if at + 1 < len(matches) else len(text)
            named = self._named(text, match, end, following, found, sure)
            found.append(named)
            end = named.end
        return found

    def _named(self, text: str, match: Match, since: int, following: int, before: list[Named], sure: set[str]) -> Named:
        """What a match means, *since* and *following* being where the names beside it end and begin.

        *before* are the names before it, *sure* the entries that the text calls by names of their own.
        """
        start, entries, doubt = match.start, match.entries, ""
        people = [entry for entry in entries if entry.kind == "person"]
        if people and len(people) == len(entries):
            start, entries, doubt = self._with_given_names(text, match, since, people)
        elif beside := self._part_of_longer(text, match, since, entries):
            doubt = beside
        if not doubt and (after := self._continued(text, match.end, following, entries)):
            doubt = f"“{text[start : match.end]} {after}” may be something else"
        if not doubt and len(entries) > 1:
            known = [e for e in entries if any(n.entries == (e,) and not n.doubt for n in before)]
            # The full name of one of them stands before, in the same paragraph, and of no other anywhere in it.
            if len(known) == 1 and not {e.id for e in entries} & sure - {known[0].id}:
                entries = known
            else:
                doubt = "several entries have this name"
        doubt = doubt or self._word(text, start, match)
        return Named(start, match.end, tuple(entries), doubt)

    def _with_given_names(
        self, text: str, match: Match, since: int, people: list[Entry]
    ) -> tuple[int, list[Entry], str]:
        """Where a person's name begins, with the given names or initials before it; who is meant by them; a doubt."""
        start = match.start
        if (initials := _INITIALS.search(text, since, start)) is not None:
            letters = re.findall(r"[^\W\d_]", initials[1])
            fitting = [person for person in people if _fits(letters, person)]
            if fitting:
                return initials.start(1), fitting, ""
            if "".join(letters).casefold() not in words.TITLES:
                return start, people, f"the initials {initials[1].strip()} are not in the register"
        begin, chosen = start, people
        while (before := _CAPITAL_BEFORE.search(text, since, begin)) is not None and before[1][0].isupper():
            fitting = [person for person in chosen if before[1].casefold().rstrip(".") in given_names(person)]
            if fitting:
                begin, chosen = before.start(1), fitting
            elif begin < start or self._stands_apart(text, before, match):
                break
            else:
                return start, people, f"“{before[1]} {text[start : match.end]}” may be somebody else"
        return begin, chosen, ""

    def _stands_apart(self, text: str, before: re.Match[str], match: Match) -> bool:
        """Whether a capitalised word before a name is surely no part of it."""
        word = before[1].casefold().rstrip(".")
        if word in words.TITLES or word in words.OPENERS or word.endswith(("’s", "'s", "s’", "s'")):
            return True
        # In a heading in capitals they tell nothing, and a sentence may begin with any word.
        heading = text[before.start(1) : match.end].isupper() and len(word) > 2
        return heading or (word in self.small and begins_sentence(text, before.start(1)))

    def _part_of_longer(self, text: str, match: Match, since: int, entries: list[Entry]) -> str:
        """Why a place or a body may be part of a longer name no register has: New Orleans, the Polish Red Cross."""
        before = _CAPITAL_BEFORE.search(text, since, match.start)
        if before is None or not before[1][0].isupper():
            return ""
        if {entry.kind for entry in entries} == {"place"}:
            if before[1].casefold().rstrip(".") not in words.PARTS_OF_PLACES:
                return ""
        elif self._stands_apart(text, before, match) or not self._common(text[match.start : match.end]):
            return ""
        return f"“{before[1]} {text[match.start : match.end]}” may be something else"

    def _common(self, name: str) -> bool:
        """Whether a name is made of words that the document writes small as well: there may be others of that name."""
        parts = (word.casefold() for word in _LETTERS.findall(name))
        return all({part, f"{part}s", part.removesuffix("s")} & self.small or part in words.OPENERS for part in parts)

    def _continued(self, text: str, end: int, following: int, entries: list[Entry]) -> str:
        """The capitalised word that follows, if it may make another name of it (Lenin Institute, Roy Medvedev)."""
        match = _CAPITAL_AFTER.match(text, end)
        if match is None or following == match.start(1) or not match[1][0].isupper() or match[1] == "I":
            return ""
        if text[max(end - 8, 0) : match.end() + 8].isupper() or match[1].casefold() in words.OPENERS:
            return ""
        return match[1]

    def _word(self, text: str, start: int, match: Match) -> str:
        """Why a name may be no name: where it begins a sentence, or in a heading, it may be a word."""
        written = text[match.start : match.end]
        if is_unspaced(written):
            return "nothing shows where the name ends"
        if not has_case(written):
            return "" if " " in written else "this script has no capitals to tell a name from a word"
        if written == written.lower():
            return "it is written small, and may be no name"
        if start == match.start and all(not f.stated and registers.lists_forms(f.entry) for f in match.forms):
            return "the register does not list this form"
        if " " in written or start < match.start:
            return ""
        for entry in match.entries if len(match.entries) == 1 else ():
            if (
                entry.kind == "organisation"
                and self._common(written)
                and (others := self.gazetteer.sharing(written, entry))
            ):
                return f"others have this word in their names, such as {others[0].name}"
        if all(form.entry.kind == "person" and _is_given_name(form.text, form.entry) for form in match.forms):
            return "a first name alone may be somebody else’s"
        word = written.casefold()
        if word in words.FIRST_NAMES and any(entry.kind == "person" for entry in match.entries):
            return "it may be somebody’s first name"
        if (word in self.small or word in words.WORDS) and (written.isupper() or begins_sentence(text, start)):
            return "it may be a word here, not a name"
        return ""


def begins_sentence(text: str, start: int) -> bool:
    """Whether a sentence, a heading or a quotation begins at *start*, so that any word has a capital there."""
    before = text[:start].rstrip(_OPENING)
    return not before or before[-1] in _SENTENCE_ENDS or text[len(before) : start].strip(" ") not in ("", "-", "–", "—")


def given_names(person: Entry) -> set[str]:
    """The given names of a person, folded: those of `Family, Given`, and what stands before the family name."""
    families = {family for family, _ in filter(None, map(inverted, (person.name, *person.forms)))}
    found: set[str] = set()
    for form in (person.name, *person.forms):
        if turned := inverted(form):
            found.update(turned[1].casefold().split())
        for family in families:
            if form.endswith(f" {family}"):
                found.update(form[: -len(family)].casefold().split())
    return found


def _is_given_name(text: str, person: Entry) -> bool:
    families = {family.casefold() for family, _ in filter(None, map(inverted, (person.name, *person.forms)))}
    return text.casefold() in given_names(person) - families


def _fits(letters: list[str], person: Entry) -> bool:
    """Whether initials are those of a person."""
    for form in (person.name, *person.forms):
        turned = inverted(form)
        given = turned[1].split() if turned else form.split()[:-1]
        if given and [name[:1].casefold() for name in given][: len(letters)] == [
            letter.casefold() for letter in letters
        ]:
            return True
    return False


def small_words(stretches: Iterable[Stretch]) -> Iterator[str]:
    """The words that a document writes small."""
    for stretch in stretches:
        yield from (word for word in _SMALL.findall(stretch.text) if word[0].islower())

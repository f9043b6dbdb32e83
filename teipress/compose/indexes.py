"""Indexes: who and what the text names, in alphabetical order, made from the registers of the edition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby, permutations

from teipress import names
from teipress.book import Index, IndexEntry, Mention, Related, See, plain
from teipress.compose.composer import Composer, index_id
from teipress.compose.entries import filed, filed_as, heading, index_entry, letter, words_of
from teipress.compose.marks import Marks
from teipress.datewords import words_of as date_words
from teipress.header import language
from teipress.registers import Entry, Registers

TITLES = {
    "person": "Index of persons", "place": "Index of places", "organisation": "Index of organisations",
    "work": "Index of works",
}  # fmt: skip
RELATING = ("active", "passive", "mutual")
LONGEST = 80  # a longer name is a description, and nobody looks it up
# Initials before a name: `V. I. Ulianov` is filed as `Ulianov, V. I.`
INITIALS = re.compile(r"((?:\w\.[ -]?)+) ?(\w[^.]+)")


def indexes(
    registers: Registers, marks: Marks, mentions: Mapping[str, Mention], composer: Composer
) -> tuple[Index, ...]:
    """An index of each kind of entry that the text names or leads to."""
    order = {target: number for number, target in enumerate(mentions)}
    places = {
        key: tuple(mentions[target] for target in _shown([marks.ids[element] for element in elements], order))
        for key, elements in marks.entries.items()
    }
    made = _related(registers, _entries(registers, places, composer))
    found = []
    for kind, title in TITLES.items():
        entries = [(entry, made[entry.id]) for entry in registers.of(kind) if entry.id in made]
        if entries:
            found.append(Index(_free(f"index-of-{kind}s", composer), kind, title, tuple(_filed(entries))))
    return tuple(found)


def _shown(targets: Iterable[str], order: Mapping[str, int]) -> list[str]:
    """The targets in reading order; what the view does not show has no place there."""
    return sorted((target for target in set(targets) if target in order), key=order.__getitem__)


def _entries(
    registers: Registers, places: Mapping[str, tuple[Mention, ...]], composer: Composer
) -> dict[str, IndexEntry]:
    """The entries to print, by their key: those that have mentions, and those that the text or a remark leads to."""
    made: dict[str, IndexEntry] = {}
    say = date_words(language(composer.edition))
    waiting = [key for key in registers.entries if places.get(key) or key in composer.linked]
    while waiting:
        key = waiting.pop()
        if key not in made:
            composer.linked.clear()
            entry = index_entry(registers.entries[key], composer, say)
            made[key] = replace(entry, mentions=places.get(key, ()))
            waiting += sorted(composer.linked)
    return made


def _related(registers: Registers, made: Mapping[str, IndexEntry]) -> dict[str, IndexEntry]:
    """The entries of *made*, each with those of them that a `relation` of the registers tells it is related to."""
    found: dict[str, dict[str, Related]] = {key: {} for key in made}
    for relation in registers.edition.tree.iter("{*}relation"):
        keys = [entry.id for entry in registers.meant(relation, RELATING) if entry.id in made]
        for one, other in permutations(keys, 2):
            found[one][other] = Related(made[other].id, made[other].heading)
    order = {key: filed(registers.entries[key]) for key in made}
    return {
        key: replace(entry, related=tuple(others[other] for other in sorted(others, key=order.__getitem__)))
        if (others := found[key])
        else entry
        for key, entry in made.items()
    }


def _free(identifier: str, composer: Composer) -> str:
    return identifier if identifier not in composer.edition.ids else index_id(identifier, composer.edition)


# --- the order --------------------------------------------------------------------------------------------------------


def _filed(entries: list[tuple[Entry, IndexEntry]]) -> Iterator[IndexEntry | See]:
    """Entries and references in alphabetical order; a reference next to its entry tells nobody anything."""
    ordered: list[tuple[str, str, IndexEntry | See]] = []
    for entry, made in entries:
        ordered.append((filed(entry), made.id, made))
        for form in _references(entry):
            key = filed_as(entry, form)
            ordered.append((key, made.id, See(letter(key), heading(entry, form), made.id, made.heading)))
    ordered.sort(key=lambda item: (item[0], plain(item[2].heading), item[1]))
    for _, group in groupby(ordered, key=lambda item: item[1]):
        side_by_side = [item for *_, item in group]
        words = [set(words_of(plain(item.heading))) for item in side_by_side]
        told = [item for item, own in zip(side_by_side, words, strict=True) if not any(own < other for other in words)]
        yield from [item for item in side_by_side if isinstance(item, IndexEntry)] or told


def _references(entry: Entry) -> Iterator[str]:
    """The other names a reader may look for, as an index files them."""
    own, whole = words_of(entry.name.partition(",")[0]), sorted(words_of(entry.name))
    seen = {names.plain(entry.name)}
    for form in entry.forms:
        turned = _turned(entry, form)
        # Who knows the name an entry is filed under looks there.
        known = len(form) > LONGEST or (entry.kind == "person" and set(words_of(form)) & set(own))
        if names.plain(turned) not in seen and not known and sorted(words_of(form)) != whole:
            seen.add(names.plain(turned))
            yield turned


def _turned(entry: Entry, form: str) -> str:
    """A person's name as an index files it, where initials or a known forename tell which part is the surname."""
    if entry.kind != "person" or "," in form:
        return form
    if match := INITIALS.fullmatch(form):
        return f"{match[2].strip()}, {match[1].strip()}"
    given = words_of(entry.name.partition(",")[2])
    words = form.split()
    known = [bool(words_of(word)) and set(words_of(word)) <= set(given) for word in words]
    count = next((n for n, is_given in enumerate(known) if not is_given), len(words))
    return f"{' '.join(words[count:])}, {' '.join(words[:count])}" if 0 < count < len(words) else form

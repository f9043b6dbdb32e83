"""Forms: by what words a text may call the entries of its registers, and where it does."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from teipress.annotate.stretches import BROKEN
from teipress.annotate.words import TITLES
from teipress.registers import Entry

_INITIALISM = re.compile(r"(?:[^\W\d_]\.){2,}")
_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"  # kana and Chinese characters: nothing shows where a word ends
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_](?:[^\W_{_UNSPACED}]|{BROKEN})*")
# A name ends where its word ends; a possessive may follow, but not the rest of a compound (Lenin-Werft, Lenin’sche).
_AFTER = re.compile(rf"(?![^\W_])(?![-‐{BROKEN}][^\W\d_])(?!['’](?!s(?![^\W_]))[^\W\d_])")
# What goes before it makes it part of a longer word, but for the article or preposition of d’Annunzio and l’Humanité.
_BEFORE = re.compile(rf"(?:[^\W_]|[^\W_][-‐{BROKEN}]|[^\W_]['’](?<!\b[dlcjmnstDLCJMNST]['’])(?<!\b[Qq]u['’]))\Z")


@dataclass(frozen=True, slots=True)
class Form:
    """One form: its *text*, the *entry* it may mean, and whether the register states it or it was derived."""

    text: str
    entry: Entry
    stated: bool = True


@dataclass(frozen=True, slots=True)
class Match:
    """Characters of a stretch, from *start* to *end*, that are one of the *forms* of a register."""

    start: int
    end: int
    forms: tuple[Form, ...]

    @property
    def entries(self) -> list[Entry]:
        """The entries that may be meant."""
        return list({form.entry.id: form.entry for form in self.forms}.values())


def forms_of(entry: Entry) -> Iterator[Form]:
    """The forms of an entry: what it states, without what stands in brackets, and what follows from that."""
    if not entry.forms:
        return
    stated = [_unbracketed(text) for text in (entry.name, *entry.forms)]
    for text in stated:
        rank, _, rest = text.partition(" ")
        if entry.kind != "person" or rank.casefold() not in TITLES or rest not in stated:  # Tsar Alexander II
            yield Form(text, entry)
        if _INITIALISM.fullmatch(text):
            yield Form(text.replace(".", ""), entry)
        yield from (Form(derived, entry, stated=False) for derived in _derived(text, entry.kind))
    for family, given in filter(None, map(inverted, stated)) if entry.kind == "person" else ():
        yield Form(f"{given} {family}", entry)


def _derived(name: str, kind: str) -> Iterator[str]:
    """Shorter forms that a text may use: the family name, a place without its country, a title without its rest."""
    if kind in ("person", "place") and ", " in name:
        yield name.partition(", ")[0]
    if kind == "work":
        shorter = name.partition(": ")[0]
        for title in (shorter, re.sub(r"^(?:The|A|An) ", "", name), re.sub(r"^(?:The|A|An) ", "", shorter)):
            if title != name and " " in title:
                yield title


def _unbracketed(name: str) -> str:
    """A name without what a register adds in brackets: `C.N.T. (Confederación Nacional del Trabajo)`."""
    return " ".join(re.sub(r"[(\[][^)\]]*[)\]]", "", name).split()) or name


def inverted(name: str) -> tuple[str, str] | None:
    """Family and given names of `Zinoviev, Grigory`; None for other names."""
    family, comma, given = name.partition(", ")
    return (family, given) if comma and given and "," not in given and given[:1].isupper() else None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All forms of the registers.

    *by_word* has the forms by their first word, each with where that word begins in it; *of_others* has the entries by
    kind and by each word of their names.
    """

    by_word: Mapping[str, list[tuple[str, int, tuple[Form, ...]]]]
    of_others: Mapping[tuple[str, str], list[Entry]]

    def sharing(self, text: str, entry: Entry) -> list[Entry]:
        """The other entries whose names have this one word in them, as `Soviet` is in those of all soviets."""
        return [e for e in self.of_others.get((entry.kind, _singular(text)), ()) if e.id != entry.id]

    def matches(self, text: str, without: str = "") -> list[Match]:
        """Where a text has forms, from left to right, the longest at each place; they never overlap.

        Entries of the kind *without* are left out.
        """
        found: list[Match] = []
        end = 0
        for word in _WORD.finditer(text):
            inside = _BEFORE.search(text, max(0, word.start() - 4), word.start()) and not is_unspaced(word.group())
            if word.start() < end or inside:
                continue
            if match := self._at(text, word, without):
                found.append(match)
                end = match.end
        return found

    def _at(self, text: str, word: re.Match[str], without: str) -> Match | None:
        best: Match | None = None
        written = word.group().casefold()
        # A hyphen at the end of a line may divide a word, or join two.
        keys = dict.fromkeys((written.replace(BROKEN, ""), written.split(BROKEN)[0]))
        for name, offset, forms in chain.from_iterable(self.by_word.get(key, ()) for key in keys):
            start = word.start() - offset
            end = _end(text, start, name) if start >= 0 else 0
            wanted = tuple(form for form in forms if form.entry.kind != without)
            if not wanted or not end or (best and end < best.end) or not _same_case(text[start:end], name):
                continue
            if best and (start, end) == (best.start, best.end):
                wanted = (*best.forms, *wanted)
            best = Match(start, end, wanted)
        return best


def gazetteer(entries: Iterable[Entry]) -> Gazetteer:
    """The forms of these entries, ready to be looked for."""
    by_text: dict[str, dict[str, Form]] = defaultdict(dict)
    of_others: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        for word in dict.fromkeys(_singular(word) for name in entry.forms for word in _WORD.findall(name)):
            of_others[entry.kind, word].append(entry)
        for form in forms_of(entry):
            # One word written small is a word, whatever the register says of it.
            if len(form.text) > 1 and (" " in form.text or form.text != form.text.lower() or not has_case(form.text)):
                known = by_text[form.text].get(entry.id)
                if known is None or (form.stated and not known.stated):
                    by_text[form.text][entry.id] = form
    by_word: dict[str, list[tuple[str, int, tuple[Form, ...]]]] = defaultdict(list)
    for text, found in by_text.items():
        if first := _WORD.search(text):
            by_word[first.group().casefold()].append((text, first.start(), tuple(found.values())))
    return Gazetteer(by_word, of_others)


def _singular(word: str) -> str:
    return word.casefold().removesuffix("s")


def is_unspaced(text: str) -> bool:
    """Whether a text is in a script that sets no spaces between words."""
    return re.search(f"[{_UNSPACED}]", text) is not None


def has_case(text: str) -> bool:
    """Whether a text is in a script that has capitals."""
    return text.lower() != text.upper()


def _same_case(written: str, form: str) -> bool:
    """Whether words are written as the form is, or all in capitals."""
    letters = "".join(c for c in written if c.isalpha())
    return letters == "".join(c for c in form if c.isalpha()) or (len(letters) > 2 and letters.isupper())


_LIKE = {"-": f"-‐–{BROKEN}", "‐": f"-‐–{BROKEN}", "'": "'’ʼ", "’": "'’ʼ"}


def _end(text: str, start: int, form: str) -> int:
    """Where a form that begins at *start* of a text ends there, 0 if it does not stand there.

    Case is left aside, a hyphen at the end of a line may divide any word, and initials may be set apart or not.
    """
    at = start
    form = re.sub(r"(?<=\.) (?=[^\W\d_]\.)", "", form)
    for place, character in enumerate(form):
        if text[at : at + 1] == BROKEN and character.isalnum():
            at += 1
        found = text[at : at + 1]
        if not found or (found.casefold() != character.casefold() and found not in _LIKE.get(character, "")):
            return 0
        at += 1
        if character == "." and form[place + 2 : place + 3] == "." and text[at : at + 1] == " ":
            at += 1
    # `Nansen, Fridtjof` is of lists; in `Nansen, Fridtjof Nansen` it is an accident.
    accident = inverted(form) is not None and re.match(r" [^\W_]", text[at : at + 2])
    cut = form[-1].isalnum() and not is_unspaced(form[-1]) and (accident or not _AFTER.match(text, at))
    return 0 if cut else at

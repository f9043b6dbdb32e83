"""Registers: entries and mentions fit each other, and no entry is there twice. See TEI P5, chapter 13 (ND)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from teipress import names, registers
from teipress.checks import likeness
from teipress.checks.sums import Finding, summed
from teipress.diagnostics import Diagnostic, Place, Severity
from teipress.edition import Edition
from teipress.registers import KIND_OF, NAMING_BY, Entry, Mention, Registers
from teipress.xml import Element, local

KIND_OF_TYPE = {
    "person": "person", "pers": "person", "persname": "person", "place": "place", "placename": "place",
    "org": "organisation", "organisation": "organisation", "organization": "organisation", "orgname": "organisation",
    "work": "work", "bibl": "work",
}  # fmt: skip
ELEMENT_OF = {"person": "persName", "place": "placeName", "organisation": "orgName", "work": "title"}
A = {"person": "a person", "place": "a place", "organisation": "an organisation", "work": "a work"}


def findings(edition: Edition) -> Iterator[Diagnostic]:
    """Everything wrong with the registers of an edition."""
    read = registers.read(edition)
    if read.entries:
        for rule in RULES:
            yield from rule(read)


def names_of_another_kind(read: Registers) -> Iterator[Diagnostic]:
    """A name points to an entry of another kind.

    The index would list a person among the places, and a reader who follows the name lands on the wrong thing.

    Example: `<persName ref="#moscow">`, where `moscow` is a `place`.
    Remedy: correct the id, or use the element for that kind of name.
    """
    for entry in read.entries.values():
        for mention in read.mentions[entry.id]:
            kind = kind_of(mention.element)
            if mention.attribute not in ("ref", "key") or kind in ("", entry.kind):
                continue
            if local(entry.element) == "personGrp" and kind == "organisation":
                continue
            name = local(mention.element)
            yield Diagnostic(
                _place(read, mention),
                "REG-001",
                f"<{name}> points to {A[entry.kind]}: #{entry.id} is {entry.name}",
                f"correct the id, or write <{ELEMENT_OF[entry.kind]}>",
            )


def _place(read: Registers, mention: Mention) -> Place:
    """Where a mention points to its entry."""
    return read.edition.place(mention.element, f'{mention.attribute}="{mention.element.get(mention.attribute)}"')


def kind_of(element: Element) -> str:
    """The kind of entry that a naming element should point to; empty where it may be any."""
    name = local(element)
    if name in ("name", "rs"):
        return KIND_OF_TYPE.get((element.get("type") or "").casefold(), "")
    return KIND_OF.get(name, "")


def entries_without_mention(read: Registers) -> Iterator[Diagnostic]:
    """An entry that nothing mentions.

    A register lists what its text speaks of. An entry without a mention is left over, or the mention was not tagged.

    Example: `<person xml:id="gladkov">`, and no `ref="#gladkov"` anywhere.
    Remedy: give the mention its @ref, or take the entry out.
    """
    if read.edition.missing or read.edition.is_part:
        return  # who is mentioned may stand in what is not at hand
    if not any(mention.where != "register" for mentions in read.mentions.values() for mention in mentions):
        return  # a register that stands by itself: its texts are other documents
    used = {entry.element for entry in read.entries.values() if _used(read, entry)}
    used |= {ancestor for element in used for ancestor in element.iterancestors()}  # a place, by its parts
    found = []
    for entry in read.entries.values():
        if entry.element not in used:
            place = read.edition.place(entry.element, f'"{entry.id}"')
            message = f"nothing mentions #{entry.id} ({entry.name})"
            hint = "give the mention its @ref, or take the entry out"
            severity = Severity.NOTE if _describes(entry.element) else Severity.WARNING
            found.append(Finding(Diagnostic(place, "REG-002", message, hint, severity), f"#{entry.id}"))
    yield from summed(found, "entries are mentioned nowhere")


def _used(read: Registers, entry: Entry) -> bool:
    """Whether the text or header refers to an entry, or another entry names it (the author of a work)."""
    return any(
        mention.where != "register" or (mention.role == "name" and entry.element not in mention.element.iterancestors())
        for mention in read.mentions[entry.id]
    )


def _describes(element: Element) -> bool:
    """Whether an entry stands in a header, which describes who took part and where, mentioned or not."""
    return any(local(ancestor) == "teiHeader" for ancestor in element.iterancestors())


def forms_not_listed(read: Registers) -> Iterator[Diagnostic]:
    """The text calls an entry by a form that its register does not list.

    Where a register lists the forms that the text uses, one that is missing is often a name tied to the wrong entry.
    Case, accents, hyphens, breaks and a possessive ’s count for nothing.

    Example: `<persName ref="#zinoviev">Kamenev</persName>`.
    Remedy: correct the @ref, or add the form to the entry.
    """
    listing = {kind for kind in ELEMENT_OF if any(map(registers.lists_forms, read.of(kind)))}
    found = []
    for entry in read.entries.values():
        if entry.kind not in listing:
            continue
        known = {names.plain(reading) for form in entry.forms for reading in _turned(form)}
        told: set[str] = set()
        for mention in read.in_text(entry.id):
            element = mention.element
            written = names.words(element)
            plain = names.plain(written)
            if not written or plain in known or plain in told:
                continue
            if mention.attribute not in ("ref", "key") or local(element) == "rs":
                continue
            readings = {names.plain(form) for text in names.readings(element) for form in _bared(text)}
            if readings & known or len(read.meant(element)) != 1:
                continue
            told.add(plain)
            message = f"“{written}” is no form of #{entry.id} ({entry.name})"
            hint = f"add it to the entry, or correct the @{mention.attribute}"
            place = _place(read, mention)
            found.append(Finding(Diagnostic(place, "REG-005", message, hint, Severity.NOTE), f"“{written}”"))
    yield from summed(found, "names have forms that the registers do not list")


def _turned(form: str) -> list[str]:
    """A form, and `Surname, Forename` the other way round."""
    family, comma, given = form.partition(", ")
    return [form, f"{given} {family}"] if comma else [form]


def _bared(text: str) -> list[str]:
    """A name as it stands, without its possessive, and without its article."""
    bare = re.sub(r"(?<=\w)(['’]s|(?<=s)['’])$", "", text)
    return [text, bare, re.sub(r"^(the|a|an)\s+", "", bare, flags=re.IGNORECASE)]


def entries_out_of_order(read: Registers) -> Iterator[Diagnostic]:
    """An entry out of alphabetical order.

    Who looks a name up goes by the alphabet. Lists in another order (of rank, of appearance) are left alone.

    Example: Trotsky, Lunacharsky, Zinoviev.
    Remedy: move the entry.
    """
    lists: dict[Element, list[Entry]] = defaultdict(list)
    for entry in read.entries.values():
        parent = entry.element.getparent()
        if parent is not None and local(parent) in registers.LISTS:
            lists[parent].append(entry)
    for entries in lists.values():
        strays = _fewest_strays(entries)
        # Many strays are another order, not errors in this one; few entries may fall into one by chance.
        meant = all("preferred" in {child.get("type") for child in entry.element} for entry in entries)
        by_chance = len(entries) < 6 or 5 * len(strays) > len(entries) or _describes(entries[0].element)
        if by_chance and not meant:
            continue
        for entry in strays:
            rest = sorted((e for e in entries if e not in strays and e.sort < entry.sort), key=lambda e: e.sort)
            yield Diagnostic(
                read.edition.place(entry.element, f'"{entry.id}"'),
                "REG-006",
                f"{entry.name} is out of alphabetical order",
                f"move it behind {rest[-1].name}" if rest else "move it to the beginning",
                Severity.WARNING,
            )


# Lists are in order if they are by any of the ways in which people sort: word by word, letter by letter, as a computer
# does, without articles, by surname.
ORDERS: tuple[Callable[[Entry], str], ...] = (
    lambda entry: entry.sort,
    lambda entry: names.plain(entry.sort),
    lambda entry: names.folded(entry.name),
    lambda entry: entry.name,
    lambda entry: entry.name.casefold(),
    lambda entry: re.sub(r"^(the|a|an|l|le|la|les|der|die|das|el|il) ", "", entry.sort),
    lambda entry: names.sort_key(entry.forms[0].rpartition(" ")[2]) if entry.forms else entry.sort,
)


def _fewest_strays(entries: list[Entry]) -> list[Entry]:
    """The strays by the order that suits best."""
    fewest = entries
    for key in ORDERS:
        if len(strays := _strays(entries, key)) < len(fewest):
            fewest = strays
        if not fewest:
            break
    return fewest


def _strays(entries: list[Entry], key: Callable[[Entry], str]) -> list[Entry]:
    """The fewest entries without which the others are in order."""
    ends: list[str] = []  # the least key that a chain of each length can end with
    lengths: list[int] = []
    for value in map(key, entries):
        length = bisect_left(ends, value)
        while length < len(ends) and ends[length] == value:
            length += 1
        ends[length : length + 1] = [value]
        lengths.append(length)
    strays, wanted = [], len(ends) - 1
    for entry, length in zip(reversed(entries), reversed(lengths), strict=True):
        if length == wanted:
            wanted -= 1
        else:
            strays.append(entry)
    return strays[::-1]


def names_without_reference(read: Registers) -> Iterator[Diagnostic]:
    """A name that points nowhere, though there is a register for its kind.

    It is missing from the index, and nobody has said who is meant.

    Example: `<persName>Smirnov</persName>` in an edition with a `listPerson`.
    Remedy: point to the entry with @ref, or make an entry.
    """
    kinds = {entry.kind for entry in read.entries.values()}
    text = read.edition.tree.iter("{*}text")
    found = []
    naming = [f"{{*}}{ELEMENT_OF[kind]}" for kind in sorted(kinds)]
    for element in (
        e for top in text if not any(local(a) == "text" for a in top.iterancestors()) for e in top.iter(*naming)
    ):
        kind = KIND_OF[local(element)]
        if element in read.within or any(element.get(a) for a in NAMING_BY):
            continue
        above = {local(ancestor) for ancestor in element.iterancestors()}
        if not above & (_CITING if kind == "work" else _NAMED) and (written := names.words(element)):
            message = f"<{local(element)}> “{written}” points to no entry of a register"
            hint = "point to its entry with @ref; make one if there is none"
            diagnostic = Diagnostic(read.edition.place(element), "REG-007", message, hint, Severity.NOTE)
            found.append(Finding(diagnostic, f"“{written}”"))
    yield from summed(found, "names point to no entry of a register")


# Within these a name says no more than they do; within those a title belongs to a citation.
_NAMED = {"persName", "placeName", "orgName", "speaker", "bibl", "biblStruct", "biblFull", "person", "place", "org"}
_CITING = {"bibl", "biblStruct", "biblFull", "listBibl", "msDesc", "title"}

RULES: tuple[Callable[[Registers], Iterable[Diagnostic]], ...] = (
    names_of_another_kind,
    entries_without_mention,
    likeness.entries_alike,
    likeness.numbers,
    forms_not_listed,
    entries_out_of_order,
    names_without_reference,
)

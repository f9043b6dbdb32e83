"""References: ids are unique, and what is pointed at exists. See TEI P5, chapter 17 (SA)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from teipress import registers
from teipress.checks.targets import Miss, Targets
from teipress.diagnostics import FAR, Diagnostic, Place, Severity, nearest, unlikeness
from teipress.edition import Edition
from teipress.pointers import Pointer, pointers
from teipress.registers import KIND_OF, Entry, Registers
from teipress.xml import XML_ID, Element, bearers, local

UNSAFE_SCHEMES = ("javascript", "data", "file", "vbscript")
NOBODY = {"person": "nobody", "place": "no place", "organisation": "no organisation", "work": "no work"}
REMEDY = "correct the id, or give the element it should lead to this xml:id"
MOST_GUESSES = 20
_NCNAME = re.compile(r"[^\W\d][\w.\-·]*", re.UNICODE)
_WORDS = re.compile(r"[^\W\d_]+")


def findings(edition: Edition) -> Iterator[Diagnostic]:
    """Everything wrong with the ids of an edition and the pointers to them."""
    yield from duplicate_ids(edition)
    yield from names_that_are_no_ids(edition)
    yield from dangling_pointers(edition)


def dangling_pointers(edition: Edition) -> Iterator[Diagnostic]:
    """A pointer whose target does not exist.

    Readers follow @ref, @target, @resp and their like; a dead one shows as plain text in every format. Private schemes
    (`psn:lenin`) are followed as their `prefixDef` says, and into other files of the edition.

    Example: `<note resp="#translater">` where the header has `<editor xml:id="translator">`.
    Remedy: correct the id, or add the element it should lead to.
    """
    guesses = MOST_GUESSES
    read: Registers | None = None
    targets = Targets(edition)
    for pointer in pointers(edition):
        if pointer.scheme in UNSAFE_SCHEMES:
            yield Diagnostic(
                edition.place(pointer.element, pointer.target[:40]),
                "REF-001",
                f"@{pointer.attribute}={pointer.target[:60]!r} is an address no edition may use; it is not followed",
                "point to a place in the edition, or to an http(s) address",
            )
        elif (miss := targets.miss(pointer)) is None:
            continue
        elif miss.reason:
            yield _dangling(edition, pointer, miss.reason, Severity.WARNING)
        else:
            read = read or registers.read(edition)
            # Where a whole list is missing, thousands of names would be compared with thousands.
            yield _to_nothing(pointer, miss, read, guesses > 0)
            guesses -= 1


def _to_nothing(pointer: Pointer, miss: Miss, read: Registers, guess: bool) -> Diagnostic:
    """The finding on a pointer to an id; where it should lead to an entry, it says of what register."""
    edition, entries = read.edition, read.entries
    kind = KIND_OF.get(local(pointer.element), "") if pointer.attribute == "ref" else ""
    kind = "person" if pointer.attribute == "who" else kind
    own = [] if miss.where else [entry for entry in entries.values() if entry.kind == kind]
    where = f"nothing in {miss.where}" if miss.where else "nothing in this edition"
    if own:
        file = edition.file_of(own[0].element)
        where = f"{NOBODY[kind]} in {file if file != edition.name else 'the register'}"
    found = _likeliest(pointer, miss, own) if guess else ""
    named = None if miss.where else entries.get(found)
    # As it is written here: with the file's name or the private scheme before it.
    written = pointer.target.replace(miss.id, found) if miss.id and miss.id in pointer.target else f"#{found}"
    hint = f"did you mean {written}{f' ({named.name})' if named else ''}?" if found else REMEDY
    severity = Severity.WARNING if miss.where else Severity.ERROR
    return _dangling(edition, pointer, hint, severity, where)


def _likeliest(pointer: Pointer, miss: Miss, own: Sequence[Entry]) -> str:
    """The id that was meant: one spelled alike, or one of an entry whose name is alike, or stands in the text."""
    near = {entry.id: unlikeness(miss.id, entry.id) for entry in own}
    best = min(near, key=lambda each: (near[each], each), default="")
    if best and near[best] < FAR:
        return best
    if found := nearest(miss.id, miss.known):
        return found
    if named := _named(miss.id, own):
        return named
    text = " ".join("".join(pointer.element.itertext()).split()) if pointer.attribute == "ref" else ""
    return _named(text, own) if len(text) <= MOST_LETTERS else ""


MOST_LETTERS = 80  # of a name


def _named(words: str, entries: Sequence[Entry]) -> str:
    """The id of the entry whose name has all these words, or some spelled alike; empty if no one is likeliest."""
    wanted = [word for word in _WORDS.findall(words.replace("_", " ").casefold()) if len(word) > 2]
    costs: dict[str, float] = {}
    for entry in entries:
        known = {word for form in entry.forms for word in _WORDS.findall(form.casefold())}
        costs[entry.id] = sum(min((unlikeness(word, each) for each in known), default=FAR) for word in wanted)
    ranked = sorted(costs, key=lambda each: (costs[each], each))[:2]
    if (
        not wanted
        or not ranked
        or costs[ranked[0]] >= FAR
        or (len(ranked) > 1 and costs[ranked[1]] == costs[ranked[0]])
    ):
        return ""
    return ranked[0]


def _dangling(
    edition: Edition,
    pointer: Pointer,
    hint: str,
    severity: Severity = Severity.ERROR,
    where: str = "nothing in this edition",
) -> Diagnostic:
    return Diagnostic(
        _place(edition, pointer.element, pointer.attribute, pointer.target),
        "REF-001",
        f'@{pointer.attribute}="{pointer.target}" points to {where}',
        hint,
        severity,
    )


def _place(edition: Edition, element: Element, attribute: str, value: str, shift: int = 0) -> Place:
    """Where a value stands, which is that of the attribute or a part of it; *shift* columns from it."""
    for quote in "\"'":
        near = f"{attribute}={quote}"
        place = edition.place(element, f"{near}{value}")
        if place.column:
            return place._replace(column=place.column + len(near) + shift)
    return edition.place(element, value)


def duplicate_ids(edition: Edition) -> Iterator[Diagnostic]:
    """Two elements with one xml:id.

    An id must be unique in the whole edition: a pointer to it could mean either element.

    Example: `<pb xml:id="p12"/>` … `<pb xml:id="p12"/>`.
    Remedy: give one of them an id of its own.
    """
    for element in bearers(edition.tree):
        identifier = element.get(XML_ID, "")
        if edition.ids[identifier] is not element:
            first = edition.place(edition.ids[identifier])
            yield Diagnostic(
                _place(edition, element, "xml:id", identifier, -1),
                "REF-002",
                f'xml:id="{identifier}" is taken: it stands already in {first.file}, line {first.line}',
                "give one of the two an id of its own",
            )


def names_that_are_no_ids(edition: Edition) -> Iterator[Diagnostic]:
    """An xml:id that is no name.

    XML wants an id to begin with a letter or an underscore and to hold no spaces; others can't be pointed at.

    Example: `<pb xml:id="12"/>`.
    Remedy: put a letter in front: `xml:id="p12"`.
    """
    for identifier, element in edition.ids.items():
        if not _NCNAME.fullmatch(identifier):
            yield Diagnostic(
                _place(edition, element, "xml:id", identifier, -1),
                "REF-003",
                f'xml:id="{identifier}" is no name',
                f'write xml:id="{_as_name(identifier, element, edition)}"; '
                "an id begins with a letter and has letters, digits, hyphens, points and underscores only",
            )


def _as_name(identifier: str, element: Element, edition: Edition) -> str:
    """The id that was likely meant, as its neighbours are named: with their first letters before a number."""
    joint = "_" if sum("_" in each for each in edition.ids) > sum("-" in each for each in edition.ids) else "-"
    name = re.sub(r"[^\w.\-·]+", joint, identifier).strip(joint) or "id"
    if not _NCNAME.fullmatch(name):
        beside = (re.match(r"([^\W\d]\D*)\d", each) for each, e in edition.ids.items() if e.tag == element.tag)
        first = Counter(match[1] for match in beside if match).most_common(1)
        name = f"{first[0][0] if first else local(element)[:1] if name[:1].isdigit() else '_'}{name.lstrip('-.·')}"
    return name if name not in edition.ids else f"{name}-2"

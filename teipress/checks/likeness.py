"""Likeness: entries of a register that seem to be one, and the numbers that libraries know them by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from teipress import authorities, names, registers
from teipress.checks.sums import Finding, summed
from teipress.dates import Interval
from teipress.diagnostics import Diagnostic, Severity
from teipress.registers import Entry, Registers
from teipress.xml import XML_ID, Element, local

MOST_ALIKE = 30  # entries under one name; beyond it the name tells nothing


def entries_alike(read: Registers) -> Iterator[Diagnostic]:
    """Two entries that look like one, and no note that says they are two.

    They have the same name, or one form in common, and nothing that tells them apart: lives apart, other countries,
    other authors. Perhaps one thing was entered twice.

    Example: `Smirnov, Ivan` and `Smirnov, Vladimir`, both with the form `Smirnov`.
    Remedy: join them; or say that they are two, with `<note type="distinct">Not <ref target="#smirnov-ivan">Ivan
    Smirnov</ref>.</note>`, @sameAs, @corresp or a `relation`.
    """
    by_form: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in read.entries.values():
        for form in {names.plain(form) for form in _stated(entry)} - {""}:
            by_form[entry.kind, form].append(entry)
    pairs: dict[tuple[str, str], str] = {}
    for (_, form), entries in sorted(by_form.items()):
        for one, other in combinations(entries, 2) if len(entries) <= MOST_ALIKE else ():
            if not _apart(one, other, form):
                shared = next(text for text in _stated(other) if names.plain(text) == form)
                pairs.setdefault((one.id, other.id), shared)
    related = _related(read) if pairs else set()
    found = []
    for (first, second), shared in pairs.items():
        if frozenset((first, second)) in related:
            continue
        one, other = read.entries[first], read.entries[second]
        diagnostic = Diagnostic(
            read.edition.place(other.element, f'"{other.id}"'),
            "REG-003",
            f"#{other.id} ({other.name}) looks like #{one.id} ({one.name}): both are called “{shared}”",
            f'join them, or say that they are two: <note type="distinct">Not <ref target="#{one.id}">…</ref></note>',
            Severity.WARNING,
        )
        found.append(Finding(diagnostic, f"#{one.id} and #{other.id}"))
    yield from summed(found, "pairs of entries look like one")


def _stated(entry: Entry) -> list[str]:
    """The names that stand in an entry, not those made of the parts of a name."""
    titles = entry.element.iter("{*}title") if entry.kind == "work" else ()
    written = {names.words(child) for child in (*entry.element, *titles)} if len(entry.forms) > 1 else entry.forms
    return [entry.name, *(form for form in entry.forms if form in written)]


def _apart(one: Entry, other: Entry, form: str) -> bool:
    """Whether two entries with one name are told apart by what they say of themselves."""
    if one.element in other.element.iterancestors() or other.element in one.element.iterancestors():
        return True  # a part, and the whole
    mine, theirs = _life(one), _life(other)
    if mine is not None and theirs is not None and not mine.overlaps(theirs):
        return True
    if one.kind == "person":
        if mine is not None and theirs is not None:
            return False
        # Without both lives, a name in common is enough only if it is the name of both.
        return not names.plain(one.name) == names.plain(other.name) == form
    told = ((one.country, other.country), (one.geo, other.geo), (one.author, other.author), (one.date, other.date))
    if any(this and that and names.plain(this) != names.plain(that) for this, that in told):
        return True
    # Fields of two farms, and two letters to the editor in two papers, are called alike.
    return _home(one.element) != _home(other.element)


def _life(entry: Entry) -> Interval | None:
    """From birth to death, if both are told; else when it flourished or existed."""
    if entry.born is not None and entry.died is not None and not entry.died.before(entry.born):
        return Interval(entry.born.first, entry.died.last)
    spans = (child for child in entry.element if local(child) in ("floruit", "event"))
    return next((span for child in spans if (span := registers.when(child)) is not None), None)


def _home(element: Element) -> Element | None:
    """The entry around an entry, or none."""
    return next((a for a in element.iterancestors() if local(a) in registers.KINDS), None)


def _related(read: Registers) -> set[frozenset[str]]:
    """The pairs of entries of which one points to the other, or a relation to both."""
    found: set[frozenset[str]] = set()
    for identifier, mentions in read.mentions.items():
        for mention in mentions:
            if mention.where == "register":
                around = (a.get(XML_ID, "") for a in (mention.element, *mention.element.iterancestors()))
                found.update(frozenset((identifier, holder)) for holder in around if holder in read.entries)
    for relation in read.edition.tree.iter("{*}relation"):
        targets = (t for name in ("active", "passive", "mutual") for t in (relation.get(name) or "").split())
        ends = {read.addresses.identifier(target) for target in targets} - {""}
        found.update(frozenset(pair) for pair in combinations(sorted(ends), 2))
    return found


def numbers(read: Registers) -> Iterator[Diagnostic]:
    """An authority number that is malformed, or that two entries share.

    A wrong number ties the entry to somebody else, for every archive that reads it. Most end with a check digit, which
    finds a digit that was mistyped.

    Example: `<idno type="GND">118640401</idno>`; the number of Rosa Luxemburg under two entries.
    Remedy: look the number up again; if in doubt, leave it out.
    """
    bearers: dict[tuple[str, str], Entry] = {}
    related: set[frozenset[str]] | None = None
    for entry in read.entries.values():
        for kind, number in entry.authorities:
            authority = authorities.of_type(kind)
            if authority is None:
                continue
            fault = authorities.fault(authority, number)
            first = bearers.setdefault((authority.name, number), entry)
            if not fault and first is entry:
                continue
            place = read.edition.place(authorities.bearer(entry.element, number), number)
            related = _related(read) if related is None else related
            if fault:
                yield Diagnostic(
                    place,
                    "REG-004",
                    f"{number!r} is no number of {authority.name} ({entry.name})",
                    f"{fault}; look it up again",
                )
            elif frozenset((first.id, entry.id)) not in related:
                yield Diagnostic(
                    place,
                    "REG-004",
                    f"{authority.name} {number} stands under #{first.id} ({first.name}) and #{entry.id} ({entry.name})",
                    "take it from the one it does not belong to, or join the two",
                    Severity.WARNING,
                )

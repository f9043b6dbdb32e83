"""References: ids are unique, and what is pointed at exists. See TEI P5, chapter 17 (SA)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from urllib.parse import unquote

from teipress import files, registers
from teipress.diagnostics import Diagnostic, Severity, nearest
from teipress.edition import Edition
from teipress.pointers import Pointer, pointers
from teipress.registers import KIND_OF, Registers
from teipress.xml import XML_ID, local

FILE_ATTRIBUTES = ("target", "url", "facs", "source")
UNSAFE_SCHEMES = ("javascript", "data", "file", "vbscript")
NOBODY = {"person": "nobody", "place": "no place", "organisation": "no organisation", "work": "no work"}
MOST_GUESSES = 20
_NCNAME = re.compile(r"[^\W\d][\w.\-·]*", re.UNICODE)


def dangling_pointers(edition: Edition) -> Iterator[Diagnostic]:
    """A pointer whose target does not exist.

    Readers follow @ref, @target, @resp and their like; a dead one shows as plain text in every format.

    Example: `<note resp="#translater">` where the header has `<editor xml:id="translator">`.
    Remedy: correct the id, or add the element it should lead to.
    """
    guesses = MOST_GUESSES
    read: Registers | None = None
    for pointer in pointers(edition):
        if pointer.id is not None:
            # Where a part of the edition is not at hand, what it holds cannot be told from what there is not.
            if unquote(pointer.id) not in edition.ids and not (edition.missing or edition.is_part):
                read = read or registers.read(edition)
                # Where a whole list is missing, thousands of names would be compared with thousands.
                yield _to_nothing(pointer, read, guesses > 0)
                guesses -= 1
        elif pointer.scheme in UNSAFE_SCHEMES:
            yield Diagnostic(
                edition.place(pointer.element, pointer.target[:40]),
                "REF-001",
                f"@{pointer.attribute}={pointer.target[:60]!r} is an address no edition may use; it is not followed",
                "point to a place in the edition, or to an http(s) address",
            )
        elif not pointer.scheme and pointer.target[:1] != "#" and pointer.attribute in FILE_ATTRIBUTES:
            yield from _missing_file(edition, pointer)


def _to_nothing(pointer: Pointer, read: Registers, guess: bool) -> Diagnostic:
    """The finding on a pointer into this edition; where it should lead to an entry, it says of what register."""
    edition, entries = read.edition, read.entries
    kind = KIND_OF.get(local(pointer.element), "") if pointer.attribute == "ref" else ""
    kind = "person" if pointer.attribute == "who" else kind
    own = [entry for entry in entries.values() if entry.kind == kind]
    where = "nothing in this edition"
    if own:
        file = edition.file_of(own[0].element)
        where = f"{NOBODY[kind]} in {file if file != edition.name else 'the register'}"
    known = [f"#{entry.id}" for entry in own] if guess else []
    found = nearest(pointer.target, known) or nearest(pointer.target, (f"#{i}" for i in edition.ids) if guess else ())
    named = entries.get(found[1:])
    remedy = "correct the id, or give the element it should lead to this xml:id"
    hint = f"did you mean {found}{f' ({named.name})' if named else ''}?" if found else remedy
    return _dangling(edition, pointer, hint, where=where)


def _missing_file(edition: Edition, pointer: Pointer) -> Iterator[Diagnostic]:
    try:
        path = edition.asset(pointer.target, pointer.element)
    except files.Outside as reason:
        yield _dangling(
            edition, pointer, f"it {reason}; keep what the edition needs below its folder", Severity.WARNING
        )
        return
    if not os.path.exists(path):  # noqa: PTH110 (a name of 300 letters is no file; Path.exists raises for it)
        yield _dangling(
            edition, pointer, "there is no such file in the edition; correct the name or add it", Severity.WARNING
        )


def _dangling(
    edition: Edition,
    pointer: Pointer,
    hint: str,
    severity: Severity = Severity.ERROR,
    where: str = "nothing in this edition",
) -> Diagnostic:
    return Diagnostic(
        edition.place(pointer.element, pointer.target),
        "REF-001",
        f'@{pointer.attribute}="{pointer.target}" points to {where}',
        hint,
        severity,
    )


def duplicate_ids(edition: Edition) -> Iterator[Diagnostic]:
    """Two elements with one xml:id.

    An id must be unique in the whole edition: a pointer to it could mean either element.

    Example: `<pb xml:id="p12"/>` … `<pb xml:id="p12"/>`.
    Remedy: give one of them an id of its own.
    """
    for element in edition.tree.iter("{*}*"):
        identifier = element.get(XML_ID)
        if identifier is not None and edition.ids[identifier] is not element:
            first = edition.place(edition.ids[identifier])
            yield Diagnostic(
                edition.place(element, f'"{identifier}"'),
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
                edition.place(element, f'"{identifier}"'),
                "REF-003",
                f'xml:id="{identifier}" is no name',
                "begin it with a letter and use letters, digits, hyphens, points and underscores only",
            )

"""References: ids are unique, and what is pointed at exists. See TEI P5, chapter 17 (SA)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from urllib.parse import unquote

from teipress import files
from teipress.diagnostics import Diagnostic, Severity, did_you_mean
from teipress.edition import Edition
from teipress.pointers import Pointer, pointers
from teipress.xml import XML_ID

FILE_ATTRIBUTES = ("target", "url", "facs", "source")
UNSAFE_SCHEMES = ("javascript", "data", "file", "vbscript")
MOST_GUESSES = 20
_NCNAME = re.compile(r"[^\W\d][\w.\-·]*", re.UNICODE)


def dangling_pointers(edition: Edition) -> Iterator[Diagnostic]:
    """A pointer whose target does not exist.

    Readers follow @ref, @target, @resp and their like; a dead one shows as plain text in every format.

    Example: `<note resp="#translater">` where the header has `<editor xml:id="translator">`.
    Remedy: correct the id, or add the element it should lead to.
    """
    guesses = MOST_GUESSES
    for pointer in pointers(edition):
        if pointer.id is not None:
            if unquote(pointer.id) not in edition.ids:
                # Where a whole register is missing, thousands of names would be compared with thousands.
                known = [f"#{identifier}" for identifier in edition.ids] if guesses else []
                guesses = max(guesses - 1, 0)
                remedy = "correct the id, or give the element it should lead to this xml:id"
                yield _dangling(edition, pointer, did_you_mean(pointer.target, known, remedy))
        elif pointer.scheme in UNSAFE_SCHEMES:
            yield Diagnostic(
                edition.place(pointer.element, pointer.target[:40]),
                "REF-001",
                f"@{pointer.attribute}={pointer.target[:60]!r} is an address no edition may use; it is not followed",
                "point to a place in the edition, or to an http(s) address",
            )
        elif not pointer.scheme and pointer.target[:1] != "#" and pointer.attribute in FILE_ATTRIBUTES:
            yield from _missing_file(edition, pointer)


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


def _dangling(edition: Edition, pointer: Pointer, hint: str, severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic(
        edition.place(pointer.element, pointer.target),
        "REF-001",
        f'@{pointer.attribute}="{pointer.target}" points to nothing in this edition',
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

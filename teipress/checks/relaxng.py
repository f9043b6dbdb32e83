"""RELAX NG: what the grammar engine finds, as diagnostics. See `teipress.grammar`, which gives the verdict."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from teipress import grammar
from teipress.diagnostics import Diagnostic, Place
from teipress.edition import Edition
from teipress.xml import XML_ID

_NCNAME = re.compile(r"[^\W\d][\w.\-·]*")


def violations(edition: Edition, name: str, data: bytes) -> Iterator[Diagnostic]:
    """What the RELAX NG schema *name*, whose bytes are *data*, has against the edition.

    Raises `Trouble` if it is no schema that can be used.
    """
    found = grammar.faults(grammar.load(Path(name), data), edition.sources | edition.texts, edition.name)
    if not found:
        return
    # Needed only where there is something to tell.
    from teipress.checks.faults import words
    from teipress.checks.glosses import glosses_of
    from teipress.grammar.fault import Kind
    from teipress.pointers import pointers

    # REF-001, REF-002 and REF-003 tell of these, and better than a schema that lists all ids.
    dangling = {
        (pointer.attribute, pointer.element.get(pointer.attribute))
        for pointer in pointers(edition)
        if pointer.id is not None and unquote(pointer.id) not in edition.ids
    }
    ids = Counter(element.get(XML_ID) for element in edition.tree.iter("{*}*"))
    glosses = glosses_of(data)
    for fault in found:
        told = fault.kind is Kind.VALUE and (
            (fault.attribute, fault.found) in dangling
            or (fault.attribute == "xml:id" and (ids[fault.found] > 1 or not _NCNAME.fullmatch(fault.found)))
        )
        if told or (fault.kind is Kind.DUPLICATE_ID and fault.attribute == "xml:id"):
            continue
        line, column = fault.start if fault.kind is Kind.MISSING else (fault.line, fault.column)
        yield Diagnostic(Place(fault.file, line, column, fault.path), *words(fault, glosses))

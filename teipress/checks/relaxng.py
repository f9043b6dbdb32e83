"""RELAX NG: what the grammar engine finds, in an editor's words. See `teipress.grammar`, which gives the verdict."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from teipress import grammar, xml
from teipress.diagnostics import Diagnostic, Place, did_you_mean
from teipress.edition import Edition
from teipress.grammar.fault import Fault, Kind
from teipress.pointers import pointers

# How the commonest datatypes look, in words.
SHAPES = {
    "date": "a date as 1917-11-07",
    "gYear": "a year as 1917",
    "gYearMonth": "a month as 1917-11",
    "integer": "a whole number",
    "positiveInteger": "a whole number from 1",
    "nonNegativeInteger": "a whole number",
    "decimal": "a number",
    "string": "other words than these",
    "ID": "a name that no other element bears",
    "NCName": "a name",
    "language": "a language tag as fr or ru-Latn",
    "anyURI": "an address",
}
MOST_NAMES = 12
MOST_WORDS = 30  # characters shown of a text that is out of place
_NCNAME = re.compile(r"[^\W\d][\w.\-·]*")
Words = tuple[str, str]  # a message, and a hint


def violations(edition: Edition, name: str, data: bytes) -> Iterator[Diagnostic]:
    """What the RELAX NG schema *name*, whose bytes are *data*, has against the edition.

    Raises `Trouble` if it is no schema that can be used.
    """
    found = grammar.faults(grammar.load(Path(name), data), edition.sources, edition.name)
    if not found:
        return
    # REF-001 and REF-003 tell of these, and better than a schema that lists all ids.
    dangling = {
        (pointer.attribute, pointer.element.get(pointer.attribute))
        for pointer in pointers(edition)
        if pointer.id is not None and unquote(pointer.id) not in edition.ids
    }
    for fault in found:
        told = fault.kind is Kind.VALUE and (
            (fault.attribute, fault.found) in dangling
            or (fault.attribute == "xml:id" and not _NCNAME.fullmatch(fault.found))
        )
        if not told and not (fault.kind is Kind.DUPLICATE_ID and fault.attribute == "xml:id"):
            yield diagnostic(fault)


def diagnostic(fault: Fault) -> Diagnostic:
    """A fault in words."""
    line, column = fault.start if fault.kind is Kind.MISSING else (fault.line, fault.column)
    return Diagnostic(Place(fault.file, line, column, fault.path), "SCH-001", *WORDS[fault.kind](fault))


# --- elements ---------------------------------------------------------------------------------------------------------


def _root(fault: Fault) -> Words:
    hint = f"did you mean <{fault.nearest}>?" if fault.nearest else _listed("begin it with", fault.expected)
    return f"<{fault.element}> is not what a document of this schema begins with", hint


def _namespace(fault: Fault) -> Words:
    if fault.namespace == xml.TEI:
        message = f"<{fault.element}> does not stand in the TEI's namespace, so nothing in it is TEI"
    else:
        message = f"<{fault.element}> does not stand in the namespace {fault.namespace or 'without a name'}"
    return message, f'write <{fault.element} xmlns="{fault.namespace}">'


def _unknown(fault: Fault) -> Words:
    allowed = _listed(f"<{fault.parent}> may hold", fault.expected)
    hint = f"did you mean <{fault.nearest}>?" if fault.nearest else allowed
    return f"<{fault.element}> (found in <{fault.parent}>) is no element of this schema", hint


def _misplaced(fault: Fault) -> Words:
    return f"<{fault.element}> may not stand in <{fault.parent}>", _listed(f"<{fault.element}> belongs in", fault.homes)


def _misordered(fault: Fault) -> Words:
    where = f"after <{fault.after}>" if fault.after else "at its beginning"
    return (
        f"<{fault.element}> may stand in <{fault.parent}>, but not here, {where}",
        "move it, or look for what is missing or too much before it",
    )


def _missing(fault: Fault) -> Words:
    if len(fault.expected) == 1:
        return f"<{fault.element}> lacks <{fault.expected[0]}>, which it must hold", f"add <{fault.expected[0]}>"
    where = f" before <{fault.found}>" if fault.found else ""
    return f"what <{fault.element}> holds is not complete{where}", _listed("add one of", fault.expected)


def _text(fault: Fault) -> Words:
    words = " ".join(fault.found.split())
    shown = words if len(words) <= MOST_WORDS else words[: MOST_WORDS - 1] + "…"
    return (
        f"<{fault.element}> may hold elements only, and here is text: “{shown}”",
        _listed("put it inside one of", fault.expected),
    )


def _content(fault: Fault) -> Words:
    return f"<{fault.element}> may not hold “{fault.found}”", _takes(fault)


# --- attributes -------------------------------------------------------------------------------------------------------


def _attribute(fault: Fault) -> Words:
    names = [f"@{name}" for name in fault.expected]
    hint = f"did you mean @{fault.nearest}?" if fault.nearest else _listed(f"<{fault.element}> takes", names)
    return f"<{fault.element}> has no attribute @{fault.attribute} in this schema", hint


def _value(fault: Fault) -> Words:
    hint = did_you_mean(fault.found, fault.values, _takes(fault))
    return f'@{fault.attribute} of <{fault.element}> may not be "{fault.found}"', hint


def _lacks_attribute(fault: Fault) -> Words:
    return f"<{fault.element}> lacks @{fault.attribute}, which it must have", f'add {fault.attribute}="…"'


def _clash(fault: Fault) -> Words:
    return f"@{fault.attribute} does not go with what else <{fault.element}> bears or holds", "take one of the two out"


def _duplicate(fault: Fault) -> Words:
    file, line, _ = fault.first
    return (
        f'{fault.attribute}="{fault.found}" is taken: it stands already in {file}, line {line}',
        "give one of the two an id of its own",
    )


def _dangling(fault: Fault) -> Words:
    return f'@{fault.attribute}="{fault.found}": no element bears this id', "correct it, or give the element this id"


WORDS: dict[Kind, Callable[[Fault], Words]] = {
    Kind.ROOT: _root,
    Kind.NAMESPACE: _namespace,
    Kind.UNKNOWN: _unknown,
    Kind.MISPLACED: _misplaced,
    Kind.MISORDERED: _misordered,
    Kind.MISSING: _missing,
    Kind.TEXT: _text,
    Kind.CONTENT: _content,
    Kind.ATTRIBUTE: _attribute,
    Kind.VALUE: _value,
    Kind.LACKS_ATTRIBUTE: _lacks_attribute,
    Kind.CLASH: _clash,
    Kind.DUPLICATE_ID: _duplicate,
    Kind.DANGLING_IDREF: _dangling,
    Kind.MALFORMED: lambda fault: (f"the document cannot be read: {fault.found}", "correct the line"),
    Kind.ENOUGH: lambda fault: ("the rest of the document was not looked at", "mend what stands above, and ask again"),
}


def _takes(fault: Fault) -> str:
    """What a value may be."""
    shape = " or ".join(SHAPES.get(kind, kind) for kind in fault.types)
    takes = " or ".join(filter(None, (", ".join(fault.values[:MOST_NAMES]), shape)))
    return f"it takes {takes}" if takes else "see the schema"


def _listed(lead: str, names: Iterable[str]) -> str:
    ordered = sorted(names)
    if not ordered:
        return "take it out"
    shown = [name if name.startswith("@") else f"<{name}>" for name in ordered]
    more = f" and {len(shown) - MOST_NAMES} more" if len(shown) > MOST_NAMES else ""
    return f"{lead} {', '.join(shown[:MOST_NAMES])}{more}"

"""Faults: what a document has against it by its schema, in an editor's words. Each rule's docstring is its page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from teipress import xml
from teipress.checks.glosses import Glosses
from teipress.diagnostics import unlikeness
from teipress.grammar.fault import Fault, Kind, Spot, Way

# How the commonest datatypes look, in words.
SHAPES = {
    "date": "a date as 1917-11-07",
    "gYear": "a year as 1917",
    "gYearMonth": "a month as 1917-11",
    "integer": "a whole number",
    "positiveInteger": "a whole number from 1",
    "nonNegativeInteger": "a whole number",
    "decimal": "a number",
    "boolean": "true or false",
    "duration": "a duration as P3D",
    "string": "other words than these",
    "ID": "a name that no other element bears",
    "NCName": "a name",
    "language": "a language tag as fr or ru-Latn",
    "anyURI": "an address",
    r"token (\p{L}|\p{N}|\p{P}|\p{S})+": "one word, without blanks",
    r"token [^\p{C}\p{Z}]+": "one word, without blanks",
}
LIKELIEST = 5
MOST_WORDS = 30  # characters shown of a text that is out of place
LEVELS = ("", "one level", "two levels", "three levels", "four levels")
Words = tuple[str, str]  # a message, and a hint
Rule = Callable[[Fault, Glosses], Words]


# --- elements ---------------------------------------------------------------------------------------------------------


def unknown_element(fault: Fault, glosses: Glosses) -> Words:
    """An element that the schema does not have.

    Programs that read TEI pass over what they do not know, or stop at it. Most are slips of spelling, or come from
    HTML.

    Example: `<persname>` where the schema has `persName`; `<i>` for `<hi>`.
    Remedy: write the name that the message offers, or one of those that may stand there.
    """
    message = f"<{fault.element}> (found in <{fault.parent}>) is no element of this schema"
    return message, _meant_element(fault, glosses) or _may_stand(fault)


def misplaced_element(fault: Fault, glosses: Glosses) -> Words:
    """An element that may not stand where it does.

    The schema has it, but not in this parent, or not behind these siblings. The message says where near by it may
    stand.

    Example: `<p>` in `<p>`; `<head>` behind the first paragraph; `<item>` without a `<list>` around it.
    Remedy: move it to one of the places named, or put the element around it that it wants.
    """
    known = glosses.named(fault.element)
    name = f"<{fault.element}> ({known})" if known else f"<{fault.element}>"
    if fault.kind is Kind.MISORDERED:
        where = f"after <{fault.after}>" if fault.after else "at its beginning"
        message = f"{name} may stand in <{fault.parent}>, but not here, {where}"
        otherwise = "move it, or look for what is missing or too much before it"
    else:
        message = f"{name} may not stand in <{fault.parent}>"
        otherwise = _listed(f"<{fault.element}> belongs in", fault.homes)
    places = "; or ".join(_place(spot, fault.element) for spot in fault.spots[:2])
    meant = _meant_element(fault, glosses)
    return message, f"{meant} Else {places}" if meant and places else meant or places or otherwise


def _place(spot: Spot, name: str) -> str:
    """A place where an element may stand, and what to do to get it there."""
    levels = LEVELS[spot.levels] if spot.levels < len(LEVELS) else f"{spot.levels} levels"
    match spot.way:
        case Way.UP:
            return f"<{name}> may stand in <{spot.inside}>, {levels} up, after </{spot.beside}>"
        case Way.BEFORE:
            return f"move it up in <{spot.inside}>, before <{spot.beside}> in line {spot.line}"
        case Way.INTO:
            return f"move it into the <{spot.inside}> before it, which ends in line {spot.line}"
        case Way.WRAPPED:
            outer = f" of a <{spot.outer}>" if spot.outer else ""
            where = f"{levels} up, after </{spot.beside}>" if spot.levels else "here"
            return f"put it into a <{spot.inside}>{outer}, which may stand {where}"


def incomplete_content(fault: Fault, glosses: Glosses) -> Words:
    """An element that lacks something.

    The schema says that it must hold another element, and it does not, or not before the one that follows.

    Example: `<titleStmt/>` without a `<title>`; `<div>` without anything in it.
    Remedy: add what the message names.
    """
    where = f" before <{fault.found}>" if fault.found else ""
    if len(fault.expected) == 1:
        (name,) = fault.expected
        message = f"<{fault.element}> lacks <{name}>, which it must hold"
        return message, f"add <{name}>{where}{_said(glosses.element(name))}"
    return f"what <{fault.element}> holds is not complete{where}", _one_of("add", fault.expected)


def text_not_allowed(fault: Fault, glosses: Glosses) -> Words:
    """Text where there may be elements only.

    Words that stand directly in a division or a list belong to no paragraph and to no item; most programs lose them.

    Example: `<div>Some words</div>`.
    Remedy: put the words inside an element, most often `<p>`; or take out the stray letter.
    """
    words = " ".join(fault.found.split())
    shown = words if len(words) <= MOST_WORDS else words[: MOST_WORDS - 1] + "…"
    message = f"<{fault.element}> may hold elements only, and here is text: “{shown}”"
    return message, _one_of("put it inside", fault.expected)


def another_document(fault: Fault, glosses: Glosses) -> Words:
    """A document that begins as none of its schema does, or that cannot be checked to its end.

    A document outside the namespace of the TEI belongs here, too: without it nothing is TEI, however much it looks like
    it. After ten thousand faults the rest is not looked at.

    Example: `<TEI>` instead of `<TEI xmlns="http://www.tei-c.org/ns/1.0">`; a document that begins with `<text>`.
    Remedy: begin it as the message says, or choose the schema that it was made for.
    """
    if fault.kind is Kind.MALFORMED:
        return f"the document cannot be read: {fault.found}", "correct the line"
    if fault.kind is Kind.ENOUGH:
        return "the rest of the document was not looked at", "mend what stands above, and ask again"
    if fault.kind is Kind.ROOT:
        message = f"<{fault.element}> is not what a document of this schema begins with"
        return message, _meant_element(fault, glosses) or _listed("begin it with", fault.expected)
    if fault.namespace == xml.TEI:
        message = f"<{fault.element}> does not stand in the TEI's namespace, so nothing in it is TEI"
    else:
        message = f"<{fault.element}> does not stand in the namespace {fault.namespace or 'without a name'}"
    return message, f'write <{fault.element} xmlns="{fault.namespace}">'


# --- attributes -------------------------------------------------------------------------------------------------------


def unknown_attribute(fault: Fault, glosses: Glosses) -> Words:
    """An attribute that the element does not have.

    It is misspelt, or belongs on another element.

    Example: `<pb id="p12"/>` for `xml:id`; `<p when="1917">`.
    Remedy: write the name that the message offers, or move the attribute to an element that takes it.
    """
    message = f"<{fault.element}> has no attribute @{fault.attribute} in this schema"
    if fault.nearest:
        return message, f"did you mean @{fault.nearest}?{_said(glosses.attribute(fault.nearest, fault.element))}"
    takes = _listed(f"<{fault.element}> takes", [f"@{name}" for name in fault.expected])
    homes = f"{_listed(f'@{fault.attribute} stands on', fault.homes)}; " if fault.homes else ""
    return message, f"{homes}{takes}"


def wrong_value(fault: Fault, glosses: Glosses) -> Words:
    """A value, or the text of an element, that is not of the kind the schema asks for.

    Dates, numbers and addresses have one notation, and some attributes take a few words only.

    Example: `<persName cert="hihg">`; `<table cols="two">`; `<date when="12.3.1917">`.
    Remedy: write what the message offers, or one of the values named.
    """
    if fault.kind is Kind.CONTENT:
        meant = f"write “{fault.nearest}”" if fault.nearest else ""
        return f"<{fault.element}> may not hold “{_cut(fault.found)}”", meant or _takes(fault)
    message = f'@{fault.attribute} of <{fault.element}> may not be "{_cut(fault.found)}"'
    if not fault.nearest:
        return message, _takes(fault)
    gloss = glosses.value(fault.attribute, fault.nearest)
    return message, f'write {fault.attribute}="{fault.nearest}"{_said(gloss)}'


def missing_attribute(fault: Fault, glosses: Glosses) -> Words:
    """An attribute that must be there.

    The schema asks for it, since the element says nothing without it.

    Example: `<graphic/>` without `url`; `<pb/>` without `n`, where the edition wants it.
    Remedy: add it.
    """
    said = _said(glosses.attribute(fault.attribute, fault.element))
    return f"<{fault.element}> lacks @{fault.attribute}, which it must have", f'add {fault.attribute}="…"{said}'


def clashing_attributes(fault: Fault, glosses: Glosses) -> Words:
    """Two attributes of which an element may have one only; or an attribute that its content rules out.

    Both say the same thing, or contradict each other.

    Example: `<ptr target="#a" cRef="b"/>`.
    Remedy: take one of the two out.
    """
    message = f"@{fault.attribute} does not go with what else <{fault.element}> bears or holds"
    return message, "take one of the two out"


def wrong_id(fault: Fault, glosses: Glosses) -> Words:
    """An id that two elements bear, or a reference to one that there is not, by the types of the schema.

    `xml:id` and TEI pointers have rules of their own (REF-001, REF-002); this one is for other attributes that a schema
    makes IDs or references to them.

    Example: in a schema with ids of its own, `<letter key="a"/>` … `<letter key="a"/>`.
    Remedy: give one of the two an id of its own; or correct the reference.
    """
    if fault.kind is Kind.DANGLING_IDREF:
        message = f'@{fault.attribute}="{fault.found}": no element bears this id'
        return message, "correct it, or give the element this id"
    file, line, _ = fault.first
    message = f'{fault.attribute}="{fault.found}" is taken: it stands already in {file}, line {line}'
    return message, "give one of the two an id of its own"


RULES: dict[str, tuple[Rule, tuple[Kind, ...]]] = {
    "SCH-001": (unknown_element, (Kind.UNKNOWN,)),
    "SCH-003": (misplaced_element, (Kind.MISPLACED, Kind.MISORDERED)),
    "SCH-004": (incomplete_content, (Kind.MISSING,)),
    "SCH-005": (text_not_allowed, (Kind.TEXT,)),
    "SCH-006": (unknown_attribute, (Kind.ATTRIBUTE,)),
    "SCH-007": (wrong_value, (Kind.VALUE, Kind.CONTENT)),
    "SCH-008": (missing_attribute, (Kind.LACKS_ATTRIBUTE,)),
    "SCH-009": (clashing_attributes, (Kind.CLASH,)),
    "SCH-010": (wrong_id, (Kind.DUPLICATE_ID, Kind.DANGLING_IDREF)),
    "SCH-011": (another_document, (Kind.ROOT, Kind.NAMESPACE, Kind.MALFORMED, Kind.ENOUGH)),
}
CODES: dict[Kind, str] = {kind: code for code, (_, kinds) in RULES.items() for kind in kinds}


def words(fault: Fault, glosses: Glosses) -> tuple[str, str, str]:
    """The code of a fault, the message and the hint."""
    code = CODES[fault.kind]
    return code, *RULES[code][0](fault, glosses)


# --- in words ---------------------------------------------------------------------------------------------------------


def _meant_element(fault: Fault, glosses: Glosses) -> str:
    return f"did you mean <{fault.nearest}>?{_said(glosses.element(fault.nearest))}" if fault.nearest else ""


def _may_stand(fault: Fault) -> str:
    """What may stand where a fault is, the likeliest first."""
    where = f", after <{fault.after}>," if fault.after else ""
    return _listed(f"<{fault.parent}>{where} may hold", fault.expected)


def _said(gloss: str) -> str:
    """The schema's own gloss, behind what it explains."""
    return f" ({gloss})" if gloss else ""


def _shape(kind: str) -> str:
    """A datatype in words; with a pattern, that."""
    name, _, pattern = kind.partition(" ")
    return SHAPES.get(kind) or (f"what fits {pattern}" if pattern else name)


def _takes(fault: Fault) -> str:
    """What a value may be."""
    shapes = map(_shape, fault.types)
    near = sorted(fault.values, key=lambda value: unlikeness(fault.found, value))
    more = f" and {len(near) - LIKELIEST} more" if len(near) > LIKELIEST else ""
    takes = " or ".join(filter(None, (", ".join(near[:LIKELIEST]) + more, *dict.fromkeys(shapes))))
    return f"it takes {takes}" if takes else "see the schema"


def _listed(lead: str, names: Iterable[str] | Sequence[str]) -> str:
    """The likeliest names, which come first, and how many more there are."""
    shown = [name if name.startswith("@") else f"<{name}>" for name in names]
    if not shown:
        return "take it out"
    more = f" and {len(shown) - LIKELIEST} more" if len(shown) > LIKELIEST else ""
    return f"{lead} {', '.join(shown[:LIKELIEST])}{more}"


def _one_of(lead: str, names: Sequence[str]) -> str:
    """The likeliest name, and what else would do."""
    if len(names) == 2:
        return f"{lead} <{names[0]}> or <{names[1]}>"
    return _listed(f"{lead} <{names[0]}>, or one of", names[1:]) if len(names) > 2 else _listed(lead, names)


def _cut(text: str, most: int = 80) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"

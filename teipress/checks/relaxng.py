"""RELAX NG: lxml gives the verdict; what is wrong is then looked up element by element, so that all of it is said at
once, with what was found, what would do, and the nearest right name. See the RELAX NG specification (OASIS, 2001).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from urllib.parse import unquote

from lxml import etree

from teipress import xml
from teipress.checks.vocabulary import RNG, Patterns, Vocabulary
from teipress.diagnostics import Diagnostic, Exit, Trouble, did_you_mean, nearest
from teipress.edition import Edition
from teipress.pointers import Pointer, of, pointers

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


def violations(edition: Edition, name: str, data: bytes) -> Iterator[Diagnostic]:
    """What the RELAX NG schema *data* has against the edition. Raises `Trouble` if it is no schema of one file."""
    parsed = xml.parse(data, name)
    if parsed.root is None:
        first = parsed.diagnostics[0]
        raise Trouble(f"the schema {first.place} cannot be read: {first.message}", Exit.USAGE)
    if any(True for _ in parsed.root.iter(f"{RNG}include", f"{RNG}externalRef")):
        raise Trouble(f"{name} draws in other schema files; give one that holds everything", Exit.USAGE)
    try:
        grammar = etree.RelaxNG(parsed.root.getroottree())
    except etree.RelaxNGParseError as error:
        raise Trouble(f"{name} is no RELAX NG schema: {error}", Exit.USAGE) from None
    if grammar.validate(edition.tree):
        return
    vocabulary = Vocabulary(parsed.root)
    patterns = vocabulary.of_root(xml.local(edition.tree))
    if parsed.root.get("ns") == xml.TEI != xml.namespace(edition.tree) and patterns:
        yield _of_namespace(edition)
        return
    found = list(_below(edition.tree, patterns, edition, vocabulary))
    yield from found
    told = {d.place.line for d in found} | {xml.line_of(p.element) for p in pointers(edition) if _dangles(p, edition)}
    # What stands in the wrong order shows in libxml2's log alone; it is worth naming where nothing else was found.
    orders = _of_order(edition, grammar, vocabulary)
    yield from (d for d in orders if not told & _lines(d, edition)) if told else islice(orders, 1)


def _dangles(pointer: Pointer, edition: Edition) -> bool:
    """Whether a pointer leads nowhere: REF-001 tells that, and better than a schema that lists the ids."""
    return pointer.id is not None and unquote(pointer.id) not in edition.ids


def _lines(diagnostic: Diagnostic, edition: Edition) -> set[int]:
    """The lines of the element a finding is about, of all it holds and of its parent: errors there explain this one."""
    elements = edition.tree.xpath(_by_local_name(diagnostic.place.xpath))
    family = [e for element in elements for e in (*element.iter("{*}*"), element.getparent()) if e is not None]
    return {xml.line_of(e) for e in family}


def _by_local_name(path: str) -> str:
    steps = []
    for step in path.strip("/").split("/"):
        name, _, position = step.partition("[")
        steps.append(f"*[local-name()='{name}']" + (f"[{position}" if position else ""))
    return "/" + "/".join(steps)


def _of_namespace(edition: Edition) -> Diagnostic:
    name = xml.local(edition.tree)
    return Diagnostic(
        edition.place(edition.tree, f"<{name}"),
        "SCH-001",
        f"<{name}> does not stand in the TEI's namespace, so nothing in it is TEI",
        f'write <{name} xmlns="{xml.TEI}">',
    )


def _below(element: xml.Element, patterns: Patterns, edition: Edition, vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    """What can be said of an element, and of everything in it, each looked at alone."""
    yield from _of_element(element, patterns, edition, vocabulary)
    yield from _inside(element, patterns, edition, vocabulary)


def _inside(element: xml.Element, patterns: Patterns, edition: Edition, vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    allowed = vocabulary.names(patterns, "element")
    for child in element:
        name = xml.local(child)
        if not name:
            continue
        inner = vocabulary.of_child(patterns, name)
        if patterns and name not in allowed:
            yield _misplaced(child, element, allowed, edition, vocabulary)
            # What it lacks where it does not belong would only mislead.
            yield from _inside(child, inner, edition, vocabulary)
        else:
            yield from _below(child, inner, edition, vocabulary)


def _misplaced(
    child: xml.Element, parent: xml.Element, allowed: Iterable[str], edition: Edition, vocabulary: Vocabulary
) -> Diagnostic:
    """An element that the schema does not know, or not there."""
    name, above = xml.local(child), xml.local(parent)
    place = edition.place(child, f"<{name}")
    if name in vocabulary.elements:
        homes = [
            e for e, patterns in vocabulary.elements.items() if name in vocabulary.names(tuple(patterns), "element")
        ]
        return Diagnostic(
            place, "SCH-001", f"<{name}> may not stand in <{above}>", _listed(f"<{name}> belongs in", homes)
        )
    guess = nearest(name, allowed) or nearest(name, vocabulary.elements)
    hint = f"did you mean <{guess}>?" if guess else _listed(f"<{above}> may hold", allowed)
    return Diagnostic(place, "SCH-001", f"<{name}> (found in <{above}>) is no element of this schema", hint)


def _of_element(
    element: xml.Element, patterns: Patterns, edition: Edition, vocabulary: Vocabulary
) -> Iterator[Diagnostic]:
    name = xml.local(element)

    def wrong(message: str, hint: str, near: str = f"<{name}") -> Diagnostic:
        return Diagnostic(edition.place(element, near), "SCH-001", message, hint)

    if not patterns:
        if element.getparent() is None:
            yield wrong(f"<{name}> is not what a document of this schema begins with", "begin it with <TEI>")
        return
    dangling = {p.attribute for p in of(element) if _dangles(p, edition)}
    yield from _of_attributes(element, patterns, vocabulary, dangling, wrong)
    present, allowed = {xml.local(child) for child in element}, vocabulary.names(patterns, "element")
    meant = {nearest(child, allowed) for child in present if child not in vocabulary.elements}
    for required, must in allowed.items():
        if must and required not in present | meant:
            yield wrong(f"<{name}> lacks <{required}>, which it must hold", f"add <{required}>")
    words = " ".join("".join([element.text or "", *((child.tail or "") for child in element)]).split())
    if words and not vocabulary.takes_text(patterns):
        shown = words if len(words) <= 30 else words[:29] + "…"
        inner = _listed("put it inside one of", allowed)
        yield wrong(f"<{name}> may hold elements only, and here is text: “{shown}”", inner)


def _of_attributes(
    element: xml.Element,
    patterns: Patterns,
    vocabulary: Vocabulary,
    dangling: Collection[str],
    wrong: Callable[..., Diagnostic],
) -> Iterator[Diagnostic]:
    name, allowed = xml.local(element), vocabulary.names(patterns, "attribute")
    present = {str(a).replace(f"{{{xml.XML}}}", "xml:"): str(value) for a, value in element.attrib.items()}
    free = [a for a in allowed if a not in present]
    meant = {nearest(a, free) for a in present if a not in allowed}
    for attribute, value in present.items():
        if attribute not in allowed:
            names = [f"@{a}" for a in free]
            hint = did_you_mean(f"@{attribute}", names, _listed(f"<{name}> takes", [f"@{a}" for a in allowed]))
            yield wrong(f"<{name}> has no attribute @{attribute} in this schema", hint, f"{attribute}=")
        elif attribute not in dangling and not vocabulary.accepts(patterns, attribute, value):
            listed = vocabulary.values(patterns, attribute)
            shape = " or ".join(SHAPES.get(kind, kind) for kind in vocabulary.types(patterns, attribute))
            takes = " or ".join(filter(None, (", ".join(listed[:MOST_NAMES]), shape)))
            hint = did_you_mean(value, listed, f"it takes {takes}" if takes else "see the schema")
            yield wrong(f'@{attribute} of <{name}> may not be "{value}"', hint, f"{attribute}=")
    for attribute, must in allowed.items():
        if must and attribute not in present and attribute not in meant:
            yield wrong(f"<{name}> lacks @{attribute}, which it must have", f'add {attribute}="…"')


def _of_order(edition: Edition, grammar: etree.RelaxNG, vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    """Elements whose content is not in the order or number the schema asks for, the deepest of libxml2's log."""
    broken: list[xml.Element] = []
    for error in grammar.error_log:
        if error.path:
            broken.extend(e for e in edition.tree.getroottree().xpath(error.path) if isinstance(e, etree._Element))
    for element in [e for e in dict.fromkeys(broken) if not any(e in other.iterancestors() for other in broken)]:
        name, parent = xml.local(element), element.getparent()
        place = edition.place(element, f"<{name}")
        patterns = _patterns_of(element, vocabulary)
        if parent is not None and vocabulary.fits(patterns, element):
            before = next((xml.local(e) for e in element.itersiblings("{*}*", preceding=True)), "")
            where = f"after <{before}>" if before else "at its beginning"
            yield Diagnostic(
                place,
                "SCH-001",
                f"<{name}> may stand in <{xml.local(parent)}>, but not here, {where}",
                "move it, or look for what is missing or too much before it",
            )
            continue
        held = [xml.local(child) for child in element if xml.local(child)]
        yield Diagnostic(
            place,
            "SCH-001",
            f"what <{name}> holds is not in the order or number that the schema asks for: "
            + (_names(held) if held else "it is empty"),
            _listed(f"<{name}> may hold", vocabulary.names(patterns, "element")),
        )


def _patterns_of(element: xml.Element, vocabulary: Vocabulary) -> Patterns:
    """The patterns that may define an element where it stands."""
    parent = element.getparent()
    if parent is None:
        return vocabulary.of_root(xml.local(element))
    return vocabulary.of_child(_patterns_of(parent, vocabulary), xml.local(element))


def _names(names: Iterable[str]) -> str:
    unique = [f"<{n}>" for n in dict.fromkeys(names)]
    more = f" and {len(unique) - MOST_NAMES} more" if len(unique) > MOST_NAMES else ""
    return ", ".join(unique[:MOST_NAMES]) + more


def _listed(lead: str, names: Iterable[str]) -> str:
    ordered = sorted(names)
    if not ordered:
        return "take it out"
    shown = [n if n.startswith("@") else f"<{n}>" for n in ordered]
    more = f" and {len(shown) - MOST_NAMES} more" if len(shown) > MOST_NAMES else ""
    return f"{lead} {', '.join(shown[:MOST_NAMES])}{more}"

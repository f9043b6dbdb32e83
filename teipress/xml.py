"""XML comes in here, and nowhere else: one hardened parser, and words for what it refuses.

Every limit stands in `Limits`; every refusal is a `Diagnostic`. Bytes only: a path handed to libxml2 may be a
compressed bomb, and a file name may be a URL. See `docs/security.md` for what is promised.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple, cast

from lxml import etree

from teipress import encoding, entities
from teipress.diagnostics import Diagnostic, Place
from teipress.limits import Limits

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
XI = "http://www.w3.org/2001/XInclude"
XML_ID = f"{{{XML}}}id"
XML_LANG = f"{{{XML}}}lang"

Element = etree._Element


class Parsed(NamedTuple):
    """What came of a document: its root, or none, and what there is to say."""

    root: Element | None
    diagnostics: tuple[Diagnostic, ...] = ()


def tei(name: str) -> str:
    """The qualified name of a TEI element."""
    return f"{{{TEI}}}{name}"


def local(element: Element) -> str:
    """The element's name without its namespace; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def in_word(attribute: Callable[[str], str | None]) -> bool:
    """Whether a break with these attributes is within a word: `@break="no"` or, in older encodings, its `@type`."""
    return attribute("break") == "no" or attribute("type") in ("inWord", "hyphenInWord")


def namespace(element: Element) -> str:
    """The element's namespace, empty if it has none."""
    return etree.QName(element).namespace or "" if isinstance(element.tag, str) else ""


_size = etree.XPath("count(descendant-or-self::*)")
_bearers = etree.XPath("descendant-or-self::*[@xml:id]")


def size(root: Element) -> int:
    """The number of elements in a tree."""
    return int(cast(float, _size(root)))


def bearers(root: Element) -> list[Element]:
    """All elements that have an xml:id, in document order."""
    return cast("list[Element]", _bearers(root))


def words_of(element: Element) -> str:
    """The words of an element in one line, without comments."""
    return " ".join("".join(element.itertext("{*}*")).split())


def line_of(element: Element) -> int:
    """The source line of the element's start tag, 0 if unknown."""
    return element.sourceline or 0


def xpath_of(element: Element, steps: dict[Element, str] | None = None) -> str:
    """A readable XPath: local names, positions where siblings share a name.

    *steps* remembers what was worked out for a tree that does not change, which thousands of findings ask for.
    """
    known = {} if steps is None else steps
    path = []
    current: Element | None = element
    while current is not None:
        if current not in known:
            known.update(_steps(current))
        path.append(known[current])
        current = current.getparent()
    return "/" + "/".join(reversed(path))


def _steps(element: Element) -> dict[Element, str]:
    """How a path names an element and each of its siblings."""
    parent = element.getparent()
    if parent is None:
        return {element: local(element)}
    names = [(child, local(child)) for child in parent]
    total, count = Counter(name for _, name in names), Counter[str]()
    steps = {}
    for child, name in names:
        count[name] += 1
        steps[child] = f"{name}[{count[name]}]" if total[name] > 1 else name
    return steps


DEFAULTS = Limits()


def parse(data: bytes, name: str, limits: Limits = DEFAULTS) -> Parsed:
    """Parse one document. *name* is what diagnostics call it. Never raises for what the bytes hold.

    Internal entities are expanded within the limits, standard character entities (`&AElig;`) without a declaration
    are resolved with a warning, external entities are refused, an external DTD is noted and ignored.
    """
    refusal = next(encoding.refusals(data, name, limits), None)
    if refusal:
        return Parsed(None, (refusal,))
    notes: list[Diagnostic] = []
    data = entities.resolve_character_entities(entities.without_external_dtd(data, name, notes), name, notes)
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        return Parsed(None, (*notes, _syntax(error, name, data)))
    problem = entities.refused(root, data, name, limits)
    if problem:
        return Parsed(None, (*notes, problem))
    if any(True for _ in root.iter(etree.Entity)):
        # Known to fit the budget now: parse once more, expanding, so that checks and exports see the same text.
        try:
            root = etree.fromstring(data, _parser(expand=True))
        except etree.XMLSyntaxError as error:
            return Parsed(None, (*notes, _syntax(error, name, data)))
    if size(root) > limits.elements:
        return Parsed(None, (encoding.too_many_elements(name, limits),))
    return Parsed(root, tuple(notes))


def _parser(expand: bool = False) -> etree.XMLParser:
    return etree.XMLParser(  # type: ignore[call-overload,no-any-return]
        resolve_entities="internal" if expand else False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        decompress=False,
        recover=False,
        collect_ids=False,
        remove_comments=False,
        remove_pis=False,
        remove_blank_text=False,
        strip_cdata=True,
    )


# --- what libxml2 says, in an editor's words --------------------------------------------------------------------------


def _syntax(error: etree.XMLSyntaxError, name: str, data: bytes) -> Diagnostic:
    line, column = error.position if error.position[0] else (1, 0)
    said = " ".join((error.msg or "").split(", line ")[0].split())
    place = Place(name, line, column)
    if "entity" in said.lower() and any(sign in said.lower() for sign in ("loop", "amplification", "nesting")):
        # libxml2 gives the line within the entity; the declarations are where the mending is done.
        return Diagnostic(
            Place(name, _line_of(data, rb"<!ENTITY")),
            "XML-006",
            "the entities of this document expand past all bounds",
            "write the repeated text out",
            refused=True,
        )
    if match := re.search(r"references external entity '(\S+)'", said):
        return entities.external_entity(place, match.group(1))
    parameter = rb"<!ENTITY\s+%\s+\S+\s+(SYSTEM|PUBLIC)"
    if "internal subset" in said and re.search(parameter, data):
        return Diagnostic(
            Place(name, _line_of(data, parameter)),
            "XML-006",
            "a parameter entity of the document type stands for an external file, which is never read",
            "remove the declaration and the reference to it",
            refused=True,
        )
    if "Excessive depth" in said or "Maximum element depth" in said:
        return Diagnostic(
            place,
            "XML-005",
            "elements are nested more than 256 deep",
            "no TEI text needs this: look for elements that were never closed",
            refused=True,
        )
    if any(sign in said.lower() for sign in ("too long", "too big", "huge")):
        return Diagnostic(
            place,
            "XML-005",
            "one text, attribute or comment is longer than 10 million characters",
            "keep images and other binary data in files of their own",
            refused=True,
        )
    if match := re.match(r"Opening and ending tag mismatch: (\S+) line (\d+) and (\S+)", said):
        opened, at, closed = match.groups()
        return Diagnostic(
            place,
            "XML-001",
            f"<{opened}> of line {at} is still open where </{closed}> stands",
            f"close it with </{opened}> before this line, or correct the tag",
        )
    if match := re.match(r"Premature end of data in tag (\S+) line (\d+)", said):
        opened, at = match.groups()
        return Diagnostic(
            place,
            "XML-001",
            f"the file ends, and <{opened}> of line {at} was never closed",
            f"add </{opened}> where it ends",
        )
    if match := re.match(r"Entity '(\S+)' not defined", said):
        return entities.undeclared(place, match.group(1))
    if "Start tag expected" in said or "Document is empty" in said:
        start = data.lstrip()[:20].decode("utf-8", "replace")
        return Diagnostic(
            place,
            "XML-004",
            f"this is not XML: it begins with {start!r}",
            "name a TEI file; plain text goes through `teipress encode`",
        )
    for sign, message, hint in SLIPS:
        if sign in said:
            return Diagnostic(place, "XML-001", message or f"not well-formed: {said}", hint)
    return Diagnostic(place, "XML-001", f"not well-formed: {said}", "correct the line, or restore it from a copy")


# What libxml2 says of the commonest slips, what is said instead where its words tell an editor little, and a remedy.
SLIPS = (
    ("xmlParseEntityRef", "an & that begins no entity", "write a lone & as &amp;"),
    ("EntityRef: expecting", "an & and a name without a semicolon", "write a lone & as &amp;"),
    ("StartTag: invalid element name", "a < that begins no tag", "write a lone < as &lt;"),
    ("AttValue", "an attribute value without its quotation marks", "put attribute values in quotation marks"),
    ("redefined", "", "give the attribute once"),
    ("Namespace prefix", "", "declare the prefix (xmlns:…) or leave it out"),
    ("Char", "a character that XML does not allow", "remove it; control characters have no place in a text"),
    (
        "Extra content at the end",
        "something stands after the end of the outermost element",
        "put it inside, or take it out",
    ),
    ("XML declaration allowed only", "something stands before the XML declaration", "let the file begin with <?xml"),
)


def _line_of(data: bytes, pattern: bytes) -> int:
    match = re.search(pattern, data)
    return data.count(b"\n", 0, match.start()) + 1 if match else 1

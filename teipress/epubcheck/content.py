"""Content: XHTML documents: which elements stand where, and what they say of themselves (EPUB 3.3, chapter 6)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cache

from teipress.epubcheck.model import NCX, TYPE, WITH_ID, XHTML, Found, Volume, elements, line, name
from teipress.epubcheck.roles import ALLOWED, ROLES
from teipress.xml import XML_LANG, Element

PHRASING = frozenset(
    """a abbr b bdi bdo br cite code data del dfn em i img ins kbd mark q rp rt ruby s samp script small span strong sub
    sup time u var wbr""".split()
)
FLOW = PHRASING | frozenset(
    """address article aside blockquote details div dl figure footer h1 h2 h3 h4 h5 h6 header hr main nav ol p pre
    section table ul""".split()
)
# What may stand directly in an element that takes neither all of these nor those.
CHILDREN = {
    "html": {"head", "body"}, "head": {"meta", "title", "link", "style", "script", "base"}, "ul": {"li"}, "ol": {"li"},
    "dl": {"dt", "dd", "div"}, "table": {"caption", "colgroup", "thead", "tbody", "tfoot", "tr"}, "tbody": {"tr"},
    "thead": {"tr"}, "tfoot": {"tr"}, "tr": {"td", "th"}, "ruby": {"rt", "rp", "rb"} | PHRASING,
    "figure": {"figcaption"} | FLOW, "details": {"summary"} | FLOW, "colgroup": {"col"},
}  # fmt: skip
ONLY_PHRASING = frozenset("p h1 h2 h3 h4 h5 h6 pre summary dt".split()) - {"dt"} | (PHRASING - {"a", "ins", "del"})
EMPTY = frozenset("br hr img wbr meta link col base".split())
INSIDE = frozenset(
    "body li dt dd td th caption figcaption title rt rp rb style script summary colgroup col meta link base".split()
)
# What may stand in each element that there is.
CONTENT: Mapping[str, Collection[str]] = {
    **{tag: PHRASING if tag in ONLY_PHRASING else FLOW for tag in FLOW | INSIDE},
    **dict.fromkeys((*EMPTY, "title", "style", "script"), frozenset[str]()),
    **CHILDREN,
}
WORDLESS = frozenset(CHILDREN) - {"ruby", "figure", "details"}
LENIENT = frozenset(f"{XHTML}{tag}" for tag in ("a", "ins", "del"))  # they take as much as what they stand in
PLAIN = frozenset(f"{XHTML}{tag}" for tag in CONTENT if tag not in WORDLESS and tag != "a")  # any words will do
GLOBAL = frozenset("id class lang dir title hidden role tabindex style translate".split())
OWN = {
    "a": {"href", "rel", "hreflang", "type", "download"}, "img": {"src", "alt", "width", "height"},
    "time": {"datetime"},
    "td": {"colspan", "rowspan", "headers"}, "th": {"colspan", "rowspan", "headers", "scope", "abbr"},
    "ol": {"start", "type", "reversed"}, "li": {"value"}, "link": {"href", "rel", "type", "media"},
    "meta": {"charset", "name", "content", "http-equiv"}, "blockquote": {"cite"}, "q": {"cite"},
    "ins": {"cite", "datetime"},
    "del": {"cite", "datetime"}, "col": {"span"}, "colgroup": {"span"}, "html": {"manifest"},
}  # fmt: skip
LOOKED_AT = frozenset(("lang", XML_LANG, "role", "dir", "src", "colspan", "rowspan", "start", "value"))
REFERENCES = ("aria-labelledby", "aria-describedby", "headers")
WITH_REFERENCES = elements("descendant-or-self::h:*[@aria-labelledby or @aria-describedby or @headers]")
ID = re.compile(r"\S+")
DOCTYPE = re.compile(rb"<!DOCTYPE[^>]*>")
DOCTYPES = re.compile(rb"<!DOCTYPE html(\s+SYSTEM\s+.about:legacy-compat.)?\s*>")


def check(volume: Volume) -> Iterator[Found]:
    """Faults of the documents; EPUBCheck calls nearly all of them RSC-005."""
    for item, root in volume.pages():
        doctype = DOCTYPE.search(volume.files[item.path])
        if doctype and not DOCTYPES.fullmatch(doctype[0]):
            yield Found("content", "HTM-004", item.path, "the document type is not that of HTML")
        body = root.find(f"{XHTML}body")
        if "index" in item.properties and body is not None and _all_index(body):
            yield Found("content", "RSC-005", item.path, "the body of a page that is all index must say so")
        for rule, message, element in _document(root):
            yield Found("content", rule, item.path, message, line(element))
    for item in volume.items:
        if item.media_type == NCX and item.path in volume.roots:
            for rule, message, element in _ids(volume.roots[item.path]):
                yield Found("content", rule, item.path, message, line(element))


def _all_index(body: Element) -> bool:
    """Whether a body holds nothing but an index, and does not say so."""
    return "index" not in body.get(TYPE, "").split() and len(body) == 1 and "index" in body[0].get(TYPE, "").split()


Fault = tuple[str, str, Element]


def _document(root: Element) -> Iterator[Fault]:
    if root.tag != f"{XHTML}html":
        yield "RSC-005", "the root is not html", root
        return
    title = root.find(f"{XHTML}head/{XHTML}title")
    if title is None:
        yield "RSC-005", "there is no title", root
    elif not (title.text or "").strip():
        yield "RSC-005", "the title is empty", title
    if root.find(f"{XHTML}body") is None:
        yield "RSC-005", "there is no body", root
    for element in root.iter(f"{XHTML}*"):
        tag, parent = str(element.tag), element.getparent()
        if parent is not None and (message := _misplaced(_around(parent), tag)):
            yield "RSC-005", message, element
        if tag not in PLAIN:
            yield from _holds(element)
        looked_at = tuple([(key, value if key in LOOKED_AT else "") for key, value in element.items()])
        for message in _attributes(tag, looked_at):
            yield "RSC-005", message, element
    yield from _ids(root)


def _around(element: Element) -> str:
    """The element that says what may stand in *element*, by name: one above it, where it takes what that takes."""
    above = element.tag
    while above in LENIENT and (parent := element.getparent()) is not None:
        element, above = parent, parent.tag
    return above if isinstance(above, str) else ""


@cache
def _misplaced(above: str, tag: str) -> str:
    """What is wrong with an element's standing in another, by their names; empty if nothing is."""
    known = CONTENT.get(above.removeprefix(XHTML)) if above.startswith(XHTML) else None
    inner = tag.removeprefix(XHTML)
    return "" if known is None or inner in known else f"<{inner}> cannot stand in <{above.removeprefix(XHTML)}>"


def _holds(element: Element) -> Iterator[Fault]:
    """What an element holds, or is missing."""
    tag = name(element)
    if tag not in CONTENT:
        yield "RSC-005", f"there is no <{tag}>", element
    elif tag in WORDLESS and any((text or "").strip() for text in (element.text, *(child.tail for child in element))):
        yield "RSC-005", f"words cannot stand in <{tag}>", element
    elif tag == "a" and next(element.iterancestors(f"{XHTML}a"), None) is not None:
        yield "RSC-005", "a link stands in a link", element
    elif tag == "dl" and len(element) and name(element[-1]) == "dt":
        yield "RSC-005", "a term has no description", element


@cache
def _attributes(name_: str, items: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """What is wrong with the attributes of an element; most have the same as many others."""
    return tuple(_attribute_faults(name_.rpartition("}")[2], dict(items)))


def _attribute_faults(tag: str, said: Mapping[str, str]) -> Iterator[str]:
    for key in said:
        known = key in GLOBAL or key.startswith(("aria-", "data-", "{")) or key in OWN.get(tag, ())
        if not known:
            yield f"<{tag}> has no attribute {key}"
    if len({said[key].lower() for key in ("lang", XML_LANG) if key in said}) > 1:
        yield "lang and xml:lang differ"
    role = said.get("role", "").split()
    if role and (not ROLES & set(role) or role[0] not in ALLOWED.get(tag, ROLES)):
        yield f"<{tag}> cannot have the role {' '.join(role)}"
    if said.get("dir", "ltr") not in ("ltr", "rtl", "auto"):
        yield "dir is neither ltr nor rtl"
    if tag == "img" and not said.get("src"):
        yield "a picture has no src"
    for span in ("colspan", "rowspan", "start", "value"):
        number = said.get(span, "1")
        if not re.fullmatch(r"-?\d+", number) or (span.endswith("span") and int(number) < 1):
            yield f"{span} is no number"


def _ids(root: Element) -> Iterator[Fault]:
    named = WITH_ID(root)
    counts = Counter(element.get("id") for element in named)
    for element in named:
        identifier = element.get("id", "")
        if not ID.fullmatch(identifier):
            yield "RSC-005", f"“{identifier}” is no id", element
        elif counts[identifier] > 1:
            yield "RSC-005", f"the id {identifier} stands twice", element
    for element in WITH_REFERENCES(root):
        for key in REFERENCES:
            for target in (element.get(key) or "").split():
                if target not in counts:
                    yield "RSC-005", f"{key} names {target}, which is nobody's id", element

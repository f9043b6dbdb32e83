"""Content: XHTML documents: which elements stand where, and what they say of themselves (EPUB 3.3, chapter 6)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from teipress.epubcheck.model import NCX, TYPE, XHTML, Found, Volume, line, name
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
    "figure": {"figcaption"} | FLOW, "details": {"summary"} | FLOW,
}  # fmt: skip
ONLY_PHRASING = frozenset("p h1 h2 h3 h4 h5 h6 pre summary dt".split()) - {"dt"} | (PHRASING - {"a", "ins", "del"})
EMPTY = frozenset(("br", "hr", "img", "wbr", "meta", "link"))
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
        yield from _children(element)
        yield from _attributes(element)
    yield from _ids(root)


def _children(element: Element) -> Iterator[Fault]:
    tag = name(element)
    if tag not in FLOW and tag not in CHILDREN and tag not in _INSIDE:
        yield "RSC-005", f"there is no <{tag}>", element
        return
    allowed = CHILDREN.get(tag) or (frozenset() if tag in EMPTY else _content(element, tag))
    for child in element:
        if isinstance(child.tag, str) and child.tag.startswith(XHTML) and name(child) not in allowed:
            yield "RSC-005", f"<{name(child)}> cannot stand in <{tag}>", child
    words = tag in CHILDREN and tag not in ("ruby", "figure", "details")
    if words and any((text or "").strip() for text in (element.text, *(child.tail for child in element))):
        yield "RSC-005", f"words cannot stand in <{tag}>", element
    if tag == "a" and any(above.tag == f"{XHTML}a" for above in element.iterancestors()):
        yield "RSC-005", "a link stands in a link", element
    if tag == "dl" and len(element) and name(element[-1]) == "dt":
        yield "RSC-005", "a term has no description", element


_INSIDE = frozenset(
    "body li dt dd td th caption figcaption title rt rp rb style script summary colgroup col meta link base".split()
)


def _content(element: Element, tag: str) -> frozenset[str]:
    """What may stand in an element: words and what stands among them, or blocks as well."""
    if tag in ("a", "ins", "del"):  # as much as what it stands in
        above = element.getparent()
        while above is not None and name(above) in ("a", "ins", "del"):
            above = above.getparent()
        return PHRASING if above is not None and name(above) in ONLY_PHRASING else FLOW
    if tag in ("title", "style", "script"):
        return frozenset()
    return PHRASING if tag in ONLY_PHRASING else FLOW


def _attributes(element: Element) -> Iterator[Fault]:
    tag = name(element)
    for attribute in element.attrib:
        key = str(attribute)
        if key in (XML_LANG, TYPE) or key in GLOBAL or key.startswith(("aria-", "data-")) or key in OWN.get(tag, ()):
            continue
        if key == "{http://www.w3.org/XML/1998/namespace}space" or key.startswith("{"):
            continue
        yield "RSC-005", f"<{tag}> has no attribute {key}", element
    both = {element.get(key, "").lower() for key in ("lang", XML_LANG) if element.get(key) is not None}
    if len(both) > 1:
        yield "RSC-005", "lang and xml:lang differ", element
    role = element.get("role", "").split()
    if role and (not ROLES & set(role) or role[0] not in ALLOWED.get(tag, ROLES)):
        yield "RSC-005", f"<{tag}> cannot have the role {' '.join(role)}", element
    if element.get("dir", "ltr") not in ("ltr", "rtl", "auto"):
        yield "RSC-005", "dir is neither ltr nor rtl", element
    if tag == "img" and not element.get("src"):
        yield "RSC-005", "a picture has no src", element
    for span in ("colspan", "rowspan", "start", "value"):
        if not re.fullmatch(r"-?\d+", element.get(span, "1")) or (
            span.endswith("span") and int(element.get(span, "1")) < 1
        ):
            yield "RSC-005", f"{span} is no number", element


def _ids(root: Element) -> Iterator[Fault]:
    counts = Counter(element.get("id") for element in root.iter("{*}*") if element.get("id") is not None)
    for element in root.iter("{*}*"):
        identifier = element.get("id")
        if identifier is not None and not ID.fullmatch(identifier):
            yield "RSC-005", f"“{identifier}” is no id", element
        elif identifier is not None and counts[identifier] > 1:
            yield "RSC-005", f"the id {identifier} stands twice", element
    for element in root.iter(f"{XHTML}*"):
        for key in ("aria-labelledby", "aria-describedby", "headers"):
            for target in (element.get(key) or "").split():
                if target not in counts:
                    yield "RSC-005", f"{key} names {target}, which is nobody's id", element

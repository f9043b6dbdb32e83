"""Access: what Ace by DAISY would say: metadata, languages, headings, names of links and pictures, roles.

The rules are those of EPUB Accessibility 1.1 and, under the names of axe-core, of WCAG, as far as they concern what our
books are made of.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from teipress.epubcheck.model import DC, OPF, TYPE, WITH_ID, XHTML, Found, Volume, elements, line, name, resolved
from teipress.epubcheck.roles import ALLOWED, FEATURES, HAZARDS, MATCHING, MODES, ROLES, STANDARDS, SUFFICIENT
from teipress.iso639 import LONG, TWO
from teipress.xml import XML_LANG, Element

Fault = tuple[str, str, Element]
WITH_LANGUAGE = elements("descendant-or-self::h:*[@lang]")
WITH_ROLE = elements("descendant-or-self::h:*[@role or @epub:type]")
SECTIONS = elements("descendant-or-self::h:section[@role]")
HEADINGS = {f"{XHTML}h{level}": level for level in range(1, 7)}


def check(volume: Volume) -> Iterator[Found]:
    """What stands in the way of readers who cannot see or turn a page."""
    assert volume.package is not None
    for rule, message in (*_metadata(volume, volume.package), *_navigation(volume)):
        yield Found("access", rule, volume.path, message)
    for item, root in volume.pages():
        for check_one in (_languages, _headings, _names, _landmarks, _lists, _tables, _roles):
            for rule, message, element in check_one(root):
                yield Found("access", rule, item.path, message, line(element))


# --- the package ------------------------------------------------------------------------------------------------------


def _metadata(volume: Volume, package: Element) -> Iterator[tuple[str, str]]:
    said: dict[str, list[str]] = {}
    for made in package.iter(f"{OPF}meta"):
        if made.get("property") and not made.get("refines"):
            said.setdefault(made.get("property", ""), []).append((made.text or "").strip())
    if not package.get(XML_LANG):
        yield "epub-lang", "the package document does not say its language"
    if not "".join(e.text or "" for e in package.iter(f"{DC}title")).strip():
        yield "epub-title", "the book has no title"
    for key, allowed in (
        ("accessMode", MODES), ("accessibilityFeature", FEATURES), ("accessibilityHazard", HAZARDS),
        ("accessibilitySummary", None), ("accessModeSufficient", SUFFICIENT),
    ):  # fmt: skip
        values = said.get(f"schema:{key}", [])
        if not values:
            yield f"metadata-{key.lower()}", f"schema:{key} is missing"
        parts = [p.strip() for v in values for p in (v.split(",") if key == "accessModeSufficient" else [v])]
        if allowed is not None and any(part not in allowed for part in parts):
            yield f"metadata-{key.lower()}-invalid", f"schema:{key} has a value that there is not"
        if (
            len(values) > 1
            and {"none", "unknown"} & set(values)
            and key in ("accessibilityFeature", "accessibilityHazard")
        ):
            yield f"metadata-{key.lower()}-invalid", f"schema:{key} says none, and more"
    for value in said.get("dcterms:conformsTo", []):
        if value.startswith("EPUB Accessibility 1.1") and value not in STANDARDS:
            yield "metadata-conformsto-invalid", f"there is no standard “{value}”"
    listed = bool(_entries(volume, "page-list"))
    if "pageNavigation" in said.get("schema:accessibilityFeature", []) and not listed:
        yield "metadata-accessibilityFeature-printPageNumbers-nopagelist", "there is no page list to navigate by"
    source = [*said.get("pageBreakSource", []), *((e.text or "").strip() for e in package.iter(f"{DC}source"))]
    if listed and not any(source):
        yield "epub-pagesource", "nothing says whose pages are listed"


def _entries(volume: Volume, kind: str) -> list[tuple[str, str]]:
    """File and id of each entry of a list of the navigation document."""
    navs = [] if volume.nav is None else [e for e in volume.nav.iter(f"{XHTML}nav") if e.get(TYPE) == kind]
    here = volume.nav_path
    return [resolved(link.get("href", ""), here) for nav in navs for link in nav.iter(f"{XHTML}a")]


def _navigation(volume: Volume) -> Iterator[tuple[str, str]]:
    """Contents and page list lead to what is there, in its order; every page break is in the page list."""
    places: dict[tuple[str, str], int] = {}
    breaks: set[tuple[str, str]] = set()
    for item in volume.spine:
        places[item.path, ""] = len(places)
        for element in WITH_ID(volume.roots[item.path]) if item.path in volume.roots else ():
            place = item.path, element.get("id", "")
            places.setdefault(place, len(places))
            if "pagebreak" in element.get(TYPE, "") or "doc-pagebreak" in element.get("role", ""):
                breaks.add(place)
    listed = _entries(volume, "page-list")
    if any(entry not in places or (entry[1] and entry not in breaks) for entry in listed):
        yield "epub-pagelist-broken", "the page list leads to no page break"
    if breaks - set(listed):
        yield "epub-pagelist-missing-pagebreak", "a page break is not in the page list"
    order = [places.get(entry, -1) for entry in _entries(volume, "toc")]
    if -1 in order or any(later < earlier for earlier, later in pairwise(order)):
        yield "epub-toc-order", "the contents are not in the order of the text"


# --- the documents ----------------------------------------------------------------------------------------------------


def _languages(root: Element) -> Iterator[Fault]:
    if not root.get("lang", "").strip():
        yield "html-has-lang", "the document does not say its language", root
    for element in WITH_LANGUAGE(root):
        said = element.get("lang", "")
        if not _known(said) and (said.strip() or element is not root):
            rule = "html-lang-valid" if element is root else "valid-lang"
            yield rule, f"“{said}” is no language", element


def _known(tag: str) -> bool:
    first = tag.lower().partition("-")[0]
    return first in TWO or (len(first) == 3 and first.isalpha() and first not in LONG)


def _headings(root: Element) -> Iterator[Fault]:
    if not (root.findtext(f"{XHTML}head/{XHTML}title") or "").strip():
        yield "document-title", "the document has no title", root
    before = 6
    for element in root.iter(*HEADINGS):
        if not says(element):
            yield "empty-heading", "a heading is empty", element
            continue
        level = HEADINGS[str(element.tag)]
        if level > before + 1:
            yield "heading-order", f"a heading of level {level} follows one of level {before}", element
        before = level


def says(element: Element) -> bool:
    """Whether an element has a name for those who hear it."""
    own = (element.get("aria-label") or element.get("title") or "").strip()
    return bool(own or "".join(element.itertext()).strip() or any(e.get("alt") for e in element.iter(f"{XHTML}img")))


def _names(root: Element) -> Iterator[Fault]:
    for link in root.iter(f"{XHTML}a"):
        if link.get("href") is not None and not says(link):
            yield "link-name", "a link says nothing", link
    for image in root.iter(f"{XHTML}img"):
        if image.get("alt") is None and not image.get("aria-label") and not image.get("title"):
            yield "image-alt", "a picture has no alternative text", image


def _landmarks(root: Element) -> Iterator[Fault]:
    heard: set[tuple[str, str]] = set()
    for section in SECTIONS(root):
        own = section.get("aria-label") or " ".join("".join(section.itertext()).split())
        sounds = section.get("role", ""), own.lower()
        if own and sounds in heard:
            yield "landmark-unique", "two landmarks of a kind sound the same", section
        heard.add(sounds)


def _lists(root: Element) -> Iterator[Fault]:
    for listed in root.iter(f"{XHTML}ul", f"{XHTML}ol"):
        if any(name(child) not in ("li", "script", "template") for child in listed if isinstance(child.tag, str)):
            yield "list", "a list holds what is no item", listed
    for item in root.iter(f"{XHTML}li"):
        above = item.getparent()
        if (
            above is None
            or name(above) not in ("ul", "ol")
            or above.get("role") not in (None, "list", *MATCHING.values())
        ):
            yield "listitem", "an item stands in no list", item
    for listed in root.iter(f"{XHTML}dl"):
        if any(name(child) not in ("dt", "dd", "div") for child in listed if isinstance(child.tag, str)):
            yield "definition-list", "a list of terms holds something else", listed
    for item in root.iter(f"{XHTML}dt", f"{XHTML}dd"):
        above = item.getparent()
        if above is None or name(above) not in ("dl", "div"):
            yield "dlitem", "a term stands in no list", item


def _tables(root: Element) -> Iterator[Fault]:
    yield from (("empty-table-header", "a head is empty", e) for e in root.iter(f"{XHTML}th") if not says(e))


def _roles(root: Element) -> Iterator[Fault]:
    landmarks = {e for nav in root.iter(f"{XHTML}nav") if nav.get(TYPE) == "landmarks" for e in nav.iter()}
    for element in WITH_ROLE(root):
        role, types = element.get("role", "").split(), element.get(TYPE, "").split()
        if role and not any(one in ROLES for one in role):
            yield "aria-roles", f"there is no role “{' '.join(role)}”", element
        elif role and (allowed := ALLOWED.get(name(element))) is not None and role[0] not in allowed:
            yield "aria-allowed-role", f"<{name(element)}> cannot have the role {role[0]}", element
        matched = [MATCHING[one] for one in types if one in MATCHING][:1]
        if matched and element not in landmarks and role[:1] != matched:
            yield "epub-type-has-matching-role", f"{types[0]} needs the role {matched[0]}", element
        breaks = "doc-pagebreak" in role or "pagebreak" in types
        if breaks and not (element.get("aria-label") or element.get("title") or "").strip():
            yield "pagebreak-label", "a page break does not say which page begins", element

"""Package: the package document's metadata, manifest and spine (EPUB 3.3, chapter 5)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from teipress.epubcheck.model import DC, NCX, OPF, PAGE, Found, Item, Volume, line, name
from teipress.pictures import SHOWN, media_type
from teipress.xml import Element

LANGUAGE = re.compile(
    r"(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})(?:-[A-Za-z0-9]{1,8})*|x(?:-[A-Za-z0-9]{1,8})+"
)
DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?")
MODIFIED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
UUID = re.compile(r"urn:uuid:[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
PREFIXES = frozenset("a11y dcterms marc media onix rendition schema xsd msv prism".split())
PROPERTIES = frozenset(
    """alternate-script authority belongs-to-collection collection-type display-seq file-as group-position
    identifier-type meta-auth pageBreakSource role source-of term title-type""".split()
)
ITEM_PROPERTIES = frozenset("cover-image mathml nav remote-resources scripted svg switch index".split())
NEEDED = {"svg": "{http://www.w3.org/2000/svg}svg", "mathml": "{http://www.w3.org/1998/Math/MathML}math",
          "scripted": "{http://www.w3.org/1999/xhtml}script"}  # fmt: skip


def _found(rule: str, volume: Volume, message: str, element: Element | None = None) -> Found:
    return Found("package", rule, volume.path, message, 0 if element is None else line(element))


def check(volume: Volume) -> Iterator[Found]:
    """Faults of the package document and of the files that it lists."""
    package = volume.package
    assert package is not None
    yield from _metadata(volume, package)
    yield from _manifest(volume, package)
    yield from _spine(volume, package)
    for item in volume.items:
        yield from _file(item, volume)


def _metadata(volume: Volume, package: Element) -> Iterator[Found]:
    head = package.find(f"{OPF}metadata")
    if head is None:
        yield _found("RSC-005", volume, "there are no metadata")
        return
    for needed in ("identifier", "title", "language"):
        if head.find(f"{DC}{needed}") is None:
            yield _found("RSC-005", volume, f"dc:{needed} is missing", head)
    for made in head.iter(f"{DC}*"):
        if not (made.text or "").strip():
            yield _found("RSC-005", volume, f"dc:{name(made)} is empty", made)
    unique = [e for e in head.iter(f"{DC}identifier") if e.get("id") == package.get("unique-identifier")]
    if not unique:
        yield _found("OPF-030", volume, "no dc:identifier is the unique one", head)
        yield _found("RSC-005", volume, "unique-identifier names nobody's id", head)
    for made in head.iter(f"{DC}identifier"):
        text = (made.text or "").strip()
        if text.startswith("urn:uuid:") and not UUID.fullmatch(text):
            yield _found("OPF-085", volume, f"“{text}” is no UUID", made)
    for made in head.iter(f"{DC}language"):
        if (text := (made.text or "").strip()) and not LANGUAGE.fullmatch(text):
            yield _found("OPF-092", volume, f"“{text}” is no language tag", made)
    dates = list(head.iter(f"{DC}date"))
    if len(dates) > 1:
        yield _found("RSC-005", volume, "there is more than one dc:date", dates[1])
    for made in dates:
        if (text := (made.text or "").strip()) and not DATE.fullmatch(text):
            yield _found("OPF-053", volume, f"“{text}” is no date", made)
    yield from _metas(volume, package, head)


def _metas(volume: Volume, package: Element, head: Element) -> Iterator[Found]:
    ids = {e.get("id") for e in package.iter("{*}*")}
    metas = list(head.iter(f"{OPF}meta"))
    modified = [e for e in metas if e.get("property") == "dcterms:modified" and not e.get("refines")]
    if len(modified) != 1 or not MODIFIED.fullmatch((modified[0].text or "").strip()):
        yield _found("RSC-005", volume, "dcterms:modified must stand there once, in UTC")
    for made in metas:
        prefix, colon, _ = (made.get("property") or "").partition(":")
        if not made.get("property") and not made.get("name"):
            yield _found("RSC-005", volume, "a meta says nothing", made)
        elif made.get("property") and not (made.text or "").strip():
            yield _found("RSC-005", volume, f"{made.get('property')} is empty", made)
        elif colon and prefix not in PREFIXES:
            yield _found("OPF-028", volume, f"the prefix {prefix} is not declared", made)
        elif made.get("property") and not colon and prefix not in PROPERTIES:
            yield _found("OPF-027", volume, f"there is no property {prefix}", made)
        refined = made.get("refines")
        if refined is not None and refined.removeprefix("#") not in ids:
            yield _found("RSC-005", volume, f"{refined} is nobody's id", made)


def _manifest(volume: Volume, package: Element) -> Iterator[Found]:
    counts = Counter(e.get("id") for e in package.iter("{*}*") if e.get("id"))
    for identifier in (i for i, count in counts.items() if count > 1):
        yield _found("RSC-005", volume, f"the id {identifier} stands twice")
    for made in package.iter(f"{OPF}item"):
        if not all(made.get(attribute) for attribute in ("id", "href", "media-type")):
            yield _found("RSC-005", volume, "an item needs id, href and media-type", made)
        for unknown in sorted(set((made.get("properties") or "").split()) - ITEM_PROPERTIES):
            yield _found("OPF-027", volume, f"there is no property {unknown}", made)
    paths = Counter(item.path for item in volume.items)
    for path in (path for path, count in paths.items() if count > 1):
        yield _found("OPF-074", volume, f"{path} is listed twice")
    for item in volume.items:
        if item.path not in volume.files:
            yield _found("RSC-001", volume, f"{item.path} is listed and not there")
    navs = [item for item in volume.items if "nav" in item.properties]
    if len(navs) != 1:
        yield _found("RSC-005", volume, "one item must be the navigation document")
    yield from (_found("OPF-012", volume, f"{i.path} cannot be it", None) for i in navs if i.media_type != PAGE)
    covers = [item for item in volume.items if "cover-image" in item.properties]
    if len(covers) > 1:
        yield _found("RSC-005", volume, "there is more than one cover image")
    for cover in covers:
        if not cover.media_type.startswith("image/"):
            yield _found("OPF-012", volume, f"the cover {cover.path} is no image")


def _spine(volume: Volume, package: Element) -> Iterator[Found]:
    spine = package.find(f"{OPF}spine")
    if spine is None or len(spine) == 0:
        yield _found("RSC-005", volume, "the spine is missing or empty")
        return
    ids = {item.id: item for item in volume.items}
    refs = [made.get("idref") or "" for made in spine.iter(f"{OPF}itemref")]
    for ref in refs:
        if ref not in ids:
            yield _found("OPF-049", volume, f"the spine names {ref}, which is no item")
            yield _found("RSC-005", volume, f"{ref} is nobody's id")
        elif ids[ref].media_type != PAGE:
            yield _found("OPF-043", volume, f"{ids[ref].path} cannot be read as a page")
    for ref in (ref for ref, count in Counter(refs).items() if count > 1):
        yield _found("RSC-005", volume, f"the spine names {ref} twice")
    if all(made.get("linear") == "no" for made in spine.iter(f"{OPF}itemref")):
        yield _found("OPF-033", volume, "nothing in the spine is to be read")
    toc = spine.get("toc")
    if toc is not None and toc not in ids:
        yield _found("RSC-005", volume, f"the spine names {toc} as its contents, which is no item")
    elif toc is not None and ids[toc].media_type != NCX:
        yield _found("OPF-050", volume, f"{ids[toc].path} is no NCX")


def _file(item: Item, volume: Volume) -> Iterator[Found]:
    data = volume.files.get(item.path)
    if data is None:
        return
    if item.media_type in SHOWN and (known := media_type(data)) != item.media_type:
        rule = "OPF-029" if known in SHOWN else "PKG-021"
        yield Found("package", rule, item.path, f"the file is no {item.media_type}")
    if item.media_type in (PAGE, NCX) and item.path not in volume.roots:
        yield Found("content", "RSC-016", item.path, "the file is not well-formed")
    root = volume.roots.get(item.path) if item.media_type == PAGE else None
    if root is None:
        return
    for declared, tag in NEEDED.items():
        has = next(root.iter(tag), None) is not None
        if has and declared not in item.properties:
            yield Found("package", "OPF-014", item.path, f"it holds {declared} and does not say so")
        elif declared in item.properties and not has:
            yield Found("package", "OPF-015", item.path, f"it says that it holds {declared} and does not")

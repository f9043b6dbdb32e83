"""Navigation: contents, landmarks and page list, in their form and in reading order (EPUB 3.3, chapter 7)."""

from __future__ import annotations

from collections.abc import Iterator

from teipress.epubcheck.model import DC, NCX, TYPE, WITH_ID, XHTML, Found, Volume, is_remote, line, name, resolved
from teipress.xml import Element


def check(volume: Volume) -> Iterator[Found]:
    """Faults of the navigation document and of the NCX."""
    root = volume.nav
    if root is not None:
        for rule, message, element in _document(root, volume):
            yield Found("navigation", rule, volume.nav_path, message, line(element))
    assert volume.package is not None
    unique = volume.package.get("unique-identifier")
    identifiers = [(e.text or "").strip() for e in volume.package.iter(f"{DC}identifier") if e.get("id") == unique]
    for item in volume.items:
        ncx = volume.roots.get(item.path) if item.media_type == NCX else None
        if ncx is None:
            continue
        if next(ncx.iter("{*}navPoint"), None) is None:
            yield Found("navigation", "RSC-005", item.path, "there is nothing to navigate to")
        uids = [e.get("content") or "" for e in ncx.iter("{*}meta") if e.get("name") == "dtb:uid"]
        if identifiers and [uid.strip() for uid in uids] != identifiers[:1]:
            yield Found("navigation", "NCX-001", item.path, "the identifier is not that of the book")


Fault = tuple[str, str, Element]


def _document(root: Element, volume: Volume) -> Iterator[Fault]:
    navs = list(root.iter(f"{XHTML}nav"))
    kinds = [nav.get(TYPE, "") for nav in navs]
    if kinds.count("toc") != 1:
        yield "RSC-005", "there must be one table of contents", root
    for kind in ("landmarks", "page-list"):
        if kinds.count(kind) > 1:
            yield "RSC-005", f"there is more than one {kind}", root
    for nav, kind in zip(navs, kinds, strict=True):
        if kind:
            yield from _form(nav, kind)
        if kind == "toc":
            yield from _order(nav, volume)


def _form(nav: Element, kind: str) -> Iterator[Fault]:
    lists = [child for child in nav if name(child) == "ol"]
    if len(lists) != 1:
        yield "RSC-005", f"{kind} must hold one list", nav
    seen: set[tuple[str, str]] = set()
    for item in nav.iter(f"{XHTML}li"):
        label = item[0] if len(item) else None
        if label is None or name(label) not in ("a", "span"):
            yield "RSC-005", "an item has no label", item
            continue
        said = "".join(label.itertext()).strip() or any(image.get("alt") for image in label.iter(f"{XHTML}img"))
        if not said:
            yield "RSC-005", "a label is empty", label
        if name(label) == "span" and len(item) < 2:
            yield "RSC-005", "an item leads nowhere", item
        if any(name(child) != "ol" for child in item[1:]):
            yield "RSC-005", "an item holds more than a label and a list", item
        if kind == "landmarks":
            key = (label.get(TYPE, ""), label.get("href", ""))
            if not key[0]:
                yield "RSC-005", "a landmark does not say what it is", label
            elif key in seen:
                yield "RSC-005", "a landmark stands twice", label
            seen.add(key)
    for listed in nav.iter(f"{XHTML}ol"):
        if not len(listed):
            yield "RSC-005", "a list is empty", listed


def _order(nav: Element, volume: Volume) -> Iterator[Fault]:
    """Addresses must come in the order of the spine, and within a file in that of the text."""
    order = {item.path: number for number, item in enumerate(volume.spine)}
    here = volume.nav_path
    before = (-1, -1)
    ids: dict[str, dict[str, int]] = {}
    for link in nav.iter(f"{XHTML}a"):
        href = link.get("href", "")
        if is_remote(href):
            yield "NAV-010", "it leads out of the book", link
            continue
        path, fragment = resolved(href, here)
        if path not in order or path not in volume.roots:
            continue
        if path not in ids:
            ids[path] = {e.get("id", ""): number for number, e in enumerate(WITH_ID(volume.roots[path]), 1)}
        if fragment and fragment not in ids[path]:
            continue
        place = (order[path], ids[path][fragment] if fragment else 0)
        if place < before:
            yield "NAV-011", f"{href} stands before what is listed above it", link
            return
        before = place

"""Links: every address in documents and style sheets leads to what is there and is listed (EPUB 3.3, chapter 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from teipress.epubcheck.model import NCX, PAGE, WITH_ID, Found, Item, Volume, elements, is_remote, line, name, resolved
from teipress.xml import Element

URL = re.compile(r"url\(\s*['\"]?([^'\")]*)['\"]?\s*\)")
WITH_ADDRESS = elements("descendant-or-self::h:*[@href or @src]")
ALLOWED = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S*|[^\s\\]*")


def check(volume: Volume) -> Iterator[Found]:
    """Faults of addresses."""
    items = {item.path: item for item in volume.items}
    ids = {path: {e.get("id") for e in WITH_ID(root)} for path, root in volume.roots.items()}
    read = {item.path for item in volume.spine}
    for item in volume.items:
        root = volume.roots.get(item.path)
        for element, address, is_link in _addresses(root, item.media_type) if root is not None else ():
            for rule, message in _followed(address, item, is_link, volume, items, ids, read):
                yield Found("links", rule, item.path, message, line(element))
        if item.media_type == "text/css" and item.path in volume.files:
            yield from _styles(item, volume, items)


def _addresses(root: Element, media_type: str) -> Iterator[tuple[Element, str, bool]]:
    """Every address in a document; True: one to go to, False: a part of the document."""
    if media_type == NCX:
        yield from ((e, e.get("src") or "", True) for e in root.iter("{*}content"))
    for element in WITH_ADDRESS(root):
        if (href := element.get("href")) is not None:
            yield element, href, name(element) != "link"
        if (src := element.get("src")) is not None:
            yield element, src, False


def _followed(
    address: str,
    item: Item,
    is_link: bool,
    volume: Volume,
    items: dict[str, Item],
    ids: dict[str, set[str | None]],
    read: set[str],
) -> Iterator[tuple[str, str]]:
    try:
        parts = urlsplit(address) if ":" in address else None
    except ValueError:
        parts = None
    if not ALLOWED.fullmatch(address) or (parts is None and ":" in address):
        yield "RSC-020", f"“{address}” is no address"
        return
    if parts is not None and parts.scheme:
        if parts.scheme == "file":
            yield "RSC-030", f"“{address}” leads to a file of this machine"
        elif not is_link and parts.scheme in ("http", "https"):
            yield "RSC-006", f"“{address}” is not in the book"
            if "remote-resources" not in item.properties:
                yield "OPF-014", "the document does not say that it needs what is not in the book"
        elif parts.scheme in ("http", "https") and not parts.netloc:
            yield "RSC-020", f"“{address}” is no address"
        return
    if "?" in address and urlsplit(address).query:
        yield "RSC-033", f"“{address}” has a query"
    path, fragment = resolved(address, item.path)
    if path.startswith(".."):
        yield "RSC-026", f"“{address}” leads out of the book"
    if path not in volume.files:
        if path not in items:  # what is listed has been missed already
            yield "RSC-007", f"“{address}” leads to no file"
    elif path not in items:
        yield "RSC-008", f"“{address}” leads to a file that is not listed"
    elif is_link and path not in read:
        yield ("RSC-011" if items[path].media_type == PAGE else "RSC-010"), f"“{address}” leads to what is not read"
    elif fragment and path in ids and fragment not in ids[path]:
        yield "RSC-012", f"“{address}” leads to no place in the file"


def _styles(item: Item, volume: Volume, items: dict[str, Item]) -> Iterator[Found]:
    text = re.sub(r"/\*.*?\*/", "", volume.files[item.path].decode("utf-8", "replace"), flags=re.DOTALL)
    if text.count("{") != text.count("}"):
        yield Found("links", "CSS-008", item.path, "a brace has no partner")
    for face in re.findall(r"@font-face\s*\{([^}]*)\}", text):
        if not face.strip():
            yield Found("links", "CSS-019", item.path, "a font face says nothing")
    for address in URL.findall(text):
        path, _ = resolved(address, item.path)
        if is_remote(address):
            yield Found("links", "RSC-006", item.path, f"“{address}” is not in the book")
        elif path not in volume.files:
            yield Found("links", "RSC-007", item.path, f"“{address}” leads to no file")
        elif path not in items:
            yield Found("links", "RSC-008", item.path, f"“{address}” leads to a file that is not listed")

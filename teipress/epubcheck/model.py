"""Model: an EPUB as the checks see it: its files, the package document, and the documents of its spine."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cache
from urllib.parse import unquote, urldefrag, urlsplit

from lxml import etree

from teipress.values import dataclass
from teipress.xml import Element

OPF, OPS = "{http://www.idpf.org/2007/opf}", "{http://www.idpf.org/2007/ops}"
DC, XHTML = "{http://purl.org/dc/elements/1.1/}", "{http://www.w3.org/1999/xhtml}"
TYPE = f"{OPS}type"
PAGE, NCX = "application/xhtml+xml", "application/x-dtbncx+xml"
# An address as most are: to a file beside, and a place in it.
NEAR = re.compile(r"([\w./-]*)(?:#([\w.-]*))?", re.ASCII)


def elements(path: str) -> etree.XPath:
    """A search for the elements that an XPath names (`h:` is XHTML, `epub:` OPS): faster than asking each one."""
    return etree.XPath(path, namespaces={"h": XHTML[1:-1], "epub": OPS[1:-1]})


WITH_ID = elements("descendant-or-self::*[@id]")


@dataclass(frozen=True, slots=True)
class Found:
    """A fault: the *part* of the checks that sees it, the *rule* of EPUBCheck or Ace, and where it is."""

    part: str
    rule: str
    file: str
    message: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the manifest; *path* is its file in the archive."""

    id: str
    path: str
    media_type: str
    properties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Volume:
    """*files* by path; *package* is the root of the package document at *path*; *roots* are parsed documents."""

    files: Mapping[str, bytes]
    path: str
    package: Element | None
    items: tuple[Item, ...] = ()
    spine: tuple[Item, ...] = ()
    roots: Mapping[str, Element] = field(default_factory=dict)

    def pages(self) -> Iterator[tuple[Item, Element]]:
        """The XHTML documents, those of the spine first and in its order."""
        for item in dict.fromkeys((*self.spine, *self.items)):
            if item.media_type == PAGE and item.path in self.roots:
                yield item, self.roots[item.path]

    @property
    def nav(self) -> Element | None:
        """The navigation document."""
        return next((root for item, root in self.pages() if "nav" in item.properties), None)

    @property
    def nav_path(self) -> str:
        """The file of the navigation document."""
        return next((item.path for item, _ in self.pages() if "nav" in item.properties), "")


def resolved(href: str, here: str) -> tuple[str, str]:
    """The path in the archive and the fragment that a relative address in the file *here* leads to."""
    if near := NEAR.fullmatch(href):
        return _path(near[1], here), near[2] or ""
    whole, fragment = urldefrag(href)
    return _path(unquote(whole.partition("?")[0]), here), unquote(fragment)


@cache
def _path(target: str, here: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(here), target)) if target else here


def is_remote(href: str) -> bool:
    """Whether an address leads out of the book, or would if it were one."""
    if ":" not in href:
        return False
    try:
        return bool(urlsplit(href).scheme)
    except ValueError:
        return True


def name(element: Element) -> str:
    """The name of an element, without its namespace."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def line(element: Element) -> int:
    """The line that an element begins on."""
    return element.sourceline or 0

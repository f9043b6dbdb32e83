"""Addresses: a Book whose ids are valid and unique, and whose links all lead somewhere.

An edition may call things as it likes (`a b`, `1x`, the same twice); in XHTML an id is a name of XML and stands once.
So ids are named anew before anything is laid out, in ASCII, and what cannot be a link becomes its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeGuard, get_args
from urllib.parse import quote, urlsplit, urlunsplit

from teipress.book import (
    Alternate,
    Anchor,
    Book,
    Figure,
    Image,
    Index,
    IndexEntry,
    Inline,
    Link,
    Node,
    Note,
    PageBreak,
    Section,
    Span,
    Text,
    Variant,
    plain,
    walk,
)  # fmt: skip
from teipress.diagnostics import Diagnostic, Place, Severity, did_you_mean

Addressed = Section | Note | Variant | PageBreak | Figure | Anchor | Span | Index | IndexEntry
ADDRESSED = get_args(Addressed)
REFERENCE = "ref-"  # begins the id of a note's mark in the text, and no other
WEB = re.compile(r"([a-zA-Z0-9_-]+\.)*[a-zA-Z][a-zA-Z0-9_-]*(:\d{1,4})?")
LABEL = 63  # the most letters between two dots
# An address that is one as it stands.
PLAIN = re.compile(r"https?://(?:[a-z0-9-]{1,63}\.)*[a-z][a-z0-9-]{0,62}(?:/[A-Za-z0-9._~/-]*)?", re.ASCII)
MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)*", re.ASCII)


def addressed(book: Book) -> tuple[Book, dict[str, str], list[Diagnostic]]:
    """The book with new ids, the new id for each old one that links use, and the links that lead nowhere."""
    clerk = _Clerk(book)
    front, body, back = clerk.all(book.front), clerk.all(book.body), clerk.all(book.back)
    chronology, indexes = clerk.all(book.chronology), clerk.all(book.indexes)
    named = replace(book, front=front, body=body, back=back, chronology=chronology, indexes=indexes)
    return named, clerk.names, clerk.findings


def is_addressed(node: object) -> TypeGuard[Addressed]:
    """Whether a node has an id in the finished file: a span only if something leads to it."""
    return bool(node.id) if isinstance(node, Span) else isinstance(node, ADDRESSED)


def everything(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Every node that is shown: those of notes after the note, and the notes of notes with them."""
    for node in walk(nodes):
        yield node
        if isinstance(node, Note):
            yield from everything(node.content)


def web_address(target: str) -> str:
    """*target* as an address that any reader can follow, or an empty string if it is none."""
    if PLAIN.fullmatch(target):
        return target
    try:
        parts = urlsplit(target.strip())
        host = parts.netloc
        if not host.isascii() or max(map(len, host.split("."))) > LABEL:
            host = host.encode("idna").decode("ascii")  # it takes long to bring in
    except ValueError:
        return ""
    # A percent sign always begins an escape.
    path, query, fragment = (
        re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", quote(part, safe="/:?@!$&'()*+,;=%~"))
        for part in (parts.path, parts.query, parts.fragment)
    )
    web = parts.scheme in ("http", "https") and WEB.fullmatch(host)
    mail = parts.scheme == "mailto" and MAIL.fullmatch(path) and not host
    return urlunsplit((parts.scheme, host, path, query, fragment)) if web or mail else ""


def safe_name(text: str) -> str:
    """*text* as a name of XML in ASCII: other characters as their code point (`a b` is `a_20_b`)."""
    name = re.sub(r"[^A-Za-z0-9.-]", lambda found: found[0] if found[0] == "_" else f"_{ord(found[0]):x}_", text)
    return name if re.match(r"[A-Za-z_]", name) and not name.startswith(REFERENCE) else f"_{name}"


def _parts(cls: type) -> tuple[str, ...]:
    """The fields of a node that hold nodes that are shown."""
    return tuple(
        field.name
        for field in fields(cls)
        if str(field.type).startswith("tuple[") and field.name not in ("style", "other")
    )


class _Clerk:
    """Goes through a book once, in reading order, and gives out names."""

    def __init__(self, book: Book) -> None:
        self.slug = book.slug
        self.known = {node.id for node in everything(book.content) if is_addressed(node) and node.id}
        self.known |= {entry.id for index in book.indexes for entry in index.entries if isinstance(entry, IndexEntry)}
        self.names: dict[str, str] = {}
        self.findings: list[Diagnostic] = []
        self._counts: dict[str, int] = {}
        self._parts: dict[type, tuple[str, ...]] = {}

    def all(self, nodes: tuple[Any, ...]) -> tuple[Any, ...]:
        """The nodes with new ids; the same tuple where nothing has changed."""
        made: list[Any] = []
        changed = False
        for node in nodes:
            if type(node) is Text:  # most are
                made.append(node)
            elif isinstance(node, Link):
                made.extend(self._link(node))
                changed = True
            else:
                new = self.all(node) if isinstance(node, tuple) else self._node(node)  # a tuple is a row of a table
                changed = changed or new is not node
                made.append(new)
        return tuple(made) if changed else nodes

    def _node(self, node: Any) -> Any:
        cls = type(node)
        if cls not in self._parts:
            self._parts[cls] = _parts(cls) if is_dataclass(cls) else ()
        changes: dict[str, Any] = {"id": self._name(node)} if is_addressed(node) else {}
        for part in self._parts[cls]:
            old = getattr(node, part)
            if old and (new := self.all(old)) is not old:
                changes[part] = new
        return replace(node, **changes) if changes else node

    def _name(self, node: Addressed) -> str:
        base = safe_name(node.id or type(node).__name__.lower())
        name = base
        while name in self._counts:
            self._counts[base] += 1
            name = f"{base}-{self._counts[base]}"
        self._counts[name] = 1
        if node.id:
            self.names.setdefault(node.id, name)
        return name

    def _link(self, link: Link) -> Iterator[Inline]:
        """The link, or its words; notes and links inside it come out, since no link may stand in a link."""
        content = self.all(link.content)
        target = link.target if link.target[:1] == "#" and link.target[1:] in self.known else web_address(link.target)
        words, outside = _taken_out(content)
        if target and _says(words):
            yield Link(target, words)
            yield from outside
            return
        if target:  # a link without words cannot be followed, nor heard
            yield from content
            return
        yield Span("plain", content)
        near = did_you_mean(link.target[1:], self.known, "correct the target, or give its id to what it means")
        self.findings.append(
            Diagnostic(
                Place(self.slug),
                "OUT-003",
                f"“{plain(link.content)}” leads to {link.target or 'nothing'}, which is not in the book; no link",
                near,
                Severity.WARNING,
            )
        )


def _says(content: tuple[Inline, ...]) -> bool:
    """Whether a link has words, or a picture that says what it shows."""
    return bool(plain(content)) or any(isinstance(node, Image) and node.alt.strip() for node in walk(content))


def _taken_out(content: tuple[Inline, ...]) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
    """The content of a link without what may not stand in a link, and that."""
    kept: list[Inline] = []
    outside: list[Inline] = []
    for node in content:
        match node:
            case Note() | Variant() | Anchor():
                outside.append(node)
            case Link():
                kept.extend(node.content)
            case Span():
                inner, more = _taken_out(node.content)
                kept.append(replace(node, content=inner))
                outside.extend(more)
            case Alternate():
                inner, more = _taken_out(node.shown)
                kept.append(replace(node, shown=inner))
                outside.extend(more)
            case _:
                kept.append(node)
    return tuple(kept), tuple(outside)

"""The Edition: what is on disk. Parsed TEI with its includes, ids and files; lossless.

Loading follows xi:include inside the root and nowhere else (XInclude 1.0, without xpointer).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import field
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, cast
from urllib.parse import unquote

from teipress import files, xml
from teipress.diagnostics import Diagnostic, Exit, Place, Trouble
from teipress.limits import Limits
from teipress.settings import Settings
from teipress.values import dataclass
from teipress.xml import Element

INCLUDE = f"{{{xml.XI}}}include"
WHOLE = ("TEI", "teiCorpus", "TEI.2")
_INCLUDED = re.compile(rb"include\b[^>]*\bhref\s*=\s*[\"']([^\"'#]+)")
MAX_TAG_LINES = 100  # of a start tag, that are searched for an attribute
MAX_INCLUDES = 6  # how deep files may include files


@lru_cache(maxsize=8)
def _lines(source: bytes) -> list[bytes]:
    return source.split(b"\n")


def _found(lines: list[bytes], line: int, near: str) -> tuple[int, int]:
    """Line and column of *near* in a start tag that ends in *line*; where it is not found, that line, and no column."""
    for number in range(min(line, len(lines)), max(0, line - MAX_TAG_LINES), -1):
        text = lines[number - 1].decode("utf-8", "replace")
        column = text.find(near) + 1
        if column:
            return number, column
        if "<" in text.partition(">")[0]:  # the tag begins here
            break
    return line, 0


@dataclass(eq=False)
class Edition:
    """A TEI document with everything it draws in.

    *path* is its file and *root* the folder nothing may leave; *name* is how diagnostics call it. *ids* maps each
    xml:id to the first element that bears it. *sources* holds the bytes of every XML file read, by the name
    diagnostics use. *included* tells, for the root element of each included file, which file it came from; *missing*
    says that an include brought nothing, so that nobody can know where pointers lead. *texts* are the files drawn in as
    text; *steps* is what `xml.xpath_of` remembers.
    """

    path: Path
    root: Path
    name: str
    tree: Element
    ids: dict[str, Element]
    sources: dict[str, bytes]
    included: dict[Element, str] = field(default_factory=dict)
    missing: bool = False
    texts: dict[str, bytes] = field(default_factory=dict)
    steps: dict[Element, str] = field(default_factory=dict)

    @property
    def is_part(self) -> bool:
        """Whether this is a part of an edition in a file of its own, such as a register, without a header."""
        return xml.local(self.tree) not in WHOLE

    def file_of(self, element: Element) -> str:
        """The file an element stands in, as diagnostics call it."""
        current: Element | None = element
        while current is not None and self.included:
            if current in self.included:
                return self.included[current]
            current = current.getparent()
        return self.name

    def place(self, element: Element, near: str = "") -> Place:
        """Where an element is; the column is that of *near* (an attribute, say) on its line, if it is there."""
        file, line = self.file_of(element), xml.line_of(element)
        column = 0
        if near and line:
            line, column = _found(_lines(self.sources[file]), line, near)
        return Place(file, line, column, xml.xpath_of(element, self.steps))

    def asset(self, target: str, element: Element) -> Path:
        """The file that a reference in *element* names. Raises `files.Outside`."""
        file = self.file_of(element)
        base = self.path.parent if file == self.name else Path(file).resolve().parent
        return files.inside(self.root, target, base)


class Loaded(NamedTuple):
    """What came of loading: the edition, or none, and everything there is to say about it."""

    edition: Edition | None
    diagnostics: tuple[Diagnostic, ...]


def load(path: Path, settings: Settings, root: Path | None = None) -> Loaded:
    """Load the TEI document at *path*.

    Its root is *root*, else the settings' folder, else its own folder. Raises `Trouble` if there is no readable file;
    whatever is wrong inside comes back as diagnostics.
    """
    limits = Limits(bytes=settings.max_megabytes * 2**20, elements=settings.max_elements)
    home = root or settings.root
    real = path.resolve()
    if home is None or not real.is_relative_to(home.resolve()):
        if root is not None:
            raise Trouble(f"{path} lies outside {root}; name a folder above it with --root", Exit.REFUSED)
        home = path.parent
    name = str(path)
    data = files.read(path, limits.bytes)
    parsed = xml.parse(data, name, limits)
    if parsed.root is None:
        return Loaded(None, parsed.diagnostics)
    loader = _Includes(home, limits, {name: data}, list(parsed.diagnostics))
    loader.resolve(parsed.root, path, (real,))
    ids: dict[str, Element] = {}
    for element in xml.bearers(parsed.root):
        ids.setdefault(element.get(xml.XML_ID, ""), element)
    edition = Edition(path, home, name, parsed.root, ids, loader.sources, loader.included, loader.missing, loader.texts)
    return Loaded(edition, tuple(loader.diagnostics))


@dataclass(eq=False)
class _Includes:
    """Draws in included files, one after the other."""

    root: Path
    limits: Limits
    sources: dict[str, bytes]
    diagnostics: list[Diagnostic]
    included: dict[Element, str] = field(default_factory=dict)
    texts: dict[str, bytes] = field(default_factory=dict)
    elements: int = 0
    bytes: int = 0
    missing: bool = False
    full: bool = False  # past a limit, which has been told: nothing more is read

    def resolve(self, tree: Element, path: Path, chain: tuple[Path, ...]) -> None:
        """Replace every xi:include below *tree*, which was read from *path*, the last of *chain*."""
        carried: list[Element | str] = []  # text that another xi:include follows at once, put in place with it
        for include in list(tree.iter(INCLUDE)):
            if include is tree:
                self.diagnostics.append(
                    Diagnostic(
                        Place(str(path), xml.line_of(include)),
                        "XML-008",
                        "xi:include is the outermost element, and draws in nothing there",
                        "put it inside an element",
                    )
                )
            elif tree in include.iterancestors():  # not part of a fallback that was not needed
                content = self._content(include, path, chain)
                following = include.getnext()
                carried.extend((*content, include.tail or ""))
                if (
                    all(isinstance(part, str) for part in content)
                    and following is not None
                    and following.tag == INCLUDE
                ):
                    _replace(include, [])
                else:
                    _replace(include, carried)
                    carried = []

    def _content(self, include: Element, path: Path, chain: tuple[Path, ...]) -> list[Element | str]:
        """What an xi:include stands for."""
        href = include.get("href") or ""
        line = xml.line_of(include)

        def refuse(message: str, hint: str, unsafe: bool = False) -> list[Element | str]:
            fallback = include.find(f"{{{xml.XI}}}fallback")
            if fallback is not None and not unsafe:
                return [fallback.text or "", *fallback]
            self.missing = True
            self.diagnostics.append(Diagnostic(Place(str(path), line), "XML-008", message, hint, refused=unsafe))
            return []

        if self.full:
            return []
        if include.get("xpointer"):
            return refuse(
                f"xi:include of {href} asks for a part (xpointer), which is not supported", "include a whole file"
            )
        try:
            target = files.inside(self.root, href, path.parent)
        except files.Outside as reason:
            return refuse(
                f"xi:include of {href} was refused: it {reason}",
                "copy the file into the edition's folder and include it from there"
                if "://" in href
                else "keep the file below the edition's folder, or widen that with --root", unsafe=True,
            )  # fmt: skip
        real = Path(os.path.realpath(target))
        if real in chain:
            return refuse(f"xi:include of {href} includes itself", "take the circle out", unsafe=True)
        if len(chain) > MAX_INCLUDES:
            return refuse(
                f"xi:include of {href} is more than {MAX_INCLUDES} files deep", "include from fewer levels", unsafe=True
            )
        try:
            data = files.read(target, self.limits.bytes)
        except Trouble as trouble:
            return refuse(f"xi:include found nothing: {trouble}", "correct the name, or add a fallback")
        self.bytes += len(data)
        if self.bytes > self.limits.bytes:
            self.full = True
            return refuse(
                f"with {href} the files drawn in have more than {self.limits.bytes / 2**20:.0f} MB",
                "split the edition, or raise max_megabytes in the settings",
                unsafe=True,
            )
        name = str(path.parent / unquote(href))
        if include.get("parse") == "text":
            try:
                text = data.decode("utf-8")
            except UnicodeDecodeError:
                return refuse(f"xi:include of {href} as text: the file is not UTF-8", "save it as UTF-8")
            self.texts[name] = data
            return [text]
        parsed = xml.parse(data, name, self.limits)
        self.diagnostics.extend(parsed.diagnostics)
        if parsed.root is None:
            self.missing = True
            return []
        self.elements += xml.size(parsed.root)
        if self.elements > self.limits.elements:
            self.full = True
            return refuse(
                f"with {href} the edition has more than {self.limits.elements:,} elements",
                "split the edition",
                unsafe=True,
            )
        self.sources[name] = data
        self.resolve(parsed.root, Path(name), (*chain, real))
        self.included[parsed.root] = name
        return [parsed.root]


def _replace(include: Element, content: list[Element | str]) -> None:
    """Put *content*, which holds the text after it too, where *include* stands."""
    parent = include.getparent()
    assert parent is not None
    for is_text, parts in groupby(content, lambda part: isinstance(part, str)):
        if not is_text:
            for part in parts:
                include.addprevious(cast(Element, part))
            continue
        previous, text = include.getprevious(), "".join(cast(Iterator[str], parts))
        if text and previous is not None:
            previous.tail = (previous.tail or "") + text
        elif text:
            parent.text = (parent.text or "") + text
    parent.remove(include)


def documents(path: Path) -> Iterator[Path]:
    """The documents that *path* means: itself, or all XML files below a folder, sorted, without those they include.

    Raises `Trouble` where there are none.
    """
    if not path.is_dir():
        yield path
        return
    found = sorted(p for p in path.rglob("*") if p.suffix.lower() in (".xml", ".tei") and p.is_file())
    if not found:
        raise Trouble(f"{path} is a folder without XML files; name a TEI file")
    parts = {part for document in found for part in _parts(document)}
    yield from (p for p in found if p.resolve() not in parts) if len(parts) < len(found) else found


def _parts(document: Path) -> Iterator[Path]:
    """The files that *document* includes, as far as its bytes show; itself is none."""
    data = files.read(document, 2**32)
    if xml.XI.encode() in data:
        for href in _INCLUDED.findall(data):
            part = document.parent / unquote(href.decode("utf-8", "replace")).replace("\0", "")
            if part.name and part.resolve() != document.resolve():
                yield part.resolve()

"""Fix: mending what can be mended without a doubt: blanks that are too many, signs that are missing. No word changes.

Characters are cut or replaced in the file as it is; every other byte stays. What comes out is read again and compared,
word by word and element by element, before anything is written.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from teipress import files, xml
from teipress.annotate.scan import Node, Piece, decoded, pieces
from teipress.checks import codes, editorial
from teipress.checks.rule import Cut, Found, Value
from teipress.checks.survey import Survey, survey
from teipress.checks.verdicts import Verdicts
from teipress.checks.walk import MARKS
from teipress.diagnostics import Trouble
from teipress.edition import Edition, load
from teipress.settings import Settings
from teipress.xml import Element, local

Edit = tuple[int, int, str]  # from, to, and what comes there instead, in characters of the file


@dataclass(frozen=True, slots=True)
class Mended:
    """A file with its faults mended: its name as diagnostics call it, its bytes before and after, and how many."""

    name: str
    before: bytes
    after: bytes
    number: int


def mended(edition: Edition, settings: Settings) -> Iterator[Mended]:
    """The files of an edition that can be mended. Raises `Trouble` rather than change a word."""
    seen = survey(edition)
    edits: dict[str, dict[Edit, None]] = {}
    slots: dict[str, Mapping[Element, _Slots]] = {}
    for mending in _mendings(seen, settings):
        element = seen.owners[seen.piece(mending.start)] if isinstance(mending, Cut) else mending.element
        file = edition.file_of(element)
        if file not in slots:
            slots[file] = _aligned(edition, file)
        if element in slots[file]:
            source = decoded(edition.sources[file])[0]
            edit = _edit(mending, seen, slots[file][element], source)
            if edit is not None:
                edits.setdefault(file, {})[edit] = None
    for file, made in edits.items():
        yield Mended(file, edition.sources[file], _carried_out(edition.sources[file], made, file), len(made))


def _mendings(seen: Survey, settings: Settings) -> Iterator[Cut | Value]:
    """What the rules would mend; of two mendings of one attribute, the one that does more."""
    verdicts = Verdicts(seen.edition, settings, codes)
    values: dict[tuple[Element, str], Value] = {}
    for code, rule in editorial.RULES.items():
        for found in rule.find(seen) if code not in verdicts.off else ():
            mending = found.mending
            if mending is None or (code in verdicts.here and not _wanted(verdicts, code, seen, found)):
                continue
            if isinstance(mending, Cut):
                yield mending
            else:
                known = values.setdefault((mending.element, mending.attribute), mending)
                if known.new == known.element.get(known.attribute, "").strip():
                    values[mending.element, mending.attribute] = mending
    yield from values.values()


def _wanted(verdicts: Verdicts, code: str, seen: Survey, found: Found) -> bool:
    return verdicts.wanted(code, seen.place(found.where, found.near))


@dataclass(frozen=True, slots=True)
class _Slots:
    """Where an element stands in its file: its tags, its first text, and the text behind it."""

    node: Node
    text: list[Piece]
    tail: list[Piece]


def _aligned(edition: Edition, file: str) -> Mapping[Element, _Slots]:
    """Where each element of a file stands in it; nothing if the two don't agree (entities that hold elements, say)."""
    found: list[_Slots] = []
    by_node: dict[int, _Slots] = {}
    current: list[Piece] = []
    for piece in pieces(decoded(edition.sources[file])[0]):
        if piece.kind == "open":
            slots = _Slots(piece.node, [], [])
            by_node[id(piece.node)] = slots
            found.append(slots)
            current = slots.text
        elif piece.kind == "close":
            current = by_node[id(piece.node)].tail
        else:
            current.append(piece)
    there = [slots for slots in found if not _included(slots.node)]
    here = list(_elements(edition, file))
    same = len(there) == len(here) and all(s.node.name == local(e) for s, e in zip(there, here, strict=True))
    return dict(zip(here, there, strict=True)) if same else {}


def _included(node: Node) -> bool:
    """Whether an element is an xi:include, or within one."""
    return any(n.namespaces.get(n.prefix) == xml.XI for n in node.around())


def _elements(edition: Edition, file: str) -> Iterator[Element]:
    """The elements of one file, in document order."""
    roots = [element for element, name in edition.included.items() if name == file]
    root = edition.tree if file == edition.name else roots[0]

    def below(element: Element) -> Iterator[Element]:
        yield element
        for child in element:
            if isinstance(child.tag, str) and child not in edition.included:
                yield from below(child)

    yield from below(root)


def _edit(mending: Cut | Value, seen: Survey, slots: _Slots, source: str) -> Edit | None:
    """The change in the file; None where its characters are not those of the text."""
    if isinstance(mending, Value):
        return _value(mending, slots.node, source)
    number = seen.piece(mending.start)
    start = seen.starts[number] + (seen.text[seen.starts[number]] in MARKS)
    place = _position(slots.tail if seen.tails[number] else slots.text, mending.start - start)
    length = mending.end - mending.start
    if place is None or source[place : place + length] != seen.text[mending.start : mending.end]:
        return None
    return place, place + length, ""


def _position(parts: Iterable[Piece], offset: int) -> int | None:
    """The place in the file of a text's character."""
    count = 0
    for piece in parts:
        if piece.kind == "character":
            count += len(piece.text)
        elif piece.kind != "text":
            return None
        else:
            for place, sign in enumerate(piece.text, piece.start):
                if sign == "\r" and piece.text[place - piece.start + 1 : place - piece.start + 2] == "\n":
                    continue  # a parser makes one sign of the two
                if count == offset:
                    return place
                count += 1
    return None


def _value(mending: Value, node: Node, source: str) -> Edit | None:
    """The change of an attribute's value."""
    name = mending.attribute.replace(f"{{{xml.XML}}}", "xml:")
    tag = source[node.start : node.inner]
    match = re.search(rf"""(?<=\s){re.escape(name)}\s*=\s*(?:"([^"&]*)"|'([^'&]*)')""", tag)
    if match is None:
        return None
    group = 1 if match[1] is not None else 2
    if re.sub(r"\r\n|[\r\n\t]", " ", match[group]) != mending.element.get(mending.attribute):
        return None
    return node.start + match.start(group), node.start + match.end(group), mending.new


def _carried_out(data: bytes, edits: Iterable[Edit], file: str) -> bytes:
    """The bytes of a file with the changes made."""
    source, codec = decoded(data)
    parts, last = [], 0
    for start, end, new in sorted(edits):
        if start >= last:
            parts += [source[last:start], new]
            last = end
    made = "".join((*parts, source[last:])).encode(codec)
    old, new_tree = xml.parse(data, file).root, xml.parse(made, file).root
    if old is None or new_tree is None or _words(old) != _words(new_tree) or _names(old) != _names(new_tree):
        raise Trouble(f"mending would have changed the words of {file}; nothing was written")
    return made


def _words(root: Element) -> list[str]:
    return "".join(root.itertext()).split()


def _names(root: Element) -> list[object]:
    return [(element.tag, element.keys()) for element in root.iter("{*}*")]


def mend(path: Path, settings: Settings, root: Path | None, write: bool) -> Iterator[str]:
    """Mend the document at *path* and what it includes, or show what would change; yields what there is to print."""
    loaded = load(path, settings, root)
    found = list(mended(loaded.edition, settings)) if loaded.edition is not None else []
    if not write:
        for file in found:
            yield from difference(file)
        return
    for file in found:
        files.write(Path(file.name).resolve(), file.after)
        yield f"{file.name}: {file.number} mended"


def difference(file: Mended) -> Iterator[str]:
    """What would change in a file, as a unified diff, line by line."""
    before, after = (decoded(data)[0].split("\n") for data in (file.before, file.after))
    yield from difflib.unified_diff(before, after, file.name, f"{file.name} (mended)", n=1, lineterm="")

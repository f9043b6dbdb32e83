"""Skimming: a plain document by its bytes, in two thirds of the time that expat's events take.

Plain is UTF-8 of no great size, without a document type, CDATA or anything drawn in, its namespaces declared on the
root. A tag met once where the same may follow is known by its bytes. What is not plain gets no answer here: `validate`
has one for all. Expat sees every document all the same, and says whether it is well-formed.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from xml.parsers import expat

from teipress.grammar.automaton import Automaton, State
from teipress.grammar.gather import PROLOG
from teipress.grammar.ids import Ids
from teipress.grammar.match import WHITE
from teipress.grammar.names import SEPARATOR, XML_NAMESPACE, qualified

TYPE_CHECKING = False  # typing itself is not needed
if TYPE_CHECKING:
    from teipress.grammar.automaton import Fork, Skimmed

MOST_BYTES = 16 * 2**20
MOST_TAGS = 5_000  # remembered of one state
FEW = 500  # tags that may all be new
END = ord("/")
_ASIDE = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);|#)")
_TAG = re.compile(rb"([^\s/>\"'=]+)((?:\s+[^\s/>\"'=]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*(/?)")
_ATTRIBUTE = re.compile(rb"([^\s=]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_BREAK = re.compile(rb"\r\n|[\t\r\n]")
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


class _Unclear(Exception):
    """The document is not plain after all."""


class _Invalid(Exception):
    """The document is not valid."""


def skimmed(automaton: Automaton, data: bytes) -> bool | None:
    """Whether a document is well-formed and valid, if it is plain."""
    begin = PROLOG.match(data).end()  # type: ignore[union-attr]  # it matches nothing, too
    root = data[begin : data.find(b">", begin)]
    if (
        automaton.grammar.contextual
        or len(data) > MOST_BYTES
        or data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        or data.find(b"xmlns", begin + len(root)) >= 0
        or b"<![CDATA[" in data
        or b"<!DOCTYPE" in data
        or _ENTITY.search(data)
    ):
        return None
    try:
        expat.ParserCreate("utf-8", SEPARATOR).Parse(data, True)
    except expat.ExpatError:
        return False
    body = data[begin:]
    if b"<!--" in body or b"<?" in body:
        body = _ASIDE.sub(b"", body)
    try:
        return _Skimming(automaton).read(body.split(b"<"))
    except _Unclear:
        return None
    except _Invalid:
        return False


class _Skimming:
    """One document being skimmed: its prefixes, its ids, and the text of an element that has to be looked at whole."""

    def __init__(self, automaton: Automaton) -> None:
        self.automaton = automaton
        self.prefixes = {"xml": XML_NAMESPACE}
        self.names: dict[bytes, str] = {}  # of attributes; empty for declarations of namespaces
        self.ids = Ids()
        self.pieces: list[bytes] = []
        self.patience = FEW

    def read(self, pieces: list[bytes]) -> bool:
        """Whether the document in these pieces, each beginning with a tag, is valid."""
        automaton, kept = self.automaton, self.pieces
        self.patience += len(pieces) // 4
        self.prefixes.update(_declared(pieces[1]))
        automaton.prefixes = automaton.prefixes or self.prefixes
        if self.prefixes != automaton.prefixes:
            raise _Unclear
        state = automaton.start
        stack: list[State | Fork] = []
        push, pop = stack.append, stack.pop
        each = iter(pieces)
        next(each)
        for piece in each:
            tag, _, text = piece.partition(b">")
            if tag[0] == END:
                # Where a fork began, no state ends.
                state = pop() if state.ends else self.ended(state, pop())  # type: ignore[assignment]
            else:
                try:
                    after, inside = state.tags[tag]
                except KeyError:
                    after, inside = self.started(state, tag)
                if inside is None:
                    state = after  # type: ignore[assignment]  # what is empty has ended
                else:
                    push(after)
                    state = inside
            if text and not state.loops and (state.typed or not text.isspace()):
                if state.typed:
                    kept.append(text)
                elif _unescaped(text).strip(WHITE):
                    state = automaton.spoken(state)
        return self.ids.sound()

    def started(self, state: State, tag: bytes) -> Skimmed:
        """What follows a start tag that is new here."""
        automaton = self.automaton
        self.patience -= 1
        match = _TAG.fullmatch(tag)
        if match is None or self.patience < 0:
            raise _Unclear
        before = state
        if self.pieces:
            if _unescaped(b"".join(self.pieces)).strip(WHITE):
                state = automaton.spoken(state)
            self.pieces.clear()
        name, given, empty = match.groups()
        move = automaton.move(state, self.name(name, self.prefixes.get("", "")))
        if move is None:
            raise _Invalid
        after, inside, plans, opening = move
        remembered = not before.typed
        if attributes := self.attributes(given) if given else ():
            names = tuple(attributes[::2])
            plan = plans.get(names) or automaton.plan(opening, names)
            inside = plan.content
            for place, known, pattern in plan.quick:
                value = attributes[place]
                if value not in known and not automaton.takes(pattern, value):
                    inside = automaton.judged(opening, plan, attributes[1::2])
                    break
            for place, kind in plan.ids:
                remembered = False
                if not self.ids.note(kind, attributes[place]):
                    raise _Invalid
        found: Skimmed = (self.ended(inside, after), None) if empty else (after, inside)
        if remembered and len(before.tags) < MOST_TAGS:
            before.tags[tag] = found
        return found

    def ended(self, state: State, after: State | Fork) -> State:
        """The parent's state after an element that ends."""
        held = self.automaton.held(state, _unescaped(b"".join(self.pieces)))
        if not held:
            raise _Invalid
        self.pieces.clear()
        return self.automaton.settled(after, held)

    def attributes(self, given: bytes) -> list[str]:
        """The names and values of a tag's attributes in turn, declarations of namespaces aside."""
        found: list[str] = []
        for name, double, single in _ATTRIBUTE.findall(given):
            if name not in self.names:
                self.names[name] = "" if name.startswith(b"xmlns") else self.name(name, "")
            if self.names[name]:
                found += self.names[name], _value(double or single)
        return found

    def name(self, written: bytes, default: str) -> str:
        """A name with its namespace."""
        prefix, colon, local = written.decode().rpartition(":")
        return qualified(self.prefixes[prefix] if colon else default, local)


def _declared(root: bytes) -> Iterator[tuple[str, str]]:
    """The namespaces that the root declares, by prefix."""
    for name, double, single in _ATTRIBUTE.findall(root.partition(b">")[0]):
        if name == b"xmlns" or name.startswith(b"xmlns:"):
            yield name.decode()[6:], _value(double or single)


def _value(text: bytes) -> str:
    """An attribute's value as it is read: white space as spaces."""
    return _unescaped(text if text.isalnum() else _BREAK.sub(b" ", text))


def _unescaped(text: bytes) -> str:
    """A text as it is read: lines end in one way, references are what they stand for."""
    plain = text.replace(b"\r\n", b"\n").replace(b"\r", b"\n").decode()
    return _REFERENCE.sub(_referred, plain) if "&" in plain else plain


def _referred(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    return _NAMED[name] if name else chr(int(hexadecimal, 16) if hexadecimal else int(decimal))

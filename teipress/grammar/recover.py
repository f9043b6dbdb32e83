"""Recovery: all that is wrong with a document, each fault once, going on after it as an editor would mend it.

An element that may not stand where it does is checked by its own definition, and its parent goes on as if it were not
there. Where others are missing before it, the parent goes on behind it. A misspelt name is taken for the right one.
"""

from __future__ import annotations

from functools import partial

from teipress.diagnostics import unlikeness
from teipress.grammar.automaton import ALONE, Automaton, State
from teipress.grammar.blame import Blamed, blamed, described
from teipress.grammar.drafts import Draft, Gap, Open, came_late, finished
from teipress.grammar.events import Malformed, Reading, Sources
from teipress.grammar.fault import Fault, Kind
from teipress.grammar.guess import CLOSE, Meant, guesses_of
from teipress.grammar.match import WHITE, words
from teipress.grammar.mending import proposals
from teipress.grammar.names import local_of, qualified, shown, uri_of
from teipress.grammar.opening import Opening
from teipress.grammar.places import Point, attribute_place
from teipress.grammar.spots import spots_for
from teipress.grammar.usage import counted

MOST_SHOWN = 60  # characters of a text that is out of place
MOST_FAULTS = 10_000  # of one document; whoever has mended these will ask again


class _Enough(Exception):
    """There are as many faults as anybody wants."""


def faults(automaton: Automaton, sources: Sources, name: str) -> list[Fault]:
    """All that is wrong with the document *name*, which draws in files from *sources*, in order of place."""
    recovery = _Recovery(automaton, sources)
    recovery.read(name)
    return finished(recovery.drafts, recovery.usage, recovery.guesses)


class _Recovery:
    """Listens to a document, and notes its faults."""

    def __init__(self, automaton: Automaton, sources: Sources) -> None:
        self.automaton = automaton
        self.grammar = automaton.grammar
        self.guesses = guesses_of(automaton)
        self.reading = Reading(sources, self, whole_texts=False, in_context=automaton.grammar.contextual)
        self.document = Open("", "", None, Point("", 0, 0, 0), state=automaton.start)
        self.open = self.document
        self.drafts: dict[Draft, None] = {}
        self.speaking: Draft | None = None
        self.ids: dict[str, Point] = {}
        self.references: list[tuple[str, Draft]] = []
        self.usage = counted(sources.values())
        self.meant = Meant(self.guesses, self.usage.elements)

    def read(self, name: str) -> None:
        try:
            self.reading.read(name)
        except Malformed as reason:
            self.note(Kind.MALFORMED, self.point, self.open, found=str(reason))
        except _Enough:
            self.drafts[Draft(Kind.ENOUGH, self.point, self.open)] = None
        for reference, draft in self.references:
            if reference not in self.ids:
                self.drafts[draft] = None

    @property
    def point(self) -> Point:
        """Where the tag or text begins that is being read."""
        parser = self.reading.parser
        return Point(
            self.reading.file, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1, parser.CurrentByteIndex
        )

    def note(self, kind: Kind, at: Point, about: Open, **more: object) -> Draft:
        if len(self.drafts) >= MOST_FAULTS:
            raise _Enough
        draft = Draft(kind, at, about, **more)  # type: ignore[arg-type]
        self.drafts[draft] = None
        return draft

    # --- start tags ---------------------------------------------------------------------------------------------------

    def start(self, name: str, attributes: list[str]) -> None:
        self.speaking = None
        parent, at = self.open, self.point
        local = local_of(name)
        number = parent.children[local] = parent.children.get(local, 0) + 1
        self.usage.element(local_of(parent.name), parent.last, local, map(shown, attributes[::2]))
        element = self.open = Open(name, local, parent, at, number, alias=parent.alias)
        if parent.alias is not None and uri_of(name) == parent.alias[0]:
            element.name = qualified(parent.alias[1], local)
        if parent.pieces:
            self.spoken_before(parent)
        opening = self.opened(element, parent)
        parent.last = local
        if opening is not None:
            element.bits = opening.bits
            element.state = self.content(element, opening, attributes)
        self.identified(element, attributes)

    def opened(self, element: Open, parent: Open) -> Opening | None:
        """The start tag, by what may stand here; else by what is known of its name, and then that is a fault."""
        automaton = self.automaton
        if parent.state is None:
            bits = self.grammar.named(element.name)
            # What else is strange inside of what is strange goes unsaid, unless it claims to be of this vocabulary.
            known = bits or uri_of(element.name) not in self.guesses.namespaces
            return self.anywhere(element.name) if known else self.unknown(element, parent)
        move = automaton.move(parent.state, element.name)
        if move is not None:
            parent.turns.append((parent.state, element.name, element.at.line))
            element.after = move[0]
            return move[3]
        bits = self.grammar.named(element.name)
        if bits and (behind := self.guesses.behind(parent.state, bits)) is not None:
            state, slots = behind
            gap = Gap(element, self.guesses.expected(parent.state), parent.last)
            for slot in () if parent.excused else slots:
                expected, found = self.guesses.names(slot), element.written
                gap.lacking.append(self.note(Kind.MISSING, element.at, parent, found=found, expected=expected))
            parent.gaps.append(gap)
            parent.state = state
            return self.opened(element, parent)
        return self.misplaced(element, parent) if self.grammar.knows(element.name) else self.unknown(element, parent)

    def misplaced(self, element: Open, parent: Open) -> Opening | None:
        """An element that the schema has, but not here."""
        assert parent.state is not None
        name, expected = element.name, self.guesses.expected(parent.state)
        if parent is self.document:
            kind = Kind.ROOT
        elif self.guesses.holds(parent.bits, self.grammar.named(name)):
            kind = Kind.MISORDERED
        else:
            kind = Kind.MISPLACED
        near = self.meant.misnamed(name, parent.state)
        element.excused = kind is Kind.MISPLACED and not near
        spots = spots_for(element, kind, self.guesses)
        draft = self.note(
            kind, element.at, element, expected=expected, after=parent.last, nearest=near, spots=spots
        )  # fmt: skip
        if early := came_late(draft, parent, self.drafts):
            self.note(Kind.MISORDERED, early.early.at, early.early, expected=early.expected, after=early.after)
        return self.taken_for(element, parent, qualified(uri_of(name), near)) if near else self.anywhere(name)

    def unknown(self, element: Open, parent: Open) -> Opening | None:
        """An element that the schema does not have by this name."""
        expected = self.guesses.expected(parent.state) if parent.state is not None else ()
        right = self.meant.element(element.name, parent.state, parent.bits)
        kind = Kind.ROOT if parent is self.document else Kind.UNKNOWN
        if right and uri_of(right) != uri_of(element.name):
            kind = Kind.NAMESPACE if local_of(right) == element.written else kind
            element.alias = uri_of(element.name), uri_of(right)
        namespace = uri_of(right) if kind is Kind.NAMESPACE else ""
        near = local_of(right)
        self.note(
            kind, element.at, element, expected=expected, nearest=near, after=parent.last, namespace=namespace
        )  # fmt: skip
        if not right:
            parent.strange = True
            return None
        return self.taken_for(element, parent, right)

    def taken_for(self, element: Open, parent: Open, right: str) -> Opening | None:
        """The start tag by what the name was meant to be; where that is not sure, what it lacks does not matter."""
        element.excused = unlikeness(element.written, local_of(right)) > CLOSE
        element.name = right
        move = self.automaton.move(parent.state, right) if parent.state is not None else None
        if move is None:
            return self.anywhere(right)
        element.after = move[0]
        return move[3]

    def anywhere(self, name: str) -> Opening | None:
        """The start tag by any definition that takes the name."""
        bits = self.grammar.named(name)
        return self.automaton.opening(bits) if bits else None

    def content(self, element: Open, opening: Opening, attributes: list[str]) -> State | None:
        """What may stand in the element; faults of its attributes are noted. None if nothing makes it right."""
        automaton, context = self.automaton, self.reading.context
        state = automaton.content(opening, attributes, context)
        if state is not automaton.dead:
            return state
        wrong, state = blamed(
            automaton,
            opening,
            list(zip(attributes[::2], attributes[1::2], strict=True)),
            context,
            partial(self.usage.often, local_of(element.name)),
        )
        for each in wrong:
            if not (element.excused and each.kind is Kind.LACKS_ATTRIBUTE):
                self.blame(element, each)
        if not wrong:  # the schema says notAllowed
            self.note(Kind.MISPLACED, element.at, element)
        return state if state is not automaton.dead else None

    def blame(self, element: Open, wrong: Blamed) -> None:
        at = element.at
        if wrong.kind is not Kind.LACKS_ATTRIBUTE:
            at = attribute_place(self.reading.data, at, wrong.attribute)
        self.note(
            wrong.kind, at, element, found=wrong.value, attribute=shown(wrong.attribute),
            expected=tuple(map(shown, wrong.names)), nearest=shown(wrong.nearest),
            values=wrong.values, types=wrong.types,
        )  # fmt: skip

    def identified(self, element: Open, attributes: list[str]) -> None:
        """Note the IDs of an element, and what it refers to."""
        kinds = self.grammar.ids.get(element.name)
        if not kinds or not attributes:
            return
        for name, value in zip(attributes[::2], attributes[1::2], strict=True):
            kind, found = kinds.get(name, ""), words(value)
            if not kind or (kind != "IDREFS" and len(found) != 1):
                continue
            at = attribute_place(self.reading.data, element.at, name)
            if kind != "ID":
                for word in found:
                    draft = Draft(Kind.DANGLING_IDREF, at, element, found=word, attribute=shown(name))
                    self.references.append((word, draft))
            elif found[0] in self.ids:
                self.note(
                    Kind.DUPLICATE_ID, at, element, found=found[0], attribute=shown(name), first=self.ids[found[0]]
                )
            else:
                self.ids[found[0]] = at

    # --- text and end tags --------------------------------------------------------------------------------------------

    def text(self, text: str) -> None:
        element, automaton = self.open, self.automaton
        state = element.state
        if self.speaking is not None:
            self.speaking.found += text if len(self.speaking.found) < MOST_SHOWN else ""
        elif state is None or state.loops:
            return
        elif state.typed:
            element.pieces.append(text)
        elif text.strip(WHITE):
            after = automaton.spoken(state)
            if after is not automaton.dead:
                element.state = after
                return
            at = self.point.shifted(text[: len(text) - len(text.lstrip(WHITE))])
            self.speaking = self.note(
                Kind.TEXT, at, element, found=text.lstrip(WHITE), expected=self.guesses.speaking(element.bits),
                after=element.last,
            )  # fmt: skip

    def spoken_before(self, element: Open) -> None:
        """The text of an element that has to be looked at as a whole, when another element interrupts it."""
        text = "".join(element.pieces)
        element.pieces.clear()
        if element.state is not None and text.strip(WHITE):
            after = self.automaton.spoken(element.state)
            if after is not self.automaton.dead:
                element.state = after

    def end(self, name: str) -> None:
        self.speaking = None
        element, automaton = self.open, self.automaton
        assert element.parent is not None
        self.open = element.parent
        self.open.recent, element.end = element, self.reading.parser.CurrentLineNumber
        held, state = element.bits, element.state
        if state is not None and not state.ends:
            text = "".join(element.pieces)
            held = automaton.held(state, text, self.reading.context)
            if not held:
                held = sum(1 << number for number, _ in state.threads if number != ALONE)
                self.incomplete(element, state, text)
        if element.after is not None:
            self.open.state = automaton.settled(element.after, held or element.bits)

    def incomplete(self, element: Open, state: State, text: str) -> None:
        """An element ends too early, or its text is not what it should be."""
        at = self.point
        slots = self.guesses.lacking(state)
        if state.typed and (text.strip(WHITE) or 0 in slots):
            patterns = [pattern for _, pattern in state.threads]
            values, types = described(self.automaton, patterns)
            likely = (each for each in proposals(text.strip(WHITE), values, types) if self.automaton.held(state, each))
            self.note(
                Kind.CONTENT, element.at, element, found=text.strip(WHITE), values=values, types=types,
                nearest=next(likely, ""),
            )  # fmt: skip
        elif not (element.strange or element.excused):
            for slot in slots:
                self.note(Kind.MISSING, at, element, expected=self.guesses.names(slot), after=element.last)

"""Validation, fast: whether a document is valid, and nothing else. What is wrong with it is told by `recover`.

The handlers are closures over local names, since they are called for every tag and text: a novel has 100,000 of them.
"""

from __future__ import annotations

from teipress.grammar.automaton import Automaton, State
from teipress.grammar.gather import gathered
from teipress.grammar.ids import Ids
from teipress.grammar.match import WHITE
from teipress.grammar.skim import skimmed

TYPE_CHECKING = False  # typing itself is not needed
if TYPE_CHECKING:
    from collections.abc import Callable

    from teipress.grammar.automaton import Fork
    from teipress.grammar.events import Sources


class _Invalid(Exception):
    """The document is not valid."""


class _Handlers:
    """What listens to a document; `events.Listener` as a record of functions."""

    __slots__ = ("end", "start", "text")

    def __init__(
        self, start: Callable[[str, list[str]], None], end: Callable[[str], None], text: Callable[[str], None]
    ) -> None:
        self.start, self.end, self.text = start, end, text


def valid(automaton: Automaton, sources: Sources, name: str) -> bool:
    """Whether the document *name*, with what it draws in from *sources*, satisfies the grammar."""
    data = gathered(sources, name)
    answer = skimmed(automaton, data) if data is not None else None
    return heard(automaton, sources, name) if answer is None else answer


def heard(automaton: Automaton, sources: Sources, name: str) -> bool:
    """The same of any document, by its events."""
    from teipress.grammar.events import Malformed, Reading  # few documents come to this

    state = automaton.start
    stack: list[State | Fork] = []
    push, pop = stack.append, stack.pop
    pieces: list[str] = []  # of the text of an element whose text has to be looked at as a whole
    ids = Ids()

    def start(name: str, attributes: list[str]) -> None:
        nonlocal state
        try:
            after, bare, plans, opening = state[name]
        except KeyError:
            if pieces:
                if "".join(pieces).strip(WHITE):
                    state = automaton.spoken(state)
                pieces.clear()
            move = automaton.move(state, name)
            if move is None:
                raise _Invalid from None
            after, bare, plans, opening = move
        push(after)
        if not attributes:
            state = bare
            return
        names = tuple(attributes[::2])
        plan = plans.get(names) or automaton.plan(opening, names)
        for place, known, pattern in plan.quick:
            value = attributes[place]
            if value not in known and not automaton.takes(pattern, value, reading.context):
                state = automaton.judged(opening, plan, attributes[1::2], reading.context)
                break
        else:
            state = plan.content
        for place, kind in plan.ids:
            if not ids.note(kind, attributes[place]):
                raise _Invalid

    def end(name: str) -> None:
        nonlocal state
        if state.ends:
            state = pop()  # type: ignore[assignment]  # a fork ends in states that do not
            return
        held = automaton.held(state, "".join(pieces), reading.context)
        if not held:
            raise _Invalid
        pieces.clear()
        state = automaton.settled(pop(), held)

    def text(text: str) -> None:
        nonlocal state
        if state.loops:
            return
        if state.typed:
            pieces.append(text)
        elif text.strip(WHITE):
            state = automaton.spoken(state)
            if state is automaton.dead:
                raise _Invalid

    reading = Reading(sources, _Handlers(start, end, text), whole_texts=True, in_context=automaton.grammar.contextual)
    try:
        reading.read(name)
    except (_Invalid, Malformed):
        return False
    return ids.sound()

"""The automaton: what may stand in an element, state by state, made as documents need it.

A state is what the definitions of an element still ask for; there is one definition nearly always. Where several take
an element's name, all are followed, and its end tells which of them held.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from teipress.grammar.derive import Derivatives
from teipress.grammar.grammar import Grammar
from teipress.grammar.match import NOWHERE, Context, Matcher
from teipress.grammar.opening import Known, Names, Opening, Plan, Satisfied, Tables
from teipress.grammar.patterns import DATA, NOT_ALLOWED, TEXT, TYPED, VALUE
from teipress.grammar.patterns import bits as numbers_of

Thread = tuple[int, int]  # a definition, and what it still asks for
ALONE = -1  # the definition of a thread that has no rivals, so that it need not be known
MOST_VALUES = 20_000  # how many values of one kind are remembered
MOST_PLANS = 2_000  # and how many rows of attribute names of one element


class State(dict[str, "Move"]):
    """What may come next in an element; a mapping of the names met to what follows.

    *loops*: any text may come, and changes nothing. *typed*: the text has to be looked at as a whole. *ends*: the
    element may end here, and nothing more need be asked.
    """

    __slots__ = ("ends", "loops", "number", "spoken", "tags", "threads", "typed", "untold")

    def __init__(self, threads: tuple[Thread, ...], number: int) -> None:
        super().__init__()
        self.threads = threads
        self.number = number
        self.ends = self.loops = self.typed = False
        self.spoken: State | None = None  # after text, once that is known
        self.untold: dict[str, Move] = {}  # as the mapping, but where text comes first
        self.tags: dict[bytes, Skimmed] = {}  # the same by the bytes of a whole tag, see `skim`


class Fork:
    """Where an element of several definitions has begun: its end will tell how its parent goes on."""

    __slots__ = ("after", "state")

    def __init__(self, state: State) -> None:
        self.state = state
        self.after: dict[int, State] = {}


# After the element: the parent's state, or what its end has to decide. In it: its content without attributes, its plans
# for attributes; and the opening these are of.
Move = tuple[State | Fork, State, dict[Names, Plan], Opening]
# As in a move; of an empty element, the parent's state behind it, and none.
Skimmed = tuple[State | Fork, State | None]


class Checked:
    """The values of a datatype that are too many to remember, as if it were a set of them."""

    def __init__(self, matcher: Matcher, pattern: int) -> None:
        self._matcher, self._pattern = matcher, pattern

    def __contains__(self, value: object) -> bool:
        return isinstance(value, str) and self._matcher.satisfies(self._pattern, value)


class Automaton:
    """The states of a grammar met so far."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.patterns = grammar.patterns
        self.derivatives = Derivatives(self.patterns)
        self.matcher = Matcher(grammar)
        self.tables = Tables(grammar, self.derivatives)
        self.dead = State((), 0)
        self._states: dict[tuple[Thread, ...], State] = {(): self.dead}
        self._openings: dict[int, Opening] = {}
        self._forks: dict[tuple[int, int], Fork] = {}
        self._values: dict[int, Known] = {}
        self.prefixes: dict[str, str] | None = (
            None  # of the first document; all tags known by their bytes hold for these
        )
        self.start = self.state(((ALONE, grammar.start),))

    # --- states -------------------------------------------------------------------------------------------------------

    def state(self, threads: Iterable[Thread]) -> State:
        """The state of these threads; those that ask for what cannot be are dropped."""
        key = tuple(thread for thread in threads if thread[1] != NOT_ALLOWED)
        state = self._states.get(key)
        if state is None:
            state = self._states[key] = State(key, len(self._states))
            wanted = [pattern for _, pattern in key]
            state.typed = any(self.patterns.traits[pattern] & TYPED for pattern in wanted)
            state.loops = not state.typed and all(self.derivatives.by_text(pattern) == pattern for pattern in wanted)
            state.ends = not state.typed and key[0][0] == ALONE and self.patterns.nullable(wanted[0])
        return state

    def move(self, state: State, name: str) -> Move | None:
        """What follows when an element begins, or none if it may not stand here."""
        known = (state.untold if state.typed else state).get(name)
        if known is None:
            named, bits = self.grammar.named(name), 0
            for _, pattern in state.threads:
                bits |= self.patterns.first[pattern] & named
            if not bits:
                return None
            opening = self.opening(bits)
            after = self._fork(state, bits) if bits & bits - 1 else self.after(state, bits)
            known = after, opening.bare, opening.plans, opening
            (state.untold if state.typed else state)[name] = known
        return known

    def after(self, state: State, bits: int) -> State:
        """The state after an element that satisfies any of the definitions in *bits*."""
        by_element = self.derivatives.by_element
        return self.state([(number, by_element(pattern, bits)) for number, pattern in state.threads])

    def settled(self, after: State | Fork, held: int) -> State:
        """The parent's state after an element of which these definitions held."""
        if isinstance(after, State):
            return after
        if held not in after.after:
            after.after[held] = self.after(after.state, held)
        return after.after[held]

    def spoken(self, state: State) -> State:
        """The state after text that is more than white space."""
        if state.spoken is None:
            state.spoken = self.state([(number, self.derivatives.by_text(p)) for number, p in state.threads])
        return state.spoken

    def held(self, state: State, text: str, context: Context = NOWHERE) -> int:
        """The definitions that hold at the end of an element, a bit for each; *text* is all there is if it is typed."""
        bits = 0
        for number, pattern in state.threads:
            if self.matcher.satisfies(pattern, text, context) if state.typed else self.patterns.nullable(pattern):
                bits |= 1 if number == ALONE else 1 << number
        return bits

    def _fork(self, state: State, bits: int) -> Fork:
        return self._forks.setdefault((state.number, bits), Fork(state))

    # --- start tags ---------------------------------------------------------------------------------------------------

    def opening(self, bits: int) -> Opening:
        """The start tag of an element that may be of any of these definitions."""
        opening = self._openings.get(bits)
        if opening is None:
            numbers = tuple(numbers_of(bits))
            opening = self._openings[bits] = Opening(bits, numbers, self._outcome(numbers, (), ()))
        return opening

    def plan(self, opening: Opening, names: Names) -> Plan:
        """What to do with attributes of these names."""
        plan = opening.plans.get(names)
        if plan is None:
            plan = self._planned(opening.definitions, names)
            if len(opening.plans) < MOST_PLANS:
                opening.plans[names] = plan
        return plan

    def _planned(self, definitions: Sequence[int], names: Names) -> Plan:
        rows = [[self.tables.asked(number, name) for name in names] for number in definitions]
        columns = zip(*(row for row in rows if all(row)), strict=True)
        asked = tuple(tuple(dict.fromkeys(pattern for ask in column for pattern in ask)) for column in columns)
        if not asked:
            return Plan(names, (), (), self.dead)
        ids = [
            (2 * place + 1, kind)
            for place, patterns in enumerate(asked)
            if self.grammar.ids and (kind := next(filter(None, map(self._identity, patterns)), ""))
        ]
        if any(len(patterns) > 1 for patterns in asked):
            return Plan(names, asked, ((1, (), NOT_ALLOWED),), self.dead, tuple(ids))
        quick = [
            (2 * place + 1, self._known(pattern), pattern) for place, (pattern,) in enumerate(asked) if pattern != TEXT
        ]
        content = self._outcome(definitions, names, tuple(map(frozenset, asked)))
        return Plan(names, asked, tuple(quick), content, tuple(ids))

    def content(self, opening: Opening, attributes: Sequence[str], context: Context = NOWHERE) -> State:
        """What may stand in an element with these attributes, names and values in turn; the dead state if it is wrong.

        The handlers of `validate` and `skim` have this within them.
        """
        if not attributes:
            return opening.bare
        plan = self.plan(opening, tuple(attributes[::2]))
        for place, known, pattern in plan.quick:
            if attributes[place] not in known and not self.takes(pattern, attributes[place], context):
                return self.judged(opening, plan, attributes[1::2], context)
        return plan.content

    def judged(self, opening: Opening, plan: Plan, values: Sequence[str], context: Context = NOWHERE) -> State:
        """The content that attributes leave to an element, whatever their values; the dead state if they may not be."""
        satisfied = (
            tuple(
                frozenset(pattern for pattern in patterns if self.takes(pattern, value, context))
                for patterns, value in zip(plan.asked, values, strict=True)
            )
            if plan.asked
            else ()
        )
        if satisfied not in plan.outcomes:
            plan.outcomes[satisfied] = (
                self._outcome(opening.definitions, plan.names, satisfied) if plan.asked else self.dead
            )
        return plan.outcomes[satisfied]

    def takes(self, pattern: int, value: str, context: Context = NOWHERE) -> bool:
        """Whether an attribute's value satisfies a pattern; remembered if it does."""
        known = self._known(pattern)
        if isinstance(known, set):
            if value in known:
                return True
            if not self.matcher.satisfies(pattern, value):
                return False
            if len(known) >= MOST_VALUES:
                known.clear()
            known.add(value)
            return True
        return self.matcher.satisfies(pattern, value, context)

    def _known(self, pattern: int) -> Known:
        """The values that are known to satisfy a pattern."""
        if pattern not in self._values:
            if self.matcher.rememberable(pattern):
                self._values[pattern] = set()
            else:
                self._values[pattern] = () if self.matcher.contextual(pattern) else Checked(self.matcher, pattern)
        return self._values[pattern]

    def _outcome(self, definitions: Sequence[int], names: Names, satisfied: Satisfied) -> State:
        """The content that attributes leave to an element; the dead state if no definition takes them."""
        content = self.tables.content
        if len(definitions) == 1:
            return self.state([(ALONE, content(definitions[0], names, satisfied))])
        return self.state([(number, content(number, names, satisfied)) for number in definitions])

    def _identity(self, pattern: int) -> str:
        """ID, IDREF or IDREFS, if that is the datatype of an attribute."""
        if self.patterns.nodes[pattern][0] not in (DATA, VALUE):
            return ""
        return next((known.identity for known in self.matcher.types(pattern)), "")

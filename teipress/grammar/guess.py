"""Guesses: what was meant by an element that may not be there, and what might be there instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from math import log10

from teipress.diagnostics import FAR, unlikeness
from teipress.grammar.automaton import Automaton, State
from teipress.grammar.habits import ATTRIBUTES, ELEMENTS
from teipress.grammar.lacking import Lacking, Slots
from teipress.grammar.names import local_of, shown, uri_of
from teipress.grammar.patterns import HAS_TEXT, TYPED
from teipress.grammar.patterns import bits as numbers_of

MOST_GUESSES = 500  # names that are compared with those of the schema; a document with more is not one of it
ELSEWHERE = (0.0, 0.15, 0.5)  # what it costs a name that it may stand here, in the parent, or elsewhere only
CLOSE = 1.0  # the unlikeness of names that differ in one letter
SURE = 0.15  # the unlikeness of names that differ in capitals only, and a little more


class Guesses:
    """What a grammar allows, asked in the ways that messages need; every answer is remembered."""

    def __init__(self, automaton: Automaton) -> None:
        self.automaton = automaton
        self.grammar = automaton.grammar
        self._lacking = Lacking(automaton.derivatives)
        self.names = cache(self._names)
        self.homes = cache(self._homes)
        self.bearers = cache(self._bearers)
        self.holders = cache(self._holders)
        self.namespaces = frozenset(map(uri_of, self.grammar.names))

    def expected(self, state: State) -> tuple[str, ...]:
        """The names of the elements that may come next."""
        return self.names(self.first(state))

    def lacking(self, state: State) -> Slots:
        """What is lacking at the end of an element."""
        return min((self._lacking.at_end(pattern) for _, pattern in state.threads), key=len)

    def behind(self, state: State, bits: int) -> tuple[State, Slots] | None:
        """What is lacking before an element by one of the definitions *bits*, and the state behind that."""
        ways = [(number, self._lacking.before(pattern, bits)) for number, pattern in state.threads]
        least = min((way[0] for _, way in ways if way is not None), default=0)
        if not least:
            return None
        shortest = [(number, way) for number, way in ways if way is not None and way[0] == least]
        return self.automaton.state([(number, way[1]) for number, way in shortest]), shortest[0][1][2]

    def holds(self, parents: int, bits: int) -> bool:
        """Whether any of the definitions *parents* has elements of the definitions *bits* anywhere in it."""
        return bool(self.within(parents) & bits)

    def speaking(self, parents: int) -> tuple[str, ...]:
        """The names of all elements that these may hold and that may hold text."""
        traits, definitions = self.automaton.patterns.traits, self.grammar.definitions
        within = self.within(parents)
        texts = sum(
            1 << number for number in numbers_of(within) if traits[definitions[number].content] & (HAS_TEXT | TYPED)
        )
        return self.names(texts or within)

    def first(self, state: State) -> int:
        """The definitions of the elements that may come next."""
        bits = 0
        for _, pattern in state.threads:
            bits |= self.automaton.patterns.first[pattern]
        return bits

    def within(self, parents: int) -> int:
        """The definitions of all elements that these may hold."""
        bits = 0
        for number in numbers_of(parents):
            bits |= self.automaton.patterns.within(self.grammar.definitions[number].content)
        return bits

    def qualified(self, bits: int) -> tuple[str, ...]:
        """The names that definitions take one by one."""
        names = (self.grammar.definitions[number].names for number in numbers_of(bits))
        return tuple(dict.fromkeys(name for each in names for name in each.listed()))

    def _names(self, bits: int) -> tuple[str, ...]:
        """The same without their namespaces."""
        return tuple(dict.fromkeys(map(local_of, self.qualified(bits))))

    def _homes(self, name: str) -> tuple[str, ...]:
        """The elements that may hold an element of that name."""
        return self.names(self.holders(self.grammar.named(name)))

    def _holders(self, bits: int) -> int:
        """The definitions that have elements of the definitions *bits* in them."""
        homes = 0
        for number, definition in enumerate(self.grammar.definitions):
            if self.automaton.patterns.within(definition.content) & bits:
                homes |= 1 << number
        return homes

    def _bearers(self, attribute: str) -> tuple[str, ...]:
        """The elements that name an attribute, which is given as an editor writes it."""
        classes = self.grammar.name_classes
        bits = 0
        for number, definition in enumerate(self.grammar.definitions):
            for pattern in (*definition.attributes, definition.content):
                named = self.automaton.derivatives.attributes(pattern)
                if any(attribute == shown(name) for each, _ in named for name in classes[each].listed()):
                    bits |= 1 << number
        return self.names(bits)


class Meant:
    """What the names in one document were meant to be; *used* says how often it has each element."""

    def __init__(self, guesses: Guesses, used: Mapping[str, int]) -> None:
        self.guesses, self.used = guesses, used
        self._known: dict[tuple[str, int, int], str] = {}

    def element(self, name: str, state: State | None, parents: int) -> str:
        """The element that a name the schema does not know was probably meant to be, or an empty string."""
        first = self.guesses.first(state) if state is not None else 0
        key = name, first, self.guesses.within(parents)
        if key not in self._known:
            self._known[key] = self._element(*key) if len(self._known) < MOST_GUESSES else ""
        return self._known[key]

    def _element(self, name: str, first: int, within: int) -> str:
        guesses, slip, space = self.guesses, local_of(name), uri_of(name)
        places = (first, within, (1 << len(guesses.grammar.definitions)) - 1)
        costs: dict[str, float] = {}
        for place, bits in zip(ELSEWHERE, places, strict=True):
            for each in guesses.qualified(bits):
                if local_of(each) == slip:
                    return each  # in another namespace
                if each not in costs and (not space or uri_of(each) == space):
                    costs[each] = unlikeness(slip, local_of(each)) + place
        likeliest = min(costs, key=lambda each: costs[each] - self._usual(each), default="")
        far = not likeliest or costs[likeliest] >= FAR
        if not far and costs[likeliest] <= SURE + ELSEWHERE[-1]:
            return likeliest
        habits = [
            next((each for each in guesses.qualified(bits) if local_of(each) == habit and each in costs), "")
            for bits in places
            for habit in ELEMENTS.get(slip.lower(), ())
        ]
        elsewhere = len(habits) // len(places)  # as many as are allowed nowhere near
        near_by = "" if far or likeliest not in guesses.qualified(first | within) else likeliest
        found = (*habits[:-elsewhere], near_by, *habits[-elsewhere:]) if habits else ()
        return next(filter(None, found), self._part(slip, costs) if far else likeliest)

    def _part(self, slip: str, names: Iterable[str]) -> str:
        """The longest name that a slip begins or ends with (`booktitle`), or that begins with it (`abbrev`)."""
        small = slip.lower()
        found = [
            each
            for each in names
            if len(name := local_of(each).lower()) > 3
            and (small.startswith(name) or small.endswith(name) or (len(small) > 3 and name.startswith(small)))
        ]
        return max(found, key=lambda each: (len(local_of(each)), each), default="")

    def _usual(self, name: str) -> float:
        return min(0.3, 0.12 * log10(1 + self.used.get(local_of(name), 0)))

    def misnamed(self, name: str, state: State) -> str:
        """What an element was probably meant to be that the schema has, but not here: a slip made a name of it."""
        slip = local_of(name)
        names = self.guesses.expected(state)
        habit = next((each for each in ELEMENTS.get(slip.lower(), ()) if each in names), "")
        if habit or len(slip) < 4 or self.used.get(slip, 0) > 1:
            return habit
        costs = {each: unlikeness(slip, each) for each in names if self.used.get(each)}
        likeliest = min(costs, key=lambda each: (costs[each], each), default="")
        return likeliest if likeliest and costs[likeliest] <= 1 else ""


def meant_attribute(slip: str, names: Iterable[str], often: Callable[[str], int]) -> str:
    """The attribute that a name was probably meant to be, of those the element may bear; or an empty string.

    *often* says how often the document has an attribute, most of all on such elements.
    """
    written = {shown(name): name for name in names}
    spelled = {
        each: min(unlikeness(shown(slip), each), unlikeness(shown(slip), local_of(name)))
        for each, name in written.items()
    }
    likeliest = min(
        spelled, key=lambda each: (spelled[each] - min(0.3, 0.12 * log10(1 + often(each))), each), default=""
    )
    if likeliest and spelled[likeliest] <= SURE:
        return written[likeliest]
    habits = [each for each in ATTRIBUTES.get(local_of(slip).lower(), ()) if each in written]
    if habits:
        return written[max(habits, key=often)]
    stem = shown(slip).partition("-")[0]  # when-iso on what has only @when
    if stem in written and spelled[likeliest] > CLOSE:
        return written[stem]
    return written[likeliest] if likeliest and spelled[likeliest] < FAR else ""


@lru_cache(maxsize=8)
def guesses_of(automaton: Automaton) -> Guesses:
    """The guesses of an automaton."""
    return Guesses(automaton)

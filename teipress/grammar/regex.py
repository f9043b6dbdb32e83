"""Regular expressions of XML Schema, matched in linear time. See XSD part 2, appendix F.

They are true regular expressions (no back-references, no looking around), so none is handed to Python's `re`, which
could be made to run for ever by `(a+)+b`. A pattern becomes an automaton instead, built as values are met: a state is
the set of what may still follow, and where a character leads from it is computed once (partial derivatives, after
Antimirov). As only characters that occur are ever looked at, no set of characters is written out.
"""

from __future__ import annotations

from functools import lru_cache

from teipress.grammar.expressions import BadPattern, heads, nullable, parse

TYPE_CHECKING = False  # typing itself is not needed
if TYPE_CHECKING:
    from teipress.grammar.expressions import Heads, Sequence

__all__ = ["BadPattern", "Pattern", "pattern"]

# A state that may go on in more ways than this allows nothing more. A choice of a thousand words stays below it.
MOST_WAYS = 3_000
# A longer value is also refused when its states have too many ways to go on, together: 16 a character, and this many.
LONG = 32
WAYS_PER_CHARACTER, MORE_WAYS = 16, 100_000
# As many transitions and ways are remembered (some 20 MB at most); then the automaton begins anew.
MOST_KNOWN = 100_000


class _State(dict[str, "_State"]):
    """What may follow at some point in a value: by the next character, the state behind it."""

    __slots__ = ("_automaton", "accepts", "ways")

    def __init__(self, automaton: Pattern, sequences: frozenset[Sequence]) -> None:
        self._automaton = automaton
        self.accepts = any(map(nullable, sequences))
        self.ways: Heads = []
        for sequence in sequences:
            self.ways += heads(sequence)
            if len(self.ways) > MOST_WAYS:
                self.ways, self.accepts = [], False
                return
        self.ways = list(dict.fromkeys(self.ways))

    def __missing__(self, character: str) -> _State:
        rest = frozenset(follows for characters, follows in self.ways if characters.has(character))
        # Put in only now: the automaton may first forget all that it knows.
        state = self._automaton.state(rest)
        self[character] = state
        return state


class Pattern:
    """A regular expression of XML Schema that was understood. Raises `BadPattern` if it is none."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._states: dict[frozenset[Sequence], _State] = {}
        self._known = 0
        self._first = _State(self, frozenset((parse(text),)))

    def matches(self, value: str) -> bool:
        """Whether all of *value* is such as the pattern describes.

        False as well if finding out would take too long: the pattern is so ambiguous that a state has over `MOST_WAYS`
        ways to go on, or a value of more than `LONG` characters has them in masses. Whether it does depends on the
        pattern and the value alone, not on what was matched before. No pattern made for people comes near it.
        """
        state = self._first
        if len(value) > LONG:
            return self._matches_long(value)
        for character in value:
            state = state[character]
        return state.accepts

    def _matches_long(self, value: str) -> bool:
        state = self._first
        left = MORE_WAYS + WAYS_PER_CHARACTER * len(value)
        for character in value:
            left -= len(state.ways)
            if left < 0:
                return False
            state = state[character]
        return state.accepts

    def state(self, sequences: frozenset[Sequence]) -> _State:
        """The state in which one of *sequences* has to follow."""
        if self._known > MOST_KNOWN:
            # The states hold each other; emptied, they are let go.
            for state in (self._first, *self._states.values()):
                state.clear()
            self._states.clear()
            self._known = 0
        self._known += 1
        found = self._states.get(sequences)
        if found is None:
            found = self._states[sequences] = _State(self, sequences)
            self._known += len(found.ways)
        return found


@lru_cache(1024)
def pattern(text: str) -> Pattern:
    """The pattern *text*, understood once."""
    return Pattern(text)

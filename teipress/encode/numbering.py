"""Numbering: which number each page has, read where it is printed, counted where it is not.

Every sheet may carry a reading of its number, and readings err. The numbers chosen are those that agree with the most
readings while the count is broken least often.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from teipress.encode.numerals import Reading
from teipress.numerals import roman

# What it costs to pass over a reading, and to break the count: pages lost, pages doubled, small roman to arabic.
FORWARD, PER_PAGE, BACKWARD, NEW_SERIES = 1.2, 0.05, 2.5, 0.6
ODD = 0.3  # how much likelier the count breaks at a plate or a blank page
MOST_STATES = 60


@dataclass(frozen=True, slots=True)
class Count:
    """A way of counting: the number of a sheet is its place plus *offset*."""

    roman: bool
    offset: int

    def number(self, sheet: int) -> int:
        """The number of a sheet."""
        return sheet + self.offset


def counts(found: Sequence[Sequence[Reading]], odd: Sequence[bool]) -> list[Count] | None:
    """The count that holds at each sheet, from the readings of each; None if there are no readings at all.

    *odd* tells the sheets after which a break of the count is likely.
    """
    states = _states(found)
    if not states:
        return None
    costs = [_miss(found[0], 0, state) for state in states]
    back: list[list[int]] = []
    for sheet in range(1, len(found)):
        steps, new = [], []
        for j, state in enumerate(states):
            options = [cost + _change(states[i], state, sheet, odd[sheet - 1]) for i, cost in enumerate(costs)]
            i = min(range(len(options)), key=lambda k: (options[k], k != j, k))
            steps.append(i)
            new.append(options[i] + _miss(found[sheet], sheet, state))
        back.append(steps)
        costs = new
    at = min(range(len(states)), key=costs.__getitem__)
    path = [at]
    for steps in reversed(back):
        at = steps[at]
        path.append(at)
    return [states[k] for k in reversed(path)]


def _states(found: Sequence[Sequence[Reading]]) -> list[Count]:
    """The counts that readings speak for, the best supported first."""
    votes: defaultdict[Count, float] = defaultdict(float)
    for sheet, readings in enumerate(found):
        for reading in readings:
            votes[Count(reading.roman, reading.value - sheet)] += reading.weight
    ranked = sorted(votes, key=lambda count: (-votes[count], count.roman, count.offset))
    return ranked[:1] + [
        count for count in ranked[1:MOST_STATES] if votes[count] > (NEW_SERIES if count.roman else FORWARD)
    ]


def _miss(readings: Sequence[Reading], sheet: int, state: Count) -> float:
    """What it costs that the readings of a sheet say another number."""
    if not readings:
        return 0.0
    if any(r.roman == state.roman and r.value == state.number(sheet) for r in readings):
        return 0.0
    # Beyond its own end a count has no numbers.
    return max(reading.weight for reading in readings)


def _change(old: Count, new: Count, sheet: int, odd: bool) -> float:
    if old == new:
        return 0.0
    if old.roman and not new.roman and 0 < new.number(sheet) < 20:
        return NEW_SERIES
    if old.roman != new.roman:
        return BACKWARD
    steps = new.offset - old.offset
    price = FORWARD + PER_PAGE * min(steps, 20) if steps > 0 else BACKWARD
    return price - (ODD if odd else 0.0)


def label(count: Count, sheet: int) -> str:
    """The number of a sheet as it is written; before page 1, small roman numerals count the sheets."""
    number = count.number(sheet)
    if number < 1:
        return roman(sheet + 1)
    return roman(number) if count.roman else str(number)

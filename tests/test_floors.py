"""Floors: `encode` and `annotate` do on the memoir at least as well as tests/floors.json says.

A change that does better raises the floors; one that does worse has to say why.
"""

import json

from benchmarks.scores import scores
from tests.editions import ROOT

FLOORS = json.loads((ROOT / "tests" / "floors.json").read_text("utf-8"))


def test_nothing_falls_below_its_floor() -> None:
    found = {what: {"precision": score.precision, "recall": score.recall} for what, score in scores().items()}
    assert set(found) == set(FLOORS)
    low = {what: found[what] for what, floor in FLOORS.items() if any(found[what][k] < v for k, v in floor.items())}
    assert low == {}

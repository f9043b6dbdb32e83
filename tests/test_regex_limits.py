"""Regular expressions of XML Schema: their characters, and that none takes long."""

import random
import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teipress.grammar import regex
from teipress.grammar.datatypes import XSD, datatype
from teipress.grammar.letters import blocks
from teipress.grammar.regex import Pattern


@given(st.characters(exclude_categories=["Cs"]))
def test_every_character_has_its_category_and_block(character: str) -> None:
    name = unicodedata.category(character)
    if name not in ("Pi", "Pf"):
        assert Pattern(rf"\p{{{name}}}").matches(character)
        assert Pattern(rf"\p{{{name[0]}}}").matches(character)
    for block, spans in blocks().items():
        inside = any(first <= ord(character) <= last for first, last in spans)
        assert regex.pattern(rf"\p{{Is{block}}}").matches(character) == inside
        assert regex.pattern(rf"\P{{Is{block}}}").matches(character) != inside


@given(st.characters(exclude_categories=["Cs"]))
def test_names_are_those_of_the_datatypes(character: str) -> None:
    assert regex.pattern(r"\i").matches(character) == datatype(XSD, "Name").allows(character)
    assert regex.pattern(r"\c").matches(character) == datatype(XSD, "NMTOKEN").allows(character)


def test_negated_groups_that_mix_are_those_of_jing() -> None:
    assert regex.pattern(r"[^,\s]+").matches("a b")
    assert regex.pattern(r"[^\p{C}\p{Z}]+").matches("soft\u00adhyphen")
    assert not regex.pattern(r"[^\p{C}\p{Z}]+").matches("a b")
    assert regex.pattern(r"[^\P{L}]+").matches("abc") and not regex.pattern(r"[^\P{L}]+").matches("1")


# --- time and memory --------------------------------------------------------------------------------------------------

HOSTILE = [
    ("(a+)+b", "a" * 100_000),
    ("(a|aa)+b", "a" * 10_000),
    ("(a*)*(a*)*(a*)*(a*)*b", "a" * 10_000),
    ("(x+x+)+y", "x" * 10_000),
    (r"([\w.]+)*@([\w.]+)*", "a." * 10_000),
    ("((a{0,1000}){0,1000}){0,1000}", "a" * 10_000),
    ("((a{0,1000}){0,1000}){0,1000}", "a" * 30),
    ("(.{0,3000}){3000}x", "y" * 1_000),
    ("(a|b)*a(a|b){1000}", "abbab" * 500),
    ("x?" * 2_900, "x" * 2_000),
    ("(x?|y)" * 2_900, "x" * 2_000),
    ("(" * 100 + "a?" + ")*" * 100, "a" * 1_000),
    ("a{999999999999999999999}", "a" * 1_000),
    ("(a?){999999999,}b", "a" * 1_000),
    ("[a-z-" * 90 + "[a]" + "]" * 90, "a" * 1_000),
    ("|".join(f"w{number}" for number in range(2_500)), "w2499w"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), HOSTILE, ids=range(len(HOSTILE)))
def test_no_pattern_takes_long(text: str, value: str) -> None:
    start = time.process_time()
    pattern = Pattern(text)
    verdicts = {pattern.matches(value) for _ in range(2)}
    assert len(verdicts) == 1
    assert time.process_time() - start < 5


def test_verdicts_stay_what_they_are_when_all_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regex, "MOST_KNOWN", 20)
    pattern, dice = Pattern("(a|b)*a(a|b){4}"), random.Random(3)
    for _ in range(300):
        value = "".join(dice.choice("ab") for _ in range(dice.randint(0, 60)))
        assert pattern.matches(value) == bool(re.fullmatch("[ab]*a[ab]{4}", value))


def test_long_values_match() -> None:
    assert Pattern(r"\S+( \S+)*").matches("word " * 20_000 + "end")
    assert not Pattern(r"\S+( \S+)*").matches("word " * 20_000)
    assert Pattern("a{1000,3000}").matches("a" * 2_500)
    assert Pattern(".{0,5000}").matches("x" * 5_000) and not Pattern(".{0,5000}").matches("x" * 5_001)
    assert Pattern("([^,]{1,200},){0,500}[^,]{1,200}").matches(",".join(["x" * 100] * 400))

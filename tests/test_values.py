"""Values: what the standard library's frozen dataclasses can, these can."""

import copy
import dataclasses
import pickle

from hypothesis import given
from hypothesis import strategies as st

from teipress import values
from teipress.book import Link, Span, Text

WORDS = st.text(max_size=5)
INLINE = st.recursive(
    st.builds(Text, WORDS),
    lambda inner: st.one_of(
        st.builds(Span, WORDS, st.lists(inner, max_size=3).map(tuple), st.lists(WORDS, max_size=2).map(tuple)),
        st.builds(Link, WORDS, st.lists(inner, max_size=3).map(tuple)),
    ),
    max_leaves=6,
)


@values.dataclass(frozen=True, slots=True)
class Ours:
    """A value."""

    name: str
    parts: tuple[int, ...] = ()


@values.dataclass(slots=True)
class Changing:
    """What changes has no hash."""

    parts: list[int] = dataclasses.field(default_factory=list)


@given(INLINE, INLINE)
def test_values_are_equal_if_they_are_of_one_class_and_hold_the_same(one: Text | Span, other: Text | Span) -> None:
    same = type(one) is type(other) and dataclasses.astuple(one) == dataclasses.astuple(other)
    assert (repr(one) == repr(other)) >= same
    if one == other:
        assert hash(one) == hash(other)
        assert same
    assert copy.deepcopy(one) == pickle.loads(pickle.dumps(one)) == dataclasses.replace(one) == one


def test_a_value_shows_itself_matches_and_keeps_its_slots() -> None:
    ours = Ours("a", (1, 2))
    assert repr(ours) == "Ours(name='a', parts=(1, 2))"
    assert not hasattr(ours, "__dict__")
    match ours:
        case Ours(name, (first, *_)):
            assert (name, first) == ("a", 1)
    assert [field.name for field in dataclasses.fields(ours)] == ["name", "parts"]
    others: list[object] = [("a", (1, 2)), Ours("a")]
    assert ours not in others
    assert Span("a", ()) not in [Link("a", ()), *others]


def test_what_changes_is_compared_and_cannot_be_a_key() -> None:
    assert Changing([1]) == Changing([1]) != Changing()
    assert Changing.__hash__ is None

"""Roman numerals: what is one, and what it is worth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teipress.numerals import MOST, roman, value


@given(st.integers(1, MOST))
def test_roman_numerals_go_there_and_back(number: int) -> None:
    assert value(roman(number)) == value(roman(number).upper()) == number


@pytest.mark.parametrize(("text", "worth"), [("viiii", 9), ("CCCC", 400), ("MDCCCCX", 1910), ("xlviii", 48)])
def test_printers_add_where_others_subtract(text: str, worth: int) -> None:
    assert value(text) == worth


@pytest.mark.parametrize("text", ["", "12", "iix", "civic", "vv", "iiiii", "ixx", "x i", "mmmmm", "Ⅳ"])
def test_what_is_no_roman_numeral_is_worth_nothing(text: str) -> None:
    assert value(text) == 0

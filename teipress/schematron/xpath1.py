"""XPath 1.0 comparisons: what is no number is NaN, where XPath 2.0 has an error. See XPath 1.0 (W3C, 1999), clause 3.4.

elementpath compares by the rules of XPath 2.0 in its parser for 1.0 too.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Sequence
from copy import copy
from typing import Any

from elementpath.xpath_nodes import XPathNode

Comparison = Callable[[Any, Any], bool]
OPERATORS: dict[str, Comparison] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge,
}  # fmt: skip
_NUMBER = re.compile(r"\s*-?(\d+(\.\d*)?|\.\d+)\s*\Z", re.ASCII)


def compared(symbol: str) -> Callable[[Any, Any], bool]:
    """How a comparison is worked out: a method for the token of *symbol*."""
    compare = OPERATORS[symbol]
    equality = symbol in ("=", "!=")

    def evaluate(self: Any, context: Any = None) -> bool:
        if context is None:
            raise self.missing_context()
        left, right = (list(part.select(copy(context))) for part in self)
        return _holds(left, right, compare, equality)

    return evaluate


def _holds(left: Sequence[Any], right: Sequence[Any], compare: Comparison, equality: bool) -> bool:
    """Whether a comparison holds for some pair of values; nodes are texts, or numbers where they are asked for."""
    both = (*left, *right)
    if any(isinstance(value, bool) for value in both):
        one, other = (_truth(side) for side in (left, right))
        return compare(one, other)
    texts = equality and not any(isinstance(v, int | float) or _is_decimal(v) for v in both)
    read: Callable[[Any], Any] = _text if texts else _number
    others = [read(value) for value in right]
    return any(compare(read(value), other) for value in left for other in others)


def _truth(values: Sequence[Any]) -> bool:
    """The values of one side as a truth: nodes are true if there are any."""
    if len(values) == 1 and not isinstance(values[0], XPathNode):
        return bool(values[0]) and values[0] == values[0]
    return bool(values)


def _is_decimal(value: Any) -> bool:
    return not isinstance(value, str | XPathNode) and hasattr(value, "as_integer_ratio")


def _text(value: Any) -> str:
    return str(value.string_value) if isinstance(value, XPathNode) else str(value)


def _number(value: Any) -> float:
    if isinstance(value, int | float) or _is_decimal(value):
        return float(value)
    text = _text(value)
    return float(text) if _NUMBER.match(text) else math.nan

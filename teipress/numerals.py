"""Numerals: Roman ones, as printers number pages and editors number parts."""

from __future__ import annotations

VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
STEPS = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
# Printers also add where others subtract: `viiii`, `xxxx`.
ADDED = (
    ("dcccc", "cm"), ("cccc", "cd"), ("lxxxx", "xc"), ("xxxx", "xl"), ("viiii", "ix"), ("iiii", "iv"),
)  # fmt: skip
MOST = 4999


def roman(number: int) -> str:
    """A number in small roman numerals."""
    made = ""
    for size, sign in STEPS:
        count, number = divmod(number, size)
        made += sign * count
    return made


def value(text: str) -> int:
    """The value of a roman numeral, small or capital, 0 if it is none."""
    small = text.lower()
    figures = [VALUES.get(sign, 0) for sign in small]
    if not figures or not all(figures):
        return 0
    found = sum(-one if one < after else one for one, after in zip(figures, [*figures[1:], 0], strict=True))
    for added, subtracted in ADDED:
        small = small.replace(added, subtracted)
    return found if found <= MOST and small == roman(found) else 0

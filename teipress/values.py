"""Values: frozen dataclasses that are soon made: a short run makes its classes anew every time, by the hundred.

Type checkers see the standard library's `dataclass`, and it is they who hold that nothing writes to what is frozen. At
run time the methods that would say the same for every class are written once, instead of compiled for each, and
initializers assign as others do: a class is made in a quarter of the time, and so is a value.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen=False, slots=False, eq=True):
        """The standard `dataclass`, so far as it is asked for here."""

        def made(cls):
            if eq:
                cls.__eq__, cls.__hash__ = _equal, _hashed if frozen else None
            cls.__repr__ = _shown
            cls.__doc__ = cls.__doc__ or cls.__name__  # or its signature would be looked up
            return dataclasses.dataclass(cls, slots=slots, eq=False, repr=False)

        return made


def _values(value: object) -> tuple[object, ...]:
    return tuple([getattr(value, name) for name in value.__match_args__])  # type: ignore[attr-defined]


def _equal(one: object, other: object) -> bool:
    return _values(one) == _values(other) if type(one) is type(other) else NotImplemented


def _hashed(value: object) -> int:
    return hash((type(value), *_values(value)))


def _shown(value: object) -> str:
    said = ", ".join(f"{name}={getattr(value, name)!r}" for name in value.__match_args__)  # type: ignore[attr-defined]
    return f"{type(value).__qualname__}({said})"

"""Datatypes: which texts a schema allows as an attribute's value or an element's content. See RELAX NG, section 6.

The verdicts are those of jing: XML Schema's datatypes (part 2 of its first version), RELAX NG's own `string` and
`token`, and the identifiers of its DTD compatibility.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from functools import lru_cache

from teipress.grammar.regex import BadPattern, Pattern, pattern
from teipress.grammar.spaces import XSD_TYPES, Space, decimals_of, digits_of

BUILT_IN = ""
XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
COMPATIBILITY = "http://relaxng.org/ns/compatibility/datatypes/1.0"

TYPE_CHECKING = False  # typing itself is not needed
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    # Whether a text and its value are as a parameter demands.
    Facet: TypeAlias = Callable[[str, Any], bool]
_NOWHERE: Mapping[str, str] = {}


class UnknownDatatype(Exception):
    """There is no such datatype, or it cannot have such parameters; says so in one sentence."""


class Datatype:
    """A datatype with its parameters.

    *identity* is `ID`, `IDREF` or `IDREFS` if its values identify elements or refer to them, else empty. If
    *rememberable*, a verdict holds wherever else in a document the same text stands, and tells all there is to know.
    """

    __slots__ = ("facets", "identity", "name", "patterns", "rememberable", "space")

    def __init__(
        self, name: str, space: Space, patterns: tuple[Pattern, ...] = (), facets: tuple[Facet, ...] = ()
    ) -> None:
        self.name, self.space, self.patterns, self.facets = name, space, patterns, facets
        self.identity = space.identity
        self.rememberable = not space.identity and not space.scoped

    def allows(
        self, value: str, namespaces: Mapping[str, str] | None = None, entities: Container[str] = frozenset()
    ) -> bool:
        """Whether *value* is allowed where *namespaces* (by prefix) and unparsed *entities* are declared.

        White space is put right first. A value is refused as well if a pattern is too ambiguous to tell in good time
        (`Pattern.matches`).
        """
        space = self.space
        text = space.normal(value)
        for expression in self.patterns:
            if not expression.matches(text):
                return False
        if not space.holds(text):
            return False
        if not (self.facets or space.checked):
            return True
        found = space.value(text, namespaces or _NOWHERE, entities)
        return found is not None and all(facet(text, found) for facet in self.facets)

    def same(
        self,
        one: str,
        other: str,
        namespaces: Mapping[str, str] | None = None,
        other_namespaces: Mapping[str, str] | None = None,
    ) -> bool:
        """Whether two texts are one value: `1` and `true`, or `01` and `+1`. Never if either is not allowed.

        *namespaces* are those of where *one* stands, for qualified names.
        """
        if not (self.allows(one, namespaces) and self.allows(other, other_namespaces)):
            return False
        normal, value = self.space.normal, self.space.value
        return value(normal(one), namespaces or _NOWHERE, ()) == value(normal(other), other_namespaces or _NOWHERE, ())


@lru_cache(4096)
def datatype(library: str, name: str, params: tuple[tuple[str, str], ...] = ()) -> Datatype:
    """The datatype *name* of a library, with its parameters in their order. Raises `UnknownDatatype`."""
    types = _LIBRARIES.get(library)
    if types is None:
        raise UnknownDatatype(f"there is no datatype library “{library}”")
    if name not in types:
        hint = _hint(name, types)
        raise UnknownDatatype(f"there is no datatype “{name}” in {_NAMES[library]}{hint}")
    if params and library == BUILT_IN:
        raise UnknownDatatype(f"the datatype “{name}” of RELAX NG has no parameters; the one of XML Schema has")
    made = Datatype(name, types[name])
    for param, value in (*made.space.limits, *params):
        made = _with(made, param, value)
    return made


_LIBRARIES = {
    BUILT_IN: {"string": XSD_TYPES["string"], "token": XSD_TYPES["token"]},
    XSD: XSD_TYPES,
    COMPATIBILITY: {name: XSD_TYPES[name] for name in ("ID", "IDREF", "IDREFS")},
}
_NAMES = {
    BUILT_IN: "RELAX NG itself, which has “string” and “token” (is a datatypeLibrary missing?)",
    XSD: "XML Schema",
    COMPATIBILITY: "RELAX NG's DTD compatibility",
}


# --- parameters -------------------------------------------------------------------------------------------------------


def _with(made: Datatype, param: str, value: str) -> Datatype:
    """The datatype with one more parameter."""
    if param == "pattern":
        try:
            patterns = (*made.patterns, pattern(value))
        except BadPattern as bad:
            raise UnknownDatatype(f"a pattern of the datatype “{made.name}” is wrong: {bad}") from bad
        return Datatype(made.name, made.space, patterns, made.facets)
    for kind in (_limits, _lengths, _digits):
        facet = kind(made, param, value)
        if facet is not None:
            return Datatype(made.name, made.space, made.patterns, (*made.facets, facet))
    if param in _NOT_FOR_RELAX_NG:
        raise UnknownDatatype(f"“{param}” is no parameter in RELAX NG{_NOT_FOR_RELAX_NG[param]}")
    hint = _hint(param, ("pattern", *_LIMITS, *_LENGTHS, *_DIGITS))
    raise UnknownDatatype(f"datatypes have no parameter “{param}”{hint}")


def _hint(name: str, names: Iterable[str]) -> str:
    from teipress.diagnostics import did_you_mean  # and with it what a schema that is right never needs

    hint = did_you_mean(name, names)
    return f"; {hint}" if hint else ""


_NOT_FOR_RELAX_NG = {"enumeration": ": write a choice of values", "whiteSpace": ""}
# By parameter: whether the limit, too, is allowed, and whether it is the lower of the two values that are compared.
_LIMITS = {
    "minInclusive": (True, True), "maxInclusive": (True, False),
    "minExclusive": (False, True), "maxExclusive": (False, False),
}  # fmt: skip
_LENGTHS: dict[str, Callable[[int, int], bool]] = {
    "length": int.__eq__, "minLength": int.__ge__, "maxLength": int.__le__,
}  # fmt: skip
_DIGITS = {"totalDigits": (digits_of, 1), "fractionDigits": (decimals_of, 0)}


def _limits(made: Datatype, param: str, value: str) -> Facet | None:
    if param not in _LIMITS:
        return None
    before = made.space.before
    if before is None:
        raise UnknownDatatype(f"the datatype “{made.name}” has no order, so it cannot have the parameter “{param}”")
    if not made.allows(value):
        raise UnknownDatatype(f"{param} is “{value}”, which the datatype “{made.name}” itself does not allow")
    limit = made.space.value(made.space.normal(value), _NOWHERE, ())
    inclusive, lower = _LIMITS[param]
    if lower:
        return lambda text, found: before(limit, found) or (inclusive and found == limit)
    return lambda text, found: before(found, limit) or (inclusive and found == limit)


def _lengths(made: Datatype, param: str, value: str) -> Facet | None:
    if param not in _LENGTHS:
        return None
    length, compare = made.space.length, _LENGTHS[param]
    if length is None:
        raise UnknownDatatype(f"values of the datatype “{made.name}” have no length, so it cannot have “{param}”")
    limit = _count(param, value, 0)
    return lambda text, found: compare(length(found), limit)


def _digits(made: Datatype, param: str, value: str) -> Facet | None:
    if param not in _DIGITS:
        return None
    if not made.space.decimal:
        raise UnknownDatatype(f"the datatype “{made.name}” is no decimal number, so it cannot have “{param}”")
    count, least = _DIGITS[param]
    limit = _count(param, value, least)
    return lambda text, found: count(text) <= limit


def _count(param: str, value: str, least: int) -> int:
    text = value.strip().removesuffix(".")
    if XSD_TYPES["integer"].holds(text) and (text[0] != "-" or not text.strip("-0")):
        # More than any value has.
        number = int(text.lstrip("+-0")[:18] or "0")
        if number >= least:
            return number
    raise UnknownDatatype(f"{param} is “{value}”, and should be a whole number from {least}")

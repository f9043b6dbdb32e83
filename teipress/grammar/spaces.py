"""Value spaces: the built-in datatypes of XML Schema, and of RELAX NG itself. See XSD part 2, chapter 3.

For each type: how white space is treated, which texts belong to it, what their values are, and what of length and order
the values have. All is as jing has it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from functools import partial

from teipress.grammar import times
from teipress.grammar.regex import pattern
from teipress.grammar.uris import is_uri

TYPE_CHECKING = False  # typing itself is not needed
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    # A text in the namespaces and with the unparsed entities of where it stands; its value, None if it has none.
    Valuation: TypeAlias = Callable[[str, Mapping[str, str], Container[str]], object]
XML = {"xml": "http://www.w3.org/XML/1998/namespace"}


def _itself(text: str, namespaces: Mapping[str, str], entities: Container[str]) -> object:
    return text


class Space:
    """A datatype without parameters.

    *holds* tells by the look of a text, its white space put right by *normal*, whether it may belong to the type;
    *value* gives its value. If *checked*, a text that looks right may yet have no value. If *scoped*, the value depends
    on where the text stands. Without *length* or *before* (whether one value is before another) there are none.
    *limits* are what a type demands of the values of the type it comes from: parameters and their values.
    """

    __slots__ = (
        "before", "checked", "decimal", "holds", "identity", "length", "limits", "normal", "scoped", "value",
    )  # fmt: skip

    def __init__(
        self,
        normal: Callable[[str], str],
        holds: Callable[[str], bool],
        value: Valuation = _itself,
        checked: bool = False,
        scoped: bool = False,
        identity: str = "",
        length: Callable[[Any], int] | None = None,
        before: Callable[[Any, Any], bool] | None = None,
        decimal: bool = False,
        limits: tuple[tuple[str, str], ...] = (),
    ) -> None:
        self.normal, self.holds, self.value, self.checked, self.scoped = normal, holds, value, checked, scoped
        self.identity, self.length, self.before, self.decimal, self.limits = identity, length, before, decimal, limits

    def but(self, **changes: Any) -> Space:
        """The same datatype but for this."""
        return Space(**{name: getattr(self, name) for name in self.__slots__} | changes)


# --- white space ------------------------------------------------------------------------------------------------------

_WHITE = " \t\n\r"
_SPACES = str.maketrans("\t\n\r", "   ")
_WITHOUT_WHITE = str.maketrans("", "", _WHITE)


def preserve(text: str) -> str:
    """White space as it is."""
    return text


def replaced(text: str) -> str:
    """A space for each tab and line end."""
    return text.translate(_SPACES)


def collapse(text: str) -> str:
    """One space for any run of white space, none at the ends. White space is that of XML, not of Unicode."""
    if " " not in text and "\n" not in text and "\t" not in text and "\r" not in text:
        return text
    return " ".join([word for word in text.translate(_SPACES).split(" ") if word])


# --- texts and values -------------------------------------------------------------------------------------------------


def _all(text: str) -> bool:
    return True


def _shaped(expression: str) -> Callable[[str], bool]:
    # The pattern is made when a text is first met: a document needs few of the types.
    return lambda text: pattern(expression).matches(text)


def _plain(value: Callable[[str], object]) -> Valuation:
    return lambda text, namespaces, entities: value(text)


def _qualified(text: str, namespaces: Mapping[str, str], entities: Container[str]) -> object:
    prefix, colon, local = text.rpartition(":")
    if not colon:
        return namespaces.get("", ""), local
    namespace = XML.get(prefix) or namespaces.get(prefix)
    return (namespace, local) if namespace else None


def _entity(text: str, namespaces: Mapping[str, str], entities: Container[str]) -> object:
    return text if text in entities else None


def _list_of(space: Space) -> Space:
    """The type whose texts are one or more of the texts of another, with spaces between them."""

    def value(text: str, namespaces: Mapping[str, str], entities: Container[str]) -> object:
        items = tuple(space.value(item, namespaces, entities) for item in text.split(" "))
        return None if None in items else items

    return space.but(
        holds=lambda text: all(map(space.holds, text.split(" "))),
        value=value,
        identity="IDREFS" if space.identity == "IDREF" else "",
        length=len,
    )


_FROM_NINE = str.maketrans("0123456789", "9876543210")


def _number(text: str) -> object:
    """What compares and equals as a decimal number does.

    Not by `int`, to which a number may be too long. Of two numbers below zero the one with more digits is the smaller,
    so their digits are counted from nine.
    """
    whole, _, decimals = text.lstrip("+-").partition(".")
    whole, decimals = whole.lstrip("0"), decimals.rstrip("0")
    if text[0] == "-" and (whole or decimals):
        return -1, -len(whole), whole.translate(_FROM_NINE), decimals.translate(_FROM_NINE) + ":"
    return 1 if whole or decimals else 0, len(whole), whole, decimals


def decimals_of(text: str) -> int:
    """How many decimals a number is written with."""
    return len(text.partition(".")[2])


def digits_of(text: str) -> int:
    """How many digits a number is written with, but for zeros before them."""
    return len(text.lstrip("+-").replace(".", "").lstrip("0")) or 1


def _floating(text: str, single: bool) -> object:
    """A number in a tuple; an empty tuple is not a number, which equals itself, and is before no number nor after."""
    if text == "NaN":
        return ()
    number = float(text)
    if single:
        import struct

        try:
            number = struct.unpack("f", struct.pack("f", number))[0]
        except OverflowError:
            number = float("inf") if number > 0 else float("-inf")
    return (number,)


def _before(one: Any, other: Any) -> bool:
    return bool(one and other and one < other)


# --- the types --------------------------------------------------------------------------------------------------------

_NC = r"[\i-[:]][\c-[:]]*"
_FLOAT = r"[+\-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([Ee][+\-]?[0-9]+)?|-?INF|NaN"
_64 = "[A-Za-z0-9+/]"
_BASE64 = f"({_64}{{4}})*({_64}{{2}}[AEIMQUYcgkosw048]=|{_64}[AQgw]==)?"

_token = Space(collapse, _all, length=len)
_named = _token.but(holds=_shaped(_NC))
_nmtoken = _token.but(holds=_shaped(r"\c+"))
_idref = _named.but(identity="IDREF")
_entity_name = _named.but(value=_entity, checked=True, scoped=True)
_qname = Space(collapse, _shaped(f"({_NC}:)?{_NC}"), _qualified, checked=True, scoped=True)
_decimal = Space(
    collapse, _shaped(r"[+\-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"), _plain(_number), before=_before, decimal=True
)  # fmt: skip
_integer = _decimal.but(holds=_shaped(r"[+\-]?[0-9]+"))


def _between(low: str, high: str) -> Space:
    limits = (("minInclusive", low), ("maxInclusive", high))
    return _integer.but(limits=tuple(limit for limit in limits if limit[1]))


def _float(single: bool) -> Space:
    return Space(collapse, _shaped(_FLOAT), _plain(partial(_floating, single=single)), before=_before)


def _time(date: str, timed: bool = False) -> Space:
    return Space(collapse, _all, _plain(partial(times.instant, date, timed)), checked=True, before=times.earlier)


XSD_TYPES = {
    "string": Space(preserve, _all, length=len),
    "normalizedString": Space(replaced, _all, length=len),
    "token": _token,
    "language": _token.but(holds=_shaped("[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")),
    "anyURI": _token.but(holds=is_uri),
    "Name": _token.but(holds=_shaped(r"\i\c*")),
    "NCName": _named,
    "NMTOKEN": _nmtoken,
    "NMTOKENS": _list_of(_nmtoken),
    "ID": _named.but(identity="ID"),
    "IDREF": _idref,
    "IDREFS": _list_of(_idref),
    "ENTITY": _entity_name,
    "ENTITIES": _list_of(_entity_name),
    "QName": _qname,
    "NOTATION": _qname,
    "boolean": Space(collapse, {"true", "false", "1", "0"}.__contains__, _plain({"true", "1"}.__contains__)),
    "decimal": _decimal,
    "integer": _integer,
    "nonPositiveInteger": _between("", "0"),
    "negativeInteger": _between("", "-1"),
    "nonNegativeInteger": _between("0", ""),
    "positiveInteger": _between("1", ""),
    "long": _between(f"-{2**63}", f"{2**63 - 1}"),
    "int": _between(f"-{2**31}", f"{2**31 - 1}"),
    "short": _between("-32768", "32767"),
    "byte": _between("-128", "127"),
    "unsignedLong": _between("0", f"{2**64 - 1}"),
    "unsignedInt": _between("0", f"{2**32 - 1}"),
    "unsignedShort": _between("0", "65535"),
    "unsignedByte": _between("0", "255"),
    "float": _float(single=True),
    "double": _float(single=False),
    "duration": Space(
        collapse,
        lambda text: pattern(times.DURATION).matches(text) and text[-1] not in "PT",
        _plain(times.duration),
        before=times.shorter,
    ),
    "dateTime": _time("YMD", timed=True),
    "time": _time("", timed=True),
    "date": _time("YMD"),
    "gYearMonth": _time("YM"),
    "gYear": _time("Y"),
    "gMonthDay": _time("MD"),
    "gMonth": _time("M"),
    "gDay": _time("D"),
    # jing leaves white space in these to their patterns.
    "hexBinary": Space(
        preserve, _shaped(r"\s*([0-9A-Fa-f]{2})*\s*"), _plain(lambda text: text.strip(_WHITE).lower()),
        length=lambda value: len(value) // 2,
    ),
    "base64Binary": Space(
        preserve, lambda text: pattern(_BASE64).matches(text.translate(_WITHOUT_WHITE)),
        _plain(lambda text: text.translate(_WITHOUT_WHITE).rstrip("=")),
        length=lambda value: len(value) * 3 // 4,
    ),
}  # fmt: skip

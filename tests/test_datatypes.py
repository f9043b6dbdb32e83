"""Datatypes: what the built-in types of XML Schema allow, as jing says, and those of the TEI."""

import random
import re
import time
from pathlib import Path

import pytest

from teipress.grammar.datatypes import XSD, datatype
from teipress.grammar.spaces import XSD_TYPES
from tests.datatypes import SCOPE, Params, differences, pattern, xsd
from tests.editions import ROOT

# By type: what it allows, and what it refuses. One value a line, or in one line with | between them.
ALLOWED = {
    "string": "|a b\tc|\u00a0",
    "normalizedString": "|a\tb",
    "token": "| a  b ",
    "language": "en|fr-FR|i-cherokee|x-klingon|abcdefgh-12345678| la \n",
    "anyURI": "|#p12|chapter1.xml#p3|http://example.org|http://example.org/a?b=[c]#d|http://[::1]:8080/x|file:///tmp|a/b:c"
    '|http://[fe80::1%eth0]/|urn:isbn:0-395|mailto:a@b.org|a b|ü<>"{}|^`\\|%C3%BC|//host|///x|?a:b|//?|//#|x:?|+|100%25'
    "|http://me:pw@[1:2:3:4:5:6:7.8.9.10]:/",
    "Name": "a|_|:|a:b:c|a-1.2|été|中文|ᄀ| a ",
    "NCName": "a|_|a-1.2|été|α|\u3007| a ",
    "NMTOKEN": "a|1|-|.|:|·a| 1 ",
    "NMTOKENS": "a|1 2| - \n . ",
    "ID": "a|_1|p12",
    "IDREF": "a",
    "IDREFS": "a|a b c| a\nb ",
    "QName": "a|p:a|xml:lang| p:a ",
    "NOTATION": "a|p:a",
    "boolean": "true|false|1|0| true ",
    "decimal": "1|01|-1|+1|1.|.1|-.5|0.00|" + "9" * 5000 + "|-." + "9" * 5000,
    "integer": "1|01|-1|+1|-0|" + "9" * 5000,
    "nonPositiveInteger": "0|-0|+0|-1|-" + "9" * 5000,
    "negativeInteger": "-1|-01",
    "nonNegativeInteger": "0|-0|+0|1|007",
    "positiveInteger": "1|+1",
    "long": "9223372036854775807|-9223372036854775808|+09223372036854775807",
    "int": "2147483647|-2147483648",
    "short": "32767|-32768",
    "byte": "127|-128",
    "unsignedLong": "18446744073709551615|0",
    "unsignedInt": "4294967295",
    "unsignedShort": "65535",
    "unsignedByte": "255|-0",
    "float": "1|1.|.1|-1e5|1E+05|INF|-INF|NaN|1e400| 0 ",
    "double": "1|1.|.1|-1e5|1E+05|INF|-INF|NaN|1e400| 0 |" + "1" * 5000,
    "duration": "P1Y|P1Y2M3DT4H5M6.7S|-P1D|PT1M|PT.5S|PT1.S|P0Y",
    "dateTime": "1917-11-07T10:20:30|1917-11-07T10:20:30.25Z|-0001-12-31T23:59:60+14:00|12345-01-01T00:00:00.",
    "time": "10:20:30|23:59:60.9999|00:00:00-13:00",
    "date": "1917-11-07|2000-02-29|2400-02-29|-0001-02-29|-0005-02-29|12345-01-01|1917-11-07Z|1917-11-07+14:00|1917-11-07-13:00",
    "gYearMonth": "1917-11|-0044-03Z",
    "gYear": "1917|0001|-0001|10000|292278994|1917+14:00| 1917 ",
    "gMonthDay": "--11-07|--02-29",
    "gMonth": "--11|--01Z",
    "gDay": "---07|---31-05:30",
    "hexBinary": "|00|0aFF| 0a\n",
    "base64Binary": "|AAAA|BA==|BBA=|B A = =\n|  ",
}
REFUSED = {
    "language": "|en_GB|abcdefghi|en-|français|en-é",
    "anyURI": "%|%4|%zz|a#b#c|:a|1a:b|a b:c|ü:a|http:|http://|//|a:#b|[|a]|/[a]|http://[::1|http://[1:2]/|http://[::12345]"
    "|http://[::1]:99999999999|http://[::1]a|http://[::256.1.1.1]",
    "Name": "|1|-a|.a|a b|😀|\u0371|\u2160",
    "NCName": "|a:b|:|1a|a b|ª|²|\u200c|\U00020000",
    "NMTOKEN": "|a b|a,b|#a",
    "NMTOKENS": "| |a ,",
    "ID": "|1|a b|a:b|#a",
    "IDREF": "|a b",
    "IDREFS": "| |a 1",
    "ENTITY": "a|",
    "ENTITIES": "a b|",
    "QName": "|a:|:a|a:b:c|z:a|1:a",
    "NOTATION": "|z:a",
    "boolean": "|TRUE|01|yes|true false",
    "decimal": "|+|.|-.|1..|1.2.3|1e5|1,5|+ 1|٣",
    "integer": "|1.|1.0|.|- 1|1e5",
    "nonPositiveInteger": "1|+1|" + "9" * 5000,
    "negativeInteger": "0|-0|1",
    "nonNegativeInteger": "-1|1.0||-" + "9" * 5000,
    "positiveInteger": "0|-0|-1",
    "long": "9223372036854775808|-9223372036854775809|" + "9" * 5000,
    "int": "2147483648|-2147483649",
    "short": "32768|-32769",
    "byte": "128|-129",
    "unsignedLong": "18446744073709551616|-1",
    "unsignedInt": "4294967296|-1",
    "unsignedShort": "65536|-1",
    "unsignedByte": "256|-1",
    "float": "|+INF|-NaN|inf|nan|1e|e5|.|1e5.|1e5e5|--1|1_0|0x1|Infinity",
    "double": "|+INF|-NaN|inf|nan|1e|e5|.|1e5.|1_000",
    "duration": "|P|-P|PT|P1YT|P1|1Y|P1H|PT1D|P1M1Y|P-1Y|+P1Y|PT1.5M|P1.5Y|PT.S",
    "dateTime": "|1917-11-07|1917-11-07T24:00:00|1917-11-07 10:20:30|1917-11-07T10:20|1917-02-29T00:00:00|T10:20:30"
    "|1917-11-07T10:20:30z|1917-11-07T10:20:30T",
    "time": "|24:00:00|10:20|1:20:30|10:60:00|10:20:61|T10:20:30|10:20:30-13:01|10:20:30+14:01|10:20:30+1:00|10-20-30|10:20:30,5",
    "date": "|1917|1917-11|1917-13-01|1917-00-01|1917-11-31|1900-02-29|-0004-02-29|0000-01-01|-0000-01-01|917-11-07|01917-11-07"
    "|1917-11-7|1917-11-07T|1917-11-07T10:20:30|+1917-11-07|1917-11-07-14:00|１９１７-11-07|1917--11-07|1917-11-07-",
    "gYearMonth": "1917|1917-11-07|1917-13|1917-1",
    "gYear": "|0000|01917|917|292278995|1917-14:00|+1917|1917 Z|19171917191719171917|" + "9" * 5000,
    "gMonthDay": "--02-30|-11-07|11-07|--11-7|---11-07|--11-07-",
    "gMonth": "--13|--00|--11--|-11|11|---11",
    "gDay": "---32|---00|--07|07|----07",
    "hexBinary": "0|0g|00 00|é",
    "base64Binary": "A|AB|BB==|BBB=|====|B===|BA==BA==|A=AA|é|AA-_",
}  # fmt: skip


def values(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, value) for name, row in table.items() for value in _apart(row)]


def _apart(row: str) -> list[str]:
    # A value of anyURI has a | itself.
    return [part.replace("\0", "|") for part in row.replace("}|^", "}\0^").split("|")]


def test_every_type_is_in_the_tables() -> None:
    assert {*ALLOWED, *REFUSED} == set(XSD_TYPES)
    assert set(XSD_TYPES) - set(ALLOWED) == {"ENTITY", "ENTITIES"}
    assert set(XSD_TYPES) - set(REFUSED) == {"string", "normalizedString", "token"}


def test_what_types_allow() -> None:
    assert [(name, value) for name, value in values(ALLOWED) if not xsd(name).allows(value, SCOPE)] == []


def test_what_types_refuse() -> None:
    assert [(name, value) for name, value in values(REFUSED) if xsd(name).allows(value, SCOPE)] == []


def mutated(value: str, dice: random.Random) -> str:
    """A value with a slip or two."""
    for _ in range(dice.choice((1, 1, 2))):
        at = dice.randint(0, len(value))
        what = dice.choice(("insert", "drop", "change"))
        new = "" if what == "drop" else dice.choice("0123459 -+.:TZPYMDHSEeaAfg/#?%[]@_=ü中٣\u0301\u00a0\u200b😀\n\t")
        value = value[:at] + new + value[at + (what != "insert") :]
    return value


def test_verdicts_are_those_of_jing(tmp_path: Path) -> None:
    dice = random.Random(4)
    types: list[tuple[str, Params]] = [(name, ()) for name in XSD_TYPES]
    numbers = {name: number for number, name in enumerate(XSD_TYPES)}
    known = [(numbers[name], value) for name, value in values(ALLOWED) + values(REFUSED) if len(value) < 100]
    others = [value for _, value in known]
    rows = known + [(number, mutated(value, dice)) for number, value in known for _ in range(8)]
    rows += [(dice.randrange(len(types)), dice.choice(others)) for _ in range(2000)]
    assert differences(tmp_path, types, rows) == []


def test_verdicts_with_parameters_are_those_of_jing(tmp_path: Path) -> None:
    dice = random.Random(5)
    known = [(name, value) for name, value in values(ALLOWED) if len(value) < 100]
    types: list[tuple[str, Params]] = []
    rows: list[tuple[int, str]] = []
    for name, limit in known:
        own = [value for other, value in known if other == name]
        orders = ["minInclusive", "maxInclusive", "minExclusive", "maxExclusive"] if XSD_TYPES[name].before else []
        counts = ["length", "minLength", "maxLength"] if XSD_TYPES[name].length else []
        counts += ["totalDigits", "fractionDigits"] if XSD_TYPES[name].decimal else []
        for param in dice.sample(orders, min(1, len(orders))) + dice.sample(counts, min(1, len(counts))):
            types.append((name, ((param, limit if param in orders else dice.choice("123")),)))
            rows += [(len(types) - 1, value) for value in own]
    assert differences(tmp_path, types, rows) == []


# --- the TEI ----------------------------------------------------------------------------------------------------------

WORD, POINTER = r"[^\p{C}\p{Z}]+", r"\S+"
TEI = [
    ("token", WORD, "chapter|#zinoviev|été|中文|1,5|a:b", "|a b|a\u00a0b|a\u2003b"),
    ("anyURI", POINTER, "#p12|http://example.org/ü?a=b#c|persons.xml", "|#a #b|#a#b|%"),
    ("anyURI", r"[^/\s]+:\S*", "http://x|urn:x", "a|/a:b"),
    ("token", r"(\-?[\d]+/\-?[\d]+)", "1/2|-1/-2|٣/٤", "1|1/|/2|1 / 2"),
    (
        "token",
        r"[\-+]?\d+(\.\d+)?(%|cm|mm|in|pt|pc|px|em|ex|ch|rem|vw|vh|vmin|vmax)",
        "1cm|-1.5em|+3%",
        "1|1.cm|1 cm|cm",
    ),
    ("token", r"(-?[0-9]+(\.[0-9]+)?,-?[0-9]+(\.[0-9]+)?(,-?[0-9]+(\.[0-9]+)?)?)", "1,2|-1.5,2,3", "1|1,2,3,4|1, 2"),
    ("token", r"[\d]+(\.[\d]+){0,2}", "1|1.2|1.2.3", "1.|1.2.3.4|a"),
    ("token", r"[\d]+[a-z]*[\d]*(\.[\d]+[a-z]*[\d]*){0,3}", "4|4.7.0|4a1.2b.3", "a|4.|4.1.2.3.4|4A"),
    ("token", r"[0-9.,DHMPRSTWYZ/:+\-]+", "1917-11-07|P1Y|R5/P1D", "|1917-11-07a|19 17"),
    ("token", r"[a-z][a-z0-9\+\.\-]*", "http|x-a.b+c", "Http|1a|"),
    ("string", r".+", "a| |a b", "|a\nb"),
    ("string", r"[\s\S]*\S[\s\S]*", "a|\na\n", "| \n"),
]


@pytest.mark.parametrize(("name", "expression", "allowed", "refused"), TEI)
def test_datatypes_of_the_tei(name: str, expression: str, allowed: str, refused: str) -> None:
    made = pattern(expression, name)
    assert [value for value in allowed.split("|") if not made.allows(value)] == []
    assert [value for value in refused.split("|") if made.allows(value)] == []


def test_every_datatype_of_the_memoirs_schema_is_known() -> None:
    schema = (ROOT / "schemas" / "memoir.rng").read_text("utf-8")
    found = re.findall(r'<data type="(\w+)"(?:/>|>(.*?)</data>)', schema, re.DOTALL)
    assert len(found) > 15
    for name, inside in found:
        params = re.findall(r'<param name="(\w+)">([^<]*)</param>', inside)
        assert datatype(XSD, name, tuple((param, value.replace("&amp;", "&")) for param, value in params)).name == name


HUGE = "9" * 30_000
HOSTILE = [
    HUGE,
    f"-{HUGE}",
    f"P{HUGE}Y",
    f"{HUGE}.{HUGE}",
    f"1e{HUGE}",
    "a" * 100_000,
    "%" * 100_000,
    " " * 100_000,
]


@pytest.mark.parametrize("name", sorted(XSD_TYPES))
def test_a_huge_value_takes_no_time(name: str) -> None:
    limits = {"decimal": "1", "double": "1", "duration": "P1D"}
    made = xsd(name, minInclusive=limits[name]) if name in limits else xsd(name)
    start = time.process_time()
    for value in HOSTILE:
        made.same(value, value)
    assert time.process_time() - start < 5

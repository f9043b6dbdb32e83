"""The parser: what it refuses, in which words, and that it leaves everything else as it is."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from teipress import xml
from teipress.diagnostics import Severity
from teipress.limits import Limits
from teipress.xml import parse, xpath_of
from tests.hostile.documents import ALL, ENTITIES, Hostile, tei

TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"), max_size=40)


@pytest.mark.parametrize("hostile", ALL.values(), ids=ALL.keys())
def test_hostile_document(hostile: Hostile) -> None:
    started = time.process_time()
    parsed = parse(hostile.data, "x.xml")
    assert time.process_time() - started < 2
    found = [(d.code, d.place.line, d.refused) for d in parsed.diagnostics]
    assert found == ([(hostile.code, hostile.line, hostile.refused)] if hostile.code else [])
    assert (parsed.root is not None) == (hostile.read or not hostile.code)
    for diagnostic in parsed.diagnostics:
        assert diagnostic.place.file == "x.xml"
        assert diagnostic.hint, "every finding names a remedy"
        # An editor knows nothing of libxml2.
        assert not re.search(r"xmlParse|PCDATA|EntityRef|StartTag|AttValue|Traceback", diagnostic.message)


@pytest.mark.parametrize("name", ["external file", "external file inside an entity", "parameter entity"])
def test_no_word_of_an_external_file_comes_in(name: str) -> None:
    parsed = parse(ENTITIES[name].data, "x.xml")
    assert parsed.root is None
    assert "root:" not in "".join(map(str, parsed.diagnostics))


def test_internal_entity_is_expanded() -> None:
    data = b'<!DOCTYPE TEI [<!ENTITY vs "Victor <hi>Serge</hi>">]>\n' + tei('<p n="&vs2;">&vs;</p>').encode()
    root = parse(data.replace(b' n="&vs2;"', b""), "x.xml").root
    assert root is not None
    assert etree.tostring(root).decode() == tei("<p>Victor <hi>Serge</hi></p>")


def test_standard_character_entities_are_read_with_a_warning_each() -> None:
    parsed = parse(tei("<p>&AElig;\n&eacute;&eacute;</p><!-- &AElig; --><![CDATA[&AElig;]]>").encode(), "x.xml")
    assert parsed.root is not None
    assert "".join(parsed.root.itertext(xml.tei("*"))) == "Æ\néé&AElig;"
    assert [(d.place.line, d.severity, d.message) for d in parsed.diagnostics] == [
        (1, Severity.WARNING, "&AElig; is declared nowhere; read as the standard character Æ"),
        (2, Severity.WARNING, "&eacute; is declared nowhere; read as the standard character é"),
    ]


def test_blanked_document_type_leaves_lines_where_they_were() -> None:
    data = b'<!DOCTYPE TEI PUBLIC\n "-//TEI//DTD"\n "tei.dtd">\n' + tei("\n<p/>").encode()
    root = parse(data, "x.xml").root
    assert root is not None
    assert [xml.line_of(e) for e in root.iter()] == [4, 5]


def test_limits_are_those_of_the_settings() -> None:
    data = tei("<p/>" * 20).encode()
    assert parse(data, "x.xml", Limits(bytes=10)).diagnostics[0].code == "XML-005"
    assert parse(data, "x.xml", Limits(elements=20)).diagnostics[0].message.startswith("the document has more than 20")
    assert parse(data, "x.xml", Limits(elements=21)).root is not None


def test_unclosed_tag_is_told_with_the_line_it_was_opened_in() -> None:
    (found,) = parse(b"<text>\n<p>one\n<hi>two</p>\n</text>", "x.xml").diagnostics
    assert str(found) == (
        "x.xml:3:12  error XML-001  <hi> of line 3 is still open where </p> stands\n"
        "    hint: close it with </hi> before this line, or correct the tag"
    )


def test_lines_beyond_65535_are_right() -> None:
    root = parse(tei("\n" * 100_000 + "<p/>").encode(), "x.xml").root
    assert root is not None
    assert xml.line_of(root[0]) == 100_001


def test_xpath_counts_siblings_of_one_name_only() -> None:
    root = parse(tei("<p/><!-- c --><head/><p><hi/></p>").encode(), "x.xml").root
    assert root is not None
    paths = [xpath_of(e) for e in root.iter("{*}*")]
    assert paths == ["/TEI", "/TEI/p[1]", "/TEI/head", "/TEI/p[2]", "/TEI/p[2]/hi"]
    steps: dict[xml.Element, str] = {}
    assert [xpath_of(e, steps) for e in root.iter("{*}*")] == paths


@given(TEXT, TEXT)
def test_any_text_comes_through(text: str, value: str) -> None:
    element = etree.Element(xml.tei("p"), n=value)
    element.text = text
    root = parse(etree.tostring(element, encoding="utf-8"), "x.xml").root
    assert root is not None
    assert (root.text or "", root.get("n")) == (text, value)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_told_and_never_raise(data: bytes) -> None:
    parsed = parse(data, "x.xml")
    assert parsed.root is not None or parsed.diagnostics


@given(st.data())
def test_any_damage_to_the_memoir_is_read_or_told(data: st.DataObject) -> None:
    source = bytearray(HEAD)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(source) - 1))
        source[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=4))
    parsed = parse(bytes(source), "x.xml")
    assert parsed.root is not None or parsed.diagnostics


HEAD = (Path(__file__).parents[1] / "tei" / "from-lenin-to-stalin.xml").read_bytes()[:6000] + b"</teiHeader></TEI>"

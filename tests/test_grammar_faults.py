"""The grammar engine: every fault is told once and at its place."""

from __future__ import annotations

import pytest

from teipress.grammar import faults
from teipress.grammar.fault import Fault, Kind
from tests.grammar.letters import HEADER, LETTER, faults_of, grammar_of, letter

# --- every fault, once, at its place ----------------------------------------------------------------------------------


# What a fault says, but for advice.
SAID = (
    "element",
    "parent",
    "attribute",
    "found",
    "after",
    "values",
    "types",
    "homes",
    "namespace",
)


def told(fault: Fault) -> str:
    """A fault in one line: file, place, kind, path, and all else that is known of it."""
    more = [f"{name}={shown(value)}" for name in SAID if (value := getattr(fault, name))]
    first = ["first={}:{}:{}".format(*fault.first)] if fault.first[0] else []
    start = [f"start={fault.start[0]}:{fault.start[1]}"] if fault.start != (fault.line, fault.column) else []
    return " ".join([f"{fault.file}:{fault.line}:{fault.column}", fault.kind.name, fault.path, *more, *first, *start])


def shown(value: object) -> str:
    return "|".join(sorted(value)) if isinstance(value, tuple) else repr(value) if " " in str(value) else str(value)


CASES: dict[str, tuple[str, list[str]]] = {
    "nothing": (letter('<p>a <name ref="anna">b</name></p>'), []),
    "a misspelt name is checked as the right one": (
        letter('<p>a <nmae ref="ann">b<break n="1"/></nmae></p>'),
        [
            "letter.xml:3:6 UNKNOWN /letter/p/nmae element=nmae parent=p",
            "letter.xml:3:12 DANGLING_IDREF /letter/p/nmae element=nmae parent=p attribute=ref found=ann start=3:6",
            "letter.xml:3:23 MISPLACED /letter/p/nmae/break element=break parent=nmae homes=note|p|signed",
        ],
    ),
    "an unknown element is gone into, and its parent goes on": (
        letter('<p>a <wonder x="1">b <name type="shop">c</name></wonder> d<break/></p>\n<wonder><p/></wonder>'),
        [
            "letter.xml:3:6 UNKNOWN /letter/p/wonder element=wonder parent=p",
            "letter.xml:3:28 VALUE /letter/p/wonder/name element=name parent=wonder attribute=type found=shop values=person|place|ship start=3:22",
            "letter.xml:3:59 LACKS_ATTRIBUTE /letter/p/break element=break parent=p attribute=n",
            "letter.xml:4:1 UNKNOWN /letter/wonder element=wonder parent=letter after=p",
        ],
    ),
    "an element out of place lacks nothing": (
        letter("<p>a <quote/> <person>x</person></p>"),
        [
            "letter.xml:3:6 MISPLACED /letter/p/quote element=quote parent=p homes=letter",
            "letter.xml:3:15 MISPLACED /letter/p/person element=person parent=p after=quote homes=header",
        ],
    ),
    "something is missing before another": (
        letter("<p/>\n<closer><signed>x</signed></closer>\n"),
        [
            "letter.xml:4:9 MISSING /letter/closer element=closer parent=letter found=signed start=4:1",
        ],
    ),
    "something is missing at the end": (
        letter("<p/><closer>\n<greeting/></closer>\n"),
        [
            "letter.xml:4:12 MISSING /letter/closer element=closer parent=letter after=greeting start=3:5",
        ],
    ),
    "what lacks its first part is read on": (
        letter("<p/><p><break/></p>", ""),
        [
            "letter.xml:2:1 MISSING /letter element=letter found=p start=1:1",
            "letter.xml:2:8 LACKS_ATTRIBUTE /letter/p[2]/break element=break parent=p attribute=n",
        ],
    ),
    "what comes late is one fault": (
        letter("<p/>" + HEADER, ""),
        [
            "letter.xml:2:5 MISORDERED /letter/header element=header parent=letter after=p",
        ],
    ),
    "what comes after the end": (
        letter("<p/><closer><greeting/><signed/></closer>\n<p/>"),
        [
            "letter.xml:4:1 MISORDERED /letter/p[2] element=p parent=letter after=closer",
        ],
    ),
    "text is told where its words begin": (
        letter("  stray\nwords<!-- x --> here<p/>more &amp; more<quote>q<p/></quote>"),
        [
            "letter.xml:3:3 TEXT /letter element=letter found='stray\\nwords here' after=header start=1:1",
            "letter.xml:4:25 TEXT /letter element=letter found='more & more' after=p start=1:1",
            "letter.xml:4:47 TEXT /letter/quote element=quote parent=letter found=q start=4:40",
        ],
    ),
    "attributes have places of their own": (
        letter('<p><name\n type="Person"\n\tref="bob" typ="ship">b</name><break n="" m="1"/></p>').replace(
            "<letter ", '<letter n="0" '
        ),
        [
            "letter.xml:1:9 VALUE /letter element=letter attribute=n found=0 types=positiveInteger start=1:1",
            "letter.xml:4:2 VALUE /letter/p/name element=name parent=p attribute=type found=Person values=person|place|ship start=3:4",
            "letter.xml:5:2 DANGLING_IDREF /letter/p/name element=name parent=p attribute=ref found=bob start=3:4",
            "letter.xml:5:12 ATTRIBUTE /letter/p/name element=name parent=p attribute=typ found=ship start=3:4",
            "letter.xml:5:43 ATTRIBUTE /letter/p/break element=break parent=p attribute=m found=1 start=5:31",
        ],
    ),
    "attributes that depend on each other": (
        letter('<p><note place="a" from="1917-01-01">x</note><note from="1917-13-01" to="x"/><note to="x"/></p>'),
        [
            "letter.xml:3:20 CLASH /letter/p/note[1] element=note parent=p attribute=from found=1917-01-01 start=3:4",
            "letter.xml:3:52 VALUE /letter/p/note[2] element=note parent=p attribute=from found=1917-13-01 types=date start=3:46",
            "letter.xml:3:78 LACKS_ATTRIBUTE /letter/p/note[3] element=note parent=p attribute=from",
        ],
    ),
    "content that is no date, and an empty element that is not": (
        letter(
            '<p><break n="1"> <!-- y --> x</break></p>', HEADER.replace("1917-11-07", "1917").replace(">now<", "><")
        ),
        [
            "letter.xml:2:31 VALUE /letter/header/date element=date parent=header attribute=when found=1917 types=date start=2:25",
            "letter.xml:3:29 TEXT /letter/p/break element=break parent=p found=x start=3:4",
        ],
    ),
    "ids": (
        letter(
            '<p><name ref="anna"/><name ref="no"/></p>',
            HEADER.replace("</header>", '<person xml:id=" anna"/></header>'),
        ),
        [
            "letter.xml:2:102 DUPLICATE_ID /letter/header/person[2] element=person parent=header attribute=xml:id found=anna first=letter.xml:2:67 start=2:94",
            "letter.xml:3:28 DANGLING_IDREF /letter/p/name[2] element=name parent=p attribute=ref found=no start=3:22",
        ],
    ),
    "another root": (
        '<p xmlns="urn:letter">x<break/></p>',
        [
            "letter.xml:1:1 ROOT /p element=p",
            "letter.xml:1:24 LACKS_ATTRIBUTE /p/break element=break parent=p attribute=n",
        ],
    ),
    "an unknown root": (
        '<xyz xmlns="urn:letter"><p>x<break/></p></xyz>',
        [
            "letter.xml:1:1 ROOT /xyz element=xyz",
            "letter.xml:1:29 LACKS_ATTRIBUTE /xyz/p/break element=break parent=p attribute=n",
        ],
    ),
    "a wrong namespace is told once": (
        letter("<p>a <name>b</name></p>").replace("urn:letter", "urn:leter"),
        [
            "letter.xml:1:1 NAMESPACE /letter element=letter namespace=urn:letter",
        ],
    ),
    "a wrong namespace inside": (
        letter('<p>a <name xmlns="">b<break/></name><break/></p>'),
        [
            "letter.xml:3:6 NAMESPACE /letter/p/name element=name parent=p namespace=urn:letter",
            "letter.xml:3:22 MISPLACED /letter/p/name/break element=break parent=name homes=note|p|signed",
            "letter.xml:3:37 LACKS_ATTRIBUTE /letter/p/break element=break parent=p attribute=n",
        ],
    ),
    "a foreign element is told, and not what is in it": (
        letter('<p>a <svg xmlns="urn:svg" x="1"><g/><g/></svg></p>'),
        [
            "letter.xml:3:6 UNKNOWN /letter/p/svg element=svg parent=p",
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_every_fault_is_told_once_at_its_place(text: str, expected: list[str]) -> None:
    assert [told(fault) for fault in faults_of(LETTER, text)] == expected


def test_what_is_drawn_in_is_told_by_its_own_lines() -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{}"/>'
    found = faults_of(
        LETTER,
        letter(f"{include.format('p.xml')}\n{include.format('none.xml')}<name/>\n"),
        p='<?xml version="1.0"?>\n<p xmlns="urn:letter">\n <break/></p>',
    )
    assert [told(fault) for fault in found] == [
        "letter.xml:4:73 MISPLACED /letter/name element=name parent=letter after=p homes=note|p|signed",
        "p.xml:3:2 LACKS_ATTRIBUTE /letter/p/break element=break parent=p attribute=n",
    ]


def test_the_fallback_of_an_include_counts_where_there_is_no_file() -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="none.xml"><xi:fallback>{}</xi:fallback></xi:include>'
    assert faults_of(LETTER, letter(include.format('<p xmlns="urn:letter"/>'))) == []
    (fault,) = faults_of(LETTER, letter(include.format('<name xmlns="urn:letter"/>') + "<p/>"))
    assert (fault.kind, fault.element, fault.column) == (Kind.MISPLACED, "name", 85)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_columns_count_characters_in_every_encoding(encoding: str) -> None:
    text = letter("<p>Привет, 漢字 𝔸<break/></p>")
    data = "\ufeff".encode(encoding) + text.encode(encoding) if encoding == "utf-16-be" else text.encode(encoding)
    (fault,) = faults(grammar_of(LETTER), {"letter.xml": data}, "letter.xml")
    assert (fault.kind, fault.line, fault.column, fault.path) == (Kind.LACKS_ATTRIBUTE, 3, 16, "/letter/p/break")


def test_entities_of_the_document_are_read_as_what_they_stand_for() -> None:
    doctype = "<!DOCTYPE letter [<!ENTITY who \"<name xmlns='urn:letter' type='shop'/>\"> <!ENTITY ship \"ship\">]>\n"
    assert faults_of(LETTER, doctype + letter('<p><name type="&ship;"/></p>')) == []
    (fault,) = faults_of(LETTER, doctype + letter("<p>a &who;</p>"))
    assert (fault.kind, fault.line, fault.found, fault.path) == (Kind.VALUE, 4, "shop", "/letter/p/name")


def test_faults_end_at_a_number_that_nobody_reads_to_the_end() -> None:
    found = faults_of(LETTER, letter("<p>" + "<break/>" * 20_000 + "</p>"))
    assert len(found) == 10_001
    assert found[-1].kind is Kind.ENOUGH


def test_what_expat_cannot_read_is_a_fault() -> None:
    found = faults_of(LETTER, letter("<p>")[:-5])
    assert [fault.kind for fault in found][-1:] == [Kind.MALFORMED]

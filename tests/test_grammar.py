"""The grammar engine: it reads as jing does, and answers the same in whatever way a document is read."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from teipress.diagnostics import Trouble
from teipress.grammar import Automaton, faults, load
from teipress.grammar.skim import skimmed
from teipress.grammar.unusable import Unusable
from teipress.grammar.validate import heard
from tests.editions import ROOT
from tests.grammar import jing
from tests.grammar.letters import (
    HEADER,
    LETTER,
    MEMOIR_RNG,
    SHARED,
    TEI_ALL,
    grammar_of,
    letter,
    needs_jing,
    needs_shared,
)
from tests.grammar.madeup import Maker, document, likely
from tests.grammar.mutants import documents, mutants

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

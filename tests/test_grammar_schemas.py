"""The grammar engine: schemas that cannot be used, and a cache that cannot change an answer."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from teipress import cache, grammar
from teipress.grammar import cache as kept
from teipress.grammar import faults, load
from teipress.grammar.fault import Fault
from teipress.grammar.read import read
from teipress.grammar.unusable import Unusable
from tests.grammar.letters import LETTER, TEI_ALL, letter, needs_shared

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


def test_a_relative_place_for_the_cache_counts_for_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", "relative/counts/for/nothing")
    home = tmp_path / ".cache" / "teipress"
    assert (Path(kept._place(b"x")).parent, cache._folder()) == (home, home)


@needs_shared
def test_what_a_cache_keeps_of_tei_all_is_all_of_it(home: Path) -> None:
    data = TEI_ALL.read_bytes()
    made, drawn = read(TEI_ALL, data)
    kept.save(data, drawn, made)
    found = kept.load(data, str(TEI_ALL.parent))
    assert found is not None
    same = kept._plain(found[0]) == kept._plain(made)
    assert same  # and nothing of a megabyte printed

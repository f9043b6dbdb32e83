"""Gathering: a document with what it draws in is one text where that is simple, and gets the verdict of its events."""

import random
import re

import pytest

from teipress.grammar import load, valid
from teipress.grammar.gather import gathered
from teipress.grammar.skim import skimmed
from teipress.grammar.validate import heard
from tests.editions import MEMOIR, ROOT, memoir

XI = 'xmlns:xi="http://www.w3.org/2001/XInclude"'
PART = b'<?xml version="1.0"?>\n<!-- a list -->\n<list xmlns="urn:a" n="1"><item/></list>\n'
SCHEMA = ROOT / "schemas" / "memoir.rng"


def whole(body: str, root: str = '<a xmlns="urn:a">', part: bytes = PART) -> str | None:
    data = gathered({"d/a.xml": f"{root}{body}</a>".encode(), "d/b/part.xml": part}, "d/a.xml")
    return None if data is None else data.decode()


def test_files_stand_where_they_are_drawn_in() -> None:
    drawn = '<list n="1"><item/></list>\n'
    include = f'<xi:include {XI} href="b/part.xml"/>'
    assert whole(f"x {include} y <!-- {XI} -->") == f'<a xmlns="urn:a">x {drawn} y <!-- {XI} --></a>'
    assert whole('<xi:include href="b/part.xml" />', f"<a {XI} xmlns='urn:a'>") == f"<a {XI} xmlns='urn:a'>{drawn}</a>"
    assert whole("x") == '<a xmlns="urn:a">x</a>'


@pytest.mark.parametrize(
    "body",
    [
        '<xi:include {} href="b/none.xml"/>',
        '<xi:include {} href="b/%70art.xml"/>',
        '<xi:include {} href="b/part.xml" parse="text"/>',
        '<xi:include {} href="b/part.xml" xpointer="x"/>',
        '<xi:include {} href="b/part.xml"></xi:include>',
        '<xi:include {} href="b/part.xml"><xi:fallback/></xi:include>',
        '<include {} xmlns="http://www.w3.org/2001/XInclude" href="b/part.xml"/>',
        '<!-- <xi:include {} href="b/part.xml"/> -->',
        '<?x <xi:include {} href="b/part.xml"/>?>',
        '<!-- {} --><xi:include xmlns:xi="urn:no" href="b/part.xml"/>',
    ],
)
def test_what_is_not_simple_is_left_to_the_events(body: str) -> None:
    assert whole(body.format(XI)) is None


@pytest.mark.parametrize(
    "part",
    [
        b"<list/>",
        b'<list xmlns="urn:b"/>',
        b'<list xmlns="urn:a" xmlns:c="urn:c"/>',
        b'<!DOCTYPE list><list xmlns="urn:a"/>',
        b'<list xmlns="urn:a"><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="c.xml"/></list>',
        '<list xmlns="urn:a"/>'.encode("utf-16"),
    ],
)
def test_a_file_of_another_kind_is_left_to_the_events(part: bytes) -> None:
    assert whole(f'<xi:include {XI} href="b/part.xml"/>', part=part) is None


def test_the_memoir_is_gathered_and_gets_the_verdict_of_its_events() -> None:
    grammar = load(SCHEMA, SCHEMA.read_bytes())
    edition, rng = memoir(), random.Random("gather")
    sources = dict(edition.sources)
    assert valid(grammar, sources, edition.name)
    verdicts = set()
    for _ in range(60):
        file = rng.choice([name for name in sources if name != str(MEMOIR) or rng.random() < 0.5])
        data = sources[file]
        tag = rng.choice(list(re.finditer(rb"<(/?)(\w+)[^>]*>", data)))
        new = rng.choice(
            [b"", b"<p>", tag[0].replace(b' n="', b' m="'), tag[0] * 2, tag[0].replace(b"<", b"<!-- -->x<")]
        )
        broken = {**sources, file: data[: tag.start()] + new + data[tag.end() :]}
        one = gathered(broken, edition.name)
        assert one is not None
        verdict = heard(grammar, broken, edition.name)
        assert skimmed(grammar, one) in (None, verdict)
        verdicts.add(verdict)
    assert verdicts == {True, False}

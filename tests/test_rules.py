"""Editorial rules: what holds for all of them, and how settings and suppressions change what they tell."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teipress.checks import check, check_file, editorial, rules
from teipress.checks.sums import MOST
from teipress.diagnostics import Diagnostic, Exit, Severity, Trouble, in_order
from teipress.edition import load
from teipress.settings import Settings, find
from tests.conftest import CORPUS
from tests.editions import MEMOIR, NAMESPACE, document, edition, memoir
from tests.told import said

# --- all of them ------------------------------------------------------------------------------------------------------


def test_there_are_rules_enough() -> None:
    assert len(editorial.RULES) >= 40
    assert len([code for code in rules() if not code.startswith(("XML", "SCH", "SET"))]) >= 60


@pytest.mark.parametrize("code", editorial.RULES)
def test_rule_is_a_function_with_a_page_an_example_and_a_remedy(code: str) -> None:
    rule = editorial.RULES[code]
    page = rule.find.__doc__ or ""
    assert page.splitlines()[0].endswith(".")
    assert "Remedy:" in page
    assert rule.many
    assert rule.many[0].islower()


def test_memoir_breaks_no_rule() -> None:
    assert [str(d) for d in editorial.findings(memoir())] == []


@pytest.mark.skipif(not CORPUS.is_dir(), reason="there is no corpus in ../shared/corpus")
@pytest.mark.parametrize("path", sorted(CORPUS.rglob("*.xml")), ids=lambda path: path.stem)
def test_no_rule_calls_a_document_of_others_an_error(path: Path) -> None:
    found = load(path, Settings()).edition
    if found is not None:
        told = list(editorial.findings(found))
        assert [str(d) for d in told if d.severity is Severity.ERROR] == []
        assert all(d.place.line and d.hint and d.place.xpath for d in told)
        for code in {d.code for d in told}:
            for severity in Severity:
                assert sum((d.code, d.severity) == (code, severity) for d in told) <= MOST * len(found.sources)


# What the TEI's own examples do, and no rule has anything against.
EXAMPLES = {
    "an item that is there to be pointed at": '<u who="#a">Yes</u><list><item xml:id="a"/></list>',
    "an empty gloss of a declaration": '<elementSpec ident="p"><gloss/><desc>a paragraph</desc></elementSpec>',
    "a language without words": '<langUsage><language ident="en"/></langUsage>',
    "a song of which the first stanza is anybody's":
        "<sp><speaker>A</speaker><p>x</p></sp><sp><speaker>B</speaker><p>y</p></sp><spGrp><sp><l>a</l></sp><sp><speaker>"
        "C</speaker><l>b</l></sp></spGrp>",
    "a quotation that begins within a line": '<quote><l part="F">petere inde coronam,</l><l>Vnde prius</l></quote>',
    "straight marks in writing without spaces": '<p>("結局"從這裡開始)</p><p>("結局"持續)</p>',
    "brackets of two widths": "<p>（同時)</p>",
}  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_the_tei_shows_is_right(name: str) -> None:
    assert said(EXAMPLES[name]) == []


@pytest.mark.parametrize("value", ["03:00", "14", "15,5", "1999-W01-1T20,70-05", "2006-05-18T10:03"])
def test_times_of_iso_are_dates(value: str) -> None:
    source = document(f'<p><time when-iso="{value}">then</time></p>')
    assert [str(d) for d in check(edition(source), Settings()) if d.code.startswith("DAT")] == []


ELEMENTS = "p hi note q choice sic corr app lem rdg list label item table row cell lg l sp speaker div head foreign figure".split()
TEXTS = st.text(st.sampled_from("ab “”«»()'\"’.,;*-\n\u00ad\u202e\ufffdﬁé1Oрα"), max_size=8)
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["n", "ref", "who", "part", "xml:lang", "target", "wit", "cols", "type", "rend", "place", "when"]),
    st.sampled_from(["1", "2", "iv", "12r", "#a", "a", "en", "en_GB", "I", "F", "*", "http:/x", " x ", ""]),
    max_size=2,
)


def written(name: str, attributes: dict[str, str], content: list[str]) -> str:
    return f"<{name}{''.join(f' {key}={value!r}' for key, value in attributes.items())}>{''.join(content)}</{name}>"


TREES = st.recursive(
    TEXTS,
    lambda inner: st.builds(written, st.sampled_from(ELEMENTS), ATTRIBUTES, st.lists(inner, max_size=4)),
    max_leaves=25,
)


@settings(deadline=None)
@given(st.lists(TREES, max_size=6))
def test_any_document_is_read(trees: list[str]) -> None:
    found = edition(document("".join(trees)))
    told = list(editorial.findings(found))
    assert told == list(editorial.findings(found))
    assert all(d.code in editorial.RULES and d.message and d.place.line for d in told)


@pytest.mark.parametrize("root", ["TEI", "listPerson", "text", "x", "teiCorpus", "p"])
@pytest.mark.parametrize("content", ["", "a  b", "<TEI/>", "<teiHeader/><text/>"])
def test_document_without_a_body_is_read(root: str, content: str) -> None:
    for namespace in (NAMESPACE, ""):
        source = f"<{root} {namespace}>{content}</{root}>"
        assert all(d.place.line for d in editorial.findings(edition(source)))


# --- sums, settings and suppressions ------------------------------------------------------------------------------------


def test_many_findings_are_one_that_says_how_many() -> None:
    told = said("<p/>\n" * 21, "TXT-001")
    assert told == ["TXT-001 21 elements hold nothing: <p>"]
    assert len(said("<p/>\n" * 20, "TXT-001")) == 20


def told(folder: Path, settings: str) -> list[Diagnostic]:
    (folder / "x.xml").write_text(document('<p/>\n<div xml:id="a"><head/>\n<p/>\n<pb n="1 "/></div>'), "utf-8")
    (folder / "teipress.toml").write_text(settings, "utf-8")
    found = check_file(folder / "x.xml", find(folder))
    return [d for d in in_order(found) if d.code.startswith(("TXT", "SET"))]


def test_settings_say_how_grave_a_finding_is(tmp_path: Path) -> None:
    found = told(tmp_path, '[rules]\n"TXT-001" = "error"\n"TXT-051" = "off"')
    assert {(d.code, d.severity) for d in found} == {("TXT-001", Severity.ERROR)}
    assert len(found) == 3


@pytest.mark.parametrize(
    ("where", "lines"),
    [
        ("line = 2", [1, 3]), ('id = "a"', [1]), ('xpath = "/TEI/text/body/div/p"', [1, 2]),
        ('xpath = "/TEI/text/body"', []), ('line = 3\nid = "a"', [1, 2]), ("", []),
    ],
)  # fmt: skip
def test_suppression_speaks_of_a_place_and_what_is_in_it(tmp_path: Path, where: str, lines: list[int]) -> None:
    found = told(tmp_path, f'[[suppress]]\ncode = "TXT-001"\nfile = "x.xml"\nreason = "It is so."\n{where}\n')
    assert [d.place.line for d in found if d.code == "TXT-001"] == lines
    assert [d.code for d in found if d.code == "SET-001"] == []


def test_suppression_of_nothing_is_told_at_its_place(tmp_path: Path) -> None:
    found = told(tmp_path, '\n[[suppress]]\ncode = "TXT-002"\nfile = "x.xml"\nreason = "It is so."\n')
    (told_,) = [d for d in found if d.code == "SET-001"]
    assert (Path(told_.place.file).name, told_.place.line, told_.severity) == ("teipress.toml", 2, Severity.WARNING)
    assert told_.message == "a suppression of TXT-002 is of no use: nothing is found there"


def test_one_of_many_may_be_suppressed(tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_text(document('<p xml:id="a"/>' + "<p/>" * 20), "utf-8")
    suppression = '[[suppress]]\ncode = "TXT-001"\nfile = "x.xml"\nid = "a"\nreason = "It is so."\n'
    (tmp_path / "teipress.toml").write_text(suppression, "utf-8")
    found = [d for d in check_file(tmp_path / "x.xml", find(tmp_path)) if d.code == "TXT-001"]
    assert len(found) == 20


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ('[rules]\n"TXT-0001" = "off"', "there is no diagnostic TXT-0001; did you mean TXT-001?"),
        ('[rules]\n"XML-001" = "off"', "XML-001 is no rule, and cannot be turned off"),
        (
            '[[suppress]]\ncode = "spaces"\nfile = "x.xml"\nreason = "x"',
            "there is no diagnostic spaces; `teipress explain` lists them",
        ),
    ],
)  # fmt: skip
def test_slip_in_a_code_is_told(tmp_path: Path, settings: str, message: str) -> None:
    with pytest.raises(Trouble, match="teipress.toml: ") as trouble:
        told(tmp_path, settings)
    assert str(trouble.value).endswith(message)
    assert trouble.value.code is Exit.USAGE


def test_what_is_refused_stays_refused(tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_text(document('<ref target="javascript:x">x</ref>'), "utf-8")
    (tmp_path / "teipress.toml").write_text('[rules]\n"REF-001" = "note"', "utf-8")
    (found,) = [d for d in check_file(tmp_path / "x.xml", find(tmp_path)) if d.code == "REF-001"]
    assert found.severity is Severity.NOTE


# --- what is told once --------------------------------------------------------------------------------------------------


def test_what_the_schema_tells_no_rule_tells_again() -> None:
    source = MEMOIR.read_text("utf-8").replace("<p>", "<p><item>x</item>", 1)
    broken = edition(source.replace("<xi:include", "<!--").replace('.xml"/>\n', "-->\n"))
    codes = [d.code for d in check(broken, Settings(), MEMOIR.parents[1] / "schemas" / "memoir.rng")]
    assert [code for code in codes if code.startswith("SCH")]
    assert "TXT-003" not in codes


def test_pointer_without_its_sign_is_told_once() -> None:
    found = check(edition(document('<p xml:id="a">x</p><ref target="a">y</ref>')), Settings())
    assert [d.code for d in found if d.code.startswith("REF")] == ["REF-004"]


def test_each_of_two_on_a_line_has_its_column() -> None:
    found = in_order(editorial.findings(edition(document("<p>a <gap/> b <gap/> c</p>"))))
    start = document("").index("</body>") + 1
    assert [d.place.column for d in found if d.code == "TXT-031"] == [start + 5, start + 14]


# --- time ---------------------------------------------------------------------------------------------------------------


def test_all_rules_together_are_quick() -> None:
    found = memoir()
    list(editorial.findings(found))
    times = []
    for _ in range(5):
        started = time.process_time()
        list(editorial.findings(found))
        times.append(time.process_time() - started)
    assert min(times) < 0.4, "seven thousand elements; a quiet machine needs a tenth of this"


@pytest.mark.parametrize(
    "body",
    [
        "<p>" + "“" * 20_000 + "</p>", "<p>" + "(" * 20_000 + "</p>", "<p>" + " ." * 20_000 + "</p>",
        "<p>" + "a <hi> b</hi> " * 5_000 + "</p>", "<p>the </p>" * 5_000, "<p>" + "the " * 20_000 + "</p>",
        "<pb n='1'/>" * 10_000, "<l n='1'>x</l>" * 5_000, "<div><head>I</head></div>" * 3_000,
        "<p>" + "x<lb break='no'/>y- <lb/>z " * 3_000 + "</p>", "<note n='3'>x</note>" * 5_000,
        "<p>" + "\ue000\u00ad\u202e" * 5_000 + "</p>", "<p>" + "aа" * 10_000 + "</p>",
    ],
    ids=range(13),
)  # fmt: skip
def test_hostile_text_is_read_in_time(body: str) -> None:
    broken = edition(document(body))
    started = time.process_time()
    list(editorial.findings(broken))
    assert time.process_time() - started < 4

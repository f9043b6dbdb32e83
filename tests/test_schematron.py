"""Schematron: every construct on one small edition, whole findings; what breaks, what is refused, what takes too long."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teipress import schematron
from teipress.checks import check_file
from teipress.diagnostics import Diagnostic, Severity, in_order
from teipress.edition import Edition, load
from teipress.schematron.contexts import alternatives
from teipress.settings import Settings
from tests.editions import MEMOIR, ROOT, edition

HERE = Path(__file__).parent / "schematron"
SCHEMAS = sorted((*HERE.glob("*.sch"), *HERE.glob("*.rng")))
TEI = '<ns prefix="tei" uri="http://www.tei-c.org/ns/1.0"/>'
CODES = {"RUL-001", "RUL-002", "RUL-003", "RUL-004", "RUL-005"}


def loaded(path: Path) -> Edition:
    found = load(path, Settings()).edition
    assert found is not None
    return found


def findings(schema: Path, document: Path = HERE / "edition.xml") -> list[Diagnostic]:
    return in_order(schematron.findings(loaded(document), str(schema), schema.read_bytes()))


def said(schema: Path) -> str:
    """All that is said of the edition, for someone who is in its folder."""
    return "".join(f"{finding}\n" for finding in findings(schema)).replace(f"{HERE}/", "")


def schema(rules: str, binding: str = "xslt2") -> bytes:
    head = f'<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="{binding}">'
    return f"{head}{TEI}{rules}</schema>".encode()


def rule(test: str, context: str = "tei:TEI") -> str:
    return f'<pattern><rule context="{context}"><assert test="{test}">{test}</assert></rule></pattern>'


def of(rules: str, binding: str = "xslt2", document: Edition | None = None, seconds: float = 20) -> list[Diagnostic]:
    """What the rules say of the small edition."""
    document = document or loaded(HERE / "edition.xml")
    return list(schematron.findings(document, "rules.sch", schema(rules, binding), seconds))


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_construct(path: Path) -> None:
    assert said(path) == path.with_suffix(".txt").read_text("utf-8")


def test_it_decides_through_validate_as_any_schema_does(tmp_path: Path) -> None:
    found = {d.code for d in check_file(HERE / "edition.xml", Settings(), HERE / "first-match.sch")}
    assert "RUL-001" in found and "SCH-001" not in found
    grammar = (HERE / "embedded.rng").read_text().replace('<include href="parts/more.rng"/>', "")
    (tmp_path / "alone.rng").write_text(grammar.replace('<ref name="any"/>', '<ref name="lg"/>'))
    found = {d.code for d in check_file(HERE / "edition.xml", Settings(), tmp_path / "alone.rng")}
    assert {"RUL-001", "SCH-001"} <= found


# --- what cannot be used ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "line", "reason"),
    [
        (rule("tei:p["), 1, "is no XPath"),
        (rule("nothing()"), 1, "is no XPath"),
        (rule("no:name"), 1, "is no XPath"),
        (rule(""), 1, "it is empty"),
        (rule("$unknown"), 1, "there is no variable $unknown"),
        ("\n" + rule("true()", "tei:p]"), 2, "a ] too many"),
        (rule("(" * 5000 + "1" + ")" * 5000), 1, "nested too deep"),
        ("<pattern><rule/></pattern>", 1, "a rule has no context"),
        ('<pattern><rule context="tei:p"><assert/></rule></pattern>', 1, "has no test"),
        ('<pattern><rule context="tei:p"><extends rule="none"/></rule></pattern>', 1, "no abstract rule"),
        ('<pattern><rule id="a" abstract="true"><extends rule="a"/></rule><rule context="*"><extends rule="a"/></rule></pattern>', 1, "extends itself"),
        ('<pattern><rule context="tei:p"><assert test="1" diagnostics="d"/></rule></pattern>', 1, "no diagnostic"),
        ('<include href="../../README.md"/>', 1, "lies outside"),
        ('<include href="http://example.org/x.sch"/>', 1, "is not a file of this edition"),
        ('<include href="/etc/passwd"/>', 1, "is not a relative path"),
        ('<include href="missing.sch"/>', 1, "does not exist"),
        ('<let name="a"><b/></let>', 1, "without @value"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_once_with_its_place(tmp_path: Path, rules: str, line: int, reason: str) -> None:
    path = tmp_path / "rules.sch"
    path.write_bytes(schema(rules))
    (found,) = findings(path)
    assert (found.code, found.place.file, found.place.line) == ("RUL-002", str(path), line)
    assert reason in found.message


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (schema(rule("1"), "exslt9"), "queryBinding"),
        (b'<schema xmlns="http://www.ascc.net/xml/schematron"/>', "Schematron 1.5"),
        (b"<schema", "line 1"),
        (b'<pattern xmlns="http://purl.oclc.org/dsdl/schematron"/>', "begins with <schema>"),
        (schema("", "xslt2").replace(b"queryBinding", b'defaultPhase="p" queryBinding'), 'no phase "p"'),
        (schema(rule("tei:p eq 'a'"), "xslt"), 'queryBinding="xslt2"'),
    ],
)
def test_a_schema_that_is_none(tmp_path: Path, source: bytes, reason: str) -> None:
    path = tmp_path / "rules.sch"
    path.write_bytes(source)
    (found,) = findings(path)
    assert found.code == "RUL-002"
    assert reason in found.message or reason == "line 1"


def test_a_schema_that_draws_in_itself(tmp_path: Path) -> None:
    path = tmp_path / "rules.sch"
    path.write_bytes(schema('<include href="rules.sch"/>'))
    assert [d.code for d in findings(path)] == ["RUL-002"]


# --- what would take all time, all memory, or a file ------------------------------------------------------------------

CUBIC = "count(//*[count(//*[count(//*[count(//*) &gt; 0]) &gt; 0]) &gt; 0]) = 0"
ENDLESS = "count(for $a in 1 to 1000000000, $b in 1 to 1000000000 return 1) = 0"
GREEDY = "count(((1 to 100000000)[. = -1], for $a in 1 to 1000000000 return concat('0123456789', $a))) = 0"
BACKTRACKING = "matches(string-join(for $i in 1 to 50 return 'a', ''), '^(a+)+$b')"
LONG = "string-join(for $a in 1 to 100000 return 'long', '')"


@pytest.mark.parametrize("test", [CUBIC, ENDLESS, GREEDY, BACKTRACKING])
def test_a_hostile_rule_is_broken_off_and_the_others_applied(test: str) -> None:
    started = time.perf_counter()
    hostile, other = of(rule(test) + rule("tei:no", "tei:body"), document=loaded(MEMOIR), seconds=12)
    assert (hostile.code, hostile.severity, hostile.place.line) == ("RUL-004", Severity.ERROR, 1)
    assert (other.code, other.message) == ("RUL-001", "tei:no")
    assert time.perf_counter() - started < 12


def test_many_hostile_rules_end_in_time() -> None:
    started = time.perf_counter()
    found = of(rule(CUBIC) * 10, document=loaded(MEMOIR), seconds=3)
    assert {d.code for d in found} == {"RUL-004"}
    assert found[-1].message.startswith("the rules of the schema took longer than 3 seconds, in the rule for “tei:TEI”")
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize("context", [f"tei:TEI[{CUBIC}]", f"tei:p[{ENDLESS}]"])
def test_a_hostile_context(context: str) -> None:
    found = of(rule("true()", context) + rule("false()", "tei:body"), document=loaded(MEMOIR), seconds=8)
    assert [d.code for d in found] == ["RUL-004", "RUL-001"]


def test_a_hostile_variable_of_the_schema() -> None:
    found = of(f'<let name="a" value="{ENDLESS}"/>{rule("$a")}', seconds=2)
    assert [d.code for d in found] == ["RUL-004"]


def test_a_message_as_long_as_a_book_is_cut() -> None:
    (found,) = of(
        f'<pattern><rule context="tei:lg"><assert test="0">{{<value-of select="{LONG}"/>}}</assert></rule></pattern>'
    )
    assert len(found.message) < 1000 and found.message.endswith("…")


def test_findings_past_number_are_not_told() -> None:
    many = edition(f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{"<p/>" * 10_100}</TEI>')
    found = of(rule("false()", "tei:p"), document=many)
    assert len(found) == 10_001 and found[-1].code == "RUL-004"


READING = (
    "doc('{}')", "fn:doc('{}')", "doc-available('{}')", "document('{}')", "unparsed-text('{}')", "json-doc('{}')",
    "function-lookup(xs:QName('fn:doc'), 1)('{}')", "doc#1('{}')", "collection('{}')", "transform(map{{}})",
    "environment-variable('HOME')", "('{}') ! doc(.)", "for-each('{}', doc#1)", "'{}' => doc()",
)  # fmt: skip


def test_no_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text("<secret/>")
    tests = [test.format(secret.as_uri()) for test in READING]
    found = of("".join(f"\n{rule(f'not({test})')}" for test in tests) + rule("false()"), "xslt3")
    assert {d.place.line for d in found[:-1]} <= set(range(2, len(tests) + 2))
    assert {d.code for d in found[:-1]} == {"RUL-003"} and len(found) == 10
    assert [d.message for d in found if d.code == "RUL-001"] == ["false()"]


@pytest.mark.parametrize("test", ["doc (: x :) ('{}')", "Q{{http://www.w3.org/2005/xpath-functions}}doc('{}')"])
def test_no_file_is_read_by_another_spelling(tmp_path: Path, test: str) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text("<secret/>")
    found = of(rule(f"not({test.format(secret.as_uri())})"), "xslt3")
    assert {d.code for d in found} <= {"RUL-002", "RUL-003"} and found


def test_nothing_of_the_current_folder_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "elementpath.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    assert [d.code for d in of(rule("false()"))] == ["RUL-001"]


# --- what must always hold --------------------------------------------------------------------------------------------

NAMES = st.sampled_from(["tei:p", "tei:div", "tei:l", "tei:lg", "tei:*", "*", "tei:note", "tei:persName"])
PREDICATES = st.sampled_from(["", "[@n]", "[1]", "[tei:p]", "[last()]", "[not(@n)]", "[@n = '2']", "[count(*)]"])
STEPS = st.tuples(st.sampled_from(["/", "//"]), NAMES, PREDICATES).map("".join)
PATTERNS = st.tuples(st.sampled_from(["", "/", "//"]), NAMES, PREDICATES, st.lists(STEPS, max_size=2).map("".join))


@settings(max_examples=3, deadline=None)
@given(st.lists(PATTERNS.map("".join), min_size=20, max_size=40, unique=True))
def test_a_pattern_matches_what_its_path_finds(patterns: list[str]) -> None:
    rules = "".join(
        f'<pattern><rule context="{p}"><report test="true()">{n}</report></rule></pattern>'
        f'<pattern><rule context="/"><report test="true()">{n}: <value-of select="count({p if p[0] == "/" else "//" + p})"/></report></rule></pattern>'
        for n, p in enumerate(patterns)
    )
    messages = [d.message for d in of(rules)]
    for number, pattern in enumerate(patterns):
        assert f"{number}: {messages.count(str(number))}" in messages, pattern


@settings(max_examples=3, deadline=None)
@given(st.lists(st.tuples(NAMES, st.sampled_from(["true()", "1", "'a'", "not(tei:none)", "exists(.)"])), min_size=1))
def test_rules_that_hold_say_nothing(rules: list[tuple[str, str]]) -> None:
    assert of("".join(rule(test, context) for context, test in rules)) == []


@given(st.text(alphabet="tei:p/@n[]()'\"|*.1$ {}", max_size=30))
def test_no_context_is_too_odd_to_be_read(text: str) -> None:
    try:
        alternatives(text, {"tei": "urn:x"})
    except ValueError as reason:
        assert re.match(r"a ", str(reason))


def test_the_rules_of_the_tei_hold_in_the_memoir() -> None:
    tei = ROOT.parent / "shared" / "tei-p5"
    if not tei.is_dir():
        pytest.skip("the schemas of the TEI are not in ../shared/tei-p5")
    assert findings(tei / "tei_all.rng", MEMOIR) == []


def test_the_corpus_brings_findings_only(corpus: Path) -> None:
    all_of_tei = corpus.parent / "tei-p5" / "tei_all.rng"
    wrong = {}
    for name in ("manuscript/testms.xml", "edition/341.xml", "letter/L01477.xml", "drama/krylov-amerikantsy.xml"):
        found = findings(all_of_tei, corpus / name)
        assert {d.code for d in found} <= {"RUL-001"}
        wrong[name] = len(found)
    assert wrong == {
        "manuscript/testms.xml": 1, "edition/341.xml": 1, "letter/L01477.xml": 0, "drama/krylov-amerikantsy.xml": 0,
    }  # fmt: skip

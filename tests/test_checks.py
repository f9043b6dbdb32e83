"""The checks: what each says of the smallest edition that shows the fault, and that every code has its page."""

import re
import time
from pathlib import Path

import pytest

from teipress import checks
from teipress.checks import check, check_file, codes, page
from teipress.diagnostics import Diagnostic, Exit, Severity, Trouble
from teipress.header import metadata
from teipress.settings import Settings
from tests.editions import MEMOIR, NAMESPACE, ROOT, copy_of_memoir, document, edition


def said(source: str, code: str = "") -> list[str]:
    """What the checks say of a document, a finding a line, without its file."""
    found = check(edition(source), Settings())
    return [str(d).split("snippet.xml", 1)[1] for d in found if d.code.startswith(code) and d.code != "SCH-002"]


# --- pages ------------------------------------------------------------------------------------------------------------


EPUBCHECK = {"ACC", "CSS", "HTM", "MED", "NAV", "NCX", "OPF", "PKG", "RSC"}  # families of codes that are not ours


def used() -> set[str]:
    sources = (p.read_text("utf-8") for folder in ("teipress", "exporters") for p in (ROOT / folder).rglob("*.py"))
    found = {code for source in sources for code in re.findall(r'"([A-Z]{3}-\d{3})"', source)}
    return {code for code in found if code[:3] not in EPUBCHECK}


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert sorted(used()) == codes()


def test_every_page_belongs_to_a_code_that_is_reported() -> None:
    sources = {p: p.read_text("utf-8") for folder in ("teipress", "exporters") for p in (ROOT / folder).rglob("*.py")}
    lists = {ROOT / "teipress" / "checks" / "__init__.py", ROOT / "teipress" / "checks" / "pages.py"}
    reporting = "".join(source for path, source in sources.items() if path not in lists)
    assert [code for code in codes() if f'"{code}"' not in reporting] == []


@pytest.mark.parametrize("code", codes())
def test_page_says_what_and_what_to_do(code: str) -> None:
    text = page(code) or ""
    first, _, rest = text.strip().partition("\n")
    assert first.endswith(".")
    assert "Remedy:" in text
    assert not rest or rest.startswith("\n") or ";" in first or rest.strip()


def test_there_is_no_page_for_what_there_is_not() -> None:
    assert page("XYZ-001") is None


# --- references -------------------------------------------------------------------------------------------------------


def test_dangling_pointer_is_told_with_the_nearest_id() -> None:
    assert said(document('<p xml:id="trotsky"/>\n<ref target="#trotski"/>'), "REF") == [
        ':2:14  error REF-001  @target="#trotski" points to nothing in this edition\n    hint: did you mean #trotsky?'
    ]


def test_each_of_several_pointers_is_looked_at() -> None:
    found = said(document('<p xml:id="a"/><name ref="#a #b\n#c"/>'), "REF")
    assert [re.findall("#[a-c]", line.partition("\n")[0]) for line in found] == [["#b"], ["#c"]]


TARGETS = {
    "#here": None,
    "#h%65re": None,
    "http://example.org/": None,
    "https://[": None,
    "mailto:a@example.org": None,
    "doi:10.1000/1": None,
    "C:/x": None,
    "#": Severity.ERROR,
    "#xpath(//p)": None,
    "javascript:alert(1)": Severity.ERROR,
    "JavaScript:alert(1)": Severity.ERROR,
    "data:text/html,x": Severity.ERROR,
    "file:///etc/passwd": Severity.ERROR,
    "vbscript:x": Severity.ERROR,
    "no.xml": Severity.WARNING,
    "no.xml#here": Severity.WARNING,
    "../": Severity.WARNING,
    "..%2fx": Severity.WARNING,
    "//h/": Severity.WARNING,
    "//[": Severity.WARNING,
    "/etc/passwd": Severity.WARNING,
    "a\\b": Severity.WARNING,
    "%00": Severity.WARNING,
    "?x": Severity.WARNING,
    "x" * 5000: Severity.WARNING,
    "é" * 300: Severity.WARNING,
}


@pytest.mark.parametrize(("target", "severity"), TARGETS.items(), ids=lambda value: str(value)[:30])
def test_target(target: str, severity: Severity | None) -> None:
    found = check(edition(document(f'<p xml:id="here"/><ref target="{target}"/>')), Settings())
    assert [d.severity for d in found if d.code == "REF-001"] == ([severity] if severity else [])


def test_attributes_that_are_no_pointers_are_left_alone() -> None:
    assert said(document('<p n="#x" rend="#y" from="#z"/>'), "REF") == []


def test_every_duplicate_id_is_told_with_the_line_of_the_first() -> None:
    found = said(document('<p xml:id="a"/>\n<p xml:id="a"/>\n<p xml:id="b"/><p xml:id="a"/>'), "REF")
    remedy = "\n    hint: give one of the two an id of its own"
    message = 'error REF-002  xml:id="a" is taken: it stands already in snippet.xml, line 1'
    assert found == [f":2:11  {message}{remedy}", f":3:26  {message}{remedy}"]


@pytest.mark.parametrize("name", ["12", "a b", "-a", "a:b", "#a"])
def test_id_that_is_no_name_is_told(name: str) -> None:
    assert [line.split("  ")[1] for line in said(document(f'<p xml:id="{name}"/>'), "REF")] == ["error REF-003"]


@pytest.mark.parametrize("name", ["a", "_a", "étude", "книга", "p12", "a.b-c_d"])
def test_id_in_any_script_is_a_name(name: str) -> None:
    assert said(document(f'<p xml:id="{name}"/><ref target="#{name}"/>'), "REF") == []


def test_ten_thousand_faults_are_told_in_time() -> None:
    pointers = "\n".join(f'<ref target="#nobody{i}"/>' for i in range(10_000))
    duplicates = '<p xml:id="p"/>\n' * 10_000 + "".join(f'<p xml:id="q{i}"/>' for i in range(3000))
    broken = edition(document(pointers + duplicates))
    started = time.perf_counter()
    assert sum(d.code.startswith("REF") for d in check(broken, Settings())) == 19_999
    assert time.perf_counter() - started < 10


# --- header -----------------------------------------------------------------------------------------------------------


def test_header_that_is_missing_is_told() -> None:
    assert said(f"<TEI {NAMESPACE}><text/></TEI>") == [
        ":1  warning HDR-001  there is no teiHeader\n    hint: add one, with at least a title"
    ]


@pytest.mark.parametrize("title", ["", "<title/>", "<title> \n </title>"])
def test_title_that_is_missing_is_told(title: str) -> None:
    source = f"<TEI {NAMESPACE}><teiHeader><fileDesc><titleStmt>{title}</titleStmt></fileDesc></teiHeader></TEI>"
    told = said(source, "HDR-001")
    assert [line.split("  ")[2].split("\n")[0] for line in told] == ["the header gives no title"]
    assert metadata(edition(source)).title in ("snippet", "")


# --- schema -----------------------------------------------------------------------------------------------------------


def test_document_without_a_schema_is_told_so_in_a_note() -> None:
    found = [d for d in check(edition(document("<p/>")), Settings()) if d.code == "SCH-002"]
    assert [(d.severity, d.hint) for d in found] == [
        (Severity.NOTE, "name one with --schema FILE, or schema in the settings")
    ]


def copied(folder: Path, source: str) -> Path:
    """A copy of the memoir that says *source*, with the registers beside it."""
    path = copy_of_memoir(folder)
    path.write_text(source, "utf-8")
    return path


def test_memoir_and_a_copy_elsewhere_have_nothing_against_them(tmp_path: Path) -> None:
    assert list(check_file(copied(tmp_path, MEMOIR.read_text("utf-8")), Settings())) == []


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("x.rng", "<grammar", "cannot be read"),
        ("x.rng", "<p/>", "is no RELAX NG schema"),
        (
            "x.rng",
            '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><include href="/etc/x"/></grammar>',
            "draws in",
        ),
        ("x.xsd", "<p/>", "is no XML Schema"),
        ("x.xsd", "not XML", "cannot be read"),
        ("x.dtd", "", "is no schema teipress knows; give a .rng, .xsd or .sch file"),
    ],
)
def test_schema_that_cannot_be_used_is_trouble(tmp_path: Path, name: str, content: str, words: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(Trouble, match=words) as trouble:
        list(check(edition(document("<p/>")), Settings(), tmp_path / name))
    assert trouble.value.code is Exit.USAGE


def against(kind: str, change: tuple[str, str], tmp_path: Path) -> list[Diagnostic]:
    """What the memoir's schema says of a copy of the memoir with one change."""
    source = MEMOIR.read_text("utf-8")
    assert change[0] in source
    path = copied(tmp_path, source.replace(*change, 1))
    return list(check_file(path, Settings(), ROOT / "schemas" / f"memoir.{kind}"))


NOVEL = '<title level="m" ref="#cement">Cement</title>'
HEAD = "<head><lb/>THE HEADLESS REVOLUTION</head>"
# A change of the memoir, and what each kind of schema says of it: on the line of which words, message, hint.
Slip = tuple[tuple[str, str], tuple[str, str, str], tuple[str, str, str]]
SLIPS: dict[str, Slip] = {
    "unknown element": (
        (NOVEL, '<booktitle level="m" ref="#cement">Cement</booktitle>'),
        ("<booktitle", "<booktitle> (found in <p>) is no element of this schema", "did you mean <title>?"),
        ("<booktitle", "<booktitle> (found in <p>) is no element of this schema", "did you mean <title>?"),
    ),
    "element in the wrong place": (
        ("<lb/>The entire first", "<lb/><div><p>x</p></div>The entire first"),
        ("<div><p>x", "<div> may not stand in <p>", "<div> may stand in <body>, two levels up, after </div>"),
        ("<div><p>x", "<div> may not stand here in <p>", "see what the schema lets <p> hold"),
    ),
    "element too late": (
        (HEAD, f"<p>x</p>{HEAD}"),
        (
            "<p>x</p><head>",
            "<head> may stand in <div>, but not here, after <p>",
            "move it up in <div>, before <p> in line 195",
        ),
        ("<p>x</p><head>", "<head> may not stand here in <div>", "see what the schema lets <div> hold"),
    ),
    "missing child": (
        ("<head><lb/>A Note About The Author</head>", ""),
        ('<div type="preface"', "<div> lacks <head>, which it must hold", "add <head> before <p>"),
        ('<p><lb/><persName ref="#serge">Victor Serge', "<p> may not stand here in <div>", "here may stand <head>"),
    ),
    "unknown attribute": (
        (NOVEL, '<title level="m" ref="#cement" colour="red">Cement</title>'),
        ("colour=", "<title> has no attribute @colour in this schema", "<title> takes @xml:lang, @level, @ref"),
        ("colour=", "<title> has no attribute @colour in this schema", "take it out"),
    ),
    "bad date": (
        ('<date when="1937">', '<date when="March 1937">'),
        ('"March 1937"', '@when="March 1937" is no date', "write 1937-03"),
        ('"March 1937"', '@when="March 1937" is no date', "write 1937-03"),
    ),
    "stray words": (
        ('xml:id="the-headless-revolution">', 'xml:id="the-headless-revolution">stray words'),
        (
            "stray words",
            "<div> may hold elements only, and here is text: “stray words”",
            "put it inside <p>, or one of <pb>, <head>",
        ),
        ("stray words", "<div> may hold elements only, and here is text", "put it inside an element"),
    ),
    "no namespace": (
        (f" {NAMESPACE}", ""),
        ("<TEI", "<TEI> does not stand in the TEI's namespace, so nothing in it is TEI", f"write <TEI {NAMESPACE}>"),
        ("<TEI", "<TEI> is no element of this schema", f"begin the document with <TEI {NAMESPACE}>"),
    ),
}


@pytest.mark.parametrize("kind", ["rng", "xsd"])
@pytest.mark.parametrize("slip", SLIPS)
def test_schema_says_one_thing_of_one_slip(slip: str, kind: str, tmp_path: Path) -> None:
    change, by_rng, by_xsd = SLIPS[slip]
    found = against(kind, change, tmp_path)
    words, message, hint = by_rng if kind == "rng" else by_xsd
    changed = (tmp_path / "copy.xml").read_text("utf-8")
    line = changed.count("\n", 0, changed.index(words)) + 1
    assert [(d.place.line, d.message, d.hint) for d in found] == [(line, message, hint)]


def test_misspelt_attribute_and_element_are_not_told_twice(tmp_path: Path) -> None:
    found = against("rng", (NOVEL, '<title lvel="m" ref="#cement">Cement</title>'), tmp_path)
    assert [(d.message, d.hint) for d in found] == [
        ("<title> has no attribute @lvel in this schema", "did you mean @level?")
    ]
    name = "<persName><forename>Victor</forename> <surname>Serge</surname></persName>"
    found = against("rng", (name, name.replace("persName", "persname")), tmp_path)
    assert [(d.message, d.hint) for d in found] == [
        ("<persname> (found in <author>) is no element of this schema", "did you mean <persName>?")
    ]


def test_dangling_pointer_is_told_once(tmp_path: Path) -> None:
    found = against("rng", ('who="#ed"', 'who="#edd"'), tmp_path)
    assert [(d.code, d.hint) for d in found] == [("REF-001", "did you mean #ed?")], found


def test_both_titles_gone_is_a_title_missing(tmp_path: Path) -> None:
    source = MEMOIR.read_text("utf-8")
    titles = source[source.index("<title type") : source.index('<author ref="#serge">')]
    found = against("rng", (titles, ""), tmp_path)
    assert {(d.code, d.message) for d in found} == {
        ("HDR-001", "the header gives no title"),
        ("SCH-004", "<titleStmt> lacks <title>, which it must hold"),
    }


def test_rules_are_those_that_have_pages() -> None:
    assert set(checks.rules()) <= set(codes())

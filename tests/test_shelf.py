"""Schemas by name, and which of several a document is checked against."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from teipress import shelf
from teipress.checks import check_file
from teipress.checks.schema import chosen
from teipress.cli import main
from teipress.diagnostics import Diagnostic, Severity, Trouble
from teipress.edition import load
from teipress.settings import Settings, find
from tests.editions import ROOT, document

RNG = 'xmlns="http://relaxng.org/ns/structure/1.0"'
ANY = "<element><anyName/><zeroOrMore><choice><attribute><anyName/></attribute><text/><ref name='any'/></choice></zeroOrMore></element>"
GRAMMAR = f"<grammar {RNG}><start><ref name='any'/></start><define name='any'>{ANY}</define></grammar>"
NONE = f'<grammar {RNG}><start><element name="nothing"><empty/></element></start></grammar>'
SPLIT = f'<grammar {RNG}><include href="parts/any.rng"/><start><ref name="any"/></start></grammar>'
PART = f"<grammar {RNG}><define name='any'>{ANY}</define></grammar>"
RULES = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" defaultPhase="draft">
<ns prefix="tei" uri="http://www.tei-c.org/ns/1.0"/>
<phase id="draft"><active pattern="one"/></phase><phase id="final"><active pattern="two"/></phase>
<pattern id="one"><rule context="tei:p"><assert test="false()">one</assert></rule></pattern>
<pattern id="two"><rule context="tei:p"><assert test="false()">two</assert></rule></pattern></schema>"""
EMBEDDED = GRAMMAR.replace("<start>", RULES.partition(">")[2].replace("</schema>", "") + "<start>").replace(
    RNG, f'{RNG} xmlns:s="http://purl.oclc.org/dsdl/schematron"'
)
EMBEDDED = re.sub(r"<(/?)(ns|phase|active|pattern|rule|assert)\b", r"<\1s:\2", EMBEDDED)
SCHEMATRON = 'schematypens="http://purl.oclc.org/dsdl/schematron"'


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data" / "teipress" / "schemas"


def written(folder: Path, **files: str) -> Path:
    """A folder with files: `a_rng` is `a.rng`, `parts__any_rng` is `parts/any.rng`."""
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def run(*arguments: str | Path) -> tuple[str, str, int]:
    result = CliRunner().invoke(main, ["schema", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.stdout, result.stderr, result.exit_code


def modelled(folder: Path, *models: str) -> list[Diagnostic]:
    """What schemas say of a document with these xml-model instructions."""
    path = folder / "letter.xml"
    path.write_text("\n".join([*(f"<?xml-model {model}?>" for model in models), document("<p>x</p>")]), "utf-8")
    return [d for d in check_file(path, find(folder)) if d.code[:3] in ("SCH", "RUL")]


def words(found: list[Diagnostic]) -> list[str]:
    return [d.message for d in found]


# --- the shelf --------------------------------------------------------------------------------------------------------


def test_schema_is_kept_with_what_it_includes_and_found_by_its_name(tmp_path: Path, home: Path) -> None:
    given = written(tmp_path / "given", all_rng=SPLIT, parts__any_rng=PART, other_rng=NONE)
    out, err, code = run("add", given / "all.rng", "--name", "mine")
    assert (out, err, code) == (f"mine  {home}/mine/mine.rng\n", "", 0)
    assert sorted(p.relative_to(home).as_posix() for p in home.rglob("*.*")) == ["mine/mine.rng", "mine/parts/any.rng"]
    for path in given.rglob("*.rng"):
        path.unlink()
    assert shelf.find("mine") == shelf.find("mine.rng") == home / "mine" / "mine.rng"
    path = written(tmp_path, letter_xml=document("<p>x</p>")) / "letter.xml"
    assert not [d for d in check_file(path, Settings(), Path("mine")) if d.code.startswith("SCH")]
    assert run("list")[0].splitlines()[-1].startswith("mine    ")
    assert run("remove", "mine") == ("", "", 0)
    assert list(home.iterdir()) == [] and shelf.find("mine") is None


def test_one_of_that_name_is_replaced_whole(tmp_path: Path, home: Path) -> None:
    given = written(tmp_path / "given", all_rng=SPLIT, parts__any_rng=PART, other_sch=RULES)
    shelf.add(given / "all.rng")
    shelf.add(given / "other.sch", "all")
    assert [p.name for p in (home / "all").iterdir()] == ["all.sch"]
    assert [p.name for p in home.iterdir()] == ["all"]


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("x.rng", "<grammar", "cannot be read"),
        ("x.rng", "<p/>", "is no schema of its kind"),
        ("x.rng", f'<grammar {RNG}><start><ref name="a"/></start></grammar>', "cannot be used"),
        ("x.rng", SPLIT, "any.rng does not exist"),
        ("x.rng", SPLIT.replace("parts", ".."), "is not kept: it lies outside"),
        ("x.rng", SPLIT.replace("parts", "http://example.org"), "is not kept: it is not a file of this edition"),
        ("x.rnc", "start = empty", "give a .rng, .xsd or .sch file"),
        ("memoir.rng", GRAMMAR, "ships with teipress"),
        ("é.rng", GRAMMAR, "give --name"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_leaves_the_shelf_as_it_was(
    tmp_path: Path, home: Path, file: str, content: str, message: str
) -> None:
    (tmp_path / file).write_text(content, "utf-8")
    out, err, code = run("add", tmp_path / file)
    assert out == "" and message in err and err.count("\n") == 1 and code in (2, 3, 4)
    assert not home.exists()


def test_disk_that_fails_leaves_the_old_one(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = written(tmp_path / "given", all_rng=SPLIT, parts__any_rng=PART)
    shelf.add(given / "all.rng")

    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Trouble, match="cannot be written"):
        shelf.add(given / "all.rng")
    assert (home / "all" / "parts" / "any.rng").is_file() and [p.name for p in home.iterdir()] == ["all"]


def test_unknown_name_is_told_with_the_nearest(tmp_path: Path) -> None:
    shelf.add(written(tmp_path, all_rng=GRAMMAR) / "all.rng", "tei_all")
    assert run("remove", "tei_al") == ("", "teipress: there is no schema tei_al; did you mean tei_all?\n", 2)
    assert run("remove", "memoir") == ("", "teipress: memoir ships with teipress, and stays\n", 2)
    path = written(tmp_path, letter_xml=document("<p>x</p>")) / "letter.xml"
    with pytest.raises(Trouble, match=r"there is no schema tei_al; did you mean tei_all\?"):
        list(check_file(path, Settings(), Path("tei_al")))


@pytest.mark.parametrize(
    ("system", "folder"),
    [("linux", ".local/share"), ("darwin", "Library/Application Support"), ("win32", "AppData/Local")],
)
def test_data_lie_where_each_system_has_them(
    system: str, folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", system)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", "relative/counts/for/nothing")
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    kept = shelf.add(written(tmp_path, all_rng=GRAMMAR) / "all.rng")
    assert kept.path == tmp_path / folder / "teipress" / "schemas" / "all" / "all.rng"


# --- which schema -----------------------------------------------------------------------------------------------------


def test_all_that_a_document_names_are_asked_each_once(tmp_path: Path) -> None:
    written(tmp_path, none_rng=NONE, any_rng=GRAMMAR, rules_sch=RULES, both_rng=EMBEDDED)
    assert {d.code[:3] for d in modelled(tmp_path, 'href="none.rng"')} == {"SCH"}
    assert modelled(tmp_path, 'href="any.rng"') == []
    assert words(modelled(tmp_path, 'href="any.rng"', f'href="rules.sch" {SCHEMATRON}')) == ["one"]
    assert words(modelled(tmp_path, 'href="rules.sch"', f'href="rules.sch" {SCHEMATRON}')) == ["one"]
    # One file named twice, as the TEI's own customizations are: for its grammar and for its rules.
    twice = ('href="both.rng"', f'href="both.rng" {SCHEMATRON}')
    assert sorted(words(modelled(tmp_path, *twice))) == ["one", "two"]
    # Only the rules of one, and the grammar of the other.
    assert words(modelled(tmp_path, 'href="any.rng"', f'href="both.rng" {SCHEMATRON} phase="final"')) == ["two"]
    assert words(modelled(tmp_path, f'href="both.rng" {SCHEMATRON}', 'href="both.rng"')) == ["one", "two"]


def test_grammar_of_the_settings_stands_beside_the_rules_of_the_document(tmp_path: Path) -> None:
    written(tmp_path, none_rng=NONE, rules_sch=RULES, teipress_toml='schema = "none.rng"')
    codes = {d.code[:3] for d in modelled(tmp_path, 'href="rules.sch"')}
    assert codes == {"SCH", "RUL"}


def test_schema_of_the_settings_may_be_a_name(tmp_path: Path) -> None:
    shelf.add(written(tmp_path / "given", all_rng=NONE) / "all.rng")
    written(tmp_path, teipress_toml='schema = "all"')
    assert modelled(tmp_path) != []


@pytest.mark.parametrize(
    ("asked", "setting", "model", "told"),
    [
        ("", "", "", ["one"]),
        ("", "", "final", ["two"]),
        ("", "final", "draft", ["two"]),
        ("#ALL", "final", "", ["one", "two"]),
        ("#DEFAULT", "final", "", ["one"]),
        ("finl", "", "", ['the Schematron cannot be used: there is no phase "finl"; did you mean final?']),
    ],
)
def test_phase(tmp_path: Path, asked: str, setting: str, model: str, told: list[str]) -> None:
    written(tmp_path, rules_sch=RULES, teipress_toml=f'phase = "{setting}"' if setting else "")
    modelled(tmp_path, f'href="rules.sch" {SCHEMATRON} ' + (f'phase="{model}"' if model else ""))
    arguments = ["validate", str(tmp_path / "letter.xml"), *(["--phase", asked] if asked else [])]
    result = CliRunner().invoke(main, arguments)
    assert re.findall(r"RUL-00\d  (.+)", result.stderr) == told


def test_address_is_never_fetched_but_its_file_may_have_been_given(tmp_path: Path) -> None:
    address = "https://www.tei-c.org/release/xml/tei/custom/schema/relaxng/tei_none.rng"
    (told,) = modelled(tmp_path, f'href="{address}" type="application/xml"', f'href="{address}" {SCHEMATRON}')
    assert (told.code, told.severity, told.place.line) == ("SCH-002", Severity.NOTE, 1)
    assert told.message.startswith(f"the schema {address} is not fetched: teipress reaches no network; only well-")
    assert told.hint == "download it, and give it once: teipress schema add tei_none.rng"
    shelf.add(written(tmp_path / "given", tei_none_rng=NONE, x_rng=NONE).joinpath("x.rng"), "tei_none")
    assert [d.code for d in modelled(tmp_path, f'href="{address}"')] != ["SCH-002"]


@pytest.mark.parametrize(
    ("href", "message", "severity"),
    [
        ("no.rng", "no.rng does not exist", Severity.WARNING),
        ("../no.rng", "the schema ../no.rng was not read: it lies outside", Severity.WARNING),
        ("/etc/x.rng", "was not read: it is not a relative path", Severity.WARNING),
        ("letter.rnc", "it is neither RELAX NG in XML", Severity.NOTE),
        ("http://[", "cannot be used", Severity.NOTE),
        ("", "cannot be used", Severity.NOTE),
    ],
)
def test_what_cannot_be_had_is_told(tmp_path: Path, href: str, message: str, severity: Severity) -> None:
    (told,) = modelled(tmp_path, f'href="{href}"')
    assert message in told.message and told.hint and (told.code, told.severity) == ("SCH-002", severity)


def test_what_ships_is_found_from_anywhere_in_each_language(tmp_path: Path) -> None:
    modelled(tmp_path, 'href="../schemas/memoir.xsd"')
    edition = load(tmp_path / "letter.xml", Settings()).edition
    assert edition is not None
    assert chosen(edition, Settings(), None) == (
        str(ROOT / "schemas" / "memoir.xsd"), (ROOT / "schemas" / "memoir.xsd").read_bytes(),
    )  # fmt: skip

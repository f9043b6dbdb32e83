"""Mending: what --fix changes is exactly what the rules speak of; every other byte stays, and every word."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from teipress import fix, xml
from teipress.checks import editorial
from teipress.cli import main
from teipress.edition import Edition, load
from teipress.fix import mend, mended
from teipress.settings import Settings, find
from tests.conftest import CORPUS
from tests.editions import MEMOIR, NAMESPACE, document, edition

MENDED = ("REF-004", "TXT-015", "TXT-037", "TXT-038", "TXT-051")
HOME = '<person xml:id="lenin"/>'


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def after(source: str) -> str:
    """A document as it is after mending."""
    found = list(mended(edition(source), Settings()))
    return found[0].after.decode() if found else source


def left(found: Edition) -> list[str]:
    """What could be mended and was not."""
    return [str(d) for d in editorial.findings(found) if d.code in MENDED]


# What stands in a body, and what stands there afterwards.
BODIES = {
    "two spaces": ("<p>the  old man</p>", "<p>the old man</p>"),
    "many spaces, twice": ("<p>the    old   man</p>", "<p>the old man</p>"),
    "a space in a tag": ("<p>the <hi> old</hi> man</p>", "<p>the <hi>old</hi> man</p>"),
    "a space at a tag's end": ("<p>the <hi>old </hi> man</p>", "<p>the <hi>old</hi> man</p>"),
    "a space in the inner of two": ("<p>the <q><hi> old</hi></q> man</p>", "<p>the <q><hi>old</hi></q> man</p>"),
    "behind a reference": ("<p>Tom &amp; the  old&#x20;man</p>", "<p>Tom &amp; the old&#x20;man</p>"),
    "in a tail": ("<p><hi>the</hi> old  man</p>", "<p><hi>the</hi> old man</p>"),
    "in a note": ("<p>a<note>the  old</note> b</p>", "<p>a<note>the old</note> b</p>"),
    "windows": ("<p>one\r\ntwo  three</p>\r\n<p>four  five</p>", "<p>one\r\ntwo three</p>\r\n<p>four five</p>"),
    "a blank in @n": ("<pb n='12 '/><p>x</p>", "<pb n='12'/><p>x</p>"),
    "a blank in xml:id": ('<p xml:id=" a">x</p>', '<p xml:id="a">x</p>'),
    "over two lines": ('<p\n  type="\n verse "\n>x</p>', '<p\n  type="verse"\n>x</p>'),
    "an underscore": ('<p xml:lang=" en_GB">x</p>', '<p xml:lang="en-GB">x</p>'),
    "no sign": (f'<p ref="lenin #lenin">x</p>{HOME}', f'<p ref="#lenin #lenin">x</p>{HOME}'),
    "an attribute of that name in another's value": (
        f"""<p rend='ref="lenin"' ref="lenin">x</p>{HOME}""", f"""<p rend='ref="lenin"' ref="#lenin">x</p>{HOME}""",
    ),
}  # fmt: skip
# What is left alone.
ALONE = {
    "kept space": '<p xml:space="preserve">the  old man</p>',
    "code": "<eg>a  =  b</eg>",
    "indented": "<p>the\n    old  \n man</p>",
    "a space within, none without": "<p>the<hi> old </hi>man</p>",
    "in a CDATA section": "<p><![CDATA[the  old]]> man</p>",
    "behind a comment": "<p>the<!-- --> very  old man</p>",
    "a space as a reference": "<p>the &#x20;old man</p>",
    "a blank that may be meant": '<p rend=" italic">x</p>',
    "a blank as a reference": '<pb n="12&#x20;"/><p>x</p>',
    "no id of that name": '<p ref="trotsky">x</p>',
}


@pytest.mark.parametrize("what", BODIES)
def test_what_is_mended(what: str) -> None:
    before, wanted = BODIES[what]
    source = document(before)
    assert after(source) == source.replace(before, wanted)
    assert left(edition(after(source))) == []


@pytest.mark.parametrize("what", ALONE)
def test_what_is_left_alone(what: str) -> None:
    assert after(document(ALONE[what])) == document(ALONE[what])


def test_utf_16_stays_utf_16(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    source = f'<?xml version="1.0" encoding="UTF-16"?>{document("<p>the  œuvre</p>")}'
    path.write_bytes(source.encode("utf-16"))
    assert list(mend(path, Settings(), None, write=True)) == [f"{path}: 1 mended"]
    assert path.read_bytes() == source.replace("  ", " ").encode("utf-16")


def test_included_file_is_mended_in_its_place(tmp_path: Path) -> None:
    include = '<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="part.xml"/>'
    (tmp_path / "x.xml").write_text(document(f"<p>a  b</p>{include}<p>c  d</p>"), "utf-8")
    (tmp_path / "part.xml").write_text(f'<div {NAMESPACE}><pb n="1 "/><p>e  f</p></div>', "utf-8")
    told = list(mend(tmp_path / "x.xml", Settings(), None, write=True))
    assert sorted(told) == [f"{tmp_path / 'part.xml'}: 2 mended", f"{tmp_path / 'x.xml'}: 2 mended"]
    assert (tmp_path / "x.xml").read_text("utf-8") == document(f"<p>a b</p>{include}<p>c d</p>")
    assert (tmp_path / "part.xml").read_text("utf-8") == f'<div {NAMESPACE}><pb n="1"/><p>e f</p></div>'


def test_what_is_off_or_suppressed_stays(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_text(document('<pb n="1 "/><p xml:id="a">one  two</p><p>three  four</p>'), "utf-8")
    (tmp_path / "teipress.toml").write_text(
        '[rules]\n"TXT-051" = "off"\n[[suppress]]\ncode = "TXT-038"\nfile = "x.xml"\nid = "a"\nreason = "As printed."\n',
        "utf-8",
    )
    list(mend(path, find(path), None, write=True))
    assert path.read_text("utf-8") == document('<pb n="1 "/><p xml:id="a">one  two</p><p>three four</p>')


def test_diff_shows_and_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_text(document("\n<p>the  old man</p>\n"), "utf-8")
    before = path.read_bytes()
    result = run("validate", "--diff", path)
    assert result.stdout.splitlines() == [
        f"--- {path}", f"+++ {path} (mended)", "@@ -1,3 +1,3 @@",
        f" {document(chr(10)).splitlines()[0]}", "-<p>the  old man</p>", "+<p>the old man</p>", " </body></text></TEI>",
    ]  # fmt: skip
    assert (result.stderr, result.exit_code, path.read_bytes()) == ("", 0, before)
    assert [p.name for p in tmp_path.iterdir()] == ["x.xml"]


def test_fix_mends_and_then_checks(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_text(document('<p>the  old man</p><ref target="#no">x</ref>'), "utf-8")
    result = run("validate", "--fix", path)
    assert f"{path}: 1 mended" in result.stderr
    assert "TXT-038" not in result.stderr
    assert "REF-001" in result.stderr
    assert path.read_text("utf-8") == document('<p>the old man</p><ref target="#no">x</ref>')
    assert run("validate", "--diff", path).stdout == ""


def test_nothing_is_written_where_a_word_would_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.xml"
    path.write_text(document("<p>the  old man</p>"), "utf-8")
    before = path.read_bytes()
    monkeypatch.setattr(fix, "_edit", lambda *_: (len(document("")) - 20, len(document("")) - 10, ""))
    result = run("validate", "--fix", path)
    assert result.stderr == f"teipress: mending would have changed the words of {path}; nothing was written\n"
    assert (result.exit_code, path.read_bytes()) == (3, before)


def test_memoir_needs_no_mending() -> None:
    assert list(mend(MEMOIR, find(MEMOIR), None, write=False)) == []


@given(
    st.lists(
        st.sampled_from(["a", "b", " ", "  ", "\n", "<hi>", "</hi>", "<lb/>", "<!-- -->", "&amp;", "é"]), max_size=25
    )
)
def test_words_stay_and_nothing_is_left(parts: list[str]) -> None:
    depth, body = 0, ""
    for part in parts:
        depth += {"<hi>": 1, "</hi>": -1}.get(part, 0)
        if depth < 0:
            depth = 0
        else:
            body += part
    source = document(f"<p>{body}{'</hi>' * depth}</p>")
    made = after(source)
    old, new = (xml.parse(text.encode(), "").root for text in (source, made))
    assert old is not None
    assert new is not None
    assert "".join(old.itertext()).split() == "".join(new.itertext()).split()
    assert [e.tag for e in old.iter()] == [e.tag for e in new.iter()]
    assert made.replace(" ", "") == source.replace(" ", "")
    if "<!--" not in body:
        assert left(edition(made)) == []


@pytest.mark.skipif(not CORPUS.is_dir(), reason="there is no corpus in ../shared/corpus")
def test_corpus_keeps_its_words_and_the_rules_fall_silent(tmp_path: Path) -> None:
    for name in ("letter/L01477.xml", "cjk/meros.xml", "edition/LIT3122Galaw.xml", "early-print/testP5ExTcp1.xml"):
        path = tmp_path / Path(name).name
        path.write_bytes((CORPUS / name).read_bytes())
        before = load(path, Settings()).edition
        assert list(mend(path, Settings(), None, write=True)) != []
        now = load(path, Settings()).edition
        assert before is not None
        assert now is not None
        assert "".join(before.tree.itertext()).split() == "".join(now.tree.itertext()).split()
        assert list(mended(now, Settings())) == []
        assert [told for told in left(now) if "TXT-015" not in told] == []

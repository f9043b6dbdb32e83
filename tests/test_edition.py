"""The Edition: files drawn in from inside the root and nowhere else, and places that name the right file and line."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from teipress import files, xml
from teipress.checks import check_file
from teipress.diagnostics import Diagnostic, Exit, Trouble
from teipress.edition import Edition, Loaded, documents, load
from teipress.settings import Settings

NAMESPACES = f'xmlns="{xml.TEI}" xmlns:xi="{xml.XI}"'
Write = Callable[..., Path]


def tei(body: str) -> str:
    return f"<TEI {NAMESPACES}>{body}</TEI>"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write files below `edition/`, each given as name=content with `_` for `.` and `/` as in a mapping."""
    root = tmp_path / "edition"
    (tmp_path / "secret.xml").write_text("<secret>S3CRET</secret>", "utf-8")

    def make(contents: dict[str, str | bytes]) -> Path:
        for name, content in contents.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return root / "main.xml"

    return make


def text_of(loaded: Loaded) -> str:
    assert loaded.edition is not None
    return "".join(loaded.edition.tree.itertext(xml.tei("*"), "p"))


def found_in(loaded: Loaded) -> list[tuple[str, int, str, bool]]:
    return [(Path(d.place.file).name, d.place.line, d.code, d.refused) for d in loaded.diagnostics]


INCLUDE = '<p>before <xi:include href="{}"/> after</p>'

REFUSED = {
    "above the root": ("../secret.xml", "lies outside"),
    "above, by way of a folder": ("sub/../../secret.xml", "lies outside"),
    "above, in escapes": ("%2e%2e/secret.xml", "lies outside"),
    "absolute": ("/etc/passwd", "is not a relative path"),
    "file address": ("file:///etc/passwd", "is not a file of this edition"),
    "network address": ("http://127.0.0.1:9/x.xml", "is not a file of this edition"),
    "host alone": ("//127.0.0.1/x.xml", "is not a file of this edition"),
    "no address": ("//[", "is no address"),
    "a link that leaves": ("leaves.xml", "lies outside"),
    "nothing": ("", "names no file"),
    "itself": ("main.xml", "includes itself"),
    "itself, roundabout": ("sub/../main.xml", "includes itself"),
}


@pytest.mark.parametrize(("href", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_include_from_outside_is_refused_with_file_line_and_remedy(write: Write, href: str, reason: str) -> None:
    path = write({"main.xml": tei("\n\n" + INCLUDE.format(href))})
    (path.parent / "leaves.xml").symlink_to(path.parent.parent / "secret.xml")
    loaded = load(path, Settings())
    assert found_in(loaded) == [("main.xml", 3, "XML-008", True)]
    assert reason in loaded.diagnostics[0].message
    assert loaded.diagnostics[0].hint
    # What stands around it is there, and no word of the other file.
    assert text_of(loaded) == "\n\nbefore  after"


def test_include_from_inside_is_followed_and_its_lines_are_its_own(write: Write) -> None:
    path = write({
        "main.xml": tei('\n<p><ref target="#nobody"/></p>\n<xi:include href="sub/a%20b.xml"/>\n<ref target="#no"/>'),
        "sub/a b.xml": f'<div {NAMESPACES}>\n\n<xi:include href="c.xml"/><p xml:id="here"/></div>',
        "sub/c.xml": f'<div xmlns="{xml.TEI}">\n<ref target="#here #nowhere"/>\n<p xml:id="here"/></div>',
    })  # fmt: skip
    found = sorted(
        (Path(d.place.file).name, d.place.line, d.place.column, d.code, d.message.split()[0])
        for d in check_file(path, Settings())
        if d.code.startswith("REF")
    )
    assert found == [
        ("a b.xml", 3, 37, "REF-002", 'xml:id="here"'),
        ("c.xml", 2, 20, "REF-001", '@target="#nowhere"'),
        ("main.xml", 2, 17, "REF-001", '@target="#nobody"'),
        ("main.xml", 4, 14, "REF-001", '@target="#no"'),
    ]


def test_fault_in_an_included_file_is_told_there(write: Write) -> None:
    path = write({"main.xml": tei('<xi:include href="a.xml"/>'), "a.xml": "<p>\n<hi></p>"})
    loaded = load(path, Settings())
    assert found_in(loaded) == [("a.xml", 2, "XML-001", False)]


def test_text_around_includes_stays_where_it_was(write: Write) -> None:
    path = write({
        "main.xml": tei('<p>a<xi:include href="b.xml"/>c<xi:include href="d.txt" parse="text"/>e<hi/>f'
                        '<xi:include href="d.txt" parse="text"/>g</p>'),
        "b.xml": f'<hi xmlns="{xml.TEI}">B</hi>',
        "d.txt": "<D & d>",
    })  # fmt: skip
    assert text_of(load(path, Settings())) == "aBc<D & d>ef<D & d>g"


def test_text_that_is_no_utf8_is_told(write: Write) -> None:
    path = write({"main.xml": tei('<p><xi:include href="x.png" parse="text"/></p>'), "x.png": b"\x89PNG\xff\0"})
    assert found_in(load(path, Settings())) == [("main.xml", 1, "XML-008", False)]


def test_circle_of_two_is_refused(write: Write) -> None:
    path = write({
        "main.xml": tei('<xi:include href="b.xml"/>'),
        "b.xml": tei('\n<xi:include href="main.xml"/>'),
    })  # fmt: skip
    assert found_in(load(path, Settings())) == [("b.xml", 2, "XML-008", True)]


@pytest.mark.parametrize(("depth", "refused"), [(6, False), (7, True)])
def test_includes_are_followed_six_deep(write: Write, depth: int, refused: bool) -> None:
    chain = {f"f{i}.xml": tei(f'<xi:include href="f{i + 1}.xml"/>') for i in range(1, depth)}
    path = write({
        "main.xml": tei('<xi:include href="f1.xml"/>'),
        **chain,
        f"f{depth}.xml": tei("<p>bottom</p>"),
    })  # fmt: skip
    loaded = load(path, Settings())
    assert [d.refused for d in loaded.diagnostics] == ([True] if refused else [])
    assert ("bottom" in text_of(loaded)) is not refused


def test_fallback_stands_in_for_a_missing_file_with_all_it_holds(write: Write) -> None:
    path = write({
        "main.xml": tei('<p>a<xi:include href="no.xml"><xi:fallback>b<hi>c</hi>d'
                        '<xi:include href="there.xml"/>f</xi:fallback></xi:include>g</p>'),
        "there.xml": f'<hi xmlns="{xml.TEI}">e</hi>',
    })  # fmt: skip
    loaded = load(path, Settings())
    assert loaded.diagnostics == ()
    assert text_of(loaded) == "abcdefg"


def test_fallback_that_is_not_needed_is_not_looked_at(write: Write) -> None:
    path = write({
        "main.xml": tei('<p><xi:include href="there.xml"><xi:fallback><xi:include href="../secret.xml"/>'
                        "</xi:fallback></xi:include></p>"),
        "there.xml": f'<hi xmlns="{xml.TEI}">e</hi>',
    })  # fmt: skip
    loaded = load(path, Settings())
    assert (loaded.diagnostics, text_of(loaded)) == ((), "e")


def test_fallback_does_not_hide_a_refusal(write: Write) -> None:
    path = write({"main.xml": tei('<xi:include href="../secret.xml"><xi:fallback>x</xi:fallback></xi:include>')})
    assert found_in(load(path, Settings())) == [("main.xml", 1, "XML-008", True)]


def test_missing_file_without_a_fallback_is_told(write: Write) -> None:
    (found,) = load(write({"main.xml": tei('\n<xi:include href="no.xml"/>')}), Settings()).diagnostics
    assert (found.place.line, found.code, found.refused) == (2, "XML-008", False)
    assert found.hint == "correct the name, or add a fallback"


@pytest.mark.parametrize("kind", ['xpointer="x"', 'href="a.xml" xpointer="element(x)"'])
def test_part_of_a_file_is_told(write: Write, kind: str) -> None:
    path = write({"main.xml": tei(f"<xi:include {kind}/>"), "a.xml": tei("<p/>")})
    assert found_in(load(path, Settings())) == [("main.xml", 1, "XML-008", False)]


def test_include_as_the_outermost_element_is_told(write: Write) -> None:
    path = write({"main.xml": f'<xi:include xmlns:xi="{xml.XI}" href="a.xml"/>', "a.xml": tei("<p/>")})
    assert found_in(load(path, Settings())) == [("main.xml", 1, "XML-008", False)]


@pytest.mark.parametrize(("count", "size", "refused"), [(5000, 1_000_000, True), (2000, 4000, False)])
def test_many_includes_cost_no_more_than_what_they_hold(write: Write, count: int, size: int, refused: bool) -> None:
    path = write({"main.xml": tei('<xi:include href="a.txt" parse="text"/>' * count), "a.txt": "x" * size})
    started = time.perf_counter()
    loaded = load(path, Settings(max_megabytes=8))
    assert time.perf_counter() - started < 5
    assert [d.refused for d in loaded.diagnostics] == ([True] if refused else [])
    assert len(text_of(loaded)) == (8_000_000 if refused else count * size)


def test_many_includes_of_many_elements_are_refused(write: Write) -> None:
    path = write({"main.xml": tei('<xi:include href="a.xml"/>' * 10), "a.xml": tei("<p/>" * 10)})
    loaded = load(path, Settings(max_elements=50))
    assert {(d.code, d.refused) for d in loaded.diagnostics} == {("XML-008", True)}


def test_root_may_be_widened(write: Write, tmp_path: Path) -> None:
    path = write({"main.xml": tei(INCLUDE.format("../secret.xml"))})
    assert load(path, Settings()).diagnostics[0].refused
    assert load(path, Settings(root=tmp_path)).diagnostics == ()
    widened = load(path, Settings(), tmp_path)
    assert widened.diagnostics == ()
    assert widened.edition is not None
    assert b"S3CRET" in etree.tostring(widened.edition.tree)


def test_document_outside_the_root_asked_for_is_refused(write: Write, tmp_path: Path) -> None:
    path = write({"main.xml": tei("")})
    (tmp_path / "other").mkdir()
    with pytest.raises(Trouble, match="lies outside") as trouble:
        load(path, Settings(), tmp_path / "other")
    assert trouble.value.code is Exit.REFUSED


def test_assets_are_found_from_the_file_that_names_them(write: Write) -> None:
    path = write({
        "main.xml": tei('<graphic url="sub/a.png"/><xi:include href="sub/a.xml"/>'),
        "sub/a.xml": f'<figure xmlns="{xml.TEI}"><graphic url="a.png"/><graphic url="../../x"/></figure>',
    })  # fmt: skip
    edition = load(path, Settings()).edition
    assert isinstance(edition, Edition)
    own, included, outside = edition.tree.iter(xml.tei("graphic"))
    expected = (path.parent / "sub" / "a.png").resolve()
    assert edition.asset(own.get("url", ""), own) == edition.asset(included.get("url", ""), included) == expected
    with pytest.raises(files.Outside):
        edition.asset(outside.get("url", ""), outside)


def test_folder_means_its_xml_files_in_order(write: Write) -> None:
    path = write({"main.xml": "", "b/c.tei": "", "a.XML": "", "notes.txt": ""})
    assert [p.name for p in documents(path.parent)] == ["a.XML", "c.tei", "main.xml"]
    (path.parent / "empty").mkdir()
    with pytest.raises(Trouble, match="is a folder without XML files; name a TEI file"):
        list(documents(path.parent / "empty"))


def test_place_is_told_as_an_editor_counts(write: Write) -> None:
    path = write({"main.xml": tei('\n<p>é <ref target="#x"/></p>')})
    found = [d for d in check_file(path, Settings()) if d.code == "REF-001"]
    assert isinstance(found[0], Diagnostic)
    assert (found[0].place.line, found[0].place.column, found[0].place.xpath) == (2, 19, "/TEI/p/ref")

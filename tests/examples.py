"""The examples of the TEI's own specifications, each as a document: editions of every kind that nobody made for us."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from lxml import etree

from teipress import xml

SPECIFICATIONS = Path(__file__).parents[2] / "shared" / "tei-p5" / "p5subset.xml"
EXAMPLES = "http://www.tei-c.org/ns/Examples"
HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p>Unpublished.</p>"
    "</publicationStmt><sourceDesc><p>None.</p></sourceDesc></fileDesc></teiHeader>"
)
# Where an example may stand, by its first element; among paragraphs, where nothing is said.
WHOLE = frozenset(("TEI", "teiCorpus"))
BESIDE_TEXT = frozenset(("text", "standOff", "facsimile", "sourceDoc"))
OF_TEXT = frozenset(("front", "body", "back", "group"))
OF_HEADERS = frozenset(
    "fileDesc encodingDesc profileDesc revisionDesc xenoData titleStmt publicationStmt editionStmt seriesStmt "
    "notesStmt sourceDesc langUsage textClass textDesc particDesc settingDesc correspDesc calendarDesc handNotes "
    "editorialDecl tagsDecl refsDecl classDecl charDecl geoDecl appInfo unitDecl projectDesc samplingDecl teiHeader "
    "prefixDef listPrefixDef taxonomy category rendition namespace glyph char language change".split()
)


class Example(NamedTuple):
    """An example: its number, what it is an example of, and a document that holds it."""

    number: int
    name: str
    document: str


@cache
def specifications() -> xml.Element:
    """The TEI's specifications, their examples in the TEI's own namespace."""
    data = SPECIFICATIONS.read_bytes().replace(EXAMPLES.encode(), xml.TEI.encode())
    root = xml.parse(data, SPECIFICATIONS.name).root
    assert root is not None
    return root


def examples(step: int = 1, first: int = 0) -> Iterator[Example]:
    """Every *step*th example, from the *first* on."""
    found = [
        e for e in specifications().iter(xml.tei("egXML")) if next(e.iterancestors(xml.tei("egXML")), None) is None
    ]
    for number in range(first, len(found), step):
        element = found[number]
        inner = escape(element.text or "") + "".join(etree.tostring(child, encoding="unicode") for child in element)
        name = next((a.get("ident") for a in element.iterancestors() if a.get("ident")), None) or "?"
        roots = [xml.local(child) for child in element if xml.local(child)]
        if document := _document(inner, roots[0] if roots else ""):
            yield Example(number, name, document)


def _document(inner: str, root: str) -> str:
    """A document around an example; nothing for parts of headers, which are no text."""
    if not root or root in OF_HEADERS:
        return ""
    if root in WHOLE:
        return inner
    if root in OF_TEXT:
        inner = f"<text>{inner}</text>"
    elif root not in BESIDE_TEXT:
        inner = f"<text><body><div><p>Before.</p>{inner}</div></body></text>"
    return f'<TEI xmlns="{xml.TEI}">{HEADER}{inner}</TEI>'

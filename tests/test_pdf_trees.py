"""What WeasyPrint is handed is what it would have read, had it been written down as HTML first."""

from xml.etree import ElementTree  # noqa: TID251 (nothing is parsed)

from hypothesis import HealthCheck, given, settings
from lxml import etree

from exporters.pdf import _layout
from exporters.pdf.fetcher import BASE
from exporters.pdf.names import names
from exporters.pdf.text import Setter
from exporters.xhtml import Element, element
from teipress.book import Block, Book
from tests.anybook import BLOCKS
from tests.everything import EVERYTHING
from tests.paper import book

LAYOUT = _layout()
FEW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def page(source: Book) -> Element:
    """The text of *source* as a page of HTML."""
    text, _ = Setter("Title", source.assets, names(source)).part("text", source.body, source.back)
    root = element("html", lang="en")
    root.extend((element("head"), text))
    return root


def read(root: Element) -> str:
    from weasyprint import HTML

    html = etree.tostring(root, encoding="unicode", method="html", doctype="<!DOCTYPE html>")
    return ElementTree.tostring(HTML(string=html, base_url=BASE).etree_element, encoding="unicode")


def handed(root: Element) -> str:
    return ElementTree.tostring(LAYOUT.Tree(root, BASE, None).etree_element, encoding="unicode")


def test_everything_is_the_same() -> None:
    assert handed(page(EVERYTHING)) == read(page(EVERYTHING))


def test_rows_of_tables_are_in_bodies() -> None:
    root = etree.fromstring(
        "<html><head/><body><table><thead><tr><th>a</th></tr></thead><tr><td>b</td></tr><tr><td>c</td></tr></table>"
        "x</body></html>"
    )
    assert handed(root) == read(root)
    assert handed(root).count("<tbody><tr><td>b</td></tr><tr><td>c</td></tr></tbody>") == 1


@FEW
@given(BLOCKS)
def test_any_book_is_the_same(content: tuple[Block, ...]) -> None:
    root = page(book(*content))
    assert handed(root) == read(root)

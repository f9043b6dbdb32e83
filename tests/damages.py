"""Damaged EPUBs: a sound one, and sixty faults that one may have. What the real checkers say of each is in verdicts.tsv.

`python -m tests.conformance.verdicts` runs EPUBCheck and Ace on them and writes that table.
"""

import io
import zipfile
from collections.abc import Callable
from functools import cache

from exporters.epub import export
from teipress import zips
from teipress.book import (
    Alternate,
    Asset,
    Authority,
    Book,
    Cell,
    Figure,
    Heading,
    Image,
    Index,
    IndexEntry,
    Inline,
    Item,
    Line,
    Link,
    Listing,
    Mention,
    Metadata,
    Moment,
    Note,
    Occurrence,
    PageBreak,
    Paragraph,
    Person,
    Quotation,
    Section,
    Span,
    Speech,
    Table,
    Text,
    Verse,
)
from teipress.settings import Settings

Files = dict[str, bytes]
OPF, NAV, ONE, TWO = "EPUB/package.opf", "EPUB/nav.xhtml", "EPUB/001-one.xhtml", "EPUB/002-two.xhtml"
NCX, CSS, TITLE, CONTAINER = "EPUB/toc.ncx", "EPUB/style.css", "EPUB/title.xhtml", "META-INF/container.xml"


def t(text: str) -> tuple[Inline, ...]:
    return (Text(text),)


def p(*content: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(node) if isinstance(node, str) else node for node in content))


def row(*words: str, heading: bool = False) -> tuple[Cell, ...]:
    return tuple(Cell((p(word),), heading) for word in words)


@cache
def sound() -> Files:
    """The files of a small EPUB without a fault."""
    from exporters.epub import cover

    metadata = Metadata(
        "Sound", "urn:example:sound", "en", "2026-11-23", "And small", (Person("Ann Other", "Other, Ann", "aut"),),
        "The Press", source="London, 1900.",
    )  # fmt: skip
    picture = cover.draw(Metadata("", "", "", ""), {})[0]
    one = Section(
        "one", "chapter", (Heading(t("One")),),
        (
            PageBreak("p1", "1"), p("Told by ", Span("name", t("Ann"), id="m1"), Note("n1", 1, "", "", (p("Or not."),)), "."),
            Quotation((p("A quotation ", PageBreak("p2", "2"), "goes on."),)),
            Section("sub", "section", (Heading(t("Below")),), (p(Alternate("correction", t("occurred"), t("occured"))),)),
            Table((), (row("a", "b", "c", heading=True), row("1", "2", "3"), row("4", "5", "6"))),
            Figure("fig", (Image("seal.png", "A seal"),), (p("Caption"),)),
        ),
    )  # fmt: skip
    two = Section(
        "two", "chapter", (Heading(t("Two")),),
        (
            p("See ", Link("#one", t("above")), " and ", Link("https://example.org/", t("there")), "."),
            Listing("bulleted", (), (Item((), (p("first"),)), Item((), (p("second"),)))),
            Verse((Line(t("Sing")), Line(t("on")))), Speech(t("Ann"), (p("Said."),)),
            p(Span("foreign", t("mot"), ("italic",), "fr")),
        ),
    )  # fmt: skip
    mention = Mention("m1", "1")
    book = Book(
        "sound", metadata, (), (one, two), (), 0, {"seal.png": Asset(picture, "image/png")},
        (Index("persons", "person", "Index of persons", (
            IndexEntry("ann", "A", t("Ann"), about=t("Teller"), authorities=(Authority("X", "1"),), mentions=(mention,)),)),),
        (Moment("1900", "1900", "1900", (Occurrence(t("In 1900."), mention),)),),
    )  # fmt: skip
    (data,) = export(book, Settings()).files.values()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archive(files: Files) -> bytes:
    return zips.archive(files, 0, first="mimetype")


Damage = Callable[[Files], bytes]


def swap(name: str, old: str, new: str) -> Damage:
    """Other words in a file, where they first stand."""

    def damage(files: Files) -> bytes:
        text = files[name].decode()
        assert old in text, (name, old)
        return archive({**files, name: text.replace(old, new, 1).encode()})

    return damage


def gone(name: str) -> Damage:
    return lambda files: archive({key: data for key, data in files.items() if key != name})


def put(name: str, data: bytes) -> Damage:
    return lambda files: archive({**files, name: data})


def mimetype_last(files: Files) -> bytes:
    return zips.archive(files, 0)


def mimetype_packed(files: Files) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sorted(files, key=lambda key: (key != "mimetype", key)):
            made.writestr(zipfile.ZipInfo(name), files[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def cut_short(files: Files) -> bytes:
    return archive(files)[:2000]


def meta(name: str) -> str:
    return f'<meta property="{name}">'


DAMAGES: dict[str, Damage] = {
    "sound": archive,
    # the container
    "mimetype-last": mimetype_last,
    "mimetype-packed": mimetype_packed,
    "mimetype-wrong": put("mimetype", b"application/zip"),
    "archive-cut-short": cut_short,
    "container-gone": gone(CONTAINER),
    "container-names-nothing": swap(CONTAINER, "EPUB/package.opf", "EPUB/other.opf"),
    "package-not-well-formed": swap(OPF, "</metadata>", ""),
    # the package
    "title-gone": swap(OPF, '<dc:title id="title">Sound</dc:title>', ""),
    "language-gone": swap(OPF, "<dc:language>en</dc:language>", ""),
    "language-no-tag": swap(OPF, "<dc:language>en</dc:language>", "<dc:language>english language</dc:language>"),
    "identifier-not-unique-one": swap(OPF, 'unique-identifier="identifier"', 'unique-identifier="other"'),
    "uuid-broken": swap(OPF, "urn:uuid:", "urn:uuid:x"),
    "modified-gone": swap(OPF, '<meta property="dcterms:modified">1970-01-01T00:00:00Z</meta>', ""),
    "modified-no-instant": swap(OPF, "1970-01-01T00:00:00Z", "1970-01-01"),
    "date-no-date": swap(OPF, "<dc:date>2026-11-23</dc:date>", "<dc:date>23 November 2026</dc:date>"),
    "refines-nobody": swap(OPF, 'refines="#title"', 'refines="#nobody"'),
    "property-unknown": swap(OPF, meta("title-type")[:-1], '<meta property="title-sort"'),
    "prefix-unknown": swap(OPF, meta("pageBreakSource"), meta("acme:source")),
    "item-without-file": gone("EPUB/images/seal.png"),
    "item-twice": swap(OPF, "</manifest>", '<item id="again" href="title.xhtml" media-type="application/xhtml+xml"/></manifest>'),
    "item-id-twice": swap(OPF, 'id="file-title.xhtml"', 'id="file-imprint.xhtml"'),
    "spine-names-nothing": swap(OPF, 'idref="file-title.xhtml"', 'idref="file-nothing.xhtml"'),
    "spine-names-twice": swap(OPF, 'idref="file-title.xhtml"', 'idref="file-imprint.xhtml"'),
    "nav-not-marked": swap(OPF, ' properties="nav"', ""),
    "cover-twice": swap(OPF, 'href="images/seal.png"', 'href="images/seal.png" properties="cover-image"'),
    "media-type-wrong": swap(OPF, 'href="images/seal.png" media-type="image/png"', 'href="images/seal.png" media-type="image/jpeg"'),
    "script-not-declared": swap(TITLE, "</body>", "<script>1</script></body>"),
    "svg-declared-and-not-there": swap(OPF, 'href="title.xhtml"', 'href="title.xhtml" properties="svg"'),
    # the documents
    "page-not-well-formed": swap(ONE, "</blockquote>", ""),
    "unknown-element": swap(ONE, "<p>A quotation", "<para/><p>A quotation"),
    "unknown-attribute": swap(ONE, "<p>A quotation", '<p align="left">A quotation'),
    "block-in-paragraph": swap(TWO, "<p>See ", "<p><div>x</div>See "),
    "block-in-list": swap(TWO, "<ul ", "<ul><p>x</p></ul><ul "),
    "link-in-link": swap(TWO, ">above</a>", '><a href="title.xhtml">above</a></a>'),
    "id-twice": swap(ONE, 'id="p2"', 'id="p1"'),
    "id-with-blank": swap(ONE, 'id="sub"', 'id="su b"'),
    "title-empty": swap(ONE, "<title>One</title>", "<title></title>"),
    "document-type-old": swap(ONE, "<!DOCTYPE html>", '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">'),
    "languages-differ": swap(TWO, 'lang="fr" xml:lang="fr"', 'lang="fr" xml:lang="de"'),
    "colspan-no-number": swap(ONE, "<td>1", '<td colspan="wide">1'),
    # links
    "link-to-no-place": swap(TWO, "001-one.xhtml#one", "001-one.xhtml#ones"),
    "link-to-no-file": swap(TWO, "001-one.xhtml#one", "003-three.xhtml"),
    "link-out-of-the-book": swap(TWO, "001-one.xhtml#one", "../../secret.xhtml"),
    "link-with-query": swap(TWO, "001-one.xhtml#one", "001-one.xhtml?one"),
    "link-to-this-machine": swap(TWO, "https://example.org/", "file:///etc/passwd"),
    "link-with-blank": swap(TWO, "https://example.org/", "https://exa mple.org/"),
    "link-to-picture": swap(TWO, "001-one.xhtml#one", "images/seal.png"),
    "picture-elsewhere": swap(ONE, 'src="images/seal.png"', 'src="https://example.org/seal.png"'),
    "picture-gone": swap(ONE, 'src="images/seal.png"', 'src="images/zeal.png"'),
    "font-gone": swap(CSS, "/*", "@font-face { font-family: A; src: url(fonts/a.woff2); } /*"),
    "style-without-end": swap(CSS, "body {", "body {{"),
    "file-not-listed": swap(OPF, '<item id="file-images-seal.png" href="images/seal.png" media-type="image/png"/>', ""),
    # navigation
    "contents-out-of-order": swap(NAV, '<li><a href="001-one.xhtml#one">One', '<li><a href="002-two.xhtml#two">Two</a></li><li><a href="001-one.xhtml#one">One'),
    "contents-empty-label": swap(NAV, ">One</a>", "></a>"),
    "landmark-without-kind": swap(NAV, ' epub:type="titlepage"', ""),
    "pages-out-of-order": swap(NAV, '<li><a href="001-one.xhtml#p1">1</a></li><li><a href="001-one.xhtml#p2">2</a></li>', '<li><a href="001-one.xhtml#p2">2</a></li><li><a href="001-one.xhtml#p1">1</a></li>'),
    "contents-gone": swap(NAV, 'epub:type="toc"', 'epub:type="lot"'),
    "ncx-other-identifier": swap(NCX, "urn:uuid:", "urn:uuid:0"),
    # what Ace sees
    "access-mode-gone": swap(OPF, '<meta property="schema:accessMode">textual</meta>', ""),
    "hazard-gone": swap(OPF, meta("schema:accessibilityHazard") + "none</meta>", ""),
    "feature-unknown": swap(OPF, ">readingOrder<", ">goodLooks<"),
    "standard-unknown": swap(OPF, "WCAG 2.1 Level AA</meta>", "WCAG 3.0 Level AA</meta>"),
    "page-list-gone": swap(NAV, 'epub:type="page-list"', 'epub:type="loi"'),
    "page-source-gone": lambda files: swap(OPF, meta("pageBreakSource") + "London, 1900.</meta>", "")(
        {**files, OPF: files[OPF].replace(b"<dc:source>London, 1900.</dc:source>", b"")}),
    "page-not-in-page-list": swap(NAV, '<li><a href="001-one.xhtml#p2">2</a></li>', ""),
    "page-list-to-no-page-break": swap(NAV, "#p2", "#fig"),
    "page-break-without-label": swap(ONE, 'aria-label="2" ', ""),
    "picture-without-alternative": swap(ONE, ' alt="A seal"', ""),
    "language-unknown": swap(TWO, 'lang="fr" xml:lang="fr"', 'lang="fra" xml:lang="fra"'),
    "page-language-gone": swap(TWO, ' lang="en" xml:lang="en"', ""),
    "heading-empty": swap(TWO, "<h1>Two</h1>", "<h1>Two</h1><h2> </h2>"),
    "heading-skips": swap(ONE, "<h2>Below</h2>", "<h4>Below</h4>"),
    "link-without-words": swap(TWO, ">above<", "><"),
    "role-unknown": swap(ONE, 'role="doc-chapter"', 'role="doc-caption"'),
    "role-not-allowed": swap(TWO, "<h1>", '<h1 role="doc-chapter">'),
    "role-does-not-match": swap(ONE, ' role="doc-footnote"', ""),
    "landmarks-sound-the-same": swap(TWO, "</body>", 2 * '<section epub:type="part" role="doc-part"><p>x</p></section>' + "</body>"),
    "table-head-empty": swap(ONE, "<th>a</th>", "<th></th>"),
}  # fmt: skip

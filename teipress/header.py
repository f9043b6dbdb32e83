"""The header: what a teiHeader says of the book, as plain text. See TEI P5, chapter 2."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from teipress.diagnostics import Diagnostic, Exit, Place, Severity, Trouble
from teipress.edition import Edition
from teipress.names import words
from teipress.xml import TEI, XML_ID, XML_LANG, Element, local, tei

if TYPE_CHECKING:
    from teipress.book import Metadata, Person

# MARC relator codes for what @role and resp say, by the first word that fits.
RELATORS = {"translat": "trl", "illustrat": "ill", "introd": "win", "preface": "win", "annotat": "ann", "edit": "edt"}
# Parts of a word, which no space belongs between.
JOINED = frozenset("c g hi pc seg w".split())
LONGEST = 5000  # letters of a citation whose commas are put in order
# What stands between elements of a citation that nothing else stands between, if not a comma.
_BETWEEN = {
    **dict.fromkeys("forename surname nameLink roleName genName addName resp num".split(), " "), "witness": "; ",
}  # fmt: skip


def metadata(edition: Edition) -> Metadata:
    """The metadata of an edition; what its header does not say stays empty, but for a title and an identifier."""
    from teipress.book import Metadata  # its thirty classes take time to make, and checks need none

    header = edition.tree.find(tei("teiHeader"))
    if header is None:
        return Metadata(
            title=edition.path.stem, identifier=edition.path.stem, language=_language(edition, None), date=""
        )
    file = _first(header, "fileDesc")
    titles = _all(file, "titleStmt/title")
    main = [t for t in titles if t.get("type") in (None, "main", "full", "uniform")] or titles
    sub = [t for t in titles if t.get("type") in ("sub", "subordinate", "alt") and t not in main[:1]]
    publication = _first(file, "publicationStmt")
    licence = _first(publication, "availability/licence")
    source = _source(file)
    print_date = _first(source, ".//date")
    when = _first(publication, ".//date")
    return Metadata(
        title=_text(main[0]) if main else edition.path.stem,
        subtitle=_text(sub[0]) if sub else "",
        identifier=_identifier(edition, publication),
        language=_language(edition, header),
        date=_when(when),
        people=tuple(_people(file)),
        publisher=_text(_first(publication, "publisher", "distributor", "authority")),
        place=_text(_first(publication, "pubPlace")),
        licence=_text(licence),
        licence_url=(licence.get("target") or "") if licence is not None else "",
        rights=tuple(_text(p) for p in _all(publication, "availability/p")),
        source=_cited(source),
        source_date=_when(print_date),
        source_publisher=_text(_first(source, ".//publisher")),
        extent="; ".join(_text(e) for e in _all(file, "extent/measure") or _all(file, "extent")),
        edition=_text(_first(file, "editionStmt/edition")),
        subjects=tuple(dict.fromkeys(_text(t) for t in _all(header, "profileDesc/textClass/keywords//term"))),
        description="",
        principles=tuple(
            _text(p)
            for path in ("encodingDesc/samplingDecl/p", "encodingDesc/editorialDecl//p")
            for p in _all(header, path)
        ),
        series=_text(_first(file, "seriesStmt/title", "seriesStmt/p")),
        series_number=_text(_first(file, "seriesStmt/biblScope", "seriesStmt/idno")),
    )


def timestamp(edition: Edition) -> int:
    """When the edition was made, in seconds since 1970 (UTC): SOURCE_DATE_EPOCH, or the newest date of its header.

    Never the clock: the same edition gives the same bytes. Without any date it is the beginning of 1980, the earliest
    that a ZIP archive can hold. Raises `Trouble` if SOURCE_DATE_EPOCH is no number.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        try:
            return max(int(epoch), 0)
        except ValueError:
            raise Trouble(f"SOURCE_DATE_EPOCH must be seconds since 1970, not {epoch!r}", Exit.USAGE) from None
    header = edition.tree.find(tei("teiHeader"))
    changes = _all(header, "revisionDesc//change")
    days = sorted(filter(None, (_day(change.get("when") or "") for change in changes)))
    days = days or list(filter(None, [_day(_when(_first(header, "fileDesc/publicationStmt//date")))]))
    made = days[-1] if days else date(1980, 1, 1)
    return int(datetime(made.year, made.month, made.day, tzinfo=UTC).timestamp())


def missing(edition: Edition) -> Iterator[Diagnostic]:
    """The header lacks what every format needs.

    A book without a title or a language cannot be catalogued, and an EPUB without them is not valid.

    Example: a `titleStmt` without `title`.
    Remedy: give the title in `titleStmt/title`, the language in `xml:lang` on `TEI` or `text`.
    """
    header = edition.tree.find(tei("teiHeader"))
    if edition.is_part or (header is None and edition.tree.find("{*}teiHeader") is not None):
        return  # it stands in another namespace, which the schema's check tells
    if header is None:
        yield Diagnostic(
            Place(edition.name, 1),
            "HDR-001",
            "there is no teiHeader",
            "add one, with at least a title",
            Severity.WARNING,
        )
    elif not _text(_first(header, "fileDesc/titleStmt/title")):
        yield Diagnostic(
            edition.place(header),
            "HDR-001",
            "the header gives no title",
            "add one in fileDesc/titleStmt/title; until then the file's name serves",
            Severity.WARNING,
        )


def no_tei(edition: Edition) -> Iterator[Diagnostic]:
    """The document is no TEI: nothing in it is an element of the TEI's namespace.

    Where that namespace is not declared, `<TEI>` is a name like any other, and no rule or schema of the TEI applies.

    Example: `<TEI>` without `xmlns`; a web page.
    Remedy: write `<TEI xmlns="http://www.tei-c.org/ns/1.0">`; or name a TEI file.
    """
    if next(edition.tree.iter(tei("*")), None) is not None:
        return
    root = local(edition.tree)
    if root.startswith(("TEI", "tei")):
        message, hint = f"<{root}> is not in the TEI's namespace", f'write <{root} xmlns="{TEI}">'
        yield Diagnostic(edition.place(edition.tree), "HDR-014", message, hint, Severity.WARNING)
    else:
        message = f"this is no TEI: it begins with <{root}>, and holds no element of the TEI"
        yield Diagnostic(edition.place(edition.tree), "HDR-014", message, "name a TEI file")


def _people(file: Element | None) -> Iterator[Person]:
    statement = _first(file, "titleStmt")
    for author in _all(statement, "author"):
        yield _person(author, "aut")
    for editor in _all(statement, "editor"):
        yield _person(editor, _relator(editor.get("role") or "editor"))
    for responsible in _all(statement, "respStmt"):
        role = _relator(_text(_first(responsible, "resp")))
        for name in responsible:
            if local(name) in ("name", "persName", "orgName"):
                yield _person(name, role)


def _relator(said: str) -> str:
    return next((code for word, code in RELATORS.items() if word in said.lower()), "ctb")


def _person(element: Element, role: str) -> Person:
    from teipress.book import Person
    from teipress.people import as_read

    names = [child for child in element if local(child) in ("persName", "orgName", "name")]
    # The first name is the person's: others are in other languages, and beside them stand numbers and affiliations.
    named = names[0] if names and len(element) > 1 else element
    name = words(named)
    surname = _text(_first(named, ".//surname"))
    forename = " ".join(_text(f) for f in _all(named, ".//forename"))
    key = element.get("key") or ""
    filed = f"{surname}, {forename}" if surname and forename else key if "," in key else name
    return Person(as_read(name, filed), filed, role)


def _source(file: Element | None) -> Element | None:
    """The printed source if there is one, else whatever comes first."""
    sources = _all(file, "sourceDesc/*")
    printed = [e for e in sources if e.get("type") == "print"]
    return next(iter(printed or sources), None)


def _identifier(edition: Edition, publication: Element | None) -> str:
    number = _text(_first(publication, "idno"))
    return number or edition.tree.get(XML_ID) or edition.path.stem


def language(edition: Edition) -> str:
    """The language of the text, as BCP 47; `und` if nothing says so."""
    return _language(edition, edition.tree.find(tei("teiHeader")))


def _language(edition: Edition, header: Element | None) -> str:
    """The language of the text, as BCP 47; `und` if nothing says so."""
    text = edition.tree.find(tei("text"))
    declared = [e.get("ident") for e in _all(header, "profileDesc/langUsage/language")]
    candidates = [text.get(XML_LANG) if text is not None else None, edition.tree.get(XML_LANG), *declared]
    return next((c for c in candidates if c and re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", c)), "und")


def _when(element: Element | None) -> str:
    """An ISO date: the attribute, or a year in the words."""
    if element is None:
        return ""
    for name in ("when", "when-iso", "from", "notBefore"):
        if value := element.get(name):
            return value
    match = re.search(r"\b1[0-9]{3}\b|\b20[0-9]{2}\b", _text(element))
    return match.group() if match else ""


def _day(when: str) -> date | None:
    match = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", when)
    if not match:
        return None
    try:
        return date(int(match.group(1)), int(match.group(2) or 1), int(match.group(3) or 1))
    except ValueError:
        return None


def _first(parent: Element | None, *paths: str) -> Element | None:
    return next((found for path in paths for found in _all(parent, path)), None)


def _all(parent: Element | None, path: str) -> list[Element]:
    """The elements at a path of TEI names (`a/b`, `.//a`)."""
    if parent is None:
        return []
    return parent.findall(re.sub(r"([A-Za-z]+)", r"{http://www.tei-c.org/ns/1.0}\1", path))


def _cited(element: Element | None) -> str:
    """The words of a source in one line; commas between elements that nothing else stands between, as in a citation."""
    text = " ".join("".join(_pieces(element)).split()) if element is not None else ""
    if len(text) > LONGEST:
        return text
    text = re.sub(r"\s+(?=[,;](?:\s|$))", "", text)  # an element before it is empty
    text = re.sub(r"[,;]+(?=\s?[,;.](?:\s|$))|(?<=[:!?/])[,;]+(?=\s)", "", text)
    return re.sub(r"[ ,;]+\.?$", "", text.strip(" ,;"))


def _pieces(element: Element) -> Iterator[str]:
    texts = [element.text or "", *(child.tail or "" for child in element)]
    alone = not any(map(str.strip, texts)) and JOINED.isdisjoint(map(local, element))
    yield texts[0]
    for child, behind in zip(element, texts[1:], strict=True):
        if local(child):
            yield from _pieces(child)
        yield f"{_BETWEEN.get(local(child), ', ')}{behind}" if alone else behind


def _text(element: Element | None) -> str:
    """The words of an element in one line."""
    return " ".join("".join(element.itertext(tei("*"))).split()) if element is not None else ""

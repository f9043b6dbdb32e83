"""Headers: the fields that libraries and archives need, and statements that say nothing. See TEI P5, chapter 2."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from teipress.checks.rule import Found, Rule, shown
from teipress.checks.survey import Survey, words
from teipress.dates import Fault, parse
from teipress.diagnostics import Severity
from teipress.xml import XML_LANG, Element, local, tei

PEOPLE = ("author", "editor", "respStmt", "principal", "meeting", "sponsor", "funder")
WHEN = ("when", "when-iso", "from", "to", "notBefore", "notAfter", "when-custom", "from-iso", "notBefore-iso")
# What templates put in, to be replaced.
_TEMPLATE = re.compile(
    r"publication information|information about the source|publication statement|source description"
    r"|information about (?:the )?publication or distribution|title of (?:the )?(?:text|document|work)"
    r"|name of (?:the )?(?:author|editor)|unknown title|no title|untitled document|lorem ipsum.*"
    r"|(?:please )?(?:insert|enter|fill in) .*|to ?be (?:done|added|completed)|todo|tbd|tba|fixme|xxx+|\?{2,}|\.{3,}|…",
    re.IGNORECASE,
)
STATED = """title author editor publisher distributor authority date pubPlace idno licence p resp name persName orgName
    sponsor funder principal""".split()
_YEAR = re.compile(r"(?<!\d)(?:1[0-9]{3}|20[0-9]{2})(?!\d)")


def _header(survey: Survey) -> Element | None:
    """The header of the whole document."""
    return survey.edition.tree.find(tei("teiHeader"))


def _all(element: Element | None, path: str) -> list[Element]:
    if element is None:
        return []
    return element.findall(re.sub(r"([A-Za-z]+)", rf"{{{tei('')[1:-1]}}}\1", path))


def _said(element: Element) -> bool:
    """Whether an element says something, in words or by a pointer."""
    return bool(words(element)) or any(e.get(a) for e in element.iter("{*}*") for a in ("target", "url", "ref", "when"))


def _lacks(survey: Survey, paths: tuple[str, ...], at: str, what: str, hint: str) -> Iterator[Found]:
    """One finding if none of the paths says anything."""
    header = _header(survey)
    if header is None or any(_said(element) for path in paths for element in _all(header, path)):
        return
    place = next(iter(_all(header, at)), header)
    yield Found(place, what, hint, what, f"<{local(place)}")


def no_person(survey: Survey) -> Iterator[Found]:
    """The header names nobody: no author, no editor, nobody responsible.

    Archives and DOIs want a creator.

    Example: a `titleStmt` with a `title` alone.
    Remedy: add `author` or `editor`; of an anonymous work, who made the edition (`respStmt`).
    """
    paths = tuple(f"fileDesc/titleStmt/{name}" for name in PEOPLE)
    yield from _lacks(
        survey, paths, "fileDesc/titleStmt", "the header names no author, editor or other person",
        "add author, editor or respStmt in titleStmt",
    )  # fmt: skip


def no_publisher(survey: Survey) -> Iterator[Found]:
    """The header names no publisher.

    An archive wants to know who answers for the edition and makes it public; a DOI is not given without.

    Example: `<publicationStmt><p>2024</p></publicationStmt>`.
    Remedy: add `publisher`, `distributor` or `authority` in `publicationStmt`.
    """
    names = ("publisher", "distributor", "authority", "publisher/orgName", "p/publisher", "p/orgName")
    paths = tuple(f"fileDesc/publicationStmt/{name}" for name in names)
    yield from _lacks(
        survey, paths, "fileDesc/publicationStmt", "the header names no publisher",
        "add publisher, distributor or authority in publicationStmt",
    )  # fmt: skip


def no_date(survey: Survey) -> Iterator[Found]:
    """The header does not say when the edition was published.

    Remedy: add `<date when="2026">` in `publicationStmt`.
    """
    paths = ("fileDesc/publicationStmt//date", "fileDesc/editionStmt//date")
    header = _header(survey)
    if not any(_YEAR.search(words(p)) for p in _all(header, "fileDesc/publicationStmt/p")):
        yield from _lacks(
            survey, paths, "fileDesc/publicationStmt", "the header gives no date of publication",
            'add <date when="…"> in publicationStmt',
        )  # fmt: skip


def no_licence(survey: Survey) -> Iterator[Found]:
    """The header does not say what others may do with the edition.

    Without a licence, nobody may copy or archive it.

    Remedy: add `availability` with a `licence` and its address in @target.
    """
    paths = ("fileDesc/publicationStmt/availability", "fileDesc/publicationStmt//licence")
    header = _header(survey)
    spoken = re.compile(r"licen[cs]e|copyright|©|creative commons|public domain|rights|lizenz", re.IGNORECASE)
    if not any(spoken.search(words(p)) for p in _all(header, "fileDesc/publicationStmt")):
        yield from _lacks(
            survey, paths, "fileDesc/publicationStmt", "the header states no licence",
            "add availability with a licence in publicationStmt",
        )  # fmt: skip


def no_language(survey: Survey) -> Iterator[Found]:
    """Nothing says in which language the text is.

    Screen readers, hyphenation and catalogues need it; an EPUB is not valid without.

    Example: neither `TEI` nor `text` has xml:lang, and there is no `langUsage`.
    Remedy: `<text xml:lang="en">`.
    """
    header, tree = _header(survey), survey.edition.tree
    texts = [e for e in (tree, *tree.findall(tei("text")), *tree.findall(f"{tei('TEI')}")) if e.get(XML_LANG)]
    bodies = [e for e in survey.all("body", "group", "div") if e.get(XML_LANG)]
    if (
        header is not None
        and not texts
        and not bodies
        and not _all(header, ".//language")
        and not _all(header, ".//textLang")
    ):
        message = "nothing says in which language the text is"
        yield Found(header, message, "give xml:lang on text, and langUsage in profileDesc", message, "<teiHeader")


def no_source(survey: Survey) -> Iterator[Found]:
    """The header does not say where the text comes from.

    Example: `<sourceDesc><p/></sourceDesc>`.
    Remedy: describe the book or manuscript with `bibl` or `msDesc`; of a new text, say “born digital”.
    """
    yield from _lacks(
        survey, ("fileDesc/sourceDesc",), "fileDesc", "the header does not say where the text comes from",
        "add sourceDesc with the book or manuscript, or say that there is none",
    )  # fmt: skip


def no_identifier(survey: Survey) -> Iterator[Found]:
    """The header gives no identifier of the edition.

    Archives and catalogues tell editions apart by it.

    Remedy: add `<idno type="…">` in `publicationStmt`, or an xml:id on `TEI`.
    """
    tree = survey.edition.tree
    if not any(tree.get(name) for name in ("{http://www.w3.org/XML/1998/namespace}id", "n")):
        yield from _lacks(
            survey, ("fileDesc/publicationStmt//idno", "fileDesc/seriesStmt//idno", "fileDesc/editionStmt//idno"),
            "fileDesc/publicationStmt", "the header gives no identifier", "add idno in publicationStmt",
        )  # fmt: skip


def left_over_templates(survey: Survey) -> Iterator[Found]:
    """Words of a template are left in the header.

    Editors begin a new file with “Title” and “Publication Information”, to be replaced. They get into catalogues.

    Example: `<publicationStmt><p>Publication Information</p></publicationStmt>`.
    Remedy: write what belongs there.
    """
    header = _header(survey)
    for part in _all(header, "fileDesc"):
        for element in part.iter(*map(tei, STATED)):
            text = words(element)
            if len(element) == 0 and (_TEMPLATE.fullmatch(text.strip(" .:")) or text.casefold() == local(element)):
                message = f"“{shown(text)}” in <{local(element)}> is left of a template"
                yield Found(element, message, "write what belongs there", f"“{shown(text, 20)}”", f"<{local(element)}")


def incomplete_responsibility(survey: Survey) -> Iterator[Found]:
    """A statement of responsibility without the person, or without what they did.

    Example: `<respStmt><name>Jane Doe</name></respStmt>`.
    Remedy: add `resp` (“transcription”), or the `name`.
    """
    for statement in survey.all("respStmt"):
        names = [local(child) for child in statement if isinstance(child.tag, str) and _said(child)]
        if any(statement.get(a) for a in ("sameAs", "copyOf")):
            continue
        if not any(name in ("name", "persName", "orgName", "rs", "note") for name in names):
            yield Found(statement, "a respStmt names nobody", "add the name", "nobody", "<respStmt")
        elif "resp" not in names and not any(child.get("role") for child in statement):
            message = f"a respStmt does not say what {shown(words(statement), 30)} did"
            yield Found(statement, message, "add resp", shown(words(statement), 20), "<respStmt")


def changes_astray(survey: Survey) -> Iterator[Found]:
    """The list of changes is in no order, or a change has no date.

    The newest change dates the edition: its books carry that date. Changes stand newest first or oldest first.

    Example: `change` of 2021, 2024, 2019.
    Remedy: put them in order; give each a @when.
    """
    for whole in survey.all("revisionDesc"):
        changes = list(whole.iter(tei("change")))
        dated = []
        for change in changes:
            value = next((change.get(a) for a in WHEN if change.get(a)), None)
            inside = next((d.get("when") for d in change.iter(tei("date")) if d.get("when")), None)
            value = value or inside
            if value is None:
                if not _YEAR.search(words(change)) and _said(change):
                    message = f"a change has no date: “{shown(words(change), 30)}”"
                    yield Found(change, message, "add @when", "without date", "<change")
            elif not isinstance(parse(value, iso=True), Fault):
                dated.append((change, value[:10]))
        yield from _out_of_order(dated)


def _out_of_order(dated: Sequence[tuple[Element, str]]) -> Iterator[Found]:
    """The changes that break the order of a list."""
    days = [day for _, day in dated]
    if len(days) < 3 or days in (sorted(days), sorted(days, reverse=True)) or len(set(map(len, days))) > 1:
        return
    rising = sum(a < b for a, b in pairwise(days)) > sum(a > b for a, b in pairwise(days))
    for (_, before), (change, day) in pairwise(dated):
        if (before > day) if rising else (before < day):
            order = "oldest" if rising else "newest"
            message = f"a change of {day} follows on one of {before}, where the {order} stand first"
            yield Found(change, message, "put it in order, or correct @when", day, "<change")


def unreadable_dates(survey: Survey) -> Iterator[Found]:
    """A date of publication that no program can read.

    Example: `<date>last spring</date>`.
    Remedy: add @when: `<date when="2026-04">`.
    """
    header = _header(survey)
    for date in _all(header, "fileDesc/publicationStmt//date"):
        text = words(date)
        if text and not any(date.get(a) for a in WHEN) and not _YEAR.search(text):
            message = f"“{shown(text)}” is a date of publication without a year"
            yield Found(date, message, 'add when="…"', f"“{shown(text, 20)}”", "<date")


def licences_without_address(survey: Survey) -> Iterator[Found]:
    """A licence known by its name only.

    Programs that reuse or archive editions look for its address.

    Example: `<licence>CC BY 4.0</licence>`.
    Remedy: `<licence target="https://creativecommons.org/licenses/by/4.0/">`.
    """
    for licence in _all(_header(survey), "fileDesc/publicationStmt//licence"):
        if words(licence) and not any(e.get("target") for e in licence.iter("{*}*")) and "http" not in words(licence):
            message = f"the licence “{shown(words(licence))}” has no address"
            yield Found(licence, message, "give it in @target", f"“{shown(words(licence), 20)}”", "<licence")


RULES = {
    "HDR-002": Rule(no_person, Severity.NOTE, "headers name nobody"),
    "HDR-003": Rule(no_publisher, Severity.NOTE, "headers name no publisher"),
    "HDR-004": Rule(no_date, Severity.NOTE, "headers give no date"),
    "HDR-005": Rule(no_licence, Severity.NOTE, "headers state no licence"),
    "HDR-006": Rule(no_language, Severity.NOTE, "headers give no language"),
    "HDR-007": Rule(no_source, Severity.NOTE, "headers give no source"),
    "HDR-008": Rule(no_identifier, Severity.NOTE, "headers give no identifier"),
    "HDR-009": Rule(left_over_templates, Severity.WARNING, "words of a template are left"),
    "HDR-010": Rule(incomplete_responsibility, Severity.NOTE, "statements of responsibility are incomplete"),
    "HDR-011": Rule(changes_astray, Severity.NOTE, "changes are out of order or have no date"),
    "HDR-012": Rule(unreadable_dates, Severity.WARNING, "dates of publication have no year"),
    "HDR-013": Rule(licences_without_address, Severity.NOTE, "licences have no address"),
}

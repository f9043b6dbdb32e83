"""Numbering: pages, lines and chapters come one after the other. See TEI P5, chapter 3.11."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from teipress.checks.rule import Found, Rule, shown, usual
from teipress.checks.sequences import Label, Slips, label, slips
from teipress.checks.survey import Survey, words
from teipress.diagnostics import Severity
from teipress.xml import Element, local

DIVISIONS = "div div1 div2 div3 div4 div5 div6 div7 text group lg".split()
_CHAPTER = re.compile(
    r"(?:(?P<kind>[^\W\d_]{3,12})\.?\s+)?(?:(?P<number>[IVXLC]{1,7}|[0-9]{1,3})|(?P<roman>[ivxlc]{2,7}))(?![\w’'-])"
)


def pages_astray(survey: Survey) -> Iterator[Found]:
    """A page out of order, or there twice.

    Whoever cites by page finds the wrong place. Pages count in arabic or roman numbers, or as leaves (12r, 12v), each
    edition (@ed) by itself; a count may begin again.

    Example: 12, 13, 41, 15.
    Remedy: correct @n; if the source has the page number wrong, give the right one and say so in a note.
    """
    for pages in _breaks(survey):
        found = _slips(pages)
        for number, element in _told(pages, found.twice):
            message = f"page {number} is there twice, one break after the other"
            yield Found(element, message, "correct @n", f"page {number}", f'n="{number}"')
        for number, element in _told(pages, found.astray):
            around = _around(pages, element)
            yield Found(element, f"page {number} stands {around}", "correct @n", f"page {number}", f'n="{number}"')


def pages_missing(survey: Survey) -> Iterator[Found]:
    """A page is missing in a run that is else without gaps.

    The break may have been forgotten, or the page left out.

    Example: 12, 13, 15.
    Remedy: add the `pb`; an empty page has one too.
    """
    for pages in _breaks(survey):
        for place, number in _slips(pages).missing:
            found, before = pages[place].get("n", ""), pages[place - 1].get("n", "")
            what = "a page is" if number == 1 else f"{number} pages are"
            message = f"{what} missing between {before} and {found}"
            yield Found(pages[place], message, "add the pb", f"before {found}", f'n="{found}"')


def pages_without_number(survey: Survey) -> Iterator[Found]:
    """A page break without a number, where the others have one.

    Example: `<pb/>` between `<pb n="12"/>` and `<pb n="14"/>`.
    Remedy: give @n; of a page that has no number in print, `n="[13]"`.
    """
    for pages in _breaks(survey):
        bare = [page for page in pages if not (page.get("n") or "").strip()]
        if usual(len(pages) - len(bare), len(pages)):
            for page in bare:
                yield Found(page, "a page break without @n", "give the page's number", "pb", "<pb")


def lines_astray(survey: Survey) -> Iterator[Found]:
    """A line number out of order, or there twice.

    Verse is cited by line, an inscription too.

    Example: `<l n="12"/> <l n="31"/> <l n="14"/>`.
    Remedy: correct @n.
    """
    for name in ("l", "lb"):
        numbered = [e for e in survey.all(name) if e.get("n")]
        if len(numbered) < 4:
            continue
        groups: dict[Element | None, list[Element]] = {}
        for element in numbered:
            groups.setdefault(_home(element), []).append(element)
        for lines in groups.values():
            found = _slips(lines)
            if 5 * len(found.astray + found.twice) > len(lines):
                continue
            for number, element in _told(lines, found.astray):
                message = f"line {number} stands {_around(lines, element)}"
                yield Found(element, message, "correct @n", f"line {number}", f'n="{number}"')
            for number, element in _told(lines, found.twice):
                before = lines[lines.index(element) - 1]
                if not (element.get("part") or before.get("part")) and element.getparent() is before.getparent():
                    message = f"line {number} is there twice, one after the other"
                    yield Found(element, message, "correct @n", f"line {number}", f'n="{number}"')


def _home(element: Element) -> Element | None:
    return next((e for e in element.iterancestors() if local(e) in DIVISIONS), None)


def chapters_astray(survey: Survey) -> Iterator[Found]:
    """A chapter whose heading is numbered out of order.

    Two chapters with one number, or one left out, mean a misread heading or a lost chapter.

    Example: CHAPTER IV, CHAPTER VI, CHAPTER VI.
    Remedy: correct the heading; if the source has it wrong, say so with <sic> and <corr>.
    """
    for heads in _headings(survey):
        labels = [_chapter(head) for head in heads]
        if sum(found is not None for found in labels) < 3:
            continue
        found = slips(labels)
        if 3 * len(found.astray + found.twice) > len(heads):
            continue
        for place in (*found.astray, *found.twice):
            before = shown(words(heads[place - 1]), 30)
            message = f"“{shown(words(heads[place]), 30)}” follows on “{before}”"
            yield Found(heads[place], message, "correct the number", f"“{shown(words(heads[place]), 20)}”", "<head")
        for place, number in found.missing:
            before, after = (shown(words(heads[p]), 30) for p in (place - 1, place))
            what = "one is" if number == 1 else f"{number} are"
            message = f"between “{before}” and “{after}” {what} missing"
            yield Found(heads[place], message, "look for it in the source", f"“{after}”", "<head")


def repeated_headings(survey: Survey) -> Iterator[Found]:
    """Two divisions, one after the other, with the same heading.

    Copied and not changed, most often. Where headings repeat as a rule (Scene, Chorus) nothing is said.

    Example: two chapters called “Kronstadt”, side by side.
    Remedy: correct one of them, or make one division of the two.
    """
    for heads in _headings(survey):
        texts = [words(head).casefold().strip(" .:") for head in heads]
        same = [n for n in range(1, len(heads)) if texts[n] == texts[n - 1] and texts[n] and _chapter(heads[n]) is None]
        if len(same) > max(1, len(heads) // 10):
            continue
        for number in same:
            head = heads[number]
            message = f"“{shown(words(head))}” is the heading of the division before, too"
            yield Found(head, message, "correct one of the two", f"“{shown(words(head), 20)}”", "<head")


def missing_headings(survey: Survey) -> Iterator[Found]:
    """A division without a heading among others of its kind that all have one.

    It is missing in the table of contents.

    Example: nine chapters with `head`, and a tenth without.
    Remedy: add the heading; if the source has none, give the division another @type.
    """
    for siblings in _siblings(survey):
        kinds: dict[str | None, list[Element]] = {}
        for element in siblings:
            kinds.setdefault(element.get("type"), []).append(element)
        for kind in kinds.values():
            bare = [e for e in kind if not any(local(child) in ("head", "opener", "titlePage") for child in e)]
            if usual(len(kind) - len(bare), len(kind)):
                for element in bare:
                    what = f"<{local(element)}>"
                    message = f"{what} has no heading, and {len(kind) - len(bare)} beside it have one"
                    yield Found(element, message, "add its head", what, f"<{local(element)}")


def _siblings(survey: Survey) -> Iterator[list[Element]]:
    """The divisions that stand side by side."""
    groups: dict[Element | None, list[Element]] = {}
    for element in survey.all(*DIVISIONS[:8]):
        groups.setdefault(element.getparent(), []).append(element)
    yield from (group for group in groups.values() if len(group) > 1)


def _headings(survey: Survey) -> Iterator[list[Element]]:
    """The headings of divisions of one kind that stand side by side."""
    for siblings in _siblings(survey):
        kinds: dict[str | None, list[Element]] = {}
        for element in siblings:
            head = next((child for child in element if local(child) == "head"), None)
            if head is not None:
                kinds.setdefault(element.get("type"), []).append(head)
        yield from (heads for heads in kinds.values() if len(heads) > 1)


def _chapter(head: Element) -> Label | None:
    """The number that a heading begins with: `IV`, `Chapter 4`."""
    match = _CHAPTER.match(words(head))
    if not match:
        return None
    found = label(match["number"] or match["roman"])
    return (
        Label(found.text, f"{(match['kind'] or '').casefold()} {found.style}", found.value, found.last)
        if found
        else None
    )


def _breaks(survey: Survey) -> Iterator[list[Element]]:
    """The page breaks of each edition, in each text."""
    groups: dict[tuple[Element | None, str], list[Element]] = {}
    for page in survey.all("pb"):
        home = next((e for e in page.iterancestors() if local(e) in ("text", "sourceDoc", "note", "app")), None)
        groups.setdefault((home, page.get("ed", "") + page.get("edRef", "") + page.get("type", "")), []).append(page)
    yield from groups.values()


def _slips(elements: Sequence[Element]) -> Slips:
    return slips([label(element.get("n", "")) for element in elements])


def _told(elements: Sequence[Element], places: Iterable[int]) -> Iterator[tuple[str, Element]]:
    for place in places:
        yield elements[place].get("n", ""), elements[place]


def _around(elements: Sequence[Element], element: Element) -> str:
    place = elements.index(element)
    return f"between {elements[place - 1].get('n', '')} and {elements[place + 1].get('n', '')}"


RULES = {
    "TXT-004": Rule(repeated_headings, Severity.NOTE, "headings repeat"),
    "TXT-005": Rule(missing_headings, Severity.NOTE, "divisions have no heading"),
    "TXT-006": Rule(chapters_astray, Severity.WARNING, "headings are numbered out of order"),
    "TXT-021": Rule(pages_astray, Severity.WARNING, "pages are out of order"),
    "TXT-022": Rule(pages_missing, Severity.NOTE, "pages are missing"),
    "TXT-023": Rule(pages_without_number, Severity.NOTE, "page breaks have no number"),
    "TXT-024": Rule(lines_astray, Severity.WARNING, "line numbers are out of order"),
}

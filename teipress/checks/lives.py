"""Lives: nobody dies before birth, and nobody acts before birth or after death. See TEI P5, chapter ND.

Only where the encoding itself ties a person to a date: a mention beside a date tells nothing, for one may speak of
people long dead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from teipress.addresses import addresses_in
from teipress.calendars import Interval
from teipress.checks.dated import Dates, Life, dating, time_of
from teipress.dates import read, wording
from teipress.diagnostics import Diagnostic, Severity
from teipress.edition import Edition
from teipress.xml import XML_ID, Element, local, tei

NAMING = ("persName", "name", "rs")
# What a person does or is only while alive, as the person's own entry tells it.
IN_LIFE = {
    "education": "education", "occupation": "occupation", "residence": "residence", "floruit": "time of activity",
    "affiliation": "membership",
}  # fmt: skip
# What somebody utters or does, where @who or @source names them and the element bears a date.
UTTERANCES = {
    "sp": "speech", "said": "speech", "q": "speech", "u": "speech", "quote": "quotation", "change": "change",
}  # fmt: skip
LETTERS = tuple(tei(name) for name in ("div", *(f"div{n}" for n in range(1, 8)), "floatingText", "quote", "q", "text"))
WORKS = ("bibl", "biblStruct", "biblFull")


class Act(NamedTuple):
    """Something that the people *pointers* lead to did at *time*; *element* holds the pointers or the date.

    *posthumous* where it may follow a death, as a publication may.
    """

    element: Element
    what: str
    pointers: tuple[str, ...]
    time: Interval
    posthumous: bool = False


def deaths_before_births(found: Dates) -> Iterator[Diagnostic]:
    """A person who dies before being born.

    One of the two dates is wrong, or belongs to a namesake. Where an entry gives several births or deaths, all must
    contradict each other.

    Example: `<birth when="1883-09-23"/><death when="1836-08-25"/>`.
    Remedy: correct the date that is wrong.
    """
    for life in found.lives:
        if life.births and life.deaths and all(d.before(b) for _, d in life.deaths for _, b in life.births):
            (_, birth), (where, death) = life.births[0], life.deaths[0]
            yield Diagnostic(
                found.edition.place(where, "<death"),
                "DAT-003",
                f"the death of {life.name} ({wording(death)}) comes before the birth ({wording(birth)})",
                "correct the date that is wrong",
            )


def acts_outside_lives(found: Dates) -> Iterator[Diagnostic]:
    """Somebody acts before their birth or after their death.

    The date is wrong, or the name leads to the wrong person: a namesake, or a son. Looked at are senders of letters
    (`correspAction`), those who sign a dated letter, speakers and sources of utterances that bear a date, authors of
    works dated before their birth, and the occupations, residences and the like of a person's own entry.

    Example: `<correspAction type="sent"><persName ref="#lenin"/><date when="1925"/></correspAction>`.
    Remedy: correct the date, the pointer or the entry.
    """
    edition = found.edition
    known = ((life.element.get(XML_ID, ""), life) for life in found.lives)
    lives = {identifier: life for identifier, life in known if edition.ids.get(identifier) is life.element}
    if not lives:
        return
    addresses = addresses_in(edition, {identifier: life.element for identifier, life in lives.items()})
    for act in _acts(found, lives):
        for identifier in dict.fromkeys(addresses.identifier(pointer) for pointer in act.pointers):
            reason = lives[identifier].outside(act.time) if identifier in lives else ""
            if reason and not (act.posthumous and reason.startswith("died")):
                yield Diagnostic(
                    edition.place(act.element, f"<{local(act.element)}"),
                    "DAT-004",
                    f"this {act.what} is dated {wording(act.time)}, and {lives[identifier].name} {reason}",
                    "see which is wrong: the date, the person pointed to, or the entry",
                    Severity.WARNING,
                )


def _acts(found: Dates, lives: Mapping[str, Life]) -> Iterator[Act]:
    yield from _sent(found.edition)
    yield from _signed(found.edition)
    yield from _uttered(found)
    yield from _written(found.edition)
    yield from _in_life(lives)


def _people(elements: Iterable[Element]) -> tuple[str, ...]:
    """What the names lead to."""
    return tuple(p for e in elements if local(e) in NAMING for p in (e.get("ref") or e.get("key") or "").split())


def _sent(edition: Edition) -> Iterator[Act]:
    """Who sends a letter is alive; who gets one need not be any more."""
    for action in edition.tree.iter(tei("correspAction")):
        time = time_of(action.findall(tei("date")))
        if time is not None and action.get("type") in ("sent", "received"):
            yield Act(action, "letter", _people(action), time, action.get("type") == "received")


def _signed(edition: Edition) -> Iterator[Act]:
    """Who signs a letter is alive on the day of its one dateline, and so is the voice of a quoted letter."""
    letters: dict[Element, list[Element]] = {}
    for dateline in edition.tree.iter(tei("dateline")):
        home = next(dateline.iterancestors(*LETTERS), None)
        if home is not None:
            letters.setdefault(home, []).append(dateline)
    for home, datelines in letters.items():
        dates = [d for dateline in datelines for d in dateline.iter(tei("date")) if read(dating(d)) is not None]
        if len(dates) == 1:
            signatures = [s for s in home.iter(tei("signed")) if next(s.iterancestors(*LETTERS), None) is home]
            signing = _people(name for signature in signatures for name in signature.iter(*map(tei, NAMING)))
            voices = (home.get("source") or "").split() if local(home) in ("quote", "q") else []
            time = read(dating(dates[0]))
            assert time is not None
            yield Act(dates[0], "letter", (*signing, *voices), time)


def _uttered(found: Dates) -> Iterator[Act]:
    for item in found.all:
        if local(item.element) in NAMING and (time := read(item.attributes)) is not None:
            # The dead are spoken of, the unborn are not.
            yield Act(item.element, "mention", _people((item.element,)), time, posthumous=True)
        pointers = f"{item.element.get('who') or ''} {item.element.get('source') or ''}".split()
        what = UTTERANCES.get(local(item.element)) if pointers else None
        time = read(item.attributes) if what else None
        if what and time is not None:
            yield Act(item.element, what, tuple(pointers), time)


def _written(edition: Edition) -> Iterator[Act]:
    """A work may be printed long after its author's death, and not before the birth."""
    for work in edition.tree.iter(*map(tei, WORKS)):
        dates = [d for path in (".", "monogr/imprint", "imprint", "publicationStmt") for d in _at(work, path, "date")]
        time = time_of(dates)
        if time is not None:
            authors = [a for path in (".", "analytic", "monogr", "titleStmt") for a in _at(work, path, "author")]
            refs = (pointer for author in authors for pointer in (author.get("ref") or author.get("key") or "").split())
            within = _people(name for author in authors for name in author)
            yield Act(work, "work", (*refs, *within), time, posthumous=True)
    for page in edition.tree.iter(tei("titlePage")):
        time = time_of(page.iter(tei("docDate")))
        if time is not None:
            authors = list(page.iter(tei("docAuthor")))
            refs = (pointer for author in authors for pointer in (author.get("ref") or "").split())
            yield Act(page, "title page", (*refs, *_people(n for a in authors for n in a)), time, posthumous=True)


def _at(element: Element, path: str, name: str) -> list[Element]:
    steps = [] if path == "." else path.split("/")
    return element.findall("/".join(tei(step) for step in (*steps, name)))


def _in_life(lives: Mapping[str, Life]) -> Iterator[Act]:
    for identifier, life in lives.items():
        for part in life.element.iterchildren(*map(tei, IN_LIFE)):
            time = read(dating(part))
            if time is not None:
                yield Act(part, IN_LIFE[local(part)], (f"#{identifier}",), time)

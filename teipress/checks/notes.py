"""Notes: each has its anchor, and their marks come one after the other. See TEI P5, chapter 3.9."""

from __future__ import annotations

import re
from collections.abc import Iterator

from teipress.checks.rule import Found, Rule, shown, usual
from teipress.checks.sequences import label, slips
from teipress.checks.survey import Survey, words
from teipress.checks.walk import APART, CLOSE, MARKS, OPEN
from teipress.diagnostics import Severity
from teipress.xml import XML_ID, Element, local, tei

FOOT = ("bottom", "foot", "foot-bottom", "bot", "footer", "footnote", "below")
_MARK = re.compile(rf"[*†‡]+(?=[\s.,;:!?){MARKS}])")
_BEFORE = re.compile(r"[^\W\d_]{2}[.,;:!?”’»]{0,2}$")  # what such a mark stands behind
POINTERS = ("target", "corresp", "sameAs", "next", "prev", "select", "copyOf", "facs")


def notes_without_anchor(survey: Survey) -> Iterator[Found]:
    """A note that nothing leads to.

    It stands apart from its place in the text, in a list of notes, and no pointer leads there, though pointers lead to
    the others. No reader will find it.

    Example: twenty `note` in `back`, and `ref` to nineteen of them.
    Remedy: add the `ref` or `ptr` at the place in the text, or give the note a @target.
    """
    groups: dict[Element, list[Element]] = {}
    for note in survey.all("note"):
        parent = note.getparent()
        if parent is not None and local(parent) in ("div", "noteGrp", "back", "item", "div1", "standOff", "list"):
            groups.setdefault(parent, []).append(note)
    pointed: set[str] | None = None
    for group in groups.values():
        if len(group) < 3:
            continue
        if pointed is None:
            pointed = {
                target[1:] for _, _, value in survey.valued(*POINTERS) for target in value.split() if target[:1] == "#"
            }
        lost = [note for note in group if not _anchored(note, pointed)]
        if 3 * len(lost) > len(group):
            continue
        for note in lost:
            message = f"nothing leads to this note: “{shown(words(note), 30)}”"
            yield Found(note, message, "point to it from its place in the text", f"“{shown(words(note), 20)}”", "<note")


def _anchored(note: Element, pointed: set[str]) -> bool:
    if note.get("target") or note.get("targetEnd") or note.get("corresp"):
        return True
    return any(e.get(XML_ID) in pointed for e in note.iter("{*}*") if e.get(XML_ID))


def note_numbers_astray(survey: Survey) -> Iterator[Found]:
    """A note whose number is out of order, or missing in its run.

    A footnote was lost, or two were exchanged.

    Example: notes 1, 2, 4, 3, 5.
    Remedy: look for the note in the source; correct @n.
    """
    groups: dict[tuple[str | None, ...], list[Element]] = {}
    for note in survey.all("note"):
        if note.get("n"):
            groups.setdefault(tuple(note.get(name) for name in ("place", "type", "resp")), []).append(note)
    for notes in groups.values():
        labels = [label(note.get("n", "")) for note in notes]
        if sum(found is not None for found in labels) < 5:
            continue
        found = slips(labels)
        if 10 * len(found.astray) > len(notes):
            continue
        for place in found.astray:
            before, mark, after = (notes[p].get("n", "") for p in (place - 1, place, place + 1))
            message = f"note {mark} stands between {before} and {after}"
            yield Found(notes[place], message, "correct @n", f"note {mark}", f'n="{mark}"')
        for place, number in found.missing:
            before, after = (notes[p].get("n", "") for p in (place - 1, place))
            what = "a note is" if number == 1 else f"{number} notes are"
            message = f"{what} missing between {before} and {after}"
            yield Found(notes[place], message, "look for it in the source", f"before {after}", f'n="{after}"')


def note_marks_twice(survey: Survey) -> Iterator[Found]:
    """Two footnotes of one page with the same mark.

    Readers cannot tell which mark belongs to which note.

    Example: `*` at two notes of page 12.
    Remedy: look at the page; the second is ** or †, most often.
    """
    elements = survey.edition.tree.iter(tei("pb"), tei("note"))
    seen: set[tuple[str, ...]] = set()
    number, page = 0, ""
    twice: list[tuple[Element, str]] = []
    for element in elements:
        if element.tag == tei("pb"):
            if next(element.iterancestors(tei("note")), None) is None:
                seen, page = set(), element.get("n") or ""
        elif (element.get("place") or "").casefold() in FOOT and (n := element.get("n")):
            number += 1
            key = (n, element.get("resp") or "", element.get("type") or "")
            if key in seen:
                twice.append((element, page))
            seen.add(key)
    if usual(number - len(twice), number):
        for element, page in twice:
            mark = element.get("n") or ""
            message = f"a second note has the mark {mark}{f' on page {page}' if page else ''}"
            yield Found(element, message, "look at the source for its mark", f"{mark} on {page}", f'n="{mark}"')


def marks_without_note(survey: Survey) -> Iterator[Found]:
    """The mark of a footnote stands in the text, and no note is there.

    Left over from the source, where a note was encoded elsewhere or forgotten.

    Example: `the Commissar* said`.
    Remedy: put the `note` there, or make a `ref` of the mark.
    """
    if not survey.named.get("note") or not any(mark in survey.text for mark in "*†‡"):
        return
    found = [
        match
        for match in survey.search(_MARK, "text")
        if _BEFORE.search(survey.text[max(match.start() - 6, 0) : match.start()])
    ]
    for match in found if len(found) <= 20 else ():
        start, end = match.span()
        following = survey.text[end : end + 3].strip(f" {OPEN}{CLOSE}")
        if following[:1] == APART or local(survey.owner(start)) in ("ref", "hi", "label", "w"):
            continue
        word = re.split(rf"[\s{MARKS}]", survey.text[max(start - 25, 0) : end])[-1]
        if word.startswith(match[0]):
            continue  # *set off* by a pair of them
        yield Found(start, f"the mark {match[0]} in “{word}” has no note", "put the note there", f"“{word}”")


RULES = {
    "TXT-011": Rule(notes_without_anchor, Severity.WARNING, "notes have no anchor"),
    "TXT-012": Rule(note_numbers_astray, Severity.WARNING, "notes are out of order"),
    "TXT-013": Rule(note_marks_twice, Severity.WARNING, "marks of notes stand twice on a page"),
    "TXT-014": Rule(marks_without_note, Severity.NOTE, "marks in the text have no note"),
}

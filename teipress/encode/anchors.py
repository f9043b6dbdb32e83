"""Anchors: where in the text of a page its notes are called, found even where the mark was misread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from teipress.encode import marks, signs
from teipress.encode.marks import Call
from teipress.encode.model import Anchor, Findings, Line, Note

SURE = 1.0
_SENTENCE = re.compile(r"[.!?…][”’\"')\]]*(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Placed:
    """A possible call and the line it stands in."""

    line: Line
    call: Call


def calls(lines: Sequence[Line]) -> list[Placed]:
    """All places of a page's text that may call a note, in order."""
    made = []
    opened = 0
    straight = False
    for line in lines:
        if line.gap:
            opened, straight = 0, False
        for call in _calls(line, opened, straight):
            made.append(Placed(line, call))
        opened = max(0, opened + line.text.count("“") - line.text.count("”"))
        straight ^= line.text.count('"') % 2 == 1
    return made


def _calls(line: Line, opened: int, straight: bool) -> list[Call]:
    """The calls of one line, each judged by whether a quotation is open where it stands."""
    text = line.text
    balanced = marks.calls(text, False)
    loose = [call for call in marks.calls(text, True) if call not in balanced]
    made = list(balanced)
    for call in loose:
        before = text[: call.end]
        depth = opened + before.count("“") - before.count("”")
        odd = straight ^ (before.count('"') % 2 == 1)
        sign = text[call.start : call.end]
        if ("”" in sign and depth < 0) or ('"' in sign and odd) or not any(q in sign for q in '”"'):
            made.append(call)
    return sorted(made, key=lambda call: (call.start, call.end))


def match(notes: Sequence[Note], places: Sequence[Placed]) -> list[Placed | None]:
    """The place where each note is called, in the order of both; None where none fits."""
    rows, columns = len(notes), len(places)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            score = places[j].call.score(notes[i].mark)
            taken = score + best[i + 1][_past(places, j)] if score else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], taken)
    made: list[Placed | None] = []
    i = j = 0
    while i < rows:
        if j >= columns or best[i][j] == best[i + 1][j]:
            made.append(None)
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            made.append(places[j])
            i, j = i + 1, _past(places, j)
    return made


def _past(places: Sequence[Placed], index: int) -> int:
    """The next place that does not overlap with one."""
    here = places[index]
    after = index + 1
    while after < len(places) and places[after].line is here.line and places[after].call.start < here.call.end:
        after += 1
    return after


def anchored(notes: Sequence[Note], lines: Sequence[Line], findings: Findings) -> list[Anchor]:
    """Each note of a page at its anchor; one whose anchor is not found, at the likeliest place, which is told."""
    places = calls(lines)
    chosen = match(notes, places)
    made: list[Anchor] = []
    for index, (note, place) in enumerate(zip(notes, chosen, strict=True)):
        if place is None:
            high = next((p for p in chosen[index + 1 :] if p), None)
            made.append(_likeliest(note, made[-1] if made else None, high, lines, findings))
            continue
        anchor = Anchor(place.line, place.call.start, place.call.end, note)
        made.append(anchor)
        score = place.call.score(note.mark)
        if score < SURE:
            findings.say(
                place.line.number,
                "ENC-023",
                f"note {note.mark} may be called at “{_about(anchor)}”, where “{anchor.printed.strip()}” stands",
                "compare the page image",
            )
    taken = [place for place in chosen if place]
    for place in places:
        if place.call.clear and place not in taken and not any(_overlap(place, other) for other in taken):
            sign = place.line.text[place.call.start : place.call.end]
            findings.say(
                place.line.number,
                "ENC-024",
                f"“{sign}” seems to call a note, and no note of this page begins with it",
                "look for the note at the foot of the page, or for a misread sign here",
            )
    return made


def _overlap(a: Placed, b: Placed) -> bool:
    return a.line is b.line and a.call.start < b.call.end and b.call.start < a.call.end


def _about(anchor: Anchor) -> str:
    text = anchor.line.text
    return f"{text[max(0, anchor.start - 24) : anchor.start]}{anchor.printed}".strip()


def _likeliest(
    note: Note, low: Anchor | None, high: Placed | None, lines: Sequence[Line], findings: Findings
) -> Anchor:
    """Where a note without a call most likely belongs: after the sentence it shares its rarest words with.

    It stands between the notes before and after it, *low* and *high*.
    """
    first = lines.index(low.line) if low else 0
    last = lines.index(high.line) if high else len(lines) - 1
    told = {word.casefold() for line in note.lines for word in signs.words(line.text) if len(word) > 3}
    best: tuple[float, Line, int] = (-1.0, lines[last], high.call.start if high else len(lines[last].text))
    shared: list[str] = []
    for line in lines[first : last + 1]:
        start = 0
        for match in _SENTENCE.finditer(line.text):
            shared += [w for w in signs.words(line.text[start : match.end()]) if w.casefold() in told]
            within = (line is not lines[last] or not high or match.end() <= high.call.start) and (
                line is not lines[first] or not low or match.end() >= low.end
            )
            score = float(sum(1 + word[0].isupper() for word in shared))
            if within and score > 0 and score >= best[0]:
                best = (score, line, match.end())
            start, shared = match.end(), []
        shared += [w for w in signs.words(line.text[start:]) if w.casefold() in told]
    _, line, at = best
    anchor = Anchor(line, at, at, note)
    findings.say(
        note.lines[0].number,
        "ENC-023",
        f"the text does not call note {note.printed or note.mark}; it is put at “{_about(anchor)}”, line {line.number}",
        "compare the page image, and move the note to its place",
    )
    return anchor

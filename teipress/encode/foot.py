"""The foot of a page: where its notes begin, which paragraph belongs to which note, what runs on from the page before.

A note must be called in the text, or be set in smaller type, or at least stand apart and begin with the next mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from statistics import median

from teipress.encode import anchors, marks, signs
from teipress.encode.marks import Call, Start
from teipress.encode.measure import Measure
from teipress.encode.model import Line, Note, Page

SMALLER = 1.05  # of the body's measure


@dataclass(frozen=True, slots=True)
class Foot:
    """A page parted: its text, what continues the last note of an earlier page, and its own notes."""

    text: tuple[Line, ...]
    rest: tuple[Line, ...]
    notes: tuple[Note, ...]
    rule: tuple[Line, ...] = ()


class _Sheet:
    """The lines of a page, and the places among them that may call a note, sought when first asked for."""

    def __init__(self, lines: tuple[Line, ...], measure: Measure) -> None:
        self.lines = lines
        self.measure = measure

    @cached_property
    def _calls(self) -> list[tuple[int, Call]]:
        index = {line.place: i for i, line in enumerate(self.lines)}
        return [(index[place.line.place], place.call) for place in anchors.calls(self.lines)]

    def calls(self, before: int) -> list[Call]:
        """The calls in the lines before an index."""
        return [call for index, call in self._calls if index < before]

    def apart(self, index: int) -> bool:
        """Whether a line stands below a blank line or a rule."""
        return self.lines[index].gap > 0 or (index > 0 and _rule(self.lines[index - 1]))

    def smaller(self, a: int, b: int | None = None) -> bool:
        """Whether lines are longer than the body's, so set in smaller type."""
        lines = self.lines[a:b]
        full = [len(line.text) for line in lines[:-1]] or [len(lines[0].text)]
        margin = self.measure.spread if len(full) < 3 else 0
        return not self.measure.reflowed and median(full) > SMALLER * self.measure.at(lines[0]) + margin

    def groups(self, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
        """The groups between blank lines, from an index on."""
        stop = len(self.lines) if end is None else end
        bounds = [start, *(i for i in range(start + 1, stop) if self.lines[i].gap), stop]
        return list(pairwise(bounds))


@dataclass(slots=True)
class _State:
    """What earlier pages tell of the next: the last note, and whether notes with figures were seen."""

    last: Note | None = None
    figures: int = 0


def feet(pages: Sequence[Page], measure: Measure) -> list[Foot]:
    """The pages of a book, each parted into text and notes; notes that run on are whole."""
    made: list[Foot] = []
    state = _State()
    home = -1
    for index, page in enumerate(pages):
        following = next((p.lines[0].text for p in pages[index + 1 :] if p.lines and not p.plate), "")
        foot = _foot(page, measure, state, following) if page.lines and not page.plate else Foot(page.lines, (), ())
        if foot.rest and state.last is not None:
            state.last = _continued(state.last, foot.rest)
            made[home] = replace(made[home], notes=(*made[home].notes[:-1], state.last))
        made.append(foot)
        if foot.notes:
            state.last, home = foot.notes[-1], index
            state.figures += foot.notes[0].mark.isdigit()
        elif not page.plate and not foot.rest:
            state.last = None
    return made


def _foot(page: Page, measure: Measure, state: _State, following: str) -> Foot:
    lines = page.lines
    sheet = _Sheet(lines, measure)
    at = _begin(sheet, state)
    starts = _starts(lines, at) if at is not None else {}
    begin = min(starts, default=len(lines))
    rest = _rest(sheet, begin, state, following)
    rule = lines[rest - 1 : rest] if 1 < rest < len(lines) and _rule(lines[rest - 1]) else ()
    return Foot(lines[: rest - len(rule)], lines[rest:begin], _notes(lines, starts, page), rule)


def _rule(line: Line) -> bool:
    """Whether a line is the printed rule above notes."""
    return len(line.text) > 2 and set(line.text) <= set("-—–_=. ")


def _begin(sheet: _Sheet, state: _State) -> int | None:
    """The first line of the notes of a page; None if it has none."""
    lines = sheet.lines
    for index in range(1, len(lines)):
        start = marks.start(lines[index].text)
        if start and _plausible(sheet, index, start, state):
            return _upwards(sheet, index, start)
    # A single note whose mark was misread.
    last = sheet.groups()[-1][0]
    if last > 0 and sheet.apart(last) and marks.misread_start(lines[last].text, "stars", 1):
        clear = {call.marks[0][0] for call in sheet.calls(last) if call.clear}
        if clear & {"*", "†"}:
            return last
    return None


def _plausible(sheet: _Sheet, index: int, start: Start, state: _State) -> bool:
    """Whether all from a line to the end of the page may be notes."""
    lines = sheet.lines
    expected = start.rank
    for a, b in sheet.groups(index):
        found = marks.start(lines[a].text) if a > index else start
        found = found or marks.misread_start(lines[a].text, start.style, expected)
        if found is None and not sheet.smaller(a, b) and not _rule(lines[a]):
            return False
        expected = found.rank + 1 if found else expected
    smaller, apart = sheet.smaller(index), sheet.apart(index)
    scores = [call.score(start.mark) for call in sheet.calls(index)]
    called = max((score for score in scores if score != marks.ANY), default=0.0)
    if start.style in ("stars", "signs"):
        quoted = lines[index].text[start.end : start.end + 1] in '“"‘'
        if not apart and not smaller:
            return called >= 2 and signs.ends_sentence(lines[index - 1].text)
        return called >= 1 or smaller or (not quoted and (any(scores) or (apart and start.rank <= 2)))
    if start.style == "letters" and not apart:
        return False
    next_one = state.last is not None and state.last.mark.isdigit() and start.rank == int(state.last.mark) + 1
    if called >= 2:
        return apart or smaller or state.figures > 0 or index >= 0.5 * len(lines)
    return apart and (start.rank == 1 or next_one) and (smaller or (state.figures > 0 and next_one) or called > 0)


def _upwards(sheet: _Sheet, index: int, start: Start) -> int:
    """The beginning of the notes, where the first ones have a misread mark and the first clear mark is a later one."""
    rank = start.rank - 1
    while rank:
        top = next((a for a, b in sheet.groups() if b == index and a), 0)
        if not top or not marks.misread_start(sheet.lines[top].text, start.style, rank):
            break
        called = any(call.score(marks.mark(start.style, rank)) >= 1 for call in sheet.calls(top))
        if not called and not sheet.smaller(top, index):
            break
        index, rank = top, rank - 1
    return index


def _starts(lines: Sequence[Line], at: int) -> dict[int, Start]:
    """The lines of the foot that begin a note."""
    found: dict[int, Start] = {}
    clear_ones = (start for line in lines[at:] if (start := marks.start(line.text)))
    first = next(clear_ones, Start("stars", 1, "*", 0))
    clear = {i: s for i in range(at, len(lines)) if (s := marks.start(lines[i].text)) and _family(s, first)}
    rank = 0
    for index in range(at, len(lines)):
        line = lines[index]
        start = clear.get(index)
        beyond = [s.rank for i, s in clear.items() if i > index]
        if start and (not found or _follows(start, rank, beyond)):
            found[index], rank = start, start.rank
        elif not start and (index == at or line.gap or _skipped(lines, index, rank, beyond)):
            wanted = rank + 1 if found else max(1, min(beyond, default=2) - 1) if first.style != "figures" else 0
            wanted = wanted or (min(beyond, default=2) - 1)
            misread = marks.misread_start(line.text, first.style, wanted) if wanted > 0 else None
            if misread and wanted not in beyond:
                found[index], rank = misread, wanted
    return found


def _skipped(lines: Sequence[Line], index: int, rank: int, beyond: Sequence[int]) -> bool:
    """Whether a mark is missing before the next one, and a sentence has ended: a note may begin here."""
    return min(beyond, default=0) > rank + 1 and signs.ends_sentence(lines[index - 1].text)


def _family(start: Start, first: Start) -> bool:
    """Whether a mark belongs to the same series as the first of the page: stars and daggers go together."""
    return start.style == first.style or {start.style, first.style} <= {"stars", "signs"}


def _follows(start: Start, rank: int, beyond: Sequence[int]) -> bool:
    if start.style == "figures":
        return rank < start.rank <= rank + 3 and start.rank not in beyond
    return start.rank > rank or start.style == "stars"


def _notes(lines: Sequence[Line], starts: dict[int, Start], page: Page) -> tuple[Note, ...]:
    """The notes of a page, paragraph by paragraph."""
    made: list[Note] = []
    bounds = [*sorted(starts), len(lines)]
    for count, (a, b) in enumerate(pairwise(bounds), 1):
        start = starts[a]
        paragraphs: list[list[Line]] = []
        for i in range(a, b):
            ended = i > a and lines[i].gap > 0 and signs.ends_sentence(lines[i - 1].text)
            if ended or not paragraphs:
                paragraphs.append([])
            paragraphs[-1].append(lines[i])
        printed = lines[a].text[: start.end].strip()
        name = f"n{page.label}-{count}"
        made.append(Note(start.mark, printed, start.end, tuple(map(tuple, paragraphs)), lines[a].page, name))
    return tuple(made)


# --- notes that run on ------------------------------------------------------------------------------------------------


def _rest(sheet: _Sheet, begin: int, state: _State, following: str) -> int:
    """Where the rest of an earlier page's note begins; *begin*, where the page's own notes begin, if nowhere."""
    if state.last is None or begin < 2:
        return begin
    lines = sheet.lines
    last = state.last.lines[-1].text
    at = sheet.groups(0, begin)[-1][0]
    if not at or _rule(lines[at]) or not (signs.ends_open(last) or signs.hyphenated(last)):
        return begin
    before = lines[at - 2 if at > 1 and _rule(lines[at - 1]) else at - 1].text
    goes_on = signs.starts_lower(lines[at].text) or signs.hyphenated(last)
    # The text of the page is whole without these lines.
    whole = signs.ends_sentence(before) or (begin == len(lines) and signs.starts_lower(following))
    usual = median(len(line.text) for line in state.last.lines)
    alike = len(lines[at].text) > 0.92 * usual and sheet.smaller(at, begin)
    return at if (goes_on and (whole or alike) and sheet.apart(at)) or (alike and whole) else begin


def _continued(note: Note, rest: tuple[Line, ...]) -> Note:
    """A note with its last paragraph carried on."""
    return replace(note, paragraphs=(*note.paragraphs[:-1], (*note.paragraphs[-1], *rest)))

"""Misreads: what in a text was likely read wrongly, for a person to decide; nothing here changes the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from teipress.encode import slips, unknown
from teipress.encode.foot import Foot
from teipress.encode.habits import Flow
from teipress.encode.hyphens import Spelling
from teipress.encode.model import Anchor, Findings, Line, Page
from teipress.encode.suspects import Stretch, Suspect
from teipress.encode.vocabulary import Vocabulary

COLUMNS = ("page", "line", "ocr", "suggestion", "reason")


@dataclass(frozen=True, slots=True)
class Misread:
    """On *line* of the source, which is on *page*, *ocr* was likely read for one of the *suggestions*."""

    page: str
    line: int
    ocr: str
    suggestions: tuple[str, ...]
    reason: str

    def row(self) -> str:
        """The misread as a row of the list."""
        cells = (self.page, str(self.line), self.ocr, " | ".join(self.suggestions), self.reason)
        return "\t".join(" ".join(cell.split("\t")) for cell in cells)


def table(found: Sequence[Misread]) -> str:
    """The list of suspected misreads, with a row for each."""
    return "".join(f"{row}\n" for row in ("\t".join(COLUMNS), *(misread.row() for misread in found)))


def misreads(
    pages: Sequence[Page],
    feet: Sequence[Foot],
    called: Sequence[Anchor],
    spelling: Spelling,
    vocabulary: Vocabulary,
    flow: Flow,
    findings: Findings,
) -> tuple[Misread, ...]:
    """The suspected misreads of a text. *flow* gives what follows each line within its paragraph."""
    stretches = _stretches(feet)
    suspects = [*slips.slips(stretches, vocabulary, flow), *unknown.unknown(stretches, spelling, vocabulary, findings)]
    suspects += _marks(called)
    taken = {
        (a.line.place, at) for a in called if a.printed.strip(" ()[]") == a.note.mark for at in range(a.start, a.end)
    }
    chosen = _chosen(s for s in suspects if not all((s.line.place, at) in taken for at in range(s.start, s.end)))
    labels = [page.label for page in pages]
    made = [_misread(suspect, labels) for suspect in chosen]
    return tuple(sorted(made, key=lambda m: m.line))


def _stretches(feet: Sequence[Foot]) -> list[Stretch]:
    """The lines of the text, and those of each note, in the order they are read."""
    made = [Stretch(tuple(line for foot in feet for line in foot.text))]
    made += [Stretch(note.lines, note.start) for foot in feet for note in foot.notes]
    return [stretch for stretch in made if stretch.lines]


def _marks(called: Sequence[Anchor]) -> list[Suspect]:
    """Marks of notes that were misread, in the text and before the note."""
    made = []
    for anchor in called:
        if anchor.printed.strip(" ()[]") not in (anchor.note.mark, "") and anchor.printed.strip("¹²³⁴⁵⁶⁷⁸⁹⁰ ()") != "":
            made.append(Suspect(anchor.line, anchor.start, anchor.end, (anchor.note.mark,), "mark of a note", True))
        first = anchor.note.lines[0]
        if anchor.note.printed and anchor.note.printed.strip("*†‡§‖¶|¹²³⁴⁵⁶⁷⁸⁹⁰0123456789()[]. abcdefgh"):
            made.append(Suspect(first, 0, anchor.note.start, (anchor.note.mark,), "mark of a note", True))
    return made


def _chosen(suspects: Iterable[Suspect]) -> list[Suspect]:
    """The suspects in order, those of the same place as one; the first reason counts, all suggestions stay."""
    made: list[Suspect] = []
    ordered = sorted(suspects, key=lambda s: (s.line.page, s.line.number, s.start, not s.sure, -s.end))
    for suspect in ordered:
        last = made[-1] if made else None
        if last is not None and last.line is suspect.line and suspect.start < last.end:
            made[-1] = last.joined(suspect)
        else:
            made.append(suspect)
    return made


def _misread(suspect: Suspect, labels: Sequence[str]) -> Misread:
    """The suspect as a row: its words, and as many about them as tell it from others of its line."""
    text = suspect.line.text
    start, end = _token(text, suspect.start, suspect.end)
    while text.find(text[start:end]) < start:
        wider = _wider(text, start, end)
        if wider == (start, end):
            break
        start, end = wider
    before, after = text[start : suspect.start], text[suspect.end : end]
    suggestions = tuple(dict.fromkeys(f"{before}{made}{after}" for made in suspect.suggestions))
    return Misread(labels[suspect.line.page], suspect.line.number, text[start:end], suggestions, suspect.reason)


def _token(text: str, start: int, end: int) -> tuple[int, int]:
    """The words that a stretch belongs to."""
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _wider(text: str, start: int, end: int) -> tuple[int, int]:
    """One more word, after or else before."""
    if end < len(text):
        return start, _token(text, start, min(len(text), end + 1 + (end + 1 < len(text))))[1]
    return (_token(text, max(0, start - 2), end)[0], end) if start else (start, end)


__all__ = ["Line", "Misread", "misreads", "table"]

"""Printing: lines, page breaks and notes as TEI, each written once, from the first page to the last."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from teipress.encode.hyphens import Break
from teipress.encode.model import Anchor, Line, Page, Spans, whole

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_QUOTED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;"})
_BLANKS = re.compile(r"[ \t]{2,}")
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_ASIDE = re.compile(r"\([^()]{1,60}\)")
Place = tuple[int, int]  # the number of a line in the file, and its page
Plates = Sequence[tuple[Line, tuple[Line, ...]]]


def escaped(text: str) -> str:
    """Text as XML has it; of several blanks in a row, which only place words on the paper, one is left."""
    return _BLANKS.sub(" ", text).translate(_ESCAPES)


def quoted(text: str) -> str:
    """Text as XML has it in an attribute."""
    return text.translate(_QUOTED)


@dataclass(frozen=True, slots=True)
class Edit:
    """Markup that stands in a line in place of the signs from *start* to *end*; *once* names what is written once."""

    start: int
    end: int
    markup: str
    anchor: Anchor | None = None


class Printer:
    """Writes the lines of a text in order, and the pages that begin between them."""

    def __init__(
        self,
        pages: Sequence[Page],
        ids: Sequence[str],
        anchors: Iterable[Anchor],
        between: Callable[[str, str], Break],
        rules: Sequence[Sequence[Line]],
    ) -> None:
        self._pages = pages
        self._ids = ids
        self._between = between
        self._rules = rules
        self._page = -1
        self._written: set[str] = set()
        self._anchors: dict[Place, list[Anchor]] = defaultdict(list)
        for anchor in anchors:
            self._anchors[anchor.line.place].append(anchor)

    # --- lines --------------------------------------------------------------------------------------------------------

    def element(self, name: str, spans: Spans, plates: Plates = (), spoken: bool = False, attributes: str = "") -> str:
        """An element that holds printed lines."""
        stages = _stages(spans) if spoken else {}
        return f"\n<{name}{attributes}>{self.spans(spans, plates, stages)}</{name}>"

    def spans(self, spans: Spans, plates: Plates = (), stages: dict[Place, list[Edit]] | None = None) -> str:
        """Printed lines, each begun by `lb`; hyphens that only divide a word are left out."""
        made = ["" if spans[0].start else "<lb/>"]
        for span, following in zip(spans, (*spans[1:], None), strict=True):
            meet = self._between(span.text, following.text) if following else Break.SPACE
            edits = [*(stages or {}).get(span.line.place, ())]
            edits += [Edit(a.start, a.end, "", a) for a in self._anchors.get(span.line.place, ())]
            stop = span.end - 1 if meet is Break.SOFT else span.end
            made.append(self._edited(span.line.text, span.start, span.end, stop, edits))
            if following is None:
                break
            for after, caption in plates:
                if after is span.line:
                    made.append(
                        f"\n{self.turn(caption[0])}<figure>{self.element('head', whole(caption)).lstrip()}</figure>"
                    )
            if meet is Break.SPACE:
                made.append(f"\n{self.turn(following.line)}<lb/>")
            else:
                made.append(f'{self.turn(following.line, broken=True)}<lb\nbreak="no"/>')
        return "".join(made)

    def _edited(self, text: str, start: int, end: int, stop: int, edits: Sequence[Edit]) -> str:
        """The text from *start* to *end*, written as far as *stop*; notes and stage directions in their places."""
        at, made = start, ""
        for edit in sorted(edits, key=lambda e: (e.start, e.end)):
            if not start <= edit.start <= edit.end <= end:
                continue
            markup = edit.markup
            if edit.anchor is not None:
                if edit.anchor.note.name in self._written:
                    continue
                markup = self._note(edit.anchor)
            made += escaped(text[at : min(edit.start, stop)]) + markup
            at = max(at, edit.end)
        return made + escaped(text[at:stop])

    # --- notes --------------------------------------------------------------------------------------------------------

    def _note(self, anchor: Anchor) -> str:
        note = anchor.note
        self._written.add(note.name)
        paragraphs = "".join(
            f"<p>{self._note_lines(lines, 0 if number else note.start)}</p>"
            for number, lines in enumerate(note.paragraphs)
        )
        return f'<note place="bottom" n="{quoted(note.mark)}" xml:id="{quoted(note.name)}">{paragraphs}</note>'

    def _note_lines(self, lines: Sequence[Line], start: int) -> str:
        made = "<lb/>"
        for line, following in zip(lines, (*lines[1:], None), strict=True):
            text = line.text[start:]
            start = 0
            meet = self._between(text, following.text) if following else Break.SPACE
            made += escaped(text[:-1] if meet is Break.SOFT else text)
            if following is None:
                break
            turned = ""
            if following.page != line.page:
                # The page break itself stands in the text; here is said which page the note goes on to.
                turned = f'<milestone unit="page" n="{quoted(self._pages[following.page].label)}"/>'
            made += f"\n{turned}<lb/>" if meet is Break.SPACE else f'{turned}<lb\nbreak="no"/>'
        return made

    # --- pages --------------------------------------------------------------------------------------------------------

    def block(self, line: Line) -> str:
        """The breaks of the pages that begin before a block whose first line this is."""
        made = self.turn(line)
        return f"\n{made}" if made else ""

    def turn(self, line: Line, broken: bool = False) -> str:
        """The breaks of all pages up to that of a line; *broken*: in the middle of a word."""
        return self._to(line.page, broken)

    def end(self) -> str:
        """What is left after the last line: pages without text, and the foot of the last."""
        return self._to(len(self._pages) - 1) + self._bottom()

    def _to(self, page: int, broken: bool = False) -> str:
        made = ""
        while self._page < page:
            made += self._bottom()
            self._page += 1
            here = self._pages[self._page]
            inside = ' break="no"' if broken else ""
            if here.label:
                made += f'<pb n="{quoted(here.label)}" xml:id="{quoted(self._ids[self._page])}"{inside}/>'
            made += _margin(here.top, "head", "top")
        return made

    def _bottom(self) -> str:
        """What stands below the text of the page at hand."""
        if self._page < 0:
            return ""
        return _margin(self._rules[self._page], "rule", "bottom") + _margin(
            self._pages[self._page].bottom, "foot", "bottom"
        )


def _margin(lines: Sequence[Line], kind: str, where: str) -> str:
    return "".join(f'<fw type="{kind}" place="{where}"><lb/>{escaped(line.text)}</fw>' for line in lines)


def _stages(spans: Spans) -> dict[Place, list[Edit]]:
    """The stage directions in the brackets of a speech, as edits of its lines."""
    text = "".join(span.text + "\n" for span in spans)
    places = [(span.line, at) for span in spans for at in range(span.start, span.end + 1)]
    made: dict[Place, list[Edit]] = defaultdict(list)
    found = [*_BRACKETS.finditer(text)]
    if spans[0].start and (aside := _ASIDE.match(text)):
        found.append(aside)
    for match in found:
        line, at = places[match.start()]
        made[line.place].append(Edit(at, at, "<stage>"))
        line, at = places[match.end() - 1]
        made[line.place].append(Edit(at + 1, at + 1, "</stage>"))
    return made

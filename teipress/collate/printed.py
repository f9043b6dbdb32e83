"""Printed: a TEI text taken back to the lines that the printer set.

Notes go to where the source has them, hyphens to the ends of their lines; of alternatives, what the source prints
stands. What the TEI leaves open is one of the `signs`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from teipress import xml
from teipress.collate.habits import BREAKS, Habits, place_of
from teipress.collate.lines import Line, Page, Printed
from teipress.collate.signs import END, FLOAT, GAP, GLUED, HYPHEN, LEAP, MARK, MAYBE, QUOTED, SIGNS
from teipress.xml import Element, local

# What the encoder gave and the source does not have. A correction beside its sic is left out by `ALTERNATIVES`.
NOT_PRINTED = frozenset(
    (
        "teiHeader standOff facsimile figDesc supplied ex index interp interpGrp spanGrp linkGrp joinGrp altGrp "
        "certainty precision respons witDetail timeline xenoData listPerson listPlace listOrg listEvent listNym "
        "listRelation listWit listApp listChange listPrefixDef desc"
    ).split()
)
# Of these the source has one; without it the first stands.
ALTERNATIVES = {"choice": ("sic", "orig", "abbr"), "app": ("lem",)}
# A line begins and ends with them, where the habits say so; no word runs on past their borders.
BLOCKS = frozenset(
    (
        "div div1 div2 div3 div4 div5 div6 div7 p ab head l lg list item table row sp speaker opener closer salute "
        "signed dateline byline trailer argument epigraph docTitle titlePart docAuthor docImprint docDate docEdition "
        "figure postscript titlePage front body back text group castList castItem castGroup listBibl entry zone"
    ).split()
)
APART = BLOCKS | {"cell", "label", "stage"}
QUOTATIONS = frozenset(("q", "quote", "said", "soCalled"))
LARGE_GAPS = frozenset("line lines page pages leaf leaves folio folios volume chapter".split())
PROSE = frozenset("p ab item bibl".split())  # of a text with lines marked, these may not be
LONGEST_LINE = 150  # characters: a longer note or paragraph without an lb does not mark its lines


@dataclass(slots=True)
class _Flow:
    """Where text is being set: in the lines of a page or of a note."""

    lines: list[Line]
    fresh: bool = True  # the next text begins a line, soft or not
    soft: bool = False
    free: bool = False
    foot: bool = False  # of notes at the foot of a page
    mark: str = ""  # printed before the next text
    last: Line | None = None
    divided: tuple[Line, str] | None = None  # the line that ended within a word, and the sign for that


def printed(tree: Element, habits: Habits) -> Printed:
    """The lines of a TEI document."""
    reader = _Reader(habits, tree)
    reader.read(tree)
    reader.finish()
    lines = []
    for number, page in enumerate(reader.pages):
        for line in (*page.head, *page.text, *page.notes, *page.foot):
            line.page = number
            lines.append(line)
    return Printed(lines, reader.pages)


class _Reader:
    """Reads a TEI document as the printer set it."""

    def __init__(self, habits: Habits, tree: Element) -> None:
        self.habits = habits
        self.page = Page()
        self.pages = [self.page]
        self.flow = _Flow(self.page.text, free=habits.stream)
        self.line = 0
        self.maybe = 0  # within how many elements that a witness may lack
        self.gap = False  # a large gap since the last page break
        self.waiting: list[list[Line]] = []  # notes to be set where each open division ends
        self.end: list[Line] = []
        self.carried: dict[str, list[Line]] = {}  # notes that run on, by the page they run on to
        pointers = (e.get("target") or "" for e in tree.iter("{*}ref", "{*}ptr"))
        self.targets = {target.removeprefix("#") for pointer in pointers for target in pointer.split()}
        breaks = (pb for pb in tree.iter("{*}pb") if next(pb.iterancestors("{*}note"), None) is None)
        self.outside = {pb.get("n", "") for pb in breaks}  # the pages that begin outside notes
        self.transcript = next(tree.iter("{*}text"), None) is None  # else a sourceDoc says the same once more

    def read(self, element: Element) -> None:
        """Set an element, not what follows it."""
        name = local(element)
        self.line = xml.line_of(element) or self.line
        if not name or name in NOT_PRINTED or (name == "sourceDoc" and not self.transcript):
            return
        if name in BREAKS:
            self._break(element, name)
        elif name == "note":
            self._note(element)
        elif name == "fw":
            self._furniture(element)
        elif name == "gap":
            large = element.get("unit") in LARGE_GAPS or element.get("reason") == "sampling"
            self.gap = self.gap or large
            self._print(LEAP if large else GAP, element)
        elif name == "space":
            self._print(" ", element)
        else:
            self._container(element, name)

    def finish(self) -> None:
        """Set the notes that wait for the end of the text."""
        self.page.text.extend(self.end)
        for lines in self.carried.values():
            self.page.notes.extend(lines)

    def _container(self, element: Element, name: str) -> None:
        division = name.startswith("div")
        free = self.flow.free
        quoted = self.habits.quotes and name in QUOTATIONS
        if name == "surface":
            self._turn(element)
        if division:
            self.waiting.append([])
        self._border(element, name)
        if name in PROSE and not free and _unmarked(element):
            self.flow.free = self.flow.fresh = self.flow.soft = True
        self.flow.mark += QUOTED if quoted else ""
        self.maybe += name == "del"
        self._inside(element, name)
        self.maybe -= name == "del"
        if quoted and self.flow.last is not None:
            self.flow.last.pieces.append((QUOTED, self.line, element))
        if division and (notes := self.waiting.pop()):
            self.flow.lines.extend(notes)
            self.flow.fresh = True
        if self.flow.free and not free:
            self.flow.free, self.flow.fresh, self.flow.soft = False, True, True
        self._border(element, name)

    def _border(self, element: Element, name: str) -> None:
        if name in APART:
            self._print(" ", element)
        if name == "line":
            self.flow.fresh, self.flow.soft = True, False
        elif name in BLOCKS and self.habits.blocks and not self.flow.fresh:
            self.flow.fresh = self.flow.soft = True

    def _inside(self, element: Element, name: str) -> None:
        if name in ALTERNATIVES:
            options = [child for child in element if local(child)]
            chosen = [child for child in options if local(child) in ALTERNATIVES[name]]
            for child in (chosen or options)[:1]:
                self.read(child)
            return
        self._print(element.text or "", element)
        for child in element:
            self.read(child)
            self._print(child.tail or "", element)

    # --- breaks -------------------------------------------------------------------------------------------------------

    def _break(self, element: Element, name: str) -> None:
        edition = self.habits.editions.get(name)
        if edition is not None and element.get("ed", "") != edition:
            return
        flow = self.flow
        if flow.divided is None and flow.last is not None:
            if element.get("break") == "no":
                flow.divided = (flow.last, HYPHEN)
            elif self.habits.glued and flow.last.text[-1:].isalnum():
                flow.divided = (flow.last, GLUED)
        if name == "pb":
            self._turn(element)
        flow.fresh, flow.soft = True, False

    def _turn(self, element: Element) -> None:
        """Begin a page; within a note at a page's foot, the one that the note runs on to."""
        label = element.get("n", "")
        if self.flow.foot and label in self.outside:
            self.flow.lines = self.carried.setdefault(label, [])
            return
        running = self.flow.lines is self.page.text
        self.page = Page(label, element, self.line, self.gap, notes=self.carried.pop(label, []))
        self.pages.append(self.page)
        self.gap = False
        if running or self.flow.foot:
            self.flow.lines = self.page.text if running else self.page.notes

    # --- notes and running heads --------------------------------------------------------------------------------------

    def _note(self, element: Element) -> None:
        where = "away" if element.get("type") == "editorial" else self.habits.notes.get(place_of(element), "inline")
        if where == "away":
            return
        mark = element.get("n", "")
        at_anchor, at_note = (
            f"{FLOAT}{form.format(mark)}{FLOAT}" if mark.isalnum() else form.format(mark) if mark else MARK
            for form in self.habits.marks
        )
        if where == "inline" or element.get(xml.XML_ID) in self.targets:
            at_anchor, at_note = "", at_note if mark else ""
        if _begins_with(element, mark):
            at_note = ""
        self._print(at_anchor, element)
        if where == "inline":
            self._print(f" {at_note}", element)
            self._inside(element, "note")
            self._print(" ", element)
            return
        flow, page = self.flow, self.page
        lines = page.notes if where == "foot" else self._end_notes(where)
        self.flow = _Flow(lines, mark=at_note, free=self.habits.stream or _unmarked(element), foot=where == "foot")
        self._inside(element, "note")
        self.flow = flow
        if self.page is not page:  # a page break within the note, and none outside it, is that of the text
            flow.lines, flow.fresh = self.page.text, True

    def _end_notes(self, where: str) -> list[Line]:
        """Where the notes stand that are printed at the end of a division, chapter or text."""
        if where == "end" or not self.waiting:
            return self.end
        return self.waiting[-1 if where == "div" else 0]

    def _furniture(self, element: Element) -> None:
        """A running head, a page number, a catchword: a witness may lack it."""
        place = element.get("place", "")
        top = place.startswith("top") or (not self.page.text and not place.startswith(("bot", "foot")))
        flow, self.flow = self.flow, _Flow(self.page.head if top else self.page.foot)
        self.maybe += 1
        self._inside(element, "fw")
        self.maybe -= 1
        self.flow = flow

    # --- setting ------------------------------------------------------------------------------------------------------

    def _print(self, text: str, element: Element) -> None:
        if not text:
            return
        flow, at = self.flow, self.line
        self.line += text.count("\n")
        first = text.lstrip()[:1]
        if first:
            text = self._dressed(text)
            if flow.divided is not None and first not in SIGNS:
                self._divide(flow.divided, text, first, element)
                flow.divided = None
            if flow.fresh or not flow.lines:
                flow.lines.append(Line(flow.soft, flow.free))
                flow.fresh = False
            flow.last = flow.lines[-1]
            if flow.mark:
                flow.last.pieces.append((flow.mark, at, element))
                flow.mark = ""
        elif flow.divided is not None and flow.divided[1] == GLUED:
            flow.divided = None
        if first or (flow.lines and not flow.fresh):
            flow.lines[-1].pieces.append((text, at, element))

    def _dressed(self, text: str) -> str:
        """The text in composed characters, with signs about words that a witness may lack."""
        text = text if text.isascii() else unicodedata.normalize("NFC", text)
        return re.sub(r"\S+", rf"{MAYBE}\g<0>{END}", text) if self.maybe else text

    def _divide(self, divided: tuple[Line, str], text: str, first: str, element: Element) -> None:
        """Put the sign of a divided word where a letter stands on either side."""
        line, sign = divided
        ended = line.text.rstrip().rstrip("".join(SIGNS))[-1:]
        if ended.isalnum() and first.isalnum() and self.habits.hyphens and (sign == HYPHEN or text[:1] == first):
            line.pieces.append((sign, self.line, element))


def _unmarked(element: Element) -> bool:
    """Whether an element is too long for a line, and does not tell its lines."""
    return element.find(".//{*}lb") is None and sum(map(len, element.itertext("{*}*"))) > LONGEST_LINE


def _begins_with(note: Element, mark: str) -> bool:
    """Whether a note's mark is encoded as its first element."""
    first = next((child for child in note.iter() if child is not note and local(child) not in ("p", "lb", "")), None)
    return bool(mark) and first is not None and "".join("".join(first.itertext()).split()).strip("()[].") == mark

"""The proof: the draft is read back line by line, and every line of the source must be in it, on its page, in order.

This module knows nothing of how the draft was made. It takes the notes back to the foot of their pages and puts
hyphens back at the ends of lines; what is then missing, or is there without being in the source, is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from teipress.diagnostics import Severity
from teipress.encode import signs
from teipress.encode.model import Findings, Line
from teipress.xml import Element, local

TEXT, FOOT, MARGIN = range(3)


@dataclass(slots=True)
class _Sheet:
    """The printed lines of a page, by where they stand on it."""

    zones: tuple[list[str], list[str], list[str]] = field(default_factory=lambda: ([], [], []))


def prove(root: Element, source: Iterable[Line], marks: Mapping[str, tuple[str, str]], findings: Findings) -> int:
    """Compare a draft with the lines of its source; how many of either the other does not have, each told.

    *marks* gives, for each note by its id, the signs that call it in the text and those that stand before it.
    """
    reader = _Reader(root, marks)
    reader.read(root, TEXT)
    wanted: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for line in source:
        wanted[line.page, _compared(line.text)].append(line.number)
    lost = 0
    for page, sheet in enumerate(reader.sheets):
        for zone in sheet.zones:
            last = 0
            for text in filter(None, map(_compared, zone)):
                numbers = wanted.get((page, text), [])
                number = next((n for n in numbers if n >= last), None)
                if number is None:
                    lost += 1
                    _tell(findings, last, f"the draft has “{text[:60]}” here, and the source has not")
                    continue
                numbers.remove(number)
                last = number
    for (_, text), numbers in wanted.items():
        for number in numbers if text else ():
            lost += 1
            _tell(findings, number, f"this line is not in the draft as it stands: “{text[:60]}”")
    return lost


def _tell(findings: Findings, line: int, said: str) -> None:
    findings.say(line, "ENC-026", said, "this is a fault of teipress; report it with the source", Severity.ERROR)


def _compared(text: str) -> str:
    """A line without white space; a hyphen at its end is a hyphen, whatever sign the scan has for it."""
    squeezed = "".join(text.split())
    return f"{squeezed[:-1]}-" if signs.hyphenated(squeezed) else squeezed


class _Reader:
    """Reads a draft as a printer set it."""

    def __init__(self, root: Element, marks: Mapping[str, tuple[str, str]]) -> None:
        labels = [e.get("n", "") for e in root.iter("{*}pb")]
        self.sheets = [_Sheet() for _ in range(max(1, len(labels)))]
        self._labels = labels
        self._marks = marks
        # The page at hand, and where a note has got to, which may be a later one.
        self._page = -1 if labels else 0
        self._ahead = 0
        self._divided: dict[int, tuple[list[str], int] | None] = {TEXT: None, FOOT: None, MARGIN: None}

    def read(self, element: Element, zone: int) -> None:
        """Read an element and what follows it within its parent."""
        name = local(element)
        if not name or name == "teiHeader":
            return
        if name == "pb":
            self._page += 1
        elif name == "milestone" and element.get("unit") == "page":
            label = element.get("n", "")
            self._ahead = next((i for i in range(self._ahead + 1, len(self._labels)) if self._labels[i] == label), 0)
        elif name == "lb":
            self._line(element, zone)
        elif name in ("fw", "figure"):
            zone = MARGIN
        elif name == "note":
            called, printed = self._marks.get(element.get("{http://www.w3.org/XML/1998/namespace}id", ""), ("", ""))
            self._print(called, zone)
            zone, self._ahead = FOOT, self._page
            self._divided[FOOT] = None
            for child in element:
                self._paragraph(child, printed)
                printed = ""
            return
        self._print(element.text or "", zone)
        for child in element:
            self.read(child, zone)
            self._print(child.tail or "", zone)

    def _paragraph(self, element: Element, printed: str) -> None:
        """A paragraph of a note; the first begins with its mark."""
        for child in element:
            self.read(child, FOOT)
            self._print(printed + (child.tail or ""), FOOT)
            printed = ""

    def _lines(self, zone: int) -> list[str]:
        return self.sheets[self._ahead if zone == FOOT else max(0, self._page)].zones[zone]

    def _line(self, element: Element, zone: int) -> None:
        made = self._divided.get(zone)
        self._divided[zone] = (made[0], made[1]) if made and element.get("break") == "no" else None
        self._lines(zone).append("")
        self._last = (zone, self._lines(zone))

    def _print(self, text: str, zone: int) -> None:
        stripped = text.strip()
        if not stripped:
            return
        divided = self._divided[zone]
        lines = self._lines(zone)
        if divided is not None and lines and not lines[-1].strip():
            before, index = divided
            if (before[index].rstrip()[-1:].isalnum() or before[index].rstrip()[-1:] in "’'") and (
                stripped[0].isalnum() or stripped[0] in "’'"
            ):
                before[index] = before[index].rstrip() + "-"
        if not lines:
            lines.append("")
        lines[-1] += text
        self._divided[zone] = (lines, len(lines) - 1)

"""Tell: differences in an editor's words, each with its place in the TEI and in the witness, and a remedy."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from teipress import xml
from teipress.collate import rows
from teipress.collate.differences import NEWLINE, Difference, Token
from teipress.collate.ledger import Corrected
from teipress.collate.lines import Line, Printed
from teipress.collate.pages import Border, Borders
from teipress.collate.signs import SOFT, shown
from teipress.diagnostics import Diagnostic, Place, Severity
from teipress.edition import Edition

CONTEXT = 3  # words shown on either side of a difference
LONGEST = 14  # words of a difference that are all shown
SHORTEST_MOVED = 8  # characters: shorter words stand in many places
ENDS = (NEWLINE, SOFT)


class Teller:
    """Tells what was found in *edition*, compared with the lines of *witness* (several files, if *folder*)."""

    def __init__(
        self,
        edition: Edition,
        witness: Sequence[Corrected],
        printed: Printed,
        borders: Borders,
        folder: bool,
    ) -> None:
        self.edition = edition
        self.witness = witness
        self.lines: Sequence[Line] = printed.lines
        self.pages = printed.pages
        self.borders = borders
        self.folder = folder
        self.sources = {name: data.split(b"\n") for name, data in edition.sources.items()}

    # --- places -------------------------------------------------------------------------------------------------------

    def page(self, line: int) -> str:
        """What the ledger calls the page of a line of the witness."""
        if not self.folder:
            return self.pages[self.borders.page_of(line)[0]].label
        stem = self.witness[line].line.file.rsplit(".", 1)[0]
        number = re.search(r"(\d+)\D*$", stem)
        return (number.group(1).lstrip("0") or "0") if number else stem

    def where(self, line: int, last: int | None = None) -> str:
        """Lines of the witness, as `file:12 (page 7)`."""
        if not self.witness:
            return "the witness"
        line = min(line, len(self.witness) - 1)
        first, end = self.witness[line].line, self.witness[line if last is None else last].line
        span = f"–{end.number}" if end.number != first.number and end.file == first.file else ""
        span = f" to {end.file}:{end.number}" if end.file != first.file else span
        page = self.pages[self.borders.page_of(line)[0]].label
        return f"{first.file}:{first.number}{span}" + (f" (page {page})" if page else "")

    def place(self, line: int, offset: int, word: str = "") -> Place:
        """A place in the TEI; the column is given where *word* stands only once on its line."""
        if not self.lines:
            return Place(self.edition.name)
        number, element = self.lines[line].at(offset)
        file = self.edition.file_of(element)
        source = self.sources[file]
        text = source[number - 1].decode("utf-8", "replace") if 0 < number <= len(source) else ""
        column = text.find(word) + 1 if word and text.count(word) == 1 else 0
        return Place(file, number, column, xml.xpath_of(element, self.edition.steps))

    def place_of(self, difference: Difference) -> Place:
        """Where a difference is in the TEI, or would have to be."""
        words = [token for token in difference.encoded if token.text not in ENDS]
        if words:
            return self.place(words[0].line, words[0].start, shown(words[0].text))
        if difference.t1 < len(difference.tei):
            token = difference.tei[difference.t1 - bool(difference.t1)]
            return self.place(token.line, token.start)
        if difference.tei:
            return self.place(difference.tei[-1].line, difference.tei[-1].start)
        before = max(0, min(difference.t_line, len(self.lines)) - 1)
        return self.place(before, len(self.lines[before].text) if self.lines else 0)

    def where_of(self, difference: Difference) -> str:
        """Where a difference is in the witness."""
        words = [token for token in difference.read if token.text not in ENDS] or list(difference.read)
        if words:
            return self.where(words[0].line, words[-1].line)
        if difference.w1 or difference.w1 < len(difference.witness):
            return self.where(difference.witness[difference.w1 - bool(difference.w1)].line)
        return f"after {self.where(difference.w_line - 1)}" if difference.w_line else f"before {self.where(0)}"

    # --- findings -----------------------------------------------------------------------------------------------------

    def differences(self, found: Sequence[Difference]) -> Iterator[Diagnostic]:
        """Each difference as a finding."""
        added = {_letters(d.encoded): self.place_of(d).line for d in found if not _letters(d.read)}
        lost = {_letters(d.read): self.where_of(d) for d in found if not _letters(d.encoded)}
        for difference in found:
            read, encoded = _letters(difference.read), _letters(difference.encoded)
            if read == encoded:
                yield self._divided(difference)
            elif not encoded:
                moved = (
                    f"; the TEI has it at line {added[read]}" if len(read) >= SHORTEST_MOVED and read in added else ""
                )
                yield self._lost(difference, moved)
            elif not read:
                moved = (
                    f"; the witness has it at {lost[encoded]}"
                    if len(encoded) >= SHORTEST_MOVED and encoded in lost
                    else ""
                )
                yield self._added(difference, moved)
            else:
                yield self._changed(difference, read, encoded)

    def _changed(self, difference: Difference, read: str, encoded: str) -> Diagnostic:
        message = f"{self.where_of(difference)}: the witness has {self._excerpt(difference, True)}, the TEI "
        message += self._excerpt(difference, False) + _characters(read, encoded)
        return self._finding(difference, "ENC-040", message, "correct the TEI")

    def _lost(self, difference: Difference, moved: str) -> Diagnostic:
        lines = self._whole_lines(difference.read, difference.witness, difference.w2)
        said = _quoted(difference.read)
        where = self.where_of(difference)
        if lines > 1:
            message = f"{where}: {lines} lines of the witness are not in the TEI: {said}{moved}"
        elif lines:
            message = f"{where}: this line of the witness is not in the TEI: {said}{moved}"
        else:
            message = f"{where}: the witness has {self._excerpt(difference, True)}; {said} is not in the TEI{moved}"
        remedy = "move it to its place" if moved else "put it back into the TEI"
        return self._finding(difference, "ENC-041", message, remedy)

    def _added(self, difference: Difference, moved: str) -> Diagnostic:
        said = _quoted(difference.encoded)
        if self._whole_lines(difference.encoded, difference.tei, difference.t2):
            message = f"{self.where_of(difference)}: here the TEI has {said}, which the witness does not have{moved}"
        else:
            message = f"{self.where_of(difference)}: the TEI has {self._excerpt(difference, False)}; "
            message += f"{said} is not in the witness{moved}"
        remedy = "move it to its place" if moved else "take it out; what the source lacks is `supplied`"
        return self._finding(difference, "ENC-042", message, remedy)

    def _divided(self, difference: Difference) -> Diagnostic:
        ends = sum(token.text == NEWLINE for token in difference.read) > sum(t.text in ENDS for t in difference.encoded)
        before, after = self._around(difference)
        message = f"{self.where_of(difference)}: between “{before}” and “{after}” a line ends "
        message += "in the witness, and not in the TEI" if ends else "in the TEI, and not in the witness"
        hint = "put an lb there" if ends else "move or remove the break (lb, cb or pb)"
        return Diagnostic(self.place_of(difference), "ENC-043", message, hint)

    def divisions(self, found: Iterator[Difference]) -> Iterator[Diagnostic]:
        """Words that are divided otherwise, as warnings."""
        for difference in found:
            message = f"{self.where_of(difference)}: the witness has {_quoted(difference.read)}, the TEI "
            message += f"{_quoted(difference.encoded)}: the words are divided otherwise"
            yield self._finding(difference, "ENC-049", message, "correct the TEI", Severity.WARNING)

    def borders_found(self) -> Iterator[Diagnostic]:
        """What is wrong with page breaks."""
        for border in self.borders.found:
            yield self._border(border)

    def place_near(self, line: int) -> Place:
        """Where the TEI has a line of the witness, or the nearest before it."""
        found = [t for t, _, last in self.borders.equal if last <= line]
        return self.place(found[-1], 0) if found else self.place(0, 0)

    def _border(self, border: Border) -> Diagnostic:
        page = self.pages[border.page] if border.page is not None else None
        if page is None or page.element is None:
            line = border.line or 0
            message = f"{self.where(line)}: a page begins here in the witness, and not in the TEI: {self._begins(line)}"
            return Diagnostic(self.place_near(line), "ENC-044", message, "put the page break (pb) back")
        place = Place(self.edition.file_of(page.element), page.line, 0, xml.xpath_of(page.element, self.edition.steps))
        if border.kind == "numbered":
            before = self.pages[border.before].label
            message = f"page {page.label} follows page {before}"
            hint = "put the missing page break back, or correct @n; what the source lacks is a gap of pages"
            return Diagnostic(place, "ENC-044", message, hint, Severity.WARNING)
        name = f"page {page.label}" if page.label else "a page"
        if border.line is None:
            first = next(first for number, first, _ in self.borders.spans if number == border.page)
            message = f"{self.where(first)}: {name} begins here in the TEI, and no page in the witness"
            return Diagnostic(place, "ENC-044", message, "remove the page break, or move it to its place")
        message = f"{self.where(border.line)}: {name} begins here in the witness: {self._begins(border.line)}; "
        message += "in the TEI it begins elsewhere"
        return Diagnostic(place, "ENC-044", message, "move the page break (pb) to its place")

    def wrong_pages(self) -> Iterator[Diagnostic]:
        """Rows of the ledger that name a page on which their line is not."""
        doubtful = {page for border in self.borders.found for page in self.borders.pages_about(border)}
        for index, line in enumerate(self.witness if not self.folder and len(self.pages) > 1 else ()):
            for replaced in line.replaced:
                first, last = self.borders.page_of(index)
                if doubtful.intersection(range(first, last + 1)):
                    continue  # the page break is what is wrong
                names = {self.pages[number].label for number in range(first, last + 1)}
                if replaced.row.page not in names:
                    on = " or ".join(sorted(names)) or "?"
                    message = f"line {line.line.number} is on page {on}, not {replaced.row.page}"
                    hint = "correct the page, or the page breaks (pb) of the TEI"
                    yield Diagnostic(replaced.row.place, "ENC-048", message, hint)

    # --- words --------------------------------------------------------------------------------------------------------

    def _finding(
        self, difference: Difference, code: str, message: str, remedy: str, severity: Severity = Severity.ERROR
    ) -> Diagnostic:
        few = len({token.line for token in difference.read}) < 2
        rows_there = rows.touched(difference, self.witness) if few else []
        if rows_there:
            row = rows_there[0].row
            message += f"; the ledger corrects “{row.read}” to “{row.corrected}”"
            hint = f"{remedy}, or the row at {row.place}"
        else:
            line = (difference.read or difference.witness or [None])[0]  # type: ignore[list-item]
            row_text = rows.row(difference, self.witness, self.lines, self.page(line.line)) if line else ""
            hint = f"{remedy}, or add to the ledger: {row_text}" if row_text else remedy
        return Diagnostic(self.place_of(difference), code, message, hint, severity)

    def _begins(self, line: int) -> str:
        words = self.witness[line].text.split()
        return f"“{' '.join(words[:4])}{' …' if len(words) > 4 else ''}”"

    def _whole_lines(self, tokens: Sequence[Token], side: Sequence[Token], end: int) -> int:
        """How many lines tokens make up, or 0 if they are not whole lines."""
        first = tokens[0]
        before = next((i for i, token in enumerate(side) if token is first), 0)
        starts = before == 0 or side[before - 1].line != first.line
        ends = end == len(side) or side[end].line != tokens[-1].line or side[end].text in ENDS
        return len({token.line for token in tokens if token.text not in ENDS}) if starts and ends else 0

    def _around(self, difference: Difference) -> tuple[str, str]:
        """The words before and after a difference of line ends, as the witness has them."""
        words = [token for token in difference.witness if token.text not in ENDS]
        edge = difference.witness[difference.w1] if difference.w1 < len(difference.witness) else difference.witness[-1]
        at = (edge.line, edge.start)
        before = [t.text for t in words if (t.line, t.start) < at]
        after = [t.text for t in words if (t.line, t.start) >= at]
        return (before or ["…"])[-1], (after or ["…"])[0]

    def _excerpt(self, difference: Difference, read: bool) -> str:
        """The words of a difference among those about them."""
        side = difference.witness if read else difference.tei
        start, end = (difference.w1, difference.w2) if read else (difference.t1, difference.t2)
        before, after = side[max(0, start - CONTEXT) : start], side[end : end + CONTEXT]
        words = _words(before), _words(side[start:end]), _words(after)
        left = "… " if start > CONTEXT else ""
        right = " …" if end + CONTEXT < len(side) - 1 else ""
        return f"“{left}{' '.join(part for part in words if part)}{right}”"


def _letters(tokens: Sequence[Token]) -> str:
    return "".join(shown(token.text) for token in tokens if token.text not in ENDS)


def _words(tokens: Sequence[Token]) -> str:
    words = [shown(token.text) for token in tokens if token.text not in ENDS]
    if len(words) > LONGEST:
        words = [*words[: LONGEST // 2], "…", *words[-LONGEST // 2 :]]
    return " ".join(words)


def _quoted(tokens: Sequence[Token]) -> str:
    return f"“{_words(tokens)}”"


def _characters(read: str, encoded: str) -> str:
    """The two characters by number, where they are the whole difference and could be taken for each other."""
    while read and encoded and read[0] == encoded[0]:
        read, encoded = read[1:], encoded[1:]
    while read and encoded and read[-1] == encoded[-1]:
        read, encoded = read[:-1], encoded[:-1]
    if len(read) != 1 or len(encoded) != 1 or (read + encoded).isascii() or read.isalnum() or encoded.isalnum():
        return ""
    names = (f"{c} U+{ord(c):04X} {unicodedata.name(c, '').lower()}".rstrip() for c in (read, encoded))
    return " ({}, not {})".format(*names)

"""Lettering: lines of display type, measured, broken and drawn letter by letter.

FreeType alone does the work, since Pillow's better layout engine depends on libraries of the machine: so the same words
look the same everywhere. Kerning is by eye: pairs like AV or To are drawn together where a hole would gape.
All widths are in ems.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO

from PIL import ImageDraw, ImageFont

from teipress.values import dataclass

Font = ImageFont.FreeTypeFont

REFERENCE = 100  # the size that letters are measured at
HOLE, CLOSEST = 0.13, 0.12  # the widest gap left between two letters; how far they may be drawn together
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter at the size of reference, in pixels: how far it advances, and its ink.

    *edges* says of each row that has ink where that starts and ends; *drawn* are the shades of all pixels.
    """

    advance: float
    edges: Mapping[int, tuple[int, int]]
    drawn: bytes


class Typeface:
    """A font, and its letters, each drawn once. Without data it is Pillow's own."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.reference = self.at(REFERENCE)
        self._letters: dict[str, Letter] = {}

    def at(self, size: int) -> Font:
        """The font at a size in pixels."""
        if self.data:
            return ImageFont.truetype(BytesIO(self.data), size, layout_engine=ImageFont.Layout.BASIC)
        fallback = ImageFont.load_default(size)
        assert isinstance(fallback, ImageFont.FreeTypeFont)  # it always is where Pillow has FreeType, as its wheels do
        return fallback

    def has(self, text: str) -> bool:
        """Whether the font has the letters: one that it lacks looks like a code point that no font has."""
        nothing = self.letter("\U0010fffe").drawn
        return all(self.letter(character).drawn != nothing for character in set(text) - {" "})

    def letter(self, character: str) -> Letter:
        """A letter at the size of reference."""
        if character not in self._letters:
            self._letters[character] = self._drawn(character)
        return self._letters[character]

    def _drawn(self, character: str) -> Letter:
        mask, (left, top) = self.reference.getmask2(character, "L")
        width, height = mask.size
        data = bytes(mask)
        edges = {}
        for row in range(height):
            line = data[row * width : (row + 1) * width]
            if inked := line.lstrip(b"\0"):
                edges[int(top) + row] = (int(left) + width - len(inked), int(left) + len(line.rstrip(b"\0")))
        return Letter(self.reference.getlength(character), edges, data)


class Face:
    """A typeface with its spacing of letters."""

    def __init__(self, typeface: Typeface, spacing: float) -> None:
        self.typeface, self.spacing = typeface, spacing
        self._advances: dict[tuple[str, str], float] = {}
        self._widths: dict[str, float] = {}

    def width(self, line: str) -> float:
        """How wide a line is."""
        if line not in self._widths:
            self._widths[line] = sum(advance for _, advance in self.letters(line)) - (self.spacing if line else 0)
        return self._widths[line]

    def letters(self, line: str) -> Iterator[tuple[str, float]]:
        """Each letter of a line with its distance to the next."""
        for pair in zip(line, line[1:] + " ", strict=True):
            if pair not in self._advances:
                self._advances[pair] = self._advance(*pair)
            yield pair[0], self._advances[pair]

    def draw(self, ink: ImageDraw.ImageDraw, line: str, size: int, x: float, y: int) -> None:
        """Draw a line from *x* on, its box beginning at *y*."""
        font = self.typeface.at(size)
        for letter, advance in self.letters(line):
            ink.text((round(x), y), letter, font=font, fill=255)
            x += advance * size

    def _advance(self, letter: str, following: str) -> float:
        first, second = self.typeface.letter(letter), self.typeface.letter(following)
        plain = first.advance / REFERENCE + self.spacing
        if " " in (letter, following):
            return plain
        gaps = [second.edges[row][0] - first.edges[row][1] for row in first.edges.keys() & second.edges.keys()]
        gap = (first.advance + min(gaps, default=0)) / REFERENCE
        return plain - min(max(gap - HOLE, 0), CLOSEST)


def wrapped(text: str, face: Face, measure: float) -> list[str]:
    """The text in lines no wider than *measure*; a word that no line could hold comes in pieces."""
    lines: list[str] = []
    space, used = face.width(" ") + 2 * face.spacing, 0.0
    for word in _pieces(text, face, measure):
        width = face.width(word)
        if lines and used + space + width <= measure:
            lines[-1] = f"{lines[-1]} {word}"
            used += space + width
        else:
            lines.append(word)
            used = width
    return lines


def evened(lines: list[str], face: Face, measure: float) -> list[str]:
    """The same text in as many lines, as even in length as can be."""
    text, number = " ".join(lines), len(lines)
    widest = max((face.width(word) for word in text.split()), default=0)
    while (narrower := measure - 0.25) > widest and len(made := wrapped(text, face, narrower)) == number:
        lines, measure = made, narrower
    return lines


def shortened(line: str, face: Face, measure: float) -> str:
    """The line cut so that it fits with an ellipsis at its end."""
    while line and face.width(line + ELLIPSIS) > measure:
        line = line[:-1].rstrip()
    return line + ELLIPSIS


def _pieces(text: str, face: Face, measure: float) -> Iterator[str]:
    for word in text.split():
        while len(word) > 1 and (width := face.width(word)) > measure:
            end = max(int(len(word) * measure / width) - 1, 1)
            yield word[:end]
            word = word[end:]
        yield word

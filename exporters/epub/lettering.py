"""Lettering: lines of display type, measured, broken and drawn letter by letter.

FreeType alone does the work, since Pillow's better layout engine depends on libraries of the machine: so the same words
look the same everywhere. Kerning is by eye: pairs like AV or To are drawn together where a hole would gape.
All widths are in ems.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO

from PIL import ImageDraw, ImageFont

Font = ImageFont.FreeTypeFont

REFERENCE = 100  # the size that letters are measured at
HOLE, CLOSEST = 0.13, 0.12  # the widest gap left between two letters; how far they may be drawn together
ELLIPSIS = "…"


class Face:
    """A font with its spacing of letters."""

    def __init__(self, fonts: Mapping[str, bytes], name: str, spacing: float) -> None:
        self.data, self.spacing = fonts.get(name, b""), spacing
        self.reference = self.at(REFERENCE)
        self._advances: dict[tuple[str, str], float] = {}
        self._edges: dict[tuple[str, bool], dict[int, int]] = {}

    def at(self, size: int) -> Font:
        """The font at a size in pixels; without one, Pillow's own."""
        if self.data:
            return ImageFont.truetype(BytesIO(self.data), size, layout_engine=ImageFont.Layout.BASIC)
        fallback = ImageFont.load_default(size)
        assert isinstance(fallback, ImageFont.FreeTypeFont)  # it always is where Pillow has FreeType, as its wheels do
        return fallback

    def has(self, text: str) -> bool:
        """Whether the font has the letters: one that it lacks looks like a code point that no font has."""
        nothing = bytes(self.reference.getmask("\U0010fffe"))
        return all(c == " " or bytes(self.reference.getmask(c)) != nothing for c in set(text))

    def width(self, line: str) -> float:
        """How wide a line is."""
        return sum(advance for _, advance in self.letters(line)) - (self.spacing if line else 0)

    def letters(self, line: str) -> Iterator[tuple[str, float]]:
        """Each letter of a line with its distance to the next."""
        for pair in zip(line, line[1:] + " ", strict=True):
            if pair not in self._advances:
                self._advances[pair] = self._advance(*pair)
            yield pair[0], self._advances[pair]

    def draw(self, ink: ImageDraw.ImageDraw, line: str, size: int, x: float, y: int) -> None:
        """Draw a line from *x* on, its box beginning at *y*."""
        font = self.at(size)
        for letter, advance in self.letters(line):
            ink.text((round(x), y), letter, font=font, fill=255)
            x += advance * size

    def _advance(self, letter: str, following: str) -> float:
        plain = self.reference.getlength(letter) / REFERENCE + self.spacing
        if " " in (letter, following):
            return plain
        ends, starts = self._profile(letter, True), self._profile(following, False)
        gaps = [starts[row] - ends[row] for row in ends.keys() & starts.keys()]
        gap = (self.reference.getlength(letter) + min(gaps, default=0)) / REFERENCE
        return plain - min(max(gap - HOLE, 0), CLOSEST)

    def _profile(self, letter: str, right: bool) -> dict[int, int]:
        """Where the ink of a letter ends (or begins) in each row of pixels."""
        if (letter, right) in self._edges:
            return self._edges[letter, right]
        mask, (left, top) = self.reference.getmask2(letter, "L")
        width, height = mask.size
        data = bytes(mask)
        edges: dict[int, int] = {}
        for row in range(height):
            line = data[row * width : (row + 1) * width]
            if inked := line.strip(b"\0"):
                start = line.index(inked[:1])
                edges[int(top) + row] = int(left) + start + (len(inked) if right else 0)
        self._edges[letter, right] = edges
        return edges


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

"""The cover: drawn by the tool from the metadata, in two inks on paper, as French publishers set theirs."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw

from exporters.epub.lettering import Face, Typeface, evened, shortened, wrapped
from teipress.book import Metadata
from teipress.values import dataclass

WIDTH, HEIGHT = 1200, 1800
MEASURE = 860  # the longest line, in pixels
LEADING = 1.16
LONGEST = 400  # letters of a text that are looked at; no cover has room for more
UPRIGHT, ITALIC = "EBGaramond[wght].ttf", "EBGaramond-Italic[wght].ttf"
PAPER, BLACK, RED = (247, 242, 229), (33, 29, 25), (158, 32, 28)
FRAMES = ((54, 4, "black"), (72, 2, "red"), (80, 2, "red"))  # distance from the edge, thickness, ink
SHADES = 8  # of each ink, paper included: 15 colours in all, so that four bits hold a pixel
ORNAMENT = "❦"


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: font, spacing of letters in ems, largest and smallest size, most lines and their room, ink."""

    font: str
    spacing: float
    largest: int
    smallest: int
    lines: int
    room: int
    ink: str


AUTHOR = Style(UPRIGHT, 0.12, 58, 34, 3, 210, "black")
TITLE = Style(UPRIGHT, 0.0, 152, 52, 11, 700, "red")
SUBTITLE = Style(ITALIC, 0.0, 60, 36, 4, 230, "black")
FLOWER = Style(UPRIGHT, 0.0, 84, 84, 1, 120, "red")
PUBLISHER = Style(UPRIGHT, 0.1, 42, 28, 2, 120, "black")


def draw(metadata: Metadata, fonts: Mapping[str, bytes]) -> tuple[bytes, tuple[str, ...]]:
    """The cover as a PNG, and the texts that it leaves out because the font has no letters for them."""
    sheets = {ink: Image.new("L", (WIDTH, HEIGHT)) for ink in ("black", "red")}
    inks = {ink: ImageDraw.Draw(sheet) for ink, sheet in sheets.items()}
    for inset, thickness, ink in FRAMES:
        inks[ink].rectangle((inset, inset, WIDTH - 1 - inset, HEIGHT - 1 - inset), outline=255, width=thickness)
    typefaces = {name: Typeface(fonts.get(name, b"")) for name in (UPRIGHT, ITALIC)}
    left_out: list[str] = []

    def put(text: str, style: Style, top: int) -> int:
        """Set *text* from *top* on, and say where it ends."""
        text, typeface = _in_one_line(text), typefaces[style.font]
        if typeface.has(text):
            return _set(inks[style.ink], text, style, Face(typeface, style.spacing), top)
        left_out.append(text)
        return top

    put(", ".join(person.name for person in metadata.by("aut")).upper(), AUTHOR, 190)
    end = put(metadata.title, TITLE, 480)
    end = put(metadata.subtitle, SUBTITLE, end + 36)
    put(ORNAMENT, FLOWER, max(end + 50, 1180))
    put(" · ".join(filter(None, (metadata.publisher, metadata.date[:4]))).upper(), PUBLISHER, 1560)
    return _png(sheets["black"], sheets["red"]), tuple(text for text in left_out if text != ORNAMENT)


def _in_one_line(text: str) -> str:
    """The text composed and without control characters."""
    shown = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in unicodedata.normalize("NFC", text))
    words = " ".join(shown.split())
    return words if len(words) <= LONGEST else words[:LONGEST] + "…"


def _set(ink: ImageDraw.ImageDraw, text: str, style: Style, face: Face, top: int) -> int:
    """Set centred lines at the largest size that fits; what fits at no size ends in an ellipsis."""
    for size in range(style.largest, style.smallest - 1, -4):
        measure, leading = MEASURE / size, round(size * LEADING)
        most = max(min(style.lines, style.room // leading), 1)
        lines = wrapped(text, face, measure)
        if len(lines) <= most and all(face.width(word) <= measure for word in text.split()):
            break
    if len(lines) > most:
        lines = [*lines[: most - 1], shortened(lines[most - 1], face, measure)]
    for line in evened(lines, face, measure):
        face.draw(ink, line, size, (WIDTH - face.width(line) * size) / 2, top)
        top += leading
    return top


def _png(black: Image.Image, red: Image.Image) -> bytes:
    """The two inks as shades of one palette; where they meet, black covers red."""
    step = 256 // SHADES
    blacks = black.point([tone // step for tone in range(256)])
    reds = red.point([tone // step + SHADES - 1 if tone >= step else 0 for tone in range(256)])
    bare = blacks.point([255] + [0] * 255)
    picture = ImageChops.add(blacks, ImageChops.multiply(reds, bare))
    colours = [(BLACK, shade) for shade in range(SHADES)] + [(RED, shade) for shade in range(1, SHADES)]
    mixed = (round(p + (i - p) * s / (SHADES - 1)) for ink, s in colours for p, i in zip(PAPER, ink, strict=True))
    picture.putpalette(list(mixed))
    stream = BytesIO()
    picture.save(stream, "PNG", bits=4, compress_level=6)
    return stream.getvalue()

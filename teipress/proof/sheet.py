"""Sheets: the spreads of a book as bound, many on one picture, with what is off marked in colour."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from teipress.proof.lines import Box, Page

if TYPE_CHECKING:
    from PIL import Image

ACROSS, DOWN = 3, 6  # spreads on a sheet
TALL = 500  # pixels of a page
WIDEST = 2.0  # times its height a page may be, and is cut down to fit otherwise
BETWEEN, MARGIN, CAPTION = 28, 40, 26
GROUND, PAPER, INK, FOLD = (226, 226, 222), (255, 255, 255), (70, 70, 70), (190, 190, 190)
COLOURS = {
    "OUT-020": (200, 0, 0), "OUT-021": (230, 90, 0), "OUT-022": (0, 110, 220), "OUT-023": (0, 160, 170),
    "OUT-024": (150, 60, 190), "OUT-025": (120, 120, 0), "OUT-026": (20, 150, 60), "OUT-027": (200, 30, 130),
    "OUT-028": (130, 70, 20), "OUT-029": (130, 70, 20), "OUT-030": (110, 110, 110), "OUT-031": (200, 0, 0),
    "OUT-032": (110, 110, 110),
}  # fmt: skip

Marks = Mapping[int, Sequence[tuple[str, Box]]]  # by number of page: the code, and where


def spreads(pages: Sequence[Page]) -> list[tuple[Page | None, Page | None]]:
    """Left and right pages as they lie open: the first page is a right one, and alone."""
    sides: dict[int, dict[bool, Page]] = {}
    for page in pages:
        sides.setdefault(page.number // 2, {})[page.recto] = page
    return [(pair.get(False), pair.get(True)) for _, pair in sorted(sides.items())]


def sheets(document: Any, pages: Sequence[Page], marks: Marks, legend: Mapping[str, str]) -> Iterator[Image.Image]:
    """The sheets, drawn one at a time; *legend* says of each code what its colour means."""
    from PIL import Image, ImageDraw

    pairs = spreads(pages)
    wide = max(20, round(TALL * min(WIDEST, sorted(page.width / page.height for page in pages)[len(pages) // 2])))
    across = min(ACROSS, len(pairs))
    for start in range(0, len(pairs), across * DOWN):
        shown = pairs[start : start + across * DOWN]
        rows = -(-len(shown) // across)
        size = (
            2 * MARGIN + across * 2 * wide + (across - 1) * BETWEEN,
            2 * MARGIN + CAPTION + rows * (TALL + CAPTION + BETWEEN),
        )
        image = Image.new("RGB", size, GROUND)
        draw = ImageDraw.Draw(image)
        _legend(draw, {code for page in sum(shown, ()) if page for code, _ in marks.get(page.number, ())}, legend)
        for index, pair in enumerate(shown):
            left = MARGIN + index % across * (2 * wide + BETWEEN)
            top = MARGIN + CAPTION + index // across * (TALL + CAPTION + BETWEEN)
            for side, page in enumerate(pair):
                if page is not None:
                    _draw(document, image, page, (left + side * wide, top, wide, side == 0), marks)
            if all(pair):
                draw.line((left + wide, top, left + wide, top + TALL), FOLD)
        yield image


def _legend(draw: Any, codes: set[str], legend: Mapping[str, str]) -> None:
    at = MARGIN
    for code in sorted(codes):
        draw.rectangle((at, MARGIN // 2, at + 12, MARGIN // 2 + 12), outline=COLOURS[code], width=2)
        words = f"{code} {legend[code]}"
        draw.text((at + 18, MARGIN // 2 - 1), words, INK)
        at += 18 + round(draw.textlength(words)) + 24


def _draw(document: Any, image: Image.Image, page: Page, cell: tuple[int, int, int, bool], marks: Marks) -> None:
    """A page in its cell (left, top, width, whether it is a left page), against the fold."""
    from PIL import ImageDraw

    left, top, wide, verso = cell
    scale = min(wide / page.width, TALL / page.height)
    size = (max(1, round(page.width * scale)), max(1, round(page.height * scale)))
    left += wide - size[0] if verso else 0
    draw = ImageDraw.Draw(image)
    drawn = _rendered(document, page, scale) if page.drawable else None
    image.paste(
        drawn.resize(size) if drawn and drawn.size != size else drawn or Image.new("RGB", size, PAPER), (left, top)
    )
    for code, box in marks.get(page.number, ()):
        places = [side * scale for side in box]
        x0, x1 = (left + min(max(place, 1), size[0] - 2) for place in (places[0] - 2, places[2] + 2))
        y0, y1 = (top + min(max(place, 1), size[1] - 2) for place in (places[1] - 1, places[3] + 1))
        draw.rectangle((x0, y0, max(x0, x1), max(y0, y1)), outline=COLOURS[code])
    words = str(page.number) if page.label in ("", str(page.number)) else f"{page.number} ({page.label[:12]})"
    if not page.drawable:
        words += ", not drawn: an image is too large"
    indent = size[0] - draw.textlength(words) if not verso else 0
    draw.text((left + max(0, indent), top + size[1] + 6), words, INK)


def _rendered(document: Any, page: Page, scale: float) -> Image.Image | None:
    from pypdfium2 import PdfiumError

    try:
        source = document[page.number - 1]
        try:
            bitmap = source.render(scale=scale, rev_byteorder=True, may_draw_forms=False)
            drawn: Image.Image = bitmap.to_pil().convert("RGB")
            return drawn
        finally:
            source.close()
    except PdfiumError:
        return None


def as_png(images: Iterator[Image.Image], stem: str) -> dict[str, bytes]:
    """A PNG of each sheet, numbered if there are several."""
    made = []
    for image in images:
        buffer = io.BytesIO()
        image.save(buffer, "PNG", compress_level=4)
        made.append(buffer.getvalue())
    if len(made) == 1:
        return {f"{stem}.png": made[0]}
    digits = len(str(len(made)))
    return {f"{stem}-{number:0{digits}}.png": data for number, data in enumerate(made, 1)}


def as_pdf(images: Iterator[Image.Image], stem: str) -> dict[str, bytes]:
    """A PDF with one page for each sheet. It carries no date, so that the same pages give the same bytes."""
    buffer = io.BytesIO()
    for number, image in enumerate(images):
        image.save(
            buffer,
            "PDF",
            append=number > 0,
            resolution=150,
            quality=88,
            creationDate=None,
            modDate=None,
            producer="teipress",
        )
    return {f"{stem}.pdf": buffer.getvalue()}

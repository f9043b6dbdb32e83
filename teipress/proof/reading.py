"""Reading: the pages of any PDF as lines of words, with their places to a hundredth of a point.

PDFium says where each sign stands. All distances are points, across from the left and down from the top of the page as
it is shown. What is wrong with the file itself (damaged, locked, too large) is a `Trouble`.
"""

from __future__ import annotations

import ctypes
import math
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from ctypes import addressof
from dataclasses import dataclass
from typing import Any

from teipress.diagnostics import Exit, Trouble
from teipress.proof.glyphs import Glyphs
from teipress.proof.lines import Box, Page, Sign, lines

MOST_PAGES = 1_000  # read in one run
MOST_SIGNS = 200_000  # on one page
MOST_PIXELS = 60_000_000  # of an image that is drawn
MOST_SECONDS = 300.0
FARTHEST = 1e5  # points from the corner of the page; what lies beyond is on no page

Placing = Callable[[float, float, float, float], Box]


@dataclass(frozen=True, slots=True)
class _Run:
    """A text object: its font, what one em is on the page, and how far the baseline lies above its signs' boxes."""

    font: Any
    size: float
    upright: bool
    shown: bool
    rise: float


@contextmanager
def opened(data: bytes, name: str) -> Iterator[Any]:
    """The PDF as PDFium's document. Raises `Trouble` if it cannot be read."""
    try:
        import pypdfium2
    except (ImportError, OSError):
        raise Trouble("a proof needs PDFium; `pip install 'teipress[proof]'` adds it") from None
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Trouble(f"{name} is locked by a password; save it without one", Exit.UNREADABLE) from None
        raise Trouble(f"{name} is damaged, or no PDF") from None
    try:
        yield document
    finally:
        document.close()


def pages(document: Any, name: str, numbers: Sequence[int]) -> Iterator[Page]:
    """The pages with these *numbers* (from 1). Raises `Trouble` past the limits."""
    if len(numbers) > MOST_PAGES:
        raise Trouble(f"{name} has {len(numbers):,} pages; choose at most {MOST_PAGES:,} with --pages", Exit.USAGE)
    from pypdfium2 import PdfiumError

    end = time.process_time() + MOST_SECONDS
    glyphs = Glyphs()
    for number in numbers:
        if time.process_time() > end:
            raise Trouble(f"{name} takes too long to read; choose fewer pages than {number - 1} with --pages")
        try:
            yield _page(document, number, glyphs)
        except PdfiumError:
            raise Trouble(f"page {number} of {name} is damaged") from None
        except OverflowError:
            raise Trouble(f"page {number} of {name} holds over {MOST_SIGNS:,} signs; it is no page of a book") from None


def _page(document: Any, number: int, glyphs: Glyphs) -> Page:
    import pypdfium2.raw as raw

    page = document[number - 1]
    text = page.get_textpage()
    try:
        place = _placing(page)
        signs, turned, missing, fonts = _signs(text.raw, place, glyphs)
        images, drawable = [], True
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
            images.append(place(*item.get_bounds()))
            across, down = item.get_px_size()
            drawable = drawable and across * down <= MOST_PIXELS
        width, height = (max(1.0, side) for side in page.get_size())
        return Page(
            number, document.get_page_label(number - 1) or "", width, height, place(*page.get_trimbox()),
            _area(page, place), tuple(lines(signs)), tuple(turned), tuple(images), tuple(missing), fonts, drawable,
        )  # fmt: skip
    finally:
        text.close()
        page.close()


def _area(page: Any, place: Placing) -> Box | None:
    """The type area, if the PDF tells: its art, as PDF calls it, within the trim (ISO 32000-1, 14.11.2)."""
    art, trim = page.get_artbox(fallback_ok=False), page.get_trimbox()
    if not art or not trim[0] < art[0] < art[2] < trim[2] or not trim[1] < art[1] < art[3] < trim[3]:
        return None
    return place(*art)


def _placing(page: Any) -> Placing:
    """A function from a box in the PDF's space (left, bottom, right, top) to one on the page as shown."""
    left, bottom, right, top = page.get_cropbox()
    match page.get_rotation():
        case 90:
            return lambda x0, y0, x1, y1: (y0 - bottom, x0 - left, y1 - bottom, x1 - left)
        case 180:
            return lambda x0, y0, x1, y1: (right - x1, y0 - bottom, right - x0, y1 - bottom)
        case 270:
            return lambda x0, y0, x1, y1: (top - y1, right - x1, top - y0, right - x0)
        case _:
            return lambda x0, y0, x1, y1: (x0 - left, top - y1, x1 - left, top - y0)


def _signs(
    text: Any, place: Placing, glyphs: Glyphs
) -> tuple[list[Sign], list[Box], list[tuple[str, Box]], tuple[str, ...]]:
    """The upright signs, in the order of the file; the boxes of others; those without a glyph; fonts not embedded."""
    import pypdfium2.raw as raw

    count = raw.FPDFText_CountChars(text)
    if count > MOST_SIGNS:
        raise OverflowError
    loose = raw.FS_RECTF()
    at_loose = ctypes.byref(loose)
    runs: dict[int, _Run] = {}
    glyphs.turn()
    signs: list[Sign] = []
    turned: list[Box] = []
    missing: list[tuple[str, Box]] = []
    half = 0
    unicode, item_of, box_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetTextObject, raw.FPDFText_GetLooseCharBox
    for index in range(count):
        code = unicode(text, index)
        if 0xD800 <= code < 0xE000:
            if code < 0xDC00:
                half = code
                continue
            code, half = (0x10000 + ((half - 0xD800) << 10) + code - 0xDC00 if half else 0xFFFD), 0
        sign = chr(code)
        item = item_of(text, index)
        if not item:
            if sign == " " and signs:
                last = signs[-1]
                signs.append(Sign(last.right, last.right, last.y, last.size, sign, 0))
            continue
        box_of(text, index, at_loose)
        box = place(loose.left, loose.bottom, loose.right, loose.top)
        if not (-FARTHEST < box[0] <= box[2] < FARTHEST and -FARTHEST < box[1] <= box[3] < FARTHEST):
            continue
        key = addressof(item.contents)
        run = runs.get(key)
        if run is None:
            run = runs[key] = _run(text, index, item, place, box)
        if not run.shown:
            continue
        blank = sign.isspace()
        if not blank and glyphs.lacks(text, index, code, run.font, run.size):
            missing.append((sign, box))
        if run.upright:
            signs.append(Sign(box[0], box[2], box[3] - run.rise, run.size, sign, key))
        elif not blank:
            turned.append(box)
    return signs, turned, missing, tuple(sorted(glyphs.unembedded))


def _run(text: Any, index: int, item: Any, place: Placing, box: Box) -> _Run:
    import pypdfium2.raw as raw

    matrix, x, y = raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetMatrix(text, index, ctypes.byref(matrix))
    raw.FPDFText_GetCharOrigin(text, index, ctypes.byref(x), ctypes.byref(y))
    # Where writing goes on the page as shown: to the right, unless the letters or the page are turned.
    along, origin = place(0, 0, 1, 0), place(x.value, y.value, x.value, y.value)
    slope = matrix.b if along[1] == along[3] else matrix.a
    return _Run(
        raw.FPDFTextObj_GetFont(item),
        raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d),
        abs(slope) <= 0.01 * math.hypot(matrix.a, matrix.b),
        raw.FPDFTextObj_GetTextRenderMode(item) != raw.FPDF_TEXTRENDERMODE_INVISIBLE,
        box[3] - origin[1],
    )

"""Margins: the page numbers of the source, moved from the line in which a page of it begins to the outer margin.

Only when the pages are made is it known which margin that is. Imported only where WeasyPrint is at hand.
"""

from __future__ import annotations

from collections.abc import Iterable

from weasyprint import Page
from weasyprint.layout.absolute import AbsolutePlaceholder

from exporters.pdf.finish import SOURCE_PAGE

# How far from the text they stand, and what keeps two of them apart that begin in the same line.
GAP, BETWEEN = 10.0, 4.0


def number(pages: Iterable[Page], first: int = 1) -> None:
    """Move the numbers on *pages*, the first of which is the page *first* of its part; odd ones lie on the right."""
    for folio, page in enumerate(pages, first):
        sheet, taken = page._page_box, dict[float, float]()
        left, right = sheet.content_box_x(), sheet.content_box_x() + sheet.width
        for placed in sheet.descendants(placeholders=True):
            box = placed._box if isinstance(placed, AbsolutePlaceholder) else placed
            if (
                box.style["position"] == "absolute"
                and box.element is not None
                and box.element.get("class") == SOURCE_PAGE
            ):
                line = round(box.position_y)
                outward = taken.get(line, GAP)
                taken[line] = outward + box.width + BETWEEN
                box.translate((right + outward if folio % 2 else left - outward - box.width) - box.position_x)

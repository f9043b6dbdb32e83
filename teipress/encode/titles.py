"""Title pages: pages of short lines before the text that give title, author and imprint."""

from __future__ import annotations

import re
from collections.abc import Sequence

from teipress.encode import headings, signs
from teipress.encode.measure import Measure
from teipress.encode.model import Line, Span, TitlePage

MOST_LINES = 30
FARTHEST = 6  # pages from the beginning
_YEAR = re.compile(r"\b1[4-9][0-9]{2}\b|\b20[0-2][0-9]\b|\bM[DC]+[CLXVI.]{2,}", re.IGNORECASE)
_IMPRINT = re.compile(
    r"\b(?:london|new york|edinburgh|dublin|oxford|cambridge|boston|philadelphia|chicago|paris|lyon|bruxelles|genève|"
    r"leipzig|berlin|wien|münchen|stuttgart|frankfurt|zürich|milano|roma|madrid|barcelona|amsterdam|printed|printers?|"
    r"publish\w*|press|verlag\w*|druck|librairie|libraire|éditeurs?|imprimerie|chez|editore|& co|& sons|and sons|"
    r"paternoster|edition|auflage|édition)\b",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:written |edited |translated )?(?:by|von|par|di|de|por)\b.*", re.IGNORECASE)


def title_page(texts: Sequence[Sequence[Line]], measure: Measure) -> tuple[TitlePage | None, list[Sequence[Line]]]:
    """The title page of a book, none if there is none, and the lines of each page without it."""
    rest = list(texts)
    if len(texts) < 2 or measure.reflowed:
        return None, rest
    end = 0
    for index in range(min(FARTHEST, len(texts) - 1)):
        lines = texts[index][: _heads(texts[index])]
        if lines and not _short(lines, measure):
            break
        if lines and _imprint(lines):
            end = index + 1
        if len(lines) < len(texts[index]):
            break
    found: list[Line] = []
    for index in range(end):
        cut = _heads(texts[index])
        found += texts[index][:cut]
        rest[index] = texts[index][cut:]
    return (TitlePage(tuple(_parts(found))), rest) if len(found) > 1 else (None, list(texts))


def _heads(lines: Sequence[Line]) -> int:
    """Where the first heading stands that ends a title page (CONTENTS, CHAPTER I); the number of lines if none does."""
    found = (i for i, line in enumerate(lines) if headings.label(line.text) or headings.named(line.text) == "front")
    return next(found, len(lines))


def _short(lines: Sequence[Line], measure: Measure) -> bool:
    """Whether a page holds nothing but short lines."""
    if len(lines) > MOST_LINES or any(
        signs.hyphenated(line.text) and len(line.text) > 0.7 * measure.at(line) for line in lines
    ):
        return False
    return all(len(line.text) < 0.85 * measure.at(line) for line in lines)


def _imprint(lines: Sequence[Line]) -> bool:
    """Whether a page names a publisher or a year, or an author in a line of his own."""
    text = [line.text for line in lines]
    told = sum(bool(_YEAR.search(t)) + bool(_IMPRINT.search(t)) for t in text[-8:])
    return (
        len(lines) > 2
        and told > 1
        and signs.capitals(text[0]) + bool(told) > 0.8
        and not text[0].endswith((",", ";", ":"))
    )


def _parts(lines: Sequence[Line]) -> list[tuple[str, Span]]:
    """The lines of a title page, each with the element it belongs to."""
    imprint = next((i for i, line in enumerate(lines) if i and _IMPRINT.search(line.text)), len(lines))
    by = next((i for i, line in enumerate(lines[:imprint]) if i and _BY.fullmatch(line.text)), imprint)
    until = by
    if by < imprint:
        until = by + 1
        while until < imprint and not lines[until].gap:
            until += 1
        if until == by + 1 < imprint and len(lines[by].text) < 12:
            until += 1
    made = []
    for index, line in enumerate(lines):
        name = "docTitle"
        if index >= imprint:
            name = "docImprint"
        elif by <= index < until:
            name = "byline"
        made.append((name, Span(line, 0, len(line.text))))
    return made


def title_of(page: TitlePage) -> str:
    """The title that a title page gives."""
    return " ".join(span.text for name, span in page.lines if name == "docTitle").strip(" .")

"""Excerpts: the sentence that holds a date, short enough for a chronology."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, groupby

from teipress.book import Inline, LineBreak, Note, Opaque, Span, Text, children
from teipress.compose.flow import settle
from teipress.values import dataclass

LENGTH = 160
SHORT = 40
BEFORE = 60  # what is kept before the date of a sentence that is too long
# What an excerpt keeps of how words are set.
DRESSES = ("title", "article-title", "foreign", "emphasis")

_MARKS_AFTER, _MARKS_BEFORE = r"[”’»)\]\"'›]*", r"[“‘„«(\[\"'‹¿¡—–-]*"
_STOP = re.compile(rf"(?<=[.!?…؟])(?:{_MARKS_AFTER}) +(?={_MARKS_BEFORE}([^\W_]))|[。！？]+[」』”）]*")
# Points that end no sentence: initials, and what is abbreviated before names and numbers.
_ABBREVIATION = re.compile(
    r"(?:\b[^\W\d]|\b(?:Mr|Mrs|Ms|Dr|St|Ste|Mme|Mlle|No|Nos|Nr|vol|vols|cf|p|pp|ff|op|cit|ed|eds|ca|Prof|Gen|Col"
    r"|Capt|Lt|Sgt|Rev|Hon|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|bzw|geb|gest|Bd|Hr|Fr|art|fig|rev))\.$"
)
_ORDINAL = re.compile(r"\b\d{1,2}\. (?=(?:J[aä]n|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Jahrh)\w)")


@dataclass(frozen=True, slots=True)
class _Run:
    """Characters that are set alike: *dress* is the span they stand in, *ids* all ids around them."""

    text: str
    dress: Span | None
    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The words about the span *target*; *start* is where their sentence begins in its paragraph."""

    target: str
    start: int
    words: tuple[Inline, ...]


def excerpts(paragraph: tuple[Inline, ...], ids: frozenset[str]) -> Iterator[Excerpt]:
    """For each span of *paragraph* with one of the *ids*, the sentence it stands in."""
    runs = list(_runs(paragraph, None, frozenset()))
    ranges = _ranges(runs, ids)
    if not ranges:
        return
    text = "".join(run.text for run in runs)
    starts = list(accumulate((len(run.text) for run in runs), initial=0))
    ends = [0, *_ends(text), len(text)]
    for identifier, (start, end) in ranges.items():
        at = bisect_right(ends, start) - 1
        first, last = ends[at], ends[max(bisect_left(ends, end), at + 1)]
        before = ends[max(0, at - 1)]
        alone = not re.search(r"\w", text[first:start] + text[end:last])
        if alone or (last - first < SHORT and last - before < LENGTH):
            # “(1930.)” and “He died in 1921.” say little without what stands before them.
            first = before
        begin, stop = _cut(text, (first, last), (start, end))
        inside = _dressed(runs, starts, (begin, stop), identifier)
        marks = ("… " if text[first:begin].strip() else ""), (" …" if text[stop:last].strip() else "")
        yield Excerpt(identifier, first, settle([Text(marks[0]), *inside, Text(marks[1])]))


def _ends(text: str) -> Iterator[int]:
    """Where sentences end, and the next begin."""
    ordinals = {match.end() for match in _ORDINAL.finditer(text)}
    for match in _STOP.finditer(text):
        abbreviated = _ABBREVIATION.search(text, max(0, match.start() - 10), match.start())
        if not (abbreviated or match.end() in ordinals or (match[1] or "").islower()):
            yield match.end()


def _runs(nodes: tuple[object, ...], dress: Span | None, ids: frozenset[str]) -> Iterator[_Run]:
    for node in nodes:
        match node:
            case Text():
                yield _Run(node.content, dress, ids)
            case LineBreak():
                yield _Run(" ", dress, ids)
            case Opaque():
                yield _Run(node.alt, dress, ids)
            case Span():
                inner = node if dress is None and (node.kind in DRESSES or node.style) else dress
                yield from _runs(node.content, inner, ids | {node.id} if node.id else ids)
            case Note():
                pass
            case _:
                yield from _runs(children(node), dress, ids)  # type: ignore[arg-type]


def _ranges(runs: list[_Run], ids: frozenset[str]) -> dict[str, tuple[int, int]]:
    """Where the words of each span begin and end."""
    found: dict[str, tuple[int, int]] = {}
    at = 0
    for run in runs:
        for identifier in sorted(run.ids & ids):
            found[identifier] = (found.get(identifier, (at,))[0], at + len(run.text))
        at += len(run.text)
    return found


def _cut(text: str, sentence: tuple[int, int], date: tuple[int, int]) -> tuple[int, int]:
    """The sentence, or what is about the date in one that is too long, cut at borders of words."""
    first, last = sentence
    first += len(text[first:last]) - len(text[first:last].lstrip())
    last -= len(text[first:last]) - len(text[first:last].rstrip())
    start, end = first, last
    if last - first > LENGTH and date[1] - first > LENGTH:
        near = max(date[0] - BEFORE, first) if last - date[0] + BEFORE > LENGTH else last - LENGTH
        start = min(_after_space(text, near, first), date[0])
    if last - start > LENGTH:
        end = max(_before_space(text, start + LENGTH), date[1])
    return start, end


def _after_space(text: str, near: int, first: int) -> int:
    """The beginning of a word about *near*, or *near* itself in writing without spaces."""
    found = text.find(" ", near, near + BEFORE // 2) + 1 if near > first else first
    return found or near


def _before_space(text: str, end: int) -> int:
    """The end of a word about *end*, without the punctuation after it."""
    found = text.rfind(" ", max(0, end - BEFORE // 2), end + 1)
    return len(text[:found].rstrip(" ,;:—–-")) if found > 0 else end


def _dressed(runs: list[_Run], starts: list[int], part: tuple[int, int], identifier: str) -> Iterator[Inline]:
    """The characters of a part as nodes: the date as a span, other words as they were set."""
    pieces: list[tuple[str, Span | None]] = []
    for index in range(bisect_right(starts, part[0]) - 1, min(bisect_left(starts, part[1]), len(runs))):
        run, at = runs[index], starts[index]
        piece = run.text[max(0, part[0] - at) : max(0, part[1] - at)]
        pieces.append((piece, Span("date", ()) if identifier in run.ids else run.dress))
    for dress, group in groupby(pieces, key=lambda piece: piece[1]):
        words = (Text("".join(text for text, _ in group)),)
        yield replace(dress, content=words, id="") if dress is not None else words[0]

"""Chronology: the dates of the text in their order, each with the sentence that tells what happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from teipress import dates
from teipress.book import (
    Block,
    Inline,
    Line,
    Mention,
    Moment,
    Node,
    Note,
    Occurrence,
    Paragraph,
    Stage,
    Text,
    children,
    walk,
)
from teipress.calendars import Interval
from teipress.compose import times
from teipress.compose.excerpts import excerpts
from teipress.compose.marks import FEWEST_DATES, Marks
from teipress.datewords import DateWords, words_of
from teipress.edition import Edition
from teipress.values import dataclass
from teipress.xml import Element

# Many dates must not repeat more than a share of their text: the chronology of a chronicle is the chronicle.
MANY = 60
SHARE = 0.3


@dataclass(frozen=True, slots=True)
class _Told:
    """A date and what is told of it; *sentence* is the number of its paragraph and where it begins there."""

    interval: Interval
    doubtful: bool
    wording: str
    sentence: tuple[int, int]
    occurrence: Occurrence


def chronology(
    content: tuple[Block, ...], edition: Edition, marks: Marks, mentions: Mapping[str, Mention], language: str
) -> tuple[Moment, ...]:
    """The moments that the text dates, or none where a chronology would tell a reader nothing.

    They are worded in the *language* of the book, or else in English.
    """
    say = words_of(language)
    elements = {marks.ids[element]: element for element in marks.dated}
    if not elements:
        return ()
    targets = frozenset(elements)
    found = []
    for number, paragraph in enumerate(_paragraphs(content)):
        for excerpt in excerpts(paragraph, targets):
            occurrence = Occurrence(excerpt.words, mentions[excerpt.target])
            found.append(_told(elements[excerpt.target], edition, (number, excerpt.start), occurrence, say))
    moments = tuple(_moments(found, say))
    return moments if _is_useful(moments, content) else ()


def _paragraphs(nodes: tuple[Node, ...]) -> Iterator[tuple[Inline, ...]]:
    """The running text in reading order, paragraph by paragraph; notes after the one they are anchored in."""
    for node in nodes:
        match node:
            case Paragraph() | Line() | Stage():
                yield node.content
                yield from _paragraphs(tuple(n for n in walk(node.content) if isinstance(n, Note)))
            case _:
                yield from _paragraphs(node.content if isinstance(node, Note) else children(node))


def _told(
    element: Element, edition: Edition, sentence: tuple[int, int], occurrence: Occurrence, say: DateWords
) -> _Told:
    interval = dates.read(times.attributes(element))
    assert interval is not None, "what has no date was not marked"
    return _Told(interval, times.is_doubtful(element), times.wording(element, edition, say), sentence, occurrence)


def _moments(found: list[_Told], say: DateWords) -> Iterator[Moment]:
    """Dates in order, those of the same days together; what is sure before what is not."""
    ordered = sorted(found, key=lambda told: (told.interval.sort_key, _open(told.interval), told.doubtful))
    for (interval, doubtful), group in groupby(ordered, key=lambda told: (told.interval, told.doubtful)):
        same = list(group)
        # One of them may state the old style, which holds for all.
        wording = max((told.wording for told in same), key=len)
        day = interval.first if interval.first is not None else interval.last
        assert day is not None, "a date has one end at least"
        said: dict[tuple[int, int], Occurrence] = {}
        for told in same:
            said.setdefault(told.sentence, told.occurrence)
        yield Moment(wording + " (?)" * doubtful, times.iso(interval), times.year_of(day, say), tuple(said.values()))


def _open(interval: Interval) -> tuple[bool, bool]:
    """Which ends are open: `before 1900` is another moment than the day it begins with."""
    return interval.first is None, interval.last is None


def _is_useful(moments: tuple[Moment, ...], content: tuple[Block, ...]) -> bool:
    if len(moments) <= MANY:
        return len(moments) >= FEWEST_DATES
    repeated = sum(_length(occurrence.excerpt) for moment in moments for occurrence in moment.occurrences)
    return repeated <= SHARE * _length(content)


def _length(nodes: tuple[Node, ...]) -> int:
    return sum(len(node.content) for node in walk(nodes) if isinstance(node, Text))

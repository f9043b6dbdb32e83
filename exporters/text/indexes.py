"""Indexes and chronology: what the encoding knows, after the text, by pages of the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from exporters.labels import STOPS, Labels
from exporters.text.blocks import HEADINGS
from exporters.text.layout import Frame, Piece, Prose
from exporters.text.words import words
from teipress import numerals
from teipress.book import Book, Index, IndexEntry, Inline, Mention, Moment, See, Text, plain

HANG = 4


def apparatus(book: Book, frame: Frame, say: Labels) -> Iterator[Piece]:
    """The chronology and the indexes."""
    if book.chronology:
        yield _heading(say("chronology"), frame)
        for moment in book.chronology:
            yield from _moment(moment, frame, say)
    for index in book.indexes:
        yield from _index(index, frame, say)


def _heading(title: str, frame: Frame) -> Prose:
    align, rule, space = HEADINGS[0]
    return Prose(words((Text(title),), frame.signs), frame.left, frame.left, frame.right, space, align, rule)


def _hanging(content: Iterable[Inline], frame: Frame, space: int, first: int = 0) -> Prose:
    left = frame.left
    return Prose(words(tuple(content), frame.signs), left + first, left + HANG, frame.right, space)


def _moment(moment: Moment, frame: Frame, say: Labels) -> Iterator[Piece]:
    yield _hanging((Text(moment.wording),), frame, 1)
    for occurrence in moment.occurrences:
        place = pages((occurrence.mention,), say)
        yield _hanging((*occurrence.excerpt, *([Text(f" ({place})")] if place else [])), frame, 0, HANG)


def _index(index: Index, frame: Frame, say: Labels) -> Iterator[Piece]:
    yield _heading(say.index(index), frame)
    for letter, entries in index.groups():
        if letter:
            yield Prose(words((Text(letter),), frame.signs), frame.left, frame.left, frame.right, 2)
        for number, entry in enumerate(entries):
            yield _hanging(_entry(entry, say), frame, 0 if number else 1)


def _entry(entry: IndexEntry | See, say: Labels) -> tuple[Inline, ...]:
    if isinstance(entry, See):
        return (*entry.heading, Text(f", {say('see')} "), *entry.name)
    bracketed = f", {entry.detail}" if plain(entry.heading).endswith(")") else f" ({entry.detail})"
    detail = (Text(bracketed),) if entry.detail else ()
    also = (Text(say.told(say("also"), ", ".join(entry.forms))),) if entry.forms else ()
    sentences: list[tuple[Inline, ...]] = [
        (*entry.heading, *detail), entry.about, also, *entry.remarks, *say.facts(entry), _related(entry, say),
        (Text(", ".join(map(say.number, entry.authorities))),), (Text(_places(entry.mentions, say)),),
    ]  # fmt: skip
    return tuple(node for sentence in sentences for node in _stopped(sentence))


def _related(entry: IndexEntry, say: Labels) -> tuple[Inline, ...]:
    """Where to look further."""
    names = [node for other in entry.related for node in (Text("; "), *other.name)]
    return (Text(f"{say('see also')} "), *names[1:]) if names else ()


def _stopped(sentence: tuple[Inline, ...]) -> Iterator[Inline]:
    """A sentence with its full stop and a space, or nothing if it says nothing."""
    if said := plain(sentence):
        yield from sentence
        yield Text(" " if said.endswith(STOPS) else ". ")


def _places(mentions: Sequence[Mention], say: Labels) -> str:
    """Where an entry is mentioned, as the last sentence of an entry."""
    found = pages(mentions, say)
    without = [mention for mention in mentions if not mention.page]
    sections = dict.fromkeys(mention.section for mention in without if mention.section)
    told = [found[:1].upper() + found[1:]] if found else []
    told += [say("in", ", ".join(f"“{section}”" for section in sections))] if sections else []
    if without and not told:
        told = [say("once") if len(without) == 1 else say("times", len(without))]
    return ". ".join(told)


def pages(mentions: Sequence[Mention], say: Labels) -> str:
    """`p. 12`, `pp. 12–14, 23, 23 n.`: source pages in the order of the text, those that follow each other joined."""
    labels = dict.fromkeys((mention.page, bool(mention.note)) for mention in mentions if mention.page)
    text = [label for label, in_note in labels if not in_note]
    joined: dict[str, str] = {}
    for _, run in groupby(enumerate(text), key=lambda item: _step(*item)):
        several = [label for _, label in run]
        joined[several[0]] = several[0] if len(several) == 1 else f"{several[0]}–{several[-1]}"
    made = [f"{label}\u00a0{say('n.')}" if in_note else joined.get(label, "") for label, in_note in labels]
    made = [label for label in made if label]
    word = say("p." if len(made) == 1 and "–" not in made[0] else "pp.")
    return f"{word}\u00a0{', '.join(made)}" if made else ""


def _step(position: int, label: str) -> tuple[str, int]:
    """The same for labels that follow each other: figures and roman numerals count, other labels stand alone."""
    if label.isdecimal():
        return "figures", int(label) - position
    value = numerals.value(label)
    return ("numerals", value - position) if value else (label, position)

"""Words: inline nodes as words to fill lines with, so that no line, page or sign ever tears one.

A word is what stands between two gaps. Signs for notes and emphasis stay outside its letters, page signs outside all of
it. Line breaking is the simple half of Unicode's (UAX 14): at white space, after an em dash, between two Han or kana.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count, groupby, pairwise, takewhile
from typing import NamedTuple, assert_never

from exporters.editorial import NONE, SIGNS, around
from exporters.text.signs import Signs, Word, leads_out, raised, stressed
from teipress.book import (
    Alternate,
    Anchor,
    Image,
    Inline,
    LineBreak,
    Link,
    Note,
    Opaque,
    PageBreak,
    Span,
    Text,
    Variant,
)  # fmt: skip

HAN = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
SOLID = r"[\S\u00a0\u2007\u202f]"
# Points of suspension are set with spaces in older books (`so. . . .`); their two to four points stay together.
TOKENS = re.compile(rf"(?P<word>(?:(?<!\. )\.(?: \.){{1,3}}(?! \.)|{SOLID})+)|(?P<gap>[^\S\u00a0\u2007\u202f]+)")
LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
EM_DASH = r"(?<=[^\s—]—)(?=_*[^\W_]|[“‘«„‹(])"
# Between Han and kana, but a line begins with no small kana or repetition, and with no closing punctuation.
NEVER_FIRST = "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ・ーゝゞヽヾ々"
BREAKS = re.compile(rf"{EM_DASH}|(?<=[{HAN}、。，．！？；：」』】〕》）])(?![{NEVER_FIRST}])(?=[{HAN}「『【〔《（])")
HAN_LETTER = re.compile(f"[{HAN}]")


# --- from nodes to tokens: gaps (str), and what stands between them ---------------------------------------------------


class _Run(NamedTuple):
    """Letters, and the number of the emphasis they stand in (0: none)."""

    text: str
    stress: int


@dataclass(frozen=True, slots=True)
class _Sign:
    """A note's sign: belongs to the word before it."""

    text: str


@dataclass(frozen=True, slots=True)
class _Mark:
    """Signs that are words of their own, and wait until the word they fall in is over."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Raised:
    """Where figures above the line begin: behind a letter or figure they need a sign, or 10² would be 102."""

    stress: int


def _flat(
    nodes: Iterable[Inline], own: Signs, stress: int, numbers: Iterator[int]
) -> Iterator[_Run | _Sign | _Mark | _Raised]:
    before = ""
    for node in nodes:
        match node:
            case Text():
                yield _Run(node.content, stress)
            case Span():
                inner = next(numbers) if not stress and stressed(node) else stress
                if node.style and raised(node):
                    yield _Raised(inner)
                opening, closing = around(node.kind, before) if node.kind in SIGNS else NONE
                if opening:
                    yield _Run(opening, stress)
                yield from _flat(node.content, own, inner, numbers)
                if closing:
                    yield _Run(closing, stress)
            case Alternate():
                yield from _flat(node.shown, own, stress, numbers)
            case Link():
                yield from _flat(node.content, own, stress, numbers)
                if leads_out(node):
                    yield _Mark((f"<{''.join(node.target.split())}>",))
            case Note():
                yield _Sign(own.note(node.number))
            case PageBreak():
                yield _Mark((own.page(node.label),))
            case Image():
                yield _Mark(tuple(own.image(node.alt).split()))
            case Opaque():
                yield _Run(node.alt if node.alt.strip() else f"[{node.vocabulary}]", stress)
            case LineBreak():
                yield _Run("\n", stress)
            case Anchor() | Variant():
                pass
            case _:
                assert_never(node)
        before = node.content if isinstance(node, Text) else ""


def _tokens(nodes: Iterable[Inline], own: Signs) -> Iterator[str | _Run | _Sign | _Mark]:
    before = ""
    for item in _flat(nodes, own, 0, count(1)):
        if isinstance(item, _Run):
            for found in TOKENS.finditer(item.text):
                yield _Run(found[0], item.stress) if found["word"] else found[0]
            before = item.text or before
        elif isinstance(item, _Mark) and HAN_LETTER.match(before[-1:]):
            yield from ("", item, "")  # Chinese has no spaces to wait for
        elif isinstance(item, _Raised):
            if before[-1:].isalnum() or before[-1:] == ")":
                yield _Run("^", item.stress)
        else:
            yield item


# --- from tokens to words ---------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Made:
    """A word in the making: *tail* are the signs of notes after it, which wait for an emphasis to close before them."""

    gap: str
    text: str = ""
    tail: str = ""
    mark: bool = False


def words(nodes: Iterable[Inline], own: Signs) -> tuple[Word, ...]:
    """The words of *nodes* with all signs, in reading order."""
    done: list[_Made] = []
    lettered = _Made("")  # the last word that has letters: an emphasis that ends with it closes there
    gap, within = "", 0
    for between, group in groupby(_tokens(nodes, own), key=lambda token: isinstance(token, str)):
        if between:
            gap = "".join(token for token in group if isinstance(token, str))
            if gap != " ":
                gap = LINE_ENDS.sub("\n", gap).expandtabs(4)
            continue
        parts = list(group)
        if len(parts) == 1 and isinstance(run := parts[0], _Run) and run.stress == within:
            lettered = _Made(gap, run.text)  # as most words are
            done.append(lettered)
            gap = " "
            continue
        leading = list(takewhile(lambda part: isinstance(part, _Mark), parts))
        word = _Made(" ")
        for stress, piece in _whole([part for part in parts if isinstance(part, _Run | _Sign)]):
            if stress is None:
                word.tail += piece
                continue
            if stress != within:
                if within:
                    closing = word if word.text else lettered
                    closing.text += own.stress
                piece = own.stress + piece if stress else piece
            word.text, word.tail, within = word.text + word.tail + piece, "", stress
        made = _marks(leading) + [word] * bool(word.text or word.tail) + _marks(parts[len(leading) :])
        made[0].gap, gap = gap, " "
        done += made
        lettered = word if word.text else lettered
    if within:
        lettered.text += own.stress
    return tuple(chunk for made in done for chunk in _chunks(made))


def _marks(parts: Iterable[object]) -> list[_Made]:
    return [_Made(" ", text, mark=True) for part in parts if isinstance(part, _Mark) for text in part.words]


def _whole(parts: list[_Run | _Sign]) -> Iterator[tuple[int | None, str]]:
    """The parts of one word as (stress, letters), or (None, sign of a note); emphasis and signs at edges of letters."""
    if len(parts) == 1 and isinstance(parts[0], _Run):
        yield parts[0].stress, parts[0].text
        return
    letters = "".join(part.text for part in parts if isinstance(part, _Run))
    stress = [part.stress for part in parts if isinstance(part, _Run) for _ in part.text]
    inside = [False, *(_joined(one, other) for one, other in pairwise(letters)), False][: len(letters) + 1]
    for n in range(1, len(letters)):
        if stress[n - 1] and (inside[n] or stress[n]):
            stress[n] = stress[n - 1]
    for n in range(len(letters) - 1, 0, -1):
        if stress[n] and inside[n]:
            stress[n - 1] = stress[n]
    placed = [""] * (len(letters) + 1)
    at = 0
    for part in parts:
        if isinstance(part, _Run):
            at += len(part.text)
        else:
            placed[next(n for n in range(at, len(placed)) if not inside[n])] += part.text
    for n, sign in enumerate(placed):
        if sign:
            yield None, sign
        if n < len(letters):
            yield stress[n], letters[n]


def _joined(one: str, other: str) -> bool:
    """Whether two characters stand within one word of an alphabet."""
    return all((c.isalnum() or unicodedata.category(c)[0] == "M") and not HAN_LETTER.match(c) for c in (one, other))


def _chunks(made: _Made) -> Iterator[Word]:
    text = made.text + made.tail
    gap = made.gap
    for part in [text] if made.mark or text.isascii() else BREAKS.split(text):
        yield Word(gap, part)
        gap = ""

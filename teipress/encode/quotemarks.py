"""Quotation marks: doubled, straight among curly ones, a star for one, opened and not closed, closed and not opened."""

from __future__ import annotations

import re
from collections.abc import Iterator

from teipress.encode import signs
from teipress.encode.habits import Habits
from teipress.encode.model import Line
from teipress.encode.suspects import Stretch, Suspect

SHORT = 5  # lines of a paragraph, at whose end a mark is likely missing
_OPENING = re.compile(r"[*“”‘’'\"]{2,}(?=[\w.…])")
_CLOSING = re.compile(r"(?<=[\w.,;:!?…])(?:[“”‘’'\"]{2,}|[“‘])(?=[*†.,;:]*$)")
_OPENING_PAIRS = ("“‘", "‘“", "\"'", "'\"", "''")
_CLOSING_PAIRS = ("’”", "”’", "'\"", "\"'", "''")
_INSIDE = re.compile(r"(?<=[^\W\d_])(?:[‘“”\"`*]+|‘[’'])(?=[^\W\d_])")
_QUOTING = re.compile(r"(?:[“”‘\"'](?![a-z]\b)){2,}|[“”™]|(?<!\S)\*(?=[\w.])|[.!?:]\s+(?=[^\s.”])")
_STAR = re.compile(r"\*(?=[\w.…])")
_SINGLE = re.compile(r"‘(?=[^\W\d_])")


def inside(line: Line, start: int, end: int, habits: Habits) -> Suspect | None:
    """A quotation mark within a word."""
    token = line.text[start:end]
    match = _INSIDE.search(token)
    if not match or ("*" in match[0] and habits.stars):
        return None
    made = (token[: match.start()] + token[match.end() :], f"{token[: match.start()]} {token[match.end() :]}")
    return Suspect(line, start, end, made, "quotation mark within a word", True)


def marks(line: Line, start: int, end: int, habits: Habits) -> Suspect | None:
    """Quotation marks that don't go together, or a sign in the place of one."""
    if habits.low:
        return None
    token = line.text[start:end]
    return (
        _opening(line, start, end, habits)
        or _closing(line, start, end)
        or _straight(line, start, end, habits)
        or (_single(line, start, end) if _SINGLE.match(token) and not habits.single else None)
    )


def _opening(line: Line, start: int, end: int, habits: Habits) -> Suspect | None:
    token = line.text[start:end]
    match = _OPENING.match(token)
    if match and (match[0] not in _OPENING_PAIRS or (match[0] == "“‘" and "’" not in _ahead(line.text, start))):
        first = "“" if habits.curly or "“" in match[0] else '"'
        return Suspect(line, start, end, (first + token[match.end() :],), "opening quotation mark", True)
    if _STAR.match(token) and not habits.stars:
        return Suspect(line, start, end, ("“" + token[1:], token[1:]), "star before a word")
    return None


def _closing(line: Line, start: int, end: int) -> Suspect | None:
    token = line.text[start:end]
    match = _CLOSING.search(token)
    if not match or (match[0] in _CLOSING_PAIRS and re.search("[‘']", line.text[:start])):
        return None
    made = token[: match.start()] + "”" + token[match.end() :]
    return Suspect(line, start, end, (made,), "closing quotation mark", True)


def _straight(line: Line, start: int, end: int, habits: Habits) -> Suspect | None:
    token = line.text[start:end]
    if not habits.curly or not any(sign in token for sign in "'\""):
        return None
    made = "“" + token[1:] if token[0] == '"' else token.replace('"', "”")
    return Suspect(line, start, end, (made.replace("'", "’"),), "straight among curly", True)


def _single(line: Line, start: int, end: int) -> Suspect | None:
    """A single mark that opens nothing, where double ones quote."""
    token = line.text[start:end]
    if "’" in _ahead(line.text, start):
        return None
    made = (token[1:],) if token[1].isupper() else (token[1:], "’" + token[1:])
    return Suspect(line, start, end, made, "single quotation mark that is never closed")


def _ahead(text: str, start: int) -> str:
    """What follows a sign on its line, apostrophes left out."""
    return re.sub(r"(?<=\w)’(?=\w)|(?<=s)’(?=\s)", "", text[start:])


# --- what needs more than a line --------------------------------------------------------------------------------------


def unbalanced(stretch: Stretch, habits: Habits) -> Iterator[Suspect]:
    """Quotations that are closed and never opened, or opened and not closed when the paragraph ends."""
    if not habits.curly or habits.low or habits.single:
        return
    opened: list[tuple[Line, int]] = []
    sentence: tuple[Line, int] | None = None
    begun = 0
    for index, line in enumerate(stretch.lines):
        for match in _QUOTING.finditer(line.text, 0 if index else stretch.start):
            sign, at = match[0], match.start()
            if "“" in sign:
                opened.append((line, at))
                sentence = None
            elif "”" in sign or sign in ("™", "\"'"):
                if opened:
                    opened.pop()
                elif sentence is not None and "*" not in line.text[at : at + 2] and "”" in sign:
                    yield _unopened(*sentence)
                rest = line.text[match.end() :]
                sentence = (line, match.end() + 1) if rest[:1].isspace() and rest[1:2].isupper() else None
            elif sign == "*" or sign[0] in ".!?:":
                sentence = (line, at if sign == "*" else match.end())
        if not habits.ends(line.place):
            continue
        following = stretch.lines[index + 1].text if index + 1 < len(stretch.lines) else ""
        if opened and not following.lstrip("*").startswith(("“", "‘", '"')):
            yield _unclosed(opened[-1], line, index - begun)
        opened, sentence, begun = [], (stretch.lines[index + 1], 0) if following else None, index + 1


def _unopened(line: Line, start: int) -> Suspect:
    """A quotation that is closed and not opened, at the beginning of its sentence."""
    word = signs.first_word(line.text[start:])
    made = "“" + word.lstrip("*‘'")
    return Suspect(line, start, start + len(word), (made,), "a quotation is closed that was not opened")


def _unclosed(opened: tuple[Line, int], last: Line, length: int) -> Suspect:
    """A quotation that is not closed: at the end of a short paragraph, else where it was opened."""
    if length < SHORT:
        start = last.text.rfind(" ") + 1
        return Suspect(last, start, len(last.text), (last.text[start:] + "”",), "a quotation that is not closed")
    line, at = opened
    return Suspect(line, at, at + 1, (), "a quotation that is not closed")

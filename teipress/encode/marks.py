"""Marks: the signs that call a footnote and stand before it, and what a scan makes of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from teipress.encode.model import Line

ANY = 1.5  # how well a sign that is no mark at all calls any note
SIGNS = ("*", "†", "‡", "§", "‖", "¶")
SUPERIOR = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# What a scan reads for a star or a superior figure; the quotation marks only where no quotation is open.
MISREAD = "™°%#®©^¢~¤•"
QUOTES = "”“\"’‘'"
# What stands for a dagger and the signs after it, by their rank.
_MISREAD_SIGN = {2: "tf+†", 3: "J+X‡", 4: "S$§", 5: "|", 6: "T"}
_MISREAD_FIGURE = {"1": "lIi!|'’*", "2": "z", "3": "8", "5": "s", "8": "3"}

_START = re.compile(
    r"(?P<stars>\*{1,6})\s*(?=\S)"
    r"|(?P<sign>([†‡§‖¶])\3?|\|\|)\s*(?=\S)"
    r"|(?P<superior>[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3})[).]?\s*(?=\S)"
    r"|[\[(](?P<inside>[0-9]{1,3}|[a-z])[\])]\s*(?=\S)"
    r"|(?P<figure>[0-9]{1,3})(?:[.)\]]?\s+(?=[^\W_]|[“\"'‘«(])|(?=[A-ZÀ-Þ“\"]))"
    r"|(?P<letter>[a-h])\)\s+(?=\S)"
)
_MISREAD_START = re.compile(
    r"(?P<sign>[" + re.escape(MISREAD + QUOTES + "lIitfJ+XS$|!.,:;") + r"])(?P<space>\s?)(?=[\w“])"
)


@dataclass(frozen=True, slots=True)
class Start:
    """The mark at the beginning of a note: its style, its place in the order of that style, where the text begins."""

    style: str
    rank: int
    mark: str
    end: int
    sure: bool = True


def start(text: str) -> Start | None:
    """The mark that a line begins with, if it does."""
    match = _START.match(text)
    if not match or match.end() >= len(text):
        return None
    end = match.end()
    if stars := match["stars"]:
        return Start("stars", len(stars), stars, end)
    if sign := match["sign"]:
        sign = "‖" if sign == "||" else sign
        return Start("signs", SIGNS.index(sign[0]) + 1 + 6 * (len(sign) - 1), sign, end)
    if superior := match["superior"]:
        number = superior.translate(SUPERIOR)
        return Start("figures", int(number), str(int(number)), end) if int(number) else None
    name = match["inside"] or match["figure"] or match["letter"]
    if name.isdigit():
        return Start("figures", int(name), str(int(name)), end) if int(name) else None
    return Start("letters", ord(name) - ord("a") + 1, name, end)


def mark(style: str, rank: int) -> str:
    """The mark of a rank in a style."""
    if style == "stars":
        return "*" * rank
    if style == "signs":
        return SIGNS[(rank - 1) % 6] * ((rank - 1) // 6 + 1)
    return chr(ord("a") + rank - 1) if style == "letters" and rank <= 26 else str(rank)


def misread_start(text: str, style: str, rank: int) -> Start | None:
    """The mark of this rank that a line seems to begin with, misread."""
    match = _MISREAD_START.match(text)
    if not match:
        return None
    sign, spaced = match["sign"], bool(match["space"])
    wanted = mark(style, rank)
    likely = {
        "stars": MISREAD + QUOTES,
        "signs": MISREAD + QUOTES if rank == 1 else _MISREAD_SIGN.get(rank, ""),
        "figures": MISREAD + QUOTES + _MISREAD_FIGURE.get(wanted, ""),
    }.get(style, "")
    if sign not in likely or (sign.isalpha() and not spaced):
        return None
    return Start(style, rank, wanted, match.end(), sure=False)


# --- in the text ------------------------------------------------------------------------------------------------------

_RUN = re.compile(r"(?<=[\w.,;:!?…)\]”’\"'—»])[*†‡§‖¶#°™”\"’'%^®©¢~¤•]+")
_ANY_SIGN = re.compile(r"[*†‡§‖¶#°™”\"’'%^®©¢~¤•0-9¹²³⁰⁴⁵⁶⁷⁸⁹\[(]|[.,;:!?][A-Za-z|!+$](?=\s|$)")
_SUPERIOR = re.compile(r"(?<=\S) ?([¹²³⁴⁵⁶⁷⁸⁹⁰]{1,3})\)?")
_FIGURE = re.compile(
    r"(?:(?<=[^\W\d_])|(?<=[^\W\d_][.,;:!?][”’\"')\]»])|(?<=[^\W\d_][.,;:!?”’\"')\]»])|(?<=[^\W\d_][.,;:!?][”’\"')\]»])|(?<=[\d)][;!?”’])|(?<=\)[.,])"
    r"|(?<=\d\d\d\d[.,])|(?<=\d[.][”’\"]))([0-9]{1,3})(?![\d\w%])"
)
_BRACKETED = re.compile(r"(?<=\S) ?[\[(]([0-9]{1,3}|[a-h])[\])](?!\w)")
_LOOSE_FIGURE = re.compile(r"(?<=\S) ([0-9]{1,3})(?=[\s,;:]|$)")
_LOOSE_STARS = re.compile(r"(?<=\S) (\*{1,6}|[†‡§‖¶])(?=\s|$)")
_MISREAD_AFTER = re.compile(r"(?<=[.,;:!?”])([A-Za-z|!+$])(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Call:
    """A place in a line that may call a note: what it may stand for, and how sure that is."""

    start: int
    end: int
    marks: tuple[tuple[str, float], ...]
    clear: bool = False

    def score(self, wanted: str) -> float:
        """How well this calls a note of a mark; 0 if it does not."""
        return max((score for name, score in self.marks if name in (wanted, "")), default=0.0)


def calls(text: str, unbalanced: bool) -> list[Call]:
    """The places of a line that may call a note. *unbalanced*: a quotation is closed here that was never opened."""
    found: list[Call] = []
    if not _ANY_SIGN.search(text):
        return found
    for match in _RUN.finditer(text):
        found.extend(_run(match, text, unbalanced))
    for match in _SUPERIOR.finditer(text):
        number = int(match[1].translate(SUPERIOR))
        found.append(Call(match.start(), match.end(), ((str(number), 3.0),), True))
    for pattern, score in ((_FIGURE, 2.5), (_BRACKETED, 2.5), (_LOOSE_FIGURE, 0.7)):
        for match in pattern.finditer(text):
            name = str(int(match[1])) if match[1].isdigit() else match[1]
            found.append(Call(match.start(), match.end(), ((name, score),)))
    for match in _LOOSE_STARS.finditer(text):
        found.append(Call(match.start(), match.end(), ((match[1], 2.0),)))
    for match in _MISREAD_AFTER.finditer(text):
        names = [SIGNS[rank - 1] for rank, likely in _MISREAD_SIGN.items() if match[1] in likely]
        names += [figure for figure, likely in _MISREAD_FIGURE.items() if match[1] in likely]
        if names:
            found.append(Call(match.start(), match.end(), tuple((name, 1.0) for name in names)))
    return sorted(found, key=lambda call: (call.start, call.end))


def any_clear(lines: Iterable[Line]) -> bool:
    """Whether a sign stands in these lines that hardly does anything but call notes."""
    return any(sign in "*†‡" for line in lines for sign in line.text)


def _run(match: re.Match[str], text: str, unbalanced: bool) -> list[Call]:
    """What a run of signs may be: its last stars, or all of it, misread."""
    run = match[0]
    made: list[Call] = []
    tail = re.search(r"(\*+|([†‡§‖¶])\2*)$", run)
    before = run[: tail.start()] if tail else run
    stars = run.count("*")
    if tail:
        sign = tail[0]
        exact = not any(other in before for other in "*†‡§‖¶")
        likely: list[tuple[str, float]] = [(sign, 3.0 if exact else 0.6)]
        likely += [("*" * n, 1.2) for n in range(1, 6) if "*" in sign and n != len(sign)]
        made.append(Call(match.start() + tail.start(), match.end(), tuple(likely), exact))
        if before and (not exact or any(s in MISREAD for s in before) or unbalanced):
            lengths = dict.fromkeys(range(1, 7), 1.3) if any(s in MISREAD for s in before) else {}
            lengths |= {len(run): 2.0, stars: 2.0}
            made.append(Call(match.start(), match.end(), tuple(("*" * n, score) for n, score in lengths.items() if n)))
        return made
    after = text[match.end() : match.end() + 1]
    previous = text[match.start() - 1]
    if after and not after.isspace() and after not in ".,;:!?—)":
        return made
    odd = [sign for sign in run if sign in MISREAD]
    if odd and not (previous.isdigit() and odd[0] in "%°"):
        at = match.start() + run.index(odd[0])
        made.append(Call(at, match.end(), (("", ANY),)))
    elif unbalanced and not (run[-1] in "’'‘" and previous.isalnum()):
        made.append(Call(match.end() - 1, match.end(), (("", 0.8),)))
    return made

"""Characters: the sets of characters that a regular expression of XML Schema can name. See XSD part 2, appendix F.

A set answers for one character at a time, by its code point, its general category in Unicode or its block, so no table
of all characters is ever made.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import cache
from unicodedata import category

from teipress.grammar.letters import NAME_MORE, NAME_START, blocks

Test = Callable[[str], bool]


# A plain class: as a frozen dataclass it would cost a small document half of the time it takes to be checked.
class Characters:
    """A set of characters: whether it *has* one, and whether its complement has it, the set *lacks* it.

    The second is not always the opposite of the first: see `union`, where *simple* matters. *only* is the character
    of a set of one.
    """

    __slots__ = ("has", "lacks", "only", "simple")

    def __init__(self, has: Test, lacks: Test | None = None, *, simple: bool = False, only: str = "") -> None:
        self.has = has
        self.lacks: Test = lacks or (lambda character: not has(character))
        self.simple = simple
        self.only = only


def single(character: str) -> Characters:
    """The set of one character."""
    return Characters(character.__eq__, simple=True, only=character)


def span(first: str, last: str) -> Characters:
    """The characters from *first* to *last*."""
    return Characters(lambda character: first <= character <= last, simple=True)


def union(*members: Characters) -> Characters:
    """The characters of any of several sets.

    The complement of a union that mixes simple sets with others (`[^,\\s]`, `[^\\p{C}\\p{Z}]`) is what jing makes of
    it, not what XML Schema says. jing writes `[^,&&[^ \\n\\r\\t]]` for Java's regular expressions; since Java 9 that no
    longer means "no comma, and no space" but "not both a comma and no space", so spaces pass. The TEI's `teidata.word`
    is such a pattern: by its letter invisible characters such as a soft hyphen are wrong, and jing lets them pass.
    """
    plain = [member for member in members if member.simple]
    others = [member for member in members if not member.simple]

    def has(character: str) -> bool:
        return any(member.has(character) for member in members)

    def lacks(character: str) -> bool:
        inside = any(member.has(character) for member in plain)
        outside = all(member.lacks(character) for member in others)
        return not (inside and outside) if plain and others else outside and not inside

    return Characters(has, lacks)


def complement(of: Characters) -> Characters:
    """The characters that are not in a set."""
    return Characters(of.lacks, of.has)


def difference(of: Characters, without: Characters) -> Characters:
    """The characters of a set without those of another: `[a-z-[aeiou]]`."""
    return Characters(
        lambda character: of.has(character) and without.lacks(character),
        lambda character: of.lacks(character) or without.has(character),
    )


def _any_of(characters: str) -> Characters:
    return union(*map(single, characters))


def _category(name: str) -> Characters:
    return Characters(lambda character: category(character).startswith(name), simple=True)


# --- the characters of names ------------------------------------------------------------------------------------------


@cache
def _bounds(ranges: str) -> list[int]:
    """Where each range starts, and where the characters behind it start."""
    pairs = [part.split("-") for part in ranges.split()]
    return [bound for pair in pairs for bound in (int(pair[0], 16), int(pair[-1], 16) + 1)]


def _within(ranges: str, character: str) -> bool:
    return bisect_right(_bounds(ranges), ord(character)) % 2 == 1


def _starts_name(character: str) -> bool:
    if character.isascii():
        return character.isalpha() or character in ":_"
    return _within(NAME_START, character)


def _in_name(character: str) -> bool:
    if character.isascii():
        return character.isalnum() or character in ":_-."
    return _within(NAME_START, character) or _within(NAME_MORE, character)


# --- what the letters of a pattern name -------------------------------------------------------------------------------


def _escapes() -> dict[str, Characters]:
    not_word = union(_category("P"), _category("Z"), _category("C"))
    named = {
        "s": _any_of(" \n\r\t"), "i": Characters(_starts_name), "c": Characters(_in_name), "d": _category("Nd"),
        "w": complement(not_word),
    }  # fmt: skip
    opposite = {letter.upper(): complement(characters) for letter, characters in named.items()}
    themselves = {character: single(character) for character in "\\|.-^?*+(){}[]"}
    return named | opposite | themselves | {"n": single("\n"), "r": single("\r"), "t": single("\t"), "W": not_word}


# What stands behind a backslash, except \p and \P.
ESCAPES = _escapes()
DOT = complement(_any_of("\n\r"))

# The quotation marks that Unicode had when XML Schema was made; jing knows no others as Pi and Pf.
_OPENING, _CLOSING = _any_of("«‘‛“‟‹"), _any_of("»’”›")
# jing makes unions of those that are no simple sets here, which matters to their complements.
_SIMPLE = "M N Z S Lt Lm Lo Mn Mc Me Nd Pc Pd Ps Pe Po Zs Zl Zp Sm Sc Sk So Cc Cf Co"
_CATEGORIES = {
    **{name: _category(name) for name in _SIMPLE.split()},
    **{name: union(_category(name)) for name in ("L", "Lu", "Ll", "Nl", "No", "Cn")},
    "C": union(_category("C"), union(_category("Cn"))),
    "P": union(_category("P"), _OPENING, _CLOSING),
    "Pi": _OPENING, "Pf": _CLOSING,
}  # fmt: skip


@cache
def with_property(name: str) -> Characters | None:
    """The characters of `\\p{name}`: a category (`Lu`), or a block (`IsGreek`); None if there is none of that name."""
    if not name.startswith("Is"):
        return _CATEGORIES.get(name)
    spans = [span(chr(first), chr(last)) for first, last in blocks().get(name[2:], ())]
    return spans[0] if len(spans) == 1 else union(*spans) if spans else None

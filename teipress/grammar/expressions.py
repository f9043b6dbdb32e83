"""Expressions: what a regular expression of XML Schema says, as a tree. See XSD part 2, appendix F.

What jing refuses is refused here: a hyphen in brackets is escaped unless it makes a range, and `{2}{3}` or `a**` are
mistakes.
"""

from __future__ import annotations

from teipress.grammar.characters import (
    DOT,
    ESCAPES,
    Characters,
    complement,
    difference,
    single,
    span,
    union,
    with_property,
)

LONGEST = 20_000
DEEPEST = 100
HYPHEN = "a hyphen in brackets is written \\-, except in a range"


class BadPattern(ValueError):
    """Not a regular expression of XML Schema; says why, and where."""


TYPE_CHECKING = False  # typing itself is not needed
if TYPE_CHECKING:
    from typing import NoReturn, TypeAlias

    Sequence: TypeAlias = "tuple[Characters | Choice | Repeat, ...]"
    # One character, and what has to follow it.
    Heads: TypeAlias = "list[tuple[Characters, Sequence]]"


class Choice:
    """One of several sequences."""

    __slots__ = ("_heads", "nullable", "options")

    def __init__(self, options: tuple[Sequence, ...]) -> None:
        self.options = options
        self.nullable = any(map(nullable, options))
        self._heads: Heads | None = None

    def heads(self) -> Heads:
        """As the function; found once."""
        if self._heads is None:
            self._heads = [head for option in self.options for head in heads(option)]
        return self._heads


class Repeat:
    """A sequence from *low* to *high* times; without end where *high* is None."""

    __slots__ = ("_after", "_heads", "body", "high", "low", "nullable")

    def __init__(self, body: Sequence, low: int, high: int | None) -> None:
        self.body = body
        self.low = 0 if nullable(body) else low
        self.high = high
        self.nullable = self.low == 0
        self._after: Sequence | None = None
        self._heads: Heads | None = None

    def heads(self) -> Heads:
        """As the function; found once."""
        if self._heads is None:
            self._heads = [(characters, rest + self.after()) for characters, rest in heads(self.body)]
        return self._heads

    def after(self) -> Sequence:
        """What may follow when the body was met once; made once only, so that states can be told to be the same."""
        if self._after is None:
            high = None if self.high is None else self.high - 1
            if high is None and self.low <= 1:
                self._after = (self,) if self.low == 0 else (Repeat(self.body, 0, None),)
            else:
                self._after = (Repeat(self.body, max(self.low - 1, 0), high),) if high != 0 else ()
        return self._after


def nullable(sequence: Sequence) -> bool:
    """Whether nothing at all is enough for a sequence."""
    return all(isinstance(node, Choice | Repeat) and node.nullable for node in sequence)


def heads(sequence: Sequence) -> Heads:
    """The characters that a sequence may begin with, and what then follows."""
    found: Heads = []
    for index, node in enumerate(sequence):
        rest = sequence[index + 1 :]
        if not isinstance(node, Choice | Repeat):
            found.append((node, rest))
            break
        found += [(characters, first + rest) for characters, first in node.heads()]
        if not node.nullable:
            break
    return found


def parse(text: str) -> Sequence:
    """The tree of a regular expression; raises `BadPattern` if it is none."""
    return _Parser(text).parse()


class _Parser:
    """Reads a regular expression from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0

    @property
    def next(self) -> str:
        return self.text[self.at : self.at + 1]

    def take(self) -> str:
        self.at += 1
        return self.text[self.at - 1 : self.at]

    def taken(self, character: str) -> bool:
        if self.next == character:
            self.at += 1
            return True
        return False

    def expect(self, character: str, why: str = "") -> None:
        if not self.taken(character):
            self.fail(why or f"{character} is missing")

    def fail(self, why: str) -> NoReturn:
        start = self.text if len(self.text) <= 80 else f"{self.text[:79]}…"
        raise BadPattern(f"“{start}” is no regular expression of XML Schema: {why} (at character {self.at + 1})")

    def parse(self) -> Sequence:
        if len(self.text) > LONGEST:
            self.fail(f"it is longer than {LONGEST:,} characters")
        sequence = self.alternatives()
        if self.next:
            self.stray()
        return sequence

    def stray(self) -> NoReturn:
        self.fail(f"{self.next} has nothing to stand for here; the character itself is written \\{self.next}")

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            self.fail(f"more than {DEEPEST} groups stand in each other")

    def alternatives(self) -> Sequence:
        options = [self.branch()]
        while self.taken("|"):
            options.append(self.branch())
        return options[0] if len(options) == 1 else (Choice(tuple(options)),)

    def branch(self) -> Sequence:
        sequence: list[Characters | Choice | Repeat] = []
        while self.next and self.next not in "?*+){}|]":
            sequence += self.quantified(self.atom())
        return tuple(sequence)

    def atom(self) -> Sequence:
        character = self.take()
        if character == "(":
            self.deeper()
            sequence = self.alternatives()
            if not self.taken(")"):
                self.stray() if self.next else self.fail(") is missing")
            self.depth -= 1
            return sequence
        if character == "[":
            return (self.group(),)
        if character == "\\":
            return (self.escape(),)
        return (DOT if character == "." else single(character),)

    def quantified(self, body: Sequence) -> Sequence:
        low, high = {"?": (0, 1), "*": (0, None), "+": (1, None)}.get(self.next, (1, 1))
        if self.next in ("?", "*", "+"):
            self.at += 1
        elif self.taken("{"):
            low = high = self.number()
            if self.taken(","):
                high = None if self.next == "}" else self.number()
            self.expect("}")
            if high is not None and high < low:
                self.fail("the second number of a quantifier is smaller than the first")
        if (low, high) == (1, 1):
            return body
        return (Repeat(body, low, high),) if high != 0 and body else ()

    def number(self) -> int:
        start = self.at
        while self.next in "0123456789" and self.next:
            self.at += 1
        if start == self.at:
            self.fail("a number is missing")
        # More than any value has characters.
        return int(self.text[start : self.at].lstrip("0")[:18] or "0")

    def group(self) -> Characters:
        """What stands in brackets, behind the first: `a-z\\d]`, `^,]`, `a-z-[aeiou]]`."""
        inverted = self.taken("^")
        members = [self.member()]
        while self.next not in ("]", "-"):
            members.append(self.member())
        found: Characters = members[0] if len(members) == 1 else union(*members)
        if inverted:
            found = complement(found)
        if self.taken("-"):
            self.expect("[", HYPHEN)
            self.deeper()
            found = difference(found, self.group())
            self.depth -= 1
        self.expect("]")
        return found

    def member(self) -> Characters:
        """A character, an escape or a range."""
        low = self.one()
        if self.next != "-" or self.text[self.at + 1 : self.at + 2] == "[":
            return low
        self.at += 1
        if self.next == "]":
            self.fail(HYPHEN)
        high = self.one()
        if not (low.only and high.only):
            self.fail("a range goes from one character to another")
        if low.only > high.only:
            self.fail("the second character of a range stands before the first")
        return span(low.only, high.only)

    def one(self) -> Characters:
        if self.next in ("", "[", "]", "-"):
            self.fail(f"{self.next} in brackets is written \\{self.next}" if self.next else "] is missing")
        character = self.take()
        return self.escape() if character == "\\" else single(character)

    def escape(self) -> Characters:
        letter = self.take()
        if letter not in ("p", "P"):
            if letter not in ESCAPES:
                self.fail(f"there is no \\{letter}")
            return ESCAPES[letter]
        self.expect("{")
        end = self.text.find("}", self.at)
        name = self.text[self.at : end] if end >= 0 else ""
        found = with_property(name)
        if found is None:
            self.fail(f"XML Schema knows no characters \\{letter}{{{name}}}")
        self.at = end + 1
        return found if letter == "p" else complement(found)

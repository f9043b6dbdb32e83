"""The model: rules as they are applied, without includes, abstract rules and phases. See ISO/IEC 19757-3, clause 5.

Values that go to another process as JSON, so everything is made of texts, numbers and lists.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Expression:
    """An XPath expression, with the place in the schema where it stands: its *file* and *line*."""

    text: str
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Let:
    """A variable: its *name*, and the expression that it stands for."""

    name: str
    value: Expression


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a message: words, or an expression whose value stands there."""

    words: str = ""
    value: Expression | None = None


Message = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Test:
    """An assertion, or a *report* (told where its test holds). *hints* are its diagnostics, *severity* 1 to 3."""

    test: Expression
    report: bool = False
    message: Message = ()
    hints: tuple[Message, ...] = ()
    severity: int = 3
    id: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """What has to hold for the nodes that *context* matches."""

    context: Expression
    lets: tuple[Let, ...] = ()
    tests: tuple[Test, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """Rules of which the first that matches a node is the only one applied to it."""

    rules: tuple[Rule, ...] = ()
    lets: tuple[Let, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """A Schematron schema ready to be applied: the patterns of its phase.

    *binding* is the query language as `queryBinding` names it; *foreign* holds the names of functions and keys that
    the schema defines in XSLT, which are not supported. *thorough*: expressions that the document does not call for are
    looked at too, since the schema may be somebody's work in hand.
    """

    binding: str
    namespaces: Mapping[str, str]
    patterns: tuple[Pattern, ...]
    lets: tuple[Let, ...] = ()
    foreign: tuple[str, ...] = ()
    thorough: bool = True


def to_json(rules: Rules) -> str:
    """The rules as JSON."""
    return json.dumps(asdict(rules))


def from_json(text: str) -> Rules:
    """The rules of what `to_json` made."""
    made = json.loads(text)
    return Rules(
        made["binding"], made["namespaces"], tuple(map(_pattern, made["patterns"])), tuple(map(_let, made["lets"])),
        tuple(made["foreign"]), made["thorough"],
    )  # fmt: skip


def _pattern(made: Any) -> Pattern:
    return Pattern(tuple(map(_rule, made["rules"])), tuple(map(_let, made["lets"])), made["id"])


def _rule(made: Any) -> Rule:
    return Rule(Expression(**made["context"]), tuple(map(_let, made["lets"])), tuple(map(_test, made["tests"])))


def _test(made: Any) -> Test:
    return Test(
        Expression(**made["test"]), made["report"], _message(made["message"]), tuple(map(_message, made["hints"])),
        made["severity"], made["id"],
    )  # fmt: skip


def _let(made: Any) -> Let:
    return Let(made["name"], Expression(**made["value"]))


def _message(made: Any) -> Message:
    return tuple(Part(part["words"], Expression(**part["value"]) if part["value"] else None) for part in made)

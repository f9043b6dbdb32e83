"""Contexts: match patterns taken apart, so that a rule looks only at the nodes that it may be about.

A pattern such as `tei:l//tei:p[@n]` becomes the name that its nodes bear, and a condition on such a node:
`.[@n][ancestor::tei:l]`. Patterns of another shape are searched for in the whole document. See XSLT 2.0, clause 5.5.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

OPENING, CLOSING = "([{", ")]}"
_NAME = r"[^\W\d][\w.·-]*"
_TEST = re.compile(rf"(?:(?:({_NAME}):)?({_NAME}|\*))\Z")
_STEP = re.compile(rf"(@|(?:{_NAME})::)?\s*([\w.·:*-]+)\s*")
_REQUIRED = re.compile(
    r"\s*@([\w.·:-]+)\s*(?:\Z|and\b|(?:=|eq)\s*(?:'[^']*'|\"[^\"]*\")\s*\Z)"
    r"|\s*(?:starts-with|ends-with|contains)\(\s*@([\w.·:-]+)\s*,\s*(?:'[^']+'|\"[^\"]+\")\s*\)\s*\Z"
)
_KEYWORD = re.compile(r"\s(union|except|intersect)\s")
XML = "http://www.w3.org/XML/1998/namespace"


@dataclass(frozen=True, slots=True)
class Alternative:
    """One alternative of a match pattern.

    Elements (or attributes, if *attribute* is set) called *name*, `{uri}local`, `{uri}*` or `*`, for which *condition*
    holds; *required* is an attribute that such an element surely has; *outermost*: the outermost element only;
    *above* are names that elements above it surely have. Without a name, what *search* finds.
    """

    name: str = ""
    attribute: bool = False
    condition: str = ""
    required: str = ""
    outermost: bool = False
    above: tuple[str, ...] = ()
    search: str = ""


def alternatives(pattern: str, namespaces: Mapping[str, str]) -> list[Alternative]:
    """The alternatives of a match pattern. Raises `ValueError` for brackets that don't pair."""
    found = []
    for text in _split(_without_comments(pattern), "|"):
        if not text.startswith("(") or _KEYWORD.search(text):
            found.append(_alternative(text, namespaces))
            continue
        # ( a | b )[c]/d is a[c]/d | b[c]/d: predicates that ask for a position are searched for anyway.
        closing = next((place for place, sign, depth in _scan(text) if sign == ")" and not depth), 0)
        if not closing:
            raise ValueError("a bracket that does not close")
        for one in _split(text[1:closing], "|"):
            found.extend(alternatives(one + text[closing + 1 :], namespaces))
    return found


def searched(pattern: str) -> Alternative:
    """The alternative that searches the whole document for a pattern."""
    text = pattern.strip()
    if re.match(r"/|(id|root)\s*\(", text):
        return Alternative(search=text)
    return Alternative(search=f"//({text})" if _KEYWORD.search(text) else f"//{text}")


def _alternative(text: str, namespaces: Mapping[str, str]) -> Alternative:
    pieces = list(_steps(text))
    condition, required, name, attribute = "", "", "", False
    above: list[str] = []
    outermost = len(pieces) == 1 and pieces[0][0] == "/"
    for number, (separator, step) in enumerate(pieces):
        match = _STEP.match(step)
        predicates = step[match.end() :] if match else ""
        if match is None or (predicates and not predicates.startswith("[")):
            return searched(text)
        axis, test = match.groups()
        last = number == len(pieces) - 1
        if axis not in (None, "child::") and not (last and axis in ("@", "attribute::")):
            return searched(text)
        attribute = axis in ("@", "attribute::")
        name = _expanded(test, namespaces, attribute)
        if not name:
            return searched(text)
        if number == 0 and separator == "/" and not outermost:
            condition = "[not(parent::*)]"
        condition = predicates + condition
        if not last:
            above += [] if name.endswith("*") else [name]
            condition = f"[{'ancestor' if pieces[number + 1][0] == '//' else 'parent'}::{test}{condition}]"
        else:
            required = next((r for r in map(_required, _predicates(predicates)) if r), "")
    required = _expanded(required, namespaces, True) if required and not attribute else ""
    condition = f".{condition}" if condition else ""
    return Alternative(name, attribute, condition, required, outermost and not attribute, tuple(above))


def _expanded(test: str, namespaces: Mapping[str, str], attribute: bool) -> str:
    """A name test as `{uri}local`; empty if it is none."""
    match = _TEST.match(test)
    if match is None:
        return ""
    prefix, local = match.groups()
    if prefix is None:
        return local
    uri = XML if prefix == "xml" else namespaces.get(prefix, "")
    return f"{{{uri}}}{local}" if uri else ""


def _required(predicate: str) -> str:
    """An attribute without which a predicate cannot hold; empty if none is seen."""
    match = _REQUIRED.match(predicate)
    if match is None or re.search(r"\bor\b|,.*,|\breturn\b", predicate):
        return ""
    if match.group(1) and "," in predicate:
        return ""
    return match.group(1) or match.group(2)


# --- text -------------------------------------------------------------------------------------------------------------


def _scan(text: str) -> Iterator[tuple[int, str, int]]:
    """The characters of an expression that are not in a string: where each stands, and how deep in brackets."""
    depth, quote = 0, ""
    for place, sign in enumerate(text):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        else:
            depth -= sign in CLOSING
            if depth < 0:
                raise ValueError(f"a {sign} too many")
            yield place, sign, depth
            depth += sign in OPENING
    if quote or depth:
        raise ValueError("a quotation mark that does not close" if quote else "a bracket that does not close")


def _split(text: str, mark: str) -> list[str]:
    """The parts of a text between marks that stand in no bracket and no string."""
    cuts = [place for place, sign, depth in _scan(text) if sign == mark and not depth]
    return [text[a:b].strip() for a, b in zip([0, *(c + 1 for c in cuts)], [*cuts, len(text)], strict=True)]


def _steps(text: str) -> Iterator[tuple[str, str]]:
    """The steps of a path, each with the slash or slashes before it."""
    cuts = [place for place, sign, depth in _scan(text) if sign == "/" and not depth]
    starts = [place for place in cuts if place - 1 not in cuts]
    begin, separator = 0, ""
    for place in starts:
        if place or text[:place].strip():
            yield separator, text[begin:place].strip()
        separator = "//" if place + 1 in cuts else "/"
        begin = place + len(separator)
    yield separator, text[begin:].strip()


def _predicates(text: str) -> Iterator[str]:
    """What stands in each of the predicates after a step."""
    start = 0
    for place, sign, depth in _scan(text):
        if depth == 0 and sign == "[":
            start = place + 1
        elif depth == 0 and sign == "]":
            yield text[start:place]


def _without_comments(text: str) -> str:
    """An expression without its comments `(: … :)`."""
    if "(:" not in text:
        return text
    kept, depth, place, quote = [], 0, 0, ""
    while place < len(text):
        pair, sign = text[place : place + 2], text[place]
        if not depth and (quote or sign in "'\""):
            quote = ("" if sign == quote else quote) if quote else sign
            kept.append(sign)
        elif pair in ("(:", ":)") and (depth or pair == "(:"):
            depth += 1 if pair == "(:" else -1
            place += 1
        elif not depth:
            kept.append(sign)
        place += 1
    return "".join(kept)

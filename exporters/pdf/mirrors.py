"""Mirrors: books that run from right to left, and passages that run against the book they stand in.

The style sheet is written for books that open to the left; what it says of left and right is turned round for others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from unicodedata import bidirectional

from exporters.directions import STRONG, right_to_left, runs_left
from exporters.xhtml import Element
from teipress.book import Book, plain

# What a block of text can be, and so have a direction of its own.
BLOCKS = frozenset(
    "section div header p h1 h2 h3 h4 h5 h6 ul ol li table tr td th blockquote figure figcaption".split()
)
INLINE_BLOCKS = ("block", "note")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
DECLARED = re.compile(r"(?<![-\w])([-\w]+)(\s*:\s*)([^;}]*)")
SIDES = {"left": "right", "right": "left"}
SIDE = re.compile(r"\b(?:left|right)\b")
# Properties whose values name a side, or all four of them.
VALUED, SHORTHANDS = ("text-align", "border-image"), ("margin", "padding")
# What stands in a margin of all pages.
BOXES = re.compile("@(left|right)-")
# Running heads, by the side of their page.
HEADS = re.compile(r"string\((left|right), first-except\)")


def opening(book: Book, letters: Iterable[str]) -> bool | None:
    """Whether *book*, written in *letters*, opens to the right; None if none of these runs from right to left."""
    if not any(STRONG.get(bidirectional(letter)) for letter in letters):
        return None
    runs = runs_left(plain(book.content))
    return right_to_left(book.metadata.language) if runs is None else runs


def directed(body: Element, leftward: bool) -> None:
    """Mark each block in *body* that runs against what it stands in; *leftward*: that itself runs to the left."""
    for child in body:
        around = leftward
        if child.tag in BLOCKS or (child.get("class") or "").startswith(INLINE_BLOCKS):
            own = runs_left("".join(child.itertext()))
            if own is not None and own is not leftward:
                child.set("dir", "rtl" if own else "ltr")
                around = own
        directed(child, around)


def mirrored(css: str) -> str:
    """The style sheet *css* for a book that opens to the right."""
    turned = RULE.sub(lambda rule: f"{rule[1]}{{{_turned(rule[2])}}}", css)
    turned = BOXES.sub(lambda box: f"@{SIDES[box[1]]}-", turned)
    return HEADS.sub(lambda head: f"string({SIDES[head[1]]}, first-except)", turned)


def against(css: str, leftward: bool) -> str:
    """The style sheet *css* with rules for passages that run against a book, which is *leftward* or not.

    Each stands behind the one that it turns round, and weighs as much.
    """
    there = f":where([dir={'ltr' if leftward else 'rtl'}])"
    return RULE.sub(lambda rule: f"{rule[0]}{_against(rule, there)}", css)


def _against(rule: re.Match[str], there: str) -> str:
    selectors, block = COMMENT.sub("", rule[1]), rule[2]
    before, turned = dict(_declarations(block)), dict(_declarations(_turned(block)))
    after = {name: "0" for name in before if name not in turned}
    after |= {name: value for name, value in turned.items() if before.get(name) != value}
    if not after or "@" in selectors or "::" in selectors:
        return ""
    everywhere = ", ".join(f"{there} {each}, {each}{there}" for each in map(str.strip, selectors.split(",")))
    return f" {everywhere} {{ {'; '.join(f'{name}: {value}' for name, value in after.items())} }}"


def _declarations(block: str) -> Iterator[tuple[str, str]]:
    return ((found[1], found[3].strip()) for found in DECLARED.finditer(block))


def _turned(block: str) -> str:
    """The declarations of a *block* with left and right exchanged."""
    return DECLARED.sub(_turn, block)


def _turn(found: re.Match[str]) -> str:
    name, between, value = found.groups()
    if name in SHORTHANDS and len(parts := value.split()) == 4:
        value = " ".join((parts[0], parts[3], parts[2], parts[1]))
    elif name in VALUED:
        value = SIDE.sub(lambda side: SIDES[side[0]], value)
    return f"{SIDE.sub(lambda side: SIDES[side[0]], name)}{between}{value}"

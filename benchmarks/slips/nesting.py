"""Slips of place: what stands where it may not, or is not where it must be."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from benchmarks.slips.documents import Document, Slip, Tag


def wrong_nesting(document: Document, chance: random.Random) -> Slip | None:
    return chance.choice(NESTINGS)(document, chance)


def _chosen(document: Document, chance: random.Random, wanted: Callable[[Tag], bool]) -> Tag | None:
    found = [tag for tag in document.tags if wanted(tag)]
    return chance.choice(found) if found else None


def _in_paragraph(document: Document, chance: random.Random) -> Slip | None:
    """A paragraph, or a division, within a paragraph."""
    tag = _chosen(
        document, chance, lambda t: t.name == "p" and t.parent is not None and t.parent.name in ("div", "body")
    )
    match = (
        re.compile(r"[^<>\s]+ [^<>\s]+").search(document.text, tag.opened, tag.closing)
        if tag and tag.closing > 0
        else None
    )
    if (
        tag is None
        or tag.parent is None
        or match is None
        or re.search("[<>]", document.text[tag.opened : match.start()])
    ):
        return None
    text = document.changed((match.start(), match.end(), f"<p>{match[0]}</p>"))
    right = f"<p> may stand in <{tag.parent.name}>, one level up, after </p>"
    return Slip("nesting", document, "<p> in <p>", document.line(match.start()), text, (right,))


def _late_head(document: Document, chance: random.Random) -> Slip | None:
    """A heading behind the first paragraph."""
    tag = _chosen(document, chance, lambda t: t.name == "head" and t.parent is not None and t.parent.name == "div")
    if tag is None or tag.parent is None:
        return None
    children = tag.parent.children
    after = children[children.index(tag) + 1] if tag is not children[-1] else None
    if (
        after is None
        or after.name not in ("p", "lg", "sp", "div")
        or any(c.name == "head" for c in children if c is not tag)
    ):
        return None
    head = document.text[tag.start : tag.end]
    text = document.changed((tag.start, tag.end, ""), (after.end, after.end, head))
    line = document.line(after.end) - head.count("\n")
    return Slip("nesting", document, "<head> behind", line, text, (f"move it up in <div>, before <{after.name}>",))


def _unwrapped(document: Document, chance: random.Random) -> Slip | None:
    """Items without their list, cells without their row."""
    wraps = {"list": "item", "row": "cell", "lg": "l", "table": "row"}
    tag = _chosen(
        document, chance,
        lambda t: t.name in wraps and t.closing > 0 and bool(t.children) and t.children[0].name == wraps[t.name],
    )  # fmt: skip
    if tag is None:
        return None
    text = document.changed((tag.start, tag.opened, ""), (tag.closing, tag.end, ""))
    line = document.line(tag.children[0].start)
    line -= document.text.count("\n", tag.start, tag.opened)
    child = wraps[tag.name]
    return Slip(
        "nesting",
        document,
        f"<{child}> without <{tag.name}>",
        line,
        text,
        (f"put it into a <{tag.name}>", f"move it into the <{tag.name}> before it"),
    )


def _behind_division(document: Document, chance: random.Random) -> Slip | None:
    """A paragraph behind the end of its division."""
    tag = _chosen(
        document, chance,
        lambda t: t.name == "p" and t.parent is not None and t.parent.name == "div" and t.parent.children[-1] is t
        and len(t.parent.children) > 2,
    )  # fmt: skip
    if tag is None or tag.parent is None or tag.parent.parent is None:
        return None
    division = tag.parent
    paragraph = document.text[tag.start : tag.end]
    text = document.changed((tag.start, tag.end, ""), (division.end, division.end, paragraph))
    line = document.line(division.end) - paragraph.count("\n")
    return Slip("nesting", document, "<p> behind </div>", line, text, ("move it into the <div> before it",))


def _stray_text(document: Document, chance: random.Random) -> Slip | None:
    """Words between the paragraphs."""
    tag = _chosen(
        document, chance, lambda t: t.name == "p" and t.parent is not None and t.parent.name in ("div", "body")
    )
    if tag is None:
        return None
    text = document.changed((tag.start, tag.start, "Words that belong nowhere. "))
    return Slip("nesting", document, "text in <div>", document.line(tag.start), text, ("put it inside <p>",))


def _gone(document: Document, chance: random.Random) -> Slip | None:
    """Something that must be there is not."""
    wanted = {("titleStmt", "title"), ("fileDesc", "titleStmt"), ("fileDesc", "sourceDesc"), ("TEI", "text"),
              ("text", "body"), ("figure", "graphic"), ("choice", "corr")}  # fmt: skip
    tag = _chosen(
        document, chance,
        lambda t: t.parent is not None and (t.parent.name, t.name) in wanted
        and sum(c.name == t.name for c in t.parent.children) == 1,
    )  # fmt: skip
    if tag is None or tag.parent is None:
        return None
    text = document.changed((tag.start, tag.end, ""))
    line = document.line(tag.parent.start)
    return Slip("nesting", document, f"<{tag.parent.name}> without <{tag.name}>", line, text, (f"add <{tag.name}>",))


NESTINGS = (_in_paragraph, _late_head, _unwrapped, _behind_division, _stray_text, _gone)

"""Slips in the names of elements and attributes: of fingers, and of the habits of other mark-up."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable

from benchmarks.slips.documents import Document, Slip, Tag, local

BESIDE = {
    key: "".join(row[place + step] for step in (-1, 1) if 0 <= place + step < len(row))
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for place, key in enumerate(row)
}
ELEMENT_HABITS = {
    "hi": "i b strong italic bold sup", "emph": "em", "lb": "br", "p": "para paragraph", "head": "h1 h2 heading",
    "list": "ul ol", "item": "li", "row": "tr", "cell": "td th", "ref": "a", "graphic": "img image",
    "quote": "blockquote quotation", "note": "footnote", "div": "section chapter", "lg": "stanza",
    "pb": "pagebreak page", "seg": "span", "persName": "person personname", "placeName": "placename Placename",
    "orgName": "organization organisation", "licence": "license",
    "abbr": "abbreviation", "bibl": "citation", "foreign": "foriegn", "ab": "block",
}  # fmt: skip
ATTRIBUTE_HABITS = {
    "xml:id": "id ID", "xml:lang": "lang", "target": "href url", "when": "date value", "rend": "class style type",
    "url": "src href", "n": "no num number", "ref": "href target", "type": "class kind", "notBefore": "after",
    "notAfter": "before", "from": "start", "to": "end", "who": "speaker", "resp": "editor", "wit": "witness",
    "cert": "certainty", "quantity": "amount", "cols": "colspan columns", "rows": "rowspan",
}  # fmt: skip


def typed(name: str, chance: random.Random) -> str:
    """A word as it comes out when somebody types fast."""
    if any(letter.isupper() for letter in name[1:]) and chance.random() < 0.4:
        return name.lower()
    at = chance.randrange(len(name))
    ways: list[Callable[[], str]] = [
        lambda: name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :],
        lambda: name[:at] + name[at + 1 :],
        lambda: name[:at] + name[at] + name[at:],
        lambda: name[:at] + chance.choice(BESIDE.get(name[at].lower(), "x")) + name[at + 1 :],
        lambda: name.lower() if name != name.lower() else name.upper() if len(name) < 3 else name.capitalize(),
    ]
    return chance.choice(ways)()


def misspelt_element(document: Document, chance: random.Random) -> Slip | None:
    tag = chance.choice(document.tags)
    return _renamed("misspelt element", document, tag, typed(local(tag.name), chance))


def habitual_element(document: Document, chance: random.Random) -> Slip | None:
    tag = chance.choice([tag for tag in document.tags if local(tag.name) in ELEMENT_HABITS] or [document.tags[0]])
    habits = ELEMENT_HABITS.get(local(tag.name), "")
    return _renamed("element by habit", document, tag, chance.choice(habits.split())) if habits else None


def _renamed(kind: str, document: Document, tag: Tag, name: str) -> Slip | None:
    old = local(tag.name)
    if tag.parent is None or not name or name == old or f":{name}" in tag.name or ":" in tag.name:
        return None
    edits = [(tag.start + 1, tag.start + 1 + len(tag.name), name)]
    if tag.closing >= 0:
        edits.append((tag.closing + 2, tag.closing + 2 + len(tag.name), name))
    what = f"<{old}> as <{name}>"
    return Slip(kind, document, what, document.line(tag.start), document.changed(*edits), (f"did you mean <{old}>",))


def misspelt_attribute(document: Document, chance: random.Random) -> Slip | None:
    tag, name = bearer(document, chance, lambda _: True)
    return _other_attribute("misspelt attribute", document, tag, name, typed(name, chance)) if tag else None


def habitual_attribute(document: Document, chance: random.Random) -> Slip | None:
    tag, name = bearer(document, chance, lambda name: name in ATTRIBUTE_HABITS)
    if tag is None:
        return None
    return _other_attribute("attribute by habit", document, tag, name, chance.choice(ATTRIBUTE_HABITS[name].split()))


def bearer(document: Document, chance: random.Random, wanted: Callable[[str], bool]) -> tuple[Tag | None, str]:
    """An attribute of that sort; rare ones are as likely as frequent ones."""
    found: dict[str, list[Tag]] = defaultdict(list)
    for tag in document.tags:
        for name in tag.attributes:
            if wanted(name) and not name.startswith("xmlns"):
                found[name].append(tag)
    if not found:
        return None, ""
    name = chance.choice(sorted(found))
    return chance.choice(found[name]), name


def _other_attribute(kind: str, document: Document, tag: Tag, old: str, name: str) -> Slip | None:
    if name == old or name in tag.attributes or not re.fullmatch(r"(xml:)?[A-Za-z][\w.-]*", name):
        return None
    if name.startswith("xml:") and not old.startswith("xml:"):
        return None
    at = tag.attributes[old][0]
    text = document.changed((at, at + len(old), name))
    return Slip(
        kind, document, f"@{old} as @{name} on <{tag.name}>", document.line(at), text, (f"did you mean @{old}?",)
    )

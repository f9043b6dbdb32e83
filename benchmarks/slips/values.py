"""Slips in the values of attributes: dates, words of a list, numbers, references and ids."""

from __future__ import annotations

import random
import re

from benchmarks.slips.documents import Document, Slip, Tag, ids_beside, listed
from benchmarks.slips.names import bearer, typed

DATES = ("when", "from", "to", "notBefore", "notAfter")


def _value(kind: str, document: Document, tag: Tag, name: str, new: str, *right: str) -> Slip | None:
    at, old = tag.attributes[name]
    start = document.text.index(old, at + len(name)) if old else -1
    if new == old or start < 0:
        return None
    text = document.changed((start, start + len(old), new))
    return Slip(kind, document, f'{name}="{old}" as "{new}" on <{tag.name}>', document.line(at), text, right)


def wrong_date(document: Document, chance: random.Random) -> Slip | None:
    tag, name = bearer(document, chance, lambda name: name in DATES)
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", tag.attributes[name][1]) if tag else None
    if tag is None or match is None:
        return None
    year, month, day = match.groups()
    ways: list[tuple[str, str]] = [(f"{year[:-1]}O", "") if year.endswith("0") else (f"{year}?", "")]
    if month:
        ways = [(f"{year}-{int(month)}", ""), (f"{year}/{month}", ""), (f"{month}/{year}", "")]
    if day:
        english = "January February March April May June July August September October November December".split()
        spoken = english[int(month) - 1]
        ways = [
            (f"{int(day)}.{int(month)}.{year}", ""), (f"{year}.{month}.{day}", ""), (f"{int(day)} {spoken} {year}", ""),
            (f"{spoken} {int(day)}, {year}", ""), (f"{year}{month}{day}", ""), (f"{year}-02-30", "correct the day"),
        ]  # fmt: skip
        if int(month) < 10 or int(day) < 10:
            ways.append((f"{year}-{int(month)}-{int(day)}", ""))
        if int(day) > 12:
            ways.append((f"{year}-{day}-{month}", ""))
    new, right = chance.choice(ways)
    old = match[0]
    return _value("date", document, tag, name, new, *([right] if right else [f"write {old}", f'write {name}="{old}"']))


def wrong_value(document: Document, chance: random.Random) -> Slip | None:
    """One of the values that the schema lists, misspelt."""
    closed = [
        (tag, name)
        for tag in document.tags
        for name, (_, value) in tag.attributes.items()
        if value in listed(document.schema, tag.name, name)[0] and not listed(document.schema, tag.name, name)[1]
    ]
    if not closed:
        return None
    kinds = sorted({(tag.name, name) for tag, name in closed})
    kind = chance.choice(kinds)
    tag, name = chance.choice([each for each in closed if (each[0].name, each[1]) == kind])
    old = tag.attributes[name][1]
    if len(old) < 3:
        return None
    return _value("listed value", document, tag, name, typed(old, chance), f'write {name}="{old}"')


def wrong_number(document: Document, chance: random.Random) -> Slip | None:
    words = "zero one two three four five six seven eight nine ten".split()
    found = [
        (tag, name)
        for tag in document.tags
        for name, (_, value) in tag.attributes.items()
        if value.isdigit()
        and (types := listed(document.schema, tag.name, name)[1])
        and all("nteger" in each or each in ("decimal", "double") for each in types)
    ]
    if not found:
        return None
    tag, name = chance.choice(found)
    old = tag.attributes[name][1]
    ways = [f"{old}px", f"{old}.", f"{old} lines"]
    if int(old) <= 10:
        ways += [words[int(old)]] * 2
    if "1" in old:
        ways.append(old.replace("1", "l"))
    if "0" in old:
        ways.append(old.replace("0", "O"))
    return _value("number", document, tag, name, chance.choice(ways), f'write {name}="{old}"')


def dangling(document: Document, chance: random.Random) -> Slip | None:
    ids = {tag.attributes["xml:id"][1] for tag in document.tags if "xml:id" in tag.attributes} | ids_beside(
        document.main
    )
    found = [
        (tag, name)
        for tag in document.tags
        for name in (
            "ref",
            "target",
            "who",
            "corresp",
            "wit",
            "resp",
            "ana",
            "hand",
            "sameAs",
            "next",
            "prev",
            "rendition",
        )
        if name in tag.attributes and tag.attributes[name][1][:1] == "#" and tag.attributes[name][1][1:] in ids
    ]
    if not found:
        return None
    tag, name = chance.choice(found)
    old = tag.attributes[name][1]
    new = f"#{typed(old[1:], chance)}"
    if new[1:] in ids or len(old) < 4:
        return None
    return _value("dangling reference", document, tag, name, new, f"did you mean {old}")


def bad_id(document: Document, chance: random.Random) -> Slip | None:
    found = [tag for tag in document.tags if "xml:id" in tag.attributes]
    if not found:
        return None
    tag = chance.choice(found)
    old = tag.attributes["xml:id"][1]
    if chance.random() < 0.5 or f'#{old}"' in document.text:
        earlier = found[: found.index(tag)]
        if not earlier or f'#{old}"' in document.text:
            return None
        other = chance.choice(earlier).attributes["xml:id"][1]
        return _value("id", document, tag, "xml:id", other, "give one of the two")
    joints = [at for at, sign in enumerate(old) if sign in "_-" and 0 < at < len(old) - 1]
    digits = re.fullmatch(r"([A-Za-z_]+)(\d+)", old)
    if digits:
        return _value("id", document, tag, "xml:id", digits[2], f'write xml:id="{old}"')
    if joints:
        at = chance.choice(joints)
        return _value("id", document, tag, "xml:id", f"{old[:at]} {old[at + 1 :]}", f'write xml:id="{old}"')
    return None

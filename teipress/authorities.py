"""Authorities: the numbers under which the world's libraries know a person, place, organisation or work."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from teipress.names import plain
from teipress.xml import Element, local


def _modulo_11_2(number: str) -> str:
    """The check character of ISO 7064 MOD 11-2, which ISNI and ORCID end with."""
    total = 0
    for digit in number:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11]


def _isni(number: str) -> bool:
    digits = re.sub(r"[\s-]", "", number)
    return _modulo_11_2(digits[:-1]) == digits[-1].upper()


def _gnd(number: str) -> bool:
    """GND numbers end with a check character: of weights that grow to the left, turned round unless behind a hyphen."""
    digits, hyphen, check = number.rpartition("-") if "-" in number else (number[:-1], "", number[-1])
    total = sum(weight * int(digit) for weight, digit in enumerate(reversed(digits), 2))
    return "0123456789X"[(total if hyphen else -total) % 11] == check


BNF_LETTERS = "0123456789bcdfghjkmnpqrstvwxz"


def _bnf(number: str) -> bool:
    """The last letter of `cb…` checks the rest, as NOID has it; a bare number may lack both."""
    name = number.removeprefix("ark:/").removeprefix("12148/")
    if not name[-1].isalpha() and len(name) == 8:
        return True
    name = name if name.startswith("cb") else f"cb{name}"
    total = sum(place * BNF_LETTERS.find(letter) for place, letter in enumerate(name[:-1], 1))
    return BNF_LETTERS[total % 29] == name[-1]


class Authority(NamedTuple):
    """One authority: its name, others it goes by, and what an address of it looks like.

    *form* is a number, *like* says so in words, and *check* proves its check digit.
    """

    name: str
    aliases: tuple[str, ...]
    address: str
    form: str
    like: str
    check: Callable[[str], bool] | None = None


AUTHORITIES = (
    Authority("Wikidata", ("wd",), r"wikidata\.org/(?:wiki|entity)/(?:Special:EntityPage/)?([^/?#]+)", r"Q[1-9]\d*",
              "Q and digits (Q1394)"),
    Authority("VIAF", (), r"viaf\.org/viaf/([^/?#]+)", r"[1-9]\d{0,21}", "digits"),
    Authority("GND", ("dnb", "pnd"), r"d-nb\.info/(?:gnd/|standards/elementset/gnd#)([^/?#]+)",
              r"1[0-3]?\d{7}[0-9X]|[1-9]\d{0,7}-[0-9X]|3\d{7}[0-9X]|\d{7}-[0-9X]",
              "digits, the last a check digit or X (118640402)", _gnd),
    Authority("GeoNames", (), r"geonames\.org/([^/?#]+)", r"[1-9]\d*", "digits"),
    Authority("ISNI", (), r"isni\.org/(?:isni/|page/)?([^/?#]+)", r"(?:\d{4}[ -]?){3}\d{3}[0-9Xx]",
              "sixteen digits, the last a check digit or X", _isni),
    Authority("ORCID", (), r"orcid\.org/([^/?#]+)", r"(?:\d{4}-){3}\d{3}[0-9X]|\d{15}[0-9X]",
              "sixteen digits, the last a check digit or X", _isni),
    Authority("LCCN", ("lcnaf", "naf", "lcauth"),
              r"(?:id|lccn)\.loc\.gov/(?:authorities/\w+/|rwo/agents/)?([^/?#]+)",
              r"(?:[a-z]{1,3} ?)?(?:\d{8}|\d{10}|(?:\d{2}|\d{4})-\d{1,6})",
              "letters and digits (n79063767)"),
    Authority("BNF", (), r"(?:data|catalogue)\.bnf\.fr/(?:ark:/12148/)?(?:\w\w/)?(cb\w+|\d+)",
              r"(?:ark:/)?(?:12148/)?cb\d{8}[0-9b-df-hj-np-tv-xz]|\d{8}[0-9b-df-hj-np-tv-xz]?",
              "cb, eight digits and a check letter (cb11907966z)", _bnf),
    Authority("Pleiades", (), r"pleiades\.stoa\.org/places/([^/?#]+)", r"[1-9]\d*", "digits"),
    Authority("TGN", (), r"getty\.edu/(?:page/)?tgn/([^/?#]+)", r"[1-9]\d{6}", "seven digits"),
    Authority("ULAN", (), r"getty\.edu/(?:page/)?ulan/([^/?#]+)", r"500\d{6}", "nine digits that begin with 500"),
)  # fmt: skip


def read(entry: Element) -> list[tuple[str, str]]:
    """The numbers of a register entry: the authority's name, or the type as given, and the number as given."""
    found: list[tuple[str, str]] = []
    for kind, text in _stated(entry):
        known = of_address(text) if "://" in text else of_type(kind)
        if "://" in text and known is not None:
            found.append((known.name, _number(known, text)))
        elif known is not None or (kind and "://" not in text):
            found.append((known.name if known is not None else kind, text))
    return list(dict.fromkeys(found))


def _stated(entry: Element) -> Iterator[tuple[str, str]]:
    """Every type and number or address by which an entry, or a name in it, points out of the edition."""
    for element in (entry, *entry):
        name = local(element)
        if name == "idno":
            for idno in element.iter("{*}idno") if len(element) else (element,):
                if text := " ".join((idno.text or "").split()) if not len(idno) else "":
                    yield idno.get("type") or idno.get("subtype") or element.get("type") or "", text
        elif name in ("ptr", "ref"):
            yield element.get("type") or "", element.get("target") or ""
        elif element is entry or name.endswith("Name") or name == "title":
            for attribute in ("ref", "sameAs", "corresp"):
                yield from (("", target) for target in (element.get(attribute) or "").split() if "://" in target)


def bearer(entry: Element, number: str) -> Element:
    """The element of an entry that states a number."""
    return next((e for e in entry.iter("{*}idno", "{*}ptr", "{*}ref") if number in _told(e)), entry)


def _told(element: Element) -> str:
    return " ".join(("".join(element.itertext("{*}*")), element.get("target") or ""))


@lru_cache(maxsize=1024)
def of_type(kind: str) -> Authority | None:
    """The authority that a type names (`gnd`, `GeoNames-ID`)."""
    word = plain(kind)
    words = {word, re.sub(r"(id|uri|url|number|nummer)$", "", word)}
    return next((a for a in AUTHORITIES if words & {a.name.casefold(), *a.aliases}), None)


def of_address(address: str) -> Authority | None:
    """The authority whose address this is."""
    return next((a for a in AUTHORITIES if re.search(a.address, address)), None)


def _number(authority: Authority, address: str) -> str:
    match = re.search(authority.address, unquote(address))
    return match.group(1) if match else address


def fault(authority: Authority, number: str) -> str:
    """What is wrong with a number, in words; empty if nothing."""
    if not re.fullmatch(authority.form, number):
        return f"{authority.name} numbers are {authority.like}"
    if authority.check is not None and not authority.check(number):
        return f"its check digit does not fit the rest, so a digit is wrong ({authority.name})"
    return ""

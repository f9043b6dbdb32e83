"""Addresses: which entry of the registers a pointer means, however it is written. See TEI P5, 17.2.3 and 13.3."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import NamedTuple
from urllib.parse import unquote

from teipress.edition import Edition
from teipress.xml import Element

LONGEST = 200  # characters of an address with a prefix


class Prefix(NamedTuple):
    """A private scheme: `$1` of *replacement* is what *pattern* finds. No pattern: it is one that cannot be used."""

    ident: str
    pattern: re.Pattern[str] | None
    replacement: str

    def expanded(self, rest: str) -> str | None:
        """The address that stands for what follows the colon; None if that does not match."""
        match = self.pattern.fullmatch(rest) if self.pattern is not None and len(rest) <= LONGEST else None
        if match is None:
            return None
        return re.sub(r"\$(\d)", lambda group: _group(match, int(group[1])), self.replacement)


def _group(match: re.Match[str], number: int) -> str:
    return (match[number] or "") if number <= match.re.groups else ""


def prefixes_in(edition: Edition) -> list[Prefix]:
    """The private schemes that an edition defines (`prefixDef`); one may be defined in several ways."""
    prefixes = []
    for definition in edition.tree.iter("{*}prefixDef"):
        pattern, compiled = definition.get("matchPattern") or "", None
        # A document's own pattern must not cost more than a look: no repetition of repetitions.
        if len(re.findall(r"[*+{]", pattern)) <= 3 and not re.search(r"[*+}][^)]*\)[*+{]", pattern):
            with contextlib.suppress(re.error):
                compiled = re.compile(pattern)
        prefixes.append(Prefix(definition.get("ident") or "", compiled, definition.get("replacementPattern") or ""))
    return prefixes


class Addresses(NamedTuple):
    """What pointers mean: `#id`, a bare id, `persons.xml#id` of an included file, and prefixes (TEI P5, 17.2.3)."""

    files: Mapping[str, str]
    prefixes: list[Prefix]
    known: dict[str, str]  # what was worked out before

    def identifier(self, target: str) -> str:
        """The id of the entry that *target* means, or an empty string."""
        if target not in self.known:
            self.known[target] = self._identifier(target)
        return self.known[target]

    def _identifier(self, target: str) -> str:
        if target in self.files:
            return target
        ident, colon, rest = target.partition(":")
        if not colon or target.startswith("#"):
            return self._entry(target)
        ways = (prefix.expanded(rest) for prefix in self.prefixes if prefix.ident == ident)
        return next((found for way in ways if way is not None and (found := self._entry(way))), "")

    def _entry(self, target: str) -> str:
        path, _, fragment = target.partition("#")
        fragment = unquote(fragment)
        return fragment if fragment in self.files and PurePath(path).name in ("", self.files[fragment]) else ""


def addresses_in(edition: Edition, known: Mapping[str, Element]) -> Addresses:
    """How pointers of this edition reach the elements that are known."""
    files = {key: edition.file_of(element) for key, element in known.items()}
    names = {file: PurePath(file).name for file in dict.fromkeys(files.values())}
    return Addresses({key: names[file] for key, file in files.items()}, prefixes_in(edition), {})

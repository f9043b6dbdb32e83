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


class Addresses(NamedTuple):
    """What pointers mean: `#id`, a bare id, `persons.xml#id` of an included file, and prefixes (TEI P5, 17.2.3)."""

    files: Mapping[str, str]
    prefixes: tuple[tuple[str, re.Pattern[str], str], ...]
    known: dict[str, str]  # what was worked out before

    def identifier(self, target: str) -> str:
        """The id of the entry that *target* means, or an empty string."""
        if target not in self.known:
            self.known[target] = self._identifier(target)
        return self.known[target]

    def _identifier(self, target: str) -> str:
        if target.startswith("#"):
            return unquote(target[1:]) if unquote(target[1:]) in self.files else ""
        if target in self.files:
            return target
        scheme, colon, rest = target.partition(":")
        if colon and len(rest) < LONGEST:
            for prefix, pattern, replacement in self.prefixes:
                if prefix == scheme and (match := pattern.fullmatch(rest)):
                    target = match.expand(replacement)
                    break
            else:
                return ""
        path, _, fragment = target.partition("#")
        fragment = unquote(fragment)
        return fragment if PurePath(path).name in ("", self.files.get(fragment)) and fragment in self.files else ""


def addresses_in(edition: Edition, known: Mapping[str, Element]) -> Addresses:
    """How pointers of this edition reach the elements that are known."""
    prefixes = []
    for definition in edition.tree.iter("{*}prefixDef"):
        pattern = definition.get("matchPattern") or ""
        replacement = re.sub(r"\$(\d)", r"\\\1", (definition.get("replacementPattern") or "").replace("\\", ""))
        # A document's own pattern must not cost more than a look: no repetition of repetitions.
        if len(re.findall(r"[*+{]", pattern)) > 3 or re.search(r"[*+}]\)[*+{]", pattern):
            continue
        with contextlib.suppress(re.error):
            compiled = re.compile(pattern)
            if all(int(group) <= compiled.groups for group in re.findall(r"\\(\d)", replacement)):
                prefixes.append((definition.get("ident") or "", compiled, replacement))
    files = {key: edition.file_of(element) for key, element in known.items()}
    names = {file: PurePath(file).name for file in dict.fromkeys(files.values())}
    return Addresses({key: names[file] for key, file in files.items()}, tuple(prefixes), {})

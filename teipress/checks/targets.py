"""Targets: where a pointer leads, through private URI schemes and into other files. See TEI P5, 17.2.3 (prefixDef)."""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from dataclasses import field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from teipress import files
from teipress.addresses import LONGEST, Prefix, prefixes_in
from teipress.diagnostics import Trouble
from teipress.edition import Edition
from teipress.pointers import Pointer
from teipress.values import dataclass
from teipress.xml import XML, Element

FILE_ATTRIBUTES = ("target", "url", "facs", "source")
LARGEST = 2**26  # bytes of a file that is looked into
_ID = re.compile(rb"\sxml:id\s*=\s*[\"']([^\"'<>]*)[\"']")
_BASE = f"{{{XML}}}base"


class Miss(NamedTuple):
    """A pointer that leads to nothing: *id* was looked for among *known*, or the file is not there, for that *reason*.

    *where* is the file the id was looked for in, if not in this edition.
    """

    id: str = ""
    known: Collection[str] = ()
    where: str = ""
    reason: str = ""


@dataclass(eq=False)
class Targets:
    """Follows the pointers of an edition."""

    edition: Edition
    _ids: dict[Path, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def prefixes(self) -> list[Prefix]:
        """The private schemes of the edition."""
        return prefixes_in(self.edition)

    def miss(self, pointer: Pointer) -> Miss | None:
        """What is wrong with where a pointer leads; None if it leads somewhere, or that cannot be told."""
        target = pointer.target
        ident, colon, rest = target.partition(":")
        mine = [prefix for prefix in self.prefixes if prefix.ident == ident] if colon else []
        if not mine:
            return self._to(target, pointer, private=False)
        if len(rest) > LONGEST or any(prefix.pattern is None for prefix in mine):
            return None
        ways = [way for prefix in mine if (way := prefix.expanded(rest)) is not None]
        if not ways:
            return Miss(reason=f"what follows {ident}: is not as the prefixDef of {ident} says")
        misses = [self._to(way, pointer, private=True) for way in ways]
        return None if None in misses else misses[0]

    def _to(self, target: str, pointer: Pointer, private: bool) -> Miss | None:
        """The same of an address that has no private scheme, or none any more."""
        edition = self.edition
        if target.startswith("#"):
            identifier = unquote(target[1:])
            # Where a part of the edition is not at hand, what it holds cannot be told from what there is not.
            if target.startswith("#xpath") or identifier in edition.ids or edition.missing or edition.is_part:
                return None
            return Miss(identifier, edition.ids.keys())
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", target):
            return None
        named, _, fragment = target.partition("#")
        if not private and pointer.attribute not in FILE_ATTRIBUTES and not (fragment and re.search(r"\.\w+$", named)):
            return None
        if any("://" in (e.get(_BASE) or "") for e in (pointer.element, *pointer.element.iterancestors())):
            return None
        return self._to_file(target, unquote(fragment), pointer.element)

    def _to_file(self, target: str, fragment: str, element: Element) -> Miss | None:
        try:
            path = self.edition.asset(target, element)
        except files.Outside as reason:
            return Miss(reason=f"it {reason}; keep what the edition needs below its folder")
        if not os.path.exists(path):  # noqa: PTH110 (a name of 300 letters is no file; Path.exists raises for it)
            return Miss(reason="there is no such file in the edition; correct the name or add it")
        if not fragment or fragment.startswith("xpath") or path.suffix.lower() not in (".xml", ".tei"):
            return None
        included = next((name for name in self.edition.sources if Path(name).resolve() == path), "")
        known = self._known(path)
        if known is None or fragment in known:
            return None
        return Miss(fragment, known, "" if included else path.name)

    def _known(self, path: Path) -> frozenset[str] | None:
        """The ids of a file, as far as its bytes show them; None if it cannot be read, or draws in others."""
        if path not in self._ids:
            try:
                data = files.read(path, LARGEST)
            except Trouble:
                return None
            if b"XInclude" in data or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
                return None
            self._ids[path] = frozenset(found.decode("utf-8", "replace") for found in _ID.findall(data))
        return self._ids[path]

"""EPUB checks: what EPUBCheck and Ace would say of an EPUB of ours, in Python and in a moment.

They read the finished bytes and know nothing of how they came to be. They know the parts of EPUB 3.3 and XHTML that our
books are made of, not all there are: a foreign EPUB may have faults that only the real checkers see. Each finding
carries the name that the real checker gives to it. `tests/conformance` holds the two against each other.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from teipress.diagnostics import Diagnostic, Place, Severity
from teipress.epubcheck import access, container, content, links, navigation, package
from teipress.epubcheck.model import Found, Volume

CODES = {
    "container": "OUT-040", "package": "OUT-041", "content": "OUT-042", "links": "OUT-043", "navigation": "OUT-044",
    "access": "OUT-045",
}  # fmt: skip
HINT = "this is a fault of teipress: report it"
WELL_FORMED = (package.check, content.check, links.check, navigation.check, access.check)


def findings(data: bytes) -> Iterator[Found]:
    """Whatever is wrong with an EPUB; what cannot be opened has no further faults."""
    # An encrypted member, or a compression that zipfile lacks, is a RuntimeError to it.
    try:
        volume = container.opened(data)
    except (zipfile.BadZipFile, RuntimeError, EOFError, ValueError) as error:
        yield Found("container", "PKG-008", "", f"the archive cannot be read: {error}")
        return
    yield from container.check(data, volume)
    if volume.package is None:
        return
    for check in WELL_FORMED:
        yield from check(volume)


def check(name: str, data: bytes) -> Iterator[Diagnostic]:
    """A diagnostic for each fault of the EPUB *name*."""
    for found in findings(data):
        place = Place(f"{name}/{found.file}" if found.file else name, found.line)
        severity = Severity.WARNING if found.part == "access" else Severity.ERROR
        yield Diagnostic(place, CODES[found.part], f"{found.message} ({found.rule})", HINT, severity)


__all__ = ["Found", "Volume", "check", "findings"]

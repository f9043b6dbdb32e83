"""PDF: a book block to print and bind, set by WeasyPrint.

Half-title, title page, imprint, contents and preliminaries with roman folios; the text with running heads, arabic
folios, and its notes at the foot of their page; chronology and indexes.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import logging
import os
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from importlib.resources import as_file, files
from types import ModuleType
from typing import Any

from exporters.pdf.roles import LANGUAGE
from exporters.xhtml import lost
from teipress.book import Book, Output
from teipress.diagnostics import Diagnostic, Place, Severity, Trouble
from teipress.settings import Settings
from teipress.typefaces import FACES, SCRIPTS

# What WeasyPrint loads, by the names that Linux has for it.
LIBRARIES = (
    "libgobject-2.0.so.0", "libpango-1.0.so.0", "libharfbuzz.so.0", "libharfbuzz-subset.so.0", "libfontconfig.so.1",
    "libpangoft2-1.0.so.0",
)  # fmt: skip
# The last second of the year 9999: dates have four digits.
LAST_SECOND = 253402300799
# Scripts that are none: of signs that all have, of marks on letters, of nobody knows whose.
NO_SCRIPT = ("Zyyy", "Zinh", "Zzzz")
# A language that nobody has named.
UNKNOWN = "und"


def export(book: Book, settings: Settings) -> Output:
    """Set *book* as a PDF for print, `<slug>.pdf`. Findings tell of missing letters and of what could not be shown."""
    face = FACES[settings.face]
    if missing := [name for _, _, name in face.cuts if name not in settings.fonts]:
        raise Trouble(f"the PDF cannot be set without {missing[0]}: pip install {face.package}")
    timestamp = min(max(book.timestamp, 0), LAST_SECOND)
    with as_file(files(__name__).joinpath("fonts.conf")) as conf:
        surroundings = {"FONTCONFIG_FILE": str(conf), "SOURCE_DATE_EPOCH": str(timestamp)}
        with _environment(surroundings), _log() as messages:
            layout = _layout()
            block = layout.book_block(book, layout.press(book, settings))
            from exporters.pdf import archival

            _describe(block.document, book, timestamp)
            document, data = archival.written(block, book, settings.pdf_variant)
    return Output({f"{book.slug}.pdf": data}, (*_findings(book, settings, document, messages), *lost(book)))


def _layout() -> ModuleType:
    """The layout, and with it WeasyPrint, which needs libraries that Python does not bring."""
    try:
        with warnings.catch_warnings(), _libraries():
            # That there are no fonts but the book's is what we want.
            warnings.simplefilter("ignore")
            from exporters.pdf import layout
    except OSError:
        raise Trouble(
            "the PDF cannot be set without Pango: install the system packages libpango-1.0-0, libpangoft2-1.0-0 and "
            "libharfbuzz-subset0 (on Debian and Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
            "libharfbuzz-subset0) and try again"
        ) from None
    return layout


@contextmanager
def _libraries() -> Iterator[None]:
    """Spare the search for libraries by the names they have elsewhere, which on Linux starts 54 processes."""
    search = ctypes.util.find_library
    with suppress(OSError):
        for name in LIBRARIES:
            ctypes.CDLL(name)
        ctypes.util.find_library = lambda name: None  # WeasyPrint then tries those above
    try:
        yield
    finally:
        ctypes.util.find_library = search


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """Set variables for a while. Fontconfig and fontTools read them, and know no other way."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def _log() -> Iterator[list[str]]:
    """What WeasyPrint has to say, gathered instead of printed."""
    messages: list[str] = []

    class Gather(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            messages.append(record.getMessage())

    logger, handler = logging.getLogger("weasyprint"), Gather(logging.WARNING)
    before = logger.propagate
    logger.propagate = False
    logger.addHandler(handler)
    try:
        yield messages
    finally:
        logger.removeHandler(handler)
        logger.propagate = before


def _describe(document: Any, book: Book, timestamp: int) -> None:
    """The document's own metadata. Not by way of HTML, which knows keywords only with commas between them."""
    known, described = book.metadata, document.metadata
    described.title = (f"{known.title}: {known.subtitle}" if known.subtitle else known.title).strip() or book.slug
    described.authors = [person.name for person in known.by("aut")]
    described.description = known.description or None
    described.keywords = list(known.subjects)
    described.lang = known.language if LANGUAGE.fullmatch(known.language) else UNKNOWN
    described.generator = "teipress"
    described.created = described.modified = datetime.fromtimestamp(timestamp, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _findings(book: Book, settings: Settings, document: Any, messages: list[str]) -> Iterator[Diagnostic]:
    place = Place(book.slug)
    missing = sorted({chr(sign) for font in document.fonts.values() for sign in font.missing})
    if missing:
        named = ", ".join(f"{c} (U+{ord(c):04X})" for c in missing[:20]) + (" …" if len(missing) > 20 else "")
        yield Diagnostic(
            place, "OUT-004", f"no font at hand has {named}; boxes stand in the PDF instead",
            _remedy(missing, settings), Severity.WARNING,
        )  # fmt: skip
    for message in dict.fromkeys(messages):
        if not message.startswith(".notdef glyph"):
            yield Diagnostic(
                place, "OUT-005", f"the typesetter says: {message}", "look at the page it concerns", Severity.WARNING
            )


def _remedy(missing: Sequence[str], settings: Settings) -> str:
    """What to do about letters that no font has: which packages to install, for which scripts."""
    from fontTools.unicodedata import script, script_extension, script_name

    wanted: dict[str, list[str]] = {}
    unknown: list[str] = []
    for letter in missing:
        rows = [row for code, row in SCRIPTS.items() if code in script_extension(letter)]
        absent = [face.package for row in rows for face in row if face.cuts[0][2] not in settings.fonts]
        name = script_name(script(letter)).replace("_", " ") if script(letter) not in NO_SCRIPT else "signs"
        if absent:
            wanted.setdefault(absent[0], []).append(name)
        else:
            unknown.append(name)
    parts = [f"pip install {package} ({', '.join(dict.fromkeys(names))})" for package, names in wanted.items()]
    if unknown:
        parts.append(f"teipress knows no font package for {', '.join(dict.fromkeys(unknown))}")
    return "; ".join(parts)

"""The cache: grammars that were read once, ready for the next run, under ~/.cache/teipress or $XDG_CACHE_HOME.

An entry holds for one content of the schema's files, one version of teipress and one of Python: it keeps the files
themselves, byte by byte, so nothing else can pass for them. Whatever is not exactly what was written is not used; an
entry that cannot be read or written is no error.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from zlib import crc32

from teipress import __version__
from teipress.grammar.grammar import Definition, Grammar
from teipress.grammar.names import NameClass
from teipress.grammar.patterns import CHOICE, GROUP, INTERLEAVE, LIST, MORE, Patterns

TYPE_CHECKING = False  # typing itself is not needed
if TYPE_CHECKING:
    from typing import Any

MADE_OF_PATTERNS = (CHOICE, GROUP, INTERLEAVE, MORE, LIST)
CHECK = 4  # bytes at the beginning of an entry, of what follows


def load(data: bytes, folder: str) -> tuple[Grammar, bool] | None:
    """The grammar of a schema whose bytes are *data* and that lies in *folder*, if there is an entry that holds.

    And whether it draws in other files.
    """
    try:
        # Not by `files`, with which more comes in than a short document takes to be checked.
        with open(_place(data), "rb") as file:  # noqa: PTH123
            entry = memoryview(file.read())
    except (OSError, ValueError):
        return None
    if entry[:CHECK] != crc32(entry[CHECK:]).to_bytes(CHECK, "big"):
        return None
    try:
        key, kept, drawn, *parts = marshal.loads(entry[CHECK:])
        if key == _key() and kept == data and all(_same(folder, name, each) for name, each in drawn):
            with suppress(OSError):
                os.utime(_place(data))  # used just now: the last to go
            return _restored(*parts), bool(drawn)
    except (ValueError, EOFError, TypeError, LookupError, AttributeError):
        pass
    return None


def save(data: bytes, drawn: Mapping[str, bytes], grammar: Grammar) -> None:
    """Keep the grammar of a schema whose bytes are *data*, and that draws in these files, by their paths."""
    from pathlib import Path

    from teipress import files
    from teipress.diagnostics import Trouble

    content = marshal.dumps((_key(), data, sorted(drawn.items()), *_plain(grammar)))
    try:
        files.write(Path(_place(data)), crc32(content).to_bytes(CHECK, "big") + content, lasting=False)
    except Trouble:
        return


def _place(data: bytes) -> str:
    """Where the entry of a schema is; two schemas may meet there, and then one of them is read each time."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    # A relative path counts for nothing (XDG Base Directory Specification).
    home = named if os.path.isabs(named) else os.path.expanduser("~/.cache")  # noqa: PTH111, PTH117
    return os.path.join(home, "teipress", f"{len(data):x}-{crc32(data):08x}.grammar")  # noqa: PTH118


def _key() -> str:
    """What wrote an entry, down to when this package was last changed: an older state of it kept other things."""
    with os.scandir(os.path.dirname(__file__)) as found:  # noqa: PTH120
        changed = max(entry.stat().st_mtime_ns for entry in found if entry.name.endswith(".py"))
    return f"{__version__} {changed} {sys.version} {marshal.version}"


def _same(folder: str, name: str, wanted: bytes) -> bool:
    """Whether a file that the schema draws in is as it was."""
    from pathlib import Path

    from teipress import files
    from teipress.diagnostics import Trouble

    try:
        return files.read(files.inside(Path(folder), name), len(wanted)) == wanted
    except (files.Outside, Trouble):
        return False


def _plain(grammar: Grammar) -> tuple[Any, ...]:
    """A grammar as values that marshal knows."""
    patterns = grammar.patterns
    return (
        (patterns.nodes, patterns.traits, patterns.first),
        grammar.start,
        [(d.names.marshalled(), d.attributes, d.content) for d in grammar.definitions],
        [names.marshalled() for names in grammar.name_classes],
        grammar.datatypes,
        grammar.values,
        grammar.ids,
        grammar.contextual,
    )


def _restored(
    patterns: tuple[Any, Any, Any], start: Any, definitions: Iterable[Any], name_classes: Iterable[Any],
    datatypes: Any, values: Any, ids: Any, contextual: Any,
) -> Grammar:  # fmt: skip
    """The grammar of such values. Raises `ValueError` and the like if they are not of that shape."""
    nodes, traits, first = patterns
    if not len(nodes) == len(traits) == len(first) > start:
        raise ValueError
    for number, node in enumerate(nodes):
        if node[0] in MADE_OF_PATTERNS and max(node[1:]) >= number:
            raise ValueError
    grammar = Grammar(Patterns(nodes, traits, first))
    grammar.start = start
    grammar.definitions = [
        Definition(NameClass(*names), attributes, content) for names, attributes, content in definitions
    ]
    grammar.name_classes = [NameClass(*names) for names in name_classes]
    grammar.datatypes, grammar.values = datatypes, values
    grammar.ids, grammar.contextual = ids, contextual
    grammar.index()
    return grammar

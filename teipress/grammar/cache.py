"""The cache: grammars that were read once, ready for the next run, under ~/.cache/teipress or $XDG_CACHE_HOME.

An entry holds for one content of the schema's files, one version of teipress and one of Python. Whatever is not exactly
what was written is not used; an entry that cannot be read or written is no error.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from teipress import __version__, files
from teipress.diagnostics import Trouble
from teipress.grammar.grammar import Definition, Grammar, Value
from teipress.grammar.names import NameClass
from teipress.grammar.patterns import CHOICE, GROUP, INTERLEAVE, LIST, MORE, Patterns

MOST_BYTES = 64 * 2**20
DIGEST = hashlib.sha256().digest_size
MADE_OF_PATTERNS = (CHOICE, GROUP, INTERLEAVE, MORE, LIST)


def load(data: bytes, folder: Path) -> Grammar | None:
    """The grammar of a schema whose bytes are *data* and that lies in *folder*, if there is an entry that holds."""
    try:
        entry = files.read(_place(data), MOST_BYTES)
    except Trouble:
        return None
    digest, content = entry[:DIGEST], entry[DIGEST:]
    if hashlib.sha256(content).digest() != digest:
        return None
    try:
        drawn, *parts = marshal.loads(content)
        if all(_same(folder, name, wanted) for name, wanted in drawn):
            return _restored(*parts)
    except (ValueError, EOFError, TypeError, LookupError, AttributeError):
        pass
    return None


def save(data: bytes, drawn: Mapping[str, bytes], grammar: Grammar) -> None:
    """Keep the grammar of a schema whose bytes are *data*, and that draws in these files, by their paths."""
    digests = [(name, hashlib.sha256(each).digest()) for name, each in sorted(drawn.items())]
    content = marshal.dumps((digests, *_plain(grammar)))
    try:
        files.write(_place(data), hashlib.sha256(content).digest() + content)
    except Trouble:
        return


def _place(data: bytes) -> Path:
    """Where the entry of a schema is."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    key = hashlib.sha256(f"{__version__} {_modules()} {sys.version} {marshal.version}".encode())
    key.update(data)
    return Path(home) / "teipress" / f"{key.hexdigest()}.grammar"


def _modules() -> int:
    """When this package was last changed: who works on it has no use for what an older state of it has kept."""
    with os.scandir(Path(__file__).parent) as found:
        return max(entry.stat().st_mtime_ns for entry in found if entry.name.endswith(".py"))


def _same(folder: Path, name: str, wanted: bytes) -> bool:
    try:
        data = files.read(files.inside(folder, name), MOST_BYTES)
    except (files.Outside, Trouble):
        return False
    return hashlib.sha256(data).digest() == wanted


def _plain(grammar: Grammar) -> tuple[Any, ...]:
    """A grammar as values that marshal knows."""
    patterns = grammar.patterns
    return (
        (patterns.nodes, patterns.traits, patterns.first),
        grammar.start,
        [(d.names.marshalled(), d.attributes, d.content) for d in grammar.definitions],
        [names.marshalled() for names in grammar.name_classes],
        grammar.datatypes,
        [(v.library, v.type, v.text, v.prefixes) for v in grammar.values],
        grammar.ids,
        grammar.contextual,
        grammar.glosses,
        grammar.attribute_glosses,
    )


def _restored(
    patterns: tuple[Any, Any, Any], start: Any, definitions: Iterable[Any], name_classes: Iterable[Any],
    datatypes: Any, values: Iterable[Any], ids: Any, contextual: Any, glosses: Any, attribute_glosses: Any,
) -> Grammar:  # fmt: skip
    """The grammar of such values. Raises `ValueError` and the like if they are not of that shape."""
    nodes, traits, first = patterns
    if not len(nodes) == len(traits) == len(first) > start:
        raise ValueError
    for number, node in enumerate(nodes):
        if node[0] in MADE_OF_PATTERNS and max(node[1:]) >= number:
            raise ValueError
    grammar = Grammar(
        Patterns(nodes, traits, first),
        start,
        [Definition(NameClass(*names), attributes, content) for names, attributes, content in definitions],
        [NameClass(*names) for names in name_classes],
        datatypes,
        [Value(*value) for value in values],
        ids,
        contextual,
        glosses,
        attribute_glosses,
    )
    grammar.index()
    return grammar

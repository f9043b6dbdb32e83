"""RELAX NG: a schema read once, and whatever document checked against it. The names here are all that others need.

The way of a schema: `markup` (its XML), `syntax` (what may stand where, and the files it draws in), `scopes` (which
name means what), `read` (patterns, each kept once), `cache`. The way of a document: `skim` or `events`, then
`validate`, which says fast whether it is valid by an `automaton` that grows as needed, and if it is not, `recover`,
which tells every fault.
"""

from __future__ import annotations

import os

from teipress.grammar import cache
from teipress.grammar.automaton import Automaton
from teipress.grammar.validate import valid

TYPE_CHECKING = False  # typing itself is not needed
if TYPE_CHECKING:
    from teipress.grammar.events import Sources
    from teipress.grammar.fault import Fault

__all__ = ["Automaton", "faults", "load", "valid"]


# The automata of schemas in one file, by its bytes: with every document they know more.
_known: dict[bytes, Automaton] = {}
MOST_KNOWN = 4


def load(path: str | os.PathLike[str], data: bytes) -> Automaton:
    """The grammar of the schema at *path*, whose bytes are *data*; files it draws in are read from its folder.

    Raises `Unusable` in one sentence where it is no schema, or breaks a rule of RELAX NG.
    """
    if data in _known:
        return _known[data]
    kept = cache.load(data, os.path.dirname(path))  # noqa: PTH120
    if kept is None:
        from teipress.grammar.read import read  # not needed where the cache helps

        grammar, drawn = read(path, data)
        cache.save(data, drawn, grammar)
        kept = grammar, bool(drawn)
    automaton = Automaton(kept[0])
    if not kept[1]:
        if len(_known) >= MOST_KNOWN:
            _known.clear()
        _known[data] = automaton
    return automaton


def faults(grammar: Automaton, sources: Sources, name: str) -> list[Fault]:
    """All that is wrong with the document *name*, in order of place; nothing if it is valid.

    *sources* holds its bytes, and those of the files that it draws in by xi:include, by the names that messages use.
    """
    try:
        if valid(grammar, sources, name):
            return []
        from teipress.grammar.recover import faults as told

        return told(grammar, sources, name)
    except RecursionError:
        from teipress.grammar.unusable import Unusable

        raise Unusable("the schema cannot be used: its definitions are nested too deep") from None

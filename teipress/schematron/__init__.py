"""Schematron: rules that a grammar cannot say, of a `.sch` file or embedded in RELAX NG. See ISO/IEC 19757-3.

The way of a schema: `source` (its XML, with the files it draws in), `read` (what is to be applied). It is applied in a
process of its own: `running` starts it, `worker` is it. What came of it: `tell`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from teipress.diagnostics import Diagnostic
from teipress.edition import Edition

NAMESPACE = b"http://purl.oclc.org/dsdl/schematron"
DRAWING = re.compile(rb"<(?:[\w.-]+:)?(?:include|externalRef)\b")  # what brings in another file
Findings = Callable[[], Iterator[Diagnostic]]


def start(edition: Edition, name: str, data: bytes, seconds: float | None = None, phase: str = "") -> Findings:
    """Begin to apply the rules of the schema *name*, whose bytes are *data*, to the edition.

    *phase* names those to be applied, `#ALL` means all of them; without one it is the schema's own default. Returns at
    once; what is returned gives the findings, once, and waits for them.
    """
    alone = name.lower().endswith(".sch")
    # Grammars without rules, which are many, cost no more than this look at their bytes.
    drawing = b"relaxng.org" in data and DRAWING.search(data)
    if not alone and NAMESPACE not in data and not drawing:
        return lambda: iter(())
    from teipress.schematron import read, running, source, tell

    try:
        schema = read.read(Path(name), data, phase)
    except source.Unusable as reason:
        unusable = tell.unusable(reason)
        return lambda: iter((unusable,))
    if schema is None:
        return lambda: iter(())
    rules = schema.rules
    run = running.start(rules, edition.tree, seconds or running.SECONDS) if rules.patterns else None

    def findings() -> Iterator[Diagnostic]:
        yield from tell.omitted(schema.omissions)
        if run is not None:
            yield from tell.findings(run, rules, edition)

    return findings


def findings(
    edition: Edition, name: str, data: bytes, seconds: float | None = None, phase: str = ""
) -> Iterator[Diagnostic]:
    """All that the rules of the schema *name* have against the edition."""
    yield from start(edition, name, data, seconds, phase)()

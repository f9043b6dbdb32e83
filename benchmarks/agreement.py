"""Thousands of mutants by jing and by teipress: one verdict, and mostly one line.

python -m benchmarks.agreement [COUNT]    prints how far the two agree, and where they do not
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from teipress.edition import load as load_edition
from teipress.grammar import Automaton, faults, load
from teipress.settings import Settings
from teipress.xml import Element
from tests.grammar.jing import verdicts
from tests.grammar.mutants import excerpt, mutants, repaired

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
MEMOIR = ROOT / "tei" / "from-lenin-to-stalin.xml"
SCHEMAS = (
    ROOT / "schemas" / "memoir.rng",
    SHARED / "tei-p5" / "tei_all.rng",
    *sorted((SHARED / "tei-p5" / "exemplars").glob("*.rng")),
)


def documents(grammar: Automaton) -> dict[str, Element]:
    """The memoir and the documents of the corpus, cut short, and without what a grammar does not allow."""
    found: dict[str, Element] = {}
    for path in (MEMOIR, *sorted((SHARED / "corpus").rglob("*.xml"))):
        edition = load_edition(path, Settings(root=path.parent)).edition
        if edition is None or path.parent.name.startswith("ox-"):
            continue
        document = repaired(excerpt(edition.tree), grammar)
        if document is not None and len(list(document.iter("{*}*"))) > 5:
            found[path.stem] = document
    return found


def main() -> None:
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    alike = invalid = lines = 0
    for schema in SCHEMAS:
        grammar = load(schema, schema.read_bytes())
        whole = documents(grammar)
        each = total // len(SCHEMAS) // len(whole) + 1
        broken = [mutant for name, root in whole.items() for mutant in mutants(name, root, each)]
        files = {f"{number}.xml": mutant.data for number, mutant in enumerate(broken)}
        with tempfile.TemporaryDirectory() as folder:
            theirs = verdicts(schema, files, Path(folder))
        for mutant, (name, data) in zip(broken, files.items(), strict=True):
            ours = faults(grammar, {name: data}, name)
            alike += bool(ours) == bool(theirs[name])
            if bool(ours) != bool(theirs[name]):
                print(f"SPLIT {schema.name} {mutant.what}\n  ours {ours[:1]}\n  jing {theirs[name][:1]}")
            elif ours:
                invalid += 1
                lines += ours[0].line == theirs[name][0][0]
                if ours[0].line != theirs[name][0][0]:
                    print(f"line {schema.name} {mutant.what}\n  ours {shown(ours[0])}\n  jing {theirs[name][0]}"[:500])
        total_here = len(broken)
        print(f"{schema.name}: {len(whole)} documents, {total_here} mutants", flush=True)
    print(f"{alike} verdicts alike, {invalid} invalid by both, {lines} of these with the first fault on the same line")


def shown(fault: object) -> str:
    return repr(fault)[:300]


if __name__ == "__main__":
    main()

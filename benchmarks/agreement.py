"""Thousands of mutants by jing and by teipress: one verdict, and mostly one line.

python -m benchmarks.agreement [COUNT]    prints how far the two agree, and where they do not
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from teipress.grammar import faults, load
from teipress.grammar.fault import Fault, Kind
from tests.grammar.jing import verdicts
from tests.grammar.mutants import documents, mutants

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
MEMOIR = ROOT / "tei" / "from-lenin-to-stalin.xml"
SCHEMAS = (
    ROOT / "schemas" / "memoir.rng",
    SHARED / "tei-p5" / "tei_all.rng",
    *sorted((SHARED / "tei-p5" / "exemplars").glob("*.rng")),
)


def paths() -> list[Path]:
    """The memoir and the documents of the corpus, but for what shows nothing new."""
    corpus = sorted((SHARED / "corpus").rglob("*.xml"))
    return [MEMOIR, *(path for path in corpus if not path.parent.name.startswith("ox-"))]


def better(ours: Fault, theirs: Sequence[tuple[int, str]]) -> str:
    """Why our first fault stands on another line than jing's, and better; empty if no reason is known."""
    line, message = theirs[0]
    lines = [line for line, _ in theirs]
    if ours.kind is Kind.TEXT and message.startswith("text not allowed") and ours.line < line:
        return "where the words stand, and not where the text with them ends"
    if ours.kind is Kind.CONTENT and message.startswith("character content") and ours.line < line:
        return "where the element begins, and not where it ends"
    if ours.kind is Kind.MISORDERED and "not allowed" in message and (ours.line in lines or ours.line > line):
        return "what came late is told alone, and not as missing first and too much then"
    return ""


def main() -> None:
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    alike = invalid = lines = 0
    reasons: Counter[str] = Counter()
    for schema in SCHEMAS:
        grammar = load(schema, schema.read_bytes())
        whole = documents(grammar, paths())
        each = total // len(SCHEMAS) // len(whole) + 1
        broken = [mutant for name, root in whole.items() for mutant in mutants(name, root, each)]
        files = {f"{number}.xml": mutant.data for number, mutant in enumerate(broken)}
        with tempfile.TemporaryDirectory() as folder:
            theirs = verdicts(schema, files, Path(folder))
        for mutant, (name, data) in zip(broken, files.items(), strict=True):
            ours = faults(grammar, {name: data}, name)
            if bool(ours) != bool(theirs[name]):
                print(f"SPLIT {schema.name} {mutant.what}\n  ours {ours[:1]}\n  jing {theirs[name][:1]}")
                continue
            alike += 1
            if not ours:
                continue
            invalid += 1
            if ours[0].line == theirs[name][0][0]:
                lines += 1
                continue
            reason = better(ours[0], theirs[name])
            reasons[reason] += 1
            if not reason:
                print(f"line {schema.name} {mutant.what}\n  ours {repr(ours[0])[:300]}\n  jing {theirs[name][:3]}")
        print(f"{schema.name}: {len(whole)} documents, {len(broken)} mutants", flush=True)
    print(
        f"\n{alike} verdicts alike; {invalid} invalid by both, {lines} of these with the first fault on the same line"
    )
    for reason, count in reasons.most_common():
        print(f"{count} on another line: {reason or 'see above'}")
    explained = (lines + reasons.total() - reasons[""]) / invalid
    print(f"the same line or better explained: {explained:.1%}")


if __name__ == "__main__":
    main()

"""The command: see the package."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict

from benchmarks.slips.planting import run


def main() -> None:
    seed = sys.argv[1] if len(sys.argv) > 1 else "1917"
    outcomes = run(seed, int(sys.argv[2]) if len(sys.argv) > 2 else 300)
    count: dict[str, Counter[str]] = defaultdict(Counter)
    for each in outcomes:
        for kind in (each.slip.kind, "all"):
            count[kind].update({"planted": 1, "found": each.found, "line": each.line, "right": each.right})
    print(f"Seed {seed}.\n\n| | planted | found | at its line | first suggestion right |\n|---|---:|---:|---:|---:|")
    for kind, row in sorted(count.items(), key=lambda item: item[0] == "all"):
        print(f"| {kind} | {row['planted']} | {row['found']} | {row['line']} | {row['right']} |")
    for each in outcomes:
        if not each.right:
            slip = each.slip
            finding = each.finding.replace("\n", "\n   ")
            print(f"\n{slip.kind}: {slip.what}, {slip.document.path.name}:{slip.line}, wanted “{slip.right[0]}”")
            print(f"    {finding}")


if __name__ == "__main__":
    main()

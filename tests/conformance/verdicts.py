"""The verdicts of EPUBCheck and Ace on damaged EPUBs: `python -m tests.conformance.verdicts` writes tests/verdicts.tsv.

It takes some minutes. `tests/test_epubcheck.py` holds our own checks against the table.
"""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.conformance.checkers import Verdict, ace, epubcheck
from tests.damages import DAMAGES, sound

TABLE = Path(__file__).parents[1] / "verdicts.tsv"


def row(name: str, container: Verdict, access: Verdict) -> str:
    said = "refused" if access.refused else " ".join(sorted(access.rules))
    return f"{name}\t{' '.join(sorted(container.rules))}\t{said}"


def recorded() -> dict[str, tuple[frozenset[str], frozenset[str] | None]]:
    """What EPUBCheck and Ace say of each damage; None where Ace cannot open the file."""
    rows = (line.split("\t") for line in TABLE.read_text("utf-8").splitlines()[1:])
    return {
        name: (frozenset(rules.split()), None if access == "refused" else frozenset(access.split()))
        for name, rules, access in rows
    }


def table(rows: Iterable[str]) -> str:
    return "\n".join(["damage\tEPUBCheck 5.3\tAce 1.4", *rows, ""])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        paths = {name: Path(folder) / f"{name}.epub" for name in DAMAGES}
        for name, damage in DAMAGES.items():
            paths[name].write_bytes(damage(dict(sound())))
        seen = list(ace(paths.values()))
        checked = [epubcheck(path) for path in paths.values()]
    TABLE.write_text(table(map(row, DAMAGES, checked, seen)), "utf-8")

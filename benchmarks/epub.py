"""What an EPUB costs: time of a build, processor time of its parts, and size beside the compressed text.

python benchmarks/epub.py [TEI…]    the memoir, unless told otherwise
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from itertools import pairwise
from pathlib import Path

from teipress import epubcheck, publish, verify
from teipress.compose import compose
from teipress.edition import load
from teipress.settings import find

ROOT = Path(__file__).parents[1]
RUNS = 3


def main() -> None:
    sys.setrecursionlimit(20_000)
    paths = [Path(name) for name in sys.argv[1:]] or [ROOT / find(ROOT).edition]
    print("| edition | build | of the processor | compose | export | own checks | verify | size to text and fonts |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for path in paths:
        clock, busy = whole(path)
        parts, ratio = inside(path)
        figures = " | ".join(f"{seconds:.2f} s" for seconds in (clock, busy, *parts))
        print(f"| {path.stem} | {figures} | {ratio:.2f} |")


def whole(path: Path) -> tuple[float, float]:
    """The shortest of some builds, each in a process of its own: by the clock, and of the processor."""
    taken = []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "teipress", "build", str(path), "--to", "epub", "--output", folder]
            before, begin = used(), time.perf_counter()
            subprocess.run(command, capture_output=True, check=True)
            taken.append((time.perf_counter() - begin, used() - before))
    return min(clock for clock, _ in taken), min(busy for _, busy in taken)


def used() -> float:
    """Seconds of the processor that finished child processes have had."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def inside(path: Path) -> tuple[list[float], float]:
    """Processor time of composing, exporting, checking and verifying; size of the file to what must be in it."""
    settings = find(path.parent)
    edition = load(path, settings, None).edition
    assert edition is not None
    marks = [time.process_time()]
    book = compose(edition, settings).book
    marks.append(time.process_time())
    ((name, data),) = publish.export(book, ["epub"], settings).files.items()
    marks.append(time.process_time())
    list(epubcheck.check(name, data))
    marks.append(time.process_time())
    list(verify.check(edition.tree, name, data))
    marks.append(time.process_time())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sizes = {entry.filename: entry.compress_size for entry in archive.infolist()}
        fixed = sum(size for key, size in sizes.items() if "/fonts/" in key or "/images/" in key or "cover." in key)
        text = b"".join(archive.read(key) for key in sizes if key.endswith(".xhtml"))
    return [after - before for before, after in pairwise(marks)], len(data) / (len(zlib.compress(text, 9)) + fixed)


if __name__ == "__main__":
    main()

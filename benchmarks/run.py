"""What the memoir costs, measured as a user waits for it: whole processes, new each time, on a warm disk.

python benchmarks/run.py [RUNS]    prints a table in Markdown; 5 runs of each unless told otherwise
"""

from __future__ import annotations

import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import unquote

ROOT = Path(__file__).parents[1]
TEIPRESS = (sys.executable, "-m", "teipress")
# The parts of the book block in their order, by the class of their `body`.
PARTS = ("matter", "preliminaries", "text", "strips", "chronicle", "indexes")
RATIO = 1.2


@dataclass(frozen=True, slots=True)
class Task:
    """A command, and the seconds it may take; 0 stands for no limit."""

    name: str
    command: Sequence[str]
    limit: float = 0
    environment: Mapping[str, str] = field(default_factory=dict)
    anew: bool = True  # not with the finished books of the last build


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        bare = {"FONTCONFIG_FILE": str(ROOT / "exporters" / "pdf" / "fonts.conf")}
        build = (*TEIPRESS, "build", "--output", str(scratch / "output"), "--to")
        write_pages(scratch)
        tasks = (
            Task("`teipress validate`", (*TEIPRESS, "validate"), 1.5),
            Task(
                "`teipress validate --schema schemas/memoir.xsd`",
                (*TEIPRESS, "validate", "--schema", "schemas/memoir.xsd"),
                3,
            ),
            Task("`teipress build --to text,epub`", (*build, "text,epub"), 3),
            Task("the same, nothing changed", (*build, "pdf"), anew=False),
            Task("`teipress build --to pdf`", (*build, "pdf")),
            Task("bare WeasyPrint", (sys.executable, str(ROOT / "benchmarks" / "bare.py"), str(scratch)), 0, bare),
        )
        medians = measured(tasks, runs, scratch)
        same_pages(scratch / "output" / "from-lenin-to-stalin.pdf", scratch / "bare.pdf")
    print(f"Medians of {runs} runs, Python {sys.version.split()[0]}, {os.cpu_count()} cores.\n")
    print("| | takes | of the processor | asked |\n| --- | ---: | ---: | ---: |")
    for task, (seconds, busy) in zip(tasks, medians, strict=True):
        print(f"| {task.name} | {seconds:.2f} s | {busy:.2f} s | {f'{task.limit:g} s' if task.limit else ''} |")
    (seconds, busy), (bare_seconds, bare_busy) = medians[-2:]
    ratios = f"{seconds / bare_seconds:.2f} | {busy / bare_busy:.2f} | {RATIO}"
    print(f"| PDF to bare WeasyPrint on the same pages | {ratios} |")


def measured(tasks: Sequence[Task], runs: int, scratch: Path) -> list[tuple[float, float]]:
    """The median seconds of each task, by the clock and of the processor; the cache is in the folder *scratch*.

    The tasks take turns, so that a busy moment of the machine falls on all of them.
    """
    times: list[list[tuple[float, float]]] = [[] for _ in tasks]
    # Without a bytecode cache, which a user has.
    inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    for turn in range(runs + 1):
        for task, taken in zip(tasks, times, strict=True):
            environment = {**inherited, "XDG_CACHE_HOME": str(scratch / "cache"), **task.environment}
            for book in scratch.glob("cache/teipress/*.book") if task.anew else ():
                book.unlink()
            begin, busy = time.perf_counter(), processor_seconds()
            done = subprocess.run(task.command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
            if done.returncode:
                sys.exit(f"{task.name} failed:\n{done.stdout}{done.stderr}")
            if turn:  # the first warms the disk and the caches
                taken.append((time.perf_counter() - begin, processor_seconds() - busy))
    return [
        (statistics.median(clock for clock, _ in taken), statistics.median(busy for _, busy in taken))
        for taken in times
    ]


def processor_seconds() -> float:
    """What finished child processes have used so far. It tells more than the clock where other work goes on."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def write_pages(folder: Path) -> None:
    """The HTML, the style sheet and the fonts of the memoir's pages, as the exporter hands them to WeasyPrint."""
    from weasyprint import HTML

    from exporters.pdf import layout
    from exporters.pdf.fetcher import BASE
    from teipress import publish
    from teipress.compose import compose
    from teipress.edition import load
    from teipress.settings import find

    settings = find(ROOT)
    edition = load(ROOT / settings.edition, settings, None).edition
    assert edition is not None
    book = compose(edition, settings).book
    seen: dict[str, str] = {}

    def listening(make: Callable[..., Any]) -> Callable[..., Any]:
        def made(*, string: str, **options: Any) -> Any:
            part = re.search(r'<body class="(\w+)', string)
            seen[part[1] if part else ""] = string
            return make(string=string, **options)

        return made

    with mock.patch.object(layout, "HTML", listening(HTML)):
        publish.export(book, ["pdf"], settings)

    style = ROOT.joinpath("exporters", "pdf", "style.css").read_text("utf-8")
    base = folder.as_uri() + "/"
    (folder / "style.css").write_text(style.replace(BASE, base), "utf-8")
    for number, part in enumerate(PARTS):
        if part in seen:
            (folder / f"{number}.html").write_text(seen[part].replace(BASE, base), "utf-8")
    images = {name: asset.data for name, asset in book.assets.items() if asset.media_type.startswith("image/")}
    for place, files in (("fonts", publish.fonts()), ("images", images)):
        (folder / place).mkdir()
        for name, data in files.items():
            (folder / place / unquote(name)).write_bytes(data)


def same_pages(ours: Path, bare: Path) -> None:
    """Stop if the two PDFs cannot be the same work: then there is nothing to compare."""
    import pypdfium2

    def words(path: Path) -> list[str]:
        document = pypdfium2.PdfDocument(path)
        # The columns of an index come in another order.
        return sorted(word for page in document for word in page.get_textpage().get_text_range().split())

    if words(ours) != words(bare):
        sys.exit("bare WeasyPrint has set other pages than teipress")


if __name__ == "__main__":
    main()

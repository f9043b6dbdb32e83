"""What the memoir costs, measured as a user waits for it: whole processes, new each time, on a warm disk.

python benchmarks/run.py [RUNS]    prints a table in Markdown; 5 runs of each unless told otherwise
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import unquote

from teipress import publish
from teipress.book import Book
from teipress.compose import compose
from teipress.edition import load
from teipress.settings import Settings, find
from teipress.typefaces import FACES

ROOT = Path(__file__).parents[1]
TEIPRESS = (sys.executable, "-m", "teipress")
# The parts of the book block in their order, by the class of their `body`.
PARTS = ("matter", "preliminaries", "text", "strips", "chronicle", "indexes", "closing")
RATIO, UNCHANGED = 1.1, 0.1
# How far the letters and figures of two PDFs of the same pages may differ, by running heads and folios.
LIKE = 0.02
BARE = {"FONTCONFIG_FILE": str(ROOT / "exporters" / "pdf" / "fonts.conf")}


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
        build = (*TEIPRESS, "build", "--output", str(scratch / "output"), "--to")
        settings = find(ROOT)
        edition = load(ROOT / settings.edition, settings, None).edition
        assert edition is not None
        write_pages(scratch, compose(edition, settings).book, settings)
        tasks = (
            Task("`teipress validate`", (*TEIPRESS, "validate"), 1.5),
            Task(
                "`teipress validate --schema schemas/memoir.xsd`",
                (*TEIPRESS, "validate", "--schema", "schemas/memoir.xsd"),
                3,
            ),
            Task("`teipress build --to text,epub`", (*build, "text,epub"), 3),
            Task("`teipress build --to pdf`", (*build, "pdf")),
            Task("the same, nothing changed", (*build, "pdf"), anew=False),
            Task("bare WeasyPrint", (sys.executable, str(ROOT / "benchmarks" / "bare.py"), str(scratch)), 0, BARE),
        )
        medians = measured(tasks, runs, scratch)
        same_pages(scratch / "output" / "from-lenin-to-stalin.pdf", scratch / "bare.pdf")
    print(f"Medians of {runs} runs, Python {sys.version.split()[0]}, {os.cpu_count()} cores.\n")
    print("| | takes | of the processor | asked |\n| --- | ---: | ---: | ---: |")
    for task, (seconds, busy) in zip(tasks, medians, strict=True):
        print(f"| {task.name} | {seconds:.2f} s | {busy:.2f} s | {f'{task.limit:g} s' if task.limit else ''} |")
    built, unchanged, bare = medians[-3:]
    for name, (clock, busy), asked in (("", built, RATIO), (", nothing changed", unchanged, UNCHANGED)):
        print(f"| PDF to bare WeasyPrint{name} | {clock / bare[0]:.2f} | {busy / bare[1]:.2f} | {asked} |")


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


def write_pages(folder: Path, book: Book, settings: Settings) -> None:
    """The HTML, the style sheet and the fonts of a book's pages, as the exporter hands them to WeasyPrint."""
    from lxml import etree
    from weasyprint import CSS

    from exporters.pdf import faces, layout
    from exporters.pdf.fetcher import BASE
    from exporters.pdf.trees import Tree

    seen: dict[str, str] = {}
    styles: list[str] = []

    def tree(root: Any, *others: Any) -> Any:
        part = str(root.find("body").get("class", "")).split()
        html = etree.tostring(root, encoding="unicode", method="html", doctype="<!DOCTYPE html>")
        seen["".join(part[:1])] = html
        return Tree(root, *others)

    def css(*, string: str, **options: Any) -> Any:
        styles.append(string)
        return CSS(string=string, **options)

    with mock.patch.multiple(layout, Tree=tree, CSS=css):
        publish.export(book, ["pdf"], settings)

    base = folder.as_uri() + "/"
    (folder / "style.css").write_text("\n".join(styles).replace(BASE, base), "utf-8")
    for number, part in enumerate(PARTS):
        if part in seen:
            (folder / f"{number}.html").write_text(seen.pop(part).replace(BASE, base), "utf-8")
    if seen:
        sys.exit(f"parts of the book that bare WeasyPrint would not set: {', '.join(seen)}")
    images = {name: asset.data for name, asset in book.assets.items() if asset.media_type.startswith("image/")}
    fonts = publish.fonts()
    cuts = faces.files(faces.chosen(FACES[settings.face], faces.letters(book), fonts), fonts)
    for place, files in (("fonts", cuts), ("images", images)):
        (folder / place).mkdir()
        for name, data in files.items():
            (folder / place / unquote(name)).write_bytes(data)


def same_pages(ours: Path, bare: Path) -> None:
    """Stop if the two PDFs cannot be the same work: then there is nothing to compare.

    Lines end elsewhere, and so may some pages; an index comes as one long strip, whose columns are ours.
    """
    import pypdfium2

    def letters(path: Path) -> int:
        with pypdfium2.PdfDocument(path) as document:
            return sum(map(str.isalnum, "".join(page.get_textpage().get_text_range() for page in document)))

    a, b = letters(ours), letters(bare)
    if abs(a - b) > LIKE * a:
        sys.exit(f"bare WeasyPrint has set other pages than teipress: {b:,} letters and figures, not {a:,}")


if __name__ == "__main__":
    main()

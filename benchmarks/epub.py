"""What an EPUB costs: time of a cold build, processor time of its parts, and size beside the compressed text.

python -m benchmarks.epub [TEI…]    the memoir, and a novel of 1.5 MB made of its words, unless told otherwise

Cold: a new process that finds no cache at all, neither of compiled grammars nor of finished books. The TEI Stylesheets
take 6 to 12 s for a novel of the memoir's length (measured elsewhere, by the clock). Asked are 0.15 of that for the
memoir, and 0.3 for the novel.
"""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from itertools import cycle, islice, pairwise
from pathlib import Path
from xml.sax.saxutils import escape

from teipress import epubcheck, publish, verify
from teipress.book import Paragraph, plain, walk
from teipress.compose import compose
from teipress.edition import load
from teipress.settings import Settings, find

ROOT = Path(__file__).parents[1]
RUNS = 3
STYLESHEETS = (6, 12)  # seconds
NOVEL_BYTES, CHAPTER = 1_500_000, 40  # paragraphs of a chapter
HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>A Novel</title></titleStmt><publicationStmt><p>No book.</p>"
    "</publicationStmt><sourceDesc><p>The memoir.</p></sourceDesc></fileDesc></teiHeader>"
)


def main() -> None:
    sys.setrecursionlimit(20_000)
    print(
        "| edition | cold build | to Stylesheets | of the processor | compose | export | own checks | verify | size |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        memoir = ROOT / find(ROOT).edition
        paths = [Path(name).resolve() for name in sys.argv[1:]] or [memoir, novel(memoir, Path(folder))]
        for path in paths:
            clock, busy = whole(path)
            parts, ratio = inside(path)
            beside = " to ".join(f"{clock / seconds:.2f}" for seconds in reversed(STYLESHEETS))
            figures = " | ".join(f"{seconds:.2f} s" for seconds in (busy, *parts))
            print(f"| {path.stem} | {clock:.2f} s | {beside} | {figures} | {ratio:.2f} |")
    print("\nsize: of the file to that of its text, compressed as a whole, with its fonts and pictures")


def novel(memoir: Path, folder: Path) -> Path:
    """A novel of about 1.5 MB, of chapters of paragraphs alone, and the memoir's words."""
    edition = load(memoir, find(memoir.parent), None).edition
    assert edition is not None
    content = compose(edition, Settings()).book.content
    words = [f"<p>{escape(plain(node.content))}</p>" for node in walk(content) if isinstance(node, Paragraph)]
    number = NOVEL_BYTES * len(words) // sum(len(text.encode()) for text in words)
    texts = list(islice(cycle(words), number))
    chapters = [
        f'<div type="chapter" xml:id="c{start}"><head>Chapter {start // CHAPTER + 1}</head>'
        + "".join(texts[start : start + CHAPTER])
        + "</div>"
        for start in range(0, len(texts), CHAPTER)
    ]
    body = "\n".join(chapters)
    path = folder / "novel-of-1.5-MB.xml"
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}<text><body>{body}</body></text></TEI>'
    path.write_text(tei, "utf-8")
    return path


def whole(path: Path) -> tuple[float, float]:
    """The shortest of some cold builds: by the clock, and of the processor."""
    taken = []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "teipress", "build", str(path), "--to", "epub", "--output", folder]
            environment = {**os.environ, "XDG_CACHE_HOME": f"{folder}/cache"}
            before, begin = used(), time.perf_counter()
            subprocess.run(command, capture_output=True, check=True, cwd=ROOT, env=environment)
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

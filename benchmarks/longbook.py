"""A book of 350 pages with 480 notes and 1,000 index entries: is every number in it right, and what does it cost?

python -m benchmarks.longbook [PAGES]    prints what is wrong, and the time beside bare WeasyPrint's; 350 unless told

Its sentences are the memoir's, shuffled. Each entry has a name of five letters, which no line divides, so the finished
pages tell where it stands; in notes it is in capitals.
"""

from __future__ import annotations

import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import pypdfium2

from benchmarks import run
from teipress.book import Paragraph, plain, walk
from teipress.compose import compose
from teipress.edition import load
from teipress.settings import Settings, find

MOST_MEGABYTES, RATIO, ON_GRID = 500, 0.6, 0.98
# Of a page, as many as make 480 notes, 1,000 entries and some references in 350 pages with their indexes.
NOTES, ENTRIES, REFERENCES = 480 / 350, 1000 / 350, 0.4
# How many sentences a chapter has, and how many pages they take, with a share of everything that is not text.
SENTENCES, PAGES = 150, 10.4
NAME = re.compile(r"(?<![A-Za-z])(?:[A-Z][a-z]{4}|[A-Z]{5})(?![A-Za-z])")
# What is no part of an index: running heads, and letters over entries.
HEAD = re.compile(r"A Long Book|Index of persons|[A-Z]")
WIDOW, ORPHAN = "OUT-028", "OUT-029"


@dataclass(frozen=True, slots=True)
class Made:
    """A book: its TEI, the titles of its chapters, its *names*, other names by name, and the note of each mention.

    A note is known by the name in it, which is there once.
    """

    tei: str
    titles: list[str]
    names: list[str]
    others: dict[str, str]
    noted: dict[str, int]


def made(pages: int, seed: int = 1) -> Made:
    """A book of about so many *pages*."""
    chance, sentences = random.Random(seed), _sentences()
    vocabulary = {word.casefold() for sentence in sentences for word in re.findall(r"\w+", sentence)}
    names = _names(chance, vocabulary, round(pages * ENTRIES) * 2)
    others = {name: names.pop() for name in names[: len(names) // 40]}
    names = names[: round(pages * ENTRIES)]
    others = {name: other for name, other in others.items() if name in names}
    chapters = max(round(pages / PAGES), 2)
    titles = [f"The Chapter {_letters(number)}" for number in range(1, chapters + 1)]
    places = [(chapter, number) for chapter in range(chapters) for number in range(SENTENCES)]
    notes = set(chance.sample(places, round(pages * NOTES)))
    references = set(chance.sample(places, round(pages * REFERENCES)))
    mentions = defaultdict[tuple[int, int], list[str]](list)
    for name in names:
        here = chance.choice(places)
        for number in range(chance.choice((1, 1, 2, 3, 12))):
            # Some are named all over the book, some on pages that follow each other.
            near = (here[0], (here[1] + number * chance.randrange(14)) % SENTENCES)
            mentions[near if chance.random() < 0.6 else chance.choice(places)].append(name)
    noted: dict[str, int] = {}
    free = iter(chance.sample(names, len(names)))
    body = []
    for chapter, title in enumerate(titles):
        paragraphs = [""]
        for number in range(SENTENCES):
            said = escape(chance.choice(sentences))
            said += "".join(f" So said <persName ref='#{n}'>{n}</persName>." for n in mentions[chapter, number])
            if (chapter, number) in references:
                target = chance.randrange(chapters)
                said += f" Of that tells <ref target='#c{target}'>ch{target}</ref> below."
            if (chapter, number) in notes:
                name = next(free)
                noted[name] = len(noted) + 1
                told = escape(" ".join(chance.sample(sentences, chance.choice((1, 1, 2, 5)))))
                said += f"<note>Of <persName ref='#{name}'>{name.upper()}</persName>: {told}</note>"
            paragraphs[-1] += f" {said}"
            if chance.random() < 0.3:
                paragraphs.append("")
        told = "".join(f"<p>{paragraph.strip()}</p>" for paragraph in paragraphs if paragraph)
        body.append(f"<div type='chapter' xml:id='c{chapter}'><head>{title}</head>{told}</div>")
    persons = "".join(
        f"<person xml:id='{name}'><persName>{name}</persName>"
        + (f"<persName>{others[name]}</persName>" if name in others else "")
        + "</person>"
        for name in names
    )
    tei = (
        "<TEI xmlns='http://www.tei-c.org/ns/1.0' xml:lang='en'><teiHeader><fileDesc><titleStmt><title>A Long Book"
        "</title></titleStmt><publicationStmt><p>Unpublished.</p></publicationStmt><sourceDesc><p>Made.</p></sourceDesc>"
        f"</fileDesc></teiHeader><standOff><listPerson>{persons}</listPerson></standOff>"
        f"<text><body>{''.join(body)}</body></text></TEI>"
    )
    return Made(tei, titles, names, others, noted)


def _sentences() -> list[str]:
    """The memoir's sentences of some length, without its numbers."""
    settings = find(run.ROOT)
    edition = load(run.ROOT / settings.edition, settings, None).edition
    assert edition is not None
    text = " ".join(
        plain((node,)) for node in walk(compose(edition, settings).book.body) if isinstance(node, Paragraph)
    )
    found = re.findall(r"(?<=[.!?] )[A-Z][^.!?0-9“”…]{30,260}[.!?](?= [A-Z])", text)
    return [sentence for sentence in found if not NAME.search(sentence)]


def _names(chance: random.Random, vocabulary: set[str], count: int) -> list[str]:
    made = dict[str, None]()
    while len(made) < count:
        name = "".join(
            chance.choice(part) for part in ("BDFGKLMNPRSTVZ", "aeiou", "bdgklmnprstvz", "aeiou", "dklmnrstx")
        )
        if name.casefold() not in vocabulary:
            made[name] = None
    return list(made)


def _letters(number: int) -> str:
    """A number in letters, which stand for figures: `Ab` for 12."""
    return "".join("ZABCDEFGHI"[int(figure)] for figure in str(number)).capitalize()


# --- what is right ----------------------------------------------------------------------------------------------------


def wrong(book: Made, data: bytes) -> Iterator[str]:
    """What is wrong with the numbers in the PDF *data* of *book*, by what stands on its pages."""
    with pypdfium2.PdfDocument(data) as document:
        pages = [page.get_textpage().get_text_range().replace("\u2060", "").replace("\xa0", " ") for page in document]
    # Where the last word of a page is divided, pdfium takes the folio for its other half.
    pages = [re.sub(r"\ufffe(\d+)\s*$", r"-\n\1", page) for page in pages]
    lines = [[line.strip() for line in page.splitlines() if line.strip()] for page in pages]
    folio = [found[-1] if found else "" for found in lines]
    contents = next(n for n, found in enumerate(lines) if found[:1] == ["Contents"])
    first = next(n for n, found in enumerate(lines) if n > contents and found[:1] == book.titles[:1])
    index = next(n for n, found in enumerate(lines) if n > first and found[:1] == ["Index of persons"])

    opening = {title: next(n for n in range(first, index) if lines[n][0] == title) for title in book.titles}
    listed = " ".join(line for n in range(contents, first) for line in lines[n][:-1])
    for title, page in {**opening, "Index of persons": index}.items():
        if not re.search(rf"{title} {folio[page]}(?!\d)", listed):
            yield f"contents: {title} is on page {folio[page]}"

    for n in range(first, index):
        for target, told in re.findall(r"\bch(\d+)\s*\(p\.\s*(\d+)\)", " ".join(lines[n])):
            if told != folio[opening[book.titles[int(target)]]]:
                yield f"page {folio[n]}: chapter {target} is not on page {told}"

    text, noted = defaultdict[str, set[int]](set), defaultdict[str, dict[int, set[int]]](lambda: defaultdict(set))
    for n in range(first, index):
        for name in NAME.findall(pages[n]):
            if name.isupper():
                noted[name.capitalize()][int(folio[n])].add(book.noted.get(name.capitalize(), 0))
            else:
                text[name].add(int(folio[n]))
    printed = " ".join(line for n in range(index, len(lines) - 1) for line in lines[n][:-1] if not HEAD.fullmatch(line))
    entries = {found[:5]: found for found in re.split(r" (?=[A-Z][a-z]{4}\b, (?:\d|see ))", printed)}
    for name in book.names:
        told, right = entries.get(name, ""), _entry(name, text[name], noted[name])
        right += f" Also {book.others[name]}." if name in book.others else ""
        if told != right and (text[name] or noted[name]):
            yield f"index: {told!r} should be {right!r}"
    for name, other in book.others.items():
        if entries.get(other, "") != f"{other}, see {name}" and name in entries:
            yield f"index: {entries.get(other, '')!r} should lead to {name}"


def _entry(name: str, text: set[int], noted: dict[int, set[int]]) -> str:
    items: list[tuple[int, int, str]] = []
    for page in sorted(text):
        if page - 1 not in text:
            last = next(n for n in range(page, max(text) + 1) if n + 1 not in text)
            items.append((page, 0, f"{page}" if last == page else f"{page}–{last}"))
    for page, numbers in noted.items():
        items.append((page, 1, f"{page} n{'n' * (len(numbers) > 1)}. {', '.join(map(str, sorted(numbers)))}"))
    return ", ".join((name, *(said for *_, said in sorted(items))))


def numbers(book: Made, data: bytes) -> Counter[str]:
    """How many numbers there are to be right."""
    with pypdfium2.PdfDocument(data) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    references = sum(len(re.findall(r"\bch\d+\s*\(p\.", page)) for page in pages)
    return Counter(pages=len(pages), notes=len(book.noted), entries=len(book.names), references=references)


def set_well(data: bytes) -> tuple[float, int]:
    """Which part of the text's lines stands on the grid, and how many widows and orphans there are."""
    from teipress.proof import chosen, proof, reading

    with reading.opened(data, "book") as document:
        read = proof(document, "book", chosen("", len(document)))
    on, lines = read.on_grid()
    return on / max(lines, 1), sum(code in (WIDOW, ORPHAN) for code, _ in read.faults)


# --- what it costs ----------------------------------------------------------------------------------------------------


def main() -> None:
    book = made(int(sys.argv[1]) if len(sys.argv) > 1 else 350)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "book.xml"
        source.write_text(book.tei, "utf-8")
        build = (*run.TEIPRESS, "build", "--to", "pdf", "--output", str(folder), str(source))
        ours = _timed(build, folder)
        megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        again = _timed(build, folder)
        edition = load(source, Settings(), None).edition
        assert edition is not None
        run.write_pages(folder, compose(edition, Settings()).book, Settings())
        bare = _timed((sys.executable, str(run.ROOT / "benchmarks" / "bare.py"), str(folder)), folder)
        data = (folder / "book.pdf").read_bytes()
        run.same_pages(folder / "book.pdf", folder / "bare.pdf")
    faults, counted, (grid, lost) = list(wrong(book, data)), numbers(book, data), set_well(data)
    print("\n".join(faults[:20]))
    print(f"{', '.join(f'{number} {what}' for what, number in counted.items())}")
    print("\n| | measured | asked |\n| --- | ---: | ---: |")
    print(f"| wrong numbers in contents, index and references | {len(faults)} | 0 |")
    print(f"| lines of text on the grid | {100 * grid:.1f} % | {100 * ON_GRID:.0f} % |")
    print(f"| widows and orphans | {lost} | 0 |")
    print(f"| memory at most | {megabytes:.0f} MB | {MOST_MEGABYTES} MB |")
    print("\n| | takes | of the processor | ratio | of the processor | asked |\n|---|---:|---:|---:|---:|---:|")
    rows = ("bare WeasyPrint", bare, ""), ("build", ours, RATIO), ("build, nothing changed", again, run.UNCHANGED)
    for name, (clock, busy), asked in rows:
        print(f"| {name} | {clock:.1f} s | {busy:.1f} s | {clock / bare[0]:.2f} | {busy / bare[1]:.2f} | {asked} |")


def _timed(command: tuple[str, ...], folder: Path) -> tuple[float, float]:
    """The seconds that a command takes, by the clock and of the processor."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"XDG_CACHE_HOME": str(folder / "cache"), **run.BARE}
    begin, busy = time.perf_counter(), run.processor_seconds()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{command} failed:\n{done.stdout}{done.stderr}")
    return time.perf_counter() - begin, run.processor_seconds() - busy


if __name__ == "__main__":
    main()

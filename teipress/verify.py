"""Verify: prove that a finished edition holds every word of the TEI.

It reads the TEI and the finished file by means of its own and knows nothing of how the one became the other: what both
sides agree on is then likely to be true. Words are compared; punctuation and white space are not.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec

from teipress import xml
from teipress.diagnostics import Diagnostic, Place, Severity
from teipress.wording import WORD, Words, of_tei, words_in
from teipress.xml import Element, local

DIVIDED = "\u2010"
# How many words may stand between the halves of a word divided by a page: the notes at its foot, folio, running head.
MOST_BETWEEN = 3000
# Scripts that run from right to left, and those whose signs do not stand in the order that they are read in.
SHUFFLED = re.compile("[\u0590-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufefc]")
# Scripts that have no spaces between words.
SPACELESS = re.compile("[\u0e00-\u0eff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")
STRETCH = 32  # words that are compared at once

# --- the words of finished files --------------------------------------------------------------------------------------


def of_text(data: bytes) -> list[str]:
    """The words of a plain-text edition, its signs for source pages and notes among them."""
    return words_in(data.decode("utf-8"))


def without_signs(data: bytes) -> list[str]:
    """The words of a plain-text edition without those signs; brackets with a number may also be the text's own."""
    return words_in(re.sub(r"\[p\. [^\]\n]*\]|\[\d+[^\]\n]*\]", " ", data.decode("utf-8")))


def of_epub(data: bytes) -> list[str]:
    """The words of an EPUB's pages, in the order of its spine; marks of notes and source pages left out."""
    parts: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        package = next(name for name in container.namelist() if name.endswith(".opf"))
        base = package.rpartition("/")[0]
        opf = _parsed(container.read(package), package)
        hrefs = {item.get("id"): item.get("href") or "" for item in opf.iter("{*}item")}
        for itemref in opf.iter("{*}itemref"):
            name = f"{base}/{hrefs[itemref.get('idref')]}".lstrip("/")
            body = _parsed(container.read(name), name).find("{*}body")
            if body is not None:
                _page(body, parts)
    return words_in("".join(parts))


_INLINE_HTML = frozenset(("a abbr b bdi cite code del dfn em i ins q s span strong sub sup u").split())
_SIGNS = ("doc-noteref", "doc-pagebreak", "doc-backlink")


def _page(element: Element, parts: list[str]) -> None:
    if not isinstance(element.tag, str):
        return
    border = "" if local(element) in _INLINE_HTML else " "
    parts.append(border)
    if element.get("role") not in _SIGNS:
        parts.append(element.text or "")
        for child in element:
            _page(child, parts)
            parts.append(child.tail or "")
    parts.append(border)


def _parsed(data: bytes, name: str) -> Element:
    root = xml.parse(data, name).root
    assert root is not None, f"{name} is not well-formed"
    return root


def of_pdf(data: bytes) -> list[str]:
    """The words of a PDF's pages; the first half of a divided word ends in `DIVIDED`. Needs pypdfium2 (ImportError)."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    finally:
        document.close()
    # A hyphen divides words at line ends in our layout; PDFium may report U+FFFE or U+0002, with nothing after it.
    text = re.sub(r"\u2010(?=\s|$)|[\ufffe\x02\u00ad]", f"{DIVIDED} ", "\n".join(pages))
    return re.findall(rf"{WORD.pattern}{DIVIDED}?", unicodedata.normalize("NFC", text))


READERS: dict[str, Callable[[bytes], list[str]]] = {".txt": of_text, ".epub": of_epub, ".pdf": of_pdf}

# --- comparing --------------------------------------------------------------------------------------------------------


def missing(words: Words, finished: Sequence[str], unsigned: Sequence[str] = ()) -> list[str]:
    """What *finished* lacks: a description of each lost stretch, with the words about it. Empty if nothing is lost.

    The running text must be found in order, each note as a whole (in *unsigned*, where the format has signs that may
    stand within notes); what the format adds (titles, page numbers) is passed over.
    """
    lost = _text_missing(words.text, finished)
    if lost and unsigned:
        lost = _text_missing(words.text, unsigned)
    noted = _notes_missing(words, unsigned or finished)
    if noted and unsigned:  # a number in brackets may be the note's own
        noted = [note for note in _notes_missing(words, finished) if note in noted]
    return lost + noted


def _text_missing(text: Sequence[str], finished: Sequence[str]) -> list[str]:
    """The first stretch of the running text that is not to be found."""
    at = index = 0
    while index < len(text):
        if text[index : index + STRETCH] == finished[at : at + STRETCH]:  # most of a book is, and this is soon seen
            index, at = index + STRETCH, at + STRETCH
            continue
        length, taken = _next(text, index, finished, at)
        if taken < 0:
            return [f"“{' '.join(text[index : index + 8])} …” after “… {' '.join(text[max(0, index - 8) : index])}”"]
        index, at = index + length, taken
    return []


def _next(text: Sequence[str], index: int, finished: Sequence[str], at: int) -> tuple[int, int]:
    """How many words of the text are found next in *finished*, and where reading goes on; -1: nowhere."""
    word = text[index]
    for position in range(at, len(finished)):
        if finished[position] == word:
            return 1, position + 1
        if finished[position].startswith(word) or word.startswith(finished[position].removesuffix(DIVIDED)):
            count, end = _aligned(text, index, finished, position)
            if count:
                return count, end
            rest = finished[position].removeprefix(word)
            if rest != finished[position] and rest.isdecimal():  # a second mark of a note, close to the word
                return 1, position + 1
    return 0, -1


def _aligned(text: Sequence[str], index: int, finished: Sequence[str], position: int) -> tuple[int, int]:
    """How many words of the text are the same letters as some words from *position* on, and where these end; or 0.

    Words may have become one (`Edward George` without a space), or stand in pieces (letterspaced, or divided by a
    line), or both at once, in writing that has no spaces.
    """
    word, at, end = text[index], index + 1, position
    found = ""
    while True:
        if not found:
            if end == len(finished):
                return 0, -1
            found = finished[end].removesuffix(DIVIDED)
            end += 1
        if word == found:
            return at - index, end
        if word.startswith(found):
            word, found = word[len(found) :], ""
            if finished[end - 1].endswith(DIVIDED):
                # What is left of it stands next, or beyond the notes, folio and running head of a page's end.
                following = range(end, min(end + MOST_BETWEEN, len(finished)))
                later = next((n for n in following if finished[n].removesuffix(DIVIDED) == word), -1)
                return (at - index, later + 1) if later >= 0 else (0, -1)
        elif found.startswith(word) and at < len(text):
            word, found, at = text[at], found[len(word) :], at + 1
        else:
            return 0, -1


def _notes_missing(words: Words, finished: Sequence[str]) -> list[str]:
    stream = "".join(finished).replace(DIVIDED, "")
    return [
        f"the note “{' '.join(note[:8])} …”"
        for note in words.notes
        if note and "".join(note) not in stream and not _in_pieces(note, finished)
    ]


def _in_pieces(note: Sequence[str], finished: Sequence[str]) -> bool:
    """Whether a note stands in the finished file with something in between: it runs on over a page, say."""
    window = len(note) + MOST_BETWEEN
    starts = [at for at, word in enumerate(finished) if note[0].startswith(word.removesuffix(DIVIDED))]
    return any(not _text_missing(note, finished[at : at + window]) for at in starts)


def _ordered(words: Sequence[str]) -> list[str]:
    """*words* as PDFium surely reads them: letter by letter where writing has no spaces, and may go on anywhere.

    Without those of scripts whose letters it gives in no order to rely on: from right to left, or as they are seen.
    """
    made: list[str] = []
    for word in words:
        if SHUFFLED.search(word) is None:
            made += SPACELESS.sub(r" \g<0> ", word).split()
    return made


def _disordered(words: Words, finished: Sequence[str]) -> list[str]:
    """What *finished* has nowhere of *words*, in a text from right to left: numbers and names in it are in no order."""
    stream = "".join(finished).replace(DIVIDED, "")
    # `digit6` may have become `6digit`.
    every = [piece for part in (words.text, *words.notes) for word in part for piece in re.findall(r"\d+|\D+", word)]
    return [f"“{word}”" for word in dict.fromkeys(every) if word not in stream]


def is_read(form: str) -> bool:
    """Whether files of a format can be read back here."""
    return form != "pdf" or find_spec("pypdfium2") is not None


def printable(words: Words, finished: Sequence[str]) -> Words:
    """*words* without those with letters that *finished* has nowhere."""
    letters = frozenset("".join(finished))
    return Words(
        [word for word in words.text if letters.issuperset(word)],
        [[word for word in note if letters.issuperset(word)] for note in words.notes],
    )


def check(tree: Element, name: str, data: bytes, boxes: bool = False) -> Iterator[Diagnostic]:
    """An error for each stretch of the TEI that the finished file *name* lacks; none for formats without a reader.

    *boxes* stand for letters that no font had, which was told: words with these are not looked for.
    """
    reader = next((read for ending, read in READERS.items() if name.endswith(ending)), None)
    if reader is None:
        return
    try:
        finished = reader(data)
    except ImportError:
        message = "it was not read back, so words may be missing from it: PDFium is not there"
        yield Diagnostic(Place(name), "OUT-006", message, "pip install 'teipress[verify]'", Severity.NOTE)
        return
    words = of_tei(tree)
    mixed = reader is of_pdf and 2 * sum(SHUFFLED.search(word) is not None for word in words.text) > len(words.text)
    if reader is of_pdf:
        words = Words(_ordered(words.text), [_ordered(note) for note in words.notes])
        finished = _ordered(finished)
    if boxes:
        words = printable(words, finished)
    unsigned = without_signs(data) if reader is of_text else finished
    lost = _disordered(words, finished) if mixed else missing(words, finished, unsigned)
    if lost and reader is of_text:  # cells that stand side by side are not in the order of the TEI, line by line
        lost = missing(of_tei(tree, cells_apart=True), finished, unsigned)
    for stretch in lost:
        yield Diagnostic(
            Place(name), "OUT-006", f"words are missing: {stretch}", "this is a fault of teipress: report it"
        )

"""Plain text: an edition to read in a terminal, to search, and to keep when all other formats have gone.

The file is UTF-8 with line feeds; its lines have at most 72 columns, unless a single word has more. In order:

1. the title page and the contents;
2. a line of 72 `=`, the text, and a line of 72 `=`;
3. the chronology and the indexes, if the edition has any, and another such line;
4. the colophon, which explains the signs that the book uses.

Between the first two lines stand the words of the Book, each whole, in reading order, and these signs:

`[p. LABEL]`
    A page of the source begins: after the word in which it begins, or alone on a line. Without a number: `[p. –]`.
`[N]`
    The anchor of note N, directly after a word or its punctuation.
`[N]` or `[N, BY]` at the start of a line
    The note itself, with its text hanging from it, after a line of ten `-` at the end of its section (the outermost
    that holds more than sections). A note on a note follows its host.
`LEMMA] …` after a line of ten `-`, behind the notes of a section
    The critical apparatus: for each lemma its witnesses, and the other readings with theirs. Before it stands the
    number of the line (`[l. N]`), where the edition counts lines.
`_` before the first and after the last word of what is set apart
    Beyond the sign there is never a letter or digit of the same word. These signs do not nest.
`^`
    Behind a letter or figure: the figures after it stand above the line.
`[l. N]`
    The number of a line of verse, at the right end of the line.
`[Figure: CAPTION]`, `[Figure]`
    A picture. The caption may hold other signs, and brackets of its own.
`[Image: DESCRIPTION]`, `[Image]`
    What a picture shows: words of the edition, not of the text.
`<ADDRESS>`
    Where the words before it lead, if they do not say so themselves.
A line of `=`, `-` or `.`
    Below a heading; below the headings of a table; ten `-` above notes.
`1.`, `•`
    Before the items of ordered lists without labels of their own, and of bulleted lists.
`:`
    After the name of a speaker whom the source prints without punctuation.
`|`
    Before each cell of a table that is too wide for columns, or holds more than paragraphs.
`* * *`
    A blank, rule or ornament.

LABEL, N, BY and DESCRIPTION hold no square brackets: theirs are turned round. No page sign runs over two lines.
Where a book's own text looks like one of the bracketed signs, all of them double their brackets (`[[12]]`, and so on);
where it has underscores, the sign is one underscore longer than any of them.

Lines end at white space (never at U+00A0, U+2007 or U+202F), after an em dash, and between Han characters or kana; the
two to four points of a spaced ellipsis stay together. However deep the nesting, 32 columns remain to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from exporters.labels import labels
from exporters.text.blocks import blocks, entry, headings, note
from exporters.text.indexes import apparatus
from exporters.text.layout import COLUMNS, Fixed, Frame, Piece, RunIn, lines
from exporters.text.matter import colophon, contents, title_page
from exporters.text.signs import signs, width
from teipress.book import (
    Anchor,
    Block,
    Book,
    Figure,
    Image,
    Opaque,
    Output,
    PageBreak,
    Section,
    Span,
    notes,
    plain,
    variants,
    walk,
)
from teipress.diagnostics import Diagnostic, Place, Severity
from teipress.settings import Settings

RULE = "=" * COLUMNS
NOTES_RULE = "-" * 10


def export(book: Book, settings: Settings) -> Output:
    """Write *book* as plain text: one file, and a warning for each thing that words cannot show."""
    frame, say = Frame(signs(book)), labels(book.metadata.language)
    parts = (
        lines((*title_page(book.metadata, frame, say), *contents(book, frame, say))),
        lines(piece for part in (book.front, book.body, book.back) for piece in _text(part, frame)),
        *([lines(apparatus(book, frame, say))] if book.indexes or book.chronology else []),
        lines(colophon(book, frame, say)),
    )
    text = f"\n\n\n{RULE}\n\n\n".join("\n".join(part) for part in parts)
    # What is no character at all (a lone surrogate, which no XML holds) becomes a question mark.
    data = f"{text}\n".encode("utf-8", "replace")
    return Output({f"{book.slug}.txt": data}, tuple(_findings(book)))


def _text(content: tuple[Block, ...], frame: Frame) -> Iterator[Piece]:
    """The text, and the notes of each section at its end; those of a section of sections at the end of each."""
    for unit in _units(content):
        if isinstance(unit, Section):
            yield from _noted(unit.headings, headings(unit.headings, frame.below()), frame)
            yield from _text(unit.content, frame.below())
        else:
            yield from _noted(unit, blocks(unit, frame), frame)


def _units(content: tuple[Block, ...]) -> Iterator[Section | tuple[Block, ...]]:
    """What has its notes at its end: a section, or what stands between two. A bare `Section` holds only sections."""
    for is_section, group in groupby(content, key=lambda block: isinstance(block, Section)):
        if not is_section:
            yield tuple(group)
            continue
        for section in group:
            if isinstance(section, Section):
                inner = {type(block) for block in section.content} - {PageBreak, Anchor}
                yield section if inner == {Section} else (section,)


def _noted(content: tuple[Block, ...], made: Iterable[Piece], frame: Frame) -> Iterator[Piece]:
    """The pieces of *content*, and its notes after them."""
    pieces = list(made)
    # A page that begins at the very end belongs to what follows the notes.
    held: list[Piece] = []
    while pieces and isinstance(last := pieces[-1], RunIn) and last.left is None:
        held.insert(0, pieces.pop())
    yield from pieces
    found = tuple(notes(content))
    if found:
        yield Fixed((NOTES_RULE,), 2)
        label_width = max(width(frame.signs.note(each.number)) for each in found)
        for each in found:
            yield from note(each, frame, label_width)
    entries = tuple(variants(content))
    if entries:
        yield Fixed((NOTES_RULE,), 2)
        yield from (entry(key, each, frame, number == 0) for number, (key, each) in enumerate(entries))
    yield from held


def _findings(book: Book) -> Iterator[Diagnostic]:
    """What words cannot show: pictures nobody described, formulas without words, deletions."""
    for message, hint in _lost(book):
        yield Diagnostic(Place(book.slug), "OUT-001", message, hint, Severity.WARNING)


def _lost(book: Book) -> Iterator[tuple[str, str]]:
    describe = "plain text prints only its sign; describe it (figDesc, desc)"
    deleted = 0
    for part in (book.content, *(each.content for each in notes(book.content))):
        in_figure = 0  # pictures that a figure has answered for already
        for node in walk(part):
            match node:
                case Figure():
                    in_figure = len(node.images)
                    if not plain(node.caption) and not any(image.alt.strip() for image in node.images):
                        yield f"{node.id or 'a figure'} has neither a caption nor a description", describe
                case Image():
                    in_figure -= 1
                    if in_figure < 0 and not node.alt.strip():
                        yield f"{node.asset or 'an image'} has no description", describe
                case Opaque() if not node.alt.strip():
                    yield f"a passage of {node.vocabulary} has no words to stand for it", describe
                case Span() if node.kind == "deleted":
                    deleted += 1
                case _:
                    pass
    if deleted:
        yield f"{deleted} deleted passages look like any other words", "the reading view leaves them out"

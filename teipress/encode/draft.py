"""The draft: all stages of encoding one after the other, from the characters of a text to TEI and findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from teipress import xml
from teipress.diagnostics import Diagnostic, Severity, in_order
from teipress.encode import (
    anchors,
    blocks,
    decisions,
    divisions,
    foot,
    hyphens,
    labels,
    letters,
    margins,
    marks,
    markup,
    measure,
    misreads,
    proof,
    quotations,
    sheets,
    sizes,
    source,
    speeches,
    titles,
    vocabulary,
)
from teipress.encode.decisions import Decision
from teipress.encode.header import About, header
from teipress.encode.misreads import Misread
from teipress.encode.model import (
    Anchor,
    Division,
    Findings,
    Letter,
    Line,
    Node,
    Page,
    Paragraph,
    Quotation,
    Speech,
    TitlePage,
    Tree,
)
from teipress.encode.printing import Printer, quoted
from teipress.encode.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Draft:
    """TEI in UTF-8 (none if the decisions do not fit the text), suspected misreads, and what there is to say."""

    tei: bytes
    misreads: tuple[Misread, ...]
    diagnostics: tuple[Diagnostic, ...]


def encode(
    text: str,
    name: str,
    *,
    title: str = "",
    author: str = "",
    language: str = "",
    words: Vocabulary | None = None,
    made: Sequence[Decision] = (),
) -> Draft:
    """Encode the OCR text of a book.

    *name* is the source's name in the header and in diagnostics. *words* is a word list; without one, the package's
    list for the language is used if it is installed. *made* are decisions on misreadings, carried out first.
    """
    findings = Findings(name)
    rows = source.rows(text, findings)
    rows, fits = decisions.applied(rows, made, findings)
    if not fits:
        return Draft(b"", (), tuple(in_order(findings.found)))
    language = language or vocabulary.language_of(row.text for row in rows)
    listed = words if words is not None else vocabulary.packaged(language) or Vocabulary(language)
    listed = replace(listed, language=listed.language or language)
    if not listed:
        findings.say(
            0,
            "ENC-028",
            f"there is no word list{f' for the language ({language})' if language else ''}: words are not checked",
            "`pip install 'teipress[words]'` adds lists for some languages; --words FILE names your own",
            Severity.NOTE,
        )
    pages = measure.settled(margins.pages(sheets.sheets(rows), findings))
    scale = measure.measure(pages)
    feet = foot.feet(pages, scale)
    called = [
        a for f in feet if f.notes or marks.any_clear(f.text) for a in anchors.anchored(f.notes, f.text, findings)
    ]
    title_page, texts = titles.title_page([f.text for f in feet], scale)
    spelling = hyphens.spelling((line.text for page in pages for line in page.lines), listed)
    tree = _tree(texts, pages, scale, findings)
    if title_page is not None:
        tree = replace(tree, title_page=(title_page,))
    about = About(
        name,
        title or _title(title_page, tree) or name,
        author,
        language,
        tuple(page.label for page in pages if page.label),
        sum(len(row.text.split()) for row in rows),
        len(made),
        spelling.closed_dashes,
    )
    printer = Printer(pages, _ids(pages), called, spelling.between, [f.rule for f in feet])
    tei = _document(tree, printer, about)
    root = xml.parse(tei, name).root
    if root is None:
        findings.say(0, "ENC-026", "the draft is not well-formed", "report this with the source", Severity.ERROR)
    else:
        printed = {a.note.name: (a.printed, a.note.lines[0].text[: a.note.start]) for a in called}
        proof.prove(root, _printed(pages), printed, findings)
    suspected = misreads.misreads(pages, feet, called, spelling, listed, _flow(tree, called), findings)
    return Draft(tei, suspected, tuple(in_order(findings.found)))


def _tree(texts: Sequence[Sequence[Line]], pages: Sequence[Page], scale: measure.Measure, findings: Findings) -> Tree:
    """The text of the pages as divisions."""
    lines = [line for text in texts for line in text]
    named = labels.speakers(lines)
    found: list[Node] = list(blocks.blocks(texts, pages, scale, named))
    items = sizes.sized(found, scale, named, findings)
    items = speeches.speeches(items, scale, named)
    items = letters.letters(quotations.lists(items))
    return divisions.tree(quotations.quotations(items))


def _printed(pages: Sequence[Page]) -> Iterator[Line]:
    """The lines of the source that the draft must hold: all but blank ones and lone page numbers."""
    for page in pages:
        yield from (*page.top, *page.lines, *page.bottom)


def _flow(tree: Tree, called: Sequence[Anchor]) -> dict[tuple[int, int], str]:
    """What follows each line within its paragraph, in the text and in notes; nothing after the last."""
    open_ones: list[Division] = [*tree.front, tree.body, *tree.back]
    found = [tuple(lines) for anchor in called for lines in anchor.note.paragraphs]
    while open_ones:
        division = open_ones.pop()
        open_ones.extend(division.divisions)
        found += [tuple(span.line for span in p.spans) for p in _paragraphs(division.content)]
    return {
        line.place: following.text if following else ""
        for lines in found
        for line, following in zip(lines, (*lines[1:], None), strict=True)
    }


def _paragraphs(nodes: Sequence[Node]) -> Iterator[Paragraph]:
    for node in nodes:
        match node:
            case Paragraph():
                yield node
            case Speech() | Letter() | Quotation():
                yield from _paragraphs(node.content)
            case _:
                pass


def _title(page: TitlePage | None, tree: Tree) -> str:
    """The title that the text itself gives."""
    if page is not None:
        return titles.title_of(page)
    return " ".join(line.text for heading in tree.body.heading for line in heading.lines)


def _ids(pages: Sequence[Page]) -> list[str]:
    """An id for each page; a number that comes twice gets a second part."""
    seen: dict[str, int] = {}
    made = []
    for page in pages:
        seen[page.label] = seen.get(page.label, 0) + 1
        times = seen[page.label]
        made.append(f"p{page.label}" if times == 1 else f"p{page.label}-{times}")
    return made


def _document(tree: Tree, printer: Printer, about: About) -> bytes:
    language = f' xml:lang="{quoted(about.language)}"' if about.language else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="{xml.TEI}"{language}>\n{header(about)}\n'
        f"<text>\n{markup.text(tree, printer)}\n</text>\n</TEI>\n"
    ).encode()

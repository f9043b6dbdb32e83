"""Drafts: the command `encode`, which reads an OCR text and writes its TEI draft and the list of suspected misreads."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from teipress import console
from teipress.diagnostics import Diagnostic, Exit, Trouble, exit_code

if TYPE_CHECKING:
    from teipress.encode import Draft, Vocabulary

LARGEST = 64 * 2**20
LIST = ".misreads.tsv"
FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--output", type=FILE, help="The file to write; by default the source's name with .xml, beside it.")
@click.option(
    "--title", default="", help="The title of the book; by default what its title page or first heading says."
)
@click.option("--author", default="", help="Who wrote it.")
@click.option("--language", default="", help="The language of the text (en, de, fr …); by default told by its words.")
@click.option("--words", default="", help="The word list: that of a language (en, de, fr …), or a file of words.")
@click.option("--apply", "decided", type=FILE, help="A list of your decisions on misreads, carried out first.")
@click.option("--force", is_flag=True, help="Replace files that are there.")
def encode(
    source: Path,
    output: Path | None,
    title: str,
    author: str,
    language: str,
    words: str,
    decided: Path | None,
    force: bool,
) -> None:
    """Make a TEI draft of plain OCR text, for a person to decide on.

    Pages, lines, paragraphs, headings, notes, quotations, verse, speeches and letters are told by the look of the
    lines. Every line of the source is in the draft: this is checked before anything is written. Beside the draft stands
    a list of suspected misreads; nothing is corrected but what --apply decides (columns: page, line, ocr, corrected).
    """
    with console.told():
        target = output or source.with_name(f"{_stem(source)}.xml")
        beside = target.with_name(f"{target.name.removesuffix('.xml')}{LIST}")
        _may_write(target, beside, source, decided, force)
        draft, found = _drafted(source, decided, title=title, author=author, language=language, words=words)
        console.report(found, "text")
        if draft is not None:
            for path in _written(draft, target, beside):
                click.echo(console.shown(path))
        sys.exit(exit_code(found))


def _stem(source: Path) -> str:
    """The source's name without the endings of a text."""
    name = source.name
    for ending in (".txt", ".text", ".ocr"):
        name = name.removesuffix(ending)
    return name or source.name


def _may_write(target: Path, beside: Path, source: Path, decided: Path | None, force: bool) -> None:
    """Raise `Trouble` where a file would be lost: one that is read, or, unless *force* says so, any that is there."""
    for path in (target, beside):
        if any(read is not None and path.resolve() == read.resolve() for read in (source, decided)):
            raise Trouble(f"{path} is read and cannot be written too; name another file with --output", Exit.USAGE)
        if path.exists() and not force:
            raise Trouble(f"{path} is there already; --force replaces it, --output names another")


def _drafted(
    source: Path, decided: Path | None, *, title: str, author: str, language: str, words: str
) -> tuple[Draft | None, tuple[Diagnostic, ...]]:
    """The draft of a file, if there is one to write, and what there is to say."""
    from teipress.encode import decisions, encode, text_of
    from teipress.encoding import no_text

    data = _read(source)
    if kind := no_text(data):
        raise Trouble(f"{source} is {kind}, not plain text; name a text file, as a program for OCR writes it")
    if not data.strip():
        raise Trouble(f"{source} is empty")
    text, found = text_of(data, str(source))
    if text is None:
        return None, found
    made: tuple[decisions.Decision, ...] = ()
    if decided is not None:
        rows, found = text_of(_read(decided), str(decided))
        listed, told = decisions.read(rows, str(decided)) if rows is not None else (None, found)
        if listed is None:
            return None, told
        made = listed
    chosen = _words(words) if words else None
    draft = encode(text, source.name, title=title, author=author, language=language, words=chosen, made=made)
    found = tuple(diagnostic.called(str(source)) for diagnostic in draft.diagnostics)
    return (draft if draft.tei else None), found


def _read(path: Path) -> bytes:
    from teipress import files

    data = files.read(path, LARGEST)
    if len(data) > LARGEST:
        raise Trouble(f"{path} is larger than {LARGEST // 2**20} MB; split it")
    return data


def _words(name: str) -> Vocabulary:
    """The word list of a language, or of a file."""
    from teipress.encode import text_of, vocabulary

    path = Path(name)
    if name in vocabulary.PACKAGED:
        packaged = vocabulary.packaged(name)
        if packaged is None:
            raise Trouble("the word lists are not installed; `pip install 'teipress[words]'` adds them")
        return packaged
    if not path.is_file():
        known = ", ".join(vocabulary.PACKAGED)
        raise Trouble(f"{name} is no file of words, nor a language with a word list ({known})", Exit.USAGE)
    text, _ = text_of(_read(path), name)
    if text is None:
        raise Trouble(f"{name} is not in UTF-8")
    return vocabulary.listed(text)


def _written(draft: Draft, target: Path, beside: Path) -> list[Path]:
    from teipress import files
    from teipress.encode import table

    made = {target.name: draft.tei, beside.name: table(draft.misreads).encode()}
    return files.write_all(target.parent, made)

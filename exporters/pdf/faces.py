"""Faces: what a book is set in. The one that was chosen, and for letters that it lacks others, by their script.

No font is read that the book has no use for. Imported only where WeasyPrint is at hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from exporters.pdf.cuts import cut, fitted, had
from teipress.book import Book
from teipress.typefaces import GARAMOND, SCRIPTS, Typeface


def letters(book: Book) -> frozenset[str]:
    """The letters and signs of all that a book says, wherever it says it."""
    found: set[str] = set()
    waiting: list[object] = [book]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            found.update(value)
        elif isinstance(value, Mapping):
            waiting += value.values()
        elif isinstance(value, tuple):
            waiting += value
        else:
            waiting += [getattr(value, name) for name in getattr(value, "__match_args__", ())]
    return frozenset(letter for letter in found if letter.isprintable() and not letter.isspace())


def chosen(first: Typeface, letters: Iterable[str], fonts: Mapping[str, bytes]) -> tuple[Typeface, ...]:
    """*first*, and those of *fonts* that step in for letters that it lacks, in their order."""
    made = [first]
    lacking = frozenset(letters) - had(fonts[_roman(first)], letters)
    if not lacking:
        return (first,)
    from fontTools.unicodedata import script_extension  # large tables

    scripts = {letter: script_extension(letter) for letter in lacking}
    for script, row in SCRIPTS.items():
        there = [face for face in row if face not in made and _roman(face) in fonts]
        while there and (wanted := [letter for letter in lacking if script in scripts[letter]]):
            counts = [len(had(fonts[_roman(face)], wanted)) for face in there]
            if not any(counts):
                break
            made.append(there.pop(counts.index(max(counts))))
            lacking -= had(fonts[_roman(made[-1])], lacking)
    return tuple(made)


def files(faces: Iterable[Typeface], fonts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The cuts of *faces*, each by the name that the style sheet has for it."""
    return {
        _name(file, weight): _made(fonts[file], weight, face)
        for face in faces
        for _, weight, file in face.cuts
        if file in fonts
    }


def rules(faces: Iterable[Typeface], fonts: Mapping[str, bytes]) -> str:
    """What a style sheet has to say of the cuts of *faces*."""
    return "\n".join(
        f'@font-face {{ font-family: "{face.family}"; font-style: {style}; font-weight: {weight}; '
        f'src: url("book:///fonts/{_name(file, weight)}") }}'
        for face in faces
        for style, weight, file in face.cuts
        if file in fonts
    )


def families(faces: Iterable[Typeface]) -> str:
    """*faces* as a style sheet lists them."""
    return ", ".join(f'"{face.family}"' for face in faces)


def _roman(face: Typeface) -> str:
    return face.cuts[0][2]


def _name(file: str, weight: int) -> str:
    """What a cut of *file* is called."""
    return f"{file.removesuffix('.ttf').removesuffix('.otf').partition('[')[0]}-{weight}.ttf"


def _made(data: bytes, weight: int, face: Typeface) -> bytes:
    made = cut(data, weight)
    return made if face == GARAMOND else fitted(made, face.scale)

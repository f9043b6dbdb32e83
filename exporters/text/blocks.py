"""Blocks: each kind of block as pieces of text, set in as deep as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal, assert_never

from exporters.text.layout import Fixed, Frame, Piece, Prose, RunIn
from exporters.text.signs import Word, width
from exporters.text.tables import table
from exporters.text.words import words
from teipress.book import (
    Anchor,
    Block,
    Figure,
    Group,
    Heading,
    Inline,
    Line,
    Listing,
    Note,
    Opaque,
    PageBreak,
    Paragraph,
    Quotation,
    Section,
    Separator,
    Speech,
    Stage,
    Table,
    Text,
    Variant,
    Verse,
    plain,
)  # fmt: skip

# How a heading is set by the depth of its section: alignment, underline, blank lines before.
HEADINGS: tuple[tuple[Literal["left", "centre"], str, int], ...] = (
    ("centre", "=", 3), ("centre", "=", 3), ("centre", "-", 3), ("left", "-", 2), ("left", ".", 2), ("left", "", 1),
)  # fmt: skip
# Where groups stand that do not simply run on: alignment, and columns set in.
GROUPS: dict[str, tuple[Literal["left", "centre", "right"], int]] = {
    "dateline": ("right", 0), "signed": ("right", 0), "byline": ("right", 0),
    "trailer": ("centre", 0), "epigraph": ("left", 16), "argument": ("left", 4),
}  # fmt: skip
WIDEST_LABEL = 16
SEPARATOR = (Text("* * *"),)


def blocks(content: Iterable[Block], frame: Frame) -> Iterator[Piece]:
    """The pieces of *content*, in order."""
    before: Block | None = None
    for block in content:
        match block:
            case Paragraph():
                yield prose(block.content, frame, takes=True)
            case Heading():
                yield from headings((block,), frame, first=not isinstance(before, Heading))
            case Section():
                yield from _section(block, frame)
            case Quotation():
                yield from _quotation(block, frame)
            case Verse():
                yield from blocks(block.content, frame.apart().flushed())
            case Line():
                yield _line(block, frame, 0 if isinstance(before, Line) else 1)
            case Listing():
                yield from _listing(block, frame)
            case Table():
                yield from headings(block.headings, frame, inner=True)
                yield from table(block, frame, blocks)
            case Speech():
                yield from _speech(block, frame)
            case Stage():
                yield prose(block.content, frame.apart(), takes=True)
            case Figure():
                yield from _figure(block, frame.inset(4, 4))
            case Group():
                yield from _group(block, frame)
            case Separator():
                yield prose(SEPARATOR, frame, align="centre")
            case PageBreak():
                yield RunIn((Word("", frame.signs.page(block.label)),), frame.left)
            case Anchor():
                pass
            case Opaque():
                yield prose((block,), frame.inset(4))
            case _:
                assert_never(block)
        if not isinstance(block, PageBreak | Anchor):
            before = block


def prose(
    content: tuple[Inline, ...],
    frame: Frame,
    space: int = 1,
    align: Literal["left", "centre", "right"] = "left",
    rule: str = "",
    takes: bool = False,
) -> Prose:
    """*content* as one piece in *frame*."""
    return Prose(words(content, frame.signs), frame.left, frame.left, frame.right, space, align, rule, takes=takes)


def note(node: Note, frame: Frame, label_width: int) -> Iterator[Piece]:
    """A note as it is listed: its number, whose it is, its text; *label_width* columns for the widest number."""
    inner = frame.inset(label_width + 1)
    number = frame.signs.note(node.number, node.by)
    indent = max(0, label_width - width(frame.signs.note(node.number)))
    yield RunIn((Word("", number),), frame.left + indent, inner.left)
    yield from blocks(node.content, inner)


def entry(key: str, node: Variant, frame: Frame, first: bool) -> Prose:
    """An entry of the apparatus, after the number of its line, if that is known; the *first* stands apart."""
    sign: tuple[Inline, ...] = (Text(f"{frame.signs.bracket(f'l. {key}')} "),) if key.strip() else ()
    content = words(sign + node.content, frame.signs)
    return Prose(content, frame.left, frame.inset(4).left, frame.right, 1 if first else 0)


def _section(section: Section, frame: Frame) -> Iterator[Piece]:
    yield from headings(section.headings, frame.below())
    yield from blocks(section.content, frame.below())


def headings(content: tuple[Heading, ...], frame: Frame, inner: bool = False, first: bool = True) -> Iterator[Piece]:
    """Headings one below the other; those inside other blocks (*inner*, or set in) are not underlined."""
    align, rule, space = HEADINGS[min(frame.level, len(HEADINGS) - 1)]
    measure = frame.inset(6, 6)  # a long heading in the middle should not reach from edge to edge
    if inner or frame.left:
        align, rule = "left", ""
    if inner or frame.left or not first:
        space = 1
    for heading in content:
        within = measure if align == "centre" else frame
        piece = prose(heading.content, within, space, align, rule if heading.kind == "main" else "")
        pages = tuple(word for word in piece.words if frame.signs.is_page(word))
        yield from (RunIn((word,), frame.left) for word in pages)
        yield replace(piece, words=tuple(word for word in piece.words if word not in pages))
        space = 1


def _quotation(quotation: Quotation, frame: Frame) -> Iterator[Piece]:
    inner = frame.inset(4, 4)
    yield from blocks(quotation.content, inner)
    if quotation.source:
        yield prose(quotation.source, inner.inset(8), space=0 if _is_short(quotation.source) else 1, align="right")


def _is_short(content: tuple[Inline, ...]) -> bool:
    return width(plain(content)) <= 40


def _line(line: Line, frame: Frame, space: int) -> Prose:
    left = frame.inset(2 * min(max(line.indent, 0), 12)).left
    # Editions number every fifth line; a number that is none (12a) tells more, and always stands.
    shown = line.number.strip() and (not line.number.isdecimal() or line.number[-1] in "05")
    aside = frame.signs.bracket(f"l. {line.number}") if shown else ""
    hanging = replace(frame, left=left).inset(4).left
    return Prose(words(line.content, frame.signs), left, hanging, frame.right, space, aside=aside)


def _listing(listing: Listing, frame: Frame) -> Iterator[Piece]:
    yield from headings(listing.headings, frame, inner=True)
    labels = [words(label, frame.signs) for label in _labels(listing)]
    widths = [sum(width(word.gap) + width(word.text) for word in label) for label in labels]
    widest = max(widths, default=0)
    narrow = widest <= WIDEST_LABEL
    hang = widest + (1 if widest <= 4 else 2) if narrow and widest else 4
    inner = frame.inset(hang)
    tight = all(len(item.content) <= 1 for item in listing.items)
    for n, (item, label, columns) in enumerate(zip(listing.items, labels, widths, strict=True)):
        first = frame.left + (widest - columns if listing.kind == "ordered" and narrow else 0)
        # Where one label is too wide to hang, each stands above what it labels.
        left = inner.left if narrow else -1
        yield RunIn(label, first, left, space=0 if tight and n else 1, pad=inner.left - first)
        yield from blocks(item.content, inner)


def _labels(listing: Listing) -> Iterator[tuple[Inline, ...]]:
    for n, item in enumerate(listing.items, listing.start):
        made = {"ordered": f"{n}.", "bulleted": "•"}.get(listing.kind, "")
        yield item.label or ((Text(made),) if made else ())


def _speech(speech: Speech, frame: Frame) -> Iterator[Piece]:
    inner = frame.inset(4).flushed()
    colon = (Text(":"),) if plain(speech.speaker)[-1:].isalnum() else ()
    yield RunIn(words(speech.speaker + colon, frame.signs), frame.left, inner.left)
    yield from blocks(speech.content, inner)


def _figure(figure: Figure, frame: Frame) -> Iterator[Piece]:
    images = tuple(image for image in figure.images if image.alt.strip())
    for image in images:
        yield prose((image,), frame, takes=True)
    caption = [piece for piece in blocks(figure.caption, frame) if not isinstance(piece, Prose) or piece.words]
    if not caption and images:
        return
    opening, closing = "[" * frame.signs.depth + "Figure", "]" * frame.signs.depth
    if not caption:
        yield Fixed((" " * frame.left + opening + closing,))
        return
    yield RunIn((Word("", opening + ":"),), frame.left)
    last = caption[-1]
    if isinstance(last, Prose):
        gap, text = last.words[-1]
        caption[-1] = replace(last, words=(*last.words[:-1], Word(gap, text + closing)))
    else:
        caption.append(Fixed((" " * frame.left + closing,), 0))
    yield from caption


def _group(group: Group, frame: Frame) -> Iterator[Piece]:
    align, inset = GROUPS.get(group.kind, ("left", 0))
    inner = frame.inset(inset).flushed() if inset else frame
    pieces = list(blocks(group.content, inner))
    if any(isinstance(piece, RunIn) and piece.left is not None for piece in pieces):
        align = "left"  # labels stand before what they label
    for piece in pieces:
        plain_prose = align != "left" and isinstance(piece, Prose) and piece.align == "left" and not piece.aside
        yield replace(piece, align=align, takes=False) if plain_prose and isinstance(piece, Prose) else piece

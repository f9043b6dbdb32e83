"""Markup: the tree of a text written out as TEI elements. See TEI P5, chapters 3 to 7."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from teipress.encode import divisions
from teipress.encode.letters import signature
from teipress.encode.model import (
    Division,
    Heading,
    Letter,
    Line,
    Listing,
    Node,
    Paragraph,
    Plain,
    Quotation,
    Span,
    Speech,
    TitlePage,
    Tree,
    Verse,
    whole,
)  # fmt: skip
from teipress.encode.printing import Printer

# What a division is called by the first word of its heading, and what by its kind where that is no TEI usage.
BY_NAME = {
    "contents": "contents", "table": "contents", "inhalt": "contents", "inhaltsverzeichnis": "contents",
    "dedication": "dedication", "widmung": "dedication", "dédicace": "dedication", "introduction": "introduction",
    "einleitung": "introduction", "appendix": "appendix", "anhang": "appendix", "index": "index",
    "glossary": "glossary", "bibliography": "bibliography", "notes": "notes",
}  # fmt: skip
BY_KIND = {"front": "preface", "back": "appendix", "number": "section", "capitals": "section", "title": "section"}


def text(tree: Tree, printer: Printer) -> str:
    """The content of `text`: front, body and back."""
    parts = []
    if tree.title_page or tree.front:
        parts.append(f"<front>{_nodes(tree.title_page, printer)}{_divisions(tree.front, printer)}\n</front>")
    inner = _within(tree.body, printer)
    if not tree.body.divisions and not tree.body.content:
        inner += "\n<p/>"
    parts.append(f"<body>{inner}")
    if tree.back:
        parts.append(f"</body>\n<back>{_divisions(tree.back, printer)}")
    parts.append(printer.end())
    parts.append("</back>" if tree.back else "</body>")
    return "\n".join(part for part in parts if part)


def _divisions(made: Iterable[Division], printer: Printer) -> str:
    return "".join(_division(division, printer) for division in made)


def _division(division: Division, printer: Printer) -> str:
    first = _first(division)
    before = printer.block(first) if first else ""
    return f'{before}\n<div type="{_type(division)}">{_within(division, printer)}\n</div>'


def _type(division: Division) -> str:
    if divisions.letter_of(division):
        return "letter"
    words = division.heading[0].lines[0].text.casefold().split() if division.heading else []
    named = BY_NAME.get(words[0].strip(".:"), "") if words and division.kind in ("front", "back", "chapter") else ""
    return named or BY_KIND.get(division.kind, division.kind)


def _first(division: Division) -> Line | None:
    if division.heading:
        return division.heading[0].lines[0]
    return next((line for node in division.content for line in lines(node)), None)


def _within(division: Division, printer: Printer) -> str:
    """The heading, the content and the divisions of a division."""
    head = tuple(line for heading in division.heading for line in heading.lines)
    made = printer.block(head[0]) + printer.element("head", whole(head)) if head else ""
    letter = divisions.letter_of(division)
    if letter:
        return made + _letter(letter, printer)
    content, trailers = divisions.trailing(division.content, bool(division.divisions))
    made += _nodes(content, printer) + _divisions(division.divisions, printer)
    return made + "".join(printer.block(plain.spans[0].line) + _closing(plain, printer) for plain in trailers)


def _closing(plain: Plain, printer: Printer) -> str:
    if plain.kind == "trailer":
        return printer.element("trailer", plain.spans)
    return f"\n<closer>{_parts([(signature(span.text), span) for span in plain.spans], printer)}\n</closer>"


def _nodes(nodes: Iterable[Node], printer: Printer, spoken: bool = False) -> str:
    return "".join(_node(node, printer, spoken) for node in nodes)


def _node(node: Node, printer: Printer, spoken: bool = False) -> str:
    before = printer.block(next(iter(lines(node))))
    match node:
        case Paragraph():
            return before + printer.element("p", node.spans, node.plates, spoken)
        case Heading():
            return before + printer.element("p", whole(node.lines))
        case Verse():
            return before + (_verse_lines(node, printer) if spoken else _verse(node, printer))
        case Plain():
            return before + _plain(node, printer)
        case Speech():
            return before + _speech(node, printer)
        case Listing():
            return f"{before}\n<list>{''.join(_item(pair, printer) for pair in node.items)}\n</list>"
        case Letter():
            return f'{before}\n<floatingText type="letter"><body>{_letter(node, printer)}\n</body></floatingText>'
        case Quotation():
            content = _nodes(node.content, printer)
            source = printer.block(node.source[0].line) + printer.element("bibl", node.source) if node.source else ""
            return f"{before}\n<cit><quote>{content}\n</quote>{source}</cit>"
        case TitlePage():
            return f"{before}\n<titlePage>{_parts(node.lines, printer)}\n</titlePage>"


def _item(pair: tuple[tuple[Span, ...], tuple[Span, ...]], printer: Printer) -> str:
    label, item = pair
    before = printer.block((label or item)[0].line)
    if not label:
        return before + printer.element("item", item)
    return f"{before}{printer.element('label', label)} {printer.element('item', item).lstrip()}"


def _verse(node: Verse, printer: Printer) -> str:
    stanzas = []
    for stanza in node.stanzas:
        before = printer.block(stanza[0].line)
        stanzas.append(f"{before}\n<lg>{_verse_lines(Verse((stanza,)), printer)}\n</lg>")
    return stanzas[0] if len(stanzas) == 1 else f"\n<lg>{''.join(stanzas)}\n</lg>"


def _verse_lines(node: Verse, printer: Printer) -> str:
    spans = (span for stanza in node.stanzas for span in stanza)
    return "".join(printer.block(span.line) + printer.element("l", (span,), spoken=True) for span in spans)


def _speech(node: Speech, printer: Printer) -> str:
    """A speech; what stands on the line of its label follows it on that line."""
    made = printer.element("speaker", node.speaker) if node.speaker else ""
    for part in node.content:
        inner = _node(part, printer, spoken=True)
        first = next(iter(_spans(part)))
        made += f" {inner.lstrip()}" if first.start else inner
    if not node.content:
        made += "\n<p/>"
    return f"\n<sp>{made}\n</sp>"


def _plain(node: Plain, printer: Printer) -> str:
    match node.kind:
        case "plate":
            return f"\n<figure>{printer.element('head', node.spans)}</figure>"
        case "stage":
            return printer.element("stage", node.spans)
        case "ornament":
            return printer.element("ab", node.spans, attributes=' type="ornament"')
        case _:
            return printer.element("p", node.spans)


def _letter(letter: Letter, printer: Printer) -> str:
    made = f"\n<opener>{_parts(letter.opener, printer)}\n</opener>" if letter.opener else ""
    made += _nodes(letter.content, printer)
    before = printer.block(letter.closer[0][1].line) if letter.closer else ""
    return made + (f"{before}\n<closer>{_parts(letter.closer, printer)}\n</closer>" if letter.closer else "")


def _parts(parts: Sequence[tuple[str, Span]], printer: Printer) -> str:
    """Lines with the names of their elements; lines of one name that follow each other share an element."""
    made = ""
    for name, run in groupby(parts, key=lambda part: part[0]):
        spans = tuple(span for _, span in run)
        before = printer.block(spans[0].line)
        inner = printer.element("titlePart" if name == "docTitle" else name, spans)
        made += before + (f"\n<docTitle>{inner.lstrip()}</docTitle>" if name == "docTitle" else inner)
    return made


# --- what a node is made of -------------------------------------------------------------------------------------------


def _spans(node: Node) -> Iterator[Span]:
    """The stretches of lines of a node in order."""
    match node:
        case Paragraph() | Plain():
            yield from node.spans
        case Heading():
            yield from whole(node.lines)
        case Verse():
            yield from (span for stanza in node.stanzas for span in stanza)
        case Speech():
            yield from node.speaker
            for part in node.content:
                yield from _spans(part)
        case Listing():
            yield from (span for label, item in node.items for span in (*label, *item))
        case Letter():
            yield from (span for _, span in node.opener)
            for part in node.content:
                yield from _spans(part)
            yield from (span for _, span in node.closer)
        case Quotation():
            for part in node.content:
                yield from _spans(part)
            yield from node.source
        case TitlePage():
            yield from (span for _, span in node.lines)


def lines(node: Node) -> Iterator[Line]:
    """The lines of a node in order."""
    yield from (span.line for span in _spans(node))

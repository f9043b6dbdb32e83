"""Letters: their dateline and salutation, their closing words and signature, where these are plain."""

from __future__ import annotations

import re
from collections.abc import Sequence

from teipress.encode import signs
from teipress.encode.measure import Measure
from teipress.encode.model import Heading, Letter, Line, Node, Paragraph, Plain, Size, Span, Verse, whole
from teipress.encode.sizes import Item

FARTHEST = 40  # blocks between the opening of a letter and its close
_MONTH = (
    "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|aug|sept|oct|nov|dec|"
    "januar|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|"
    "novembre|décembre|gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|dicembre|enero|febrero|"
    "abril|mayo|junio|julio|septiembre|octubre|noviembre|diciembre"
)
_DATELINE = re.compile(
    rf"(?:[\w .,’'&-]{{2,45}}[,.]\s*)?(?:(?:the|den|le|am|el|il)\s+)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th|er|d|\.)?\s+(?:of\s+|de\s+)?(?:{_MONTH})\b\.?|(?:{_MONTH})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th|d)?|(?:{_MONTH}))"
    rf"(?:,?\s*(?:de\s+)?\d{{4}})?[.,—–-]*",
    re.IGNORECASE,
)
_SALUTE = re.compile(
    r"(?:(?:my|mein|meine|mon|ma|mio|mia|mi)\s+)?(?:(?:very|sehr)\s+)?"
    r"(?:dear|dearest|honou?red|esteemed|lieber?|liebste[rs]?|geehrter?|hochverehrter?|verehrter?|teurer?|cher|chère|"
    r"caro|cara|querido|querida|estimado)\b[\w .’'-]{0,45}[,:;!.—–-]*"
    r"|(?:reverend |rev\. )?(?:sirs?|madam|gentlemen|monsieur|madame|messieurs|mein herr|signore)\b[\w .’'-]{0,30}"
    r"[,:;!.—–-]*",
    re.IGNORECASE,
)
_CLOSE = re.compile(
    r"(?:(?:and\s+)?(?:i (?:am|remain)|believe me|with (?:kind|best|much|great|many|all)\b.{2,40}|ever|always|in haste|"
    r"most|very)\b[^.!?]{0,40})?(?:yours\b[^.!?]{0,40}|your (?:(?:most|very|ever|truly|old|dear|own|loving) )*"
    r"(?:obedient|humble|affectionate|faithful|sincere|loving|devoted|dutiful|grateful|obliged|friend|servant|son|"
    r"daughter|brother|sister|nephew|niece|father|mother|husband|wife|cousin)\b[^.!?]{0,50})[.,]?"
    r"|(?:i am|i remain|believe me)\b[^.!?]{0,50},"
    r"|hochachtungsvoll.{0,30}|mit .{0,40}gr(?:u|ü)(?:ß|ss)(?:en)?[.,]?"
    r"|(?:ihr|dein|euer)e? (?:[^.!?]{0,30}\s)?(?:ergebene|treue|gehorsam|freund|diener|alte|liebende|dankbare)"
    r"[^.!?]{0,40}[.,]?"
    r"|votre (?:(?:très|bien|tout) )*(?:dévoué|affectionné|humble|obéissant|fidèle|ami|serviteur)[^.!?]{0,50}[.,]?"
    r"|(?:agréez|veuillez agréer|recevez)\b.{0,60}|(?:tout|bien) à vous[.,]?"
    r"|(?:su|suo|tuo|vostro) (?:affezionat|devot|afectísim|seguro servidor)[^.!?]{0,40}[.,]?",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"[(\[]?[A-ZÀ-ÖØ-Þ][\w.’'-]*"
    r"(?:[ .-]+(?:(?:de|von|van|der|du|la|le|of|the)\s+)*[A-ZÀ-ÖØ-Þ(][\w.’')-]*){0,4}[.,)\]—-]*"
)


def opens(line: Line, measure: Measure) -> bool:
    """Whether a line is the dateline or the salutation of a letter, and nothing else."""
    if not measure.reflowed and len(line.text) > 0.8 * measure.at(line):
        return False
    dated = any(map(str.isdigit, line.text)) and _DATELINE.fullmatch(line.text)
    saluting = line.text[-1] in ",:;!.—–-" and _SALUTE.fullmatch(line.text)
    return bool(dated or saluting) and signs.capitals(line.text) <= 0.8


def closes(line: Line, measure: Measure) -> bool:
    """Whether a line is the close of a letter, such as `Yours faithfully,`."""
    return (measure.reflowed or len(line.text) < 0.75 * measure.at(line)) and bool(_CLOSE.fullmatch(line.text))


def signature(text: str) -> str:
    """What a line of a signature is: the name, or place and date."""
    return "dateline" if _DATELINE.fullmatch(text) and any(map(str.isdigit, text)) else "signed"


def part(lines: Sequence[Line], measure: Measure) -> str:
    """`opener` or `closer` for a few short lines that may be one; nothing for others."""
    if measure.reflowed and any(len(line.text) > 80 for line in lines):
        return ""
    if len(lines) > 6 or any(len(line.text) > 0.8 * measure.at(line) for line in lines):
        return ""
    texts = [line.text for line in lines]
    if signs.capitals(texts[0]) > 0.8:
        return ""
    if _CLOSE.fullmatch(texts[0]) and all(
        _NAME.fullmatch(text) or _DATELINE.fullmatch(text) or _CLOSE.fullmatch(text) for text in texts[1:]
    ):
        return "closer"
    if any((_DATELINE.fullmatch(t) and (any(map(str.isdigit, t)))) or _SALUTE.fullmatch(t) for t in texts):
        others = [t for t in texts if not _DATELINE.fullmatch(t) and not _SALUTE.fullmatch(t)]
        if not others or not any(_NAME.fullmatch(t) for t in others):
            return "opener" if all(len(t) < 50 and not signs.starts_lower(t) for t in others) else ""
    return ""


def signed(lines: Sequence[Line], measure: Measure) -> bool:
    """Whether lines are a name with a place and date, or a name far to the right."""
    if len(lines) > 4 or any(len(line.text) > 0.8 * measure.at(line) for line in lines):
        return False
    named = [bool(_NAME.fullmatch(line.text)) and not _DATELINE.fullmatch(line.text) for line in lines]
    dated = [signature(line.text) == "dateline" for line in lines]
    if not any(named) or not all(a or b for a, b in zip(named, dated, strict=True)):
        return False
    right = all(line.indent > 20 and line.indent + len(line.text) > 0.85 * measure.at(line) for line in lines)
    return right or any(dated)


def named(lines: Sequence[Line]) -> bool:
    """Whether lines may be the name of a writer."""
    return len(lines) < 3 and all(_NAME.fullmatch(line.text) for line in lines)


def letters(items: Sequence[Item]) -> list[Item]:
    """The items, with each letter that has a plain close taken together; openings without a close are paragraphs."""
    made: list[Item] = []
    for item in items:
        made.append(item)
        if isinstance(item.node, Plain) and item.node.kind == "closer":
            made = _closed(made)
    gathered = _with_signatures(made)
    return [
        Item(_plain_again(item.node, following), item.size)
        for item, following in zip(gathered, [*gathered[1:], None], strict=False)
    ]


def _with_signatures(items: Sequence[Item]) -> list[Item]:
    """A name under the close of a letter, which looked like a heading or a paragraph, belongs to the letter."""
    made: list[Item] = []
    for item in items:
        last = made[-1].node if made else None
        lines = _short_lines(item.node)
        if isinstance(last, Letter) and lines and _unsigned(last) and all(_NAME.fullmatch(line.text) for line in lines):
            signed = tuple(("signed", span) for span in whole(lines))
            made[-1] = Item(Letter(last.opener, last.content, (*last.closer, *signed)), made[-1].size)
            continue
        made.append(item)
    return made


def _unsigned(letter: Letter) -> bool:
    return all(kind != "signed" for kind, _ in letter.closer)


def _short_lines(node: Node) -> tuple[Line, ...]:
    match node:
        case Heading(kind="capitals" | "title", lines=lines) if len(lines) < 3:
            return lines
        case Paragraph(spans=spans) if len(spans) < 3:
            return tuple(span.line for span in spans)
        case _:
            return ()


def _closed(items: list[Item]) -> list[Item]:
    """The items with the letter that the last of them closes."""
    close = items[-1].node
    assert isinstance(close, Plain)
    begin = _beginning(items)
    if begin is None or begin >= len(items) - 1:
        return items
    opener: list[tuple[str, Span]] = []
    at = begin
    while at < len(items) - 1:
        node = items[at].node
        if not (isinstance(node, Plain) and node.kind == "opener"):
            break
        opener += [(_part_of(span.text), span) for span in node.spans]
        at += 1
    content = tuple(_plain_again(item.node, items[-1]) for item in items[at:-1])
    if not content:
        return items
    closer = tuple(
        ("salute" if i == 0 or _CLOSE.fullmatch(s.text) else signature(s.text), s) for i, s in enumerate(close.spans)
    )
    sizes = {item.size for item in items[at:-1]}
    size = Size.APART if Size.APART in sizes and Size.BODY not in sizes else Size.BODY
    return [*items[:begin], Item(Letter(tuple(opener), content, closer), size)]


def _part_of(text: str) -> str:
    if _DATELINE.fullmatch(text):
        return "dateline"
    return "salute" if _SALUTE.fullmatch(text) else "dateline"


def _beginning(items: Sequence[Item]) -> int | None:
    """Where the letter begins that the last item closes."""
    last = len(items) - 1
    for at in range(last - 1, max(-1, last - FARTHEST), -1):
        node = items[at].node
        if isinstance(node, Heading | Letter):
            break
        if isinstance(node, Plain) and node.kind == "opener":
            while at and _opens(items[at - 1]):
                at -= 1
            return at
        if isinstance(node, Paragraph) and _salutes(node):
            return at
    # No opening: what is set apart like the paragraph before, or that paragraph alone.
    if last < 1 or not isinstance(items[last - 1].node, Paragraph | Verse):
        return None
    at = last - 1
    while at and items[at - 1].size is Size.APART is items[at].size and isinstance(items[at - 1].node, Paragraph):
        at -= 1
    return at


def _opens(item: Item) -> bool:
    return isinstance(item.node, Plain) and item.node.kind == "opener"


def _salutes(node: Paragraph) -> bool:
    """Whether a paragraph begins with a salutation in line (`My dear Thomas: This is …`, `Sir,—I beg`)."""
    match = re.match(r"(?P<salute>[^.:!—]{3,45}?(?:[,:!]\s?[—–]?|[—–]))(?=\s*[A-Z“])", node.spans[0].text)
    return bool(match and _SALUTE.fullmatch(match["salute"].strip()))


def _plain_again(node: Node, following: Item | None = None) -> Node:
    """An opening or close that belongs to no letter, as the paragraph it may be after all; a date at the end closes."""
    if isinstance(node, Plain) and node.kind in ("opener", "closer"):
        ends = following is None or isinstance(following.node, Heading)
        dated = all(signature(span.text) == "dateline" for span in node.spans)
        return Plain("signature", node.spans) if ends and dated else Paragraph(node.spans)
    return node

"""Speeches: what stands after a speaker's label, as TEI has it (sp, speaker, p or l, stage). See TEI P5, chapter 7."""

from __future__ import annotations

import re
from collections.abc import Sequence

from teipress.encode import signs, verse
from teipress.encode.labels import Labels
from teipress.encode.measure import Measure
from teipress.encode.model import Heading, Line, Node, Paragraph, Plain, Size, Span, Spans, Speech, Verse
from teipress.encode.sizes import Item

_STAGE = re.compile(
    r"(?:re-)?enter\b.*|exit\b.*|exeunt\b.*|manet\b.*|flourish.*|alarum.*|curtain\b.*|(?:der )?vorhang.*|rideau.*|"
    r"(?:ab|geht ab)\.|(?:er|sie) (?:ab|geht ab)\b.*|il sort\b.*|elle sort\b.*|entre\b.*|tritt\b.*",
    re.IGNORECASE,
)
_WAY = re.compile(r"\s*[\[(][^\])]*[\])]\s*[.:]?\s*$")


def speeches(items: Sequence[Item], measure: Measure, labels: Labels) -> list[Item]:
    """The items, with labelled paragraphs as speeches, and what belongs to them."""
    marked = [_labelled(item.node, labels) for item in items]
    if sum(marked) < 2:
        return list(items)
    in_verse = _in_verse(items, marked, labels)
    made: list[Item] = []
    for index, item in enumerate(items):
        node = item.node
        if marked[index] and isinstance(node, Paragraph):
            made.append(Item(_speech(node, labels, measure, in_verse), Size.BODY if in_verse else item.size))
            continue
        inside = any(marked[max(0, index - 4) : index]) and any(marked[index + 1 : index + 4])
        last = made[-1].node if made else None
        if (
            isinstance(node, Paragraph)
            and isinstance(last, Heading)
            and last.kind in ("act", "scene")
            and marked[index + 1 : index + 2] == [True]
        ):
            made.append(Item(Plain("stage", node.spans), Size.BODY))
        elif _is_stage(node) and (inside or any(marked[max(0, index - 2) : index + 3])):
            made.append(Item(Plain("stage", _spans(node)), _near(made, item)))
        elif (
            isinstance(last, Speech)
            and isinstance(node, Paragraph | Verse)
            and _goes_on(last, node, items, index, marked)
        ):
            content = (*last.content, *_content(_spans(node), measure, in_verse or isinstance(node, Verse)))
            made[-1] = Item(Speech(last.speaker, content), made[-1].size)
        elif inside and isinstance(node, Paragraph) and _quoted(node):
            made.append(Item(Speech((), (node,)), _near(made, item)))
        elif inside and isinstance(node, Paragraph) and item.size is Size.APART and len(node.spans) == 1:
            # What the narrator says between two speeches.
            made.append(Item(node, Size.BODY))
        else:
            made.append(item)
    return made


def directs(line: Line) -> bool:
    """Whether a line is a stage direction by itself: an entrance, an exit, or one that a bracket opens."""
    text = line.text
    return bool(_STAGE.fullmatch(text) and text[0].isupper()) or (text[0] in "[(" and line.indent > 8)


def _labelled(node: Node, labels: Labels) -> bool:
    return isinstance(node, Paragraph) and node.spans[0].line.place in labels and node.spans[0].start == 0


def _spans(node: Node) -> Spans:
    match node:
        case Paragraph() | Plain():
            return node.spans
        case Verse():
            return tuple(span for stanza in node.stanzas for span in stanza)
        case _:
            return ()


def _near(made: Sequence[Item], item: Item) -> Size:
    """The size of the speech before, which shorter pieces between speeches share."""
    return made[-1].size if made else item.size


def _is_stage(node: Node) -> bool:
    """Whether a paragraph is a stage direction: all of it in brackets, or in the words of one."""
    spans = _spans(node)
    if not spans or not isinstance(node, Paragraph | Verse):
        return False
    text = " ".join(span.text for span in spans)
    if text[0] in "[(":
        close = {"[": "]", "(": ")"}[text[0]]
        at = text.find(close)
        return at < 0 or at >= len(text) - 3
    return len(spans) < 5 and bool(_STAGE.fullmatch(text))


def _quoted(node: Paragraph) -> bool:
    """Whether a paragraph begins with a quotation mark: another voice speaks, without a label."""
    return node.spans[0].text[:1] in '“"„«‘'


def _goes_on(last: Speech, node: Node, items: Sequence[Item], index: int, marked: Sequence[bool]) -> bool:
    """Whether an unlabelled paragraph belongs to the speech before it."""
    if not last.speaker:
        return False
    if not last.content:
        return True
    if isinstance(node, Verse):
        return any(isinstance(part, Verse) for part in last.content)
    # In a play, where nearly all is spoken, a second paragraph is the same speaker's.
    near = marked[max(0, index - 12) : index + 13]
    return sum(near) >= 0.6 * len(near) and not _quoted_or_told(node, items, index)


def _quoted_or_told(node: Node, items: Sequence[Item], index: int) -> bool:
    return (
        not isinstance(node, Paragraph) or _quoted(node) or (len(node.spans) == 1 and items[index].size is Size.APART)
    )


def _speech(node: Paragraph, labels: Labels, measure: Measure, in_verse: bool) -> Speech:
    first = node.spans[0]
    text = first.line.text
    stop = labels[first.line.place].end
    end = _letter(text, stop)
    speaker: list[Span] = [Span(first.line, 0, len(text[:stop].rstrip()))]
    way = _WAY.search(text[:stop])
    content: list[Node] = []
    if way and way.start():
        speaker = [Span(first.line, 0, way.start())]
        content.append(Plain("stage", (Span(first.line, _letter(text, way.start()), len(text[:stop].rstrip())),)))
    rest = ((Span(first.line, end, first.end),) if end < first.end else ()) + node.spans[1:]
    content.extend(_content(rest, measure, in_verse, node))
    return Speech(tuple(speaker), tuple(content))


def _letter(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _content(spans: Spans, measure: Measure, in_verse: bool, node: Paragraph | None = None) -> tuple[Node, ...]:
    if not spans:
        return ()
    if _verses(spans, measure, in_verse):
        return (Verse((spans,)),)
    return (Paragraph(spans, plates=node.plates if node else ()),)


def _verses(spans: Spans, measure: Measure, in_verse: bool) -> bool:
    if not all(signs.first_letter(span.text).isupper() for span in spans):
        return False
    lines = [span.line for span in spans]
    return in_verse or (len(lines) > 2 and verse.verse(lines[1:] if spans[0].start else lines, measure, True))


def _in_verse(items: Sequence[Item], marked: Sequence[bool], labels: Labels) -> bool:
    """Whether the speeches of this text are in verse: nearly all lines but the first begin with a capital."""
    told = [
        signs.first_letter(span.text).isupper() and not signs.hyphenated(before.text)
        for item, is_speech in zip(items, marked, strict=True)
        if is_speech and isinstance(item.node, Paragraph)
        for before, span in zip(item.node.spans, item.node.spans[1:], strict=False)
        if not (before.line.place in labels and labels[before.line.place].alone)
    ]
    return len(told) > 3 and sum(told) >= 0.7 * len(told)

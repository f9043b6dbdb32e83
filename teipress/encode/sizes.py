"""Sizes: what is set as the body and what apart, where a paragraph alone does not tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from teipress.encode import signs
from teipress.encode.labels import Labels
from teipress.encode.measure import Measure
from teipress.encode.model import Findings, Heading, Line, Node, Paragraph, Size, Spans, Verse


@dataclass(frozen=True, slots=True)
class Item:
    """A node and how it is set."""

    node: Node
    size: Size


def lines_of(spans: Spans) -> list[Line]:
    """The lines of stretches."""
    return [span.line for span in spans]


def sized(nodes: Sequence[Node], measure: Measure, labels: Labels, findings: Findings) -> list[Item]:
    """The nodes with their sizes; doubtful ones are told."""
    items = [Item(node, node.size if isinstance(node, Paragraph | Verse) else Size.UNSURE) for node in nodes]
    items = _narrow(items, measure, findings)
    items = _pooled(items, measure, labels)
    made = _resolved(items, measure)
    for index, item in enumerate(made):
        if isinstance(item.node, Paragraph) and item.node.spans[0].line.place not in labels:
            _tell(made, index, measure, findings)
    return made


def _tell(items: Sequence[Item], index: int, measure: Measure, findings: Findings) -> None:
    """Tell a paragraph that may be a quotation or not, unless what stands about it decides."""
    node = items[index].node
    assert isinstance(node, Paragraph)
    size, doubt = measure.size(lines_of(node.spans))
    if not doubt or size is not items[index].size:
        return
    beside = [items[i] for i in (index - 1, index + 1) if 0 <= i < len(items) and isinstance(items[i].node, Paragraph)]
    if size is Size.APART and not any(other.size is Size.APART for other in beside):
        _doubt(node, "the lines of this paragraph are hardly longer than the body’s", size, findings)
    before = items[index - 1].node if index else None
    if size is Size.BODY and isinstance(before, Paragraph) and before.spans[-1].text.endswith(":"):
        _doubt(node, "the lines of this paragraph are almost as long as those of quotations", size, findings)


def _doubt(node: Paragraph, said: str, size: Size, findings: Findings) -> None:
    taken = "it is taken for a displayed quotation" if size is Size.APART else "it is not taken for a quotation"
    findings.say(node.spans[0].line.number, "ENC-025", f"{said}; {taken}", "compare the page image")


def _narrow(items: list[Item], measure: Measure, findings: Findings) -> list[Item]:
    """Paragraphs set to a narrower measure between others of the full one stand apart, too."""
    made = list(items)
    for index, item in enumerate(items):
        if not isinstance(item.node, Paragraph) or item.size is not Size.BODY:
            continue
        if not measure.narrow(lines_of(item.node.spans)):
            continue
        beside = [items[i] for i in (index - 1, index + 1) if 0 <= i < len(items)]
        full = [b for b in beside if isinstance(b.node, Paragraph) and not measure.narrow(lines_of(b.node.spans))]
        if full:
            made[index] = Item(item.node, Size.APART)
            _doubt(item.node, "the lines of this paragraph are shorter than the body’s", Size.APART, findings)
    return made


def _pooled(items: Sequence[Item], measure: Measure, labels: Labels) -> list[Item]:
    """Short speeches that follow each other are set alike: their lines are measured together."""
    made = list(items)
    run: list[int] = []
    for index in range(len(items) + 1):
        node = items[index].node if index < len(items) else None
        if isinstance(node, Paragraph) and node.spans[0].line.place in labels:
            run.append(index)
            continue
        following = items[index + 1].node if index + 1 < len(items) else None
        if (
            run
            and isinstance(following, Paragraph)
            and following.spans[0].line.place in labels
            and isinstance(node, Paragraph)
        ):
            continue
        if len(run) > 1:
            sizes = [made[i].size for i in run]
            apart, body = sizes.count(Size.APART), sizes.count(Size.BODY)
            longest = max(len(span.line.text) for i in run for span in _spans(made[i].node))
            size = (
                Size.APART
                if apart >= body and longest > measure.beyond(_spans(made[run[0]].node)[0].line)
                else Size.BODY
            )
            for i in run:
                made[i] = Item(made[i].node, size)
        run = []
    return made


def _spans(node: Node) -> Spans:
    return node.spans if isinstance(node, Paragraph) else ()


def source(node: Node) -> bool:
    """Whether a paragraph says no more than where a quotation is from: one in brackets, or after a dash."""
    if not isinstance(node, Paragraph) or len(node.spans) > 2:
        return False
    text = " ".join(span.text for span in node.spans)
    bracketed = text[0] in "([" and text.rstrip(".*")[-1:] in ")]"
    return bracketed or (text[0] in "—–" and len(text) < 90)


def _resolved(items: list[Item], measure: Measure) -> list[Item]:
    """The items with every unsure paragraph set as its neighbours are."""
    made = list(items)
    index = 0
    while index < len(made):
        if made[index].size is not Size.UNSURE or not isinstance(made[index].node, Paragraph):
            index += 1
            continue
        end = index
        while end < len(made) and made[end].size is Size.UNSURE and isinstance(made[end].node, Paragraph):
            end += 1
        before = made[index - 1] if index else None
        after = made[end] if end < len(made) else None
        for at in range(index, end):
            made[at] = replace(made[at], size=_lean(made, at, before, after, measure))
        index = end
    return [Item(_with_size(item), item.size) for item in made]


def _with_size(item: Item) -> Node:
    return replace(item.node, size=item.size) if isinstance(item.node, Paragraph) else item.node


def _lean(made: Sequence[Item], at: int, before: Item | None, after: Item | None, measure: Measure) -> Size:
    node = made[at].node
    assert isinstance(node, Paragraph)
    text = node.spans[-1].text
    if signs.bare_end(text)[-1:] == ":" and len(node.spans) == 1 and at + 1 < len(made):
        return Size.BODY
    last = made[at - 1].size if at else Size.UNSURE
    if source(node) and last is Size.APART:
        return Size.APART
    sizes = {item.size for item in (before, after) if item is not None and not isinstance(item.node, Heading)}
    if sizes == {Size.APART} and before is not None and after is not None:
        return Size.APART
    longest = max(len(span.line.text) for span in node.spans)
    return Size.APART if Size.APART in sizes and longest > measure.beyond(node.spans[0].line) else Size.BODY

"""Divisions: headings and what follows them as the divisions of a book; what stands before and after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from teipress.encode import letters
from teipress.encode.model import Division, Heading, Letter, Node, Plain, Tree, whole

# From the outermost in. Headings by capitals alone rank below all that name what they head.
RANKS = {kind: rank for rank, kind in enumerate(("volume", "part", "book", "act", "chapter", "scene", "section"), 1)}
RANKS |= {"number": 8, "capitals": 9, "title": 10}
WHOLE = 0.0
MOST_TITLES = 3


@dataclass(slots=True)
class _Open:
    """A division as it grows."""

    heading: tuple[Heading, ...]
    kind: str
    rank: float
    content: list[Node] = field(default_factory=list)
    divisions: list[_Open] = field(default_factory=list)

    def closed(self) -> Division:
        divisions = tuple(division.closed() for division in self.divisions)
        return Division(self.heading, self.kind, tuple(self.content), divisions)


def tree(nodes: Sequence[Node]) -> Tree:
    """The divisions of a text; front and back told by their headings, the rest is the body."""
    nodes = _signatures(nodes)
    root = _Open((), "body", -1.0)
    path = [root]
    kinds = {node.kind for node in nodes if isinstance(node, Heading)}
    top = min((RANKS[kind] for kind in kinds if kind in RANKS), default=RANKS["capitals"])
    index = 0
    while index < len(nodes):
        node = nodes[index]
        if not isinstance(node, Heading):
            path[-1].content.append(node)
            index += 1
            continue
        group = _group(nodes, index)
        index += len(group)
        following = nodes[index] if index < len(nodes) else None
        opened = _Open(group, group[0].kind, _rank(group, following, kinds, float(top)))
        while path[-1].rank >= opened.rank:
            path.pop()
        path[-1].divisions.append(opened)
        path.append(opened)
    return _parted(root)


def _signatures(nodes: Sequence[Node]) -> list[Node]:
    """The nodes; a name that closes a text, and is no heading since another follows at once, signs it."""
    made: list[Node] = []
    for index, node in enumerate(nodes):
        following = nodes[index + 1] if index + 1 < len(nodes) else None
        if isinstance(node, Heading) and made and not isinstance(made[-1], Heading) and letters.named(node.lines):
            ends = following is None or (isinstance(following, Heading) and _begins(following) and not _begins(node))
            if ends and not node.lines[0].first:
                made.append(Plain("signature", whole(node.lines)))
                continue
        made.append(node)
    return made


def _begins(heading: Heading) -> bool:
    """Whether a heading stands at the top of its page, or names what it heads."""
    return heading.lines[0].first or (heading.kind in RANKS and RANKS[heading.kind] < RANKS["number"])


def _group(nodes: Sequence[Node], index: int) -> tuple[Heading, ...]:
    """The headings from an index on that head the same division: a number and its title, a title in two parts."""
    first = nodes[index]
    assert isinstance(first, Heading)
    group = [first]
    for node in nodes[index + 1 : index + 1 + MOST_TITLES]:
        if not isinstance(node, Heading) or node.kind not in ("capitals", "title"):
            break
        same_page = node.lines[0].page == group[-1].lines[-1].page
        titled = first.label and (len(group) == 1 or node.kind == group[-1].kind == "capitals")
        lower = {"capitals": 1, "title": 2, "front": 0, "back": 0, "chapter": 0}
        subtitle = first.kind in lower and group[-1].kind in lower and lower[node.kind] >= lower[group[-1].kind]
        if not same_page or not (titled or (subtitle and group[-1].kind != "title")):
            break
        group.append(node)
    return tuple(group)


def _rank(group: Sequence[Heading], following: Node | None, kinds: set[str], top: float) -> float:
    """How high a division ranks: by what its heading names; one that only heads other headings stands above them."""
    kind = group[0].kind
    if kind in ("front", "back"):
        return top
    rank = float(RANKS.get(kind, RANKS["capitals"]))
    if kind in ("capitals", "title") and isinstance(following, Heading):
        other = float(RANKS.get(following.kind, RANKS["capitals"]))
        if other < rank or (kind == "title" and other <= rank):
            return WHOLE
    return rank


def _parted(root: _Open) -> Tree:
    """Front, body and back."""
    divisions = root.divisions
    first = next((i for i, division in enumerate(divisions) if division.kind != "front"), len(divisions))
    last = len(divisions)
    while last > first + 1 and divisions[last - 1].kind == "back":
        last -= 1
    if first == len(divisions):
        first = 0
    front = [division.closed() for division in divisions[:first]]
    back = [division.closed() for division in divisions[last:]]
    body = Division((), "body", tuple(root.content), tuple(d.closed() for d in divisions[first:last]))
    if front and body.content:
        # What stands before the first heading stands before the preface too.
        front.insert(0, Division((), "front", body.content))
        body = replace(body, content=())
    return Tree(tuple(front), _lifted(body), tuple(back))


def _lifted(body: Division) -> Division:
    """The body, with the heading of the whole text as its own, if one division holds all the others."""
    if body.content or len(body.divisions) != 1:
        return body
    (only,) = body.divisions
    if only.content or not only.divisions or only.kind not in ("capitals", "title"):
        return body
    return Division(only.heading, "body", (), only.divisions)


def letter_of(division: Division) -> Letter | None:
    """The letter that a division is, if it holds nothing else."""
    if len(division.content) == 1 and not division.divisions and isinstance(division.content[0], Letter):
        return division.content[0]
    return None


def trailing(content: Sequence[Node], divided: bool) -> tuple[tuple[Node, ...], tuple[Plain, ...]]:
    """The content of a division, and what closes it (a signature, THE END), unless divisions follow."""
    end = len(content)
    while end > 1 and not divided:
        node = content[end - 1]
        if not (isinstance(node, Plain) and node.kind in ("trailer", "signature")):
            break
        end -= 1
    closing: list[Plain] = []
    for node in content[end:]:
        if isinstance(node, Plain) and closing and closing[-1].kind == node.kind == "signature":
            closing[-1] = Plain("signature", (*closing[-1].spans, *node.spans))
        elif isinstance(node, Plain):
            closing.append(node)
    return tuple(content[:end]), tuple(closing)

"""Records: what has parts rather than words of its own: a citation, a manuscript, a person, a dictionary entry.

Where the parts stand in words of the edition, these say all. Where nothing but white space is between them, a reader
gets what books put there: a comma, a stop before a title, a colon between place and publisher. See TEI P5, chapters
3.12 (CO), 9 (DI), 10 (MS) and 13 (ND).
"""

from __future__ import annotations

from teipress.book import Anchor, Item, Listing, PageBreak, Span, Text
from teipress.compose import inline
from teipress.compose.composer import Composer
from teipress.compose.flow import Flow, Glue, as_blocks, is_block, text_of, wrap
from teipress.xml import Element, local

COMMA, SPACE, STOP, COLON, TIMES = ", ", " ", ". ", ": ", " × "
# What stands between the parts of a record, by its name; a comma where nothing is said.
WITHIN = dict.fromkeys(
    "cit entry entryFree superEntry hom sense re form gramGrp etym xr dictScrap nym respStmt unitDef titlePart head "
    "schemaSpec elementSpec classSpec macroSpec dataSpec moduleSpec attDef valItem paramSpec constraintSpec specGrp "
    "model".split(),
    SPACE,
) | dict.fromkeys("dimensions measureGrp".split(), TIMES)
# Before a part, by its name, and between two, by both of theirs.
BEFORE = {"title": STOP, "desc": STOP, "note": STOP, "relatedItem": STOP, "series": STOP, "monogr": STOP}
BETWEEN = {
    ("author", "author"): "; ", ("editor", "editor"): "; ", ("pubPlace", "publisher"): COLON,
    ("postCode", "name"): SPACE, ("postCode", "settlement"): SPACE, ("label", "desc"): COLON, ("idno", "title"): COMMA,
}  # fmt: skip
ENDS = ".,;:!?…—–。，、；：！？"
OPENS = "([{“‘«„"
# What an element without words says by its attributes, where it is a part of a record; later names are ends of a range.
TOLD = {
    **dict.fromkeys("date origDate".split(), (("when", "notBefore", "from"), ("notAfter", "to"))),
    "biblScope": (("from",), ("to",)), "citedRange": (("from",), ("to",)), "locus": (("from",), ("to",)),
    **dict.fromkeys("height width depth dim measure num".split(), (("quantity", "extent", "value"), ())),
}  # fmt: skip


def data(element: Element, composer: Composer) -> Flow:
    """A record: its parts, with what books put between them."""
    if _has_words(element):
        return composer.inside(element)
    between = WITHIN.get(local(element), COMMA)
    flow: Flow = []
    before = ""
    for child in element:
        made = _part(child, composer)
        if flow and made and before:
            flow.extend(_between(before, local(child), between, flow, made))
        flow.extend(made)
        before = local(child) if text_of(made).strip() else before
    unit = element.get("unit") or _unit(element)
    return [*flow, Text(f" {unit}")] if unit and between == TIMES and before else flow


def _has_words(element: Element) -> bool:
    """Whether there is more than white space beside the parts; what has no parts is words alone."""
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)


def _part(child: Element, composer: Composer) -> Flow:
    """A part of a record; where it has no words, what it says by its attributes."""
    made = composer.read(child)
    if local(child) not in TOLD or text_of(made).strip() or len(child):
        return made
    first, last = (next(filter(None, map(child.get, names)), "") for names in TOLD[local(child)])
    told = f"{first}–{last}" if first and last and first != last else first or last
    return [*made, Text(told)]


def _unit(element: Element) -> str:
    """The unit that all measures of a record have in common."""
    units = {child.get("unit") or "" for child in element if local(child) in TOLD}
    return units.pop() if len(units) == 1 else ""


def _between(before: str, after: str, usual: str, flow: Flow, made: Flow) -> Flow:
    """What stands between two parts: nothing beside blocks, and no second sign beside one."""
    visible = [node for node in flow if not isinstance(node, Anchor | PageBreak)]
    if (visible and is_block(visible[-1])) or is_block(made[0]):
        return []
    words, last = text_of(made).strip(), text_of(flow).strip()[-1:]
    if not words or not last or all(sign in ENDS for sign in words):
        return []
    sign = BETWEEN.get((before, after)) or (BEFORE.get(after, usual) if usual == COMMA else usual)
    if sign.startswith(" "):
        return [Text(sign)]
    if words[0] in ENDS:
        return []
    # White space at the end of a part is the mark-up's.
    return [Text(SPACE)] if last in ENDS or words[0] in OPENS else [Glue(), Text(sign)]


def record(element: Element, composer: Composer) -> Flow:
    """A record that stands as a paragraph of its own."""
    return [*inline.anchor_of(element, composer), *as_blocks(data(element, composer))]


def citation(element: Element, composer: Composer) -> Flow:
    """A bibliographic citation in the line: words, or parts alone."""
    return data(element, composer) if len(element) > 1 else composer.inside(element)


# --- dictionaries -----------------------------------------------------------------------------------------------------


def sense(element: Element, composer: Composer) -> Flow:
    """A sense or a homonym, after the number it has."""
    flow, number = data(element, composer), " ".join((element.get("n") or "").split())
    words = text_of(flow).strip()
    if not number or not words or words.startswith(number) or is_block(flow[0]):
        return flow
    return [Span("label", (Text(f"{number}." if number[-1].isalnum() else number),)), Text(" "), *flow]


def headword(element: Element, composer: Composer) -> Flow:
    """How a word is written: in bold, as dictionaries have it."""
    style = inline.styles(element, composer) or ("bold",)
    return wrap(composer.inside(element), lambda content: Span("plain", content, style))


def grammar(element: Element, composer: Composer) -> Flow:
    """What is said of a word's grammar: in italics."""
    return wrap(data(element, composer), lambda content: Span("plain", content, ("italic",)))


def same_word(element: Element, composer: Composer) -> Flow:
    """The headword once more: in full, or as a swung dash."""
    return composer.inside(element) or [Text("~")]


# --- graphs and trees -------------------------------------------------------------------------------------------------


def tree(element: Element, composer: Composer) -> Flow:
    """A graph or a tree, or a node of one: its label, and what is below it as a list."""
    label: Flow = []
    items: list[Item] = []
    for child in element:
        flow = composer.read(child)
        if local(child) == "label":
            label.extend([Text(SPACE), *flow])
        elif content := as_blocks(flow):
            items.append(Item((), content))
    below: Flow = [Listing("plain", (), tuple(items))] if items else []
    return [*inline.anchor_of(element, composer), *as_blocks(label), *below]

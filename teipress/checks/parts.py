"""Parts: elements that hold nothing, hold themselves, or stand outside what they belong to."""

from __future__ import annotations

from collections.abc import Iterator

from teipress.checks.rule import Found, Rule, shown
from teipress.checks.survey import Survey, words
from teipress.diagnostics import Severity
from teipress.pointers import pointers
from teipress.xml import XML_ID, Element, local, tei

# Elements that are there for their words.
SHOULD_HOLD = """
    p head item note l ab quote q said emph hi foreign title term persName placeName orgName name rs author editor
    publisher pubPlace speaker stage expan abbr supplied ex docTitle titlePart label ref bibl resp licence
    salute signed dateline trailer byline mentioned soCalled gloss
""".split()
COPIED = ("copyOf", "sameAs", "corresp")
ELSEWHERE = ("copyOf", "sameAs", "corresp", "next", "prev", "synch", "select", "facs", "ref", "key", "target", "cRef")
POINTING = frozenset("ref note bibl title persName placeName orgName name rs author editor licence publisher".split())
BREAKS = frozenset(map(tei, ("lb", "pb", "cb", "gb", "milestone", "anchor")))
NESTED = frozenset(
    "hi emph foreign title persName placeName orgName name rs term q quote said p ab head date seg supplied".split()
)
# Parts, and what they may stand in.
WHOLES = {
    "item": ("list",), "row": ("table",), "cell": ("row",), "speaker": ("sp",), "figDesc": ("figure",),
    "lem": ("app", "rdgGrp"), "rdg": ("app", "rdgGrp", "rdg"), "castItem": ("castList", "castGroup"),
    "rt": ("ruby",), "rb": ("ruby",), "witness": ("listWit",), "head": (),
}  # fmt: skip


def empty_elements(survey: Survey) -> Iterator[Found]:
    """An element that should hold words and holds none.

    An empty heading makes an empty line in the table of contents; an empty paragraph or name is something left undone,
    or something that was lost. Elements whose content is elsewhere (@copyOf, @ref and so on) are right, and so are
    those that are there to be pointed at.

    Example: `<head/>`; `<persName> </persName>`.
    Remedy: write what belongs there, or take the element out; for text that cannot be read there is `gap`.
    """
    pointed: frozenset[str | None] | None = None
    for name in SHOULD_HOLD:
        for element in survey.all(name):
            if (element.text and not element.text.isspace()) or _holds(element):
                continue
            if any(map(element.get, ELSEWHERE if name in POINTING else COPIED)):
                continue
            if element.get(XML_ID):
                pointed = frozenset(pointer.id for pointer in pointers(survey.edition)) if pointed is None else pointed
                if element.get(XML_ID) in pointed:
                    continue
            if (around := element.getparent()) is not None and local(around).endswith("Spec"):
                continue  # in the declarations of a schema, an empty gloss says that there is none
            breaks = any(isinstance(child.tag, str) for child in element)
            inside = "nothing but breaks" if breaks else "nothing but a comment" if len(element) else "nothing"
            message = f"<{name}> holds {inside}"
            yield Found(element, message, "write what belongs there, or take it out", f"<{name}>", f"<{name}")


def _holds(element: Element) -> bool:
    """Whether an element holds more than breaks."""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in BREAKS:
            return True
        if child.tail and not child.tail.isspace():
            return True
    return False


def doubled_elements(survey: Survey) -> Iterator[Found]:
    """An element that holds nothing but another of the same kind, with the same attributes.

    It says the same thing twice, and counts twice in every list. It is left over from a conversion.

    Example: `<hi rend="italic"><hi rend="italic">Iskra</hi></hi>`.
    Remedy: take one of the two out.
    """
    for name in sorted(NESTED):
        for element in survey.all(name):
            parent = element.getparent()
            if parent is None or parent.tag != element.tag:
                continue
            if element.getnext() is not None or element.getprevious() is not None:
                continue
            if (
                (parent.text or "").strip()
                or (element.tail or "").strip()
                or dict(parent.attrib) != dict(element.attrib)
            ):
                continue
            message = f"<{name}> in <{name}>, with nothing else and the same attributes"
            yield Found(element, message, "take one of the two out", f"“{shown(words(element), 20)}”", f"<{name}")


def strayed_parts(survey: Survey) -> Iterator[Found]:
    """A part that stands outside the whole it belongs to.

    An item without its list, a cell without its row: no format knows how to show it.

    Example: `<p><item>One</item></p>`.
    Remedy: put the list, table or speech around it.
    """
    for name, wholes in WHOLES.items():
        for element in survey.all(name):
            parent = element.getparent()
            if wholes and parent is not None and local(parent) not in wholes and survey.edition.tree is not element:
                message = f"<{name}> stands in <{local(parent)}>, not in <{wholes[0]}>"
                yield Found(element, message, f"put <{wholes[0]}> around it", f"<{name}>", f"<{name}")


def uneven_rows(survey: Survey) -> Iterator[Found]:
    """A row that is shorter or longer than the other rows of its table.

    Its cells stand under the wrong headings. Cells that span columns or rows (@cols, @rows) are counted as what they
    span.

    Example: three cells in a row of a table with four columns.
    Remedy: add the empty cell, or say with @cols how many columns a cell spans.
    """
    for table in survey.all("table"):
        rows = [row for row in table if local(row) == "row"]
        widths = _widths(rows)
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=0)
        if len(rows) < 3 or widths.count(usual) < 0.6 * len(rows):
            continue
        for row, width in zip(rows, widths, strict=True):
            if width != usual:
                message = f"a row of {_columns(width)} in a table of {_columns(usual)}"
                yield Found(
                    row, message, "add the cell that is missing, or @cols", f"{_columns(width)} of {usual}", "<row"
                )


def _columns(number: int) -> str:
    return f"{number} column{'' if number == 1 else 's'}"


def _widths(rows: list[Element]) -> list[int]:
    """How many columns each row fills, with the cells that reach into it from above."""
    later: dict[int, int] = {}
    widths = []
    for number, row in enumerate(rows):
        width = later.get(number, 0)
        for cell in row:
            if local(cell) in ("cell", "table"):
                columns, down = (_number(cell.get(name)) for name in ("cols", "rows"))
                width += columns
                for below in range(number + 1, min(number + down, len(rows))):
                    later[below] = later.get(below, 0) + columns
        widths.append(width)
    return widths


def _number(value: str | None) -> int:
    return int(value) if value and value.isdecimal() and 0 < int(value) < 1000 else 1


def speeches_without_speaker(survey: Survey) -> Iterator[Found]:
    """A speech of nobody.

    It has neither a `speaker` nor @who, though most speeches of this text have. Where the words are marked with `said`
    or `q`, as those of somebody whom the source does not name, nothing is told.

    Example: `<sp><p>Long live the Soviets!</p></sp>`.
    Remedy: give the speaker, or point with @who to the person or role.
    """
    # Of a group, a song say, the speeches may be anybody's.
    speeches = [e for e in survey.all("sp") if (around := e.getparent()) is None or local(around) != "spGrp"]
    nobody = [e for e in speeches if not e.get("who") and not any(local(d) in _VOICED for d in e.iter())]
    if 2 * len(nobody) < len(speeches):
        for element in nobody:
            yield Found(
                element, "a speech without a speaker", "add <speaker> or @who", shown(words(element), 20), "<sp"
            )


_VOICED = frozenset(("speaker", "said", "q"))


def labels_without_items(survey: Survey) -> Iterator[Found]:
    """A label without its item, or an item without its label.

    In a list of labels and items, each label belongs to the item behind it; one missing puts all words beside the wrong
    ones.

    Example: `<label>G.P.U.</label><label>N.E.P.</label><item>New Economic Policy</item>`.
    Remedy: add what is missing.
    """
    for whole in survey.all("list"):
        children = [c for c in whole if local(c) in ("label", "item", "headLabel", "headItem", "head")]
        names = [local(child) for child in children]
        if names.count("label") < 2 or names.count("label") < 0.8 * names.count("item"):
            continue
        for child, name, after in zip(children, names, [*names[1:], ""], strict=True):
            if name == "label" and after != "item":
                words_ = shown(words(child), 20)
                yield Found(child, f"the label “{words_}” has no item", "add its item", f"“{words_}”", "<label")


RULES = {
    "TXT-001": Rule(empty_elements, Severity.WARNING, "elements hold nothing"),
    "TXT-002": Rule(doubled_elements, Severity.WARNING, "elements stand in one of their kind"),
    "TXT-003": Rule(strayed_parts, Severity.WARNING, "parts stand outside their wholes"),
    "TXT-007": Rule(uneven_rows, Severity.NOTE, "rows are uneven"),
    "TXT-008": Rule(speeches_without_speaker, Severity.WARNING, "speeches have no speaker"),
    "TXT-010": Rule(labels_without_items, Severity.WARNING, "labels have no item"),
}

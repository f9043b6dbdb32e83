"""Together: what may not be parted by the end of a page, and what does not begin one.

Short tables, lead-ins and what they lead to, the last lines of a section, a signature and what it signs.
"""

from __future__ import annotations

from collections.abc import Iterator

from exporters.pdf.display import add_style
from exporters.xhtml import Element

# A table of at most so many rows and letters is not divided; of others, two rows are kept at either end.
ROWS, TABLE_LETTERS, KEPT = 10, 1200, 4
# So many lines are to stand on the last page of a section; as many letters as these are a line.
ENDING, LINE = 5, 60
# What paragraphs at the end of a section may stand in, a signature for one.
AROUND = ("section", "div")
# A paragraph of at most so many letters leads to what is below it; a name, to a note about who bears it.
LEAD, LED_TO, NAME = 60, ("blockquote", "table", "ol", "ul"), 130
# Behind at most so many letters on its page, a section without a title goes on there; these do not count.
BEHIND, APART = 600, {"header", "page", "display"}


def kept(root: Element) -> None:
    """Keep together in *root* what belongs together."""
    for table in root.iter("table"):
        _rows(list(table.iter("tr")), table)
    for node in root.iter(*LED_TO, "div"):
        if node.tag != "div":
            _lead(node.getprevious(), "p", LEAD)
        elif node.get("class") == "note":
            _lead(node.getprevious(), "p", NAME)
        elif node.get("class") == "speech":
            _lead(node.getprevious(), "div", LEAD)
    for node in (root, *(node for node in root.iter("section") if "opening" in classes(node))):
        _goes_on(node)
        _ending(list(_lines(node)))


def classes(node: Element) -> list[str]:
    """The classes of *node*."""
    return (node.get("class") or "").split()


def add_class(node: Element, cls: str) -> None:
    """Give *node* one more class."""
    node.set("class", f"{node.get('class', '')} {cls}".strip())


def length(home: Element) -> int:
    """How many letters the lines of *home* have, without notes."""
    return len(home.text or "") + sum(
        (0 if child.get("class") == "anchor" else length(child)) + len(child.tail or "") for child in home
    )


def _rows(rows: list[Element], table: Element) -> None:
    if len(rows) <= ROWS and sum(map(len, table.itertext())) <= TABLE_LETTERS:
        add_class(table, "together")
    elif len(rows) >= KEPT:
        for row in (rows[0], rows[-2]):
            add_class(row, "kept")


def _lead(before: Element | None, tag: str, most: int) -> None:
    """Keep what is *before* with what it leads to: a short paragraph, or, if that is the *tag*, a note of one."""
    leads = before is not None and before.tag == tag and (tag == "p" or before.get("class") == "note")
    if before is not None and leads and 0 < length(before) <= most:
        add_class(before, "lead")


def _goes_on(node: Element) -> None:
    """Let a section in *node* that has no title, and would begin a page, go on behind a few lines."""
    letters = 0
    for block in node:
        opens = "opening" in classes(block)
        if opens and 0 < letters <= BEHIND and block[0].tag == "div" and "start" in classes(block[0]):
            block.remove(block[0])
            block.set("class", " ".join("untitled" if word == "opening" else word for word in classes(block)))
            opens = False
        if not APART & {block.tag, *classes(block)}:
            letters = length(block) + (0 if opens else letters)


def _lines(node: Element) -> Iterator[Element]:
    """The blocks of *node*, and of what stands in it."""
    for child in node:
        if child.tag in AROUND and not {"start", "speech", "verse", "note"} & set(classes(child)):
            yield from _lines(child)
        else:
            yield child


def _ending(blocks: list[Element]) -> None:
    """Let the last page of a section hold more than a few lines, if its last paragraphs are short."""
    lines = 0
    for last, before in zip(reversed(blocks), reversed(blocks[:-1]), strict=False):
        lines += -(-length(last) // LINE)
        if last.tag != "p" or before.tag != "p" or lines >= ENDING:
            break
        add_class(before, "lead")
        add_style(before, f"widows: {max(ENDING - lines, 2)}")

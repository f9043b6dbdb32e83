"""Syntax: what a tree of tags must be like for readers to understand it. See ISO 14289-1, clause 7."""

from __future__ import annotations

from exporters.pdf.nodes import Node, Spot
from exporters.pdf.roles import CELLS, GRID, HEADINGS

# What stays though nothing is in it.
STAYS = ("Document", *CELLS)


def mend(root: Node, picture: str) -> None:
    """Make the tree below *root* what it must be. *picture* says what a picture is that nobody has described."""
    _describe(root, picture)
    _prune(root)
    _notes(root)
    _headings(root)
    for table in [node for node in root.walk() if node.role == "Table"]:
        parts = [node for node in table.walk() if _table(node) is table]
        if any(node.role == "TH" for node in parts):
            _square([node for node in parts if node.role == "TR"])
        else:
            _grid(parts)


def _describe(root: Node, picture: str) -> None:
    """Give each picture words that stand for it: its own, else its caption's."""
    for figure in [node for node in root.walk() if node.role == "Figure"]:
        around = figure.parent.nodes() if figure.parent is not None else []
        captions = [node.words() for node in around if node.role == "Caption"]
        figure.alt = figure.alt.strip() or next(filter(None, captions), "") or picture


def _prune(node: Node) -> None:
    """Take out what nothing is in, but not the body of an item that has a number or a dot."""
    for kid in node.nodes():
        _prune(kid)
        if not kid.kids and kid.role not in STAYS and not (kid.role == "LBody" and len(node.kids) > 1):
            kid.take_out()


def _notes(root: Node) -> None:
    """Give each note a name, and put those that are noted in a note behind their marks too."""
    marks = {node.leads_to: node for node in root.walk() if node.leads_to}
    for number, note in enumerate([node for node in root.walk() if node.role == "Note"], 1):
        mark = marks.get(note.name)
        note.name = f"note-{number}"
        if mark is not None and any(node.role == "Note" and node is not note for node in mark.above()):
            reference = mark.parent
            assert reference is not None and reference.parent is not None
            note.take_out()
            home = reference.parent
            home.kids.insert(home.kids.index(reference) + 1, note)
            note.parent = home


def _headings(root: Node) -> None:
    """Let headings begin with the first level, and go down by one level at a time."""
    open_levels: list[str] = []
    for node in root.walk():
        if node.role in HEADINGS:
            while open_levels and open_levels[-1] >= node.role:
                open_levels.pop()
            open_levels.append(node.role)
            node.role = HEADINGS[len(open_levels) - 1]


def _grid(parts: list[Node]) -> None:
    """Let a table without headings be read row by row: nothing could be said of the place of a cell."""
    for part in parts:
        if part.role == "TD":
            _cell(part)
        part.role = GRID.get(part.role, part.role)
    for part in reversed(parts):
        if not part.kids:
            part.take_out()


def _cell(cell: Node) -> None:
    """Make a paragraph of a cell, or several."""
    cell.attributes.clear()
    kids, cell.kids, cell.role = cell.kids, [], "Div"
    for kid in kids:
        if isinstance(kid, Spot):
            cell.kids.append(kid)
        else:
            cell.add(kid)


def _square(rows: list[Node]) -> None:
    """Give each row as many cells as the longest has, and say of each heading whether it heads a row or a column."""
    taken: list[dict[int, bool]] = [{} for _ in rows]
    for number, row in enumerate(rows):
        cells = [node for node in row.nodes() if node.role in CELLS]
        heads = all(cell.role == "TH" for cell in cells)
        column = 0
        for cell in cells:
            while column in taken[number]:
                column += 1
            down = min(int(cell.attributes.get("RowSpan", 1)), len(rows) - number)
            across = int(cell.attributes.get("ColSpan", 1))
            if "RowSpan" in cell.attributes:
                cell.attributes["RowSpan"] = down
            for below in taken[number : number + down]:
                below.update(dict.fromkeys(range(column, column + across), True))
            if cell.role == "TH":
                cell.attributes["Scope"] = "/Column" if heads else "/Row"
            if cell.attributes:
                cell.attributes["O"] = "/Table"
            column += across
    width = max((len(row) for row in taken), default=0)
    for row, full in zip(rows, taken, strict=True):
        for _ in range(width - len(full)):
            row.new("TD")


def _table(node: Node) -> Node | None:
    return next((around for around in node.above() if around.role == "Table"), None)

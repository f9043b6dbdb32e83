"""Lines as they are laid out, to be looked at before they are drawn."""

from collections.abc import Iterator
from importlib.resources import as_file, files
from typing import Any

from lxml import etree

from exporters.pdf import _environment, _libraries
from tests.novel import book
from tests.paper import SETTINGS

with _libraries():
    from weasyprint.formatting_structure.boxes import BlockBox, LineBox, TextBox

    from exporters.pdf import layout

# The size of the text, in pixels.
EM = 15.0


def laid(html: str, trim: str = "140x216") -> Iterator[tuple[Any, Any, list[Any]]]:
    """The lines that a body is set in: the block of each, itself, and its texts."""
    with as_file(files("exporters.pdf").joinpath("fonts.conf")) as conf, _environment({"FONTCONFIG_FILE": str(conf)}):
        press = layout.press(book(), SETTINGS._replace(trim=trim))
        pages = press.lay(etree.fromstring(f"<body>{html}</body>")).pages
    for page in pages:
        for block in page._page_box.descendants():
            for line in block.children if isinstance(block, BlockBox) else ():
                if isinstance(line, LineBox) and block.element_tag in ("p", "li"):
                    yield block, line, [box for box in line.descendants() if isinstance(box, TextBox) and box.text]

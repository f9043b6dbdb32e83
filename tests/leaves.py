"""Leaves: pages set line by line, as a book has them, for the tests of `proof`, and what is said of them."""

import io
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

import pikepdf
from click.testing import CliRunner, Result

from teipress import proof as proofs
from teipress.cli import main
from teipress.proof import reading

FONT = next(f for f in files("fontpkg_eb_garamond").joinpath("files").iterdir() if f.name == "EBGaramond[wght].ttf")
# Lines that fill the measure of 288 pt with word spaces hardly wider than the font's.
LINES = """are poor in men and that is one of their greatest tragedies. The Paris
very day when the textile workers of Petrograd launched the strikes
had politically ceased to exist. If at that time (February, old Russian
the monarchy, insisting only that it be constitutional. They tried to
haust these limits. He did not proclaim socialism in Russia, but the
ing out of the war, and Russia was tied to her allies. The propertied
sky and his group entered it. The documents of the period were for
heat. Men left the front, carrying their guns and ammunition along
and a dozen other Russian socialists had reached Russia by crossing
eral Staff, and on the fact that he had received German gold, were so
factured nor imposed; it grew up spontaneously on the basis of the
made over, and the process is not yet completed. At the time of the
buildings with a few companies of soldiers, and this brought about""".splitlines()
MEASURE, LEADING, SIZE, INDENT = 288.0, 13.5, 11.25, 13.5
WIDTH, HEIGHT, HEAD = 396.0, 612.0, 66.0
COUNT = 30


@dataclass(frozen=True)
class Set:
    """A line as it is set: justified to the measure, or *ragged*; moved from its place by *across* and *down*."""

    text: str
    ragged: bool = False
    across: float = 0
    down: float = 0
    extra: str = ""


Leaf = list[Set | None]


def leaf(number: int, lines: int = COUNT) -> Leaf:
    """A page of text, with a paragraph that ends and one that begins."""
    made: Leaf = [Set(LINES[(number * 5 + at) % len(LINES)]) for at in range(lines)]
    if lines > 13:
        made[11] = Set("was soon to be massacred.", ragged=True)
        made[12] = Set("The chief of the staff had been a worker in the mines of Ural", across=INDENT)
    return made


def book(count: int = 6) -> list[Leaf]:
    return [leaf(number) for number in range(count)]


def pdf(leaves: list[Leaf], style: str = "") -> bytes:
    """The pages, with folios."""
    from weasyprint import HTML

    import exporters.pdf.layout  # noqa: F401 (text is set as in our books, whatever ran before)

    body = []
    for number, lines in enumerate(leaves, 1):
        margin = 49.5 if number % 2 else 58.5
        placed = [(HEAD + at * LEADING + line.down, margin, line) for at, line in enumerate(lines) if line is not None]
        body.append("<section>" + "".join(_div(*place) for place in placed) + f"<p>{number}</p></section>")
    html = f"""<style>@font-face {{ font-family: G; src: url("{Path(str(FONT)).as_uri()}") }}
        @page {{ size: {WIDTH}pt {HEIGHT}pt; margin: 0 }} body {{ margin: 0 }}
        section {{ break-after: page; height: {HEIGHT}pt; position: relative }}
        div, p {{ font: {SIZE}pt/{LEADING}pt G; margin: 0; position: absolute; white-space: nowrap }}
        p {{ bottom: 36pt; left: 0; right: 0; text-align: center }} {style}</style>{"".join(body)}"""
    data: bytes = HTML(string=html).write_pdf()
    return data


def _div(top: float, margin: float, line: Set) -> str:
    left = margin + line.across
    wide = MEASURE - max(line.across, 0)
    justified = "" if line.ragged else "white-space: normal; text-align-last: justify;"
    return f'<div style="top:{top}pt;left:{left}pt;width:{wide}pt;{justified}{line.extra}">{escape(line.text)}</div>'


def looked_at(data: bytes) -> proofs.Proof:
    with reading.opened(data, "x.pdf") as document:
        return proofs.proof(document, "x.pdf", range(1, len(document) + 1))


def said(data: bytes) -> list[str]:
    """What is said of a PDF: severity, code and message of each finding, in the order of the rules."""
    return [f"{d.severity} {d.code} {d.message}" for d in looked_at(data).findings("x.pdf")]


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, ["proof", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


@cache
def clean() -> bytes:
    return pdf(book())


def with_(page: int, at: int, **what: Any) -> list[Leaf]:
    """The book with a line (from 1) of a page changed in some way."""
    leaves = book()
    line = leaves[page - 1][at - 1]
    assert line is not None
    leaves[page - 1][at - 1] = replace(line, **what)
    return leaves


def plain(
    count: int, box: str = "[0 0 300 400]", content: str = "BT /F 12 Tf 50 300 Td (Words of a page) Tj ET"
) -> bytes:
    """A PDF of so many pages with one content, in Helvetica."""
    buffer = io.BytesIO()
    with pikepdf.new() as document:
        fonts = pikepdf.Object.parse(b"<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>")
        page = pikepdf.Dictionary(Type=pikepdf.Name.Page, MediaBox=pikepdf.Object.parse(box.encode()), Resources=fonts)
        page.Contents = document.make_stream(content.encode())
        kids = [document.make_indirect(page)] * count
        document.Root.Pages = document.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Pages, Count=count, Kids=pikepdf.Array(kids))
        )
        document.save(buffer, static_id=True, compress_streams=False)
    return buffer.getvalue()
